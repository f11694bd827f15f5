//! From a request to its report: replay, revision, plan, write, journal. Effects happen in the transaction that is given.

use crate::error::{Error, Result, Status};
use crate::layout::journal::{self, Hash, Tip};
use crate::layout::seat_keys;
use crate::plan::{self, Plan};
use crate::report::{Report, Rows};
use crate::request::{Hooks, Item, Mode, Options, Request, Who};
use crate::store::overlay::Overlay;
use crate::store::{Reader, Verdict, Writer};
use crate::view::View;
use crate::write;
use crate::write::plan::WrittenSeats;
use crate::write::waiting;

mod advancing;
mod loading;
mod merging;
mod removing;
mod sums;

pub(super) use advancing::advance;
pub(super) use loading::{load, serve};
pub(super) use merging::merge;
pub(super) use removing::remove;
pub(super) use sums::Sums;

/// A plan made on a snapshot, good as long as the book is at that revision.
pub(super) struct Prepared {
    revision: u64,
    plan: Plan,
}

/// What a request would do.
pub(super) fn dry_run(
    reader: &dyn Reader,
    request: &Request,
    options: &Options,
    hooks: &mut Hooks<'_>,
) -> Result<Report> {
    let tip = journal::tip(reader)?;
    check_revision(options, tip.operation)?;
    let plan = plan::plan(View::new(reader), request, options, hooks)?;
    let freed = waiting::freed(reader, &plan)?;
    if freed.is_empty() {
        return Ok(report(reader, plan, options, tip.operation)?.0);
    }
    // Who of those that wait would get what comes free is known when it is free.
    let mut trial = Overlay::new(reader);
    let written = put_and_serve(&mut trial, plan, options, tip.operation + 1)?;
    Ok(not_done(written.report, tip.operation))
}

/// Writes a plan down as a part of an operation.
pub(super) fn put(
    writer: &mut dyn Writer,
    mut plan: Plan,
    options: &Options,
    operation: u64,
) -> Result<WrittenSeats> {
    let freed = waiting::freed(writer, &plan)?;
    let states = write::plan::put(writer, &mut plan, operation)?;
    let (mut report, users) = report(writer, plan, options, operation)?;
    report.operation = Some(operation);
    Ok(WrittenSeats { report, users, states, freed })
}

/// Writes a plan down, and gives what it frees to those who wait.
fn put_and_serve(
    writer: &mut dyn Writer,
    plan: Plan,
    options: &Options,
    operation: u64,
) -> Result<WrittenSeats> {
    let mut written = put(writer, plan, options, operation)?;
    let served = waiting::serve_waiting(writer, &written.freed, options, operation)?;
    written.add(served);
    Ok(written)
}

/// The report of what was only tried out.
pub(super) fn not_done(report: Report, revision: u64) -> Report {
    Report { operation: None, revision, ..report }
}

/// Whether what is rolled back goes into the journal all the same: under a request id, so that its repeat answers the same.
fn keeps_answer(options: &Options) -> bool {
    options.mode == Mode::Atomic && !options.request_id.is_empty() && !options.dry_run
}

/// Does something of which nothing may be left in the book if it does not stand, which `work` tells, even though its answer is kept.
/// What is abandoned anyway is done straight away.
fn tried<T>(
    writer: &mut dyn Writer,
    options: &Options,
    work: impl FnOnce(&mut dyn Writer) -> Result<(T, bool)>,
) -> Result<(T, bool)> {
    if !keeps_answer(options) {
        return work(writer);
    }
    let mut trial = Overlay::new(&*writer);
    let (done, stands) = work(&mut trial)?;
    let changes = trial.into_changes();
    if stands {
        changes.put(writer)?;
    }
    Ok((done, stands))
}

/// Makes the plan of a watched request; `None` if it was done before and only its answer is to be given again.
pub(super) fn prepare(
    reader: &dyn Reader,
    request: &Request,
    options: &Options,
    hooks: &mut Hooks<'_>,
) -> Result<Option<Prepared>> {
    if !options.request_id.is_empty() && journal::request(reader, &options.request_id)?.is_some() {
        return Ok(None);
    }
    let revision = journal::tip(reader)?.operation;
    Ok(Some(Prepared { revision, plan: plan::plan(View::new(reader), request, options, hooks)? }))
}

