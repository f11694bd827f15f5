//! Why a call failed. A refused row is never an error: it is a row of the report with its outcome.

use serde::Serialize;

/// What every function of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

macro_rules! statuses {
    ($($(#[doc = $doc:literal])+ $name:ident = $number:literal $word:literal;)+) => {
        /// Whether a call worked, and if not, why. The numbers and words are the same in C, JSON and Python;
        /// they are never renumbered or reused, and callers must accept ones they do not know.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(i32)]
        pub enum Status {
            $($(#[doc = $doc])+ $name = $number,)+
        }

        impl Status {
            /// Every status, in the order of their numbers.
            pub const ALL: &[Status] = &[$(Status::$name,)+];

            /// The word used in JSON and Python and by `seatbook_status_name`.
            pub const fn word(self) -> &'static str {
                match self { $(Status::$name => $word,)+ }
            }
        }
    };
}

statuses! {
    /// The call worked. A report may still hold refused rows.
    Ok = 0 "ok";

    /// A value makes no sense where it stands; the message says which and why.
    InvalidArgument = 1 "invalid_argument";
    /// NULL where a value is needed.
    NullArgument = 2 "null_argument";
    /// A text is not UTF-8.
    InvalidUtf8 = 3 "invalid_utf8";
    /// A number that stands for nothing: an enumeration value or option flag that this version does not know.
    UnknownNumber = 4 "unknown_number";
    /// The `size` field of a struct is not set, or too small, or the struct sets options unknown here.
    WrongSize = 5 "wrong_size";
    /// A JSON text does not parse, or has a field that is not known.
    InvalidJson = 6 "invalid_json";
    /// A documented limit would be exceeded; nothing was done.
    Limit = 7 "limit";
    /// A handle that was closed, or never was one.
    InvalidHandle = 8 "invalid_handle";

    /// There is no book (or roster) at the path.
    NotFound = 10 "not_found";
    /// There is something at the path already; `create` never overwrites.
    Exists = 11 "exists";
    /// Another process or handle has the book open for writing, or the writer was not free in time.
    Busy = 12 "busy";
    /// The book could not be read or written; the message carries the system's own words.
    Io = 13 "io";
    /// The disk (or quota) is full. Nothing acknowledged is lost.
    DiskFull = 14 "disk_full";
    /// The book is damaged.
    Corrupt = 15 "corrupt";
    /// The book was written by a newer seatbook.
    Newer = 16 "newer";
    /// The file is not a book.
    NotABook = 17 "not_a_book";
    /// The book was opened for reading only.
    ReadOnly = 18 "read_only";
    /// The file was replaced or removed while the book was open.
    Replaced = 19 "replaced";
    /// The book was not closed cleanly: open it once for writing, then for reading.
    NeedsRecovery = 20 "needs_recovery";
    /// The book is not a descendant of the journal head that was asked for: an older copy was put in place.
    RolledBack = 21 "rolled_back";
    /// It is not known whether the operation was committed; repeat it with the same request id.
    OutcomeUnknown = 22 "outcome_unknown";

    /// The request makes no sense as a whole.
    MalformedRequest = 30 "malformed_request";
    /// The actor may not do this.
    NotAuthorized = 31 "not_authorized";
    /// The request names a product that is not in the book.
    UnknownProduct = 32 "unknown_product";
    /// The request names a pool that is not in the book.
    UnknownPool = 33 "unknown_pool";
    /// The request names a group that is not in the book.
    UnknownGroup = 34 "unknown_group";
    /// The request names an org that is not in the book.
    UnknownOrg = 35 "unknown_org";
    /// The question names a user that is not in the book.
    UnknownUser = 36 "unknown_user";
    /// The request id was used before with another body.
    RequestReused = 37 "request_reused";
    /// The book has changed since the revision that the request expects.
    StaleRevision = 38 "stale_revision";
    /// Stopped by the caller; nothing was written.
    Cancelled = 39 "cancelled";
    /// Seats are in use; give them back first.
    InUse = 40 "in_use";
    /// Something with this id or code is in the book already.
    Duplicate = 41 "duplicate";

    /// The handle was inherited through `fork()`; the child must open the book itself.
    Forked = 50 "forked";
    /// An earlier internal error; close the book and open it again.
    Poisoned = 51 "poisoned";
    /// A licence key is no ed25519 public key, or a weak one; nothing signed with it could be trusted.
    WeakKey = 60 "weak_key";
    /// The text is not a licence file, or was cut or changed on its way.
    NotALicenceFile = 61 "not_a_licence_file";
    /// The licence file is signed with a key that the book was not opened with.
    UnknownKey = 62 "unknown_key";
    /// The licence file's signature is wrong: it was changed after it was signed.
    WrongSignature = 63 "wrong_signature";
    /// The licence file is signed, but what it says makes no sense.
    InvalidLicence = 64 "invalid_licence";
    /// The licence file is signed, but not written in the one way in which it must be.
    NotCanonical = 65 "not_canonical";
    /// The licence file is for another owner or serial number.
    OtherCustomer = 66 "other_customer";
    /// The licence file is not newer than the one that is active or waits.
    OlderLicence = 67 "older_licence";
    /// The licence file cannot be taken over yet.
    LicenceNotYetValid = 68 "licence_not_yet_valid";
    /// The licence file can no longer be taken over.
    LicenceExpired = 69 "licence_expired";
    /// No licence file with this number was ever staged.
    UnknownActivation = 70 "unknown_activation";
    /// The licence file does not wait to be activated: it was activated or discarded before.
    NotPending = 71 "not_pending";
    /// The licence file has no line with this id, and does away with none.
    UnknownLine = 72 "unknown_line";
    /// A line's seats in use still exceed its new total; nothing was written.
    StillExceeds = 73 "still_exceeds";
    /// More seats would be taken back than the licence file asks for; nothing was written.
    TooManyRemovals = 74 "too_many_removals";
    /// Somebody who shall give a seat back holds none of the line; nothing was written.
    NotAHolder = 75 "not_a_holder";
    /// A seat cannot be taken back from somebody who was chosen; nothing was written.
    RemovalRefused = 76 "removal_refused";
    /// An activated licence file says this; only a newer licence file changes it.
    Licensed = 77 "licensed";
    /// A bug in seatbook. The book is as if the call had not been made.
    Internal = 99 "internal";
}

impl Status {
    /// The status with this number, if there is one.
    pub fn from_number(number: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| *status as i32 == number)
    }
}

/// A fact of an error as data, for programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Detail {
    /// A count, position or limit.
    Number(u64),
    /// An id, field or path.
    Text(String),
}

impl From<u64> for Detail {
    fn from(number: u64) -> Self {
        Detail::Number(number)
    }
}

impl From<&str> for Detail {
    fn from(text: &str) -> Self {
        Detail::Text(text.to_owned())
    }
}

impl From<String> for Detail {
    fn from(text: String) -> Self {
        Detail::Text(text)
    }
}

/// Why a call failed; then nothing was written.
// One word: errors are rare, but every result on the way has room for one, and every `?` moves it.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", .0.message)]
pub struct Error(Box<Why>);

#[derive(Clone, Debug)]
struct Why {
    status: Status,
    message: String,
    details: Vec<(&'static str, Detail)>,
}

impl Error {
    /// An error with its sentence: lower case, no full stop, the input in backticks.
    #[cold]
    #[inline(never)]
    pub fn new(status: Status, message: impl Into<String>) -> Self {
        Self(Box::new(Why { status, message: message.into(), details: Vec::new() }))
    }

    /// Adds a fact for programs.
    #[must_use]
    #[cold]
    #[inline(never)]
    pub fn with(mut self, name: &'static str, detail: impl Into<Detail>) -> Self {
        self.0.details.push((name, detail.into()));
        self
    }

    /// A broken invariant: a bug in seatbook.
    #[cold]
    #[inline(never)]
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Status::Internal, message)
    }

    /// A stored record that cannot be what seatbook wrote.
    #[cold]
    #[inline(never)]
    pub fn corrupt(message: impl Into<String>) -> Self {
        Self::new(Status::Corrupt, message)
    }

    /// A system call that failed; a full disk has a status of its own.
    #[cold]
    pub fn io(what: &str, error: &std::io::Error) -> Self {
        let status = match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Status::DiskFull,
            std::io::ErrorKind::NotFound => Status::NotFound,
            std::io::ErrorKind::AlreadyExists => Status::Exists,
            _ => Status::Io,
        };
        let own = Self::new(status, format!("{what}: {error}"));
        match error.raw_os_error() {
            Some(errno) => own.with("errno", u64::from(errno.unsigned_abs())),
            None => own,
        }
    }

    /// What kind of failure it is.
    pub fn status(&self) -> Status {
        self.0.status
    }

    /// One sentence that says what to do next where that can be said.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The facts as data.
    pub fn details(&self) -> &[(&'static str, Detail)] {
        &self.0.details
    }

    /// The error as JSON: `status`, `message`, `details`.
    pub fn to_json(&self) -> String {
        let details: serde_json::Map<String, serde_json::Value> = self
            .0
            .details
            .iter()
            .map(|(name, detail)| {
                let value = match detail {
                    Detail::Number(number) => (*number).into(),
                    Detail::Text(text) => text.as_str().into(),
                };
                ((*name).to_owned(), value)
            })
            .collect();
        serde_json::json!({ "status": self.0.status.word(), "message": self.0.message, "details": details })
            .to_string()
    }
}
