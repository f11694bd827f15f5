//! What answers consist of. Field names are the names in JSON, C and Python.

use crate::report::Source;
use crate::seat::{HolderKind, SeatState};
use crate::term::Day;
use serde::{Deserialize, Serialize};

/// Seats of a product (for an org) on a day. Always
/// `total = assigned + available + retired + expired + upcoming + suspended`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// The product.
    pub product: String,
    /// The org whose pools (and those of all orgs below it) are counted; `None` is all.
    pub org: Option<String>,
    /// Seats in all. Of an unlimited pool only those that have come into being are counted.
    pub total: u64,
    /// Seats that somebody holds, started or not.
    pub assigned: u64,
    /// Of these, started ones.
    pub started: u64,
    /// Seats that could be handed out that day: `new` and `reusable` ones.
    pub available: u64,
    /// Of these, seats whose time has not begun.
    pub new: u64,
    /// Of these, started seats that nobody holds.
    pub reusable: u64,
    /// Seats taken back for good.
    pub retired: u64,
    /// Seats that have ended, and free ones that may no longer be handed out.
    pub expired: u64,
    /// Free seats that may not be handed out yet.
    pub upcoming: u64,
    /// Free seats of suspended pools.
    pub suspended: u64,
    /// Whether a pool without a limit is among them: then there is always a new seat more.
    pub unlimited: bool,
    /// Seats in use beyond what was bought.
    pub over: u64,
}

/// Somebody who holds a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The user (or group, or org).
    pub holder: String,
    /// A user, a group or an org.
    pub kind: HolderKind,
    /// The product.
    pub product: String,
    /// The pool.
    pub pool: String,
    /// The seat's number in the pool, from 1.
    pub seat: u32,
    /// Assigned or started.
    pub state: SeatState,
    /// When its time began.
    pub started_on: Option<Day>,
    /// Its last day.
    pub ends_on: Option<Day>,
    /// All that the seat came through.
    pub sources: Vec<Source>,
    /// Plans that are switched off.
    pub disabled_plans: Vec<String>,
}

/// A seat of a user (or group, or org), or access that he derives from a seat of his group, his org or one above, or from a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Licence {
    /// The product.
    pub product: String,
    /// The product's name.
    pub product_name: String,
    /// The pool.
    pub pool: String,
    /// The seat's number in the pool, from 1; 0 through a site, which has no seats.
    pub seat: u32,
    /// The seat's key, if the pool has keys.
    pub key: Option<String>,
    /// Assigned or started.
    pub state: SeatState,
    /// When its time began.
    pub started_on: Option<Day>,
    /// Its last day.
    pub ends_on: Option<Day>,
    /// Whether it is not a seat of his own: then the source says whose it is.
    pub derived: bool,
    /// All that the seat came through.
    pub sources: Vec<Source>,
    /// Plans that are switched off.
    pub disabled_plans: Vec<String>,
}

/// Reusable seats with one end date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reusable {
    /// Their last day; `None` is never.
    pub ends_on: Option<Day>,
    /// How many.
    pub seats: u64,
}

/// What of a product can be handed out on a day: new seats, and started ones by end date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Supply {
    /// The product.
    pub product: String,
    /// New seats.
    pub new: u64,
    /// Whether there is always a new seat more.
    pub unlimited: bool,
    /// Reusable seats, soonest end first, none last.
    pub reusable: Vec<Reusable>,
}

/// An operation as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JournalEntry {
    /// Its number, from 1 without gaps; the book's revision after it.
    pub operation: u64,
    /// The word of its rows' operation, `change` (mixed rows), `load`, `remove`, `merge`, `advance`, or of licence files
    /// `stage`, `activate`, `discard` or `seen`.
    pub kind: String,
    /// The day on which it happened.
    pub on: Day,
    /// The instant, in seconds since 1970-01-01T00:00:00Z, if the host gave it.
    pub at: Option<i64>,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// Why.
    pub reason: String,
    /// The request id, if it had one.
    pub request_id: String,
    /// Rows asked for.
    pub requested: u64,
    /// Rows that took effect.
    pub changed: u64,
    /// Rows that were so already.
    pub unchanged: u64,
    /// Rows that were refused.
    pub failed: u64,
    /// SHA-256 over the record and all before it, in hex.
    pub hash: String,
}

/// The end of the journal's chain. Kept elsewhere, it shows whether an older copy of the book was put in place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Number of the last operation; 0 in a new book.
    pub operation: u64,
    /// Its hash in hex.
    pub hash: String,
}

/// What `verify` found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// What is wrong: table, key and why. At most 100.
    pub problems: Vec<String>,
    /// Operations whose chain was walked.
    pub operations: u64,
    /// Users that were looked at.
    pub users: u64,
    /// Pools that were recounted.
    pub pools: u64,
    /// Seats that were looked at.
    pub seats: u64,
    /// Licence files that are active or wait and were looked at.
    pub licences: u64,
    /// Of these, files whose signature could not be checked because the book was opened without licence keys.
    pub unverified_licences: u64,
    /// The head of the chain.
    pub head: Head,
}
