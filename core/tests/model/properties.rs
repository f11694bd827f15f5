//! What holds of every request, whatever it asks: no reference is needed to see that it does not.

use crate::agree::{Agreed, FoundReport, Met, Pair, agree, answer};
use crate::ask::{Ask, Item, Unit, Verb};
use crate::dice::{Dice, day};
use crate::shrink::Seeded;
use crate::steps::{self, Scene, Step};
use seatbook_core::{Book, Day, Mode, Options, Request};

/// Books that each property is tried on, and requests on each.
const BOOKS: u64 = 12;
const REQUESTS: usize = 6;
/// Steps that led to each book.
const STEPS: usize = 20;

/// A book that a story led to, as often as one likes.
struct Told {
    pair: Pair,
    seed: u64,
}

impl Told {
    fn new(seed: u64) -> Self {
        let mut pair = Pair::new();
        // What disagrees is told elsewhere; a book is a book.
        let _ = pair.make_up(seed, STEPS, &mut Met::default());
        Self { pair, seed }
    }

    /// Another book with the same story.
    fn again(&self) -> Book {
        let book = Book::in_memory().unwrap();
        for step in &self.pair.story {
            match step {
                Step::Load { on, load } => drop(book.load(load, &Options::on(*on)).unwrap()),
                Step::Apply(ask) => drop(ask_of(&book, ask)),
                Step::Again(_) | Step::Undo { .. } => {}
            }
        }
        book
    }

    /// Requests that the story could go on with.
    fn requests(&self) -> Vec<Ask> {
        let mut seeded = Seeded::new(self.seed ^ 0xA11);
        let mut now = self.pair.on.number();
        let mut found = Vec::new();
        while found.len() < REQUESTS {
            let scene = Scene { book: &self.pair.reference, revision: 0, operations: 0, kept: 0 };
            let step = steps::step(&mut now, &scene, &mut Dice::new(&seeded.bytes(60)));
            if let Step::Apply(ask) = step {
                found.push(Ask { request_id: String::new(), expected_revision: None, actor: None, ..ask });
            }
        }
        found
    }
}

fn ask_of(book: &Book, ask: &Ask) -> Result<FoundReport, String> {
    let (request, options) = Request::from_json(&ask.to_json()).unwrap();
    match book.apply(&request, &options) {
        Ok(report) => Ok(FoundReport::from(&report)),
        Err(error) => Err(error.status().word().to_owned()),
    }
}

