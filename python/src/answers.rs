//! Answers as the data classes of `seatbook/_answers.py`, whose fields stand in the same order.

use crate::dates::{date, optional_date};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDateTime, PyTuple, PyTzInfo};
use seatbook_core::load::Tally;
use seatbook_core::query::{Counts, Head, Holder, JournalEntry, Licence, Page, Supply, Verification};
use seatbook_core::report::{InTheWay, SeatName, Shortfall, Source, Summary, Warning};
use seatbook_core::roster::Notice;
use seatbook_core::{Day, LoadReport};

type Made<'py> = PyResult<Bound<'py, PyAny>>;

/// Makes an object of a data class from its fields.
macro_rules! make {
    ($py:expr, $class:literal, $($field:expr),+ $(,)?) => {{
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let class = CLASS.import($py, "seatbook._answers", $class)?;
        class.call1(PyTuple::new($py, [$($field.into_bound_py_any($py)?),+])?)
    }};
}

fn tuple<'py, T>(
    py: Python<'py>,
    things: &[T],
    one: impl Fn(Python<'py>, &T) -> Made<'py>,
) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, things.iter().map(|thing| one(py, thing)).collect::<PyResult<Vec<_>>>()?)
}

fn texts<'py>(py: Python<'py>, texts: &[String]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, texts)
}

fn sources<'py>(py: Python<'py>, sources: &[Source]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, sources.iter().map(Source::word))
}

/// An instant in UTC. What Python's calendar does not reach, ten thousand years from now, is left out.
fn instant(py: Python<'_>, seconds: i64) -> Option<Bound<'_, PyDateTime>> {
    let utc = PyTzInfo::utc(py).ok()?;
    #[allow(clippy::cast_precision_loss, reason = "exact as far as Python's calendar reaches")]
    PyDateTime::from_timestamp(py, seconds as f64, Some(&utc)).ok()
}

fn days<'py>(py: Python<'py>, days: &[Day]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, days.iter().map(|day| date(py, *day)).collect::<PyResult<Vec<_>>>()?)
}

pub(crate) fn seat<'py>(py: Python<'py>, seat: &SeatName<'_>) -> Made<'py> {
    make!(py, "Seat", seat.pool, seat.number, seat.key)
}

pub(crate) fn in_the_way<'py>(py: Python<'py>, way: &InTheWay) -> Made<'py> {
    let ends = days(py, &way.end_dates)?;
    make!(py, "InTheWay", &way.product, &way.plan, &way.group, &way.pool, way.reusable, ends, way.waiting)
}

pub(crate) fn summary<'py>(py: Python<'py>, summary: &Summary) -> Made<'py> {
    make!(py, "Summary", summary.requested, summary.changed, summary.unchanged, summary.failed)
}

pub(crate) fn warnings<'py>(py: Python<'py>, warnings: &[Warning]) -> PyResult<Bound<'py, PyTuple>> {
    tuple(py, warnings, |py, warning| {
        make!(py, "ReportWarning", &warning.code, &warning.pool, &warning.message)
    })
}

pub(crate) fn shortfall<'py>(py: Python<'py>, shortfall: &[Shortfall]) -> PyResult<Bound<'py, PyTuple>> {
    tuple(py, shortfall, |py, short| {
        make!(py, "Shortfall", &short.product, short.needed, short.available, short.missing)
    })
}

fn tally<'py>(py: Python<'py>, tally: &Tally) -> Made<'py> {
    make!(py, "Tally", tally.created, tally.updated, tally.unchanged, tally.refused)
}

pub(crate) fn load_report<'py>(py: Python<'py>, report: &LoadReport) -> Made<'py> {
    let refused = tuple(py, &report.refused, |py, refusal| {
        let (entity, status) = (refusal.entity.word(), refusal.status.word());
        make!(py, "Refusal", entity, &refusal.id, refusal.index, status, &refusal.message)
    })?;
    make!(
        py,
        "LoadReport",
        report.operation,
        &report.request_id,
        report.replayed,
        report.dry_run,
        report.revision,
        date(py, report.on)?,
        tally(py, &report.orgs)?,
        tally(py, &report.products)?,
        tally(py, &report.users)?,
        tally(py, &report.groups)?,
        tally(py, &report.pools)?,
        refused,
        report.to_json(),
    )
}

pub(crate) fn counts<'py>(py: Python<'py>, counts: &Counts) -> Made<'py> {
    make!(
        py,
        "Counts",
        &counts.product,
        &counts.org,
        counts.total,
        counts.assigned,
        counts.started,
        counts.available,
        counts.new,
        counts.reusable,
        counts.retired,
        counts.expired,
        counts.upcoming,
        counts.suspended,
        counts.unlimited,
        counts.over,
    )
}

/// A page of a list of things.
pub(crate) fn page<'py, T>(
    py: Python<'py>,
    page: &Page<T>,
    one: impl Fn(Python<'py>, &T) -> Made<'py>,
) -> Made<'py> {
    let rows = tuple(py, &page.rows, one)?;
    make!(py, "Page", rows, page.total, &page.next, &page.previous)
}

pub(crate) fn holder<'py>(py: Python<'py>, holder: &Holder) -> Made<'py> {
    make!(
        py,
        "Holder",
        &holder.holder,
        &holder.product,
        &holder.pool,
        holder.seat,
        holder.state.word(),
        optional_date(py, holder.started_on)?,
        optional_date(py, holder.ends_on)?,
        sources(py, &holder.sources)?,
    )
}

pub(crate) fn licence<'py>(py: Python<'py>, licence: &Licence) -> Made<'py> {
    make!(
        py,
        "Licence",
        &licence.product,
        &licence.product_name,
        &licence.pool,
        licence.seat,
        &licence.key,
        licence.state.word(),
        optional_date(py, licence.started_on)?,
        optional_date(py, licence.ends_on)?,
        licence.derived,
        sources(py, &licence.sources)?,
        texts(py, &licence.plans_off)?,
    )
}

pub(crate) fn supply<'py>(py: Python<'py>, supply: &Supply) -> Made<'py> {
    let reusable = tuple(py, &supply.reusable, |py, reusable| {
        make!(py, "Reusable", optional_date(py, reusable.ends_on)?, reusable.seats)
    })?;
    make!(py, "Supply", &supply.product, supply.new, supply.unlimited, reusable)
}

pub(crate) fn journal_entry<'py>(py: Python<'py>, entry: &JournalEntry) -> Made<'py> {
    make!(
        py,
        "JournalEntry",
        entry.operation,
        &entry.kind,
        date(py, entry.on)?,
        entry.at.and_then(|seconds| instant(py, seconds)),
        &entry.actor,
        &entry.role,
        &entry.reason,
        &entry.request_id,
        entry.requested,
        entry.changed,
        entry.unchanged,
        entry.failed,
        &entry.hash,
    )
}

pub(crate) fn head<'py>(py: Python<'py>, head: &Head) -> Made<'py> {
    make!(py, "Head", head.operation, &head.hash)
}

pub(crate) fn verification<'py>(py: Python<'py>, found: &Verification) -> Made<'py> {
    make!(
        py,
        "Verification",
        found.ok,
        texts(py, &found.problems)?,
        found.operations,
        found.users,
        found.pools,
        found.seats,
        head(py, &found.head)?,
    )
}

pub(crate) fn roster_notice<'py>(py: Python<'py>, notice: &Notice) -> Made<'py> {
    make!(py, "RosterNotice", &notice.file, notice.line, &notice.column, notice.refused, &notice.message)
}
