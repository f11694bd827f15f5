//! Rows as columns: what makes a data frame. What many rows share is one Python object, made once for each kind of row.

use crate::dates::date;
use crate::row::List;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use seatbook_core::report::{RowColumns, Source};
use seatbook_core::seat::SeatState;
use seatbook_core::{Day, Report, Row};
use std::collections::HashMap;

/// Kinds of rows that were not met yet.
const UNKNOWN: u32 = u32::MAX;

/// Some rows, by their kinds.
pub(crate) struct Kinds<'r> {
    report: &'r Report,
    list: List,
    columns: RowColumns<'r>,
    /// Positions of the rows in the report.
    places: Vec<usize>,
    /// The kind of each row, as a position in `samples`.
    kind: Vec<u32>,
    /// A row of each kind.
    samples: Vec<Row<'r>>,
}

impl<'r> Kinds<'r> {
    /// Sorts rows by kind; no Python object is touched.
    pub(crate) fn of(report: &'r Report, list: List, places: impl ExactSizeIterator<Item = usize>) -> Self {
        let columns = match list {
            List::Asked => report.columns(),
            List::FromWaitlist => report.from_waitlist_columns(),
        };
        // Rows of a kind whose seat is named and others are told apart: only the first name a pool.
        let mut known = vec![UNKNOWN; 2 * columns.kinds()];
        let mut own = Self {
            report,
            list,
            columns,
            places: Vec::with_capacity(places.len()),
            kind: Vec::with_capacity(places.len()),
            samples: Vec::new(),
        };
        for place in places {
            let named = usize::from(columns.seat(place).is_some());
            let kind = columns.kind(place).and_then(|kind| known.get_mut(2 * kind as usize + named));
            let (Some(kind), Some(row)) = (kind, list.row(report, place)) else { continue };
            if *kind == UNKNOWN {
                *kind = u32::try_from(own.samples.len()).unwrap_or(UNKNOWN);
                own.samples.push(row);
            }
            own.places.push(place);
            own.kind.push(*kind);
        }
        own
    }
}

/// What makes the lists.
struct Maker<'py, 'r> {
    py: Python<'py>,
    rows: Kinds<'r>,
    columns: Bound<'py, PyDict>,
    texts: HashMap<String, Bound<'py, PyAny>>,
    days: HashMap<Day, Bound<'py, PyAny>>,
    none: Bound<'py, PyAny>,
}

impl<'py, 'r> Maker<'py, 'r> {
    /// A column that says the same for all rows of a kind.
    fn shared(
        &mut self,
        name: &str,
        value: impl Fn(&mut Self, &Row<'r>) -> PyResult<Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        let samples = std::mem::take(&mut self.rows.samples);
        let values = samples.iter().map(|row| value(self, row)).collect::<PyResult<Vec<_>>>();
        self.rows.samples = samples;
        let (values, count) = (values?, self.rows.kind.len());
        let list = match values.as_slice() {
            [first, others @ ..] if others.iter().all(|other| other.is(first)) => {
                PyList::new(self.py, [first])?.as_sequence().repeat(count)?.cast_into::<PyList>()?
            }
            values => {
                let of_kind = |kind: &u32| values.get(*kind as usize).unwrap_or(&self.none);
                PyList::new(self.py, self.rows.kind.iter().map(of_kind))?
            }
        };
        self.columns.set_item(name, list)
    }

    /// A column in which every row has a value of its own.
    fn own(&mut self, name: &str, mut value: impl FnMut(&Self, usize) -> Bound<'py, PyAny>) -> PyResult<()> {
        let values = self.rows.places.iter().map(|place| value(self, *place));
        self.columns.set_item(name, PyList::new(self.py, values)?)
    }

    fn number(&self, number: usize) -> Bound<'py, PyAny> {
        let Ok(number) = number.into_pyobject(self.py);
        number.into_any()
    }

