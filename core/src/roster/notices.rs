//! What is odd or wrong in a roster, with its place. All of it is counted; no more is kept than memory allows.

use crate::limits;
use serde::Serialize;

/// What is told of a file that would empty all classes.
pub(super) const NO_PUPILS: &str = "names no pupil of any class; classes keep the members that they have";

/// Something odd or wrong in a roster, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The file, as its name in the folder or archive.
    pub file: String,
    /// The line, from 1; the header is line 1. 0 if it is about the whole file.
    pub line: u64,
    /// The column's name as the file writes it, if it is about one.
    pub column: Option<String>,
    /// Whether the line was left out; otherwise it was taken and is only odd.
    pub refused: bool,
    /// Why, for people.
    pub message: String,
}

/// Notices as they come.
#[derive(Default)]
pub(crate) struct Notices {
    /// The first of them.
    pub list: Vec<Notice>,
    /// How many lines were left out.
    pub refused: u64,
    /// How many notices there are of lines that were taken.
    pub odd: u64,
}

impl Notices {
    /// A line that is taken all the same.
    pub fn odd(&mut self, file: &str, line: u64, column: Option<&str>, message: String) {
        self.odd += 1;
        self.keep(file, line, column, false, message);
    }

    /// A line that is left out.
    pub fn refuse(&mut self, file: &str, line: u64, column: Option<&str>, message: String) {
        self.refused += 1;
        self.keep(file, line, column, true, message);
    }

    fn keep(&mut self, file: &str, line: u64, column: Option<&str>, refused: bool, message: String) {
        if self.list.len() < limits::NOTICES {
            let (file, column) = (file.to_owned(), column.map(str::to_owned));
            self.list.push(Notice { file, line, column, refused, message });
        }
    }
}
