//! Seats: a pool's state with its counters, blocks of seats, and bitmaps of the free ones.

use super::codec::{Input, Output};
use super::{journal, keys};
use crate::error::{Error, Result};
use crate::model::Pool;
use crate::seat::{SeatState, Standing};
use crate::store::{Direction, Reader, Span, Table, Writer};
use crate::term::Day;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Seats in a block.
pub(crate) const BLOCK: u32 = 256;
/// The holder of a seat that nobody has.
pub(crate) const NOBODY: u32 = u32::MAX;

/// Seats of a pool that share a standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bucket {
    pub standing: Standing,
    pub count: u32,
}

/// What a pool's seats amount to. Seats that nobody ever used are not rows: they are numbered from `next` on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PoolState {
    /// Seats that have come into being; the next one to do so has this index.
    pub next: u32,
    /// The standing of the seats that have not.
    pub fresh: Standing,
    /// Counters; seats name their bucket by its position. A bucket without seats may be used for another standing.
    pub buckets: Vec<Bucket>,
}

impl Default for PoolState {
    fn default() -> Self {
        Self { next: 0, fresh: Standing::NEW, buckets: Vec::new() }
    }
}

impl PoolState {
    pub(crate) fn read(reader: &dyn Reader, pool: u32) -> Result<Self> {
        let Some(value) = reader.get(Table::Seats, &keys::numbers(b'p', &[pool]))? else {
            return Ok(Self::default());
        };
        let mut input = Input::new(&value);
        let (next, fresh) = (input.u32()?, input.standing()?);
        let mut buckets = Vec::new();
        while !input.is_empty() {
            let standing = input.standing()?;
            buckets.push(Bucket { standing, count: input.u32()? });
        }
        Ok(Self { next, fresh, buckets })
    }

    pub(crate) fn write(&self, writer: &mut dyn Writer, pool: u32) -> Result<()> {
        let mut value = Vec::with_capacity(13 + 13 * self.buckets.len());
        value.put_u32(self.next);
        value.put_standing(self.fresh);
        for bucket in &self.buckets {
            value.put_standing(bucket.standing);
            value.put_u32(bucket.count);
        }
        writer.put(Table::Seats, &keys::numbers(b'p', &[pool]), &value)
    }

    /// SHA-256 of the state as stored, in hex; empty if no seat was ever used.
    pub(crate) fn sum(reader: &dyn Reader, pool: u32) -> Result<String> {
        let value = reader.get(Table::Seats, &keys::numbers(b'p', &[pool]))?;
        Ok(value.map(|value| journal::hex(&Sha256::digest(value).into())).unwrap_or_default())
    }

    /// The position of the bucket for a standing, made if need be.
    pub(crate) fn bucket(&mut self, standing: Standing) -> Result<u16> {
        let found = self.buckets.iter().position(|bucket| bucket.standing == standing && bucket.count > 0);
        let same = || self.buckets.iter().position(|bucket| bucket.standing == standing);
        let empty = || self.buckets.iter().position(|bucket| bucket.count == 0);
        let at = match found.or_else(same).or_else(empty) {
            Some(at) => at,
            None => {
                self.buckets.push(Bucket { standing, count: 0 });
                self.buckets.len() - 1
            }
        };
        if let Some(bucket) = self.buckets.get_mut(at) {
            bucket.standing = standing;
        }
        u16::try_from(at).map_err(|_| {
            Error::new(crate::Status::Limit, "a pool has seats with more than 65,536 different dates")
        })
    }

    /// The bucket of every seat that somebody has, if there is but one.
    pub(crate) fn bucket_of_all_held(&self) -> Option<&Bucket> {
        let mut held = self.buckets.iter().filter(|own| own.count > 0 && own.standing.state.is_held());
        held.next().filter(|_| held.next().is_none())
    }

    /// Seats in a stored state.
    pub(crate) fn count(&self, state: SeatState) -> u64 {
        self.buckets
            .iter()
            .filter(|bucket| bucket.standing.state == state)
            .map(|bucket| u64::from(bucket.count))
            .sum()
    }

    /// Seats that have not come into being; `None` is without limit.
    pub(crate) fn unused(&self, quantity: Option<u32>) -> Option<u64> {
        let counted = u64::from(self.next) - self.count(SeatState::Withdrawn).min(u64::from(self.next));
        quantity.map(|quantity| u64::from(quantity).saturating_sub(counted))
    }

    /// Every standing with how many seats have it, also of those that have not come into being as far as they are limited.
    pub(crate) fn with_unused(&self, quantity: Option<u32>) -> impl Iterator<Item = (Standing, u64)> + '_ {
        let unused = self.unused(quantity).unwrap_or(0);
        let stored = self.buckets.iter().map(|bucket| (bucket.standing, u64::from(bucket.count)));
        stored.chain([(self.fresh, unused)])
    }

    /// Seats that somebody holds on a day.
    pub(crate) fn held(&self, pool: &Pool, day: Day) -> u64 {
        self.buckets
            .iter()
            .filter(|bucket| bucket.standing.on(pool, day).state.is_held())
            .map(|bucket| u64::from(bucket.count))
            .sum()
    }
}