    fn text(&mut self, text: &str) -> Bound<'py, PyAny> {
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        let made = PyString::new(self.py, text).into_any();
        self.texts.insert(text.to_owned(), made.clone());
        made
    }

    fn optional_text(&mut self, text: Option<&str>) -> Bound<'py, PyAny> {
        match text {
            Some(text) => self.text(text),
            None => self.none.clone(),
        }
    }

    fn day(&mut self, day: Option<Day>) -> PyResult<Bound<'py, PyAny>> {
        let Some(day) = day else { return Ok(self.none.clone()) };
        if let Some(known) = self.days.get(&day) {
            return Ok(known.clone());
        }
        let made = date(self.py, day)?.into_any();
        self.days.insert(day, made.clone());
        Ok(made)
    }

    /// A column of texts, one for each row; neighbours with the same text share it.
    fn targets(&mut self) -> PyResult<()> {
        let mut latest: Option<(&str, Bound<'py, PyAny>)> = None;
        self.own("target", |own, place| {
            let target = own.rows.columns.target(place);
            if let Some((text, made)) = &latest
                && std::ptr::eq(*text, target)
            {
                return made.clone();
            }
            let made = PyString::new(own.py, target).into_any();
            latest = Some((target, made.clone()));
            made
        })
    }

    fn seats(&mut self) -> PyResult<()> {
        self.own("seat", |own, place| match own.rows.columns.seat(place) {
            Some(number) => own.number(number as usize),
            None => own.none.clone(),
        })
    }

    fn keys(&mut self) -> PyResult<()> {
        if !self.rows.columns.has_keys() {
            return self.shared("key", |own, _| Ok(own.none.clone()));
        }
        self.own("key", |own, place| {
            let row = own.rows.list.row(own.rows.report, place);
            let key = row.and_then(|row| row.seat().and_then(|seat| seat.key));
            key.map_or_else(|| own.none.clone(), |key| PyString::new(own.py, key).into_any())
        })
    }

    fn sentences(&mut self) -> PyResult<()> {
        self.own("sentence", |own, place| {
            let row = own.rows.list.row(own.rows.report, place);
            let sentence = row.map(|row| row.sentence()).unwrap_or_default();
            PyString::new(own.py, &sentence).into_any()
        })
    }
}

/// One list per field, by the field's name.
pub(crate) fn of<'py>(py: Python<'py>, rows: Kinds<'_>, sentences: bool) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    let none = py.None().into_bound(py);
    let mut make = Maker { py, rows, columns, texts: HashMap::new(), days: HashMap::new(), none };
    make.own("index", Maker::number)?;
    make.shared("op", |make, row| Ok(make.text(row.op().word())))?;
    make.shared("holder", |make, row| Ok(make.text(row.holder().word())))?;
    make.targets()?;
    make.shared("product", |make, row| Ok(make.text(row.product())))?;
    make.shared("outcome", |make, row| Ok(make.text(row.outcome().word())))?;
    make.shared("pool", |make, row| Ok(make.optional_text(row.seat().map(|seat| seat.pool))))?;
    make.seats()?;
    make.keys()?;
    make.shared("started_on", |make, row| make.day(row.started_on()))?;
    make.shared("ends_on", |make, row| make.day(row.ends_on()))?;
    let mut plans: HashMap<&[String], Bound<'py, PyAny>> = HashMap::new();
    for row in &make.rows.samples {
        if !plans.contains_key(row.disabled_plans()) {
            plans.insert(row.disabled_plans(), PyTuple::new(py, row.disabled_plans())?.into_any());
        }
    }
    make.shared("disabled_plans", |make, row| {
        Ok(plans.get(row.disabled_plans()).unwrap_or(&make.none).clone())
    })?;
    make.shared("source", |make, row| {
        let word = row.source().map(Source::word);
        Ok(make.optional_text(word.as_deref()))
    })?;
    make.shared("previous_state", |make, row| {
        Ok(make.optional_text(row.previous_state().map(SeatState::word)))
    })?;
    if sentences {
        make.sentences()?;
    }
    Ok(make.columns)
}
