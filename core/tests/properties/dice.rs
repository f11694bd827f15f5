//! Choices from a seed, the same everywhere.

use seatbook_core::{Day, Length};

/// The day on which every story begins.
pub const FIRST: i32 = 20_000;

/// A stream of choices (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % sides.max(1)
    }

    pub fn small(&mut self, sides: usize) -> u32 {
        u32::try_from(self.below(sides)).unwrap()
    }

    /// True once in so many times.
    pub fn once_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }

    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Some of a list, each once in so many times.
    pub fn some<T: Clone>(&mut self, of: &[T], sides: usize) -> Vec<T> {
        of.iter().filter(|_| self.once_in(sides)).cloned().collect()
    }

    /// All of a list in another order.
    pub fn shuffled<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let mut all = of.to_vec();
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
        all
    }

    /// A day around the days of the story.
    pub fn day(&mut self) -> Day {
        day(FIRST - 40 + i32::try_from(self.below(250)).unwrap())
    }

    pub fn length(&mut self) -> Length {
        let number = self.small(60) + 1;
        if self.once_in(2) { Length::Months(number % 5 + 1) } else { Length::Days(number) }
    }
}

pub fn day(number: i32) -> Day {
    Day::from_number(number).unwrap()
}
