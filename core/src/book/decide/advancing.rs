//! From a day to the report of what it has brought about.

use super::{Sums, check_revision, replay, reused};
use crate::advance::AdvanceReport;
use crate::error::{Error, Result, Status};
use crate::layout::journal;
use crate::request::Options;
use crate::store::{Verdict, Writer};
use crate::write;

/// Writes down what dates have brought about; a dry run, and a day that brought nothing, are abandoned.
pub(in crate::book) fn advance(
    writer: &mut dyn Writer,
    options: &Options,
) -> Result<(AdvanceReport, Verdict)> {
    if !options.actor.is_administrator() {
        return Err(Error::new(Status::NotAuthorized, "only an administrator may write down the dates"));
    }
    let body = Sums::new("advance", options).finish();
    if let Some((operation, record)) = replay(writer, options, &body)? {
        let report = record.header.advance.ok_or_else(|| reused(options, operation))?;
        return Ok((AdvanceReport { replayed: true, ..report }, Verdict::Abandon));
    }
    let tip = journal::tip(writer)?;
    check_revision(options, tip.operation)?;
    let (pools, states) = write::advance::put(writer, options.on)?;
    let nothing = states.is_empty() && options.request_id.is_empty();
    let mut report = AdvanceReport {
        format: "seatbook.advance_report/1".into(),
        operation: None,
        request_id: options.request_id.clone(),
        replayed: false,
        dry_run: options.dry_run,
        revision: tip.operation,
        on: options.on,
        pools,
    };
    if options.dry_run || nothing {
        return Ok((report, Verdict::Abandon));
    }
    (report.operation, report.revision) = (Some(tip.operation + 1), tip.operation + 1);
    write::advance::record(writer, &tip, &report, states, options, &body)?;
    Ok((report, Verdict::Commit))
}
