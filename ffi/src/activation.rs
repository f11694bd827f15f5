//! Taking over licence files: staging, activating, discarding, and noting that somebody has looked.

use crate::activation_report::seatbook_activation_report;
use crate::boundary::{Caller, misuse};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::options::{read_options, seatbook_options};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{Words, flag, word, words};
use seatbook_core::activation::LicenceAction;
use seatbook_core::limits::{ID_BYTES, JSON_BYTES, LICENCE_BYTES, ROWS};
use seatbook_core::{ActivationReport, ActivationState, Book, LineRemoval, Options, Result, Status};
use std::ffi::c_char;

/// What became of a licence file.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_activation_state {
    /// There is no such file.
    SEATBOOK_ACTIVATION_STATE_NONE = 0,
    /// It waits for somebody to activate or discard it.
    SEATBOOK_ACTIVATION_STATE_PENDING = 1,
    /// Its totals were taken over.
    SEATBOOK_ACTIVATION_STATE_ACTIVATED = 2,
    /// It was dropped, by somebody or by a newer file.
    SEATBOOK_ACTIVATION_STATE_DISCARDED = 3,
}

impl From<ActivationState> for seatbook_activation_state {
    fn from(state: ActivationState) -> Self {
        match state {
            ActivationState::Pending => Self::SEATBOOK_ACTIVATION_STATE_PENDING,
            ActivationState::Activated => Self::SEATBOOK_ACTIVATION_STATE_ACTIVATED,
            ActivationState::Discarded => Self::SEATBOOK_ACTIVATION_STATE_DISCARDED,
        }
    }
}

static STATES: Words<{ ActivationState::ALL.len() }> = words!(ActivationState);

/// The word of a licence file's state, such as "pending"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_activation_state_name(state: i32) -> *const c_char {
    word(&STATES, ActivationState::ALL.iter().map(|known| *known as i32), state)
}

/// Who shall give back his seat of a line of a licence file.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_line_removal {
    /// The line's id, as seatbook_activation_lines_line() gives it.
    pub line: seatbook_str,
    /// Ids of the users.
    pub holders: *const seatbook_str,
    /// How many they are.
    pub holder_count: usize,
}

fn removals(c: Caller<'_>, data: *const seatbook_line_removal, count: usize) -> Result<Vec<LineRemoval>> {
    let mut left = ROWS;
    let mut read = |given: &seatbook_line_removal| {
        let holders = c.ids(given.holders, given.holder_count, "removals[].holders", left)?;
        left -= holders.len();
        Ok(LineRemoval { line: c.text(given.line, "removals[].line", ID_BYTES)?.to_owned(), holders })
    };
    c.array(data, count, "removals", ROWS)?.iter().map(&mut read).collect()
}

/// Does something with a licence file, unless whoever watches stops it before it begins.
fn act(
    c: Caller<'_>,
    book: *const seatbook_book,
    options: *const seatbook_options,
    work: impl FnOnce(&Book, &Options) -> Result<ActivationReport>,
) -> Result<seatbook_activation_report> {
    let watched = read_options(c, options)?;
    let report = with_book(book, |book| {
        watched.run(|options, mut hooks| {
            hooks.step(0, 1)?;
            work(book, options)
        })
    })?;
    Ok(report.into())
}

/// Takes in a licence file, byte for byte as the vendor sent it. It then waits, in place of an older one that waited, until
/// somebody activates or discards it.
///
/// `auto_activate` 1: it is activated at once if no line is blocked; 0: never. The same file again changes nothing, save that
/// with `auto_activate` one that waits is activated once nothing blocks it any more; a file that was discarded waits again if it
/// is staged without. The book must have been opened with the vendor's key. `options` may not be NULL: the day is needed. Free
/// `*out_report` with seatbook_activation_report_free(). Any thread. Fails with NOT_AUTHORIZED, NOT_A_LICENCE_FILE,
/// UNKNOWN_KEY, WRONG_SIGNATURE, INVALID_LICENCE, NOT_CANONICAL, OTHER_CUSTOMER, OLDER_LICENCE, LICENCE_NOT_YET_VALID,
/// LICENCE_EXPIRED, UNKNOWN_PRODUCT, REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_stage(
    book: *const seatbook_book,
    file: seatbook_str,
    auto_activate: u32,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_activation_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        // Not as text: what is not even UTF-8 is no licence file, and core says so.
        let file = c.array(file.data.cast::<u8>(), file.len, "file", LICENCE_BYTES)?;
        let auto = flag(auto_activate, "auto_activate")?;
        out.give(act(c, book, options, |book, options| book.stage(file, auto, options))?);
        Ok(())
    })
}

