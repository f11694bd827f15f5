//! Taking seats back.

use super::lanes::{Lane, STATES};
use super::pools::NO_SITUATION;
use super::rows::{Held, Says};
use super::slots::{Slot, column_of};
use super::{At, Draft, SeatChange};
use crate::error::{Error, Result, Status};
use crate::layout::holdings::DIRECT;
use crate::layout::seats::NOBODY;
use crate::model::Release;
use crate::outcome::Outcome;
use crate::report::InTheWay;
use crate::request::{Hooks, Op, Who};
use crate::seat::{SeatState, Standing};

impl Draft<'_> {
    /// Whoever is not an administrator may only give back own seats.
    pub(super) fn check_actor(&self) -> Result<()> {
        let actor = &self.options.actor;
        if actor.is_administrator() {
            return Ok(());
        }
        let own_seats_only = self.parts.all.iter().all(|part| {
            part.op == Op::Revoke
                && matches!(part.item.who, Who::Users(_))
                && part.targets.iter().all(|id| id == actor.id)
        });
        if own_seats_only {
            return Ok(());
        }
        let message = format!("`{}` in role `self` may only give back own seats", actor.id);
        Err(Error::new(Status::NotAuthorized, message))
    }

    pub(super) fn revoke(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        let order: Vec<usize> = (0..self.parts.all.len()).collect();
        self.each_lane(&order, |op| op == Op::Revoke, hooks, &mut (), Self::revoke_next)
    }

    /// Answers the next rows of a lane.
    fn revoke_next(
        &mut self,
        lane: &Lane,
        known: &mut Vec<Taken>,
        target: usize,
        most: usize,
        (): &mut (),
    ) -> Result<usize> {
        let done = self.revoke_alike(lane, known, target, most)?;
        if done == 0 {
            let first = self.revoke_first(lane, target)?;
            known.extend(first.filter(|_| known.len() < STATES));
        }
        Ok(done.max(1))
    }

    /// Judges a row the long way; answers what that came to, for those that are alike.
    fn revoke_first(&mut self, lane: &Lane, target: usize) -> Result<Option<Taken>> {
        let at = self.at_lane(lane, target);
        self.revoke_row(at)?;
        let is_plain = lane.slots(target).is_some() && self.part(at)?.pools.is_empty();
        let Some((says, _)) = self.rows.get(at.row).filter(|_| is_plain) else { return Ok(None) };
        let freed = matches!(says.outcome, Outcome::Revoked | Outcome::ToReusable | Outcome::Retired);
        let Some((held, now)) = says.change.filter(|_| freed) else { return Ok(None) };
        let after = self.pools.situation(now.situation)?;
        let is_free = after.standing.state.is_free();
        let (pool, after) = (after.pool, now.situation);
        Ok(Some(Taken { held, after, pool, is_free, says: self.rows.number(at.row) }))
    }

    /// Takes back the seats of those who follow, as far as it is known what that comes to; answers how many these are.
    fn revoke_alike(&mut self, lane: &Lane, known: &[Taken], target: usize, most: usize) -> Result<usize> {
        let Some((first, straight)) = lane.slots(target).filter(|_| !known.is_empty()) else { return Ok(0) };
        let most = most.min(straight);
        let (_, slots) = column_of(&mut self.slots, lane.column)?.run(first, most)?;
        let mut done = 0;
        for slot in slots {
            let row = lane.row(target + done);
            let Some(taken) = known.iter().find(|taken| taken.held == Held::of(*slot)) else { break };
            if slot.is_asked() || !self.rounds.leave(row) {
                break;
            }
            self.seats.push(SeatChange { situation: taken.after, seat: slot.seat, holder: NOBODY });
            if taken.is_free {
                self.pools.pool_mut(taken.pool)?.freed.push((slot.seat, taken.after));
            }
            self.rows.repeat(row, taken.says, slot.seat + 1);
            slot.take(lane.source);
            slot.leave();
            done += 1;
        }
        Ok(done)
    }

    fn revoke_row(&mut self, at: At) -> Result<()> {
        if self.refuse_repeat_or_stranger(at)? {
            return Ok(());
        }
        if self.answer_as_before(at)? {
            return Ok(());
        }
        let slot = *self.slot(at)?;
        let Some(source) = self.source_to_remove(at, slot)? else {
            return self.say(at, Says::only(Outcome::NotAssigned), 0);
        };
        self.check_self_removal(at, slot)?;
        let held = self.sources.get(slot.sources).to_vec();
        let left = match source {
            ToRemove::All => 0,
            ToRemove::One(source) if held.contains(&source) => self.sources.without(slot.sources, source),
            ToRemove::One(_) => {
                let through = held.first().copied().unwrap_or(DIRECT);
                let group = self.group_of(through)?;
                let obstacle = self.rows.obstacle(InTheWay { group, ..InTheWay::default() });
                let says = Says {
                    source: Some(through),
                    previous: Some(self.pools.situation(slot.situation)?.seen.state),
                    in_the_way: Some(obstacle),
                    ..Says::about(Outcome::InheritedFromGroup, Held::of(slot))
                };
                return self.say(at, says, slot.seat + 1);
            }
        };
        if let Some(first) = self.sources.get(left).first().copied() {
            return self.keep_with(at, slot, left, first);
        }
        self.free(at, slot, held.first().copied())
    }

    /// What to take away; `None` if the user has nothing that this row is about.
    fn source_to_remove(&self, at: At, slot: Slot) -> Result<Option<ToRemove>> {
        if !self.holds_of_named_pools(at, slot)? {
            return Ok(None);
        }
        let part = self.part(at)?;
        let held = self.sources.get(slot.sources);
        Ok(match part.source {
            _ if part.all_sources => Some(ToRemove::All),
            DIRECT => Some(ToRemove::One(DIRECT)),
            group => held.contains(&group).then_some(ToRemove::One(group)),
        })
    }

    /// Whether the user has a seat that the row is about: of the pools that it names, if it names any.
    pub(super) fn holds_of_named_pools(&self, at: At, slot: Slot) -> Result<bool> {
        if slot.situation == NO_SITUATION {
            return Ok(false);
        }
        let pool = self.pools.situation(slot.situation)?.pool_number;
        let part = self.part(at)?;
        let is_seat = part.item.seat.is_none_or(|number| number == slot.seat + 1);
        Ok(is_seat && (part.pools.is_empty() || part.pools.contains(&pool)))
    }

    fn check_self_removal(&self, at: At, slot: Slot) -> Result<()> {
        if self.options.actor.is_administrator() {
            return Ok(());
        }
        let pool = self.pools.pool(self.pools.situation(slot.situation)?.pool)?;
        let kind = self.kind(at);
        let roles = self.parts.kinds.all.get(kind as usize).map_or(0, |traits| traits.roles);
        if roles & pool.self_removal_roles != 0 {
            return Ok(());
        }
        let message = format!(
            "`{}` may not give back an own seat of pool `{}`; ask an administrator",
            self.options.actor.id, pool.record.pool.id
        );
        Err(Error::new(Status::NotAuthorized, message))
    }

    /// The seat stays, because it came through something else as well.
    fn keep_with(&mut self, at: At, slot: Slot, sources: u32, first: u32) -> Result<()> {
        let own = self.slot(at)?;
        own.sources = sources;
        own.changed = true;
        let now = Held::of(*own);
        let previous = Some(self.pools.situation(slot.situation)?.seen.state);
        let says =
            Says { source: Some(first), previous, ..Says::change(Outcome::Updated, Held::of(slot), now) };
        self.say(at, says, slot.seat + 1)
    }

    /// The seat is taken back, if its pool lets it go.
    fn free(&mut self, at: At, slot: Slot, source: Option<u32>) -> Result<()> {
        let situation = *self.pools.situation(slot.situation)?;
        let pool = &self.pools.pool(situation.pool)?.record.pool;
        let previous = Some(situation.seen.state);
        if !pool.revocable {
            let says = Says { source, previous, ..Says::about(Outcome::NotRevocable, Held::of(slot)) };
            return self.say(at, says, slot.seat + 1);
        }
        let begun = situation.seen.standing;
        let (outcome, standing) = match (situation.seen.state, pool.release) {
            (SeatState::Started, Release::Reuse) => {
                (Outcome::ToReusable, begun.become_state(SeatState::Reusable))
            }
            (SeatState::Started, Release::Burn) => (Outcome::Retired, begun.become_state(SeatState::Retired)),
            _ => (Outcome::Revoked, Standing::NEW),
        };
        let after = self.pools.situate(situation.pool, standing, self.options.on)?;
        self.seats.push(SeatChange { situation: after, seat: slot.seat, holder: NOBODY });
        if standing.state.is_free() {
            self.pools.pool_mut(situation.pool)?.freed.push((slot.seat, after));
        }
        let own = self.slot(at)?;
        own.leave();
        self.note_taken(at, slot);
        let says = Says::change(outcome, Held::of(slot), Held::by_nobody(after));
        self.say(at, Says { source, previous, ..says }, slot.seat + 1)
    }
}

/// What taking back a seat came to.
#[derive(Clone, Copy)]
struct Taken {
    /// What was held.
    held: Held,
    /// The seat's situation afterwards, its pool's position, and whether it can be given at once.
    after: u32,
    pool: u32,
    is_free: bool,
    /// Number of what the row says.
    says: u32,
}

/// What a row takes away.
#[derive(Clone, Copy)]
enum ToRemove {
    One(u32),
    All,
}
