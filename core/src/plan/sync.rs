//! Making the holders of a product the same as a list or a group: who is to have it, and who is to have it no more.

use super::holders;
use super::parts::{PartFacts, Parts};
use crate::error::Result;
use crate::layout::holdings::BLOCK;
use crate::maps::NumberSet;
use crate::request::Op;
use crate::term::Day;
use crate::view::View;
use std::sync::Arc;

/// A part that gives, and one that takes back from everybody else; of the latter, those who hold through something else are
/// left alone if the item says so.
pub(super) fn split<'a>(
    parts: &mut Parts<'a>,
    view: View<'_>,
    wanted: Vec<PartFacts<'a>>,
    day: Day,
) -> Result<Vec<PartFacts<'a>>> {
    let mut both = Vec::with_capacity(2 * wanted.len());
    for mut give in wanted {
        give.op = Op::Assign;
        let keep: NumberSet<u32> = (0_u32..)
            .zip(&give.numbers)
            .filter(|(at, _)| !give.strangers.contains(at))
            .map(|(_, n)| *n)
            .collect();
        let product = view.product(give.item.products.first().map_or("", String::as_str))?;
        let mut numbers = holders::of(view, product, give.holder, &give.pools, day)?;
        numbers.retain(|holder| !keep.contains(holder));
        if give.item.keep_others {
            numbers = held_through(view, &give, product, numbers)?;
        }
        let mut take = PartFacts::new(give.item, Op::Revoke, give.holder);
        take.pools.clone_from(&give.pools);
        take.source = give.source;
        take.all_sources = !give.item.keep_others;
        take.targets = Arc::new(holders::names(view, give.holder, &numbers)?);
        parts.find(view, &mut take)?;
        both.extend([give, take]);
    }
    Ok(both)
}

/// Those of the holders whose seat came through what the part's seats come through.
fn held_through(view: View<'_>, part: &PartFacts<'_>, product: u32, holders: Vec<u32>) -> Result<Vec<u32>> {
    let mut sorted = holders.clone();
    sorted.sort_unstable();
    let mut through = NumberSet::default();
    for of_block in sorted.chunk_by(|one, other| one / BLOCK == other / BLOCK) {
        let Some(block) = of_block.first().map(|holder| holder / BLOCK) else { continue };
        let holdings = view.holdings(part.holder, block, product)?;
        for holder in of_block {
            let terms = holdings.get((holder % BLOCK) as u8).map(|(terms, _)| terms);
            if terms.is_some_and(|terms| terms.sources.contains(&part.source)) {
                through.insert(*holder);
            }
        }
    }
    Ok(holders.into_iter().filter(|holder| through.contains(holder)).collect())
}
