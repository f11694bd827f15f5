//! The small lists of words: what C gets and passes as `int32_t`, tested against core's lists.

use crate::boundary::misuse;
use crate::text::seatbook_str;
use seatbook_core::load::{Entity, Leavers};
use seatbook_core::model::{GroupKind, PoolKind, Release, StartPolicy};
use seatbook_core::query::Covered;
use seatbook_core::report::{ReportStatus, Source};
use seatbook_core::seat::{HolderKind, SeatState};
use seatbook_core::{Mode, Op, Result, SeatChoice, Status, Unit};
use std::ffi::c_char;

/// What a row asks for.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_op {
    /// There is no such row.
    SEATBOOK_OP_NONE = 0,
    /// Give a seat.
    SEATBOOK_OP_ASSIGN = 1,
    /// Take a seat back.
    SEATBOOK_OP_REVOKE = 2,
    /// Give a started seat that nobody holds.
    SEATBOOK_OP_REUSE = 3,
    /// Begin the time of an assigned seat.
    SEATBOOK_OP_START = 4,
    /// Give a seat of another product for one of this, in one step: nobody is left without either.
    SEATBOOK_OP_SWAP = 5,
    /// Make these the holders: give to those who lack it, take back from everybody else.
    SEATBOOK_OP_SYNC = 6,
    /// Undo an earlier operation, row by row.
    SEATBOOK_OP_UNDO = 7,
    /// Take a wish off the waiting list.
    SEATBOOK_OP_CANCEL = 8,
    /// What another account has becomes this one's. Rows of a merge say so; no item can ask for it.
    SEATBOOK_OP_MERGE = 9,
}

/// Who a target or holder is.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_holder_kind {
    /// A user.
    SEATBOOK_HOLDER_KIND_USER = 0,
    /// A group: its members have access through it.
    SEATBOOK_HOLDER_KIND_GROUP = 1,
    /// An org: its users, or also those of every org below it, have access through it.
    SEATBOOK_HOLDER_KIND_ORG = 2,
}

/// The state of a seat on a day.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_seat_state {
    /// No seat is meant.
    SEATBOOK_SEAT_STATE_NONE = 0,
    /// Nobody has it and its time has not begun.
    SEATBOOK_SEAT_STATE_NEW = 1,
    /// Somebody has it; its time has not begun.
    SEATBOOK_SEAT_STATE_ASSIGNED = 2,
    /// Somebody has it and its time runs.
    SEATBOOK_SEAT_STATE_STARTED = 3,
    /// Its time runs and nobody has it.
    SEATBOOK_SEAT_STATE_REUSABLE = 4,
    /// Taken back for good.
    SEATBOOK_SEAT_STATE_RETIRED = 5,
    /// Its last day has passed.
    SEATBOOK_SEAT_STATE_EXPIRED = 6,
    /// It left the pool when the pool was made smaller.
    SEATBOOK_SEAT_STATE_WITHDRAWN = 7,
}

/// How an operation went as a whole.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_report_status {
    /// No row was refused.
    SEATBOOK_REPORT_STATUS_SUCCESS = 0,
    /// Some rows were refused.
    SEATBOOK_REPORT_STATUS_PARTIAL = 1,
    /// Nothing was done because rows were refused.
    SEATBOOK_REPORT_STATUS_FAILED = 2,
    /// Nothing was done because it was only a dry run.
    SEATBOOK_REPORT_STATUS_DRY_RUN = 3,
}

/// Sorts of things that can be loaded.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_entity {
    /// There is no such thing.
    SEATBOOK_ENTITY_NONE = 0,
    /// An org.
    SEATBOOK_ENTITY_ORG = 1,
    /// A product.
    SEATBOOK_ENTITY_PRODUCT = 2,
    /// A user.
    SEATBOOK_ENTITY_USER = 3,
    /// A group.
    SEATBOOK_ENTITY_GROUP = 4,
    /// A pool.
    SEATBOOK_ENTITY_POOL = 5,
    /// A member of a group.
    SEATBOOK_ENTITY_MEMBER = 6,
    /// A rule of what must not be held together.
    SEATBOOK_ENTITY_EXCLUSION = 7,
    /// A rule of what needs something else.
    SEATBOOK_ENTITY_PREREQUISITE = 8,
    /// What holds for the whole book.
    SEATBOOK_ENTITY_SETTINGS = 9,
    /// Whom licence files are for.
    SEATBOOK_ENTITY_LICENSEE = 10,
}

/// How many of some users have something.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_covered {
    /// Nobody.
    SEATBOOK_COVERED_NONE = 0,
    /// Some, not all.
    SEATBOOK_COVERED_SOME = 1,
    /// Everybody, and there is somebody.
    SEATBOOK_COVERED_ALL = 2,
}

