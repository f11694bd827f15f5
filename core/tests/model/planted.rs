//! Mistakes that are made on purpose must not go unseen: `cargo test -p seatbook-core --features plant --test model planted`.

use crate::agree::Met;
use crate::made_up;
use seatbook_core::plant::plant;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Every mistake that the core can be told to make.
const MISTAKES: [&str; 12] = [
    "a seat too many",
    "holder counted as demand",
    "wrong month clamp",
    "greedy instead of matching",
    "exclusion judged before removals",
    "order of outcomes",
    "stale counter",
    "source lost",
    "default country forgotten",
    "cap forgotten",
    "excess accepted",
    "taken back outside the line",
];
/// A mistake is seen within so many cases.
const CASES: u64 = 200;

#[test]
fn every_planted_mistake_is_seen() {
    let (next, told) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    // A mistake is made by the thread that it is planted in, so several can be looked for at once.
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(mistake) = MISTAKES.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let seen = first_seen(mistake);
                    told.lock().unwrap().insert(*mistake, seen);
                }
            });
        }
    });
    let told = told.into_inner().unwrap();
    for (mistake, seen) in &told {
        println!("{mistake}: {}", seen.as_deref().unwrap_or("nobody saw it"));
    }
    assert_eq!(told.len(), MISTAKES.len());
    let unseen: Vec<_> = told.iter().filter(|(_, seen)| seen.is_none()).collect();
    assert!(unseen.is_empty(), "mistakes that nobody saw: {unseen:?}");
    assert!(made_up(1, &mut Met::default()).is_ok(), "without a mistake nothing is seen");
}

/// Where a mistake is seen first, and what shows it.
fn first_seen(mistake: &'static str) -> Option<String> {
    plant(mistake);
    let seen = (1..=CASES).find_map(|seed| Some((seed, made_up(seed, &mut Met::default()).err()?)));
    plant("");
    let (seed, (why, story)) = seen?;
    Some(format!("case {seed}, step {}: {}", story.len(), why.lines().last().unwrap_or_default()))
}
