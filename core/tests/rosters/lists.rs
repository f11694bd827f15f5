//! Plain lists of users.

use crate::files::{file, told};
use seatbook_core::request::Op;
use seatbook_core::roster::List;
use seatbook_core::{Day, Status};

fn read(text: &[u8], column: Option<&str>) -> (String, String) {
    let (_folder, path) = file("l.csv", text);
    let list = List::read(&path, column, None).unwrap();
    let ids: Vec<_> = list.rows.iter().map(|row| format!("{}:{}", row.line, row.id)).collect();
    (ids.join(" "), told(&list.notices))
}

#[test]
fn one_column_with_and_without_a_header() {
    assert_eq!(read(b"anna@x.se\n bela@x.se \n\ncia@x.se", None).0, "1:anna@x.se 2:bela@x.se 4:cia@x.se");
    assert_eq!(read(b"\xef\xbb\xbfUserPrincipalName\r\nanna\r\n", None).0, "2:anna");
    assert_eq!(read(b"\"E-mail\"\n\"anna, a\"\n", None).0, "2:anna, a");
    assert_eq!(read(b"B\xf6rje\nanna\n", None), ("1:Börje 2:anna".to_owned(), String::new()));
    let faults = read(b"user,class\nanna,7 A\n,7 B\n\"b,7\nB\xf6,7\n", None);
    assert_eq!(faults.0, "2:anna 5:Bö");
    assert_eq!(
        faults.1,
        "l.csv:3 user: id is empty (left out)\nl.csv:4 -: has a quote that is not closed on the same line (left out)\n\
         l.csv:5 -: is not UTF-8; read as Windows-1252 (taken)\n"
    );
}

#[test]
fn a_column_by_name() {
    assert_eq!(read(b"Kurs;Konto\n7 A;anna\n", Some("konto")).0, "2:anna");
    let (_folder, path) = file("l.csv", b"Kurs;Konto\n7 A;anna\n");
    let error = List::read(&path, None, None).unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);
    let (_folder, path) = file("l.csv", b"Kurs,Konto\n7 A,anna\n");
    let error = List::read(&path, None, None).unwrap_err();
    assert_eq!(error.message(), "`l.csv` has no column that is known to be ids; name one of `Kurs`, `Konto`");
}

#[test]
fn what_was_guarded_from_spreadsheets_is_as_it_was() {
    assert_eq!(read(b"id,product\n'+46701,'=a\n'anna,x\n", None).0, "2:+46701 3:'anna");
    let (_folder, path) = file("l.csv", b"id,product\n'+46701,'=a\n");
    assert_eq!(List::read(&path, None, None).unwrap().rows[0].product.as_deref(), Some("=a"));
}

#[test]
fn a_list_becomes_a_request() {
    let text = b"target,product,ends_on,outcome\nanna,,2026-07-31,no_seat_left\nbela,,2026-07-31,x\ncia,maths,,x\ndan,,31/7/2026,x\n";
    let (_folder, path) = file("refused.csv", text);
    let list = List::read(&path, None, None).unwrap();
    assert_eq!(
        told(&list.notices),
        "refused.csv:5 ends_on: `31/7/2026` is not a day; write it as 2026-08-17 (left out)\n"
    );
    let request = list.request(Op::Reuse, &["art"]);
    let shown: Vec<_> = request.items.iter().map(|item| (item.products.join("+"), item.ends_on)).collect();
    assert_eq!(shown, [("art".to_owned(), Day::from_ymd(2026, 7, 31)), ("maths".to_owned(), None)]);
}

#[test]
fn the_column_that_books_know_users_by_comes_first() {
    // Of lists as programs write them: which column is taken, and who is on it.
    let lists: &[(&str, &[u8], &str)] = &[
        // Files of rosters, in which names for people stand beside the ids.
        ("Student.csv", b"SIS ID,School SIS ID,Username\n13001,10001,anna\n", "2:13001"),
        ("OneRoster", b"sourcedId,status,orgSourcedIds,role,username,email\nu1,active,s,student,anna,a@x.se\n", "2:u1"),
        // PowerShell's Export-Csv, and what Entra wants to be filled in.
        (
            "Get-ADUser",
            b"#TYPE Microsoft.ActiveDirectory.Management.ADUser\r\n\"Name\",\"SamAccountName\"\r\n\"Ek, Anna\",\"anna\"\r\n",
            "3:anna",
        ),
        (
            "Entra",
            b"version:v1.0\nName [displayName] Required,User name [userPrincipalName] Required\nAnna Ek,anna@x.se\n",
            "3:anna@x.se",
        ),
        ("Entra group", b"version:v1.0\nMember object ID or user principal name [memberObjectIdOrUpn] Required\nanna@x.se\n", "3:anna@x.se"),
        ("Moodle", b"username,firstname,lastname,email\nanna,Anna,Ek,anna@x.se\n", "2:anna"),
        ("Moodle participants", b"First name,Last name,ID number,Email address\nAnna,Ek,1001,anna@x.se\n", "2:1001"),
        ("Google", b"First Name [Required],Last Name [Required],Email Address [Required]\nAnna,Ek,anna@x.se\n", "2:anna@x.se"),
        ("IServ", b"Account;Vorname;Nachname;Klasse\nanna.ek;Anna;Ek;7a\n", "2:anna.ek"),
        ("WebUntis", b"name\tlongName\tforeName\tid\texternKey\tklasse.name\nEkAnna\tEk\tAnna\t711\tx9\t7a\n", "2:711"),
        ("logineo", "Anmeldename;Rolle\nanna.ek;Sch\u{fc}ler\n".as_bytes(), "2:anna.ek"),
        ("Swedish", "Namn;Anv\u{e4}ndarnamn\nAnna Ek;anek01\n".as_bytes(), "2:anek01"),
        ("a report", b"index,op,holder,target,product,outcome\n0,assign,user,'=anna,'+maths,no_seat_left\n", "2:=anna"),
    ];
    for (name, text, expected) in lists {
        assert_eq!(read(text, None), ((*expected).to_owned(), String::new()), "{name}");
    }
    assert_eq!(read(b"Key;Konto\n=\"0012\";x\n", Some("key")).0, "2:0012");
}

#[test]
fn spreadsheets_are_told_from_lists() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pupils.xlsx");
    for inside in [
        &[("[Content_Types].xml", ""), ("xl/workbook.xml", "")][..],
        &[("mimetype", ""), ("content.xml", "")],
    ] {
        crate::files::archive(&path, "", inside);
        let error = List::read(&path, None, None).unwrap_err();
        assert!(
            error.message().ends_with("is a spreadsheet; save it as `CSV UTF-8` and give that file"),
            "{error}"
        );
        assert_eq!(seatbook_core::Roster::read(&path).unwrap_err().message(), error.message());
    }
    std::fs::write(&path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap();
    assert!(List::read(&path, None, None).unwrap_err().message().contains("is a spreadsheet"));
}
