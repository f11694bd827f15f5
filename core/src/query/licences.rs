//! What a user has: seats of his own, and access through his groups, his org or a site. Likewise of a group or an org.

use super::Licence;
use super::sources::Sources;
use crate::access::{Access, Derived};
use crate::error::{Error, Result};
use crate::held::{HeldSeat, HeldSeats};
use crate::layout::catalogue;
use crate::layout::holdings::{self, BLOCK, LyingBlock, Terms};
use crate::layout::seat_keys;
use crate::layout::users::Traits;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;

/// Somebody who can have licences.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who {
    pub kind: HolderKind,
    pub number: u32,
    /// Of a user his own; of a group or org only the org counts.
    pub traits: Traits,
}

impl Who {
    /// The user, group or org with an id.
    pub(crate) fn find(view: View<'_>, kind: HolderKind, id: &str) -> Result<Self> {
        let (number, traits) = match kind {
            HolderKind::User => {
                let user = view.user(id)?;
                (user.number, user.traits)
            }
            HolderKind::Group => {
                let group = view.group(id)?;
                let org = view.org(&view.group_record(group)?.org)?;
                (group, Traits { org, ..Traits::default() })
            }
            HolderKind::Org => {
                let org = view.org(id)?;
                (org, Traits { org, ..Traits::default() })
            }
        };
        Ok(Self { kind, number, traits })
    }

    /// What he has without a seat of his own.
    pub(crate) fn derived(
        &self,
        view: View<'_>,
        access: &mut Access,
        held: &mut HeldSeats<'_>,
        product: u32,
    ) -> Result<Option<Derived>> {
        let mut ask = |kind: HolderKind, number: u32| held.get(kind, number, product);
        match self.kind {
            HolderKind::User => access.of_user(view, self.number, &self.traits, &mut ask),
            HolderKind::Group => access.of_group(view, self.traits.org, &mut ask),
            HolderKind::Org => access.of_org(view, self.number, &mut ask),
        }
    }
}

/// The licences of somebody on a day, by product id.
pub(crate) fn of(view: View<'_>, kind: HolderKind, id: &str, on: Day) -> Result<Vec<Licence>> {
    let who = Who::find(view, kind, id)?;
    let mut own = Vec::new();
    holdings::each_lying(view.reader, kind, who.number / BLOCK, |product, value| {
        let block = LyingBlock::new(value)?;
        if let Some((terms, seat)) = block.get((who.number % BLOCK) as u8) {
            own.push((product, block.terms(terms)?, seat));
        }
        Ok(())
    })?;
    let mut writing = Writing { view, held: HeldSeats::new(view, on), sources: Sources::default() };
    let mut licences = Vec::new();
    let mut has = Vec::new();
    for (product, terms, seat) in own {
        let held = writing.held.held(terms.pool, seat)?;
        if held.seen.state.is_held() {
            has.push(product);
            licences.push(writing.own(product, &terms, held)?);
        }
    }
    for product in catalogue::products_with_shared_pools(view.reader)?.iter().copied() {
        if has.contains(&product) {
            continue;
        }
        if let Some(mut access) = Access::new(view, product, on)?
            && let Some(derived) = who.derived(view, &mut access, &mut writing.held, product)?
        {
            licences.push(writing.derived(product, derived)?);
        }
    }
    licences.sort_by(|one, other| one.product.cmp(&other.product));
    Ok(licences)
}

/// The licence of somebody for one product.
pub(crate) fn of_product(view: View<'_>, who: &Who, product: u32, on: Day) -> Result<Option<Licence>> {
    let mut writing = Writing { view, held: HeldSeats::new(view, on), sources: Sources::default() };
    if let Some(held) = writing.held.get(who.kind, who.number, product)? {
        let terms = writing.held.terms(who.kind, who.number, product)?;
        let terms = terms.ok_or_else(|| Error::internal("a holding was lost"))?;
        return writing.own(product, &terms, held).map(Some);
    }
    let Some(mut access) = Access::new(view, product, on)? else { return Ok(None) };
    let derived = who.derived(view, &mut access, &mut writing.held, product)?;
    derived.map(|derived| writing.derived(product, derived)).transpose()
}

/// Licences in the making.
struct Writing<'a> {
    view: View<'a>,
    held: HeldSeats<'a>,
    sources: Sources,
}

impl Writing<'_> {
    fn own(&mut self, product: u32, terms: &Terms, held: HeldSeat) -> Result<Licence> {
        let pool = self.held.pool(held.pool)?;
        let (pool, has_keys) = (pool.pool.id.clone(), pool.keys > 0);
        let key = if has_keys { seat_keys::get(self.view.reader, held.pool, held.seat)? } else { None };
        let record = self.view.product_shared(product)?;
        Ok(Licence {
            product: record.product.id.clone(),
            product_name: record.product.name.clone(),
            pool,
            seat: held.seat + 1,
            key,
            state: held.seen.state,
            started_on: held.seen.standing.started_on,
            ends_on: held.seen.ends_on,
            derived: false,
            sources: self.sources.words(self.view, &terms.sources)?,
            disabled_plans: self.sources.plans(self.view, &terms.plans_off)?,
        })
    }

    fn derived(&mut self, product: u32, derived: Derived) -> Result<Licence> {
        let record = self.view.product_record(product)?.product;
        let plans_off = match derived.holder() {
            Some((kind, number)) => {
                self.held.terms(kind, number, product)?.map(|terms| terms.plans_off.clone())
            }
            None => None,
        };
        let key = match derived.seat {
            Some(seat) => seat_keys::get(self.view.reader, derived.pool, seat)?,
            None => None,
        };
        Ok(Licence {
            product: record.id,
            product_name: record.name,
            pool: self.held.pool(derived.pool)?.pool.id.clone(),
            seat: derived.seat.map_or(0, |seat| seat + 1),
            key,
            state: derived.state,
            started_on: derived.started_on,
            ends_on: derived.ends_on,
            derived: true,
            sources: vec![self.sources.through(self.view, derived.through)?],
            disabled_plans: self.sources.plans(self.view, &plans_off.unwrap_or_default())?,
        })
    }
}
