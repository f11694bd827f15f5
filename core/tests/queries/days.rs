//! What happens by itself: the timeline says what counting on two days would show.

use crate::help::{apply, day, town};
use proptest::prelude::*;
use seatbook_core::model::{Org, Pool, PoolKind, Product, StartPolicy, User};
use seatbook_core::query::{Breakdown, Event};
use seatbook_core::seat::SeatState;
use seatbook_core::{Book, Day, Item, Length, Load, Op, Options};

fn at(days: i32) -> Day {
    Day::from_number(20_000 + days).unwrap()
}

fn any_pool(id: usize) -> impl Strategy<Value = Pool> {
    let some_day = || prop::option::of((0..100).prop_map(at));
    let days = |most: u32| prop::option::of((1..most).prop_map(Length::Days));
    let policy =
        prop::sample::select(vec![StartPolicy::OnAssign, StartPolicy::OnFirstUse, StartPolicy::OnDelivery]);
    ((0..60).prop_map(at), days(60), days(60), some_day(), some_day(), policy, 0..6_u32).prop_map(
        move |(delivered, start_within, duration, ends_on, redeem_until, start_policy, quantity)| Pool {
            id: format!("P{id}"),
            product: "p".into(),
            org: "o".into(),
            kind: PoolKind::Volume,
            quantity: Some(quantity),
            delivered_on: Some(delivered),
            start_within,
            duration,
            ends_on,
            redeem_until,
            start_policy,
            ..Pool::default()
        },
    )
}

fn seats(breakdown: &Breakdown, states: &[SeatState]) -> u64 {
    let rows = breakdown.pools.iter().flat_map(|pool| &pool.rows);
    rows.filter(|row| states.contains(&row.state)).map(|row| row.seats).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_timeline_is_what_counting_on_two_days_shows(
        pools in (any_pool(0), any_pool(1)),
        start in 0..30,
        from in 0..120,
        length in 0..60,
    ) {
        let book = Book::in_memory().unwrap();
        let users = (0..4).map(|id| User { id: format!("u{id}"), org: "o".into(), ..User::default() }).collect();
        book.load(&Load {
            orgs: vec![Org { id: "o".into(), ..Org::default() }],
            products: vec![Product { id: "p".into(), ..Product::default() }],
            users,
            pools: vec![pools.0, pools.1],
            ..Load::default()
        }, &Options::on(at(0))).unwrap();
        book.apply(&Item::users(Op::Assign, ["u0", "u1", "u2", "u3"], &["p"]).into(), &Options::on(at(start))).unwrap();
        book.apply(&Item::users(Op::Start, ["u0"], &["p"]).into(), &Options::on(at(start))).unwrap();
        book.apply(&Item::users(Op::Revoke, ["u0", "u1"], &["p"]).into(), &Options::on(at(start))).unwrap();
        let (from, to) = (from, from + length);
        let timeline = book.timeline(at(from), at(to), None, None).unwrap();
        let sum = |event| timeline.iter().filter(|row| row.event == event).map(|row| row.seats).sum::<u64>();
        let on = |day: i32| book.breakdown("p", None, at(day)).unwrap();
        // An event of a day shows on the next.
        let (before, after) = (on(from), on(to + 1));
        prop_assert_eq!(sum(Event::Ends), seats(&after, &[SeatState::Expired]) - seats(&before, &[SeatState::Expired]));
        let waiting = [SeatState::New, SeatState::Assigned];
        let waited = seats(&before, &waiting) - seats(&after, &waiting);
        // Who waited either starts by himself or ends without ever having started.
        prop_assert!(sum(Event::Starts) <= waited && waited <= sum(Event::Starts) + sum(Event::Ends));
        prop_assert!(timeline.iter().all(|row| row.held <= row.seats && row.seats > 0));
        prop_assert!(timeline.is_sorted_by_key(|row| (row.on, row.pool.clone(), row.event)));
        let halves = [book.timeline(at(from), at(from + length / 2), None, None).unwrap(),
            if length / 2 < length { book.timeline(at(from + length / 2 + 1), at(to), None, None).unwrap() } else { Vec::new() }].concat();
        prop_assert_eq!(halves, timeline);
    }
}

#[test]
fn what_a_year_brings() {
    let book = town();
    apply(&book, Item::users(Op::Assign, ["u1"], &["maths"]));
    apply(&book, Item { pools: vec!["Q".into()], ..Item::users(Op::Assign, ["u3"], &["maths"]) });
    let rows = book.timeline(day("2025-08-18"), day("2027-01-01"), None, Some("town")).unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| format!("{} {} {} {}/{}", row.on, row.event.word(), row.pool, row.held, row.seats))
        .collect();
    assert_eq!(
        told,
        [
            "2025-12-01 starts Q 1/2",
            "2026-05-31 ends Q 1/2",
            "2026-06-30 ends N 0/0",
            "2026-08-17 ends P 1/1",
            "2026-12-31 ends P 0/2",
        ]
    );
    assert!(book.timeline(day("2025-08-18"), day("2027-01-01"), Some("old"), None).unwrap().is_empty());
    assert!(book.timeline(day("2025-08-18"), day("2025-08-17"), None, None).is_err());
}
