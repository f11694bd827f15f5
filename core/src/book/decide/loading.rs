//! From a load to its report: what is loaded, and the seats that go with it.

use super::{check_revision, document_body, keeps_answer, not_done, put, replay, report, reused, tried};
use crate::error::{Error, Result, Status};
use crate::layout::journal;
use crate::load::{Load, LoadReport};
use crate::plan::merge::nothing;
use crate::plan::{self, Plan};
use crate::request::{Hooks, Item, Mode, Op, Options, Request, Who};
use crate::store::{Reader, Verdict, Writer};
use crate::view::View;
use crate::write;
use crate::write::plan::WrittenSeats;
use crate::write::waiting;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Loads and writes it down; a dry run is abandoned. Of an atomic load of which something was refused nothing is written but, under a
/// request id, its answer.
pub(in crate::book) fn load(
    writer: &mut dyn Writer,
    load: &Load,
    options: &Options,
) -> Result<(LoadReport, Verdict)> {
    if !options.actor.is_administrator() {
        return Err(Error::new(Status::NotAuthorized, "only an administrator may load"));
    }
    let body = document_body("load", load, options)?;
    if let Some((operation, record)) = replay(writer, options, &body)? {
        let rows = record.report(writer)?;
        let loaded = record.header.load.ok_or_else(|| reused(options, operation))?;
        return Ok((LoadReport { replayed: true, report: rows, ..loaded.report }, Verdict::Abandon));
    }
    let tip = journal::tip(writer)?;
    check_revision(options, tip.operation)?;
    let ((mut loaded, seats), stands) = tried(writer, options, |writer| {
        let loaded = write::load::put(writer, load, options)?;
        let seats = seats(writer, &loaded.leavers, options)?;
        let stands = options.mode != Mode::Atomic || (loaded.report.is_complete() && !fails(seats.as_ref()));
        Ok(((loaded, seats), stands))
    })?;
    let nothing = !loaded.changes_anything() && options.request_id.is_empty();
    // Where the seats are not what failed, nothing came of them.
    let seats = seats.filter(|plan| stands || fails(Some(plan)));
    if !stands {
        loaded.roll_back();
    }
    if (!stands && !keeps_answer(options)) || nothing {
        loaded.report.revision = tip.operation;
        let rows = seats.map(|plan| report(writer, plan, options, tip.operation)).transpose()?;
        loaded.report.report = rows.map(|(report, _)| report);
        return Ok((loaded.report, Verdict::Abandon));
    }
    let mut seats = seats.map(|plan| put(writer, plan, options, tip.operation + 1)).transpose()?;
    serve(writer, &loaded.supplied, &mut seats, options, tip.operation + 1)?;
    if options.dry_run {
        loaded.report.revision = tip.operation;
        loaded.report.report = seats.map(|seats| not_done(seats.report, tip.operation));
        return Ok((loaded.report, Verdict::Abandon));
    }
    let (_, report) = write::load::record(writer, &tip, loaded, seats, options, &body)?;
    Ok((report, Verdict::Commit))
}

/// Whether seats were not taken back as they should have been.
fn fails(seats: Option<&Plan>) -> bool {
    seats.is_some_and(|plan| plan.summary.failed > 0)
}

/// Gives what a load supplies or frees to those who wait.
pub(in crate::book) fn serve(
    writer: &mut dyn Writer,
    supplied: &BTreeSet<u32>,
    seats: &mut Option<WrittenSeats>,
    options: &Options,
    operation: u64,
) -> Result<()> {
    waiting::forget_holders(writer, supplied, options.on)?;
    let freed = seats.iter().flat_map(|seats| &seats.freed);
    let products: BTreeSet<u32> = supplied.iter().chain(freed).copied().collect();
    let Some(served) = waiting::serve_waiting(writer, &products, options, operation)? else { return Ok(()) };
    let mut written = match seats.take() {
        Some(written) => written,
        None => {
            let nothing = nothing(View::new(writer), options)?;
            put(writer, nothing, options, operation)?
        }
    };
    written.add(Some(served));
    *seats = Some(written);
    Ok(())
}

/// What a load brings about for seats, planned on the book as it is after it; `None` if nothing.
fn seats(reader: &dyn Reader, leavers: &[u32], options: &Options) -> Result<Option<Plan>> {
    if leavers.is_empty() {
        return Ok(None);
    }
    let view = View::new(reader);
    let who = Who::Users(Arc::new(view.ids(leavers)?));
    let request: Request = Item { everything: true, ..Item::new(Op::Revoke, who, &[]) }.into();
    Ok(Some(plan::plan(view, &request, options, &mut Hooks::default())?))
}
