//! Bytes in and out. Reading is total: what cannot have been written by seatbook is an error.

use crate::error::{Error, Result};
use crate::seat::{SeatState, Standing};
use crate::term::Day;

/// Reads a value from front to back.
pub(crate) struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    #[inline]
    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(short)?;
        self.rest = rest;
        Ok(taken)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or_else(short)?;
        self.rest = rest;
        Ok(*taken)
    }

    #[inline]
    pub(crate) fn u8(&mut self) -> Result<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    #[inline]
    pub(crate) fn u16(&mut self) -> Result<u16> {
        self.array().map(u16::from_le_bytes)
    }

    #[inline]
    pub(crate) fn u32(&mut self) -> Result<u32> {
        self.array().map(u32::from_le_bytes)
    }

    #[inline]
    pub(crate) fn u64(&mut self) -> Result<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub(crate) fn hash(&mut self) -> Result<[u8; 32]> {
        self.array()
    }

    /// An unsigned number in seven-bit groups.
    #[inline]
    pub(crate) fn varint(&mut self) -> Result<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            let bits = u64::from(byte & 0x7f);
            if bits.checked_shl(shift).is_none_or(|shifted| shifted >> shift != bits) {
                return Err(Error::corrupt("a number is too long"));
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Error::corrupt("a number is too long"))
    }

    pub(crate) fn text(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.text_bytes()?).map_err(|_| Error::corrupt("a text is not UTF-8"))
    }

    /// A text that is not looked at, or not yet.
    #[inline]
    pub(crate) fn text_bytes(&mut self) -> Result<&'a [u8]> {
        let length = usize::try_from(self.varint()?).map_err(|_| short())?;
        self.bytes(length)
    }

    pub(crate) fn day(&mut self) -> Result<Option<Day>> {
        let number = self.array().map(i32::from_le_bytes)?;
        if number == NO_DAY {
            return Ok(None);
        }
        Day::from_number(number).map(Some).map_err(|_| Error::corrupt("a day is not in the calendar"))
    }

    pub(crate) fn standing(&mut self) -> Result<Standing> {
        let byte = self.u8()?;
        let state = SeatState::from_number(byte & !BY_ITSELF)
            .ok_or_else(|| Error::corrupt("unknown state of a seat"))?;
        let by_itself = byte & BY_ITSELF != 0;
        if by_itself && !matches!(state, SeatState::Started | SeatState::Reusable) {
            return Err(Error::corrupt("a seat whose time has not begun is marked as begun by itself"));
        }
        Ok(Standing { state, started_on: self.day()?, end_by_duration: self.day()?, by_itself })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// All that is left.
    pub(crate) fn rest(self) -> &'a [u8] {
        self.rest
    }

    /// Fails if something is left.
    pub(crate) fn end(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::corrupt("a record is longer than it should be")) }
    }
}

const NO_DAY: i32 = i32::MIN;
/// Bit of a stored state: begun by itself.
const BY_ITSELF: u8 = 0x80;

fn short() -> Error {
    Error::corrupt("a record is shorter than it should be")
}

/// What values are written with.
pub(crate) trait Output {
    fn put_u16(&mut self, value: u16);
    fn put_u32(&mut self, value: u32);
    fn put_u32s(&mut self, values: impl ExactSizeIterator<Item = u32>);
    fn put_u64(&mut self, value: u64);
    fn put_varint(&mut self, value: u64);
    fn put_text(&mut self, text: &str);
    fn put_standing(&mut self, standing: Standing);
    fn put_day(&mut self, day: Option<Day>);
}

impl Output for Vec<u8> {
    fn put_u16(&mut self, value: u16) {
        self.extend_from_slice(&value.to_le_bytes());
    }

    fn put_u32(&mut self, value: u32) {
        self.extend_from_slice(&value.to_le_bytes());
    }

    fn put_u32s(&mut self, values: impl ExactSizeIterator<Item = u32>) {
        let from = self.len();
        self.resize(from + 4 * values.len(), 0);
        let (places, _) = self.get_mut(from..).unwrap_or_default().as_chunks_mut::<4>();
        for (place, value) in places.iter_mut().zip(values) {
            *place = value.to_le_bytes();
        }
    }

    fn put_u64(&mut self, value: u64) {
        self.extend_from_slice(&value.to_le_bytes());
    }

    fn put_varint(&mut self, mut value: u64) {
        self.reserve(10);
        while value >= 0x80 {
            self.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.push(value as u8);
    }

    fn put_text(&mut self, text: &str) {
        self.put_varint(text.len() as u64);
        self.extend_from_slice(text.as_bytes());
    }

    fn put_standing(&mut self, standing: Standing) {
        self.push(standing.state as u8 | if standing.by_itself { BY_ITSELF } else { 0 });
        self.put_day(standing.started_on);
        self.put_day(standing.end_by_duration);
    }

    fn put_day(&mut self, day: Option<Day>) {
        self.extend_from_slice(&day.map_or(NO_DAY, Day::number).to_le_bytes());
    }
}

/// Writes a column of numbers as runs of equal steps: a million seats in a row, or a million equal kinds, are one run.
pub(crate) fn put_column(out: &mut Vec<u8>, column: impl Iterator<Item = u32>) {
    let mut previous = 0_i64;
    let mut run: Option<(i64, u64)> = None;
    let mut flush = |run: Option<(i64, u64)>| {
        if let Some((step, count)) = run {
            out.put_varint(zigzag(step));
            out.put_varint(count);
        }
    };
    for value in column {
        let step = i64::from(value) - previous;
        previous = i64::from(value);
        run = match run {
            Some((same, count)) if same == step => Some((same, count + 1)),
            other => {
                flush(other);
                Some((step, 1))
            }
        };
    }
    flush(run);
}

/// Reads a column of `count` numbers that [`put_column`] wrote.
pub(crate) fn column(input: &mut Input<'_>, count: usize) -> Result<Vec<u32>> {
    // Not with_capacity(count): a damaged count must not take memory.
    let mut values = Vec::new();
    let mut value = 0_i64;
    while values.len() < count {
        let step = unzigzag(input.varint()?);
        let run = input.varint()?;
        if run == 0 || run > (count - values.len()) as u64 {
            return Err(Error::corrupt("a column has another length than its record says"));
        }
        for _ in 0..run {
            value = value.checked_add(step).ok_or_else(|| Error::corrupt("a column leaves its range"))?;
            values.push(u32::try_from(value).map_err(|_| Error::corrupt("a column leaves its range"))?);
        }
    }
    Ok(values)
}

#[allow(clippy::cast_sign_loss, reason = "the sign is kept in the lowest bit")]
fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

#[allow(clippy::cast_possible_wrap, reason = "the sign comes from the lowest bit")]
fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_come_back(values in prop::collection::vec(prop_oneof![0..4_u32, any::<u32>()], 0..200)) {
            let mut bytes = Vec::new();
            put_column(&mut bytes, values.iter().copied());
            let mut input = Input::new(&bytes);
            prop_assert_eq!(column(&mut input, values.len()).unwrap(), values);
            prop_assert!(input.is_empty());
        }

        #[test]
        fn damage_is_an_error_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64), count in 0..1000_usize) {
            let _ = column(&mut Input::new(&bytes), count);
            let _ = Input::new(&bytes).text();
            let _ = Input::new(&bytes).standing();
        }
    }

    #[test]
    fn a_run_is_small() {
        let mut bytes = Vec::new();
        put_column(&mut bytes, 1..=1_000_000);
        assert!(bytes.len() < 8);
    }
}
