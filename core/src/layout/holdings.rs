//! Holdings: which seat of a product a user (or group, or org) has, and what it came through, in blocks of 256 holders.
//!
//! Keys go by block of holders, then product: what a user holds lies together, and so does what a class needs.

use super::codec::{Input, Output};
use super::keys;
use crate::error::{Error, Result};
use crate::seat::HolderKind;
use crate::store::{Direction, Reader, Span, Table, Writer};
use std::ops::ControlFlow;

/// Holders in a block.
pub(crate) const BLOCK: u32 = 256;
/// The holders of a full block, by their numbers within it.
#[allow(clippy::indexing_slicing, reason = "checked when it is compiled")]
const EVERY: [u8; BLOCK as usize] = {
    let mut every = [0; BLOCK as usize];
    let mut at = 0;
    while at < every.len() {
        every[at] = at as u8;
        at += 1;
    }
    every
};
/// The first kind of terms, for everybody.
const FIRST: [u8; BLOCK as usize] = [0; BLOCK as usize];
/// The source of a seat that its holder has for himself; groups are their number plus one.
pub(crate) const DIRECT: u32 = 0;

impl HolderKind {
    const fn letter(self) -> u8 {
        match self {
            HolderKind::User => b'u',
            HolderKind::Group => b'g',
            HolderKind::Org => b'o',
        }
    }
}

/// What many holdings of a block have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Terms {
    pub pool: u32,
    /// Ascending; never empty.
    pub sources: Vec<u32>,
    /// Numbers of the plans that are switched off, ascending.
    pub plans_off: Vec<u32>,
}

impl Terms {
    fn read(input: &mut Input<'_>) -> Result<Self> {
        let pool = input.u32()?;
        let sources = (0..input.varint()?).map(|_| input.u32()).collect::<Result<_>>()?;
        let plans_off = (0..input.varint()?).map(|_| input.u32()).collect::<Result<_>>()?;
        Ok(Self { pool, sources, plans_off })
    }
}

/// What one holder of a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// The holder's number within the block.
    pub low: u8,
    /// Position in `terms`.
    pub terms: u8,
    /// Index of the seat in its pool.
    pub seat: u32,
}

/// A block of holdings of one product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HoldingBlock {
    pub terms: Vec<Terms>,
    /// In ascending order of holders.
    pub held: Vec<Held>,
}

impl HoldingBlock {
    pub(crate) fn read(reader: &dyn Reader, kind: HolderKind, block: u32, product: u32) -> Result<Self> {
        match reader.get(Table::Seats, &keys::numbers(kind.letter(), &[block, product]))? {
            Some(value) => Self::decode(&value),
            None => Ok(Self::default()),
        }
    }

    pub(crate) fn decode(value: &[u8]) -> Result<Self> {
        let mut input = Input::new(value);
        let count = usize::from(input.u8()?) + 1;
        let kinds = usize::from(input.u8()?) + 1;
        let mut terms = Vec::with_capacity(kinds);
        for _ in 0..kinds {
            terms.push(Terms::read(&mut input)?);
        }
        // A full block says nothing of its holders, and one kind of terms is not repeated.
        let lows = if count == EVERY.len() { &EVERY } else { input.bytes(count)? };
        let of = if kinds == 1 { &FIRST } else { input.bytes(count)? };
        let (seats, _) = input.bytes(4 * count)?.as_chunks();
        if !lows.is_sorted_by(|one, other| one < other) || of.iter().any(|own| usize::from(*own) >= kinds) {
            return Err(Error::corrupt("a block of holdings is out of order"));
        }
        let columns = lows.iter().zip(of).zip(seats);
        let held = columns.map(|((low, terms), seat)| Held {
            low: *low,
            terms: *terms,
            seat: u32::from_le_bytes(*seat),
        });
        let held = held.collect();
        input.end()?;
        Ok(Self { terms, held })
    }

    pub(crate) fn write(
        &self,
        writer: &mut dyn Writer,
        kind: HolderKind,
        block: u32,
        product: u32,
    ) -> Result<()> {
        let key = keys::numbers(kind.letter(), &[block, product]);
        match (self.held.len().checked_sub(1), self.terms.len().checked_sub(1)) {
            (Some(last), Some(last_terms)) => {
                let too_many = |_| Error::internal("a block of holdings is too long");
                let mut value = Vec::with_capacity(2 + 16 * self.terms.len() + 6 * self.held.len());
                value.push(u8::try_from(last).map_err(too_many)?);
                value.push(u8::try_from(last_terms).map_err(too_many)?);
                self.encode_into(&mut value);
                writer.put(Table::Seats, &key, &value)
            }
            _ => writer.remove(Table::Seats, &key),
        }
    }

