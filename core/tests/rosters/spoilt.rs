//! Files as other programs spoil them: line ends of old Macs, blank lines, UTF-16, ids that Excel took for numbers, doubled columns.

use crate::files::{Files, file, folder, groups, told, users};
use seatbook_core::roster::{List, Roster};

const ORGS: &str = "sourcedId,name\ns,School\n";
const USERS: &str = "sourcedId,orgSourcedIds,role\na,s,student\n\"b\",s,\"teacher\"\n";
const CLASSES: &str = "sourcedId,schoolSourcedId,title\nk,s,\"7, A\"\n";
const ENROLLMENTS: &str = "classSourcedId,userSourcedId,role\nk,a,student\nk,z,student\n";
const FILES: Files<'_> =
    &[("orgs.csv", ORGS), ("users.csv", USERS), ("classes.csv", CLASSES), ("enrollments.csv", ENROLLMENTS)];

/// The message of the error that a roster with these users is.
fn refused(users: &[u8]) -> String {
    let folder = folder(FILES);
    std::fs::write(folder.path().join("users.csv"), users).unwrap();
    Roster::read(folder.path()).unwrap_err().message().to_owned()
}

/// A roster with these users.
fn with_users(users: &str) -> Roster {
    let folder = folder(FILES);
    std::fs::write(folder.path().join("users.csv"), users).unwrap();
    Roster::read(folder.path()).unwrap()
}

#[test]
fn lines_may_end_as_on_old_macs() {
    let (plain, spoilt) = (folder(FILES), folder(&[]));
    for (name, text) in FILES {
        std::fs::write(spoilt.path().join(name), text.replace('\n', "\r")).unwrap();
    }
    let (plain, spoilt) = (Roster::read(plain.path()).unwrap(), Roster::read(spoilt.path()).unwrap());
    assert_eq!(spoilt, plain);
    assert_eq!((users(&spoilt).len(), groups(&spoilt)), (2, vec!["k in s: a".to_owned()]));
    assert_eq!(spoilt.notices[0].line, 3);
    let (_folder, path) = file("l.csv", b"user,product\r\ranna,p\rbela,p");
    let list = List::read(&path, None, None).unwrap();
    let rows: Vec<_> = list.rows.iter().map(|row| (row.line, row.id.as_str())).collect();
    assert_eq!(rows, [(3, "anna"), (4, "bela")]);
    // In the middle of a file whose lines end otherwise they cannot be told from letters.
    let (_folder, path) = file("l.csv", b"user\nanna\rbela\ncia\r\n");
    let list = List::read(&path, None, None).unwrap();
    assert_eq!((list.rows.len(), list.rows[0].id.as_str()), (1, "cia"));
    assert_eq!(
        told(&list.notices),
        "l.csv:2 -: has a line end of old Macs (CR) in it, but the header ends otherwise; end all lines in the same way (left out)\n"
    );
}

#[test]
fn blank_lines_may_stand_before_the_header() {
    for before in ["\n", "\r\n \t\r\n", "\n\nsep=,\n", "sep=,\n\n", "\u{feff}\n"] {
        let roster = with_users(&format!("{before}{USERS}c,x,student\n"));
        assert_eq!(users(&roster), ["a in s: student", "b in s: teacher"], "{before:?}");
        let line = before.matches('\n').count() as u64 + 4;
        assert_eq!(roster.notices[0].line, line, "{before:?}");
    }
    assert_eq!(refused(b"\n \r\n"), "`users.csv` is empty; its first line must name the columns");
    let (_folder, path) = file("l.csv", b"\nanna\nbela\n");
    let list = List::read(&path, None, None).unwrap();
    assert_eq!(list.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn utf_16_is_called_that() {
    let little: Vec<u8> = USERS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = USERS.replace('\n', "\r\n").encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little.clone(), big.clone()] {
        assert_eq!(refused(&bytes), "`users.csv` is UTF-16, not UTF-8; save it as CSV UTF-8");
    }
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let json: Vec<u8> = "[{\"lizenzcode\": 1}]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [marked(b"\xff\xfe", &little), marked(b"\xfe\xff", &big), little, big, json] {
        let (_folder, path) = file("x.dat", &bytes);
        let error = Roster::read(&path).unwrap_err();
        assert_eq!(error.message(), "`x.dat` is UTF-16, not UTF-8; save it as UTF-8");
        let error = List::read(&path, None, None).unwrap_err();
        assert_eq!(error.message(), "`x.dat` is UTF-16, not UTF-8; save it as CSV UTF-8");
    }
    assert_eq!(told(&with_users(USERS).notices).lines().count(), 1);
}

