//! What stands or falls together: the two rows of a swap; with `unit` user, all rows of one user.

use super::rows::Says;
use super::{At, Draft};
use crate::error::Result;
use crate::layout::users::NOBODY;
use crate::maps::NumberSet;
use crate::outcome::{Class, Outcome};
use crate::request::{Hooks, Op, Unit};
use std::cmp::Reverse;
use std::collections::HashMap;

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

impl Draft<'_> {
    /// Finds out which rows stand or fall together, if any do.
    pub(super) fn read_units(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        let of_user = self.options.unit == Unit::User;
        let undoes_swap = self.parts.undone.as_ref().is_some_and(|undone| undone.swapped);
        if !of_user && !undoes_swap && self.parts.all.iter().all(|part| part.op != Op::Swap) {
            return Ok(());
        }
        let mut state = (vec![u32::MAX; self.parts.rows()], HashMap::<(u32, u32, bool), u32>::new());
        self.each_row(
            |_| true,
            hooks,
            &mut state,
            |draft, at, (of_row, known)| {
                let key = match draft.options.unit {
                    Unit::User if at.user == NOBODY => return Ok(()),
                    Unit::User => (at.holder as u32, at.user, true),
                    // Of a request that undoes, all rows undo the same operation; and only of swaps are there units.
                    Unit::Row if matches!(draft.part(at)?.op, Op::Swap | Op::Undo) => {
                        (at.part, at.target, false)
                    }
                    Unit::Row => return Ok(()),
                };
                let next = known.len() as u32;
                let unit = *known.entry(key).or_insert(next);
                if let Some(place) = of_row.get_mut(at.row as usize) {
                    *place = unit;
                }
                Ok(())
            },
        )?;
        let (of_row, known) = state;
        let mut sizes = vec![0; known.len()];
        for unit in &of_row {
            if let Some(rows) = sizes.get_mut(*unit as usize) {
                *rows += 1;
            }
        }
        (self.units.of_row, self.units.sizes) = (of_row, sizes);
        Ok(())
    }

    /// The rows that give, unit by unit: by priority, then in request order of each unit's first row.
    pub(super) fn rows_by_unit(&mut self, hooks: &mut Hooks<'_>) -> Result<Vec<Vec<At>>> {
        let mut all = (Vec::<(Reverse<i32>, Vec<At>)>::new(), HashMap::<u32, usize>::new());
        self.each_row(
            |op| matches!(op, Op::Assign | Op::Reuse),
            hooks,
            &mut all,
            |draft, at, (groups, known)| {
                let priority = Reverse(draft.part(at)?.item.priority);
                match draft.units.of(at) {
                    None => groups.push((priority, vec![at])),
                    Some(unit) => {
                        let place = *known.entry(unit).or_insert(groups.len());
                        match groups.get_mut(place) {
                            Some((own, rows)) => {
                                *own = priority.min(*own);
                                rows.push(at);
                            }
                            None => groups.push((priority, vec![at])),
                        }
                    }
                }
                Ok(())
            },
        )?;
        let mut groups = all.0;
        groups.sort_by_key(|(priority, _)| *priority);
        Ok(groups.into_iter().map(|(_, rows)| rows).collect())
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
