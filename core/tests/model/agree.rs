//! The book beside the reference: the same is done to both, and every answer is compared.

use crate::ask::{Ask, Item, Verb};
use crate::book::{self, Kind};
use crate::decide::{self, Answer, Decided};
use crate::dice::{self, Dice, day};
use crate::files::LicenceAsk;
use crate::shrink::Seeded;
use crate::steps::{self, Scene, Step};
use crate::takeover;
use crate::world::{self, PRODUCTS, USERS};
use seatbook_core::load::Load;
use seatbook_core::query::Query;
use seatbook_core::report::InTheWay;
use seatbook_core::seat::SeatState;
use seatbook_core::{Book, Class, Day, Mode, Options, Outcome, Report, Request, Row};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// What disagrees.
pub type Agreed<T = ()> = Result<T, String>;

/// What was met on the way.
#[derive(Default)]
pub struct Met {
    pub requests: u64,
    pub rows: u64,
    pub outcomes: BTreeMap<Outcome, u64>,
    pub errors: BTreeMap<&'static str, u64>,
    /// What became of licence files, and of what was tried with them.
    pub licences: BTreeMap<&'static str, u64>,
}

impl Met {
    /// What another thread met.
    pub fn add(&mut self, other: Self) {
        self.requests += other.requests;
        self.rows += other.rows;
        other.outcomes.into_iter().for_each(|(what, times)| *self.outcomes.entry(what).or_default() += times);
        other.errors.into_iter().for_each(|(what, times)| *self.errors.entry(what).or_default() += times);
        other.licences.into_iter().for_each(|(what, times)| *self.licences.entry(what).or_default() += times);
    }
}

/// A report as it was found.
#[derive(Clone, Debug)]
pub struct FoundReport {
    pub operation: Option<u64>,
    pub revision: u64,
    pub replayed: bool,
    pub status: &'static str,
    pub rows: Vec<FoundRow>,
    pub shortfall: BTreeMap<String, u64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FoundRow {
    pub index: usize,
    pub op: &'static str,
    pub target: String,
    pub product: String,
    pub outcome: Outcome,
    /// Pool, number and key.
    pub seat: Option<(String, usize, Option<String>)>,
    pub started_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub source: Option<String>,
    pub previous: Option<SeatState>,
    pub way: InTheWay,
    pub holder: &'static str,
    pub off: Vec<String>,
}

impl From<&Report> for FoundReport {
    fn from(report: &Report) -> Self {
        let mut shortfall: BTreeMap<String, u64> = BTreeMap::new();
        for short in &report.shortfall {
            *shortfall.entry(short.product.clone()).or_default() += short.missing;
        }
        Self {
            operation: report.operation,
            revision: report.revision,
            replayed: report.replayed,
            status: report.status.word(),
            rows: report.rows().map(|row| FoundRow::from(&row)).collect(),
            shortfall,
        }
    }
}

impl From<&Row<'_>> for FoundRow {
    fn from(row: &Row<'_>) -> Self {
        let seat = row.seat();
        Self {
            index: row.index(),
            op: row.op().word(),
            target: row.target().to_owned(),
            product: row.product().to_owned(),
            outcome: row.outcome(),
            seat: seat.map(|seat| (seat.pool.to_owned(), seat.number as usize, seat.key.map(str::to_owned))),
            started_on: row.started_on(),
            ends_on: row.ends_on(),
            source: row.source().map(|source| source.word().into_owned()),
            previous: row.previous_state(),
            way: row.in_the_way().cloned().unwrap_or_default(),
            holder: row.holder().word(),
            off: row.disabled_plans().to_vec(),
        }
    }
}

/// Somebody who holds a seat, as the book answers.
#[derive(Debug, PartialEq, Deserialize)]
struct Found {
    holder: String,
    kind: Kind,
    pool: String,
    seat: usize,
    state: SeatState,
    started_on: Option<Day>,
    ends_on: Option<Day>,
    sources: Vec<String>,
    #[serde(alias = "disabled_plans")]
    plans_off: Vec<String>,
}
/// A page of them.
#[derive(Deserialize)]
struct Page {
    rows: Vec<Found>,
}

