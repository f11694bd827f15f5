//! One request for many users: giving, the same again, taking back, giving what is started, swapping.

use crate::bench::{Bench, say};
use crate::engines::{self, Kind};
use crate::figures::timed;
use crate::job::{Job, Tally, Verb};
use crate::world::{Order, World, first_ids};
use seatbook_core::IdList;
use std::sync::Arc;

/// Measures bulk requests of every size.
pub fn run(bench: &mut Bench) {
    let usual: &[u32] = if bench.wanted.full {
        &[1_000, 10_000, 100_000, 1_000_000, 10_000_000]
    } else {
        &[1_000, 10_000, 100_000, 1_000_000]
    };
    let sizes = if bench.wanted.sizes.is_empty() { usual.to_vec() } else { bench.wanted.sizes.clone() };
    for size in sizes {
        for order in [Order::Random, Order::Sorted] {
            let users = first_ids(size, order);
            for round in 0..bench.rounds(size) {
                say(&format!("bulk {size} {} round {}", order.word(), round + 1));
                let mut found: Option<Vec<Tally>> = None;
                for at in 0..engines::ALL.len() {
                    // Another one goes first in every round.
                    let kind = engines::ALL[(at + round) % engines::ALL.len()];
                    if order == Order::Sorted
                        && kind.name() != engines::SEATBOOK.name()
                        && size > 100_000
                        && !bench.wanted.full
                    {
                        continue;
                    }
                    let tallies = round_of(bench, kind, size, order, &users);
                    let first = found.get_or_insert_with(|| tallies.clone());
                    assert_eq!(*first, tallies, "{} answers otherwise than the others", kind.name());
                }
            }
        }
    }
}

/// What is done, in this order, and its name.
fn steps(users: &Arc<IdList>) -> [(&'static str, Job); 5] {
    [
        ("assign", Job::new(Verb::Assign, "maths", users)),
        ("again", Job::new(Verb::Assign, "maths", users)),
        ("revoke", Job::new(Verb::Revoke, "maths", users)),
        ("reuse", Job::new(Verb::Reuse, "maths", users)),
        ("swap", Job::swap("maths", "physics", users)),
    ]
}

fn round_of(bench: &mut Bench, kind: &dyn Kind, size: u32, order: Order, users: &Arc<IdList>) -> Vec<Tally> {
    let template = bench.template(kind, &format!("users-{size}"), &World::new(size));
    let path = bench.copy(&template);
    let engine = kind.open(&path);
    let mut tallies = Vec::new();
    for (name, job) in steps(users) {
        let (tally, took) = timed(|| engine.run(&job).read());
        bench.figures.took(&format!("{name} {}", order.word()), kind.name(), size.into(), took);
        tallies.push(tally);
    }
    drop(engine);
    Bench::remove(kind, &path);
    tallies
}
