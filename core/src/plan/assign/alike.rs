//! Giving seats lane by lane: rows that follow each other and are alike are served, and given their seats, as one run.

use super::class::Standpoint;
use super::{Assigning, Draft, Served};
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::plan::lanes::Lane;
use crate::plan::pools::NO_SITUATION;
use crate::plan::rows::Held;
use crate::plan::slots::column_of;
use crate::plan::{At, STEP};
use crate::request::{Hooks, Op};
use crate::rules::seat_choice::ClassNumber;

/// What rows of a lane came to, for users of one kind.
#[derive(Clone, Copy)]
struct Alike {
    kind: u32,
    /// The class in which those who have nothing are served.
    class: Option<ClassNumber>,
    /// What those who hold a seat in some state are told: number of what the row says.
    holding: Option<(Held, u32)>,
}

impl Draft<'_> {
    /// Judges the rows that give, part by part in this order.
    pub(super) fn assign_lanes(
        &mut self,
        order: &[usize],
        hooks: &mut Hooks<'_>,
        assigning: &mut Assigning,
    ) -> Result<()> {
        for part in order.iter().copied() {
            let lanes = self.lanes(part, |op| matches!(op, Op::Assign | Op::Reuse));
            let mut lanes: Vec<(Lane, Option<Alike>)> = lanes.into_iter().map(|lane| (lane, None)).collect();
            let targets = if lanes.is_empty() { 0 } else { self.targets_of(part) };
            let most = if lanes.len() == 1 { STEP } else { 1 };
            let mut target = 0;
            while target < targets {
                let mut done = 1;
                for (lane, alike) in &mut lanes {
                    done = self.assign_alike(lane, *alike, target, most.min(targets - target), assigning)?;
                    if done == 0 {
                        let at = self.at_lane(lane, target);
                        self.assign_row(at, assigning)?;
                        self.learn(lane, at, alike, assigning)?;
                        done = 1;
                    }
                    self.tick(done, hooks)?;
                }
                target += done;
            }
        }
        Ok(())
    }

    /// Keeps what a row came to, for those that are alike.
    fn learn(
        &mut self,
        lane: &Lane,
        at: At,
        alike: &mut Option<Alike>,
        assigning: &mut Assigning,
    ) -> Result<()> {
        if lane.slot(at.target as usize).is_none() {
            return Ok(());
        }
        let kind = self.kind(at);
        let before = alike.filter(|alike| alike.kind == kind);
        let known = before.unwrap_or(Alike { kind, class: None, holding: None });
        let slot = *self.slot(at)?;
        if assigning.served.last().is_some_and(|served| served.at.row == at.row) {
            if let Standpoint::Open(class) = self.standpoint(at, kind, assigning)? {
                *alike = Some(Alike { class: Some(class), ..known });
            }
        } else if slot.situation != NO_SITUATION
            && let Some((says, _)) = self.rows.get(at.row)
            && says.outcome == Outcome::AlreadyAssigned
            && says.change.is_none()
            && !says.rests_on_change
        {
            *alike = Some(Alike { holding: Some((Held::of(slot), self.rows.number(at.row))), ..known });
        }
        Ok(())
    }

    /// Answers those who follow and are alike; says how many these are.
    fn assign_alike(
        &mut self,
        lane: &Lane,
        alike: Option<Alike>,
        target: usize,
        most: usize,
        assigning: &mut Assigning,
    ) -> Result<usize> {
        let (Some(first), Some(alike)) = (lane.slot(target), alike) else { return Ok(0) };
        let kinds = self.parts.all.get(lane.part).and_then(|part| part.kinds.get(target..target + most));
        let kinds = kinds.ok_or_else(|| Error::internal("a row has no kind"))?;
        let most = kinds.iter().take_while(|kind| **kind == alike.kind).count();
        let (_, slots) = column_of(&mut self.slots, lane.column)?.run(first, most)?;
        let rounds = &self.rounds;
        let mut rows = 0;
        if let Some((held, says)) = alike.holding {
            for slot in slots.iter_mut() {
                let row = lane.row(target + rows);
                if slot.is_given() || Held::of(*slot) != held || !rounds.leave(row) {
                    break;
                }
                self.rows.repeat(row, says, slot.seat + 1);
                slot.give(lane.source);
                rows += 1;
            }
            if rows > 0 {
                return Ok(rows);
            }
        }
        let Some(class) = alike.class else { return Ok(0) };
        let judging = self.judging.as_ref();
        for (slot, position) in slots.iter_mut().zip(first..) {
            let is_open = !slot.is_given()
                && slot.situation == NO_SITUATION
                && rounds.leave(lane.row(target + rows))
                && judging.is_none_or(|judging| judging.may_give(lane.column, position));
            if !is_open || !assigning.arrangement.serve(class) {
                break;
            }
            slot.give(lane.source);
            slot.promised = true;
            rows += 1;
        }
        if rows > 0 {
            let at = self.at_lane(lane, target);
            assigning.served.push(Served { at, class, rows });
        }
        Ok(rows)
    }
}
