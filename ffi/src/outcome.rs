//! What became of a row: the numbers of core's list.

use crate::words::{Words, word, words};
use seatbook_core::{Class, Outcome};
use std::ffi::c_char;

/// What became of a row. 1 to 19 it took effect, 20 to 99 it was so already, 100 and up it was refused.
///
/// Of several reasons for a refusal the one with the smallest number is reported. Numbers and words are never changed or
/// reused; callers must accept ones that they do not know.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_outcome {
    /// There is no such row.
    SEATBOOK_OUTCOME_NONE = 0,

    /// A new seat was given.
    SEATBOOK_OUTCOME_ASSIGNED = 1,
    /// A started seat that nobody held was given, with its start and end date.
    SEATBOOK_OUTCOME_REUSED = 2,
    /// The seat's time began to run.
    SEATBOOK_OUTCOME_STARTED = 3,
    /// The seat was taken back and is as new.
    SEATBOOK_OUTCOME_REVOKED = 4,
    /// The started seat was taken back and can be given to somebody else until its end date.
    SEATBOOK_OUTCOME_TO_REUSABLE = 5,
    /// The seat was taken back and is gone, by the pool's terms.
    SEATBOOK_OUTCOME_RETIRED = 6,
    /// The holder keeps the seat; its plans or sources changed.
    SEATBOOK_OUTCOME_UPDATED = 7,
    /// The wish is off the waiting list.
    SEATBOOK_OUTCOME_CANCELLED = 8,

    /// The target has the product already; no seat was used.
    SEATBOOK_OUTCOME_ALREADY_ASSIGNED = 20,
    /// The seat's time runs already.
    SEATBOOK_OUTCOME_ALREADY_STARTED = 21,
    /// The target does not hold the product; there is nothing to take back or start.
    SEATBOOK_OUTCOME_NOT_ASSIGNED = 22,

    /// The same row stands further up in the request; the first one counts.
    SEATBOOK_OUTCOME_DUPLICATE_IN_REQUEST = 100,
    /// There is no such user in the book.
    SEATBOOK_OUTCOME_USER_NOT_FOUND = 101,
    /// The user's account is disabled.
    SEATBOOK_OUTCOME_USER_DISABLED = 102,
    /// No pool of the product belongs to the user's org or an org above it.
    SEATBOOK_OUTCOME_WRONG_ORG = 103,
    /// The user is not a member of the group.
    SEATBOOK_OUTCOME_NOT_IN_GROUP = 104,
    /// The pool is suspended.
    SEATBOOK_OUTCOME_POOL_SUSPENDED = 110,
    /// The pool's seats may not be handed out yet.
    SEATBOOK_OUTCOME_NOT_YET_VALID = 111,
    /// The pool has ended, or its seats may no longer be handed out.
    SEATBOOK_OUTCOME_EXPIRED = 112,
    /// The pool's seats are for another kind of holder.
    SEATBOOK_OUTCOME_KIND_MISMATCH = 113,
    /// The pool's seats are for other roles.
    SEATBOOK_OUTCOME_ROLE_NOT_ALLOWED = 120,
    /// The pool's seats are not for the user's country, or the user has no country and the rule needs one.
    SEATBOOK_OUTCOME_COUNTRY_NOT_ALLOWED = 121,
    /// The user holds something that excludes this.
    SEATBOOK_OUTCOME_MUTUALLY_EXCLUSIVE = 130,
    /// The user must hold another product or plan first.
    SEATBOOK_OUTCOME_DEPENDENCY_MISSING = 131,
    /// The product has no such plan.
    SEATBOOK_OUTCOME_UNKNOWN_PLAN = 132,
    /// No reusable seat has this end date.
    SEATBOOK_OUTCOME_NO_REUSABLE_WITH_END_DATE = 140,
    /// The seat that was asked for is not free.
    SEATBOOK_OUTCOME_SEAT_TAKEN = 141,
    /// No seat is left.
    SEATBOOK_OUTCOME_NO_SEAT_LEFT = 142,
    /// The seat came through a group; take it back from the group.
    SEATBOOK_OUTCOME_INHERITED_FROM_GROUP = 150,
    /// By the pool's terms an assigned seat cannot be taken back.
    SEATBOOK_OUTCOME_NOT_REVOCABLE = 151,
    /// Another product or plan of the user needs this one.
    SEATBOOK_OUTCOME_DEPENDENCY_IN_USE = 152,
    /// The row would have worked, but another row failed and the request was all or nothing.
    SEATBOOK_OUTCOME_ROLLED_BACK = 190,
    /// The seat has moved on since the operation that was to be undone.
    SEATBOOK_OUTCOME_CHANGED_SINCE = 191,
}

