//! Opening a book of a million assignments: with a look at everything, trusted, and after its writer was killed.

use crate::bench::{Bench, say};
use crate::child;
use crate::engines::{Kind, SEATBOOK, TUNED};
use crate::figures::{Unit, timed};
use crate::job::{Job, Question, Verb};
use crate::world::{Order, World, first_ids};
use std::path::{Path, PathBuf};

pub fn run(bench: &mut Bench) {
    let size = bench.wanted.sizes.first().copied().unwrap_or(1_000_000);
    let kinds = [SEATBOOK, TUNED];
    let books: Vec<PathBuf> = kinds.iter().map(|kind| filled(bench, *kind, size)).collect();
    for round in 0..bench.wanted.rounds.unwrap_or(3) {
        say(&format!("open, round {}", round + 1));
        for (kind, path) in kinds.iter().zip(&books) {
            let mut opened = |work: &str, checked: bool| {
                let (_, took) = timed(|| {
                    let engine = if checked { kind.open_checked(path) } else { kind.open(path) };
                    engine.ask(&Question::Counts("maths".to_owned()))
                });
                bench.figures.took(work, kind.name(), size.into(), took);
            };
            opened("open checked", true);
            opened("open trusted", false);
            child::kill_in_a_write(*kind, path, size);
            opened("open after a kill", false);
        }
    }
    for (kind, path) in kinds.iter().zip(&books) {
        Bench::remove(*kind, path);
    }
}

/// A book in which every user has a seat; its size on the disk is noted on the way.
fn filled(bench: &mut Bench, kind: &dyn Kind, size: u32) -> PathBuf {
    say(&format!("open: filling {}", kind.name()));
    let template = bench.template(kind, &format!("users-{size}"), &World::new(size));
    let path = bench.copy(&template);
    let before = kind.stored(&path);
    give_all(kind, &path, size);
    let each = kind.stored(&path).saturating_sub(before) as f64 / f64::from(size);
    bench.figures.add("bytes for each assignment", kind.name(), size.into(), Unit::Bytes, each);
    path
}

fn give_all(kind: &dyn Kind, path: &Path, size: u32) {
    let job = Job::new(Verb::Assign, "maths", &first_ids(size, Order::Random));
    assert_eq!(kind.open(path).run(&job).read().changed, size as usize);
}
