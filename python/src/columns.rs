//! Rows as columns: what makes a data frame. Words, pools and days that many rows share are one Python object each.

use crate::dates::date;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyList, PyString, PyTuple};
use seatbook_core::report::Source;
use seatbook_core::{Day, Row};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// Python objects made once for each different key.
struct Shared<'py, K> {
    objects: HashMap<K, Bound<'py, PyAny>>,
    latest: Option<(K, Bound<'py, PyAny>)>,
}

impl<'py, K: Copy + Eq + Hash> Shared<'py, K> {
    fn new() -> Self {
        Self { objects: HashMap::new(), latest: None }
    }

    fn get(
        &mut self,
        key: K,
        make: impl FnOnce() -> PyResult<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if let Some((latest, object)) = &self.latest
            && *latest == key
        {
            return Ok(object.clone());
        }
        let object = match self.objects.entry(key) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(free) => free.insert(make()?).clone(),
        };
        self.latest = Some((key, object.clone()));
        Ok(object)
    }
}

/// What makes the values of columns, each different one once.
struct Maker<'py, 'r> {
    py: Python<'py>,
    words: Shared<'py, &'static str>,
    names: Shared<'py, &'r str>,
    days: Shared<'py, Day>,
    sources: Shared<'py, &'r str>,
    lists: Shared<'py, &'r [String]>,
    none: Bound<'py, PyAny>,
    direct: Bound<'py, PyAny>,
}

impl<'py, 'r> Maker<'py, 'r> {
    fn new(py: Python<'py>) -> Self {
        Self {
            py,
            words: Shared::new(),
            names: Shared::new(),
            days: Shared::new(),
            sources: Shared::new(),
            lists: Shared::new(),
            none: py.None().into_bound(py),
            direct: PyString::new(py, "direct").into_any(),
        }
    }

    fn word(&mut self, word: &'static str) -> PyResult<Bound<'py, PyAny>> {
        let py = self.py;
        self.words.get(word, || Ok(PyString::new(py, word).into_any()))
    }

    fn name(&mut self, name: &'r str) -> PyResult<Bound<'py, PyAny>> {
        let py = self.py;
        self.names.get(name, || Ok(PyString::new(py, name).into_any()))
    }

    fn day(&mut self, day: Option<Day>) -> PyResult<Bound<'py, PyAny>> {
        let py = self.py;
        match day {
            Some(day) => self.days.get(day, || Ok(date(py, day)?.into_any())),
            None => Ok(self.none.clone()),
        }
    }

    fn source(&mut self, source: Option<&'r Source>) -> PyResult<Bound<'py, PyAny>> {
        let py = self.py;
        match source {
            Some(Source::Group(id)) => {
                self.sources.get(id, || Ok(PyString::new(py, &format!("group:{id}")).into_any()))
            }
            Some(Source::Direct) => Ok(self.direct.clone()),
            Some(source) => Ok(PyString::new(py, &source.word()).into_any()),
            None => Ok(self.none.clone()),
        }
    }

    fn list(&mut self, list: &'r [String]) -> PyResult<Bound<'py, PyAny>> {
        let py = self.py;
        self.lists.get(list, || Ok(PyTuple::new(py, list)?.into_any()))
    }

    fn text(&self, text: Option<&str>) -> Bound<'py, PyAny> {
        text.map_or_else(|| self.none.clone(), |text| PyString::new(self.py, text).into_any())
    }

    fn number(&self, number: usize) -> PyResult<Bound<'py, PyAny>> {
        let number: Bound<'py, PyInt> = number.into_pyobject(self.py)?;
        Ok(number.into_any())
    }
}

/// One list per field, by the field's name. Column by column, so that each needs only its own values at hand.
pub(crate) fn of<'py, 'r, I: Iterator<Item = Row<'r>>>(
    py: Python<'py>,
    rows: impl Fn() -> I,
    sentences: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    let mut make = Maker::new(py);
    let mut add =
        |name: &str, value: &mut dyn FnMut(&mut Maker<'py, 'r>, &Row<'r>) -> PyResult<Bound<'py, PyAny>>| {
            let values = rows().map(|row| value(&mut make, &row)).collect::<PyResult<Vec<_>>>()?;
            columns.set_item(name, PyList::new(py, values)?)
        };
    add("index", &mut |make, row| make.number(row.index()))?;
    add("op", &mut |make, row| make.word(row.op().word()))?;
    add("holder", &mut |make, row| make.word(row.holder().word()))?;
    add("target", &mut |make, row| Ok(make.text(Some(row.target()))))?;
    add("product", &mut |make, row| make.name(row.product()))?;
    add("outcome", &mut |make, row| make.word(row.outcome().word()))?;
    add("pool", &mut |make, row| match row.seat() {
        Some(seat) => make.name(seat.pool),
        None => Ok(make.none.clone()),
    })?;
    add("seat", &mut |make, row| match row.seat() {
        Some(seat) => make.number(seat.number as usize),
        None => Ok(make.none.clone()),
    })?;
    add("key", &mut |make, row| Ok(make.text(row.seat().and_then(|seat| seat.key))))?;
    add("started_on", &mut |make, row| make.day(row.started_on()))?;
    add("ends_on", &mut |make, row| make.day(row.ends_on()))?;
    add("disabled_plans", &mut |make, row| make.list(row.disabled_plans()))?;
    add("source", &mut |make, row| make.source(row.source()))?;
    add("previous_state", &mut |make, row| match row.previous_state() {
        Some(state) => make.word(state.word()),
        None => Ok(make.none.clone()),
    })?;
    if sentences {
        add("sentence", &mut |make, row| Ok(make.text(Some(&row.sentence()))))?;
    }
    Ok(columns)
}
