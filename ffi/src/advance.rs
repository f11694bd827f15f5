//! Writing down what dates have brought about, and what that answers.

use crate::day::{SEATBOOK_NO_DAY, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::options::{read_options, seatbook_options};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::advance::{AdvanceReport, Begun};
use std::sync::OnceLock;

/// What writing down the dates answers: a row for every pool of which something began, by id. Immutable; may be read from many
/// threads.
pub struct seatbook_advance_report {
    report: AdvanceReport,
    json: OnceLock<Box<str>>,
}

/// Writes down what dates have brought about by a day: seats whose time has begun by itself. It is never needed for a right answer,
/// and changes none.
///
/// `options` may not be NULL: the day is needed. Free `*out_report` with seatbook_advance_report_free(). Any thread. Fails with
/// NOT_AUTHORIZED, REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_advance(
    book: *const seatbook_book,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_advance_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let watched = read_options(c, options)?;
        let report = with_book(book, |book| {
            watched.run(|options, mut hooks| {
                hooks.step(0, 0)?;
                book.advance(options)
            })
        })?;
        out.give(seatbook_advance_report { report, json: OnceLock::new() });
        Ok(())
    })
}

fn begun(report: Option<&seatbook_advance_report>, index: usize) -> Option<&Begun> {
    report.and_then(|own| own.report.pools.get(index))
}

/// Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing began).
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_operation(report: *const seatbook_advance_report) -> u64 {
    value!(0, |c| c.optional(report).and_then(|own| own.report.operation).unwrap_or(0))
}

/// The request id; the empty text if it had none.
///
/// Nothing for NULL. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_request_id(
    report: *const seatbook_advance_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(report).map(|own| own.report.request_id.as_str())
    ))
}

/// 1 if this is the stored answer to an earlier call with the same request id.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_replayed(report: *const seatbook_advance_report) -> u32 {
    value!(0, |c| c.optional(report).map_or(0, |own| u32::from(own.report.replayed)))
}

/// 1 if it was only a dry run.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_dry_run(report: *const seatbook_advance_report) -> u32 {
    value!(0, |c| c.optional(report).map_or(0, |own| u32::from(own.report.dry_run)))
}

/// The book's revision after it.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_revision(report: *const seatbook_advance_report) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.revision))
}

/// The day up to which it was written down; SEATBOOK_NO_DAY for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_on(report: *const seatbook_advance_report) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| c.optional(report).map_or(SEATBOOK_NO_DAY, |own| own.report.on.number()))
}

/// How many pools there are of which something began; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_len(report: *const seatbook_advance_report) -> usize {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.pools.len()))
}

/// A pool.
///
/// Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_pool(
    report: *const seatbook_advance_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        begun(c.optional(report), index).map(|found| found.pool.as_str())
    ))
}

/// How many seats of a pool started with a holder.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_started(
    report: *const seatbook_advance_report,
    index: usize,
) -> u64 {
    value!(0, |c| begun(c.optional(report), index).map_or(0, |found| found.started))
}

/// How many seats of a pool started without a holder: they can be reused. Of an unlimited pool only those that have come
/// into being.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_reusable(
    report: *const seatbook_advance_report,
    index: usize,
) -> u64 {
    value!(0, |c| begun(c.optional(report), index).map_or(0, |found| found.reusable))
}

/// The whole report as JSON, format seatbook.advance_report/1.
///
/// Made on the first call; nothing for NULL. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_json(
    report: *const seatbook_advance_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(report).map(|own| &**own.json.get_or_init(|| own.report.to_json().into()))
    ))
}

/// Frees an advance report; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_advance_report_free(report: *mut seatbook_advance_report) {
    value!((), |c| c.free(report));
}
