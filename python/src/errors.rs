//! Failures as Python exceptions. The classes are in `seatbook/_errors.py`, because the stable interface of Python
//! lets only Python code inherit from both `seatbook.Error` and a built-in exception.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use seatbook_core::{Detail, Error, Status};
use std::any::Any;

/// The exception for an error of the core.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    match exception(py, error) {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// The exception for a value that makes no sense where it stands.
pub(crate) fn invalid(py: Python<'_>, message: impl Into<String>) -> PyErr {
    raise(py, &Error::new(Status::InvalidArgument, message))
}

fn exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let details = PyDict::new(py);
    for (name, detail) in error.details() {
        match detail {
            Detail::Number(number) => details.set_item(name, number)?,
            Detail::Text(text) => details.set_item(name, text)?,
        }
    }
    let make = MAKE.import(py, "seatbook._errors", "from_status")?;
    make.call1((error.status().word(), error.message(), details))
}

/// The error that stands for a caught panic.
pub(crate) fn of_panic(payload: &(dyn Any + Send)) -> Error {
    let said = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    Error::internal(format!("a bug in seatbook: {said}; close the book and open it again"))
}
