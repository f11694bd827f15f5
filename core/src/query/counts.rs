//! Counts and supply: read from the pools' counters, never from the seats.

use super::{Counts, Reusable, Supply};
use crate::error::Result;
use crate::layout::catalogue::{self, OrgRecord, Sort};
use crate::layout::seats::PoolState;
use crate::model::Pool;
use crate::seat::SeatState;
use crate::term::Day;
use crate::view::View;
use std::collections::{BTreeMap, HashMap};

/// Counts of a product.
pub(crate) fn of_product(view: View<'_>, product: &str, org: Option<&str>, on: Day) -> Result<Counts> {
    let number = view.product(product)?;
    let mut within = Within::new(view, org)?;
    of(view, number, product, org, &mut within, on)
}

/// Counts of every product that has pools.
pub(crate) fn of_all(view: View<'_>, org: Option<&str>, on: Day) -> Result<Vec<Counts>> {
    let mut products = Vec::new();
    catalogue::each(view.reader, Sort::Product, |id, number| {
        products.push((id.to_owned(), number));
        Ok(())
    })?;
    let mut within = Within::new(view, org)?;
    let mut all = Vec::new();
    for (id, number) in products {
        if view.has_pools(number)? {
            all.push(of(view, number, &id, org, &mut within, on)?);
        }
    }
    Ok(all)
}

/// Counts of a product for every org that stands directly below one (without one: for every org below no other), by org id. Each
/// counts the pools of its org and all below it.
pub(crate) fn of_children(view: View<'_>, product: &str, org: Option<&str>, on: Day) -> Result<Vec<Counts>> {
    let number = view.product(product)?;
    let parent = org.map(|id| view.org(id)).transpose()?;
    let mut orgs = Vec::new();
    catalogue::each(view.reader, Sort::Org, |id, org| {
        orgs.push((id.to_owned(), org));
        Ok(())
    })?;
    let mut all: BTreeMap<u32, Counts> = BTreeMap::new();
    let mut order = Vec::new();
    for (id, org) in orgs {
        if catalogue::record::<OrgRecord>(view.reader, Sort::Org, org)?.parent == parent {
            order.push(org);
            all.insert(org, Counts { product: product.to_owned(), org: Some(id), ..Counts::default() });
        }
    }
    for (org, pool) in catalogue::all_pools_of(view.reader, number)?.iter().copied() {
        let above = view.with_parents(org)?.into_iter().find(|above| all.contains_key(above));
        if let Some(counts) = above.and_then(|above| all.get_mut(&above)) {
            add(counts, &view.pool_shared(pool)?.pool, &view.pool_state(pool)?, on);
        }
    }
    Ok(order.into_iter().filter_map(|org| all.remove(&org)).collect())
}

fn of(
    view: View<'_>,
    number: u32,
    product: &str,
    org: Option<&str>,
    within: &mut Within<'_>,
    on: Day,
) -> Result<Counts> {
    let mut counts = Counts { product: product.to_owned(), org: org.map(str::to_owned), ..Counts::default() };
    for (org, pool) in catalogue::all_pools_of(view.reader, number)?.iter().copied() {
        if within.contains(org)? {
            add(&mut counts, &view.pool_shared(pool)?.pool, &view.pool_state(pool)?, on);
        }
    }
    Ok(counts)
}

/// Counts of one pool.
pub(crate) fn of_pool(pool: &Pool, state: &PoolState, on: Day) -> Counts {
    let mut counts =
        Counts { product: pool.product.clone(), org: Some(pool.org.clone()), ..Counts::default() };
    add(&mut counts, pool, state, on);
    counts
}

