//! Targets whose slots follow each other as they do: all of a plain list, and what lies between ids that are unknown or named twice.

use super::Draft;
use super::slots::Slots;
use crate::layout::users::NOBODY;
use std::sync::Arc;

/// Some targets in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    target: u32,
    slot: u32,
    count: u32,
}

/// The stretches of a part and column, in the order of its targets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Straight(Arc<[Stretch]>);

impl Straight {
    /// Of targets by number; `from` is where the first one's slot is likely to be.
    fn of(slots: &Slots, numbers: &[u32], from: u32) -> Self {
        let mut stretches = Vec::new();
        let mut target = 0;
        let mut slot = Some(from);
        while let Some(rest) = numbers.get(target..).filter(|rest| !rest.is_empty()) {
            let count = slot.map_or(0, |slot| slots.follow(rest, slot));
            if let Some(slot) = slot.filter(|_| count > 0) {
                stretches.push(Stretch { target: target as u32, slot, count: count as u32 });
                target += count;
            } else if slot.is_none() {
                target += 1;
            }
            slot = numbers
                .get(target)
                .filter(|number| **number != NOBODY)
                .and_then(|next| slots.position(*next));
        }
        Self(stretches.into())
    }

    /// The slot of a target, and of how many targets from it on the slots follow each other.
    pub(super) fn at(&self, target: usize) -> Option<(u32, usize)> {
        let at = self.0.partition_point(|stretch| stretch.target as usize <= target).checked_sub(1)?;
        let stretch = self.0.get(at)?;
        let past = target as u32 - stretch.target;
        (past < stretch.count).then(|| (stretch.slot + past, (stretch.count - past) as usize))
    }
}

impl Draft<'_> {
    /// Notes of all parts which slots follow each other as their targets do.
    pub(super) fn find_straight(&mut self) {
        let mut named = vec![0; self.slots.len()];
        for part in &mut self.parts.all {
            part.straight.clear();
            for column in &part.columns {
                let from = named.get(*column).copied().unwrap_or_default();
                let slots = self.slots.get(*column);
                part.straight
                    .push(slots.map(|slots| Straight::of(slots, &part.numbers, from)).unwrap_or_default());
            }
            for column in &part.columns {
                if let Some(named) = named.get_mut(*column) {
                    *named += part.numbers.len() as u32;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seat::HolderKind;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_target_is_found_where_its_slot_is(
            mut first in prop::collection::vec(0..40_u32, 0..60),
            second in prop::collection::vec(0..40_u32, 0..60),
        ) {
            for number in first.iter_mut().filter(|number| **number > 35) {
                *number = NOBODY;
            }
            let both = [first.as_slice(), second.as_slice()].concat();
            let slots = Slots::new(HolderKind::User, 0, &both);
            for (numbers, from) in [(&first, 0), (&second, first.len() as u32)] {
                let straight = Straight::of(&slots, numbers, from);
                for (target, number) in numbers.iter().enumerate() {
                    let slot = (*number != NOBODY).then(|| slots.position(*number).unwrap());
                    prop_assert_eq!(straight.at(target).map(|(slot, _)| slot), slot);
                    let (slot, count) = straight.at(target).unwrap_or_default();
                    prop_assert!(slots.follow(&numbers[target..], slot) >= count);
                }
                prop_assert!(straight.at(numbers.len()).is_none());
            }
        }
    }
}
