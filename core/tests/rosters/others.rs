//! Rosters as other people's programs write them: what is taken, what is told, and where.

use crate::files::{Files, archive, file, folder, groups, told, users};
use seatbook_core::model::PoolKind;
use seatbook_core::roster::{Format, Roster};

/// What becomes of a folder: format, users, groups, notices.
fn read(files: Files<'_>) -> (Format, String, String, String) {
    let roster = Roster::read(folder(files).path()).unwrap();
    (roster.format, users(&roster).join("; "), groups(&roster).join("; "), told(&roster.notices))
}

const ORGS: (&str, &str) = ("orgs.csv", "sourcedId,name,type\ns,South,school\n");
const CLASSES: (&str, &str) = ("classes.csv", "sourcedId,title,schoolSourcedId\n7a,7 A,s\n");

#[test]
fn everything_in_quotes_with_dates_of_excel() {
    let found = read(&[
        (
            "Manifest.CSV",
            "\"propertyName\",\"value\"\r\n\"manifest.version\",\"1.0\"\r\n\"oneroster.version\",\"1.1\"\r\n\"file.orgs\",\"bulk\"\r\n\"file.users\",\"bulk\"\r\n\"file.classes\",\"bulk\"\r\n\"file.enrollments\",\"bulk\"\r\n\"file.demographics\",\"absent\"\r\n",
        ),
        (
            "Orgs.csv",
            "\"sourcedId\",\"status\",\"dateLastModified\",\"name\",\"type\",\"identifier\",\"parentSourcedId\"\r\n\"s\",\"\",\"\",\"St. Mary's \"\"Upper\"\" School\",\"school\",\"\",\"\"\r\n",
        ),
        (
            "Users.csv",
            "\"sourcedId\",\"status\",\"dateLastModified\",\"enabledUser\",\"orgSourcedIds\",\"role\",\"username\",\"userIds\",\"givenName\",\"familyName\"\r\n\"a\",\"\",\"8/17/2026 12:00 AM\",\"TRUE\",\"s,s2\",\"Student\",\"anna\",\"{Fed:1},{Local:2}\",\"Anna\",\"O'Neil\"\r\n",
        ),
        (
            "Classes.csv",
            "\"sourcedId\",\"title\",\"classType\",\"schoolSourcedId\"\r\n\"7a\",\"7 A\",\"homeroom\",\"s\"\r\n",
        ),
        (
            "Enrollments.csv",
            "\"sourcedId\",\"classSourcedId\",\"schoolSourcedId\",\"userSourcedId\",\"role\",\"primary\",\"beginDate\",\"endDate\"\r\n\"e\",\"7a\",\"s\",\"a\",\"student\",\"\",\"\",\"\"\r\n",
        ),
    ]);
    assert_eq!(
        (found.0, found.1.as_str(), found.2.as_str()),
        (Format::OneRoster11, "a in s: student", "7a in s: a")
    );
    assert_eq!(
        found.3,
        "users.csv:2 orgSourcedIds: `orgs.csv` has no org `s2`, or its line was left out; taken for another of his orgs (taken)\n"
    );
}

#[test]
fn versions_are_written_in_many_ways() {
    let roles = ("roles.csv", "userSourcedId,roleType,role,orgSourcedId\na,primary,student,s\n");
    let users = ("users.csv", "sourcedId,enabledUser,username\na,true,anna\n");
    for version in ["1.2", "v1.2", "1.2.0", "V1.2", "1p2", "v1p2", "OneRoster 1.2"] {
        let manifest = format!(
            "propertyName,value\noneroster.version,{version}\nfile.orgs,bulk\nfile.users,bulk\nfile.roles,bulk\n"
        );
        let found = read(&[("manifest.csv", &manifest), ORGS, users, roles]);
        assert_eq!((found.0, found.1.as_str()), (Format::OneRoster12, "a in s: student"), "{version}");
    }
    let users = ("users.csv", "sourcedId,enabledUser,orgSourcedIds,role\na,true,s,student\n");
    for version in ["1.1", "v1.1", "1.1.0", "1p1", "1.0"] {
        let manifest =
            format!("propertyName,value\noneroster.version,{version}\nfile.orgs,bulk\nfile.users,bulk\n");
        assert_eq!(read(&[("manifest.csv", &manifest), ORGS, users]).0, Format::OneRoster11, "{version}");
    }
}

