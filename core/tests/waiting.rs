//! The waiting list: wishes that could not be met are kept, visible, cancellable, and met in order by the next seats that come free.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use seatbook_core::load::Leavers;
use seatbook_core::model::{Exclusion, Group, Org, Pool, Product, Release, User};
use seatbook_core::query::{PageRequest, Query, Waiting};
use seatbook_core::removal::Removal;
use seatbook_core::{
    Actor, Book, Day, Item, Load, Mode, Op, OpenOptions, Options, Outcome, Report, Request, SeatChoice,
    Status, Unit, Who,
};
use std::sync::Arc;

fn today() -> Options {
    Options::on(Day::from_ymd(2025, 8, 18).unwrap())
}

fn user(id: &str, role: &str) -> User {
    User { id: id.into(), org: "s".into(), roles: vec![role.into()], ..User::default() }
}

/// Seats that are as new when they come back, as wishes for new seats want them.
fn pool(id: &str, product: &str, seats: u32) -> Pool {
    Pool {
        id: id.into(),
        product: product.into(),
        org: "s".into(),
        quantity: Some(seats),
        release: Release::Fresh,
        ..Pool::default()
    }
}

/// A school with teachers t0..t2, pupils u0..u7, a class of u4..u7, and products of one, two and no seats.
fn school() -> Load {
    let product = |id: &str| Product { id: id.into(), ..Product::default() };
    let pupils = (0..8).map(|n| user(&format!("u{n}"), "student"));
    Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        products: ["a", "b", "c"].map(product).into(),
        users: pupils.chain((0..3).map(|n| user(&format!("t{n}"), "teacher"))).collect(),
        groups: vec![Group {
            id: "7A".into(),
            org: "s".into(),
            members: (4..8).map(|n| format!("u{n}")).collect(),
            ..Group::default()
        }],
        pools: vec![pool("A", "a", 1), pool("B", "b", 2)],
        ..Load::default()
    }
}

fn book() -> Book {
    let book = Book::in_memory().unwrap();
    assert!(book.load(&school(), &today()).unwrap().is_complete());
    book
}

fn wish(users: &[&str], product: &str) -> Item {
    Item { waitlist: true, ..Item::users(Op::Assign, users, &[product]) }
}

fn revoke(users: &[&str], product: &str) -> Item {
    Item::users(Op::Revoke, users, &[product])
}

fn apply(book: &Book, item: Item) -> Report {
    let dry = book.apply(&item.clone().into(), &Options { dry_run: true, ..today() }).unwrap();
    let report = book.apply(&item.into(), &today()).unwrap();
    assert_eq!(rows(&dry), rows(&report), "the dry run tells something else");
    assert_eq!(waited(&dry), waited(&report), "the dry run tells something else of those who wait");
    let checked = book.verify(None).unwrap();
    assert!(checked.ok, "{:?}", checked.problems);
    report
}

fn rows(report: &Report) -> Vec<String> {
    report.rows().map(|row| row.to_json()).collect()
}

/// Who got what from the waiting list.
fn waited(report: &Report) -> Vec<String> {
    report
        .from_waitlist()
        .map(|row| {
            let seat = row.seat().unwrap();
            format!("{} {} {}:{}", row.target(), row.outcome().word(), seat.pool, seat.number)
        })
        .collect()
}

fn queue(book: &Book, product: &str) -> Vec<String> {
    let page = book.waitlist(Some(product), None, &PageRequest::default()).unwrap();
    let positions: Vec<u64> = page.rows.iter().map(|own| own.position).collect();
    assert_eq!(positions, (1..=page.rows.len() as u64).collect::<Vec<_>>());
    assert_eq!(page.total, page.rows.len() as u64);
    page.rows.into_iter().map(|own| own.target).collect()
}

fn outcomes(report: &Report) -> Vec<&'static str> {
    report.rows().map(|row| row.outcome().word()).collect()
}

