//! What can become of a row: the one list from which C constants, JSON words and Python literals come.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Which of three kinds an outcome is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The row took effect.
    Changed,
    /// It was so already: success, nothing to do.
    Unchanged,
    /// It was refused; nothing changed for this row.
    Refused,
}

macro_rules! outcomes {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal $word:literal;)+) => {
        /// What became of a row. 1-19 it took effect, 20-99 it was so already, 100 and up it was refused.
        ///
        /// Refusals are numbered by precedence within assigning and within revoking: of several reasons the one with the
        /// smallest number is reported. Numbers and words are never changed or reused; callers must accept new ones.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Outcome {
            $($(#[doc = $doc])+ $name = $number,)+
        }

        impl Outcome {
            /// Every outcome, in the order of their numbers.
            pub const ALL: &[Outcome] = &[$(Outcome::$name,)+];

            /// The word used in JSON, Python and `seatbook_outcome_name`.
            pub const fn word(self) -> &'static str {
                match self { $(Outcome::$name => $word,)+ }
            }

            /// What it means, in a sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Outcome::$name => concat!($($doc),+),)+ }
            }
        }
    };
}

outcomes! {
    /// A new seat was given.
    Assigned = 1 "assigned";
    /// A started seat that nobody held was given, with its start and end date.
    Reused = 2 "reused";
    /// The seat's time began to run.
    Started = 3 "started";
    /// The seat was taken back and is as new.
    Revoked = 4 "revoked";
    /// The started seat was taken back and can be given to somebody else until its end date.
    ToReusable = 5 "to_reusable";
    /// The seat was taken back and is gone, by the pool's terms.
    Retired = 6 "retired";
    /// The holder keeps the seat; its plans or sources changed.
    Updated = 7 "updated";
    /// The wish was taken off the waiting list.
    Cancelled = 8 "cancelled";

    /// The target has the product already; no seat was used.
    AlreadyAssigned = 20 "already_assigned";
    /// The seat's time runs already.
    AlreadyStarted = 21 "already_started";
    /// The target does not hold the product; there is nothing to take back or start.
    NotAssigned = 22 "not_assigned";

    /// The same row stands further up in the request; the first one counts.
    DuplicateInRequest = 100 "duplicate_in_request";
    /// There is no such user in the book.
    UserNotFound = 101 "user_not_found";
    /// The user's account is disabled.
    UserDisabled = 102 "user_disabled";
    /// No pool of the product belongs to the user's org or an org above it.
    WrongOrg = 103 "wrong_org";
    /// The user is not a member of the group.
    NotInGroup = 104 "not_in_group";
    /// The pool is suspended.
    PoolSuspended = 110 "pool_suspended";
    /// The pool's seats may not be handed out yet.
    NotYetValid = 111 "not_yet_valid";
    /// The pool has ended, or its seats may no longer be handed out.
    Expired = 112 "expired";
    /// The pool's seats are for another kind of holder.
    KindMismatch = 113 "kind_mismatch";
    /// The pool's seats are for other roles.
    RoleNotAllowed = 120 "role_not_allowed";
    /// The pool's seats are not for the user's country, or the user has no country and the rule needs one.
    CountryNotAllowed = 121 "country_not_allowed";
    /// The user holds something that excludes this.
    MutuallyExclusive = 130 "mutually_exclusive";
    /// The user must hold another product or plan first.
    DependencyMissing = 131 "dependency_missing";
    /// The product has no such plan.
    UnknownPlan = 132 "unknown_plan";
    /// No reusable seat has this end date.
    NoReusableWithEndDate = 140 "no_reusable_with_end_date";
    /// The seat that was asked for is not free.
    SeatTaken = 141 "seat_taken";
    /// No seat is left.
    NoSeatLeft = 142 "no_seat_left";
    /// The seat came through a group; take it back from the group.
    InheritedFromGroup = 150 "inherited_from_group";
    /// By the pool's terms an assigned seat cannot be taken back.
    NotRevocable = 151 "not_revocable";
    /// Another product or plan of the user needs this one.
    DependencyInUse = 152 "dependency_in_use";
    /// The row would have worked, but another row failed and the request was all or nothing.
    RolledBack = 190 "rolled_back";
    /// The seat has moved on since the operation that was to be undone.
    ChangedSince = 191 "changed_since";
}

impl Outcome {
    /// Its kind, by its number.
    pub const fn class(self) -> Class {
        match self as u8 {
            0..20 => Class::Changed,
            20..100 => Class::Unchanged,
            100.. => Class::Refused,
        }
    }

    /// The outcome with this number, if there is one.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| *outcome as u8 == number)
    }

    /// The outcome with this word, if there is one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.word() == word)
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::from_word(&word).ok_or_else(|| de::Error::custom("unknown outcome"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_unique_and_found_again() {
        for (index, outcome) in Outcome::ALL.iter().enumerate() {
            assert_eq!(Outcome::from_number(*outcome as u8), Some(*outcome));
            assert_eq!(Outcome::from_word(outcome.word()), Some(*outcome));
            assert!(Outcome::ALL[index + 1..].iter().all(|later| later > outcome));
        }
    }
}
