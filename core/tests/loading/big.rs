//! Loads of the size that happens: a vendor's whole catalogue, a class of a hundred thousand.

use crate::catalogue::{self, EXCLUSIONS, PLANS, PRODUCTS};
use crate::help::today;
use seatbook_core::model::{Group, Org, User};
use seatbook_core::{Book, Load};
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
