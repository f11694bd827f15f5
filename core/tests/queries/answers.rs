//! Who has what: coverage, licences, entitlements, breakdowns, counts by org, the journal.

use crate::help::{apply, assign, book, day, put, today, town};
use seatbook_core::query::{Covered, HolderFilter, JournalFilter, PageRequest};
use seatbook_core::report::Source;
use seatbook_core::seat::{HolderKind, SeatState};
use seatbook_core::{Actor, IdList, Item, Op, Options, Status};

fn ids(list: &IdList) -> Vec<&str> {
    list.iter().collect()
}

#[test]
fn coverage_is_all_some_or_none() {
    let book = town();
    assign(&book, ["u2", "u1"], "maths");
    let asked: IdList = ["u1", "nobody", "u5", "u2", "u1", "nobody"].into_iter().collect();
    let coverage = book.coverage(&asked, &["maths".into(), "news".into(), "old".into()], today()).unwrap();
    assert_eq!((coverage.users, ids(&coverage.unknown)), (3, vec!["nobody"]));
    let [maths, news, old] = coverage.products.as_slice() else { panic!("{coverage:?}") };
    assert_eq!((maths.covered, maths.count, ids(&maths.holders)), (Covered::Some, 2, vec!["u1", "u2"]));
    assert_eq!(maths.counts, book.counts("maths", None, today()).unwrap());
    assert_eq!((news.covered, ids(&news.holders), ids(&news.derived)), (Covered::Some, vec![], vec!["u5"]));
    assert_eq!((old.covered, old.count), (Covered::None, 0));
    let two: IdList = ["u1", "u2"].into_iter().collect();
    let coverage = book.coverage(&two, &[], today()).unwrap();
    let covered: Vec<_> = coverage.products.iter().map(|row| (row.product.as_str(), row.covered)).collect();
    assert_eq!(covered, [("maths", Covered::All), ("news", Covered::None)], "every product that has pools");
    let nobody = book.coverage(&IdList::new(), &["maths".into()], today()).unwrap();
    assert_eq!(nobody.products[0].covered, Covered::None, "all of nobody is nobody");
    let error = book.coverage(&two, &["chess".into()], today()).unwrap_err();
    assert_eq!(error.status(), Status::UnknownProduct);
    let after_the_end = book.coverage(&two, &["maths".into()], day("2027-01-01")).unwrap();
    assert_eq!(after_the_end.products[0].covered, Covered::None);
}

#[test]
fn what_an_own_seat_and_a_site_entitle_to() {
    let book = town();
    assign(&book, ["u1"], "maths");
    let own = book.entitled("u1", "maths", today()).unwrap();
    assert!(own.entitled && own.plans.len() == 2 && own.disabled_plans.is_empty());
    assert_eq!(own.ends_on, Some(day("2026-08-17")));
    let licence = own.licence.unwrap();
    assert_eq!((licence.seat, licence.derived, licence.sources), (1, false, vec![Source::Direct]));
    assert_eq!(
        book.licences("u1", today()).unwrap()[0],
        book.entitled("u1", "maths", today()).unwrap().licence.unwrap()
    );
    let site = book.entitled("u5", "news", today()).unwrap();
    let licence = site.licence.clone().unwrap();
    assert!(site.entitled && licence.derived);
    assert_eq!((licence.seat, licence.sources), (0, vec![Source::Site("N".into())]));
    assert_eq!(book.licences("u5", today()).unwrap(), [site.licence.unwrap()]);
    // Not after the site's last day, not of another school, not with a disabled account.
    for (user, on) in [("u5", "2026-07-01"), ("u1", "2025-09-01"), ("u4", "2025-09-01")] {
        let none = book.entitled(user, "news", day(on)).unwrap();
        assert!(!none.entitled && none.licence.is_none() && none.plans.is_empty(), "{user} {on}");
    }
}

#[test]
fn a_seat_that_starts_later_entitles_from_its_first_day() {
    let book = town();
    put(
        &book,
        r#"{"pools":[{"id":"S","product":"old","org":"town","quantity":1,"starts_on":"2025-09-01","duration":"1 month"}]}"#,
    );
    assign(&book, ["u1"], "old");
    let early = book.entitled("u1", "old", today()).unwrap();
    assert_eq!((early.entitled, early.starts_on), (false, Some(day("2025-09-01"))));
    let begun = book.entitled("u1", "old", day("2025-09-01")).unwrap();
    assert_eq!((begun.entitled, begun.starts_on, begun.ends_on), (true, None, Some(day("2025-09-30"))));
    assert!(!book.entitled("u1", "old", day("2025-10-01")).unwrap().entitled);
}

/// Skolon's table: rows by type, state, number, end date, roles; pools apart.
#[test]
fn a_product_is_broken_down_by_pool() {
    let book = town();
    assign(&book, ["u1", "u2"], "maths");
    apply(&book, Item::users(Op::Revoke, ["u2"], &["maths"]));
    let breakdown = book.breakdown("maths", None, today()).unwrap();
    let summaries: Vec<_> = breakdown.pools.iter().map(|pool| pool.summary.as_str()).collect();
    assert_eq!(summaries, ["1/3 assigned", "0/2 assigned", "0/5 assigned"]);
    let rows: Vec<_> =
        breakdown.pools[0].rows.iter().map(|row| (row.state, row.seats, row.ends_on)).collect();
    let end = Some(day("2026-08-17"));
    assert_eq!(
        rows,
        [
            (SeatState::New, 1, Some(day("2026-12-31"))),
            (SeatState::Started, 1, end),
            (SeatState::Reusable, 1, end)
        ]
    );
    assert_eq!(breakdown.pools[1].roles, ["teacher"]);
    let south = book.breakdown("maths", Some("south"), today()).unwrap();
    assert_eq!(south.pools.iter().map(|pool| pool.pool.as_str()).collect::<Vec<_>>(), ["R"]);
    assert_eq!(book.breakdown("news", None, today()).unwrap().pools[0].summary, "site");
}

