//! One CSV file of a roster, line by line: columns by name, wrong lines told apart and reported.

use super::Notice;
use crate::error::{Error, Result, Status};
use csv::StringRecord;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Longest line, in bytes: a file without line ends must not fill the memory.
const LINE_BYTES: usize = 1 << 20;

/// A column that a file has, or may have.
pub(super) struct Column {
    /// Its names; the first that the header has counts.
    pub names: &'static [&'static str],
    /// Whether the file makes no sense without it.
    pub required: bool,
}

/// A column that must be there.
pub(super) const fn must(names: &'static [&'static str]) -> Column {
    Column { names, required: true }
}

/// A column that may be there.
pub(super) const fn may(names: &'static [&'static str]) -> Column {
    Column { names, required: false }
}

/// Why a line cannot be taken, and in which of the columns asked for that shows.
pub(super) struct Fault {
    pub column: usize,
    pub message: String,
}

/// One line's values, in the order of the columns asked for.
pub(super) struct Row<'a> {
    record: &'a StringRecord,
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

    /// Reports something odd; the line is taken all the same.
    pub fn odd(&mut self, column: usize, message: String) {
        self.odd.push(Fault { column, message });
    }
}

/// A line as it stands in the file.
enum Line {
    Text(u64),
    NotUtf8(u64, usize),
    TooLong(u64),
}

/// The file, with its header read.
pub(super) struct Table {
    file: String,
    lines: Lines<BufReader<File>>,
    header: StringRecord,
    /// Where each column asked for stands.
    places: Vec<Option<usize>>,
}

impl Table {
    /// Opens a file and finds the columns in its header.
    pub fn open(path: &Path, file: &str, columns: &[Column]) -> Result<Self> {
        let opened = File::open(path).map_err(|error| Error::io(&format!("cannot read `{file}`"), &error))?;
        let mut lines = Lines::new(BufReader::with_capacity(1 << 16, opened));
        let wrong =
            |why: String| Error::new(Status::InvalidArgument, format!("`{file}` {why}")).with("file", file);
        let mut header = StringRecord::new();
        match lines.next_line(file)? {
            None => return Err(wrong("is empty; its first line must name the columns".into())),
            Some(Line::Text(_)) => {}
            Some(Line::NotUtf8(..)) => return Err(wrong("is not UTF-8; save it as CSV UTF-8".into())),
            Some(Line::TooLong(_)) => {
                return Err(wrong("has a first line that is too long for a header".into()));
            }
        }
        split(lines.text(), &mut header)
            .map_err(|why| wrong(format!("has a header that cannot be read: {why}")))?;
        let places: Vec<_> = columns.iter().map(|column| place(&header, column)).collect();
        if let Some((missing, _)) =
            columns.iter().zip(&places).find(|(column, at)| column.required && at.is_none())
        {
            let name = missing.names.first().copied().unwrap_or_default();
            let found: Vec<_> =
                header.iter().take(20).map(|found| format!("`{}`", shown(found.trim()))).collect();
            return Err(
                wrong(format!("has no column `{name}`; it has {}", found.join(", "))).with("column", name)
            );
        }
        Ok(Self { file: file.to_owned(), lines, header, places })
    }

    /// Gives every good line to `take`, and writes down what is wrong or odd with the others.
    pub fn each(
        mut self,
        notices: &mut Vec<Notice>,
        mut take: impl FnMut(&mut Row<'_>) -> std::result::Result<(), Fault>,
    ) -> Result<()> {
        let mut record = StringRecord::new();
        while let Some(read) = self.lines.next_line(&self.file)? {
            let line = match self.record_of(&read, &mut record) {
                Ok(Some(line)) => line,
                Ok(None) => continue,
                Err(notice) => {
                    notices.push(notice);
                    continue;
                }
            };
            let mut row = Row { record: &record, places: &self.places, odd: Vec::new(), line };
            let fault = take(&mut row).err();
            for odd in row.odd {
                notices.push(self.notice(line, self.asked(odd.column), false, odd.message));
            }
            if let Some(fault) = fault {
                notices.push(self.notice(line, self.asked(fault.column), true, fault.message));
            }
        }
        Ok(())
    }

    /// Splits a line; `None` is a blank one.
    fn record_of(&self, line: &Line, record: &mut StringRecord) -> std::result::Result<Option<u64>, Notice> {
        let number = match line {
            Line::Text(number) => *number,
            Line::NotUtf8(number, commas) => {
                let column = self.header.get(*commas).map(str::trim);
                return Err(self.notice(
                    *number,
                    column,
                    true,
                    "is not UTF-8; save the file as CSV UTF-8".into(),
                ));
            }
            Line::TooLong(number) => {
                return Err(self.notice(*number, None, true, format!("is longer than {LINE_BYTES} bytes")));
            }
        };
        split(self.lines.text(), record).map_err(|why| self.notice(number, None, true, why))?;
        if record.iter().all(|field| field.trim().is_empty()) {
            return Ok(None);
        }
        let (found, wanted) = (record.len(), self.header.len());
        if found < wanted {
            let message = format!("has {found} values, but the header names {wanted} columns");
            return Err(self.notice(number, self.header.get(found).map(str::trim), true, message));
        }
        // A comma too many moves every value behind it into the wrong column; blanks at the end do no harm.
        if record.iter().skip(wanted).any(|field| !field.trim().is_empty()) {
            let message = format!(
                "has {found} values, but the header names {wanted} columns; put values with a comma into quotes"
            );
            return Err(self.notice(number, None, true, message));
        }
        Ok(Some(number))
    }

    /// The name of a column asked for, as the file writes it.
    fn asked(&self, column: usize) -> Option<&str> {
        self.places.get(column).copied().flatten().and_then(|place| self.header.get(place)).map(str::trim)
    }

    fn notice(&self, line: u64, column: Option<&str>, refused: bool, message: String) -> Notice {
        Notice { file: self.file.clone(), line, column: column.map(str::to_owned), refused, message }
    }
}

/// Lines of a file, one at a time.
struct Lines<R> {
    source: R,
    bytes: Vec<u8>,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    fn new(source: R) -> Self {
        Self { source, bytes: Vec::new(), number: 0 }
    }