/// What becomes of the seats of users who are no longer enabled.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_leavers {
    /// They keep their seats.
    SEATBOOK_LEAVERS_KEEP = 0,
    /// All seats of their own are taken back in the same step; what cannot be taken back stays, and the report says so.
    SEATBOOK_LEAVERS_GIVE_BACK = 1,
    /// Whoever holds a seat is refused (IN_USE) and stays enabled.
    SEATBOOK_LEAVERS_REFUSE = 2,
}

/// Whether good rows are kept when others fail.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_mode {
    /// Every row stands alone.
    SEATBOOK_MODE_BEST_EFFORT = 0,
    /// All rows or none.
    SEATBOOK_MODE_ATOMIC = 1,
}

/// What stands or falls together when the request is not all or nothing.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_unit {
    /// Every row stands alone; the two rows of a swap stand together.
    SEATBOOK_UNIT_ROW = 0,
    /// All rows of one user (group, org) or none.
    SEATBOOK_UNIT_USER = 1,
}

/// How a holder came by a seat.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_source_kind {
    /// There is no such source.
    SEATBOOK_SOURCE_KIND_NONE = 0,
    /// For himself.
    SEATBOOK_SOURCE_KIND_DIRECT = 1,
    /// As a member of a group.
    SEATBOOK_SOURCE_KIND_GROUP = 2,
    /// As a user of an org, or of one below it: by the seat that the org holds.
    SEATBOOK_SOURCE_KIND_ORG = 3,
    /// As a user of an org for which a pool of kind `site` is on.
    SEATBOOK_SOURCE_KIND_SITE = 4,
}

impl From<Covered> for seatbook_covered {
    fn from(covered: Covered) -> Self {
        match covered {
            Covered::None => Self::SEATBOOK_COVERED_NONE,
            Covered::Some => Self::SEATBOOK_COVERED_SOME,
            Covered::All => Self::SEATBOOK_COVERED_ALL,
        }
    }
}

impl seatbook_source_kind {
    pub(crate) fn of(source: Option<&Source>) -> Self {
        match source {
            None => Self::SEATBOOK_SOURCE_KIND_NONE,
            Some(Source::Direct) => Self::SEATBOOK_SOURCE_KIND_DIRECT,
            Some(Source::Group(_)) => Self::SEATBOOK_SOURCE_KIND_GROUP,
            Some(Source::Org(_)) => Self::SEATBOOK_SOURCE_KIND_ORG,
            Some(Source::Site(_)) => Self::SEATBOOK_SOURCE_KIND_SITE,
        }
    }
}

/// The group, org or pool of a source.
pub(crate) fn source_id(source: Option<&Source>) -> seatbook_str {
    match source {
        None | Some(Source::Direct) => seatbook_str::NONE,
        Some(Source::Group(id) | Source::Org(id) | Source::Site(id)) => seatbook_str::of(id),
    }
}

/// Which seats an assignment may take.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_seat_choice {
    /// Seats that nobody has started.
    SEATBOOK_SEAT_CHOICE_NEW = 0,
    /// Started seats that nobody holds.
    SEATBOOK_SEAT_CHOICE_REUSE = 1,
    /// Both, the one with the least days left first.
    SEATBOOK_SEAT_CHOICE_AUTO = 2,
}

/// Who a seat of a pool is for.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_pool_kind {
    /// Many seats for users.
    SEATBOOK_POOL_KIND_VOLUME = 0,
    /// One seat for one user.
    SEATBOOK_POOL_KIND_SINGLE = 1,
    /// A seat is for a group.
    SEATBOOK_POOL_KIND_GROUP = 2,
    /// A seat is for one org.
    SEATBOOK_POOL_KIND_SCHOOL = 3,
    /// A seat is for an org and all below it.
    SEATBOOK_POOL_KIND_TENANT = 4,
    /// No seats: on for the whole org.
    SEATBOOK_POOL_KIND_SITE = 5,
}

/// When a seat's time begins to run.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_start_policy {
    /// When it is assigned.
    SEATBOOK_START_POLICY_ON_ASSIGN = 0,
    /// When the holder first uses it.
    SEATBOOK_START_POLICY_ON_FIRST_USE = 1,
    /// From the delivery, for all seats alike.
    SEATBOOK_START_POLICY_ON_DELIVERY = 2,
}

/// What becomes of a started seat that is taken back.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_release {
    /// It keeps its start and end date and can be given to somebody else.
    SEATBOOK_RELEASE_REUSE = 0,
    /// It is as new.
    SEATBOOK_RELEASE_FRESH = 1,
    /// It is gone.
    SEATBOOK_RELEASE_BURN = 2,
}

