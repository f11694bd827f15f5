//! Rows as a CSV table that a spreadsheet can open without running anything.

use super::{Row, Source};
use crate::term::Day;
use csv_core::{Terminator, WriteResult, Writer, WriterBuilder};
use std::borrow::Cow;

/// The columns of the table.
const HEADER: [&str; 15] = [
    "index",
    "op",
    "holder",
    "target",
    "product",
    "outcome",
    "pool",
    "seat",
    "key",
    "started_on",
    "ends_on",
    "disabled_plans",
    "source",
    "previous_state",
    "sentence",
];

/// What a spreadsheet takes for the beginning of a formula.
pub(crate) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The table as text: a header, lines that end in CR LF, quotes where needed. A cell that a spreadsheet would take for a
/// formula (it begins with `=`, `+`, `-`, `@`, a tabulator or a carriage return) gets an apostrophe in front.
pub fn csv<'r>(rows: impl Iterator<Item = Row<'r>>) -> String {
    let mut table =
        Table { writer: WriterBuilder::new().terminator(Terminator::CRLF).build(), text: Vec::new() };
    table.line(&HEADER.map(Cow::Borrowed));
    for row in rows {
        table.line(&cells(&row));
    }
    // Cells are texts, and what stands between them is ASCII.
    String::from_utf8(table.text).unwrap_or_default()
}

fn cells<'r>(row: &Row<'r>) -> [Cow<'r, str>; 15] {
    let seat = row.seat();
    let empty = || Cow::Borrowed("");
    let day = |day: Option<Day>| day.map_or_else(empty, |day| Cow::Owned(day.to_string()));
    [
        row.index().to_string().into(),
        row.op().word().into(),
        row.holder().word().into(),
        row.target().into(),
        row.product().into(),
        row.outcome().word().into(),
        seat.map_or_else(empty, |seat| seat.pool.into()),
        seat.map_or_else(empty, |seat| seat.number.to_string().into()),
        seat.and_then(|seat| seat.key).map_or_else(empty, Cow::from),
        day(row.started_on()),
        day(row.ends_on()),
        row.disabled_plans().join(";").into(),
        row.source().map_or_else(empty, Source::word),
        row.previous_state().map_or_else(empty, |state| state.word().into()),
        row.sentence().into(),
    ]
}

/// A table in the making.
struct Table {
    writer: Writer,
    text: Vec<u8>,
}

impl Table {
    fn line(&mut self, cells: &[Cow<'_, str>]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.put(Writer::delimiter);
            }
            if cell.starts_with(FORMULA) {
                self.cell(&format!("'{cell}"));
            } else {
                self.cell(cell);
            }
        }
        self.put(Writer::terminator);
    }

    fn cell(&mut self, cell: &str) {
        let mut rest = cell.as_bytes();
        self.put(|writer, to| {
            let (result, read, written) = writer.field(rest, to);
            rest = rest.get(read..).unwrap_or_default();
            (result, written)
        });
    }

    /// Lets the writer write until it has nothing left.
    fn put(&mut self, mut write: impl FnMut(&mut Writer, &mut [u8]) -> (WriteResult, usize)) {
        let mut piece = [0; 256];
        loop {
            let (result, written) = write(&mut self.writer, &mut piece);
            self.text.extend_from_slice(piece.get(..written).unwrap_or_default());
            if result == WriteResult::InputEmpty {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut table = Table { writer: WriterBuilder::new().build(), text: Vec::new() };
        table.line(&[text.into(), "".into()]);
        let line = String::from_utf8(table.text).unwrap();
        line.strip_suffix(",\n").unwrap().to_owned()
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        assert_eq!(cell("anna"), "anna");
        assert_eq!(cell("Berg, Anna"), "\"Berg, Anna\"");
        assert_eq!(cell("the \"blue\" class"), "\"the \"\"blue\"\" class\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
        let long = "a \"word\", ".repeat(200);
        assert_eq!(cell(&long), format!("\"{}\"", long.replace('"', "\"\"")));
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@sum", "\tx"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!(cell("=\"a\",b"), "\"'=\"\"a\"\",b\"");
        assert_eq!(cell("\rx"), "\"'\rx\"");
        assert_eq!(cell("a=b"), "a=b");
    }
}
