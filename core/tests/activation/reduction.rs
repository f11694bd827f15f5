//! Who is suggested to give a seat back, and why.

use crate::world::*;
use seatbook_core::activation::{LineHolder, SuggestionReason};
use seatbook_core::model::{Pool, Prerequisite, Release, StartPolicy, User};
use seatbook_core::query::PageRequest;
use seatbook_core::{Item, Load, Op, Options, Outcome, Status};
use std::collections::BTreeSet;

fn told(rows: &[LineHolder]) -> Vec<(&str, Option<SuggestionReason>)> {
    rows.iter().map(|row| (row.holder.as_str(), row.suggested)).collect()
}

fn assign_on(book: &seatbook_core::Book, on: &str, pool: &str, users: &[&str]) {
    let item = Item { pools: vec![pool.into()], ..Item::users(Op::Assign, users, &["sales"]) };
    let report = book.apply(&item.into(), &Options::on(day(on))).unwrap();
    assert_eq!(report.summary.failed, 0, "{}", report.to_json());
}

#[test]
fn disabled_then_never_started_then_soonest_end_then_last_assigned() {
    use SuggestionReason::{Disabled, LastAssigned, NeverStarted, SoonestEnd};
    let months = |n: u32| Some(format!("{n} months").parse().unwrap());
    let book = book_with(vec![
        Pool { start_policy: StartPolicy::OnFirstUse, ..pool("later", "sales", Some(3)) },
        Pool { duration: months(12), release: Release::Fresh, ..pool("year", "sales", Some(5)) },
        pool("ever", "sales", Some(4)),
    ]);
    assign_on(&book, "2025-08-01", "later", &["u0"]);
    assign_on(&book, "2025-08-01", "year", &["u1", "u2"]);
    assign_on(&book, "2025-08-05", "year", &["u3"]);
    assign_on(&book, "2025-08-07", "ever", &["u4"]);
    assign_on(&book, "2025-08-06", "ever", &["u5"]);
    assign_on(&book, "2025-08-01", "ever", &["u6"]);
    let gone = User { id: "u6".into(), org: "fjord".into(), enabled: false, ..User::default() };
    load(&book, &Load { users: vec![gone], ..Load::default() });
    // The later operation is the later assignment, whatever day it names: u6 came last, then u5.
    let order = [
        ("u6", Disabled),
        ("u0", NeverStarted),
        ("u2", SoonestEnd),
        ("u1", SoonestEnd),
        ("u3", SoonestEnd),
        ("u5", LastAssigned),
        ("u4", LastAssigned),
    ];
    for keep in 0..7_usize {
        let staged = stage(&book, &file(1 + keep as u64, vec![line("sales", Some(keep as u32))]));
        let number = staged.activation.activation;
        let found = book.reduction(number, "sales", today().on, &all()).unwrap();
        let wanted = 7 - keep;
        assert_eq!((found.occupied, found.to_remove), (7, wanted as u64));
        let rows = told(&found.holders.rows);
        // Among those who are alike and all suggested, the order says nothing.
        let suggested: BTreeSet<_> = rows[..wanted].iter().copied().collect();
        let expected = order[..wanted].iter().map(|(user, reason)| (*user, Some(*reason)));
        assert_eq!(suggested, expected.collect(), "{wanted} of 7");
        assert!(rows[wanted..].iter().all(|(_, reason)| reason.is_none()));
        assert_eq!(rows.len(), 7);
    }
}

#[test]
fn whoever_came_last_goes_first_among_equals() {
    let book = book_with(vec![pool("a", "sales", Some(10))]);
    assign(&book, &["u0", "u1", "u2"], "sales");
    assign(&book, &["u3"], "sales");
    // u1 gives his seat back and gets it again: now he came last.
    book.apply(&Item::users(Op::Revoke, ["u1"], &["sales"]).into(), &today()).unwrap();
    let again =
        Item { seat_choice: seatbook_core::SeatChoice::Auto, ..Item::users(Op::Assign, ["u1"], &["sales"]) };
    book.apply(&again.into(), &today()).unwrap();
    let staged = stage(&book, &file(1, vec![line("sales", Some(2))]));
    let found = book.reduction(staged.activation.activation, "sales", today().on, &all()).unwrap();
    let last = Some(SuggestionReason::LastAssigned);
    assert_eq!(told(&found.holders.rows), [("u1", last), ("u3", last), ("u0", None), ("u2", None)]);
}

