//! Seats that are held on a day: by holder, and by pool.
//!
//! By holder goes through the holdings, by pool through the seats. Both look at a seat as the day makes of it: whoever has a seat
//! that has ended holds nothing.

use crate::error::{Error, Result};
use crate::layout::catalogue::{self, PoolRecord};
use crate::layout::holdings::{self, BLOCK as HOLDERS, LyingBlock, Terms};
use crate::layout::seats::{self, BLOCK, NOBODY, PoolState, SeatBlock, each_block};
use crate::maps::NumberMap;
use crate::seat::{HolderKind, SeatState, Seen};
use crate::term::Day;
use crate::view::View;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Blocks kept at most of each sort while many holders are looked at.
const BLOCKS_KEPT: usize = 4096;

/// A seat that somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeldSeat {
    /// The pool's number.
    pub pool: u32,
    /// Index of the seat in its pool.
    pub seat: u32,
    /// What the day makes of it.
    pub seen: Seen,
}

/// A block as it lies, by what it is of and its number.
type Lying<K> = NumberMap<K, Vec<u8>>;

/// Looks up what holders have on a day, each block and pool once: asking in ascending order is best.
pub(crate) struct HeldSeats<'a> {
    view: View<'a>,
    day: Day,
    holdings: Lying<(HolderKind, u32, u32)>,
    seats: Lying<(u32, u32)>,
    pools: NumberMap<u32, (Arc<PoolRecord>, Arc<PoolState>)>,
}

impl<'a> HeldSeats<'a> {
    pub(crate) fn new(view: View<'a>, day: Day) -> Self {
        Self {
            view,
            day,
            holdings: NumberMap::default(),
            seats: NumberMap::default(),
            pools: NumberMap::default(),
        }
    }

    /// The seat of a product that somebody holds.
    pub(crate) fn get(&mut self, kind: HolderKind, holder: u32, product: u32) -> Result<Option<HeldSeat>> {
        let own = self.holding(kind, holder, product, |block, terms| block.pool(terms))?;
        let Some((pool, seat)) = own else { return Ok(None) };
        let held = self.held(pool, seat)?;
        Ok(held.seen.state.is_held().then_some(held))
    }

    /// What a holding says beside its seat, also of one that has ended.
    pub(crate) fn terms(&mut self, kind: HolderKind, holder: u32, product: u32) -> Result<Option<Terms>> {
        let own = self.holding(kind, holder, product, |block, terms| block.terms(terms))?;
        Ok(own.map(|(terms, _)| terms))
    }

    /// The record of a pool.
    pub(crate) fn pool(&mut self, pool: u32) -> Result<&PoolRecord> {
        Ok(&self.pool_with_state(pool)?.0)
    }

    /// What the day makes of a seat that a holding names. Where all of the pool that are held are alike, nobody looks at it.
    pub(crate) fn held(&mut self, pool: u32, seat: u32) -> Result<HeldSeat> {
        let day = self.day;
        let (record, state) = self.pool_with_state(pool)?;
        match state.bucket_of_all_held() {
            Some(bucket) => Ok(HeldSeat { pool, seat, seen: bucket.standing.on(&record.pool, day) }),
            None => self.seen(pool, seat),
        }
    }

    /// What the day makes of any seat that has come into being.
    pub(crate) fn seen(&mut self, pool: u32, seat: u32) -> Result<HeldSeat> {
        let day = self.day;
        let key = (pool, seat / BLOCK);
        if !self.seats.contains_key(&key) {
            if self.seats.len() >= BLOCKS_KEPT {
                self.seats.clear();
            }
            self.seats.insert(key, seats::stored(self.view.reader, pool, seat / BLOCK)?);
        }
        let bucket = self.seats.get(&key).and_then(|block| seats::in_block(block, seat));
        let (record, state) = self.pool_with_state(pool)?;
        let bucket = bucket.and_then(|(_, bucket)| state.buckets.get(usize::from(bucket)));
        let bucket = bucket.ok_or_else(|| {
            Error::corrupt(format!("seat {} of pool `{}` is held but not there", seat + 1, record.pool.id))
        })?;
        Ok(HeldSeat { pool, seat, seen: bucket.standing.on(&record.pool, day) })
    }

    /// What is wanted of somebody's holding, and its seat.
    fn holding<T>(
        &mut self,
        kind: HolderKind,
        holder: u32,
        product: u32,
        wanted: impl Fn(LyingBlock<'_>, u8) -> Result<T>,
    ) -> Result<Option<(T, u32)>> {
        let block = holder / HOLDERS;
        let value = match self.holdings.entry((kind, block, product)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let mut stored = Vec::new();
                holdings::peek(self.view.reader, kind, block, product, &mut |value| {
                    stored.extend_from_slice(value);
                    Ok(())
                })?;
                place.insert(stored)
            }
        };
        let mut own = None;
        if !value.is_empty() {
            let block = LyingBlock::new(value)?;
            if let Some((terms, seat)) = block.get((holder % HOLDERS) as u8) {
                own = Some((wanted(block, terms)?, seat));
            }
        }
        if self.holdings.len() >= BLOCKS_KEPT {
            self.holdings.clear();
        }
        Ok(own)
    }

