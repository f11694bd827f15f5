//! A book in memory: for tests, trials and plans that need no file. Nothing of it outlives the handle.

use super::queue::WriterQueue;
use super::{Direction, Reader, Span, Store, Table, Verdict, Visit, Writer};
use crate::error::{Error, Result, Status};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::{Bound, ControlFlow};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

type Bytes = Arc<[u8]>;
type Tree = BTreeMap<Bytes, Bytes>;
/// What a write has changed so far: the new value, or `None` for removed.
type Changes = BTreeMap<Bytes, Option<Bytes>>;
type Bounds<'s> = (Bound<&'s [u8]>, Bound<&'s [u8]>);

/// One state of every table. Cloning it is cheap: the trees are shared until somebody changes one.
#[derive(Clone, Debug, Default)]
struct State {
    catalogue: Arc<Tree>,
    users: Arc<Tree>,
    seats: Arc<Tree>,
    journal: Arc<Tree>,
}

impl State {
    fn tree(&self, table: Table) -> &Tree {
        match table {
            Table::Catalogue => &self.catalogue,
            Table::Users => &self.users,
            Table::Seats => &self.seats,
            Table::Journal => &self.journal,
        }
    }

    fn tree_mut(&mut self, table: Table) -> &mut Arc<Tree> {
        match table {
            Table::Catalogue => &mut self.catalogue,
            Table::Users => &mut self.users,
            Table::Seats => &mut self.seats,
            Table::Journal => &mut self.journal,
        }
    }
}

/// A store that keeps everything in memory.
#[derive(Debug)]
pub struct MemoryStore {
    queue: WriterQueue,
    /// `None` once the store is closed.
    committed: RwLock<Option<State>>,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self { queue: WriterQueue::default(), committed: RwLock::new(Some(State::default())) }
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn committed(&self) -> Result<State> {
        self.committed.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(closed)
    }

    fn apply(&self, changes: [(Table, Changes); 4]) -> Result<()> {
        let mut committed = self.committed.write().unwrap_or_else(PoisonError::into_inner);
        let state = committed.as_mut().ok_or_else(closed)?;
        for (table, changes) in changes {
            if changes.is_empty() {
                continue;
            }
            // Copies the tree only while a snapshot still looks at it.
            let tree = Arc::make_mut(state.tree_mut(table));
            for (key, value) in changes {
                match value {
                    Some(value) => tree.insert(key, value),
                    None => tree.remove(&key),
                };
            }
        }
        Ok(())
    }
}

fn closed() -> Error {
    Error::new(Status::InvalidHandle, "the book was closed; open it again")
}

impl Store for MemoryStore {
    fn snapshot(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(Snapshot { store: self, state: self.committed()? }))
    }

    fn write(
        &self,
        deadline: Option<Instant>,
        work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
    ) -> Result<()> {
        self.committed()?;
        let _turn = self.queue.enter(deadline)?;
        let mut draft =
            Draft { base: self.committed()?, changes: Table::ALL.map(|table| (table, Changes::new())) };
        let verdict = catch_unwind(AssertUnwindSafe(|| work(&mut draft)))
            .unwrap_or_else(|_| Err(Error::internal("the work of a write panicked; nothing was written")))?;
        let Draft { base, changes } = draft;
        // Before the changes are applied, or the draft's own share would force a copy of each tree.
        drop(base);
        match verdict {
            Verdict::Commit => self.apply(changes),
            Verdict::Abandon => Ok(()),
        }
    }

    fn close(&self) -> Result<()> {
        self.committed.write().unwrap_or_else(PoisonError::into_inner).take().map(drop).ok_or_else(closed)
    }
}

struct Snapshot<'a> {
    store: &'a MemoryStore,
    state: State,
}

impl Snapshot<'_> {
    fn check(&self) -> Result<()> {
        match *self.store.committed.read().unwrap_or_else(PoisonError::into_inner) {
            Some(_) => Ok(()),
            None => Err(closed()),
        }
    }
}

