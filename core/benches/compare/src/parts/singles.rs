//! One user at a time, each durable before the next: from one thread and from many, beside the least that a disk and redb
//! can do.

use crate::bench::{Bench, say};
use crate::engines::{Opened, SEATBOOK, TEXT, TUNED};
use crate::figures::{Took, Unit, timed};
use crate::job::{Job, Verb};
use crate::raw;
use crate::world::{World, ids, shuffled};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Users in the book: more than can be served in the time.
const USERS: u32 = 200_000;

pub fn run(bench: &mut Bench) {
    let kinds = [SEATBOOK, TUNED, TEXT];
    let world = World::new(USERS);
    let users = shuffled(USERS, 11);
    let span = Duration::from_millis(if bench.wanted.full { 3_000 } else { 700 });
    for round in 0..bench.wanted.rounds.unwrap_or(3) {
        for threads in [1, 2, 8, 16] {
            say(&format!("single, {threads} threads, round {}", round + 1));
            for at in 0..kinds.len() {
                let kind = kinds[(at + round) % kinds.len()];
                let path = bench.copy(&bench.template(kind, &format!("users-{USERS}"), &world));
                let times = assign(kind.open_many(&path, threads), &users, span);
                record(bench, "single", kind.name(), threads, span, times);
                Bench::remove(kind, &path);
            }
            if threads == 1 {
                floors(bench, span);
            }
        }
    }
}

/// Every thread gives seats to one user after the other until the time is up; answers what each took.
fn assign(engines: Vec<Opened>, users: &[u32], span: Duration) -> Vec<Took> {
    let next = AtomicUsize::new(0);
    let until = Instant::now() + span;
    let serve = |engine: Opened| {
        let mut times = Vec::new();
        while Instant::now() < until {
            let user = users[next.fetch_add(1, Ordering::Relaxed) % users.len()];
            let job = Job::new(Verb::Assign, "maths", &ids([user]));
            let (tally, took) = timed(|| engine.run(&job).read());
            assert_eq!(tally.changed, 1, "a seat is given");
            times.push(took);
        }
        times
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = engines.into_iter().map(|engine| scope.spawn(|| serve(engine))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a thread that ends well")).collect()
    })
}

fn record(bench: &mut Bench, work: &str, engine: &str, threads: usize, span: Duration, mut times: Vec<Took>) {
    times.sort_by_key(|took| took.wall);
    let Some(median) = times.get(times.len() / 2) else { return };
    bench.figures.took(work, engine, threads as u64, *median);
    let longest = times.get(times.len() * 99 / 100).map_or(0.0, |took| took.wall.as_secs_f64() * 1e9);
    bench.figures.add(&format!("{work} 99th"), engine, threads as u64, Unit::Wall, longest);
    let rate = times.len() as f64 / span.as_secs_f64();
    bench.figures.add(&format!("{work} rate"), engine, threads as u64, Unit::Rate, rate);
}

/// A commit of one small row to one table of redb, and four KiB written over and synced.
fn floors(bench: &mut Bench, span: Duration) {
    let path = bench.path("floor");
    let until = Instant::now() + span;
    let mut table = raw::Rows::create(&path);
    let mut times = Vec::new();
    while Instant::now() < until {
        times.push(timed(|| table.add()).1);
    }
    record(bench, "single", "redb-one-table", 1, span, times);
    drop(table);
    remove(&path);
    let until = Instant::now() + span;
    let mut page = raw::Page::create(&path);
    let mut times = Vec::new();
    while Instant::now() < until {
        times.push(timed(|| page.overwrite()).1);
    }
    record(bench, "single", "fdatasync-4k", 1, span, times);
    remove(&path);
}

fn remove(path: &Path) {
    std::fs::remove_file(path).expect("a file removed");
}
