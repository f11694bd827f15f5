//! The main job on a small district: one pool of the district, every class in file order, its pupils in file order.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use seatbook_core::model::{Org, Pool, Product};
use seatbook_core::report::ReportStatus;
use seatbook_core::roster::Roster;
use seatbook_core::{Book, Day, Item, Load, Mode, Op, OpenOptions, Options, Outcome, Report, Request, Row};
use std::path::Path;

const PRODUCT: &str = "maths-online";

fn day() -> Day {
    "2025-08-18".parse().unwrap()
}

fn district(quantity: u32) -> Load {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/sds/v1-100-users");
    let above = Org { id: "district".into(), ..Org::default() };
    let roster = Roster::read_school_data_sync(&folder).unwrap().under(above);
    let product = Product { id: PRODUCT.into(), ..Product::default() };
    let pool = Pool {
        id: "pool".into(),
        product: PRODUCT.into(),
        org: "district".into(),
        quantity: Some(quantity),
        ..Pool::default()
    };
    Load { products: vec![product], pools: vec![pool], ..roster.load }
}

/// A book with the district in it, and the ids of its classes in file order.
fn book(quantity: u32) -> (Book, Vec<String>) {
    let load = district(quantity);
    let book = Book::in_memory().unwrap();
    assert!(book.load(&load, &Options::on(day())).unwrap().is_complete());
    (book, load.groups.into_iter().map(|class| class.id).collect())
}

fn give(class: &str) -> Request {
    Item::group(Op::Assign, class, &[PRODUCT]).into()
}

/// Rows by outcome: assigned, had it already, without a seat; and who was the first without, in which class.
#[derive(Debug, Default, PartialEq)]
struct Figures {
    assigned: usize,
    already: usize,
    short: usize,
    first_short: Option<(String, String)>,
}

impl Figures {
    fn add(&mut self, row: &Row<'_>, class: &str) {
        match row.outcome() {
            Outcome::Assigned => self.assigned += 1,
            Outcome::AlreadyAssigned => self.already += 1,
            Outcome::NoSeatLeft => {
                self.short += 1;
                self.first_short.get_or_insert_with(|| (row.target().to_owned(), class.to_owned()));
            }
            other => panic!("{} for {}: {}", other.word(), row.target(), row.sentence()),
        }
    }
}

/// Seats of the pool and what comes of them.
fn expected() -> [(u32, Figures); 3] {
    let first = |pupil: &str, class: &str| Some((pupil.to_owned(), class.to_owned()));
    [
        (86, Figures { assigned: 86, already: 516, short: 0, first_short: None }),
        (60, Figures { assigned: 60, already: 360, short: 182, first_short: first("13061", "11015") }),
        (20, Figures { assigned: 20, already: 120, short: 462, first_short: first("13021", "11001") }),
    ]
}

/// Rows as they stand in the report.
fn rows(report: &Report) -> Vec<String> {
    report.rows().map(|row| row.to_json()).collect()
}

fn used(book: &Book) -> u64 {
    let counts = book.counts(PRODUCT, None, day()).unwrap();
    assert_eq!(counts.total, counts.assigned + counts.available);
    assert!(book.verify(None).unwrap().ok);
    counts.assigned
}

#[test]
fn every_class_in_file_order() {
    for (quantity, expected) in expected() {
        let (book, classes) = book(quantity);
        let mut figures = Figures::default();
        for class in &classes {
            let report = book.apply(&give(class), &Options::on(day())).unwrap();
            report.rows().for_each(|row| figures.add(&row, class));
        }
        assert_eq!(figures, expected, "{quantity} seats");
        assert_eq!(used(&book), expected.assigned as u64);
    }
}

#[test]
fn every_class_as_an_item_of_one_request() {
    for (quantity, expected) in expected() {
        let (book, _) = book(quantity);
        let classes = district(quantity).groups;
        let items = classes.iter().map(|class| Item::group(Op::Assign, &class.id, &[PRODUCT])).collect();
        let report = book.apply(&Request { items }, &Options::on(day())).unwrap();
        let class_of_row = classes.iter().flat_map(|class| class.members.iter().map(|_| class.id.as_str()));
        let mut figures = Figures::default();
        report.rows().zip(class_of_row).for_each(|(row, class)| figures.add(&row, class));
        assert_eq!(report.len(), 602);
        assert_eq!(figures, expected, "{quantity} seats");
        assert_eq!(used(&book), expected.assigned as u64);

        let missing = 86 - u64::from(quantity);
        let shortfall = report.shortfall.iter().map(|it| (it.needed, it.available, it.missing));
        let short = (86, u64::from(quantity), missing);
        assert_eq!(shortfall.collect::<Vec<_>>(), if missing == 0 { vec![] } else { vec![short] });
    }
}

#[test]
fn a_class_whole_or_not_at_all() {
    for (quantity, expected) in [(86, (28, 0, 86)), (60, (21, 7, 60)), (20, (7, 21, 0))] {
        let (book, classes) = book(quantity);
        let (mut served, mut refused) = (0, 0);
        for class in &classes {
            let options = Options { mode: Mode::Atomic, ..Options::on(day()) };
            let report = book.apply(&give(class), &options).unwrap();
            if report.summary.failed == 0 {
                served += 1;
            } else {
                refused += 1;
                assert_eq!((report.status, report.summary.changed), (ReportStatus::Failed, 0));
            }
        }
        assert_eq!((served, refused, used(&book)), expected, "{quantity} seats");
    }
}

#[test]
fn a_dry_run_says_row_for_row_what_the_real_run_does() {
    for mode in [Mode::BestEffort, Mode::Atomic] {
        for quantity in [86, 60, 20] {
            let (book, classes) = book(quantity);
            for class in &classes {
                let options = Options { mode, ..Options::on(day()) };
                let revision = book.revision().unwrap();
                let dry = book.apply(&give(class), &Options { dry_run: true, ..options.clone() }).unwrap();
                assert_eq!(dry.status, ReportStatus::DryRun);
                assert_eq!(book.revision().unwrap(), revision);
                let real = book.apply(&give(class), &options).unwrap();
                assert_eq!(rows(&dry), rows(&real), "{quantity} seats, class {class}");
                assert_eq!((dry.summary, dry.shortfall), (real.summary, real.shortfall));
            }
        }
    }
}

/// In a file, and closed in between: what a program does that does not know whether its request arrived.
#[test]
fn a_repeat_with_the_same_request_id_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("district.book");
    let load = district(60);
    let mut book = Book::create(&path, &OpenOptions::default()).unwrap();
    book.load(&load, &Options::on(day())).unwrap();
    for class in load.groups.iter().map(|class| class.id.as_str()) {
        let options = Options { request_id: format!("give-{class}"), ..Options::on(day()) };
        let first = book.apply(&give(class), &options).unwrap();
        let head = book.head().unwrap();
        if class == "11015" {
            book.close().unwrap();
            drop(book);
            book = Book::open(&path, &OpenOptions::default()).unwrap();
        }
        let again = book.apply(&give(class), &options).unwrap();
        assert!(!first.replayed && again.replayed, "{class}");
        assert_eq!(rows(&first), rows(&again));
        assert_eq!(
            (first.operation, first.revision, first.summary),
            (again.operation, again.revision, again.summary)
        );
        assert_eq!(book.head().unwrap(), head);
    }
    assert_eq!(used(&book), 60);
}