/// The book, the reference, and what was done to both.
pub struct Pair {
    pub book: Book,
    pub reference: book::Book,
    pub revision: u64,
    /// Requests that had an id, with the answer.
    kept: Vec<(Ask, FoundReport)>,
    /// Operations on rows, with what they did.
    operations: Vec<(u64, Vec<Answer>)>,
    /// Who was given a seat of what, in the order of the journal.
    pub given: Vec<(String, String)>,
    /// What was done with licence files under an id, with the answer.
    pub licences_kept: Vec<(LicenceAsk, serde_json::Value)>,
    /// The last day on which something happened.
    pub on: Day,
    pub story: Vec<Step>,
}

pub fn agree<T: PartialEq + Debug>(what: &str, found: &T, expected: &T) -> Agreed {
    if found == expected { Ok(()) } else { Err(format!("{what}: found {found:?}, expected {expected:?}")) }
}

impl Pair {
    pub fn new() -> Self {
        Self {
            book: takeover::book(),
            reference: book::Book::default(),
            revision: 0,
            kept: Vec::new(),
            operations: Vec::new(),
            given: Vec::new(),
            licences_kept: Vec::new(),
            on: day(dice::FIRST),
            story: Vec::new(),
        }
    }

    /// Makes a story up, step by step.
    pub fn make_up(&mut self, seed: u64, steps: usize, met: &mut Met) -> Agreed {
        let mut seeded = Seeded::new(seed);
        let mut now = dice::FIRST;
        let mut load = world::world(&mut Dice::new(&seeded.bytes(300)));
        world::licensees(&mut load, &mut Dice::new(&seeded.bytes(60)));
        self.step(Step::Load { on: day(now), load }, met)?;
        for _ in 0..steps {
            let scene = Scene {
                book: &self.reference,
                revision: self.revision,
                operations: self.operations.len(),
                kept: self.kept.len(),
                licences_kept: self.licences_kept.len(),
            };
            let step = steps::step(&mut now, &scene, &mut Dice::new(&seeded.bytes(150)));
            self.step(step, met)?;
        }
        self.end()
    }

    /// Plays a story that is known.
    pub fn play(&mut self, story: &[Step], met: &mut Met) -> Agreed {
        story.iter().try_for_each(|step| self.step(step.clone(), met))?;
        self.end()
    }

    fn step(&mut self, step: Step, met: &mut Met) -> Agreed {
        self.story.push(step.clone());
        match step {
            Step::Load { on, load } => self.load(&load, on)?,
            Step::Apply(ask) => self.apply(&ask, &[], met)?,
            Step::Again(number) => self.again(number, met)?,
            Step::Undo { back, ask } => self.undo(back, ask, met)?,
            Step::Licence(ask) => self.licence(&ask, met)?,
            Step::LicenceAgain(number) => self.licence_again(number)?,
        }
        let number = self.story.len();
        if number.is_multiple_of(6) {
            self.compare_files(self.on)?;
        }
        if let Some(product) = self.reference.products.get(number % PRODUCTS.len()) {
            self.compare_product(&product.id, self.on)?;
        }
        self.reference
            .users
            .get(number % USERS)
            .map_or(Ok(()), |user| self.compare_licences(&user.id, self.on))
    }

    /// Everything is compared, also on later days: dates bring more about by themselves.
    fn end(&self) -> Agreed {
        for later in [0, 10, 45, 200] {
            let on = day(self.on.number() + later);
            self.reference.products.iter().try_for_each(|product| self.compare_product(&product.id, on))?;
            self.reference.users.iter().try_for_each(|user| self.compare_licences(&user.id, on))?;
        }
        self.compare_files(self.on)?;
        agree("verify", &self.book.verify(None).unwrap().problems, &Vec::new())
    }

    fn load(&mut self, load: &Load, on: Day) -> Agreed {
        self.on = on;
        let report = self.book.load(load, &Options::on(on)).map_err(|error| error.to_json())?;
        let expected = self.reference.load(load, on);
        let refused = report.refused.iter().map(|refusal| {
            (refusal.entity.word().to_owned(), refusal.id.clone(), refusal.status.word().to_owned())
        });
        agree("refused", &refused.collect::<Vec<_>>(), &expected)?;
        self.revision += u64::from(report.operation.is_some());
        agree("revision", &report.revision, &self.revision)
    }

