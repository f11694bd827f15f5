//! Handles do not work on the other side of `fork()`.
//!
//! Parent and child would share one open file and its locks: two writers that each believe to be the only one
//! destroy the book, and a child that merely drops its copy gives the parent's lock away. So everything that could
//! touch the file first asks whether this is still the process that opened it.

use crate::error::{Error, Result, Status};
use std::process;

/// The process in which something was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Birth(u32);

impl Birth {
    /// This process. A system call without any caching by the C library, about a tenth of a microsecond, so a
    /// child cannot be mistaken for its parent however it was made.
    pub(super) fn here() -> Self {
        Self(process::id())
    }

    /// Whether this is another process than that of the birth.
    pub(super) fn is_elsewhere(self) -> bool {
        Self::here() != self
    }

    /// Fails in another process than that of the birth.
    pub(super) fn check(self) -> Result<()> {
        if self.is_elsewhere() {
            return Err(Error::new(
                Status::Forked,
                "this handle was opened before `fork()`; open the book again in the child process",
            ));
        }
        Ok(())
    }
}
