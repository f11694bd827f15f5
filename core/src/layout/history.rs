//! Which operations name a user: an index beside the journal, in blocks of 4,096 users.
//!
//! A row is an operation that names users of the block; its value says which: their numbers within the block in ascending order, two bytes
//! each, or a bit for every user of the block where that is shorter.

use super::keys;
use super::users::NOBODY;
use crate::error::{Error, Result};
use crate::store::{Direction, Reader, Span, Table, Writer};
use std::ops::ControlFlow;

/// Users in a block.
const BLOCK: u32 = 4096;
/// Bytes of a value that has a bit for every user.
const BITS: usize = BLOCK as usize / 8;

fn key(block: u32, operation: u64) -> Vec<u8> {
    let mut key = keys::numbers(b'u', &[block]);
    key.extend_from_slice(&operation.to_be_bytes());
    key
}

/// The value for users of one block, in ascending order.
fn value(users: &[u32]) -> Vec<u8> {
    let lows = users.iter().map(|user| user % BLOCK);
    if 2 * users.len() < BITS {
        return lows.flat_map(|low| (low as u16).to_le_bytes()).collect();
    }
    let mut bits = vec![0; BITS];
    for low in lows {
        if let Some(byte) = bits.get_mut(low as usize / 8) {
            *byte |= 1 << (low % 8);
        }
    }
    bits
}

/// Whether a value names a user, by his number within the block.
fn names(value: &[u8], low: u32) -> Result<bool> {
    if value.len() == BITS {
        return Ok(value.get(low as usize / 8).is_some_and(|byte| byte & (1 << (low % 8)) != 0));
    }
    let (lows, rest) = value.as_chunks::<2>();
    if !rest.is_empty() || value.len() > BITS {
        return Err(Error::corrupt("a row of the journal's index of users has an odd length"));
    }
    Ok(lows.binary_search_by_key(&low, |low| u32::from(u16::from_le_bytes(*low))).is_ok())
}

/// Rows of the index for an operation that names these users, in any order: key and value.
fn rows(operation: u64, users: impl Iterator<Item = u32>) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    let mut users: Vec<u32> = users.filter(|user| *user != NOBODY).collect();
    if !users.is_sorted() {
        radsort::sort(&mut users);
    }
    users.dedup();
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = users.get(from..)?;
        let block = rest.first()? / BLOCK;
        let count = rest.partition_point(|user| user / BLOCK == block);
        from += count;
        Some((key(block, operation), value(rest.get(..count)?)))
    })
}

/// Notes whom an operation names.
pub(crate) fn put(writer: &mut dyn Writer, operation: u64, users: impl Iterator<Item = u32>) -> Result<()> {
    for (key, value) in rows(operation, users) {
        writer.put(Table::Journal, &key, &value)?;
    }
    Ok(())
}

/// Checks that an operation is noted for these users: how many rows say so, or nothing if one is missing or says otherwise.
pub(crate) fn noted(
    reader: &dyn Reader,
    operation: u64,
    users: impl Iterator<Item = u32>,
) -> Result<Option<u64>> {
    let mut count = 0;
    for (key, value) in rows(operation, users) {
        if reader.get(Table::Journal, &key)?.as_ref() != Some(&value) {
            return Ok(None);
        }
        count += 1;
    }
    Ok(Some(count))
}

/// How many rows there are.
pub(crate) fn count(reader: &dyn Reader) -> Result<u64> {
    let mut count = 0;
    reader.scan(Table::Journal, &Span::prefix(b"u"), Direction::Forward, &mut |_, _| {
        count += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(count)
}

/// Calls `visit` with the operations that name a user, newest first.
pub(crate) fn of_user(reader: &dyn Reader, user: u32, mut visit: impl FnMut(u64)) -> Result<()> {
    let span = Span::prefix(&keys::numbers(b'u', &[user / BLOCK]));
    reader.scan(Table::Journal, &span, Direction::Backward, &mut |key, value| {
        if names(value, user % BLOCK)? {
            visit(keys::long_at(key, 5)?);
        }
        Ok(ControlFlow::Continue(()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_value_names_just_its_users(
            few in prop::collection::btree_set(0..BLOCK, 0..40),
            many in prop::collection::btree_set(0..BLOCK, 200..600),
        ) {
            for users in [few, many] {
                let value = value(&users.iter().copied().collect::<Vec<_>>());
                prop_assert!(value.len() <= BITS);
                for low in 0..BLOCK {
                    prop_assert_eq!(names(&value, low).unwrap(), users.contains(&low));
                }
            }
        }

        #[test]
        fn rows_name_every_user_once(users in prop::collection::vec(0..20_000_u32, 0..300)) {
            let rows: Vec<_> = rows(7, users.iter().copied().chain([NOBODY])).collect();
            prop_assert!(rows.is_sorted());
            for user in users.iter().copied().chain((0..20_000).step_by(61)) {
                let own = rows.iter().find(|(own, _)| *own == key(user / BLOCK, 7));
                let named = own.is_some_and(|(_, value)| names(value, user % BLOCK).unwrap());
                prop_assert_eq!(named, users.contains(&user));
            }
        }

        #[test]
        fn damage_is_an_error_and_never_a_panic(value in prop::collection::vec(any::<u8>(), 0..600), low in 0..BLOCK) {
            let _ = names(&value, low);
        }
    }
}
