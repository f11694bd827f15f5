//! What the dates will bring about by themselves: seats that end, seats that start because nobody started them in time, and free seats
//! that can no longer be handed out.

use super::counts::Within;
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, PoolRecord, Sort};
use crate::layout::seats::PoolState;
use crate::model::Pool;
use crate::seat::{SeatState, Standing};
use crate::term::{Day, Length};
use crate::view::View;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// What happens by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Event {
    /// The last day to start seats by hand: afterwards they start by themselves.
    Starts = 1,
    /// The last day of seats.
    Ends = 2,
    /// The last day to hand out free seats.
    RedeemEnds = 3,
}

impl Event {
    /// Every event.
    pub const ALL: &[Event] = &[Event::Starts, Event::Ends, Event::RedeemEnds];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            Event::Starts => "starts",
            Event::Ends => "ends",
            Event::RedeemEnds => "redeem_ends",
        }
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// What happens to seats of a pool on a day, if nothing is done until then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimelineRow {
    /// The last day before it takes effect.
    pub on: Day,
    /// What happens.
    pub event: Event,
    /// The product.
    pub product: String,
    /// The pool.
    pub pool: String,
    /// To how many seats. Of a pool without limit only those that have come into being are counted, of a site none.
    pub seats: u64,
    /// Of these, how many somebody holds.
    pub held: u64,
}

/// What happens by itself between two days (both included), by day, pool and event.
pub(crate) fn of(
    view: View<'_>,
    from: Day,
    to: Day,
    product: Option<&str>,
    org: Option<&str>,
) -> Result<Vec<TimelineRow>> {
    if from > to {
        return Err(Error::new(Status::InvalidArgument, format!("{from} is after {to}")));
    }
    let mut pools = Vec::new();
    match product {
        Some(product) => {
            catalogue::each_pool_of(view.reader, view.product(product)?, None, |_, pool| pools.push(pool))?;
        }
        None => catalogue::each(view.reader, Sort::Pool, |_, pool| {
            pools.push(pool);
            Ok(())
        })?,
    }
    let mut within = Within::new(view, org)?;
    let mut rows = Vec::new();
    for number in pools {
        let record: PoolRecord = view.pool_record(number)?;
        if within.contains(record.org)? {
            rows.extend(of_pool(&record.pool, &view.pool_state(number)?, from, to));
        }
    }
    rows.sort_by(|one, other| (one.on, &one.pool, one.event).cmp(&(other.on, &other.pool, other.event)));
    Ok(rows)
}

fn of_pool(pool: &Pool, state: &PoolState, from: Day, to: Day) -> Vec<TimelineRow> {
    let mut found: BTreeMap<(Day, Event), (u64, u64)> = BTreeMap::new();
    let mut add = |day: Day, event: Event, seats: u64, is_held: bool| {
        if (from..=to).contains(&day) {
            let (all, held) = found.entry((day, event)).or_default();
            *all += seats;
            *held += if is_held { seats } else { 0 };
        }
    };
    for (standing, seats) in state.with_unused(pool.quantity) {
        if seats == 0 {
            continue;
        }
        if let Some(day) = starts(pool, standing) {
            add(day, Event::Starts, seats, standing.on(pool, day).state.is_held());
        }
        if let Some(day) = ends(pool, standing) {
            add(day, Event::Ends, seats, standing.on(pool, day).state.is_held());
        }
        if let Some(day) = pool.redeem_until.filter(|day| standing.on(pool, *day).state.is_free()) {
            add(day, Event::RedeemEnds, seats, false);
        }
    }
    if let Some(day) = pool.ends_on.filter(|_| pool.quantity.is_none()) {
        add(day, Event::Ends, 0, false);
    }
    let row = |((on, event), (seats, held))| TimelineRow {
        on,
        event,
        product: pool.product.clone(),
        pool: pool.id.clone(),
        seats,
        held,
    };
    found.into_iter().map(row).collect()
}

/// The last day before seats start by themselves.
fn starts(pool: &Pool, standing: Standing) -> Option<Day> {
    let day = pool.start_by()?;
    let waits = |state| matches!(state, SeatState::New | SeatState::Assigned);
    let starts = waits(standing.on(pool, day).state)
        && matches!(standing.on(pool, after(day)).state, SeatState::Reusable | SeatState::Started);
    starts.then_some(day)
}

/// The last day of seats: the end they have now, or the one they get by starting by themselves.
fn ends(pool: &Pool, standing: Standing) -> Option<Day> {
    let start_by = pool.start_by();
    let started = start_by.map(|day| standing.on(pool, after(day)));
    let now = standing.on(pool, Day::MIN);
    let days: BTreeSet<Day> = [now.ends_on, started.and_then(|seen| seen.ends_on), start_by, pool.ends_on]
        .into_iter()
        .flatten()
        .collect();
    let is_over = |day: Day| standing.on(pool, day).state == SeatState::Expired;
    days.into_iter().find(|day| !is_over(*day) && is_over(after(*day)))
}

fn after(day: Day) -> Day {
    day.plus(Length::Days(1))
}
