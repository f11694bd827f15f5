//! Random small books against a reference of lists and loops: every row, count, holder and licence must agree, and the
//! book must verify. A failing case is made small and prints its story; its seed plays it again:
//! `SEATBOOK_MODEL_SEED=7 SEATBOOK_MODEL_CASES=1 cargo test -p seatbook-core --test model`.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

mod access;
mod agree;
mod ask;
mod book;
mod decide;
mod dice;
mod files;
mod give;
mod judge;
mod licences;
mod lines;
mod load;
#[cfg(feature = "plant")]
mod planted;
mod reduction;
mod rows;
mod rules;
mod shrink;
mod steps;
mod takeover;
mod undo;
mod world;

use agree::{Met, Pair};
use seatbook_core::Outcome;
use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use steps::Step;

/// Why a case fails, and its story so far.
type Failure = (String, Vec<Step>);

/// Cases of a run and steps of a case.
const CASES: u64 = 410;
const STEPS: usize = 60;
/// A run of this length has met at least so much.
const LEAST_REQUESTS: u64 = 17_500;
const LEAST_ROWS: u64 = 165_000;
/// What must have become of licence files, each at least so many times.
const LEAST_OF_FILES: u64 = 5;
const OF_FILES: [&str; 18] = [
    "pending",
    "activated",
    "activated by itself",
    "activated with removals",
    "discarded",
    "nothing",
    "seen",
    "tried",
    "still_exceeds",
    "too_many_removals",
    "not_a_holder",
    "older_licence",
    "other_customer",
    "unknown_key",
    "wrong_signature",
    "licence_expired",
    "licence_not_yet_valid",
    "invalid_licence",
];

#[test]
fn the_book_agrees_with_lists_and_loops() {
    let first = number("SEATBOOK_MODEL_SEED").unwrap_or(1);
    let cases = number("SEATBOOK_MODEL_CASES").unwrap_or(CASES);
    println!("seeds {first} to {}", first + cases - 1);
    let (met, failed) = all_of(first..first + cases);
    if let Some((seed, (why, story))) = failed {
        println!("seed {seed} fails: {why}");
        std::panic::set_hook(Box::new(|_| ()));
        let small = shrink::shrink(story, |story| played(story).err());
        drop(std::panic::take_hook());
        let why = played(&small).err().unwrap_or_default();
        let lines: Vec<String> = small.iter().map(|step| serde_json::to_string(step).unwrap()).collect();
        panic!("seed {seed}, made small:\n{}\n{why}", lines.join("\n"));
    }
    println!(
        "{} requests, {} rows, by outcome {:?}, errors {:?}, licence files {:?}",
        met.requests, met.rows, met.outcomes, met.errors, met.licences
    );
    if cases >= CASES {
        assert!(met.requests >= LEAST_REQUESTS, "only {} requests", met.requests);
        assert!(met.rows >= LEAST_ROWS, "only {} rows", met.rows);
        let times = |outcome: &Outcome| met.outcomes.get(outcome).copied().unwrap_or(0);
        let asked = |outcome: &&Outcome| match outcome {
            Outcome::UnknownPlan => steps::can("plans"),
            Outcome::Cancelled => steps::can("waitlist"),
            _ => true,
        };
        let seldom: Vec<&Outcome> =
            Outcome::ALL.iter().filter(asked).filter(|outcome| times(outcome) < 20).collect();
        assert!(seldom.is_empty(), "outcomes that were hardly met: {seldom:?}");
        let files = |word: &&&str| met.licences.get(**word).copied().unwrap_or(0);
        let seldom: Vec<&&str> = OF_FILES.iter().filter(|word| files(word) < LEAST_OF_FILES).collect();
        assert!(seldom.is_empty(), "what hardly became of licence files: {seldom:?}");
    }
}

/// Plays the cases of some seeds, on all processors: what was met, and the lowest seed that fails, with why and what led to it.
fn all_of(seeds: Range<u64>) -> (Met, Option<(u64, Failure)>) {
    let next = AtomicU64::new(seeds.start);
    let (met, failed) = (Mutex::new(Met::default()), Mutex::new(BTreeMap::new()));
    let work = || {
        let mut own = Met::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            // Seeds are taken in order: whatever is taken when one fails is played to its end.
            if seed >= seeds.end || !failed.lock().unwrap().is_empty() {
                break met.lock().unwrap().add(own);
            }
            if let Err(failure) = made_up(seed, &mut own) {
                failed.lock().unwrap().insert(seed, failure);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    (met.into_inner().unwrap(), failed.into_inner().unwrap().pop_first())
}

/// A story that was printed, line by line, from a file: `SEATBOOK_MODEL_STORY=story.jsonl`.
#[test]
fn a_story_is_told_again() {
    let Ok(path) = std::env::var("SEATBOOK_MODEL_STORY") else { return };
    let lines = std::fs::read_to_string(path).unwrap();
    let story: Vec<Step> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(played(&story), Ok(()));
}

/// Makes up the case of a seed and plays it; if it fails, why and what led to it.
fn made_up(seed: u64, met: &mut Met) -> Result<(), Failure> {
    let mut pair = Pair::new();
    match catch_unwind(AssertUnwindSafe(|| pair.make_up(seed, STEPS, met))) {
        Ok(played) => played.map_err(|why| (why, pair.story)),
        Err(_) => Err(("a panic".into(), pair.story)),
    }
}

fn played(story: &[Step]) -> Result<(), String> {
    let play = || Pair::new().play(story, &mut Met::default());
    catch_unwind(AssertUnwindSafe(play)).unwrap_or_else(|_| Err("a panic".into()))
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
