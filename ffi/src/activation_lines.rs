//! Lines that a licence file changes: of a report, or of a diff.

use crate::text::seatbook_str;
use crate::words::{Words, word, words};
use seatbook_core::activation::{LineChange, LineDiff, TermChange};
use seatbook_core::licence_file::LineKind;
use std::ffi::c_char;

/// What a line of a licence file is about.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_line_kind {
    /// There is no such line.
    SEATBOOK_LINE_KIND_NONE = 0,
    /// Seats for users.
    SEATBOOK_LINE_KIND_USER = 1,
    /// On for the whole org.
    SEATBOOK_LINE_KIND_SITE = 2,
}

impl From<LineKind> for seatbook_line_kind {
    fn from(kind: LineKind) -> Self {
        match kind {
            LineKind::User => Self::SEATBOOK_LINE_KIND_USER,
            LineKind::Site => Self::SEATBOOK_LINE_KIND_SITE,
        }
    }
}

/// How a line of a licence file changes what holds.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum seatbook_line_change {
    /// There is no such line.
    SEATBOOK_LINE_CHANGE_NONE = 0,
    /// The product is new.
    SEATBOOK_LINE_CHANGE_ADDED = 1,
    /// The product is gone: the file has no line for it.
    SEATBOOK_LINE_CHANGE_REMOVED = 2,
    /// More seats.
    SEATBOOK_LINE_CHANGE_RAISED = 3,
    /// Fewer seats.
    SEATBOOK_LINE_CHANGE_LOWERED = 4,
    /// As many seats under other terms.
    SEATBOOK_LINE_CHANGE_TERMS = 5,
}

impl From<LineChange> for seatbook_line_change {
    fn from(change: LineChange) -> Self {
        match change {
            LineChange::Added => Self::SEATBOOK_LINE_CHANGE_ADDED,
            LineChange::Removed => Self::SEATBOOK_LINE_CHANGE_REMOVED,
            LineChange::Raised => Self::SEATBOOK_LINE_CHANGE_RAISED,
            LineChange::Lowered => Self::SEATBOOK_LINE_CHANGE_LOWERED,
            LineChange::Terms => Self::SEATBOOK_LINE_CHANGE_TERMS,
        }
    }
}

static KINDS: Words<{ LineKind::ALL.len() }> = words!(LineKind);
static CHANGES: Words<{ LineChange::ALL.len() }> = words!(LineChange);

/// The word of a kind of line, such as "site"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_line_kind_name(kind: i32) -> *const c_char {
    word(&KINDS, LineKind::ALL.iter().map(|known| *known as i32), kind)
}

/// The word of a change, such as "lowered"; "unknown" for a number that this version does not know.
///
/// Static, NUL-terminated. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_line_change_name(change: i32) -> *const c_char {
    word(&CHANGES, LineChange::ALL.iter().map(|known| *known as i32), change)
}

/// What stands for "as many as wanted" where seats of a line are counted.
pub const SEATBOOK_UNLIMITED: u64 = u64::MAX;

/// A count as C gets it.
pub(crate) fn count(seats: Option<u64>) -> u64 {
    seats.unwrap_or(SEATBOOK_UNLIMITED)
}

/// Lines that a licence file changes, in the file's order; those that are gone come last. It belongs to a report or diff and is not
/// freed by itself. Immutable; may be read from many threads.
pub struct seatbook_activation_lines {
    pub(crate) lines: Vec<LineDiff>,
}

fn line(lines: Option<&seatbook_activation_lines>, index: usize) -> Option<&LineDiff> {
    lines.and_then(|own| own.lines.get(index))
}

fn term(lines: Option<&seatbook_activation_lines>, index: usize, number: usize) -> Option<&TermChange> {
    line(lines, index).and_then(|found| found.terms.get(number))
}

/// How many lines change; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_len(lines: *const seatbook_activation_lines) -> usize {
    value!(0, |c| c.optional(lines).map_or(0, |own| own.lines.len()))
}

/// The line's id in the file; of a line that is gone, in the file before, or the product's.
///
/// Nothing beyond the end. Lives as long as the report or diff. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_line(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(line(c.optional(lines), index).map(|found| found.line.as_str()))
    })
}

