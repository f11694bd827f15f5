//! Random small books against a reference of lists and loops: every row, count and licence must agree, and the book must
//! verify. A failing case prints its bytes and is kept by proptest in `proptest-regressions`.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

mod decide;
mod dice;
mod reference;

use decide::Row;
use dice::{Dice, PRODUCTS, Step, USERS};
use proptest::prelude::*;
use reference::Reference;
use seatbook_core::{Book, Class, Mode, Options, Outcome, Report};

/// Cases of a run, and most steps of a case: about 20,000 random operations.
const CASES: u32 = 400;
const STEPS: usize = 100;

struct Pair {
    book: Book,
    reference: Reference,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]
    #[test]
    fn the_book_agrees_with_lists_and_loops(
        world in prop::collection::vec(any::<u8>(), 0..200),
        steps in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..STEPS),
    ) {
        play(&world, &steps);
    }
}

/// More for a long run: `SEATBOOK_MODEL_CASES=20000 cargo test -p seatbook-core --test model`.
fn cases() -> u32 {
    std::env::var("SEATBOOK_MODEL_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES)
}

fn play(world: &[u8], steps: &[Vec<u8>]) {
    let mut pair = Pair { book: Book::in_memory().unwrap(), reference: Reference::default() };
    let mut now = dice::FIRST;
    let world = dice::world(&mut Dice::new(world));
    pair.load(&world, &Options::on(dice::day(now)));
    for bytes in steps {
        // The day goes on whatever the step is, so it is part of the step's bytes.
        match dice::step(&mut now, &pair.current(&world), &mut Dice::new(bytes)) {
            Step::Load(load, options) => pair.load(&load, &options),
            Step::Apply(request, options) => {
                let report = pair.book.apply(&request, &options).unwrap();
                let rows = decide::apply(&mut pair.reference, &request, &options);
                pair.compare_rows(&report, &rows, &options);
            }
        }
        pair.compare_answers(now);
    }
    let verification = pair.book.verify(None).unwrap();
    assert!(verification.ok, "{:?}", verification.problems);
}

impl Pair {
    /// The world as it is now, for steps that change it a little.
    fn current(&self, world: &seatbook_core::Load) -> seatbook_core::Load {
        seatbook_core::Load { pools: self.reference.pools.clone(), ..world.clone() }
    }

    fn load(&mut self, load: &seatbook_core::Load, options: &Options) {
        let report = self.book.load(load, options).unwrap();
        assert!(report.is_complete(), "{:?}", report.refused);
        self.reference.load(load);
    }

    fn compare_rows(&self, report: &Report, rows: &[Row], options: &Options) {
        assert_eq!(report.len(), rows.len());
        let failed = report.rows().any(|row| row.is_refused());
        let undone = options.mode == Mode::Atomic && failed;
        for (found, expected) in report.rows().zip(rows) {
            let who = format!("{expected:?}\nfound {}", found.to_json());
            assert_eq!(found.target(), expected.target, "{who}");
            assert_eq!(found.product(), expected.product, "{who}");
            assert_eq!(found.outcome(), expected.outcome, "expected {who}");
            // What stands beside a refusal or in an undone request is for people.
            if undone || expected.outcome.class() == Class::Refused {
                continue;
            }
            let seat = expected.place.map(|(pool, seat)| (self.reference.pools[pool].id.as_str(), seat + 1));
            assert_eq!(found.seat().map(|seat| (seat.pool, seat.number as usize)), seat, "expected {who}");
            if found.outcome() != Outcome::Revoked && found.outcome() != Outcome::Retired {
                assert_eq!(found.started_on(), expected.started_on, "expected {who}");
                assert_eq!(found.ends_on(), expected.ends_on, "expected {who}");
            }
        }
    }

    fn compare_answers(&self, now: i32) {
        // Today, and a day on which dates will have brought things about.
        for day in [dice::day(now), dice::day(now + 45)] {
            for product in PRODUCTS {
                let found = self.book.counts(product, None, day).unwrap();
                let numbers = [
                    found.total,
                    found.assigned,
                    found.started,
                    found.available,
                    found.new,
                    found.reusable,
                    found.retired,
                    found.expired,
                    found.upcoming,
                    found.suspended,
                ];
                assert_eq!(numbers, self.reference.counts(product, day), "{product} on {day}");
            }
            for number in 0..USERS {
                self.compare_licences(&format!("u{number}"), day);
            }
        }
    }

    fn compare_licences(&self, user: &str, day: seatbook_core::Day) {
        let found = self.book.licences(user, day).unwrap();
        let held = PRODUCTS.iter().filter_map(|product| self.reference.held(user, product, day));
        let expected: Vec<_> = held
            .map(|place| {
                let seen = self.reference.seen(place, day);
                let pool = &self.reference.pools[place.0];
                let sources = self.reference.seats[place.0][place.1].sources.clone();
                (
                    pool.product.clone(),
                    pool.id.clone(),
                    place.1 + 1,
                    seen.state,
                    seen.started_on,
                    seen.ends_on,
                    sources,
                )
            })
            .collect();
        let found: Vec<_> = found
            .into_iter()
            .map(|own| {
                let sources = own.sources.iter().map(|source| source.word().into_owned()).collect();
                (own.product, own.pool, own.seat as usize, own.state, own.started_on, own.ends_on, sources)
            })
            .collect();
        assert_eq!(found, expected, "{user} on {day}");
    }
}
