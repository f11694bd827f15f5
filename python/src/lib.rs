//! The Python module `seatbook._seatbook`: the book's calls, and the rows of a report made when they are looked at.
//!
//! What a Python program sees is in `seatbook/`; here is what has to be fast or must not hold the interpreter's lock.
#![forbid(unsafe_code)]
#![allow(clippy::doc_link_with_quotes, reason = "what Python shows as documentation is no Markdown")]

mod answers;
mod book;
mod columns;
mod dates;
mod errors;
mod ids;
mod load;
mod request;
mod roster;
mod row;
mod rows;
mod values;
mod watch;

use pyo3::prelude::*;

/// What the package `seatbook` is made of; import that instead.
#[pymodule(gil_used = false)]
mod _seatbook {
    #[pymodule_export]
    use crate::book::Book;
    #[pymodule_export]
    use crate::ids::{IdIterator, IdList};
    #[pymodule_export]
    use crate::load::Load;
    #[pymodule_export]
    use crate::roster::{Roster, read_list, read_roster, read_school_data_sync};
    #[pymodule_export]
    #[pymodule_export]
    use crate::row::Row;
    #[pymodule_export]
    use crate::rows::{RowIterator, Rows};

    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyTuple};
    use seatbook_core::request::Op;
    use seatbook_core::seat::SeatState;
    use seatbook_core::{Outcome, Status};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let py = module.py();
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("OUTCOMES", PyTuple::new(py, Outcome::ALL.iter().map(|outcome| outcome.word()))?)?;
        module.add("STATUSES", PyTuple::new(py, Status::ALL.iter().map(|status| status.word()))?)?;
        module.add("OPS", PyTuple::new(py, Op::ALL.iter().map(|op| op.word()))?)?;
        module.add("SEAT_STATES", PyTuple::new(py, SeatState::ALL.iter().map(|state| state.word()))?)?;
        let meanings = PyDict::new(py);
        for outcome in Outcome::ALL {
            meanings.set_item(outcome.word(), outcome.meaning().trim())?;
        }
        module.add("MEANINGS", meanings)
    }
}
