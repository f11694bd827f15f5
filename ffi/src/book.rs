//! Opening and closing a book.

use crate::boundary::{Caller, misuse};
use crate::error::seatbook_error;
pub use crate::handle::seatbook_book;
use crate::handle::{close, insert, with_book};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::flag;
use seatbook_core::limits::LICENCE_KEYS;
use seatbook_core::store::memory::MemoryStore;
use seatbook_core::{Book, OpenOptions, Result, Status};
use std::path::Path;
use std::time::Duration;

/// Length of a licence key.
const LICENCE_KEY_BYTES: usize = 32;

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
    /// Raw ed25519 public keys of the vendors whose licence files may be taken over: 32 bytes each, one after another. NULL:
    /// nobody is trusted. The bytes are copied.
    pub licence_keys: *const u8,
    /// How many keys `licence_keys` holds, at most 8. To change a vendor's key, name both until a file with the new one is
    /// active.
    pub licence_key_count: usize,
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
        licence_keys: licence_keys(c, &given)?,
    })
}

/// The keys of trusted vendors. Whether each is a good one, core says.
fn licence_keys(c: Caller<'_>, given: &seatbook_open_options) -> Result<Vec<[u8; LICENCE_KEY_BYTES]>> {
    if given.licence_key_count > LICENCE_KEYS {
        let message = format!(
            "`licence_key_count` is {}; a book is opened with at most {LICENCE_KEYS} licence keys",
            given.licence_key_count
        );
        return Err(misuse(Status::Limit, message).with("limit", LICENCE_KEYS as u64));
    }
    let count = given.licence_key_count * LICENCE_KEY_BYTES;
    let bytes = c.array(given.licence_keys, count, "licence_keys", count)?;
    Ok(bytes.as_chunks().0.to_vec())
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
/// at the path, LIMIT if 64 books are open, WEAK_KEY, IO, DISK_FULL. Since 0.1.
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
/// process or handle has it open for writing, NOT_A_BOOK, CORRUPT, NEWER, NEEDS_RECOVERY, IO, LIMIT,
/// WEAK_KEY. Since 0.1.
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

/// Makes a book in memory that trusts the `licence_keys` of the options and waits for writers as they say; it is gone when it is
/// closed.
///
/// `options` may be NULL; what they say of files has no meaning here. Close `*out_book` with seatbook_book_close(). Any
/// thread. Fails with INVALID_ARGUMENT for `read_only`, WEAK_KEY, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_in_memory_with(
    options: *const seatbook_open_options,
    out_book: *mut *mut seatbook_book,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_book, "out_book")?;
        let options = self::options(c, options)?;
        if options.read_only {
            let message = "`read_only` is 1, but a new book in memory is empty; leave it 0";
            return Err(misuse(Status::InvalidArgument, message));
        }
        let book = Book::with_store(Box::new(MemoryStore::new()), &options)?;
        out.set(insert(book, options.busy_timeout)?);
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
