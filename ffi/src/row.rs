//! The rows of a report: one accessor per field, by report and index.

use crate::day::{SEATBOOK_NO_DAY, seatbook_day, to_c};
use crate::outcome::seatbook_outcome;
use crate::report::seatbook_report;
use crate::text::seatbook_str;
use crate::words::{seatbook_holder_kind, seatbook_op, seatbook_seat_state, seatbook_source_kind, source_id};
use seatbook_core::report::{InTheWay, SeatName, Source};
use seatbook_core::{Day, Row};

/// A row by its index; those of the waiting list follow those that were asked for.
fn row(report: Option<&seatbook_report>, index: usize) -> Option<Row<'_>> {
    let report = &report?.report;
    match index.checked_sub(report.len()) {
        None => report.row(index),
        Some(waited) => report.from_waitlist_row(waited),
    }
}

fn seat(report: Option<&seatbook_report>, index: usize) -> Option<SeatName<'_>> {
    row(report, index).and_then(|row| row.seat())
}

fn in_the_way(report: Option<&seatbook_report>, index: usize) -> Option<&InTheWay> {
    row(report, index).and_then(|row| row.in_the_way())
}

/// How many rows were asked for; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_len(report: *const seatbook_report) -> usize {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.len()))
}

/// How many rows there are beyond those that were asked for: those who waited, and got a seat that this freed, in the order of
/// the waiting list. They follow the others: their indexes begin at seatbook_report_len().
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_from_waitlist_len(report: *const seatbook_report) -> usize {
    value!(0, |c| c.optional(report).map_or(0, |own| own.report.from_waitlist().len()))
}

/// What a row asked for; SEATBOOK_OP_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_op(report: *const seatbook_report, index: usize) -> seatbook_op {
    value!(seatbook_op::SEATBOOK_OP_NONE, |c| row(c.optional(report), index)
        .map_or(seatbook_op::SEATBOOK_OP_NONE, |row| row.op().into()))
}

/// Whom a row is about.
///
/// Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_target(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        row(c.optional(report), index).map(|row| row.target())
    ))
}

/// Whether a row's target is a user, a group or an org; a user beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_holder_kind(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_holder_kind {
    value!(seatbook_holder_kind::SEATBOOK_HOLDER_KIND_USER, |c| {
        let found = row(c.optional(report), index);
        found.map_or(seatbook_holder_kind::SEATBOOK_HOLDER_KIND_USER, |row| row.holder().into())
    })
}

/// Which product a row is about.
///
/// Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_product(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        row(c.optional(report), index).map(|row| row.product())
    ))
}

/// What became of a row; SEATBOOK_OUTCOME_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_outcome(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_outcome {
    value!(seatbook_outcome::SEATBOOK_OUTCOME_NONE, |c| row(c.optional(report), index)
        .map_or(seatbook_outcome::SEATBOOK_OUTCOME_NONE, |row| row.outcome().into()))
}

/// The pool of a row's seat; nothing if the row is about no seat.
///
/// Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_seat_pool(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        seat(c.optional(report), index).map(|seat| seat.pool)
    ))
}

/// The number of a row's seat in its pool, from 1; 0 if the row is about no seat.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_seat_number(
    report: *const seatbook_report,
    index: usize,
) -> u32 {
    value!(0, |c| seat(c.optional(report), index).map_or(0, |seat| seat.number))
}

/// The key of a row's seat; nothing if the pool has no keys.
///
/// Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_seat_key(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        seat(c.optional(report), index).and_then(|seat| seat.key)
    ))
}

/// The day the seat's time began; SEATBOOK_NO_DAY if it has not.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_started_on(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(row(c.optional(report), index).and_then(|row| row.started_on())))
}

/// The seat's last day; SEATBOOK_NO_DAY if it has none.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_ends_on(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(row(c.optional(report), index).and_then(|row| row.ends_on())))
}

/// How many plans of the target are switched off.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_disabled_plan_count(
    report: *const seatbook_report,
    index: usize,
) -> usize {
    value!(0, |c| row(c.optional(report), index).map_or(0, |row| row.disabled_plans().len()))
}