impl From<Outcome> for seatbook_outcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Assigned => Self::SEATBOOK_OUTCOME_ASSIGNED,
            Outcome::Reused => Self::SEATBOOK_OUTCOME_REUSED,
            Outcome::Started => Self::SEATBOOK_OUTCOME_STARTED,
            Outcome::Revoked => Self::SEATBOOK_OUTCOME_REVOKED,
            Outcome::ToReusable => Self::SEATBOOK_OUTCOME_TO_REUSABLE,
            Outcome::Retired => Self::SEATBOOK_OUTCOME_RETIRED,
            Outcome::Updated => Self::SEATBOOK_OUTCOME_UPDATED,
            Outcome::Cancelled => Self::SEATBOOK_OUTCOME_CANCELLED,
            Outcome::AlreadyAssigned => Self::SEATBOOK_OUTCOME_ALREADY_ASSIGNED,
            Outcome::AlreadyStarted => Self::SEATBOOK_OUTCOME_ALREADY_STARTED,
            Outcome::NotAssigned => Self::SEATBOOK_OUTCOME_NOT_ASSIGNED,
            Outcome::DuplicateInRequest => Self::SEATBOOK_OUTCOME_DUPLICATE_IN_REQUEST,
            Outcome::UserNotFound => Self::SEATBOOK_OUTCOME_USER_NOT_FOUND,
            Outcome::UserDisabled => Self::SEATBOOK_OUTCOME_USER_DISABLED,
            Outcome::WrongOrg => Self::SEATBOOK_OUTCOME_WRONG_ORG,
            Outcome::NotInGroup => Self::SEATBOOK_OUTCOME_NOT_IN_GROUP,
            Outcome::PoolSuspended => Self::SEATBOOK_OUTCOME_POOL_SUSPENDED,
            Outcome::NotYetValid => Self::SEATBOOK_OUTCOME_NOT_YET_VALID,
            Outcome::Expired => Self::SEATBOOK_OUTCOME_EXPIRED,
            Outcome::KindMismatch => Self::SEATBOOK_OUTCOME_KIND_MISMATCH,
            Outcome::RoleNotAllowed => Self::SEATBOOK_OUTCOME_ROLE_NOT_ALLOWED,
            Outcome::CountryNotAllowed => Self::SEATBOOK_OUTCOME_COUNTRY_NOT_ALLOWED,
            Outcome::MutuallyExclusive => Self::SEATBOOK_OUTCOME_MUTUALLY_EXCLUSIVE,
            Outcome::DependencyMissing => Self::SEATBOOK_OUTCOME_DEPENDENCY_MISSING,
            Outcome::UnknownPlan => Self::SEATBOOK_OUTCOME_UNKNOWN_PLAN,
            Outcome::NoReusableWithEndDate => Self::SEATBOOK_OUTCOME_NO_REUSABLE_WITH_END_DATE,
            Outcome::SeatTaken => Self::SEATBOOK_OUTCOME_SEAT_TAKEN,
            Outcome::NoSeatLeft => Self::SEATBOOK_OUTCOME_NO_SEAT_LEFT,
            Outcome::InheritedFromGroup => Self::SEATBOOK_OUTCOME_INHERITED_FROM_GROUP,
            Outcome::NotRevocable => Self::SEATBOOK_OUTCOME_NOT_REVOCABLE,
            Outcome::DependencyInUse => Self::SEATBOOK_OUTCOME_DEPENDENCY_IN_USE,
            Outcome::RolledBack => Self::SEATBOOK_OUTCOME_ROLLED_BACK,
            Outcome::ChangedSince => Self::SEATBOOK_OUTCOME_CHANGED_SINCE,
        }
    }
}

/// Which of three kinds an outcome is.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_class {
    /// There is no such outcome.
    SEATBOOK_CLASS_NONE = 0,
    /// The row took effect.
    SEATBOOK_CLASS_CHANGED = 1,
    /// It was so already: success, nothing to do.
    SEATBOOK_CLASS_UNCHANGED = 2,
    /// It was refused; nothing changed for this row.
    SEATBOOK_CLASS_REFUSED = 3,
}

static WORDS: Words<{ Outcome::ALL.len() }> = words!(Outcome);

/// The word of an outcome, such as "assigned", as in JSON and Python; "unknown" for a number that this version does not
/// know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_outcome_name(outcome: i32) -> *const c_char {
    word(&WORDS, Outcome::ALL.iter().map(|known| *known as i32), outcome)
}

/// Whether an outcome means that the row took effect, was so already, or was refused; SEATBOOK_CLASS_NONE for a number
/// that no outcome can have.
///
/// Goes by the number, so it is right for outcomes of newer versions too. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_outcome_class(outcome: i32) -> seatbook_class {
    match outcome {
        1..20 => seatbook_class::SEATBOOK_CLASS_CHANGED,
        20..100 => seatbook_class::SEATBOOK_CLASS_UNCHANGED,
        100.. => seatbook_class::SEATBOOK_CLASS_REFUSED,
        _ => seatbook_class::SEATBOOK_CLASS_NONE,
    }
}

impl From<Class> for seatbook_class {
    fn from(class: Class) -> Self {
        match class {
            Class::Changed => Self::SEATBOOK_CLASS_CHANGED,
            Class::Unchanged => Self::SEATBOOK_CLASS_UNCHANGED,
            Class::Refused => Self::SEATBOOK_CLASS_REFUSED,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::check_list;

    #[test]
    fn numbers_and_words_are_those_of_core() {
        let core = Outcome::ALL
            .iter()
            .map(|known| (*known as i32, seatbook_outcome::from(*known) as i32, known.word()));
        check_list(
            include_str!("outcome.rs"),
            "seatbook_outcome",
            "SEATBOOK_OUTCOME_",
            core,
            seatbook_outcome_name,
        );
    }

    #[test]
    fn classes_are_those_of_core() {
        for outcome in Outcome::ALL {
            assert_eq!(seatbook_outcome_class(*outcome as i32), outcome.class().into(), "{}", outcome.word());
        }
        assert_eq!(seatbook_outcome_class(-1), seatbook_class::SEATBOOK_CLASS_NONE);
    }
}
