//! A block of users in order of their ids: what is of one width lies in columns, so that an id is found without reading the others.
//!
//! `count`, `kinds - 1`, the kinds of traits, then a number, a kind and the end of the id of each user, then the ids.

use super::codec::{Input, Output};
use super::users::{Entry, Found, Traits};
use crate::error::{Error, Result};
use std::cmp::Ordering;

/// Bytes of a kind of traits: org, roles, country, flags.
const KIND: usize = 4 + 8 + 2 + 1;

/// A block as it is stored.
pub(crate) struct UserBlock<'a> {
    kinds: &'a [[u8; KIND]],
    numbers: &'a [[u8; 4]],
    of: &'a [u8],
    ends: &'a [[u8; 2]],
    ids: &'a [u8],
}

impl<'a> UserBlock<'a> {
    pub(crate) fn read(value: &'a [u8]) -> Result<Self> {
        let mut input = Input::new(value);
        let count = usize::from(input.u16()?);
        let kinds = usize::from(input.u8()?) + 1;
        let (kinds, _) = input.bytes(KIND * kinds)?.as_chunks();
        let (numbers, _) = input.bytes(4 * count)?.as_chunks();
        let of = input.bytes(count)?;
        let (ends, _) = input.bytes(2 * count)?.as_chunks();
        let ids = input.rest();
        let last = ends.last().map_or(0, |end| usize::from(u16::from_le_bytes(*end)));
        if last != ids.len() {
            return Err(Error::corrupt("a block of users has another length than its ids"));
        }
        Ok(Self { kinds, numbers, of, ends, ids })
    }

    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The id at a place.
    fn id(&self, at: usize) -> Result<&'a [u8]> {
        let end = |at: usize| self.ends.get(at).map(|end| usize::from(u16::from_le_bytes(*end)));
        let from = if at == 0 { Some(0) } else { end(at - 1) };
        from.zip(end(at))
            .and_then(|(from, to)| self.ids.get(from..to))
            .ok_or_else(|| Error::corrupt("an id lies outside its block of users"))
    }

    fn found(&self, at: usize) -> Result<Found> {
        let number = self.numbers.get(at).map(|number| u32::from_le_bytes(*number));
        let kind = self.of.get(at).and_then(|kind| self.kinds.get(usize::from(*kind)));
        let (Some(number), Some(kind)) = (number, kind) else {
            return Err(Error::corrupt("a user has traits that its block lacks"));
        };
        Ok(Found { number, traits: traits(kind)? })
    }

    /// Calls `visit` with each user, in order of their ids.
    pub(crate) fn each(&self, mut visit: impl FnMut(&'a [u8], Found) -> Result<()>) -> Result<()> {
        (0..self.len()).try_for_each(|at| visit(self.id(at)?, self.found(at)?))
    }

    /// Finds the first ids of `sorted`, up to the first one that comes after all of the block's; says how many that were.
    pub(crate) fn find(&self, sorted: &[&str], mut found: impl FnMut(usize, Found)) -> Result<usize> {
        let (mut place, mut is_there) = (0, false);
        for (at, wanted) in sorted.iter().enumerate() {
            let wanted = wanted.as_bytes();
            match self.reach(place + usize::from(is_there), wanted)? {
                Ok(there) => (place, is_there) = (there, true),
                // An id may be named again.
                Err(_) if is_there && self.id(place)? == wanted => {}
                Err(above) if above == self.len() => return Ok(at),
                Err(above) => (place, is_there) = (above, false),
            }
            if is_there {
                found(at, self.found(place)?);
            }
        }
        Ok(sorted.len())
    }

    /// The place from `from` on that holds `wanted`, or as an `Err`, as in the library's searches, the first one above it: in steps that
    /// double, then by halves.
    ///
    /// Where most users of a block are wanted that is the next place, where few are it is a few comparisons.
    fn reach(&self, from: usize, wanted: &[u8]) -> Result<std::result::Result<usize, usize>> {
        let (mut below, mut step) = (from, 1);
        let mut above = self.len();
        while below < above {
            let probe = (below + step - 1).min(above - 1);
            match self.id(probe)?.cmp(wanted) {
                Ordering::Less => (below, step) = (probe + 1, step * 2),
                Ordering::Equal => return Ok(Ok(probe)),
                Ordering::Greater => {
                    above = probe;
                    break;
                }
            }
        }
        while below < above {
            let probe = below.midpoint(above);
            match self.id(probe)?.cmp(wanted) {
                Ordering::Less => below = probe + 1,
                Ordering::Equal => return Ok(Ok(probe)),
                Ordering::Greater => above = probe,
            }
        }
        Ok(Err(below))
    }
}

