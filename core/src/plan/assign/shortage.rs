//! Want of seats: what a row is told that finds none, and what a product is short of.

use super::{Assigning, At, Draft};
use crate::error::Result;
use crate::outcome::Outcome;
use crate::plan::rows::Says;
use crate::report::{InTheWay, Shortfall};
use crate::rules::seat_choice::ClassNumber;
use crate::term::Day;
use std::collections::BTreeMap;

/// What a class was last told for want of seats, and how many rows had been served then.
pub(super) type LastRefusal = ((ClassNumber, usize), Says);

impl Draft<'_> {
    /// Says that there is no seat, and which started ones there still are for the asking.
    pub(super) fn refuse_for_want_of_seats(
        &mut self,
        at: At,
        class: ClassNumber,
        assigning: &mut Assigning,
    ) -> Result<()> {
        if self.part(at)?.item.seat.is_some() {
            return self.refuse(at, Outcome::SeatTaken, None);
        }
        let asked_for_date = assigning.classes.wants(class).is_some_and(|wants| wants.ends_on.is_some());
        if !asked_for_date {
            self.slot(at)?.short = true;
        }
        self.note_starved(at);
        let now = (class, assigning.served.len());
        let says = match assigning.last_refusal {
            Some((then, says)) if then == now => says,
            _ => {
                let mut started: BTreeMap<Option<Day>, u64> = BTreeMap::new();
                for (lot, ends_on) in
                    assigning.classes.wants(class).into_iter().flat_map(|wants| &wants.started)
                {
                    let seats = started.entry(*ends_on).or_default();
                    *seats = seats.saturating_add(assigning.arrangement.room(*lot));
                }
                started.retain(|_, seats| *seats > 0);
                let seats = started.values().fold(0_u64, |sum, seats| sum.saturating_add(*seats));
                let obstacle = InTheWay {
                    reusable: (seats > 0 && !asked_for_date).then_some(seats),
                    end_dates: started.into_keys().flatten().collect(),
                    ..InTheWay::default()
                };
                let is_something = obstacle != InTheWay::default();
                let in_the_way = is_something.then(|| self.rows.obstacle(obstacle));
                let outcome =
                    if asked_for_date { Outcome::NoReusableWithEndDate } else { Outcome::NoSeatLeft };
                Says { in_the_way, ..Says::only(outcome) }
            }
        };
        assigning.last_refusal = Some((now, says));
        self.say(at, says, 0)
    }

    /// A row that found no seat in an earlier round is short of one still.
    pub(super) fn note_short(&mut self, at: At, kind: u32, assigning: &mut Assigning) -> Result<()> {
        let says = self.refused_before(at.row);
        if says.is_some_and(|(says, _)| says.outcome == Outcome::NoSeatLeft) {
            self.standpoint(at, kind, assigning)?;
            self.slot(at)?.short = true;
        }
        Ok(())
    }

    pub(super) fn count_shortfall(&mut self, assigning: &Assigning) {
        for (product, slots) in self.slots.iter().enumerate() {
            let (missing, given) = slots.demand();
            if missing == 0 {
                continue;
            }
            let id = self.parts.columns.get(product).map(|column| column.id.clone()).unwrap_or_default();
            let available = assigning.lots.available(product);
            self.shortfall.push(Shortfall { product: id, needed: missing + given, available, missing });
        }
    }
}
