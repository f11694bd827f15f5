//! One certain seat: whoever names a seat gets that one or none.

use super::{Assigning, At, Draft};
use crate::error::{Error, Result, Status};
use crate::layout::seats::NOBODY;
use crate::maps::{NumberMap, NumberSet};
use crate::plan::SeatChange;
use crate::plan::holders::seat_index;
use crate::rules::seat_choice::{ClassNumber, Lot};

/// Seats that have never been used can come into being before their turn; so many at once.
const MOST_AHEAD: u32 = 1_000_000;

/// Rows that ask for one certain seat.
#[derive(Default)]
pub(super) struct Certain {
    /// Seats that rows were promised: by pool's position and index, with their lot.
    claimed: NumberMap<(u32, u32), Lot>,
    by_row: NumberMap<u32, (u32, u32)>,
    /// What the row that is being judged is about to claim.
    next: Option<((u32, u32), Lot)>,
    /// Pools of which unused seats were taken out of their turn.
    ahead: NumberSet<u32>,
}

impl Certain {
    /// The seat that a row was promised.
    pub(super) fn of(&self, at: At) -> Option<(u32, Lot)> {
        let key = self.by_row.get(&at.row)?;
        Some((key.1, *self.claimed.get(key)?))
    }
}

impl Draft<'_> {
    /// The class of a row: its kind's, or that of the seat that it names; `None` if that seat is not free.
    pub(super) fn class_of_seat(
        &mut self,
        at: At,
        class: ClassNumber,
        assigning: &mut Assigning,
    ) -> Result<Option<ClassNumber>> {
        let part = self.part(at)?;
        let (Some(number), Some(pool)) = (part.item.seat, part.pools.first().copied()) else {
            return Ok(Some(class));
        };
        let pool = self.pools.position(self.view, pool)?;
        let facts = self.pools.pool(pool)?;
        let index = seat_index(number, &facts.record.pool, &facts.state)?;
        if index.saturating_sub(facts.state.next) > MOST_AHEAD {
            let message = format!(
                "seat {number} of pool `{}` is more than {MOST_AHEAD} seats ahead of those that were ever used",
                facts.record.pool.id
            );
            return Err(Error::new(Status::Limit, message));
        }
        if index >= facts.state.next {
            assigning.certain.ahead.insert(pool);
            assigning.lots.bring_forward(pool, index);
        }
        let lots = assigning.arrangement.lots_of(class).to_vec();
        for lot in lots {
            let free = !assigning.certain.claimed.contains_key(&(pool, index))
                && assigning.lots.contains(self.view, lot, pool, index)?;
            if free {
                assigning.certain.next = Some(((pool, index), lot));
                let wants = assigning.classes.wants(class).cloned().unwrap_or_default();
                return Ok(Some(assigning.class_of_lot(lot, wants)));
            }
        }
        Ok(None)
    }

    /// Keeps the certain seat of a row that was served from being given to anybody else.
    pub(super) fn claim(&mut self, at: At, assigning: &mut Assigning) -> Result<()> {
        if let Some((key, lot)) = assigning.certain.next.take() {
            assigning.certain.claimed.insert(key, lot);
            assigning.certain.by_row.insert(at.row, key);
            assigning.lots.claim(self.view, lot, key.0, key.1)?;
        }
        Ok(())
    }

    /// Seats between those that were ever used and one that was asked for come into being as new ones.
    pub(super) fn fill_gaps(&mut self, assigning: &mut Assigning) -> Result<()> {
        for pool in std::mem::take(&mut assigning.certain.ahead) {
            let fresh = self.pools.pool(pool)?.state.fresh;
            let situation = self.pools.situate(pool, fresh, self.options.on)?;
            let first = self.pools.pool(pool)?.state.next;
            let given: NumberSet<u32> = self
                .seats
                .iter()
                .filter(|seat| self.pools.situation(seat.situation).is_ok_and(|own| own.pool == pool))
                .map(|seat| seat.seat)
                .collect();
            let Some(last) = given.iter().copied().filter(|seat| *seat >= first).max() else { continue };
            for seat in (first..last).filter(|seat| !given.contains(seat)) {
                self.seats.push(SeatChange { situation, seat, holder: NOBODY });
            }
        }
        Ok(())
    }
}

impl Assigning {
    /// Lets go of the certain seat that a row was promised.
    pub(super) fn let_go(&mut self, at: At) {
        if let Some(key) = self.certain.by_row.remove(&at.row)
            && let Some(lot) = self.certain.claimed.remove(&key)
        {
            self.lots.let_go(lot, key.1);
        }
    }

    /// A class of rows that may have seats of one lot only.
    fn class_of_lot(&mut self, lot: Lot, wants: super::class::Wants) -> ClassNumber {
        let class = self.arrangement.add_class(vec![lot]);
        self.classes.add_wants(class, wants);
        class
    }
}
