//! What a user holds.

use super::Licence;
use super::holders::Sources;
use crate::error::{Error, Result};
use crate::layout::holdings::{self, BLOCK};
use crate::layout::seat_keys;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;

/// The seats of a user on a day, by product id.
pub(crate) fn of_user(view: View<'_>, user: &str, on: Day) -> Result<Vec<Licence>> {
    let user = view.user(user)?.number;
    let mut held = Vec::new();
    holdings::each_product(view.reader, HolderKind::User, user / BLOCK, |product, block| {
        if let Some((terms, seat)) = block.get((user % BLOCK) as u8) {
            held.push((product, terms.clone(), seat));
        }
        Ok(())
    })?;
    let mut sources = Sources::default();
    let mut licences = Vec::with_capacity(held.len());
    for (product, terms, seat) in held {
        let pool = view.pool_record(terms.pool)?.pool;
        let state = view.pool_state(terms.pool)?;
        let (_, bucket) =
            view.seats(terms.pool, seat / crate::layout::seats::BLOCK)?.get(seat).ok_or_else(|| {
                Error::corrupt(format!("seat {} of pool `{}` is held but not there", seat + 1, pool.id))
            })?;
        let bucket =
            state.buckets.get(usize::from(bucket)).ok_or_else(|| Error::corrupt("a seat has no bucket"))?;
        let seen = bucket.standing.on(&pool, on);
        if !seen.state.is_held() {
            continue;
        }
        licences.push(Licence {
            product: pool.product.clone(),
            product_name: view.product_record(product)?.product.name,
            key: seat_keys::get(view.reader, terms.pool, seat)?,
            pool: pool.id,
            seat: seat + 1,
            state: seen.state,
            started_on: seen.standing.started_on,
            ends_on: seen.ends_on,
            sources: sources.words(view, &terms.sources)?,
        });
    }
    licences.sort_by(|one, other| one.product.cmp(&other.product));
    Ok(licences)
}