#[test]
fn counts_of_the_orgs_below_add_up_to_those_of_the_subtree() {
    let book = town();
    assign(&book, ["u1", "u3"], "maths");
    let below = book.counts_by_org("maths", Some("town"), today()).unwrap();
    assert_eq!(
        below.iter().map(|counts| counts.org.as_deref().unwrap()).collect::<Vec<_>>(),
        ["north", "south"]
    );
    for counts in &below {
        assert_eq!(*counts, book.counts("maths", counts.org.as_deref(), today()).unwrap());
    }
    let whole = book.counts("maths", Some("town"), today()).unwrap();
    let own = book.breakdown("maths", Some("town"), today()).unwrap();
    let own: u64 = own.pools.iter().filter(|pool| pool.org == "town").map(|pool| pool.counts.total).sum();
    assert_eq!(below.iter().map(|counts| counts.total).sum::<u64>() + own, whole.total);
    let top = book.counts_by_org("maths", None, today()).unwrap();
    assert_eq!(top.iter().map(|counts| counts.total).collect::<Vec<_>>(), [whole.total]);
}

#[test]
fn holders_by_kind_and_state() {
    let book = town();
    assign(&book, ["u1", "u3"], "maths");
    let holders = |filter: &HolderFilter| {
        let page = book.holders_where(filter, today(), &PageRequest::default()).unwrap();
        assert_eq!(page.total, page.rows.len() as u64);
        page.rows
            .into_iter()
            .map(|row| format!("{} {} {}", row.holder, row.pool, row.kind.word()))
            .collect::<Vec<_>>()
    };
    let all = HolderFilter { product: Some("maths".into()), ..HolderFilter::default() };
    let given = holders(&all);
    assert_eq!(given.len(), 2);
    assert_eq!(holders(&HolderFilter { kind: Some(HolderKind::User), ..all.clone() }), given);
    assert_eq!(holders(&HolderFilter { kind: Some(HolderKind::Group), ..all.clone() }), [""; 0]);
    let by_state = |state| holders(&HolderFilter { state: Some(state), ..all.clone() });
    assert_eq!([by_state(SeatState::Started), by_state(SeatState::Assigned)].concat().len(), 2);
    assert_eq!(by_state(SeatState::Reusable), [""; 0]);
    let error = book.holders_where(&HolderFilter::default(), today(), &PageRequest::default()).unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);
}

#[test]
fn the_journal_by_actor_day_kind_and_seat() {
    let book = book(
        r#"{"orgs":[{"id":"o"}],"products":[{"id":"p"}],"users":[{"id":"a","org":"o"},{"id":"b","org":"o"}],
        "pools":[{"id":"P","product":"p","org":"o","quantity":5,"release":"fresh"},{"id":"Q","product":"p","org":"o","quantity":5}]}"#,
    );
    let apply = |op: Op, user: &str, pool: &str, actor: &str, on: &str| {
        let item = Item { pools: vec![pool.into()], ..Item::users(op, [user], &["p"]) };
        let options = Options { actor: Actor::administrator(actor), ..Options::on(day(on)) };
        assert_eq!(book.apply(&item.into(), &options).unwrap().summary.changed, 1);
    };
    apply(Op::Assign, "a", "P", "ann", "2025-09-01"); // 2: seat 1 of P
    apply(Op::Assign, "b", "P", "ben", "2025-09-02"); // 3: seat 2 of P
    apply(Op::Revoke, "a", "P", "ben", "2025-09-03"); // 4
    apply(Op::Assign, "a", "Q", "ann", "2025-09-04"); // 5: seat 1 of Q
    let found = |filter: JournalFilter| {
        let page = book.journal_where(&filter, &PageRequest::default()).unwrap();
        page.rows.into_iter().map(|entry| entry.operation).collect::<Vec<_>>()
    };
    let any = JournalFilter::default;
    assert_eq!(found(any()), [5, 4, 3, 2, 1]);
    assert_eq!(found(JournalFilter { actor: Some("ann".into()), ..any() }), [5, 2]);
    assert_eq!(found(JournalFilter { kind: Some("revoke".into()), ..any() }), [4]);
    let days = (Some(day("2025-09-02")), Some(day("2025-09-03")));
    assert_eq!(found(JournalFilter { from: days.0, to: days.1, ..any() }), [4, 3]);
    assert_eq!(found(JournalFilter { user: Some("a".into()), ..any() }), [5, 4, 2]);
    assert_eq!(found(JournalFilter { user: Some("a".into()), from: days.1, ..any() }), [5, 4]);
    assert_eq!(found(JournalFilter { pool: Some("P".into()), ..any() }), [4, 3, 2]);
    let seat = |pool: &str, seat| JournalFilter { pool: Some(pool.into()), seat: Some(seat), ..any() };
    assert_eq!(found(seat("P", 1)), [4, 2], "one seat's history");
    assert_eq!(found(seat("P", 2)), [3]);
    assert_eq!(found(seat("Q", 1)), [5]);
    let error =
        book.journal_where(&JournalFilter { seat: Some(1), ..any() }, &PageRequest::default()).unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);
}
