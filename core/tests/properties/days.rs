//! What dates bring about is derived when it is read: writing it down changes no answer, on no day.

use crate::answers::{self, agree};
use crate::dice::day;
use crate::story::everywhere;
use seatbook_core::Options;

#[test]
fn writing_down_what_dates_have_brought_about_changes_no_answer() {
    everywhere(5, |scene| {
        let advanced = scene.told.copy();
        let until = day(scene.on.number() + [0, 5, 40, 150, 400][scene.dice.below(5)]);
        advanced.book.advance(&Options::on(until)).unwrap();
        // The day itself, one beside it, and one before or after.
        let beside = day(until.number() - 1 + 2 * i32::try_from(scene.dice.below(2)).unwrap());
        for on in [until, beside, scene.dice.day()] {
            let (found, expected) = (answers::all(&advanced.book, on), answers::all(&scene.told.book, on));
            agree(&format!("on {on}, advanced to {until}"), &found, &expected);
        }
        let again = advanced.book.advance(&Options::on(until)).unwrap();
        assert_eq!((again.operation, again.pools.len()), (None, 0));
    });
}

/// Whatever is done afterwards is answered alike, too.
#[test]
fn what_is_done_after_an_advance_is_answered_alike() {
    everywhere(12, |scene| {
        let (advanced, plain) = (scene.told.copy(), scene.told.copy());
        advanced.book.advance(&Options::on(scene.on)).unwrap();
        let rows = |report: Result<serde_json::Value, String>| {
            report.map(|report| {
                let parts = ["rows", "report", "from_waitlist", "shortfall", "refused", "warnings"];
                parts.map(|part| match part {
                    "report" => report["report"]["rows"].clone(),
                    part => report[part].clone(),
                })
            })
        };
        // An undo names an operation by its number, and finds it under the same.
        let (found, expected) =
            (rows(scene.ask.done(&advanced.book, false)), rows(scene.ask.done(&plain.book, false)));
        assert_eq!(found, expected);
        let on = [scene.on, scene.dice.day()][scene.dice.below(2)];
        let known = |book| [answers::holders(book, on), answers::counts(book, on), answers::free(book, on)];
        let (found, expected) = (known(&advanced.book).concat(), known(&plain.book).concat());
        agree(&format!("on {on}"), &found, &expected);
    });
}
