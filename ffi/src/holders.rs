//! Who holds seats of a product or pool, page by page.

use crate::boundary::{Caller, misuse};
use crate::day::{SEATBOOK_NO_DAY, required, seatbook_day, to_c};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::load::own_option;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{
    FromNumber, flag, reserved, seatbook_holder_kind, seatbook_seat_state, seatbook_source_kind, source_id,
};
use seatbook_core::limits::{ID_BYTES, PAGE, TEXT_BYTES};
use seatbook_core::query::{Holder, HolderFilter, Page, PageRequest};
use seatbook_core::report::Source;
use seatbook_core::seat::{HolderKind, SeatState};
use seatbook_core::{Result, Status};

/// Which holders are asked for: of a product, or of a pool. Set `size` to sizeof, all else to 0, then one of these two and what
/// holders must be like.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_holder_filter {
    /// sizeof(seatbook_holder_filter) as the caller knows it.
    pub size: usize,
    /// Of this product; empty if `pool` is set.
    pub product: seatbook_str,
    /// Of this pool; empty if `product` is set.
    pub pool: seatbook_str,
    /// Only users with this role; empty: any.
    pub role: seatbook_str,
    /// Only users of this org and those below it, groups of these orgs, and these orgs; empty: of all.
    pub org: seatbook_str,
    /// 1: only holders of the kind `holder_kind`.
    pub has_holder_kind: u32,
    /// A seatbook_holder_kind; counts if `has_holder_kind` is 1.
    pub holder_kind: i32,
    /// Only seats in this state: SEATBOOK_SEAT_STATE_ASSIGNED or _STARTED; SEATBOOK_SEAT_STATE_NONE: both.
    pub state: i32,
    /// Leave 0.
    pub reserved: u32,
}

fn filter(c: Caller<'_>, filter: *const seatbook_holder_filter) -> Result<HolderFilter> {
    let given = c.sized(filter)?;
    reserved(given.reserved, "seatbook_holder_filter")?;
    let kind = HolderKind::from_c(given.holder_kind)?;
    let state = match given.state {
        0 => None,
        state => Some(SeatState::from_c(state)?),
    };
    Ok(HolderFilter {
        product: own_option(c, given.product, "product")?,
        pool: own_option(c, given.pool, "pool")?,
        kind: flag(given.has_holder_kind, "has_holder_kind")?.then_some(kind),
        state,
        role: own_option(c, given.role, "role")?,
        org: own_option(c, given.org, "org")?,
    })
}

/// A page of holders, by pool and seat. Immutable; may be read from many threads.
pub struct seatbook_holders {
    page: Page<Holder>,
}

/// Which page of a list.
pub(crate) fn page_request(c: Caller<'_>, cursor: seatbook_str, limit: usize) -> Result<PageRequest> {
    if limit > PAGE {
        return Err(misuse(Status::Limit, format!("`limit` is {limit}; at most {PAGE} rows fit on a page")));
    }
    let cursor = c.text(cursor, "cursor", TEXT_BYTES)?;
    Ok(PageRequest { cursor: Some(cursor.to_owned()).filter(|cursor| !cursor.is_empty()), limit })
}

/// Who holds seats of a product on a day.
///
/// `cursor` is empty for the first page, "last" for the last, else what seatbook_holders_next() or _previous() gave; `limit` 0 is 100. Free
/// `*out_holders` with seatbook_holders_free(). Any thread. Fails with UNKNOWN_PRODUCT, INVALID_ARGUMENT for a cursor that
/// is none, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_holders(
    book: *const seatbook_book,
    product: seatbook_str,
    on: seatbook_day,
    cursor: seatbook_str,
    limit: usize,
    out_holders: *mut *mut seatbook_holders,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_holders, "out_holders")?;
        let (product, on) = (c.text(product, "product", ID_BYTES)?, required(on, "on")?);
        let wanted = page_request(c, cursor, limit)?;
        let page = with_book(book, |book| book.holders(product, on, &wanted))?;
        out.give(seatbook_holders { page });
        Ok(())
    })
}

/// Who holds seats of a pool on a day.
///
/// Pages, ownership and threads as in seatbook_book_holders(). Fails with UNKNOWN_POOL, INVALID_ARGUMENT, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_holders_of_pool(
    book: *const seatbook_book,
    pool: seatbook_str,
    on: seatbook_day,
    cursor: seatbook_str,
    limit: usize,
    out_holders: *mut *mut seatbook_holders,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_holders, "out_holders")?;
        let (pool, on) = (c.text(pool, "pool", ID_BYTES)?, required(on, "on")?);
        let wanted = page_request(c, cursor, limit)?;
        let page = with_book(book, |book| book.holders_of_pool(pool, on, &wanted))?;
        out.give(seatbook_holders { page });
        Ok(())
    })
}

/// Some of those who hold seats of a product or pool on a day.
///
/// Pages, ownership and threads as in seatbook_book_holders(). `filter` may not be NULL. Fails with WRONG_SIZE, UNKNOWN_NUMBER,
/// UNKNOWN_PRODUCT, UNKNOWN_POOL, UNKNOWN_ORG, INVALID_ARGUMENT if not either a product or a pool is named, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_holders_where(
    book: *const seatbook_book,
    filter: *const seatbook_holder_filter,
    on: seatbook_day,
    cursor: seatbook_str,
    limit: usize,
    out_holders: *mut *mut seatbook_holders,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_holders, "out_holders")?;
        let (filter, on) = (self::filter(c, filter)?, required(on, "on")?);
        let wanted = page_request(c, cursor, limit)?;
        let page = with_book(book, |book| book.holders_where(&filter, on, &wanted))?;
        out.give(seatbook_holders { page });
        Ok(())
    })
}

