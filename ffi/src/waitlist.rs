//! Who waits for a seat, page by page.

use crate::day::{SEATBOOK_NO_DAY, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::holders::page_request;
use crate::load::own_option;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{seatbook_holder_kind, seatbook_source_kind, source_id};
use seatbook_core::query::{Page, Waiting};

/// A page of those who wait, by product and place in the product's queue. Immutable; may be read from many threads.
pub struct seatbook_waitlist {
    page: Page<Waiting>,
}

/// Who waits for seats of a product, or of all products if `product` is empty; only one user, if `user` is not empty.
///
/// `cursor` is empty for the first page, "last" for the last, else what seatbook_waitlist_next() or _previous() gave; `limit` 0 is
/// 100. Free `*out_waitlist` with seatbook_waitlist_free(). Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_USER,
/// INVALID_ARGUMENT for a cursor that is none, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_waitlist(
    book: *const seatbook_book,
    product: seatbook_str,
    user: seatbook_str,
    cursor: seatbook_str,
    limit: usize,
    out_waitlist: *mut *mut seatbook_waitlist,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_waitlist, "out_waitlist")?;
        let (product, user) = (own_option(c, product, "product")?, own_option(c, user, "user")?);
        let wanted = page_request(c, cursor, limit)?;
        let page = with_book(book, |book| book.waitlist(product.as_deref(), user.as_deref(), &wanted))?;
        out.give(seatbook_waitlist { page });
        Ok(())
    })
}

fn row(waitlist: Option<&seatbook_waitlist>, index: usize) -> Option<&Waiting> {
    waitlist.and_then(|own| own.page.rows.get(index))
}

/// How many rows this page has; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_len(waitlist: *const seatbook_waitlist) -> usize {
    value!(0, |c| c.optional(waitlist).map_or(0, |own| own.page.rows.len()))
}

/// How many rows the whole list has.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_total(waitlist: *const seatbook_waitlist) -> u64 {
    value!(0, |c| c.optional(waitlist).map_or(0, |own| own.page.total))
}

/// The cursor of the next page; nothing on the last.
///
/// Lives as long as `waitlist`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_next(waitlist: *const seatbook_waitlist) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(waitlist).and_then(|own| own.page.next.as_deref())
    ))
}

/// The cursor of the previous page; nothing on the first.
///
/// Lives as long as `waitlist`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_previous(waitlist: *const seatbook_waitlist) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(waitlist).and_then(|own| own.page.previous.as_deref())
    ))
}

/// The place in the product's queue, from 1; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_position(waitlist: *const seatbook_waitlist, index: usize) -> u64 {
    value!(0, |c| row(c.optional(waitlist), index).map_or(0, |found| found.position))
}

/// Who waits: the user, group or org.
///
/// Nothing beyond the end. Lives as long as `waitlist`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_target(
    waitlist: *const seatbook_waitlist,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        row(c.optional(waitlist), index).map(|found| found.target.as_str())
    ))
}

/// Whether it is a user, a group or an org that waits; a user beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_holder_kind(
    waitlist: *const seatbook_waitlist,
    index: usize,
) -> seatbook_holder_kind {
    value!(seatbook_holder_kind::SEATBOOK_HOLDER_KIND_USER, |c| {
        let found = row(c.optional(waitlist), index);
        found.map_or(seatbook_holder_kind::SEATBOOK_HOLDER_KIND_USER, |found| found.kind.into())
    })
}

/// The product.
///
/// Nothing beyond the end. Lives as long as `waitlist`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_product(
    waitlist: *const seatbook_waitlist,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        row(c.optional(waitlist), index).map(|found| found.product.as_str())
    ))
}

/// The higher, the earlier a seat is given.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_priority(waitlist: *const seatbook_waitlist, index: usize) -> i32 {
    value!(0, |c| row(c.optional(waitlist), index).map_or(0, |found| found.priority))
}

/// The day on which the waiting began; SEATBOOK_NO_DAY beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_since(
    waitlist: *const seatbook_waitlist,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| row(c.optional(waitlist), index)
        .map_or(SEATBOOK_NO_DAY, |found| found.since.number()))
}

/// The operation that put it where it is.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_operation(
    waitlist: *const seatbook_waitlist,
    index: usize,
) -> u64 {
    value!(0, |c| row(c.optional(waitlist), index).map_or(0, |found| found.operation))
}

/// How many things the seat is to come through.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_source_count(
    waitlist: *const seatbook_waitlist,
    index: usize,
) -> usize {
    value!(0, |c| row(c.optional(waitlist), index).map_or(0, |found| found.sources.len()))
}

/// What kind of source it is, by its number from 0; SEATBOOK_SOURCE_KIND_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_source_kind(
    waitlist: *const seatbook_waitlist,
    index: usize,
    number: usize,
) -> seatbook_source_kind {
    value!(seatbook_source_kind::SEATBOOK_SOURCE_KIND_NONE, |c| seatbook_source_kind::of(
        row(c.optional(waitlist), index).and_then(|found| found.sources.get(number))
    ))
}

/// The group of a source, by its number from 0; nothing if the source is direct or beyond the end.
///
/// Lives as long as `waitlist`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_source_id(
    waitlist: *const seatbook_waitlist,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| source_id(
        row(c.optional(waitlist), index).and_then(|found| found.sources.get(number))
    ))
}

/// Frees a waiting list; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_waitlist_free(waitlist: *mut seatbook_waitlist) {
    value!((), |c| c.free(waitlist));
}
