//! A book as lists and loops: every seat is a row, every question counts them. Slow and plain on purpose; it shares no
//! code with the planner, only plain data, words and the calendar.

use crate::licences::File;
use seatbook_core::model::{
    Exclusion, Group, Licensee, Org, Pool, PoolKind, Prerequisite, Product, StartPolicy, User,
};
use seatbook_core::seat::SeatState;
use seatbook_core::{Day, Length};
use serde::{Deserialize, Serialize};

/// What sort of holder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    User,
    Group,
    Org,
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Org => "org",
        }
    }
}

/// Whoever has a seat, or is to have one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    pub kind: Kind,
    pub id: String,
}

/// A seat as it was left by the last operation that touched it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub state: SeatState,
    pub holder: Option<Holder>,
    pub started_on: Option<Day>,
    /// By the duration alone.
    pub own_end: Option<Day>,
    pub sources: Vec<String>,
    /// Plans that are switched off.
    pub off: Vec<String>,
}

/// A seat on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub state: SeatState,
    pub started_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub own_end: Option<Day>,
}

/// Where a seat is: positions of its pool and in it.
pub type Place = (usize, usize);

/// A pool with its seats.
#[derive(Clone, Debug)]
pub struct Bought {
    pub terms: Pool,
    /// What a seat that never was used is.
    pub fresh: Seat,
    /// Seats up to the highest that ever was used.
    pub seats: Vec<Seat>,
}

/// The whole book.
#[derive(Clone, Debug, Default)]
pub struct Book {
    pub orgs: Vec<Org>,
    pub users: Vec<User>,
    pub groups: Vec<Group>,
    pub products: Vec<Product>,
    pub pools: Vec<Bought>,
    pub exclusions: Vec<Exclusion>,
    pub prerequisites: Vec<Prerequisite>,
    pub default_country: Option<String>,
    /// Whom licence files are for.
    pub licensees: Vec<Licensee>,
    /// Licence files, in the order in which they were staged first.
    pub files: Vec<File>,
}

impl Holder {
    pub fn user(id: &str) -> Self {
        Self { kind: Kind::User, id: id.to_owned() }
    }
}

impl Seat {
    pub fn fresh() -> Self {
        Self {
            state: SeatState::New,
            holder: None,
            started_on: None,
            own_end: None,
            sources: Vec::new(),
            off: Vec::new(),
        }
    }
}

impl Bought {
    /// Seats that there are: used ones, and those that only were bought.
    pub fn size(&self) -> usize {
        let gone = self.seats.iter().filter(|seat| seat.state == SeatState::Withdrawn).count();
        let bought = self.terms.quantity.map_or(0, |quantity| quantity as usize + gone);
        if self.terms.kind == PoolKind::Site { 0 } else { self.seats.len().max(bought) }
    }

    pub fn seat(&self, at: usize) -> &Seat {
        self.seats.get(at).unwrap_or(&self.fresh)
    }

    /// What one of its seats is on a day.
    pub fn seen(&self, at: usize, day: Day) -> Seen {
        seen(&self.terms, self.seat(at), day)
    }
}

