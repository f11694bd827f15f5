//! Rosters as schools export them, read into a [`Load`].

use crate::error::Result;
use crate::load::Load;
use serde::Serialize;
use std::path::Path;

/// Something odd or wrong in a roster, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The file, as its name in the folder.
    pub file: String,
    /// The line, from 1; the header is line 1.
    pub line: u64,
    /// The column's name, if it is about one.
    pub column: Option<String>,
    /// Whether the line was left out; otherwise it was taken and is only odd.
    pub refused: bool,
    /// Why, for people.
    pub message: String,
}

/// A roster as read: what to load, and what was odd.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Orgs, users and groups in file order.
    pub load: Load,
    /// Everything odd or wrong, by file and line.
    pub notices: Vec<Notice>,
}

impl Roster {
    /// Reads a folder of Microsoft School Data Sync V1 files (`School.csv`, `Section.csv`, `Student.csv`, `StudentEnrollment.csv`,
    /// and if present `Teacher.csv` and `TeacherRoster.csv`).
    pub fn read_school_data_sync(folder: &Path) -> Result<Self> {
        let _ = folder;
        Err(crate::error::Error::internal("not built yet"))
    }
}
