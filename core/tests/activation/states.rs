//! What becomes of a file: waits, activated, discarded, replaced; repeats, dry runs, history.

use crate::world::*;
use seatbook_core::activation::ActivationState;
use seatbook_core::query::PageRequest;
use seatbook_core::{Book, Load, OpenOptions, Options, Status};

#[test]
fn the_same_file_twice_changes_nothing() {
    let book = book_with(vec![pool("a", "sales", Some(5))]);
    let new = file(1, vec![line("sales", Some(7))]);
    let first = stage(&book, &new);
    let again = stage(&book, &new);
    assert_eq!((again.operation, again.revision), (None, first.revision));
    assert_eq!((again.activation, again.lines), (first.activation.clone(), first.lines));
    book.activate(first.activation.activation, &[], &today()).unwrap();
    for auto in [false, true] {
        let again = book.stage(&new, auto, &today()).unwrap();
        assert_eq!(again.operation, None);
        assert_eq!(again.activation.state, ActivationState::Activated);
        assert!(again.lines.is_empty());
    }
    // Also when it could no longer be taken over, or a newer one is active.
    take_over(&book, &file(2, vec![line("sales", Some(8))]));
    let again = stage(&book, &new);
    assert!(again.operation.is_none() && !again.activation.active);
    assert_eq!(counts(&book, "sales"), (8, 0, 8));
    sound(&book);
}

#[test]
fn a_newer_file_takes_the_place_of_one_that_waits() {
    let book = book_with(vec![pool("a", "sales", Some(5))]);
    let first = stage(&book, &file(1, vec![line("sales", Some(7))])).activation.activation;
    let second = stage(&book, &file(2, vec![line("sales", Some(8))])).activation.activation;
    let old = book.activation(first).unwrap();
    assert_eq!((old.state, old.replaced_by), (ActivationState::Discarded, Some(second)));
    assert_eq!(book.pending().unwrap().len(), 1);
    assert_eq!(status(book.activate(first, &[], &today())), Status::NotPending);
    // The older one does not come back while the newer one waits.
    let older = file(1, vec![line("sales", Some(7))]);
    assert_eq!(status(book.stage(&older, false, &today())), Status::OlderLicence);
    book.discard(second, &today()).unwrap();
    let back = stage(&book, &older).activation;
    assert_eq!((back.activation, back.state, back.replaced_by), (first, ActivationState::Pending, None));
    sound(&book);
}

/// What an administrator dropped does not come back by itself, but he may change his mind.
#[test]
fn a_discarded_file_stays_discarded_until_somebody_stages_it_by_hand() {
    let book = book_with(vec![pool("a", "sales", Some(5))]);
    let new = file(1, vec![line("sales", Some(7))]);
    let number = stage(&book, &new).activation.activation;
    book.discard(number, &today()).unwrap();
    let again = book.stage(&new, true, &today()).unwrap();
    assert_eq!((again.operation, again.activation.state), (None, ActivationState::Discarded));
    let again = stage(&book, &new);
    assert_eq!((again.activation.activation, again.activation.state), (number, ActivationState::Pending));
    assert!(!again.activation.seen);
    book.activate(number, &[], &today()).unwrap();
    assert_eq!(counts(&book, "sales"), (7, 0, 7));
    sound(&book);
}

#[test]
fn a_book_that_is_open_for_reading_says_what_would_happen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    let book = Book::create(&path, &trusting()).unwrap();
    book.load(&customer(), &today()).unwrap();
    book.load(&Load { pools: vec![pool("a", "sales", Some(5))], ..Load::default() }, &today()).unwrap();
    assign(&book, &["u0", "u1", "u2"], "sales");
    let number = stage(&book, &file(1, vec![line("sales", Some(2))])).activation.activation;
    book.close().unwrap();
    let book = Book::open(&path, &OpenOptions { read_only: true, ..trusting() }).unwrap();
    let (dry, removals) = (Options { dry_run: true, ..today() }, [removal("sales", &["u2"])]);
    let would = book.activate(number, &removals, &dry).unwrap();
    assert_eq!(would.activation.state, ActivationState::Activated);
    let newer = book.stage(&file(2, vec![line("sales", Some(9))]), true, &dry).unwrap();
    assert_eq!(newer.activation.state, ActivationState::Activated);
    assert_eq!(book.discard(number, &dry).unwrap().activation.state, ActivationState::Discarded);
    assert_eq!(status(book.activate(number, &removals, &today())), Status::ReadOnly);
    assert_eq!(book.activation(number).unwrap().state, ActivationState::Pending);
}

