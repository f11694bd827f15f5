//! Taking back everything that somebody has: which products that is, holder by holder.

use super::parts::PartFacts;
use crate::error::Result;
use crate::held::HeldSeats;
use crate::layout::holdings::{self, BLOCK, DIRECT};
use crate::layout::users::NOBODY;
use crate::maps::NumberMap;
use crate::term::Day;
use crate::view::View;

/// The product of a row about somebody who has nothing.
pub(crate) const NO_PRODUCT: u32 = u32::MAX;

/// Cuts a part without products into parts of targets in a row who have the same ones. Whoever has nothing, or is not in the
/// book, has a row without a product, so that nobody goes unanswered.
pub(super) fn split<'a>(
    view: View<'_>,
    whole: &PartFacts<'a>,
    day: Day,
) -> Result<Vec<(PartFacts<'a>, Vec<u32>)>> {
    let held = held_by(view, whole, day)?;
    let products_of = |holder: u32| held.get(&holder).map_or(&[NO_PRODUCT][..], Vec::as_slice);
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(first) = whole.numbers.get(from) {
        let products = products_of(*first);
        let rest = whole.numbers.get(from..).unwrap_or_default();
        let until = from + rest.iter().take_while(|holder| products_of(**holder) == products).count();
        let all_sources = whole.all_sources || whole.source == DIRECT;
        let part = PartFacts { all_sources, ..whole.slice(from, until) };
        parts.push((part, products.to_vec()));
        from = until;
    }
    Ok(parts)
}

/// The products that each holder of a part has; of a group's members, those that came through the group.
fn held_by(view: View<'_>, part: &PartFacts<'_>, day: Day) -> Result<NumberMap<u32, Vec<u32>>> {
    let mut holders: Vec<u32> = part.numbers.iter().copied().filter(|holder| *holder != NOBODY).collect();
    holders.sort_unstable();
    holders.dedup();
    let mut held: NumberMap<u32, Vec<u32>> = NumberMap::default();
    let mut seats = HeldSeats::new(view, day);
    for of_block in holders.chunk_by(|one, other| one / BLOCK == other / BLOCK) {
        let Some(block) = of_block.first().map(|holder| holder / BLOCK) else { continue };
        holdings::each_product(view.reader, part.holder, block, |product, holdings| {
            for holder in of_block {
                let terms = holdings.get((holder % BLOCK) as u8).map(|(terms, _)| terms);
                let counts = |sources: &[u32]| {
                    part.all_sources || part.source == DIRECT || sources.contains(&part.source)
                };
                if terms.is_some_and(|terms| counts(&terms.sources))
                    && seats.get(part.holder, *holder, product)?.is_some()
                {
                    held.entry(*holder).or_default().push(product);
                }
            }
            Ok(())
        })?;
    }
    Ok(held)
}