    /// Undoes an operation that is so many before the last one.
    fn undo(&mut self, back: usize, ask: Ask, met: &mut Met) -> Agreed {
        let Some((operation, rows)) = self.operations.iter().rev().nth(back).cloned() else { return Ok(()) };
        let item = Item { op: Verb::Undo, operation: Some(operation), ..Item::default() };
        self.apply(&Ask { items: vec![item], actor: None, ..ask }, &rows, met)
    }

    fn apply(&mut self, ask: &Ask, undone: &[Answer], met: &mut Met) -> Agreed {
        let json = ask.to_json();
        self.on = ask.on;
        met.requests += 1;
        let found = self.ask(&json);
        let expected = match ask.expected_revision {
            Some(revision) if revision != self.revision => Err("stale_revision"),
            _ => decide::decide(&self.reference, ask, undone).map_err(seatbook_core::Status::word),
        };
        let (found, expected) = match (found, expected) {
            (Err(found), Err(expected)) => {
                *met.errors.entry(expected).or_default() += 1;
                return agree("error", &found.0.as_str(), &expected);
            }
            (Err((status, message)), Ok(_)) => return Err(format!("{status}: {message}; expected rows")),
            (Ok(found), Err(expected)) => return Err(format!("found {found:?}; expected error {expected}")),
            (Ok(found), Ok(expected)) => (found, expected),
        };
        met.rows += found.rows.len() as u64;
        for row in &found.rows {
            *met.outcomes.entry(row.outcome).or_default() += 1;
        }
        self.compare_report(ask, &found, &expected)?;
        let written = !ask.dry_run && (expected.changes_anything || !ask.request_id.is_empty());
        self.revision += u64::from(written);
        agree("revision", &found.revision, &self.revision)?;
        agree("operation", &found.operation, &written.then_some(self.revision))?;
        if written {
            self.note_given(&expected.rows);
            self.operations.push((self.revision, expected.rows));
        }
        if !ask.dry_run {
            self.reference = expected.after;
            if !ask.request_id.is_empty() {
                self.kept.push((ask.clone(), found));
            }
        }
        Ok(())
    }

    fn ask(&self, json: &str) -> Result<FoundReport, (String, String)> {
        let report =
            Request::from_json(json).and_then(|(request, options)| self.book.apply(&request, &options));
        match report {
            Ok(report) => Ok(FoundReport::from(&report)),
            Err(error) => Err((error.status().word().to_owned(), error.to_string())),
        }
    }

    /// A request with an id is repeated: the first answer comes back. With another body it is refused.
    fn again(&mut self, number: usize, met: &mut Met) -> Agreed {
        let Some((mut ask, first)) = self.kept.get(number).cloned() else { return Ok(()) };
        met.requests += 1;
        ask.expected_revision = None;
        let found = self.ask(&ask.to_json()).map_err(|error| error.1)?;
        agree("replayed", &found.replayed, &true)?;
        agree("replayed rows", &found.rows, &first.rows)?;
        agree("replayed operation", &found.operation, &first.operation)?;
        ask.items.pop();
        let other = self.ask(&ask.to_json()).map_err(|error| error.0).map(|_| ());
        agree("another body", &other, &Err("request_reused".to_owned()))
    }

    pub fn compare_report(&self, ask: &Ask, found: &FoundReport, expected: &Decided) -> Agreed {
        agree("rows", &found.rows.len(), &expected.rows.len())?;
        let refused = expected.rows.iter().any(|row| row.outcome.class() == Class::Refused);
        let undone = ask.mode == Mode::Atomic && refused;
        let all = || {
            let told =
                |row: &FoundRow| format!("{} {} {} {}", row.op, row.target, row.product, row.outcome.word());
            found.rows.iter().map(told).collect::<Vec<_>>().join(", ")
        };
        for (index, (row, expected)) in found.rows.iter().zip(&expected.rows).enumerate() {
            agree("index", &row.index, &index)?;
            self.compare_row(row, expected, undone)
                .map_err(|why| format!("{}\nrow {index} is {row:?}\nshould be {expected:?}\n{why}", all()))?;
        }
        let all_refused = expected.rows.iter().all(|row| row.outcome.class() == Class::Refused);
        let status = match (ask.dry_run, refused) {
            (true, _) => "dry_run",
            (_, false) => "success",
            _ if undone || all_refused => "failed",
            _ => "partial",
        };
        agree("status", &found.status, &status)?;
        compare_shortfall(found, expected, undone)
    }

