//! The life of a seat: its states, and what a day makes of a stored one.

use crate::model::Pool;
use crate::term::Day;
use serde::{Deserialize, Serialize, Serializer};

/// Who can hold a seat: what the pool's kind is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum HolderKind {
    /// A user.
    #[default]
    User = 0,
    /// A group: its members have access through it.
    Group = 1,
    /// An org: its users, or also those of every org below it, have access through it.
    Org = 2,
}

impl HolderKind {
    /// Every kind.
    pub const ALL: &[HolderKind] = &[HolderKind::User, HolderKind::Group, HolderKind::Org];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            HolderKind::User => "user",
            HolderKind::Group => "group",
            HolderKind::Org => "org",
        }
    }
}

/// The state of a seat on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum SeatState {
    /// Nobody has it and its time has not begun.
    New = 1,
    /// Somebody has it; its time has not begun.
    Assigned = 2,
    /// Somebody has it and its time runs.
    Started = 3,
    /// Its time runs and nobody has it.
    Reusable = 4,
    /// Taken back for good.
    Retired = 5,
    /// Its last day has passed.
    Expired = 6,
    /// It left the pool when the pool was made smaller.
    Withdrawn = 7,
}

impl SeatState {
    /// Every state.
    pub const ALL: &[SeatState] = &[
        SeatState::New,
        SeatState::Assigned,
        SeatState::Started,
        SeatState::Reusable,
        SeatState::Retired,
        SeatState::Expired,
        SeatState::Withdrawn,
    ];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            SeatState::New => "new",
            SeatState::Assigned => "assigned",
            SeatState::Started => "started",
            SeatState::Reusable => "reusable",
            SeatState::Retired => "retired",
            SeatState::Expired => "expired",
            SeatState::Withdrawn => "withdrawn",
        }
    }

    /// The state with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| *state as u8 == number)
    }

    /// Whether somebody holds the seat.
    pub const fn is_held(self) -> bool {
        matches!(self, SeatState::Assigned | SeatState::Started)
    }

    /// Whether the seat could be handed out.
    pub const fn is_free(self) -> bool {
        matches!(self, SeatState::New | SeatState::Reusable)
    }
}

impl Serialize for SeatState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A stored state with its dates: what all seats of one bucket of a pool have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Standing {
    /// The state as written down.
    pub state: SeatState,
    /// The day its time began.
    pub started_on: Option<Day>,
    /// Its last day by its duration; the pool's own end still applies.
    pub end_by_duration: Option<Day>,
    /// Whether this only writes down what a date brought about: for an earlier day it is as if it had not been written.
    pub by_itself: bool,
}

impl Standing {
    /// As new.
    pub const NEW: Standing = Standing::undated(SeatState::New);

    /// In a state without dates.
    pub const fn undated(state: SeatState) -> Self {
        Self { state, started_on: None, end_by_duration: None, by_itself: false }
    }

    /// The same dates in another state.
    #[must_use]
    pub const fn become_state(self, state: SeatState) -> Self {
        Self { state, by_itself: false, ..self }
    }

    /// As it was before anybody wrote down what dates brought about.
    #[must_use]
    pub const fn as_decided(self) -> Self {
        match self.state {
            SeatState::Reusable if self.by_itself => Self::NEW,
            SeatState::Started if self.by_itself => Self::undated(SeatState::Assigned),
            _ => self,
        }
    }

    /// As it is to be written down if the time of its seats has begun by itself by a day; `None` if there is nothing to write.
    pub fn advanced(self, pool: &Pool, day: Day) -> Option<Self> {
        let begins = matches!(self.state, SeatState::New | SeatState::Assigned)
            && pool.start_by().is_some_and(|start_by| day > start_by);
        begins.then(|| Self { by_itself: true, ..self.on(pool, day).standing })
    }

    /// Begun on a day, by the pool's terms.
    pub fn begun(pool: &Pool, state: SeatState, day: Day) -> Self {
        let started = pool.start_day(day);
        let end_by_duration = pool.end_by_duration(started);
        Self { state, started_on: Some(started), end_by_duration, by_itself: false }
    }

    /// What this is on a day: dates bring about the automatic start and the end, nothing is written for it.
    #[must_use]
    pub fn on(self, pool: &Pool, day: Day) -> Seen {
        let decided = self.as_decided();
        let begun = match (decided.state, pool.start_by()) {
            (SeatState::New, Some(start_by)) if day > start_by => {
                Self::begun(pool, SeatState::Reusable, start_by)
            }
            (SeatState::Assigned, Some(start_by)) if day > start_by => {
                Self::begun(pool, SeatState::Started, start_by)
            }
            _ => decided,
        };
        let ends_on = match begun.state {
            SeatState::New => pool.end_of_new(),
            SeatState::Assigned => pool.ends_on,
            _ => pool.cap(begun.end_by_duration),
        };
        let lasting = !matches!(begun.state, SeatState::Retired | SeatState::Withdrawn);
        let state =
            if lasting && ends_on.is_some_and(|end| day > end) { SeatState::Expired } else { begun.state };
        Seen { state, standing: begun, ends_on }
    }
}

/// What a stored standing amounts to on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seen {
    /// The state on that day.
    pub state: SeatState,
    /// The standing that an operation would write down for it, without the end; never marked as begun by itself.
    pub standing: Standing,
    /// The last day, if there is one.
    pub ends_on: Option<Day>,
}
