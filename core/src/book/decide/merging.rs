//! From two accounts to the report of their merge.

use super::{Sums, check_revision, keeps_answer, not_done, put, replay, report, reused, tried};
use crate::error::{Error, Result, Status};
use crate::layout::journal;
use crate::report::Report;
use crate::request::{Mode, Options};
use crate::store::{Verdict, Writer};
use crate::write;

/// Merges and writes it down; a dry run is abandoned. Of an atomic merge of which something was refused nothing is written but, under a
/// request id, its answer.
pub(in crate::book) fn merge(
    writer: &mut dyn Writer,
    from: &str,
    into: &str,
    options: &Options,
) -> Result<(Report, Verdict)> {
    if !options.actor.is_administrator() {
        return Err(Error::new(Status::NotAuthorized, "only an administrator may merge"));
    }
    let mut sum = Sums::new("merge", options);
    sum.texts([from, into].into_iter());
    let body = sum.finish();
    if let Some((operation, record)) = replay(writer, options, &body)? {
        return Ok((record.report(writer)?.ok_or_else(|| reused(options, operation))?, Verdict::Abandon));
    }
    let tip = journal::tip(writer)?;
    check_revision(options, tip.operation)?;
    let ((plan, merged), stands) = tried(writer, options, |writer| {
        let (plan, merged) = write::merge::seats(writer, from, into, options, tip.operation + 1)?.split();
        let stands = options.mode != Mode::Atomic || plan.summary.failed == 0;
        Ok(((plan, merged), stands))
    })?;
    if !stands && !keeps_answer(options) {
        return Ok((report(writer, plan, options, tip.operation)?.0, Verdict::Abandon));
    }
    let seats = put(writer, plan, options, tip.operation + 1)?;
    if !stands {
        let report = write::plan::record(writer, &tip, "merge", seats, options, &body)?;
        return Ok((report, Verdict::Commit));
    }
    let (_, report) = write::merge::finish(writer, &tip, merged, seats, options, &body)?;
    if options.dry_run {
        return Ok((not_done(report, tip.operation), Verdict::Abandon));
    }
    Ok((report, Verdict::Commit))
}
