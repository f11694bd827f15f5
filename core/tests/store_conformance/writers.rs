//! One writer at a time.

use super::Subject;
use seatbook_core::store::{Reader, Table, Verdict, Writer};
use seatbook_core::{Result, Status};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

pub fn writers_queue(subject: &mut Subject) {
    const THREADS: u64 = 4;
    const ROUNDS: u64 = 25;
    let number = |reader: &dyn Reader| {
        let stored = reader.get(Table::Catalogue, b"count").unwrap();
        stored.map_or(0, |bytes| u64::from_be_bytes(bytes.try_into().unwrap()))
    };
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..ROUNDS {
                    subject.commit(|writer| {
                        let count = number(writer);
                        thread::yield_now();
                        writer.put(Table::Catalogue, b"count", &(count + 1).to_be_bytes()).unwrap();
                    });
                }
            });
        }
        scope.spawn(|| {
            let mut last = 0;
            while last < THREADS * ROUNDS {
                let now = number(&*subject.store.snapshot().unwrap());
                assert!(now >= last, "a later snapshot showed an earlier state");
                last = now;
            }
        });
    });
    assert_eq!(number(&*subject.store.snapshot().unwrap()), THREADS * ROUNDS);
}

/// Runs `meanwhile` while another thread is in a write.
fn while_writing(subject: &Subject, meanwhile: impl FnOnce()) {
    let (entered, is_in) = mpsc::channel();
    let (leave, may_leave) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            subject.commit(|writer| {
                writer.put(Table::Users, b"slow", b"").unwrap();
                entered.send(()).unwrap();
                may_leave.recv().unwrap();
            });
        });
        is_in.recv().unwrap();
        meanwhile();
        leave.send(()).unwrap();
    });
}

pub fn a_writer_waits_until_its_deadline(subject: &mut Subject) {
    let nothing = &mut |_: &mut dyn Writer| -> Result<Verdict> { panic!("it is not its turn") };
    while_writing(subject, || {
        for wait in [0, 1, 30] {
            let deadline = Instant::now() + Duration::from_millis(wait);
            assert_eq!(subject.store.write(Some(deadline), nothing).unwrap_err().status(), Status::Busy);
        }
        // A snapshot does not wait for the writer.
        assert_eq!(subject.get(Table::Users, b"slow"), None);
    });
    assert_eq!(subject.get(Table::Users, b"slow"), Some(Vec::new()));
    subject.put(Table::Users, &[b"next"]);
}

pub fn a_free_writer_is_had_after_the_deadline(subject: &mut Subject) {
    let past = Instant::now();
    let written = subject.store.write(Some(past), &mut |writer| {
        writer.put(Table::Users, b"u", b"")?;
        Ok(Verdict::Commit)
    });
    written.unwrap();
    assert_eq!(subject.get(Table::Users, b"u"), Some(Vec::new()));
}

pub fn a_write_within_a_write_is_refused(subject: &mut Subject) {
    subject.commit(|writer| {
        let inner = subject.store.write(None, &mut |_| Ok(Verdict::Commit));
        assert_eq!(inner.unwrap_err().status(), Status::Busy);
        writer.put(Table::Users, b"outer", b"").unwrap();
    });
    assert_eq!(subject.get(Table::Users, b"outer"), Some(Vec::new()));
}
