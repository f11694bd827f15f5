//! Disks that fail, fill up or are interrupted, and an engine that panics: at every operation in turn.

use crate::help::{at_once, create, memory_place, number, open, refused, set};
use seatbook_core::store::redb::fault::{Fault, Injection, Operation};
use seatbook_core::store::redb::{RedbStore, StoreOptions};
use seatbook_core::store::{Store, Table, Verdict};
use seatbook_core::{Result, Status};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    BrokenOnce,
    BrokenForEver,
    FullOnce,
    FullForEver,
    InterruptedOnce,
    Torn,
    Panics,
}

/// Fails the operation of a certain number, counted from 1.
#[derive(Debug)]
struct Plan {
    kind: Kind,
    at: u64,
    count: AtomicU64,
    cleared: AtomicBool,
    hit: Mutex<Option<Operation>>,
}

impl Plan {
    fn new(kind: Kind, at: u64) -> Arc<Self> {
        Arc::new(Self {
            kind,
            at,
            count: AtomicU64::new(0),
            cleared: AtomicBool::new(false),
            hit: Mutex::new(None),
        })
    }

    fn options(self: &Arc<Self>) -> StoreOptions {
        StoreOptions { faults: Some(Arc::clone(self) as Arc<dyn Fault>), ..at_once() }
    }

    fn hit(&self) -> Option<Operation> {
        *self.hit.lock().unwrap()
    }

    fn clear(&self) {
        self.cleared.store(true, Ordering::SeqCst);
    }
}

impl Fault for Plan {
    fn before(&self, operation: Operation) -> Injection {
        let count = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        let for_ever = matches!(self.kind, Kind::BrokenForEver | Kind::FullForEver);
        // A full disk can still be read and locked.
        let full = matches!(self.kind, Kind::FullOnce | Kind::FullForEver);
        let concerned = !full || matches!(operation, Operation::Write | Operation::Resize | Operation::Sync);
        let due = count == self.at || (for_ever && count > self.at);
        if self.cleared.load(Ordering::SeqCst) || !due || !concerned {
            return Injection::Pass;
        }
        self.hit.lock().unwrap().get_or_insert(operation);
        match self.kind {
            Kind::BrokenOnce | Kind::BrokenForEver => {
                Injection::Fail(io::Error::from_raw_os_error(libc::EIO))
            }
            Kind::FullOnce | Kind::FullForEver => Injection::Fail(io::Error::from_raw_os_error(libc::ENOSPC)),
            Kind::InterruptedOnce => Injection::Fail(io::Error::from_raw_os_error(libc::EINTR)),
            Kind::Torn => Injection::Torn(io::Error::from_raw_os_error(libc::EIO)),
            // Without a word from the panic hook.
            Kind::Panics => std::panic::resume_unwind(Box::new("a bug in the engine")),
        }
    }
}

/// A commit that also makes the file grow.
fn set_with_ballast(store: &RedbStore, number: u64) -> Result<()> {
    store.write(None, &mut |writer| {
        writer.put(Table::Catalogue, b"number", &number.to_be_bytes())?;
        writer.put(Table::Users, &number.to_be_bytes(), &vec![1; 300 << 10])?;
        writer.put(Table::Journal, b"number", &number.to_be_bytes())?;
        Ok(Verdict::Commit)
    })
}

/// What the book may hold, by what its handle has said.
#[derive(Debug)]
struct Belief(BTreeSet<u64>);

impl Belief {
    fn told(&mut self, number: u64, answer: &Result<()>, kind: Kind) {
        match answer.as_ref().map_err(seatbook_core::Error::status) {
            Ok(()) => self.0 = BTreeSet::from([number]),
            Err(Status::OutcomeUnknown) => drop(self.0.insert(number)),
            Err(Status::DiskFull) => assert!(matches!(kind, Kind::FullOnce | Kind::FullForEver)),
            Err(Status::Io) => assert!(matches!(kind, Kind::BrokenOnce | Kind::BrokenForEver | Kind::Torn)),
            Err(other) => panic!("{other:?} is not what a broken disk gives"),
        }
    }

    fn seen(&mut self, number: u64) {
        assert!(self.0.contains(&number), "found {number}, believed {:?}", self.0);
        self.0 = BTreeSet::from([number]);
    }
}

/// Runs a few commits with the fault; gives back whether it was hit.
fn one_run(kind: Kind, at: u64, base: &Path) -> bool {
    let (_directory, path) = memory_place();
    std::fs::copy(base, &path).unwrap();
    let plan = Plan::new(kind, at);
    let opened = RedbStore::open(&path, &plan.options());
    let mut belief = Belief(BTreeSet::from([1]));
    if let Ok(store) = &opened {
        for round in 2..4 {
            let answer = set_with_ballast(store, round);
            belief.told(round, &answer, kind);
            if let Ok(found) = number(store) {
                belief.seen(found);
            }
        }
        plan.clear();
        // The cause is gone, so the same handle works again, and knows what happened.
        belief.seen(number(store).unwrap());
        set(store, 9).unwrap();
        belief = Belief(BTreeSet::from([9]));
        store.close().unwrap();
    } else {
        let status = opened.as_ref().unwrap_err().status();
        assert!(matches!(status, Status::Io | Status::DiskFull), "{status:?}");
        plan.clear();
    }
    drop(opened);
    belief.seen(number(&open(&path)).unwrap());
    if kind == Kind::InterruptedOnce {
        assert_eq!(belief.0, BTreeSet::from([9]));
    }
    plan.hit().is_some() || at < plan.count.load(Ordering::SeqCst)
}

