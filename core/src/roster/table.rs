//! One CSV file of a roster, line by line: columns by name, wrong lines told apart and reported.

use super::header::Header;
use super::lines::{Encoding, Line, Lines};
use super::notices::Notices;
use super::record::Record;
use super::spoilt;
use crate::error::{Error, Result};
use crate::limits;
use std::collections::HashSet;
use std::io::BufRead;

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
        spoilt::plain(place.and_then(|place| self.record.get(place)).unwrap_or_default())
    }

    /// The first value of the line.
    pub fn first(&self) -> &str {
        spoilt::plain(self.record.get(0).unwrap_or_default())
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
    header: Header,
    /// Where formulas were met that are only text: that is told once for a column.
    formulas: HashSet<usize>,
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
        let header = Header::read(&mut lines, file, columns)?;
        Ok(Self { file: file.to_owned(), lines, header, formulas: HashSet::new() })
    }

    /// The header's columns, as the file writes them.
    pub fn header(&self) -> &[String] {
        &self.header.names
    }

    /// The line on which the header stands.
    pub fn header_line(&self) -> u64 {
        self.header.line
    }

    /// Whether the header has one of the columns asked for.
    pub fn has(&self, column: usize) -> bool {
        self.header.places.get(column).copied().flatten().is_some()
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
        for (place, _) in &self.header.doubles {
            let message = "stands more than once in the header; the first is taken, and a line where another says something else is left out";
            notices.odd(&self.file, self.header.line, self.header.name(*place), message.into());
        }
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
            let mut row = Row { record: &record, places: &self.header.places, odd: Vec::new(), line };
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
                let column = self.header.name(*separators);
                notices.refuse(file, *number, column, "is not UTF-8; save the file as CSV UTF-8".into());
                return None;
            }
            Line::TooLong(number) => {
                let message = format!("is longer than {} bytes", limits::ROSTER_LINE_BYTES);
                notices.refuse(file, *number, None, message);
                return None;
            }
        };
        let text = self.lines.text();
        if text.contains('\r') && !text.contains('"') {
            let why = "has a line end of old Macs (CR) in it, but the header ends otherwise; end all lines in the same way";
            notices.refuse(file, number, None, why.into());
            return None;
        }
        if let Err(why) = self.header.splitter.split(text, record) {
            notices.refuse(file, number, None, why);
            return None;
        }
        if record.iter().all(|value| value.trim().is_empty()) {
            return None;
        }
        let (found, wanted) = (record.len(), self.header.names.len());
        if found < wanted {
            let message = format!("has {}, but the header names {wanted} columns", values(found));
            notices.refuse(file, number, self.header.name(found), message);
            return None;
        }
        // A separator too many moves every value behind it into the wrong column; blanks at the end do no harm.
        if record.iter().skip(wanted).any(|value| !value.trim().is_empty()) {
            let separator = match self.header.splitter.separator() {
                ',' => "comma",
                ';' => "semicolon",
                _ => "tab",
            };
            let message = format!(
                "has {}, but the header names {}; put values with a {separator} into quotes",
                values(found),
                if wanted == 1 { "1 column".to_owned() } else { format!("{wanted} columns") }
            );
            notices.refuse(file, number, None, message);
            return None;
        }
        if let Some((place, message)) = self.contradiction(record) {
            notices.refuse(file, number, self.header.name(place), message);
            return None;
        }
        // Seldom anything of this is in a line.
        if self.lines.text().bytes().any(|byte| matches!(byte, b'=' | b'+')) {
            self.tell_spoilt(number, record, notices);
        }
        Some(number)
    }

    /// Where a line says different things in columns of the same name, and what.
    fn contradiction(&self, record: &Record) -> Option<(usize, String)> {
        let value = |place: usize| spoilt::plain(record.get(place).unwrap_or_default());
        let differ =
            |(place, other): &&(usize, usize)| !value(*other).is_empty() && value(*other) != value(*place);
        let (place, other) = *self.header.doubles.iter().find(differ)?;
        let (first, other) = (shown(value(place)), shown(value(other)));
        Some((
            place,
            format!("`{first}` and `{other}` stand in two columns of this name; remove one of the columns"),
        ))
    }

    /// Tells of values that a spreadsheet has spoilt.
    fn tell_spoilt(&mut self, line: u64, record: &Record, notices: &mut Notices) {
        for place in self.header.asked() {
            let (value, column) = (record.get(place).unwrap_or_default(), self.header.name(place));
            if spoilt::is_formula(value) && self.formulas.insert(place) {
                let (value, plain) = (shown(value.trim()), shown(spoilt::plain(value)));
                let message = format!("`{value}` is taken as `{plain}`, told once");
                notices.odd(&self.file, line, column, message);
            } else if spoilt::is_short_number(spoilt::plain(value)) {
                let value = shown(spoilt::plain(value));
                let message = format!(
                    "`{value}` looks like a longer number that a spreadsheet has cut short; taken as it is, save the column as text"
                );
                notices.odd(&self.file, line, column, message);
            }
        }
    }

    /// The name of a column asked for, as the file writes it.
    fn asked(&self, column: usize) -> Option<&str> {
        self.header.name(self.header.places.get(column).copied().flatten()?)
    }
}

fn values(count: usize) -> String {
    if count == 1 { "1 value".to_owned() } else { format!("{count} values") }
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
