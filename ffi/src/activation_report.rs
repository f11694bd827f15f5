//! What staging, activating, discarding and marking as seen answer.

use crate::activation::seatbook_activation_state;
use crate::activation_lines::seatbook_activation_lines;
use crate::day::{SEATBOOK_NO_DAY, seatbook_day};
use crate::report::seatbook_report;
use crate::text::seatbook_str;
use seatbook_core::{Activation, ActivationReport};
use std::ptr;
use std::sync::OnceLock;

/// What staging, activating, discarding and marking as seen answer. Immutable; may be read from many threads.
pub struct seatbook_activation_report {
    report: ActivationReport,
    lines: seatbook_activation_lines,
    /// Made when somebody asks.
    rows: OnceLock<Option<seatbook_report>>,
    json: OnceLock<Box<str>>,
}

impl From<ActivationReport> for seatbook_activation_report {
    fn from(report: ActivationReport) -> Self {
        let lines = seatbook_activation_lines { lines: report.lines.clone() };
        Self { report, lines, rows: OnceLock::new(), json: OnceLock::new() }
    }
}

fn activation(report: Option<&seatbook_activation_report>) -> Option<&Activation> {
    report.map(|own| &own.report.activation)
}

/// Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing changed).
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_operation(
    report: *const seatbook_activation_report,
) -> u64 {
    value!(0, |c| { c.optional(report).and_then(|own| own.report.operation).unwrap_or(0) })
}

/// The request id; the empty text if it had none.
///
/// Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_request_id(
    report: *const seatbook_activation_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(c.optional(report).map(|own| own.report.request_id.as_str()))
    })
}

/// 1 if this is the stored answer to an earlier call with the same request id.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_replayed(
    report: *const seatbook_activation_report,
) -> u32 {
    value!(0, |c| { c.optional(report).map_or(0, |own| u32::from(own.report.replayed)) })
}

/// 1 if it was only a dry run.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_dry_run(
    report: *const seatbook_activation_report,
) -> u32 {
    value!(0, |c| { c.optional(report).map_or(0, |own| u32::from(own.report.dry_run)) })
}

/// The book's revision after it.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_revision(
    report: *const seatbook_activation_report,
) -> u64 {
    value!(0, |c| { c.optional(report).map_or(0, |own| own.report.revision) })
}

/// The day on which it happened; SEATBOOK_NO_DAY for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_on(
    report: *const seatbook_activation_report,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| { c.optional(report).map_or(SEATBOOK_NO_DAY, |own| own.report.on.number()) })
}

/// The licence file's number: what seatbook_book_activate() and the other functions want. The same for as long as the book lives.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_activation(
    report: *const seatbook_activation_report,
) -> u64 {
    value!(0, |c| { activation(c.optional(report)).map_or(0, |found| found.activation) })
}

/// What became of the licence file; SEATBOOK_ACTIVATION_STATE_NONE for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_state(
    report: *const seatbook_activation_report,
) -> seatbook_activation_state {
    value!(seatbook_activation_state::SEATBOOK_ACTIVATION_STATE_NONE, |c| {
        activation(c.optional(report))
            .map_or(seatbook_activation_state::SEATBOOK_ACTIVATION_STATE_NONE, |found| found.state.into())
    })
}

/// 1 if the licence file's totals hold now.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_active(report: *const seatbook_activation_report) -> u32 {
    value!(0, |c| { activation(c.optional(report)).map_or(0, |found| u32::from(found.active)) })
}

/// 1 if somebody has looked at what the licence file changes, or decided about it.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_seen(report: *const seatbook_activation_report) -> u32 {
    value!(0, |c| { activation(c.optional(report)).map_or(0, |found| u32::from(found.seen)) })
}

/// 1 if the licence file waits because a line is blocked: some of its holders must give their seats back first.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_blocked(
    report: *const seatbook_activation_report,
) -> u32 {
    value!(0, |c| { c.optional(report).map_or(0, |own| u32::from(own.report.blocked)) })
}

/// The org whose pools the licence file is about.
///
/// Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_org(
    report: *const seatbook_activation_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(activation(c.optional(report)).map(|found| found.org.as_str()))
    })
}

/// Who the licence file was issued to.
///
/// Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_owner(
    report: *const seatbook_activation_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(activation(c.optional(report)).map(|found| found.owner.as_str()))
    })
}

/// The customer's serial number.
///
/// Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_serial_number(
    report: *const seatbook_activation_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(activation(c.optional(report)).map(|found| found.serial_number.as_str()))
    })
}

/// Who made the licence file; may be the empty text.
///
/// Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_issuer(
    report: *const seatbook_activation_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(activation(c.optional(report)).map(|found| found.issuer.as_str()))
    })
}

/// Where more seats can be bought; the empty text if the licence file does not say.
///
/// Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_purchase_url(
    report: *const seatbook_activation_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(activation(c.optional(report)).map(|found| found.purchase_url.as_str()))
    })
}

/// The licence file's version: higher in every newer file of the same serial number.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_version(
    report: *const seatbook_activation_report,
) -> u64 {
    value!(0, |c| { activation(c.optional(report)).map_or(0, |found| found.version) })
}

/// The lines that change, or changed; none if the licence file was discarded. NULL for NULL.
///
/// Lives as long as `report` and is not freed by itself. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_lines(
    report: *const seatbook_activation_report,
) -> *const seatbook_activation_lines {
    value!(ptr::null(), |c| { c.optional(report).map_or(ptr::null(), |own| ptr::from_ref(&own.lines)) })
}

/// The seats that were taken back, or given to those who waited, as rows of a report; NULL if there are none.
///
/// Made on the first call. Lives as long as `report` and is not freed by itself. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_rows(
    report: *const seatbook_activation_report,
) -> *const seatbook_report {
    value!(ptr::null(), |c| {
        let rows = c
            .optional(report)
            .and_then(|own| own.rows.get_or_init(|| own.report.report.clone().map(Into::into)).as_ref());
        rows.map_or(ptr::null(), ptr::from_ref)
    })
}

/// The whole report as JSON, format seatbook.activation_report/1.
///
/// Made on the first call. Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_json(
    report: *const seatbook_activation_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let report = c.optional(report);
        seatbook_str::of_option(report.map(|own| &**own.json.get_or_init(|| own.report.to_json().into())))
    })
}

/// Frees an activation report; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_report_free(report: *mut seatbook_activation_report) {
    value!((), |c| c.free(report));
}