/// Decides a request and writes it down. `touched` tells, also in case of an error, whether it began to write.
pub(super) fn apply(
    writer: &mut dyn Writer,
    request: &Request,
    options: &Options,
    prepared: Option<Prepared>,
    touched: &mut bool,
) -> Result<(Report, Verdict)> {
    let body = body(request, options);
    if let Some((operation, record)) = replay(writer, options, &body)? {
        let report = record.report(writer)?;
        let not_rows = || reused(options, operation);
        return Ok((report.ok_or_else(not_rows)?, Verdict::Abandon));
    }
    let tip = journal::tip(writer)?;
    check_revision(options, tip.operation)?;
    let plan = match prepared.filter(|prepared| prepared.revision == tip.operation) {
        Some(prepared) => prepared.plan,
        None => plan::plan(View::new(writer), request, options, &mut Hooks::default())?,
    };
    if !plan.changes_anything() && options.request_id.is_empty() {
        return Ok((report(writer, plan, options, tip.operation)?.0, Verdict::Abandon));
    }
    *touched = true;
    let written = put_and_serve(writer, plan, options, tip.operation + 1)?;
    let report = write::plan::record(writer, &tip, Plan::kind(request), written, options, &body)?;
    Ok((report, Verdict::Commit))
}

/// The record of the same request, if it was done before.
pub(super) fn replay(
    reader: &dyn Reader,
    options: &Options,
    body: &Hash,
) -> Result<Option<(u64, journal::Record)>> {
    if options.request_id.is_empty() || options.dry_run {
        return Ok(None);
    }
    let Some((operation, known)) = journal::request(reader, &options.request_id)? else { return Ok(None) };
    if known != *body {
        return Err(reused(options, operation));
    }
    let missing = || Error::corrupt(format!("operation {operation} is missing in the journal"));
    Ok(Some((operation, journal::read(reader, operation)?.ok_or_else(missing)?)))
}

pub(super) fn reused(options: &Options, operation: u64) -> Error {
    let message = format!(
        "request id `{}` belongs to operation {operation}, which asked for something else",
        options.request_id
    );
    Error::new(Status::RequestReused, message).with("operation", operation)
}

pub(super) fn check_revision(options: &Options, revision: u64) -> Result<()> {
    match options.expected_revision {
        Some(expected) if expected != revision => Err(Error::new(
            Status::StaleRevision,
            format!("the book is at revision {revision}, not {expected}: look again, then repeat"),
        )
        .with("revision", revision)),
        _ => Ok(()),
    }
}

/// The report of a plan, and the user numbers of its parts.
fn report(
    reader: &dyn Reader,
    mut plan: Plan,
    options: &Options,
    revision: u64,
) -> Result<(Report, Vec<Vec<u32>>)> {
    seat_keys::fill(reader, &mut plan.rows)?;
    let report = Report {
        operation: None,
        request_id: options.request_id.clone(),
        replayed: false,
        status: plan.status,
        revision,
        on: options.on,
        summary: plan.summary,
        warnings: plan.warnings,
        shortfall: plan.shortfall,
        rows: plan.rows,
        waited: Rows::default(),
    };
    Ok((report, plan.users))
}

/// The hash of what a request asks for: everything but who asks, why, and what it expects.
fn body(request: &Request, options: &Options) -> Hash {
    if options.request_id.is_empty() {
        return Tip::default().hash;
    }
    let mut sum = Sums::new("request", options);
    for item in &request.items {
        sum.number(item.op as u64);
        who(&mut sum, item);
        sum.texts(item.products.iter().map(String::as_str));
        sum.texts(item.pools.iter().map(String::as_str));
        sum.number(item.choice() as u64);
        sum.number(item.ends_on.map_or(u64::MAX, |day| u64::from(day.number().cast_unsigned())));
        marks(&mut sum, item);
    }
    sum.finish()
}

fn marks(sum: &mut Sums, item: &Item) {
    let marks = [item.all_sources, item.everything, item.waitlist, item.keep_others];
    sum.number(marks.iter().fold(0, |bits, mark| 2 * bits + u64::from(*mark)));
    sum.number(item.seat.map_or(u64::MAX, u64::from));
    sum.number(i64::from(item.priority).cast_unsigned());
    sum.texts(item.to.iter().map(String::as_str));
    match &item.disabled_plans {
        Some(plans) => sum.texts(plans.iter().map(String::as_str)),
        None => sum.number(u64::MAX),
    }
}

fn who(sum: &mut Sums, item: &Item) {
    match &item.who {
        Who::Users(users) => {
            sum.number(0);
            sum.texts(users.iter());
        }
        Who::Holders => sum.number(2),
        Who::HolderGroups(groups) => {
            sum.number(3);
            sum.texts(groups.iter());
        }
        Who::HolderOrgs(orgs) => {
            sum.number(4);
            sum.texts(orgs.iter());
        }
        Who::Seat => sum.number(5),
        Who::Operation(operation) => {
            sum.number(6);
            sum.number(*operation);
        }
        Who::Group { id, members } => {
            sum.number(1);
            sum.texts([id.as_str()].into_iter());
            match members {
                Some(members) => sum.texts(members.iter()),
                None => sum.number(u64::MAX),
            }
        }
    }
}

/// The hash of a document.
fn document_body(kind: &str, document: &impl serde::Serialize, options: &Options) -> Result<Hash> {
    let mut sum = Sums::new(kind, options);
    sum.document(document)?;
    Ok(sum.finish())
}
