//! What redb takes to write as many bytes as a bulk request of a million adds to a book.

use crate::bench::{Bench, say};
use crate::engines::SEATBOOK;
use crate::figures::timed;
use crate::job::{Job, Verb};
use crate::raw;
use crate::world::{Order, World, first_ids};

pub fn run(bench: &mut Bench) {
    let size = bench.wanted.sizes.first().copied().unwrap_or(1_000_000);
    let template = bench.template(SEATBOOK, &format!("users-{size}"), &World::new(size));
    let users = [Order::Random, Order::Sorted].map(|order| (order, first_ids(size, order)));
    let mut bytes = 0;
    for round in 0..bench.wanted.rounds.unwrap_or(3) {
        say(&format!("floor, round {}", round + 1));
        for (order, users) in &users {
            let path = bench.copy(&template);
            let before = SEATBOOK.stored(&path);
            let engine = SEATBOOK.open(&path);
            let job = Job::new(Verb::Assign, "maths", users);
            let (_, took) = timed(|| engine.run(&job).read());
            bench.figures.took(
                &format!("floor: assign {}", order.word()),
                SEATBOOK.name(),
                size.into(),
                took,
            );
            drop(engine);
            bytes = SEATBOOK.stored(&path).saturating_sub(before);
            Bench::remove(SEATBOOK, &path);
        }
        let path = bench.path("raw");
        let ((), took) = timed(|| raw::write_bytes(&path, bytes));
        bench.figures.took("floor: same bytes raw", "redb", size.into(), took);
        std::fs::remove_file(&path).expect("a file removed");
    }
}
