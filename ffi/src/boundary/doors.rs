//! Panics at every point where a call touches the book's store, through the exported functions: each is a status, the
//! handle is poisoned, closing it works, and the book is as it was.

use super::tests::caller;
use super::*;
use crate::handle::{close, insert, seatbook_book, with_book};
use crate::report::seatbook_report;
use crate::text::seatbook_text;
use seatbook_core::store::memory::MemoryStore;
use seatbook_core::store::redb::{RedbStore, StoreOptions};
use seatbook_core::store::{Direction, Reader, Span, Store, Table, Verdict, Visit, Writer};
use seatbook_core::{Book, Load, OpenOptions, Options};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

const PLANTED: &str = "a planted panic";

/// Counts down; at 0 it panics. Far below, it never does.
type Fuse = AtomicI64;

fn burn(fuse: &Fuse) {
    assert!(fuse.fetch_sub(1, Ordering::Relaxed) != 0, "{PLANTED}");
}

/// A store that panics at the step of the fuse.
struct Trapped {
    inner: Box<dyn Store>,
    fuse: Arc<Fuse>,
}

struct TrappedReader<'a>(Box<dyn Reader + 'a>, &'a Fuse);
struct TrappedWriter<'a>(&'a mut dyn Writer, &'a Fuse);

impl Reader for TrappedReader<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        burn(self.1);
        self.0.get(table, key)
    }
    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        burn(self.1);
        self.0.scan(table, span, direction, visit)
    }
}

impl Reader for TrappedWriter<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        burn(self.1);
        self.0.get(table, key)
    }
    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        burn(self.1);
        self.0.scan(table, span, direction, visit)
    }
}

impl Writer for TrappedWriter<'_> {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<()> {
        burn(self.1);
        self.0.put(table, key, value)
    }
    fn remove(&mut self, table: Table, key: &[u8]) -> Result<()> {
        burn(self.1);
        self.0.remove(table, key)
    }
}

impl Store for Trapped {
    fn snapshot(&self) -> Result<Box<dyn Reader + '_>> {
        burn(&self.fuse);
        Ok(Box::new(TrappedReader(self.inner.snapshot()?, &self.fuse)))
    }
    fn write(
        &self,
        deadline: Option<Instant>,
        work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
    ) -> Result<()> {
        burn(&self.fuse);
        self.inner.write(deadline, &mut |writer| work(&mut TrappedWriter(writer, &self.fuse)))
    }
    fn close(&self) -> Result<()> {
        self.inner.close()
    }
}

/// Planted panics say nothing; others are told as ever.
fn hush() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.payload_as_str().is_some_and(|text| text.contains(PLANTED)) {
            told(panic);
        }
    }));
}

fn text(from: &str) -> seatbook_str {
    seatbook_str { data: from.as_ptr().cast(), len: from.len() }
}

/// One exported function that writes and one that reads, asked in JSON.
fn call(book: *mut seatbook_book, json: &str) -> seatbook_status {
    let mut error: *mut seatbook_error = ptr::null_mut();
    let mut report: *mut seatbook_report = ptr::null_mut();
    let mut answer: *mut seatbook_text = ptr::null_mut();
    // SAFETY: texts and out-parameters are locals; what is given is freed once.
    unsafe {
        let status = if json.contains("\"query\"") {
            crate::query::seatbook_query_json(book, text(json), &raw mut answer, &raw mut error)
        } else {
            crate::apply::seatbook_apply_json(book, text(json), &raw mut report, &raw mut error)
        };
        assert_eq!(error.is_null(), status == seatbook_status::SEATBOOK_OK);
        crate::error::seatbook_error_free(error);
        crate::report::seatbook_report_free(report);
        crate::text::seatbook_text_free(answer);
        status
    }
}

const LOAD: &str = r#"{"orgs":[{"id":"s"}],"products":[{"id":"p"},{"id":"q"}],
    "users":[{"id":"a","org":"s"},{"id":"b","org":"s"},{"id":"c","org":"s"}],
    "groups":[{"id":"g","org":"s","members":["a","b"]}],
    "prerequisites":[{"id":"n","product":"q","any_of_products":["p"]}],
    "pools":[{"id":"x","product":"p","org":"s","quantity":2,"duration":"12 months"},
             {"id":"y","product":"q","org":"s","quantity":2}]}"#;