    fn next_line(&mut self, file: &str) -> Result<Option<Line>> {
        self.number += 1;
        self.bytes.clear();
        let most = LINE_BYTES as u64 + 1;
        let io = |error: std::io::Error| Error::io(&format!("cannot read `{file}`"), &error);
        let read = (&mut self.source).take(most).read_until(b'\n', &mut self.bytes).map_err(io)?;
        if read == 0 {
            return Ok(None);
        }
        if read as u64 == most && !self.bytes.ends_with(b"\n") {
            self.source.skip_until(b'\n').map_err(io)?;
            return Ok(Some(Line::TooLong(self.number)));
        }
        if self.number == 1 && self.bytes.starts_with(b"\xef\xbb\xbf") {
            self.bytes.drain(..3);
        }
        while self.bytes.ends_with(b"\n") || self.bytes.ends_with(b"\r") {
            self.bytes.pop();
        }
        Ok(Some(match std::str::from_utf8(&self.bytes) {
            Ok(_) => Line::Text(self.number),
            Err(error) => {
                let commas =
                    self.bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b',').count();
                Line::NotUtf8(self.number, commas)
            }
        }))
    }

    /// The line that was read last, if it is text.
    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

/// Splits a line into its values.
fn split(line: &str, record: &mut StringRecord) -> std::result::Result<(), String> {
    record.clear();
    if !line.contains('"') {
        record.extend(line.split(','));
        return Ok(());
    }
    if line.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err("has a quote that is not closed on the same line".into());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(line.len())
        .from_reader(line.as_bytes());
    reader.read_record(record).map(|_| ()).map_err(|error| error.to_string())
}

/// Where a column stands in the header.
fn place(header: &StringRecord, column: &Column) -> Option<usize> {
    column
        .names
        .iter()
        .find_map(|name| header.iter().position(|found| found.trim().eq_ignore_ascii_case(name)))
}

/// A value from a file, fit for a message: short, controls escaped.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().count() > 60 { format!("{short}...") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str) -> std::result::Result<Vec<String>, String> {
        let mut record = StringRecord::new();
        split(line, &mut record)?;
        Ok(record.iter().map(str::to_owned).collect())
    }

    #[test]
    fn a_line_is_split_at_commas_outside_quotes() {
        assert_eq!(fields("a,b,").unwrap(), ["a", "b", ""]);
        assert_eq!(fields(r#""a, b","say ""c""",d"#).unwrap(), ["a, b", r#"say "c""#, "d"]);
        assert_eq!(fields(r#"a "b" c,d"#).unwrap(), [r#"a "b" c"#, "d"]);
        assert!(fields(r#"a,"b,c"#).is_err());
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut text = "x".repeat(3 * LINE_BYTES);
        text.push_str("\nnext\r\n");
        let mut lines = Lines::new(text.as_bytes());
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::TooLong(1)))));
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::Text(2)))));
        assert_eq!(lines.text(), "next");
        assert!(matches!(lines.next_line("f"), Ok(None)));
    }

    #[test]
    fn bad_bytes_are_placed_in_their_column() {
        let mut lines = Lines::new(&b"\xef\xbb\xbfa,b\n1,\xff\n"[..]);
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::Text(1)))));
        assert_eq!(lines.text(), "a,b");
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::NotUtf8(2, 1)))));
    }

    #[test]
    fn the_first_name_that_the_header_has_counts() {
        let header: StringRecord = [" id ", "sis id"].into_iter().collect();
        assert_eq!(place(&header, &must(&["SIS ID", "ID"])), Some(1));
        assert_eq!(place(&header, &must(&["ID"])), Some(0));
        assert_eq!(place(&header, &must(&["Name"])), None);
    }
}
