//! What the README says and this folder cannot check otherwise: its table of outcomes, and its examples as files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use seatbook_core::Outcome;
use std::path::Path;

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)).unwrap()
}

#[test]
fn every_outcome_stands_in_the_table() {
    let table = Outcome::ALL
        .iter()
        .map(|outcome| {
            format!("| {} | `{}` | {} |\n", *outcome as u8, outcome.word(), outcome.meaning().trim())
        })
        .collect::<Vec<_>>()
        .concat();
    assert!(file("README.md").contains(&table), "the table should be\n{table}");
}

/// The examples in other languages are files that are compiled and run.
#[test]
fn the_examples_are_files() {
    let readme = file("README.md");
    for (language, name) in [
        ("c", "examples/c/first_seat.c"),
        ("cpp", "examples/cpp/first_seat.cpp"),
        ("python", "examples/python/first_seat.py"),
    ] {
        let (_, after) =
            readme.split_once(&format!("```{language}\n")).unwrap_or_else(|| panic!("no {language}"));
        let (example, _) = after.split_once("```\n").unwrap();
        assert_eq!(example, file(name), "{name}");
    }
}
