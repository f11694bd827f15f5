//! A book in a file that is asked in JSON: whatever it is asked is tried as a dry run first, which must say the same, and after
//! every change the book is opened anew and verified.

use seatbook_core::query::Query;
use seatbook_core::request::Actor;
use seatbook_core::{Book, Day, Load, Mode, OpenOptions, Options, Removal, Report, Request, Result, Status};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::PathBuf;

pub struct Place {
    folder: tempfile::TempDir,
    book: RefCell<Option<Book>>,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn today() -> Options {
    Options::on(day("2025-08-18"))
}

pub fn atomic() -> Options {
    Options { mode: Mode::Atomic, ..today() }
}

pub fn as_myself() -> Options {
    Options { actor: Actor { id: "u1".into(), role: "self".into() }, ..today() }
}

impl Place {
    /// A new book with a first load, all of which must be taken.
    pub fn with(load: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self { folder, book: RefCell::new(None) };
        let book = Book::create(place.path(), &OpenOptions::default()).unwrap();
        place.book.replace(Some(book));
        let report = place.load(load, &today()).unwrap();
        assert_eq!(report["refused"], json!([]));
        place
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("book")
    }

    pub fn ask<T>(&self, question: impl FnOnce(&Book) -> T) -> T {
        question(self.book.borrow().as_ref().unwrap())
    }

    /// Does something and opens the book anew, which checks all of it.
    fn change<T>(&self, work: impl FnOnce(&Book) -> T) -> T {
        let answer = self.ask(work);
        self.book.borrow().as_ref().unwrap().close().unwrap();
        self.book.replace(None);
        self.book.replace(Some(Book::open(self.path(), &OpenOptions::default()).unwrap()));
        let found = self.ask(|book| book.verify(None)).unwrap();
        assert!(found.ok, "{:?}", found.problems);
        answer
    }

    fn tried(&self, options: &Options, work: impl Fn(&Book, &Options) -> Result<String>) -> Result<Value> {
        let trial = Options { dry_run: true, ..options.clone() };
        let revision = self.ask(Book::revision).unwrap();
        let dry = self.ask(|book| work(book, &trial));
        assert_eq!(self.ask(Book::revision).unwrap(), revision, "a dry run wrote something");
        let real = self.change(|book| work(book, options));
        let real = match real {
            Ok(real) => serde_json::from_str::<Value>(&real).unwrap(),
            // A dry run asks what would be, whatever was asked before under the same id.
            Err(error) if error.status() == Status::RequestReused => return Err(error),
            Err(error) => {
                assert_eq!(dry.unwrap_err().status(), error.status());
                return Err(error);
            }
        };
        if real["replayed"] == json!(false) {
            let dry = serde_json::from_str(&dry.unwrap()).unwrap();
            assert_eq!(without_marks(dry), without_marks(real.clone()));
        }
        Ok(real)
    }

    pub fn load(&self, load: Value, options: &Options) -> Result<Value> {
        let load = Load::from_json(&load.to_string())?;
        self.tried(options, |book, options| Ok(book.load(&load, options)?.to_json()))
    }

    pub fn remove(&self, removal: Value, options: &Options) -> Result<Value> {
        let removal = Removal::from_json(&removal.to_string())?;
        self.tried(options, |book, options| Ok(book.remove(&removal, options)?.to_json()))
    }

    pub fn merge(&self, from: &str, into: &str, options: &Options) -> Result<Value> {
        self.tried(options, |book, options| Ok(book.merge(from, into, options)?.to_json()))
    }

    pub fn apply(&self, request: impl Into<Request>) -> Report {
        let request = request.into();
        self.change(|book| book.apply(&request, &today())).unwrap()
    }

    pub fn query(&self, query: Value) -> Value {
        let query: Query = serde_json::from_value(query).unwrap();
        serde_json::from_str(&self.ask(|book| book.query(&query)).unwrap()).unwrap()
    }

    /// `pool/seat` of everything that a user holds, and what it came through.
    pub fn licences(&self, user: &str) -> Vec<String> {
        let licences = self.ask(|book| book.licences(user, today().on)).unwrap();
        licences
            .iter()
            .map(|own| {
                let sources: Vec<_> = own.sources.iter().map(|source| source.word().into_owned()).collect();
                format!("{}/{} {}", own.pool, own.seat, sources.join(" "))
            })
            .collect()
    }

    pub fn assigned(&self, product: &str) -> u64 {
        self.ask(|book| book.counts(product, None, today().on)).unwrap().assigned
    }
}

/// What a dry run and the real one say alike.
fn without_marks(mut report: Value) -> Value {
    for name in ["operation", "revision", "dry_run", "status", "request_id"] {
        report.as_object_mut().unwrap().remove(name);
    }
    if let Some(rows) = report.get_mut("report") {
        *rows = without_marks(rows.take());
    }
    report
}

/// `target product outcome` of the rows of a report.
pub fn rows(report: &Value) -> Vec<String> {
    let row = |row: &Value| {
        let text = |name: &str| row[name].as_str().unwrap().to_owned();
        format!("{} {} {}", text("target"), text("product"), text("outcome"))
    };
    report["rows"].as_array().unwrap().iter().map(row).collect()
}

/// `entity id status` of what was refused.
pub fn refused(report: &Value) -> Vec<String> {
    let refusal = |own: &Value| {
        let text = |name: &str| own[name].as_str().unwrap().to_owned();
        format!("{} {} {}", text("entity"), text("id"), text("status"))
    };
    report["refused"].as_array().unwrap().iter().map(refusal).collect()
}
