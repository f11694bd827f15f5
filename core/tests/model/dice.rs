//! Bytes as choices.

use seatbook_core::{Day, Length};

/// Bytes as choices; when they are used up, every choice is the first one.
pub struct Dice<'a>(std::slice::Iter<'a, u8>);

/// The day on which every case begins.
pub const FIRST: i32 = 20_000;

impl<'a> Dice<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes.iter())
    }

    pub fn below(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |byte| usize::from(*byte) % sides.max(1))
    }

    pub fn small(&mut self, sides: usize) -> u32 {
        u32::try_from(self.below(sides)).unwrap()
    }

    /// True once in so many times.
    pub fn rarely(&mut self, sides: usize) -> bool {
        self.below(sides) == sides - 1
    }

    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    pub fn day(&mut self) -> Day {
        day(FIRST + i32::try_from(self.below(250)).unwrap() - 40)
    }

    pub fn some_day(&mut self, sides: usize) -> Option<Day> {
        self.rarely(sides).then(|| self.day())
    }

    pub fn length(&mut self) -> Length {
        let number = self.small(60) + 1;
        if self.rarely(2) { Length::Months(number % 5 + 1) } else { Length::Days(number) }
    }

    /// Some of a list, each once in so many times.
    pub fn some<T: Clone>(&mut self, of: &[T], sides: usize) -> Vec<T> {
        of.iter().filter(|_| self.rarely(sides)).cloned().collect()
    }
}

pub fn day(number: i32) -> Day {
    Day::from_number(number).unwrap()
}
