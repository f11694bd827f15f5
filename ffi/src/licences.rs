//! What a user, a group or an org has.

use crate::day::{SEATBOOK_NO_DAY, required, seatbook_day, to_c};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{seatbook_seat_state, seatbook_source_kind, source_id};
use seatbook_core::limits::ID_BYTES;
use seatbook_core::query::Licence;
use seatbook_core::report::Source;

/// What a user, a group or an org has on a day, by product. Immutable; may be read from many threads.
pub struct seatbook_licences {
    rows: Vec<Licence>,
}

impl From<Licence> for seatbook_licences {
    fn from(licence: Licence) -> Self {
        Self { rows: vec![licence] }
    }
}

/// What a user has on a day: seats of his own, and access through his groups, his org or a site.
///
/// Free `*out_licences` with seatbook_licences_free(). Any thread. Fails with UNKNOWN_USER. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_licences(
    book: *const seatbook_book,
    user: seatbook_str,
    on: seatbook_day,
    out_licences: *mut *mut seatbook_licences,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_licences, "out_licences")?;
        let (user, on) = (c.text(user, "user", ID_BYTES)?, required(on, "on")?);
        let rows = with_book(book, |book| book.licences(user, on))?;
        out.give(seatbook_licences { rows });
        Ok(())
    })
}

/// What a group has on a day: seats of its own, and access through its org or a site.
///
/// Free `*out_licences` with seatbook_licences_free(). Any thread. Fails with UNKNOWN_GROUP. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_licences_of_group(
    book: *const seatbook_book,
    group: seatbook_str,
    on: seatbook_day,
    out_licences: *mut *mut seatbook_licences,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_licences, "out_licences")?;
        let (group, on) = (c.text(group, "group", ID_BYTES)?, required(on, "on")?);
        let rows = with_book(book, |book| book.licences_of_group(group, on))?;
        out.give(seatbook_licences { rows });
        Ok(())
    })
}

/// What an org has on a day: seats of its own, and access through orgs above it or a site.
///
/// Free `*out_licences` with seatbook_licences_free(). Any thread. Fails with UNKNOWN_ORG. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_licences_of_org(
    book: *const seatbook_book,
    org: seatbook_str,
    on: seatbook_day,
    out_licences: *mut *mut seatbook_licences,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_licences, "out_licences")?;
        let (org, on) = (c.text(org, "org", ID_BYTES)?, required(on, "on")?);
        let rows = with_book(book, |book| book.licences_of_org(org, on))?;
        out.give(seatbook_licences { rows });
        Ok(())
    })
}

fn licence(licences: Option<&seatbook_licences>, index: usize) -> Option<&Licence> {
    licences.and_then(|own| own.rows.get(index))
}

/// How many there are; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_len(licences: *const seatbook_licences) -> usize {
    value!(0, |c| c.optional(licences).map_or(0, |own| own.rows.len()))
}

/// The product.
///
/// Nothing beyond the end. Lives as long as `licences`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_product(
    licences: *const seatbook_licences,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        licence(c.optional(licences), index).map(|found| found.product.as_str())
    ))
}

/// The product's name.
///
/// Nothing beyond the end. Lives as long as `licences`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_product_name(
    licences: *const seatbook_licences,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        licence(c.optional(licences), index).map(|found| found.product_name.as_str())
    ))
}

/// The pool.
///
/// Nothing beyond the end. Lives as long as `licences`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_pool(
    licences: *const seatbook_licences,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        licence(c.optional(licences), index).map(|found| found.pool.as_str())
    ))
}

/// The seat's number in the pool, from 1; 0 through a site, which has no seats, and beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_seat(licences: *const seatbook_licences, index: usize) -> u32 {
    value!(0, |c| licence(c.optional(licences), index).map_or(0, |found| found.seat))
}

/// The seat's key; nothing if the pool has no keys.
///
/// Lives as long as `licences`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_key(
    licences: *const seatbook_licences,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        licence(c.optional(licences), index).and_then(|found| found.key.as_deref())
    ))
}

/// Assigned or started; SEATBOOK_SEAT_STATE_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_state(
    licences: *const seatbook_licences,
    index: usize,
) -> seatbook_seat_state {
    value!(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |c| {
        let found = licence(c.optional(licences), index);
        found.map_or(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |found| found.state.into())
    })
}

/// When its time began; SEATBOOK_NO_DAY if it has not.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_started_on(
    licences: *const seatbook_licences,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(licence(c.optional(licences), index).and_then(|found| found.started_on)))
}

/// Its last day; SEATBOOK_NO_DAY if it has none.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_ends_on(
    licences: *const seatbook_licences,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(licence(c.optional(licences), index).and_then(|found| found.ends_on)))
}

/// 1 if it is not a seat of one's own but access through a group, an org or a site; the source says which.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_derived(licences: *const seatbook_licences, index: usize) -> u32 {
    value!(0, |c| licence(c.optional(licences), index).map_or(0, |found| u32::from(found.derived)))
}

/// How many plans are switched off.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_disabled_plan_count(
    licences: *const seatbook_licences,
    index: usize,
) -> usize {
    value!(0, |c| licence(c.optional(licences), index).map_or(0, |found| found.disabled_plans.len()))
}

/// A plan that is switched off, by its number from 0.
///
/// Nothing beyond the end. Lives as long as `licences`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_disabled_plan(
    licences: *const seatbook_licences,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        licence(c.optional(licences), index)
            .and_then(|found| found.disabled_plans.get(number))
            .map(String::as_str)
    ))
}

/// How many things the seat came through.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_source_count(
    licences: *const seatbook_licences,
    index: usize,
) -> usize {
    value!(0, |c| licence(c.optional(licences), index).map_or(0, |found| found.sources.len()))
}

/// What kind of source it is, by its number from 0; SEATBOOK_SOURCE_KIND_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_source_kind(
    licences: *const seatbook_licences,
    index: usize,
    number: usize,
) -> seatbook_source_kind {
    value!(seatbook_source_kind::SEATBOOK_SOURCE_KIND_NONE, |c| seatbook_source_kind::of(
        licence(c.optional(licences), index).and_then(|found| found.sources.get(number))
    ))
}

/// The group, org or pool of a source, by its number from 0; nothing if the source is direct or beyond the end.
///
/// Lives as long as `licences`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_source_id(
    licences: *const seatbook_licences,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| source_id(
        licence(c.optional(licences), index).and_then(|found| found.sources.get(number))
    ))
}

/// The group of a source, by its number from 0; nothing if the source is no group or beyond the end.
///
/// Lives as long as `licences`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_source_group(
    licences: *const seatbook_licences,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        match licence(c.optional(licences), index).and_then(|found| found.sources.get(number)) {
            Some(Source::Group(id)) => seatbook_str::of(id),
            _ => seatbook_str::NONE,
        }
    })
}

/// Frees licences; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_licences_free(licences: *mut seatbook_licences) {
    value!((), |c| c.free(licences));
}
