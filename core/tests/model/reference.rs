//! A book as lists and loops: every seat is a row, every question counts them. Slow and plain on purpose; it shares no
//! code with the planner, only the words and the calendar.

use seatbook_core::load::Load;
use seatbook_core::model::{Pool, StartPolicy, User};
use seatbook_core::seat::SeatState;
use seatbook_core::{Day, Length};
use std::collections::BTreeMap;

/// A seat as it was left by the last operation that touched it.
#[derive(Clone, Debug)]
pub struct Seat {
    pub state: SeatState,
    pub holder: String,
    pub started_on: Option<Day>,
    /// By the duration alone.
    pub own_end: Option<Day>,
    pub sources: Vec<String>,
}

/// A seat on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub state: SeatState,
    pub started_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub own_end: Option<Day>,
}

/// Where a seat is: pool and position.
pub type Place = (usize, usize);

/// The whole book.
#[derive(Clone, Default)]
pub struct Reference {
    pub parents: BTreeMap<String, Option<String>>,
    pub users: BTreeMap<String, User>,
    pub groups: BTreeMap<String, Vec<String>>,
    pub pools: Vec<Pool>,
    pub seats: Vec<Vec<Seat>>,
}

impl Seat {
    pub fn fresh() -> Self {
        Self {
            state: SeatState::New,
            holder: String::new(),
            started_on: None,
            own_end: None,
            sources: Vec::new(),
        }
    }
}

impl Reference {
    pub fn load(&mut self, load: &Load) {
        for org in &load.orgs {
            self.parents.insert(org.id.clone(), org.parent.clone());
        }
        for user in &load.users {
            self.users.insert(user.id.clone(), user.clone());
        }
        for group in &load.groups {
            self.groups.insert(group.id.clone(), group.members.clone());
        }
        for pool in &load.pools {
            let at = self.pools.iter().position(|own| own.id == pool.id).unwrap_or(self.pools.len());
            if at == self.pools.len() {
                self.pools.push(pool.clone());
                self.seats.push(Vec::new());
            }
            let seats = pool.quantity.unwrap_or(0) as usize;
            let seats = seats.max(self.seats[at].len());
            self.seats[at].resize_with(seats, Seat::fresh);
            self.pools[at] = pool.clone();
        }
    }

    /// What a seat is on a day.
    pub fn seen(&self, (pool, seat): Place, day: Day) -> Seen {
        seen(&self.pools[pool], &self.seats[pool][seat], day)
    }

    /// Every seat of a product.
    pub fn places<'a>(&'a self, product: &'a str) -> impl Iterator<Item = Place> + 'a {
        let pools = (0..self.pools.len()).filter(move |pool| self.pools[*pool].product == product);
        pools.flat_map(|pool| (0..self.seats[pool].len()).map(move |seat| (pool, seat)))
    }

    /// The seat that a user holds on a day.
    pub fn held(&self, user: &str, product: &str, day: Day) -> Option<Place> {
        self.places(product).find(|place| {
            self.seats[place.0][place.1].holder == user && self.seen(*place, day).state.is_held()
        })
    }

    /// Whether users of an org may use a pool.
    pub fn serves(&self, pool: usize, org: &str) -> bool {
        let mut at = Some(org);
        while let Some(org) = at {
            if self.pools[pool].org == org {
                return true;
            }
            at = self.parents[org].as_deref();
        }
        false
    }

    /// total, assigned, started, available, new, reusable, retired, expired, upcoming, suspended.
    pub fn counts(&self, product: &str, day: Day) -> [u64; 10] {
        let mut counts = [0; 10];
        for place in self.places(product) {
            let pool = &self.pools[place.0];
            let state = self.seen(place, day).state;
            let mut count = |at: usize| counts[at] += 1;
            count(0);
            match state {
                SeatState::Assigned => count(1),
                SeatState::Started => [1, 2].into_iter().for_each(count),
                SeatState::Retired | SeatState::Withdrawn => count(6),
                SeatState::Expired => count(7),
                _ if pool.redeem_until.is_some_and(|until| day > until) => count(7),
                _ if pool.suspended => count(9),
                _ if pool.redeem_from.is_some_and(|from| day < from) => count(8),
                SeatState::New => [3, 4].into_iter().for_each(count),
                SeatState::Reusable => [3, 5].into_iter().for_each(count),
            }
        }
        counts
    }
}

/// The last day to start by hand.
pub fn start_by(pool: &Pool) -> Option<Day> {
    let counted = pool.start_policy != StartPolicy::OnDelivery;
    pool.delivered_on
        .zip(pool.start_within)
        .filter(|_| counted)
        .map(|(delivered, within)| delivered.plus(within))
}

/// The first day of a seat whose time begins on `day`, and its last day by duration.
pub fn begin(pool: &Pool, day: Day) -> (Day, Option<Day>) {
    let day = if pool.start_policy == StartPolicy::OnDelivery { pool.delivered_on.unwrap() } else { day };
    let first = pool.starts_on.map_or(day, |starts_on| if starts_on > day { starts_on } else { day });
    (first, pool.duration.map(|length: Length| first.plus(length).before()))
}

pub fn seen(pool: &Pool, seat: &Seat, day: Day) -> Seen {
    let mut state = seat.state;
    let (mut started_on, mut own_end) = (seat.started_on, seat.own_end);
    let automatic = start_by(pool).filter(|start_by| day > *start_by);
    if let (Some(start_by), SeatState::New | SeatState::Assigned) = (automatic, state) {
        state = if state == SeatState::New { SeatState::Reusable } else { SeatState::Started };
        let (first, last) = begin(pool, start_by);
        (started_on, own_end) = (Some(first), last);
    }
    let mut known_end = own_end;
    if state == SeatState::New && pool.start_policy == StartPolicy::OnDelivery {
        known_end = begin(pool, day).1;
    }
    let ends_on = [known_end, pool.ends_on].into_iter().flatten().min();
    if state != SeatState::Retired && ends_on.is_some_and(|end| end < day) {
        state = SeatState::Expired;
    }
    Seen { state, started_on, ends_on, own_end }
}