/// What sort of group.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_group_kind {
    /// A school class or course.
    SEATBOOK_GROUP_KIND_CLASS = 0,
    /// Any other group.
    SEATBOOK_GROUP_KIND_GROUP = 1,
}

macro_rules! from_core {
    ($core:ident => $own:ident { $($name:ident => $number:ident),+ $(,)? }) => {
        impl From<$core> for $own {
            fn from(value: $core) -> Self {
                match value { $($core::$name => Self::$number,)+ }
            }
        }

        impl FromNumber for $core {
            const NAME: &'static str = stringify!($own);
            const NUMBERS: &'static [(i32, Self)] = &[$(($own::$number as i32, $core::$name),)+];
        }
    };
}

from_core!(Op => seatbook_op {
    Assign => SEATBOOK_OP_ASSIGN, Revoke => SEATBOOK_OP_REVOKE, Reuse => SEATBOOK_OP_REUSE, Start => SEATBOOK_OP_START,
    Swap => SEATBOOK_OP_SWAP, Sync => SEATBOOK_OP_SYNC, Undo => SEATBOOK_OP_UNDO, Cancel => SEATBOOK_OP_CANCEL,
    Merge => SEATBOOK_OP_MERGE,
});
from_core!(HolderKind => seatbook_holder_kind {
    User => SEATBOOK_HOLDER_KIND_USER, Group => SEATBOOK_HOLDER_KIND_GROUP, Org => SEATBOOK_HOLDER_KIND_ORG,
});
from_core!(Unit => seatbook_unit { Row => SEATBOOK_UNIT_ROW, User => SEATBOOK_UNIT_USER });
from_core!(SeatState => seatbook_seat_state {
    New => SEATBOOK_SEAT_STATE_NEW, Assigned => SEATBOOK_SEAT_STATE_ASSIGNED, Started => SEATBOOK_SEAT_STATE_STARTED,
    Reusable => SEATBOOK_SEAT_STATE_REUSABLE, Retired => SEATBOOK_SEAT_STATE_RETIRED,
    Expired => SEATBOOK_SEAT_STATE_EXPIRED, Withdrawn => SEATBOOK_SEAT_STATE_WITHDRAWN,
});
from_core!(ReportStatus => seatbook_report_status {
    Success => SEATBOOK_REPORT_STATUS_SUCCESS, Partial => SEATBOOK_REPORT_STATUS_PARTIAL,
    Failed => SEATBOOK_REPORT_STATUS_FAILED, DryRun => SEATBOOK_REPORT_STATUS_DRY_RUN,
});
from_core!(Entity => seatbook_entity {
    Org => SEATBOOK_ENTITY_ORG, Product => SEATBOOK_ENTITY_PRODUCT, User => SEATBOOK_ENTITY_USER,
    Group => SEATBOOK_ENTITY_GROUP, Pool => SEATBOOK_ENTITY_POOL, Member => SEATBOOK_ENTITY_MEMBER,
    Exclusion => SEATBOOK_ENTITY_EXCLUSION, Prerequisite => SEATBOOK_ENTITY_PREREQUISITE,
    Settings => SEATBOOK_ENTITY_SETTINGS,
    Licensee => SEATBOOK_ENTITY_LICENSEE,
});
from_core!(Leavers => seatbook_leavers {
    Keep => SEATBOOK_LEAVERS_KEEP, GiveBack => SEATBOOK_LEAVERS_GIVE_BACK, Refuse => SEATBOOK_LEAVERS_REFUSE,
});
from_core!(Mode => seatbook_mode { BestEffort => SEATBOOK_MODE_BEST_EFFORT, Atomic => SEATBOOK_MODE_ATOMIC });
from_core!(SeatChoice => seatbook_seat_choice {
    New => SEATBOOK_SEAT_CHOICE_NEW, Reuse => SEATBOOK_SEAT_CHOICE_REUSE, Auto => SEATBOOK_SEAT_CHOICE_AUTO,
});
from_core!(PoolKind => seatbook_pool_kind {
    Volume => SEATBOOK_POOL_KIND_VOLUME, Single => SEATBOOK_POOL_KIND_SINGLE, Group => SEATBOOK_POOL_KIND_GROUP,
    School => SEATBOOK_POOL_KIND_SCHOOL, Tenant => SEATBOOK_POOL_KIND_TENANT, Site => SEATBOOK_POOL_KIND_SITE,
});
from_core!(StartPolicy => seatbook_start_policy {
    OnAssign => SEATBOOK_START_POLICY_ON_ASSIGN, OnFirstUse => SEATBOOK_START_POLICY_ON_FIRST_USE,
    OnDelivery => SEATBOOK_START_POLICY_ON_DELIVERY,
});
from_core!(Release => seatbook_release {
    Reuse => SEATBOOK_RELEASE_REUSE, Fresh => SEATBOOK_RELEASE_FRESH, Burn => SEATBOOK_RELEASE_BURN,
});
from_core!(GroupKind => seatbook_group_kind {
    Class => SEATBOOK_GROUP_KIND_CLASS, Group => SEATBOOK_GROUP_KIND_GROUP,
});

