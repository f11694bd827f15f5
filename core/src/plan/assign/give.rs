//! Giving seats for good, once it is known who gets one: the best ones to whoever comes first.

use super::lots::Taken;
use super::{Assigning, Draft, Served};
use crate::error::{Error, Result};
use crate::maps::NumberMap;
use crate::outcome::Outcome;
use crate::plan::rows::{Held, Says};
use crate::plan::slots::column_of;
use crate::plan::{At, SeatChange};
use crate::report::Warning;
use crate::rules::seat_choice::{ClassNumber, Lot};
use crate::seat::{SeatState, Standing};

/// The situation of a seat once it is given, by the one before.
#[derive(Default)]
pub(super) struct Given {
    by_before: NumberMap<u32, u32>,
    last: Option<(u32, u32)>,
}

impl Draft<'_> {
    /// Gives rows that follow each other in a lane their seats.
    pub(super) fn give(&mut self, served: Served, assigning: &mut Assigning) -> Result<()> {
        let Served { mut at, class, rows } = served;
        let width = self.part(at)?.columns.len() as u32;
        let mut left = rows as u64;
        while left > 0 {
            let (lot, taken) = match assigning.certain.of(at) {
                Some((seat, lot)) => (lot, assigning.lots.take_certain(lot, seat)?),
                None => {
                    let (lot, most) = self.best_lot(class, assigning)?;
                    (lot, assigning.lots.take(self.view, lot, most.min(left))?)
                }
            };
            assigning.arrangement.give(class, lot, u64::from(taken.count));
            self.give_run(at, taken, assigning)?;
            left -= u64::from(taken.count);
            (at.row, at.target, at.slot) =
                (at.row + taken.count * width, at.target + taken.count, at.slot + taken.count);
            at.user = self.parts.number(at.part as usize, at.target as usize);
        }
        Ok(())
    }

    /// Gives rows that follow each other seats that do so too.
    fn give_run(&mut self, at: At, taken: Taken, assigning: &mut Assigning) -> Result<()> {
        let after = self.after_giving(taken.situation, assigning)?;
        let free = Held::by_nobody(taken.situation);
        let before = *self.pools.situation(taken.situation)?;
        if let Some((situation, old)) = self.slots_of(at)?.take_lapsed(at.slot) {
            self.write_down_end(situation, old, at.user)?;
        }
        let source = self.source(at);
        let sources = self.sources.with(0, source);
        let outcome = match before.seen.state {
            SeatState::Reusable => Outcome::Reused,
            _ => Outcome::Assigned,
        };
        let mut says = None;
        let width = self.part(at)?.columns.len();
        let rows = (at.row as usize..).step_by(width.max(1));
        let (users, slots) =
            column_of(&mut self.slots, at.column as usize)?.run(at.slot, taken.count as usize)?;
        for (((row, seat), user), slot) in rows.zip(taken.seat..).zip(users).zip(slots) {
            (slot.situation, slot.seat, slot.sources) = (after, seat, sources);
            (slot.changed, slot.promised, slot.given_new) = (true, false, true);
            let now = Held::of(*slot);
            self.seats.push(SeatChange { situation: after, seat, holder: *user });
            match says {
                Some((same, number)) if same == now => self.rows.repeat(row, number, seat + 1),
                _ => {
                    let change = Says::change(outcome, free, now);
                    let all = Says { source: Some(source), previous: Some(before.seen.state), ..change };
                    self.rows.set(row, at.op, at.column, all, seat + 1);
                    says = Some((now, self.rows.number(row as u32)));
                }
            }
        }
        self.learn_sources(Some(source))
    }

    /// The best lot, and for how many rows it is the best without a further look. Of a new and a started lot of one pool that end
    /// alike, it is the one with the lower seat.
    fn best_lot(&self, class: ClassNumber, assigning: &mut Assigning) -> Result<(Lot, u64)> {
        let lost = || Error::internal("a row was promised a seat that is not there");
        let best = assigning.arrangement.best(class).ok_or_else(lost)?;
        let behind = assigning.arrangement.behind(class).first().copied();
        if let Some(next) = behind.filter(|next| assigning.lots.end_alike(best, *next)) {
            let lower = match (assigning.lots.peek(self.view, best)?, assigning.lots.peek(self.view, next)?) {
                (Some(one), Some(other)) => other < one,
                _ => false,
            };
            let best = if lower && assigning.arrangement.reserve(class, next) { next } else { best };
            return Ok((best, 1));
        }
        Ok((best, assigning.arrangement.taken(class, best)))
    }

    /// The situation of a seat once somebody has it.
    fn after_giving(&mut self, before: u32, assigning: &mut Assigning) -> Result<u32> {
        if let Some((known, after)) = assigning.given.last
            && known == before
        {
            return Ok(after);
        }
        if let Some(after) = assigning.given.by_before.get(&before) {
            assigning.given.last = Some((before, *after));
            return Ok(*after);
        }
        let situation = *self.pools.situation(before)?;
        let day = self.options.on;
        let pool = &self.pools.pool(situation.pool)?.record.pool;
        let standing = match (situation.seen.state, pool.start_policy) {
            (SeatState::Reusable, _) => situation.seen.standing.become_state(SeatState::Started),
            (_, crate::model::StartPolicy::OnFirstUse) => Standing::undated(SeatState::Assigned),
            _ => Standing::begun(pool, SeatState::Started, day),
        };
        if let Some(first) = pool.starts_on.filter(|first| *first > day) {
            let id = pool.id.clone();
            let message = format!("seats of pool `{id}` can be used from {first} on");
            let warning = Warning { code: "starts_later".into(), pool: id, message };
            if !self.warnings.contains(&warning) {
                self.warnings.push(warning);
            }
        }
        let after = self.pools.situate(situation.pool, standing, day)?;
        assigning.given.by_before.insert(before, after);
        Ok(after)
    }

    /// A seat that has ended is written down as ended when its holder gets another, so that he never has two.
    pub(in crate::plan) fn write_down_end(&mut self, situation: u32, seat: u32, user: u32) -> Result<()> {
        let situation = *self.pools.situation(situation)?;
        let standing = situation.seen.standing.become_state(SeatState::Expired);
        let ended = self.pools.situate(situation.pool, standing, self.options.on)?;
        self.seats.push(SeatChange { situation: ended, seat, holder: user });
        Ok(())
    }
}