fn at_every_operation(kind: Kind) {
    let (_directory, base) = memory_place();
    set(&create(&base), 1).unwrap();
    let mut at = 1;
    while one_run(kind, at, &base) {
        at += 1;
    }
    assert!(at > 20, "only {at} operations were tried");
}

#[test]
fn a_disk_broken_once() {
    at_every_operation(Kind::BrokenOnce);
}

#[test]
fn a_disk_broken_for_ever() {
    at_every_operation(Kind::BrokenForEver);
}

#[test]
fn a_disk_full_once() {
    at_every_operation(Kind::FullOnce);
}

#[test]
fn a_disk_full_for_ever() {
    at_every_operation(Kind::FullForEver);
}

#[test]
fn an_interrupted_operation() {
    at_every_operation(Kind::InterruptedOnce);
}

#[test]
fn a_torn_write() {
    at_every_operation(Kind::Torn);
}

#[test]
fn a_disk_that_is_full_from_the_start_of_a_commit_gives_a_definite_answer() {
    let (_directory, path) = memory_place();
    drop(create(&path));
    let plan = Plan::new(Kind::FullForEver, 0);
    plan.clear();
    let store = RedbStore::open(&path, &plan.options()).unwrap();
    set(&store, 1).unwrap();
    plan.cleared.store(false, Ordering::SeqCst);
    for _ in 0..3 {
        assert_eq!(set_with_ballast(&store, 2).unwrap_err().status(), Status::DiskFull);
    }
    plan.clear();
    assert_eq!(number(&store).unwrap(), 1);
    set(&store, 3).unwrap();
    assert_eq!(number(&store).unwrap(), 3);
}

#[test]
fn work_cannot_commit_over_a_failure_that_it_ignores() {
    let (_directory, path) = memory_place();
    drop(create(&path));
    let plan = Plan::new(Kind::BrokenForEver, 0);
    plan.clear();
    let store = RedbStore::open(&path, &StoreOptions { cache_bytes: 1, ..plan.options() }).unwrap();
    set(&store, 1).unwrap();
    let written = store.write(None, &mut |writer| {
        plan.cleared.store(false, Ordering::SeqCst);
        // With no cache to speak of, this has to read.
        let read = writer.get(Table::Journal, b"number");
        assert_eq!(read.unwrap_err().status(), Status::Io);
        plan.clear();
        Ok(Verdict::Commit)
    });
    assert_eq!(written.unwrap_err().status(), Status::Io);
    assert_eq!(number(&store).unwrap(), 1);
    set(&store, 2).unwrap();
}

#[test]
fn a_create_that_fails_leaves_nothing_or_a_book() {
    let mut at = 1;
    loop {
        let (directory, path) = memory_place();
        let plan = Plan::new(Kind::BrokenOnce, at);
        let created = RedbStore::create(&path, &plan.options());
        let Some(hit) = plan.hit() else { break };
        assert_eq!(created.map(drop).unwrap_err().status(), Status::Io);
        let names = std::fs::read_dir(directory.path()).unwrap().count();
        if path.exists() {
            assert_eq!(names, 1, "{hit:?}");
            assert_eq!(number(&open(&path)).unwrap(), 0);
        } else {
            assert_eq!(names, 0, "{hit:?}");
            set(&create(&path), 1).unwrap();
        }
        at += 1;
    }
    assert!(at > 20, "only {at} operations were tried");
}

#[test]
fn a_panic_of_the_engine_ends_the_handle_and_nothing_else() {
    let (_directory, base) = memory_place();
    set(&create(&base), 1).unwrap();
    for at in 1.. {
        let (_directory, path) = memory_place();
        std::fs::copy(&base, &path).unwrap();
        let plan = Plan::new(Kind::Panics, at);
        let opened = RedbStore::open(&path, &plan.options());
        if let Ok(store) = &opened {
            let reader = store.snapshot();
            let answers = [set(store, 2), number(store).map(drop), set(store, 2)];
            let statuses = answers.map(|answer| answer.map_or_else(|error| error.status(), |()| Status::Ok));
            if plan.hit().is_none() {
                assert_eq!(statuses, [Status::Ok; 3]);
                break;
            }
            // A panic after the commit was on the disk is not a failure of the commit.
            let expected = |status| {
                matches!(status, Status::Ok | Status::Poisoned | Status::Internal | Status::OutcomeUnknown)
            };
            assert!(statuses.into_iter().all(expected), "{at}: {statuses:?}");
            assert_eq!(set(store, 3).unwrap_err().status(), Status::Poisoned, "{at}");
            drop(reader);
        }
        // Neither closed nor dropped yet, but in nobody's way.
        let again = open(&path);
        assert!(matches!(number(&again).unwrap(), 1 | 2));
        set(&again, 4).unwrap();
        assert_eq!(refused(&path), Status::Busy);
        if let Ok(store) = opened {
            store.close().unwrap();
        }
        assert_eq!(number(&again).unwrap(), 4);
    }
}
