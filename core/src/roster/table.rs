//! One CSV file of a roster, line by line: columns by name, wrong lines told apart and reported.

use super::lines::{Encoding, Line, Lines};
use super::notices::Notices;
use super::record::{Record, Splitter};
use crate::error::{Error, Result, Status};
use crate::limits;
use std::io::BufRead;

/// What may stand between values; the first that gives the header the columns asked for is taken.
const SEPARATORS: [char; 3] = [',', ';', '\t'];
/// How many lines are read between two looks at whether somebody wants to stop.
const WATCH: u64 = 4096;

/// A column that a file has, or may have.
pub(super) struct Column<'c> {
    /// Its names; the first that the header has counts.
    pub names: &'c [&'c str],
    /// Whether the file makes no sense without it.
    pub required: bool,
}

/// A column that must be there.
pub(super) const fn must<'c>(names: &'c [&'c str]) -> Column<'c> {
    Column { names, required: true }
}

/// A column that may be there.
pub(super) const fn may<'c>(names: &'c [&'c str]) -> Column<'c> {
    Column { names, required: false }
}

/// Why a line cannot be taken, and in which of the columns asked for that shows.
pub(super) struct Fault {
    pub column: usize,
    pub message: String,
}

/// Why a line was not taken: it is wrong, or reading ends here.
pub(super) enum Stop {
    Fault(Fault),
    End(Error),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::End(error)
    }
}

/// What became of a line.
pub(super) type Taken = std::result::Result<(), Stop>;

/// A fault in a column.
pub(super) fn fault<T, E: From<Fault>>(column: usize, message: String) -> std::result::Result<T, E> {
    Err(Fault { column, message }.into())
}

/// One line's values, in the order of the columns asked for.
pub(super) struct Row<'a> {
    record: &'a Record,
    places: &'a [Option<usize>],
    odd: Vec<Fault>,
    /// The line in the file, from 1.
    pub line: u64,
}

impl Row<'_> {
    /// The value of a column, without blanks around it; empty if the file has no such column.
    pub fn get(&self, column: usize) -> &str {
        let place = self.places.get(column).copied().flatten();
        place.and_then(|place| self.record.get(place)).unwrap_or_default().trim()
    }

    /// The first value of the line.
    pub fn first(&self) -> &str {
        self.record.get(0).unwrap_or_default().trim()
    }

    /// Whether the file has a column.
    pub fn has(&self, column: usize) -> bool {
        self.places.get(column).copied().flatten().is_some()
    }

    /// Reports something odd; the line is taken all the same.
    pub fn odd(&mut self, column: usize, message: String) {
        self.odd.push(Fault { column, message });
    }
}

/// Told how many bytes of a file are read; an error ends the reading.
pub(super) type Watch<'a> = dyn FnMut(u64) -> Result<()> + 'a;

/// The file, with its header read.
pub(super) struct Table<'a> {
    file: String,
    lines: Lines<&'a mut dyn BufRead>,
    splitter: Splitter,
    header: Vec<String>,
    /// The header's line.
    line: u64,
    /// Where each column asked for stands.
    places: Vec<Option<usize>>,
}

