//! Taking back everything that somebody has: which products that is, user by user.

use super::parts::PartFacts;
use crate::error::Result;
use crate::ids::IdList;
use crate::layout::holdings::{self, BLOCK, DIRECT};
use crate::layout::users::NOBODY;
use crate::seat::HolderKind;
use crate::view::View;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The product of a row about somebody who has nothing.
pub(crate) const NO_PRODUCT: u32 = u32::MAX;

/// Cuts a part without products into parts of users in a row who have the same ones. Whoever has nothing, or is not in the book,
/// has a row without a product, so that nobody goes unanswered.
pub(super) fn split<'a>(view: View<'_>, whole: &PartFacts<'a>) -> Result<Vec<(PartFacts<'a>, Vec<u32>)>> {
    let held = held_by(view, whole)?;
    let products_of = |user: u32| held.get(&user).map_or(&[NO_PRODUCT][..], Vec::as_slice);
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(first) = whole.users.get(from) {
        let products = products_of(*first);
        let rest = whole.users.get(from..).unwrap_or_default();
        let until = from + rest.iter().take_while(|user| products_of(**user) == products).count();
        let targets: IdList = (from..until).map(|at| whole.targets.get(at)).collect();
        let slice = |all: &[u32]| all.get(from..until).unwrap_or_default().to_vec();
        let part = PartFacts {
            item: whole.item,
            targets: Arc::new(targets),
            users: slice(&whole.users),
            kinds: slice(&whole.kinds),
            strangers: HashSet::new(),
            products: Vec::new(),
            pools: whole.pools.clone(),
            source: whole.source,
            all_sources: whole.all_sources || whole.source == DIRECT,
            first: 0,
        };
        parts.push((part, products.to_vec()));
        from = until;
    }
    Ok(parts)
}

/// The products that each user of a part has; of a group's members, those that came through the group.
fn held_by(view: View<'_>, part: &PartFacts<'_>) -> Result<HashMap<u32, Vec<u32>>> {
    let mut users: Vec<u32> = part.users.iter().copied().filter(|user| *user != NOBODY).collect();
    users.sort_unstable();
    users.dedup();
    let mut held: HashMap<u32, Vec<u32>> = HashMap::new();
    for of_block in users.chunk_by(|one, other| one / BLOCK == other / BLOCK) {
        let Some(block) = of_block.first().map(|user| user / BLOCK) else { continue };
        holdings::each_product(view.reader, HolderKind::User, block, |product, holdings| {
            for user in of_block {
                let terms = holdings.get((user % BLOCK) as u8).map(|(terms, _)| terms);
                let counts = |sources: &[u32]| {
                    part.all_sources || part.source == DIRECT || sources.contains(&part.source)
                };
                if terms.is_some_and(|terms| counts(&terms.sources)) {
                    held.entry(*user).or_default().push(product);
                }
            }
            Ok(())
        })?;
    }
    Ok(held)
}
