//! Writing down what dates have brought about: it changes no answer, for no day.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_push_string,
    clippy::large_enum_variant,
    reason = "the whole crate is a test"
)]

use dice::{Dice, FIRST, PRODUCTS, Step, USERS, day};
use proptest::prelude::*;
use seatbook_core::model::{Org, Pool, Product, StartPolicy, User};
use seatbook_core::query::PageRequest;
use seatbook_core::{Book, Day, Item, Length, Load, Op, OpenOptions, Options, Outcome, Report, Status};

#[allow(dead_code, clippy::large_enum_variant)]
#[path = "support/dice.rs"]
mod dice;

fn on(text: &str) -> Options {
    Options::on(text.parse().unwrap())
}

/// Ten seats that start by themselves on 1 February if nobody has started them until 31 January.
fn small() -> Load {
    let user = |id: &str| User { id: id.into(), org: "s".into(), ..User::default() };
    Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        products: vec![Product { id: "p".into(), ..Product::default() }],
        users: ["ann", "bob", "cid"].map(user).into(),
        pools: vec![Pool {
            id: "P".into(),
            product: "p".into(),
            org: "s".into(),
            quantity: Some(10),
            delivered_on: Some("2025-12-31".parse().unwrap()),
            start_policy: StartPolicy::OnFirstUse,
            start_within: Some(Length::Months(1)),
            duration: Some(Length::Months(12)),
            ..Pool::default()
        }],
        ..Load::default()
    }
}

#[test]
fn what_began_is_told_once_and_journalled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    let book = Book::create(&path, &OpenOptions::default()).unwrap();
    book.load(&small(), &on("2026-01-01")).unwrap();
    book.apply(&Item::users(Op::Assign, ["ann", "bob"], &["p"]).into(), &on("2026-01-02")).unwrap();
    book.apply(&Item::users(Op::Start, ["bob"], &["p"]).into(), &on("2026-01-03")).unwrap();

    let early = book.advance(&on("2026-01-31")).unwrap();
    assert_eq!((early.operation, early.pools.len(), early.revision), (None, 0, 3));
    let tried = book.advance(&Options { dry_run: true, ..on("2026-02-01") }).unwrap();
    assert_eq!((tried.operation, tried.dry_run, tried.revision), (None, true, 3));
    let asked = Options { request_id: "nightly".into(), ..on("2026-02-01") };
    let advanced = book.advance(&asked).unwrap();
    assert_eq!(advanced.pools, tried.pools);
    assert_eq!(
        advanced.to_json(),
        r#"{"format":"seatbook.advance_report/1","operation":4,"request_id":"nightly","replayed":false,"dry_run":false,"revision":4,"on":"2026-02-01","pools":[{"pool":"P","started":1,"reusable":8}]}"#
    );
    let again = book.advance(&asked).unwrap();
    assert!(again.replayed);
    assert_eq!(again.pools, advanced.pools);
    assert_eq!(book.advance(&on("2026-03-01")).unwrap().operation, None);
    assert_eq!(book.journal(None, &PageRequest::default()).unwrap().rows[0].kind, "advance");
    let undone = book.apply(&Item::undo(4).into(), &on("2026-02-01")).unwrap_err();
    assert_eq!(undone.status(), Status::InvalidArgument);

    book.close().unwrap();
    let book = Book::open(&path, &OpenOptions::default()).unwrap();
    assert!(book.verify(None).unwrap().ok);
    // The day before it began, everything is as if nobody had written anything down.
    let before = book.counts("p", None, "2026-01-31".parse().unwrap()).unwrap();
    assert_eq!((before.started, before.new, before.reusable), (1, 8, 0));
    let after = book.counts("p", None, "2026-02-01".parse().unwrap()).unwrap();
    assert_eq!((after.started, after.new, after.reusable), (2, 0, 8));
}

#[test]
fn a_later_operation_decides_for_good() {
    let book = Book::in_memory().unwrap();
    book.load(&small(), &on("2026-01-01")).unwrap();
    book.apply(&Item::users(Op::Assign, ["ann"], &["p"]).into(), &on("2026-01-02")).unwrap();
    book.advance(&on("2026-02-01")).unwrap();
    let taken = book.apply(&Item::users(Op::Revoke, ["ann"], &["p"]).into(), &on("2026-02-02")).unwrap();
    assert_eq!(taken.row(0).unwrap().outcome(), Outcome::ToReusable);
    let counts = book.counts("p", None, "2026-01-20".parse().unwrap()).unwrap();
    assert_eq!((counts.new, counts.reusable), (9, 1));
    assert!(book.verify(None).unwrap().ok);
}

