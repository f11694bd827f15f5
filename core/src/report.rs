//! What a write answers: one row for every (target, product) asked for, in request order.
//!
//! Rows are columns: a row's `kind` says everything that many rows have in common, so a million rows cost 8 bytes each
//! beside their ids. A [`Row`] is made when somebody reads it.

use crate::ids::IdList;
use crate::outcome::{Class, Outcome};
use crate::request::Op;
use crate::seat::{HolderKind, SeatState};
use crate::term::Day;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

mod columns;
mod csv;
mod json;
mod sentence;

pub use columns::RowColumns;
pub(crate) use csv::FORMULA;
pub use csv::csv;

/// How an operation went as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ReportStatus {
    /// No row was refused.
    Success = 0,
    /// Some rows were refused.
    Partial = 1,
    /// Nothing was done because rows were refused.
    Failed = 2,
    /// Nothing was done because it was only a dry run.
    DryRun = 3,
}

impl ReportStatus {
    /// Every status.
    pub const ALL: &[ReportStatus] =
        &[ReportStatus::Success, ReportStatus::Partial, ReportStatus::Failed, ReportStatus::DryRun];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            ReportStatus::Success => "success",
            ReportStatus::Partial => "partial",
            ReportStatus::Failed => "failed",
            ReportStatus::DryRun => "dry_run",
        }
    }
}

/// Rows by kind of outcome; `requested` is their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows in all.
    pub requested: u64,
    /// Rows that took effect.
    pub changed: u64,
    /// Rows that were so already.
    pub unchanged: u64,
    /// Rows that were refused.
    pub failed: u64,
}

/// Something worth knowing that is no refusal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Warning {
    /// A word for programs: `starts_later`.
    pub code: String,
    /// The pool it is about.
    pub pool: String,
    /// A sentence for people.
    pub message: String,
}

/// A product that has too few seats for the demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// The product.
    pub product: String,
    /// Eligible users who did not have it.
    pub needed: u64,
    /// Seats that they could be given.
    pub available: u64,
    /// How many seats are missing.
    pub missing: u64,
}

/// How a holder came by a seat.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// For himself.
    Direct,
    /// As a member of this group.
    Group(String),
    /// As a user of this org, or of one below it: by the seat that the org holds.
    Org(String),
    /// As a user of an org for which this pool, of kind `site`, is on.
    Site(String),
}

impl Source {
    /// `direct`, or `group:`, `org:` or `site:` and the id of the group, org or pool.
    pub fn word(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Source::Direct => "direct".into(),
            Source::Group(id) => format!("group:{id}").into(),
            Source::Org(id) => format!("org:{id}").into(),
            Source::Site(id) => format!("site:{id}").into(),
        }
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        match word.split_once(':') {
            Some(("group", id)) => Ok(Source::Group(id.to_owned())),
            Some(("org", id)) => Ok(Source::Org(id.to_owned())),
            Some(("site", id)) => Ok(Source::Site(id.to_owned())),
            None if word == "direct" => Ok(Source::Direct),
            _ => Err(serde::de::Error::custom("unknown source")),
        }
    }
}

impl Serialize for Source {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word())
    }
}

/// What stands in the way of a refused row, or what an unchanged row rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InTheWay {
    /// Another product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// A plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// A group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The pool that came nearest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<String>,
    /// How many reusable seats could be had if asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reusable: Option<u64>,
    /// End dates of reusable seats that do exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub end_dates: Vec<Day>,
    /// Place on the product's waiting list, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u64>,
}

/// A seat and who has it through what, before or after a row: what undoing goes back to, and looks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Place {
    pub state: SeatState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_on: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_by_duration: Option<Day>,
    /// Empty: nobody holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans_off: Vec<String>,
}

/// What many rows have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct RowKind {
    #[serde(default, skip_serializing_if = "is_user")]
    pub holder: HolderKind,
    pub op: Op,
    pub outcome: Outcome,
    /// Index of the product's id in `names`.
    pub product: u32,
    /// Index into `pools`.
    pub pool: Option<u32>,
    pub started_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub source: Option<Source>,
    pub previous_state: Option<SeatState>,
    /// Index into `obstacles`.
    pub in_the_way: Option<u32>,
    /// Plans of the holder that are off afterwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans_off: Vec<String>,
    /// What a row that took effect found, and what it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Box<(Place, Place)>>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_user(kind: &HolderKind) -> bool {
    *kind == HolderKind::User
}

