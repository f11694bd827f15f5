//! Taking over licence files: what a new file would change, who would have to give a seat back, and what became of every file.
//!
//! A file is staged, looked at line by line, then activated or discarded. It says everything about its serial number: what was licensed before
//! and has no line in it is gone. `activation/lines.rs` says which pools a line is about and how its total is shared among them.

use crate::error::Result;
use crate::ids::IdList;
pub use crate::layout::licences::ActivationState;
use crate::layout::licences::FileRecord;
use crate::licence_file::LineKind;
use crate::outcome::Outcome;
use crate::query::Page;
use crate::report::Report;
use crate::seat::SeatState;
use crate::term::Day;
use serde::{Deserialize, Serialize};

pub(crate) mod diff;
pub(crate) mod guard;
pub(crate) mod latest;
pub(crate) mod lines;
pub(crate) mod list;
pub(crate) mod reduction;
pub(crate) mod share;

/// A licence file that was staged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    /// Its number: that of the operation that staged it first.
    pub activation: u64,
    /// What became of it.
    pub state: ActivationState,
    /// Whether its totals hold now. Of all files of a serial number at most one is active.
    pub active: bool,
    /// Whether somebody has looked at what it changes, or decided about it.
    pub seen: bool,
    /// The org whose pools it is about.
    pub org: String,
    /// Who it was issued to.
    pub owner: String,
    /// The customer's serial number.
    pub serial_number: String,
    /// Its version: higher in every newer file of the same serial number.
    pub version: u64,
    /// Who made it.
    pub issuer: String,
    /// The id of the key that it is signed with.
    pub key: String,
    /// Where more can be bought; empty if it does not say.
    pub purchase_url: String,
    /// First day on which it may be taken over.
    pub not_before: Option<Day>,
    /// Last day on which it may be taken over.
    pub expires: Option<Day>,
    /// The day on which it was staged.
    pub staged_on: Day,
    /// The day on which it was activated or discarded.
    pub decided_on: Option<Day>,
    /// The operation that did so.
    pub decided_by: Option<u64>,
    /// The newer file that took its place while it waited.
    pub replaced_by: Option<u64>,
}

impl Activation {
    /// A stored file as it is shown. `active` is the licensee's file whose totals hold.
    pub(crate) fn of(record: &FileRecord, org: &str, active: Option<u64>) -> Result<Self> {
        let file = record.read_file()?;
        let payload = file.payload().clone();
        Ok(Self {
            activation: record.number,
            state: record.state,
            active: active == Some(record.number),
            seen: record.seen,
            org: org.to_owned(),
            owner: payload.owner,
            serial_number: payload.serial_number,
            version: payload.version,
            issuer: payload.issuer,
            key: file.key().to_owned(),
            purchase_url: payload.purchase_url,
            not_before: payload.not_before,
            expires: payload.expires,
            staged_on: record.staged_on,
            decided_on: record.decided_on,
            decided_by: record.decided_by,
            replaced_by: record.replaced_by,
        })
    }
}

/// How a line changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum LineChange {
    /// The product is new.
    Added = 1,
    /// The product is gone: the file has no line for it.
    Removed = 2,
    /// More seats.
    Raised = 3,
    /// Fewer seats.
    Lowered = 4,
    /// As many seats under other terms.
    Terms = 5,
}

impl LineChange {
    /// Every change.
    pub const ALL: &[LineChange] =
        &[LineChange::Added, LineChange::Removed, LineChange::Raised, LineChange::Lowered, LineChange::Terms];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            LineChange::Added => "added",
            LineChange::Removed => "removed",
            LineChange::Raised => "raised",
            LineChange::Lowered => "lowered",
            LineChange::Terms => "terms",
        }
    }
}

/// A term that becomes another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermChange {
    /// Its name, such as `ends_on`.
    pub term: String,
    /// What it was; `None` is nothing.
    pub old: Option<String>,
    /// What it becomes.
    pub new: Option<String>,
}

/// A line that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDiff {
    /// Its id: the file's, or if it is gone that of the file before (the product's, if there was none).
    pub line: String,
    /// What people call it.
    pub name: String,
    /// The product.
    pub product: String,
    /// Seats for users, or on for the whole org.
    pub kind: LineKind,
    /// How it changes.
    pub change: LineChange,
    /// Seats in all before; `None` is unlimited. A site that is on is unlimited, one that is off has 0.
    pub old_total: Option<u64>,
    /// Seats in all afterwards.
    pub new_total: Option<u64>,
    /// Seats that somebody holds under the file's terms.
    pub in_use: u64,
    /// Of these, seats that the terms let be taken back.
    pub revocable: u64,
    /// Free seats now; `None` is unlimited.
    pub available: Option<u64>,
    /// Free seats afterwards; 0 for a line that is blocked.
    pub available_after: Option<u64>,
    /// How many must give their seat back before the line can be taken over.
    pub to_remove: u64,
    /// Whether that is anybody.
    pub blocked: bool,
    /// Terms that change.
    pub terms: Vec<TermChange>,
}

