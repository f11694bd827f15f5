//! Ids from Python, copied once into one piece of memory.

use crate::errors::raise;
use pyo3::exceptions::{PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyList, PyString, PyTuple};
use seatbook_core::{Error, Status, limits};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A list of ids, copied once; `name` is what errors call it.
///
/// Every call that takes users makes one from what it is given. Make it yourself to use the same users several times:
///
/// >>> pupils = IdList(["anna", "bela"])
/// >>> len(pupils), pupils[0]
/// (2, 'anna')
#[pyclass(frozen, module = "seatbook")]
pub(crate) struct IdList {
    pub(crate) ids: Arc<seatbook_core::IdList>,
}

#[pymethods]
impl IdList {
    #[new]
    #[pyo3(signature = (ids, /, name = "ids"))]
    fn new(ids: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        if let Ok(list) = ids.cast::<IdList>() {
            return Ok(Self { ids: Arc::clone(&list.get().ids) });
        }
        Ok(Self { ids: Arc::new(copy(ids, name)?) })
    }

    fn __len__(&self) -> usize {
        self.ids.len()
    }

    fn __getitem__(&self, index: isize) -> PyResult<&str> {
        let at = if index < 0 { index.checked_add_unsigned(self.ids.len()) } else { Some(index) };
        match at.and_then(|at| usize::try_from(at).ok()).filter(|at| *at < self.ids.len()) {
            Some(at) => Ok(self.ids.get(at)),
            None => Err(PyIndexError::new_err("index out of range")),
        }
    }

    fn __iter__(&self) -> IdIterator {
        IdIterator { ids: Arc::clone(&self.ids), next: AtomicUsize::new(0) }
    }

    fn __repr__(&self) -> String {
        format!("<seatbook.IdList of {}>", self.ids.len())
    }
}

/// Goes through ids.
#[pyclass(frozen, module = "seatbook._seatbook")]
pub(crate) struct IdIterator {
    ids: Arc<seatbook_core::IdList>,
    next: AtomicUsize,
}

#[pymethods]
impl IdIterator {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self) -> Option<&str> {
        let at = self.next.fetch_add(1, Ordering::Relaxed);
        if at < self.ids.len() {
            return Some(self.ids.get(at));
        }
        // An iterator that has ended stays at its end.
        self.next.store(self.ids.len(), Ordering::Relaxed);
        None
    }
}

/// Reads one id or any iterable of ids.
pub(crate) fn copy(ids: &Bound<'_, PyAny>, name: &str) -> PyResult<seatbook_core::IdList> {
    if let Ok(one) = ids.cast::<PyString>() {
        let mut list = seatbook_core::IdList::new();
        push(&mut list, one, name)?;
        return Ok(list);
    }
    if ids.is_instance_of::<PyBytes>() || ids.is_instance_of::<PyByteArray>() {
        let found = ids.get_type().name()?;
        return Err(PyTypeError::new_err(format!("`{name}` is {found}; ids are str, decode it first")));
    }
    let Ok(all) = ids.try_iter() else {
        let found = ids.get_type().name()?;
        return Err(PyTypeError::new_err(format!("`{name}` is {found}; pass one str or an iterable of str")));
    };
    let length =
        if ids.is_instance_of::<PyList>() || ids.is_instance_of::<PyTuple>() { ids.len()? } else { 0 };
    let mut list = seatbook_core::IdList::with_capacity(length, length.saturating_mul(12));
    for id in all {
        let id = id?;
        match id.cast::<PyString>() {
            Ok(id) => push(&mut list, id, name)?,
            Err(_) => return Err(not_text(&id, list.len(), name)?),
        }
    }
    Ok(list)
}

fn push(list: &mut seatbook_core::IdList, id: &Bound<'_, PyString>, name: &str) -> PyResult<()> {
    if list.len() >= limits::ROWS {
        let message = format!("`{name}` has more than {} ids; split the request", limits::ROWS);
        return Err(raise(id.py(), &Error::new(Status::Limit, message)));
    }
    let Ok(text) = id.to_str() else {
        let shown = id.repr()?;
        let at = list.len();
        return Err(PyValueError::new_err(format!("`{name}[{at}]` is {shown}: a lone surrogate is no text")));
    };
    list.push(text);
    Ok(())
}

fn not_text(id: &Bound<'_, PyAny>, at: usize, name: &str) -> PyResult<PyErr> {
    let shown: String = id.repr()?.to_string_lossy().chars().take(60).collect();
    let found = id.get_type().name()?;
    Ok(PyTypeError::new_err(format!("`{name}[{at}]` is {found} `{shown}`; ids are str")))
}
