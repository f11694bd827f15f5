//! The way from a user to the operations that name him: for each block of 256 users and each operation, which of them it names. So his
//! history is known without a look at the records of others.

use super::holdings::BLOCK;
use super::keys;
use super::users::NOBODY;
use crate::error::{Error, Result};
use crate::store::{Direction, Reader, Span, Table, Writer};
use std::ops::ControlFlow;

/// Numbers of users within a block take as many bytes at most; more of them are one bit each.
const BITMAP: usize = BLOCK as usize / 8;

fn key(block: u32, operation: u64) -> Vec<u8> {
    let mut key = keys::numbers(b'u', &[block]);
    key.extend_from_slice(&operation.to_be_bytes());
    key
}

/// Users in any order as blocks with the users of each, as they are stored.
fn blocks(users: impl Iterator<Item = u32>) -> Vec<(u32, Vec<u8>)> {
    let mut users: Vec<u32> = users.filter(|user| *user != NOBODY).collect();
    if !users.is_sorted() {
        radsort::sort(&mut users);
    }
    users.dedup();
    let own = users.chunk_by(|one, other| one / BLOCK == other / BLOCK);
    own.filter_map(|own| Some((own.first()? / BLOCK, encode(own)))).collect()
}

/// Ascending numbers; or a bitmap, which has a length that they never have.
fn encode(users: &[u32]) -> Vec<u8> {
    let lows = users.iter().map(|user| (user % BLOCK) as u8);
    if users.len() < BITMAP {
        return lows.collect();
    }
    let mut bits = vec![0_u8; BITMAP];
    for low in lows {
        if let Some(byte) = bits.get_mut(usize::from(low / 8)) {
            *byte |= 1 << (low % 8);
        }
    }
    bits
}

fn names(value: &[u8], low: u8) -> bool {
    if value.len() == BITMAP {
        value.get(usize::from(low / 8)).is_some_and(|byte| byte >> (low % 8) & 1 != 0)
    } else {
        value.contains(&low)
    }
}

/// Notes that an operation names these users.
pub(crate) fn put(writer: &mut dyn Writer, operation: u64, users: impl Iterator<Item = u32>) -> Result<()> {
    let own = blocks(users);
    own.iter().try_for_each(|(block, value)| writer.put(Table::Journal, &key(*block, operation), value))
}

/// The operations that name a user, newest first.
pub(crate) fn of(reader: &dyn Reader, user: u32) -> Result<Vec<u64>> {
    let (block, low) = (user / BLOCK, (user % BLOCK) as u8);
    let mut operations = Vec::new();
    let span = Span::prefix(&keys::numbers(b'u', &[block]));
    reader.scan(Table::Journal, &span, Direction::Backward, &mut |key, value| {
        if names(value, low) {
            operations.push(keys::long_at(key, 5)?);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(operations)
}

/// How many blocks of users an operation names; fails if it is not noted so.
pub(crate) fn check(reader: &dyn Reader, operation: u64, users: impl Iterator<Item = u32>) -> Result<u64> {
    let own = blocks(users);
    for (block, value) in &own {
        let mut same = false;
        reader.peek(Table::Journal, &key(*block, operation), &mut |stored| {
            same = stored == value;
            Ok(())
        })?;
        if !same {
            let message = format!("operation {operation} is not in the history of its users");
            return Err(Error::corrupt(message));
        }
    }
    Ok(own.len() as u64)
}

/// How many blocks all operations name.
pub(crate) fn count(reader: &dyn Reader) -> Result<u64> {
    let mut count = 0;
    reader.scan(Table::Journal, &Span::prefix(b"u"), Direction::Forward, &mut |_, _| {
        count += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use crate::store::{Store, Verdict};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// Whatever operations name, each user finds those that name him, and a check agrees.
        #[test]
        fn users_find_the_operations_that_name_them(
            named in prop::collection::vec(prop::collection::vec(prop_oneof![0..300_u32, 0..40_u32, Just(NOBODY)], 0..400), 1..6),
            asked in 0..300_u32,
        ) {
            let store = MemoryStore::new();
            store.write(None, &mut |writer| {
                for (operation, users) in (1..).zip(&named) {
                    put(writer, operation, users.iter().copied())?;
                }
                Ok(Verdict::Commit)
            }).unwrap();
            let snapshot = store.snapshot().unwrap();
            let reader = snapshot.as_ref();
            let expected: Vec<u64> = (1..).zip(&named).filter(|(_, users)| users.contains(&asked)).map(|(at, _)| at).collect();
            let found: Vec<u64> = of(reader, asked).unwrap().into_iter().rev().collect();
            prop_assert_eq!(found, expected);
            let mut blocks = 0;
            for (operation, users) in (1..).zip(&named) {
                blocks += check(reader, operation, users.iter().copied()).unwrap();
                let fewer: BTreeSet<u32> = users.iter().copied().filter(|user| *user != NOBODY).skip(1).collect();
                let first = users.iter().find(|user| **user != NOBODY);
                if first.is_some_and(|first| !fewer.contains(first) && fewer.iter().any(|user| user / BLOCK == first / BLOCK)) {
                    prop_assert!(check(reader, operation, fewer.into_iter()).is_err());
                }
            }
            prop_assert_eq!(count(reader).unwrap(), blocks);
        }
    }
}
