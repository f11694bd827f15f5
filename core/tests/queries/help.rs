//! Books that several tests ask.

use seatbook_core::query::{Page, PageRequest};
use seatbook_core::{Book, Day, Item, Load, Op, Options, Report};

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn today() -> Day {
    day("2025-08-18")
}

/// A book in memory with what a load document names, all of it taken.
pub(crate) fn book(load: &str) -> Book {
    let book = Book::in_memory().unwrap();
    put(&book, load);
    book
}

pub(crate) fn put(book: &Book, load: &str) {
    let report = book.load(&Load::from_json(load).unwrap(), &Options::on(today())).unwrap();
    assert_eq!(report.refused, []);
}

pub(crate) fn apply(book: &Book, item: Item) -> Report {
    book.apply(&item.into(), &Options::on(today())).unwrap()
}

pub(crate) fn assign<'u>(book: &Book, users: impl IntoIterator<Item = &'u str>, product: &str) {
    let report = apply(book, Item::users(Op::Assign, users, &[product]));
    assert_eq!(report.summary.failed, 0);
}

/// A town over two schools, two classes, a product with seats of three pools and one that is on for a school.
pub(crate) fn town() -> Book {
    book(
        r#"{"orgs":[{"id":"town","name":"Ängby"},{"id":"north","name":"Norra skolan","parent":"town"},
            {"id":"south","name":"Södra skolan","parent":"town"}],
        "users":[{"id":"u1","org":"north","given_name":"Åsa","family_name":"Öberg","roles":["student"]},
            {"id":"u2","org":"north","given_name":"asa","family_name":"Oberg","roles":["student"]},
            {"id":"u3","org":"north","given_name":"Bo","family_name":"Ek","roles":["teacher"],"country":"SE"},
            {"id":"u4","org":"south","given_name":"Eva","family_name":"Ek","roles":["student"],"enabled":false},
            {"id":"u5","org":"south","display_name":"Rektor Södra","roles":["staff","teacher"]}],
        "groups":[{"id":"7b","org":"north","name":"Klass 7 B","members":["u2","u1"]},
            {"id":"7a","org":"north","name":"klass 7 a","kind":"group","members":["u1","u3","u4"]}],
        "products":[{"id":"maths","name":"Matematik Åk 7","provider":"Förlaget","metadata":{"subject":"Räkning"},
                "plans":[{"id":"book","name":"Bok"},{"id":"app","name":"App"}]},
            {"id":"news","name":"Nyheter"},{"id":"old","name":"Äldre"}],
        "pools":[{"id":"P","product":"maths","org":"town","quantity":3,"duration":"12 months","ends_on":"2026-12-31"},
            {"id":"Q","product":"maths","org":"north","quantity":2,"start_policy":"on_first_use","allowed_roles":["teacher"],
                "delivered_on":"2025-08-01","start_within":"4 months","duration":"6 months"},
            {"id":"R","product":"maths","org":"south","suspended":true,"quantity":5},
            {"id":"N","product":"news","org":"south","kind":"site","ends_on":"2026-06-30"}]}"#,
    )
}

/// All rows of a list, walking forwards page by page; and backwards, from the last page.
pub(crate) fn walk<T>(limit: usize, ask: impl Fn(&PageRequest) -> Page<T>) -> (Vec<T>, Vec<T>, u64) {
    let (mut forwards, mut cursor, mut total) = (Vec::new(), None, None);
    loop {
        let page = ask(&PageRequest { cursor: cursor.clone(), limit });
        assert!(page.rows.len() <= limit && (page.rows.len() == limit || page.next.is_none()));
        assert_eq!(page.previous.is_some(), cursor.is_some());
        assert_eq!(*total.get_or_insert(page.total), page.total);
        forwards.extend(page.rows);
        match page.next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    let (mut backwards, mut cursor) = (Vec::new(), "last".to_owned());
    loop {
        let mut page = ask(&PageRequest { cursor: Some(cursor.clone()), limit });
        assert_eq!(page.next.is_some(), cursor != "last");
        page.rows.append(&mut backwards);
        backwards = page.rows;
        match page.previous {
            Some(previous) => cursor = previous,
            None => break,
        }
    }
    (forwards, backwards, total.unwrap())
}
