//! Everybody who holds a product, as targets: what a click on "take back all" means; and whoever holds a certain seat.

use super::parts::{PartFacts, Parts};
use crate::error::{Error, Result, Status};
use crate::held::{self, HeldSeats};
use crate::ids::IdList;
use crate::layout::seats::{BLOCK, NOBODY, PoolState};
use crate::limits;
use crate::model::Pool;
use crate::request::Item;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A part for every kind of holder that has seats of the item's product on a day.
pub(super) fn all<'a>(
    parts: &mut Parts<'a>,
    view: View<'_>,
    item: &'a Item,
    day: Day,
) -> Result<Vec<PartFacts<'a>>> {
    let [product] = item.products.as_slice() else {
        let message =
            format!("item of `{}` is about all holders and names not exactly one product", item.op.word());
        return Err(Error::new(Status::MalformedRequest, message));
    };
    let only: Vec<u32> = item.pools.iter().map(|id| view.pool(id)).collect::<Result<_>>()?;
    // Pools of one kind of holder that follow each other make one part; of a product that nobody holds there is an empty one.
    let mut runs: Vec<(HolderKind, Vec<u32>)> = Vec::new();
    for pool in held::pools_of(view, view.product(product)?, &only, day)? {
        let Some(kind) = pool.record.pool.kind.holder().filter(|_| pool.count() > 0) else { continue };
        if runs.last().is_none_or(|(last, _)| *last != kind) {
            runs.push((kind, Vec::new()));
        }
        let Some((_, holders)) = runs.last_mut() else { continue };
        pool.each(view, 0, |place| {
            holders.push(place.holder);
            ControlFlow::Continue(())
        })?;
    }
    if runs.is_empty() {
        runs.push((HolderKind::User, Vec::new()));
    }
    let mut all = Vec::with_capacity(runs.len());
    for (kind, numbers) in runs {
        let mut part = PartFacts::new(item, item.op, kind);
        part.targets = Arc::new(names(view, kind, &numbers)?);
        part.all_sources = true;
        parts.find(view, &mut part)?;
        all.push(part);
    }
    Ok(all)
}

/// Holders of one kind that have seats of a product on a day, by pool id and seat; of some pools only, if any are given.
pub(super) fn of(view: View<'_>, product: u32, kind: HolderKind, only: &[u32], day: Day) -> Result<Vec<u32>> {
    let mut holders = Vec::new();
    for pool in held::pools_of(view, product, only, day)? {
        if pool.record.pool.kind.holder() != Some(kind) {
            continue;
        }
        holders.reserve(usize::try_from(pool.count()).unwrap_or_default());
        pool.each(view, 0, |place| {
            holders.push(place.holder);
            ControlFlow::Continue(())
        })?;
    }
    Ok(holders)
}

/// Ids of holders of a kind.
pub(super) fn names(view: View<'_>, kind: HolderKind, numbers: &[u32]) -> Result<IdList> {
    match kind {
        HolderKind::User => view.ids(numbers),
        HolderKind::Group => numbers.iter().map(|number| Ok(view.group_record(*number)?.id)).collect(),
        HolderKind::Org => numbers.iter().map(|number| Ok(view.org_record(*number)?.org.id)).collect(),
    }
}

/// Whoever holds the seat that an item names; a target without a name if nobody does.
pub(super) fn of_seat<'a>(
    parts: &mut Parts<'a>,
    view: View<'_>,
    item: &'a Item,
    day: Day,
) -> Result<PartFacts<'a>> {
    let pool = item.pools.first().map_or("", String::as_str);
    let number = view.pool(pool)?;
    let record = view.pool_record(number)?;
    let index = seat_index(item.seat.unwrap_or(0), &record.pool, &view.pool_state(number)?)?;
    let holder = match view.seats(number, index / BLOCK)?.get(index) {
        Some((holder, _)) if HeldSeats::new(view, day).seen(number, index)?.seen.state.is_held() => holder,
        _ => NOBODY,
    };
    let kind = record.pool.kind.holder().unwrap_or_default();
    let mut part = PartFacts::new(item, item.op, kind);
    part.all_sources = true;
    if holder == NOBODY {
        part.targets = Arc::new([""].iter().collect());
        (part.numbers, part.kinds) = (vec![NOBODY], vec![0]);
    } else {
        part.targets = Arc::new(names(view, kind, &[holder])?);
        parts.find(view, &mut part)?;
    }
    Ok(part)
}

/// The index of a seat by its number from 1, if the pool has, or can have, one of that number.
pub(super) fn seat_index(number: u32, pool: &Pool, state: &PoolState) -> Result<u32> {
    // Seats that left the pool when it was made smaller keep their numbers.
    let unused = state.unused(pool.quantity).unwrap_or(u64::MAX);
    let most = u64::from(state.next).saturating_add(unused).min(u64::from(limits::SEATS));
    match number.checked_sub(1).filter(|index| u64::from(*index) < most) {
        Some(index) => Ok(index),
        None => {
            let message = format!("pool `{}` has no seat {number}: its seats are 1 to {most}", pool.id);
            Err(Error::new(Status::InvalidArgument, message).with("seats", most))
        }
    }
}
