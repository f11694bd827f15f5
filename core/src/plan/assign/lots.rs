//! Lots: free seats of a pool that end alike, lowest number first, taken as rows are given them.

use crate::error::{Error, Result};
use crate::layout::seats::FreeSeats;
use crate::maps::NumberMap;
use crate::plan::pools::Pools;
use crate::plant;
use crate::rules::seat_choice::Lot;
use crate::seat::{SeatState, Standing};
use crate::term::Day;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// Where seats of a lot come from, with their situation.
enum Supply {
    /// Free seats of a bucket.
    Stored(FreeSeats, u32),
    /// Seats that this request frees.
    Freed(BTreeSet<u32>, u32),
    /// Seats that have not come into being, from the first one on.
    Unused { next: u32, left: u64, situation: u32 },
}

/// Free seats of a pool that end alike.
struct LotFacts {
    pool: u32,
    ends_on: Option<Day>,
    state: SeatState,
    supply: Vec<Supply>,
    /// Certain seats that were promised, with where they come from.
    claimed: BTreeMap<u32, usize>,
}

/// A lot as a class sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct LotOffer {
    pub lot: Lot,
    pub state: SeatState,
    pub ends_on: Option<Day>,
}

/// Seats that were taken: the first one's index in its pool, how many follow each other, and their situation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub seat: u32,
    pub count: u32,
    pub situation: u32,
}

/// All lots of a request.
#[derive(Default)]
pub(super) struct Lots {
    all: Vec<LotFacts>,
    seats: Vec<u64>,
    by_pool: NumberMap<u32, Vec<LotOffer>>,
    /// Lots that rows of a product could have.
    by_product: NumberMap<usize, BTreeSet<Lot>>,
}

impl Lots {
    /// The lots of a pool, made when it is first asked for. New lots are appended to `room`.
    pub(super) fn of(
        &mut self,
        pools: &mut Pools,
        pool: u32,
        day: Day,
        room: &mut Vec<u64>,
    ) -> Result<&[LotOffer]> {
        if !self.by_pool.contains_key(&pool) {
            let offers = self.make(pools, pool, day, room)?;
            self.by_pool.insert(pool, offers);
        }
        Ok(self.by_pool.get(&pool).map_or(&[], Vec::as_slice))
    }

    fn make(&mut self, pools: &mut Pools, pool: u32, day: Day, room: &mut Vec<u64>) -> Result<Vec<LotOffer>> {
        let mut lots: BTreeMap<(SeatState, Option<Day>), (u64, Vec<Supply>)> = BTreeMap::new();
        let mut add = |pools: &Pools, situation: u32, seats: u64, supply: Supply| -> Result<()> {
            let seen = pools.situation(situation)?.seen;
            if seen.state.is_free() && seats > 0 {
                let (count, supplies) = lots.entry((seen.state, seen.ends_on)).or_default();
                *count = count.saturating_add(seats);
                supplies.push(supply);
            }
            Ok(())
        };
        let facts = pools.pool(pool)?;
        let (number, state) = (facts.number, facts.state.clone());
        let unused = state.unused(facts.record.pool.quantity).unwrap_or(u64::MAX);
        let most = u64::from(crate::limits::SEATS - state.next.min(crate::limits::SEATS));
        let mut freed: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (seat, situation) in &facts.freed {
            freed.entry(*situation).or_default().insert(*seat);
        }
        for (at, bucket) in (0_u16..).zip(&state.buckets) {
            let situation = pools.situate(pool, bucket.standing, day)?;
            let supply = Supply::Stored(FreeSeats::new(number, at), situation);
            add(pools, situation, u64::from(bucket.count), supply)?;
        }
        for (situation, seats) in freed {
            add(pools, situation, seats.len() as u64, Supply::Freed(seats, situation))?;
        }
        let situation = pools.situate(pool, state.fresh, day)?;
        let seats = unused.min(most).saturating_add(u64::from(plant::is("a seat too many")));
        add(pools, situation, seats, Supply::Unused { next: state.next, left: seats, situation })?;
        let mut offers = Vec::with_capacity(lots.len());
        for ((state, ends_on), (seats, supply)) in lots {
            offers.push(LotOffer { lot: self.all.len(), state, ends_on });
            self.all.push(LotFacts { pool, ends_on, state, supply, claimed: BTreeMap::new() });
            self.seats.push(seats);
            room.push(seats);
        }
        Ok(offers)
    }

