//! From a removal to its report.

use super::{check_revision, document_body, keeps_answer, not_done, put, replay, report, reused};
use crate::error::{Error, Result, Status};
use crate::layout::journal;
use crate::removal::{Removal, RemovalReport};
use crate::request::{Mode, Options};
use crate::store::{Verdict, Writer};
use crate::write;

/// Removes and writes it down; a dry run is abandoned. Of an atomic removal of which something was refused nothing is written but,
/// under a request id, its answer.
pub(in crate::book) fn remove(
    writer: &mut dyn Writer,
    removal: &Removal,
    options: &Options,
) -> Result<(RemovalReport, Verdict)> {
    if !options.actor.is_administrator() {
        return Err(Error::new(Status::NotAuthorized, "only an administrator may remove"));
    }
    let body = document_body("remove", removal, options)?;
    if let Some((operation, record)) = replay(writer, options, &body)? {
        let rows = record.report(writer)?;
        let removed = record.header.removal.ok_or_else(|| reused(options, operation))?;
        return Ok((RemovalReport { replayed: true, report: rows, ..removed.report }, Verdict::Abandon));
    }
    let tip = journal::tip(writer)?;
    check_revision(options, tip.operation)?;
    let mut removing = write::remove::judge(writer, removal, options)?;
    let failed = options.mode == Mode::Atomic && !removing.report.is_complete();
    let nothing = !removing.changes_anything() && options.request_id.is_empty();
    let seats = removing.seats.take().filter(|_| !failed);
    if failed {
        removing.roll_back();
    }
    if (failed && !keeps_answer(options)) || nothing {
        removing.report.revision = tip.operation;
        let rows = seats.map(|plan| report(writer, plan, options, tip.operation));
        removing.report.report = rows.transpose()?.map(|(report, _)| report);
        return Ok((removing.report, Verdict::Abandon));
    }
    let seats = seats.map(|plan| put(writer, plan, options, tip.operation + 1)).transpose()?;
    let (_, report) = write::remove::put(writer, &tip, removing, seats, options, &body)?;
    if options.dry_run {
        let rows = report.report.map(|rows| not_done(rows, tip.operation));
        let report = RemovalReport { operation: None, revision: tip.operation, report: rows, ..report };
        return Ok((report, Verdict::Abandon));
    }
    Ok((report, Verdict::Commit))
}
