//! Removing, and what a removal answers.

use crate::day::{SEATBOOK_NO_DAY, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::options::{read_options, seatbook_options};
use crate::removal::seatbook_removal;
use crate::report::seatbook_report;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{FromNumber, seatbook_entity};
use seatbook_core::RemovalReport;
use seatbook_core::load::{Entity, Refusal};
use std::ptr;
use std::sync::OnceLock;

/// What a removal answers. Immutable; may be read from many threads.
pub struct seatbook_removal_report {
    report: RemovalReport,
    /// Made when somebody asks.
    rows: OnceLock<Option<seatbook_report>>,
    json: OnceLock<Box<str>>,
}

/// Takes things out of the book. What is in use is refused, unless its seats are given back in the same step. One
/// transaction.
///
/// Things that cannot be removed are listed in the report and stop nothing. The removal is not changed. `options` may not be
/// NULL: the day is needed. Free `*out_report` with seatbook_removal_report_free(). Any thread. Fails with NOT_AUTHORIZED,
/// REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_remove(
    book: *const seatbook_book,
    removal: *const seatbook_removal,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_removal_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let removal = &c.object(removal, "removal")?.removal;
        let watched = read_options(c, options)?;
        let report = with_book(book, |book| {
            watched.run(|options, mut hooks| {
                hooks.step(0, removal.len())?;
                book.remove(removal, options)
            })
        })?;
        out.give(seatbook_removal_report { report, rows: OnceLock::new(), json: OnceLock::new() });
        Ok(())
    })
}

/// Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing changed).
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_operation(report: *const seatbook_removal_report) -> u64 {
    value!(0, |c| c.optional(report).and_then(|report| report.report.operation).unwrap_or(0))
}

/// The request id; the empty text if it had none.
///
/// Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_request_id(
    report: *const seatbook_removal_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(c.optional(report).map(|report| report.report.request_id.as_str()))
    })
}

/// 1 if this is the stored answer to an earlier removal with the same request id.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_replayed(report: *const seatbook_removal_report) -> u32 {
    value!(0, |c| c.optional(report).map_or(0, |report| u32::from(report.report.replayed)))
}

/// 1 if it was only a dry run.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_dry_run(report: *const seatbook_removal_report) -> u32 {
    value!(0, |c| c.optional(report).map_or(0, |report| u32::from(report.report.dry_run)))
}

/// The book's revision after it.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_revision(report: *const seatbook_removal_report) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |report| report.report.revision))
}

/// The day on which it happened; SEATBOOK_NO_DAY for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_on(report: *const seatbook_removal_report) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| c
        .optional(report)
        .map_or(SEATBOOK_NO_DAY, |report| report.report.on.number()))
}

/// How many things of one sort were removed: SEATBOOK_ENTITY_USER, _GROUP, _POOL, _PRODUCT; exclusions and prerequisites are
/// counted together. 0 for things that cannot be removed.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_removed(
    report: *const seatbook_removal_report,
    entity: i32,
) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |own| {
        let report = &own.report;
        match Entity::from_c(entity) {
            Ok(Entity::User) => report.users.removed,
            Ok(Entity::Group) => report.groups.removed,
            Ok(Entity::Pool) => report.pools.removed,
            Ok(Entity::Product) => report.products.removed,
            Ok(Entity::Exclusion | Entity::Prerequisite) => report.rules.removed,
            _ => 0,
        }
    }))
}

fn refusal(report: Option<&seatbook_removal_report>, index: usize) -> Option<&Refusal> {
    report.and_then(|report| report.report.refused.get(index))
}

/// How many things were not removed.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_refused_len(
    report: *const seatbook_removal_report,
) -> usize {
    value!(0, |c| c.optional(report).map_or(0, |report| report.report.refused.len()))
}

/// What sort of thing was not removed; SEATBOOK_ENTITY_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_refused_entity(
    report: *const seatbook_removal_report,
    index: usize,
) -> seatbook_entity {
    value!(seatbook_entity::SEATBOOK_ENTITY_NONE, |c| {
        let found = refusal(c.optional(report), index);
        found.map_or(seatbook_entity::SEATBOOK_ENTITY_NONE, |refusal| refusal.entity.into())
    })
}

/// The id of a thing that was not removed, as it was given.
///
/// Lives as long as `report`; nothing beyond the end. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_refused_id(
    report: *const seatbook_removal_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(refusal(c.optional(report), index).map(|refusal| refusal.id.as_str()))
    })
}

/// The position in its list of a thing that was not removed, from 0; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_refused_index(
    report: *const seatbook_removal_report,
    index: usize,
) -> u64 {
    value!(0, |c| refusal(c.optional(report), index).map_or(0, |refusal| refusal.index))
}

/// Why a thing was not removed, for programs; SEATBOOK_OK beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_refused_status(
    report: *const seatbook_removal_report,
    index: usize,
) -> seatbook_status {
    value!(seatbook_status::SEATBOOK_OK, |c| {
        refusal(c.optional(report), index)
            .map_or(seatbook_status::SEATBOOK_OK, |refusal| refusal.status.into())
    })
}

/// Why a thing was not removed, for people.
///
/// Lives as long as `report`; nothing beyond the end. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_refused_message(
    report: *const seatbook_removal_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(refusal(c.optional(report), index).map(|refusal| refusal.message.as_str()))
    })
}

/// The seats that it took back, as rows of a report; NULL if there are none.
///
/// Made on the first call. Lives as long as `report` and is not freed by itself. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_rows(
    report: *const seatbook_removal_report,
) -> *const seatbook_report {
    value!(ptr::null(), |c| {
        let rows = c
            .optional(report)
            .and_then(|own| own.rows.get_or_init(|| own.report.report.clone().map(Into::into)).as_ref());
        rows.map_or(ptr::null(), ptr::from_ref)
    })
}

/// The whole report as JSON, format seatbook.removal_report/1.
///
/// Made on the first call. Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_json(
    report: *const seatbook_removal_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let report = c.optional(report);
        seatbook_str::of_option(report.map(|own| &**own.json.get_or_init(|| own.report.to_json().into())))
    })
}

/// Frees a removal report; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_report_free(report: *mut seatbook_removal_report) {
    value!((), |c| c.free(report));
}