    /// Notes that rows of a product can have these lots.
    pub(super) fn note(&mut self, product: usize, lots: &[Lot]) {
        self.by_product.entry(product).or_default().extend(lots);
    }

    /// How many seats rows of a product could have.
    pub(super) fn available(&self, product: usize) -> u64 {
        let lots = self.by_product.get(&product).into_iter().flatten();
        lots.filter_map(|lot| self.seats.get(*lot)).fold(0, |sum, seats| sum.saturating_add(*seats))
    }

    /// Whether two lots differ only in whether their seats have started.
    pub(super) fn end_alike(&self, one: Lot, other: Lot) -> bool {
        match (self.all.get(one), self.all.get(other)) {
            (Some(one), Some(other)) => {
                one.pool == other.pool && one.ends_on == other.ends_on && one.state != other.state
            }
            _ => false,
        }
    }

    /// The lowest seat of a lot.
    pub(super) fn peek(&mut self, view: View<'_>, lot: Lot) -> Result<Option<u32>> {
        Ok(self.lowest(view, lot)?.map(|(_, seat)| seat))
    }

    /// Takes the lowest seats of a lot, as many as follow each other and no more than `most`.
    pub(super) fn take(&mut self, view: View<'_>, lot: Lot, most: u64) -> Result<Taken> {
        let lost = || Error::internal("a lot has fewer seats than it was counted to have");
        let (at, seat) = self.lowest(view, lot)?.ok_or_else(lost)?;
        let facts = self.all.get_mut(lot).ok_or_else(lost)?;
        let alone = facts.claimed.is_empty() && facts.supply.len() == 1;
        let mut count = 1;
        let situation = match facts.supply.get_mut(at).ok_or_else(lost)? {
            Supply::Stored(free, situation) => {
                count = free.take(if alone { most } else { 1 });
                *situation
            }
            Supply::Freed(seats, situation) => {
                seats.remove(&seat);
                *situation
            }
            Supply::Unused { next, left, situation } => {
                // It was the lowest, so there are no others: those have come into being before.
                count = most.min(*left).min(u64::from(u32::MAX)) as u32;
                (*next, *left) = (*next + count, *left - u64::from(count));
                *situation
            }
        };
        Ok(Taken { seat, count, situation })
    }

    /// Makes single seats of those unused ones of a pool that come before one, and of it.
    pub(super) fn bring_forward(&mut self, pool: u32, seat: u32) {
        for facts in self.all.iter_mut().filter(|facts| facts.pool == pool) {
            let mut ahead = None;
            for supply in &mut facts.supply {
                if let Supply::Unused { next, left, situation } = supply
                    && *next <= seat
                    && u64::from(seat - *next) < *left
                {
                    ahead = Some(Supply::Freed((*next..=seat).collect(), *situation));
                    (*left, *next) = (*left - u64::from(seat - *next) - 1, seat + 1);
                }
            }
            facts.supply.extend(ahead);
        }
    }

    /// Whether a free seat of a pool is in a lot.
    pub(super) fn contains(&self, view: View<'_>, lot: Lot, pool: u32, seat: u32) -> Result<bool> {
        Ok(self.supply_of(view, lot, pool, seat)?.is_some())
    }

