//! One write through redb: the tables it touches, and how it ends.

use super::RedbStore;
use super::backend::{Guard, Progress};
use super::failure::{Aftermath, Attempt, Failure, guarded, words};
use super::read::{get, scan, slot, table_failure};
use super::session::definition;
use crate::error::{Error, Result, Status};
use crate::store::{Direction, Reader, Span, Table as Name, Verdict, Visit, Writer};
use redb::{CommitError, StorageError, Table, WriteTransaction};
use std::cell::{OnceCell, RefCell};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Bytes = &'static [u8];

/// What `work` sees. Tables are opened when they are touched: a table that is not touched costs the commit nothing.
struct Draft<'t> {
    transaction: &'t WriteTransaction,
    tables: [OnceCell<Table<'t, Bytes, Bytes>>; 4],
    /// The first failure of redb. `work` is told of it as well, but must not be able to commit over it.
    failure: RefCell<Option<Failure>>,
}

impl<'t> Draft<'t> {
    fn table(&self, name: Name) -> Attempt<&Table<'t, Bytes, Bytes>> {
        let slot = slot(&self.tables, name);
        if let Some(open) = slot.get() {
            return Ok(open);
        }
        let opened = guarded(|| self.transaction.open_table(definition(name)).map_err(table_failure))?;
        Ok(slot.get_or_init(|| opened))
    }

    fn table_mut(&mut self, name: Name) -> Attempt<&mut Table<'t, Bytes, Bytes>> {
        self.table(name)?;
        let [catalogue, users, seats, journal] = &mut self.tables;
        let slot = match name {
            Name::Catalogue => catalogue,
            Name::Users => users,
            Name::Seats => seats,
            Name::Journal => journal,
        };
        Ok(slot.get_mut().ok_or_else(|| Error::internal("a table that is not open"))?)
    }

    /// Keeps what the failure means for the handle and gives its error to `work`.
    fn failed(&self, failure: Failure) -> Error {
        let error = failure.error.clone();
        let mut kept = self.failure.borrow_mut();
        let worse = |before: &Failure| {
            before.aftermath != Aftermath::Poison && failure.aftermath == Aftermath::Poison
        };
        if kept.as_ref().is_none_or(worse) {
            *kept = Some(failure);
        }
        error
    }

    /// Like `failed`, for scans, through which errors of the visitor come as well: those are none of redb's.
    fn scan_failed(&self, failure: Failure) -> Error {
        if failure.aftermath == Aftermath::Fine { failure.error } else { self.failed(failure) }
    }
}

impl Reader for Draft<'_> {
    fn get(&self, table: Name, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.table(table).and_then(|open| get(open, key)).map_err(|failure| self.failed(failure))
    }

    fn scan(&self, table: Name, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        self.table(table)
            .and_then(|open| scan(open, span, direction, visit))
            .map_err(|failure| self.scan_failed(failure))
    }
}

impl Writer for Draft<'_> {
    fn put(&mut self, table: Name, key: &[u8], value: &[u8]) -> Result<()> {
        let put = self.table_mut(table).and_then(|open| {
            guarded(|| {
                open.insert(key, value)?;
                Ok::<_, StorageError>(())
            })
        });
        put.map_err(|failure| self.failed(failure))
    }

    fn remove(&mut self, table: Name, key: &[u8]) -> Result<()> {
        let removed = self.table_mut(table).and_then(|open| {
            guarded(|| {
                open.remove(key)?;
                Ok::<_, StorageError>(())
            })
        });
        removed.map_err(|failure| self.failed(failure))
    }
}

/// Runs `work` in a transaction that has just begun and ends it. Success, too, may leave something behind: redb can
/// fail after the commit is on the disk.
pub(super) fn run(
    store: &RedbStore,
    transaction: WriteTransaction,
    guard: &Guard,
    work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
) -> Attempt<Aftermath> {
    let verdict = attempt(store, &transaction, work);
    let poisoned = matches!(&verdict, Err(failure) if failure.aftermath == Aftermath::Poison);
    // `work` may have forked, and this may be the child.
    let forked = store.birth.check();
    if poisoned || forked.is_err() || store.must_not_run_redb() {
        mem::forget(transaction);
        forked?;
        return Err(verdict.err().unwrap_or_else(|| super::poisoned().into()));
    }
    let failure = match verdict {
        Ok(Verdict::Commit) => return commit(transaction, guard),
        Ok(Verdict::Abandon) => return abort(transaction).map(|()| Aftermath::Fine),
        Err(failure) => failure,
    };
    // The first error is the one to tell; of what is left behind the worst counts.
    match abort(transaction) {
        Err(second) if failure.aftermath == Aftermath::Fine || second.aftermath == Aftermath::Poison => {
            Err(Failure { error: failure.error, aftermath: second.aftermath })
        }
        _ => Err(failure),
    }
}

/// Runs `work` and closes the tables that it has touched.
fn attempt(
    store: &RedbStore,
    transaction: &WriteTransaction,
    work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
) -> Attempt<Verdict> {
    let mut draft = Draft { transaction, tables: Default::default(), failure: RefCell::default() };
    let worked = catch_unwind(AssertUnwindSafe(|| work(&mut draft)));
    let Draft { tables, failure, .. } = draft;
    let failure = failure.into_inner();
    let poisoned = failure.as_ref().is_some_and(|failure| failure.aftermath == Aftermath::Poison);
    if poisoned || store.must_not_run_redb() {
        mem::forget(tables);
    } else {
        guarded(|| {
            drop(tables);
            Ok::<_, StorageError>(())
        })?;
    }
    match (failure, worked) {
        // What redb says comes first: `work` may have turned it into something else.
        (Some(failure), _) => Err(failure),
        (None, Ok(verdict)) => Ok(verdict?),
        (None, Err(payload)) => Err(Error::internal(format!(
            "the work of a write panicked (`{}`); nothing was written",
            words(payload.as_ref())
        ))
        .into()),
    }
}

fn abort(transaction: WriteTransaction) -> Attempt<()> {
    guarded(|| transaction.abort())
}

/// Commits. What redb reports is compared with what it has done to the file: most commits that fail did certainly
/// not happen, some certainly did, and few leave a doubt.
fn commit(transaction: WriteTransaction, guard: &Guard) -> Attempt<Aftermath> {
    guard.begin_commit();
    let refused = |error| match error {
        CommitError::Storage(error) => redb::Error::from(error),
        other => other.into(),
    };
    let Err(failure) = guarded(|| transaction.commit().map_err(refused)) else { return Ok(Aftermath::Fine) };
    // Whatever it was, redb does not go on after a failed commit.
    let aftermath = match failure.aftermath {
        Aftermath::Fine => Aftermath::Reopen,
        other => other,
    };
    match guard.progress() {
        Progress::Committed => return Ok(aftermath),
        Progress::NotCommitted => return Err(Failure { error: failure.error, aftermath }),
        Progress::InDoubt => {}
    }
    let mut error = Error::new(
        Status::OutcomeUnknown,
        format!(
            "it is not known whether the operation was committed ({}); repeat it with the same request id",
            failure.error.message()
        ),
    );
    for (name, detail) in failure.error.details() {
        error = error.with(name, detail.clone());
    }
    Err(Failure { error, aftermath })
}
