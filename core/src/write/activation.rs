//! Taking over a licence file: terms, seats that are given back, totals, in this order and in the transaction that is given.
//!
//! The file's terms come first, because they decide who holds a seat: one that had ended may go on. Then the chosen holders give theirs
//! back, by the planner. Totals come last, by the way of every load, which never takes a seat that somebody holds.

use super::load as loading;
use super::plan::{States, WrittenSeats};
use crate::activation::lines::{self, Line, LinePool};
use crate::activation::list::unknown_line;
use crate::activation::reduction::taking_back;
use crate::activation::{LineDiff, LineRemoval, diff};
use crate::error::{Error, Result, Status};
use crate::layout::licences::LicenseeRecord;
use crate::layout::seat_keys;
use crate::licence_file::LicencePayload;
use crate::load::Load;
use crate::model::{Pool, PoolKind};
use crate::outcome::{Class, Outcome};
use crate::plan::{self, Plan};
use crate::plant;
use crate::report::Row;
use crate::request::{Hooks, Mode, Options, Request};
use crate::store::{Reader, Writer};
use crate::view::View;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What taking over did.
pub(crate) struct TakenOver {
    /// What the file changed, as it was told before.
    pub lines: Vec<LineDiff>,
    /// The seats that were taken back, if any were.
    pub seats: Option<WrittenSeats>,
    /// Products of which there may be more seats now.
    pub supplied: BTreeSet<u32>,
    /// States of the pools that were changed.
    pub states: States,
    /// Records for the journal.
    pub put: Vec<serde_json::Value>,
}

/// Writes a plan down as a part of an operation.
pub(crate) type Put = fn(&mut dyn Writer, Plan, &Options, u64) -> Result<WrittenSeats>;

/// Takes over a file; the book says already that it is the active one. `before` is the one that was.
pub(crate) fn take_over(
    writer: &mut dyn Writer,
    licensee: &LicenseeRecord,
    file: &LicencePayload,
    before: Option<&LicencePayload>,
    removals: &[LineRemoval],
    options: &Options,
    (put, operation): (Put, u64),
) -> Result<TakenOver> {
    let on = options.on;
    let lines = lines::of(View::new(writer), licensee, file, before, on)?;
    let mut taken = TakenOver {
        lines: diff::of(&lines, on),
        seats: None,
        supplied: BTreeSet::new(),
        states: States::new(),
        put: Vec::new(),
    };
    let mut terms = Vec::new();
    for pool in lines.iter().flat_map(|line| &line.pools).filter(|pool| pool.new != pool.record.pool) {
        terms.push(with_keys(writer, pool, pool.new.quantity)?);
    }
    taken.load(writer, terms, options)?;
    if !removals.is_empty() {
        let plan = removing(writer, &lines, removals, options)?;
        // Who waits is not served yet: seats that are given back here are about to go.
        taken.seats = Some(put(writer, plan, options, operation)?);
    }
    let mut now = lines::of(View::new(writer), licensee, file, Some(file), on)?;
    for line in &mut now {
        // What is gone keeps the name under which it was told and its holders were chosen.
        if let Some(told) = lines.iter().find(|told| (&told.product, told.kind) == (&line.product, line.kind))
        {
            line.id.clone_from(&told.id);
        }
    }
    let lines = now;
    let mut totals = Vec::new();
    for line in &lines {
        totals.extend(quantities(writer, licensee, line)?);
    }
    refuse_excess(&lines)?;
    taken.load(writer, totals, options)?;
    Ok(taken)
}

/// The pools of a line whose number of seats changes, newest first, so that the line's total goes straight to what the file says.
fn quantities(reader: &dyn Reader, licensee: &LicenseeRecord, line: &Line) -> Result<Vec<Pool>> {
    if line.wants_a_pool() {
        return Ok(vec![lines::new_pool(reader, licensee, line)?]);
    }
    let shares = line.shares().unwrap_or_default();
    let changed =
        line.pools.iter().zip(shares).rev().filter(|(pool, seats)| pool.record.pool.quantity != *seats);
    let with = |(pool, seats): (&LinePool, Option<u32>)| {
        let mut new = with_keys(reader, pool, seats)?;
        // What was for one person is not any more.
        if new.kind == PoolKind::Single && seats.is_none_or(|seats| seats > 1) {
            new.kind = PoolKind::Volume;
        }
        Ok(new)
    };
    changed.map(with).collect()
}

/// A pool under the file's terms with so many seats.
fn with_keys(reader: &dyn Reader, pool: &LinePool, quantity: Option<u32>) -> Result<Pool> {
    let keys = if pool.record.keys > 0 { seat_keys::all(reader, pool.number)? } else { Vec::new() };
    Ok(Pool { quantity, keys, ..pool.new.clone() })
}

