//! Whether a call worked: the numbers of core's list.

use crate::words::{Words, word, words};
use seatbook_core::Status;
use std::ffi::c_char;

/// Whether a call worked, and if not, why. A call whose rows were all refused still returns SEATBOOK_OK.
///
/// Numbers and words are never changed or reused; callers must accept ones that they do not know.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_status {
    /// The call worked. A report may still hold refused rows.
    SEATBOOK_OK = 0,

    /// A value makes no sense where it stands; the message says which and why.
    SEATBOOK_INVALID_ARGUMENT = 1,
    /// NULL where a value is needed.
    SEATBOOK_NULL_ARGUMENT = 2,
    /// A text is not UTF-8.
    SEATBOOK_INVALID_UTF8 = 3,
    /// A number that stands for nothing: an enumeration value or option flag that this version does not know.
    SEATBOOK_UNKNOWN_NUMBER = 4,
    /// The `size` field of a struct is not set, or too small, or the struct sets options unknown here.
    SEATBOOK_WRONG_SIZE = 5,
    /// A JSON text does not parse, or has a field that is not known.
    SEATBOOK_INVALID_JSON = 6,
    /// A documented limit would be exceeded; nothing was done.
    SEATBOOK_LIMIT = 7,
    /// A handle that was closed, or never was one.
    SEATBOOK_INVALID_HANDLE = 8,

    /// There is no book (or roster) at the path.
    SEATBOOK_NOT_FOUND = 10,
    /// There is something at the path already; `create` never overwrites.
    SEATBOOK_EXISTS = 11,
    /// Another process or handle has the book open for writing, or the writer was not free in time.
    SEATBOOK_BUSY = 12,
    /// The book could not be read or written; the message carries the system's own words.
    SEATBOOK_IO = 13,
    /// The disk (or quota) is full. Nothing acknowledged is lost.
    SEATBOOK_DISK_FULL = 14,
    /// The book is damaged.
    SEATBOOK_CORRUPT = 15,
    /// The book was written by a newer seatbook.
    SEATBOOK_NEWER = 16,
    /// The file is not a book.
    SEATBOOK_NOT_A_BOOK = 17,
    /// The book was opened for reading only.
    SEATBOOK_READ_ONLY = 18,
    /// The file was replaced or removed while the book was open.
    SEATBOOK_REPLACED = 19,
    /// The book was not closed cleanly: open it once for writing, then for reading.
    SEATBOOK_NEEDS_RECOVERY = 20,
    /// The book is not a descendant of the journal head that was asked for: an older copy was put in place.
    SEATBOOK_ROLLED_BACK = 21,
    /// It is not known whether the operation was committed; repeat it with the same request id.
    SEATBOOK_OUTCOME_UNKNOWN = 22,

    /// The request makes no sense as a whole.
    SEATBOOK_MALFORMED_REQUEST = 30,
    /// The actor may not do this.
    SEATBOOK_NOT_AUTHORIZED = 31,
    /// The request names a product that is not in the book.
    SEATBOOK_UNKNOWN_PRODUCT = 32,
    /// The request names a pool that is not in the book.
    SEATBOOK_UNKNOWN_POOL = 33,
    /// The request names a group that is not in the book.
    SEATBOOK_UNKNOWN_GROUP = 34,
    /// The request names an org that is not in the book.
    SEATBOOK_UNKNOWN_ORG = 35,
    /// The question names a user that is not in the book.
    SEATBOOK_UNKNOWN_USER = 36,
    /// The request id was used before with another body.
    SEATBOOK_REQUEST_REUSED = 37,
    /// The book has changed since the revision that the request expects.
    SEATBOOK_STALE_REVISION = 38,
    /// Stopped by the caller; nothing was written.
    SEATBOOK_CANCELLED = 39,
    /// Seats are in use; give them back first.
    SEATBOOK_IN_USE = 40,
    /// Something with this id or code is in the book already.
    SEATBOOK_DUPLICATE = 41,

    /// The handle was inherited through `fork()`; the child must open the book itself.
    SEATBOOK_FORKED = 50,
    /// An earlier internal error; close the book and open it again.
    SEATBOOK_POISONED = 51,
    /// A licence key is no ed25519 public key, or a weak one; nothing signed with it could be trusted.
    SEATBOOK_WEAK_KEY = 60,
    /// The text is not a licence file, or was cut or changed on its way.
    SEATBOOK_NOT_A_LICENCE_FILE = 61,
    /// The licence file is signed with a key that the book was not opened with.
    SEATBOOK_UNKNOWN_KEY = 62,
    /// The licence file's signature is wrong: it was changed after it was signed.
    SEATBOOK_WRONG_SIGNATURE = 63,
    /// The licence file is signed, but what it says makes no sense.
    SEATBOOK_INVALID_LICENCE = 64,
    /// The licence file is signed, but not written in the one way in which it must be.
    SEATBOOK_NOT_CANONICAL = 65,
    /// The licence file is for another owner or serial number.
    SEATBOOK_OTHER_CUSTOMER = 66,
    /// The licence file is not newer than the one that is active or waits.
    SEATBOOK_OLDER_LICENCE = 67,
    /// The licence file cannot be taken over yet.
    SEATBOOK_LICENCE_NOT_YET_VALID = 68,
    /// The licence file can no longer be taken over.
    SEATBOOK_LICENCE_EXPIRED = 69,
    /// No licence file with this number was ever staged.
    SEATBOOK_UNKNOWN_ACTIVATION = 70,
    /// The licence file does not wait to be activated: it was activated or discarded before.
    SEATBOOK_NOT_PENDING = 71,
    /// The licence file has no line with this id, and does away with none.
    SEATBOOK_UNKNOWN_LINE = 72,
    /// A line's seats in use still exceed its new total; nothing was written.
    SEATBOOK_STILL_EXCEEDS = 73,
    /// More seats would be taken back than the licence file asks for; nothing was written.
    SEATBOOK_TOO_MANY_REMOVALS = 74,
    /// Somebody who shall give a seat back holds none of the line; nothing was written.
    SEATBOOK_NOT_A_HOLDER = 75,
    /// A seat cannot be taken back from somebody who was chosen; nothing was written.
    SEATBOOK_REMOVAL_REFUSED = 76,
    /// An activated licence file says this; only a newer licence file changes it.
    SEATBOOK_LICENSED = 77,
    /// A bug in seatbook. The book is as if the call had not been made.
    SEATBOOK_INTERNAL = 99,
}

