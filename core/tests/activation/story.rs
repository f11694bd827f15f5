//! The story that a vendor of office software tells its customers, from buying to checking the status.

use crate::world::*;
use seatbook_core::activation::{ActivationState, LineChange};
use seatbook_core::{Actor, Options, Outcome, Status};

/// A1-A14: 10 seats, 7 in use, a file with 5.
#[test]
fn ten_seats_seven_in_use_and_a_file_with_five() {
    let book = book_with(vec![pool("first", "sales", Some(10)), pool("s", "service", Some(3))]);
    assign(&book, &["u0", "u1", "u2", "u3", "u4", "u5", "u6"], "sales");
    // A3, A5: the file says where to buy.
    let mut told = payload(1, vec![line("sales", Some(5)), line("service", Some(3))]);
    told.purchase_url = "https://shop.example/licences".into();
    let file = sign(&told);
    // A1: an administrator only.
    let pupil = Options { actor: Actor { id: "u0".into(), role: "self".into() }, ..today() };
    assert_eq!(status(book.stage(&file, true, &pupil)), Status::NotAuthorized);
    // A4: it is not activated by itself, because a line is blocked.
    let staged = book.stage(&file, true, &today()).unwrap();
    assert_eq!(staged.activation.state, ActivationState::Pending);
    assert!(staged.blocked && !staged.activation.seen);
    assert_eq!(staged.activation.purchase_url, "https://shop.example/licences");
    // A2, A7: owner and serial number, and that something waits.
    let waiting = book.pending().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].owner.as_str(), waiting[0].serial_number.as_str()), (OWNER, SERIAL));
    let number = waiting[0].activation;
    // A8, A11: only the line that changes; it is blocked.
    let diff = book.activation_diff(number, today().on).unwrap();
    assert!(diff.blocked);
    assert_eq!(diff.lines.len(), 1);
    assert_eq!(sums(&diff.lines[0]), ("sales", Some(10), Some(5), 7, Some(0), 2));
    assert_eq!(diff.lines[0].change, LineChange::Lowered);
    // A6, A11: it cannot be activated.
    let error = book.activate(number, &[], &today()).unwrap_err();
    assert_eq!(error.status(), Status::StillExceeds);
    assert!(error.to_json().contains(r#""line":"sales","lines":1,"to_remove":2"#), "{}", error.to_json());
    // A12: who uses it.
    let reduction = book.reduction(number, "sales", today().on, &all()).unwrap();
    assert_eq!((reduction.occupied, reduction.available, reduction.to_remove), (7, Some(3), 2));
    assert_eq!(reduction.holders.total, 7);
    let suggested = reduction.holders.rows.iter().filter(|row| row.suggested.is_some()).count();
    assert_eq!(suggested, 2);
    // A13: remove that many, then activate.
    let error = book.activate(number, &[removal("sales", &["u1"])], &today()).unwrap_err();
    assert_eq!(error.status(), Status::StillExceeds);
    assert!(error.to_json().contains(r#""to_remove":1"#), "{}", error.to_json());
    assert_eq!(counts(&book, "sales"), (10, 7, 3), "nothing was taken back");
    let before = book.revision().unwrap();
    let done = book.activate(number, &[removal("sales", &["u1", "u4"])], &today()).unwrap();
    assert_eq!(done.revision, before + 1, "one transaction");
    assert_eq!(done.activation.state, ActivationState::Activated);
    assert!(done.activation.active);
    let rows = done.report.unwrap();
    assert_eq!(rows.rows().map(|row| row.target().to_owned()).collect::<Vec<_>>(), ["u1", "u4"]);
    assert_eq!(rows.count(Outcome::ToReusable), 2);
    // A10, A14: the status.
    assert_eq!(counts(&book, "sales"), (5, 5, 0));
    assert_eq!(counts(&book, "service"), (3, 0, 3));
    assert!(book.pending().unwrap().is_empty());
    assert!(book.activation(number).unwrap().active);
    assert!(book.licences("u1", today().on).unwrap().is_empty());
    let told = book.activation_diff(number, today().on).unwrap();
    assert_eq!(told.lines, diff.lines, "what it changed is known afterwards");
    sound(&book);
}

/// A9: a file with a wrong number, or for a wrong module, is dropped.
#[test]
fn a_wrong_file_is_discarded() {
    let book = book_with(vec![pool("first", "sales", Some(10))]);
    let staged = stage(&book, &file(1, vec![line("sales", Some(1))]));
    let number = staged.activation.activation;
    let gone = book.discard(number, &today()).unwrap();
    assert_eq!(gone.activation.state, ActivationState::Discarded);
    assert_eq!(counts(&book, "sales"), (10, 0, 10));
    assert_eq!(status(book.activate(number, &[], &today())), Status::NotPending);
    assert_eq!(status(book.discard(number, &today())), Status::NotPending);
    assert!(book.pending().unwrap().is_empty());
    let error = book.stage(&file(2, vec![line("wine", Some(1))]), false, &today()).unwrap_err();
    assert_eq!(error.status(), Status::UnknownProduct);
    assert!(error.message().contains("`wine`"), "{error}");
    sound(&book);
}

/// A4: updated automatically when nothing blocks; the change can still be looked at.
#[test]
fn a_file_that_blocks_nothing_activates_by_itself() {
    let book = book_with(vec![pool("first", "sales", Some(10))]);
    assign(&book, &["u0", "u1"], "sales");
    let done = book.stage(&file(1, vec![line("sales", Some(12))]), true, &today()).unwrap();
    assert_eq!(done.activation.state, ActivationState::Activated);
    assert!(!done.activation.seen, "nobody has looked at it");
    assert_eq!(counts(&book, "sales"), (12, 2, 10));
    assert_eq!(book.revision().unwrap(), done.revision, "staged and activated by one operation");
    assert!(book.mark_seen(done.activation.activation, &today()).unwrap().activation.seen);
    sound(&book);
}

/// A blocked file activates by itself the next time it comes, when there is room by then.
#[test]
fn the_same_file_is_activated_once_nothing_blocks_it() {
    let book = book_with(vec![pool("first", "sales", Some(10))]);
    assign(&book, &["u0", "u1", "u2"], "sales");
    let new = file(1, vec![line("sales", Some(2))]);
    let first = book.stage(&new, true, &today()).unwrap();
    assert_eq!(first.activation.state, ActivationState::Pending);
    let item = seatbook_core::Item::users(seatbook_core::Op::Revoke, ["u2"], &["sales"]);
    book.apply(&item.into(), &today()).unwrap();
    let second = book.stage(&new, true, &today()).unwrap();
    assert_eq!(second.activation.state, ActivationState::Activated);
    assert_eq!(second.activation.activation, first.activation.activation);
    assert_eq!(counts(&book, "sales"), (2, 2, 0));
    sound(&book);
}
