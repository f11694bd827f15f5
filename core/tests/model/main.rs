//! Random small books against a reference of lists and loops: every row, count and licence must agree, and the book must
//! verify. A failing case is made small, prints its story and seed, and is kept by proptest in `proptest-regressions`.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

mod decide;
mod dice;
mod reference;

use decide::Row;
use dice::{Dice, PRODUCTS, Step, USERS};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use reference::Reference;
use seatbook_core::{Book, Class, Day, Load, Mode, Options, Outcome, Request};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

/// Cases of a run, and most steps of a case: about 20,000 random operations.
const CASES: u32 = 400;
const STEPS: usize = 100;

/// What disagrees, with all that led to it.
type Agreed = Result<(), String>;

/// The book, the reference, and what was done to both.
struct Pair {
    book: Book,
    reference: Reference,
    story: Vec<String>,
}

/// Outcomes that random requests must have met, or they test less than they seem to.
const MET: [Outcome; 24] = [
    Outcome::Assigned,
    Outcome::Reused,
    Outcome::Started,
    Outcome::Revoked,
    Outcome::ToReusable,
    Outcome::Retired,
    Outcome::Updated,
    Outcome::AlreadyAssigned,
    Outcome::AlreadyStarted,
    Outcome::NotAssigned,
    Outcome::DuplicateInRequest,
    Outcome::UserNotFound,
    Outcome::UserDisabled,
    Outcome::WrongOrg,
    Outcome::NotInGroup,
    Outcome::PoolSuspended,
    Outcome::NotYetValid,
    Outcome::Expired,
    Outcome::RoleNotAllowed,
    Outcome::CountryNotAllowed,
    Outcome::NoReusableWithEndDate,
    Outcome::NoSeatLeft,
    Outcome::InheritedFromGroup,
    Outcome::NotRevocable,
];

#[test]
fn the_book_agrees_with_lists_and_loops() {
    let bytes = |count| prop::collection::vec(any::<u8>(), count..=count);
    let strategy = (bytes(200), prop::collection::vec(bytes(40), 1..STEPS));
    let met = RefCell::new(BTreeMap::<Outcome, u64>::new());
    let mut runner =
        TestRunner::new(Config { cases: cases(), source_file: Some(file!()), ..Config::default() });
    let result = runner.run(&strategy, |(world, steps)| {
        let mut pair =
            Pair { book: Book::in_memory().unwrap(), reference: Reference::default(), story: Vec::new() };
        let agreed = pair.play(&world, &steps, &mut met.borrow_mut());
        agreed.map_err(|why| TestCaseError::fail(format!("{}\n{why}", pair.story.join("\n"))))
    });
    if let Err(TestError::Fail(why, _)) = result {
        panic!("{why}");
    }
    let met = met.into_inner();
    println!("rows by outcome: {met:?}");
    assert_eq!(MET.iter().find(|outcome| !met.contains_key(outcome)), None, "an outcome that was never met");
}

/// More for a long run: `SEATBOOK_MODEL_CASES=20000 cargo test -p seatbook-core --test model`.
fn cases() -> u32 {
    std::env::var("SEATBOOK_MODEL_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES)
}

fn agree<T: PartialEq + Debug>(what: &dyn Display, found: &T, expected: &T) -> Agreed {
    if found == expected { Ok(()) } else { Err(format!("{what}: found {found:?}, expected {expected:?}")) }
}

impl Pair {
    fn play(&mut self, world: &[u8], steps: &[Vec<u8>], met: &mut BTreeMap<Outcome, u64>) -> Agreed {
        let mut now = dice::FIRST;
        let world = dice::world(&mut Dice::new(world));
        self.load(&world, &Options::on(dice::day(now)))?;
        for bytes in steps {
            match dice::step(&mut now, &self.current(&world), &mut Dice::new(bytes)) {
                Step::Load(load, options) => self.load(&load, &options)?,
                Step::Apply(request, options) => {
                    for row in self.apply(&request, &options)? {
                        *met.entry(row.outcome).or_default() += 1;
                    }
                }
            }
            self.compare_answers(dice::day(now))?;
        }
        // Dates bring more about by themselves.
        for later in [10, 45, 200] {
            self.compare_answers(dice::day(now + later))?;
        }
        let verification = self.book.verify(None).unwrap();
        agree(&"verify", &verification.problems, &Vec::new())
    }

    /// The world as it is now, for steps that change it a little.
    fn current(&self, world: &Load) -> Load {
        Load { pools: self.reference.pools.clone(), ..world.clone() }
    }

    fn load(&mut self, load: &Load, options: &Options) -> Agreed {
        self.story.push(format!("load on {}: {}", options.on, serde_json::to_string(load).unwrap()));
        let report = self.book.load(load, options).map_err(|error| error.to_json())?;
        self.reference.load(load);
        agree(&"refused", &report.refused, &Vec::new())
    }

    fn apply(&mut self, request: &Request, options: &Options) -> Result<Vec<Row>, String> {
        let Options { on, mode, dry_run, .. } = options;
        self.story.push(format!("apply on {on}, {mode:?}, dry run {dry_run}: {:?}", request.items));
        let report = self.book.apply(request, options).map_err(|error| error.to_json())?;
        let rows = decide::apply(&mut self.reference, request, options);
        agree(&"rows", &report.len(), &rows.len())?;
        let undone = *mode == Mode::Atomic && report.rows().any(|row| row.is_refused());
        for (found, expected) in report.rows().zip(&rows) {
            self.compare_row(&found, expected, undone)?;
        }
        Ok(rows)
    }

    fn compare_row(&self, found: &seatbook_core::Row<'_>, expected: &Row, undone: bool) -> Agreed {
        let what = format!("row {} should be {expected:?}", found.to_json());
        agree(&what, &found.target(), &expected.target.as_str())?;
        agree(&what, &found.product(), &expected.product.as_str())?;
        if expected.unsure {
            return Ok(());
        }
        agree(&what, &found.outcome(), &expected.outcome)?;
        // What stands beside a refusal or in an undone request is for people.
        if undone || expected.outcome.class() == Class::Refused {
            return Ok(());
        }
        let seat = expected.place.map(|(pool, seat)| (self.reference.pools[pool].id.as_str(), seat + 1));
        agree(&what, &found.seat().map(|seat| (seat.pool, seat.number as usize)), &seat)?;
        if matches!(found.outcome(), Outcome::Revoked | Outcome::Retired) {
            return Ok(());
        }
        agree(&what, &(found.started_on(), found.ends_on()), &(expected.started_on, expected.ends_on))
    }

    fn compare_answers(&self, day: Day) -> Agreed {
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
            agree(&format!("counts of {product} on {day}"), &numbers, &self.reference.counts(product, day))?;
        }
        (0..USERS).try_for_each(|number| self.compare_licences(&format!("u{number}"), day))
    }

    fn compare_licences(&self, user: &str, day: Day) -> Agreed {
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
        let found: Vec<_> = self
            .book
            .licences(user, day)
            .unwrap()
            .into_iter()
            .map(|own| {
                let sources = own.sources.iter().map(|source| source.word().into_owned()).collect();
                (own.product, own.pool, own.seat as usize, own.state, own.started_on, own.ends_on, sources)
            })
            .collect();
        agree(&format!("licences of {user} on {day}"), &found, &expected)
    }
}