/// What people call the line; may be the empty text.
///
/// Nothing beyond the end. Lives as long as the report or diff. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_name(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(line(c.optional(lines), index).map(|found| found.name.as_str()))
    })
}

/// The product.
///
/// Nothing beyond the end. Lives as long as the report or diff. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_product(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(line(c.optional(lines), index).map(|found| found.product.as_str()))
    })
}

/// Seats for users, or on for the whole org; SEATBOOK_LINE_KIND_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_kind(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> seatbook_line_kind {
    value!(seatbook_line_kind::SEATBOOK_LINE_KIND_NONE, |c| {
        line(c.optional(lines), index)
            .map_or(seatbook_line_kind::SEATBOOK_LINE_KIND_NONE, |found| found.kind.into())
    })
}

/// How the line changes; SEATBOOK_LINE_CHANGE_NONE beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_change(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> seatbook_line_change {
    value!(seatbook_line_change::SEATBOOK_LINE_CHANGE_NONE, |c| {
        line(c.optional(lines), index)
            .map_or(seatbook_line_change::SEATBOOK_LINE_CHANGE_NONE, |found| found.change.into())
    })
}

/// Seats in all before; a site that was off had 0. SEATBOOK_UNLIMITED if there is no limit; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_old_total(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> u64 {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| count(found.old_total)) })
}

/// Seats in all afterwards. SEATBOOK_UNLIMITED if there is no limit; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_new_total(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> u64 {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| count(found.new_total)) })
}

/// Seats that somebody holds under the file's terms.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_in_use(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> u64 {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| found.in_use) })
}

/// Of these, seats that the terms let be taken back.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_revocable(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> u64 {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| found.revocable) })
}

/// Free seats now. SEATBOOK_UNLIMITED if there is no limit; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_available(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> u64 {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| count(found.available)) })
}

/// Free seats afterwards; 0 for a line that is blocked. SEATBOOK_UNLIMITED if there is no limit.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_available_after(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> u64 {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| count(found.available_after)) })
}

/// How many must give their seat back before the line can be taken over.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_to_remove(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> u64 {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| found.to_remove) })
}

/// 1 if that is anybody: the file cannot be activated as it is.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_blocked(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> u32 {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| u32::from(found.blocked)) })
}

/// How many terms change.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_term_count(
    lines: *const seatbook_activation_lines,
    index: usize,
) -> usize {
    value!(0, |c| { line(c.optional(lines), index).map_or(0, |found| found.terms.len()) })
}

/// The name of a term that changes, such as "ends_on", by its number from 0; nothing beyond the end.
///
/// Lives as long as the report or diff. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_term_name(
    lines: *const seatbook_activation_lines,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(term(c.optional(lines), index, number).map(|found| found.term.as_str()))
    })
}

/// What a term was; nothing if there was none.
///
/// Lives as long as the report or diff. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_term_old(
    lines: *const seatbook_activation_lines,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(term(c.optional(lines), index, number).and_then(|found| found.old.as_deref()))
    })
}

/// What a term becomes; nothing if there is none any more.
///
/// Lives as long as the report or diff. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_activation_lines_term_new(
    lines: *const seatbook_activation_lines,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(term(c.optional(lines), index, number).and_then(|found| found.new.as_deref()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::check_list;

    const SOURCE: &str = include_str!("activation_lines.rs");

    #[test]
    fn kinds_are_those_of_core() {
        let core = LineKind::ALL.iter().map(|k| (*k as i32, seatbook_line_kind::from(*k) as i32, k.word()));
        check_list(SOURCE, "seatbook_line_kind", "SEATBOOK_LINE_KIND_", core, seatbook_line_kind_name);
    }

    #[test]
    fn changes_are_those_of_core() {
        let core =
            LineChange::ALL.iter().map(|c| (*c as i32, seatbook_line_change::from(*c) as i32, c.word()));
        check_list(SOURCE, "seatbook_line_change", "SEATBOOK_LINE_CHANGE_", core, seatbook_line_change_name);
    }
}