impl<'a> Table<'a> {
    /// Reads the header of a file and finds the columns in it.
    pub fn open(
        source: &'a mut dyn BufRead,
        file: &str,
        columns: &[Column<'_>],
        encoding: Encoding,
    ) -> Result<Self> {
        let mut lines = Lines::new(source, encoding);
        let mut line = read_header(&mut lines, file)?;
        let mut separators = SEPARATORS.to_vec();
        if let Some(separator) = told_separator(lines.text()) {
            // What Excel writes before the header.
            separators = vec![separator];
            line = read_header(&mut lines, file)?;
        }
        let (splitter, header, places) = find_columns(lines.text(), file, columns, &separators)?;
        Ok(Self { file: file.to_owned(), lines, splitter, header, line, places })
    }

    /// The header's columns, as the file writes them.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The line on which the header stands.
    pub fn header_line(&self) -> u64 {
        self.line
    }

    /// Whether the header has one of the columns asked for.
    pub fn has(&self, column: usize) -> bool {
        self.places.get(column).copied().flatten().is_some()
    }

    /// Gives every good line to `take`, and writes down what is wrong or odd with the others.
    pub fn each(
        self,
        notices: &mut Notices,
        watch: &mut Watch<'_>,
        take: impl FnMut(&mut Row<'_>) -> Taken,
    ) -> Result<()> {
        self.each_of(|_| true, notices, watch, take)
    }

    /// [`Table::each`] for some lines only, by their numbers; the others are passed over, whatever they say.
    pub fn each_of(
        mut self,
        mut wanted: impl FnMut(u64) -> bool,
        notices: &mut Notices,
        watch: &mut Watch<'_>,
        mut take: impl FnMut(&mut Row<'_>) -> Taken,
    ) -> Result<()> {
        let mut record = Record::default();
        loop {
            let next = self.lines.next_number();
            if next.is_multiple_of(WATCH) {
                watch(self.lines.read)?;
            }
            if !wanted(next) {
                if self.lines.pass_line(&self.file)? {
                    continue;
                }
                break;
            }
            let Some(read) = self.lines.next_line(&self.file)? else { break };
            let Some(line) = self.record_of(&read, &mut record, notices) else { continue };
            let mut row = Row { record: &record, places: &self.places, odd: Vec::new(), line };
            let taken = take(&mut row);
            for odd in row.odd {
                notices.odd(&self.file, line, self.asked(odd.column), odd.message);
            }
            match taken {
                Ok(()) => {}
                Err(Stop::Fault(fault)) => {
                    notices.refuse(&self.file, line, self.asked(fault.column), fault.message);
                }
                Err(Stop::End(error)) => return Err(error),
            }
        }
        watch(self.lines.read)
    }

    /// Splits a line; `None` is a blank one, or one that is reported and left out.
    fn record_of(&mut self, line: &Line, record: &mut Record, notices: &mut Notices) -> Option<u64> {
        let file = self.file.as_str();
        let number = match line {
            Line::Text(number) => *number,
            Line::Guessed(number) => {
                notices.odd(file, *number, None, "is not UTF-8; read as Windows-1252".into());
                *number
            }
            Line::NotUtf8(number, separators) => {
                let column = self.header.get(*separators).map(String::as_str);
                notices.refuse(file, *number, column, "is not UTF-8; save the file as CSV UTF-8".into());
                return None;
            }
            Line::TooLong(number) => {
                let message = format!("is longer than {} bytes", limits::ROSTER_LINE_BYTES);
                notices.refuse(file, *number, None, message);
                return None;
            }
        };
        if let Err(why) = self.splitter.split(self.lines.text(), record) {
            notices.refuse(file, number, None, why);
            return None;
        }
        if record.iter().all(|value| value.trim().is_empty()) {
            return None;
        }
        let (found, wanted) = (record.len(), self.header.len());
        if found < wanted {
            let message = format!("has {found} values, but the header names {wanted} columns");
            notices.refuse(file, number, self.header.get(found).map(String::as_str), message);
            return None;
        }
        // A separator too many moves every value behind it into the wrong column; blanks at the end do no harm.
        if record.iter().skip(wanted).any(|value| !value.trim().is_empty()) {
            let separator = match self.splitter.separator() {
                ',' => "comma",
                ';' => "semicolon",
                _ => "tab",
            };
            let message = format!(
                "has {found} values, but the header names {wanted} columns; put values with a {separator} into quotes"
            );
            notices.refuse(file, number, None, message);
            return None;
        }
        Some(number)
    }

    /// The name of a column asked for, as the file writes it.
    fn asked(&self, column: usize) -> Option<&str> {
        let place = self.places.get(column).copied().flatten()?;
        self.header.get(place).map(String::as_str)
    }
}

fn wrong(file: &str, why: &str) -> Error {
    Error::new(Status::InvalidArgument, format!("`{file}` {why}")).with("file", file)
}

/// Reads the first line that is not blank; its number.
fn read_header(lines: &mut Lines<&mut dyn BufRead>, file: &str) -> Result<u64> {
    loop {
        let number = match lines.next_line(file)? {
            None => return Err(wrong(file, "is empty; its first line must name the columns")),
            Some(Line::Text(number) | Line::Guessed(number)) => number,
            Some(Line::NotUtf8(..)) => return Err(wrong(file, "is not UTF-8; save it as CSV UTF-8")),
            Some(Line::TooLong(_)) => {
                return Err(wrong(file, "has a first line that is too long for a header"));
            }
        };
        // Every other byte of it is one, and nothing else has any.
        if lines.text().contains('\0') {
            return Err(wrong(file, "is UTF-16, not UTF-8; save it as CSV UTF-8"));
        }
        if !lines.text().trim().is_empty() {
            return Ok(number);
        }
    }
}

fn told_separator(line: &str) -> Option<char> {
    let told = line.trim_matches('"').strip_prefix("sep=")?;
    SEPARATORS.into_iter().find(|separator| told == separator.to_string())
}

type Found = (Splitter, Vec<String>, Vec<Option<usize>>);

/// Splits the header with the separator that finds all columns that are needed, and most of the others.
fn find_columns(line: &str, file: &str, columns: &[Column<'_>], separators: &[char]) -> Result<Found> {
    let mut best: Option<(Found, (bool, usize, usize))> = None;
    for separator in separators {
        let (mut splitter, mut record) = (Splitter::new(*separator), Record::default());
        splitter
            .split(line, &mut record)
            .map_err(|why| wrong(file, &format!("has a header that cannot be read: {why}")))?;
        let header: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
        let places: Vec<_> = columns.iter().map(|column| place(&header, column)).collect();
        let whole = columns.iter().zip(&places).all(|(column, at)| !column.required || at.is_some());
        let found = places.iter().flatten().count();
        // Of separators that find nothing, the one that separates anything is meant.
        let rank = (whole, found, if found == 0 { header.len() } else { 0 });
        if best.as_ref().is_none_or(|(_, other)| rank > *other) {
            best = Some(((splitter, header, places), rank));
        }
    }
    let Some(((splitter, header, places), _)) = best else {
        return Err(Error::internal("no separator was tried"));
    };
    let missing = columns.iter().zip(&places).find(|(column, at)| column.required && at.is_none());
    if let Some((missing, _)) = missing {
        let name = missing.names.first().copied().unwrap_or_default();
        let found: Vec<_> = header.iter().take(20).map(|found| format!("`{}`", shown(found))).collect();
        let why = format!("has no column `{name}`; it has {}", found.join(", "));
        return Err(wrong(file, &why).with("column", name));
    }
    Ok((splitter, header, places))
}

/// Where a column stands in the header.
fn place(header: &[String], column: &Column<'_>) -> Option<usize> {
    column.names.iter().find_map(|name| header.iter().position(|found| found.eq_ignore_ascii_case(name)))
}

/// A value from a file, fit for a message: short, controls escaped.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().count() > 60 { format!("{short}...") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[must(&["SIS ID", "ID"]), may(&["Name"])];

    fn read(text: &str) -> Result<(Vec<String>, Vec<String>)> {
        let (mut notices, mut rows) = (Notices::default(), Vec::new());
        let mut source = text.as_bytes();
        Table::open(&mut source, "f.csv", COLUMNS, Encoding::Utf8)?.each(
            &mut notices,
            &mut |_| Ok(()),
            |row| {
                rows.push(format!("{}={}", row.get(0), row.get(1)));
                Ok(())
            },
        )?;
        Ok((rows, notices.list.into_iter().map(|it| format!("{}: {}", it.line, it.message)).collect()))
    }

    #[test]
    fn columns_are_found_by_any_of_their_names() {
        let header = [" id ".trim().to_owned(), "sis id".to_owned()];
        assert_eq!(place(&header, &must(&["SIS ID", "ID"])), Some(1));
        assert_eq!(place(&header, &must(&["ID"])), Some(0));
        assert_eq!(place(&header, &must(&["Name"])), None);
    }

    #[test]
    fn any_separator_is_found_out() {
        for text in [
            "Name,ID\nA,1\n",
            "Name;ID\nA;1\n",
            "Name\tID\nA\t1\n",
            "sep=;\nName;ID\nA;1\n",
            "\"sep=,\"\nName,ID\nA,1",
        ] {
            assert_eq!(read(text).unwrap(), (vec!["1=A".to_owned()], vec![]), "{text}");
        }
        let (rows, notices) = read("ID;Name\n1;a;b\n2;b,c\n").unwrap();
        assert_eq!(rows, ["2=b,c"]);
        assert!(notices[0].ends_with("put values with a semicolon into quotes"), "{notices:?}");
    }

    #[test]
    fn a_header_without_the_column_is_an_error() {
        let error = read("Name|ID\n").unwrap_err();
        assert_eq!(error.message(), "`f.csv` has no column `SIS ID`; it has `Name|ID`");
    }
}
