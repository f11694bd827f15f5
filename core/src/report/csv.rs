//! Rows as a CSV table that a spreadsheet can open without running anything.

use super::{Row, Source};
use crate::term::Day;
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
    let mut table = String::new();
    push_line(&mut table, &HEADER.map(Cow::Borrowed));
    for row in rows {
        push_line(&mut table, &cells(&row));
    }
    table
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

fn push_line(table: &mut String, cells: &[Cow<'_, str>]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            table.push(',');
        }
        push_cell(table, cell);
    }
    table.push_str("\r\n");
}

fn push_cell(table: &mut String, cell: &str) {
    let apostrophe = if cell.starts_with(FORMULA) { "'" } else { "" };
    if cell.contains([',', '"', '\r', '\n']) {
        table.extend(["\"", apostrophe, &cell.replace('"', "\"\""), "\""]);
    } else {
        table.extend([apostrophe, cell]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut table = String::new();
        push_cell(&mut table, text);
        table
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        assert_eq!(cell("anna"), "anna");
        assert_eq!(cell("Berg, Anna"), "\"Berg, Anna\"");
        assert_eq!(cell("the \"blue\" class"), "\"the \"\"blue\"\" class\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
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
