//! Mistakes that are made on purpose must not go unseen: `cargo test -p seatbook-core --features plant --test model planted`.

use crate::agree::Met;
use crate::made_up;
use seatbook_core::plant::plant;
use std::fmt::Write as _;

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
    let mut told = String::new();
    let mut unseen = Vec::new();
    for mistake in MISTAKES {
        plant(mistake);
        let seen = (1..=CASES).find_map(|seed| Some((seed, made_up(seed, &mut Met::default()).err()?)));
        plant("");
        match seen {
            Some((seed, (why, story))) => {
                let why = why.lines().last().unwrap_or_default().to_owned();
                writeln!(told, "{mistake}: case {seed}, step {}: {why}", story.len()).unwrap();
            }
            None => unseen.push(mistake),
        }
    }
    println!("{told}");
    assert!(unseen.is_empty(), "mistakes that nobody saw: {unseen:?}");
    assert!(made_up(1, &mut Met::default()).is_ok(), "without a mistake nothing is seen");
}