    fn compare_row(&self, found: &FoundRow, expected: &Answer, undone: bool) -> Agreed {
        agree("op", &found.op, &expected.op.word())?;
        agree("target", &found.target, &expected.target.id)?;
        agree("holder", &found.holder, &expected.target.kind.word())?;
        agree("product", &found.product, &expected.product)?;
        if expected.unsure {
            return Ok(());
        }
        agree("outcome", &found.outcome, &expected.outcome)?;
        compare_way(found, expected)?;
        // What stands beside a row that was refused or undone is for people.
        if undone || expected.outcome.class() == Class::Refused {
            return Ok(());
        }
        if !expected.derived.is_empty() {
            return self.compare_derived(found, expected);
        }
        if expected.rests && found.seat.is_none() && !steps::can("swap_seat") {
            return Ok(());
        }
        let seat = expected.seat.clone().map(|(pool, number)| (self.key(&pool, number), pool, number));
        agree("seat", &found.seat, &seat.map(|(key, pool, number)| (pool, number, key)))?;
        agree("dates", &(found.started_on, found.ends_on), &(expected.started_on, expected.ends_on))?;
        agree("source", &found.source, &expected.source)?;
        agree("previous state", &found.previous, &expected.previous)?;
        let mut off = found.off.clone();
        off.sort();
        agree("plans off", &off, &expected.off)
    }

    fn key(&self, pool: &str, number: usize) -> Option<String> {
        let pool = self.reference.pools.iter().find(|own| own.terms.id == pool)?;
        pool.terms.keys.get(number - 1).cloned()
    }

    /// Access may come in several ways; the row names the first.
    fn compare_derived(&self, found: &FoundRow, expected: &Answer) -> Agreed {
        let seat = found.seat.clone().map(|(pool, number, _)| (pool, number));
        let fits = expected.derived.first().is_some_and(|access| {
            let own = access.place.map(|(pool, at)| (self.reference.pools[pool].terms.id.clone(), at + 1));
            found.source.as_ref() == Some(&access.source) && own == seat
        });
        if fits { Ok(()) } else { Err("comes through something else".into()) }
    }