    fn pool_with_state(&mut self, pool: u32) -> Result<&(Arc<PoolRecord>, Arc<PoolState>)> {
        if !self.pools.contains_key(&pool) {
            self.pools.insert(pool, (self.view.pool_shared(pool)?, self.view.pool_state_shared(pool)?));
        }
        self.pools.get(&pool).ok_or_else(|| Error::internal("a pool was lost"))
    }
}

/// A seat of a pool, with whoever holds it and its bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Index of the seat in its pool.
    pub seat: u32,
    pub holder: u32,
    pub bucket: u16,
}

/// A pool with the seats that are held on a day.
pub(crate) struct HeldPool {
    pub number: u32,
    pub record: Arc<PoolRecord>,
    pub state: PoolState,
    /// By bucket, what the day makes of its seats.
    pub seen: Vec<Seen>,
    /// By bucket, whether its seats are held, and are wanted.
    wanted: Vec<bool>,
}

impl HeldPool {
    pub(crate) fn read(view: View<'_>, number: u32, day: Day) -> Result<Self> {
        let (record, state) = (view.pool_shared(number)?, view.pool_state(number)?);
        let seen: Vec<Seen> =
            state.buckets.iter().map(|bucket| bucket.standing.on(&record.pool, day)).collect();
        Ok(Self::seen_as(number, record, state, seen))
    }

    /// A pool whose standings amount to something else than its terms make of them.
    pub(crate) fn seen_as(number: u32, record: Arc<PoolRecord>, state: PoolState, seen: Vec<Seen>) -> Self {
        let wanted = seen.iter().map(|seen| seen.state.is_held()).collect();
        Self { number, record, state, seen, wanted }
    }

    /// Only seats in this state.
    pub(crate) fn only(&mut self, state: SeatState) {
        for (wanted, seen) in self.wanted.iter_mut().zip(&self.seen) {
            *wanted &= seen.state == state;
        }
    }

    /// How many seats are held, from the pool's counters alone.
    pub(crate) fn count(&self) -> u64 {
        let own = self.state.buckets.iter().zip(&self.wanted).filter(|(_, wanted)| **wanted);
        own.map(|(bucket, _)| u64::from(bucket.count)).sum()
    }

    /// Calls `visit` with the held seats from one on, in order.
    pub(crate) fn each(
        &self,
        view: View<'_>,
        from: u32,
        mut visit: impl FnMut(Place) -> ControlFlow<()>,
    ) -> Result<()> {
        each_block(view.reader, self.number, from / BLOCK, |block, seats| {
            let own = self.places(block, seats).filter(|place| place.seat >= from);
            Ok(own.map(&mut visit).find(ControlFlow::is_break).unwrap_or(ControlFlow::Continue(())))
        })
    }

    /// The same from a seat (exclusive) back to the first.
    pub(crate) fn each_before(
        &self,
        view: View<'_>,
        to: u32,
        mut visit: impl FnMut(Place) -> ControlFlow<()>,
    ) -> Result<()> {
        let to = to.min(self.state.next);
        for block in (0..to.div_ceil(BLOCK)).rev() {
            let seats = view.seats(self.number, block)?;
            let own: Vec<Place> = self.places(block, &seats).filter(|place| place.seat < to).collect();
            if own.into_iter().rev().map(&mut visit).any(|flow| flow.is_break()) {
                break;
            }
        }
        Ok(())
    }

    fn places<'s>(&'s self, block: u32, seats: &'s SeatBlock) -> impl Iterator<Item = Place> + 's {
        (block * BLOCK..).zip(&seats.seats).filter_map(|(seat, (holder, bucket))| {
            let counts = *holder != NOBODY && self.wanted.get(usize::from(*bucket)) == Some(&true);
            counts.then_some(Place { seat, holder: *holder, bucket: *bucket })
        })
    }
}

/// Pools of a product with their held seats, by pool id; only those named, if any are.
pub(crate) fn pools_of(view: View<'_>, product: u32, only: &[u32], day: Day) -> Result<Vec<HeldPool>> {
    let mut pools = Vec::new();
    for (_, number) in catalogue::all_pools_of(view.reader, product)?.iter().copied() {
        if only.is_empty() || only.contains(&number) {
            pools.push(HeldPool::read(view, number, day)?);
        }
    }
    pools.sort_by(|one, other| one.record.pool.id.cmp(&other.record.pool.id));
    Ok(pools)
}
