//! Giving seats: who may have which, who gets one when they are scarce, and which seat it is.

mod class;
mod lots;

use super::pools::NO_SITUATION;
use super::rows::Says;
use super::{At, Draft, SeatChange};
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::report::{InTheWay, Shortfall, Warning};
use crate::request::{Hooks, Op};
use crate::rules::seat_choice::{Arrangement, ClassNumber, Lot};
use crate::seat::{SeatState, Standing};
use crate::term::Day;
use class::{Classes, Standpoint};
use lots::Lots;
use std::collections::{BTreeMap, HashMap};

/// A row that is to have a seat.
#[derive(Clone, Copy)]
struct Served {
    at: At,
    class: ClassNumber,
}

/// What assigning keeps while it goes through the rows.
struct Assigning {
    classes: Classes,
    lots: Lots,
    arrangement: Arrangement,
    served: Vec<Served>,
    /// Rows whose user gets his seat through an earlier row.
    following: Vec<At>,
    /// The situation of a seat once it is given, by the one before.
    given: HashMap<u32, u32>,
    last_given: Option<(u32, u32)>,
    /// What a class was last told for want of seats, and how many rows had been served then.
    last_refusal: Option<((ClassNumber, usize), Says)>,
}

impl Draft<'_> {
    pub(super) fn assign(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        let mut assigning = Assigning {
            classes: Classes::default(),
            lots: Lots::default(),
            arrangement: Arrangement::new(Vec::new()),
            served: Vec::new(),
            following: Vec::new(),
            given: HashMap::new(),
            last_given: None,
            last_refusal: None,
        };
        self.each_row(|op| matches!(op, Op::Assign | Op::Reuse), hooks, &mut assigning, Self::assign_row)?;
        assigning.arrangement.settle();
        for served in std::mem::take(&mut assigning.served) {
            self.tick(hooks)?;
            self.give(served, &mut assigning)?;
        }
        for at in std::mem::take(&mut assigning.following) {
            self.already_assigned(at)?;
        }
        self.count_shortfall(&assigning);
        Ok(())
    }

    /// Judges a row; whether it gets a seat is known at once, which one only when all rows are judged.
    fn assign_row(&mut self, at: At, assigning: &mut Assigning) -> Result<()> {
        if self.refuse_repeat_or_stranger(at, Op::Assign)? {
            return Ok(());
        }
        let kind = self.kind(at);
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
        let slot = self.slot(at)?;
        if slot.promised {
            assigning.following.push(at);
            return Ok(());
        }
        if slot.situation != NO_SITUATION {
            return self.already_assigned(at);
        }
        let class = match standpoint {
            Standpoint::Open(class) => class,
            Standpoint::Refused(outcome, in_the_way) => {
                return self.say(at, Says { in_the_way, ..Says::only(outcome) }, 0);
            }
            Standpoint::WrongOrg => return Ok(()),
        };
        if assigning.arrangement.serve(class) {
            let slot = self.slot(at)?;
            (slot.promised, slot.short) = (true, false);
            assigning.served.push(Served { at, class });
            return Ok(());
        }
        self.refuse_for_want_of_seats(at, class, assigning)
    }

    /// Remembers what brings the user the product once more.
    fn already_assigned(&mut self, at: At) -> Result<()> {
        let source = self.source(at);
        let slot = *self.slot(at)?;
        let through = self.sources.get(slot.sources).first().copied();
        let sources = self.sources.with(slot.sources, source);
        if sources != slot.sources {
            let own = self.slot(at)?;
            own.sources = sources;
            own.changed = true;
        }
        let previous = Some(self.pools.situation(slot.situation)?.seen.state);
        let says = Says {
            situation: slot.situation,
            source: through,
            previous,
            rests_on_change: slot.given_new,
            ..Says::only(Outcome::AlreadyAssigned)
        };
        self.say(at, says, slot.seat + 1)
    }

    /// Says that there is no seat, and which started ones there still are for the asking.
    fn refuse_for_want_of_seats(
        &mut self,
        at: At,
        class: ClassNumber,
        assigning: &mut Assigning,
    ) -> Result<()> {
        let asked_for_date = assigning.classes.wants(class).is_some_and(|wants| wants.ends_on.is_some());
        if !asked_for_date {
            self.slot(at)?.short = true;
        }
        let now = (class, assigning.served.len());
        let says = match assigning.last_refusal {
            Some((then, says)) if then == now => says,
            _ => {
                let mut started: BTreeMap<Option<Day>, u64> = BTreeMap::new();
                for (lot, ends_on) in
                    assigning.classes.wants(class).into_iter().flat_map(|wants| &wants.started)
                {
                    let seats = started.entry(*ends_on).or_default();
                    *seats = seats.saturating_add(assigning.arrangement.room(*lot));
                }
                started.retain(|_, seats| *seats > 0);
                let seats = started.values().fold(0_u64, |sum, seats| sum.saturating_add(*seats));
                let obstacle = InTheWay {
                    reusable: (seats > 0 && !asked_for_date).then_some(seats),
                    end_dates: started.into_keys().flatten().collect(),
                    ..InTheWay::default()
                };
                let is_something = obstacle != InTheWay::default();
                let in_the_way = is_something.then(|| self.rows.obstacle(obstacle));
                let outcome =
                    if asked_for_date { Outcome::NoReusableWithEndDate } else { Outcome::NoSeatLeft };
                Says { in_the_way, ..Says::only(outcome) }
            }
        };
        assigning.last_refusal = Some((now, says));
        self.say(at, says, 0)
    }

    /// Gives a row its seat.
    fn give(&mut self, served: Served, assigning: &mut Assigning) -> Result<()> {
        let Served { at, class } = served;
        let lot = self.best_lot(class, assigning)?;
        assigning.arrangement.give(class, lot);
        let (seat, before) = assigning.lots.take(self.view, lot)?;
        let after = self.after_giving(before, assigning)?;
        let before = *self.pools.situation(before)?;
        if let Some((situation, old)) = self.slots_of(at)?.take_lapsed(at.slot) {
            self.write_down_end(situation, old, at.user)?;
        }
        let source = self.source(at);
        let sources = self.sources.with(0, source);
        let slot = self.slot(at)?;
        (slot.situation, slot.seat, slot.sources) = (after, seat, sources);
        (slot.changed, slot.promised, slot.given_new) = (true, false, true);
        self.seats.push(SeatChange { situation: after, seat, holder: at.user });
        let outcome = match before.seen.state {
            SeatState::Reusable => Outcome::Reused,
            _ => Outcome::Assigned,
        };
        let previous = Some(before.seen.state);
        self.say(
            at,
            Says { situation: after, source: Some(source), previous, ..Says::only(outcome) },
            seat + 1,
        )
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
        if let Some((known, after)) = assigning.last_given
            && known == before
        {
            return Ok(after);
        }
        if let Some(after) = assigning.given.get(&before) {
            assigning.last_given = Some((before, *after));
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
        assigning.given.insert(before, after);
        Ok(after)
    }

    /// A seat that has ended is written down as ended when its holder gets another, so that he never has two.
    fn write_down_end(&mut self, situation: u32, seat: u32, user: u32) -> Result<()> {
        let situation = *self.pools.situation(situation)?;
        let standing = situation.seen.standing.become_state(SeatState::Expired);
        let ended = self.pools.situate(situation.pool, standing, self.options.on)?;
        self.seats.push(SeatChange { situation: ended, seat, holder: user });
        Ok(())
    }

    fn count_shortfall(&mut self, assigning: &Assigning) {
        for (product, slots) in self.slots.iter().enumerate() {
            let (missing, given) = slots.demand();
            if missing == 0 {
                continue;
            }
            let id = self.parts.products.get(product).map(|(_, id)| id.clone()).unwrap_or_default();
            let available = assigning.lots.available(product);
            self.shortfall.push(Shortfall { product: id, needed: missing + given, available, missing });
        }
    }
}