/// What a licence file changes: only lines that do change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActivationDiff {
    /// `seatbook.activation_diff/1`.
    pub format: &'static str,
    /// The file.
    pub activation: Activation,
    /// The day for which it was worked out; of a file that was activated, the day on which it was.
    pub on: Day,
    /// Whether any line is blocked.
    pub blocked: bool,
    /// In the file's order; lines that are gone come last, by product id.
    pub lines: Vec<LineDiff>,
}

/// Why somebody is suggested to give his seat back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum SuggestionReason {
    /// His account is disabled.
    Disabled = 1,
    /// His seat's time has not begun.
    NeverStarted = 2,
    /// His seat ends before others.
    SoonestEnd = 3,
    /// He got his seat after others.
    LastAssigned = 4,
}

impl SuggestionReason {
    /// Every reason.
    pub const ALL: &[SuggestionReason] = &[
        SuggestionReason::Disabled,
        SuggestionReason::NeverStarted,
        SuggestionReason::SoonestEnd,
        SuggestionReason::LastAssigned,
    ];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            SuggestionReason::Disabled => "disabled",
            SuggestionReason::NeverStarted => "never_started",
            SuggestionReason::SoonestEnd => "soonest_end",
            SuggestionReason::LastAssigned => "last_assigned",
        }
    }
}

/// Somebody who holds a seat of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineHolder {
    /// The user.
    pub holder: String,
    /// What people call him; empty if the book does not know.
    pub name: String,
    /// The pool.
    pub pool: String,
    /// The seat's number in the pool, from 1.
    pub seat: u32,
    /// Assigned or started.
    pub state: SeatState,
    /// When its time began.
    pub started_on: Option<Day>,
    /// Its last day, under the file's terms.
    pub ends_on: Option<Day>,
    /// Why he is suggested to give it back; `None`: he is not.
    pub suggested: Option<SuggestionReason>,
    /// Why it cannot be taken back from him; `None`: it can.
    pub refused: Option<Outcome>,
}

/// Who would have to give a seat back so that a line can be taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reduction {
    /// The line.
    pub line: String,
    /// The product.
    pub product: String,
    /// Seats in all afterwards; `None` is unlimited.
    pub new_total: Option<u64>,
    /// Seats that somebody holds.
    pub occupied: u64,
    /// Free seats now; `None` is unlimited.
    pub available: Option<u64>,
    /// How many must give their seat back.
    pub to_remove: u64,
    /// Everybody who holds one: as many suggested ones as must give theirs back first, those from whom it cannot be taken back last.
    pub holders: Page<LineHolder>,
}

/// Who shall give back his seat of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRemoval {
    /// The line.
    pub line: String,
    /// The users.
    pub holders: IdList,
}

/// What is to be done with a licence file, as JSON, format `seatbook.licence_action/1`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum LicenceAction {
    /// Take a file in.
    Stage {
        /// The file as it came.
        file: String,
        /// Activate it if no line is blocked.
        #[serde(default)]
        auto: bool,
    },
    /// Take over a file that waits.
    Activate {
        /// Its number.
        activation: u64,
        /// Who gives seats back.
        #[serde(default)]
        removals: Vec<LineRemoval>,
    },
    /// Drop a file that waits.
    Discard {
        /// Its number.
        activation: u64,
    },
    /// Note that somebody has looked at a file.
    MarkSeen {
        /// Its number.
        activation: u64,
    },
}

impl LicenceAction {
    /// Reads an action.
    pub fn from_json(json: &str) -> Result<Self> {
        crate::request::json::parse(json, "action on a licence file")
    }
}

/// What staging, activating, discarding and marking as seen answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActivationReport {
    /// `seatbook.activation_report/1`.
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
    /// The day on which it happened.
    pub on: Day,
    /// The licence file as it is now.
    pub activation: Activation,
    /// Whether it waits because a line is blocked.
    pub blocked: bool,
    /// Lines that change, or changed; none if it was discarded.
    pub lines: Vec<LineDiff>,
    /// The seats that were taken back, if any were: format `seatbook.report/1`.
    #[serde(skip)]
    pub report: Option<Report>,
}

impl ActivationReport {
    /// The report as JSON, format `seatbook.activation_report/1`.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string(self).unwrap_or_default();
        if let Some(report) = &self.report
            && json.pop() == Some('}')
        {
            json.push_str(",\"report\":");
            json.push_str(&report.to_json());
            json.push('}');
        }
        json
    }
}
