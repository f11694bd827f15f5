//! A product's seats pool by pool: kind, state, number, end date, roles.

use crate::counts::{org, put_counts, seatbook_counts};
use crate::day::{SEATBOOK_NO_DAY, required, seatbook_day, to_c};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{seatbook_pool_kind, seatbook_seat_state};
use seatbook_core::limits::ID_BYTES;
use seatbook_core::query::{Breakdown, PoolBreakdown, SeatRow};

/// A product's pools, by id, with their seats by state and end date. Immutable; may be read from many threads.
pub struct seatbook_breakdown {
    breakdown: Breakdown,
}

/// A product's seats on a day, pool by pool, in the pools of an org and all below it; `org` empty: in all pools.
///
/// Free `*out_breakdown` with seatbook_breakdown_free(). Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_ORG. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_breakdown(
    book: *const seatbook_book,
    product: seatbook_str,
    org: seatbook_str,
    on: seatbook_day,
    out_breakdown: *mut *mut seatbook_breakdown,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_breakdown, "out_breakdown")?;
        let product = c.text(product, "product", ID_BYTES)?;
        let (org, on) = (self::org(c, org)?, required(on, "on")?);
        let breakdown = with_book(book, |book| book.breakdown(product, org, on))?;
        out.give(seatbook_breakdown { breakdown });
        Ok(())
    })
}

fn pool(breakdown: Option<&seatbook_breakdown>, index: usize) -> Option<&PoolBreakdown> {
    breakdown.and_then(|own| own.breakdown.pools.get(index))
}

fn seats(breakdown: Option<&seatbook_breakdown>, index: usize, number: usize) -> Option<&SeatRow> {
    pool(breakdown, index).and_then(|found| found.rows.get(number))
}

/// How many pools there are; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_len(breakdown: *const seatbook_breakdown) -> usize {
    value!(0, |c| c.optional(breakdown).map_or(0, |own| own.breakdown.pools.len()))
}

/// A pool.
///
/// Nothing beyond the end. Lives as long as `breakdown`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_pool(
    breakdown: *const seatbook_breakdown,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        pool(c.optional(breakdown), index).map(|found| found.pool.as_str())
    ))
}

/// The org that bought a pool.
///
/// Nothing beyond the end. Lives as long as `breakdown`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_org(
    breakdown: *const seatbook_breakdown,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        pool(c.optional(breakdown), index).map(|found| found.org.as_str())
    ))
}

/// Who a pool's seats are for; many users beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_kind(
    breakdown: *const seatbook_breakdown,
    index: usize,
) -> seatbook_pool_kind {
    value!(seatbook_pool_kind::SEATBOOK_POOL_KIND_VOLUME, |c| {
        let found = pool(c.optional(breakdown), index);
        found.map_or(seatbook_pool_kind::SEATBOOK_POOL_KIND_VOLUME, |found| found.kind.into())
    })
}

/// How many roles may have a pool's seats; 0: all.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_role_count(
    breakdown: *const seatbook_breakdown,
    index: usize,
) -> usize {
    value!(0, |c| pool(c.optional(breakdown), index).map_or(0, |found| found.roles.len()))
}

/// A role that may have a pool's seats, by its number from 0.
///
/// Nothing beyond the end. Lives as long as `breakdown`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_role(
    breakdown: *const seatbook_breakdown,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        pool(c.optional(breakdown), index).and_then(|found| found.roles.get(number)).map(String::as_str)
    ))
}

/// "2/22 assigned"; of a pool without limit "2 assigned", of a site "site".
///
/// Nothing beyond the end. Lives as long as `breakdown`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_summary(
    breakdown: *const seatbook_breakdown,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        pool(c.optional(breakdown), index).map(|found| found.summary.as_str())
    ))
}

/// A pool's seats in figures.
///
/// Set `out_counts->size` first. Any thread. Fails with INVALID_ARGUMENT beyond the end. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_counts(
    breakdown: *const seatbook_breakdown,
    index: usize,
    out_counts: *mut seatbook_counts,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let own = c.object(breakdown, "breakdown")?;
        put_counts(c, out_counts, pool(Some(own), index).map(|found| &found.counts), index)
    })
}

/// How many rows a pool has: its seats by state and end date, in this order; the soonest end first, none last.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_row_count(
    breakdown: *const seatbook_breakdown,
    index: usize,
) -> usize {
    value!(0, |c| pool(c.optional(breakdown), index).map_or(0, |found| found.rows.len()))
}

/// The state of a row's seats; SEATBOOK_SEAT_STATE_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_row_state(
    breakdown: *const seatbook_breakdown,
    index: usize,
    number: usize,
) -> seatbook_seat_state {
    value!(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |c| {
        let found = seats(c.optional(breakdown), index, number);
        found.map_or(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |found| found.state.into())
    })
}

/// How many seats a row has.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_row_seats(
    breakdown: *const seatbook_breakdown,
    index: usize,
    number: usize,
) -> u64 {
    value!(0, |c| seats(c.optional(breakdown), index, number).map_or(0, |found| found.seats))
}

/// The last day of a row's seats, as far as it is known; else SEATBOOK_NO_DAY.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_row_ends_on(
    breakdown: *const seatbook_breakdown,
    index: usize,
    number: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(
        seats(c.optional(breakdown), index, number).and_then(|found| found.ends_on)
    ))
}

/// Frees a breakdown; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_breakdown_free(breakdown: *mut seatbook_breakdown) {
    value!((), |c| c.free(breakdown));
}
