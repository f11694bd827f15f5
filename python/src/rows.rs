//! Rows of a report in some order: all of them, a slice, or those of one kind. Nothing is copied but positions.

use crate::answers;
use crate::columns;
use crate::dates::date;
use crate::errors::raise;
use crate::row::{List, Row};
use pyo3::exceptions::{PyIndexError, PyOverflowError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PySlice, PyTuple};
use seatbook_core::{Class, Error, Outcome, Report, Status};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Which rows.
#[derive(Clone)]
enum Pick {
    /// This many, from `start` on, every `step`-th.
    Range { start: isize, step: isize, len: usize },
    /// These.
    Listed(Arc<[u32]>),
}

/// Some rows of a report.
#[pyclass(frozen, module = "seatbook._seatbook")]
pub(crate) struct Rows {
    report: Arc<Report>,
    list: List,
    pick: Pick,
}

impl Rows {
    /// All rows of a report.
    pub(crate) fn of_report(report: Report) -> Self {
        Self::of_list(Arc::new(report), List::Asked)
    }

    fn of_list(report: Arc<Report>, list: List) -> Self {
        let len = list.len(&report);
        Self { report, list, pick: Pick::Range { start: 0, step: 1, len } }
    }

    fn picked(&self, pick: Pick) -> Self {
        Self { report: Arc::clone(&self.report), list: self.list, pick }
    }

    fn listed(&self, rows: Vec<u32>) -> Self {
        self.picked(Pick::Listed(rows.into()))
    }

    fn len(&self) -> usize {
        match &self.pick {
            Pick::Range { len, .. } => *len,
            Pick::Listed(rows) => rows.len(),
        }
    }

    /// The position in the report of the row at a position here.
    fn place(&self, at: usize) -> Option<usize> {
        match &self.pick {
            Pick::Range { start, step, len } if at < *len => {
                let offset = isize::try_from(at).ok()?.checked_mul(*step)?;
                usize::try_from(start.checked_add(offset)?).ok()
            }
            Pick::Range { .. } => None,
            Pick::Listed(rows) => rows.get(at).map(|row| *row as usize),
        }
    }

    fn places(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        (0..self.len()).map(|at| self.place(at).unwrap_or(usize::MAX))
    }

    /// The rows themselves, in their order here.
    fn all(&self) -> impl Iterator<Item = seatbook_core::Row<'_>> + '_ {
        self.places().filter_map(|place| self.list.row(&self.report, place))
    }

    fn row(&self, at: usize) -> Option<Row> {
        let index = self.place(at)?;
        Some(Row { report: Arc::clone(&self.report), list: self.list, index })
    }

    fn slice(&self, slice: &Bound<'_, PySlice>) -> PyResult<Self> {
        let slice = slice.indices(isize::try_from(self.len())?)?;
        let pick = match &self.pick {
            Pick::Range { start, step, .. } => Pick::Range {
                start: start.saturating_add(slice.start.saturating_mul(*step)),
                step: step.saturating_mul(slice.step),
                len: slice.slicelength,
            },
            Pick::Listed(rows) => {
                let chosen = (0..slice.slicelength).map_while(|at| {
                    let at = slice.start + isize::try_from(at).ok()? * slice.step;
                    rows.get(usize::try_from(at).ok()?).copied()
                });
                Pick::Listed(chosen.collect())
            }
        };
        Ok(self.picked(pick))
    }
}

/// The position of a row as it is kept: a report has at most ten million.
fn narrow(row: &seatbook_core::Row<'_>) -> u32 {
    u32::try_from(row.index()).unwrap_or(u32::MAX)
}

