//! One writing process, any number of reading ones.

use crate::help::{actor, at_once, create, number, open, opened_elsewhere, place, refused, set};
use seatbook_core::Status;
use seatbook_core::store::Store;
use seatbook_core::store::redb::{RedbStore, StoreOptions};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

fn reader(path: &Path) -> RedbStore {
    RedbStore::open(path, &StoreOptions { read_only: true, ..at_once() }).unwrap()
}

#[test]
fn a_second_writer_is_refused() {
    let (directory, path) = place();
    let store = create(&path);
    assert_eq!(refused(&path), Status::Busy);
    // The lock is on the file, whatever its name.
    let other_name = directory.path().join("other name");
    fs::hard_link(&path, &other_name).unwrap();
    assert_eq!(refused(&other_name), Status::Busy);
    assert_eq!(opened_elsewhere(&path), "Busy");
    set(&store, 1).unwrap();
    store.close().unwrap();
    assert_eq!(opened_elsewhere(&path), "Ok");
    assert_eq!(number(&open(&path)).unwrap(), 1);
}

#[test]
fn dropping_a_handle_frees_the_book() {
    let (_directory, path) = place();
    drop(create(&path));
    assert_eq!(opened_elsewhere(&path), "Ok");
}

#[test]
fn a_second_writer_waits_for_the_first() {
    let (_directory, path) = place();
    let store = create(&path);
    let released = AtomicBool::new(false);
    thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let patient = StoreOptions { busy_timeout: Duration::from_secs(60), ..at_once() };
            let store = RedbStore::open(&path, &patient).unwrap();
            assert!(released.load(Ordering::SeqCst), "opened beside another writer");
            set(&store, 2).unwrap();
        });
        thread::sleep(Duration::from_millis(30));
        set(&store, 1).unwrap();
        released.store(true, Ordering::SeqCst);
        store.close().unwrap();
        waiting.join().unwrap();
    });
    assert_eq!(number(&open(&path)).unwrap(), 2);
}

/// Opens the book, says so, and holds it until its input ends.
pub fn hold_until_told(path: &Path) {
    let store = open(path);
    set(&store, 40).unwrap();
    println!("\nholding");
    std::io::stdin().lines().for_each(drop);
    set(&store, 41).unwrap();
    store.close().unwrap();
}

#[test]
fn readers_work_beside_a_writing_process() {
    let (_directory, path) = place();
    drop(create(&path));
    let mut holder = actor("hold until told", &path).stdin(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap() == "holding"));
    assert_eq!(refused(&path), Status::Busy);
    let (first, second) = (reader(&path), reader(&path));
    let before = first.snapshot().unwrap();
    assert_eq!((number(&first).unwrap(), number(&second).unwrap()), (40, 40));
    holder.stdin.take().unwrap().write_all(b"go\n").unwrap();
    said.for_each(drop);
    assert!(holder.wait().unwrap().success());
    // A reader follows the commits of the writer; its snapshots do not.
    assert_eq!((number(&first).unwrap(), number(&second).unwrap()), (41, 41));
    let old = before.get(seatbook_core::store::Table::Journal, b"number").unwrap().unwrap();
    assert_eq!(old, 40_u64.to_be_bytes());
    // Nor does a reader keep a writer out.
    set(&open(&path), 42).unwrap();
    assert_eq!(number(&first).unwrap(), 42);
}

#[test]
fn a_book_that_was_not_closed_is_not_for_readers_yet() {
    let (_directory, path) = place();
    drop(create(&path));
    let mut holder = actor("hold until told", &path).stdin(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap() == "holding"));
    holder.kill().unwrap();
    holder.wait().unwrap();
    let read_only = StoreOptions { read_only: true, ..at_once() };
    assert_eq!(RedbStore::open(&path, &read_only).unwrap_err().status(), Status::NeedsRecovery);
    assert_eq!(number(&open(&path)).unwrap(), 40);
    assert_eq!(number(&reader(&path)).unwrap(), 40);
}

#[test]
fn close_waits_for_a_write_or_refuses() {
    let (_directory, path) = place();
    let store = create(&path);
    let closed = store.write(None, &mut |_| {
        let from_elsewhere = thread::scope(|scope| scope.spawn(|| store.close()).join().unwrap());
        assert_eq!(from_elsewhere.unwrap_err().status(), Status::Busy);
        Ok(seatbook_core::store::Verdict::Abandon)
    });
    closed.unwrap();
    set(&store, 1).unwrap();
    store.close().unwrap();
}
