//! Seats of products, counted.

use crate::boundary::{Caller, misuse};
use crate::day::{required, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::limits::ID_BYTES;
use seatbook_core::query::Counts;
use seatbook_core::{Result, Status};

/// Seats of a product on a day. Always total = assigned + available + retired + expired + upcoming + suspended.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_counts {
    /// sizeof(seatbook_counts) as the caller knows it.
    pub size: usize,
    /// Seats in all. Of an unlimited pool only those that have come into being are counted.
    pub total: u64,
    /// Seats that somebody holds, started or not.
    pub assigned: u64,
    /// Of these, started ones.
    pub started: u64,
    /// Seats that could be handed out that day: new and reusable ones.
    pub available: u64,
    /// Of these, seats whose time has not begun.
    pub new_seats: u64,
    /// Of these, started seats that nobody holds.
    pub reusable: u64,
    /// Seats taken back for good.
    pub retired: u64,
    /// Seats that have ended, and free ones that may no longer be handed out.
    pub expired: u64,
    /// Free seats that may not be handed out yet.
    pub upcoming: u64,
    /// Free seats of suspended pools.
    pub suspended: u64,
    /// Seats in use beyond what was bought.
    pub over: u64,
    /// 1 if a pool without a limit is among them: then there is always a new seat more.
    pub unlimited: u32,
    /// 0.
    pub reserved: u32,
}

impl seatbook_counts {
    fn of(counts: &Counts) -> Self {
        Self {
            size: 0,
            total: counts.total,
            assigned: counts.assigned,
            started: counts.started,
            available: counts.available,
            new_seats: counts.new,
            reusable: counts.reusable,
            retired: counts.retired,
            expired: counts.expired,
            upcoming: counts.upcoming,
            suspended: counts.suspended,
            over: counts.over,
            unlimited: u32::from(counts.unlimited),
            reserved: 0,
        }
    }
}

/// Writes the counts of one row of a list.
pub(crate) fn put_counts(
    c: Caller<'_>,
    out: *mut seatbook_counts,
    counts: Option<&Counts>,
    index: usize,
) -> Result<()> {
    let out = c.out_struct(out)?;
    let message = || format!("`index` is {index}; the list is shorter");
    let counts = counts.ok_or_else(|| misuse(Status::InvalidArgument, message()))?;
    out.set(&seatbook_counts::of(counts));
    Ok(())
}

/// Counts of products or orgs, by id. Immutable; may be read from many threads.
pub struct seatbook_counts_list {
    rows: Vec<Counts>,
}

/// An org to look below; empty is none.
pub(crate) fn org(c: Caller<'_>, org: seatbook_str) -> Result<Option<&str>> {
    Ok(Some(c.text(org, "org", ID_BYTES)?).filter(|org| !org.is_empty()))
}

/// Seats of a product on a day, in the pools of an org and all below it; `org` empty: in all pools.
///
/// Set `out_counts->size` first. Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_ORG. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_counts(
    book: *const seatbook_book,
    product: seatbook_str,
    org: seatbook_str,
    on: seatbook_day,
    out_counts: *mut seatbook_counts,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out_struct(out_counts)?;
        let product = c.text(product, "product", ID_BYTES)?;
        let (org, on) = (self::org(c, org)?, required(on, "on")?);
        let counts = with_book(book, |book| book.counts(product, org, on))?;
        out.set(&seatbook_counts::of(&counts));
        Ok(())
    })
}

/// Counts of every product that has pools; `org` as in seatbook_book_counts().
///
/// Free `*out_list` with seatbook_counts_list_free(). Any thread. Fails with UNKNOWN_ORG. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_counts_of_all(
    book: *const seatbook_book,
    org: seatbook_str,
    on: seatbook_day,
    out_list: *mut *mut seatbook_counts_list,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_list, "out_list")?;
        let (org, on) = (self::org(c, org)?, required(on, "on")?);
        let rows = with_book(book, |book| book.counts_of_all(org, on))?;
        out.give(seatbook_counts_list { rows });
        Ok(())
    })
}

/// Counts of a product for every org directly below one, each with its own pools and those of all below it; `org` empty: for
/// every org that stands below no other.
///
/// Free `*out_list` with seatbook_counts_list_free(). Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_ORG. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_counts_by_org(
    book: *const seatbook_book,
    product: seatbook_str,
    org: seatbook_str,
    on: seatbook_day,
    out_list: *mut *mut seatbook_counts_list,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_list, "out_list")?;
        let product = c.text(product, "product", ID_BYTES)?;
        let (org, on) = (self::org(c, org)?, required(on, "on")?);
        let rows = with_book(book, |book| book.counts_by_org(product, org, on))?;
        out.give(seatbook_counts_list { rows });
        Ok(())
    })
}

/// How many rows there are; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_counts_list_len(list: *const seatbook_counts_list) -> usize {
    value!(0, |c| c.optional(list).map_or(0, |own| own.rows.len()))
}

/// A product.
///
/// Nothing beyond the end. Lives as long as `list`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_counts_list_product(
    list: *const seatbook_counts_list,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let found = c.optional(list).and_then(|own| own.rows.get(index));
        seatbook_str::of_option(found.map(|counts| counts.product.as_str()))
    })
}

/// The org of a row; nothing if all pools are counted, and beyond the end.
///
/// Lives as long as `list`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_counts_list_org(
    list: *const seatbook_counts_list,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let found = c.optional(list).and_then(|own| own.rows.get(index));
        seatbook_str::of_option(found.and_then(|counts| counts.org.as_deref()))
    })
}

/// The counts of a row.
///
/// Set `out_counts->size` first. Any thread. Fails with INVALID_ARGUMENT beyond the end. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_counts_list_get(
    list: *const seatbook_counts_list,
    index: usize,
    out_counts: *mut seatbook_counts,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| { put_counts(c, out_counts, c.object(list, "list")?.rows.get(index), index) })
}

/// Frees a list of counts; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_counts_list_free(list: *mut seatbook_counts_list) {
    value!((), |c| c.free(list));
}
