//! Every seat is counted once, for every product, every org and on every day.

use crate::dice::day;
use crate::story::{Scene, everywhere};
use crate::world::{ORGS, PRODUCTS};
use seatbook_core::query::{Counts, PageRequest, PoolFilter};
use seatbook_core::{Book, Day};

const ALL: PageRequest = PageRequest { cursor: None, limit: 1_000 };

#[test]
fn counts_add_up_to_the_total() {
    everywhere(12, |scene| {
        let some_day = scene.dice.day();
        for on in [scene.on, some_day, day(scene.on.number() + 500)] {
            adds_up(scene, on);
        }
    });
}

fn adds_up(scene: &Scene<'_>, on: Day) {
    let book = &scene.told.book;
    let pools = book.pools(&PoolFilter::default(), on, &ALL).unwrap().rows;
    for product in PRODUCTS {
        let own = |org: Option<&str>| {
            let rows = pools.iter().filter(|row| row.pool.product == product);
            let within = rows.filter(|row| org.is_none_or(|org| is_within(&row.pool.org, org)));
            within.fold([0; 10], |sum, row| added(sum, numbers(&row.counts)))
        };
        for org in ORGS.iter().map(|(org, _)| Some(*org)).chain([None]) {
            let Ok(counts) = book.counts(product, org, on) else { continue };
            check(&counts);
            assert_eq!(numbers(&counts), own(org), "{product} of {org:?} on {on}, pool by pool");
            // What stands directly below, and the pools of the org itself.
            let here = pools.iter().filter(|row| row.pool.product == product && Some(&*row.pool.org) == org);
            let here = here.fold([0; 10], |sum, row| added(sum, numbers(&row.counts)));
            let below = book.counts_by_org(product, org, on).unwrap();
            let below = below.iter().fold(here, |sum, counts| added(sum, numbers(counts)));
            assert_eq!(numbers(&counts), below, "{product} of {org:?} on {on}, org by org");
        }
        let Ok(counts) = book.counts(product, None, on) else { continue };
        let holders = book.holders(product, on, &ALL).unwrap();
        assert_eq!(
            (counts.assigned, counts.assigned),
            (holders.total, holders.rows.len() as u64),
            "{product}"
        );
    }
}

fn check(counts: &Counts) {
    let Counts { assigned, available, retired, expired, upcoming, suspended, .. } = *counts;
    let sum = assigned + available + retired + expired + upcoming + suspended;
    assert_eq!(sum, counts.total, "{counts:?}");
    assert_eq!(counts.new + counts.reusable, available, "{counts:?}");
    assert!(counts.started <= assigned, "{counts:?}");
}

fn numbers(counts: &Counts) -> [u64; 10] {
    let Counts {
        total,
        assigned,
        started,
        available,
        new,
        reusable,
        retired,
        expired,
        upcoming,
        suspended,
        ..
    } = *counts;
    [total, assigned, started, available, new, reusable, retired, expired, upcoming, suspended]
}

fn added(one: [u64; 10], other: [u64; 10]) -> [u64; 10] {
    std::array::from_fn(|at| one[at] + other[at])
}

fn is_within(org: &str, above: &str) -> bool {
    let parent = ORGS.iter().find(|(id, _)| *id == org).and_then(|(_, parent)| *parent);
    org == above || parent.is_some_and(|parent| is_within(parent, above))
}

/// Nobody is given what nobody has: whatever is done, at most what was bought is in use, and nothing appears or goes by giving.
#[test]
fn giving_and_taking_back_make_and_lose_no_seat() {
    everywhere(8, |scene| {
        let after = scene.told.copy();
        let total = |book: &Book| {
            let rows = book.pools(&PoolFilter::default(), scene.on, &ALL).unwrap().rows;
            let bought = rows.into_iter().filter(|row| row.pool.quantity.is_some());
            bought.map(|row| (row.pool.id, row.counts.total, row.counts.over)).collect::<Vec<_>>()
        };
        let before = total(&scene.told.book);
        if !scene.ask.items().is_empty() && scene.ask.done(&after.book, false).is_ok() {
            assert_eq!(total(&after.book), before);
        }
        assert!(before.iter().all(|(_, _, over)| *over == 0), "{before:?}");
    });
}