#[test]
fn whoever_finds_no_seat_waits_and_is_served_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    let book = Book::create(&path, &OpenOptions::default()).unwrap();
    book.load(&school(), &today()).unwrap();
    let report = apply(&book, wish(&["u0", "u1", "u2", "nobody"], "a"));
    assert_eq!(outcomes(&report), ["assigned", "no_seat_left", "no_seat_left", "user_not_found"]);
    let row = report.row(2).unwrap();
    assert_eq!(row.in_the_way().unwrap().waiting, Some(2));
    assert_eq!(row.sentence(), "no seat of `a` is left; waits as number 2");
    assert_eq!(row.seat(), None);
    assert_eq!(queue(&book, "a"), ["u1", "u2"]);

    book.close().unwrap();
    let book = Book::open(&path, &OpenOptions::default()).unwrap();
    let report = apply(&book, revoke(&["u0"], "a"));
    assert_eq!(waited(&report), ["u1 assigned A:1"]);
    assert_eq!(queue(&book, "a"), ["u2"]);

    // The journal tells the same again, and finds it for whoever waited.
    let operation = report.operation.unwrap();
    let stored = book.report(operation).unwrap();
    assert_eq!(stored.to_json(), report.to_json());
    assert!(report.to_json().contains(r#""from_waitlist":[{"index":0,"op":"assign","target":"u1""#));
    let history = book.journal(Some("u1"), &PageRequest::default()).unwrap();
    assert!(history.rows.iter().any(|entry| entry.operation == operation));
    let first = book.report(2).unwrap();
    assert_eq!(first.row(2).unwrap().in_the_way().unwrap().waiting, Some(2));
    book.close().unwrap();
    assert!(Book::open(&path, &OpenOptions::default()).unwrap().verify(None).unwrap().ok);
}

#[test]
fn wishes_alone_are_an_operation_and_repeat_nothing() {
    let book = book();
    apply(&book, wish(&["u0"], "a"));
    let added = apply(&book, wish(&["u1"], "a"));
    assert_eq!(added.operation, Some(3));
    let again = apply(&book, wish(&["u1"], "a"));
    assert_eq!(again.operation, None);
    assert_eq!(again.row(0).unwrap().in_the_way().unwrap().waiting, Some(1));
    // Through a class as well: the seat will have both sources.
    let class = Item { waitlist: true, ..Item::group(Op::Assign, "7A", &["a"]) };
    apply(&book, wish(&["u4"], "a"));
    let report = apply(&book, class);
    let places: Vec<Option<u64>> = report.rows().map(|row| row.in_the_way().unwrap().waiting).collect();
    assert_eq!(places, [Some(2), Some(3), Some(4), Some(5)]);
    apply(&book, Item::users(Op::Cancel, ["u1"], &["a"]));
    let report = apply(&book, revoke(&["u0"], "a"));
    assert_eq!(waited(&report), ["u4 assigned A:1"]);
    let licence = &book.licences("u4", today().on).unwrap()[0];
    assert_eq!(licence.sources.len(), 2);
}

#[test]
fn priority_comes_first_and_a_higher_one_moves_up() {
    let book = book();
    apply(&book, wish(&["u0", "u1", "u2", "u3"], "a"));
    let report = apply(&book, Item { priority: 5, ..wish(&["t0"], "a") });
    assert_eq!(report.row(0).unwrap().in_the_way().unwrap().waiting, Some(1));
    let report = apply(&book, Item { priority: 5, ..wish(&["u3"], "a") });
    assert_eq!(report.row(0).unwrap().in_the_way().unwrap().waiting, Some(2));
    apply(&book, Item { priority: -5, ..wish(&["u3"], "a") });
    assert_eq!(queue(&book, "a"), ["t0", "u3", "u1", "u2"]);
}

#[test]
fn who_may_not_have_a_seat_is_passed_over_and_keeps_his_place() {
    let book = book();
    let mut load = school();
    load.pools[1].allowed_roles = vec!["teacher".into()];
    load.pools[1].quantity = Some(1);
    load.pools.push(pool("B2", "b", 1));
    book.load(&load, &today()).unwrap();
    apply(&book, Item { pools: vec!["B2".into()], ..Item::users(Op::Assign, ["u0"], &["b"]) });
    apply(&book, Item::users(Op::Assign, ["t0"], &["b"]));
    apply(&book, wish(&["u1", "t1", "u2"], "b"));
    let report = apply(&book, revoke(&["t0"], "b"));
    assert_eq!(waited(&report), ["t1 assigned B:1"]);
    assert_eq!(queue(&book, "b"), ["u1", "u2"]);
    let report = apply(&book, revoke(&["u0"], "b"));
    assert_eq!(waited(&report), ["u1 assigned B2:1"]);
}

#[test]
fn a_teacher_does_not_take_the_pupils_seat() {
    let book = Book::in_memory().unwrap();
    let mut load = school();
    load.pools[1].quantity = Some(1);
    // The teachers' seat ends later, so that it is not the one taken first.
    load.pools.push(Pool {
        allowed_roles: vec!["teacher".into()],
        ends_on: Some(Day::from_ymd(2027, 1, 1).unwrap()),
        ..pool("T", "b", 1)
    });
    load.pools[1].ends_on = Some(Day::from_ymd(2026, 1, 1).unwrap());
    book.load(&load, &today()).unwrap();
    apply(&book, Item::users(Op::Assign, ["t0", "u0"], &["b"]));
    apply(&book, wish(&["t1", "u1"], "b"));
    let request = Request { items: vec![revoke(&["t0", "u0"], "b")] };
    let report = book.apply(&request, &today()).unwrap();
    assert_eq!(waited(&report), ["t1 assigned T:1", "u1 assigned B:1"]);
}

#[test]
fn cancelling() {
    let book = book();
    apply(&book, wish(&["u0", "u1", "u2"], "a"));
    let cancel = Item::users(Op::Cancel, ["u1", "u3", "nobody", "u1"], &["a"]);
    let report = apply(&book, cancel);
    assert_eq!(outcomes(&report), ["cancelled", "not_assigned", "user_not_found", "duplicate_in_request"]);
    assert_eq!(report.row(1).unwrap().sentence(), "does not wait for a seat of `a`");
    assert_eq!(report.operation, Some(3));
    assert_eq!(queue(&book, "a"), ["u2"]);
    // Wishes are an administrator's business.
    let own = |id: &str| Options { actor: Actor { id: id.into(), role: "self".into() }, ..today() };
    let cancel: Request = Item::users(Op::Cancel, ["u2"], &["a"]).into();
    assert_eq!(book.apply(&cancel, &own("u2")).unwrap_err().status(), Status::NotAuthorized);
    assert_eq!(outcomes(&book.apply(&cancel, &today()).unwrap()), ["cancelled"]);
    let report = apply(&book, revoke(&["u0"], "a"));
    assert_eq!(report.from_waitlist().count(), 0);
}

#[test]
fn undoing_takes_wishes_off_again() {
    let book = book();
    let report = apply(&book, wish(&["u0", "u1", "u2", "u3"], "a"));
    apply(&book, Item::users(Op::Cancel, ["u2"], &["a"]));
    let undone = apply(&book, Item::undo(report.operation.unwrap()));
    assert_eq!(outcomes(&undone), ["revoked", "cancelled", "not_assigned", "cancelled"]);
    assert!(queue(&book, "a").is_empty());
}

#[test]
fn undoing_an_assignment_serves_those_who_wait() {
    let book = book();
    let report = apply(&book, Item::users(Op::Assign, ["u0"], &["a"]));
    apply(&book, wish(&["u1"], "a"));
    let undone = apply(&book, Item::undo(report.operation.unwrap()));
    assert_eq!(waited(&undone), ["u1 assigned A:1"]);
    let undone = apply(&book, Item::undo(3));
    assert_eq!(outcomes(&undone), ["changed_since"]);
}

#[test]
fn whoever_gets_the_product_leaves_the_list() {
    let book = book();
    apply(&book, wish(&["u0", "u1", "u2"], "a"));
    let mut more = school();
    more.pools = vec![Pool { allowed_roles: vec!["teacher".into()], ..pool("T", "a", 1) }];
    book.load(&more, &today()).unwrap();
    let request = Request { items: vec![revoke(&["u0"], "a"), Item::users(Op::Assign, ["u2"], &["a"])] };
    let report = book.apply(&request, &today()).unwrap();
    assert_eq!(outcomes(&report), ["revoked", "assigned"]);
    assert_eq!(queue(&book, "a"), ["u1"]);
    assert!(book.verify(None).unwrap().ok);
}

#[test]
fn all_or_nothing_keeps_no_wish() {
    let book = book();
    let atomic = Options { mode: Mode::Atomic, ..today() };
    let report = book.apply(&wish(&["u0", "u1"], "a").into(), &atomic).unwrap();
    assert_eq!(outcomes(&report), ["rolled_back", "no_seat_left"]);
    assert_eq!(report.row(1).unwrap().in_the_way(), None);
    // Of a unit that needs both, one alone must not come later.
    let both = Item { products: vec!["a".into(), "b".into()], ..wish(&["u0", "u1"], "a") };
    let unit = Options { unit: Unit::User, ..today() };
    let report = book.apply(&both.into(), &unit).unwrap();
    assert_eq!(outcomes(&report), ["assigned", "assigned", "no_seat_left", "rolled_back"]);
    assert!(queue(&book, "a").is_empty() && queue(&book, "b").is_empty());
}

#[test]
fn a_load_that_brings_seats_serves() {
    let book = book();
    apply(&book, wish(&["u0", "u1", "u2", "u3"], "a"));
    let mut more = Load { pools: vec![pool("A", "a", 3)], ..Load::default() };
    let dry = book.load(&more, &Options { dry_run: true, ..today() }).unwrap();
    assert_eq!((dry.operation, book.revision().unwrap()), (None, 2));
    let loaded = book.load(&more, &today()).unwrap();
    let (dry, real) = (dry.report.unwrap(), loaded.report.unwrap());
    assert_eq!(waited(&real), ["u1 assigned A:2", "u2 assigned A:3"]);
    assert_eq!(waited(&dry), waited(&real));
    assert_eq!((dry.operation, dry.revision), (None, 2));
    assert_eq!(book.report(3).unwrap().to_json(), real.to_json());
    more.pools = Vec::new();
    // Leavers give back, and whoever waits gets it.
    more.users = vec![User { enabled: false, ..user("u0", "student") }];
    more.leavers = Leavers::GiveBack;
    let loaded = book.load(&more, &today()).unwrap().report.unwrap();
    assert_eq!(outcomes(&loaded), ["revoked"]);
    assert_eq!(waited(&loaded), ["u3 assigned A:1"]);
    assert!(book.verify(None).unwrap().ok);
}

#[test]
fn removals_serve_and_take_wishes_along() {
    let book = book();
    apply(&book, wish(&["u0", "u1", "u2"], "a"));
    let class = Item { waitlist: true, ..Item::group(Op::Assign, "7A", &["a"]) };
    apply(&book, class);
    apply(&book, wish(&["u5"], "a"));
    apply(&book, Item { pools: vec!["B".into()], ..wish(&["u0", "u1", "u3"], "b") });
    assert_eq!(queue(&book, "a"), ["u1", "u2", "u4", "u5", "u6", "u7"]);
    let removal = Removal {
        users: vec!["u1".into(), "u0".into()],
        groups: vec!["7A".into()],
        give_back: true,
        ..Removal::default()
    };
    let dry = book.remove(&removal, &Options { dry_run: true, ..today() }).unwrap();
    let real = book.remove(&removal, &today()).unwrap();
    assert_eq!(waited(dry.report.as_ref().unwrap()), waited(real.report.as_ref().unwrap()));
    assert_eq!(waited(real.report.as_ref().unwrap()), ["u2 assigned A:1", "u3 assigned B:1"]);
    // Who waited through the class alone waits no more.
    assert_eq!(queue(&book, "a"), ["u5"]);
    apply(&book, Item { pools: vec!["B".into()], ..wish(&["u4", "u6"], "b") });
    let removal = Removal { pools: vec!["B".into()], give_back: true, ..Removal::default() };
    book.remove(&removal, &today()).unwrap();
    assert!(queue(&book, "b").is_empty());
    let checked = book.verify(None).unwrap();
    assert!(checked.ok, "{:?}", checked.problems);
}

#[test]
fn merging_accounts_joins_what_they_wait_for() {
    let book = book();
    apply(&book, wish(&["u0", "u1", "u2", "u3"], "a"));
    apply(&book, wish(&["u6", "u7"], "b"));
    apply(&book, wish(&["u1"], "b"));
    // u1 comes first for a, and waits for b; u3 holds nothing.
    let dry = book.merge("u1", "u3", &Options { dry_run: true, ..today() }).unwrap();
    let report = book.merge("u1", "u3", &today()).unwrap();
    assert_eq!(rows(&dry), rows(&report));
    assert_eq!(queue(&book, "a"), ["u3", "u2"]);
    assert_eq!(queue(&book, "b"), ["u3"]);
    // Both have it: one seat comes free, and is given on.
    book.merge("u6", "u3", &today()).unwrap();
    assert!(queue(&book, "b").is_empty());
    apply(&book, wish(&["u4"], "b"));
    let report = book.merge("u3", "u7", &today()).unwrap();
    assert_eq!(waited(&report), ["u4 assigned B:1"]);
    let checked = book.verify(None).unwrap();
    assert!(checked.ok, "{:?}", checked.problems);
}

#[test]
fn classes_wait_and_rules_hold() {
    let book = book();
    let load = Load {
        pools: vec![Pool { kind: seatbook_core::model::PoolKind::Group, ..pool("G", "c", 1) }],
        groups: vec![Group { id: "7B".into(), org: "s".into(), ..Group::default() }],
        exclusions: vec![Exclusion {
            id: "x".into(),
            products: vec!["a".into(), "b".into()],
            ..Exclusion::default()
        }],
        ..Load::default()
    };
    assert!(book.load(&load, &today()).unwrap().is_complete());
    let classes = Who::HolderGroups(Arc::new(["7A", "7B"].iter().collect()));
    let item = Item { waitlist: true, ..Item::new(Op::Assign, classes, &["c"]) };
    let report = apply(&book, item);
    assert_eq!(outcomes(&report), ["assigned", "no_seat_left"]);
    let who = Who::HolderGroups(Arc::new(["7A"].iter().collect()));
    let report = apply(&book, Item::new(Op::Revoke, who, &["c"]));
    assert_eq!(waited(&report), ["7B assigned G:1"]);
    assert_eq!(report.from_waitlist().next().unwrap().holder(), seatbook_core::HolderKind::Group);
    assert_eq!(book.report(report.operation.unwrap()).unwrap().to_json(), report.to_json());

    apply(&book, Item::users(Op::Assign, ["u0"], &["a"]));
    apply(&book, wish(&["u1", "u2"], "a"));
    apply(&book, Item::users(Op::Assign, ["u1"], &["b"]));
    let report = apply(&book, revoke(&["u0"], "a"));
    assert_eq!(waited(&report), ["u2 assigned A:1"]);
    assert_eq!(queue(&book, "a"), ["u1"]);
}

#[test]
fn a_read_only_book_tells_who_would_be_served() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    let book = Book::create(&path, &OpenOptions::default()).unwrap();
    book.load(&school(), &today()).unwrap();
    apply(&book, wish(&["u0", "u1"], "a"));
    book.close().unwrap();
    let book = Book::open(&path, &OpenOptions { read_only: true, ..OpenOptions::default() }).unwrap();
    let dry = Options { dry_run: true, ..today() };
    let report = book.apply(&revoke(&["u0"], "a").into(), &dry).unwrap();
    assert_eq!(waited(&report), ["u1 assigned A:1"]);
    let more = Load { pools: vec![pool("A", "a", 5)], ..Load::default() };
    assert_eq!(waited(&book.load(&more, &dry).unwrap().report.unwrap()), ["u1 assigned A:2"]);
}

