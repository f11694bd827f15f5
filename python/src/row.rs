//! One row of a report, made when it is looked at.

use crate::answers;
use crate::dates::{date, optional_date};
use pyo3::exceptions::PyIndexError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyTuple};
use seatbook_core::Report;
use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What became of one target and one product of a request.
///
/// >>> row = report[0]
/// >>> row.target, row.product, row.outcome
/// ('anna', 'maths', 'assigned')
#[pyclass(frozen, module = "seatbook")]
pub(crate) struct Row {
    pub(crate) report: Arc<Report>,
    pub(crate) list: List,
    pub(crate) index: usize,
}

/// The two lists of rows that a report has.
#[derive(Clone, Copy)]
pub(crate) enum List {
    /// One for every target and product asked for.
    Asked,
    /// Those who waited and got a seat that the request freed.
    FromWaitlist,
}

impl List {
    pub(crate) fn len(self, report: &Report) -> usize {
        match self {
            List::Asked => report.len(),
            List::FromWaitlist => report.from_waitlist().len(),
        }
    }

    pub(crate) fn row(self, report: &Report, index: usize) -> Option<seatbook_core::Row<'_>> {
        match self {
            List::Asked => report.row(index),
            List::FromWaitlist => report.from_waitlist_row(index),
        }
    }
}

impl Row {
    fn row(&self) -> PyResult<seatbook_core::Row<'_>> {
        self.list.row(&self.report, self.index).ok_or_else(|| PyIndexError::new_err("there is no such row"))
    }
}

#[pymethods]
impl Row {
    /// Its position in the report, from 0.
    #[getter]
    fn index(&self) -> usize {
        self.index
    }

