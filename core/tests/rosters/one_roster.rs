//! OneRoster 1.1 and 1.2, in full and what is different, from folders and archives.

use crate::files::{Files, archive, folder, groups, members, told, user, users};
use seatbook_core::model::Org;
use seatbook_core::roster::{Format, Roster, RosterOptions};
use seatbook_core::{Book, Day, Options, Status};
use std::path::Path;

const MANIFEST_11: &str = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\n\
     file.classes,bulk\nfile.enrollments,bulk\nfile.courses,absent\nsource.systemName,Test\n";
const ORGS: &str = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
     d,,,District,district,,\ns1,,,North,school,,d\ns2,,,South,school,,d\n";
const USERS_11: &str = "\"sourcedId\",\"status\",\"dateLastModified\",\"enabledUser\",\"orgSourcedIds\",\"role\",\"username\",\"userIds\",\
     \"givenName\",\"familyName\",\"middleName\",\"identifier\",\"email\",\"sms\",\"phone\",\"agentSourcedIds\",\"grades\",\"password\"\n\
     u1,,,true,s1,student,u1,,Anna,Ek,,,,,,,07,\n\
     u2,tobedeleted,,true,s1,student,u2,,Bo,Al,,,,,,,07,\n\
     u3,,,false,s1,student,u3,,Cia,Lind,,,,,,,07,\n\
     u4,,,true,\"s2,s1\",teacher,u4,,Dan,Berg,,,,,,,,\n\
     u5,,,true,s2,student,u5,,,,,,,,,,GRADX,\n";
const CLASSES: &str = "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds\n\
     k1,,,7 A,07,,,homeroom,,s1,\nk2,,,\"Art, drawing\",,,,scheduled,,s2,\nk3,tobedeleted,,7 C,07,,,homeroom,,s1,\n";
const ENROLLMENTS: &str = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n\
     e1,,,k2,s2,u5,student,false,,\ne2,,,k1,s1,u1,student,false,,\ne3,,,k1,s1,u4,teacher,true,,\ne4,,,k2,s2,u1,student,false,,\n\
     e5,tobedeleted,,k1,s1,u3,student,false,,\ne6,,,k3,s1,u1,student,,,\n";
const BULK_11: Files<'_> = &[
    ("manifest.csv", MANIFEST_11),
    ("orgs.csv", ORGS),
    ("users.csv", USERS_11),
    ("classes.csv", CLASSES),
    ("enrollments.csv", ENROLLMENTS),
];

fn check_bulk(roster: &Roster) {
    assert_eq!(
        users(roster),
        [
            "u1 in s1: student",
            "u2 in s1: student, disabled",
            "u3 in s1: student, disabled",
            "u4 in s2: teacher",
            "u5 in s2: student"
        ]
    );
    assert_eq!(roster.load.users[4].display_name, "u5");
    assert_eq!(groups(roster), ["k1 in s1: u1", "k2 in s2: u5 u1", "k3 in s1: "]);
    assert_eq!(roster.load.groups[1].name, "Art, drawing");
    assert_eq!(
        told(&roster.notices),
        "users.csv:6 grades: grade `GRADX` is not known; told once (taken)\n\
         classes.csv:4 status: class `k3` is `tobedeleted`; it stays, without members, until it is removed from the book (taken)\n"
    );
}

#[test]
fn version_1_1_in_full() {
    let folder = folder(BULK_11);
    let roster = Roster::read(folder.path()).unwrap();
    assert_eq!(roster.format, Format::OneRoster11);
    check_bulk(&roster);
    let options = RosterOptions {
        teachers: Some("-teachers".into()),
        under: Some(Org { id: "state".into(), ..Org::default() }),
        ..RosterOptions::default()
    };
    let roster = Roster::read_with(folder.path(), &options).unwrap();
    assert_eq!(groups(&roster), ["k1-teachers in s1: u4", "k1 in s1: u1", "k2 in s2: u5 u1", "k3 in s1: "]);
    let parents: Vec<_> =
        roster.load.orgs.iter().map(|org| (org.id.as_str(), org.parent.as_deref().unwrap_or("-"))).collect();
    assert_eq!(parents, [("d", "state"), ("s1", "d"), ("s2", "d"), ("state", "-")]);
}

#[test]
fn the_same_from_an_archive_and_without_a_manifest() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.dat");
    archive(&path, "export 2026/", BULK_11);
    check_bulk(&Roster::read(&path).unwrap());
    archive(&path, "", &BULK_11[1..]);
    let roster = Roster::read(&path).unwrap();
    assert_eq!(roster.format, Format::OneRoster11);
    check_bulk(&roster);
    let mut twice = BULK_11.to_vec();
    twice.push(("old/users.csv", USERS_11));
    archive(&path, "", &twice);
    let error = Roster::read(&path).unwrap_err();
    assert!(error.message().ends_with("has two files of the name of `old/users.csv`"), "{error}");
}