fn traits(kind: &[u8; KIND]) -> Result<Traits> {
    let mut input = Input::new(kind);
    let (org, roles, country, flags) = (input.u32()?, input.u64()?, input.u16()?, input.u8()?);
    Ok(Traits { org, roles, country, enabled: flags & 1 != 0 })
}

/// The value of a block of these users.
pub(super) fn encode(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut kinds: Vec<Traits> = entries.iter().map(|entry| entry.traits).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        kinds.push(Traits::default());
    }
    let too_long = || Error::internal("a block of users is too long");
    let ids: usize = entries.iter().map(|entry| entry.id.len()).sum();
    let mut value = Vec::with_capacity(3 + KIND * kinds.len() + 7 * entries.len() + ids);
    value.put_u16(u16::try_from(entries.len()).map_err(|_| too_long())?);
    value.push(u8::try_from(kinds.len() - 1).map_err(|_| too_long())?);
    for traits in &kinds {
        value.put_u32(traits.org);
        value.put_u64(traits.roles);
        value.put_u16(traits.country);
        value.push(u8::from(traits.enabled));
    }
    value.put_u32s(entries.iter().map(|entry| entry.number));
    value.extend(entries.iter().map(|entry| kinds.binary_search(&entry.traits).unwrap_or_default() as u8));
    let mut end = 0;
    for entry in entries {
        end += entry.id.len();
        value.put_u16(u16::try_from(end).map_err(|_| too_long())?);
    }
    for entry in entries {
        value.extend_from_slice(entry.id.as_bytes());
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn entry(id: &str, number: u32) -> Entry {
        let traits = Traits {
            org: number % 3,
            roles: u64::from(number % 2),
            country: 0,
            enabled: !number.is_multiple_of(5),
        };
        Entry { id: id.to_owned(), number, traits }
    }

    proptest! {
        #[test]
        fn finds_what_a_map_finds(
            known in prop::collection::btree_map("[ab]{1,6}", any::<u32>(), 0..60),
            wanted in prop::collection::btree_set("[abc]{1,6}", 0..60),
        ) {
            let entries: Vec<Entry> = known.iter().map(|(id, number)| entry(id, *number)).collect();
            let value = encode(&entries).unwrap();
            let block = UserBlock::read(&value).unwrap();
            let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
            let mut found = BTreeMap::new();
            let count = block
                .find(&wanted, |at, user| {
                    found.insert(wanted[at].to_owned(), user);
                })
                .unwrap();
            let last = known.keys().next_back();
            prop_assert_eq!(count, wanted.iter().filter(|id| last.is_some_and(|last| **id <= last.as_str())).count());
            let expected: BTreeMap<_, _> = entries
                .iter()
                .filter(|entry| wanted.contains(&entry.id.as_str()))
                .map(|entry| (entry.id.clone(), Found { number: entry.number, traits: entry.traits }))
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn damage_is_an_error_and_never_a_panic(mut value in prop::collection::vec(any::<u8>(), 0..200), count in 0..8_u8) {
            value.splice(0..value.len().min(3), [count, 0, count / 2]);
            if let Ok(block) = UserBlock::read(&value) {
                let _ = block.each(|_, _| Ok(()));
                let _ = block.find(&["", "a", "b"], |_, _| {});
            }
        }
    }
}
