//! Rosters: the samples that Microsoft publishes, and a folder with planted faults.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use seatbook_core::Status;
use seatbook_core::model::Org;
use seatbook_core::roster::{Notice, Roster};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/sds").join(name)
}

/// Schools, pupils, teachers, sections, sections without pupils, enrolments.
fn figures(roster: &Roster) -> [usize; 6] {
    let load = &roster.load;
    let with_role =
        |role: &str| load.users.iter().filter(|user| user.roles.iter().any(|own| own == role)).count();
    [
        load.orgs.len(),
        with_role("student"),
        with_role("teacher"),
        load.groups.len(),
        load.groups.iter().filter(|group| group.members.is_empty()).count(),
        load.groups.iter().map(|group| group.members.len()).sum(),
    ]
}

#[test]
fn a_small_district_is_read_whole() {
    let roster = Roster::read_school_data_sync(&sample("v1-100-users")).unwrap();
    assert_eq!(roster.notices, []);
    assert_eq!(figures(&roster), [2, 86, 12, 28, 7, 602]);
    let pupils_of = |school: &str| {
        let users = roster.load.users.iter();
        users.filter(|user| user.org == school && user.roles == ["student"]).count()
    };
    assert_eq!((pupils_of("10001"), pupils_of("10002")), (60, 26));

    let first = &roster.load.users[0];
    assert_eq!(
        (first.id.as_str(), first.given_name.as_str(), first.family_name.as_str()),
        ("13001", "Ora", "Klein")
    );
    assert_eq!(first.display_name, "");
    assert_eq!(roster.load.orgs[1].name, "Fabrikam High School");
    let class = &roster.load.groups[0];
    assert_eq!((class.id.as_str(), class.name.as_str()), ("11001", "Math - Algebra 1"));
    assert_eq!(class.members[..2], ["13001", "13002"]);

    let roster = Roster::read_school_data_sync_with_teachers(&sample("v1-100-users"), "-teachers").unwrap();
    assert_eq!(roster.load.groups.len(), 28 + 28);
    let teachers = &roster.load.groups[28];
    assert_eq!((teachers.id.as_str(), teachers.members.join(" ").as_str()), ("11001-teachers", "14001"));
}

#[test]
fn the_other_samples_are_read_whole() {
    for (name, expected) in [("v1-25-users", [2, 22, 2, 2, 0, 44]), ("v1-min", [2, 22, 2, 2, 0, 44])] {
        let roster = Roster::read_school_data_sync(&sample(name)).unwrap();
        assert_eq!(roster.notices, [], "{name}");
        assert_eq!(figures(&roster), expected, "{name}");
    }
}

/// The United Kingdom's version of the format has the same columns under other names.
#[test]
fn the_british_headers_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let headers = [
        ("School.csv", "SIS ID,", "DfE Number,"),
        ("Section.csv", "SIS ID,School SIS ID,", "ID,School DfE Number,"),
        ("Student.csv", "SIS ID,School SIS ID,", "ID,School DfE Number,"),
        ("StudentEnrollment.csv", "Section SIS ID,SIS ID", "Section ID,ID"),
        ("Teacher.csv", "SIS ID,School SIS ID,", "ID,School DfE Number,"),
        ("TeacherRoster.csv", "Section SIS ID,SIS ID", "Section ID,ID"),
    ];
    for (file, american, british) in headers {
        let text = fs::read_to_string(sample("v1-100-users").join(file)).unwrap();
        assert!(text.starts_with(american), "{file}");
        fs::write(folder.path().join(file), text.replacen(american, british, 1)).unwrap();
    }
    let british = Roster::read_school_data_sync(folder.path()).unwrap();
    assert_eq!(british, Roster::read_school_data_sync(&sample("v1-100-users")).unwrap());
}

#[test]
fn a_district_stands_above_its_schools() {
    let district = Org { id: "district".into(), name: "District".into(), parent: None };
    let roster = Roster::read_school_data_sync(&sample("v1-min")).unwrap().under(district);
    let parents: Vec<_> =
        roster.load.orgs.iter().map(|org| (org.id.as_str(), org.parent.as_deref())).collect();
    assert_eq!(parents, [("district", None), ("10001", Some("district")), ("10002", Some("district"))]);
}

/// A folder in which every sort of fault stands on a known line.
fn dirty() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    write(
        "School.csv",
        "\u{feff} name , sis id ,Mascot\r\nSkolan,S,\r\n,,\r\nUtan id,,\r\nTvå,S,\r\n".as_bytes(),
    );
    write(
        "Section.csv",
        b"SIS ID,School SIS ID,Section Name,Status\n\
          K1,S,7 A,Active\n\
          K2,X,7 B,Active\n\
          K3,S\n\
          K4,S,Math, advanced,Active\n\
          K5,S,\"Math, advanced\",Inactive\n\
          K6,S,\"Math,Active\n\
          K7,S,7 C,Active\n",
    );
    write(
        "student.csv",
        b"SIS ID,School SIS ID,First Name,Last Name,Status\n\
          a ,S, Anna ,Ek,Active\n\
          b,S,B\xf6rje,Ek,Active\n\
          a,S,Anna,Igen,Active\n\
          \n\
          c,S,Cia,Ek,Inactive\n\
          d\x01,S,Dan,Ek,Active\n\
          e,S,Eva\x07,Ek,,,\n",
    );
    write("StudentEnrollment.csv", b"SIS ID,Section SIS ID\na,K1\nb,K1\nc,K9\na,K1\nc,K1\n,K1\ne,K5\n");
    write("Teacher.csv", b"SIS ID,School SIS ID,Status\nt,S,Active\nc,S,Active\n");
    write("TeacherRoster.csv", b"SIS ID,Section SIS ID\nt,K1\na,K1\n");
    folder
}

