//! What stands or falls together: the two rows of a swap; with `unit` user, all rows of one user.

use super::rows::Says;
use super::{At, Draft};
use crate::error::Result;
use crate::layout::users::NOBODY;
use crate::maps::{NumberMap, NumberSet};
use crate::outcome::{Class, Outcome};
use crate::request::{Hooks, Op, Unit};
use std::cmp::Reverse;

/// Rows that stand or fall together, by a number of their own.
#[derive(Default)]
pub(super) struct Units {
    /// Unit of each row of the request; `u32::MAX` stands alone.
    of_row: Vec<u32>,
    /// Rows of each unit.
    sizes: Vec<u32>,
    /// Units of which some row was refused.
    broken: NumberSet<u32>,
}

impl Units {
    pub(super) fn is_empty(&self) -> bool {
        self.of_row.is_empty()
    }

    fn of(&self, at: At) -> Option<u32> {
        self.of_row.get(at.row as usize).copied().filter(|unit| *unit != u32::MAX)
    }

    pub(super) fn is_broken(&self, at: At) -> bool {
        self.of(at).is_some_and(|unit| self.broken.contains(&unit))
    }

    /// Whether a row stands or falls together with others.
    pub(super) fn has_others(&self, at: At) -> bool {
        self.of(at).is_some_and(|unit| self.sizes.get(unit as usize).is_some_and(|rows| *rows > 1))
    }

    pub(super) fn breaks(&mut self, at: At) {
        let unit = self.of(at);
        self.broken.extend(unit);
    }

    pub(super) fn reset(&mut self) {
        self.broken.clear();
    }
}

/// Units get numbers in the order of their first rows.
#[derive(Default)]
struct Numbers {
    of_row: Vec<u32>,
    count: u32,
    /// The two rows of a swap follow each other; those of a user stand anywhere.
    last: Option<((u32, u32), u32)>,
    of_user: NumberMap<(u32, u32), u32>,
}

impl Numbers {
    fn give(&mut self, row: u32, key: (u32, u32), by: Unit) {
        let known = match (self.last, by) {
            (Some((last, unit)), _) if last == key => Some(unit),
            (_, Unit::User) => self.of_user.get(&key).copied(),
            (_, Unit::Row) => None,
        };
        let unit = known.unwrap_or(self.count);
        if unit == self.count {
            self.count += 1;
            if by == Unit::User {
                self.of_user.insert(key, unit);
            }
        }
        self.last = Some((key, unit));
        if let Some(place) = self.of_row.get_mut(row as usize) {
            *place = unit;
        }
    }
}

/// Rows with the places of their units; rows that stand alone are units too.
#[derive(Default)]
struct ByUnit {
    /// By unit, if it has one.
    places: Vec<u32>,
    /// By place.
    priorities: Vec<Reverse<i32>>,
    rows: Vec<(u32, At)>,
}

impl ByUnit {
    fn add(&mut self, at: At, unit: Option<u32>, priority: Reverse<i32>) {
        let new = self.priorities.len() as u32;
        let place = match unit.and_then(|unit| self.places.get_mut(unit as usize)) {
            Some(place) if *place == u32::MAX => {
                *place = new;
                new
            }
            Some(place) => *place,
            None => new,
        };
        match self.priorities.get_mut(place as usize) {
            Some(own) => *own = priority.min(*own),
            None => self.priorities.push(priority),
        }
        self.rows.push((place, at));
    }
}

impl Draft<'_> {
    /// Finds out which rows stand or fall together, if any do.
    pub(super) fn read_units(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        let of_user = self.options.unit == Unit::User;
        let undoes_swap = self.parts.undone.as_ref().is_some_and(|undone| undone.swapped);
        if !of_user && !undoes_swap && self.parts.all.iter().all(|part| part.op != Op::Swap) {
            return Ok(());
        }
        let mut numbers = Numbers { of_row: vec![u32::MAX; self.parts.rows()], ..Numbers::default() };
        self.each_row(
            |_| true,
            hooks,
            &mut numbers,
            |draft, at, numbers| {
                let key = match draft.options.unit {
                    Unit::User if at.user == NOBODY => return Ok(()),
                    Unit::User => (at.holder as u32, at.user),
                    // Of a request that undoes, all rows undo the same operation; and only of swaps are there units.
                    Unit::Row if matches!(draft.part(at)?.op, Op::Swap | Op::Undo) => (at.part, at.target),
                    Unit::Row => return Ok(()),
                };
                numbers.give(at.row, key, draft.options.unit);
                Ok(())
            },
        )?;
        let Numbers { of_row, count, .. } = numbers;
        let mut sizes = vec![0; count as usize];
        for unit in &of_row {
            if let Some(rows) = sizes.get_mut(*unit as usize) {
                *rows += 1;
            }
        }
        (self.units.of_row, self.units.sizes) = (of_row, sizes);
        Ok(())
    }

    /// The rows that give, unit by unit: by priority, then in request order of each unit's first row. With each row goes the place of
    /// its unit.
    pub(super) fn rows_by_unit(&mut self, hooks: &mut Hooks<'_>) -> Result<Vec<(u32, At)>> {
        let mut all = ByUnit { places: vec![u32::MAX; self.units.sizes.len()], ..ByUnit::default() };
        self.each_row(
            |op| matches!(op, Op::Assign | Op::Reuse),
            hooks,
            &mut all,
            |draft, at, all| {
                let priority = Reverse(draft.part(at)?.item.priority);
                all.add(at, draft.units.of(at), priority);
                Ok(())
            },
        )?;
        let ByUnit { mut rows, priorities, .. } = all;
        let rank = |(place, _): &(u32, At)| (priorities.get(*place as usize).copied(), *place);
        if !rows.is_sorted_by_key(rank) {
            rows.sort_by_key(rank);
        }
        Ok(rows)
    }

    /// Units that a row has broken and of which something took effect, with every row of them as it shall be answered.
    pub(super) fn broken_rows(&mut self, hooks: &mut Hooks<'_>) -> Result<Vec<(u32, (Says, u32))>> {
        if self.units.broken.is_empty() {
            return Ok(Vec::new());
        }
        let mut again = NumberSet::default();
        self.each_row(
            |_| true,
            hooks,
            &mut again,
            |draft, at, again| {
                let effect = draft.rows.get(at.row).is_some_and(|(says, _)| took_effect(&says));
                again.extend(draft.units.of(at).filter(|_| effect && draft.units.is_broken(at)));
                Ok(())
            },
        )?;
        let mut broken = (again, Vec::new());
        self.each_row(
            |_| true,
            hooks,
            &mut broken,
            |draft, at, (again, broken)| {
                if let Some((says, seat)) = draft.rows.get(at.row)
                    && draft.units.of(at).is_some_and(|unit| again.contains(&unit))
                {
                    let gone = says.outcome.class() == Class::Changed || says.rests_on_change;
                    let answer = if gone { (Says::only(Outcome::RolledBack), 0) } else { (says, seat) };
                    broken.push((at.row, answer));
                }
                Ok(())
            },
        )?;
        Ok(broken.1)
    }
}

fn took_effect(says: &Says) -> bool {
    says.outcome.class() == Class::Changed || says.rests_on_change
}
