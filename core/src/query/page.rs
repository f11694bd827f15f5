//! Pages of lists: cursors that stay good while rows come and go.
//!
//! A cursor is the sort key of the row at the edge of a page, and which way to go from it. Nothing is counted from the start of a
//! list, so rows that come or go elsewhere move nothing.

use crate::error::{Error, Result, Status};
use crate::limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A page of a list: what to pass as cursor for the pages around it, and how long the list is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Rows of the whole list.
    pub total: u64,
    /// Cursor of the next page; `None` on the last.
    pub next: Option<String>,
    /// Cursor of the previous page; `None` on the first.
    pub previous: Option<String>,
}

/// Which page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageRequest {
    /// Where to go on, from an earlier page; `None` is the first page, `last` the last.
    #[serde(default)]
    pub cursor: Option<String>,
    /// Most rows; 0 is 100.
    #[serde(default)]
    pub limit: usize,
}

/// The cursor of every list's last page.
const LAST: &str = "last";

/// Which part of a list is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub limit: usize,
    /// Whether rows are looked for from the end towards the beginning.
    pub backwards: bool,
    /// Only rows after (backwards: before) this sort key; `None` is from the beginning (the end).
    pub from: Option<Vec<u8>>,
}

impl Window {
    pub(crate) fn read(request: &PageRequest) -> Result<Self> {
        let limit = match request.limit {
            0 => 100,
            limit if limit <= limits::PAGE => limit,
            limit => {
                let message = format!("a page of {limit} rows is longer than {}", limits::PAGE);
                return Err(Error::new(Status::Limit, message));
            }
        };
        let (backwards, from) = match request.cursor.as_deref() {
            None => (false, None),
            Some(LAST) => (true, None),
            Some(cursor) => parse(cursor)?,
        };
        Ok(Self { limit, backwards, from })
    }

    /// Whether a row with this key is wanted.
    pub(crate) fn admits(&self, key: &[u8]) -> bool {
        match (&self.from, self.backwards) {
            (None, _) => true,
            (Some(from), false) => key > from.as_slice(),
            (Some(from), true) => key < from.as_slice(),
        }
    }

    /// The page of rows that were found in the direction of the window, at most one more than it may have.
    pub(crate) fn page<T>(&self, mut found: Vec<(Vec<u8>, T)>, total: u64) -> Page<T> {
        let more = found.len() > self.limit;
        found.truncate(self.limit);
        if self.backwards {
            found.reverse();
        }
        let has_from = self.from.is_some();
        let (is_first, is_last) = if self.backwards { (!more, !has_from) } else { (!has_from, !more) };
        let edge = |way: char, own: Option<&(Vec<u8>, T)>| {
            // Of an empty page the way back leads over the row that its cursor names, if it is still there.
            let key = own.map(|(key, _)| key.clone()).or_else(|| match way {
                'p' => self.from.as_ref().map(|from| [from.as_slice(), &[0]].concat()),
                _ => Some(Vec::new()),
            });
            key.map(|key| cursor(way, &key))
        };
        let next = if is_last { None } else { edge('n', found.last()) };
        let previous = if is_first { None } else { edge('p', found.first()) };
        Page { rows: found.into_iter().map(|(_, row)| row).collect(), total, next, previous }
    }

    /// The page of a whole list, given in ascending order of keys.
    pub(crate) fn cut<T>(&self, all: Vec<(Vec<u8>, T)>) -> Page<T> {
        let total = all.len() as u64;
        let admitted = all.into_iter().filter(|(key, _)| self.admits(key));
        let most = self.limit + 1;
        let found = if self.backwards {
            let mut found: Vec<(Vec<u8>, T)> = admitted.collect();
            found.reverse();
            found.truncate(most);
            found
        } else {
            admitted.take(most).collect()
        };
        self.page(found, total)
    }
}

impl<T> Page<T> {
    /// The same page of something else.
    pub(crate) fn map<U>(self, all: impl FnOnce(Vec<T>) -> Result<Vec<U>>) -> Result<Page<U>> {
        Ok(Page { rows: all(self.rows)?, total: self.total, next: self.next, previous: self.previous })
    }
}

/// The best rows of a window among many that come in any order: at most one more than the page may have.
pub(crate) struct Best<'w, T> {
    window: &'w Window,
    rows: BTreeMap<Vec<u8>, T>,
}

impl<'w, T> Best<'w, T> {
    pub(crate) fn new(window: &'w Window) -> Self {
        Self { window, rows: BTreeMap::new() }
    }

    /// Takes a row if it is among the best so far. `false` means that none further in the window's direction would be.
    pub(crate) fn offer(&mut self, key: &[u8], row: impl FnOnce() -> T) -> bool {
        let full = self.rows.len() > self.window.limit;
        let worst =
            if self.window.backwards { self.rows.first_key_value() } else { self.rows.last_key_value() };
        let is_worse = |worst: &Vec<u8>| {
            let worst = worst.as_slice();
            if self.window.backwards { key < worst } else { key > worst }
        };
        if full && worst.is_some_and(|(worst, _)| is_worse(worst)) {
            return false;
        }
        self.rows.insert(key.to_vec(), row());
        if self.rows.len() > self.window.limit + 1 {
            if self.window.backwards {
                self.rows.pop_first()
            } else {
                self.rows.pop_last()
            };
        }
        true
    }

    pub(crate) fn page(self, total: u64) -> Page<T> {
        let rows = self.rows.into_iter();
        let found = if self.window.backwards { rows.rev().collect() } else { rows.collect() };
        self.window.page(found, total)
    }
}

fn cursor(way: char, key: &[u8]) -> String {
    use std::fmt::Write as _;
    key.iter().fold(String::from(way), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn parse(cursor: &str) -> Result<(bool, Option<Vec<u8>>)> {
    let parsed = || {
        let backwards = match cursor.get(..1)? {
            "n" => false,
            "p" => true,
            _ => return None,
        };
        let digits = cursor.get(1..).filter(|digits| digits.len() % 2 == 0)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let key: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
        Some((backwards, key))
    };
    parsed().filter(|(_, key)| key.is_some()).ok_or_else(|| {
        let shown: String = cursor.chars().take(60).flat_map(char::escape_debug).collect();
        Error::new(Status::InvalidArgument, format!("`{shown}` is not a cursor of this list"))
    })
}

/// A sort key of texts that are compared one after the other.
pub(crate) fn key(parts: &[&str]) -> Vec<u8> {
    // No id and no folded text holds this byte, and every other one is greater.
    parts.join("\0").into_bytes()
}
