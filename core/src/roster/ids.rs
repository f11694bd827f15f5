//! Ids that were read, and where: a few bytes for each, however long it is.
//!
//! A roster of a million users is told apart by 96 bits of two keyed hashes instead of by its ids. That two ids of one roster have the
//! same is less likely than one in 10^15 for ten million of them; the second would then be left out as if it stood there twice.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use unicode_normalization::UnicodeNormalization;

/// What is said of an id that is there in another form of Unicode.
pub(super) const OTHER_FORM: &str = "; one with the same letters is there, composed in another way (NFC and NFD): ids are compared byte for byte";

/// Whether there is an id with the same letters that are put together in another way.
pub(super) fn is_in_another_form(id: &str, is_there: impl Fn(&str) -> bool) -> bool {
    is_there(&id.nfc().collect::<String>()) || is_there(&id.nfd().collect::<String>())
}

/// Ids with their positions, counted from 0 in the order in which they came, and the lines on which they stood.
pub(crate) struct Ids {
    keys: [RandomState; 2],
    positions: HashMap<[u32; 3], u32, Spread>,
    lines: Vec<u32>,
}

impl Ids {
    pub fn new() -> Self {
        Self {
            keys: [RandomState::new(), RandomState::new()],
            positions: HashMap::default(),
            lines: Vec::new(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The position of an id.
    pub fn get(&self, id: &str) -> Option<usize> {
        self.positions.get(&self.print(id)).map(|position| *position as usize)
    }

    /// The line on which an id stood that has this position.
    pub fn line(&self, position: usize) -> u64 {
        self.lines.get(position).copied().map_or(0, u64::from)
    }

    /// Adds an id; `Err` is the line on which it stood before.
    pub fn add(&mut self, id: &str, line: u64) -> Result<usize, u64> {
        let next = self.lines.len();
        let position = *self.positions.entry(self.print(id)).or_insert(next as u32) as usize;
        if position != next {
            return Err(self.line(position));
        }
        self.lines.push(line as u32);
        Ok(next)
    }

    /// What is said of an id that is not there, if it is there with other bytes for the same letters: ids are compared as bytes.
    pub fn hint(&self, id: &str) -> &'static str {
        if !id.is_ascii() && is_in_another_form(id, |form| self.get(form).is_some()) {
            OTHER_FORM
        } else {
            ""
        }
    }

    fn print(&self, id: &str) -> [u32; 3] {
        let [one, other] = &self.keys;
        let (one, other) = (one.hash_one(id), other.hash_one(id));
        [one as u32, (one >> 32) as u32, other as u32]
    }
}

/// Fingerprints are hashes already: nothing is gained by hashing them again.
#[derive(Clone, Default)]
struct Spread;

impl BuildHasher for Spread {
    type Hasher = Fold;

    fn build_hasher(&self) -> Fold {
        Fold(0)
    }
}

struct Fold(u64);

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.0 = self.0.rotate_left(32) ^ u64::from(word);
    }

    // The length of an array says nothing.
    fn write_usize(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_again() {
        let mut ids = Ids::new();
        for number in 0..1000_u64 {
            assert_eq!(ids.add(&format!("id {number}"), number + 2), Ok(number as usize));
        }
        assert_eq!(ids.add("id 500", 5000), Err(502));
        assert_eq!((ids.get("id 999"), ids.get("id 1000")), (Some(999), None));
        assert_eq!(ids.line(999), 1001);
    }
}
