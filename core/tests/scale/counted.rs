//! A store that counts how often it is asked.

use seatbook_core::store::memory::MemoryStore;
use seatbook_core::store::{Direction, Reader, Span, Store, Table, Verdict, Visit, Writer};
use seatbook_core::{Book, OpenOptions, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// What a store was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Keys that were looked up, and keys that scans came by.
    pub reads: u64,
    /// Keys that were written or removed.
    pub writes: u64,
    /// Of these, keys of users and of seats: not the journal, which has a record for every operation.
    pub in_place: u64,
}

#[derive(Default)]
struct Counter {
    reads: AtomicU64,
    writes: AtomicU64,
    in_place: AtomicU64,
}

impl Counter {
    fn read(&self) {
        self.reads.fetch_add(1, Ordering::Relaxed);
    }

    fn write(&self, table: Table) {
        self.writes.fetch_add(1, Ordering::Relaxed);
        if table != Table::Journal {
            self.in_place.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// A book in memory whose store counts.
pub struct Counted {
    pub book: Book,
    counter: Arc<Counter>,
}

impl Counted {
    pub fn new() -> Self {
        let counter = Arc::new(Counter::default());
        let store = CountingStore { inner: MemoryStore::new(), counter: Arc::clone(&counter) };
        Self { book: Book::with_store(Box::new(store), &OpenOptions::default()).unwrap(), counter }
    }

    /// Does something, and tells what the store was asked for meanwhile.
    pub fn during<T>(&self, work: impl FnOnce(&Book) -> T) -> (T, Asked) {
        let before = self.asked();
        let answer = work(&self.book);
        let after = self.asked();
        let asked = Asked {
            reads: after.reads - before.reads,
            writes: after.writes - before.writes,
            in_place: after.in_place - before.in_place,
        };
        (answer, asked)
    }

    fn asked(&self) -> Asked {
        let number = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Asked {
            reads: number(&self.counter.reads),
            writes: number(&self.counter.writes),
            in_place: number(&self.counter.in_place),
        }
    }
}

struct CountingStore {
    inner: MemoryStore,
    counter: Arc<Counter>,
}

impl Store for CountingStore {
    fn snapshot(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(CountingReader { inner: self.inner.snapshot()?, counter: &self.counter }))
    }

    fn write(
        &self,
        deadline: Option<Instant>,
        work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
    ) -> Result<()> {
        self.inner.write(deadline, &mut |writer| {
            work(&mut CountingWriter { inner: writer, counter: &self.counter })
        })
    }

    fn close(&self) -> Result<()> {
        self.inner.close()
    }
}

struct CountingReader<'a> {
    inner: Box<dyn Reader + 'a>,
    counter: &'a Counter,
}

struct CountingWriter<'a> {
    inner: &'a mut dyn Writer,
    counter: &'a Counter,
}

fn get(inner: &dyn Reader, counter: &Counter, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
    counter.read();
    inner.get(table, key)
}

fn scan(
    inner: &dyn Reader,
    counter: &Counter,
    (table, span, direction): (Table, &Span, Direction),
    visit: &mut Visit<'_>,
) -> Result<()> {
    counter.read();
    inner.scan(table, span, direction, &mut |key, value| {
        counter.read();
        visit(key, value)
    })
}

impl Reader for CountingReader<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        get(self.inner.as_ref(), self.counter, table, key)
    }

    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        scan(self.inner.as_ref(), self.counter, (table, span, direction), visit)
    }
}

impl Reader for CountingWriter<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        get(&*self.inner, self.counter, table, key)
    }

    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        scan(&*self.inner, self.counter, (table, span, direction), visit)
    }
}

impl Writer for CountingWriter<'_> {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<()> {
        self.counter.write(table);
        self.inner.put(table, key, value)
    }

    fn remove(&mut self, table: Table, key: &[u8]) -> Result<()> {
        self.counter.write(table);
        self.inner.remove(table, key)
    }
}
