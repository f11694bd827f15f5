//! Many ids in one piece of memory: what a bulk request names and what its report answers for.

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use std::fmt;

/// A list of texts, stored end to end.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct IdList {
    text: String,
    ends: Vec<usize>,
}

impl IdList {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty list with room.
    pub fn with_capacity(ids: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(ids) }
    }

    /// Adds an id at the end.
    pub fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The id at a position; empty beyond the end.
    pub fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }

    /// Copies those at some positions into another list, in place of what was there.
    pub(crate) fn gather(&self, positions: &[u32], to: &mut Self) {
        to.text.clear();
        to.ends.clear();
        // Where ids lie is looked up for a few at a time before any is copied: their places in memory are far apart, and the
        // processor waits for several at once when none depends on the one before.
        let mut ranges = [(0, 0); 64];
        for few in positions.chunks(ranges.len()) {
            for (range, at) in ranges.iter_mut().zip(few) {
                let at = *at as usize;
                let start = at.checked_sub(1).and_then(|before| self.ends.get(before));
                *range = (start.copied().unwrap_or(0), self.ends.get(at).copied().unwrap_or(0));
            }
            for (start, end) in ranges.iter().take(few.len()) {
                to.push(self.text.get(*start..*end).unwrap_or_default());
            }
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let id = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            id
        })
    }
}

impl<T: AsRef<str>> FromIterator<T> for IdList {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        let mut list = Self::new();
        for id in ids {
            list.push(id.as_ref());
        }
        list
    }
}

impl fmt::Debug for IdList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Serialize for IdList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for IdList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;

        impl<'de> Visitor<'de> for Texts {
            type Value = IdList;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of texts")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<IdList, A::Error> {
                let mut list = IdList::new();
                while let Some(id) = seq.next_element::<std::borrow::Cow<'de, str>>()? {
                    list.push(&id);
                }
                Ok(list)
            }
        }
        deserializer.deserialize_seq(Texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_as_they_went_in() {
        let list: IdList = ["a", "", "åsa"].into_iter().collect();
        assert_eq!(list.iter().collect::<Vec<_>>(), ["a", "", "åsa"]);
        assert_eq!(list.get(3), "");
        let json = serde_json::to_string(&list).unwrap();
        assert_eq!(serde_json::from_str::<IdList>(&json).unwrap(), list);
    }
}
