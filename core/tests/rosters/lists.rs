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
