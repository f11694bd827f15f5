//! A vendor's whole catalogue: which of its products clash is what trying every pair of plans says.

use crate::catalogue::{self, PRODUCTS};
use crate::{full, today};
use seatbook_core::model::{Org, Pool, Release, User};
use seatbook_core::{Book, Item, Load, Op, Options, Outcome, Request};

const PAIRS: usize = PRODUCTS * (PRODUCTS - 1) / 2;
/// Every so manieth product against all after it, if there is not time for all.
const SOME: usize = 70;

fn user(number: usize) -> String {
    format!("u{number:03}")
}

fn vendor() -> Book {
    let book = Book::in_memory().unwrap();
    let pool = |number: usize| Pool {
        id: format!("pool-{number:03}"),
        product: catalogue::product_id(number),
        org: "s".into(),
        release: Release::Fresh,
        ..Pool::default()
    };
    let load = Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        users: (0..PRODUCTS)
            .map(|number| User { id: user(number), org: "s".into(), ..User::default() })
            .collect(),
        pools: (0..PRODUCTS).map(pool).collect(),
        ..catalogue::catalogue()
    };
    assert!(book.load(&load, &today()).unwrap().is_complete());
    book
}

/// Every user has one product and asks for one other; and, as a request of its own, asks for both at once.
#[test]
fn products_clash_as_their_plans_do() {
    let (book, held) = (vendor(), catalogue::Held::new());
    let step = if full() { 1 } else { SOME };
    let dry = Options { dry_run: true, ..today() };
    let (mut pairs, mut clashes) = (0, 0);
    for own in (0..PRODUCTS - 1).step_by(step) {
        let others: Vec<usize> = (own + 1..PRODUCTS).collect();
        let users: Vec<String> = others.iter().map(|other| user(*other)).collect();
        let give = |op| Item::users(op, &users, &[&catalogue::product_id(own)]);
        let ask = |other: &usize| Item::users(Op::Assign, [user(*other)], &[&catalogue::product_id(*other)]);
        let asks: Vec<Item> = others.iter().map(ask).collect();
        let both = Request { items: [vec![give(Op::Assign)], asks.clone()].concat() };
        let at_once = book.apply(&both, &dry).unwrap();
        assert_eq!(
            book.apply(&give(Op::Assign).into(), &today()).unwrap().summary.changed,
            users.len() as u64
        );
        let after = book.apply(&Request { items: asks }, &dry).unwrap();
        for (at, other) in others.iter().enumerate() {
            let clash = held.clash(own, *other);
            let expected = if clash { Outcome::MutuallyExclusive } else { Outcome::Assigned };
            for row in [after.row(at), at_once.row(others.len() + at)] {
                assert_eq!(row.unwrap().outcome(), expected, "{own} and {other}");
            }
            (pairs, clashes) = (pairs + 1, clashes + usize::from(clash));
        }
        assert_eq!(
            book.apply(&give(Op::Revoke).into(), &today()).unwrap().summary.changed,
            users.len() as u64
        );
    }
    println!("{clashes} of {pairs} pairs clash");
    assert!(clashes > 10 && clashes < pairs, "{clashes} of {pairs}");
    assert!(!full() || pairs == PAIRS && PAIRS == 161_596);
}
