//! Who gets scarce seats, and which.
//!
//! Rows are served in order; a row is served exactly when the seats can be arranged so that it and every row served
//! before it have one. Rows that may have the same seats are one class, seats that are alike are one lot, so this is a
//! flow from classes to lots, augmented one row at a time: a few lots and classes, however many rows.

use crate::plant;
use std::collections::{BTreeMap, VecDeque};

/// Seats that are alike: same pool, same end, same kind. Taken in the order of the lots' numbers.
pub(crate) type Lot = usize;
/// Rows that may have the same lots.
pub(crate) type ClassNumber = usize;

#[derive(Debug)]
struct Class {
    /// Lots that its rows may have, best first.
    lots: Vec<Lot>,
    /// Lots before this position have no room for it any more.
    from: usize,
    /// No further row can be served.
    full: bool,
}

/// Arranges classes of rows over lots of seats.
#[derive(Debug)]
pub(crate) struct Arrangement {
    classes: Vec<Class>,
    /// Seats of each lot that no served row has.
    room: Vec<u64>,
    /// Rows of each class that have a seat of the lot.
    taken: Vec<BTreeMap<ClassNumber, u64>>,
}

/// How a search came to a lot: from which lot, by moving a row of which class.
#[derive(Clone, Copy)]
struct Step {
    from: Lot,
    class: ClassNumber,
}

impl Arrangement {
    /// Lots with so many seats each; `u64::MAX` is without limit.
    pub(crate) fn new(room: Vec<u64>) -> Self {
        let taken = vec![BTreeMap::new(); room.len()];
        Self { classes: Vec::new(), room, taken }
    }

    /// Adds lots behind those that are there.
    pub(crate) fn add_lots(&mut self, room: Vec<u64>) {
        self.room.extend(room);
        self.taken.resize_with(self.room.len(), BTreeMap::new);
    }

    /// Adds a class of rows that may have these lots, best first.
    pub(crate) fn add_class(&mut self, lots: Vec<Lot>) -> ClassNumber {
        self.classes.push(Class { lots, from: 0, full: false });
        self.classes.len() - 1
    }

    /// Serves one more row of a class, if the seats can be arranged so.
    pub(crate) fn serve(&mut self, class: ClassNumber) -> bool {
        let Some(own) = self.classes.get_mut(class) else { return false };
        if own.full {
            return false;
        }
        while let Some(lot) = own.lots.get(own.from).copied() {
            if let Some(room) = self.room.get_mut(lot).filter(|room| **room > 0) {
                *room = room.saturating_sub(u64::from(*room != u64::MAX));
                *self.taken_by(lot, class) += 1;
                return true;
            }
            own.from += 1;
        }
        if plant::is("greedy instead of matching") {
            return false;
        }
        let lots = own.lots.clone();
        let Some((goal, steps)) = self.search(&lots, Self::has_room) else {
            if let Some(own) = self.classes.get_mut(class) {
                own.full = true;
            }
            return false;
        };
        let first = self.shift(goal, &steps);
        self.use_room(goal);
        *self.taken_by(first, class) += 1;
        true
    }

    /// Lots that rows of a class may have, best first.
    pub(crate) fn lots_of(&self, class: ClassNumber) -> &[Lot] {
        self.classes.get(class).map_or(&[], |own| &own.lots)
    }

    /// Gives up a served row of a class again: what is left is as if it had never been served.
    pub(crate) fn unserve(&mut self, class: ClassNumber) {
        self.leave_any(class);
        for class in &mut self.classes {
            (class.from, class.full) = (0, false);
        }
    }

    /// All rows are served; from now on seats are given for good, in the order of rows.
    pub(crate) fn settle(&mut self) {
        for class in &mut self.classes {
            class.from = 0;
        }
    }

    /// The best lot from which a row of a class can have its seat while every later row keeps one, and the next best.
    ///
    /// A lot that cannot be had now cannot be had later: what is left to arrange only shrinks.
    pub(crate) fn best(&mut self, class: ClassNumber) -> Option<Lot> {
        loop {
            let own = self.classes.get(class)?;
            let lot = *own.lots.get(own.from)?;
            if self.reserve(class, lot) {
                return Some(lot);
            }
            if let Some(own) = self.classes.get_mut(class) {
                own.from += 1;
            }
        }
    }

