//! Giving seats for good, once it is known who gets one: the best ones to whoever comes first.

use super::{Assigning, Draft, Served};
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::plan::SeatChange;
use crate::plan::rows::{Held, Says};
use crate::report::Warning;
use crate::rules::seat_choice::{ClassNumber, Lot};
use crate::seat::{SeatState, Standing};
use std::collections::HashMap;

/// The situation of a seat once it is given, by the one before.
#[derive(Default)]
pub(super) struct Given {
    by_before: HashMap<u32, u32>,
    last: Option<(u32, u32)>,
}

impl Draft<'_> {
    /// Gives a row its seat.
    pub(super) fn give(&mut self, served: Served, assigning: &mut Assigning) -> Result<()> {
        let Served { at, class } = served;
        let (lot, (seat, before)) = match assigning.certain.of(at) {
            Some((seat, lot)) => (lot, assigning.lots.take_certain(lot, seat)?),
            None => {
                let lot = self.best_lot(class, assigning)?;
                (lot, assigning.lots.take(self.view, lot)?)
            }
        };
        assigning.arrangement.give(class, lot);
        let after = self.after_giving(before, assigning)?;
        let free = Held::by_nobody(before);
        let before = *self.pools.situation(before)?;
        if let Some((situation, old)) = self.slots_of(at)?.take_lapsed(at.slot) {
            self.write_down_end(situation, old, at.user)?;
        }
        let source = self.source(at);
        let sources = self.sources.with(0, source);
        let slot = self.slot(at)?;
        (slot.situation, slot.seat, slot.sources) = (after, seat, sources);
        (slot.changed, slot.promised, slot.given_new) = (true, false, true);
        let now = Held::of(*slot);
        self.seats.push(SeatChange { situation: after, seat, holder: at.user });
        let outcome = match before.seen.state {
            SeatState::Reusable => Outcome::Reused,
            _ => Outcome::Assigned,
        };
        let previous = Some(before.seen.state);
        let says = Says::change(outcome, free, now);
        self.say(at, Says { source: Some(source), previous, ..says }, seat + 1)
    }

    /// The best lot; of a new and a started lot of one pool that end alike, the one with the lower seat.
    fn best_lot(&self, class: ClassNumber, assigning: &mut Assigning) -> Result<Lot> {
        let lost = || Error::internal("a row was promised a seat that is not there");
        let best = assigning.arrangement.best(class).ok_or_else(lost)?;
        let behind = assigning.arrangement.behind(class).first().copied();
        if let Some(next) = behind.filter(|next| assigning.lots.end_alike(best, *next)) {
            let lower = match (assigning.lots.peek(self.view, best)?, assigning.lots.peek(self.view, next)?) {
                (Some(one), Some(other)) => other < one,
                _ => false,
            };
            if lower && assigning.arrangement.reserve(class, next) {
                return Ok(next);
            }
        }
        Ok(best)
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
