//! Whether a user may use a product, and which of its plans.

use crate::day::{SEATBOOK_NO_DAY, required, seatbook_day, to_c};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::licences::seatbook_licences;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::limits::ID_BYTES;
use seatbook_core::query::Entitlement;
use std::ptr;

/// Whether a user may use a product on a day, and which of its plans. Immutable; may be read from many threads.
pub struct seatbook_entitlement {
    entitlement: Entitlement,
    licence: Option<seatbook_licences>,
}

/// Whether a user may use a product on a day, and which of its plans.
///
/// Free `*out_entitlement` with seatbook_entitlement_free(). Any thread. Fails with UNKNOWN_USER, UNKNOWN_PRODUCT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_entitled(
    book: *const seatbook_book,
    user: seatbook_str,
    product: seatbook_str,
    on: seatbook_day,
    out_entitlement: *mut *mut seatbook_entitlement,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_entitlement, "out_entitlement")?;
        let (user, product) = (c.text(user, "user", ID_BYTES)?, c.text(product, "product", ID_BYTES)?);
        let on = required(on, "on")?;
        let mut entitlement = with_book(book, |book| book.entitled(user, product, on))?;
        let licence = entitlement.licence.take().map(seatbook_licences::from);
        out.give(seatbook_entitlement { entitlement, licence });
        Ok(())
    })
}

fn inner(of: Option<&seatbook_entitlement>) -> Option<&Entitlement> {
    of.map(|own| &own.entitlement)
}

/// 1 if he may use it that day: his account is in use, he has a licence, and its first day of use has come.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_entitled(entitlement: *const seatbook_entitlement) -> u32 {
    value!(0, |c| inner(c.optional(entitlement)).map_or(0, |own| u32::from(own.entitled)))
}

/// 1 if his account is in use.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_enabled(entitlement: *const seatbook_entitlement) -> u32 {
    value!(0, |c| inner(c.optional(entitlement)).map_or(0, |own| u32::from(own.enabled)))
}

/// The first day on which he may use it, if that is still to come; else SEATBOOK_NO_DAY.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_starts_on(
    entitlement: *const seatbook_entitlement,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(inner(c.optional(entitlement)).and_then(|own| own.starts_on)))
}

/// The last day; SEATBOOK_NO_DAY if there is none.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_ends_on(
    entitlement: *const seatbook_entitlement,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(inner(c.optional(entitlement)).and_then(|own| own.ends_on)))
}

/// How many plans are on; none without a licence.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_plan_count(entitlement: *const seatbook_entitlement) -> usize {
    value!(0, |c| inner(c.optional(entitlement)).map_or(0, |own| own.plans.len()))
}

/// The id of a plan that is on, by its number from 0.
///
/// Nothing beyond the end. Lives as long as `entitlement`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_plan(
    entitlement: *const seatbook_entitlement,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        inner(c.optional(entitlement)).and_then(|own| own.plans.get(number)).map(|plan| plan.id.as_str())
    ))
}

/// How many plans are switched off.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_disabled_plan_count(
    entitlement: *const seatbook_entitlement,
) -> usize {
    value!(0, |c| inner(c.optional(entitlement)).map_or(0, |own| own.disabled_plans.len()))
}

/// The id of a plan that is switched off, by its number from 0.
///
/// Nothing beyond the end. Lives as long as `entitlement`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_disabled_plan(
    entitlement: *const seatbook_entitlement,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        inner(c.optional(entitlement))
            .and_then(|own| own.disabled_plans.get(number))
            .map(|plan| plan.id.as_str())
    ))
}

/// What he has the product by, as the only row of a list; NULL if he does not have it.
///
/// Lives as long as `entitlement` and is not freed by itself. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_licence(
    entitlement: *const seatbook_entitlement,
) -> *const seatbook_licences {
    value!(ptr::null(), |c| {
        c.optional(entitlement).and_then(|own| own.licence.as_ref()).map_or(ptr::null(), ptr::from_ref)
    })
}

/// Frees an entitlement; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_entitlement_free(entitlement: *mut seatbook_entitlement) {
    value!((), |c| c.free(entitlement));
}
