//! What every store must do, run against each of them.
#![allow(clippy::unwrap_used, clippy::panic)]

use model::any_operations_are_as_in_a_map;
use seatbook_core::store::memory::MemoryStore;
use seatbook_core::store::redb::{RedbStore, StoreOptions};
use seatbook_core::store::{Direction, Reader, Span, Store, Table, Verdict, Writer};
use seatbook_core::{Error, Status};
use std::ops::ControlFlow;
use std::path::PathBuf;
use writers::{
    a_free_writer_is_had_after_the_deadline, a_write_within_a_write_is_refused,
    a_writer_waits_until_its_deadline, writers_queue,
};

#[path = "store_conformance/model.rs"]
mod model;
#[path = "store_conformance/writers.rs"]
mod writers;

type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

/// A fresh store, and the way to open it again if it outlives its handle.
struct Subject {
    store: Box<dyn Store>,
    file: Option<(tempfile::TempDir, PathBuf)>,
}

impl Subject {
    fn memory() -> Self {
        Self { store: Box::new(MemoryStore::new()), file: None }
    }

    fn redb() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("book");
        let store = RedbStore::create(&path, &StoreOptions::default()).unwrap();
        Self { store: Box::new(store), file: Some((directory, path)) }
    }

    /// Closes and opens a store that is kept in a file; leaves others as they are.
    fn reopen(&mut self) {
        if let Some((_, path)) = &self.file {
            self.store.close().unwrap();
            self.store = Box::new(RedbStore::open(path, &StoreOptions::default()).unwrap());
        }
    }

    fn commit(&self, mut work: impl FnMut(&mut dyn Writer)) {
        let done = self.store.write(None, &mut |writer| {
            work(writer);
            Ok(Verdict::Commit)
        });
        done.unwrap();
    }

    fn put(&self, table: Table, keys: &[&[u8]]) {
        self.commit(|writer| keys.iter().for_each(|key| writer.put(table, key, key).unwrap()));
    }

    fn keys(&self, table: Table, span: &Span, direction: Direction) -> Vec<Vec<u8>> {
        let reader = self.store.snapshot().unwrap();
        pairs(&*reader, table, span, direction).into_iter().map(|(key, _)| key).collect()
    }

    fn get(&self, table: Table, key: &[u8]) -> Option<Vec<u8>> {
        self.store.snapshot().unwrap().get(table, key).unwrap()
    }
}

fn pairs(reader: &dyn Reader, table: Table, span: &Span, direction: Direction) -> Pairs {
    let mut pairs = Vec::new();
    let scanned = reader.scan(table, span, direction, &mut |key, value| {
        pairs.push((key.to_vec(), value.to_vec()));
        Ok(ControlFlow::Continue(()))
    });
    scanned.unwrap();
    pairs
}

fn everything() -> Span {
    Span { from: Vec::new(), to: None }
}

