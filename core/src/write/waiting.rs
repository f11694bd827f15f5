//! The waiting list in the store: wishes that come and go with an operation, and seats that those who wait are given in the same
//! transaction that frees them.

use crate::error::Result;
use crate::layout::holdings;
use crate::layout::seat_keys;
use crate::layout::seats::NOBODY;
use crate::layout::waiting::{self, Changes, Place, Wish};
use crate::plan::Plan;
use crate::plan::waiting::{collect, turn};
use crate::report::{Rows, Warning};
use crate::request::Options;
use crate::seat::HolderKind;
use crate::store::{Reader, Writer};
use crate::term::Day;
use crate::view::View;
use crate::write::plan::{self, States, WrittenSeats};
use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;

/// Those who waited and got a seat.
#[derive(Default)]
pub(crate) struct Served {
    pub rows: Rows,
    /// User numbers of each part of the rows.
    pub users: Vec<Vec<u32>>,
    pub states: States,
    pub warnings: Vec<Warning>,
}

impl WrittenSeats {
    /// Adds those who waited to the report and to what is journalled.
    pub(crate) fn add(&mut self, served: Option<Served>) {
        let Some(served) = served else { return };
        self.report.waited = served.rows;
        self.users.extend(served.users);
        self.states.extend(served.states);
        for warning in served.warnings {
            if !self.report.warnings.contains(&warning) {
                self.report.warnings.push(warning);
            }
        }
    }
}

/// Products of which a plan leaves seats without a holder. Nobody waits: none, after one look.
pub(crate) fn freed(reader: &dyn Reader, plan: &Plan) -> Result<BTreeSet<u32>> {
    let mut products = BTreeSet::new();
    if !waiting::anybody(reader)? {
        return Ok(products);
    }
    let situations: BTreeSet<u32> =
        plan.seats.iter().filter(|seat| seat.holder == NOBODY).map(|seat| seat.situation).collect();
    let pools: BTreeSet<u32> = situations
        .into_iter()
        .filter_map(|situation| plan.situations.get(situation as usize).map(|own| own.pool_number))
        .collect();
    for pool in pools {
        products.insert(View::new(reader).pool_record(pool)?.product);
    }
    Ok(products)
}

/// Writes down who waits from an operation on, and who does not any more.
pub(crate) fn put(writer: &mut dyn Writer, plan: &Plan, operation: u64) -> Result<()> {
    if plan.wishes.is_empty() {
        return Ok(());
    }
    let mut changes = Changes::default();
    for (place, kind, holder) in &plan.wishes.gone {
        changes.remove(writer, place, *kind, *holder)?;
    }
    for (place, wish) in &plan.wishes.put {
        let operation = if place.operation == 0 { operation } else { place.operation };
        changes.put(writer, &Place { operation, ..*place }, wish)?;
    }
    changes.finish(writer)
}

/// Gives free seats of some products to those who wait for them, product by product in order of ids and in the order of each
/// queue. What is freed must be written already; the journal is the caller's. `None` if nobody got anything.
pub(crate) fn serve_waiting(
    writer: &mut dyn Writer,
    products: &BTreeSet<u32>,
    options: &Options,
    operation: u64,
) -> Result<Option<Served>> {
    if products.is_empty() || !waiting::anybody(writer)? {
        return Ok(None);
    }
    let view = View::new(writer);
    let mut in_order = Vec::with_capacity(products.len());
    for product in products {
        if !waiting::counts(view.reader, *product)?.is_empty() {
            in_order.push((view.product_record(*product)?.product.id, *product));
        }
    }
    in_order.sort_unstable();
    let mut served = Served::default();
    loop {
        let before = served.rows.kind.len();
        for (_, product) in &in_order {
            serve_product(writer, *product, options, operation, &mut served)?;
        }
        // One product may be what somebody needs for another.
        if in_order.len() < 2 || served.rows.kind.len() == before {
            break;
        }
    }
    if served.rows.kind.is_empty() {
        return Ok(None);
    }
    seat_keys::fill(writer, &mut served.rows)?;
    Ok(Some(served))
}

fn serve_product(
    writer: &mut dyn Writer,
    product: u32,
    options: &Options,
    operation: u64,
    served: &mut Served,
) -> Result<()> {
    let mut after: Option<Place> = None;
    while let Some(mut turn) = turn(View::new(writer), product, after.as_ref(), options)? {
        if turn.plan.changes_anything() {
            served.states.extend(plan::put(writer, &mut turn.plan, operation)?);
        }
        if !turn.served.is_empty() {
            served.users.push(collect(&mut served.rows, &turn.plan, &turn.served));
            served.warnings.append(&mut turn.plan.warnings);
        }
        after = turn.more_after;
        if after.is_none() {
            break;
        }
    }
    Ok(())
}