#[test]
fn words_for_roles_and_states() {
    let lines = "a,s,STUDENT,Active,1\nb,s,Schüler,active,yes\nc,s,Teacher,ToBeDeleted,\nd,s,siteAdministrator,,0\ne,s,,active,true\n";
    let text = format!("sourcedId,orgSourcedIds,role,status,enabledUser\n{lines}");
    let found = read(&[ORGS, ("users.csv", &text)]);
    assert_eq!(
        found.1,
        "a in s: student; b in s: Schüler; c in s: teacher, disabled; d in s: administrator, disabled; e in s: "
    );
    assert_eq!(
        found.3,
        "users.csv:3 role: role `Schüler` is not known; taken as it is, told once (taken)\n\
         users.csv:6 role: role is empty; taken without one (taken)\n"
    );
}

#[test]
fn columns_of_german_excel_and_of_google() {
    let excel = read(&[
        ("orgs.csv", "\u{feff}sep=;\r\nsourcedId;name;type\r\ns;Süd;school\r\n"),
        (
            "users.csv",
            "\u{feff}sourcedId;orgSourcedIds;role;givenName;familyName;;\r\na;s;student;Änne;Müller;;\r\n;;;;;;\r\n",
        ),
        ("classes.csv", "sourcedId;title;schoolSourcedId\r\n7a;\"7a; Deutsch\";s\r\n"),
        ("enrollments.csv", "classSourcedId;userSourcedId;role\r\n7a;a;student\r\n\r\n\r\n"),
    ]);
    assert_eq!((excel.1.as_str(), excel.2.as_str(), excel.3.as_str()), ("a in s: student", "7a in s: a", ""));
    let google = read(&[
        ("orgs.csv", "sourcedId,name\ns,South"),
        (
            "users.csv",
            "sourcedId,orgSourcedIds,role,notes\na,s,student,\"says \"\"hi\"\", often\"\nb,s,student,\"two\nlines\"\nc,s,student,\n",
        ),
    ]);
    assert_eq!(google.1, "a in s: student; c in s: student");
    assert_eq!(
        google.3,
        "users.csv:3 -: has a quote that is not closed on the same line (left out)\n\
         users.csv:4 -: has a quote that is not closed on the same line (left out)\n"
    );
}

#[test]
fn ids_keep_their_zeros_capitals_and_blanks_inside() {
    let found = read(&[
        ("orgs.csv", "sourcedId,name\n007,Bond\n7,Seven\n"),
        (
            "users.csv",
            "sourcedId,orgSourcedIds,role\n0042,007,student\n42,7,student\nA 1,7,student\na 1,7,student\n",
        ),
    ]);
    assert_eq!(found.1, "0042 in 007: student; 42 in 7: student; A 1 in 7: student; a 1 in 7: student");
    assert_eq!(found.3, "");
}

#[test]
fn braces_around_guids_stay() {
    let guid = "{1B671A64-40D5-491E-99B0-DA01FF1F3341}";
    let text = format!("sourcedId,orgSourcedIds,role\n{guid},s,student\n");
    assert_eq!(read(&[ORGS, ("users.csv", &text)]).1, format!("{guid} in s: student"));
}

#[test]
fn data_sync_of_other_hands() {
    // Columns in capitals, a grade column, teachers without a school's line, and a blank behind each comma.
    let found = read(&[
        ("school.csv", "SIS ID, Name, Address\nS1, North, \"1, High Street\"\n"),
        ("SECTION.CSV", "SIS ID, School SIS ID, Section Name, Section Number\n7a, S1, 7 A, 1\n"),
        ("Student.csv", "SIS ID, School SIS ID, Username, Grade\n1, S1, anna, 07\n2, S9, bo, 07\n"),
        ("StudentEnrollment.csv", "Section SIS ID, SIS ID\n7a, 1\n7a, 2\n7a, 1\n"),
        ("Teacher.csv", "SIS ID, School SIS ID, Username, First Name, Last Name\nt, S1, tom, Tom, Ek\n"),
    ]);
    assert_eq!((found.0, found.1.as_str()), (Format::SchoolDataSyncV1, "1 in S1: student; t in S1: teacher"));
    assert_eq!(found.2, "7a in S1: 1");
    assert_eq!(
        found.3,
        "Student.csv:3 School SIS ID: `School.csv` has no school `S9`, or its line was left out (left out)\n\
         StudentEnrollment.csv:3 SIS ID: `Student.csv` has no student `2`, or its line was left out (left out)\n\
         StudentEnrollment.csv:4 SIS ID: `1` stands in section `7a` further up already (left out)\n"
    );
}

