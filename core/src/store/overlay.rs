//! A write that is not committed yet, or never: changes kept in memory over a snapshot. Dry runs write here what the real run would
//! write into the store; nobody waits for them, and they work on a book that is only open for reading. What may have to be taken back in
//! the middle of a real write is written here first.

use super::{Direction, Reader, Span, Table, Visit, Writer};
use crate::error::Result;
use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

/// The new value of a key, or `None` for removed.
type Changes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;
type Walk<'s> = Box<dyn Iterator<Item = (&'s Vec<u8>, &'s Option<Vec<u8>>)> + 's>;

/// A snapshot with changes laid over it.
pub(crate) struct Overlay<'a> {
    base: &'a dyn Reader,
    changes: BTreeMap<Table, Changes>,
}

impl<'a> Overlay<'a> {
    /// Nothing changed yet.
    pub(crate) fn new(base: &'a dyn Reader) -> Self {
        Self { base, changes: BTreeMap::new() }
    }

    /// What was changed, without what it was laid over.
    pub(crate) fn into_changes(self) -> Pending {
        Pending(self.changes)
    }

    /// Changes of a span, in the order of a scan.
    fn changes_in(&self, table: Table, span: &Span, direction: Direction) -> Walk<'_> {
        let empty = span.to.as_ref().is_some_and(|to| *to <= span.from);
        let Some(changes) = self.changes.get(&table).filter(|_| !empty) else {
            return Box::new(std::iter::empty());
        };
        let to = span.to.as_ref().map_or(Bound::Unbounded, |to| Bound::Excluded(to.as_slice()));
        let range = changes.range::<[u8], _>((Bound::Included(span.from.as_slice()), to));
        match direction {
            Direction::Forward => Box::new(range),
            Direction::Backward => Box::new(range.rev()),
        }
    }
}

/// Changes that are still to be written.
pub(crate) struct Pending(BTreeMap<Table, Changes>);

impl Pending {
    /// Writes them.
    pub(crate) fn put(self, writer: &mut dyn Writer) -> Result<()> {
        for (table, changes) in self.0 {
            for (key, value) in changes {
                match value {
                    Some(value) => writer.put(table, &key, &value)?,
                    None => writer.remove(table, &key)?,
                }
            }
        }
        Ok(())
    }
}

impl Reader for Overlay<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
        match self.changes.get(&table).and_then(|changes| changes.get(key)) {
            Some(changed) => Ok(changed.clone()),
            None => self.base.get(table, key),
        }
    }

    fn scan(&self, table: Table, span: &Span, direction: Direction, visit: &mut Visit<'_>) -> Result<()> {
        let mut changes = self.changes_in(table, span, direction).peekable();
        let comes_first = |one: &[u8], other: &[u8]| match direction {
            Direction::Forward => one < other,
            Direction::Backward => one > other,
        };
        let mut told_to_stop = false;
        self.base.scan(table, span, direction, &mut |key, value| {
            // Changes before this key, then the key itself unless a change hides it.
            while let Some((changed, new)) = changes.next_if(|(changed, _)| comes_first(changed, key)) {
                if let Some(new) = new
                    && visit(changed, new)?.is_break()
                {
                    told_to_stop = true;
                    return Ok(ControlFlow::Break(()));
                }
            }
            let step = match changes.next_if(|(changed, _)| changed.as_slice() == key) {
                Some((_, Some(new))) => visit(key, new)?,
                Some((_, None)) => ControlFlow::Continue(()),
                None => visit(key, value)?,
            };
            told_to_stop = step.is_break();
            Ok(step)
        })?;
        if told_to_stop {
            return Ok(());
        }
        for (changed, new) in changes {
            if let Some(new) = new
                && visit(changed, new)?.is_break()
            {
                break;
            }
        }
        Ok(())
    }
}