    /// What it asked for: `assign`, `revoke`, `reuse`, `start`, ... Rows of a swap or sync say `assign` or `revoke`.
    #[getter]
    fn op(&self) -> PyResult<&'static str> {
        Ok(self.row()?.op().word())
    }

    /// What the target is: `user`, `group` or `org`.
    #[getter]
    fn holder(&self) -> PyResult<&'static str> {
        Ok(self.row()?.holder().word())
    }

    /// Whom it is about.
    #[getter]
    fn target(&self) -> PyResult<&str> {
        Ok(self.row()?.target())
    }

    /// Whom it is about; the same as `target`.
    #[getter]
    fn user(&self) -> PyResult<&str> {
        self.target()
    }

    /// Of which product.
    #[getter]
    fn product(&self) -> PyResult<&str> {
        Ok(self.row()?.product())
    }

    /// What became of it, as a word; `seatbook.MEANINGS` says what each means.
    #[getter]
    fn outcome(&self) -> PyResult<&'static str> {
        Ok(self.row()?.outcome().word())
    }

    /// Whether it was refused.
    #[getter]
    fn refused(&self) -> PyResult<bool> {
        Ok(self.row()?.is_refused())
    }

    /// The seat it is about: pool, number from 1, and key if the pool has keys.
    #[getter]
    fn seat<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.row()?.seat().map(|seat| answers::seat(py, &seat)).transpose()
    }

    /// The day the seat's time began.
    #[getter]
    fn started_on<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        optional_date(py, self.row()?.started_on())
    }

    /// The seat's last day.
    #[getter]
    fn ends_on<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        optional_date(py, self.row()?.ends_on())
    }

    /// Plans of the holder that are switched off.
    #[getter]
    fn disabled_plans<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.row()?.disabled_plans())
    }

    /// How the holder comes by the seat: `direct`, or `group:`, `org:` or `site:` and the id of the group, org or pool.
    #[getter]
    fn source(&self) -> PyResult<Option<Cow<'_, str>>> {
        Ok(self.row()?.source().map(seatbook_core::report::Source::word))
    }

    /// The state of the seat before.
    #[getter]
    fn previous_state(&self) -> PyResult<Option<&'static str>> {
        Ok(self.row()?.previous_state().map(seatbook_core::seat::SeatState::word))
    }

    /// What stands in the way of a refused row, or what an unchanged one rests on.
    #[getter]
    fn in_the_way<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.row()?.in_the_way().map(|way| answers::in_the_way(py, way)).transpose()
    }

    /// What became of it, in plain words.
    #[getter]
    fn sentence(&self) -> PyResult<String> {
        Ok(self.row()?.sentence())
    }

    /// The row as a dict with the field names of the JSON report; days are `datetime.date`.
    ///
    /// >>> report[0].to_dict()["outcome"]
    /// 'assigned'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let row = self.row()?;
        let dict = PyDict::new(py);
        dict.set_item(intern!(py, "index"), self.index)?;
        dict.set_item(intern!(py, "op"), row.op().word())?;
        dict.set_item(intern!(py, "holder"), row.holder().word())?;
        dict.set_item(intern!(py, "target"), row.target())?;
        dict.set_item(intern!(py, "product"), row.product())?;
        dict.set_item(intern!(py, "outcome"), row.outcome().word())?;
        dict.set_item(intern!(py, "seat"), seat_dict(py, &row)?)?;
        dict.set_item(intern!(py, "started_on"), self.started_on(py)?)?;
        dict.set_item(intern!(py, "ends_on"), self.ends_on(py)?)?;
        dict.set_item(intern!(py, "disabled_plans"), row.disabled_plans())?;
        dict.set_item(intern!(py, "source"), self.source()?)?;
        dict.set_item(intern!(py, "previous_state"), self.previous_state()?)?;
        dict.set_item(intern!(py, "in_the_way"), obstacle_dict(py, &row)?)?;
        dict.set_item(intern!(py, "sentence"), row.sentence())?;
        Ok(dict)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Row>() else { return Ok(false) };
        // What is not in the JSON is not in the row, so its text decides.
        Ok(self.row()?.to_json() == other.get().row()?.to_json())
    }

    fn __hash__(&self) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        let row = self.row()?;
        (self.index, row.target(), row.product(), row.outcome()).hash(&mut hasher);
        Ok(hasher.finish())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let row = self.row()?;
        let target = row.target().into_pyobject(py)?.repr()?;
        let product = row.product().into_pyobject(py)?.repr()?;
        let (index, op, outcome) = (self.index, row.op().word(), row.outcome().word());
        Ok(format!("<seatbook.Row {index}: {op} {target} {product}: {outcome}>"))
    }

    fn __str__(&self) -> PyResult<String> {
        let row = self.row()?;
        Ok(format!("{} / {}: {}: {}", row.target(), row.product(), row.outcome().word(), row.sentence()))
    }
}

fn seat_dict<'py>(py: Python<'py>, row: &seatbook_core::Row<'_>) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some(seat) = row.seat() else { return Ok(None) };
    let dict = PyDict::new(py);
    dict.set_item(intern!(py, "pool"), seat.pool)?;
    dict.set_item(intern!(py, "number"), seat.number)?;
    if let Some(key) = seat.key {
        dict.set_item(intern!(py, "key"), key)?;
    }
    Ok(Some(dict))
}

fn obstacle_dict<'py>(py: Python<'py>, row: &seatbook_core::Row<'_>) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some(way) = row.in_the_way() else { return Ok(None) };
    let dict = PyDict::new(py);
    let texts = [("product", &way.product), ("plan", &way.plan), ("group", &way.group), ("pool", &way.pool)];
    for (name, text) in texts {
        if let Some(text) = text {
            dict.set_item(name, text)?;
        }
    }
    if let Some(reusable) = way.reusable {
        dict.set_item(intern!(py, "reusable"), reusable)?;
    }
    if let Some(waiting) = way.waiting {
        dict.set_item(intern!(py, "waiting"), waiting)?;
    }
    if !way.end_dates.is_empty() {
        let ends = way.end_dates.iter().map(|day| date(py, *day)).collect::<PyResult<Vec<_>>>()?;
        dict.set_item(intern!(py, "end_dates"), ends)?;
    }
    Ok(Some(dict))
}