/// A block of seats: holder and bucket of each, from the block's first seat on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SeatBlock {
    pub seats: Vec<(u32, u16)>,
}

impl SeatBlock {
    pub(crate) fn read(reader: &dyn Reader, pool: u32, block: u32) -> Result<Self> {
        match reader.get(Table::Seats, &keys::numbers(b's', &[pool, block]))? {
            Some(value) => Self::decode(&value),
            None => Ok(Self::default()),
        }
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self> {
        let mut input = Input::new(value);
        let count = usize::from(input.u16()?);
        let uniform = input.u8()? != 0;
        if count > BLOCK as usize {
            return Err(Error::corrupt("a block of seats is too long"));
        }
        let holders = input.bytes(4 * count)?;
        let buckets = input.bytes(2 * if uniform { count.min(1) } else { count })?;
        input.end()?;
        let bucket_at = |at: usize| {
            let at = if uniform { 0 } else { at };
            buckets.get(2 * at..2 * at + 2).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes)
        };
        let seats = holders
            .chunks_exact(4)
            .enumerate()
            .map(|(at, four)| (four.try_into().map_or(NOBODY, u32::from_le_bytes), bucket_at(at)));
        Ok(Self { seats: seats.collect() })
    }

    fn encode(&self) -> Vec<u8> {
        let uniform = self.seats.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a == b));
        let mut value = Vec::with_capacity(3 + 6 * self.seats.len());
        value.put_u16(u16::try_from(self.seats.len()).unwrap_or(u16::MAX));
        value.push(u8::from(uniform));
        value.put_u32s(self.seats.iter().map(|(holder, _)| *holder));
        for (_, bucket) in self.seats.iter().take(if uniform { 1 } else { self.seats.len() }) {
            value.put_u16(*bucket);
        }
        value
    }

    pub(crate) fn write(&self, writer: &mut dyn Writer, pool: u32, block: u32) -> Result<()> {
        writer.put(Table::Seats, &keys::numbers(b's', &[pool, block]), &self.encode())
    }

    pub(crate) fn get(&self, seat: u32) -> Option<(u32, u16)> {
        self.seats.get((seat % BLOCK) as usize).copied()
    }
}

/// Holder and bucket of a seat in its block where that lies.
pub(crate) fn in_block(value: &[u8], seat: u32) -> Option<(u32, u16)> {
    let (count, rest) = value.split_first_chunk::<2>()?;
    let (uniform, rest) = rest.split_first()?;
    let (count, at) = (usize::from(u16::from_le_bytes(*count)), (seat % BLOCK) as usize);
    if at >= count {
        return None;
    }
    let holder = rest.get(4 * at..)?.first_chunk::<4>()?;
    let bucket = rest.get(4 * count + if *uniform != 0 { 0 } else { 2 * at }..)?.first_chunk::<2>()?;
    Some((u32::from_le_bytes(*holder), u16::from_le_bytes(*bucket)))
}

/// A block of seats as it lies.
pub(crate) fn stored(reader: &dyn Reader, pool: u32, block: u32) -> Result<Vec<u8>> {
    Ok(reader.get(Table::Seats, &keys::numbers(b's', &[pool, block]))?.unwrap_or_default())
}

/// Calls `visit` with every block of a pool from a seat on.
pub(crate) fn each_block(
    reader: &dyn Reader,
    pool: u32,
    from_block: u32,
    mut visit: impl FnMut(u32, &SeatBlock) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let span = Span::prefix_from(&keys::numbers(b's', &[pool]), keys::numbers(b's', &[pool, from_block]));
    reader.scan(Table::Seats, &span, Direction::Forward, &mut |key, value| {
        visit(keys::number_at(key, 5)?, &SeatBlock::decode(value)?)
    })
}

// ---- free seats ------------------------------------------------------------------------------------------------------

/// One bit per seat of a block.
pub(crate) type Bitmap = [u8; BLOCK as usize / 8];

pub(crate) const EMPTY: Bitmap = [0; BLOCK as usize / 8];

pub(crate) fn set_bit(bitmap: &mut Bitmap, seat: u32) {
    if let Some(byte) = bitmap.get_mut((seat % BLOCK / 8) as usize) {
        *byte |= 1 << (seat % 8);
    }
}

fn bits(bitmap: &Bitmap) -> impl Iterator<Item = u32> + '_ {
    (0_u32..)
        .zip(bitmap)
        .flat_map(|(at, byte)| (0..8).filter(move |bit| byte & (1 << bit) != 0).map(move |bit| 8 * at + bit))
}