    /// The lots of a class behind the current best one.
    pub(crate) fn behind(&self, class: ClassNumber) -> &[Lot] {
        self.classes.get(class).and_then(|own| own.lots.get(own.from + 1..)).unwrap_or_default()
    }

    /// Arranges the rows so that one of `class` has a seat of `lot`, if that can be.
    pub(crate) fn reserve(&mut self, class: ClassNumber, lot: Lot) -> bool {
        if self.has_taken(class, lot) {
            return true;
        }
        if self.has_room(lot) {
            self.leave_any(class);
            self.use_room(lot);
            *self.taken_by(lot, class) += 1;
            return true;
        }
        // The lot is full with rows of other classes: one of them must move to where there is room, or to where this
        // row comes from.
        let goal =
            self.search(&[lot], |this, at| at != lot && (this.has_room(at) || this.has_taken(class, at)));
        let Some((goal, steps)) = goal else { return false };
        if self.has_taken(class, goal) {
            self.leave(class, goal);
        } else {
            self.leave_any(class);
        }
        self.shift(goal, &steps);
        self.use_room(goal);
        *self.taken_by(lot, class) += 1;
        true
    }

    /// Gives reserved seats of a lot for good.
    pub(crate) fn give(&mut self, class: ClassNumber, lot: Lot, seats: u64) {
        let taken = self.taken_by(lot, class);
        *taken = taken.saturating_sub(seats);
    }

    /// How many rows of a class have a seat of a lot: while there are some, it stays the best one.
    pub(crate) fn taken(&self, class: ClassNumber, lot: Lot) -> u64 {
        self.taken.get(lot).and_then(|taken| taken.get(&class)).copied().unwrap_or_default()
    }

    /// Seats of a lot that no served row has.
    pub(crate) fn room(&self, lot: Lot) -> u64 {
        self.room.get(lot).copied().unwrap_or(0)
    }

    fn has_room(&self, lot: Lot) -> bool {
        self.room.get(lot).is_some_and(|room| *room > 0)
    }

    fn has_taken(&self, class: ClassNumber, lot: Lot) -> bool {
        self.taken(class, lot) > 0
    }

    fn use_room(&mut self, lot: Lot) {
        if let Some(room) = self.room.get_mut(lot).filter(|room| **room != u64::MAX) {
            *room = room.saturating_sub(1);
        }
    }

    fn leave(&mut self, class: ClassNumber, lot: Lot) {
        let taken = self.taken_by(lot, class);
        *taken = taken.saturating_sub(1);
        if let Some(room) = self.room.get_mut(lot) {
            *room = room.saturating_add(1);
        }
    }

    /// A row of the class leaves the worst lot in which the class has one.
    fn leave_any(&mut self, class: ClassNumber) {
        let lots = self.classes.get(class).map(|own| own.lots.clone()).unwrap_or_default();
        if let Some(lot) = lots.into_iter().rev().find(|lot| self.has_taken(class, *lot)) {
            self.leave(class, lot);
        }
    }

    fn taken_by(&mut self, lot: Lot, class: ClassNumber) -> &mut u64 {
        if self.taken.len() <= lot {
            self.taken.resize_with(lot + 1, BTreeMap::new);
        }
        // The line above made the place.
        #[allow(clippy::indexing_slicing, reason = "resized above")]
        self.taken[lot].entry(class).or_insert(0)
    }

    /// Looks, breadth first, for a lot that `is_goal` by moving rows from lot to lot, starting in `starts`.
    fn search(
        &self,
        starts: &[Lot],
        is_goal: impl Fn(&Self, Lot) -> bool,
    ) -> Option<(Lot, Vec<Option<Step>>)> {
        let mut steps: Vec<Option<Step>> = vec![None; self.room.len()];
        let mut seen = vec![false; self.room.len()];
        let mut queue: VecDeque<Lot> = VecDeque::new();
        for lot in starts {
            if let Some(seen) = seen.get_mut(*lot).filter(|seen| !**seen) {
                *seen = true;
                queue.push_back(*lot);
            }
        }
        while let Some(lot) = queue.pop_front() {
            if is_goal(self, lot) {
                return Some((lot, steps));
            }
            let movable = self.taken.get(lot).into_iter().flatten().filter(|(_, count)| **count > 0);
            for (class, _) in movable {
                for next in self.classes.get(*class).map_or(&[][..], |own| &own.lots) {
                    if let Some(seen) = seen.get_mut(*next).filter(|seen| !**seen) {
                        *seen = true;
                        if let Some(step) = steps.get_mut(*next) {
                            *step = Some(Step { from: lot, class: *class });
                        }
                        queue.push_back(*next);
                    }
                }
            }
        }
        None
    }