/// Things that leave the book, by number.
#[derive(Default)]
pub(crate) struct Leaving {
    pub users: HashSet<u32>,
    pub groups: HashSet<u32>,
    pub pools: HashSet<u32>,
    pub products: HashSet<u32>,
}

/// Takes what leaves the book out of the waiting list: whoever leaves waits no more, nor does anybody for what is gone or only
/// through what is gone.
pub(crate) fn forget(writer: &mut dyn Writer, leaving: &Leaving) -> Result<()> {
    if !waiting::anybody(writer)? {
        return Ok(());
    }
    let mut changed: Vec<(Place, Wish, Option<Wish>)> = Vec::new();
    waiting::every(writer, |place, wish| {
        let left = leaving.left_of(&place, &wish);
        if left.as_ref() != Some(&wish) {
            changed.push((place, wish, left));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let mut changes = Changes::default();
    for (place, wish, left) in changed {
        match left {
            Some(left) => changes.put(writer, &place, &left)?,
            None => changes.remove(writer, &place, wish.kind, wish.holder)?,
        }
    }
    changes.finish(writer)
}

impl Leaving {
    fn left_of(&self, place: &Place, wish: &Wish) -> Option<Wish> {
        let gone = match wish.kind {
            HolderKind::User => self.users.contains(&wish.holder),
            HolderKind::Group => self.groups.contains(&wish.holder),
            HolderKind::Org => false,
        };
        if gone || self.products.contains(&place.product) {
            return None;
        }
        let mut left = wish.clone();
        left.sources.retain(|source| source.checked_sub(1).is_none_or(|group| !self.groups.contains(&group)));
        left.pools.retain(|pool| !self.pools.contains(pool));
        // A wish for named pools is none for any pool.
        let nothing = left.sources.is_empty() || (left.pools.is_empty() && !wish.pools.is_empty());
        (!nothing).then_some(left)
    }
}

/// One account takes over what another waits for; where both wait, the better place is kept, and who has the product does not wait.
pub(crate) fn take_over(writer: &mut dyn Writer, from: u32, into: u32, day: Day) -> Result<()> {
    let kind = HolderKind::User;
    let mut changes = Changes::default();
    for place in waiting::places_of(writer, kind, from)? {
        let mut wish = waiting::read(writer, &place)?;
        changes.remove(writer, &place, kind, from)?;
        wish.holder = into;
        if holds(writer, &place, &wish, day)? {
            continue;
        }
        let mut better = place;
        if let Some(own) = waiting::place_of(writer, kind, into, place.product)? {
            let other = waiting::read(writer, &own)?;
            changes.remove(writer, &own, kind, into)?;
            let mut sources: BTreeSet<u32> = wish.sources.iter().copied().collect();
            sources.extend(&other.sources);
            if own.key() < place.key() {
                (better, wish) = (own, other);
            }
            wish.sources = sources.into_iter().collect();
        }
        changes.put(writer, &better, &wish)?;
    }
    // What the moved seats brought him he waits for no more.
    for place in waiting::places_of(writer, kind, into)? {
        let wish = waiting::read(writer, &place)?;
        if holds(writer, &place, &wish, day)? {
            changes.remove(writer, &place, kind, into)?;
        }
    }
    changes.finish(writer)
}

/// Takes wishes off whose holders have the product, because the terms of its pools are others now and a seat lasts again.
pub(crate) fn forget_holders(writer: &mut dyn Writer, products: &BTreeSet<u32>, day: Day) -> Result<()> {
    if products.is_empty() || !waiting::anybody(writer)? {
        return Ok(());
    }
    let mut changes = Changes::default();
    for product in products {
        let mut moot = Vec::new();
        waiting::each(writer, *product, None, |place, wish| {
            if holds(writer, &place, &wish, day)? {
                moot.push((place, wish));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        for (place, wish) in moot {
            changes.remove(writer, &place, wish.kind, wish.holder)?;
        }
    }
    changes.finish(writer)
}

/// Whether somebody has a seat of what he waits for, on a day or on the one he began to wait.
fn holds(reader: &dyn Reader, place: &Place, wish: &Wish, day: Day) -> Result<bool> {
    let view = View::new(reader);
    let (block, low) = (wish.holder / holdings::BLOCK, (wish.holder % holdings::BLOCK) as u8);
    if view.holdings(wish.kind, block, place.product)?.get(low).is_none() {
        return Ok(false);
    }
    for day in [day, wish.since] {
        let mut seats = crate::held::HeldSeats::new(view, day);
        if seats.get(wish.kind, wish.holder, place.product)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
