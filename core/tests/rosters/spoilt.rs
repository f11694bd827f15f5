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
