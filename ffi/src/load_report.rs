//! Loading, and what a load answers.

use crate::boundary::misuse;
use crate::day::{SEATBOOK_NO_DAY, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::load::seatbook_load;
use crate::options::{read_options, seatbook_options};
use crate::report::seatbook_report;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{FromNumber, seatbook_entity};
use seatbook_core::load::{Entity, Refusal, Tally};
use seatbook_core::{LoadReport, Status};
use std::ptr;
use std::sync::OnceLock;

/// What a load answers. Immutable; may be read from many threads.
pub struct seatbook_load_report {
    report: LoadReport,
    /// Made when somebody asks.
    rows: OnceLock<Option<seatbook_report>>,
    json: OnceLock<Box<str>>,
}

/// What became of the things of one sort.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_tally {
    /// sizeof(seatbook_tally) as the caller knows it.
    pub size: usize,
    /// New in the book.
    pub created: u64,
    /// There already, and changed.
    pub updated: u64,
    /// There already, just so.
    pub unchanged: u64,
    /// Not taken.
    pub refused: u64,
}

impl seatbook_load_report {
    pub(crate) fn of(report: LoadReport) -> Self {
        Self { report, rows: OnceLock::new(), json: OnceLock::new() }
    }
}

/// Puts a load into the book, or brings up to date what is there; nothing is removed. One transaction. What becomes of the
/// seats of leavers says seatbook_load_set_leavers().
///
/// Things that cannot be taken are listed in the report and stop nothing. The load is not changed. `options` may not be
/// NULL: the day is needed. Free `*out_report` with seatbook_load_report_free(). Any thread. Fails with NOT_AUTHORIZED,
/// REQUEST_REUSED, STALE_REVISION, CANCELLED, BUSY, READ_ONLY, DISK_FULL, IO. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_load(
    book: *const seatbook_book,
    load: *const seatbook_load,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_load_report,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_report, "out_report")?;
        let load = c.object(load, "load")?;
        let watched = read_options(c, options)?;
        let report =
            with_book(book, |book| watched.run(|options, hooks| book.load_with(&load.load, options, hooks)))?;
        out.give(seatbook_load_report::of(report));
        Ok(())
    })
}

/// Number of the operation in the journal; 0 if it was not journalled (a dry run, or nothing changed).
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_operation(report: *const seatbook_load_report) -> u64 {
    value!(0, |c| c.optional(report).and_then(|report| report.report.operation).unwrap_or(0))
}

/// The request id; the empty text if it had none.
///
/// Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_request_id(
    report: *const seatbook_load_report,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(c.optional(report).map(|report| report.report.request_id.as_str()))
    })
}

/// 1 if this is the stored answer to an earlier load with the same request id.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_replayed(report: *const seatbook_load_report) -> u32 {
    value!(0, |c| c.optional(report).map_or(0, |report| u32::from(report.report.replayed)))
}

/// 1 if it was only a dry run.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_dry_run(report: *const seatbook_load_report) -> u32 {
    value!(0, |c| c.optional(report).map_or(0, |report| u32::from(report.report.dry_run)))
}

/// The book's revision after it.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_revision(report: *const seatbook_load_report) -> u64 {
    value!(0, |c| c.optional(report).map_or(0, |report| report.report.revision))
}

/// The day on which it happened; SEATBOOK_NO_DAY for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_on(report: *const seatbook_load_report) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| c
        .optional(report)
        .map_or(SEATBOOK_NO_DAY, |report| report.report.on.number()))
}

/// What became of the things of one sort: SEATBOOK_ENTITY_ORG, _PRODUCT, _USER, _GROUP or _POOL; exclusions, prerequisites
/// and settings are counted together.
///
/// Set `out_tally->size` first. Any thread. Fails with UNKNOWN_NUMBER, and with INVALID_ARGUMENT for
/// SEATBOOK_ENTITY_MEMBER: members are part of their groups. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_tally(
    report: *const seatbook_load_report,
    entity: i32,
    out_tally: *mut seatbook_tally,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let report = &c.object(report, "report")?.report;
        let out = c.out_struct(out_tally)?;
        let Tally { created, updated, unchanged, refused } = match Entity::from_c(entity)? {
            Entity::Org => report.orgs,
            Entity::Product => report.products,
            Entity::User => report.users,
            Entity::Group => report.groups,
            Entity::Pool => report.pools,
            Entity::Exclusion | Entity::Prerequisite | Entity::Settings | Entity::Licensee => report.rules,
            Entity::Member => {
                return Err(misuse(
                    Status::InvalidArgument,
                    "members are counted with their groups; ask for groups",
                ));
            }
        };
        out.set(&seatbook_tally { size: 0, created, updated, unchanged, refused });
        Ok(())
    })
}

fn refusal(report: Option<&seatbook_load_report>, index: usize) -> Option<&Refusal> {
    report.and_then(|report| report.report.refused.get(index))
}

/// How many things were not taken.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_refused_len(report: *const seatbook_load_report) -> usize {
    value!(0, |c| c.optional(report).map_or(0, |report| report.report.refused.len()))
}

/// What sort of thing was not taken; SEATBOOK_ENTITY_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_refused_entity(
    report: *const seatbook_load_report,
    index: usize,
) -> seatbook_entity {
    value!(seatbook_entity::SEATBOOK_ENTITY_NONE, |c| {
        let found = refusal(c.optional(report), index);
        found.map_or(seatbook_entity::SEATBOOK_ENTITY_NONE, |refusal| refusal.entity.into())
    })
}

/// The id of a thing that was not taken, as it was given.
///
/// Lives as long as `report`; nothing beyond the end. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_refused_id(
    report: *const seatbook_load_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(refusal(c.optional(report), index).map(|refusal| refusal.id.as_str()))
    })
}

/// The position in its list of a thing that was not taken, from 0; the list's length for a user who is missing in a list that
/// is full; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_refused_index(
    report: *const seatbook_load_report,
    index: usize,
) -> u64 {
    value!(0, |c| refusal(c.optional(report), index).map_or(0, |refusal| refusal.index))
}

/// Why a thing was not taken, for programs; SEATBOOK_OK beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_refused_status(
    report: *const seatbook_load_report,
    index: usize,
) -> seatbook_status {
    value!(seatbook_status::SEATBOOK_OK, |c| {
        refusal(c.optional(report), index)
            .map_or(seatbook_status::SEATBOOK_OK, |refusal| refusal.status.into())
    })
}

/// Why a thing was not taken, for people.
///
/// Lives as long as `report`; nothing beyond the end. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_refused_message(
    report: *const seatbook_load_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(refusal(c.optional(report), index).map(|refusal| refusal.message.as_str()))
    })
}

/// The seats that it took back, or gave to those who waited, as rows of a report; NULL if there are none.
///
/// Made on the first call. Lives as long as `report` and is not freed by itself. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_rows(
    report: *const seatbook_load_report,
) -> *const seatbook_report {
    value!(ptr::null(), |c| {
        let rows = c
            .optional(report)
            .and_then(|own| own.rows.get_or_init(|| own.report.report.clone().map(Into::into)).as_ref());
        rows.map_or(ptr::null(), ptr::from_ref)
    })
}

/// The whole report as JSON, format seatbook.load_report/1.
///
/// Made on the first call. Lives as long as `report`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_json(report: *const seatbook_load_report) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let report = c.optional(report);
        seatbook_str::of_option(report.map(|own| &**own.json.get_or_init(|| own.report.to_json().into())))
    })
}

/// Frees a load report; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_report_free(report: *mut seatbook_load_report) {
    value!((), |c| c.free(report));
}