    fn encode_into(&self, value: &mut Vec<u8>) {
        for terms in &self.terms {
            value.put_u32(terms.pool);
            for numbers in [&terms.sources, &terms.plans_off] {
                value.put_varint(numbers.len() as u64);
                for number in numbers {
                    value.put_u32(*number);
                }
            }
        }
        if self.held.len() != BLOCK as usize {
            value.extend(self.held.iter().map(|held| held.low));
        }
        if self.terms.len() != 1 {
            value.extend(self.held.iter().map(|held| held.terms));
        }
        value.put_u32s(self.held.iter().map(|held| held.seat));
    }

    /// The position of terms among the block's, made if need be.
    pub(crate) fn terms(&mut self, pool: u32, sources: &[u32], plans_off: &[u32]) -> Result<u8> {
        let is_same =
            |terms: &Terms| terms.pool == pool && terms.sources == sources && terms.plans_off == plans_off;
        let last = self.held.last().map(|held| held.terms);
        let known = match last.filter(|at| self.terms.get(usize::from(*at)).is_some_and(is_same)) {
            Some(at) => Some(usize::from(at)),
            None => self.terms.iter().position(is_same),
        };
        let terms = known.unwrap_or_else(|| {
            self.terms.push(Terms { pool, sources: sources.to_vec(), plans_off: plans_off.to_vec() });
            self.terms.len() - 1
        });
        u8::try_from(terms).map_err(|_| Error::internal("a block of holdings has too many terms"))
    }

    /// What the holder with this number within the block holds.
    pub(crate) fn get(&self, low: u8) -> Option<(&Terms, u32)> {
        let at = self.held.binary_search_by_key(&low, |held| held.low).ok()?;
        let held = self.held.get(at)?;
        Some((self.terms.get(usize::from(held.terms))?, held.seat))
    }
}

/// A block that is written anew: what stays of the old one, and what changes, in ascending order of holders.
pub(crate) struct Merged<'a> {
    old: &'a HoldingBlock,
    /// Positions in `new` of the old one's terms, once they are known: most holders of a block hold on the same terms.
    places: Vec<Option<u8>>,
    pub new: HoldingBlock,
}

impl<'a> Merged<'a> {
    pub(crate) fn new(old: &'a HoldingBlock) -> Self {
        Self { old, places: vec![None; old.terms.len()], new: HoldingBlock::default() }
    }

    /// Keeps what a holder of the old block has.
    pub(crate) fn keep(&mut self, held: Held) -> Result<()> {
        let at = usize::from(held.terms);
        let (Some(place), Some(terms)) = (self.places.get_mut(at), self.old.terms.get(at)) else {
            return Err(Error::corrupt("a holding has no terms"));
        };
        let terms = match *place {
            Some(known) => known,
            None => *place.insert(self.new.terms(terms.pool, &terms.sources, &terms.plans_off)?),
        };
        self.new.held.push(Held { terms, ..held });
        Ok(())
    }
}

/// A block of holdings where it lies, for who asks of few of its holders.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LyingBlock<'a> {
    count: usize,
    kinds: usize,
    terms: &'a [u8],
    /// Empty if every holder of the block has a seat.
    lows: &'a [u8],
    /// Empty if all have the same terms.
    of: &'a [u8],
    seats: &'a [u8],
}

impl<'a> LyingBlock<'a> {
    pub(crate) fn new(value: &'a [u8]) -> Result<Self> {
        let short = || Error::corrupt("a block of holdings is shorter than it should be");
        let mut input = Input::new(value);
        let count = usize::from(input.u8()?) + 1;
        let kinds = usize::from(input.u8()?) + 1;
        let rest = value.get(2..).unwrap_or_default();
        for _ in 0..kinds {
            input.u32()?;
            for _ in 0..2 {
                let numbers =
                    usize::try_from(input.varint()?).ok().and_then(|numbers| numbers.checked_mul(4));
                input.bytes(numbers.ok_or_else(short)?)?;
            }
        }
        let lows = input.bytes(if count == BLOCK as usize { 0 } else { count })?;
        let of = input.bytes(if kinds == 1 { 0 } else { count })?;
        Ok(Self { count, kinds, terms: rest, lows, of, seats: input.bytes(4 * count)? })
    }

