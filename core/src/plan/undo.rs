//! Undoing an operation, row by row: every seat goes back to what it was, where it still is as the operation left it.

use super::parts::{PartFacts, Parts};
use super::pools::NO_SITUATION;
use super::rows::{Held, Says};
use super::{At, Draft, SeatChange};
use crate::error::{Error, Result, Status};
use crate::layout::holdings::DIRECT;
use crate::layout::journal;
use crate::layout::seats::{BLOCK, NOBODY};
use crate::maps::NumberMap;
use crate::outcome::Outcome;
use crate::report::{Place, Report, Source};
use crate::request::{Hooks, Item, Op};
use crate::seat::{HolderKind, SeatState, Standing};
use crate::view::View;
use std::sync::Arc;

/// The operation that is to be undone.
pub(crate) struct Undone {
    report: Report,
    /// Its rows that took effect, in the order of the rows that undo them.
    rows: Vec<u32>,
    /// Whether it was a swap, whose two rows stand or fall together here too.
    pub swapped: bool,
}

/// What a row found and left, by number; the same for all rows of a kind.
#[derive(Clone)]
struct Step {
    pool: u32,
    was: Standing,
    now: Standing,
    /// Sources and plans off; no sources: nobody held it.
    was_held: (Vec<u32>, Vec<u32>),
    now_held: (Vec<u32>, Vec<u32>),
}

/// A part for every run of targets of which the same products changed.
pub(super) fn split<'a>(parts: &mut Parts<'a>, view: View<'_>, item: &'a Item, operation: u64) -> Result<()> {
    let (report, users, swapped) = read(view, operation)?;
    let mut order = Vec::new();
    let mut known = users.as_slice();
    for part in &report.rows.parts {
        let (users, rest) = known.split_at_checked(part.targets.len()).unwrap_or_default();
        known = rest;
        let changed = |target: usize| -> Vec<usize> {
            let row = |column: usize| part.first + target * part.products + column;
            let concerns = |row: usize| report.rows.change(row).is_some() || report.rows.waits(row);
            (0..part.products).filter(|column| concerns(row(*column))).collect()
        };
        let mut from = 0;
        while from < part.targets.len() {
            let columns = changed(from);
            let until = (from..part.targets.len()).find(|at| changed(*at) != columns);
            let until = until.unwrap_or(part.targets.len());
            let first = part.first + from * part.products;
            let holder = report.rows.row(first).map_or(HolderKind::User, |row| row.holder());
            if !columns.is_empty() {
                let mut undo = PartFacts::new(item, Op::Undo, holder);
                undo.targets = Arc::new((from..until).map(|at| part.targets.get(at)).collect());
                find(parts, view, &mut undo)?;
                strangers(&mut undo, users.get(from..until).unwrap_or_default());
                let mut products = Vec::with_capacity(columns.len());
                for column in &columns {
                    let id = report.rows.row(first + column).map_or("", |row| row.product());
                    products.push(view.product(id)?);
                }
                parts.push(view, undo, &products)?;
                for target in from..until {
                    let row = |column: &usize| (part.first + target * part.products + column) as u32;
                    order.extend(columns.iter().map(row));
                }
            }
            from = until;
        }
    }
    parts.undone = Some(Undone { report, rows: order, swapped });
    Ok(())
}

/// Whoever has the id of a user by now, but is somebody else, is not touched.
fn strangers(part: &mut PartFacts<'_>, users: &[u32]) {
    if part.holder != HolderKind::User {
        return;
    }
    for (at, (number, user)) in (0_u32..).zip(part.numbers.iter_mut().zip(users)) {
        if *number != NOBODY && number != user {
            *number = NOBODY;
            part.strangers.insert(at);
        }
    }
}

/// The report of an operation that can be undone, the numbers of the users it names, and whether it was a swap.
fn read(view: View<'_>, operation: u64) -> Result<(Report, Vec<u32>, bool)> {
    let wrong = |why: String| Error::new(Status::InvalidArgument, format!("operation {operation} {why}"));
    let record =
        journal::read(view.reader, operation)?.ok_or_else(|| wrong("is not in the journal".into()))?;
    let kind = record.header.brief.kind.clone();
    let is_rows = Op::ALL.iter().any(|op| op.word() == kind && *op != Op::Merge) || kind == "change";
    match record.report(view.reader)? {
        Some(report) if is_rows => Ok((report, record.users()?, kind == Op::Swap.word())),
        _ => Err(wrong(format!("was a `{kind}`; only operations on rows can be undone"))),
    }
}

