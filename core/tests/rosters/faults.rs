//! A roster with forty planted faults of all sorts: each is told with its line, and everything else is loaded.

use crate::files::{folder, groups, members, told, users};
use seatbook_core::roster::{Encoding, Roster, RosterOptions};
use seatbook_core::{Book, Day, Mode, Options};

const ORGS: &str = "\u{feff} name ,sourcedId, parentSourcedId,status\r\n\
     District,d,,\r\n\
     North,s1,d,\r\n\
     No id,,d,\r\n\
     South,s2,nowhere,\r\n\
     North again,s1,d,\r\n\
     Bell\u{7},s3,d,\r\n\
     West,s4,d,tobedeleted\r\n\
     Two,values\r\n";
const USERS: &[u8] = b"sourcedId;enabledUser;orgSourcedIds;role;givenName;familyName;username;status;grades;dateLastModified\n\
     u1;true;s1;student;Anna;Ek;anna;;07;\n\
     u2;maybe;s1;student;Bo;Al;bo;;07;\n\
     u3;true;s9;student;Cia;Lind;cia;;07;\n\
     u4;true;s9,s2;teacher;Dan;Berg;dan;;;\n\
     u1;true;s1;student;Anna;Igen;anna;;07;\n\
     u5;true;;student;Eva;Ask;eva;;07;\n\
     u6;true;s1;;Fia;Ask;fia;;07;\n\
     u7;true;s1;wizard;Gun;Ask;gun;;;\n\
     u8;true;s1;student;H\xf6kan;Ask;hokan;;07;\n\
     u9;true;s1;student;Ida;Ask;ida;gone;07;\n\
     u10;true;s1;student;Jan;Ask;jan;inactive;07;\n\
     u11;true;s1;student;Kim;Ask;kim;;7th;\n\
     u12;true;s1;student\n\
     u13;true;s1;student;Lo;Ask;lo;;07;;;x\n\
     u14;true;s1;student;\"Mia;Ask;mia;;07;\n\
     \n\
     ;;;;;;;;;\n\
     u1\x015;true;s1;student;Nils;Ask;nils;;07;\n\
     u16;true;s1;student;Ola\x07;Ask;ola;;07;\n\
     u17;true;s1;student;Per;Ask;per;;07;\n\
     u18;true;s1;wizard;Rut;Ask;rut;;07;\n\
     u\xe2\x80\xae19;true;s1;student;Sam;Ask;sam;;07;\n\
     u20;true;s1,s9;student;Tea;Ask;tea;;07;\n";
const CLASSES: &str = "title\tsourcedId\tschoolSourcedId\tstatus\n\
     7 A\tk1\ts1\t\n\
     7 B\tk2\ts9\t\n\
     7 C\tk1\ts1\t\n\
     \u{2028}7 D\tk3\ts1\t\n\
     7 E\tk4\ts1\ttobedeleted\n\
     7 F\t\ts1\t\n\
     7 G\tk5\t\t\n";
const ENROLLMENTS: &str = "classSourcedId,userSourcedId,role,status\n\
     k1,u1,student,\n\
     k1,u3,student,\n\
     k9,u1,student,\n\
     k1,u1,student,\n\
     k3,u2,learner,active\n\
     k3,u6,sorcerer,\n\
     k3,,student,\n\
     ,u1,student,\n\
     k1,u4,teacher,\n\
     k3,u16,student,away\n\
     k3,u1,student,tobedeleted\n\
     k4,u1,student,\n\
     k3 u17 student\n\
     k3,u17,,\n\
     k1,u17,student,\n\
     k1,u2,student,,x\n";
const MANIFEST: &str = "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\nfile.classes,bulk\n\
     file.enrollments,bulk\nfile.results,everything\n";

