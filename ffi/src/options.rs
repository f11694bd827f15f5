//! What goes with every write.

use crate::boundary::{Caller, Progress, misuse};
use crate::cancel::seatbook_cancel;
use crate::day::{SEATBOOK_NO_DAY, required, seatbook_day};
use crate::text::seatbook_str;
use crate::words::{FromNumber, flag, seatbook_mode, seatbook_unit};
use seatbook_core::limits::{ID_BYTES, REASON_BYTES, REQUEST_ID_BYTES};
use seatbook_core::{Actor, Hooks, Options, Result, Status};
use std::ffi::c_void;
use std::ops::ControlFlow;
use std::ptr;
use std::sync::atomic::AtomicBool;

/// Told how far a request is; anything but 0 stops it. It runs on the calling thread, never while a write is in progress. It
/// must return: no longjmp, no exception. It must not close the book.
pub type seatbook_progress_fn =
    Option<unsafe extern "C" fn(userdata: *mut c_void, rows_done: usize, rows_total: usize) -> i32>;

/// What goes with every write. Set `size` to sizeof, all else to 0, then at least `on`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_options {
    /// sizeof(seatbook_options) as the caller knows it.
    pub size: usize,
    /// The day on which it happens; must be set (0 is taken for forgotten). seatbook never reads a clock.
    pub on: seatbook_day,
    /// A seatbook_mode: whether good rows are kept when others fail.
    pub mode: i32,
    /// 1: only say what would happen.
    pub dry_run: u32,
    /// 1: `at` is set.
    pub has_at: u32,
    /// The instant for the journal, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Refuse with STALE_REVISION if the book is at another revision; only if `has_expected_revision` is 1.
    pub expected_revision: u64,
    /// 1: `expected_revision` is set.
    pub has_expected_revision: u32,
    /// A seatbook_unit: what stands or falls together.
    pub unit: i32,
    /// Who asks: the host's id of the person or program, for the journal. May be empty.
    pub actor_id: seatbook_str,
    /// "administrator" may do everything, "self" may only give back own seats; empty: administrator.
    pub actor_role: seatbook_str,
    /// Why, for the journal. May be empty.
    pub reason: seatbook_str,
    /// Asking again with the same id and body gives back the first report and changes nothing. Empty: none.
    pub request_id: seatbook_str,
    /// Told how far the request is. May be NULL.
    pub progress: seatbook_progress_fn,
    /// Handed to `progress`.
    pub progress_userdata: *mut c_void,
    /// Stops the request from another thread. May be NULL.
    pub cancel: *const seatbook_cancel,
}

/// Options as core has them, with what watches the request.
pub(crate) struct Watched<'c> {
    pub(crate) options: Options,
    progress: Option<Progress<'c>>,
    cancel: Option<&'c AtomicBool>,
}

impl Watched<'_> {
    /// Options that nobody watches.
    pub(crate) fn plain(options: Options) -> Self {
        Self { options, progress: None, cancel: None }
    }

    /// Runs `work` with the options and hooks.
    pub(crate) fn run<T>(self, work: impl FnOnce(&Options, Hooks<'_>) -> Result<T>) -> Result<T> {
        let Self { options, progress, cancel } = self;
        match progress {
            Some(mut progress) => {
                let mut step = |done, total| -> ControlFlow<()> { progress.step(done, total) };
                work(&options, Hooks { progress: Some(&mut step), cancel })
            }
            None => work(&options, Hooks { progress: None, cancel }),
        }
    }
}

/// Reads options. They may not be NULL: the day is needed.
pub(crate) fn read_options(c: Caller<'_>, options: *const seatbook_options) -> Result<Watched<'_>> {
    let given = c.sized(options)?;
    if given.on == 0 {
        let message =
            "`on` is not set; pass the day in days since 1970-01-01, such as from seatbook_day_from_ymd()";
        return Err(misuse(Status::InvalidArgument, message));
    }
    let role = c.text(given.actor_role, "actor_role", ID_BYTES)?;
    let mut actor = Actor::administrator(c.text(given.actor_id, "actor_id", ID_BYTES)?);
    if !role.is_empty() {
        role.clone_into(&mut actor.role);
    }
    let options = Options {
        on: required(given.on, "on")?,
        at: flag(given.has_at, "has_at")?.then_some(given.at),
        actor,
        reason: c.text(given.reason, "reason", REASON_BYTES)?.to_owned(),
        request_id: c.text(given.request_id, "request_id", REQUEST_ID_BYTES)?.to_owned(),
        mode: FromNumber::from_c(given.mode)?,
        unit: FromNumber::from_c(given.unit)?,
        dry_run: flag(given.dry_run, "dry_run")?,
        expected_revision: flag(given.has_expected_revision, "has_expected_revision")?
            .then_some(given.expected_revision),
    };
    let cancel = c.optional(given.cancel).map(|cancel| &cancel.flag);
    Ok(Watched { options, progress: c.progress(given.progress, given.progress_userdata), cancel })
}

/// Options as C sees them; the texts stay where they are.
pub(crate) fn show_options(options: &Options) -> seatbook_options {
    seatbook_options {
        size: 0,
        on: if options.on.number() == 0 { SEATBOOK_NO_DAY } else { options.on.number() },
        mode: seatbook_mode::from(options.mode) as i32,
        dry_run: u32::from(options.dry_run),
        has_at: u32::from(options.at.is_some()),
        at: options.at.unwrap_or(0),
        expected_revision: options.expected_revision.unwrap_or(0),
        has_expected_revision: u32::from(options.expected_revision.is_some()),
        unit: seatbook_unit::from(options.unit) as i32,
        actor_id: seatbook_str::of(&options.actor.id),
        actor_role: seatbook_str::of(&options.actor.role),
        reason: seatbook_str::of(&options.reason),
        request_id: seatbook_str::of(&options.request_id),
        progress: None,
        progress_userdata: ptr::null_mut(),
        cancel: ptr::null(),
    }
}
