//! Everybody who holds a product, as targets: what a click on "take back all" means.

use crate::error::{Error, Result, Status};
use crate::layout::catalogue;
use crate::layout::seats::{NOBODY, each_block};
use crate::request::Item;
use crate::term::Day;
use crate::view::View;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// Users who hold a seat of the item's product on a day, by pool id and seat; only of the pools that the item names, if it
/// names any.
pub(super) fn of(view: View<'_>, item: &Item, day: Day) -> Result<Vec<u32>> {
    let [product] = item.products.as_slice() else {
        let message =
            format!("item of `{}` is about all holders and names not exactly one product", item.op.word());
        return Err(Error::new(Status::MalformedRequest, message));
    };
    let only: HashSet<u32> = item.pools.iter().map(|id| view.pool(id)).collect::<Result<_>>()?;
    let mut pools = Vec::new();
    for number in catalogue::pools_of(view.reader, view.product(product)?, None)? {
        if only.is_empty() || only.contains(&number) {
            pools.push((view.pool_record(number)?.pool, number));
        }
    }
    pools.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    let mut holders = Vec::new();
    for (pool, number) in pools {
        let state = view.pool_state(number)?;
        let held: Vec<bool> =
            state.buckets.iter().map(|bucket| bucket.standing.on(&pool, day).state.is_held()).collect();
        each_block(view.reader, number, 0, |_, seats| {
            let own = seats.seats.iter().filter(|(holder, bucket)| {
                *holder != NOBODY && held.get(usize::from(*bucket)) == Some(&true)
            });
            holders.extend(own.map(|(holder, _)| *holder));
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(holders)
}