/// Adds the seats of a pool.
fn add(counts: &mut Counts, pool: &Pool, state: &PoolState, on: Day) {
    let mut bought = 0;
    let mut add = |standing: crate::seat::Standing, seats: u64| {
        let state = standing.on(pool, on).state;
        if state != SeatState::Withdrawn {
            bought += seats;
            counts.total += seats;
        }
        match state {
            SeatState::Assigned | SeatState::Started => counts.assigned += seats,
            SeatState::Retired => counts.retired += seats,
            SeatState::Withdrawn => {}
            SeatState::Expired => counts.expired += seats,
            _ if pool.redeem_until.is_some_and(|until| on > until) => counts.expired += seats,
            _ if pool.suspended => counts.suspended += seats,
            _ if pool.redeem_from.is_some_and(|from| on < from) => counts.upcoming += seats,
            _ => counts.available += seats,
        }
        if state == SeatState::Started {
            counts.started += seats;
        }
        if is_open(pool, on) {
            match state {
                SeatState::New => counts.new += seats,
                SeatState::Reusable => counts.reusable += seats,
                _ => {}
            }
        }
    };
    for bucket in &state.buckets {
        add(bucket.standing, u64::from(bucket.count));
    }
    match state.unused(pool.quantity) {
        Some(unused) => add(state.fresh, unused),
        None => counts.unlimited = true,
    }
    if let Some(quantity) = pool.quantity {
        counts.over += bought.saturating_sub(u64::from(quantity));
    }
}

/// Whether free seats of a pool can be handed out on a day.
fn is_open(pool: &Pool, on: Day) -> bool {
    !pool.suspended
        && pool.redeem_from.is_none_or(|from| on >= from)
        && pool.redeem_until.is_none_or(|until| on <= until)
}

/// New seats of a product, and reusable ones by end date.
pub(crate) fn supply(view: View<'_>, product: &str, org: Option<&str>, on: Day) -> Result<Supply> {
    let number = view.product(product)?;
    let users_of = org.map(|id| view.org(id).and_then(|org| view.with_parents(org))).transpose()?;
    let mut supply = Supply { product: product.to_owned(), new: 0, unlimited: false, reusable: Vec::new() };
    let mut reusable: BTreeMap<(bool, Option<Day>), u64> = BTreeMap::new();
    for (org, pool) in catalogue::all_pools_of(view.reader, number)?.iter().copied() {
        if users_of.as_ref().is_some_and(|orgs| !orgs.contains(&org)) {
            continue;
        }
        let (record, state) = (view.pool_shared(pool)?, view.pool_state(pool)?);
        let pool = &record.pool;
        if !is_open(pool, on) {
            continue;
        }
        let unused = state.unused(pool.quantity);
        let fresh_state = state.fresh.on(pool, on).state;
        supply.unlimited |= unused.is_none() && fresh_state == SeatState::New;
        let stored = state.buckets.iter().map(|bucket| (bucket.standing, u64::from(bucket.count)));
        for (standing, seats) in
            stored.chain([(state.fresh, unused.unwrap_or(0))]).filter(|(_, seats)| *seats > 0)
        {
            let seen = standing.on(pool, on);
            match seen.state {
                SeatState::New => supply.new += seats,
                SeatState::Reusable => {
                    *reusable.entry((seen.ends_on.is_none(), seen.ends_on)).or_default() += seats;
                }
                _ => {}
            }
        }
    }
    supply.reusable = reusable.into_iter().map(|((_, ends_on), seats)| Reusable { ends_on, seats }).collect();
    Ok(supply)
}

/// The orgs that stand at or below one; all without one.
pub(crate) struct Within<'a> {
    view: View<'a>,
    above: Option<u32>,
    known: HashMap<u32, bool>,
}

impl<'a> Within<'a> {
    pub(crate) fn new(view: View<'a>, org: Option<&str>) -> Result<Self> {
        Ok(Self { view, above: org.map(|id| view.org(id)).transpose()?, known: HashMap::new() })
    }

    pub(crate) fn contains(&mut self, org: u32) -> Result<bool> {
        let Some(above) = self.above else { return Ok(true) };
        if let Some(known) = self.known.get(&org) {
            return Ok(*known);
        }
        let within = catalogue::is_within(self.view.reader, org, above)?;
        self.known.insert(org, within);
        Ok(within)
    }
}
