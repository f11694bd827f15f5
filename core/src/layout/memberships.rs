//! Memberships: which groups a user is in, in blocks of 256 users. The other way round from the groups' lists of members, and
//! written in the same transaction.

use super::codec::{Input, Output};
use super::keys;
use crate::error::{Error, Result};
use crate::store::{Direction, Reader, Span, Table, Writer};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Users in a block.
pub(crate) const BLOCK: u32 = 256;

/// A user who joins a group, or leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub user: u32,
    pub group: u32,
    pub is_member: bool,
}

/// The groups of a block of users.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memberships {
    /// Ascending groups by user number within the block; never empty.
    of: BTreeMap<u8, Vec<u32>>,
}

impl Memberships {
    pub(crate) fn read(reader: &dyn Reader, block: u32) -> Result<Self> {
        match reader.get(Table::Users, &keys::numbers(b'm', &[block]))? {
            Some(value) => Self::decode(&value),
            None => Ok(Self::default()),
        }
    }

    fn decode(value: &[u8]) -> Result<Self> {
        let wrong = || Error::corrupt("a block of memberships is out of order");
        let mut input = Input::new(value);
        let mut of: BTreeMap<u8, Vec<u32>> = BTreeMap::new();
        while !input.is_empty() {
            let low = input.u8()?;
            if of.last_key_value().is_some_and(|(last, _)| *last >= low) {
                return Err(wrong());
            }
            let mut groups = Vec::new();
            let mut next = 0_u64;
            for _ in 0..input.varint()? {
                let group = next.checked_add(input.varint()?).ok_or_else(wrong)?;
                groups.push(u32::try_from(group).map_err(|_| wrong())?);
                next = group + 1;
            }
            if groups.is_empty() {
                return Err(wrong());
            }
            of.insert(low, groups);
        }
        Ok(Self { of })
    }

    fn write(&self, writer: &mut dyn Writer, block: u32) -> Result<()> {
        let key = keys::numbers(b'm', &[block]);
        if self.of.is_empty() {
            return writer.remove(Table::Users, &key);
        }
        let mut value = Vec::new();
        for (low, groups) in &self.of {
            value.push(*low);
            value.put_varint(groups.len() as u64);
            let mut next = 0;
            for group in groups {
                value.put_varint(u64::from(group.saturating_sub(next)));
                next = group + 1;
            }
        }
        writer.put(Table::Users, &key, &value)
    }

    /// The groups of the user with this number within the block, in ascending order of their numbers.
    pub(crate) fn groups(&self, low: u8) -> &[u32] {
        self.of.get(&low).map_or(&[], Vec::as_slice)
    }

    fn set(&mut self, change: Change) {
        let groups = self.of.entry((change.user % BLOCK) as u8).or_default();
        match (groups.binary_search(&change.group), change.is_member) {
            (Err(at), true) => groups.insert(at, change.group),
            (Ok(at), false) => {
                groups.remove(at);
            }
            _ => {}
        }
    }
}

/// What becomes different when a group's members do: both lists name everybody at most once.
pub(crate) fn changes(group: u32, old: &[u32], new: &[u32]) -> Vec<Change> {
    // Most of a large group stays as it is: what both lists begin and end with need not be sorted.
    let same = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (old, new) = (old.get(same..).unwrap_or_default(), new.get(same..).unwrap_or_default());
    let same = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let sorted = |list: &[u32]| {
        let mut list = list.get(..list.len() - same).unwrap_or_default().to_vec();
        list.sort_unstable();
        list
    };
    let (old_sorted, new_sorted) = (sorted(old), sorted(new));
    let mut changes = Vec::new();
    for (list, others, is_member) in [(&old_sorted, &new_sorted, false), (&new_sorted, &old_sorted, true)] {
        let own = list.iter().filter(|user| others.binary_search(user).is_err());
        changes.extend(own.map(|user| Change { user: *user, group, is_member }));
    }
    changes
}

/// Writes changes, each block once; of several for one user and group the last holds.
pub(crate) fn put(writer: &mut dyn Writer, mut changes: Vec<Change>) -> Result<()> {
    changes.sort_by_key(|change| change.user / BLOCK);
    for own in changes.chunk_by(|one, other| one.user / BLOCK == other.user / BLOCK) {
        let Some(block) = own.first().map(|change| change.user / BLOCK) else { continue };
        let mut memberships = Memberships::read(writer, block)?;
        for change in own {
            memberships.set(*change);
        }
        memberships.of.retain(|_, groups| !groups.is_empty());
        memberships.write(writer, block)?;
    }
    Ok(())
}

/// Calls `visit` with every user and each of his groups, in ascending order.
pub(crate) fn each(reader: &dyn Reader, mut visit: impl FnMut(u32, u32)) -> Result<()> {
    reader.scan(Table::Users, &Span::prefix(b"m"), Direction::Forward, &mut |key, value| {
        let block = keys::number_at(key, 1)?;
        for (low, groups) in Memberships::decode(value)?.of {
            for group in groups {
                visit(block.saturating_mul(BLOCK).saturating_add(u32::from(low)), group);
            }
        }
        Ok(ControlFlow::Continue(()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use crate::store::{Store, Verdict};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        /// Whatever lists groups have had one after the other, a user is in those that name him now.
        #[test]
        fn users_are_in_the_groups_that_name_them(
            lists in prop::collection::vec((0..5_u32, prop::collection::btree_set(0..600_u32, 0..40)), 0..20),
        ) {
            let store = MemoryStore::new();
            let mut now: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for (group, members) in lists {
                let members: Vec<u32> = members.into_iter().rev().collect();
                let old = now.insert(group, members.clone()).unwrap_or_default();
                store.write(None, &mut |writer| {
                    put(writer, changes(group, &old, &members))?;
                    Ok(Verdict::Commit)
                }).unwrap();
            }
            let mut found = BTreeSet::new();
            let snapshot = store.snapshot().unwrap();
            each(snapshot.as_ref(), |user, group| assert!(found.insert((user, group)))).unwrap();
            let expected: BTreeSet<(u32, u32)> =
                now.iter().flat_map(|(group, users)| users.iter().map(|user| (*user, *group))).collect();
            prop_assert_eq!(&found, &expected);
            let of_five = Memberships::read(snapshot.as_ref(), 0).unwrap().groups(5).to_vec();
            prop_assert_eq!(of_five, expected.iter().filter(|(user, _)| *user == 5).map(|(_, group)| *group).collect::<Vec<_>>());
        }

        #[test]
        fn damage_is_an_error_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Memberships::decode(&bytes);
        }
    }
}
