//! The journal: pages of operations, and the head of the chain.

use crate::boundary::Caller;
use crate::day::{SEATBOOK_NO_DAY, optional, seatbook_day};
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::holders::page_request;
use crate::load::own_option;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::reserved;
use seatbook_core::limits::ID_BYTES;
use seatbook_core::query::{Head, JournalEntry, JournalFilter, Page};
use seatbook_core::{Book, Error, Result};
use std::ffi::c_char;

/// Which operations are asked for. Set `size` to sizeof, all else to 0, then what operations must be like.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_journal_filter {
    /// sizeof(seatbook_journal_filter) as the caller knows it.
    pub size: usize,
    /// Only operations that name this user; empty: any.
    pub user: seatbook_str,
    /// Only operations by this actor, by id; empty: any.
    pub actor: seatbook_str,
    /// Only operations of this kind: "assign", "load" and so on; empty: any.
    pub kind: seatbook_str,
    /// Only operations that changed seats of this pool; empty: any.
    pub pool: seatbook_str,
    /// Only operations that name this seat of the pool, from 1; 0: any.
    pub seat: u32,
    /// Only operations on this day or later; 0 or SEATBOOK_NO_DAY: any.
    pub from: seatbook_day,
    /// Only operations on this day or earlier; 0 or SEATBOOK_NO_DAY: any.
    pub to: seatbook_day,
    /// Leave 0.
    pub reserved: u32,
}

fn filter(c: Caller<'_>, filter: *const seatbook_journal_filter) -> Result<JournalFilter> {
    let given = c.sized_or_default(filter)?;
    reserved(given.reserved, "seatbook_journal_filter")?;
    Ok(JournalFilter {
        user: own_option(c, given.user, "user")?,
        actor: own_option(c, given.actor, "actor")?,
        kind: own_option(c, given.kind, "kind")?,
        from: optional(given.from)?,
        to: optional(given.to)?,
        pool: own_option(c, given.pool, "pool")?,
        seat: Some(given.seat).filter(|seat| *seat != 0),
    })
}

/// A page of operations, newest first. Immutable; may be read from many threads.
pub struct seatbook_journal {
    page: Page<JournalEntry>,
}

/// The end of the journal's chain. Kept elsewhere, it shows whether an older copy of the book was put in place.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_head {
    /// sizeof(seatbook_head) as the caller knows it.
    pub size: usize,
    /// Number of the last operation; 0 in a new book.
    pub operation: u64,
    /// Its hash in hex, with a NUL behind it.
    pub hash: [c_char; 72],
}

impl seatbook_head {
    /// A head as C gets it.
    pub(crate) fn of(head: &Head) -> Result<Self> {
        let mut hash = [0; 72];
        let long = head.hash.len() >= hash.len() || !head.hash.is_ascii();
        if long {
            return Err(Error::internal("the hash of the head is not what fits into seatbook_head"));
        }
        for (place, byte) in hash.iter_mut().zip(head.hash.bytes()) {
            *place = byte.cast_signed();
        }
        Ok(Self { size: 0, operation: head.operation, hash })
    }

    /// A head from C.
    pub(crate) fn read(c: Caller<'_>, head: *const seatbook_head) -> Result<Head> {
        let given = c.sized(head)?;
        let hash =
            given.hash.iter().take_while(|byte| **byte != 0).map(|byte| char::from(byte.cast_unsigned()));
        Ok(Head { operation: given.operation, hash: hash.collect() })
    }
}

/// The end of the journal's chain.
///
/// Set `out_head->size` first. Any thread. Fails with INVALID_HANDLE, FORKED, POISONED, IO, CORRUPT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_head(
    book: *const seatbook_book,
    out_head: *mut seatbook_head,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out_struct(out_head)?;
        out.set(&seatbook_head::of(&with_book(book, Book::head)?)?);
        Ok(())
    })
}

/// Operations, newest first; only those that name a user, if `user` is not empty.
///
/// `cursor` is empty for the first page, "last" for the last, else what seatbook_journal_next() or _previous() gave; `limit` 0 is 100. Free
/// `*out_journal` with seatbook_journal_free(). Any thread. Fails with INVALID_ARGUMENT for a cursor that is none, LIMIT.
/// Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_journal(
    book: *const seatbook_book,
    user: seatbook_str,
    cursor: seatbook_str,
    limit: usize,
    out_journal: *mut *mut seatbook_journal,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_journal, "out_journal")?;
        let user = Some(c.text(user, "user", ID_BYTES)?).filter(|user| !user.is_empty());
        let wanted = page_request(c, cursor, limit)?;
        let page = with_book(book, |book| book.journal(user, &wanted))?;
        out.give(seatbook_journal { page });
        Ok(())
    })
}

