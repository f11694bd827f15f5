//! Everything that a book answers on a day about seats: what must be the same where something must not matter.

use crate::world::{GROUPS, ORGS, PRODUCTS, USERS};
use seatbook_core::query::{Counts, PageRequest, PoolFilter};
use seatbook_core::{Book, Day};
use std::fmt::Debug;

const ALL: PageRequest = PageRequest { cursor: None, limit: 1_000 };

/// Who has what: holders of all kinds by pool and seat, with states, dates, sources and plans; licences, also derived.
pub fn holders(book: &Book, on: Day) -> Vec<String> {
    let mut all = Vec::new();
    for product in PRODUCTS {
        all.push(written(book.holders(product, on, &ALL)));
    }
    for user in USERS {
        all.push(written(book.licences(user, on)));
    }
    for (group, _) in GROUPS {
        all.push(written(book.licences_of_group(group, on)));
    }
    for (org, _) in ORGS {
        all.push(written(book.licences_of_org(org, on)));
    }
    all
}

/// Counts of every pool. Of an unlimited one only those in use: the others are not fewer for having been used.
pub fn counts(book: &Book, on: Day) -> Vec<String> {
    let pools = book.pools(&PoolFilter::default(), on, &ALL).unwrap().rows;
    pools.into_iter().map(|row| format!("{} {:?}", row.pool.id, without_unused(row.counts))).collect()
}

fn without_unused(counts: Counts) -> Counts {
    if !counts.unlimited {
        return counts;
    }
    Counts { total: 0, available: 0, new: 0, reusable: 0, expired: 0, upcoming: 0, suspended: 0, ..counts }
}

/// What of each product is free, pool by pool and end by end.
pub fn free(book: &Book, on: Day) -> Vec<String> {
    let mut all = Vec::new();
    for product in PRODUCTS {
        all.push(written(book.supply(product, None, on)));
        all.push(written(book.breakdown(product, None, on)));
        all.push(written(book.counts(product, None, on)));
    }
    all
}

/// Who waits.
pub fn waiting(book: &Book) -> Vec<String> {
    vec![written(book.waitlist(None, None, &ALL))]
}

/// All of it.
pub fn all(book: &Book, on: Day) -> Vec<String> {
    [holders(book, on), counts(book, on), free(book, on), waiting(book)].concat()
}

fn written<T: Debug>(answer: seatbook_core::Result<T>) -> String {
    answer.map_or_else(|error| error.status().word().to_owned(), |answer| format!("{answer:?}"))
}

/// Fails with the first answer that differs.
pub fn agree(what: &str, found: &[String], expected: &[String]) {
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected, "{what}");
    }
    assert_eq!(found.len(), expected.len(), "{what}");
}
