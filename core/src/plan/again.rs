//! Judging again: when it turns out at the end that a row cannot stand, the whole request is judged without it, until all that
//! are left stand together.

use super::Draft;
use super::rows::Says;
use crate::error::Result;
use crate::maps::NumberMap;
use crate::request::Hooks;

/// What is kept from one round to the next.
#[derive(Default)]
pub(super) struct Rounds {
    /// Rows that cannot stand, with what they are answered.
    refused: NumberMap<u32, (Says, u32)>,
}

impl Rounds {
    /// Whether nothing that an earlier round has found out is about a row.
    pub(super) fn leave(&self, row: usize) -> bool {
        self.refused.is_empty() || !self.refused.contains_key(&(row as u32))
    }
}

impl Draft<'_> {
    /// Decides all rows.
    pub(super) fn judge(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        loop {
            self.undo(hooks)?;
            self.revoke(hooks)?;
            self.derive()?;
            self.assign(hooks)?;
            self.start(hooks)?;
            self.cancel(hooks)?;
            let refused = self.unfit(hooks)?;
            if refused.is_empty() {
                return Ok(());
            }
            self.rounds.refused.extend(refused);
            self.reset()?;
        }
    }

    /// Rows that cannot stand, beyond those of earlier rounds.
    fn unfit(&mut self, hooks: &mut Hooks<'_>) -> Result<Vec<(u32, (Says, u32))>> {
        let unmet = self.unmet()?;
        let mut refused: Vec<(u32, (Says, u32))> =
            unmet.into_iter().map(|row| (row.row, (row.says, row.seat))).collect();
        if refused.is_empty() {
            refused = self.broken_rows(hooks)?;
        }
        refused.retain(|(row, _)| !self.rounds.refused.contains_key(row));
        Ok(refused)
    }

    /// What an earlier round has found out about a row.
    pub(super) fn refused_before(&self, row: u32) -> Option<(Says, u32)> {
        self.rounds.refused.get(&row).copied()
    }

    fn reset(&mut self) -> Result<()> {
        self.read_held()?;
        for pool in &mut self.pools.all {
            pool.freed.clear();
        }
        self.seats.clear();
        self.warnings.clear();
        self.shortfall.clear();
        self.wishes.clear();
        self.rows.reset();
        self.units.reset();
        if let Some(judging) = &mut self.judging {
            judging.reset();
        }
        Ok(())
    }
}