/// Some operations, newest first.
///
/// `filter` may be NULL: all operations. Pages, ownership and threads as in seatbook_book_journal(). Fails with WRONG_SIZE,
/// UNKNOWN_POOL, INVALID_ARGUMENT, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_journal_where(
    book: *const seatbook_book,
    filter: *const seatbook_journal_filter,
    cursor: seatbook_str,
    limit: usize,
    out_journal: *mut *mut seatbook_journal,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_journal, "out_journal")?;
        let filter = self::filter(c, filter)?;
        let wanted = page_request(c, cursor, limit)?;
        let page = with_book(book, |book| book.journal_where(&filter, &wanted))?;
        out.give(seatbook_journal { page });
        Ok(())
    })
}

fn entry(journal: Option<&seatbook_journal>, index: usize) -> Option<&JournalEntry> {
    journal.and_then(|own| own.page.rows.get(index))
}

/// How many rows this page has; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_len(journal: *const seatbook_journal) -> usize {
    value!(0, |c| c.optional(journal).map_or(0, |own| own.page.rows.len()))
}

/// How many rows the whole list has.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_total(journal: *const seatbook_journal) -> u64 {
    value!(0, |c| c.optional(journal).map_or(0, |own| own.page.total))
}

/// The cursor of the next page; nothing on the last.
///
/// Lives as long as `journal`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_next(journal: *const seatbook_journal) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(journal).and_then(|own| own.page.next.as_deref())
    ))
}

/// The cursor of the previous page; nothing on the first.
///
/// Lives as long as `journal`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_previous(journal: *const seatbook_journal) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(journal).and_then(|own| own.page.previous.as_deref())
    ))
}

/// The operation's number, from 1 without gaps; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_operation(journal: *const seatbook_journal, index: usize) -> u64 {
    value!(0, |c| entry(c.optional(journal), index).map_or(0, |found| found.operation))
}

/// "assign", "revoke", "reuse", "start", "swap", "sync", "undo", "cancel", "change" (mixed rows), "load", "remove", "merge" and so on.
///
/// Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_kind(
    journal: *const seatbook_journal,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        entry(c.optional(journal), index).map(|found| found.kind.as_str())
    ))
}

/// The day on which it happened; SEATBOOK_NO_DAY beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_on(journal: *const seatbook_journal, index: usize) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| entry(c.optional(journal), index)
        .map_or(SEATBOOK_NO_DAY, |found| found.on.number()))
}

/// 1 if the host gave the instant.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_has_at(journal: *const seatbook_journal, index: usize) -> u32 {
    value!(0, |c| entry(c.optional(journal), index).map_or(0, |found| u32::from(found.at.is_some())))
}

/// The instant, in seconds since 1970-01-01T00:00:00Z; 0 if it was not given.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_at(journal: *const seatbook_journal, index: usize) -> i64 {
    value!(0, |c| entry(c.optional(journal), index).and_then(|found| found.at).unwrap_or(0))
}

/// Who.
///
/// Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_actor(
    journal: *const seatbook_journal,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        entry(c.optional(journal), index).map(|found| found.actor.as_str())
    ))
}

/// In which role.
///
/// Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_role(
    journal: *const seatbook_journal,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        entry(c.optional(journal), index).map(|found| found.role.as_str())
    ))
}

/// Why.
///
/// Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_reason(
    journal: *const seatbook_journal,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        entry(c.optional(journal), index).map(|found| found.reason.as_str())
    ))
}

/// The request id; the empty text if it had none.
///
/// Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_request_id(
    journal: *const seatbook_journal,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        entry(c.optional(journal), index).map(|found| found.request_id.as_str())
    ))
}

/// SHA-256 over the record and all before it, in hex.
///
/// Nothing beyond the end. Lives as long as `journal`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_hash(
    journal: *const seatbook_journal,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        entry(c.optional(journal), index).map(|found| found.hash.as_str())
    ))
}

/// Rows asked for. 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_requested(journal: *const seatbook_journal, index: usize) -> u64 {
    value!(0, |c| entry(c.optional(journal), index).map_or(0, |found| found.requested))
}

/// Rows that took effect. 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_changed(journal: *const seatbook_journal, index: usize) -> u64 {
    value!(0, |c| entry(c.optional(journal), index).map_or(0, |found| found.changed))
}

/// Rows that were so already. 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_unchanged(journal: *const seatbook_journal, index: usize) -> u64 {
    value!(0, |c| entry(c.optional(journal), index).map_or(0, |found| found.unchanged))
}

/// Rows that were refused. 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_failed(journal: *const seatbook_journal, index: usize) -> u64 {
    value!(0, |c| entry(c.optional(journal), index).map_or(0, |found| found.failed))
}

/// Frees a journal; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_journal_free(journal: *mut seatbook_journal) {
    value!((), |c| c.free(journal));
}