impl Writer for Overlay<'_> {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<()> {
        self.changes.entry(table).or_default().insert(key.to_vec(), Some(value.to_vec()));
        Ok(())
    }

    fn remove(&mut self, table: Table, key: &[u8]) -> Result<()> {
        self.changes.entry(table).or_default().insert(key.to_vec(), None);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use crate::store::{Store, Verdict};
    use proptest::prelude::*;

    type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

    #[derive(Clone, Debug)]
    enum Step {
        Put(Table, Vec<u8>, Vec<u8>),
        Remove(Table, Vec<u8>),
    }

    fn key() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(prop::sample::select(vec![0_u8, 1, 0x61, 0xfe, 0xff]), 0..4)
    }

    fn step() -> impl Strategy<Value = Step> {
        let table = || prop::sample::select(vec![Table::Seats, Table::Users]);
        let value = prop::collection::vec(any::<u8>(), 0..3);
        prop_oneof![
            2 => (table(), key(), value).prop_map(|(table, key, value)| Step::Put(table, key, value)),
            1 => (table(), key()).prop_map(|(table, key)| Step::Remove(table, key)),
        ]
    }

    fn take(writer: &mut dyn Writer, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Put(table, key, value) => writer.put(*table, key, value).unwrap(),
                Step::Remove(table, key) => writer.remove(*table, key).unwrap(),
            }
        }
    }

    fn pairs(reader: &dyn Reader, table: Table, span: &Span, direction: Direction, most: usize) -> Pairs {
        let mut pairs = Vec::new();
        let scanned = reader.scan(table, span, direction, &mut |key, value| {
            pairs.push((key.to_vec(), value.to_vec()));
            Ok(if pairs.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        });
        scanned.unwrap();
        pairs
    }

    proptest! {
        /// Whatever is done to both, it reads like a store's own write, and leaves what is under it alone.
        #[test]
        fn it_reads_like_a_write_in_a_store(
            before in prop::collection::vec(step(), 0..20),
            steps in prop::collection::vec(step(), 0..20),
            spans in prop::collection::vec((key(), prop::option::of(key()), any::<bool>(), 1..6_usize), 1..8),
        ) {
            let store = MemoryStore::new();
            let committed = store.write(None, &mut |writer| {
                take(writer, &before);
                Ok(Verdict::Commit)
            });
            committed.unwrap();
            let snapshot = store.snapshot().unwrap();
            let mut overlay = Overlay::new(snapshot.as_ref());
            take(&mut overlay, &steps);
            let written = store.write(None, &mut |writer| {
                take(writer, &steps);
                for (from, to, forward, most) in &spans {
                    let direction = if *forward { Direction::Forward } else { Direction::Backward };
                    let span = Span { from: from.clone(), to: to.clone() };
                    for table in [Table::Seats, Table::Users, Table::Journal] {
                        assert_eq!(
                            pairs(&overlay, table, &span, direction, *most),
                            pairs(writer, table, &span, direction, *most)
                        );
                        assert_eq!(overlay.get(table, from).unwrap(), writer.get(table, from).unwrap());
                    }
                }
                Ok(Verdict::Abandon)
            });
            written.unwrap();
            let all = Span { from: Vec::new(), to: None };
            let untouched = pairs(snapshot.as_ref(), Table::Seats, &all, Direction::Forward, usize::MAX);
            let stored = store.snapshot().unwrap();
            assert_eq!(untouched, pairs(stored.as_ref(), Table::Seats, &all, Direction::Forward, usize::MAX));
            let seen = pairs(&overlay, Table::Seats, &all, Direction::Forward, usize::MAX);
            let mut changes = Some(overlay.into_changes());
            let written = store.write(None, &mut |writer| {
                changes.take().unwrap().put(writer)?;
                Ok(Verdict::Commit)
            });
            written.unwrap();
            let stored = store.snapshot().unwrap();
            assert_eq!(seen, pairs(stored.as_ref(), Table::Seats, &all, Direction::Forward, usize::MAX));
        }
    }

    #[test]
    fn a_visitors_error_comes_through() {
        let store = MemoryStore::new();
        let snapshot = store.snapshot().unwrap();
        let mut overlay = Overlay::new(snapshot.as_ref());
        overlay.put(Table::Users, b"u", b"").unwrap();
        let all = Span { from: Vec::new(), to: None };
        let failed = overlay.scan(Table::Users, &all, Direction::Forward, &mut |_, _| {
            Err(crate::Error::new(crate::Status::Limit, "enough"))
        });
        assert_eq!(failed.unwrap_err().status(), crate::Status::Limit);
    }
}