/// Rows that share a list of targets: row = first + target × products + product.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub first: usize,
    pub targets: Arc<IdList>,
    pub products: usize,
}

/// A pool that rows name, with its seats' keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct PoolName {
    pub id: String,
    /// By index of the seat; only of seats that rows name.
    pub keys: Arc<HashMap<u32, String>>,
}

/// The rows of a report as columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    pub parts: Vec<Part>,
    pub kinds: Vec<RowKind>,
    pub kind: Vec<u32>,
    /// Seat number from 1; 0 is none.
    pub seat: Vec<u32>,
    pub names: Vec<String>,
    pub pools: Vec<PoolName>,
    pub obstacles: Vec<InTheWay>,
    /// What is in the way of rows that wait, each at a place of its own; their seat column is the place.
    pub waiting: HashMap<usize, InTheWay>,
}

/// What a write answers.
#[derive(Clone, Debug)]
pub struct Report {
    /// Number of the operation in the journal; `None` if it was not journalled (a dry run, or nothing changed).
    pub operation: Option<u64>,
    /// The request id, if it had one.
    pub request_id: String,
    /// Whether this is the stored answer to an earlier request with the same id.
    pub replayed: bool,
    /// How it went.
    pub status: ReportStatus,
    /// The book's revision after it.
    pub revision: u64,
    /// The day on which it happened.
    pub on: Day,
    /// Rows by kind.
    pub summary: Summary,
    /// What is worth knowing.
    pub warnings: Vec<Warning>,
    /// Every product that is short.
    pub shortfall: Vec<Shortfall>,
    pub(crate) rows: Rows,
    /// Rows beyond those that were asked for: those who waited, and got a seat that this freed.
    pub(crate) waited: Rows,
}

/// A seat as a report names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SeatName<'a> {
    /// Its pool.
    pub pool: &'a str,
    /// Its number in the pool, from 1.
    pub number: u32,
    /// Its key, if the pool has keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<&'a str>,
}

/// One row of a report.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    index: usize,
    seat: u32,
    kind: &'a RowKind,
    rows: &'a Rows,
}

impl Report {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.kind.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.kind.is_empty()
    }

    /// The row at a position, from 0.
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        self.rows.row(index)
    }

    /// All rows, in request order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + '_ {
        (0..self.len()).map(|index| self.rows.row_unchecked(index))
    }

    /// Those who waited for a seat and got one that this operation freed, in the order of the waiting list.
    pub fn from_waitlist(&self) -> impl ExactSizeIterator<Item = Row<'_>> + '_ {
        (0..self.waited.kind.len()).map(|index| self.waited.row_unchecked(index))
    }

    /// The row of one of those who waited and got a seat, by its position from 0.
    pub fn from_waitlist_row(&self, index: usize) -> Option<Row<'_>> {
        self.waited.row(index)
    }

    /// How many rows have an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows().filter(|row| row.outcome() == outcome).count()
    }

    /// The report as JSON, format `seatbook.report/1`.
    pub fn to_json(&self) -> String {
        json::report(self)
    }

    /// The rows that were asked for as a table; see [`csv`].
    pub fn to_csv(&self) -> String {
        csv(self.rows())
    }
}

