//! Loads of the size that happens: a vendor's whole catalogue, a class of a hundred thousand.

use crate::catalogue::{self, EXCLUSIONS, PLANS, PRODUCTS};
use crate::help::today;
use seatbook_core::model::{Group, Org, Pool, Release, User};
use seatbook_core::{Book, Item, Load, Op, Options, Outcome, Request};
use std::collections::BTreeSet;

#[test]
fn the_catalogue_is_what_it_says() {
    let all: BTreeSet<usize> = (0..PRODUCTS).flat_map(catalogue::plans_of).collect();
    assert_eq!((all.len(), all.last()), (PLANS, Some(&(PLANS - 1))));
    assert!((0..EXCLUSIONS).all(|exclusion| catalogue::members_of(exclusion).len() >= 3));
    let held = catalogue::Held::new();
    let clashes = (0..PRODUCTS).flat_map(|one| (0..one).map(move |other| (one, other)));
    let clashes = clashes.filter(|(one, other)| held.clash(*one, *other)).count();
    let pairs = PRODUCTS * (PRODUCTS - 1) / 2;
    assert_eq!(pairs, 161_596);
    assert!(clashes > 100 && clashes < pairs / 2, "{clashes} of {pairs} pairs clash");
}

#[test]
fn a_whole_catalogue_is_loaded_and_found_right() {
    let book = Book::in_memory().unwrap();
    let load = catalogue::catalogue();
    let report = book.load(&load, &today()).unwrap();
    assert!(report.is_complete(), "{:?}", report.refused);
    assert_eq!((report.products.created, report.rules.created), (569, 8));
    let found = book.verify(None).unwrap();
    assert!(found.ok, "{:?}", found.problems);
    let again = book.load(&load, &today()).unwrap();
    assert_eq!((again.products.unchanged, again.rules.unchanged, again.operation), (569, 8, None));
}

#[test]
fn one_more_in_a_large_class() {
    let book = Book::in_memory().unwrap();
    let ids: Vec<String> = (0..20_000).map(|n| format!("u{n:05}")).collect();
    let user = |id: &String| User { id: id.clone(), org: "s".into(), ..User::default() };
    let class = |members: &[String]| Load {
        groups: vec![Group {
            id: "all".into(),
            org: "s".into(),
            members: members.to_vec(),
            ..Group::default()
        }],
        ..Load::default()
    };
    let first = Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        users: ids.iter().map(user).collect(),
        ..class(&ids[1..])
    };
    assert!(book.load(&first, &today()).unwrap().is_complete());
    let mut behind = ids[1..].to_vec();
    behind.push(ids[0].clone());
    for members in [&behind[..], &ids[..], &ids[..10], &ids[..0], &ids[..]] {
        // Named twice is named once; strangers are told once.
        let mut load = class(members);
        let twice = load.groups[0].members.clone();
        load.groups[0].members.extend(twice);
        load.groups[0].members.extend(["nobody".to_owned(), "nobody".to_owned()]);
        let report = book.load(&load, &today()).unwrap();
        assert_eq!((report.groups.updated, report.refused.len()), (1, 1));
        let found = book.verify(None).unwrap();
        assert!(found.ok, "{:?}", found.problems);
    }
}

/// What clashes is what trying every pair of plans says. Every user has one product and asks for one other: for some products all
/// pairs with them, and with `SEATBOOK_ALL_PAIRS` set all there are.
#[test]
fn products_clash_as_their_plans_do() {
    let book = Book::in_memory().unwrap();
    let pool = |number: usize| Pool {
        id: format!("pool-{number:03}"),
        product: catalogue::product_id(number),
        org: "s".into(),
        release: Release::Fresh,
        ..Pool::default()
    };
    let user = |number: usize| User { id: format!("u{number:03}"), org: "s".into(), ..User::default() };
    let load = Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        users: (0..PRODUCTS).map(user).collect(),
        pools: (0..PRODUCTS).map(pool).collect(),
        ..catalogue::catalogue()
    };
    assert!(book.load(&load, &today()).unwrap().is_complete());
    let held = catalogue::Held::new();
    let step = if std::env::var_os("SEATBOOK_ALL_PAIRS").is_some() { 1 } else { 190 };
    let dry = Options { dry_run: true, ..today() };
    let (mut pairs, mut clashes) = (0, 0);
    for own in (0..PRODUCTS).step_by(step) {
        let users: Vec<String> = (0..PRODUCTS).map(|number| user(number).id).collect();
        let give = |op| Item::users(op, &users, &[&catalogue::product_id(own)]);
        assert_eq!(book.apply(&give(Op::Assign).into(), &today()).unwrap().summary.changed, 569);
        let ask = |other: usize| Item::users(Op::Assign, [&users[other]], &[&catalogue::product_id(other)]);
        let others: Vec<usize> = (0..PRODUCTS).filter(|other| *other != own).collect();
        let request = Request { items: others.iter().map(|other| ask(*other)).collect() };
        let report = book.apply(&request, &dry).unwrap();
        for (row, other) in report.rows().zip(others) {
            let clash = held.clash(own, other);
            let expected = if clash { Outcome::MutuallyExclusive } else { Outcome::Assigned };
            assert_eq!(row.outcome(), expected, "{own} and {other}");
            (pairs, clashes) = (pairs + 1, clashes + usize::from(clash));
        }
        assert_eq!(book.apply(&give(Op::Revoke).into(), &today()).unwrap().summary.changed, 569);
    }
    assert!(clashes > 10 && clashes < pairs, "{clashes} of {pairs}");
}