impl From<Status> for seatbook_status {
    fn from(status: Status) -> Self {
        match status {
            Status::Ok => Self::SEATBOOK_OK,
            Status::InvalidArgument => Self::SEATBOOK_INVALID_ARGUMENT,
            Status::NullArgument => Self::SEATBOOK_NULL_ARGUMENT,
            Status::InvalidUtf8 => Self::SEATBOOK_INVALID_UTF8,
            Status::UnknownNumber => Self::SEATBOOK_UNKNOWN_NUMBER,
            Status::WrongSize => Self::SEATBOOK_WRONG_SIZE,
            Status::InvalidJson => Self::SEATBOOK_INVALID_JSON,
            Status::Limit => Self::SEATBOOK_LIMIT,
            Status::InvalidHandle => Self::SEATBOOK_INVALID_HANDLE,
            Status::NotFound => Self::SEATBOOK_NOT_FOUND,
            Status::Exists => Self::SEATBOOK_EXISTS,
            Status::Busy => Self::SEATBOOK_BUSY,
            Status::Io => Self::SEATBOOK_IO,
            Status::DiskFull => Self::SEATBOOK_DISK_FULL,
            Status::Corrupt => Self::SEATBOOK_CORRUPT,
            Status::Newer => Self::SEATBOOK_NEWER,
            Status::NotABook => Self::SEATBOOK_NOT_A_BOOK,
            Status::ReadOnly => Self::SEATBOOK_READ_ONLY,
            Status::Replaced => Self::SEATBOOK_REPLACED,
            Status::NeedsRecovery => Self::SEATBOOK_NEEDS_RECOVERY,
            Status::RolledBack => Self::SEATBOOK_ROLLED_BACK,
            Status::OutcomeUnknown => Self::SEATBOOK_OUTCOME_UNKNOWN,
            Status::MalformedRequest => Self::SEATBOOK_MALFORMED_REQUEST,
            Status::NotAuthorized => Self::SEATBOOK_NOT_AUTHORIZED,
            Status::UnknownProduct => Self::SEATBOOK_UNKNOWN_PRODUCT,
            Status::UnknownPool => Self::SEATBOOK_UNKNOWN_POOL,
            Status::UnknownGroup => Self::SEATBOOK_UNKNOWN_GROUP,
            Status::UnknownOrg => Self::SEATBOOK_UNKNOWN_ORG,
            Status::UnknownUser => Self::SEATBOOK_UNKNOWN_USER,
            Status::RequestReused => Self::SEATBOOK_REQUEST_REUSED,
            Status::StaleRevision => Self::SEATBOOK_STALE_REVISION,
            Status::Cancelled => Self::SEATBOOK_CANCELLED,
            Status::InUse => Self::SEATBOOK_IN_USE,
            Status::Duplicate => Self::SEATBOOK_DUPLICATE,
            Status::Forked => Self::SEATBOOK_FORKED,
            Status::Poisoned => Self::SEATBOOK_POISONED,
            Status::WeakKey => Self::SEATBOOK_WEAK_KEY,
            Status::NotALicenceFile => Self::SEATBOOK_NOT_A_LICENCE_FILE,
            Status::UnknownKey => Self::SEATBOOK_UNKNOWN_KEY,
            Status::WrongSignature => Self::SEATBOOK_WRONG_SIGNATURE,
            Status::InvalidLicence => Self::SEATBOOK_INVALID_LICENCE,
            Status::NotCanonical => Self::SEATBOOK_NOT_CANONICAL,
            Status::OtherCustomer => Self::SEATBOOK_OTHER_CUSTOMER,
            Status::OlderLicence => Self::SEATBOOK_OLDER_LICENCE,
            Status::LicenceNotYetValid => Self::SEATBOOK_LICENCE_NOT_YET_VALID,
            Status::LicenceExpired => Self::SEATBOOK_LICENCE_EXPIRED,
            Status::UnknownActivation => Self::SEATBOOK_UNKNOWN_ACTIVATION,
            Status::NotPending => Self::SEATBOOK_NOT_PENDING,
            Status::UnknownLine => Self::SEATBOOK_UNKNOWN_LINE,
            Status::StillExceeds => Self::SEATBOOK_STILL_EXCEEDS,
            Status::TooManyRemovals => Self::SEATBOOK_TOO_MANY_REMOVALS,
            Status::NotAHolder => Self::SEATBOOK_NOT_A_HOLDER,
            Status::RemovalRefused => Self::SEATBOOK_REMOVAL_REFUSED,
            Status::Licensed => Self::SEATBOOK_LICENSED,
            Status::Internal => Self::SEATBOOK_INTERNAL,
        }
    }
}

static WORDS: Words<{ Status::ALL.len() }> = words!(Status);

/// The word of a status, such as "busy", as in JSON and Python; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_status_name(status: i32) -> *const c_char {
    word(&WORDS, Status::ALL.iter().map(|known| *known as i32), status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::check_list;

    #[test]
    fn numbers_and_words_are_those_of_core() {
        let core = Status::ALL
            .iter()
            .map(|known| (*known as i32, seatbook_status::from(*known) as i32, known.word()));
        check_list(include_str!("status.rs"), "seatbook_status", "SEATBOOK_", core, seatbook_status_name);
    }
}
