//! Which pools of a product users of an org may use: those of their org and of the orgs above it. A request's users come from
//! many orgs, but from few trees.

use crate::error::Result;
use crate::layout::catalogue;
use crate::maps::NumberMap;
use crate::view::View;

/// From so many orgs on, the pools of all orgs are read at once.
const MANY: usize = 8;

/// What was read so far.
#[derive(Default)]
pub(super) struct Offered {
    parents: NumberMap<u32, Option<u32>>,
    products: NumberMap<u32, Pools>,
}

/// Pools of a product, by org.
#[derive(Default)]
struct Pools {
    by_org: NumberMap<u32, Vec<u32>>,
    /// Whether `by_org` has all of them.
    complete: bool,
}

impl Offered {
    /// Numbers of the pools, those of the nearest org first.
    pub(super) fn to(&mut self, view: View<'_>, product: u32, org: u32) -> Result<Vec<u32>> {
        let Self { parents, products } = self;
        let chain = catalogue::chain(org, |org| match parents.get(&org) {
            Some(known) => Ok(*known),
            None => Ok(*parents.entry(org).or_insert(catalogue::parent(view.reader, org)?)),
        })?;
        let own = products.entry(product).or_default();
        let mut pools = Vec::new();
        for org in chain {
            pools.extend_from_slice(own.of(view, product, org)?);
        }
        Ok(pools)
    }
}

impl Pools {
    fn of(&mut self, view: View<'_>, product: u32, org: u32) -> Result<&[u32]> {
        if !self.complete && self.by_org.len() >= MANY {
            self.by_org.clear();
            catalogue::each_pool_of(view.reader, product, None, |org, pool| {
                self.by_org.entry(org).or_default().push(pool);
            })?;
            self.complete = true;
        }
        if !self.complete && !self.by_org.contains_key(&org) {
            self.by_org.insert(org, view.pools_of(product, org)?);
        }
        Ok(self.by_org.get(&org).map_or(&[], Vec::as_slice))
    }
}