/// Takes over a licence file that waits: its terms and totals, after the chosen holders gave their seats back. All of it or
/// nothing, in one transaction.
///
/// If a line still has more seats in use than its new total, it fails with STILL_EXCEEDS and nobody loses a seat; the details of
/// the error are `line`, the first such line, `lines`, how many they are, and `to_remove`, how many more of the first one's
/// holders must give theirs back. Whom best says seatbook_book_reduction(). `removals` may be NULL if `removal_count` is 0.
/// `options` may not be NULL. Free `*out_report` with seatbook_activation_report_free(). Any thread. Fails with
/// UNKNOWN_ACTIVATION, NOT_PENDING, STILL_EXCEEDS, UNKNOWN_LINE, NOT_A_HOLDER, REMOVAL_REFUSED, TOO_MANY_REMOVALS,
/// NOT_AUTHORIZED, UNKNOWN_KEY, WRONG_SIGNATURE, OLDER_LICENCE, LICENCE_NOT_YET_VALID, LICENCE_EXPIRED, INVALID_LICENCE,
/// INVALID_ARGUMENT for a holder or line named twice, REQUEST_REUSED, STALE_REVISION, CANCELLED, LIMIT, BUSY, READ_ONLY,
/// DISK_FULL, IO. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_activate(
    book: *const seatbook_book,
    activation: u64,
    removals: *const seatbook_line_removal,
    removal_count: usize,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_activation_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let number = required(activation)?;
        let removals = self::removals(c, removals, removal_count)?;
        out.give(act(c, book, options, |book, options| book.activate(number, &removals, options))?);
        Ok(())
    })
}

/// Drops a licence file that waits. It can be staged again.
///
/// `options` may not be NULL. Free `*out_report` with seatbook_activation_report_free(). Any thread. Fails with
/// UNKNOWN_ACTIVATION, NOT_PENDING, NOT_AUTHORIZED, REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO.
/// Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_discard(
    book: *const seatbook_book,
    activation: u64,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_activation_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let number = required(activation)?;
        out.give(act(c, book, options, |book, options| book.discard(number, options))?);
        Ok(())
    })
}

/// Notes that somebody has looked at what a licence file changes, or changed. Seen already: nothing is written.
///
/// `options` may not be NULL. Free `*out_report` with seatbook_activation_report_free(). Any thread. Fails with
/// UNKNOWN_ACTIVATION, NOT_AUTHORIZED, REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_mark_seen(
    book: *const seatbook_book,
    activation: u64,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_activation_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let number = required(activation)?;
        out.give(act(c, book, options, |book, options| book.mark_seen(number, options))?);
        Ok(())
    })
}

/// Does what a JSON document of the format seatbook.licence_action/1 asks for: `{"action": "stage", "file": TEXT, "auto": true}`,
/// `{"action": "activate", "activation": 2, "removals": [{"line": ID, "holders": [ID]}]}`, or `discard` or `mark_seen` with an
/// `activation`.
///
/// `options` may not be NULL. Free `*out_report` with seatbook_activation_report_free(). Any thread. Fails with INVALID_JSON
/// (details `line` and `column`), LIMIT, and like the function of the same name. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licence_action_json(
    book: *const seatbook_book,
    json: seatbook_str,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_activation_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let action = LicenceAction::from_json(c.text(json, "json", JSON_BYTES)?)?;
        out.give(act(c, book, options, |book, options| book.licence_action(&action, options))?);
        Ok(())
    })
}

/// The number of a licence file: 0 is taken for forgotten.
pub(crate) fn required(activation: u64) -> Result<u64> {
    if activation == 0 {
        let message = "`activation` is 0; pass the number that staging gave the licence file";
        return Err(misuse(Status::InvalidArgument, message));
    }
    Ok(activation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::check_list;

    #[test]
    fn numbers_and_words_are_those_of_core() {
        let core = ActivationState::ALL
            .iter()
            .map(|known| (*known as i32, seatbook_activation_state::from(*known) as i32, known.word()));
        check_list(
            include_str!("activation.rs"),
            "seatbook_activation_state",
            "SEATBOOK_ACTIVATION_STATE_",
            core,
            seatbook_activation_state_name,
        );
    }
}