#[test]
fn data_sync_two_with_what_it_calls_optional() {
    let found = read(&[
        ("orgs.csv", "sourcedId,name,type,parentSourcedId\nd,District,district,\ns,South,school,d\n"),
        (
            "users.csv",
            "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms\na,anna@x.se,Anna,Ek,,,,,\nb,bo@x.se,Bo,Ek,,,,,\n",
        ),
        (
            "roles.csv",
            "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate\na,s,student,,07,true,,\nb,s,guardian,,,,,\nb,d,staff,,,true,,\n",
        ),
        CLASSES,
        ("enrollments.csv", "classSourcedId,userSourcedId,role\n7a,a,student\n7a,b,teacher\n"),
        ("relationships.csv", "userSourcedId,relationshipUserSourcedId,relationshipRole\na,b,guardian\n"),
    ]);
    assert_eq!(
        (found.0, found.1.as_str()),
        (Format::SchoolDataSyncV21, "a in s: student; b in d: guardian+staff")
    );
    assert_eq!((found.2.as_str(), found.3.as_str()), ("7a in s: a", ""));
}

#[test]
fn folders_in_folders_and_archives_in_folders_are_pointed_at() {
    let outer = folder(&[("readme.txt", "")]);
    let error = |outer: &tempfile::TempDir| Roster::read(outer.path()).unwrap_err().message().to_owned();
    assert!(error(&outer).ends_with("(School Data Sync V1)"), "{}", error(&outer));
    std::fs::create_dir(outer.path().join("Export 2026")).unwrap();
    std::fs::write(outer.path().join("Export 2026/Users.CSV"), "").unwrap();
    assert!(error(&outer).ends_with("; `Export 2026` in it may be meant"), "{}", error(&outer));
    let outer = folder(&[]);
    archive(
        &outer.path().join("roster.ZIP"),
        "export/",
        &[ORGS, ("users.csv", "sourcedId,orgSourcedIds,role\na,s,student\n")],
    );
    assert!(error(&outer).ends_with("; `roster.ZIP` in it may be meant"), "{}", error(&outer));
    assert_eq!(users(&Roster::read(&outer.path().join("roster.ZIP")).unwrap()), ["a in s: student"]);
}

#[test]
fn what_was_downloaded_instead_of_a_roster_is_told() {
    for (name, bytes) in [
        ("users.csv", &b"<!DOCTYPE html>\n<html><head><title>Sign in</title>"[..]),
        ("users.csv", b"sourcedId|orgSourcedIds|role\na|s|student\n"),
        ("users.csv", b"\xff\xfes\0o\0u\0r\0c\0e\0d\0I\0d\0\n\0"),
        ("users.csv", b"%PDF-1.7\n"),
        ("users.csv", b""),
    ] {
        let outer = folder(&[ORGS]);
        std::fs::write(outer.path().join(name), bytes).unwrap();
        let error = Roster::read(outer.path()).unwrap_err();
        assert!(error.message().starts_with("`users.csv` "), "{error}");
    }
}

#[test]
fn licences_and_products_of_other_hands() {
    let text = "\u{feff}[\n {\"licenseCode\": \"VHT-1\", \"product_id\": \"urn:bilo:medium:1\", \"quantity\": \"30\", \"licenseType\": \"volume\", \"validityEnd\": \"2027-07-31\", \"unknown\": null}\n]";
    let (_folder, path) = file("licenses.json", text.as_bytes());
    let options = seatbook_core::roster::RosterOptions { org: Some("s".into()), ..Default::default() };
    let roster = Roster::read_with(&path, &options).unwrap();
    let pool = roster.load.pools.first().map(|pool| (pool.kind, pool.quantity));
    assert!(
        pool.is_some_and(|pool| pool == (PoolKind::Volume, Some(30))) || roster.refused == 1,
        "{}",
        told(&roster.notices)
    );
    let table = "Product name;String ID;GUID;Service plan Id;Service plans included (friendly names)\r\nOffice 365 A1;STANDARDWOFFPACK_STUDENT;314c4481-f395-4525-be8b-2ec4bb1e9d91;;\r\n";
    let (_folder, path) = file("products.csv", table.as_bytes());
    let roster = Roster::read(&path).unwrap();
    assert_eq!(roster.format, Format::MicrosoftProducts);
}
