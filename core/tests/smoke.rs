//! One book from beginning to end, in memory and in a file.
use seatbook_core::{Book, Day, Item, Load, Op, OpenOptions, Options, Outcome, Request};

fn day(text: &str) -> Day { text.parse().unwrap() }

fn story(book: &Book) {
    let load = Load::from_json(r#"{"orgs":[{"id":"s","parent":"d"},{"id":"d"},{"id":"z"}],"products":[{"id":"p"}],
      "users":[{"id":"a","org":"s"},{"id":"b","org":"s"},{"id":"c","org":"s"},{"id":"x","org":"z"}],
      "groups":[{"id":"7a","org":"s","members":["b","c","nobody"]}],
      "pools":[{"id":"P1","product":"p","org":"d","quantity":2,"start_policy":"on_first_use","delivered_on":"2025-08-01","start_within":"4 months","duration":"12 months"}]}"#).unwrap();
    let on = Options::on(day("2025-08-18"));
    let report = book.load(&load, &on).unwrap();
    println!("{}", report.to_json());
    let mut with_id = on.clone();
    with_id.request_id = "r1".into();
    let request = Request { items: vec![Item::users(Op::Assign, ["a", "x", "q", "a"], &["p"]), Item::group(Op::Assign, "7a", &["p"])] };
    let report = book.apply(&request, &with_id).unwrap();
    println!("{}", report.to_json());
    let again = book.apply(&request, &with_id).unwrap();
    println!("{}", again.to_json());
    assert_eq!(again.to_json(), report.to_json().replace("\"replayed\":false", "\"replayed\":true"));
    assert_eq!(report.count(Outcome::Assigned), 2);
    for item in [Item::users(Op::Start, ["a"], &["p"]), Item::users(Op::Revoke, ["a"], &["p"]), Item::users(Op::Revoke, ["b"], &["p"]), Item::users(Op::Reuse, ["c"], &["p"])] {
        println!("{}", book.apply(&item.into(), &on).unwrap().to_json());
    }
    println!("{}", serde_json::to_string(&book.counts("p", None, day("2025-08-18")).unwrap()).unwrap());
    println!("{}", serde_json::to_string(&book.counts("p", None, day("2026-08-18")).unwrap()).unwrap());
    println!("{}", serde_json::to_string(&book.licences("c", day("2025-08-18")).unwrap()).unwrap());
    println!("{}", serde_json::to_string(&book.holders("p", day("2025-08-18"), &Default::default()).unwrap()).unwrap());
    println!("{}", serde_json::to_string(&book.journal(Some("a"), &Default::default()).unwrap()).unwrap());
    let found = book.verify(None).unwrap();
    assert!(found.ok, "{found:?}");
}

#[test]
fn in_memory() { story(&Book::in_memory().unwrap()); }

#[test]
fn in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    let book = Book::create(&path, &OpenOptions::default()).unwrap();
    story(&book);
    book.close().unwrap();
    let book = Book::open(&path, &OpenOptions::default()).unwrap();
    assert!(book.verify(None).unwrap().ok);
}