#[test]
fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let book = book_with(vec![pool("a", "sales", Some(5))]);
    assign(&book, &["u0", "u1", "u2"], "sales");
    let new = file(1, vec![line("sales", Some(2))]);
    let (revision, dry) = (book.revision().unwrap(), Options { dry_run: true, ..today() });
    let would = book.stage(&new, true, &dry).unwrap();
    assert!(would.dry_run && would.blocked && would.operation.is_none());
    assert_eq!(book.revision().unwrap(), revision);
    assert!(book.activations(&all()).unwrap().rows.is_empty());
    let number = stage(&book, &new).activation.activation;
    let removals = [removal("sales", &["u2"])];
    let would = book.activate(number, &removals, &dry).unwrap();
    assert_eq!(would.activation.state, ActivationState::Activated);
    assert_eq!(counts(&book, "sales"), (5, 3, 2));
    assert_eq!(status(book.activate(number, &[], &dry)), Status::StillExceeds);
    let done = book.activate(number, &removals, &today()).unwrap();
    assert_eq!(done.lines, would.lines);
    let rows = |report: seatbook_core::ActivationReport| -> Vec<String> {
        report.report.unwrap().rows().map(|row| row.to_json()).collect()
    };
    assert_eq!(rows(done), rows(would));
    sound(&book);
}

#[test]
fn a_request_id_gives_the_same_answer_again() {
    let book = book_with(vec![pool("a", "sales", Some(5))]);
    assign(&book, &["u0", "u1", "u2"], "sales");
    let with_id = |id: &str| Options { request_id: id.into(), ..today() };
    let new = file(1, vec![line("sales", Some(2))]);
    let first = book.stage(&new, false, &with_id("stage")).unwrap();
    let number = first.activation.activation;
    let removals = [removal("sales", &["u2"])];
    let done = book.activate(number, &removals, &with_id("take over")).unwrap();
    let revision = book.revision().unwrap();
    let again = book.stage(&new, false, &with_id("stage")).unwrap();
    assert!(again.replayed);
    assert_eq!((again.activation, again.lines), (first.activation, first.lines));
    let again = book.activate(number, &removals, &with_id("take over")).unwrap();
    assert!(again.replayed);
    assert_eq!(again.revision, done.revision);
    assert_eq!(again.report.unwrap().row(0).unwrap().target(), "u2");
    assert_eq!(book.revision().unwrap(), revision);
    let other = [removal("sales", &["u1"])];
    assert_eq!(status(book.activate(number, &other, &with_id("take over"))), Status::RequestReused);
    assert_eq!(status(book.discard(number, &with_id("stage"))), Status::RequestReused);
    assert_eq!(status(book.stage(&new, true, &with_id("stage"))), Status::RequestReused);
    let stale = Options { expected_revision: Some(1), ..today() };
    assert_eq!(status(book.mark_seen(number, &stale)), Status::StaleRevision);
}

#[test]
fn the_journal_and_the_list_tell_what_became_of_every_file() {
    let book = book_with(vec![pool("a", "sales", Some(5))]);
    assign(&book, &["u0", "u1", "u2"], "sales");
    let first = take_over(&book, &file(1, vec![line("sales", Some(4))])).activation.activation;
    let second = stage(&book, &file(2, vec![line("sales", Some(2))])).activation.activation;
    book.mark_seen(second, &today()).unwrap();
    assert_eq!(book.mark_seen(second, &today()).unwrap().operation, None, "it was seen already");
    book.activate(second, &[removal("sales", &["u0"])], &today()).unwrap();
    let third = stage(&book, &file(3, vec![line("sales", Some(1))])).activation.activation;
    book.discard(third, &today()).unwrap();
    let list = book.activations(&all()).unwrap();
    let states: Vec<_> = list.rows.iter().map(|own| (own.activation, own.state, own.active)).collect();
    let (activated, discarded) = (ActivationState::Activated, ActivationState::Discarded);
    assert_eq!(states, [(third, discarded, false), (second, activated, true), (first, activated, false)]);
    let page = book.activations(&PageRequest { limit: 2, ..PageRequest::default() }).unwrap();
    let next = PageRequest { limit: 2, cursor: page.next };
    assert_eq!(book.activations(&next).unwrap().rows, list.rows[2..]);
    let journal = book.journal(None, &all()).unwrap();
    let kinds: Vec<&str> = journal.rows.iter().rev().skip(2).map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["stage", "activate", "stage", "seen", "activate", "stage", "discard"]);
    // Whoever lost his seat finds the operation in his history.
    let history = book.journal(Some("u0"), &all()).unwrap();
    assert_eq!(history.rows[0].kind, "activate");
    assert_eq!((history.rows[0].requested, history.rows[0].changed), (1, 1));
    let undo = seatbook_core::Request::from_json(&format!(
        r#"{{"on":"2025-08-18","items":[{{"op":"undo","operation":{}}}]}}"#,
        history.rows[0].operation
    ));
    let (request, options) = undo.unwrap();
    assert_eq!(status(book.apply(&request, &options)), Status::InvalidArgument);
    sound(&book);
}