/// A value that C passes as its number.
pub(crate) trait FromNumber: Copy + 'static {
    /// The C name of the list.
    const NAME: &'static str;
    /// All numbers.
    const NUMBERS: &'static [(i32, Self)];

    /// The value with this number.
    fn from_c(number: i32) -> Result<Self> {
        let found = Self::NUMBERS.iter().find(|(known, _)| *known == number);
        found.map(|(_, value)| *value).ok_or_else(|| unknown_number(Self::NAME, i64::from(number)))
    }
}

/// A number that stands for nothing.
pub(crate) fn unknown_number(name: &str, number: i64) -> seatbook_core::Error {
    misuse(Status::UnknownNumber, format!("`{number}` is no {name} that this version of seatbook knows"))
}

/// A flag: 0 or 1.
pub(crate) fn flag(number: u32, name: &str) -> Result<bool> {
    match number {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(misuse(Status::UnknownNumber, format!("`{name}` is {number}; set it to 0 or 1"))),
    }
}

/// A field that is kept for later: whoever sets it wants something that this version does not know.
pub(crate) fn reserved(number: u32, of: &str) -> Result<()> {
    if number == 0 {
        return Ok(());
    }
    let message =
        format!("`{of}.reserved` is {number}, which this version of seatbook does not know; leave it 0");
    Err(misuse(Status::WrongSize, message))
}

/// Core's words with a NUL behind each, made at compile time.
pub(crate) type Words<const N: usize> = [[u8; 32]; N];

/// A word with NULs behind it; one that is too long does not compile.
#[allow(
    clippy::indexing_slicing,
    reason = "evaluated at compile time, where an index out of range is an error"
)]
pub(crate) const fn with_nul(word: &str) -> [u8; 32] {
    let bytes = word.as_bytes();
    assert!(bytes.len() < 32, "a word is longer than 31 bytes");
    let mut own = [0; 32];
    let mut at = 0;
    while at < bytes.len() {
        own[at] = bytes[at];
        at += 1;
    }
    own
}

/// The words of one of core's lists.
macro_rules! words {
    ($list:ident) => {{
        let mut own = [[0; 32]; $list::ALL.len()];
        let mut rest = $list::ALL;
        let mut at = 0;
        #[allow(
            clippy::indexing_slicing,
            reason = "evaluated at compile time, where an index out of range is an error"
        )]
        while let [first, others @ ..] = rest {
            own[at] = $crate::words::with_nul(first.word());
            rest = others;
            at += 1;
        }
        own
    }};
}
pub(crate) use words;

/// The word that stands where the number stands; "unknown" if it stands nowhere.
pub(crate) fn word(
    words: &'static [[u8; 32]],
    mut numbers: impl Iterator<Item = i32>,
    number: i32,
) -> *const c_char {
    let found = numbers.position(|known| known == number).and_then(|at| words.get(at));
    found.map_or(c"unknown".as_ptr(), |word| word.as_ptr().cast())
}

static OPS: Words<{ Op::ALL.len() }> = words!(Op);
static HOLDER_KINDS: Words<{ HolderKind::ALL.len() }> = words!(HolderKind);
static SEAT_STATES: Words<{ SeatState::ALL.len() }> = words!(SeatState);
static REPORT_STATUSES: Words<{ ReportStatus::ALL.len() }> = words!(ReportStatus);
static ENTITIES: Words<{ Entity::ALL.len() }> = words!(Entity);

/// The word of an operation, such as "assign"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_op_name(op: i32) -> *const c_char {
    word(&OPS, Op::ALL.iter().map(|known| *known as i32), op)
}

/// The word of a kind of holder, such as "group"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_holder_kind_name(kind: i32) -> *const c_char {
    word(&HOLDER_KINDS, HolderKind::ALL.iter().map(|known| *known as i32), kind)
}

/// The word of a seat's state, such as "reusable"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_seat_state_name(state: i32) -> *const c_char {
    word(&SEAT_STATES, SeatState::ALL.iter().map(|known| *known as i32), state)
}

/// The word of a report's status, such as "partial"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_report_status_name(status: i32) -> *const c_char {
    word(&REPORT_STATUSES, ReportStatus::ALL.iter().map(|known| *known as i32), status)
}

/// The word of a sort of thing, such as "user"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_entity_name(entity: i32) -> *const c_char {
    word(&ENTITIES, Entity::ALL.iter().map(|known| *known as i32), entity)
}

#[cfg(test)]
pub(crate) mod tests;
