//! Which of some users have which products.

use crate::counts::{put_counts, seatbook_counts};
use crate::day::{required, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::request::products;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::seatbook_covered;
use seatbook_core::IdList;
use seatbook_core::limits::ROWS;
use seatbook_core::query::{Coverage, ProductCoverage};

/// Which of some users have which products on a day: a row for every product. Immutable; may be read from many threads.
pub struct seatbook_coverage {
    coverage: Coverage,
}

/// Which of some users have which products on a day: a row for every product asked about, in that order; without any (NULL and
/// 0), for every product that has pools, by id.
///
/// Users that are not in the book are listed and stop nothing. Free `*out_coverage` with seatbook_coverage_free(). Any thread. Fails
/// with UNKNOWN_PRODUCT, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_coverage(
    book: *const seatbook_book,
    users: *const seatbook_str,
    user_count: usize,
    products: *const seatbook_str,
    product_count: usize,
    on: seatbook_day,
    out_coverage: *mut *mut seatbook_coverage,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_coverage, "out_coverage")?;
        let users = c.ids(users, user_count, "users", ROWS)?;
        let products = self::products(c, products, product_count)?;
        let on = required(on, "on")?;
        let coverage = with_book(book, |book| book.coverage(&users, &products, on))?;
        out.give(seatbook_coverage { coverage });
        Ok(())
    })
}

fn row(coverage: Option<&seatbook_coverage>, index: usize) -> Option<&ProductCoverage> {
    coverage.and_then(|own| own.coverage.products.get(index))
}

/// An id of a list; nothing beyond its end.
fn id(ids: Option<&IdList>, number: usize) -> seatbook_str {
    let found = ids.filter(|ids| number < ids.len()).map(|ids| ids.get(number));
    seatbook_str::of_option(found)
}

/// How many different users of the book were asked about.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_users(coverage: *const seatbook_coverage) -> u64 {
    value!(0, |c| c.optional(coverage).map_or(0, |own| own.coverage.users))
}

/// How many ids are not in the book, each once.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_unknown_count(coverage: *const seatbook_coverage) -> usize {
    value!(0, |c| c.optional(coverage).map_or(0, |own| own.coverage.unknown.len()))
}

/// An id that is not in the book, by its number from 0.
///
/// Nothing beyond the end. Lives as long as `coverage`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_unknown(
    coverage: *const seatbook_coverage,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| id(c.optional(coverage).map(|own| &own.coverage.unknown), number))
}

/// How many products there are; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_len(coverage: *const seatbook_coverage) -> usize {
    value!(0, |c| c.optional(coverage).map_or(0, |own| own.coverage.products.len()))
}

/// A product.
///
/// Nothing beyond the end. Lives as long as `coverage`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_product(
    coverage: *const seatbook_coverage,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        row(c.optional(coverage), index).map(|found| found.product.as_str())
    ))
}

/// Whether all, some or none of the users have a product; none beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_covered(
    coverage: *const seatbook_coverage,
    index: usize,
) -> seatbook_covered {
    value!(seatbook_covered::SEATBOOK_COVERED_NONE, |c| {
        let found = row(c.optional(coverage), index);
        found.map_or(seatbook_covered::SEATBOOK_COVERED_NONE, |found| found.covered.into())
    })
}

/// How many of the users have a product.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_count(coverage: *const seatbook_coverage, index: usize) -> u64 {
    value!(0, |c| row(c.optional(coverage), index).map_or(0, |found| found.count))
}

/// How many of them have a seat of their own.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_holder_count(
    coverage: *const seatbook_coverage,
    index: usize,
) -> usize {
    value!(0, |c| row(c.optional(coverage), index).map_or(0, |found| found.holders.len()))
}

/// Who has a seat of his own, by its number from 0, in the order asked.
///
/// Nothing beyond the end. Lives as long as `coverage`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_holder(
    coverage: *const seatbook_coverage,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| id(row(c.optional(coverage), index).map(|found| &found.holders), number))
}

/// How many of them have it without one, through a group, an org or a site.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_derived_count(
    coverage: *const seatbook_coverage,
    index: usize,
) -> usize {
    value!(0, |c| row(c.optional(coverage), index).map_or(0, |found| found.derived.len()))
}

/// Who has it without a seat of his own, by its number from 0, in the order asked.
///
/// Nothing beyond the end. Lives as long as `coverage`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_derived(
    coverage: *const seatbook_coverage,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| id(row(c.optional(coverage), index).map(|found| &found.derived), number))
}

/// All seats of a product on the day.
///
/// Set `out_counts->size` first. Any thread. Fails with INVALID_ARGUMENT beyond the end. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_counts(
    coverage: *const seatbook_coverage,
    index: usize,
    out_counts: *mut seatbook_counts,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let own = c.object(coverage, "coverage")?;
        put_counts(c, out_counts, row(Some(own), index).map(|found| &found.counts), index)
    })
}

/// Frees coverage; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_coverage_free(coverage: *mut seatbook_coverage) {
    value!((), |c| c.free(coverage));
}
