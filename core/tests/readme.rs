//! What the README says and this folder cannot check otherwise: its table of outcomes, and its examples as files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use seatbook_core::activation::LicenceAction;
use seatbook_core::query::Query;
use seatbook_core::{Book, Load, Options, Outcome, Request};
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

/// The JSON in the README is read by what it is for, and means what it says.
#[test]
fn the_json_is_read() {
    let readme = file("README.md");
    let block = |name: &str| {
        let (_, after) =
            readme.split_once(&format!("```json {name}\n")).unwrap_or_else(|| panic!("no JSON of a {name}"));
        after.split_once("```\n").unwrap().0.to_owned()
    };
    let book = Book::in_memory().unwrap();
    let (request, options) = Request::from_json(&block("request")).unwrap();
    let load = Load::from_json(&block("load")).unwrap();
    let on = Options::on(options.on);
    assert!(book.load(&load, &on).unwrap().is_complete());
    let more = r#"{"products":[{"id":"maths-plus"}],"users":[{"id":"bo","org":"school"}],
        "pools":[{"id":"order-3","product":"maths-plus","org":"school"}]}"#;
    book.load(&Load::from_json(more).unwrap(), &on).unwrap();
    let options = Options { expected_revision: Some(2), ..options };
    assert_eq!(request.items.len(), 14);
    assert!(book.apply(&request, &options).unwrap().summary.changed > 0);
    for query in serde_json::from_str::<Vec<serde_json::Value>>(&block("queries")).unwrap() {
        let query = Query::from_json(&query.to_string()).unwrap();
        let answer = book.query(&query).unwrap();
        serde_json::from_str::<serde_json::Value>(&answer).unwrap();
    }
    let actions: Vec<serde_json::Value> = serde_json::from_str(&block("licence actions")).unwrap();
    assert_eq!(actions.len(), 4);
    for action in actions {
        LicenceAction::from_json(&action.to_string()).unwrap();
    }
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
    let activating = format!("```python\n{}```\n", file("examples/python/activate_by_itself.py"));
    assert!(readme.contains(&activating), "the README should have\n{activating}");
}
