//! Giving seats: who may have which, who gets one when they are scarce, and which seat it is.

mod alike;
mod certain;
mod class;
mod give;
mod holder;
mod lots;
mod offered;
mod shortage;

use super::pools::NO_SITUATION;
use super::rows::Says;
use super::slots::{Slot, Slots};
use super::{At, Draft};
use crate::error::Result;
use crate::outcome::Outcome;
use crate::request::{Hooks, Op};
use crate::rules::seat_choice::{Arrangement, ClassNumber};
use certain::Certain;
use class::{Classes, Standpoint};
use give::Given;
use lots::Lots;
use offered::Offered;
use shortage::LastRefusal;
use std::cmp::Reverse;
use std::collections::HashSet;

/// A row that is to have a seat, or some that follow each other in a lane.
#[derive(Clone, Copy)]
struct Served {
    /// The first of them.
    at: At,
    class: ClassNumber,
    rows: usize,
}

/// What assigning keeps while it goes through the rows.
struct Assigning {
    classes: Classes,
    offered: Offered,
    lots: Lots,
    arrangement: Arrangement,
    served: Vec<Served>,
    /// Rows whose user gets his seat through an earlier row, and whether they may change what comes with it.
    following: Vec<(At, bool)>,
    /// Rows that ask for one certain seat.
    certain: Certain,
    given: Given,
    last_refusal: Option<LastRefusal>,
    /// What users had before the rows of a unit were judged, while one is.
    undo: Option<Vec<(At, Slot)>>,
}

