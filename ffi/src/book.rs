//! Opening and closing a book.

use crate::boundary::{Caller, misuse};
use crate::error::seatbook_error;
pub use crate::handle::seatbook_book;
use crate::handle::{close, insert, with_book};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::flag;
use seatbook_core::{Book, OpenOptions, Result, Status};
use std::path::Path;
use std::time::Duration;

/// Longest path, in bytes.
pub(crate) const PATH_BYTES: usize = 4096;

/// How a book is opened. Set `size` to sizeof, all else to 0, then change what you need.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_open_options {
    /// sizeof(seatbook_open_options) as the caller knows it.
    pub size: usize,
    /// 1: only read. Other processes may read beside it, and one may write.
    pub read_only: u32,
    /// 1: skip the check of every page, counter and journal record. Fast, but a damaged file can then give wrong answers or
    /// end the process.
    pub trusted: u32,
    /// How long to wait for another writer, and in seatbook_book_close() for running calls, before BUSY. 0: 5000; less
    /// than 0: not at all.
    pub busy_timeout_ms: i64,
    /// Memory for pages, in bytes; 0: 16 MiB.
    pub cache_bytes: u64,
}

fn options(c: Caller<'_>, options: *const seatbook_open_options) -> Result<OpenOptions> {
    let given = c.sized_or_default(options)?;
    let busy_timeout = match given.busy_timeout_ms {
        0 => OpenOptions::default().busy_timeout,
        wanted => Duration::from_millis(u64::try_from(wanted).unwrap_or(0).min(MOST_PATIENCE_MS)),
    };
    let too_much = || format!("`cache_bytes` is {}; that is more than memory has", given.cache_bytes);
    let cache_bytes = usize::try_from(given.cache_bytes).map_err(|_| misuse(Status::Limit, too_much()))?;
    Ok(OpenOptions {
        read_only: flag(given.read_only, "read_only")?,
        trusted: flag(given.trusted, "trusted")?,
        busy_timeout,
        cache_bytes,
        ..OpenOptions::default()
    })
}

/// Nobody waits longer than a day; it keeps sums of instants in range.
const MOST_PATIENCE_MS: u64 = 86_400_000;

/// A path from C: a file's or a folder's.
pub(crate) fn path<'c>(c: Caller<'c>, text: seatbook_str, name: &str) -> Result<&'c Path> {
    let text = c.text(text, name, PATH_BYTES)?;
    if text.is_empty() {
        return Err(misuse(Status::InvalidArgument, format!("`{name}` is empty; name a path")));
    }
    if text.contains('\0') {
        return Err(misuse(Status::InvalidArgument, format!("`{name}` holds a NUL byte; no path does")));
    }
    Ok(Path::new(text))
}

/// Makes a new book at a path and opens it. It never overwrites anything.
///
/// `options` may be NULL. Close `*out_book` with seatbook_book_close(). Any thread. Fails with EXISTS if there is anything
/// at the path, LIMIT if 64 books are open, IO, DISK_FULL. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_create(
    path: seatbook_str,
    options: *const seatbook_open_options,
    out_book: *mut *mut seatbook_book,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_book, "out_book")?;
        let options = self::options(c, options)?;
        let book = Book::create(self::path(c, path, "path")?, &options)?;
        out.set(insert(book, options.busy_timeout)?);
        Ok(())
    })
}

/// Opens a book that is there. It never makes one.
///
/// `options` may be NULL. Close `*out_book` with seatbook_book_close(). Any thread. Fails with NOT_FOUND, BUSY if another
/// process or handle has it open for writing, NOT_A_BOOK, CORRUPT, NEWER, NEEDS_RECOVERY, IO, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_open(
    path: seatbook_str,
    options: *const seatbook_open_options,
    out_book: *mut *mut seatbook_book,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_book, "out_book")?;
        let options = self::options(c, options)?;
        let book = Book::open(self::path(c, path, "path")?, &options)?;
        out.set(insert(book, options.busy_timeout)?);
        Ok(())
    })
}

/// Makes a book in memory, for tests and what-if; it is gone when it is closed.
///
/// Close `*out_book` with seatbook_book_close(). Any thread. Fails with LIMIT if 64 books are open. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_in_memory(
    out_book: *mut *mut seatbook_book,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_book, "out_book")?;
        out.set(insert(Book::in_memory()?, OpenOptions::default().busy_timeout)?);
        Ok(())
    })
}

/// Closes a book and lets go of its file. NULL is fine.
///
/// Any thread. Waits for running calls; fails with BUSY if they do not end within the book's `busy_timeout_ms`, and the
/// book then stays open. Fails with INVALID_HANDLE if it is closed already, FORKED in a child process. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_close(
    book: *mut seatbook_book,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |_c| if book.is_null() { Ok(()) } else { close(book) })
}

/// The book's revision: the number of its last operation, 0 when there was none.
///
/// Any thread. Fails with INVALID_HANDLE, FORKED, POISONED, IO, CORRUPT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_revision(
    book: *const seatbook_book,
    out_revision: *mut u64,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_revision, "out_revision")?;
        out.set(with_book(book, Book::revision)?);
        Ok(())
    })
}
