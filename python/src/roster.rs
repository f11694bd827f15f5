//! Rosters, licence lists, catalogues and plain lists, read from the files of a school.

use crate::answers;
use crate::book::outside;
use crate::errors::raise;
use crate::load::Load;
use crate::values::one;
use pyo3::prelude::*;
use seatbook_core::model::Org;
use seatbook_core::roster::{Encoding, Format, List, RosterOptions};
use std::path::PathBuf;
use std::sync::Arc;

/// How a roster is to be read; `seatbook._options.RosterOptions`.
#[derive(FromPyObject)]
pub(crate) struct RosterOptionsIn<'py> {
    format: Option<String>,
    encoding: Option<String>,
    under: Option<String>,
    teachers: Option<String>,
    org: Option<String>,
    part_numbers: bool,
    leavers: Bound<'py, PyAny>,
    full: bool,
    portion: usize,
}

/// A word that stands for something, or an error that says which ones do.
fn known<T: Copy>(
    name: &str,
    word: Option<&str>,
    all: &[T],
    word_of: fn(T) -> &'static str,
) -> PyResult<Option<T>> {
    let Some(word) = word else { return Ok(None) };
    match all.iter().copied().find(|one| word_of(*one) == word) {
        Some(found) => Ok(Some(found)),
        None => {
            let words: Vec<String> = all.iter().map(|one| format!("`{}`", word_of(*one))).collect();
            let message = format!("`{name}` is `{word}`; it can be {}", words.join(", "));
            Err(pyo3::exceptions::PyValueError::new_err(message))
        }
    }
}

impl RosterOptionsIn<'_> {
    pub(crate) fn into_options(self) -> PyResult<RosterOptions> {
        Ok(RosterOptions {
            format: known("format", self.format.as_deref(), Format::ALL, Format::word)?,
            encoding: known("encoding", self.encoding.as_deref(), Encoding::ALL, Encoding::word)?,
            under: self.under.map(|id| Org { id, ..Org::default() }),
            teachers: self.teachers,
            org: self.org,
            part_numbers: self.part_numbers,
            leavers: if self.leavers.is_none() {
                seatbook_core::Leavers::default()
            } else {
                one("leavers", &self.leavers)?
            },
            full: self.full,
            portion: self.portion,
        })
    }
}

/// A roster as it was read: what to load, and what was odd.
#[pyclass(frozen, module = "seatbook")]
pub(crate) struct Roster {
    read: seatbook_core::Roster,
    load: Arc<seatbook_core::Load>,
    under: Option<String>,
}

impl Roster {
    fn new(mut roster: seatbook_core::Roster, under: Option<String>) -> Self {
        let load = Arc::new(std::mem::take(&mut roster.load));
        Self { read: roster, load, under }
    }
}

#[pymethods]
impl Roster {
    /// What it turned out to be, such as `one_roster_1_1`.
    #[getter]
    fn format(&self) -> &'static str {
        self.read.format.word()
    }

    /// How many lines were left out.
    #[getter]
    fn left_out(&self) -> u64 {
        self.read.refused
    }

    /// What to load; `Book.load` takes the roster itself too.
    #[getter]
    fn load(&self) -> Load {
        Load { load: Arc::clone(&self.load) }
    }

    /// Everything odd or wrong, by file and line.
    #[getter]
    fn notices<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        self.read.notices.iter().map(|notice| answers::roster_notice(py, notice)).collect()
    }

    /// The ids of the orgs in its files, without the one above them: what `full_orgs` of `Book.load` takes if the roster is
    /// complete.
    #[getter]
    fn org_ids(&self) -> Vec<&str> {
        let ids = self.load.orgs.iter().map(|org| org.id.as_str());
        ids.filter(|id| self.under.as_deref() != Some(*id)).collect()
    }

    /// How many orgs it has.
    #[getter]
    fn orgs(&self) -> usize {
        self.load.orgs.len()
    }

    /// How many users it has.
    #[getter]
    fn users(&self) -> usize {
        self.load.users.len()
    }

    /// How many groups it has.
    #[getter]
    fn groups(&self) -> usize {
        self.load.groups.len()
    }

    /// How many places of members in groups it has.
    #[getter]
    fn memberships(&self) -> usize {
        self.load.groups.iter().map(|group| group.members.len()).sum()
    }

    fn __repr__(&self) -> String {
        let (orgs, users, groups) = (self.orgs(), self.users(), self.groups());
        let notices = self.read.notices.len();
        format!("<seatbook.Roster of {orgs} orgs, {users} users, {groups} groups; {notices} notices>")
    }
}

/// Reads a folder of Microsoft School Data Sync files.
///
/// The files are `School.csv`, `Section.csv`, `Student.csv` and `StudentEnrollment.csv`, and if there are any
/// `Teacher.csv` and `TeacherRoster.csv`. A line that is wrong is left out and reported in `notices`.
///
/// `under` is the id of an org to put above all schools, such as their district.
///
/// >>> roster = read_school_data_sync("tests/data/sds", under="district")  # doctest: +SKIP
/// >>> book.load(roster)  # doctest: +SKIP
#[pyfunction]
#[pyo3(signature = (folder, /, *, under = None))]
pub(crate) fn read_school_data_sync(
    py: Python<'_>,
    folder: PathBuf,
    under: Option<String>,
) -> PyResult<Roster> {
    let above = under.clone();
    let roster = outside(py, move || {
        let roster = seatbook_core::roster::Roster::read_school_data_sync(&folder)?;
        Ok(match above {
            Some(id) => roster.under(Org { id, ..Org::default() }),
            None => roster,
        })
    })
    .map_err(|error| raise(py, &error))?;
    Ok(Roster::new(roster, under))
}

/// Reads a roster, licence list or catalogue; `seatbook.read_roster` is the public face of it.
#[pyfunction]
pub(crate) fn read_roster(py: Python<'_>, path: PathBuf, options: RosterOptionsIn<'_>) -> PyResult<Roster> {
    let options = options.into_options()?;
    let under = options.under.as_ref().map(|org| org.id.clone());
    let roster = outside(py, move || seatbook_core::Roster::read_with(&path, &options));
    Ok(Roster::new(roster.map_err(|error| raise(py, &error))?, under))
}

/// Reads a list of users; `seatbook.read_list` is the public face of it.
#[pyfunction]
#[allow(clippy::needless_pass_by_value, reason = "what Python hands over")]
pub(crate) fn read_list(
    py: Python<'_>,
    path: PathBuf,
    column: Option<String>,
    encoding: Option<String>,
) -> PyResult<Bound<'_, PyAny>> {
    let encoding = known("encoding", encoding.as_deref(), Encoding::ALL, Encoding::word)?;
    let list = outside(py, move || List::read(&path, column.as_deref(), encoding));
    answers::list(py, &list.map_err(|error| raise(py, &error))?)
}