impl Book {
    pub fn user(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id == id)
    }

    /// Plans of a product.
    pub fn plans(&self, product: &str) -> Vec<String> {
        let product = self.product(product);
        product.into_iter().flat_map(|product| &product.plans).map(|plan| plan.id.clone()).collect()
    }

    pub fn seat(&self, (pool, at): Place) -> &Seat {
        self.pools[pool].seat(at)
    }

    /// A seat to be changed; those before it come into being with it.
    pub fn seat_mut(&mut self, (pool, at): Place) -> &mut Seat {
        let pool = &mut self.pools[pool];
        while pool.seats.len() <= at {
            pool.seats.push(pool.fresh.clone());
        }
        &mut pool.seats[at]
    }

    /// What a seat is on a day.
    pub fn seen(&self, (pool, at): Place, day: Day) -> Seen {
        self.pools[pool].seen(at, day)
    }

    /// Every seat of a product, by pool and number.
    pub fn places(&self, product: &str) -> Vec<Place> {
        let pools = (0..self.pools.len()).filter(|pool| self.pools[*pool].terms.product == product);
        pools.flat_map(|pool| (0..self.pools[pool].size()).map(move |seat| (pool, seat))).collect()
    }

    /// Seats of a product that somebody holds on a day, by pool id and number.
    pub fn held_places(&self, product: &str, day: Day) -> Vec<Place> {
        let mut places = self.places(product);
        places.retain(|place| self.seen(*place, day).state.is_held());
        places.sort_by_key(|(pool, at)| (self.pools[*pool].terms.id.clone(), *at));
        places
    }

    /// The seat that somebody holds on a day.
    pub fn held(&self, holder: &Holder, product: &str, day: Day) -> Option<Place> {
        for (pool, bought) in self.pools.iter().enumerate().filter(|(_, pool)| pool.terms.product == product)
        {
            for (at, seat) in bought.seats.iter().enumerate() {
                if seat.holder.as_ref() == Some(holder) && bought.seen(at, day).state.is_held() {
                    return Some((pool, at));
                }
            }
        }
        None
    }

    /// An org and those above it, upwards.
    pub fn upwards(&self, org: &str) -> Vec<String> {
        let mut chain = Vec::new();
        let mut at = Some(org.to_owned());
        while let Some(org) = at {
            let parent = self.orgs.iter().find(|own| own.id == org).and_then(|own| own.parent.clone());
            chain.push(org);
            at = parent;
        }
        chain
    }

    /// Sources in the order in which they are told: direct first, then groups as they came into the book.
    pub fn sort_sources(&self, sources: &mut Vec<String>) {
        let place =
            |source: &String| self.groups.iter().position(|group| *source == format!("group:{}", group.id));
        sources.sort_by_key(|source| (source != "direct", place(source)));
        sources.dedup();
    }

    /// total, assigned, started, available, new, reusable, retired, expired, upcoming, suspended.
    pub fn counts(&self, product: &str, day: Day) -> [u64; 10] {
        let mut counts = [0; 10];
        for place in self.places(product) {
            let pool = &self.pools[place.0].terms;
            let state = self.seen(place, day).state;
            let mut count = |at: usize| counts[at] += 1;
            if state == SeatState::Withdrawn {
                continue;
            }
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

/// A day so much later; months are counted on paper, and a day that a month does not have is its last one.
pub fn later(day: Day, length: Length) -> Day {
    let months = match length {
        Length::Days(days) => return crate::dice::day(day.number() + i32::try_from(days).unwrap()),
        Length::Months(months) => months,
    };
    let (mut year, mut month, of_month) = day.ymd();
    for _ in 0..months {
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    Day::from_ymd(year, month, of_month.min(last)).unwrap()
}

/// The last day to start by hand.
pub fn start_by(pool: &Pool) -> Option<Day> {
    let counted = pool.start_policy != StartPolicy::OnDelivery;
    let within = pool.delivered_on.zip(pool.start_within).filter(|_| counted);
    within.map(|(delivered, within)| later(delivered, within))
}

/// The first day of a seat whose time begins on `day`, and its last day by duration.
pub fn begin(pool: &Pool, day: Day) -> (Day, Option<Day>) {
    let day = if pool.start_policy == StartPolicy::OnDelivery { pool.delivered_on.unwrap() } else { day };
    let first = pool.starts_on.map_or(day, |starts_on| if starts_on > day { starts_on } else { day });
    (first, pool.duration.map(|length| later(first, length).before()))
}

/// What a seat of a pool is on a day.
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
    let lasting = !matches!(state, SeatState::Retired | SeatState::Withdrawn);
    if lasting && ends_on.is_some_and(|end| end < day) {
        state = SeatState::Expired;
    }
    Seen { state, started_on, ends_on, own_end }
}
