//! Requests for a class, a school, a few schools, out of a hundred thousand users; and pools in which few seats are left.

use crate::bench::{Bench, say};
use crate::engines::{Kind, Opened, SEATBOOK, TEXT, TUNED};
use crate::figures::timed;
use crate::job::{Job, Verb};
use crate::world::{Article, World, ids, shuffled};
use seatbook_core::model::Release;
use std::path::PathBuf;

/// Users in the book.
const USERS: u32 = 100_000;

/// Users in a request.
const SIZES: [u32; 3] = [30, 300, 1_000];

/// Measures requests of 30, 300 and 1,000 users.
pub fn run(bench: &mut Bench) {
    let kinds = [SEATBOOK, TUNED, TEXT];
    let open: Vec<(PathBuf, Opened)> = kinds.iter().map(|kind| opened(bench, *kind)).collect();
    let users = shuffled(USERS, 3);
    let mut users = users.chunks(10);
    let mut next = |size: u32| ids(users.by_ref().take(size as usize / 10).flatten().copied());
    let rounds = bench.wanted.rounds.unwrap_or(21);
    let wanted = bench.wanted.sizes.clone();
    for size in SIZES.into_iter().filter(|size| wanted.is_empty() || wanted.contains(size)) {
        say(&format!("requests of {size}"));
        for round in 0..rounds + 2 {
            let job = Job::new(Verb::Assign, "maths", &next(size));
            let mut tally = None;
            for at in 0..kinds.len() {
                let at = (at + round) % kinds.len();
                let (own, took) = timed(|| open[at].1.run(&job).read());
                assert_eq!(*tally.get_or_insert(own), own, "{} answers otherwise", kinds[at].name());
                // The first ones fill caches.
                if round >= 2 {
                    bench.figures.took("request", kinds[at].name(), size.into(), took);
                }
            }
        }
    }
    for (kind, (path, engine)) in kinds.iter().zip(open) {
        drop(engine);
        Bench::remove(*kind, &path);
    }
    if wanted.is_empty() || wanted.contains(&USERS) {
        nearly_full(bench, USERS);
    }
}

fn opened(bench: &Bench, kind: &dyn Kind) -> (PathBuf, Opened) {
    let path = bench.copy(&bench.template(kind, &format!("users-{USERS}"), &World::new(USERS)));
    let engine = kind.open(&path);
    (path, engine)
}

/// All seats are given, every tenth comes back as new; then all who lost theirs, and as many who never had one, ask.
fn nearly_full(bench: &mut Bench, size: u32) {
    let mut world = World::new(size + size / 10);
    world.articles = vec![Article { product: "maths".to_owned(), seats: size, release: Release::Fresh }];
    let order = shuffled(size, 5);
    let back = ids(order.iter().copied().filter(|number| number % 10 == 0));
    let ask =
        ids(shuffled(size + size / 10, 9).into_iter().filter(|number| number % 10 == 0 || *number >= size));
    for round in 0..bench.rounds(size).min(3) {
        say(&format!("nearly full, round {}", round + 1));
        let mut tally = None;
        for kind in [SEATBOOK, TUNED] {
            let path = bench.copy(&bench.template(kind, "full", &world));
            let engine = kind.open(&path);
            engine.run(&Job::new(Verb::Assign, "maths", &ids(order.iter().copied())));
            engine.run(&Job::new(Verb::Revoke, "maths", &back));
            let job = Job::new(Verb::Assign, "maths", &ask);
            let (own, took) = timed(|| engine.run(&job).read());
            assert_eq!(*tally.get_or_insert(own), own, "{} answers otherwise", kind.name());
            bench.figures.took("assign nearly full", kind.name(), ask.len() as u64, took);
            drop(engine);
            Bench::remove(kind, &path);
        }
    }
}
