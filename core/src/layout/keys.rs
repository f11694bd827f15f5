//! Keys: a letter for what it is, then ids or big-endian numbers.

use crate::error::{Error, Result};

/// Ids under a letter.
pub(crate) fn id(letter: u8, id: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(1 + id.len());
    key.push(letter);
    key.extend_from_slice(id.as_bytes());
    key
}

/// The next possible key: the end of a span that a key itself belongs to.
pub(crate) fn after(mut key: Vec<u8>) -> Vec<u8> {
    key.push(0);
    key
}

/// Numbers under a letter.
pub(crate) fn numbers(letter: u8, numbers: &[u32]) -> Vec<u8> {
    let mut key = Vec::with_capacity(1 + 4 * numbers.len());
    key.push(letter);
    for number in numbers {
        key.extend_from_slice(&number.to_be_bytes());
    }
    key
}

/// The number that begins at a byte of a key.
pub(crate) fn number_at(key: &[u8], at: usize) -> Result<u32> {
    key.get(at..at + 4)
        .and_then(|bytes| bytes.try_into().ok())
        .map(u32::from_be_bytes)
        .ok_or_else(|| Error::corrupt("a key is too short"))
}

/// The long number that begins at a byte of a key.
pub(crate) fn long_at(key: &[u8], at: usize) -> Result<u64> {
    key.get(at..at + 8)
        .and_then(|bytes| bytes.try_into().ok())
        .map(u64::from_be_bytes)
        .ok_or_else(|| Error::corrupt("a key is too short"))
}
