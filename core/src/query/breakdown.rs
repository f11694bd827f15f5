//! A product's seats, pool by pool: kind, state, number, end date, roles.

use super::Counts;
use super::counts::{self, Within};
use crate::error::Result;
use crate::layout::catalogue;
use crate::layout::seats::PoolState;
use crate::model::{Pool, PoolKind};
use crate::seat::SeatState;
use crate::term::Day;
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;

/// A product's seats on a day, kept apart by pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Breakdown {
    /// The product.
    pub product: String,
    /// The org whose pools (and those of all orgs below it) are shown; `None` is all.
    pub org: Option<String>,
    /// The pools, by id.
    pub pools: Vec<PoolBreakdown>,
}

/// A pool's seats on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PoolBreakdown {
    /// The pool.
    pub pool: String,
    /// The org that bought it.
    pub org: String,
    /// Who its seats are for.
    pub kind: PoolKind,
    /// Roles that may have them; empty is all.
    pub roles: Vec<String>,
    /// `2/22 assigned`; of a pool without limit `2 assigned`, of a site `site`.
    pub summary: String,
    /// Its seats in figures.
    pub counts: Counts,
    /// Its seats by state and end date, in this order; the soonest end first, none last.
    pub rows: Vec<SeatRow>,
}

/// Seats of a pool in one state with one end date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatRow {
    /// Their state.
    pub state: SeatState,
    /// How many.
    pub seats: u64,
    /// Their last day, as far as it is known.
    pub ends_on: Option<Day>,
}

/// A product's seats, pool by pool.
pub(crate) fn of(view: View<'_>, product: &str, org: Option<&str>, on: Day) -> Result<Breakdown> {
    let number = view.product(product)?;
    let mut within = Within::new(view, org)?;
    let mut all = Vec::new();
    catalogue::each_pool_of(view.reader, number, None, |org, pool| all.push((org, pool)))?;
    let mut pools = Vec::new();
    for (org, pool) in all {
        if within.contains(org)? {
            pools.push(of_pool(&view.pool_record(pool)?.pool, &view.pool_state(pool)?, on));
        }
    }
    pools.sort_by(|one, other| one.pool.cmp(&other.pool));
    Ok(Breakdown { product: product.to_owned(), org: org.map(str::to_owned), pools })
}

fn of_pool(pool: &Pool, state: &PoolState, on: Day) -> PoolBreakdown {
    let mut rows: BTreeMap<(SeatState, bool, Option<Day>), u64> = BTreeMap::new();
    for (standing, seats) in state.with_unused(pool.quantity) {
        let seen = standing.on(pool, on);
        if seats > 0 && seen.state != SeatState::Withdrawn {
            *rows.entry((seen.state, seen.ends_on.is_none(), seen.ends_on)).or_default() += seats;
        }
    }
    let counts = counts::of_pool(pool, state, on);
    let summary = match (pool.kind, pool.quantity) {
        (PoolKind::Site, _) => "site".to_owned(),
        (_, None) => format!("{} assigned", counts.assigned),
        (_, Some(_)) => format!("{}/{} assigned", counts.assigned, counts.total),
    };
    PoolBreakdown {
        pool: pool.id.clone(),
        org: pool.org.clone(),
        kind: pool.kind,
        roles: pool.allowed_roles.clone(),
        summary,
        counts,
        rows: rows
            .into_iter()
            .map(|((state, _, ends_on), seats)| SeatRow { state, seats, ends_on })
            .collect(),
    }
}