/// A plan that is switched off, by its number from 0.
///
/// Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_disabled_plan(
    report: *const seatbook_report,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        row(c.optional(report), index).and_then(|row| row.disabled_plans().get(number)).map(String::as_str)
    ))
}

/// How the holder comes by the seat: "direct", or "group:", "org:" or "site:" and the id of the group, org or pool; nothing if
/// there is no seat.
///
/// Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_source(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let report = c.optional(report);
        match row(report, index).and_then(|row| row.source()).zip(report) {
            None => seatbook_str::NONE,
            Some((Source::Direct, _)) => seatbook_str::of("direct"),
            Some((source, own)) => own.keep(source.word().into_owned()),
        }
    })
}

/// The group that the seat comes through; nothing if it comes through none.
///
/// Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_source_group(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        match row(c.optional(report), index).and_then(|row| row.source()) {
            Some(Source::Group(id)) => seatbook_str::of(id),
            _ => seatbook_str::NONE,
        }
    })
}

/// How the holder comes by the seat, for programs; SEATBOOK_SOURCE_KIND_NONE if there is no seat.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_source_kind(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_source_kind {
    value!(seatbook_source_kind::SEATBOOK_SOURCE_KIND_NONE, |c| {
        seatbook_source_kind::of(row(c.optional(report), index).and_then(|row| row.source()))
    })
}

/// The group, org or pool that the seat comes through; nothing if it is direct.
///
/// Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_source_id(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| source_id(row(c.optional(report), index).and_then(|row| row.source())))
}

/// The state of the seat before; SEATBOOK_SEAT_STATE_NONE if there is none.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_previous_state(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_seat_state {
    value!(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, |c| {
        let state = row(c.optional(report), index).and_then(|row| row.previous_state());
        state.map_or(seatbook_seat_state::SEATBOOK_SEAT_STATE_NONE, seatbook_seat_state::from)
    })
}

/// Another product that stands in the way of a row.
///
/// Nothing if there is none. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_in_the_way_product(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        in_the_way(c.optional(report), index).and_then(|found| found.product.as_deref())
    ))
}

/// A plan that stands in the way of a row.
///
/// Nothing if there is none. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_in_the_way_plan(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        in_the_way(c.optional(report), index).and_then(|found| found.plan.as_deref())
    ))
}

/// A group that stands in the way of a row, or that it rests on.
///
/// Nothing if there is none. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_in_the_way_group(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        in_the_way(c.optional(report), index).and_then(|found| found.group.as_deref())
    ))
}

/// The pool that came nearest.
///
/// Nothing if there is none. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_in_the_way_pool(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        in_the_way(c.optional(report), index).and_then(|found| found.pool.as_deref())
    ))
}

/// How many reusable seats could be had if asked for; 0 if that is not the matter.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_in_the_way_reusable(
    report: *const seatbook_report,
    index: usize,
) -> u64 {
    value!(0, |c| in_the_way(c.optional(report), index).and_then(|found| found.reusable).unwrap_or(0))
}

/// Place on the product's waiting list, from 1; 0 if the row is not on it.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_in_the_way_waiting(
    report: *const seatbook_report,
    index: usize,
) -> u64 {
    value!(0, |c| in_the_way(c.optional(report), index).and_then(|found| found.waiting).unwrap_or(0))
}

/// How many end dates reusable seats have that do exist.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_in_the_way_end_date_count(
    report: *const seatbook_report,
    index: usize,
) -> usize {
    value!(0, |c| in_the_way(c.optional(report), index).map_or(0, |found| found.end_dates.len()))
}

/// An end date of reusable seats that do exist, by its number from 0; SEATBOOK_NO_DAY beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_in_the_way_end_date(
    report: *const seatbook_report,
    index: usize,
    number: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| {
        let found = in_the_way(c.optional(report), index).and_then(|found| found.end_dates.get(number));
        found.copied().map_or(SEATBOOK_NO_DAY, Day::number)
    })
}

/// A row as a plain sentence for a school's IT person.
///
/// Made on the first call. Nothing beyond the end. Lives as long as `report`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_report_row_sentence(
    report: *const seatbook_report,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let report = c.optional(report);
        let found = row(report, index).zip(report);
        found.map_or(seatbook_str::NONE, |(row, own)| own.keep(row.sentence()))
    })
}
