//! Who would have to give a seat back so that a line of a licence file can be taken over, page by page.

use crate::activation::required as required_activation;
use crate::activation_lines::count;
use crate::day::{SEATBOOK_NO_DAY, required, seatbook_day, to_c};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::holders::page_request;
use crate::outcome::seatbook_outcome;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{Words, seatbook_seat_state, word, words};
use seatbook_core::activation::{LineHolder, Reduction, SuggestionReason};
use seatbook_core::limits::ID_BYTES;
use std::ffi::c_char;

/// Why somebody is suggested to give his seat back.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_suggestion_reason {
    /// He is not suggested.
    SEATBOOK_SUGGESTION_REASON_NONE = 0,
    /// His account is disabled.
    SEATBOOK_SUGGESTION_REASON_DISABLED = 1,
    /// His seat's time has not begun.
    SEATBOOK_SUGGESTION_REASON_NEVER_STARTED = 2,
    /// His seat ends before others.
    SEATBOOK_SUGGESTION_REASON_SOONEST_END = 3,
    /// He got his seat after others.
    SEATBOOK_SUGGESTION_REASON_LAST_ASSIGNED = 4,
}

impl From<SuggestionReason> for seatbook_suggestion_reason {
    fn from(reason: SuggestionReason) -> Self {
        match reason {
            SuggestionReason::Disabled => Self::SEATBOOK_SUGGESTION_REASON_DISABLED,
            SuggestionReason::NeverStarted => Self::SEATBOOK_SUGGESTION_REASON_NEVER_STARTED,
            SuggestionReason::SoonestEnd => Self::SEATBOOK_SUGGESTION_REASON_SOONEST_END,
            SuggestionReason::LastAssigned => Self::SEATBOOK_SUGGESTION_REASON_LAST_ASSIGNED,
        }
    }
}

static REASONS: Words<{ SuggestionReason::ALL.len() }> = words!(SuggestionReason);

/// The word of a reason, such as "never_started"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_suggestion_reason_name(reason: i32) -> *const c_char {
    word(&REASONS, SuggestionReason::ALL.iter().map(|known| *known as i32), reason)
}

/// A page of those who hold seats of a line: as many suggested ones as must give theirs back first, those from whom it cannot be
/// taken back last. Immutable; may be read from many threads.
pub struct seatbook_reduction {
    reduction: Reduction,
}

/// Who holds seats of a line of a licence file that waits, and who would best give his back.
///
/// `cursor` is empty for the first page, "last" for the last, else what seatbook_reduction_next() or _previous() gave; `limit` 0
/// is 100. Free `*out_reduction` with seatbook_reduction_free(). Any thread. Fails with UNKNOWN_ACTIVATION, NOT_PENDING,
/// UNKNOWN_LINE, INVALID_ARGUMENT for a cursor that is none, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_reduction(
    book: *const seatbook_book,
    activation: u64,
    line: seatbook_str,
    on: seatbook_day,
    cursor: seatbook_str,
    limit: usize,
    out_reduction: *mut *mut seatbook_reduction,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_reduction, "out_reduction")?;
        let number = required_activation(activation)?;
        let (line, on) = (c.text(line, "line", ID_BYTES)?, required(on, "on")?);
        let wanted = page_request(c, cursor, limit)?;
        let reduction = with_book(book, |book| book.reduction(number, line, on, &wanted))?;
        out.give(seatbook_reduction { reduction });
        Ok(())
    })
}

fn holder(reduction: Option<&seatbook_reduction>, index: usize) -> Option<&LineHolder> {
    reduction.and_then(|own| own.reduction.holders.rows.get(index))
}

/// The line's id; nothing for NULL.
///
/// Lives as long as `reduction`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_line(reduction: *const seatbook_reduction) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(c.optional(reduction).map(|own| own.reduction.line.as_str()))
    })
}

/// The product; nothing for NULL.
///
/// Lives as long as `reduction`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_product(reduction: *const seatbook_reduction) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(c.optional(reduction).map(|own| own.reduction.product.as_str()))
    })
}

/// Seats in all afterwards; SEATBOOK_UNLIMITED if there is no limit.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_new_total(reduction: *const seatbook_reduction) -> u64 {
    value!(0, |c| { c.optional(reduction).map_or(0, |own| count(own.reduction.new_total)) })
}

/// Seats that somebody holds.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_occupied(reduction: *const seatbook_reduction) -> u64 {
    value!(0, |c| { c.optional(reduction).map_or(0, |own| own.reduction.occupied) })
}

/// Free seats now; SEATBOOK_UNLIMITED if there is no limit.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_available(reduction: *const seatbook_reduction) -> u64 {
    value!(0, |c| { c.optional(reduction).map_or(0, |own| count(own.reduction.available)) })
}

/// How many must give their seat back.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_to_remove(reduction: *const seatbook_reduction) -> u64 {
    value!(0, |c| { c.optional(reduction).map_or(0, |own| own.reduction.to_remove) })
}