#[test]
fn whoever_cannot_give_his_seat_back_is_marked_and_never_suggested() {
    let book = book_with(vec![
        Pool { revocable: false, ..pool("fixed", "sales", Some(2)) },
        pool("loose", "sales", Some(2)),
        pool("s", "service", Some(5)),
    ]);
    let needs = Prerequisite {
        id: "addon".into(),
        product: Some("service".into()),
        any_of_products: vec!["sales".into()],
        ..Prerequisite::default()
    };
    load(&book, &Load { prerequisites: vec![needs], ..Load::default() });
    assign_on(&book, "2025-08-01", "fixed", &["u0", "u1"]);
    assign_on(&book, "2025-08-01", "loose", &["u2", "u3"]);
    assign(&book, &["u2"], "service");
    let lines = vec![line("sales", Some(1)), line("service", Some(5))];
    let staged = stage(&book, &file(1, lines));
    assert_eq!((staged.lines[0].to_remove, staged.lines[0].revocable), (3, 2));
    let number = staged.activation.activation;
    let found = book.reduction(number, "sales", today().on, &all()).unwrap();
    let rows: Vec<_> = found
        .holders
        .rows
        .iter()
        .map(|row| (row.holder.as_str(), row.suggested.is_some(), row.refused))
        .collect();
    assert_eq!(
        rows,
        [
            ("u3", true, None),
            ("u0", false, Some(Outcome::NotRevocable)),
            ("u1", false, Some(Outcome::NotRevocable)),
            ("u2", false, Some(Outcome::DependencyInUse)),
        ]
    );
    for (user, outcome) in [("u0", "not_revocable"), ("u2", "dependency_in_use")] {
        let error = book.activate(number, &[removal("sales", &[user])], &today()).unwrap_err();
        assert_eq!(error.status(), Status::RemovalRefused);
        assert!(error.to_json().contains(outcome), "{}", error.to_json());
    }
    // Together with what needs it, it can be given back.
    let both = [removal("sales", &["u2"]), removal("service", &["u2"])];
    let error = book.activate(number, &both, &today()).unwrap_err();
    assert_eq!(error.status(), Status::TooManyRemovals, "the other line does not ask for it");
    assert_eq!(counts(&book, "sales"), (4, 4, 0));
    sound(&book);
}

#[test]
fn too_many_foreign_and_repeated_removals_are_refused() {
    let book = book_with(vec![pool("a", "sales", Some(5)), pool("b", "service", Some(5))]);
    assign(&book, &["u0", "u1", "u2"], "sales");
    assign(&book, &["u3"], "service");
    let staged = stage(&book, &file(1, vec![line("sales", Some(2)), line("service", Some(5))]));
    let number = staged.activation.activation;
    let revision = book.revision().unwrap();
    let cases = [
        (removal("sales", &["u0", "u1"]), Status::TooManyRemovals),
        (removal("sales", &["u3"]), Status::NotAHolder),
        (removal("sales", &["nobody"]), Status::NotAHolder),
        (removal("sales", &["u0", "u0"]), Status::InvalidArgument),
        (removal("service", &["u3"]), Status::TooManyRemovals),
        (removal("wine", &["u3"]), Status::UnknownLine),
        (removal("web", &["u3"]), Status::UnknownLine),
    ];
    for (removal, expected) in cases {
        assert_eq!(
            status(book.activate(number, std::slice::from_ref(&removal), &today())),
            expected,
            "{removal:?}"
        );
    }
    assert_eq!(book.revision().unwrap(), revision);
    assert_eq!((counts(&book, "sales").1, counts(&book, "service").1), (3, 1));
    assert_eq!(status(book.reduction(number, "wine", today().on, &all())), Status::UnknownLine);
    assert_eq!(status(book.reduction(99, "sales", today().on, &all())), Status::UnknownActivation);
    book.activate(number, &[removal("sales", &["u0"])], &today()).unwrap();
    assert_eq!(status(book.reduction(number, "sales", today().on, &all())), Status::NotPending);
}

/// A12 with many users: the list comes in pages that hold everybody once.
#[test]
fn the_list_is_paged() {
    let book = book_with(vec![pool("a", "sales", Some(40))]);
    let users: Vec<String> = (0..40).map(|n| format!("u{n}")).collect();
    assign(&book, &users.iter().map(String::as_str).collect::<Vec<_>>(), "sales");
    let staged = stage(&book, &file(1, vec![line("sales", Some(25))]));
    let number = staged.activation.activation;
    let whole = book.reduction(number, "sales", today().on, &all()).unwrap().holders;
    assert_eq!((whole.rows.len(), whole.next.clone(), whole.previous.clone()), (40, None, None));
    let mut request = PageRequest { limit: 7, ..PageRequest::default() };
    let mut rows = Vec::new();
    loop {
        let page = book.reduction(number, "sales", today().on, &request).unwrap().holders;
        assert_eq!(page.total, 40);
        assert_eq!(page.previous.is_none(), rows.is_empty());
        rows.extend(page.rows);
        let Some(next) = page.next else { break };
        request.cursor = Some(next);
    }
    request.cursor = Some("last".into());
    let last = book.reduction(number, "sales", today().on, &request).unwrap().holders;
    assert_eq!((last.rows.as_slice(), last.next), (&whole.rows[33..], None));
    assert_eq!(rows, whole.rows);
    for wrong in ["", "r", "r40", "n0.1", "n-", "x00"] {
        request.cursor = Some(wrong.into());
        let found = book.reduction(number, "sales", today().on, &request);
        assert_eq!(status(found), Status::InvalidArgument, "{wrong}");
    }
}
