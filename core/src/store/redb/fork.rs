//! Handles do not work on the other side of `fork()`.
//!
//! Parent and child would share one open file and its locks: two writers that each believe to be the only one
//! destroy the book, and a child that merely drops its copy gives the parent's lock away. So everything that could
//! touch the file first asks whether this is still the process that opened it.
//!
//! To ask the system for the number of the process costs little where system calls are cheap, and most of a short
//! query where they are not. A host that can have a function called in each forked child (`pthread_atfork`) spares
//! readers the question: it says so once with [`trust_handler`] and calls [`in_child`] from that function. Writes
//! ask the system in any case.

use crate::error::{Error, Result, Status};
use std::process;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

static GENERATION: AtomicU64 = AtomicU64::new(0);
static TRUSTED: AtomicBool = AtomicBool::new(false);

/// Promises that [`in_child`] is called in every forked child before anything else of this crate.
pub fn trust_handler() {
    TRUSTED.store(true, Ordering::Release);
}

/// To be called in a forked child. Adds to a number, nothing else, so it may be called where little may be.
pub fn in_child() {
    GENERATION.fetch_add(1, Ordering::AcqRel);
}

/// The process in which something was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Birth {
    process: u32,
    generation: u64,
}

impl Birth {
    /// This process.
    pub(super) fn here() -> Self {
        Self { process: process::id(), generation: GENERATION.load(Ordering::Acquire) }
    }

    /// Whether this is another process than that of the birth, as the system says.
    pub(super) fn is_elsewhere(self) -> bool {
        self.generation != GENERATION.load(Ordering::Acquire) || self.process != process::id()
    }

    /// The same, without a system call where a handler tells of forks: for what only reads.
    pub(super) fn seems_elsewhere(self) -> bool {
        if TRUSTED.load(Ordering::Acquire) {
            self.generation != GENERATION.load(Ordering::Acquire)
        } else {
            self.is_elsewhere()
        }
    }

    /// Fails in another process than that of the birth.
    pub(super) fn check(self) -> Result<()> {
        if self.is_elsewhere() { Err(forked()) } else { Ok(()) }
    }

    /// Fails if a handler has told of a fork: all there is to ask while nothing runs that could fork.
    pub(super) fn check_told(self) -> Result<()> {
        if self.generation == GENERATION.load(Ordering::Acquire) { Ok(()) } else { Err(forked()) }
    }

    /// The same for what only reads.
    pub(super) fn check_for_reading(self) -> Result<()> {
        if self.seems_elsewhere() { Err(forked()) } else { Ok(()) }
    }
}

fn forked() -> Error {
    Error::new(
        Status::Forked,
        "this handle was opened before `fork()`; open the book again in the child process",
    )
}
