//! What reports consist of, as the data classes of the package, whose fields stand in the same order. Answers to questions are
//! made in Python, from JSON.

use crate::dates::date;
use crate::rows::Rows;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;
use seatbook_core::load::{Refusal, Tally};
use seatbook_core::removal::RemovalTally;
use seatbook_core::report::{InTheWay, SeatName, Shortfall, Summary, Warning};
use seatbook_core::roster::{List, ListRow, Notice};
use seatbook_core::{Day, LoadReport, RemovalReport, Report, RosterReport};

type Made<'py> = PyResult<Bound<'py, PyAny>>;

/// Makes an object of a class of the package from its fields.
macro_rules! make {
    ($py:expr, $class:literal, $($field:expr),+ $(,)?) => {{
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let class = CLASS.import($py, "seatbook", $class)?;
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

fn refused<'py>(py: Python<'py>, refused: &[Refusal]) -> PyResult<Bound<'py, PyTuple>> {
    tuple(py, refused, |py, refusal| {
        let (entity, status) = (refusal.entity.word(), refusal.status.word());
        make!(py, "Refusal", entity, &refusal.id, refusal.index, status, &refusal.message)
    })
}

/// The rows of seats that a load or removal took back or gave, as a report.
fn rows(py: Python<'_>, report: Option<Report>) -> PyResult<Option<Bound<'_, PyAny>>> {
    report.map(|report| make!(py, "Report", Rows::of_report(report))).transpose()
}

pub(crate) fn load_report(py: Python<'_>, report: LoadReport) -> Made<'_> {
    let tally = |tally: &Tally| -> Made<'_> {
        make!(py, "Tally", tally.created, tally.updated, tally.unchanged, tally.refused)
    };
    let json = py.detach(|| report.to_json());
    make!(
        py,
        "LoadReport",
        report.operation,
        &report.request_id,
        report.replayed,
        report.dry_run,
        report.revision,
        date(py, report.on)?,
        tally(&report.orgs)?,
        tally(&report.products)?,
        tally(&report.rules)?,
        tally(&report.users)?,
        tally(&report.groups)?,
        tally(&report.pools)?,
        refused(py, &report.refused)?,
        rows(py, report.report)?,
        json,
    )
}

pub(crate) fn removal_report(py: Python<'_>, report: RemovalReport) -> Made<'_> {
    let tally =
        |tally: &RemovalTally| -> Made<'_> { make!(py, "RemovalTally", tally.removed, tally.refused) };
    let json = py.detach(|| report.to_json());
    make!(
        py,
        "RemovalReport",
        report.operation,
        &report.request_id,
        report.replayed,
        report.dry_run,
        report.revision,
        date(py, report.on)?,
        tally(&report.users)?,
        tally(&report.groups)?,
        tally(&report.pools)?,
        tally(&report.products)?,
        tally(&report.rules)?,
        refused(py, &report.refused)?,
        rows(py, report.report)?,
        json,
    )
}

pub(crate) fn roster_notice<'py>(py: Python<'py>, notice: &Notice) -> Made<'py> {
    make!(py, "RosterNotice", &notice.file, notice.line, &notice.column, notice.refused, &notice.message)
}

/// What loading a roster from its files answers.
pub(crate) fn roster_report(py: Python<'_>, report: RosterReport) -> Made<'_> {
    let reports =
        report.reports.into_iter().map(|report| rows(py, Some(report))).collect::<PyResult<Vec<_>>>()?;
    make!(
        py,
        "RosterReport",
        report.format.word(),
        load_report(py, report.load)?,
        tuple(py, &report.notices, roster_notice)?,
        report.refused,
        report.odd,
        PyTuple::new(py, report.operations)?,
        PyTuple::new(py, reports)?,
    )
}

/// A list of users.
pub(crate) fn list<'py>(py: Python<'py>, list: &List) -> Made<'py> {
    let row = |py: Python<'py>, row: &ListRow| -> Made<'py> {
        let ends_on = row.ends_on.map(|day| date(py, day)).transpose()?;
        make!(py, "ListRow", row.line, &row.id, &row.product, &row.pool, ends_on)
    };
    make!(py, "UserList", tuple(py, &list.rows, row)?, tuple(py, &list.notices, roster_notice)?, list.refused)
}
