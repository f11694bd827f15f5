//! The journal: operations, their reports, the chain's end.

use super::page::{Page, PageRequest, Window};
use super::{Head, JournalEntry};
use crate::error::{Error, Result, Status};
use crate::layout::brief::Brief;
use crate::layout::history;
use crate::layout::journal::{self, Hash, Tip};
use crate::layout::users;
use crate::report::Report;
use crate::store::Reader;
use crate::term::Day;
use crate::view::View;
use serde::Deserialize;

/// Which operations; what is not set asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JournalFilter {
    /// Only operations that name this user.
    pub user: Option<String>,
    /// Only operations by this actor, by id.
    pub actor: Option<String>,
    /// Only operations of this kind: `assign`, `load` and so on.
    pub kind: Option<String>,
    /// Only operations on this day or later.
    pub from: Option<Day>,
    /// Only operations on this day or earlier.
    pub to: Option<Day>,
    /// Only operations that changed seats of this pool.
    pub pool: Option<String>,
    /// Only operations that name this seat of the pool, from 1.
    pub seat: Option<u32>,
}

impl JournalFilter {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it says nothing of what operations are beside whom they name.
    fn is_about_users_alone(&self) -> bool {
        Self { user: None, ..self.clone() }.is_empty()
    }

    fn wants(&self, reader: &dyn Reader, operation: u64) -> Result<bool> {
        let (brief, _) = brief(reader, operation)?;
        let is = |wanted: &Option<String>, own: &str| wanted.as_ref().is_none_or(|wanted| wanted == own);
        if !is(&self.actor, &brief.actor)
            || !is(&self.kind, &brief.kind)
            || self.from.is_some_and(|from| brief.on < from)
            || self.to.is_some_and(|to| brief.on > to)
        {
            return Ok(false);
        }
        let Some(pool) = &self.pool else { return Ok(true) };
        let (_, header) = journal::header(reader, operation)?.ok_or_else(|| missing(operation))?;
        match self.seat {
            Some(seat) if header.pools.contains_key(pool) => {
                journal::read(reader, operation)?.map_or(Ok(false), |record| record.names_seat(pool, seat))
            }
            Some(_) => Ok(false),
            None => Ok(header.pools.contains_key(pool)),
        }
    }
}

/// One page of the journal, newest first. Without a filter only the page's operations are read.
pub(crate) fn page(
    view: View<'_>,
    filter: &JournalFilter,
    request: &PageRequest,
) -> Result<Page<JournalEntry>> {
    let window = Window::read(request)?;
    if filter.seat.is_some() && filter.pool.is_none() {
        return Err(Error::new(Status::InvalidArgument, "name the pool of the seat"));
    }
    if let Some(pool) = &filter.pool {
        view.pool(pool)?;
    }
    let tip = journal::tip(view.reader)?;
    let page = if filter.is_empty() {
        all(tip.operation, &window)
    } else {
        window.cut(some(view, filter, tip.operation)?.into_iter().map(|at| (key(at), at)).collect())
    };
    page.map(|operations| operations.into_iter().map(|at| entry(view.reader, at)).collect())
}

/// Newest first is ascending order of these.
fn key(operation: u64) -> Vec<u8> {
    (!operation).to_be_bytes().to_vec()
}

/// A page of all operations up to the last.
fn all(last: u64, window: &Window) -> Page<u64> {
    let admitted = |at: &u64| window.admits(&key(*at));
    let most = window.limit + 1;
    // The cursor's own place is found by its number, not by going through the list.
    let edge = window.from.as_ref().and_then(|from| from.first_chunk::<8>());
    let edge = edge.map(|bytes| !u64::from_be_bytes(*bytes));
    let found: Vec<u64> = if window.backwards {
        (edge.unwrap_or(1).max(1)..=last).filter(admitted).take(most).collect()
    } else {
        (1..=edge.unwrap_or(last).min(last)).rev().filter(admitted).take(most).collect()
    };
    window.page(found.into_iter().map(|at| (key(at), at)).collect(), last)
}

/// Operations that a filter wants, newest first.
fn some(view: View<'_>, filter: &JournalFilter, last: u64) -> Result<Vec<u64>> {
    let mut candidates = Vec::new();
    match &filter.user {
        Some(id) => {
            for user in named(view, id)? {
                history::of_user(view.reader, user, |operation| candidates.push(operation))?;
            }
            candidates.sort_unstable_by(|one, other| other.cmp(one));
            candidates.dedup();
        }
        None => candidates.extend((1..=last).rev()),
    }
    if filter.is_about_users_alone() {
        return Ok(candidates);
    }
    let mut operations = Vec::new();
    for operation in candidates {
        if filter.wants(view.reader, operation)? {
            operations.push(operation);
        }
    }
    Ok(operations)
}

/// Numbers of the users who have or had an id: whoever was removed keeps his history; the id may be somebody else's by now.
fn named(view: View<'_>, id: &str) -> Result<Vec<u32>> {
    let mut users = users::former(view.reader, id)?;
    match view.user(id) {
        Ok(found) => users.push(found.number),
        Err(error) if users.is_empty() => return Err(error),
        Err(_) => {}
    }
    Ok(users)
}

fn brief(reader: &dyn Reader, operation: u64) -> Result<(Brief, Hash)> {
    Brief::read(reader, operation)?.ok_or_else(|| missing(operation))
}

fn missing(operation: u64) -> Error {
    Error::corrupt(format!("operation {operation} is missing in the journal"))
}

fn entry(reader: &dyn Reader, operation: u64) -> Result<JournalEntry> {
    let (brief, hash) = brief(reader, operation)?;
    let (requested, changed, unchanged, failed) = brief.sums;
    Ok(JournalEntry {
        operation,
        kind: brief.kind,
        on: brief.on,
        at: brief.at,
        actor: brief.actor,
        role: brief.role,
        reason: brief.reason,
        request_id: brief.request_id,
        requested,
        changed,
        unchanged,
        failed,
        hash: journal::hex(&hash),
    })
}

/// The report of an operation on rows.
pub(crate) fn report(reader: &dyn Reader, operation: u64) -> Result<Report> {
    let wrong = |why: &str| Error::new(Status::InvalidArgument, format!("operation {operation} {why}"));
    let record = journal::read(reader, operation)?.ok_or_else(|| wrong("is not in the journal"))?;
    let mut report = record.report(reader)?.ok_or_else(|| wrong("has no rows"))?;
    report.replayed = false;
    Ok(report)
}

/// The chain's end as it is shown.
pub(crate) fn head(tip: &Tip) -> Head {
    let hash = if tip.operation == 0 { String::new() } else { journal::hex(&tip.hash) };
    Head { operation: tip.operation, hash }
}