    fn supply_of(&self, view: View<'_>, lot: Lot, pool: u32, seat: u32) -> Result<Option<usize>> {
        let Some(facts) = self.all.get(lot).filter(|facts| facts.pool == pool) else { return Ok(None) };
        for (at, supply) in facts.supply.iter().enumerate() {
            let has = match supply {
                Supply::Stored(free, _) => free.contains(view.reader, seat)?,
                Supply::Freed(seats, _) => seats.contains(&seat),
                Supply::Unused { .. } => false,
            };
            if has {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// Keeps a seat of a lot from being given to anybody else.
    pub(super) fn claim(&mut self, view: View<'_>, lot: Lot, pool: u32, seat: u32) -> Result<()> {
        if let Some(at) = self.supply_of(view, lot, pool, seat)?
            && let Some(facts) = self.all.get_mut(lot)
        {
            facts.claimed.insert(seat, at);
        }
        Ok(())
    }

    /// Lets go of a seat that was kept.
    pub(super) fn let_go(&mut self, lot: Lot, seat: u32) {
        if let Some(facts) = self.all.get_mut(lot) {
            facts.claimed.remove(&seat);
        }
    }

    /// Takes a seat that was kept.
    pub(super) fn take_certain(&self, lot: Lot, seat: u32) -> Result<Taken> {
        let facts = self.all.get(lot);
        let supply = facts.and_then(|facts| facts.supply.get(*facts.claimed.get(&seat)?));
        let situation = match supply {
            Some(Supply::Stored(_, situation) | Supply::Freed(_, situation)) => *situation,
            _ => return Err(Error::internal("a seat that was kept is gone")),
        };
        Ok(Taken { seat, count: 1, situation })
    }

    fn lowest(&mut self, view: View<'_>, lot: Lot) -> Result<Option<(usize, u32)>> {
        let Some(facts) = self.all.get_mut(lot) else { return Ok(None) };
        let mut lowest = None;
        for (at, supply) in facts.supply.iter_mut().enumerate() {
            let is_claimed = |seat: &u32| facts.claimed.contains_key(seat);
            let seat = match supply {
                Supply::Stored(free, _) => {
                    while free.peek(view.reader)?.as_ref().is_some_and(is_claimed) {
                        free.take(1);
                    }
                    free.peek(view.reader)?
                }
                Supply::Freed(seats, _) => seats.iter().find(|seat| !is_claimed(seat)).copied(),
                Supply::Unused { next, left, .. } => (*left > 0).then_some(*next),
            };
            if let Some(seat) = seat
                && lowest.is_none_or(|(_, least)| seat < least)
            {
                lowest = Some((at, seat));
            }
        }
        Ok(lowest)
    }
}

/// The order in which seats are taken: earliest end first (none last), then earliest start-by, then delivery, then pool id.
pub(super) type Rank = ((bool, Option<Day>), (bool, Option<Day>), (bool, Option<Day>), String);

/// The rank of a lot of a pool.
pub(super) fn rank(pools: &Pools, pool: u32, ends_on: Option<Day>) -> Result<Rank> {
    let pool = &pools.pool(pool)?.record.pool;
    let none_last = |day: Option<Day>| (day.is_none(), day);
    Ok((none_last(ends_on), none_last(pool.start_by()), none_last(pool.delivered_on), pool.id.clone()))
}

/// Whether a pool has a free seat on a day.
pub(super) fn has_lasting(pools: &mut Pools, pool: u32, day: Day) -> Result<bool> {
    let facts = pools.pool(pool)?;
    let unused = facts.state.unused(facts.record.pool.quantity) != Some(0);
    let mut standings: Vec<Standing> =
        facts.state.buckets.iter().filter(|bucket| bucket.count > 0).map(|bucket| bucket.standing).collect();
    let freed: Vec<u32> = facts.freed.iter().map(|(_, situation)| *situation).collect();
    if unused {
        standings.push(facts.state.fresh);
    }
    for standing in standings {
        let situation = pools.situate(pool, standing, day)?;
        if pools.situation(situation)?.seen.state.is_free() {
            return Ok(true);
        }
    }
    for situation in freed {
        if pools.situation(situation)?.seen.state.is_free() {
            return Ok(true);
        }
    }
    Ok(false)
}
