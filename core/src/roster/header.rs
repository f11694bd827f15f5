//! The first line of a CSV file: what separates values, and where the columns stand that are asked for.

use super::lines::{Line, Lines};
use super::record::{Record, Splitter};
use super::table::{Column, shown};
use crate::error::{Error, Result, Status};
use std::io::BufRead;

/// What may stand between values; the first that gives the header the columns asked for is taken.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// A header as read.
pub(super) struct Header {
    pub splitter: Splitter,
    /// Its columns, as the file writes them.
    pub names: Vec<String>,
    /// The line on which it stands.
    pub line: u64,
    /// Where each column asked for stands.
    pub places: Vec<Option<usize>>,
    /// Where a column asked for stands, and where it stands again.
    pub doubles: Vec<(usize, usize)>,
}

impl Header {
    /// Reads the header of a file and finds the columns in it.
    pub fn read(lines: &mut Lines<&mut dyn BufRead>, file: &str, columns: &[Column<'_>]) -> Result<Self> {
        let mut line = read_line(lines, file)?;
        let mut separators = SEPARATORS.to_vec();
        if let Some(separator) = told_separator(lines.text()) {
            // What Excel writes before the header.
            separators = vec![separator];
            line = read_line(lines, file)?;
        }
        if is_preamble(lines.text()) {
            line = read_line(lines, file)?;
        }
        find_columns(lines.text(), line, file, columns, &separators)
    }

    /// The name of the column at a place, as the file writes it.
    pub fn name(&self, place: usize) -> Option<&str> {
        self.names.get(place).map(String::as_str)
    }

    /// The places of the columns asked for; the first of a list without a header.
    pub fn asked(&self) -> impl Iterator<Item = usize> + use<> {
        let mut places: Vec<_> = self.places.iter().flatten().copied().collect();
        if places.is_empty() {
            places.push(0);
        }
        places.into_iter()
    }
}

fn wrong(file: &str, why: &str) -> Error {
    Error::new(Status::InvalidArgument, format!("`{file}` {why}")).with("file", file)
}

/// Reads the first line that is not blank; its number.
fn read_line(lines: &mut Lines<&mut dyn BufRead>, file: &str) -> Result<u64> {
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

/// Whether a line before the header is one that PowerShell (`#TYPE ...`) or Entra (`version:v1.0`) puts there.
fn is_preamble(line: &str) -> bool {
    let line = line.trim_start_matches('"');
    line.starts_with("#TYPE ") || line.starts_with("version:v")
}

/// Splits the header with the separator that finds all columns that are needed, and most of the others.
fn find_columns(
    text: &str,
    line: u64,
    file: &str,
    columns: &[Column<'_>],
    separators: &[char],
) -> Result<Header> {
    let mut best: Option<(Header, (bool, usize, usize))> = None;
    for separator in separators {
        let (mut splitter, mut record) = (Splitter::new(*separator), Record::default());
        splitter
            .split(text, &mut record)
            .map_err(|why| wrong(file, &format!("has a header that cannot be read: {why}")))?;
        let names: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
        let (mut places, mut doubles) = (Vec::new(), Vec::new());
        for column in columns {
            let mut all = all_places(&names, column).into_iter();
            let first = all.next();
            places.push(first);
            if let Some(first) = first {
                doubles.extend(all.map(|again| (first, again)));
            }
        }
        let whole = columns.iter().zip(&places).all(|(column, at)| !column.required || at.is_some());
        let found = places.iter().flatten().count();
        // Of separators that find nothing, the one that separates anything is meant.
        let rank = (whole, found, if found == 0 { names.len() } else { 0 });
        if best.as_ref().is_none_or(|(_, other)| rank > *other) {
            best = Some((Header { splitter, names, line, places, doubles }, rank));
        }
    }
    let Some((header, _)) = best else {
        return Err(Error::internal("no separator was tried"));
    };
    let missing = columns.iter().zip(&header.places).find(|(column, at)| column.required && at.is_none());
    if let Some((missing, _)) = missing {
        let name = missing.names.first().copied().unwrap_or_default();
        let found: Vec<_> = header.names.iter().take(20).map(|found| format!("`{}`", shown(found))).collect();
        let why = format!("has no column `{name}`; it has {}", found.join(", "));
        return Err(wrong(file, &why).with("column", name));
    }
    Ok(header)
}

/// Where a column stands in the header, under the first of its names that is there; more than once if the name is.
fn all_places(header: &[String], column: &Column<'_>) -> Vec<usize> {
    let places = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        header.iter().enumerate().filter(|(_, found)| is(found)).map(|(at, _)| at).collect()
    };
    for name in column.names {
        for own in [places(&|found| found.eq_ignore_ascii_case(name)), places(&|found| is_same(found, name))]
        {
            if !own.is_empty() {
                return own;
            }
        }
    }
    Vec::new()
}

/// Whether two names of columns are the same but for capitals, blanks, underscores and hyphens.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = char> {
        let letters = name.chars().filter(|own| !own.is_whitespace() && !matches!(own, '_' | '-'));
        letters.map(|own| own.to_ascii_lowercase())
    }
    letters(one).eq(letters(other))
        || plain_name(one).is_some_and(|(outer, inner)| is_same(outer, other) || is_same(inner, other))
}

/// The two names of a column that is written as Entra does: `User name [userPrincipalName] Required`.
fn plain_name(name: &str) -> Option<(&str, &str)> {
    let (outer, rest) = name.split_once(" [")?;
    Some((outer, rest.split_once(']')?.0))
}

#[cfg(test)]
mod tests {
    use super::super::table::must;
    use super::*;

    #[test]
    fn columns_are_found_by_any_of_their_names() {
        let header = ["id", "sis id", "SIS_ID", "School-SIS ID", "ID"].map(str::to_owned);
        assert_eq!(all_places(&header, &must(&["SIS ID", "ID"])), [1]);
        assert_eq!(all_places(&header, &must(&["SISID"])), [1, 2]);
        assert_eq!(all_places(&header, &must(&["ID"])), [0, 4]);
        assert_eq!(all_places(&header, &must(&["School SIS ID"])), [3]);
        assert!(all_places(&header, &must(&["Name"])).is_empty());
        let entra =
            ["Name [displayName] Required", "User name [userPrincipalName] Required"].map(str::to_owned);
        assert_eq!(all_places(&entra, &must(&["userprincipalname"])), [1]);
        assert_eq!(all_places(&entra, &must(&["name"])), [0]);
    }
}
