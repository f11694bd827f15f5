//! What a licence file changes, looked at without changing anything.

use crate::activation::{required as required_activation, seatbook_activation_state};
use crate::activation_lines::seatbook_activation_lines;
use crate::day::{SEATBOOK_NO_DAY, required, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::status::seatbook_status;
use seatbook_core::activation::ActivationDiff;
use seatbook_core::{Activation, Day};
use std::ptr;

/// What a licence file changes: only lines that do change. Immutable; may be read from many threads.
pub struct seatbook_activation_diff {
    activation: Activation,
    on: Day,
    blocked: bool,
    lines: seatbook_activation_lines,
}

impl From<ActivationDiff> for seatbook_activation_diff {
    fn from(diff: ActivationDiff) -> Self {
        let ActivationDiff { activation, on, blocked, lines, .. } = diff;
        Self { activation, on, blocked, lines: seatbook_activation_lines { lines } }
    }
}

/// The lines that a licence file which waits would change on a day, or that one which was activated did change.
///
/// Free `*out_diff` with seatbook_activation_diff_free(). Any thread. Fails with UNKNOWN_ACTIVATION, INVALID_ARGUMENT. Since
/// 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_activation_diff(
    book: *const seatbook_book,
    activation: u64,
    on: seatbook_day,
    out_diff: *mut *mut seatbook_activation_diff,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_diff, "out_diff")?;
        let (number, on) = (required_activation(activation)?, required(on, "on")?);
        out.give(with_book(book, |book| book.activation_diff(number, on))?.into());
        Ok(())
    })
}

/// The licence file's number.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_diff_activation(diff: *const seatbook_activation_diff) -> u64 {
    value!(0, |c| c.optional(diff).map_or(0, |own| own.activation.activation))
}

/// What became of the licence file; SEATBOOK_ACTIVATION_STATE_NONE for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_diff_state(
    diff: *const seatbook_activation_diff,
) -> seatbook_activation_state {
    value!(seatbook_activation_state::SEATBOOK_ACTIVATION_STATE_NONE, |c| {
        let none = seatbook_activation_state::SEATBOOK_ACTIVATION_STATE_NONE;
        c.optional(diff).map_or(none, |own| own.activation.state.into())
    })
}

/// The day for which it was worked out; of a file that was activated, the day on which it was. SEATBOOK_NO_DAY for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_diff_on(diff: *const seatbook_activation_diff) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| c.optional(diff).map_or(SEATBOOK_NO_DAY, |own| own.on.number()))
}

/// 1 if any line is blocked.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_diff_blocked(diff: *const seatbook_activation_diff) -> u32 {
    value!(0, |c| c.optional(diff).map_or(0, |own| u32::from(own.blocked)))
}

/// The lines; NULL for NULL.
///
/// Lives as long as `diff` and is not freed by itself. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_diff_lines(
    diff: *const seatbook_activation_diff,
) -> *const seatbook_activation_lines {
    value!(ptr::null(), |c| c.optional(diff).map_or(ptr::null(), |own| ptr::from_ref(&own.lines)))
}

/// Frees a diff; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_diff_free(diff: *mut seatbook_activation_diff) {
    value!((), |c| c.free(diff));
}
