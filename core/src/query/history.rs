//! The journal: operations, their reports, the chain's end.

use super::holders::page_size;
use super::{Head, JournalEntry, Page, PageRequest};
use crate::error::{Error, Result, Status};
use crate::layout::holdings::BLOCK;
use crate::layout::journal::{self, Record, Tip};
use crate::report::Report;
use crate::store::Reader;
use crate::view::View;
use std::ops::ControlFlow;

/// One page of the journal, newest first.
pub(crate) fn page(view: View<'_>, user: Option<&str>, request: &PageRequest) -> Result<Page<JournalEntry>> {
    let limit = page_size(request)?;
    let tip = journal::tip(view.reader)?;
    let operations = match user {
        Some(id) => naming(view, id, tip.operation)?,
        None => Vec::new(),
    };
    let list = match user {
        Some(_) => List::Some(&operations),
        None => List::All(tip.operation),
    };
    let from = match request.cursor.as_deref() {
        None => 0,
        Some(cursor) => list.position(cursor)?,
    };
    let mut rows = Vec::new();
    for at in from..list.len().min(from + limit as u64) {
        rows.push(entry(view.reader, list.get(at))?);
    }
    let until = from + rows.len() as u64;
    let cursor = |at: u64| format!("j{}", list.get(at));
    Ok(Page {
        total: list.len(),
        next: (until < list.len()).then(|| cursor(until)),
        previous: (from > 0).then(|| cursor(from.saturating_sub(limit as u64))),
        rows,
    })
}

/// Operations in the order in which they are listed. A cursor names the operation that a page begins with: it stays good when
/// further operations come.
enum List<'a> {
    All(u64),
    Some(&'a [u64]),
}

impl List<'_> {
    fn len(&self) -> u64 {
        match self {
            List::All(last) => *last,
            List::Some(operations) => operations.len() as u64,
        }
    }

    fn get(&self, at: u64) -> u64 {
        match self {
            List::All(last) => last.saturating_sub(at),
            List::Some(operations) => {
                usize::try_from(at).ok().and_then(|at| operations.get(at)).copied().unwrap_or_default()
            }
        }
    }

    fn position(&self, cursor: &str) -> Result<u64> {
        let shown = cursor.escape_debug();
        let wrong = || Error::new(Status::InvalidArgument, format!("`{shown}` is not a cursor of this list"));
        let operation: u64 = cursor.strip_prefix('j').and_then(|text| text.parse().ok()).ok_or_else(wrong)?;
        match self {
            List::All(last) => last.checked_sub(operation).filter(|_| operation > 0).ok_or_else(wrong),
            List::Some(operations) => Ok(operations.partition_point(|own| *own > operation) as u64),
        }
    }
}

/// Operations that name a user, newest first.
fn naming(view: View<'_>, id: &str, last: u64) -> Result<Vec<u64>> {
    let user = view.user(id)?.number;
    let mut candidates = Vec::new();
    journal::history(view.reader, user / BLOCK, last + 1, |operation| {
        candidates.push(operation);
        Ok(ControlFlow::Continue(()))
    })?;
    let mut operations = Vec::new();
    for operation in candidates {
        if read(view.reader, operation)?.users()?.contains(&user) {
            operations.push(operation);
        }
    }
    Ok(operations)
}

fn read(reader: &dyn Reader, operation: u64) -> Result<Record> {
    journal::read(reader, operation)?
        .ok_or_else(|| Error::corrupt(format!("operation {operation} is missing in the journal")))
}

fn entry(reader: &dyn Reader, operation: u64) -> Result<JournalEntry> {
    let record = read(reader, operation)?;
    let header = record.header;
    let (requested, changed, unchanged, failed) = match (&header.rows, &header.load) {
        (Some(rows), _) => {
            let summary = rows.summary;
            (summary.requested, summary.changed, summary.unchanged, summary.failed)
        }
        (None, Some(load)) => load.report.sums(),
        // Lines of a licence file.
        (None, None) => {
            let lines = header.activation.as_ref().map_or(0, |own| own.report.lines.len() as u64);
            if header.kind == "activate" { (lines, lines, 0, 0) } else { (lines, 0, lines, 0) }
        }
    };
    Ok(JournalEntry {
        operation,
        kind: header.kind,
        on: header.on,
        at: header.at,
        actor: header.actor,
        role: header.role,
        reason: header.reason,
        request_id: header.request_id,
        requested,
        changed,
        unchanged,
        failed,
        hash: journal::hex(&record.hash),
    })
}

/// The report of an operation on rows.
pub(crate) fn report(reader: &dyn Reader, operation: u64) -> Result<Report> {
    let wrong = |why: &str| Error::new(Status::InvalidArgument, format!("operation {operation} {why}"));
    let record = journal::read(reader, operation)?.ok_or_else(|| wrong("is not in the journal"))?;
    let mut report = record.report(reader)?.ok_or_else(|| wrong("was a load and has no rows"))?;
    report.replayed = false;
    Ok(report)
}

/// The chain's end as it is shown.
pub(crate) fn head(tip: &Tip) -> Head {
    let hash = if tip.operation == 0 { String::new() } else { journal::hex(&tip.hash) };
    Head { operation: tip.operation, hash }
}
