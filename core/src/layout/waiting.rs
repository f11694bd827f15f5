//! The waiting list: wishes for seats that there were none for, in the order in which they are to be met.
//!
//! Of a product a holder has at most one wish. Queue and index say the same twice: the queue is read by product, the index by holder.

use super::codec::{Input, Output};
use super::keys;
use crate::error::{Error, Result};
use crate::request::SeatChoice;
use crate::seat::HolderKind;
use crate::store::{Direction, Reader, Span, Table, Writer};
use crate::term::Day;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Where a wish stands in the queue of its product: the higher priority first, then by operation and row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub product: u32,
    pub priority: i32,
    /// The operation that put it there.
    pub operation: u64,
    /// Its row in that operation.
    pub row: u32,
}

/// Who waits, and for what of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    pub kind: HolderKind,
    pub holder: u32,
    pub choice: SeatChoice,
    /// The day on which he began to wait.
    pub since: Day,
    /// What the seat is to come through, ascending; never empty.
    pub sources: Vec<u32>,
    /// Only seats of these pools; empty is all.
    pub pools: Vec<u32>,
    /// Plans that shall be off, if he said so.
    pub plans_off: Option<Vec<u32>>,
}

/// Higher priorities have lower numbers.
fn rank(priority: i32) -> u32 {
    !(priority.cast_unsigned() ^ 0x8000_0000)
}

fn priority(rank: u32) -> i32 {
    (!rank ^ 0x8000_0000).cast_signed()
}

impl Place {
    pub(crate) fn key(&self) -> Vec<u8> {
        let mut key = keys::numbers(b'w', &[self.product, rank(self.priority)]);
        key.extend_from_slice(&self.operation.to_be_bytes());
        key.extend_from_slice(&self.row.to_be_bytes());
        key
    }

    fn from_key(key: &[u8]) -> Result<Self> {
        Ok(Self {
            product: keys::number_at(key, 1)?,
            priority: priority(keys::number_at(key, 5)?),
            operation: keys::long_at(key, 9)?,
            row: keys::number_at(key, 17)?,
        })
    }
}

fn index_key(kind: HolderKind, holder: u32, product: u32) -> Vec<u8> {
    let mut key = vec![b'v', kind as u8];
    key.extend_from_slice(&holder.to_be_bytes());
    key.extend_from_slice(&product.to_be_bytes());
    key
}

impl Wish {
    fn encode(&self) -> Vec<u8> {
        let mut value = vec![self.kind as u8, self.choice as u8];
        value.put_u32(self.holder);
        value.put_day(Some(self.since));
        put_numbers(&mut value, &self.sources);
        put_numbers(&mut value, &self.pools);
        value.push(u8::from(self.plans_off.is_some()));
        put_numbers(&mut value, self.plans_off.as_deref().unwrap_or_default());
        value
    }

    fn decode(value: &[u8]) -> Result<Self> {
        let mut input = Input::new(value);
        let (kind, choice) = (input.u8()?, input.u8()?);
        let kind = HolderKind::ALL.iter().copied().find(|own| *own as u8 == kind);
        let choice = [SeatChoice::New, SeatChoice::Reuse, SeatChoice::Auto]
            .into_iter()
            .find(|own| *own as u8 == choice);
        let holder = input.u32()?;
        let since = input.day()?;
        let (sources, pools) = (numbers(&mut input)?, numbers(&mut input)?);
        let says_plans = input.u8()? != 0;
        let plans = numbers(&mut input)?;
        input.end()?;
        match (kind, choice, since) {
            (Some(kind), Some(choice), Some(since)) if !sources.is_empty() => {
                let plans_off = says_plans.then_some(plans);
                Ok(Self { kind, holder, choice, since, sources, pools, plans_off })
            }
            _ => Err(Error::corrupt("a wish on the waiting list makes no sense")),
        }
    }
}

fn put_numbers(value: &mut Vec<u8>, numbers: &[u32]) {
    value.put_varint(numbers.len() as u64);
    for number in numbers {
        value.put_u32(*number);
    }
}

fn numbers(input: &mut Input<'_>) -> Result<Vec<u32>> {
    (0..input.varint()?).map(|_| input.u32()).collect()
}