#[test]
fn any_order_of_columns_semicolons_marks_and_blanks() {
    let people = "\u{feff} Role ; GIVENNAME;sourcedid;OrgSourcedIds; enabledUser;Mascot\r\n student ;\u{a0}Anna\t; u1;s1 ; TRUE;x\r\n;;;;;\r\n";
    let orgs = "name\tsourcedId\nNorth\ts1\n";
    let folder = folder(&[("ORGS.CSV", orgs), ("Users.csv", people)]);
    let roster = Roster::read(folder.path()).unwrap();
    assert_eq!(told(&roster.notices), "");
    assert_eq!(
        (users(&roster), roster.load.users[0].given_name.as_str()),
        (vec!["u1 in s1: student".to_owned()], "Anna")
    );
}

const USERS_12: &str = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,\
     phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,\
     preferredFamilyName,primaryOrgSourcedId,pronouns\n\
     u1,,,true,u1,,Anna,Ek,,,,,,,07,,,,,,,,\nu2,,,true,u2,,Bo,Al,,,,,,,,,,,,,,s2,\nu3,,,false,u3,,Cia,Lind,,,,,,,,,,,,,,,\n\
     u4,,,true,u4,,Dan,Berg,,,,,,,,,,,,,,,\n";
const ROLES_12: &str = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\n\
     r1,,,u1,primary,student,,,s1,\nr2,,,u2,secondary,teacher,,,s1,\nr3,,,u2,secondary,siteAdministrator,,,s1,\n\
     r4,,,u9,primary,student,,,s1,\nr5,,,u4,secondary,aide,,,s1,\nr6,,,u4,primary,ext:coach,,,s2,\n";

#[test]
fn version_1_2_in_full() {
    let manifest = MANIFEST_11.replace("1.1", "1.2") + "file.roles,bulk\n";
    let enrollments = "sourcedId,classSourcedId,userSourcedId,role\ne1,k1,u1,student\n";
    let folder = folder(&[
        ("manifest.csv", &manifest),
        ("orgs.csv", ORGS),
        ("users.csv", USERS_12),
        ("roles.csv", ROLES_12),
        ("classes.csv", CLASSES),
        ("enrollments.csv", enrollments),
    ]);
    let roster = Roster::read(folder.path()).unwrap();
    assert_eq!(roster.format, Format::OneRoster12);
    assert_eq!(
        users(&roster),
        ["u1 in s1: student", "u2 in s2: teacher+administrator", "u4 in s2: staff+ext:coach"]
    );
    // Whoever is disabled and has no role any more is disabled in the book, if he is there.
    assert_eq!(roster.load.user_changes.len(), 1);
    assert_eq!(
        (roster.load.user_changes[0].id.as_str(), roster.load.user_changes[0].enabled),
        ("u3", Some(false))
    );
    assert_eq!(
        told(&roster.notices[..2]),
        "roles.csv:5 userSourcedId: `users.csv` has no user `u9`, or its line was left out (left out)\n\
         roles.csv:7 role: role `ext:coach` is not known; taken as it is, told once (taken)\n"
    );
}

fn load(book: &Book, path: &Path) -> seatbook_core::RosterReport {
    let day = Day::from_ymd(2026, 8, 17).unwrap();
    book.load_roster(path, &RosterOptions::default(), &Options::on(day)).unwrap()
}

