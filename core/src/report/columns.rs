//! Rows as columns, for hosts that make tables of them: a million rows are of a few kinds, and what a kind has in common need be
//! made only once.

use super::{Report, Rows};

/// The rows of a report, by what each has for itself.
#[derive(Clone, Copy, Debug)]
pub struct RowColumns<'a> {
    rows: &'a Rows,
}

impl Report {
    /// The rows that were asked for, as columns.
    pub fn columns(&self) -> RowColumns<'_> {
        RowColumns { rows: &self.rows }
    }

    /// The rows of those who waited for a seat and got one, as columns.
    pub fn from_waitlist_columns(&self) -> RowColumns<'_> {
        RowColumns { rows: &self.waited }
    }
}

impl<'a> RowColumns<'a> {
    /// How many kinds there are; not each need have rows.
    pub fn kinds(&self) -> usize {
        self.rows.kinds.len()
    }

    /// The kind of a row, a number below [`RowColumns::kinds`]. Rows of a kind differ in nothing but target, seat, key, what is in the
    /// way, and so in the sentence. `None` beyond the last row.
    pub fn kind(&self, index: usize) -> Option<u32> {
        self.rows.kind.get(index).copied()
    }

    /// Whom a row is about; empty beyond the last row.
    pub fn target(&self, index: usize) -> &'a str {
        self.rows.target(index)
    }

    /// The number of the seat that a row is about.
    pub fn seat(&self, index: usize) -> Option<u32> {
        let kind = self.rows.kinds.get(self.kind(index)? as usize)?;
        kind.pool?;
        self.rows.seat.get(index).copied().filter(|seat| *seat > 0)
    }

    /// Whether any row has a seat with a key.
    pub fn has_keys(&self) -> bool {
        self.rows.pools.iter().any(|pool| !pool.keys.is_empty())
    }
}