const WRITES: [&str; 4] = [
    r#"{"on":"2025-08-18","items":[{"op":"assign","users":["a","b","c"],"products":["p","q"],"waitlist":true}]}"#,
    r#"{"on":"2025-08-18","mode":"atomic","items":[{"op":"assign","group":"g","product":"p"}]}"#,
    r#"{"on":"2025-08-19","items":[{"op":"revoke","users":["a"],"everything":true}]}"#,
    r#"{"on":"2025-08-19","request_id":"r","items":[{"op":"undo","operation":2}]}"#,
];
const QUESTIONS: [&str; 5] = [
    r#"{"query":"counts","on":"2025-08-18"}"#,
    r#"{"query":"holders","product":"p","on":"2025-08-18"}"#,
    r#"{"query":"explain","user":"c","product":"p","on":"2025-08-18"}"#,
    r#"{"query":"journal"}"#,
    r#"{"query":"verify"}"#,
];

type Opened = (*mut seatbook_book, Arc<Fuse>);

/// Opens a book over a store, with a fuse that does not burn yet.
fn over(inner: Box<dyn Store>) -> Opened {
    let fuse = Arc::new(Fuse::new(-1));
    let store = Trapped { inner, fuse: Arc::clone(&fuse) };
    let book = Book::with_store(Box::new(store), &OpenOptions::default()).unwrap();
    (insert(book, Duration::from_secs(1)).unwrap(), fuse)
}

/// Makes a call panic at its first, second, third ... step until it gets through. How often it panicked.
fn at_every_step(open: &dyn Fn() -> Opened, json: &str) -> i64 {
    let mut doors = 0;
    loop {
        let (book, fuse) = open();
        let before = with_book(book, Book::head).unwrap();
        fuse.store(doors, Ordering::Relaxed);
        let status = call(book, json);
        let burnt = fuse.swap(-1, Ordering::Relaxed) < 0;
        if !burnt {
            assert_eq!(status, seatbook_status::SEATBOOK_OK, "{json}");
            close(book).unwrap();
            return doors;
        }
        assert_eq!(status, seatbook_status::SEATBOOK_INTERNAL, "{json}: step {doors}");
        assert_eq!(call(book, QUESTIONS[0]), seatbook_status::SEATBOOK_POISONED, "{json}: step {doors}");
        // A book that is broken may say so once more; its handle is gone in any case.
        let _ = close(book);
        assert_eq!(
            call(book, QUESTIONS[0]),
            seatbook_status::SEATBOOK_INVALID_HANDLE,
            "{json}: step {doors}"
        );
        let (again, _fuse) = open();
        assert_eq!(with_book(again, Book::head).unwrap(), before, "{json}: step {doors}");
        assert!(with_book(again, |book| book.verify(None)).unwrap().ok, "{json}: step {doors}");
        close(again).unwrap();
        doors += 1;
    }
}

/// Fills a book and walks through all doors of all calls.
fn all_doors(open: &dyn Fn() -> Opened, calls: &[&str]) -> i64 {
    hush();
    let (book, _fuse) = open();
    let (load, on) = (Load::from_json(LOAD).unwrap(), Options::on("2025-08-18".parse().unwrap()));
    with_book(book, |book| book.load(&load, &on)).unwrap();
    close(book).unwrap();
    calls.iter().map(|json| at_every_step(open, json)).sum()
}

/// A store that stays when its book is closed: what was committed is still there.
struct Shared(Arc<MemoryStore>);

impl Store for Shared {
    fn snapshot(&self) -> Result<Box<dyn Reader + '_>> {
        self.0.snapshot()
    }
    fn write(
        &self,
        deadline: Option<Instant>,
        work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
    ) -> Result<()> {
        self.0.write(deadline, work)
    }
    fn close(&self) -> Result<()> {
        Ok(())
    }
}

#[test]
fn doors_of_a_book_in_memory() {
    let store = Arc::new(MemoryStore::new());
    let calls: Vec<&str> = WRITES.into_iter().chain(QUESTIONS).collect();
    let doors = all_doors(&|| over(Box::new(Shared(Arc::clone(&store)))), &calls);
    println!("panics: {doors}");
    assert!(doors > 100, "{doors}");
}

#[test]
fn doors_of_a_book_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("doors.seatbook");
    let options = StoreOptions::default();
    RedbStore::create(&path, &options).unwrap().close().unwrap();
    // Every opening syncs the disk: the first write has most of the doors.
    let open = || over(Box::new(RedbStore::open(&path, &options).unwrap()));
    let doors = all_doors(&open, &[WRITES[0], QUESTIONS[0]]);
    println!("panics: {doors}");
    assert!(doors > 50, "{doors}");
}

#[test]
fn a_panic_where_nothing_can_fail_gives_the_fallback() {
    hush();
    assert_eq!(guard_value(caller(), 7, |_| panic!("{PLANTED}")), 7);
}