const FAULTS: &str = "\
School.csv:4 sis id: school id `` is empty (left out)
School.csv:5 sis id: school `S` stands on line 2 already (left out)
Section.csv:3 School SIS ID: `School.csv` has no school `X`, or its line was left out (left out)
Section.csv:4 Section Name: has 2 values, but the header names 4 columns (left out)
Section.csv:5 -: has 5 values, but the header names 4 columns; put values with a comma into quotes (left out)
Section.csv:6 Status: section `K5` is `Inactive`, not `Active`; taken all the same (taken)
Section.csv:7 -: has a quote that is not closed on the same line (left out)
Student.csv:3 First Name: is not UTF-8; save the file as CSV UTF-8 (left out)
Student.csv:4 SIS ID: student `a` stands on line 2 already (left out)
Student.csv:6 Status: student `c` is `Inactive`, not `Active`; taken as a disabled account (taken)
Student.csv:7 SIS ID: student id `d\\u{1}` holds a control, line or direction character (left out)
Student.csv:8 First Name: first name holds a control, line or direction character; left empty (taken)
StudentEnrollment.csv:3 SIS ID: `Student.csv` has no student `b`, or its line was left out (left out)
StudentEnrollment.csv:4 Section SIS ID: `Section.csv` has no section `K9`, or its line was left out (left out)
StudentEnrollment.csv:5 SIS ID: `a` stands in section `K1` further up already (left out)
StudentEnrollment.csv:7 SIS ID: student id is empty (left out)
Teacher.csv:3 Status: `c` is active in only one of `Student.csv` and `Teacher.csv`; enabled (taken)
TeacherRoster.csv:3 SIS ID: `Teacher.csv` has no teacher `a`, or its line was left out (left out)
";

#[test]
fn every_fault_is_reported_at_its_line_and_the_rest_is_taken() {
    let folder = dirty();
    let roster = Roster::read_school_data_sync(folder.path()).unwrap();
    let mut report = String::new();
    for Notice { file, line, column, refused, message } in &roster.notices {
        let (column, taken) = (column.as_deref().unwrap_or("-"), if *refused { "left out" } else { "taken" });
        writeln!(report, "{file}:{line} {column}: {message} ({taken})").unwrap();
    }
    assert_eq!(report, FAULTS);
    assert_eq!(roster.refused(), 14);

    let groups: Vec<_> = roster.load.groups.iter().map(|it| (it.id.as_str(), it.members.join(" "))).collect();
    assert_eq!(groups, [("K1", "a c".to_owned()), ("K5", "e".to_owned()), ("K7", String::new())]);
    assert_eq!(roster.load.groups[1].name, "Math, advanced");
    let users: Vec<_> = roster.load.users.iter().map(|it| (it.id.as_str(), it.given_name.as_str())).collect();
    assert_eq!(users, [("a", "Anna"), ("c", "Cia"), ("e", ""), ("t", "")]);
}

#[test]
fn a_file_that_cannot_be_read_at_all_is_an_error() {
    let folder = dirty();
    let school = folder.path().join("School.csv");
    fs::write(&school, b"\xff\xfeS\0I\0S\0 \0I\0D\0\n\0").unwrap();
    let error = Roster::read_school_data_sync(folder.path()).unwrap_err();
    assert_eq!(error.message(), "`School.csv` is not UTF-8; save it as CSV UTF-8");
    fs::write(&school, "").unwrap();
    let error = Roster::read_school_data_sync(folder.path()).unwrap_err();
    assert_eq!(error.message(), "`School.csv` is empty; its first line must name the columns");
    let error = Roster::read_school_data_sync(&folder.path().join("nowhere")).unwrap_err();
    assert_eq!(error.status(), Status::NotFound);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    /// Whatever stands on one more line, the other lines are read as before and the line is reported or blank.
    #[test]
    fn a_bad_line_never_stops_the_others(line in "[^\n]{0,40}|\"[^\n]{0,20}", at in 1_usize..=45) {
        let folder = tempfile::tempdir().unwrap();
        for file in ["School.csv", "Section.csv", "Student.csv", "StudentEnrollment.csv"] {
            fs::copy(sample("v1-min").join(file), folder.path().join(file)).unwrap();
        }
        let clean = Roster::read_school_data_sync(folder.path()).unwrap();
        let path = folder.path().join("StudentEnrollment.csv");
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<_> = text.lines().collect();
        lines.insert(at, &line);
        fs::write(&path, lines.join("\n")).unwrap();
        let roster = Roster::read_school_data_sync(folder.path()).unwrap();
        proptest::prop_assert_eq!(roster.load, clean.load);
        let places: Vec<_> = roster.notices.iter().map(|notice| notice.line).collect();
        let blank = line.split(',').all(|value| value.trim_matches('"').trim().is_empty());
        proptest::prop_assert!(places == [at as u64 + 1] || (blank && places.len() <= 1), "{:?}", roster.notices);
    }
}