/// Finds the targets of a part; a group or org that is gone counts as nobody.
fn find<'a>(parts: &mut Parts<'a>, view: View<'_>, part: &mut PartFacts<'a>) -> Result<()> {
    match parts.find(view, part) {
        Err(error) if matches!(error.status(), Status::UnknownGroup | Status::UnknownOrg) => {
            part.numbers = vec![NOBODY; part.targets.len()];
            part.kinds = vec![0; part.targets.len()];
            Ok(())
        }
        found => found,
    }
}

impl Draft<'_> {
    /// Undoes what can be undone: a row's turn comes when things are as it left them, which may take the undoing of later rows.
    pub(super) fn undo(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        let Some(undone) = self.parts.undone.take() else { return Ok(()) };
        let mut rows: Vec<At> = Vec::with_capacity(undone.rows.len());
        self.each_row(
            |op| op == Op::Undo,
            hooks,
            &mut rows,
            |_, at, rows| {
                rows.push(at);
                Ok(())
            },
        )?;
        let mut steps: NumberMap<u32, Option<Step>> = NumberMap::default();
        let mut moved = NumberMap::default();
        rows.reverse();
        loop {
            let before = rows.len();
            let mut left = Vec::new();
            for at in rows {
                if !self.undo_row(at, &undone, &mut steps, &mut moved)? {
                    left.push(at);
                }
            }
            rows = left;
            if rows.len() == before {
                break;
            }
        }
        for at in rows {
            let gone = at.user == NOBODY && !self.is_stranger(at);
            let outcome = if gone { Outcome::UserNotFound } else { Outcome::ChangedSince };
            self.refuse(at, outcome, None)?;
        }
        self.parts.undone = Some(undone);
        Ok(())
    }

    /// Undoes a row if everything is as it left it.
    fn undo_row(
        &mut self,
        at: At,
        undone: &Undone,
        steps: &mut NumberMap<u32, Option<Step>>,
        moved: &mut NumberMap<(u32, u32), u32>,
    ) -> Result<bool> {
        if self.answer_as_before(at)? {
            return Ok(true);
        }
        let row = undone.rows.get(at.row as usize).copied().unwrap_or(u32::MAX) as usize;
        let rows = &undone.report.rows;
        if rows.waits(row) {
            return self.undo_wish(at, undone.report.operation.unwrap_or_default());
        }
        let (Some(kind), Some(seat)) = (rows.kind.get(row).copied(), rows.seat.get(row)) else {
            return Ok(false);
        };
        if let std::collections::hash_map::Entry::Vacant(place) = steps.entry(kind) {
            place.insert(self.step(undone, row)?);
        }
        let Some(Some(step)) = steps.get(&kind).cloned() else { return Ok(false) };
        let seat = seat.saturating_sub(1);
        let pool = self.pools.position(self.view, step.pool)?;
        if at.user == NOBODY || !self.is_as_left(at, &step, pool, seat, moved)? {
            return Ok(false);
        }
        let slot = *self.slot(at)?;
        let takes = step.was_held.0.is_empty();
        let previous = Some(self.standing_of(step.now, pool)?);
        if takes && !self.pools.pool(pool)?.record.pool.revocable {
            let source = self.sources.get(slot.sources).first().copied();
            let says = Says { source, previous, ..Says::about(Outcome::NotRevocable, Held::of(slot)) };
            return self.say(at, says, seat + 1).map(|()| true);
        }
        let plans_off = self.plans_off.number(&step.was_held.1);
        let gives = slot.situation == NO_SITUATION || self.switches_on(slot, plans_off);
        if let Some(obstacle) = if takes || !gives { None } else { self.clash(at, plans_off)? } {
            self.refuse(at, Outcome::MutuallyExclusive, Some(obstacle))?;
            return Ok(true);
        }
        if takes {
            self.note_taken(at, slot);
        } else {
            self.note_given(at, slot);
            if let Some((ended, old)) = self.slots_of(at)?.take_lapsed(at.slot) {
                self.write_down_end(ended, old, at.user)?;
            }
        }
        let situation = self.pools.situate(pool, step.was, self.options.on)?;
        let now = self.pools.situate(pool, step.now, self.options.on)?;
        let before = if slot.situation == NO_SITUATION { Held::by_nobody(now) } else { Held::of(slot) };
        let sources = self.sources.number(&step.was_held.0);
        let after = Held { situation, sources, plans_off };
        let becomes = self.pools.situation(situation)?.seen.state;
        let holder = if takes { NOBODY } else { at.user };
        self.seats.push(SeatChange { situation, seat, holder });
        moved.insert((pool, seat), situation);
        let own = self.slot(at)?;
        (own.situation, own.seat, own.changed) = (if takes { NO_SITUATION } else { situation }, seat, true);
        (own.sources, own.plans_off) = (sources, plans_off);
        let through = if takes { &step.now_held } else { &step.was_held };
        let says = Says {
            source: through.0.first().copied(),
            previous,
            ..Says::change(step.outcome(becomes), before, after)
        };
        self.say(at, says, seat + 1)?;
        Ok(true)
    }

    fn standing_of(&self, standing: Standing, pool: u32) -> Result<SeatState> {
        Ok(standing.on(&self.pools.pool(pool)?.record.pool, self.options.on).state)
    }

    /// Whether a seat, and what its holder has, are as an operation left them.
    fn is_as_left(
        &mut self,
        at: At,
        step: &Step,
        pool: u32,
        seat: u32,
        moved: &NumberMap<(u32, u32), u32>,
    ) -> Result<bool> {
        let slot = *self.slot(at)?;
        if step.now_held.0.is_empty() {
            let situation = match moved.get(&(pool, seat)) {
                Some(situation) => *situation,
                None => {
                    let number = self.pools.pool(pool)?.number;
                    let stored = self.view.seats(number, seat / BLOCK)?.get(seat);
                    if stored.is_none_or(|(holder, _)| holder != NOBODY) {
                        return Ok(false);
                    }
                    self.pools.stored(self.view, number, seat, self.options.on)?
                }
            };
            let standing = self.pools.situation(situation)?.standing;
            return Ok(slot.situation == NO_SITUATION && standing == step.now);
        }
        if slot.situation == NO_SITUATION {
            return Ok(false);
        }
        let situation = *self.pools.situation(slot.situation)?;
        let same_seat = (situation.pool, slot.seat, situation.standing) == (pool, seat, step.now);
        let same_holding = self.sources.get(slot.sources) == step.now_held.0
            && self.plans_off.get(slot.plans_off) == step.now_held.1;
        Ok(same_seat && same_holding)
    }

    /// What rows of a kind did, by number; `None` if what they name is gone.
    fn step(&self, undone: &Undone, row: usize) -> Result<Option<Step>> {
        let Some((was, now)) = undone.report.rows.change(row) else { return Ok(None) };
        let row = undone.report.row(row);
        let pool = row.and_then(|row| row.seat()).map(|seat| seat.pool.to_owned()).unwrap_or_default();
        let numbers = || -> Result<Step> {
            Ok(Step {
                pool: self.view.pool(&pool)?,
                was: standing(was),
                now: standing(now),
                was_held: (self.source_numbers(was)?, self.plan_numbers(was)?),
                now_held: (self.source_numbers(now)?, self.plan_numbers(now)?),
            })
        };
        match numbers() {
            Ok(step) => Ok(Some(step)),
            Err(error) if matches!(error.status(), Status::UnknownPool | Status::UnknownGroup) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn source_numbers(&self, place: &Place) -> Result<Vec<u32>> {
        let number = |source: &Source| match source {
            Source::Group(id) => self.view.group(id).map(|group| group + 1),
            _ => Ok(DIRECT),
        };
        let mut numbers: Vec<u32> = place.sources.iter().map(number).collect::<Result<_>>()?;
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn plan_numbers(&self, place: &Place) -> Result<Vec<u32>> {
        let mut numbers = Vec::with_capacity(place.plans_off.len());
        for plan in &place.plans_off {
            numbers.extend(self.view.plan(plan)?);
        }
        numbers.sort_unstable();
        Ok(numbers)
    }
}

impl Step {
    /// What a row that undoes this says; `becomes` is what the day makes of the seat.
    fn outcome(&self, becomes: SeatState) -> Outcome {
        match (self.was_held.0.is_empty(), self.now_held.0.is_empty()) {
            (true, _) if becomes == SeatState::Reusable => Outcome::ToReusable,
            (true, _) => Outcome::Revoked,
            (false, false) => Outcome::Updated,
            (false, true) if self.was.state == SeatState::Started => Outcome::Reused,
            (false, true) => Outcome::Assigned,
        }
    }
}

fn standing(place: &Place) -> Standing {
    Standing {
        state: place.state,
        started_on: place.started_on,
        end_by_duration: place.end_by_duration,
        by_itself: false,
    }
}
