//! Writing down what dates have brought about: what it answers.

use crate::term::Day;
use serde::{Deserialize, Serialize};

/// Seats of a pool whose time has begun by itself since it was last written down. Some of them may have ended since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The pool.
    pub pool: String,
    /// Seats with a holder: they have started.
    pub started: u64,
    /// Seats without one: they can be reused. Of an unlimited pool only those that have come into being.
    pub reusable: u64,
}

/// What writing down the dates answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvanceReport {
    /// `seatbook.advance_report/1`.
    pub format: String,
    /// Number of the operation in the journal; `None` if it was not journalled.
    pub operation: Option<u64>,
    /// The request id, if it had one.
    pub request_id: String,
    /// Whether this is the stored answer to an earlier request with the same id.
    pub replayed: bool,
    /// Whether it was only a dry run.
    pub dry_run: bool,
    /// The book's revision after it.
    pub revision: u64,
    /// The day up to which it was written down.
    pub on: Day,
    /// Pools of which something began, by id.
    pub pools: Vec<Begun>,
}

impl AdvanceReport {
    /// The report as JSON, format `seatbook.advance_report/1`.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
