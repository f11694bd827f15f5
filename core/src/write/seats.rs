//! Seats of one pool as they shall be: blocks, bitmaps of free seats and counters, in key order.

use crate::error::{Error, Result};
use crate::layout::seats::{self, BLOCK, Bitmap, EMPTY, NOBODY, PoolState, SeatBlock};
use crate::model::Pool;
use crate::plant;
use crate::seat::Standing;
use crate::store::Writer;

/// A seat as it shall be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seat {
    pub index: u32,
    pub holder: u32,
    pub standing: Standing,
}

/// Writes seats of a pool, in ascending order of their indices, and the pool's counters with them.
pub(crate) fn put(
    writer: &mut dyn Writer,
    number: u32,
    pool: &Pool,
    seats: impl Iterator<Item = Seat>,
) -> Result<()> {
    let mut state = PoolState::read(writer, number)?;
    let mut seats = seats.peekable();
    let mut buckets = Buckets::default();
    while let Some(block) = seats.peek().map(|seat| seat.index / BLOCK) {
        let mut stored = SeatBlock::read(writer, number, block)?;
        let before = free_seats(&stored, &state, block);
        while let Some(seat) = seats.next_if(|seat| seat.index / BLOCK == block) {
            set(&mut stored, &mut state, &mut buckets, seat)?;
        }
        let after = free_seats(&stored, &state, block);
        stored.write(writer, number, block)?;
        let of = |all: &[(u16, Bitmap)], bucket: u16| {
            all.iter().find(|(other, _)| *other == bucket).map_or(EMPTY, |(_, bitmap)| *bitmap)
        };
        let gone = before.iter().filter(|(bucket, _)| after.iter().all(|(other, _)| other != bucket));
        for (bucket, _) in after.iter().chain(gone) {
            let (old, new) = (of(&before, *bucket), of(&after, *bucket));
            if old != new {
                seats::put_free(writer, number, *bucket, block, &new)?;
            }
        }
    }
    check(&state, pool)?;
    if plant::is("stale counter") {
        return Ok(());
    }
    state.write(writer, number)
}

/// The bucket of the last standing that was asked for: seats in a row mostly share it.
#[derive(Default)]
struct Buckets {
    last: Option<(Standing, u16)>,
}

impl Buckets {
    fn find(&mut self, state: &mut PoolState, standing: Standing) -> Result<u16> {
        let still = |at: u16, state: &PoolState| {
            state
                .buckets
                .get(usize::from(at))
                .is_some_and(|bucket| bucket.standing == standing && bucket.count > 0)
        };
        match self.last {
            Some((same, at)) if same == standing && still(at, state) => Ok(at),
            _ => {
                let at = state.bucket(standing)?;
                self.last = Some((standing, at));
                Ok(at)
            }
        }
    }
}

fn set(stored: &mut SeatBlock, state: &mut PoolState, buckets: &mut Buckets, seat: Seat) -> Result<()> {
    let broken = || Error::internal("a seat would leave a gap in its pool");
    let at = (seat.index % BLOCK) as usize;
    let is_new = at == stored.seats.len();
    if is_new {
        if seat.index != state.next {
            return Err(broken());
        }
        state.next += 1;
    } else {
        let (_, old) = stored.seats.get(at).copied().ok_or_else(broken)?;
        let bucket =
            state.buckets.get_mut(usize::from(old)).ok_or_else(|| Error::corrupt("a seat has no bucket"))?;
        bucket.count =
            bucket.count.checked_sub(1).ok_or_else(|| Error::corrupt("a bucket's count is too low"))?;
    }
    let bucket = buckets.find(state, seat.standing)?;
    if let Some(bucket) = state.buckets.get_mut(usize::from(bucket)) {
        bucket.count = bucket.count.checked_add(1).ok_or_else(broken)?;
    }
    match stored.seats.get_mut(at) {
        Some(place) => *place = (seat.holder, bucket),
        None => stored.seats.push((seat.holder, bucket)),
    }
    Ok(())
}

/// Bitmaps of the free seats of a block, with their bucket: of few buckets, mostly.
fn free_seats(stored: &SeatBlock, state: &PoolState, block: u32) -> Vec<(u16, Bitmap)> {
    let mut free: Vec<(u16, Bitmap)> = Vec::new();
    let mut last = 0;
    let nobodys = (block * BLOCK..).zip(&stored.seats).filter(|(_, (holder, _))| *holder == NOBODY);
    for (at, (_, bucket)) in nobodys {
        if free.get(last).is_none_or(|(same, _)| same != bucket) {
            let of_bucket = state.buckets.get(usize::from(*bucket));
            if !of_bucket.is_some_and(|bucket| bucket.standing.state.is_free()) {
                continue;
            }
            last = free.iter().position(|(same, _)| same == bucket).unwrap_or_else(|| {
                free.push((*bucket, EMPTY));
                free.len() - 1
            });
        }
        if let Some((_, bitmap)) = free.get_mut(last) {
            seats::set_bit(bitmap, at);
        }
    }
    free
}

/// No plan may put more seats into a pool than it has.
fn check(state: &PoolState, pool: &Pool) -> Result<()> {
    let total: u64 = state.buckets.iter().map(|bucket| u64::from(bucket.count)).sum();
    let withdrawn = state.count(crate::seat::SeatState::Withdrawn);
    if total != u64::from(state.next) {
        return Err(Error::internal(format!("counters of pool `{}` would not add up", pool.id)));
    }
    if pool.quantity.is_some_and(|quantity| total - withdrawn > u64::from(quantity)) {
        return Err(Error::internal(format!("pool `{}` would have more seats than were bought", pool.id)));
    }
    Ok(())
}