#[test]
fn a_long_queue_is_read_as_far_as_it_takes() {
    let book = Book::in_memory().unwrap();
    let mut load = school();
    load.users =
        (0..3000).map(|n| user(&format!("p{n:04}"), if n == 2900 { "teacher" } else { "x" })).collect();
    load.groups = Vec::new();
    load.pools = vec![
        Pool { allowed_roles: vec!["x".into()], ..pool("A", "a", 1) },
        Pool { allowed_roles: vec!["teacher".into()], ..pool("T", "a", 1) },
    ];
    book.load(&load, &today()).unwrap();
    load.users.truncate(0);
    let ids: Vec<String> = (0..3000).map(|n| format!("p{n:04}")).collect();
    let item = Item { pools: vec!["A".into()], ..Item::users(Op::Assign, &ids[..1], &["a"]) };
    book.apply(&item.into(), &today()).unwrap();
    load.users = vec![user("t", "teacher")];
    book.load(&Load { users: load.users, orgs: load.orgs, ..Load::default() }, &today()).unwrap();
    apply(&book, Item::users(Op::Assign, ["t"], &["a"]));
    let report = apply(&book, Item { waitlist: true, ..Item::users(Op::Assign, &ids[1..], &["a"]) });
    assert_eq!(report.row(2998).unwrap().in_the_way().unwrap().waiting, Some(2999));
    let report = apply(&book, Item::users(Op::Revoke, ["t", "p0000"], &["a"]));
    assert_eq!(waited(&report), ["p0001 assigned A:1", "p2900 assigned T:1"]);
}

