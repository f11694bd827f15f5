//! Rows as a CSV table that a spreadsheet can open without running anything.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use seatbook_core::{Error, Result, Row};
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

/// The table as text: a header, lines that end in CR LF, quotes where needed.
pub(crate) fn csv<'r>(rows: impl Iterator<Item = Row<'r>>) -> Result<String> {
    let failed =
        |error: &dyn std::fmt::Display| Error::internal(format!("the table could not be made: {error}"));
    let mut builder = WriterBuilder::new();
    builder.terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary);
    let mut table = builder.from_writer(Vec::new());
    table.write_record(HEADER).map_err(|error| failed(&error))?;
    for row in rows {
        table
            .write_record(cells(&row).iter().map(|cell| safe(cell).into_owned()))
            .map_err(|error| failed(&error))?;
    }
    let bytes = table.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

fn cells<'r>(row: &Row<'r>) -> [Cow<'r, str>; 15] {
    let seat = row.seat();
    let empty = || Cow::Borrowed("");
    let day = |day: Option<seatbook_core::Day>| day.map_or_else(empty, |day| Cow::Owned(day.to_string()));
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
        row.source().map_or_else(empty, seatbook_core::report::Source::word),
        row.previous_state().map_or_else(empty, |state| state.word().into()),
        row.sentence().into(),
    ]
}

/// A spreadsheet takes a cell that begins so for a formula; an apostrophe makes it text.
fn safe(cell: &str) -> Cow<'_, str> {
    match cell.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => Cow::Owned(format!("'{cell}")),
        _ => Cow::Borrowed(cell),
    }
}