#[test]
fn only_an_administrator_advances() {
    let book = Book::in_memory().unwrap();
    let mut own = on("2026-02-01");
    own.actor.role = "self".into();
    assert_eq!(book.advance(&own).unwrap_err().status(), Status::NotAuthorized);
}

/// A report without what differs because one book has more operations.
fn words(report: &Report) -> String {
    let mut document: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    document["revision"] = 0.into();
    document["operation"] = 0.into();
    document.to_string()
}

/// Everything that the book answers for a day.
fn answers(book: &Book, on: Day) -> String {
    let mut all: Vec<String> = Vec::new();
    let page = PageRequest::default();
    all.push(format!("{:?}", book.counts_of_all(None, on).unwrap()));
    for product in PRODUCTS {
        all.push(format!("{:?}", book.holders(product, on, &page).unwrap().rows));
        all.push(format!("{:?}", book.breakdown(product, None, on).unwrap()));
        all.push(format!("{:?}", book.supply(product, None, on).unwrap()));
        all.push(format!("{:?}", book.supply(product, Some("east"), on).unwrap()));
    }
    for user in 0..USERS {
        all.push(format!("{:?}", book.licences(&format!("u{user}"), on).unwrap()));
    }
    let dry = Options { dry_run: true, ..Options::on(on) };
    let users: Vec<String> = (0..USERS).map(|user| format!("u{user}")).collect();
    for op in [Op::Assign, Op::Reuse, Op::Revoke, Op::Start] {
        all.push(words(&book.apply(&Item::users(op, &users, &PRODUCTS).into(), &dry).unwrap()));
    }
    all.push(format!("{:?}", book.timeline(day(FIRST - 100), day(FIRST + 900), None, None).unwrap()));
    all.concat()
}

fn other_times(world: &Load, dice: &mut Dice<'_>) -> Load {
    let mut pool = world.pools[dice.below(world.pools.len())].clone();
    if pool.delivered_on.is_some() && pool.start_policy != StartPolicy::OnDelivery {
        pool.start_within = [None, Some(Length::Days(5)), Some(Length::Months(2))][dice.below(3)];
    }
    pool.duration = [None, Some(Length::Days(40)), Some(Length::Months(7))][dice.below(3)];
    Load { pools: vec![pool], ..Load::default() }
}

/// The same steps on two books, of which one writes down the dates now and then: both answer alike for every day.
fn alike(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let world = dice::world(&mut dice);
    let books = [Book::in_memory().unwrap(), Book::in_memory().unwrap()];
    let first = Options::on(day(FIRST));
    for book in &books {
        assert!(book.load(&world, &first).unwrap().is_complete());
    }
    let mut now = FIRST;
    for _ in 0..12 {
        if dice.below(3) == 0 {
            let ahead = i32::try_from(dice.below(40)).unwrap();
            books[1].advance(&Options::on(day(now + ahead - 10))).unwrap();
        }
        if dice.below(8) == 7 {
            let load = other_times(&world, &mut dice);
            let done = books.each_ref().map(|book| book.load(&load, &Options::on(day(now))).unwrap());
            assert_eq!(done[0].refused, done[1].refused);
        }
        match dice::step(&mut now, &world, &mut dice) {
            Step::Apply(request, options) => {
                let reports = books.each_ref().map(|book| book.apply(&request, &options).unwrap());
                assert_eq!(words(&reports[0]), words(&reports[1]));
            }
            Step::Load(load, options) => {
                let reports = books.each_ref().map(|book| book.load(&load, &options).unwrap());
                assert_eq!(reports[0].refused, reports[1].refused);
            }
        }
    }
    for on in [-30, 0, 20, 130].map(|days| day(now + days)) {
        assert_eq!(answers(&books[0], on), answers(&books[1], on), "on {on}");
    }
    let before = answers(&books[1], day(now));
    books[1].advance(&Options::on(day(now + 100))).unwrap();
    assert_eq!(before, answers(&books[1], day(now)));
    let checked = books[1].verify(None).unwrap();
    assert!(checked.ok, "{:?}", checked.problems);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_changes_no_answer(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        alike(&bytes);
    }
}
