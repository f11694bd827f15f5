//! What rules cost: the same bulk request in a book without any, and in one with eight groups of things that exclude each
//! other, prerequisites, roles and countries.

use crate::bench::{Bench, say};
use crate::engines::seatbook::{options, request};
use crate::figures::timed;
use crate::job::{Job, Reply, Verb};
use crate::world::{DISTRICT, Order, World, first_ids, ids, pool};
use seatbook_core::model::{Exclusion, Plan, Pool, Prerequisite, Product};
use seatbook_core::{Book, Load, OpenOptions};
use std::path::Path;

/// How many groups of products and plans exclude each other.
const GROUPS: u32 = 8;

pub fn run(bench: &mut Bench) {
    let size = bench.wanted.sizes.first().copied().unwrap_or(1_000_000);
    let users = first_ids(size, Order::Random);
    for ruled in [false, true] {
        say(&format!("rules: filling a book {}", if ruled { "with rules" } else { "without" }));
        fill(&bench.path(&format!("rules-{ruled}")), size, ruled);
    }
    for round in 0..bench.rounds(size).max(3) {
        say(&format!("rules, round {}", round + 1));
        for at in 0..2 {
            let ruled = (at + round) % 2 == 1;
            let path = bench.copy(&bench.path(&format!("rules-{ruled}")));
            let trusted = OpenOptions { trusted: true, ..OpenOptions::default() };
            let book = Book::open(&path, &trusted).expect("a book");
            let request = request(&Job::new(Verb::Assign, "maths", &users));
            let (tally, took) =
                timed(|| Reply::Report(book.apply(&request, &options()).expect("a report")).read());
            assert_eq!(tally.changed, size as usize, "everybody gets a seat");
            bench.figures.took(if ruled { "rules on" } else { "rules off" }, "seatbook", size.into(), took);
            drop(book);
            std::fs::remove_file(&path).expect("a file removed");
        }
    }
}

/// In both books everybody holds `base`, and every fourth user `side`.
fn fill(path: &Path, size: u32, ruled: bool) {
    let book = Book::create(path, &OpenOptions::default()).expect("a new book");
    let world = World::new(size);
    let names = ["maths".to_owned(), "base".to_owned(), "side".to_owned()];
    let rivals = (0..GROUPS).map(|number| format!("rival-{number}"));
    let products: Vec<String> = names.into_iter().chain(rivals).collect();
    let mut load = Load { orgs: World::orgs(), ..Load::default() };
    for id in &products {
        let plans = vec![Plan { id: format!("{id}-video"), ..Plan::default() }];
        load.products.push(Product { id: id.clone(), plans, ..Product::default() });
        let roles = if ruled { vec!["student".to_owned(), "teacher".to_owned()] } else { Vec::new() };
        let countries = if ruled { vec!["SE".to_owned(), "NO".to_owned()] } else { Vec::new() };
        load.pools.push(Pool {
            id: pool(id),
            product: id.clone(),
            org: DISTRICT.to_owned(),
            quantity: Some(size),
            duration: "12 months".parse().ok(),
            allowed_roles: roles,
            countries_allowed: countries,
            ..Pool::default()
        });
    }
    if ruled {
        load.exclusions = exclusions();
        load.prerequisites = vec![Prerequisite {
            id: "maths-needs-base".to_owned(),
            product: Some("maths".to_owned()),
            any_of_products: vec!["rival-7".to_owned(), "base".to_owned()],
            ..Prerequisite::default()
        }];
    }
    book.load(&load, &options()).expect("products, pools and rules");
    let numbers: Vec<u32> = (0..size).collect();
    for part in numbers.chunks(500_000) {
        let users = part.iter().map(|number| world.user(*number)).collect();
        book.load(&Load { users, ..Load::default() }, &options()).expect("users");
    }
    for (product, every) in [("base", 1), ("side", 4)] {
        let some = ids(numbers.iter().copied().filter(|number| number % every == 0));
        book.apply(&request(&Job::new(Verb::Assign, product, &some)), &options()).expect("a report");
    }
    book.close().expect("closed");
}

/// `maths` and `side` are in every group, but never both as what excludes the other: a rival stands between them.
fn exclusions() -> Vec<Exclusion> {
    (0..GROUPS)
        .map(|number| Exclusion {
            id: format!("group-{number}"),
            plans: vec![
                format!("rival-{number}-video"),
                if number % 2 == 0 { "maths-video" } else { "side-video" }.to_owned(),
            ],
            products: vec![format!("rival-{}", (number + 1) % GROUPS)],
            ..Exclusion::default()
        })
        .collect()
}
