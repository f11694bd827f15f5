//! Handles on both sides of a fork.

use crate::help::{actor, at_once, create, number, open, opened_elsewhere, place, set};
use seatbook_core::Status;
use seatbook_core::store::redb::{self, RedbStore, StoreOptions};
use seatbook_core::store::{Direction, Reader, Span, Store, Table, Verdict};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

#[test]
fn a_child_process_is_refused_and_harms_nothing() {
    for part in ["fork", "fork with a handler"] {
        let (_directory, path) = place();
        let output = actor(part, &path).output().unwrap();
        assert!(output.status.success(), "{part}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// The same where the host tells of forks.
pub fn with_a_handler(path: &Path) {
    extern "C" fn child() {
        redb::fork::in_child();
    }
    // SAFETY: the handler adds to an atomic number, which is allowed in a forked child.
    assert_eq!(unsafe { libc::pthread_atfork(None, None, Some(child)) }, 0);
    redb::fork::trust_handler();
    in_a_process_of_its_own(path);
}

/// Runs a part in a forked child and waits for its end. Whether it was well.
fn in_a_child(part: impl FnOnce()) -> bool {
    // SAFETY: the process runs one test on few threads, none of which holds a lock that the child needs; the child
    // ends by `_exit`, so nothing of the parent's runs in it.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let well = catch_unwind(AssertUnwindSafe(part)).is_ok();
        // SAFETY: ends this process; always sound.
        unsafe { libc::_exit(i32::from(!well)) };
    }
    assert!(child > 0, "fork failed");
    let mut status = 0;
    // SAFETY: `status` is a valid place for the status of the child that was just made.
    assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
    status == 0
}

fn refuse_everything(store: &RedbStore, reader: &dyn Reader) {
    let mut visit = |_: &[u8], _: &[u8]| Ok(ControlFlow::Continue(()));
    let span = Span::prefix(b"");
    let statuses = [
        set(store, 99).unwrap_err().status(),
        store.snapshot().map(drop).unwrap_err().status(),
        store.close().unwrap_err().status(),
        reader.get(Table::Journal, b"number").unwrap_err().status(),
        reader.scan(Table::Journal, &span, Direction::Forward, &mut visit).unwrap_err().status(),
    ];
    assert_eq!(statuses, [Status::Forked; 5]);
}

/// The parent's side of the test, in a process with no other tests in it.
pub fn in_a_process_of_its_own(path: &Path) {
    let store = create(path);
    set(&store, 1).unwrap();
    let reader = store.snapshot().unwrap();
    assert!(in_a_child(|| refuse_everything(&store, &*reader)));
    drop(reader);
    let mut kept = Some(store);
    // A child that drops its copy, with a snapshot, must not give the parent's locks away.
    let snapshot = kept.as_ref().map(|store| store.snapshot().unwrap());
    assert!(in_a_child(|| drop(snapshot)));
    assert!(in_a_child(|| drop(kept.take())));
    assert_eq!(opened_elsewhere(path), "Busy");
    let store = kept.take().unwrap();
    set(&store, 2).unwrap();
    a_fork_within_a_write(&store);
    forks_while_a_thread_commits(&store);
    assert_eq!(opened_elsewhere(path), "Busy");
    let last = number(&store).unwrap();
    store.close().unwrap();
    assert_eq!(number(&open(path)).unwrap(), last);
    a_child_leaves_the_locks_of_a_snapshot(path);
    // A child may open the book itself.
    assert!(in_a_child(|| set(&open(path), 1000).unwrap()));
    assert_eq!(number(&open(path)).unwrap(), 1000);
}

fn a_fork_within_a_write(store: &RedbStore) {
    let mut child = -1;
    let written = store.write(None, &mut |writer| {
        writer.put(Table::Users, b"in the write", b"")?;
        // SAFETY: as in `in_a_child`.
        child = unsafe { libc::fork() };
        writer.put(Table::Users, b"after the fork", b"")?;
        Ok(Verdict::Commit)
    });
    if child == 0 {
        let refused = written.is_err_and(|error| error.status() == Status::Forked);
        // SAFETY: ends this process; always sound.
        unsafe { libc::_exit(i32::from(!refused)) };
    }
    written.unwrap();
    let mut status = 0;
    // SAFETY: as in `in_a_child`.
    assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
    assert_eq!(status, 0, "the child's commit was not refused");
    assert!(store.snapshot().unwrap().get(Table::Users, b"after the fork").unwrap().is_some());
}

fn forks_while_a_thread_commits(store: &RedbStore) {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 10;
            while !done.load(Ordering::SeqCst) {
                set(store, number).unwrap();
                number += 1;
            }
        });
        for _ in 0..20 {
            assert!(in_a_child(|| assert_eq!(set(store, 5).unwrap_err().status(), Status::Forked)));
            assert!(in_a_child(|| assert_eq!(store.close().unwrap_err().status(), Status::Forked)));
        }
        done.store(true, Ordering::SeqCst);
    });
}

/// A snapshot in a reading process holds a lock that keeps the writing one from using its pages again.
fn a_child_leaves_the_locks_of_a_snapshot(path: &Path) {
    let uncached = StoreOptions { read_only: true, cache_bytes: 1, ..at_once() };
    let reader = RedbStore::open(path, &uncached).unwrap();
    let mut kept = Some(reader.snapshot().unwrap());
    let before = kept.as_ref().unwrap().get(Table::Journal, b"number").unwrap();
    assert!(in_a_child(|| drop(kept.take())));
    let writer = open(path);
    for number in 0..50 {
        set(&writer, number).unwrap();
    }
    // From a table that it has not opened yet, so that it has to read the file.
    assert_eq!(kept.as_ref().unwrap().get(Table::Catalogue, b"number").unwrap(), before);
}
