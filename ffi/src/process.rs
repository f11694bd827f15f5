//! Which process this is, without a system call at each call of the library.
//!
//! A handler that the system runs in every child of `fork()` keeps the number right. Children that were made past it
//! (`_Fork()`, a bare `clone()`) may read what their parent had open; all that writes or closes asks the system (in core).

use crate::boundary;
use seatbook_core::store::redb::fork;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The number of this process; 0 while no handler keeps it right.
static NUMBER: AtomicU32 = AtomicU32::new(0);
static WATCHED: AtomicBool = AtomicBool::new(false);

/// The number of this process.
pub(crate) fn number() -> u32 {
    match NUMBER.load(Ordering::Acquire) {
        0 => process::id(),
        known => known,
    }
}

/// Has the system tell of forks from now on. Nobody waits for somebody else who does so just now: he may be a thread
/// that did not come along when this process was forked.
pub(crate) fn watch_forks() {
    if WATCHED.swap(true, Ordering::AcqRel) || !boundary::call_in_forked_children(in_child) {
        return;
    }
    NUMBER.store(process::id(), Ordering::Release);
    fork::trust_handler();
}

/// Little may be done here: another thread of the parent may have held any lock.
extern "C" fn in_child() {
    NUMBER.store(process::id(), Ordering::Release);
    fork::in_child();
}