impl Draft<'_> {
    pub(super) fn assign(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        let mut assigning = Assigning {
            classes: Classes::default(),
            offered: Offered::default(),
            lots: Lots::default(),
            arrangement: Arrangement::new(Vec::new()),
            served: Vec::new(),
            following: Vec::new(),
            certain: Certain::default(),
            given: Given::default(),
            last_refusal: None,
            undo: None,
        };
        self.find_repeats(hooks)?;
        self.switch_off(hooks)?;
        if self.units.is_empty() {
            let mut order: Vec<usize> = (0..self.parts.all.len()).collect();
            order.sort_by_key(|at| Reverse(self.parts.all.get(*at).map_or(0, |part| part.item.priority)));
            self.assign_lanes(&order, hooks, &mut assigning)?;
        } else {
            for unit in self.rows_by_unit(hooks)?.chunk_by(|(one, _), (other, _)| one == other) {
                self.assign_unit(unit, &mut assigning)?;
            }
        }
        if self.judging.is_some() {
            self.slots.iter_mut().for_each(Slots::forget_hopes);
        }
        assigning.arrangement.settle();
        for served in std::mem::take(&mut assigning.served) {
            self.tick(served.rows, hooks)?;
            self.give(served, &mut assigning)?;
        }
        for (at, changes) in std::mem::take(&mut assigning.following) {
            if changes { self.holds_already(at)? } else { self.keeps(at)? }
        }
        self.fill_gaps(&mut assigning)?;
        self.derive()?;
        self.judge_starved()?;
        self.count_shortfall(&assigning);
        Ok(())
    }

    /// Judges rows that stand or fall together: if one is refused, what the others got is given back.
    fn assign_unit(&mut self, unit: &[(u32, At)], assigning: &mut Assigning) -> Result<()> {
        let (served, following) = (assigning.served.len(), assigning.following.len());
        assigning.undo = Some(Vec::new());
        for (_, at) in unit {
            self.assign_row(*at, assigning)?;
        }
        let undo = assigning.undo.take().unwrap_or_default();
        if !unit.iter().any(|(_, at)| self.units.is_broken(*at)) {
            return Ok(());
        }
        assigning.last_refusal = None;
        for served in assigning.served.split_off(served) {
            assigning.arrangement.unserve(served.class);
            assigning.let_go(served.at);
        }
        for (at, _) in assigning.following.split_off(following) {
            self.refuse(at, Outcome::RolledBack, None)?;
        }
        for (at, before) in undo.into_iter().rev() {
            self.forget_given(at);
            let slot = self.slot(at)?;
            let was_promised = slot.promised;
            (slot.sources, slot.plans_off) = (before.sources, before.plans_off);
            (slot.changed, slot.promised) = (before.changed, before.promised);
            match self.rows.get(at.row).filter(|_| !was_promised) {
                // What says that he has it already is no change, and what is refused has its own reason.
                Some((says, seat)) if says.outcome != Outcome::Updated => {
                    self.say(at, Says { change: None, ..says }, seat)?;
                }
                _ => self.refuse(at, Outcome::RolledBack, None)?,
            }
        }
        Ok(())
    }

    /// Keeps what a user has, in case that his rows have to be given up.
    fn remember(&mut self, at: At, assigning: &mut Assigning) -> Result<()> {
        if let Some(undo) = &mut assigning.undo {
            undo.push((at, *self.slot(at)?));
        }
        Ok(())
    }

    /// Judges a row; whether it gets a seat is known at once, which one only when all rows are judged.
    fn assign_row(&mut self, at: At, assigning: &mut Assigning) -> Result<()> {
        if self.refuse_repeat_or_stranger(at)? {
            return Ok(());
        }
        let kind = self.kind(at);
        if self.answer_as_before(at)? {
            return self.note_short(at, kind, assigning);
        }
        if self.has_nothing_to_swap(at, assigning)? {
            return Ok(());
        }
        if !self.parts.kinds.all.get(kind as usize).is_some_and(|traits| traits.enabled) {
            return self.refuse(at, Outcome::UserDisabled, None);
        }
        let standpoint = self.standpoint(at, kind, assigning)?;
        if matches!(standpoint, Standpoint::WrongOrg) {
            return self.refuse(at, Outcome::WrongOrg, None);
        }
        if self.is_stranger(at) {
            return self.refuse_non_member(at);
        }
        let slot = *self.slot(at)?;
        if slot.promised {
            if !self.refuse_unknown_plan(at)? {
                assigning.following.push((at, true));
            }
            return Ok(());
        }
        if slot.situation != NO_SITUATION {
            self.remember(at, assigning)?;
            return self.holds_already(at);
        }
        if let Some(derived) = self.derived(at)? {
            return self.has_access(at, derived);
        }
        let class = match standpoint {
            Standpoint::Open(class) => class,
            Standpoint::Refused(outcome, in_the_way) => {
                return self.say(at, Says { in_the_way, ..Says::only(outcome) }, 0);
            }
            Standpoint::WrongOrg => return Ok(()),
        };
        let plans_off = self.plans_for(at)?;
        if let Some(obstacle) = self.clash(at, plans_off.unwrap_or(0))? {
            return self.refuse(at, Outcome::MutuallyExclusive, Some(obstacle));
        }
        if self.refuse_unknown_plan(at)? {
            self.note_starved(at);
            return Ok(());
        }
        let Some(class) = self.class_of_seat(at, class, assigning)? else {
            self.note_starved(at);
            return self.refuse(at, Outcome::SeatTaken, None);
        };
        if !assigning.arrangement.serve(class) {
            return self.refuse_for_want_of_seats(at, class, assigning);
        }
        self.remember(at, assigning)?;
        self.note_given(at, slot);
        self.claim(at, assigning)?;
        let slot = self.slot(at)?;
        (slot.promised, slot.short) = (true, false);
        slot.plans_off = plans_off.unwrap_or(0);
        slot.plans_said |= plans_off.is_some();
        assigning.served.push(Served { at, class, rows: 1 });
        Ok(())
    }

    /// Where rows are judged in another order than they were asked for, the first mention in the request still is the one that
    /// counts.
    fn find_repeats(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        let in_order = self.units.is_empty() && self.parts.all.iter().all(|part| part.item.priority == 0);
        if in_order || self.repeats.is_some() {
            return Ok(());
        }
        let mut repeats = HashSet::new();
        let gives = |op| matches!(op, Op::Assign | Op::Reuse);
        self.each_row(gives, hooks, &mut repeats, |draft, at, repeats| {
            if !draft.is_first(at)? {
                repeats.insert(at.row);
            }
            Ok(())
        })?;
        self.repeats = Some(repeats);
        Ok(())
    }

    /// A row that cannot stand is answered as an earlier round found out.
    pub(super) fn answer_as_before(&mut self, at: At) -> Result<bool> {
        let Some((says, seat)) = self.refused_before(at.row) else { return Ok(false) };
        self.say(at, says, seat)?;
        Ok(true)
    }

    /// Whoever does not have what is to be swapped is left as he is.
    fn has_nothing_to_swap(&mut self, at: At, assigning: &mut Assigning) -> Result<bool> {
        let from = at.row.checked_sub(1).filter(|_| self.part(at).is_ok_and(|part| part.op == Op::Swap));
        let says = from.and_then(|row| self.rows.get(row));
        if says.is_none_or(|(says, _)| says.outcome != Outcome::NotAssigned) {
            return Ok(false);
        }
        let slot = *self.slot(at)?;
        if slot.situation != NO_SITUATION {
            self.keeps(at)?;
        } else if slot.promised {
            assigning.following.push((at, false));
        } else if let Some(derived) = self.derived(at)? {
            self.has_access(at, derived)?;
        } else {
            self.say(at, Says::only(Outcome::NotAssigned), 0)?;
        }
        Ok(true)
    }
}
