//! A dry run says what the real run does, word for word, and does nothing.

use crate::story::everywhere;
use seatbook_core::Options;
use serde_json::{Value, json};

#[test]
fn a_dry_run_says_what_the_real_run_does_and_writes_nothing() {
    everywhere(18, |scene| {
        let real = scene.told.copy();
        let before = real.bytes();
        let dry = scene.ask.done(&real.book, true);
        assert!(real.bytes() == before, "a dry run wrote something");
        assert_eq!(without_marks(dry), without_marks(scene.ask.done(&real.book, false)));
    });
}

/// Whoever asks on the wrong revision is refused in a dry run as well.
#[test]
fn an_outdated_revision_is_refused_alike() {
    everywhere(3, |scene| {
        let revision = scene.told.book.revision().unwrap();
        for expected_revision in [Some(revision), Some(revision + 1)] {
            let mut ask = scene.ask.clone();
            ask.options = Options { expected_revision, ..ask.options };
            let real = scene.told.copy();
            let dry = ask.done(&real.book, true);
            assert_eq!(
                dry.is_err(),
                expected_revision != Some(revision) || scene.ask.done(&real.book, true).is_err()
            );
            assert_eq!(without_marks(dry), without_marks(ask.done(&real.book, false)));
        }
    });
}

/// The same under an id is done once, and answers the same again, also if nothing came of it.
#[test]
fn a_request_id_answers_again_what_it_answered() {
    everywhere(5, |scene| {
        let book = scene.told.copy();
        let mut ask = scene.ask.clone();
        ask.options.request_id = "once".into();
        let first = ask.done(&book.book, false);
        let before = book.bytes();
        let mut again = ask.done(&book.book, false);
        assert!(book.bytes() == before, "a replay wrote something");
        if let (Ok(first), Ok(again)) = (&first, &mut again) {
            assert!(first["operation"].is_u64(), "what has an id is journalled: {first}");
            assert_eq!((&first["replayed"], &again["replayed"]), (&json!(false), &json!(true)));
            again["replayed"] = json!(false);
        }
        assert_eq!(again, first);
    });
}

/// What only says whether it was done.
fn without_marks(report: Result<Value, String>) -> Result<Value, String> {
    let mut report = report?;
    for name in ["operation", "revision", "status", "dry_run"] {
        report.as_object_mut().unwrap().remove(name);
    }
    if let Some(rows) = report.get_mut("report") {
        *rows = without_marks(Ok(rows.take()))?;
    }
    Ok(report)
}