/// Fails if a line has more seats in use than the file gives it.
fn refuse_excess(lines: &[Line]) -> Result<()> {
    let over: Vec<&Line> =
        lines.iter().filter(|line| line.to_remove() > 0 && !plant::is("excess accepted")).collect();
    let Some(first) = over.first() else { return Ok(()) };
    let told: Vec<String> =
        over.iter().take(5).map(|line| format!("`{}` by {}", line.id, line.to_remove())).collect();
    let message = format!(
        "seats in use still exceed the new total of {}; nothing was changed: choose as many holders to give theirs back",
        told.join(", ")
    );
    Err(Error::new(Status::StillExceeds, message)
        .with("line", first.id.as_str())
        .with("to_remove", first.to_remove())
        .with("lines", over.len() as u64))
}

impl TakenOver {
    /// Brings pools up to date by the way of every load.
    fn load(&mut self, writer: &mut dyn Writer, pools: Vec<Pool>, options: &Options) -> Result<()> {
        if pools.is_empty() {
            return Ok(());
        }
        let loaded = loading::put(writer, &Load { pools, ..Load::default() }, options)?;
        if let Some(refused) = loaded.report.refused.first() {
            let message = format!("the licence file cannot be taken over: {}", refused.message);
            return Err(Error::new(Status::InvalidLicence, message).with("pool", refused.id.as_str()));
        }
        self.states.extend(loaded.states);
        self.put.extend(loaded.put);
        self.supplied.extend(loaded.supplied);
        Ok(())
    }
}

/// Plans that the chosen holders give their seats back; all of them or nobody.
fn removing(
    reader: &dyn Reader,
    lines: &[Line],
    removals: &[LineRemoval],
    options: &Options,
) -> Result<Plan> {
    let mut request = Request::default();
    let mut lines_of_rows = Vec::new();
    for removal in removals {
        let line = lines.iter().find(|line| line.id == removal.line);
        let line = line.ok_or_else(|| unknown_line(&removal.line))?;
        // A request that names no pool is about all of them.
        if let Some(first) = removal.holders.iter().next().filter(|_| line.pools.is_empty()) {
            return Err(holds_nothing(first, &line.id));
        }
        request.items.push(taking_back(line, Arc::new(removal.holders.clone())));
        lines_of_rows.extend(removal.holders.iter().map(|_| line.id.as_str()));
    }
    let options = Options { mode: Mode::BestEffort, dry_run: false, ..options.clone() };
    let plan = plan::plan(View::new(reader), &request, &options, &mut Hooks::default())?;
    for (at, line) in lines_of_rows.iter().enumerate() {
        if let Some(row) = plan.rows.row(at) {
            check_removal(&row, line)?;
        }
    }
    for line in lines {
        let chosen = lines_of_rows.iter().filter(|own| **own == line.id).count() as u64;
        let wanted = line.to_remove();
        if chosen > wanted {
            let message = format!(
                "{chosen} holders of line `{}` were chosen to give their seats back, but only {wanted} must; nothing was changed",
                line.id
            );
            return Err(Error::new(Status::TooManyRemovals, message)
                .with("line", line.id.as_str())
                .with("to_remove", wanted)
                .with("chosen", chosen));
        }
    }
    Ok(plan)
}

fn shown(user: &str) -> String {
    user.chars().take(60).flat_map(char::escape_debug).collect()
}

fn holds_nothing(user: &str, line: &str) -> Error {
    let (user, outcome) = (shown(user), Outcome::NotAssigned.word());
    let message = format!("`{user}` holds no seat of line `{line}`; nothing was changed");
    Error::new(Status::NotAHolder, message).with("line", line).with("user", user).with("outcome", outcome)
}

/// Fails if somebody who was chosen does not give a seat back.
fn check_removal(row: &Row<'_>, line: &str) -> Result<()> {
    let shown = shown(row.target());
    let (status, message) = match row.outcome() {
        outcome if outcome.class() == Class::Changed => return Ok(()),
        Outcome::NotAssigned | Outcome::UserNotFound => return Err(holds_nothing(row.target(), line)),
        Outcome::DuplicateInRequest => (
            Status::InvalidArgument,
            format!("`{shown}` was chosen twice for line `{line}`; nothing was changed"),
        ),
        outcome => (
            Status::RemovalRefused,
            format!(
                "the seat of `{shown}` cannot be taken back (`{}`): choose somebody else",
                outcome.word()
            ),
        ),
    };
    let outcome = row.outcome().word();
    Err(Error::new(status, message).with("line", line).with("user", shown).with("outcome", outcome))
}
