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
                round_of_all(bench, size, order, &users, round);
            }
        }
    }
}

fn round_of_all(bench: &mut Bench, size: u32, order: Order, users: &Arc<IdList>, round: usize) {
    let mut found: Vec<Tally> = Vec::new();
    for at in 0..engines::ALL.len() {
        // Another one goes first in every round.
        let kind = engines::ALL[(at + round) % engines::ALL.len()];
        let possible = if size > MOST_SWAPPED { 4 } else { 5 };
        let steps = worth(bench, kind, size, order).min(possible);
        let tallies = if steps == 0 { continue } else { round_of(bench, kind, size, order, users, steps) };
        for (own, other) in tallies.iter().zip(&found) {
            assert_eq!(own, other, "{} answers otherwise than the others", kind.name());
        }
        if tallies.len() > found.len() {
            found = tallies;
        }
    }
}

/// The last step, a swap, has two rows for each user: more than this many would be more than a request may have.
const MOST_SWAPPED: u32 = 5_000_000;

/// How many of the steps are measured: not all where it would take minutes that tell little.
fn worth(bench: &Bench, kind: &dyn Kind, size: u32, order: Order) -> usize {
    let main = kind.name() == engines::SEATBOOK.name() || kind.name() == engines::TUNED.name();
    match (size, order) {
        _ if bench.wanted.full || size < 100_000 || kind.name() == engines::SEATBOOK.name() => 5,
        (_, Order::Sorted) => usize::from(main && size == 100_000),
        (10_000_000.., Order::Random) => usize::from(main),
        (_, Order::Random) if main => 5,
        (1_000_000.., Order::Random) if kind.name() == engines::TUNED_SETS.name() => 0,
        _ => 1,
    }
}

/// What is done, in this order, and its name.
fn all_steps(users: &Arc<IdList>) -> [(&'static str, Job); 5] {
    [
        ("assign", Job::new(Verb::Assign, "maths", users)),
        ("again", Job::new(Verb::Assign, "maths", users)),
        ("revoke", Job::new(Verb::Revoke, "maths", users)),
        ("reuse", Job::new(Verb::Reuse, "maths", users)),
        ("swap", Job::swap("maths", "physics", users)),
    ]
}

fn round_of(
    bench: &mut Bench,
    kind: &dyn Kind,
    size: u32,
    order: Order,
    users: &Arc<IdList>,
    steps: usize,
) -> Vec<Tally> {
    let template = bench.template(kind, &format!("users-{size}"), &World::new(size));
    let path = bench.copy(&template);
    let engine = kind.open(&path);
    let mut tallies = Vec::new();
    for (name, job) in all_steps(users).into_iter().take(steps) {
        let (tally, took) = timed(|| engine.run(&job).read());
        bench.figures.took(&format!("{name} {}", order.word()), kind.name(), size.into(), took);
        tallies.push(tally);
    }
    drop(engine);
    Bench::remove(kind, &path);
    tallies
}
