//! Undoing an operation brings back what was.

use crate::answers::{self, agree};
use crate::asks::{Ask, What};
use crate::dice::day;
use crate::story::everywhere;
use seatbook_core::{Mode, Options, Unit};
use serde_json::json;
use std::cell::Cell;

/// On the same day, and on a later one: then everything is as if nothing had ever been done. Where a row cannot be undone, the
/// whole undo is left out (it is atomic), and nothing must have changed.
#[test]
fn undoing_brings_everything_back() {
    let undone = Cell::new(0);
    everywhere(20, |scene| {
        let book = scene.told.copy();
        if !matches!(scene.ask.what, What::Apply(_)) || scene.ask.items()[0]["op"] == "undo" {
            return;
        }
        let Ok(report) = scene.ask.done(&book.book, false) else { return };
        let Some(operation) = report["operation"].as_u64() else { return };
        let later = day(scene.on.number() + [0, 0, 30][scene.dice.below(3)]);
        let done = answers::holders(&book.book, later);
        let undo = Ask {
            what: What::Apply(vec![json!({ "op": "undo", "operation": operation })]),
            options: Options { mode: Mode::Atomic, unit: Unit::Row, ..Options::on(later) },
        };
        let report = undo.done(&book.book, false).unwrap();
        if report["summary"]["failed"] != 0 {
            agree("left out", &answers::holders(&book.book, later), &done);
            return;
        }
        undone.set(undone.get() + 1);
        for on in [later, day(later.number() + 90)] {
            let what = format!("undone on {later}, asked on {on}: {report}");
            agree(&what, &answers::holders(&book.book, on), &answers::holders(&scene.told.book, on));
            agree(&what, &answers::counts(&book.book, on), &answers::counts(&scene.told.book, on));
        }
        assert!(book.book.verify(None).unwrap().ok);
        // What is undone cannot be undone once more.
        let again = undo.done(&book.book, false).unwrap();
        assert_eq!(again["summary"]["changed"], 0, "{again}");
    });
    assert!(undone.get() > 25 || std::env::var_os("SEATBOOK_SEED").is_some(), "only {}", undone.get());
}

/// Undoing the undoing does the operation again.
#[test]
fn undoing_twice_is_doing() {
    everywhere(10, |scene| {
        let book = scene.told.copy();
        if !matches!(scene.ask.what, What::Apply(_)) || scene.ask.items()[0]["op"] == "undo" {
            return;
        }
        let Ok(report) = scene.ask.done(&book.book, false) else { return };
        let known = |on| [answers::holders(&book.book, on), answers::counts(&book.book, on)].concat();
        let done = known(scene.on);
        let mut last = report;
        for _ in 0..2 {
            let Some(operation) = last["operation"].as_u64() else { return };
            let options = Options { mode: Mode::Atomic, ..Options::on(scene.on) };
            let what = What::Apply(vec![json!({ "op": "undo", "operation": operation })]);
            last = Ask { what, options }.done(&book.book, false).unwrap();
            if last["summary"]["failed"] != 0 {
                return;
            }
        }
        agree("done again", &known(scene.on), &done);
    });
}