/// How many holders this page has; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_len(reduction: *const seatbook_reduction) -> usize {
    value!(0, |c| { c.optional(reduction).map_or(0, |own| own.reduction.holders.rows.len()) })
}

/// How many holders the whole list has.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_total(reduction: *const seatbook_reduction) -> u64 {
    value!(0, |c| { c.optional(reduction).map_or(0, |own| own.reduction.holders.total) })
}

/// The cursor of the next page; nothing on the last.
///
/// Lives as long as `reduction`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_next(reduction: *const seatbook_reduction) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(c.optional(reduction).and_then(|own| own.reduction.holders.next.as_deref()))
    })
}

/// The cursor of the previous page; nothing on the first.
///
/// Lives as long as `reduction`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_previous(reduction: *const seatbook_reduction) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(
            c.optional(reduction).and_then(|own| own.reduction.holders.previous.as_deref()),
        )
    })
}

/// The user.
///
/// Nothing beyond the end. Lives as long as `reduction`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_holder(
    reduction: *const seatbook_reduction,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(holder(c.optional(reduction), index).map(|found| found.holder.as_str()))
    })
}

/// What people call him; the empty text if the book does not know.
///
/// Nothing beyond the end. Lives as long as `reduction`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_name(
    reduction: *const seatbook_reduction,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(holder(c.optional(reduction), index).map(|found| found.name.as_str()))
    })
}

/// The pool.
///
/// Nothing beyond the end. Lives as long as `reduction`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_pool(
    reduction: *const seatbook_reduction,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(holder(c.optional(reduction), index).map(|found| found.pool.as_str()))
    })
}

/// The seat's number in the pool, from 1; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_seat(reduction: *const seatbook_reduction, index: usize) -> u32 {
    value!(0, |c| { holder(c.optional(reduction), index).map_or(0, |found| found.seat) })
}

/// Assigned or started; SEATBOOK_SEAT_STATE_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_state(
    reduction: *const seatbook_reduction,
    index: usize,
) -> seatbook_seat_state {
    value!(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |c| {
        holder(c.optional(reduction), index)
            .map_or(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |found| found.state.into())
    })
}

/// When the seat's time began; SEATBOOK_NO_DAY if it has not.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_started_on(
    reduction: *const seatbook_reduction,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| {
        to_c(holder(c.optional(reduction), index).and_then(|found| found.started_on))
    })
}

/// The seat's last day under the file's terms; SEATBOOK_NO_DAY if it has none.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_ends_on(
    reduction: *const seatbook_reduction,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| {
        to_c(holder(c.optional(reduction), index).and_then(|found| found.ends_on))
    })
}

/// 1 if he is suggested to give his seat back.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_suggested(
    reduction: *const seatbook_reduction,
    index: usize,
) -> u32 {
    value!(0, |c| {
        holder(c.optional(reduction), index).map_or(0, |found| u32::from(found.suggested.is_some()))
    })
}

/// Why he is suggested; SEATBOOK_SUGGESTION_REASON_NONE if he is not.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_reason(
    reduction: *const seatbook_reduction,
    index: usize,
) -> seatbook_suggestion_reason {
    value!(seatbook_suggestion_reason::SEATBOOK_SUGGESTION_REASON_NONE, |c| {
        holder(c.optional(reduction), index)
            .and_then(|found| found.suggested)
            .map_or(seatbook_suggestion_reason::SEATBOOK_SUGGESTION_REASON_NONE, Into::into)
    })
}

/// 1 if his seat can be taken back.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_revocable(
    reduction: *const seatbook_reduction,
    index: usize,
) -> u32 {
    value!(0, |c| {
        holder(c.optional(reduction), index).map_or(0, |found| u32::from(found.refused.is_none()))
    })
}

/// Why his seat cannot be taken back; SEATBOOK_OUTCOME_NONE if it can.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_refused(
    reduction: *const seatbook_reduction,
    index: usize,
) -> seatbook_outcome {
    value!(seatbook_outcome::SEATBOOK_OUTCOME_NONE, |c| {
        holder(c.optional(reduction), index)
            .and_then(|found| found.refused)
            .map_or(seatbook_outcome::SEATBOOK_OUTCOME_NONE, Into::into)
    })
}

/// Frees a reduction; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reduction_free(reduction: *mut seatbook_reduction) {
    value!((), |c| c.free(reduction));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::check_list;

    #[test]
    fn reasons_are_those_of_core() {
        let core = SuggestionReason::ALL
            .iter()
            .map(|known| (*known as i32, seatbook_suggestion_reason::from(*known) as i32, known.word()));
        check_list(
            include_str!("reduction.rs"),
            "seatbook_suggestion_reason",
            "SEATBOOK_SUGGESTION_REASON_",
            core,
            seatbook_suggestion_reason_name,
        );
    }
}