#[pymethods]
impl Rows {
    fn __len__(&self) -> usize {
        self.len()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(slice) = index.cast::<PySlice>() {
            return Ok(Bound::new(py, self.slice(slice)?)?.into_any());
        }
        let out_of_range = || PyIndexError::new_err(format!("row {index} of {} rows", self.len()));
        let index = match index.extract::<isize>() {
            Err(error) if error.is_instance_of::<PyOverflowError>(py) => return Err(out_of_range()),
            index => index?,
        };
        let at = if index < 0 { index.checked_add_unsigned(self.len()) } else { Some(index) };
        match at.and_then(|at| usize::try_from(at).ok()).and_then(|at| self.row(at)) {
            Some(row) => Ok(Bound::new(py, row)?.into_any()),
            None => Err(out_of_range()),
        }
    }

    fn __iter__(slf: Bound<'_, Self>) -> RowIterator {
        RowIterator { rows: slf.unbind(), next: AtomicUsize::new(0) }
    }

    /// The rows of a kind: `changed`, `unchanged` or `refused`.
    fn of_class(&self, py: Python<'_>, class: &str) -> PyResult<Self> {
        let class = match class {
            "changed" => Class::Changed,
            "unchanged" => Class::Unchanged,
            "refused" => Class::Refused,
            other => {
                let message = format!("`{other}` is none of `changed`, `unchanged` and `refused`");
                return Err(raise(py, &Error::new(Status::InvalidArgument, message)));
            }
        };
        let rows = py.detach(|| {
            let of_class = self.all().filter(|row| row.outcome().class() == class);
            of_class.map(|row| narrow(&row)).collect()
        });
        Ok(self.listed(rows))
    }

    /// The rows by outcome, in the order of the outcomes' numbers.
    fn by_outcome(&self, py: Python<'_>) -> Vec<(&'static str, Self)> {
        let by_outcome = py.detach(|| {
            let mut by_outcome: BTreeMap<Outcome, Vec<u32>> = BTreeMap::new();
            for row in self.all() {
                by_outcome.entry(row.outcome()).or_default().push(narrow(&row));
            }
            by_outcome
        });
        by_outcome.into_iter().map(|(outcome, rows)| (outcome.word(), self.listed(rows))).collect()
    }

    /// Rows beyond those that were asked for.
    #[pyo3(name = "from_waitlist")]
    fn waited(&self) -> Self {
        Self::of_list(Arc::clone(&self.report), List::FromWaitlist)
    }

    /// One list per field.
    fn to_columns<'py>(&self, py: Python<'py>, sentences: bool) -> PyResult<Bound<'py, PyDict>> {
        let rows = py.detach(|| columns::Kinds::of(&self.report, self.list, self.places()));
        columns::of(py, rows, sentences)
    }

    /// A table with a header, safe to be opened in a spreadsheet.
    fn to_csv(&self, py: Python<'_>) -> String {
        py.detach(|| seatbook_core::report::csv(self.all()))
    }

    /// The whole report as JSON.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.report.to_json())
    }

    /// What the report says beside its rows.
    fn facts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let report = &self.report;
        let facts = (
            report.operation,
            &report.request_id,
            report.replayed,
            report.status.word(),
            report.revision,
            date(py, report.on)?,
            answers::summary(py, &report.summary)?,
            answers::warnings(py, &report.warnings)?,
            answers::shortfall(py, &report.shortfall)?,
        );
        facts.into_pyobject(py)
    }
}

/// Goes through rows.
#[pyclass(frozen, module = "seatbook._seatbook")]
pub(crate) struct RowIterator {
    rows: Py<Rows>,
    next: AtomicUsize,
}

#[pymethods]
impl RowIterator {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self) -> Option<Row> {
        let rows = self.rows.get();
        let at = self.next.fetch_add(1, Ordering::Relaxed);
        if at >= rows.len() {
            // An iterator that has ended stays at its end.
            self.next.store(rows.len(), Ordering::Relaxed);
        }
        rows.row(at)
    }

    fn __length_hint__(&self) -> usize {
        self.rows.get().len().saturating_sub(self.next.load(Ordering::Relaxed))
    }
}
