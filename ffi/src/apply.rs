//! Applying requests: whole ones, one row, many rows.

use crate::boundary::{Caller, misuse};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::options::{Watched, read_options, seatbook_options};
use crate::report::seatbook_report;
use crate::request::{group, item, products, seatbook_item_options, seatbook_request, user, users};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::limits::{ID_BYTES, JSON_BYTES};
use seatbook_core::{Op, Request, Result, Status};
use std::ptr;

fn apply(book: *const seatbook_book, request: &Request, watched: Watched<'_>) -> Result<seatbook_report> {
    let report =
        with_book(book, |book| watched.run(|options, hooks| book.apply_with(request, options, hooks)))?;
    Ok(report.into())
}

/// Decides a request and writes it down in one transaction. OK means that the report is complete, not that no row was
/// refused.
///
/// `options` may be NULL for a request from JSON, which carries its own; otherwise they take the place of those. Free
/// `*out_report` with seatbook_report_free(). Any thread; writers wait for each other. Fails, with nothing written, with
/// MALFORMED_REQUEST, NOT_AUTHORIZED, UNKNOWN_PRODUCT, UNKNOWN_POOL, UNKNOWN_GROUP, UNKNOWN_ORG, REQUEST_REUSED,
/// STALE_REVISION, CANCELLED, LIMIT, BUSY, READ_ONLY, DISK_FULL, IO; with OUTCOME_UNKNOWN repeat the same request id.
/// Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_apply(
    book: *const seatbook_book,
    request: *const seatbook_request,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let request = c.object(request, "request")?;
        let watched = match &request.options {
            Some(own) if options.is_null() => Watched::plain(own.clone()),
            _ => read_options(c, options)?,
        };
        out.give(apply(book, &request.request, watched)?);
        Ok(())
    })
}

/// seatbook_apply() for a request in JSON with its options, format seatbook.request/1.
///
/// Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_request_from_json() and
/// seatbook_apply(). Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_apply_json(
    book: *const seatbook_book,
    json: seatbook_str,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let (request, options) = Request::from_json(c.text(json, "json", JSON_BYTES)?)?;
        out.give(apply(book, &request, Watched::plain(options))?);
        Ok(())
    })
}

/// seatbook_apply() for one operation on many users and many products: a row for every user and product, user by user.
///
/// `op` is a seatbook_op. Free `*out_report` with seatbook_report_free(). Any thread. Fails with UNKNOWN_NUMBER,
/// INVALID_UTF8 and like seatbook_apply(). Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_apply_users(
    book: *const seatbook_book,
    op: i32,
    users: *const seatbook_str,
    user_count: usize,
    products: *const seatbook_str,
    product_count: usize,
    item_options: *const seatbook_item_options,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let who = self::users(c, users, user_count)?;
        let item = item(c, op, who, self::products(c, products, product_count)?, item_options)?;
        out.give(apply(book, &Request::from(item), read_options(c, options)?)?);
        Ok(())
    })
}

/// seatbook_apply() for one operation on the members of a group, or on some of them.
///
/// `op` is a seatbook_op; `members` NULL with a count of 0 is all members. Free `*out_report` with seatbook_report_free().
/// Any thread. Fails with UNKNOWN_NUMBER, INVALID_UTF8 and like seatbook_apply(). Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_apply_group(
    book: *const seatbook_book,
    op: i32,
    group: seatbook_str,
    members: *const seatbook_str,
    member_count: usize,
    products: *const seatbook_str,
    product_count: usize,
    item_options: *const seatbook_item_options,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let who = self::group(c, group, members, member_count)?;
        let item = item(c, op, who, self::products(c, products, product_count)?, item_options)?;
        out.give(apply(book, &Request::from(item), read_options(c, options)?)?);
        Ok(())
    })
}

/// Makes two accounts of one person one: what `from` holds moves to `into` with its dates; what both hold is given back once.
/// Memberships are joined. `from` is removed when nothing is left with him, and stays, disabled, otherwise.
///
/// `options` may not be NULL: the day is needed. Free `*out_report` with seatbook_report_free(). Any thread. Fails with
/// UNKNOWN_USER, INVALID_ARGUMENT, and like seatbook_apply(). Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_merge(
    book: *const seatbook_book,
    from: seatbook_str,
    into: seatbook_str,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let (from, into) = (c.text(from, "from", ID_BYTES)?, c.text(into, "into", ID_BYTES)?);
        let watched = read_options(c, options)?;
        let report = with_book(book, |book| {
            watched.run(|options, mut hooks| {
                hooks.step(0, 0)?;
                book.merge(from, into, options)
            })
        })?;
        out.give(report.into());
        Ok(())
    })
}

/// One row.
fn single(
    c: Caller<'_>,
    op: Op,
    book: *const seatbook_book,
    user: seatbook_str,
    product: seatbook_str,
    options: *const seatbook_options,
) -> Result<seatbook_report> {
    let product = c.text(product, "product", ID_BYTES)?;
    if product.is_empty() {
        return Err(misuse(Status::InvalidArgument, "`product` is empty; name a product"));
    }
    let item = item(c, op as i32, self::user(c, user)?, vec![product.to_owned()], ptr::null())?;
    apply(book, &Request::from(item), read_options(c, options)?)
}

/// Gives one user a seat of one product: seatbook_apply() with one row.
///
/// Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_apply(). Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_assign(
    book: *const seatbook_book,
    user: seatbook_str,
    product: seatbook_str,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        out.give(single(c, Op::Assign, book, user, product, options)?);
        Ok(())
    })
}

/// Takes one user's seat of one product back: seatbook_apply() with one row.
///
/// Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_apply(). Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_revoke(
    book: *const seatbook_book,
    user: seatbook_str,
    product: seatbook_str,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        out.give(single(c, Op::Revoke, book, user, product, options)?);
        Ok(())
    })
}

/// Gives one user a started seat that nobody holds: seatbook_apply() with one row.
///
/// Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_apply(). Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_reuse(
    book: *const seatbook_book,
    user: seatbook_str,
    product: seatbook_str,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        out.give(single(c, Op::Reuse, book, user, product, options)?);
        Ok(())
    })
}

/// Begins the time of one user's seat (first use): seatbook_apply() with one row.
///
/// Free `*out_report` with seatbook_report_free(). Any thread. Fails like seatbook_apply(). Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_start(
    book: *const seatbook_book,
    user: seatbook_str,
    product: seatbook_str,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        out.give(single(c, Op::Start, book, user, product, options)?);
        Ok(())
    })
}
