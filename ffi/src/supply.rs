//! What of a product can be handed out on a day.

use crate::day::{SEATBOOK_NO_DAY, required, seatbook_day, to_c};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::limits::ID_BYTES;
use seatbook_core::query::Supply;

/// New seats of a product, and started ones by end date, soonest first. Immutable; may be read from many threads.
pub struct seatbook_supply {
    supply: Supply,
}

/// What of a product can be handed out on a day to users of an org; `org` empty: in all pools.
///
/// Free `*out_supply` with seatbook_supply_free(). Any thread. Fails with UNKNOWN_PRODUCT, UNKNOWN_ORG. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_supply(
    book: *const seatbook_book,
    product: seatbook_str,
    org: seatbook_str,
    on: seatbook_day,
    out_supply: *mut *mut seatbook_supply,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_supply, "out_supply")?;
        let (product, on) = (c.text(product, "product", ID_BYTES)?, required(on, "on")?);
        let org = Some(c.text(org, "org", ID_BYTES)?).filter(|org| !org.is_empty());
        let supply = with_book(book, |book| book.supply(product, org, on))?;
        out.give(seatbook_supply { supply });
        Ok(())
    })
}

/// The product; nothing for NULL.
///
/// Lives as long as `supply`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_supply_product(supply: *const seatbook_supply) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(supply).map(|own| own.supply.product.as_str())
    ))
}

/// How many new seats there are.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_supply_new_seats(supply: *const seatbook_supply) -> u64 {
    value!(0, |c| c.optional(supply).map_or(0, |own| own.supply.new))
}

/// 1 if there is always a new seat more.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_supply_unlimited(supply: *const seatbook_supply) -> u32 {
    value!(0, |c| c.optional(supply).map_or(0, |own| u32::from(own.supply.unlimited)))
}

/// How many different end dates reusable seats have.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_supply_reusable_len(supply: *const seatbook_supply) -> usize {
    value!(0, |c| c.optional(supply).map_or(0, |own| own.supply.reusable.len()))
}

/// An end date of reusable seats; SEATBOOK_NO_DAY if they never end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_supply_reusable_ends_on(
    supply: *const seatbook_supply,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| {
        to_c(
            c.optional(supply).and_then(|own| own.supply.reusable.get(index)).and_then(|found| found.ends_on),
        )
    })
}

/// How many reusable seats have that end date; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_supply_reusable_seats(supply: *const seatbook_supply, index: usize) -> u64 {
    value!(0, |c| {
        c.optional(supply).and_then(|own| own.supply.reusable.get(index)).map_or(0, |found| found.seats)
    })
}

/// Frees supply; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_supply_free(supply: *mut seatbook_supply) {
    value!((), |c| c.free(supply));
}