#[test]
fn a_column_that_stands_twice_is_told_and_lines_that_differ_are_left_out() {
    let roster = with_users(
        "sourcedId,orgSourcedIds,role,givenName,Sourced_Id,givenname,sourcedid\n\
         a,s,student,Anna,x,Anna,a\nb,s,student,Bo,,,b\nc,s,student,Cia,,Cilla,c\nd,s,student,Dan,,,e\n",
    );
    assert_eq!(users(&roster), ["a in s: student", "b in s: student"]);
    let twice = "stands more than once in the header; the first is taken, and a line where another says something else is left out (taken)";
    let (first, rest) =
        told(&roster.notices).split_once("enrollments").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(
        first,
        format!(
            "users.csv:1 sourcedId: {twice}\nusers.csv:1 givenName: {twice}\n\
             users.csv:4 givenName: `Cia` and `Cilla` stand in two columns of this name; remove one of the columns (left out)\n\
             users.csv:5 sourcedId: `d` and `e` stand in two columns of this name; remove one of the columns (left out)\n"
        )
    );
    assert_eq!(rest.lines().count(), 1);
}

#[test]
fn ids_that_a_spreadsheet_has_spoilt_are_told() {
    let roster = with_users(
        "\u{feff}sourcedId;orgSourcedIds;role\n=\"0012\";s;student\n\"=\"\"0013\"\"\";=\"s\";student\n1.3E+04;s;student\n1,4E+04;s;student\n",
    );
    assert_eq!(
        users(&roster),
        ["0012 in s: student", "0013 in s: student", "1.3E+04 in s: student", "1,4E+04 in s: student"]
    );
    let short = "looks like a longer number that a spreadsheet has cut short; taken as it is, save the column as text (taken)";
    assert!(
        told(&roster.notices).starts_with(&format!(
            "users.csv:2 sourcedId: `=\\\"0012\\\"` is taken as `0012`, told once (taken)\n\
             users.csv:3 orgSourcedIds: `=\\\"s\\\"` is taken as `s`, told once (taken)\n\
             users.csv:4 sourcedId: `1.3E+04` {short}\nusers.csv:5 sourcedId: `1,4E+04` {short}\n"
        )),
        "{}",
        told(&roster.notices)
    );
    let (_folder, path) = file("l.csv", b"=\"0012\"\n=\"0013\"\n1.3E+04\n");
    let list = List::read(&path, None, None).unwrap();
    assert_eq!(list.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["0012", "0013", "1.3E+04"]);
    assert_eq!(list.odd, 2);
}

#[test]
fn names_of_columns_are_known_without_blanks_underscores_and_hyphens() {
    let folder = folder(&[
        ("School.csv", "SIS_ID,Name\ns,School\n"),
        ("Section.csv", "sisid,school_sis_id,section\u{a0}name\nk,s,7 A\n"),
        ("Student.csv", "SIS-ID,SchoolSISID,First_Name\na,s,Anna\n"),
        ("StudentEnrollment.csv", "SectionSISID,sis id\nk,a\n"),
    ]);
    let roster = Roster::read(folder.path()).unwrap();
    assert_eq!(told(&roster.notices), "");
    assert_eq!(
        (roster.load.users[0].given_name.as_str(), groups(&roster)),
        ("Anna", vec!["k in s: a".to_owned()])
    );
    assert_eq!(roster.load.groups[0].name, "7 A");
}

#[test]
fn an_id_in_another_form_of_unicode_is_told_apart() {
    let hint = "; one with the same letters is there, composed in another way (NFC and NFD): ids are compared byte for byte";
    let enrollments = "classSourcedId,userSourcedId,role\nk,e\u{301},student\nk,\u{f6},student\n";
    let folder = folder(&[
        FILES[0],
        ("users.csv", "sourcedId,orgSourcedIds,role\n\u{e9},s,student\n"),
        FILES[2],
        ("enrollments.csv", enrollments),
    ]);
    assert_eq!(
        told(&Roster::read(folder.path()).unwrap().notices),
        format!(
            "enrollments.csv:2 userSourcedId: `users.csv` has no user `e\u{301}`, or its line was left out{hint} (left out)\n\
             enrollments.csv:3 userSourcedId: `users.csv` has no user `\u{f6}`, or its line was left out (left out)\n\
             enrollments.csv:0 -: names no pupil of any class; classes keep the members that they have (taken)\n"
        )
    );
}