impl Reader for Snapshot<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.check()?;
        Ok(self.state.tree(table).get(key).map(|value| value.to_vec()))
    }

    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        self.check()?;
        let Some(bounds) = bounds(span) else { return Ok(()) };
        let pairs = self.state.tree(table).range::<[u8], _>(bounds);
        match direction {
            Direction::Forward => show(pairs, visit),
            Direction::Backward => show(pairs.rev(), visit),
        }
    }
}

/// A write in progress: the committed state with changes laid over it.
struct Draft {
    base: State,
    changes: [(Table, Changes); 4],
}

impl Draft {
    fn changes(&self, table: Table) -> Option<&Changes> {
        self.changes.iter().find(|(name, _)| *name == table).map(|(_, changes)| changes)
    }

    fn change(&mut self, table: Table, key: &[u8], value: Option<Bytes>) -> Result<()> {
        let changes = self.changes.iter_mut().find(|(name, _)| *name == table).map(|(_, changes)| changes);
        changes.ok_or_else(|| Error::internal("a table without changes"))?.insert(key.into(), value);
        Ok(())
    }
}

impl Reader for Draft {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        if let Some(changed) = self.changes(table).and_then(|changes| changes.get(key)) {
            return Ok(changed.as_ref().map(|value| value.to_vec()));
        }
        Ok(self.base.tree(table).get(key).map(|value| value.to_vec()))
    }

    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        let Some(bounds) = bounds(span) else { return Ok(()) };
        let old = self.base.tree(table).range::<[u8], _>(bounds);
        let new = self.changes(table).into_iter().flat_map(|changes| changes.range::<[u8], _>(bounds));
        match direction {
            Direction::Forward => show(Overlay::new(old, new, Ordering::Less), visit),
            Direction::Backward => show(Overlay::new(old.rev(), new.rev(), Ordering::Greater), visit),
        }
    }
}

impl Writer for Draft {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<()> {
        self.change(table, key, Some(value.into()))
    }

    fn remove(&mut self, table: Table, key: &[u8]) -> Result<()> {
        self.change(table, key, None)
    }
}

/// Committed pairs and changes merged in key order; a change hides the pair under it.
struct Overlay<A: Iterator, B: Iterator> {
    old: Peekable<A>,
    new: Peekable<B>,
    /// How the key that comes first compares to the other.
    first: Ordering,
}

impl<A: Iterator, B: Iterator> Overlay<A, B> {
    fn new(old: A, new: B, first: Ordering) -> Self {
        Self { old: old.peekable(), new: new.peekable(), first }
    }
}

impl<'a, A, B> Iterator for Overlay<A, B>
where
    A: Iterator<Item = (&'a Bytes, &'a Bytes)>,
    B: Iterator<Item = (&'a Bytes, &'a Option<Bytes>)>,
{
    type Item = (&'a Bytes, &'a Bytes);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let order = match (self.old.peek(), self.new.peek()) {
                (_, None) => return self.old.next(),
                (None, Some(_)) => self.first.reverse(),
                (Some((old, _)), Some((new, _))) => old.cmp(new),
            };
            if order == self.first {
                return self.old.next();
            }
            if order == Ordering::Equal {
                self.old.next();
            }
            if let Some((key, Some(value))) = self.new.next() {
                return Some((key, value));
            }
        }
    }
}

/// The bounds of a span, or `None` when it is empty (`BTreeMap::range` panics on a start after the end).
fn bounds(span: &Span) -> Option<Bounds<'_>> {
    match &span.to {
        Some(to) if *to <= span.from => None,
        Some(to) => Some((Bound::Included(&span.from), Bound::Excluded(to))),
        None => Some((Bound::Included(&span.from), Bound::Unbounded)),
    }
}

fn show<'a>(pairs: impl Iterator<Item = (&'a Bytes, &'a Bytes)>, visit: &mut Visit<'_>) -> Result<()> {
    for (key, value) in pairs {
        if let ControlFlow::Break(()) = visit(key, value)? {
            break;
        }
    }
    Ok(())
}