/// Several vendors: each serial number has its own files.
#[test]
fn serial_numbers_do_not_disturb_each_other() {
    let book = book_with(vec![pool("a", "sales", Some(5))]);
    let mut second = customer();
    second.licensees[0].serial_number = "K-1".into();
    second.licensees[0].owner = "Fjord".into();
    load(&book, &Load { licensees: second.licensees, ..Default::default() });
    let mut other = payload(9, vec![line("sales", Some(3))]);
    (other.serial_number, other.owner) = ("K-1".into(), "Fjord".into());
    take_over(&book, &sign(&other));
    assert_eq!(counts(&book, "sales"), (8, 0, 8));
    take_over(&book, &file(1, Vec::new()));
    assert_eq!(counts(&book, "sales"), (3, 0, 3));
    sound(&book);
}

/// The same in JSON: what other languages and scenarios speak.
#[test]
fn everything_can_be_asked_in_json() {
    use seatbook_core::LicenceAction;
    use seatbook_core::query::Query;
    let book = book_with(vec![pool("a", "sales", Some(5))]);
    assign(&book, &["u0", "u1"], "sales");
    let act = |json: serde_json::Value| -> serde_json::Value {
        let action = LicenceAction::from_json(&json.to_string()).unwrap();
        serde_json::from_str(&book.licence_action(&action, &today()).unwrap().to_json()).unwrap()
    };
    let ask = |json: serde_json::Value| -> serde_json::Value {
        let query = Query::from_json(&json.to_string()).unwrap();
        serde_json::from_str(&book.query(&query).unwrap()).unwrap()
    };
    let text = String::from_utf8(file(1, vec![line("sales", Some(1))])).unwrap();
    let staged = act(serde_json::json!({ "action": "stage", "file": text, "auto": true }));
    assert_eq!(staged["format"], "seatbook.activation_report/1");
    assert_eq!((&staged["blocked"], &staged["lines"][0]["to_remove"]), (&true.into(), &1.into()));
    assert!(staged.get("report").is_none());
    let number = staged["activation"]["activation"].clone();
    assert_eq!(ask(serde_json::json!({ "query": "pending" }))[0], staged["activation"]);
    let diff =
        ask(serde_json::json!({ "query": "activation_diff", "activation": number, "on": "2025-08-18" }));
    assert_eq!(diff["lines"], staged["lines"]);
    let reduction = serde_json::json!({
        "query": "reduction", "activation": number, "line": "sales", "on": "2025-08-18", "limit": 1
    });
    let holder = ask(reduction)["holders"]["rows"][0].clone();
    assert_eq!(holder["suggested"], "last_assigned");
    let removals = serde_json::json!([{ "line": "sales", "holders": [holder["holder"]] }]);
    let done = act(serde_json::json!({ "action": "activate", "activation": number, "removals": removals }));
    assert_eq!(done["activation"]["state"], "activated");
    assert_eq!(done["report"]["rows"][0]["outcome"], "to_reusable");
    act(serde_json::json!({ "action": "mark_seen", "activation": number }));
    assert_eq!(ask(serde_json::json!({ "query": "activations" }))["rows"][0], done["activation"]);
    let activation = ask(serde_json::json!({ "query": "activation", "activation": number }));
    assert_eq!(activation, done["activation"]);
    for wrong in
        [r#"{"action":"stage"}"#, r#"{"action":"wine"}"#, r#"{"action":"discard","activation":1,"x":2}"#]
    {
        assert_eq!(status(LicenceAction::from_json(wrong)), Status::InvalidJson);
    }
}

/// A seat that is given back so that the total can shrink is not for those who wait; one that a file adds is.
#[test]
fn who_waits_gets_what_a_file_adds_and_not_what_it_takes_away() {
    use seatbook_core::{Item, Op, Outcome};
    let book = book_with(vec![pool("a", "sales", Some(3))]);
    assign(&book, &["u0", "u1", "u2"], "sales");
    let wish = Item { waitlist: true, ..Item::users(Op::Assign, ["u8", "u9"], &["sales"]) };
    let report = book.apply(&wish.into(), &today()).unwrap();
    assert_eq!(report.count(Outcome::NoSeatLeft), 2);
    let staged = stage(&book, &file(1, vec![line("sales", Some(2))]));
    let number = staged.activation.activation;
    let done = book.activate(number, &[removal("sales", &["u1"])], &today()).unwrap();
    assert_eq!(done.report.unwrap().from_waitlist().len(), 0);
    assert_eq!(counts(&book, "sales"), (2, 2, 0));
    sound(&book);
    let done = book.stage(&file(2, vec![line("sales", Some(3))]), true, &today()).unwrap();
    let report = done.report.unwrap();
    assert_eq!(report.from_waitlist().map(|row| row.target().to_owned()).collect::<Vec<_>>(), ["u8"]);
    assert_eq!(counts(&book, "sales"), (3, 3, 0));
    sound(&book);
    let dry = Options { dry_run: true, ..today() };
    let would = book.stage(&file(3, vec![line("sales", None)]), true, &dry).unwrap();
    assert_eq!(would.report.unwrap().from_waitlist().len(), 1);
    sound(&book);
}