#[test]
fn pages_and_json() {
    let book = book();
    apply(&book, wish(&["u0", "u1", "u2", "u3"], "a"));
    apply(&book, Item { priority: 1, ..wish(&["u1", "u4", "u5"], "b") });
    let page = |cursor: Option<String>| book.waitlist(None, None, &PageRequest { cursor, limit: 3 }).unwrap();
    let names = |rows: &[Waiting]| -> Vec<String> {
        rows.iter().map(|own| format!("{}{}{}", own.product, own.position, own.target)).collect()
    };
    let first = page(None);
    assert_eq!(names(&first.rows), ["a1u1", "a2u2", "a3u3"]);
    assert_eq!((first.total, first.previous), (4, None));
    let second = page(first.next);
    assert_eq!(names(&second.rows), ["b1u5"]);
    assert_eq!(names(&page(second.previous).rows), ["a1u1", "a2u2", "a3u3"]);
    assert_eq!(names(&page(Some("last".into())).rows), ["a2u2", "a3u3", "b1u5"]);
    let query = Query::from_json(r#"{"query":"waitlist","user":"u5"}"#).unwrap();
    assert_eq!(
        book.query(&query).unwrap(),
        r#"{"rows":[{"position":1,"kind":"user","target":"u5","product":"b","sources":["direct"],"priority":1,"since":"2025-08-18","operation":3}],"total":1,"next":null,"previous":null}"#
    );
    assert!(book.waitlist(None, Some("nobody"), &PageRequest::default()).is_err());
}

/// One step of a random story.
fn story(step: (u8, u8, u8, i8)) -> Item {
    let (what, user, product, priority) = step;
    let id = format!("{}{}", if user % 11 < 8 { 'u' } else { 't' }, user % 11 % 8);
    let product = ["a", "b", "c"][usize::from(product % 3)];
    match what % 8 {
        0..=2 => Item { priority: i32::from(priority % 3), ..wish(&[&id, "u3"], product) },
        3 => Item {
            waitlist: true,
            seat_choice: SeatChoice::Auto,
            ..Item::group(Op::Assign, "7A", &[product])
        },
        4 => Item::users(Op::Cancel, [&id], &[product]),
        5 => Item { waitlist: true, ..Item::users(Op::Sync, [&id, "u1"], &[product]) },
        6 => Item::swap([&id], product, if product == "a" { "b" } else { "a" }),
        _ => Item { all_sources: true, ..revoke(&[&id, "u0", "u4"], product) },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is asked: a dry run tells what comes, the book stays sound, and nobody who waits is passed over by nobody.
    #[test]
    fn any_story_ends_well(steps in prop::collection::vec(any::<(u8, u8, u8, i8)>(), 1..14)) {
        let book = book();
        let load = Load { pools: vec![pool("C", "c", 1)], ..Load::default() };
        book.load(&load, &today()).unwrap();
        for step in steps {
            let report = apply(&book, story(step));
            if let Some(operation) = report.operation {
                prop_assert_eq!(book.report(operation).unwrap().to_json(), report.to_json());
            }
            for product in ["a", "b", "c"] {
                // All may have all seats: as long as somebody waits nothing is free.
                let free = book.counts(product, None, today().on).unwrap().new;
                prop_assert!(free == 0 || queue(&book, product).is_empty());
            }
        }
    }
}

#[test]
fn served_ones_are_counted_as_assigned() {
    let book = book();
    apply(&book, wish(&["u0", "u1"], "a"));
    let report = apply(&book, revoke(&["u0"], "a"));
    assert_eq!(report.summary.requested, 1);
    assert_eq!(report.from_waitlist().next().unwrap().outcome(), Outcome::Assigned);
    assert_eq!(book.counts("a", None, today().on).unwrap().assigned, 1);
}
