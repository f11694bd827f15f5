//! Reading through redb: snapshots, and what they share with writes.

use super::RedbStore;
use super::failure::{Attempt, Failure, guarded};
use super::kept::State;
use super::session::definition;
use crate::error::{Error, Result, Status};
use crate::store::decoded::Decoded;
use crate::store::{Direction, Reader, Span, Table, Visit};
use redb::{AccessGuard, Range, ReadOnlyTable, ReadTransaction, ReadableTable, StorageError, TableError};
use std::mem;
use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, OnceLock};

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

/// A committed state as redb reads it. The tables come before the transaction that they belong to, so that they are
/// dropped first. Nobody drops it but [`let_go`].
pub(super) struct Inner {
    tables: [OnceLock<ReadOnlyTable<Bytes, Bytes>>; 4],
    transaction: ReadTransaction,
    decoded: Decoded,
}

impl Inner {
    pub(super) fn new(transaction: ReadTransaction) -> Self {
        Self { tables: Default::default(), transaction, decoded: Decoded::default() }
    }

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

/// Drops a state, if nobody else has it any more and redb may run.
pub(super) fn let_go(store: &RedbStore, state: State) {
    let State { serial, inner } = state;
    let Some(last) = Arc::into_inner(inner) else { return };
    if store.must_not_run_redb() {
        // Dropping would give back a lock that is the parent's, or run into what has panicked before.
        mem::forget(last);
        return;
    }
    let dropped = guarded(|| {
        drop(last);
        Ok::<_, redb::Error>(())
    });
    if let Err(failure) = dropped {
        store.conclude(serial, failure.aftermath);
    }
}

/// One committed state, in somebody's hands.
pub(super) struct Snapshot<'s> {
    store: &'s RedbStore,
    /// `None` only while it is dropped.
    state: Option<State>,
    /// Whether a host's own code, which may fork, runs between one look and the next.
    among_others: bool,
}

impl<'s> Snapshot<'s> {
    pub(super) fn new(store: &'s RedbStore, state: State, among_others: bool) -> Self {
        Self { store, state: Some(state), among_others }
    }

    fn table(&self, table: Table) -> Attempt<&ReadOnlyTable<Bytes, Bytes>> {
        let state = self.state.as_ref();
        state.ok_or_else(|| Error::internal("a snapshot without its transaction"))?.inner.table(table)
    }

    fn check(&self) -> Result<()> {
        if self.among_others { self.store.check_usable() } else { self.store.check_condition() }
    }

    /// Reports a failure and lets the store draw its conclusions.
    fn failed(&self, failure: Failure) -> Error {
        // A closed book explains everything that goes wrong after.
        if let Err(error) = self.store.check_usable() {
            return error;
        }
        // A damaged page may concern nobody else; the next write finds out.
        if let Some(state) = self.state.as_ref().filter(|_| failure.error.status() != Status::Corrupt) {
            self.store.conclude(state.serial, failure.aftermath);
        }
        failure.error
    }
}

impl Reader for Snapshot<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.check()?;
        self.table(table).and_then(|open| get(open, key)).map_err(|failure| self.failed(failure))
    }

    fn peek(&self, table: Table, key: &[u8], show: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<bool> {
        self.check()?;
        self.table(table).and_then(|open| peek(open, key, show)).map_err(|failure| self.failed(failure))
    }

    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        self.check()?;
        self.table(table)
            .and_then(|open| scan(open, span, direction, visit))
            .map_err(|failure| self.failed(failure))
    }

    fn decoded(&self) -> Option<&Decoded> {
        self.state.as_ref().map(|state| &state.inner.decoded)
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if let Some(state) = self.state.take() {
            let_go(self.store, state);
        }
    }
}

/// The value of a key in an open table.
pub(super) fn get(open: &impl ReadableTable<Bytes, Bytes>, key: &[u8]) -> Attempt<Option<Vec<u8>>> {
    guarded(|| Ok::<_, StorageError>(open.get(key)?.map(|value| value.value().to_vec())))
}

/// Shows the value of a key in an open table. An error of `show` comes back as a failure that leaves everything fine.
fn peek(
    open: &impl ReadableTable<Bytes, Bytes>,
    key: &[u8],
    show: &mut dyn FnMut(&[u8]) -> Result<()>,
) -> Attempt<bool> {
    let Some(found) = guarded(|| open.get(key))? else { return Ok(false) };
    show(guarded(|| Ok::<_, StorageError>(found.value()))?)?;
    Ok(true)
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