#[test]
fn what_is_different_changes_only_that() {
    let book = Book::in_memory().unwrap();
    let first = load(&book, folder(BULK_11).path());
    assert_eq!((first.load.users.created, first.load.groups.created, first.refused), (5, 3, 0));
    let delta = folder(&[
        (
            "manifest.csv",
            &MANIFEST_11.replace("bulk", "delta").replace("file.orgs,delta", "file.orgs,absent"),
        ),
        (
            "users.csv",
            "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName\n\
             u1,tobedeleted,2026-08-20T10:00:00Z,,,,,,\n\
             u6,active,2026-08-20T10:00:00Z,true,s1,student,u6,Eva,Ask\n\
             u7,tobedeleted,2026-08-20T10:00:00Z,,,,,,\n\
             u5,active,2026-08-20T10:00:00Z,true,s1,student,u5,Fia,Ask\n",
        ),
        (
            "classes.csv",
            "sourcedId,status,dateLastModified,title,schoolSourcedId\nk1,active,2026-08-20T10:00:00Z,8 A,s1\nk4,active,,8 D,s1\n",
        ),
        (
            "enrollments.csv",
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role\n\
             e4,tobedeleted,,k2,s2,u1,student\ne7,active,,k1,s1,u6,student\ne8,active,,k4,s1,u5,student\ne9,active,,k9,s1,u5,student\n\
             e10,active,,k2,s2,u99,student\n",
        ),
    ]);
    let report = load(&book, delta.path());
    assert_eq!(
        told(&report.notices),
        "enrollments.csv:6 -: member `u99` of group `k2` is not in the book (left out)\n\
         enrollments.csv:5 -: group `k9` is not in the book; name an org to put it into it (left out)\n"
    );
    assert_eq!(
        (report.load.users.created, report.load.users.updated, report.load.users.unchanged),
        (1, 2, 1)
    );
    // u1 is disabled and stays a member of 8 A: what is not named stays.
    assert_eq!(members(&book, "k1"), ["u1", "u6"]);
    assert_eq!((members(&book, "k2"), members(&book, "k4")), (vec!["u5".to_owned()], vec!["u5".to_owned()]));
    let user = |id: &str| user(&book, id);
    assert_eq!(
        (user("u1").enabled, user("u1").given_name.as_str(), user("u1").org.as_str()),
        (false, "Anna", "s1")
    );
    assert_eq!((user("u5").given_name.as_str(), user("u5").org.as_str()), ("Fia", "s1"));
    // The same again changes nothing.
    let again = load(&book, delta.path());
    assert_eq!((again.load.users.updated, again.load.groups.updated), (0, 0));
    assert!(again.operations.is_empty());
}

#[test]
fn what_is_different_in_version_1_2() {
    let book = Book::in_memory().unwrap();
    load(&book, folder(BULK_11).path());
    let manifest = "propertyName,value\noneroster.version,1.2\nfile.users,delta\nfile.roles,delta\n";
    let delta = folder(&[
        ("manifest.csv", manifest),
        ("users.csv", "sourcedId,status,enabledUser,givenName,familyName\nu8,active,true,Ida,Ny\n"),
        (
            "roles.csv",
            "sourcedId,status,userSourcedId,roleType,role,orgSourcedId\nr1,active,u8,primary,teacher,s2\n\
             r2,active,u4,secondary,principal,s1\nr3,tobedeleted,u4,primary,teacher,s2\n",
        ),
    ]);
    let report = load(&book, delta.path());
    assert_eq!(told(&report.notices), "");
    let user = |id: &str| user(&book, id);
    assert_eq!((user("u8").org, user("u8").roles), ("s2".to_owned(), vec!["teacher".to_owned()]));
    assert_eq!((user("u4").org, user("u4").roles), ("s2".to_owned(), vec!["administrator".to_owned()]));
}

#[test]
fn what_is_missing_is_named() {
    let error = Roster::read(folder(&[("notes.txt", "")]).path()).unwrap_err();
    assert_eq!(error.status(), Status::NotFound);
    let error = Roster::read(folder(&BULK_11[1..3]).path()).map(|roster| roster.load.users.len());
    assert_eq!(error.unwrap(), 5);
    let error = Roster::read(folder(&[BULK_11[0], BULK_11[1], BULK_11[2]]).path()).unwrap_err();
    assert!(error.message().starts_with("`classes.csv` is not in"), "{error}");
    let error = Roster::read(folder(&[BULK_11[1]]).path()).unwrap_err();
    assert!(error.message().starts_with("`users.csv` is not in"), "{error}");
    let error =
        Roster::read(folder(&[BULK_11[1], ("users.csv", "sourcedId,enabledUser\n")]).path()).unwrap_err();
    assert_eq!(
        error.message(),
        "`users.csv` has no column `orgSourcedIds`; it has `sourcedId`, `enabledUser`"
    );
}

#[test]
fn a_damaged_archive_is_an_error_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.zip");
    let long = USERS_11.to_owned() + &"x,,,true,s1,student,x,,A,B,,,,,,,,\n".repeat(20_000);
    let mut files = BULK_11.to_vec();
    files[2].1 = &long;
    archive(&path, "", &files);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0x55);
    std::fs::write(&path, bytes).unwrap();
    let book = Book::in_memory().unwrap();
    let day = Day::from_ymd(2026, 8, 17).unwrap();
    let error = book.load_roster(&path, &RosterOptions::default(), &Options::on(day)).unwrap_err();
    assert!(error.message().starts_with("`users.csv` is damaged in its archive"), "{error}");
    assert_eq!(book.revision().unwrap(), 0);
}
