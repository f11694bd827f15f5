//! What redb says when something fails, in our words, and what it means for the handle.

use crate::error::{Error, Status};
use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a failure leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aftermath {
    /// Everything works on.
    Fine,
    /// redb refuses to go on; the file must be opened anew.
    Reopen,
    /// redb is in an unknown state and must not run again.
    Poison,
}

/// An error, and what it leaves behind.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    pub(super) aftermath: Aftermath,
}

/// What may fail inside redb.
pub(super) type Attempt<T> = Result<T, Failure>;

impl Failure {
    /// What a call into redb has said.
    pub(super) fn of(error: impl Into<redb::Error>) -> Self {
        match error.into() {
            redb::Error::Io(error) => Self { error: explain_io(&error), aftermath: Aftermath::Reopen },
            redb::Error::PreviousIo => Self {
                error: Error::new(
                    Status::Io,
                    "an earlier read or write of the book failed; call again, and the book is opened anew",
                ),
                aftermath: Aftermath::Reopen,
            },
            redb::Error::DatabaseClosed => Self::fine(
                Status::Io,
                "the book was opened anew after a failed read or write; take a new snapshot",
            ),
            redb::Error::Corrupted(what) => Self { error: damaged(&what), aftermath: Aftermath::Reopen },
            redb::Error::ValueTooLarge(len) => {
                Self::fine(Status::Limit, format!("a value of `{len}` bytes is too large to be kept"))
            }
            redb::Error::LockPoisoned(place) => Self {
                error: Error::internal(format!(
                    "a lock was left poisoned at `{place}`; close the book and open it again"
                )),
                aftermath: Aftermath::Poison,
            },
            redb::Error::Unsupported => Self::fine(
                Status::Io,
                "the file system does not support the locks that guard a book; keep the book on a local disk",
            ),
            other => Self::fine(Status::Internal, format!("the storage engine refused: `{other}`")),
        }
    }

    fn fine(status: Status, message: impl Into<String>) -> Self {
        Self { error: Error::new(status, message), aftermath: Aftermath::Fine }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, aftermath: Aftermath::Fine }
    }
}

fn damaged(what: &str) -> Error {
    Error::corrupt(format!("the book is damaged (`{what}`); restore it from a copy"))
}

/// A failed system call. Reading over the end of the file means that its end is missing.
fn explain_io(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged("its end is missing"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Error::io("there is no room for the book; make some and call again", error)
        }
        _ => Error::io("the book could not be read or written", error),
    }
}

/// Runs a section of redb. A panic becomes a failure that poisons the handle: redb may have left its own locks and
/// pages in any state.
pub(super) fn guarded<T, E: Into<redb::Error>>(section: impl FnOnce() -> Result<T, E>) -> Attempt<T> {
    match catch_unwind(AssertUnwindSafe(section)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Failure::of(error)),
        Err(payload) => Err(Failure {
            error: Error::internal(format!(
                "the storage engine panicked (`{}`); close the book and open it again",
                words(payload.as_ref())
            )),
            aftermath: Aftermath::Poison,
        }),
    }
}

/// What a panic says.
pub(super) fn words(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}