    /// The seat of the holder with this number within the block, and the position of its terms.
    pub(crate) fn get(&self, low: u8) -> Option<(u8, u32)> {
        let at = if self.count == BLOCK as usize {
            usize::from(low)
        } else {
            self.lows.binary_search(&low).ok()?
        };
        let seat = self.seats.get(4 * at..)?.first_chunk::<4>()?;
        Some((self.of.get(at).copied().unwrap_or(0), u32::from_le_bytes(*seat)))
    }

    /// The pool of terms.
    pub(crate) fn pool(&self, at: u8) -> Result<u32> {
        if at == 0 { Input::new(self.terms).u32() } else { self.terms(at).map(|terms| terms.pool) }
    }

    pub(crate) fn terms(&self, at: u8) -> Result<Terms> {
        if usize::from(at) >= self.kinds {
            return Err(Error::corrupt("a block of holdings is out of order"));
        }
        let mut input = Input::new(self.terms);
        let mut terms = Terms::read(&mut input)?;
        for _ in 0..at {
            terms = Terms::read(&mut input)?;
        }
        Ok(terms)
    }
}

/// Forgets that somebody holds a seat (pool and index) of a product, if that is the seat he holds.
pub(crate) fn forget(
    writer: &mut dyn Writer,
    kind: HolderKind,
    holder: u32,
    product: u32,
    seat: (u32, u32),
) -> Result<()> {
    let (block, low) = (holder / BLOCK, (holder % BLOCK) as u8);
    let mut holdings = HoldingBlock::read(writer, kind, block, product)?;
    if holdings.get(low).is_some_and(|(terms, held)| (terms.pool, held) == seat) {
        holdings.held.retain(|held| held.low != low);
        holdings.write(writer, kind, block, product)?;
    }
    Ok(())
}

/// Calls `visit` with every product of which somebody in a block of holders has a seat.
pub(crate) fn each_product(
    reader: &dyn Reader,
    kind: HolderKind,
    block: u32,
    mut visit: impl FnMut(u32, &HoldingBlock) -> Result<()>,
) -> Result<()> {
    reader.scan(
        Table::Seats,
        &Span::prefix(&keys::numbers(kind.letter(), &[block])),
        Direction::Forward,
        &mut |key, value| {
            visit(keys::number_at(key, 5)?, &HoldingBlock::decode(value)?)?;
            Ok(ControlFlow::Continue(()))
        },
    )
}

/// The same, without looking into the blocks.
pub(crate) fn each_lying(
    reader: &dyn Reader,
    kind: HolderKind,
    block: u32,
    mut visit: impl FnMut(u32, &[u8]) -> Result<()>,
) -> Result<()> {
    let span = Span::prefix(&keys::numbers(kind.letter(), &[block]));
    reader.scan(Table::Seats, &span, Direction::Forward, &mut |key, value| {
        visit(keys::number_at(key, 5)?, value)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// Shows the block of holdings of a product, if anybody of it has a seat.
pub(crate) fn peek(
    reader: &dyn Reader,
    kind: HolderKind,
    block: u32,
    product: u32,
    show: &mut dyn FnMut(&[u8]) -> Result<()>,
) -> Result<bool> {
    reader.peek(Table::Seats, &keys::numbers(kind.letter(), &[block, product]), show)
}

/// Calls `visit` with every block of holdings of every product: kind of holder, block, product.
pub(crate) fn each(
    reader: &dyn Reader,
    mut visit: impl FnMut(HolderKind, u32, u32, &HoldingBlock) -> Result<()>,
) -> Result<()> {
    for kind in HolderKind::ALL {
        reader.scan(
            Table::Seats,
            &Span::prefix(&[kind.letter()]),
            Direction::Forward,
            &mut |key, value| {
                let (block, product) = (keys::number_at(key, 1)?, keys::number_at(key, 5)?);
                visit(*kind, block, product, &HoldingBlock::decode(value)?)?;
                Ok(ControlFlow::Continue(()))
            },
        )?;
    }
    Ok(())
}
