//! Giving seats lane by lane: rows that follow each other and are alike are served, and given their seats, as one run.

use super::class::Standpoint;
use super::{Assigning, Draft, Served};
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::plan::At;
use crate::plan::lanes::{Lane, STATES};
use crate::plan::pools::NO_SITUATION;
use crate::plan::rows::Held;
use crate::plan::slots::column_of;
use crate::request::{Hooks, Op};
use crate::rules::seat_choice::ClassNumber;

/// What rows of a lane came to, by the kind of their users.
type Alike = Vec<OfKind>;

/// What rows of a lane came to, for users of one kind.
#[derive(Clone, Default)]
struct OfKind {
    /// The class in which those who have nothing are served.
    class: Option<ClassNumber>,
    /// What those who hold a seat in some state are told: number of what the row says.
    holding: Vec<(Held, u32)>,
}

impl OfKind {
    fn told(&self, held: Held) -> Option<u32> {
        self.holding.iter().find(|(same, _)| *same == held).map(|(_, says)| *says)
    }
}

impl Draft<'_> {
    /// Judges the rows that give, part by part in this order.
    pub(super) fn assign_lanes(
        &mut self,
        order: &[usize],
        hooks: &mut Hooks<'_>,
        assigning: &mut Assigning,
    ) -> Result<()> {
        let gives = |op| matches!(op, Op::Assign | Op::Reuse);
        self.each_lane(order, gives, hooks, assigning, Self::assign_next)
    }

    /// Answers the next rows of a lane.
    fn assign_next(
        &mut self,
        lane: &Lane,
        alike: &mut Alike,
        target: usize,
        most: usize,
        assigning: &mut Assigning,
    ) -> Result<usize> {
        let done = self.assign_alike(lane, alike, target, most, assigning)?;
        if done == 0 {
            let at = self.at_lane(lane, target);
            self.assign_row(at, assigning)?;
            self.learn(lane, at, alike, assigning)?;
        }
        Ok(done.max(1))
    }

    /// Keeps what a row came to, for those that are alike.
    fn learn(&mut self, lane: &Lane, at: At, alike: &mut Alike, assigning: &mut Assigning) -> Result<()> {
        if lane.slots(at.target as usize).is_none() {
            return Ok(());
        }
        let kind = self.kind(at);
        if alike.len() <= kind as usize {
            alike.resize_with(kind as usize + 1, OfKind::default);
        }
        let Some(of_kind) = alike.get_mut(kind as usize) else { return Ok(()) };
        let slot = *self.slot(at)?;
        if assigning.served.last().is_some_and(|served| served.at.row == at.row) {
            if let Standpoint::Open(class) = self.standpoint(at, kind, assigning)? {
                of_kind.class = Some(class);
            }
        } else if slot.situation != NO_SITUATION
            && of_kind.holding.len() < STATES
            && let Some((says, _)) = self.rows.get(at.row)
            && says.outcome == Outcome::AlreadyAssigned
            && says.change.is_none()
            && !says.rests_on_change
        {
            of_kind.holding.push((Held::of(slot), self.rows.number(at.row)));
        }
        Ok(())
    }

    /// Answers those who follow as far as it is known what they get; says how many these are.
    fn assign_alike(
        &mut self,
        lane: &Lane,
        alike: &Alike,
        target: usize,
        most: usize,
        assigning: &mut Assigning,
    ) -> Result<usize> {
        let Some((first, straight)) = lane.slots(target).filter(|_| !alike.is_empty()) else { return Ok(0) };
        let most = most.min(straight);
        let kinds = self.parts.all.get(lane.part).and_then(|part| part.kinds.get(target..target + most));
        let kinds = kinds.ok_or_else(|| Error::internal("a row has no kind"))?;
        let (_, slots) = column_of(&mut self.slots, lane.column)?.run(first, most)?;
        let judging = self.judging.as_ref();
        let mut served: Option<(ClassNumber, usize)> = None;
        let mut done = 0;
        for ((kind, slot), position) in kinds.iter().zip(slots).zip(first..) {
            let row = lane.row(target + done);
            let Some(of_kind) = alike.get(*kind as usize) else { break };
            if slot.is_asked() || !self.rounds.leave(row) {
                break;
            }
            if slot.situation == NO_SITUATION {
                let may = judging.is_none_or(|judging| judging.may_give(lane.column, position));
                let Some(class) = of_kind.class.filter(|_| may) else { break };
                // A run of those who are served is of one class, and without anybody between.
                let fits = served.is_none_or(|(same, rows)| same == class && rows == done);
                if !fits || (served.is_none() && done > 0) || !assigning.arrangement.serve(class) {
                    break;
                }
                slot.promised = true;
                served = Some((class, done + 1));
            } else {
                let told = of_kind.told(Held::of(*slot)).filter(|_| served.is_none());
                let Some(says) = told else { break };
                self.rows.repeat(row, says, slot.seat + 1);
            }
            slot.give(lane.source);
            done += 1;
        }
        if let Some((class, rows)) = served {
            let at = self.at_lane(lane, target);
            assigning.served.push(Served { at, class, rows });
        }
        Ok(done)
    }
}
