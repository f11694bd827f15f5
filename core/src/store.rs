//! What a book is kept in: ordered tables of bytes with snapshots and atomic writes.
//!
//! The layout of the book (`layout`) is written once over this; a backend only has to keep the promises that
//! `core/tests/store_conformance.rs` checks: order, snapshots, all or nothing, durability, one writer.

use crate::error::Result;
use std::ops::ControlFlow;
use std::time::Instant;

#[doc(hidden)]
pub mod decoded;
pub mod memory;
pub(crate) mod overlay;
mod queue;
pub mod redb;

/// The trees of a book. Few, because every tree that a commit touches costs it pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// Book header, orgs, products, pools' terms, groups.
    Catalogue,
    /// Users by id and by number, memberships.
    Users,
    /// Seats, free seats, holdings, counters.
    Seats,
    /// Operations, their chain, request ids, history by user.
    Journal,
}

impl Table {
    /// Every table.
    pub const ALL: [Table; 4] = [Table::Catalogue, Table::Users, Table::Seats, Table::Journal];

    /// Its name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Catalogue => "catalogue",
            Table::Users => "users",
            Table::Seats => "seats",
            Table::Journal => "journal",
        }
    }
}

/// Keys to visit: from `from` (inclusive) up to `to` (exclusive; `None` is the end of the table).
#[derive(Clone, Debug)]
pub struct Span {
    /// First key that may be visited.
    pub from: Vec<u8>,
    /// First key after the span.
    pub to: Option<Vec<u8>>,
}

impl Span {
    /// All keys that begin with `prefix`.
    pub fn prefix(prefix: &[u8]) -> Self {
        Self { from: prefix.to_vec(), to: after_prefix(prefix) }
    }

    /// Keys from `from` on that begin with `prefix`.
    pub fn prefix_from(prefix: &[u8], from: Vec<u8>) -> Self {
        Self { from, to: after_prefix(prefix) }
    }
}

/// The smallest key greater than every key that begins with `prefix`.
fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if let Some(next) = last.checked_add(1) {
            end.push(next);
            return Some(end);
        }
    }
    None
}

/// Which way a scan goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest key first.
    Forward,
    /// Greatest key first.
    Backward,
}

/// Called with each key and value of a scan.
pub type Visit<'a> = dyn FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>> + 'a;

/// One consistent state of the tables: a committed snapshot, or a write in progress with its own changes.
pub trait Reader {
    /// The value of a key.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>>;

    /// Shows the value of a key where it lies, if there is one; whether there was. For who wants little of a large value.
    fn peek(&self, table: Table, key: &[u8], show: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<bool> {
        match self.get(table, key)? {
            Some(value) => show(&value).map(|()| true),
            None => Ok(false),
        }
    }

    /// Visits the keys of a span in order until `visit` breaks.
    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()>;

    /// What this state keeps decoded; none where it can still change.
    #[doc(hidden)]
    fn decoded(&self) -> Option<&decoded::Decoded> {
        None
    }
}

/// A write in progress. Reads see what it has written so far; nobody else does before the commit.
pub trait Writer: Reader {
    /// Sets the value of a key.
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<()>;

    /// Removes a key; absent keys are fine.
    fn remove(&mut self, table: Table, key: &[u8]) -> Result<()>;
}

/// What becomes of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Make it durable, whole.
    Commit,
    /// Forget it, whole.
    Abandon,
}

/// Where a book is kept.
pub trait Store: Send + Sync {
    /// The last committed state. Cheap; does not wait for a writer.
    fn snapshot(&self) -> Result<Box<dyn Reader + '_>>;

    /// One question to the last committed state. While it is answered nothing of a host's own runs, so that what only that could
    /// change (a fork) need be asked of the system but once.
    fn look(&self, question: &mut dyn FnMut(&dyn Reader) -> Result<()>) -> Result<()> {
        question(self.snapshot()?.as_ref())
    }

    /// Runs `work` as the only writer. When it returns `Commit` and this returns `Ok`, the changes are durable; on
    /// any error nothing is written, save that a failed commit may say [`crate::Status::OutcomeUnknown`].
    ///
    /// Waits for another writer until `deadline`, then fails with [`crate::Status::Busy`].
    fn write(
        &self,
        deadline: Option<Instant>,
        work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
    ) -> Result<()>;

    /// Lets go of what it is kept in. Later calls fail with [`crate::Status::InvalidHandle`].
    fn close(&self) -> Result<()>;
}