const FAULTS: &str = "\
manifest.csv:7 value: `everything` is neither `bulk`, `delta` nor `absent`; the line is ignored (taken)
orgs.csv:4 sourcedId: org id `` is empty (left out)
orgs.csv:6 sourcedId: org `s1` stands on line 3 already (left out)
orgs.csv:7 name: name holds a control, line or direction character; left empty (taken)
orgs.csv:8 status: org `s4` is `tobedeleted`; it stays until it is removed from the book (taken)
orgs.csv:9 parentSourcedId: has 2 values, but the header names 4 columns (left out)
orgs.csv:5 parentSourcedId: `orgs.csv` has no org `nowhere`, or its line was left out; taken without an org above it (taken)
users.csv:3 enabledUser: `maybe` is neither `true` nor `false`; taken as yes, told once (taken)
users.csv:4 orgSourcedIds: `orgs.csv` has no org `s9`, or its line was left out (left out)
users.csv:5 orgSourcedIds: `orgs.csv` has no org `s9`, or its line was left out; taken for another of his orgs (taken)
users.csv:6 sourcedId: user `u1` stands on line 2 already (left out)
users.csv:7 orgSourcedIds: org id is empty (left out)
users.csv:8 role: role is empty; taken without one (taken)
users.csv:9 role: role `wizard` is not known; taken as it is, told once (taken)
users.csv:10 givenName: is not UTF-8; save the file as CSV UTF-8 (left out)
users.csv:11 status: status `gone` is neither `active` nor `tobedeleted`; taken as `active`, told once (taken)
users.csv:12 status: status `inactive` is taken as `tobedeleted`, told once (taken)
users.csv:13 grades: grade `7th` is not known; told once (taken)
users.csv:14 givenName: has 4 values, but the header names 10 columns (left out)
users.csv:15 -: has 12 values, but the header names 10 columns; put values with a semicolon into quotes (left out)
users.csv:16 -: has a quote that is not closed on the same line (left out)
users.csv:19 sourcedId: user id `u1\\u{1}5` holds a control, line or direction character (left out)
users.csv:20 givenName: given name holds a control, line or direction character; left empty (taken)
users.csv:23 sourcedId: user id `u\\u{202e}19` holds a control, line or direction character (left out)
users.csv:24 orgSourcedIds: `orgs.csv` has no org `s9`, or its line was left out; taken for another of his orgs (taken)
classes.csv:3 schoolSourcedId: `orgs.csv` has no org `s9`, or its line was left out (left out)
classes.csv:4 sourcedId: class `k1` stands on line 2 already (left out)
classes.csv:6 status: class `k4` is `tobedeleted`; it stays, without members, until it is removed from the book (taken)
classes.csv:7 sourcedId: class id `` is empty (left out)
classes.csv:8 schoolSourcedId: org id `` is empty (left out)
enrollments.csv:3 userSourcedId: `users.csv` has no user `u3`, or its line was left out (left out)
enrollments.csv:4 classSourcedId: `classes.csv` has no class `k9`, or its line was left out (left out)
enrollments.csv:7 role: role `sorcerer` is not known; taken as it is, told once (taken)
enrollments.csv:8 userSourcedId: user id `` is empty (left out)
enrollments.csv:9 classSourcedId: class id `` is empty (left out)
enrollments.csv:11 status: status `away` is neither `active` nor `tobedeleted`; taken as `active`, told once (taken)
enrollments.csv:14 userSourcedId: has 1 value, but the header names 4 columns (left out)
enrollments.csv:15 role: role is empty; taken without one (taken)
enrollments.csv:17 -: has 5 values, but the header names 4 columns; put values with a comma into quotes (left out)
enrollments.csv:5 userSourcedId: `u1` stands in class `k1` further up already (left out)
";

fn dirty() -> tempfile::TempDir {
    let folder = folder(&[
        ("manifest.csv", MANIFEST),
        ("orgs.csv", ORGS),
        ("classes.csv", CLASSES),
        ("enrollments.csv", ENROLLMENTS),
    ]);
    std::fs::write(folder.path().join("users.csv"), USERS).unwrap();
    folder
}

#[test]
fn every_fault_is_told_at_its_line_and_the_rest_is_taken() {
    let folder = dirty();
    let roster = Roster::read(folder.path()).unwrap();
    assert_eq!(told(&roster.notices), FAULTS);
    assert_eq!((roster.notices.len(), roster.refused, roster.odd), (40, 23, 17));
    assert_eq!(
        users(&roster),
        [
            "u1 in s1: student",
            "u2 in s1: student",
            "u4 in s2: teacher",
            "u6 in s1: ",
            "u7 in s1: wizard",
            "u9 in s1: student",
            "u10 in s1: student, disabled",
            "u11 in s1: student",
            "u16 in s1: student",
            "u17 in s1: student",
            "u18 in s1: wizard",
            "u20 in s1: student",
        ]
    );
    assert_eq!(groups(&roster), ["k1 in s1: u1 u17", "k3 in s1: u2 u16", "k4 in s1: "]);
    assert_eq!(roster.load.orgs.len(), 5);

    // The book takes all of that, in portions too.
    let book = Book::in_memory().unwrap();
    let options = Options::on(Day::from_ymd(2026, 8, 17).unwrap());
    let report = book.load_roster(folder.path(), &RosterOptions::default(), &options).unwrap();
    assert_eq!(told(&report.notices), FAULTS);
    let load = &report.load;
    assert_eq!(
        (load.orgs.created, load.users.created, load.groups.created, load.refused.len()),
        (5, 12, 3, 0)
    );
    assert_eq!(members(&book, "k3"), ["u16", "u2"]);
}

#[test]
fn all_or_nothing_loads_nothing_of_it() {
    let (folder, book) = (dirty(), Book::in_memory().unwrap());
    let options = Options { mode: Mode::Atomic, ..Options::on(Day::from_ymd(2026, 8, 17).unwrap()) };
    let report = book.load_roster(folder.path(), &RosterOptions::default(), &options).unwrap();
    assert_eq!((report.refused, report.load.users.created, book.revision().unwrap()), (23, 0, 0));
}

#[test]
fn what_is_windows_1252_can_be_read_as_that() {
    let folder = dirty();
    for (encoding, notices) in [(Encoding::Guess, 40), (Encoding::Windows1252, 38)] {
        let options = RosterOptions { encoding: Some(encoding), ..RosterOptions::default() };
        let roster = Roster::read_with(folder.path(), &options).unwrap();
        let user = roster.load.users.iter().find(|user| user.id == "u8").unwrap();
        assert_eq!((user.given_name.as_str(), roster.notices.len()), ("Hökan", notices), "{encoding:?}");
    }
}