/// Whether anybody waits for anything: one look.
pub(crate) fn anybody(reader: &dyn Reader) -> Result<bool> {
    let mut any = false;
    reader.scan(Table::Seats, &Span::prefix(b"W"), Direction::Forward, &mut |_, _| {
        any = true;
        Ok(ControlFlow::Break(()))
    })?;
    Ok(any)
}

/// How many wait for a product, by priority.
pub(crate) fn counts(reader: &dyn Reader, product: u32) -> Result<BTreeMap<i32, u64>> {
    let mut counts = BTreeMap::new();
    let span = Span::prefix(&keys::numbers(b'W', &[product]));
    reader.scan(Table::Seats, &span, Direction::Forward, &mut |key, value| {
        counts.insert(priority(keys::number_at(key, 5)?), Input::new(value).u64()?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(counts)
}

/// Every product that somebody waits for, with how many do at each priority.
pub(crate) fn all_counts(reader: &dyn Reader) -> Result<BTreeMap<(u32, i32), u64>> {
    let mut counts = BTreeMap::new();
    reader.scan(Table::Seats, &Span::prefix(b"W"), Direction::Forward, &mut |key, value| {
        let place = (keys::number_at(key, 1)?, priority(keys::number_at(key, 5)?));
        counts.insert(place, Input::new(value).u64()?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(counts)
}

/// Where somebody waits for a product, if he does.
pub(crate) fn place_of(
    reader: &dyn Reader,
    kind: HolderKind,
    holder: u32,
    product: u32,
) -> Result<Option<Place>> {
    let value = reader.get(Table::Seats, &index_key(kind, holder, product))?;
    value.map(|value| from_index(product, &value)).transpose()
}

fn from_index(product: u32, value: &[u8]) -> Result<Place> {
    let mut input = Input::new(value);
    let place =
        Place { product, priority: input.u32()?.cast_signed(), operation: input.u64()?, row: input.u32()? };
    input.end()?;
    Ok(place)
}

/// Everything that somebody waits for, by product number.
pub(crate) fn places_of(reader: &dyn Reader, kind: HolderKind, holder: u32) -> Result<Vec<Place>> {
    let mut prefix = vec![b'v', kind as u8];
    prefix.extend_from_slice(&holder.to_be_bytes());
    let mut places = Vec::new();
    reader.scan(Table::Seats, &Span::prefix(&prefix), Direction::Forward, &mut |key, value| {
        places.push(from_index(keys::number_at(key, 6)?, value)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(places)
}

/// The wish at a place.
pub(crate) fn read(reader: &dyn Reader, place: &Place) -> Result<Wish> {
    let lost = || Error::corrupt("the index of the waiting list names a wish that is not in its queue");
    Wish::decode(&reader.get(Table::Seats, &place.key())?.ok_or_else(lost)?)
}

/// Calls `visit` with the wishes for a product in queue order, after a place if one is given.
pub(crate) fn each(
    reader: &dyn Reader,
    product: u32,
    after: Option<&Place>,
    mut visit: impl FnMut(Place, Wish) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let prefix = keys::numbers(b'w', &[product]);
    let from = after.map_or_else(|| prefix.clone(), |place| keys::after(place.key()));
    reader.scan(Table::Seats, &Span::prefix_from(&prefix, from), Direction::Forward, &mut |key, value| {
        visit(Place::from_key(key)?, Wish::decode(value)?)
    })
}

/// Calls `visit` with every wish, product by product in queue order.
pub(crate) fn every(
    reader: &dyn Reader,
    mut visit: impl FnMut(Place, Wish) -> Result<ControlFlow<()>>,
) -> Result<()> {
    reader.scan(Table::Seats, &Span::prefix(b"w"), Direction::Forward, &mut |key, value| {
        visit(Place::from_key(key)?, Wish::decode(value)?)
    })
}

/// Calls `visit` with every entry of the index.
pub(crate) fn every_index(
    reader: &dyn Reader,
    mut visit: impl FnMut(HolderKind, u32, Place) -> Result<()>,
) -> Result<()> {
    reader.scan(Table::Seats, &Span::prefix(b"v"), Direction::Forward, &mut |key, value| {
        let kind =
            key.get(1).and_then(|kind| HolderKind::ALL.iter().copied().find(|own| *own as u8 == *kind));
        let kind = kind.ok_or_else(|| Error::corrupt("the index of the waiting list has an unknown kind"))?;
        visit(kind, keys::number_at(key, 2)?, from_index(keys::number_at(key, 6)?, value)?)?;
        Ok(ControlFlow::Continue(()))
    })
}

/// Changes to the waiting list that are written together.
#[derive(Default)]
pub(crate) struct Changes {
    /// Gained or lost, by product and priority.
    counts: BTreeMap<(u32, i32), i64>,
}

impl Changes {
    /// Puts a wish at a place where there is none of another holder.
    pub(crate) fn put(&mut self, writer: &mut dyn Writer, place: &Place, wish: &Wish) -> Result<()> {
        let key = place.key();
        if writer.get(Table::Seats, &key)?.is_none() {
            *self.counts.entry((place.product, place.priority)).or_default() += 1;
        }
        writer.put(Table::Seats, &key, &wish.encode())?;
        let mut value = Vec::with_capacity(16);
        value.put_u32(place.priority.cast_unsigned());
        value.put_u64(place.operation);
        value.put_u32(place.row);
        writer.put(Table::Seats, &index_key(wish.kind, wish.holder, place.product), &value)
    }

    /// Takes a wish off the list.
    pub(crate) fn remove(
        &mut self,
        writer: &mut dyn Writer,
        place: &Place,
        kind: HolderKind,
        holder: u32,
    ) -> Result<()> {
        let key = place.key();
        if writer.get(Table::Seats, &key)?.is_none() {
            return Ok(());
        }
        *self.counts.entry((place.product, place.priority)).or_default() -= 1;
        writer.remove(Table::Seats, &key)?;
        writer.remove(Table::Seats, &index_key(kind, holder, place.product))
    }

    /// Brings the counters up to date.
    pub(crate) fn finish(self, writer: &mut dyn Writer) -> Result<()> {
        for ((product, priority), change) in self.counts.into_iter().filter(|(_, change)| *change != 0) {
            let key = keys::numbers(b'W', &[product, rank(priority)]);
            let old = writer.get(Table::Seats, &key)?.map_or(Ok(0), |value| Input::new(&value).u64())?;
            let new = old
                .checked_add_signed(change)
                .ok_or_else(|| Error::corrupt("a counter of the waiting list is too low"))?;
            if new == 0 {
                writer.remove(Table::Seats, &key)?;
            } else {
                writer.put(Table::Seats, &key, &new.to_le_bytes())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_go_by_priority_then_age(
            one in (any::<i32>(), any::<u64>(), any::<u32>()),
            other in (any::<i32>(), any::<u64>(), any::<u32>()),
        ) {
            let place = |(priority, operation, row)| Place { product: 7, priority, operation, row };
            let (one, other) = (place(one), place(other));
            prop_assert_eq!(Place::from_key(&one.key()).unwrap(), one);
            let order = other.priority.cmp(&one.priority)
                .then(one.operation.cmp(&other.operation))
                .then(one.row.cmp(&other.row));
            prop_assert_eq!(one.key().cmp(&other.key()), order);
        }

        #[test]
        fn wishes_come_back(
            (kind, holder, choice) in (0..3_usize, any::<u32>(), 0..3_usize),
            sources in prop::collection::vec(any::<u32>(), 1..4),
            pools in prop::collection::vec(any::<u32>(), 0..4),
            plans_off in prop::option::of(prop::collection::vec(any::<u32>(), 0..4)),
        ) {
            let choice = [SeatChoice::New, SeatChoice::Reuse, SeatChoice::Auto][choice];
            let since = Day::from_number(20_000).unwrap();
            let wish = Wish { kind: HolderKind::ALL[kind], holder, choice, since, sources, pools, plans_off };
            prop_assert_eq!(Wish::decode(&wish.encode()).unwrap(), wish);
        }

        #[test]
        fn damage_is_an_error_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Wish::decode(&bytes);
            let _ = Place::from_key(&bytes);
            let _ = from_index(0, &bytes);
        }
    }
}
