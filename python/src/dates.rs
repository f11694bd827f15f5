//! Calendar days between Python and the core.

use crate::errors::raise;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateAccess, PyDateTime, PyString};
use seatbook_core::Day;

/// Reads a day. A datetime is refused: its day depends on a zone that only the caller knows.
pub(crate) fn day(value: &Bound<'_, PyAny>) -> PyResult<Day> {
    let py = value.py();
    if value.is_instance_of::<PyDateTime>() {
        return Err(PyTypeError::new_err("a day is meant, but this is a datetime; pass its `.date()`"));
    }
    if let Ok(date) = value.cast::<PyDate>() {
        return of_date(date);
    }
    if let Ok(text) = value.cast::<PyString>() {
        return text.to_str()?.parse().map_err(|error| raise(py, &error));
    }
    let found = value.get_type().name()?;
    Err(PyTypeError::new_err(format!("a day is a datetime.date or text such as `2026-08-17`, not {found}")))
}

/// The day of a `datetime.date`, which has the same first and last day as the core.
pub(crate) fn of_date(date: &Bound<'_, PyDate>) -> PyResult<Day> {
    let (year, month, day) = (date.get_year(), date.get_month(), date.get_day());
    Day::from_ymd(year, u32::from(month), u32::from(day))
        .ok_or_else(|| PyTypeError::new_err("a day lies in the years 1 to 9999"))
}

/// The `datetime.date` of a day.
pub(crate) fn date(py: Python<'_>, day: Day) -> PyResult<Bound<'_, PyDate>> {
    let (year, month, day) = day.ymd();
    PyDate::new(py, year, u8::try_from(month)?, u8::try_from(day)?)
}

/// The `datetime.date` of a day, or `None`.
pub(crate) fn optional_date(py: Python<'_>, day: Option<Day>) -> PyResult<Option<Bound<'_, PyDate>>> {
    day.map(|day| date(py, day)).transpose()
}
