//! Ten orgs, each below the one before, and seats at every level.

use crate::today;
use seatbook_core::model::{Org, Pool, PoolKind, Product, User};
use seatbook_core::report::Source;
use seatbook_core::{Book, Day, Item, Load, Op, Outcome, Who};
use std::sync::Arc;

const LEVELS: usize = 10;
/// Seats of each level's pool.
const SEATS: usize = 2;

fn org(level: usize) -> String {
    format!("o{level}")
}

/// Pools end in an order that is not that of the levels: 0, 7, 4, 1, 8, 5, 2, 9, 6, 3; the last never.
fn ends_on(level: usize) -> Option<Day> {
    let place = (level * 3) % LEVELS;
    (place < LEVELS - 1).then(|| Day::from_ymd(2026, u32::try_from(place + 1).unwrap(), 1).unwrap())
}

fn tree() -> Book {
    let book = Book::in_memory().unwrap();
    let pool = |level: usize| Pool {
        id: format!("pool-{level}"),
        product: "BOOK".into(),
        org: org(level),
        quantity: Some(u32::try_from(SEATS).unwrap()),
        ends_on: ends_on(level),
        ..Pool::default()
    };
    let shared = |id: &str, product: &str, kind| Pool {
        id: id.into(),
        product: product.into(),
        org: org(0),
        kind,
        quantity: Some(1),
        ..Pool::default()
    };
    let above = |level: usize| level.checked_sub(1).map(org);
    let user = |id: String, level| User { id, org: org(level), ..User::default() };
    let at_each = (0..LEVELS).map(|level| user(format!("at-{level}"), level));
    let at_the_bottom = (0..=LEVELS * SEATS).map(|number| user(format!("b{number:02}"), LEVELS - 1));
    let load = Load {
        orgs: (0..LEVELS)
            .map(|level| Org { id: org(level), parent: above(level), ..Org::default() })
            .collect(),
        users: at_each.chain(at_the_bottom).collect(),
        products: ["BOOK", "TENANT", "SCHOOL"]
            .map(|id| Product { id: id.into(), ..Product::default() })
            .to_vec(),
        pools: (0..LEVELS)
            .map(pool)
            .chain([shared("T", "TENANT", PoolKind::Tenant), shared("S", "SCHOOL", PoolKind::School)])
            .collect(),
        ..Load::default()
    };
    assert!(book.load(&load, &today()).unwrap().is_complete());
    book
}

/// Levels in the order in which their seats are taken: the earliest end first, none last.
fn in_order(down_to: usize) -> Vec<usize> {
    let mut levels: Vec<usize> = (0..=down_to).collect();
    levels.sort_by_key(|level| (ends_on(*level).is_none(), ends_on(*level)));
    levels
}

#[test]
fn those_at_the_bottom_use_the_seats_of_every_level_in_order() {
    let book = tree();
    let users: Vec<String> = (0..=LEVELS * SEATS).map(|number| format!("b{number:02}")).collect();
    let report = book.apply(&Item::users(Op::Assign, &users, &["BOOK"]).into(), &today()).unwrap();
    let seats = in_order(LEVELS - 1).into_iter().flat_map(|level| (1..=SEATS).map(move |seat| (level, seat)));
    for (row, (level, seat)) in report.rows().zip(seats) {
        let found = row.seat().unwrap();
        assert_eq!((found.pool, found.number as usize), (format!("pool-{level}").as_str(), seat));
        assert_eq!((row.outcome(), row.ends_on()), (Outcome::Assigned, ends_on(level)));
    }
    assert_eq!(report.row(LEVELS * SEATS).unwrap().outcome(), Outcome::NoSeatLeft);
    let short = &report.shortfall[0];
    assert_eq!((short.needed, short.available, short.missing), (21, 20, 1));
}

#[test]
fn whoever_is_further_up_uses_what_is_there_and_above() {
    for level in 0..LEVELS {
        let book = tree();
        let user = format!("at-{level}");
        let report = book.apply(&Item::users(Op::Assign, [&user], &["BOOK"]).into(), &today()).unwrap();
        let pool = format!("pool-{}", in_order(level)[0]);
        assert_eq!(report.row(0).unwrap().seat().unwrap().pool, pool, "at level {level}");
        let supply = book.supply("BOOK", Some(&org(level)), today().on).unwrap();
        assert_eq!(supply.new, ((level + 1) * SEATS - 1) as u64, "{supply:?}");
    }
}

#[test]
fn counts_are_right_at_every_level() {
    let book = tree();
    let users: Vec<String> = (0..7).map(|number| format!("b{number:02}")).collect();
    assert_eq!(
        book.apply(&Item::users(Op::Assign, &users, &["BOOK"]).into(), &today()).unwrap().summary.changed,
        7
    );
    // Seven seats: three pools and a half, in their order.
    let mut used = [0; LEVELS];
    for (number, level) in in_order(LEVELS - 1).into_iter().flat_map(|level| [level; SEATS]).enumerate() {
        used[level] += u64::from(number < 7);
    }
    for level in 0..LEVELS {
        let assigned: u64 = used[level..].iter().sum();
        let total = ((LEVELS - level) * SEATS) as u64;
        let counts = book.counts("BOOK", Some(&org(level)), today().on).unwrap();
        assert_eq!((counts.total, counts.assigned, counts.available), (total, assigned, total - assigned));
        let below = book.counts_by_org("BOOK", Some(&org(level)), today().on).unwrap();
        let below: Vec<(u64, u64)> = below.iter().map(|counts| (counts.total, counts.assigned)).collect();
        let expected = (level + 1 < LEVELS).then(|| (total - SEATS as u64, assigned - used[level]));
        assert_eq!(below, expected.into_iter().collect::<Vec<_>>(), "below level {level}");
    }
}

#[test]
fn a_tenant_licence_reaches_the_bottom_and_a_school_licence_does_not() {
    let book = tree();
    let top = || Who::HolderOrgs(Arc::new([org(0)].into_iter().collect()));
    for product in ["TENANT", "SCHOOL"] {
        let item = Item::new(Op::Assign, top(), &[product]);
        assert_eq!(book.apply(&item.into(), &today()).unwrap().summary.changed, 1);
    }
    for level in 0..LEVELS {
        let user = format!("at-{level}");
        let licences = book.licences(&user, today().on).unwrap();
        let found: Vec<&str> = licences.iter().map(|own| own.product.as_str()).collect();
        assert_eq!(
            found,
            if level == 0 { &["SCHOOL", "TENANT"][..] } else { &["TENANT"] },
            "at level {level}"
        );
        assert!(licences.iter().all(|own| own.derived && own.sources == [Source::Org(org(0))]));
        for (product, has) in [("TENANT", true), ("SCHOOL", level == 0)] {
            assert_eq!(book.entitled(&user, product, today().on).unwrap().entitled, has);
            let report = book.apply(&Item::users(Op::Assign, [&user], &[product]).into(), &today()).unwrap();
            let expected = if has { Outcome::AlreadyAssigned } else { Outcome::KindMismatch };
            assert_eq!(report.row(0).unwrap().outcome(), expected, "{product} at level {level}");
        }
    }
}