fn holder(holders: Option<&seatbook_holders>, index: usize) -> Option<&Holder> {
    holders.and_then(|own| own.page.rows.get(index))
}

/// How many rows this page has; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_len(holders: *const seatbook_holders) -> usize {
    value!(0, |c| c.optional(holders).map_or(0, |own| own.page.rows.len()))
}

/// How many rows the whole list has.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_total(holders: *const seatbook_holders) -> u64 {
    value!(0, |c| c.optional(holders).map_or(0, |own| own.page.total))
}

/// The cursor of the next page; nothing on the last.
///
/// Lives as long as `holders`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_next(holders: *const seatbook_holders) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(holders).and_then(|own| own.page.next.as_deref())
    ))
}

/// The cursor of the previous page; nothing on the first.
///
/// Lives as long as `holders`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_previous(holders: *const seatbook_holders) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(holders).and_then(|own| own.page.previous.as_deref())
    ))
}

/// The user (or group, or org) who holds a seat.
///
/// Nothing beyond the end. Lives as long as `holders`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_holder(
    holders: *const seatbook_holders,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        holder(c.optional(holders), index).map(|found| found.holder.as_str())
    ))
}

/// Whether it is a user, a group or an org; a user beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_holder_kind(
    holders: *const seatbook_holders,
    index: usize,
) -> seatbook_holder_kind {
    value!(seatbook_holder_kind::SEATBOOK_HOLDER_KIND_USER, |c| {
        let found = holder(c.optional(holders), index);
        found.map_or(seatbook_holder_kind::SEATBOOK_HOLDER_KIND_USER, |found| found.kind.into())
    })
}

/// How many plans are switched off.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_disabled_plan_count(
    holders: *const seatbook_holders,
    index: usize,
) -> usize {
    value!(0, |c| holder(c.optional(holders), index).map_or(0, |found| found.disabled_plans.len()))
}

/// A plan that is switched off, by its number from 0.
///
/// Nothing beyond the end. Lives as long as `holders`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_disabled_plan(
    holders: *const seatbook_holders,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        holder(c.optional(holders), index)
            .and_then(|found| found.disabled_plans.get(number))
            .map(String::as_str)
    ))
}

/// The product.
///
/// Nothing beyond the end. Lives as long as `holders`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_product(
    holders: *const seatbook_holders,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        holder(c.optional(holders), index).map(|found| found.product.as_str())
    ))
}

/// The pool.
///
/// Nothing beyond the end. Lives as long as `holders`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_pool(
    holders: *const seatbook_holders,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        holder(c.optional(holders), index).map(|found| found.pool.as_str())
    ))
}

/// The seat's number in the pool, from 1; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_seat(holders: *const seatbook_holders, index: usize) -> u32 {
    value!(0, |c| holder(c.optional(holders), index).map_or(0, |found| found.seat))
}

/// Assigned or started; SEATBOOK_SEAT_STATE_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_state(
    holders: *const seatbook_holders,
    index: usize,
) -> seatbook_seat_state {
    value!(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |c| {
        let found = holder(c.optional(holders), index);
        found.map_or(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |found| found.state.into())
    })
}

/// When its time began; SEATBOOK_NO_DAY if it has not.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_started_on(
    holders: *const seatbook_holders,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(holder(c.optional(holders), index).and_then(|found| found.started_on)))
}

/// Its last day; SEATBOOK_NO_DAY if it has none.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_ends_on(
    holders: *const seatbook_holders,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(holder(c.optional(holders), index).and_then(|found| found.ends_on)))
}

/// How many things the seat came through.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_source_count(
    holders: *const seatbook_holders,
    index: usize,
) -> usize {
    value!(0, |c| holder(c.optional(holders), index).map_or(0, |found| found.sources.len()))
}

/// What kind of source it is, by its number from 0; SEATBOOK_SOURCE_KIND_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_source_kind(
    holders: *const seatbook_holders,
    index: usize,
    number: usize,
) -> seatbook_source_kind {
    value!(seatbook_source_kind::SEATBOOK_SOURCE_KIND_NONE, |c| seatbook_source_kind::of(
        holder(c.optional(holders), index).and_then(|found| found.sources.get(number))
    ))
}

/// The group, org or pool of a source, by its number from 0; nothing if the source is direct or beyond the end.
///
/// Lives as long as `holders`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_source_id(
    holders: *const seatbook_holders,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| source_id(
        holder(c.optional(holders), index).and_then(|found| found.sources.get(number))
    ))
}

/// The group of a source, by its number from 0; nothing if the source is no group or beyond the end.
///
/// Lives as long as `holders`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_source_group(
    holders: *const seatbook_holders,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        match holder(c.optional(holders), index).and_then(|found| found.sources.get(number)) {
            Some(Source::Group(id)) => seatbook_str::of(id),
            _ => seatbook_str::NONE,
        }
    })
}

/// Frees holders; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_holders_free(holders: *mut seatbook_holders) {
    value!((), |c| c.free(holders));
}
