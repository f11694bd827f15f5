//! Everybody who holds a product, as targets: what a click on "take back all" means.

use crate::error::{Error, Result, Status};
use crate::held;
use crate::request::Item;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use std::ops::ControlFlow;

/// Users who hold a seat of the item's product on a day, by pool id and seat; only of the pools that the item names, if it
/// names any.
pub(super) fn of(view: View<'_>, item: &Item, day: Day) -> Result<Vec<u32>> {
    let [product] = item.products.as_slice() else {
        let message =
            format!("item of `{}` is about all holders and names not exactly one product", item.op.word());
        return Err(Error::new(Status::MalformedRequest, message));
    };
    let only: Vec<u32> = item.pools.iter().map(|id| view.pool(id)).collect::<Result<_>>()?;
    let mut holders = Vec::new();
    for pool in held::pools_of(view, view.product(product)?, &only, day)? {
        if pool.record.pool.kind.holder() != Some(HolderKind::User) {
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