impl Rows {
    pub(crate) fn row(&self, index: usize) -> Option<Row<'_>> {
        (index < self.kind.len()).then(|| self.row_unchecked(index))
    }

    /// The caller knows that `index` is in range; beyond it an empty row of the first kind comes back.
    fn row_unchecked(&self, index: usize) -> Row<'_> {
        static NONE: RowKind = RowKind {
            op: Op::Assign,
            outcome: Outcome::UserNotFound,
            product: u32::MAX,
            pool: None,
            started_on: None,
            ends_on: None,
            source: None,
            previous_state: None,
            in_the_way: None,
            holder: HolderKind::User,
            plans_off: Vec::new(),
            change: None,
        };
        let kind = self.kind.get(index).and_then(|kind| self.kinds.get(*kind as usize)).unwrap_or(&NONE);
        let seat = self.seat.get(index).copied().unwrap_or(0);
        Row { index, seat, kind, rows: self }
    }

    /// What a row found and what it left, if it took effect.
    pub(crate) fn change(&self, index: usize) -> Option<(&Place, &Place)> {
        let kind = self.kinds.get(*self.kind.get(index)? as usize)?;
        kind.change.as_ref().map(|change| (&change.0, &change.1))
    }

    /// Whether a row found no seat and is kept on the waiting list.
    pub(crate) fn waits(&self, index: usize) -> bool {
        self.waiting.contains_key(&index)
    }

    /// Finds the rows that wait. There are many, each with a place of its own: kept in the seat column, they stay few kinds.
    pub(crate) fn find_waiting(&mut self) {
        let waits: Vec<bool> = self
            .kinds
            .iter()
            .map(|kind| kind.outcome == Outcome::NoSeatLeft && kind.pool.is_none())
            .collect();
        for (row, (kind, place)) in self.kind.iter().zip(&self.seat).enumerate() {
            if *place > 0 && waits.get(*kind as usize) == Some(&true) {
                let obstacle = self.kinds.get(*kind as usize).and_then(|kind| kind.in_the_way);
                let obstacle = obstacle.and_then(|at| self.obstacles.get(at as usize)).cloned();
                let waiting = Some(u64::from(*place));
                self.waiting.insert(row, InTheWay { waiting, ..obstacle.unwrap_or_default() });
            }
        }
    }

    pub(crate) fn target(&self, index: usize) -> &str {
        let after = self.parts.partition_point(|part| part.first <= index);
        match after.checked_sub(1).and_then(|at| self.parts.get(at)) {
            Some(part) => part.targets.get((index - part.first) / part.products.max(1)),
            None => "",
        }
    }

    pub(crate) fn summary(&self) -> Summary {
        let mut by_kind = vec![0_u64; self.kinds.len()];
        for kind in &self.kind {
            if let Some(count) = by_kind.get_mut(*kind as usize) {
                *count += 1;
            }
        }
        let mut summary = Summary { requested: self.kind.len() as u64, ..Summary::default() };
        for (kind, count) in self.kinds.iter().zip(by_kind) {
            match kind.outcome.class() {
                Class::Changed => summary.changed += count,
                Class::Unchanged => summary.unchanged += count,
                Class::Refused => summary.failed += count,
            }
        }
        summary
    }
}

impl<'a> Row<'a> {
    /// Its position, from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// What it asked for.
    pub fn op(&self) -> Op {
        self.kind.op
    }

    /// Whom it is about.
    pub fn target(&self) -> &'a str {
        self.rows.target(self.index)
    }

    /// Whether the target is a user, a group or an org.
    pub fn holder(&self) -> HolderKind {
        self.kind.holder
    }

    /// Plans of the holder that are switched off.
    pub fn disabled_plans(&self) -> &'a [String] {
        &self.kind.plans_off
    }

    /// Of which product.
    pub fn product(&self) -> &'a str {
        self.rows.names.get(self.kind.product as usize).map_or("", String::as_str)
    }

    /// What became of it.
    pub fn outcome(&self) -> Outcome {
        self.kind.outcome
    }

    /// Whether it was refused.
    pub fn is_refused(&self) -> bool {
        self.kind.outcome.class() == Class::Refused
    }

    /// The seat it is about, if any.
    pub fn seat(&self) -> Option<SeatName<'a>> {
        let pool = self.rows.pools.get(self.kind.pool? as usize)?;
        let at = self.seat.checked_sub(1)?;
        Some(SeatName { pool: &pool.id, number: self.seat, key: pool.keys.get(&at).map(String::as_str) })
    }

    /// The day the seat's time began.
    pub fn started_on(&self) -> Option<Day> {
        self.kind.started_on
    }

    /// The seat's last day.
    pub fn ends_on(&self) -> Option<Day> {
        self.kind.ends_on
    }

    /// How the holder comes by the seat.
    pub fn source(&self) -> Option<&'a Source> {
        self.kind.source.as_ref()
    }

    /// The state of the seat before.
    pub fn previous_state(&self) -> Option<SeatState> {
        self.kind.previous_state
    }

    /// What stands in the way.
    pub fn in_the_way(&self) -> Option<&'a InTheWay> {
        if let Some(own) = self.rows.waiting.get(&self.index) {
            return Some(own);
        }
        self.rows.obstacles.get(self.kind.in_the_way? as usize)
    }

    /// A plain sentence for a school's IT person.
    pub fn sentence(&self) -> String {
        sentence::of(self)
    }
}