    /// Moves a row along each step to `goal`; answers the lot in which a place became free.
    fn shift(&mut self, goal: Lot, steps: &[Option<Step>]) -> Lot {
        let mut at = goal;
        while let Some(step) = steps.get(at).copied().flatten() {
            *self.taken_by(at, step.class) += 1;
            let left = self.taken_by(step.from, step.class);
            *left = left.saturating_sub(1);
            at = step.from;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether rows (each with its lots) can all have a seat: tries every arrangement.
    fn can_all(rows: &[&Vec<Lot>], room: &mut [u64]) -> bool {
        let Some((first, rest)) = rows.split_first() else { return true };
        first.iter().any(|lot| {
            if room[*lot] == 0 {
                return false;
            }
            room[*lot] -= 1;
            let fine = can_all(rest, room);
            room[*lot] += 1;
            fine
        })
    }

    /// The rows served and their lots, by trying everything.
    fn brute(rows: &[usize], classes: &[Vec<Lot>], room: &[u64]) -> Vec<Option<Lot>> {
        let mut served: Vec<usize> = Vec::new();
        for at in 0..rows.len() {
            served.push(at);
            let wants: Vec<&Vec<Lot>> = served.iter().map(|at| &classes[rows[*at]]).collect();
            if !can_all(&wants, &mut room.to_vec()) {
                served.pop();
            }
        }
        let mut given = vec![None; rows.len()];
        let mut left = room.to_vec();
        for (position, at) in served.iter().enumerate() {
            let later: Vec<&Vec<Lot>> = served[position + 1..].iter().map(|at| &classes[rows[*at]]).collect();
            let lot = classes[rows[*at]].iter().copied().find(|lot| {
                if left[*lot] == 0 {
                    return false;
                }
                left[*lot] -= 1;
                let fine = can_all(&later, &mut left.clone());
                left[*lot] += 1;
                fine
            });
            left[lot.unwrap()] -= 1;
            given[*at] = lot;
        }
        given
    }

    fn planned(rows: &[usize], classes: &[Vec<Lot>], room: &[u64]) -> Vec<Option<Lot>> {
        let mut arrangement = Arrangement::new(room.to_vec());
        for class in classes {
            arrangement.add_class(class.clone());
        }
        let served: Vec<bool> = rows.iter().map(|class| arrangement.serve(*class)).collect();
        arrangement.settle();
        rows.iter()
            .zip(served)
            .map(|(class, served)| {
                served.then(|| {
                    let lot = arrangement.best(*class).unwrap();
                    arrangement.give(*class, lot, 1);
                    lot
                })
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn the_same_rows_get_the_same_seats_as_by_trying_everything(
            rows in prop::collection::vec(0..4_usize, 0..8),
            classes in prop::collection::vec(prop::collection::btree_set(0..4_usize, 0..4), 4..5),
            room in prop::collection::vec(0..3_u64, 4..5),
        ) {
            let classes: Vec<Vec<Lot>> = classes.into_iter().map(|class| class.into_iter().collect()).collect();
            prop_assert_eq!(planned(&rows, &classes, &room), brute(&rows, &classes, &room));
        }
    }

    #[test]
    fn a_teacher_leaves_the_shared_seat_to_the_pupil() {
        // Lot 0 ends first and is for all, lot 1 is for teachers; the teacher asks first.
        let (teacher, pupil) = (vec![0, 1], vec![0]);
        assert_eq!(planned(&[0, 1], &[teacher, pupil], &[1, 1]), [Some(1), Some(0)]);
    }
}
