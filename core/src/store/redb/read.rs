//! Reading through redb: snapshots, and what they share with writes.

use super::RedbStore;
use super::failure::{Attempt, Failure, guarded};
use super::session::definition;
use crate::error::{Error, Result, Status};
use crate::store::{Direction, Reader, Span, Table, Visit};
use redb::{AccessGuard, Range, ReadOnlyTable, ReadTransaction, ReadableTable, StorageError, TableError};
use std::cell::OnceCell;
use std::mem;
use std::ops::{Bound, ControlFlow};

type Bytes = &'static [u8];

/// The place of a table among the tables that a transaction has opened.
pub(super) fn slot<T>(slots: &[T; 4], table: Table) -> &T {
    let [catalogue, users, seats, journal] = slots;
    match table {
        Table::Catalogue => catalogue,
        Table::Users => users,
        Table::Seats => seats,
        Table::Journal => journal,
    }
}

/// A table that could not be opened. All tables were there when the book was opened, so one that is not is damage.
pub(super) fn table_failure(error: TableError) -> StorageError {
    match error {
        TableError::Storage(error) => error,
        other => StorageError::Corrupted(other.to_string()),
    }
}

/// One committed state.
pub(super) struct Snapshot<'s> {
    store: &'s RedbStore,
    /// The session that it belongs to.
    serial: u64,
    /// `None` only while it is dropped.
    inner: Option<Inner>,
}

/// The tables come before the transaction that they belong to, so that they are dropped first.
struct Inner {
    tables: [OnceCell<ReadOnlyTable<Bytes, Bytes>>; 4],
    transaction: ReadTransaction,
}

impl Inner {
    /// The table, opened at its first use.
    fn table(&self, table: Table) -> Attempt<&ReadOnlyTable<Bytes, Bytes>> {
        let slot = slot(&self.tables, table);
        if let Some(open) = slot.get() {
            return Ok(open);
        }
        let opened = guarded(|| self.transaction.open_table(definition(table)).map_err(table_failure))?;
        Ok(slot.get_or_init(|| opened))
    }
}

impl<'s> Snapshot<'s> {
    pub(super) fn new(store: &'s RedbStore, serial: u64, transaction: ReadTransaction) -> Self {
        Self { store, serial, inner: Some(Inner { tables: Default::default(), transaction }) }
    }

    fn table(&self, table: Table) -> Attempt<&ReadOnlyTable<Bytes, Bytes>> {
        let inner =
            self.inner.as_ref().ok_or_else(|| Error::internal("a snapshot without its transaction"))?;
        inner.table(table)
    }

    /// Reports a failure and lets the store draw its conclusions.
    fn failed(&self, failure: Failure) -> Error {
        // A closed book explains everything that goes wrong after.
        if let Err(error) = self.store.check_usable() {
            return error;
        }
        // A damaged page may concern nobody else; the next write finds out.
        if failure.error.status() != Status::Corrupt {
            self.store.conclude(self.serial, failure.aftermath);
        }
        failure.error
    }
}

impl Reader for Snapshot<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.store.check_usable()?;
        self.table(table).and_then(|open| get(open, key)).map_err(|failure| self.failed(failure))
    }

    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        self.store.check_usable()?;
        self.table(table)
            .and_then(|open| scan(open, span, direction, visit))
            .map_err(|failure| self.failed(failure))
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        let inner = self.inner.take();
        if self.store.must_not_run_redb() {
            // Dropping would give back a lock that is the parent's, or run into what has panicked before.
            mem::forget(inner);
            return;
        }
        let dropped = guarded(|| {
            drop(inner);
            Ok::<_, redb::Error>(())
        });
        if let Err(failure) = dropped {
            self.store.conclude(self.serial, failure.aftermath);
        }
    }
}

/// The value of a key in an open table.
pub(super) fn get(open: &impl ReadableTable<Bytes, Bytes>, key: &[u8]) -> Attempt<Option<Vec<u8>>> {
    guarded(|| Ok::<_, StorageError>(open.get(key)?.map(|value| value.value().to_vec())))
}

/// Visits a span of an open table. An error of `visit` comes back as a failure that leaves everything fine.
pub(super) fn scan(
    open: &impl ReadableTable<Bytes, Bytes>,
    span: &Span,
    direction: Direction,
    visit: &mut Visit<'_>,
) -> Attempt<()> {
    let end = match &span.to {
        // redb panics on a start after the end.
        Some(to) if *to <= span.from => return Ok(()),
        Some(to) => Bound::Excluded(to.as_slice()),
        None => Bound::Unbounded,
    };
    let mut pairs = guarded(|| open.range::<&[u8]>((Bound::Included(span.from.as_slice()), end)))?;
    // Only redb runs inside the guard: a panic of `visit` is the caller's own and says nothing of redb.
    while let Some((key, value)) = next(&mut pairs, direction)? {
        let (key, value) = guarded(|| Ok::<_, StorageError>((key.value(), value.value())))?;
        if let ControlFlow::Break(()) = visit(key, value)? {
            break;
        }
    }
    Ok(())
}

type Pair<'t> = (AccessGuard<'t, Bytes>, AccessGuard<'t, Bytes>);

fn next<'t>(pairs: &mut Range<'t, Bytes, Bytes>, direction: Direction) -> Attempt<Option<Pair<'t>>> {
    guarded(|| {
        match direction {
            Direction::Forward => pairs.next(),
            Direction::Backward => pairs.next_back(),
        }
        .transpose()
    })
}