/// Everything that a book answers on a day, but what it journalled.
fn answers(told: &Told, book: &Book, on: Day) -> Vec<String> {
    let mut all = Vec::new();
    for product in &told.pair.reference.products {
        let id = &product.id;
        all.push(format!("{:?}", book.counts(id, None, on).unwrap()));
        all.push(format!("{:?}", book.supply(id, None, on).unwrap()));
        all.push(answer(
            book,
            &format!(r#"{{"query":"holders","product":"{id}","on":"{on}","limit":1000}}"#),
        ));
    }
    for user in &told.pair.reference.users {
        all.push(format!("{:?}", book.licences(&user.id, on).unwrap()));
    }
    all
}

/// Tries a property on many books and requests.
fn holds(property: impl Fn(&Told, &Ask) -> Agreed) {
    for seed in 1..=BOOKS {
        let told = Told::new(seed);
        for ask in told.requests() {
            if let Err(why) = property(&told, &ask) {
                let story: Vec<String> =
                    told.pair.story.iter().map(|step| serde_json::to_string(step).unwrap()).collect();
                panic!("seed {seed}:\n{}\n{}\n{why}", story.join("\n"), ask.to_json());
            }
        }
    }
}

#[test]
fn a_dry_run_says_what_the_real_run_does_and_does_nothing() {
    holds(|told, ask| {
        let book = told.again();
        let before = answers(told, &book, ask.on);
        let dry = ask_of(&book, &Ask { dry_run: true, ..ask.clone() });
        agree("answers after a dry run", &answers(told, &book, ask.on), &before)?;
        let real = ask_of(&book, &Ask { dry_run: false, ..ask.clone() });
        let rows = |report: &Result<FoundReport, String>| {
            report.clone().map(|report| (report.rows, report.shortfall))
        };
        agree("rows of the dry run", &rows(&dry), &rows(&real))
    });
}

#[test]
fn counts_always_add_up() {
    holds(|told, ask| {
        let book = told.again();
        let _ = ask_of(&book, ask);
        for product in &told.pair.reference.products {
            for later in [-30, 0, 40, 300] {
                let counts = book.counts(&product.id, None, day(ask.on.number() + later)).unwrap();
                let sum = counts.assigned
                    + counts.available
                    + counts.retired
                    + counts.expired
                    + counts.upcoming
                    + counts.suspended;
                agree("sum of counts", &sum, &counts.total)?;
                agree("available", &(counts.new + counts.reusable), &counts.available)?;
            }
        }
        agree("verify", &book.verify(None).unwrap().problems, &Vec::new())
    });
}

/// Only requests of one sort: one that takes and gives in turn may do so again.
#[test]
fn a_request_made_twice_changes_nothing_the_second_time() {
    holds(|told, ask| {
        let gives = |item: &Item| matches!(item.op, Verb::Assign | Verb::Reuse);
        let first = &ask.items[0];
        let of_a_sort = ask.items.iter().all(|item| item.op == first.op || (gives(item) && gives(first)));
        if !of_a_sort || matches!(first.op, Verb::Swap | Verb::Sync) || first.seat.is_some() {
            return Ok(());
        }
        let (book, ask) = (told.again(), Ask { dry_run: false, ..ask.clone() });
        let _ = ask_of(&book, &ask);
        let before = (answers(told, &book, ask.on), book.revision().unwrap());
        let _ = ask_of(&book, &ask);
        agree("the book", &(answers(told, &book, ask.on), book.revision().unwrap()), &before)
    });
}

#[test]
fn undoing_brings_everything_back() {
    holds(|told, ask| {
        let book = told.again();
        let before = answers(told, &book, ask.on);
        let ask = Ask { dry_run: false, ..ask.clone() };
        let done = ask_of(&book, &ask);
        let Some(operation) = done.ok().and_then(|report| report.operation) else { return Ok(()) };
        let item = Item { op: Verb::Undo, operation: Some(operation), ..Item::default() };
        let undone = ask_of(&book, &Ask { mode: Mode::Atomic, ..Ask::on(ask.on, vec![item]) })?;
        let refused = undone.rows.iter().any(|row| row.outcome as u8 >= 100);
        // Seats of an unlimited pool that have come into being stay.
        let unlimited = told.pair.reference.pools.iter().any(|pool| pool.terms.quantity.is_none());
        if refused || unlimited { Ok(()) } else { agree("the book", &answers(told, &book, ask.on), &before) }
    });
}

/// Rows of different products have nothing to do with each other where there are no rules and no units.
#[test]
fn the_order_of_unrelated_rows_does_not_matter() {
    holds(|told, ask| {
        let rules = &told.pair.reference;
        let related = !rules.exclusions.is_empty() || !rules.prerequisites.is_empty();
        let plain = |item: &Item| !matches!(item.op, Verb::Swap) && !item.everything && item.seat.is_none();
        if related || ask.mode == Mode::Atomic || ask.unit == Unit::User || !ask.items.iter().all(plain) {
            return Ok(());
        }
        let mut items: Vec<Item> = Vec::new();
        for item in &ask.items {
            for product in &item.products {
                items.push(Item { products: vec![product.clone()], disabled_plans: None, ..item.clone() });
            }
        }
        let one = told.again();
        let forwards = ask_of(&one, &Ask { items: items.clone(), dry_run: false, ..ask.clone() });
        // Products the other way round; the rows of each stay in their order.
        items.sort_by(|one, other| other.products.cmp(&one.products));
        let other = told.again();
        let backwards = ask_of(&other, &Ask { items, dry_run: false, ..ask.clone() });
        let by_product = |report: Result<FoundReport, String>| {
            report.map(|report| {
                let mut rows: Vec<_> = report.rows;
                for row in &mut rows {
                    row.index = 0;
                }
                rows.sort_by_key(|row| row.product.clone());
                rows
            })
        };
        agree("rows", &by_product(backwards), &by_product(forwards))?;
        agree("the book", &answers(told, &other, ask.on), &answers(told, &one, ask.on))
    });
}
