//! Lanes: the rows of one part and column, where nothing is special about most of them.
//!
//! Rules about a row, rows that stand or fall together, a certain seat and the like are asked for once, for the whole lane. If there is
//! none, a row is *plain* as long as its user was not named before; what he has then decides, and rows in the same state get the same
//! answer. The first row of each state goes the long way and tells what that answer is, so nothing is decided twice in two ways.

use super::slots::Slots;
use super::straight::Straight;
use super::{At, Draft, STEP};
use crate::error::Result;
use crate::request::{Hooks, Op};

/// How many states of seats are remembered for a lane, so that looking for the right one stays short.
pub(super) const STATES: usize = 16;

/// The rows of one part and column.
pub(super) struct Lane {
    pub part: usize,
    /// Position of the column among the part's.
    place: usize,
    /// Position of the column among the request's.
    pub column: usize,
    pub op: Op,
    pub source: u32,
    /// The first row, and from one target's row to the next.
    first: usize,
    width: usize,
    /// Where the targets' slots are, if rows can be plain at all.
    slots: Option<Straight>,
}

impl Lane {
    /// The row of a target.
    pub(super) fn row(&self, target: usize) -> usize {
        self.first + target * self.width
    }

    /// The slot of a target, if its row can be plain, and of how many targets from it on the slots follow each other.
    pub(super) fn slots(&self, target: usize) -> Option<(u32, usize)> {
        self.slots.as_ref()?.at(target)
    }
}

impl Draft<'_> {
    /// Judges the rows of an operation lane by lane, part by part in this order. `answer` answers the row of a target and, where
    /// they are alike, those of the targets after it, no more than the given number; it says how many, at least one. What it
    /// remembers of a lane is kept between its calls.
    pub(super) fn each_lane<M: Default, T>(
        &mut self,
        order: &[usize],
        wanted: fn(Op) -> bool,
        hooks: &mut Hooks<'_>,
        state: &mut T,
        answer: fn(&mut Self, &Lane, &mut M, usize, usize, &mut T) -> Result<usize>,
    ) -> Result<()> {
        for part in order.iter().copied() {
            let mut lanes: Vec<(Lane, M)> =
                self.lanes(part, wanted).into_iter().map(|lane| (lane, M::default())).collect();
            let targets = self.parts.all.get(part).filter(|_| !lanes.is_empty());
            let targets = targets.map_or(0, |part| part.targets.len());
            // Rows go target by target: of several lanes each answers one row in turn.
            let most = if lanes.len() == 1 { STEP } else { 1 };
            let mut target = 0;
            while target < targets {
                let mut done = 1;
                for (lane, known) in &mut lanes {
                    done = answer(self, lane, known, target, most.min(targets - target), state)?;
                    self.tick(done, hooks)?;
                }
                target += done;
            }
        }
        Ok(())
    }

    /// The lanes of a part.
    fn lanes(&self, part: usize, wanted: fn(Op) -> bool) -> Vec<Lane> {
        let Some(facts) = self.parts.all.get(part) else { return Vec::new() };
        (0..)
            .zip(&facts.columns)
            .map(|(place, column)| Lane {
                part,
                place,
                column: *column,
                op: facts.op_at(place),
                source: facts.source,
                first: facts.first + place,
                width: facts.columns.len(),
                slots: facts.straight.get(place).filter(|_| self.is_plain(part, *column)).cloned(),
            })
            .filter(|lane| wanted(lane.op))
            .collect()
    }

    /// Whether nothing is special about the rows of a part and column.
    fn is_plain(&self, part: usize, column: usize) -> bool {
        let knows_rules = self.judging.as_ref().is_none_or(|judging| judging.knows(column));
        let derives = self.access.get(column).is_none_or(Option::is_some);
        let lapsed = self.slots.get(column).is_none_or(Slots::has_lapsed);
        let Some(part) = self.parts.all.get(part) else { return false };
        let says_more = part.plans_off.is_some() || part.unknown_plan.is_some() || part.item.seat.is_some();
        knows_rules
            && self.units.is_empty()
            && self.repeats.is_none()
            && !derives
            && !lapsed
            && !says_more
            && part.op != Op::Swap
            && part.strangers.is_empty()
            && self.options.actor.is_administrator()
    }

    /// The place of a lane's row in the request.
    pub(super) fn at_lane(&self, lane: &Lane, target: usize) -> At {
        self.at(lane.part, target, lane.place, lane.column, lane.op)
    }
}
