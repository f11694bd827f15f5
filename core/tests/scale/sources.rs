//! One user to whom every product comes through every class: a seat each, and freed with the last class.

use crate::counted::{Asked, Counted};
use crate::{full, today};
use seatbook_core::model::{Group, Org, Pool, Product, User};
use seatbook_core::{Item, Load, Op, Outcome, Request};

fn school(size: usize) -> Load {
    let group = |number: usize| Group {
        id: format!("g{number:03}"),
        org: "s".into(),
        members: vec!["u".into()],
        ..Group::default()
    };
    let pool = |number: usize| Pool {
        id: format!("pool-{number:03}"),
        product: product(number),
        org: "s".into(),
        quantity: Some(1),
        ..Pool::default()
    };
    Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        users: vec![User { id: "u".into(), org: "s".into(), ..User::default() }],
        products: (0..size).map(|number| Product { id: product(number), ..Product::default() }).collect(),
        groups: (0..size).map(group).collect(),
        pools: (0..size).map(pool).collect(),
        ..Load::default()
    }
}

fn product(number: usize) -> String {
    format!("P{number:03}")
}

/// What giving through all classes, taking back through one, and through the last one asks of the store.
fn work(size: usize) -> [Asked; 3] {
    let counted = Counted::new();
    assert!(counted.book.load(&school(size), &today()).unwrap().is_complete());
    let products: Vec<String> = (0..size).map(product).collect();
    let products: Vec<&str> = products.iter().map(String::as_str).collect();
    let item = |op, group: usize| Item::group(op, &format!("g{group:03}"), &products);
    let apply = |items: Vec<Item>| counted.during(|book| book.apply(&Request { items }, &today()).unwrap());

    let (given, giving) = apply((0..size).map(|group| item(Op::Assign, group)).collect());
    assert_eq!((given.count(Outcome::Assigned), given.rows().len()), (size, size * size));
    assert_eq!(given.summary.failed, 0);
    let licences = counted.book.licences("u", today().on).unwrap();
    assert_eq!(licences.len(), size);
    assert!(licences.iter().all(|own| own.sources.len() == size));

    let (taken, taking) = apply(vec![item(Op::Revoke, 0)]);
    assert_eq!(taken.count(Outcome::Updated), size);
    let (taken, _) = apply((1..size - 1).map(|group| item(Op::Revoke, group)).collect());
    assert_eq!(taken.count(Outcome::Updated), size * (size - 2));
    let licences = counted.book.licences("u", today().on).unwrap();
    assert!(licences.len() == size && licences.iter().all(|own| own.sources.len() == 1));
    let (last, freeing) = apply(vec![item(Op::Revoke, size - 1)]);
    assert_eq!(last.count(Outcome::ToReusable), size);
    assert!(counted.book.licences("u", today().on).unwrap().is_empty());
    assert!(counted.book.verify(None).unwrap().ok);
    [giving, taking, freeing]
}

#[test]
fn a_seat_through_many_classes_costs_what_one_does() {
    let size = if full() { 200 } else { 40 };
    let (few, many) = (work(size / 4), work(size));
    println!("{few:?}\n{many:?}");
    // Four times the products and the classes: giving through all of them has sixteen times the rows, taking back through one four
    // times. Every holding is written once, whatever it came through.
    for ((few, many), rows) in few.iter().zip(&many).zip([16, 4, 4]) {
        assert!(many.reads <= few.reads * rows * 9 / 8, "{few:?} {many:?}");
        assert!(many.writes <= few.writes * 9 / 2, "{few:?} {many:?}");
    }
}