    /// Counts and holders of a product.
    fn compare_product(&self, product: &str, on: Day) -> Agreed {
        let found = self.book.counts(product, None, on).unwrap();
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
        agree(&format!("counts of {product} on {on}"), &numbers, &self.reference.counts(product, on))?;
        let mut page: Page =
            self.query(&format!(r#"{{"query":"holders","product":"{product}","on":"{on}","limit":1000}}"#));
        let expected = self.reference.held_places(product, on).into_iter().map(|place| {
            let seen = self.reference.seen(place, on);
            let seat = self.reference.seat(place).clone();
            let holder = seat.holder.expect("a holder");
            Found {
                holder: holder.id,
                kind: holder.kind,
                pool: self.reference.pools[place.0].terms.id.clone(),
                seat: place.1 + 1,
                state: seen.state,
                started_on: seen.started_on,
                ends_on: seen.ends_on,
                sources: seat.sources,
                plans_off: seat.off,
            }
        });
        page.rows.iter_mut().for_each(|row| row.plans_off.sort());
        agree(&format!("holders of {product} on {on}"), &page.rows, &expected.collect())
    }

    fn query<T: DeserializeOwned>(&self, query: &str) -> T {
        serde_json::from_str(&answer(&self.book, query)).unwrap()
    }

    /// What a user has: seats of his own, and of other products what comes through something.
    fn compare_licences(&self, user: &str, on: Day) -> Agreed {
        if self.reference.default_country.is_some() && !steps::can("query_country") {
            return Ok(());
        }
        let holder = book::Holder::user(user);
        let mut expected = Vec::new();
        for product in &self.reference.products {
            let own = self.reference.held(&holder, &product.id, on).map(|place| {
                let seat = self.reference.seat(place);
                (Some(place), seat.sources.clone())
            });
            let derived = || {
                let access = self.reference.derived(&holder, &product.id, on).into_iter().next()?;
                Some((access.place, vec![access.source]))
            };
            let Some((place, sources)) = own.or_else(derived) else { continue };
            let seen = place.map(|place| self.reference.seen(place, on));
            let site = sources[0].strip_prefix("site:");
            let pool = &self
                .reference
                .pools
                .iter()
                .enumerate()
                .find(|(at, pool)| {
                    Some(pool.terms.id.as_str()) == site || Some(*at) == place.map(|(pool, _)| pool)
                })
                .expect("a pool")
                .1
                .terms;
            let dates = seen.map_or((pool.starts_on.or(pool.delivered_on), pool.ends_on), |seen| {
                (seen.started_on, seen.ends_on)
            });
            let state = seen.map_or(SeatState::Started, |seen| seen.state);
            let number = place.map_or(0, |(_, at)| at + 1);
            expected.push((product.id.clone(), pool.id.clone(), number, state, dates, sources));
        }
        let licences = self.book.licences(user, on).unwrap();
        let found: Vec<_> = licences
            .into_iter()
            .map(|own| {
                let sources = own.sources.iter().map(|source| source.word().into_owned()).collect();
                let dates = (own.started_on, own.ends_on);
                (own.product, own.pool, own.seat as usize, own.state, dates, sources)
            })
            .collect();
        agree(&format!("licences of {user} on {on}"), &found, &expected)
    }
}

/// Whoever was told that there is no seat is missing one.
fn compare_shortfall(found: &FoundReport, expected: &Decided, undone: bool) -> Agreed {
    let expected_rows = &expected.rows;
    let mut missing: BTreeMap<&str, Vec<&book::Holder>> = BTreeMap::new();
    for row in expected.rows.iter().filter(|row| row.outcome == Outcome::NoSeatLeft) {
        let has = |other: &&Answer| {
            other.target == row.target
                && other.product == row.product
                && other.op != Verb::Revoke
                && (matches!(other.outcome, Outcome::Assigned | Outcome::Reused)
                    || (other.outcome == Outcome::DependencyMissing && !steps::can("shortfall_rows")))
        };
        let of_product = missing.entry(&row.product).or_default();
        if !of_product.contains(&&row.target) && !expected.rows.iter().any(|other| has(&other)) {
            of_product.push(&row.target);
        }
    }
    let expected: BTreeMap<String, u64> = missing
        .into_iter()
        .filter(|(_, users)| !users.is_empty())
        .map(|(product, users)| (product.to_owned(), users.len() as u64))
        .collect();
    // Of a unit that fell, what one row found too few of and another would have had, may be told or not.
    let either = |product: &String| {
        let fell = |row: &&Answer| row.product == *product && row.outcome == Outcome::RolledBack;
        expected_rows.iter().any(|row| fell(&row))
    };
    let told = |all: &BTreeMap<String, u64>| -> BTreeMap<String, u64> {
        all.iter()
            .filter(|(product, _)| !either(product))
            .map(|(product, count)| (product.clone(), *count))
            .collect()
    };
    if undone { Ok(()) } else { agree("shortfall", &told(&found.shortfall), &told(&expected)) }
}

/// What a book answers to a question.
pub fn answer(book: &Book, query: &str) -> String {
    book.query(&Query::from_json(query).unwrap()).unwrap()
}

/// What a refused row says stands in the way; of several things any may be named.
fn compare_way(found: &FoundRow, expected: &Answer) -> Agreed {
    let way = &found.way;
    agree("group in the way", &way.group, &expected.way.group)?;
    if expected.way.pool.is_some() {
        agree("pool in the way", &way.pool, &expected.way.pool)?;
    }
    let things = &expected.way.things;
    let named = |(product, plan): &(String, Option<String>)| {
        *plan == way.plan && (way.product.as_ref() == Some(product) || (product.is_empty() && plan.is_some()))
    };
    if things.is_empty() || things.iter().any(named) {
        Ok(())
    } else {
        Err(format!("{way:?} is not one of the things in the way: {things:?}"))
    }
}
