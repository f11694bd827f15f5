//! What a check of the whole book finds.

use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::journal::seatbook_head;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::query::Verification;

/// What a check of the whole book found. Immutable; may be read from many threads.
pub struct seatbook_verification {
    found: Verification,
}

/// Recounts everything from the seats and walks the journal's chain. Problems are in the answer, they are no failure.
///
/// `since` is a head kept from earlier that the book must descend from; NULL: none. Free `*out_verification` with
/// seatbook_verification_free(). Any thread; it reads the whole book. Fails with ROLLED_BACK if the book does not descend
/// from `since`, IO, CORRUPT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_verify(
    book: *const seatbook_book,
    since: *const seatbook_head,
    out_verification: *mut *mut seatbook_verification,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_verification, "out_verification")?;
        let since = if since.is_null() { None } else { Some(seatbook_head::read(c, since)?) };
        let found = with_book(book, |book| book.verify(since.as_ref()))?;
        out.give(seatbook_verification { found });
        Ok(())
    })
}

/// The head of the chain as it was checked, to be kept elsewhere.
///
/// Set `out_head->size` first. Any thread. Fails only as every function may. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_head(
    verification: *const seatbook_verification,
    out_head: *mut seatbook_head,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let found = &c.object(verification, "verification")?.found;
        let out = c.out_struct(out_head)?;
        out.set(&seatbook_head::of(&found.head)?);
        Ok(())
    })
}

/// 1 if nothing is wrong; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_ok(verification: *const seatbook_verification) -> u32 {
    value!(0, |c| c.optional(verification).map_or(0, |own| u32::from(own.found.ok)))
}

/// How many problems are told; at most 100 are.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_problem_count(
    verification: *const seatbook_verification,
) -> usize {
    value!(0, |c| c.optional(verification).map_or(0, |own| own.found.problems.len()))
}

/// What is wrong: table, key and why.
///
/// Nothing beyond the end. Lives as long as `verification`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_problem(
    verification: *const seatbook_verification,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let found = c.optional(verification).and_then(|own| own.found.problems.get(index));
        seatbook_str::of_option(found.map(String::as_str))
    })
}

/// How many operations the chain has that was walked.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_operations(verification: *const seatbook_verification) -> u64 {
    value!(0, |c| c.optional(verification).map_or(0, |own| own.found.operations))
}

/// How many users were looked at.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_users(verification: *const seatbook_verification) -> u64 {
    value!(0, |c| c.optional(verification).map_or(0, |own| own.found.users))
}

/// How many pools were recounted.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_pools(verification: *const seatbook_verification) -> u64 {
    value!(0, |c| c.optional(verification).map_or(0, |own| own.found.pools))
}

/// How many seats were looked at.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_seats(verification: *const seatbook_verification) -> u64 {
    value!(0, |c| c.optional(verification).map_or(0, |own| own.found.seats))
}

/// Frees verification; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_verification_free(verification: *mut seatbook_verification) {
    value!((), |c| c.free(verification));
}
