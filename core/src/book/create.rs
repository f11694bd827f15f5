//! What a book is before its first operation, and whether a file is one.

use super::OpenOptions;
use crate::error::{Error, Result, Status};
use crate::store::{Direction, Reader, Span, Store, Table, Verdict};
use std::ops::ControlFlow;
use std::time::Instant;

/// The header of a book of this version.
const FORMAT: &[u8] = b"seatbook.book/1";

/// Writes the header into an empty store; checks the one that is there.
pub(super) fn prepare(store: &dyn Store, options: &OpenOptions, deadline: Option<Instant>) -> Result<()> {
    let header = header(store.snapshot()?.as_ref())?;
    match header {
        Some(format) => check(&format),
        // A crash may have come between making the file and this.
        None if options.read_only || !is_empty(store.snapshot()?.as_ref())? => {
            Err(Error::new(Status::NotABook, "the file has no book's header"))
        }
        None => store.write(deadline, &mut |writer| {
            writer.put(Table::Catalogue, b"h", FORMAT)?;
            Ok(Verdict::Commit)
        }),
    }
}

fn header(reader: &dyn Reader) -> Result<Option<Vec<u8>>> {
    reader.get(Table::Catalogue, b"h")
}

fn is_empty(reader: &dyn Reader) -> Result<bool> {
    let mut empty = true;
    for table in Table::ALL {
        reader.scan(table, &Span::prefix(&[]), Direction::Forward, &mut |_, _| {
            empty = false;
            Ok(ControlFlow::Break(()))
        })?;
    }
    Ok(empty)
}

fn check(format: &[u8]) -> Result<()> {
    if format == FORMAT {
        return Ok(());
    }
    let shown = String::from_utf8_lossy(format).into_owned();
    if shown.starts_with("seatbook.book/") {
        let message =
            format!("the book is `{shown}`; this seatbook reads up to `seatbook.book/1`: use a newer one");
        return Err(Error::new(Status::Newer, message));
    }
    Err(Error::new(Status::NotABook, "the file has no book's header"))
}