/// Each function below becomes a test of each store.
macro_rules! conformance {
    ($($name:ident)+) => {
        mod memory { $(#[test] fn $name() { super::$name(&mut super::Subject::memory()); })+ }
        mod redb { $(#[test] fn $name() { super::$name(&mut super::Subject::redb()); })+ }
    };
}

conformance! {
    keys_come_in_the_order_of_their_bytes
    a_prefix_span_holds_just_its_keys
    spans_without_keys_are_empty
    scans_stop_when_told
    errors_of_a_visitor_come_through
    snapshots_do_not_change
    a_write_sees_its_own_changes
    an_abandoned_write_leaves_nothing
    a_failed_write_leaves_nothing
    a_panicking_write_leaves_nothing
    tables_are_apart
    commits_last
    large_values_are_kept
    many_keys_are_kept
    writers_queue
    a_writer_waits_until_its_deadline
    a_free_writer_is_had_after_the_deadline
    a_write_within_a_write_is_refused
    a_closed_store_refuses
    any_operations_are_as_in_a_map
}

fn keys_come_in_the_order_of_their_bytes(subject: &mut Subject) {
    let sorted: [&[u8]; 7] = [b"", b"\0", b"\0\0", b"a", b"a\xff", b"b", b"\xff\xff"];
    let mut mixed = sorted;
    mixed.reverse();
    mixed.swap(1, 4);
    subject.put(Table::Users, &mixed);
    subject.reopen();
    let forward = subject.keys(Table::Users, &everything(), Direction::Forward);
    assert_eq!(forward, sorted.map(<[u8]>::to_vec));
    let mut backward = subject.keys(Table::Users, &everything(), Direction::Backward);
    backward.reverse();
    assert_eq!(backward, forward);
}

fn a_prefix_span_holds_just_its_keys(subject: &mut Subject) {
    let keys: [&[u8]; 9] =
        [b"a", b"a\xfe", b"a\xff", b"a\xff\x00", b"a\xff\xff", b"b", b"\xff", b"\xff\x01", b"\xff\xff\xff"];
    subject.put(Table::Seats, &keys);
    for prefix in
        [&b""[..], b"a", b"a\xff", b"a\xff\xff", b"b", b"c", b"\xff", b"\xff\xff", b"\xff\xff\xff\xff"]
    {
        let expected: Vec<_> =
            keys.iter().filter(|key| key.starts_with(prefix)).map(|key| key.to_vec()).collect();
        let span = Span::prefix(prefix);
        assert_eq!(subject.keys(Table::Seats, &span, Direction::Forward), expected, "{prefix:?}");
        let mut backward = subject.keys(Table::Seats, &span, Direction::Backward);
        backward.reverse();
        assert_eq!(backward, expected, "{prefix:?}");
    }
    let from =
        subject.keys(Table::Seats, &Span::prefix_from(b"a", b"a\xff\x00".to_vec()), Direction::Forward);
    assert_eq!(from, [b"a\xff\x00".to_vec(), b"a\xff\xff".to_vec()]);
}

fn spans_without_keys_are_empty(subject: &mut Subject) {
    subject.put(Table::Seats, &[b"a", b"b", b"c"]);
    for (from, to) in [("b", "b"), ("c", "a"), ("b0", "b1"), ("d", "e")] {
        let span = Span { from: from.into(), to: Some(to.into()) };
        for direction in [Direction::Forward, Direction::Backward] {
            assert_eq!(subject.keys(Table::Seats, &span, direction), Vec::<Vec<u8>>::new());
            subject.commit(|writer| assert_eq!(pairs(writer, Table::Seats, &span, direction), []));
        }
    }
}

fn scans_stop_when_told(subject: &mut Subject) {
    subject.put(Table::Seats, &[b"1", b"2", b"3", b"4"]);
    for (direction, expected) in [(Direction::Forward, ["1", "2"]), (Direction::Backward, ["4", "3"])] {
        let mut seen = Vec::new();
        let mut visit = |key: &[u8], _: &[u8]| {
            seen.push(String::from_utf8(key.to_vec()).unwrap());
            Ok(if seen.len() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        };
        subject.store.snapshot().unwrap().scan(Table::Seats, &everything(), direction, &mut visit).unwrap();
        assert_eq!(seen, expected);
    }
}

fn errors_of_a_visitor_come_through(subject: &mut Subject) {
    subject.put(Table::Seats, &[b"1"]);
    let mut refuse = |_: &[u8], _: &[u8]| Err(Error::new(Status::Cancelled, "enough"));
    let reader = subject.store.snapshot().unwrap();
    let error = reader.scan(Table::Seats, &everything(), Direction::Forward, &mut refuse).unwrap_err();
    assert_eq!((error.status(), error.message()), (Status::Cancelled, "enough"));
    // A write that goes on after such an error may still commit.
    subject.commit(|writer| {
        let scanned = writer.scan(Table::Seats, &everything(), Direction::Forward, &mut refuse);
        assert_eq!(scanned.unwrap_err().status(), Status::Cancelled);
        writer.put(Table::Seats, b"2", b"").unwrap();
    });
    assert_eq!(subject.get(Table::Seats, b"2"), Some(Vec::new()));
}

fn snapshots_do_not_change(subject: &mut Subject) {
    subject.put(Table::Users, &[b"old"]);
    let before = subject.store.snapshot().unwrap();
    let untouched = subject.store.snapshot().unwrap();
    assert_eq!(before.get(Table::Users, b"old").unwrap(), Some(b"old".to_vec()));
    for round in 0..20_u8 {
        subject.commit(|writer| {
            writer.put(Table::Users, &[round], b"new").unwrap();
            writer.remove(Table::Users, b"old").unwrap();
            writer.put(Table::Seats, b"s", &[round]).unwrap();
            // Nobody else sees a write before its commit.
            assert_eq!(subject.get(Table::Users, &[round]), None);
        });
    }
    for reader in [before, untouched] {
        let users = pairs(&*reader, Table::Users, &everything(), Direction::Forward);
        assert_eq!(users, [(b"old".to_vec(), b"old".to_vec())]);
        assert_eq!(reader.get(Table::Seats, b"s").unwrap(), None);
    }
    assert_eq!(subject.keys(Table::Users, &everything(), Direction::Forward).len(), 20);
}

fn a_write_sees_its_own_changes(subject: &mut Subject) {
    subject.put(Table::Seats, &[b"b", b"d", b"f"]);
    subject.commit(|writer| {
        writer.put(Table::Seats, b"a", b"1").unwrap();
        writer.put(Table::Seats, b"d", b"2").unwrap();
        writer.remove(Table::Seats, b"f").unwrap();
        writer.put(Table::Seats, b"e", b"3").unwrap();
        writer.remove(Table::Seats, b"e").unwrap();
        writer.remove(Table::Seats, b"never there").unwrap();
        assert_eq!(writer.get(Table::Seats, b"d").unwrap(), Some(b"2".to_vec()));
        assert_eq!(writer.get(Table::Seats, b"f").unwrap(), None);
        let expected: Pairs =
            [("a", "1"), ("b", "b"), ("d", "2")].map(|(k, v)| (k.into(), v.into())).to_vec();
        let forward = pairs(writer, Table::Seats, &everything(), Direction::Forward);
        assert_eq!(forward, expected);
        let mut backward = pairs(writer, Table::Seats, &everything(), Direction::Backward);
        backward.reverse();
        assert_eq!(backward, expected);
    });
    assert_eq!(subject.keys(Table::Seats, &everything(), Direction::Forward).len(), 3);
}

fn an_abandoned_write_leaves_nothing(subject: &mut Subject) {
    subject.put(Table::Users, &[b"kept"]);
    let abandoned = subject.store.write(None, &mut |writer| {
        writer.put(Table::Users, b"other", b"")?;
        writer.remove(Table::Users, b"kept")?;
        writer.put(Table::Journal, b"j", b"")?;
        Ok(Verdict::Abandon)
    });
    abandoned.unwrap();
    for _ in 0..2 {
        assert_eq!(subject.keys(Table::Users, &everything(), Direction::Forward), [b"kept".to_vec()]);
        assert_eq!(subject.get(Table::Journal, b"j"), None);
        subject.reopen();
    }
}

fn a_failed_write_leaves_nothing(subject: &mut Subject) {
    subject.put(Table::Users, &[b"kept"]);
    let failed = subject.store.write(None, &mut |writer| {
        writer.remove(Table::Users, b"kept")?;
        Err(Error::new(Status::StaleRevision, "no"))
    });
    assert_eq!(failed.unwrap_err().status(), Status::StaleRevision);
    subject.reopen();
    subject.put(Table::Users, &[b"next"]);
    assert_eq!(
        subject.keys(Table::Users, &everything(), Direction::Forward),
        [b"kept".to_vec(), b"next".to_vec()]
    );
}

fn a_panicking_write_leaves_nothing(subject: &mut Subject) {
    let failed = subject.store.write(None, &mut |writer| {
        writer.put(Table::Users, b"u", b"")?;
        panic!("on purpose");
    });
    assert_eq!(failed.unwrap_err().status(), Status::Internal);
    assert_eq!(subject.get(Table::Users, b"u"), None);
    // The panic was not the store's; it works on.
    subject.put(Table::Users, &[b"next"]);
    subject.reopen();
    assert_eq!(subject.keys(Table::Users, &everything(), Direction::Forward), [b"next".to_vec()]);
}

fn tables_are_apart(subject: &mut Subject) {
    subject.commit(|writer| {
        for table in Table::ALL {
            writer.put(table, b"key", table.name().as_bytes()).unwrap();
        }
    });
    for table in Table::ALL {
        assert_eq!(subject.get(table, b"key"), Some(table.name().as_bytes().to_vec()));
    }
    subject.commit(|writer| writer.remove(Table::Users, b"key").unwrap());
    assert_eq!(subject.get(Table::Users, b"key"), None);
    assert!(subject.get(Table::Seats, b"key").is_some());
}

fn commits_last(subject: &mut Subject) {
    for round in 0..5_u8 {
        subject.commit(|writer| {
            writer.put(Table::Catalogue, b"round", &[round]).unwrap();
            writer.put(Table::Journal, &[round], b"entry").unwrap();
        });
        subject.reopen();
        assert_eq!(subject.get(Table::Catalogue, b"round"), Some(vec![round]));
        assert_eq!(
            subject.keys(Table::Journal, &everything(), Direction::Forward).len(),
            usize::from(round) + 1
        );
    }
}

fn large_values_are_kept(subject: &mut Subject) {
    let value: Vec<u8> = (0..1_u32 << 20).map(|at| u8::try_from(at % 251).unwrap()).collect();
    let key = vec![7_u8; 4096];
    subject.commit(|writer| {
        writer.put(Table::Journal, &key, &value).unwrap();
        writer.put(Table::Journal, b"empty", b"").unwrap();
    });
    subject.reopen();
    assert_eq!(subject.get(Table::Journal, &key).as_deref(), Some(value.as_slice()));
    assert_eq!(subject.get(Table::Journal, b"empty"), Some(Vec::new()));
}

fn many_keys_are_kept(subject: &mut Subject) {
    const KEYS: u32 = 100_000;
    subject.commit(|writer| {
        for number in 0..KEYS {
            writer.put(Table::Seats, &number.to_be_bytes(), &number.to_le_bytes()).unwrap();
        }
    });
    subject.commit(|writer| {
        for number in (0..KEYS).step_by(2) {
            writer.remove(Table::Seats, &number.to_be_bytes()).unwrap();
        }
    });
    subject.reopen();
    let reader = subject.store.snapshot().unwrap();
    let mut expected = (1..KEYS).step_by(2);
    let scanned = reader.scan(Table::Seats, &everything(), Direction::Forward, &mut |key, value| {
        let number = expected.next().unwrap();
        assert_eq!((key, value), (&number.to_be_bytes()[..], &number.to_le_bytes()[..]));
        Ok(ControlFlow::Continue(()))
    });
    scanned.unwrap();
    assert_eq!(expected.next(), None);
}

fn a_closed_store_refuses(subject: &mut Subject) {
    subject.put(Table::Users, &[b"u"]);
    let reader = subject.store.snapshot().unwrap();
    subject.store.close().unwrap();
    let statuses = [
        subject.store.snapshot().map(drop).unwrap_err().status(),
        subject.store.write(None, &mut |_| Ok(Verdict::Commit)).unwrap_err().status(),
        subject.store.close().unwrap_err().status(),
        reader.get(Table::Users, b"u").unwrap_err().status(),
        reader
            .scan(Table::Users, &everything(), Direction::Forward, &mut |_, _| unreachable!())
            .unwrap_err()
            .status(),
    ];
    assert_eq!(statuses, [Status::InvalidHandle; 5]);
}
