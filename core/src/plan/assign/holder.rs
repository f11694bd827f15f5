//! Rows of those who have the product already: by a seat of their own, whose plans may change, or without one.

use crate::access::{Derived, Through};
use crate::error::{Error, Result};
use crate::held::HeldSeat;
use crate::layout::users::NOBODY;
use crate::outcome::Outcome;
use crate::plan::pools::NO_SITUATION;
use crate::plan::rows::{Held, Says};
use crate::plan::slots::Slot;
use crate::plan::{At, Draft};
use crate::plant;
use crate::report::{InTheWay, Source};
use crate::request::{Hooks, Op};
use crate::seat::HolderKind;

impl Draft<'_> {
    /// Whoever holds a seat keeps it; its plans may change, and what brings it once more is remembered.
    pub(super) fn holds_already(&mut self, at: At) -> Result<()> {
        let slot = *self.slot(at)?;
        let wanted = self.plans_for(at)?.filter(|_| !slot.plans_said);
        if wanted.is_some() {
            self.slots_of(at)?.set_going_off(at.slot, None);
        }
        if self.refuse_unknown_plan(at)? {
            return Ok(());
        }
        let Some(plans_off) = wanted.filter(|wanted| *wanted != slot.plans_off) else {
            self.slot(at)?.plans_said |= wanted.is_some();
            return self.already_assigned(at);
        };
        let clash = if self.switches_on(slot, plans_off) { self.clash(at, plans_off)? } else { None };
        if let Some(obstacle) = clash {
            return self.refuse(at, Outcome::MutuallyExclusive, Some(obstacle));
        }
        self.note_given(at, slot);
        let source = self.source(at);
        let sources = self.sources.with(slot.sources, source);
        let own = self.slot(at)?;
        (own.sources, own.plans_off, own.plans_said, own.changed) = (sources, plans_off, true, true);
        let says = Says::change(Outcome::Updated, Held::of(slot), Held::of(*own));
        let through = self.sources.get(slot.sources).first().copied();
        let previous = Some(self.pools.situation(slot.situation)?.seen.state);
        self.say(at, Says { source: through, previous, ..says }, slot.seat + 1)
    }

    /// Plans that are to go off go before anything is given: what they exclude can take their place at once.
    pub(super) fn switch_off(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        if self.judging.is_none() || self.parts.all.iter().all(|part| part.plans_off.is_none()) {
            return Ok(());
        }
        let gives = |op| matches!(op, Op::Assign | Op::Reuse);
        self.each_row(gives, hooks, &mut (), |draft, at, ()| {
            if at.user == NOBODY
                || draft.refused_before(at.row).is_some()
                || draft.part(at)?.unknown_plan.is_some()
            {
                return Ok(());
            }
            let slot = *draft.slot(at)?;
            let is_going = draft.slots_of(at)?.going_off(at.slot).is_some();
            let holds = slot.situation != NO_SITUATION && !is_going;
            if let Some(wanted) = draft.plans_for(at)?.filter(|_| holds) {
                let mut all = draft.plans_off.get(slot.plans_off).to_vec();
                all.extend_from_slice(draft.plans_off.get(wanted));
                all.sort_unstable();
                all.dedup();
                let all = draft.plans_off.number(&all);
                draft.slots_of(at)?.set_going_off(at.slot, Some(all));
            }
            Ok(())
        })
    }

    /// Whether some plan that is off now would be on: only that can bring a clash about.
    pub(in crate::plan) fn switches_on(&self, slot: Slot, plans_off: u32) -> bool {
        let then = self.plans_off.get(plans_off);
        self.plans_off.get(slot.plans_off).iter().any(|plan| !then.contains(plan))
    }

    /// Remembers what brings the user the product once more.
    pub(super) fn already_assigned(&mut self, at: At) -> Result<()> {
        let source = self.source(at);
        let slot = *self.slot(at)?;
        let through = self.sources.get(slot.sources).first().copied();
        let lost = plant::is("source lost");
        let sources = if lost { slot.sources } else { self.sources.with(slot.sources, source) };
        self.slot(at)?.short |= plant::is("holder counted as demand");
        let mut says = Says::about(Outcome::AlreadyAssigned, Held::of(slot));
        if sources != slot.sources {
            let own = self.slot(at)?;
            own.sources = sources;
            own.changed = true;
            says.change = Some((Held::of(slot), Held::of(*own)));
        }
        let previous = Some(self.pools.situation(slot.situation)?.seen.state);
        self.say(
            at,
            Says { source: through, previous, rests_on_change: slot.given_new, ..says },
            slot.seat + 1,
        )
    }

    /// Says that the product is there already, and changes nothing.
    pub(super) fn keeps(&mut self, at: At) -> Result<()> {
        let slot = *self.slot(at)?;
        let source = self.sources.get(slot.sources).first().copied();
        let previous = Some(self.pools.situation(slot.situation)?.seen.state);
        let says = Says::about(Outcome::AlreadyAssigned, Held::of(slot));
        self.say(at, Says { source, previous, rests_on_change: slot.given_new, ..says }, slot.seat + 1)
    }

    /// What a row's target has of the product without a seat of its own.
    pub(super) fn derived(&mut self, at: At) -> Result<Option<Derived>> {
        let Some(mut access) = self.access.get_mut(at.column as usize).and_then(Option::take) else {
            return Ok(None);
        };
        let product = self.parts.columns.get(at.column as usize).map_or(u32::MAX, |column| column.product);
        let traits = *self
            .parts
            .kinds
            .all
            .get(self.kind(at) as usize)
            .ok_or_else(|| Error::internal("a row has no kind"))?;
        let view = self.view;
        let mut held = |kind, holder| self.seat_of(kind, holder, product);
        let found = match at.holder {
            HolderKind::User => access.of_user(view, at.user, &traits, &mut held),
            HolderKind::Group => access.of_group(view, traits.org, &mut held),
            HolderKind::Org => access.of_org(view, traits.org, &mut held),
        };
        if let Some(place) = self.access.get_mut(at.column as usize) {
            *place = Some(access);
        }
        found
    }

    /// The seat that a group or org holds, with what this request has taken back so far left out.
    pub(in crate::plan) fn seat_of(
        &mut self,
        kind: HolderKind,
        holder: u32,
        product: u32,
    ) -> Result<Option<HeldSeat>> {
        let slots = self.parts.known_column(kind, product).and_then(|column| self.slots.get(column));
        let slot = slots.and_then(|slots| slots.get(slots.position(holder)?));
        match slot {
            Some(slot) if slot.situation == NO_SITUATION => Ok(None),
            Some(slot) => {
                let situation = self.pools.situation(slot.situation)?;
                Ok(Some(HeldSeat { pool: situation.pool_number, seat: slot.seat, seen: situation.seen }))
            }
            None => self.held.get(kind, holder, product),
        }
    }

    /// Says that the product is there without a seat, and through what.
    pub(super) fn has_access(&mut self, at: At, derived: Derived) -> Result<()> {
        let pool = self.pools.position(self.view, derived.pool)?;
        let source = match derived.through {
            Through::Group(group) => Source::Group(self.view.group_record(group)?.id),
            Through::Org(org) => Source::Org(self.view.org_record(org)?.org.id),
            Through::Site(_) => Source::Site(self.pools.pool(pool)?.record.pool.id.clone()),
        };
        let number = self.parts.source_number(source);
        let (situation, seat) = match (derived.seat, derived.holder()) {
            (Some(seat), Some((kind, holder))) => {
                let product = self.pools.pool(pool)?.record.product;
                let held = self.seat_of(kind, holder, product)?;
                let standing = held.map(|held| held.seen.standing);
                let standing =
                    standing.ok_or_else(|| Error::internal("access through a seat that is not held"))?;
                (self.pools.situate(pool, standing, self.options.on)?, seat + 1)
            }
            _ => (NO_SITUATION, 0),
        };
        let obstacle = match derived.through {
            Through::Site(_) => {
                let pool = Some(self.pools.pool(pool)?.record.pool.id.clone());
                Some(self.rows.obstacle(InTheWay { pool, ..InTheWay::default() }))
            }
            _ => None,
        };
        let says = Says {
            situation,
            source: Some(number),
            previous: Some(derived.state).filter(|_| seat > 0),
            in_the_way: obstacle,
            ..Says::only(Outcome::AlreadyAssigned)
        };
        self.say(at, says, seat)
    }

    /// The plans that a row wants to be off, of those that its product has; `None` if it says nothing about plans.
    pub(in crate::plan) fn plans_for(&mut self, at: At) -> Result<Option<u32>> {
        if let Some((part, column, plans)) = self.last_plans
            && (part, column) == (at.part, at.column)
        {
            return Ok(plans);
        }
        let wanted = self.part(at)?.plans_off.clone();
        let plans = match wanted {
            None => None,
            Some(wanted) => {
                let product =
                    self.parts.columns.get(at.column as usize).map_or(u32::MAX, |column| column.product);
                let known = self.view.product_record(product)?.plans;
                let own: Vec<u32> = wanted.into_iter().filter(|plan| known.contains(plan)).collect();
                Some(self.plans_off.number(&own))
            }
        };
        self.last_plans = Some((at.part, at.column, plans));
        Ok(plans)
    }

    /// Refuses a row that names a plan which none of its products has.
    pub(super) fn refuse_unknown_plan(&mut self, at: At) -> Result<bool> {
        let Some(plan) = self.part(at)?.unknown_plan.clone() else { return Ok(false) };
        let obstacle = InTheWay { plan: Some(plan), ..InTheWay::default() };
        self.refuse(at, Outcome::UnknownPlan, Some(obstacle))?;
        Ok(true)
    }
}
