//! What a write answers, as a whole.

use crate::day::{SEATBOOK_NO_DAY, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::seatbook_report_status;
use seatbook_core::Report;
use seatbook_core::report::{Shortfall, Warning};
use std::collections::HashSet;
use std::sync::{Mutex, OnceLock, PoisonError};

/// What a write answers: one row for every target and product asked for, in request order. Immutable; may be read from
/// many threads.
pub struct seatbook_report {
    pub(crate) report: Report,
    json: OnceLock<Box<str>>,
    csv: OnceLock<Box<str>>,
    /// Texts that are made when somebody asks; equal ones once.
    texts: Mutex<HashSet<Box<str>>>,
}

impl From<Report> for seatbook_report {
    fn from(report: Report) -> Self {
        Self { report, json: OnceLock::new(), csv: OnceLock::new(), texts: Mutex::default() }
    }
}

impl seatbook_report {
    /// Keeps a text for as long as the report lives. The set only grows, and a boxed text does not move when it does.
    pub(crate) fn keep(&self, text: String) -> seatbook_str {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = texts.get(text.as_str()) {
            return seatbook_str::of(kept);
        }
        let text = text.into_boxed_str();
        let view = seatbook_str::of(&text);
        texts.insert(text);
        view
    }

    fn warning(&self, index: usize) -> Option<&Warning> {
        self.report.warnings.get(index)
    }

    fn shortfall(&self, index: usize) -> Option<&Shortfall> {
        self.report.shortfall.get(index)
    }
}

/// The stored report of an operation on rows.
///
/// Free `*out_report` with seatbook_report_free(). Any thread. Fails with INVALID_ARGUMENT if there is no such operation. Since
/// 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_report(
    book: *const seatbook_book,
    operation: u64,
    out_report: *mut *mut seatbook_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        out.give(with_book(book, |book| book.report(operation))?.into());
        Ok(())
    })
}

/// Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing changed).
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_operation(report: *const seatbook_report) -> u64 {
    value!(0, |c| c.optional(report).and_then(|own| own.report.operation).unwrap_or(0))
}

/// The request id; the empty text if it had none.
///
/// Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_request_id(report: *const seatbook_report) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(report).map(|own| own.report.request_id.as_str())
    ))
}

/// 1 if this is the stored answer to an earlier request with the same id.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_replayed(report: *const seatbook_report) -> u32 {
    value!(0, |c| c.optional(report).map_or(0, |own| u32::from(own.report.replayed)))
}

/// How it went as a whole; failed for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_overall_status(
    report: *const seatbook_report,
) -> seatbook_report_status {
    value!(seatbook_report_status::SEATBOOK_REPORT_STATUS_FAILED, |c| c
        .optional(report)
        .map_or(seatbook_report_status::SEATBOOK_REPORT_STATUS_FAILED, |own| own.report.status.into()))
}

/// The book's revision after it.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_revision(report: *const seatbook_report) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.revision))
}

/// The day on which it happened; SEATBOOK_NO_DAY for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_on(report: *const seatbook_report) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| c.optional(report).map_or(SEATBOOK_NO_DAY, |own| own.report.on.number()))
}

/// How many rows were asked for.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_requested(report: *const seatbook_report) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.summary.requested))
}

/// How many rows took effect.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_changed(report: *const seatbook_report) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.summary.changed))
}

/// How many rows were so already.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_unchanged(report: *const seatbook_report) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.summary.unchanged))
}

/// How many rows were refused.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_failed(report: *const seatbook_report) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.summary.failed))
}

/// How many warnings there are.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_warning_count(report: *const seatbook_report) -> usize {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.warnings.len()))
}

/// A warning as a word for programs, such as "starts_later".
///
/// Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_warning_code(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(report).and_then(|own| own.warning(index)).map(|found| found.code.as_str())
    ))
}

/// The pool that a warning is about.
///
/// Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_warning_pool(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(report).and_then(|own| own.warning(index)).map(|found| found.pool.as_str())
    ))
}

/// A warning as a sentence for people.
///
/// Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_warning_message(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(report).and_then(|own| own.warning(index)).map(|found| found.message.as_str())
    ))
}

/// How many products are short.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_shortfall_count(report: *const seatbook_report) -> usize {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.shortfall.len()))
}

/// A product that has too few seats for the demand.
///
/// Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_shortfall_product(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(report).and_then(|own| own.shortfall(index)).map(|found| found.product.as_str())
    ))
}

/// Eligible users who did not have a short product. 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_shortfall_needed(
    report: *const seatbook_report,
    index: usize,
) -> u64 {
    value!(0, |c| c.optional(report).and_then(|own| own.shortfall(index)).map_or(0, |found| found.needed))
}

/// Seats of a short product that they could be given. 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_shortfall_available(
    report: *const seatbook_report,
    index: usize,
) -> u64 {
    value!(0, |c| c.optional(report).and_then(|own| own.shortfall(index)).map_or(0, |found| found.available))
}

/// How many seats of a short product are missing. 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_shortfall_missing(
    report: *const seatbook_report,
    index: usize,
) -> u64 {
    value!(0, |c| c.optional(report).and_then(|own| own.shortfall(index)).map_or(0, |found| found.missing))
}

/// The whole report as JSON, format seatbook.report/1.
///
/// Made on the first call; nothing for NULL. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_json(report: *const seatbook_report) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(
            c.optional(report).map(|own| &**own.json.get_or_init(|| own.report.to_json().into())),
        )
    })
}

/// The rows that were asked for as a table for spreadsheets: CSV with a header, a line for each row, its sentence last.
///
/// Lines end in CR LF. A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tabulator or a carriage return) gets an
/// apostrophe in front. seatbook_user_list_read() reads such a table. Made on the first call; nothing for NULL. Lives as long as `report`. Any
/// thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_csv(report: *const seatbook_report) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(
            c.optional(report).map(|own| &**own.csv.get_or_init(|| own.report.to_csv().into())),
        )
    })
}

/// Frees a report; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_free(report: *mut seatbook_report) {
    value!((), |c| c.free(report));
}
