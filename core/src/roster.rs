//! Rosters as schools export them, read into a [`Load`].

use crate::error::Result;
use crate::load::Load;
use crate::model::Org;
use serde::Serialize;
use std::path::Path;

mod school_data_sync;
mod table;

/// Something odd or wrong in a roster, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The file, as its name in the folder.
    pub file: String,
    /// The line, from 1; the header is line 1.
    pub line: u64,
    /// The column's name as the file writes it, if it is about one.
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
    /// Everything odd or wrong, in the order in which the files are read, then by line.
    pub notices: Vec<Notice>,
}

impl Roster {
    /// Reads a folder of Microsoft School Data Sync V1 files (`School.csv`, `Section.csv`, `Student.csv`,
    /// `StudentEnrollment.csv`, and if present `Teacher.csv` and `TeacherRoster.csv`), also with the headers that
    /// Microsoft uses in the United Kingdom.
    ///
    /// A school becomes an org, a pupil a user with the role `student`, a teacher a user with the role `teacher`, a
    /// section a group of the kind `class`. Its members are its pupils, in the order of the enrolments, and nobody else:
    /// a class is what seats for pupils are counted by. Somebody who is in both files has both roles.
    ///
    /// A line is a record: a quoted value must end on its own line, so a stray quote spoils one line and not the rest.
    /// Wrong lines are left out and reported in [`Roster::notices`]; the others are taken. It fails when a file or a
    /// column that is needed is missing, or a file cannot be read.
    ///
    /// Format: <https://learn.microsoft.com/schooldatasync/sds-v1-csv-file-format>
    pub fn read_school_data_sync(folder: &Path) -> Result<Self> {
        school_data_sync::read(folder, None)
    }

    /// The same, with a group of the kind `group` for the teachers of every class that has some. Its id is the class's
    /// with `suffix` behind it.
    pub fn read_school_data_sync_with_teachers(folder: &Path, suffix: &str) -> Result<Self> {
        school_data_sync::read(folder, Some(suffix))
    }

    /// Puts an org above every org that has none above it, such as the district above its schools.
    #[must_use]
    pub fn under(mut self, org: Org) -> Self {
        for below in self.load.orgs.iter_mut().filter(|below| below.parent.is_none()) {
            below.parent = Some(org.id.clone());
        }
        self.load.orgs.insert(0, org);
        self
    }

    /// How many lines were left out.
    pub fn refused(&self) -> usize {
        self.notices.iter().filter(|notice| notice.refused).count()
    }
}
