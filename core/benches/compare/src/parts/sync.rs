//! A list that becomes the holders: a group of a hundred thousand of which one in a hundred has changed.

use crate::bench::{Bench, say};
use crate::engines::{SEATBOOK, TEXT, TUNED};
use crate::figures::timed;
use crate::job::{Job, Verb};
use crate::world::{World, ids, shuffled};

/// Users of the group.
const SIZE: u32 = 100_000;

pub fn run(bench: &mut Bench) {
    let mut world = World::new(SIZE + SIZE / 100);
    for article in &mut world.articles {
        article.seats = 2 * SIZE;
    }
    let before = ids(shuffled(SIZE, 1));
    // One in a hundred has gone, as many have come.
    let after = ids(shuffled(SIZE + SIZE / 100, 2)
        .into_iter()
        .filter(|number| *number >= SIZE || number % 100 != 50));
    for round in 0..bench.rounds(SIZE).min(3) {
        say(&format!("sync, round {}", round + 1));
        let mut changed = None;
        for kind in [SEATBOOK, TUNED, TEXT] {
            let path = bench.copy(&bench.template(kind, "sync", &world));
            let engine = kind.open(&path);
            engine.run(&Job::new(Verb::Assign, "maths", &before));
            let job = Job::new(Verb::Sync, "maths", &after);
            let (own, took) = timed(|| engine.run(&job).read());
            assert_eq!(*changed.get_or_insert(own.changed), own.changed, "{} answers otherwise", kind.name());
            bench.figures.took("sync 1 %", kind.name(), SIZE.into(), took);
            drop(engine);
            Bench::remove(kind, &path);
        }
    }
}
