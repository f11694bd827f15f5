//! From a load to its report: what is loaded, and the seats that go with it.

use super::{check_revision, document_body, replay, report, reused};
use crate::error::{Error, Result, Status};
use crate::layout::journal;
use crate::load::{Load, LoadReport};
use crate::plan::{self, Plan};
use crate::request::{Hooks, Item, Mode, Op, Options, Request, Who};
use crate::store::{Reader, Verdict, Writer};
use crate::view::View;
use crate::write;
use crate::write::plan::WrittenSeats;
use std::sync::Arc;

/// Loads and writes it down; a dry run, and an atomic load of which something was refused, are abandoned.
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
    let mut loaded = write::load::put(writer, load, options)?;
    let seats = seats(writer, &loaded.leavers, options)?;
    let seats_failed = seats.as_ref().is_some_and(|plan| plan.summary.failed > 0);
    let failed = options.mode == Mode::Atomic && (seats_failed || !loaded.report.is_complete());
    let nothing = !loaded.changes_anything() && options.request_id.is_empty();
    if options.dry_run || failed || nothing {
        loaded.report.revision = tip.operation;
        if failed {
            loaded.report.roll_back();
        }
        // Where the seats are not what failed, nothing came of them.
        let told = seats.filter(|_| !failed || seats_failed);
        let rows = told.map(|plan| report(writer, plan, options, tip.operation)).transpose()?;
        loaded.report.report = rows.map(|(report, _)| report);
        return Ok((loaded.report, Verdict::Abandon));
    }
    let seats = seats.map(|plan| put(writer, plan, options, tip.operation + 1)).transpose()?;
    let (_, report) = write::load::record(writer, &tip, loaded, seats, options, &body)?;
    Ok((report, Verdict::Commit))
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

/// Writes a plan down as a part of an operation.
pub(super) fn put(
    writer: &mut dyn Writer,
    mut plan: Plan,
    options: &Options,
    operation: u64,
) -> Result<WrittenSeats> {
    let states = write::plan::put(writer, &mut plan)?;
    let (mut report, users) = report(writer, plan, options, operation)?;
    report.operation = Some(operation);
    Ok(WrittenSeats { report, users, states })
}
