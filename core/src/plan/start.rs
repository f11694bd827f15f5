//! Beginning the time of assigned seats.

use super::rows::{Held, Says};
use super::{At, Draft, SeatChange};
use crate::error::Result;
use crate::outcome::Outcome;
use crate::request::{Hooks, Op};
use crate::seat::{SeatState, Standing};

impl Draft<'_> {
    pub(super) fn start(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        self.each_row(|op| op == Op::Start, hooks, &mut (), |draft, at, ()| draft.start_row(at))
    }

    fn start_row(&mut self, at: At) -> Result<()> {
        if self.refuse_repeat_or_stranger(at)? {
            return Ok(());
        }
        if self.answer_as_before(at)? {
            return Ok(());
        }
        if self.is_stranger(at) {
            return self.refuse_non_member(at);
        }
        let slot = *self.slot(at)?;
        if !self.holds_of_named_pools(at, slot)? {
            return self.say(at, Says::only(Outcome::NotAssigned), 0);
        }
        let situation = *self.pools.situation(slot.situation)?;
        let source = self.sources.get(slot.sources).first().copied();
        let previous = Some(situation.seen.state);
        if situation.seen.state == SeatState::Started {
            let says = Says { source, previous, ..Says::about(Outcome::AlreadyStarted, Held::of(slot)) };
            return self.say(at, says, slot.seat + 1);
        }
        let pool = &self.pools.pool(situation.pool)?.record.pool;
        let standing = Standing::begun(pool, SeatState::Started, self.options.on);
        let after = self.pools.situate(situation.pool, standing, self.options.on)?;
        self.seats.push(SeatChange { situation: after, seat: slot.seat, holder: at.user });
        let own = self.slot(at)?;
        own.situation = after;
        let says = Says::change(Outcome::Started, Held::of(slot), Held::of(*own));
        self.say(at, Says { source, previous, ..says }, slot.seat + 1)
    }
}
