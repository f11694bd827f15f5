//! A report as JSON, format `seatbook.report/1`.

use super::{
    InTheWay, Report, ReportStatus, Row, Rows, SeatName, Shortfall, Source, Summary, Warning, is_user,
};
use crate::outcome::Outcome;
use crate::request::Op;
use crate::seat::{HolderKind, SeatState};
use crate::term::Day;
use serde::ser::{Serialize, SerializeSeq, Serializer};

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    operation: Option<u64>,
    request_id: &'a str,
    replayed: bool,
    status: ReportStatus,
    revision: u64,
    on: Day,
    summary: Summary,
    warnings: &'a [Warning],
    shortfall: &'a [Shortfall],
    rows: AllRows<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_waitlist: Option<AllRows<'a>>,
}

struct AllRows<'a>(&'a Rows);

#[derive(serde::Serialize)]
struct RowDocument<'a> {
    index: usize,
    op: Op,
    #[serde(skip_serializing_if = "is_user")]
    holder: HolderKind,
    target: &'a str,
    product: &'a str,
    outcome: Outcome,
    seat: Option<SeatName<'a>>,
    started_on: Option<Day>,
    ends_on: Option<Day>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    disabled_plans: &'a [String],
    source: Option<&'a Source>,
    previous_state: Option<SeatState>,
    in_the_way: Option<&'a InTheWay>,
    sentence: String,
}

impl Serialize for AllRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.0.kind.len()))?;
        for row in (0..self.0.kind.len()).filter_map(|index| self.0.row(index)) {
            rows.serialize_element(&document(&row))?;
        }
        rows.end()
    }
}

fn document<'a>(row: &Row<'a>) -> RowDocument<'a> {
    RowDocument {
        index: row.index(),
        op: row.op(),
        holder: row.holder(),
        target: row.target(),
        product: row.product(),
        outcome: row.outcome(),
        seat: row.seat(),
        started_on: row.started_on(),
        ends_on: row.ends_on(),
        disabled_plans: row.disabled_plans(),
        source: row.source(),
        previous_state: row.previous_state(),
        in_the_way: row.in_the_way(),
        sentence: row.sentence(),
    }
}

/// The whole report; strings and numbers only, so writing it cannot fail.
pub(super) fn report(report: &Report) -> String {
    let document = Document {
        format: "seatbook.report/1",
        operation: report.operation,
        request_id: &report.request_id,
        replayed: report.replayed,
        status: report.status,
        revision: report.revision,
        on: report.on,
        summary: report.summary,
        warnings: &report.warnings,
        shortfall: &report.shortfall,
        rows: AllRows(&report.rows),
        from_waitlist: (!report.waited.kind.is_empty()).then_some(AllRows(&report.waited)),
    };
    serde_json::to_string(&document).unwrap_or_default()
}

impl Row<'_> {
    /// The row as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&document(self)).unwrap_or_default()
    }
}