fn free_key(pool: u32, bucket: u16, block: u32) -> Vec<u8> {
    let mut key = keys::numbers(b'f', &[pool]);
    key.extend_from_slice(&bucket.to_be_bytes());
    key.extend_from_slice(&block.to_be_bytes());
    key
}

pub(crate) fn put_free(
    writer: &mut dyn Writer,
    pool: u32,
    bucket: u16,
    block: u32,
    bitmap: &Bitmap,
) -> Result<()> {
    let key = free_key(pool, bucket, block);
    if bitmap == &EMPTY { writer.remove(Table::Seats, &key) } else { writer.put(Table::Seats, &key, bitmap) }
}

/// Every free seat's bitmap of a pool, by bucket and block.
pub(crate) fn all_free(reader: &dyn Reader, pool: u32) -> Result<BTreeMap<(u16, u32), Bitmap>> {
    let mut all = BTreeMap::new();
    reader.scan(
        Table::Seats,
        &Span::prefix(&keys::numbers(b'f', &[pool])),
        Direction::Forward,
        &mut |key, value| {
            let bucket = key.get(5..7).and_then(|two| two.try_into().ok()).map(u16::from_be_bytes);
            let bitmap = value
                .try_into()
                .map_err(|_| Error::corrupt("a bitmap of free seats has the wrong length"))?;
            let bucket = bucket.ok_or_else(|| Error::corrupt("a key is too short"))?;
            all.insert((bucket, keys::number_at(key, 7)?), bitmap);
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok(all)
}

/// The free seats of a bucket, lowest first, read as far as they are taken.
#[derive(Debug)]
pub(crate) struct FreeSeats {
    pool: u32,
    bucket: u16,
    next_block: Option<u32>,
    ready: std::collections::VecDeque<u32>,
    batch: usize,
}

impl FreeSeats {
    pub(crate) fn new(pool: u32, bucket: u16) -> Self {
        Self { pool, bucket, next_block: Some(0), ready: std::collections::VecDeque::new(), batch: 1 }
    }

    /// The lowest free seat that was not taken yet.
    pub(crate) fn peek(&mut self, reader: &dyn Reader) -> Result<Option<u32>> {
        if self.ready.is_empty() {
            self.fill(reader)?;
        }
        Ok(self.ready.front().copied())
    }

    /// Whether a seat is free and of this bucket, taken or not.
    pub(crate) fn contains(&self, reader: &dyn Reader, seat: u32) -> Result<bool> {
        let value = reader.get(Table::Seats, &free_key(self.pool, self.bucket, seat / BLOCK))?;
        let byte = value.and_then(|bitmap| bitmap.get((seat % BLOCK / 8) as usize).copied()).unwrap_or(0);
        Ok(byte & (1 << (seat % 8)) != 0)
    }

    /// Takes the lowest seat and those that follow it without a gap, as far as they are read and no more than `most`; answers
    /// how many.
    pub(crate) fn take(&mut self, most: u64) -> u32 {
        let Some(first) = self.ready.pop_front() else { return 0 };
        let mut count = 1;
        while u64::from(count) < most && self.ready.front() == Some(&(first + count)) {
            self.ready.pop_front();
            count += 1;
        }
        count
    }

    fn fill(&mut self, reader: &dyn Reader) -> Result<()> {
        let Some(block) = self.next_block else { return Ok(()) };
        let from = free_key(self.pool, self.bucket, block);
        let prefix = from.get(..7).unwrap_or_default().to_vec();
        let mut left = self.batch;
        self.next_block = None;
        reader.scan(
            Table::Seats,
            &Span::prefix_from(&prefix, from),
            Direction::Forward,
            &mut |key, value| {
                let block = keys::number_at(key, 7)?;
                if left == 0 {
                    self.next_block = Some(block);
                    return Ok(ControlFlow::Break(()));
                }
                left -= 1;
                let bitmap: &Bitmap = value
                    .try_into()
                    .map_err(|_| Error::corrupt("a bitmap of free seats has the wrong length"))?;
                self.ready.extend(bits(bitmap).map(|bit| block * BLOCK + bit));
                Ok(ControlFlow::Continue(()))
            },
        )?;
        self.batch = (self.batch * 4).min(1024);
        Ok(())
    }
}

/// Forgets all seats of a pool.
pub(crate) fn remove(writer: &mut dyn Writer, pool: u32) -> Result<()> {
    let mut keys = vec![keys::numbers(b'p', &[pool])];
    for letter in [b's', b'f'] {
        let span = Span::prefix(&keys::numbers(letter, &[pool]));
        writer.scan(Table::Seats, &span, Direction::Forward, &mut |key, _| {
            keys.push(key.to_vec());
            Ok(ControlFlow::Continue(()))
        })?;
    }
    keys.iter().try_for_each(|key| writer.remove(Table::Seats, key))
}
