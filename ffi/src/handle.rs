//! Book handles: a generation and an index in a pointer that nobody follows.
//!
//! A handle that was closed, made up, or inherited through `fork()` is found out here, so it is a status and never a
//! crash. Each process has a table of its own: a child must not wait for a lock that a thread of its parent held.

use crate::boundary::{misuse, panic_text};
use crate::process;
use seatbook_core::{Book, Error, Result, Status};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// An open book. The pointer is a number that this library looks up; it may be used from many threads at once.
pub struct seatbook_book {
    _private: [u8; 0],
}

/// Most books that a process can have open.
const BOOKS: usize = 64;
/// Most processes, each forked from the one before, that can use seatbook.
const PROCESSES: usize = 8;
/// Bits of a handle below its generation: table and place in it.
const LOW_BITS: u32 = 16;

/// Books of one process.
struct Table {
    /// Its process; 0 while nobody has claimed the table.
    process: AtomicU32,
    books: RwLock<Books>,
}

struct Books {
    /// Grows with every book, so that no number is given out twice.
    generation: usize,
    slots: [Option<Arc<Entry>>; BOOKS],
}

/// An open book and the calls in it.
struct Entry {
    generation: usize,
    book: Book,
    /// How long `close` waits for calls in flight.
    patience: Duration,
    poisoned: AtomicBool,
    state: Mutex<State>,
    call_ended: Condvar,
}

#[derive(Default)]
struct State {
    calls: usize,
    closing: bool,
    closed: bool,
}

static TABLES: [Table; PROCESSES] = [const { Table::new() }; PROCESSES];

impl Table {
    const fn new() -> Self {
        // Far from the small numbers and zeros that stray pointers are made of.
        let books = Books { generation: 0x5ea7, slots: [const { None }; BOOKS] };
        Self { process: AtomicU32::new(0), books: RwLock::new(books) }
    }
}

/// The table of this process, claimed if it is the first time.
fn own_table() -> Result<(usize, &'static Table)> {
    process::watch_forks();
    let process = process::number();
    let used = TABLES.iter().position(|table| table.process.load(Ordering::Acquire) == process);
    let own = used.or_else(|| {
        TABLES.iter().position(|table| {
            let claimed = table.process.compare_exchange(0, process, Ordering::AcqRel, Ordering::Acquire);
            claimed.is_ok() || claimed == Err(process)
        })
    });
    own.and_then(|at| TABLES.get(at).map(|table| (at, table))).ok_or_else(|| {
        misuse(Status::Limit, "seatbook is used over too many generations of fork()")
            .with("limit", PROCESSES as u64)
    })
}

fn invalid() -> Error {
    misuse(Status::InvalidHandle, "the book is closed, or this never was a book; open it again")
}

/// Gives an open book a handle.
pub(crate) fn insert(book: Book, patience: Duration) -> Result<*mut seatbook_book> {
    let (at, table) = own_table()?;
    let mut books = table.books.write().unwrap_or_else(PoisonError::into_inner);
    let Some(index) = books.slots.iter().position(Option::is_none) else {
        let message = format!("{BOOKS} books are open already; close one first");
        return Err(misuse(Status::Limit, message).with("limit", BOOKS as u64));
    };
    books.generation = books.generation.wrapping_add(1) & (usize::MAX >> LOW_BITS);
    let generation = books.generation;
    let entry = Entry {
        generation,
        book,
        patience,
        poisoned: AtomicBool::new(false),
        state: Mutex::default(),
        call_ended: Condvar::new(),
    };
    if let Some(slot) = books.slots.get_mut(index) {
        *slot = Some(Arc::new(entry));
    }
    Ok(ptr::without_provenance_mut(generation << LOW_BITS | at << 8 | (index + 1)))
}

/// Finds the book of a handle: its table, its place there, and itself.
fn find(handle: *const seatbook_book) -> Result<(&'static Table, usize, Arc<Entry>)> {
    if handle.is_null() {
        return Err(misuse(Status::NullArgument, "`book` is NULL; open a book first"));
    }
    let number = handle.addr();
    let table = TABLES.get(number >> 8 & 0xff).ok_or_else(invalid)?;
    let index = (number & 0xff).checked_sub(1).ok_or_else(invalid)?;
    match table.process.load(Ordering::Acquire) {
        0 => return Err(invalid()),
        claimed if claimed == process::number() => {}
        _ => {
            return Err(misuse(
                Status::Forked,
                "the book was opened before fork(); open it again in this process",
            ));
        }
    }
    let books = table.books.read().unwrap_or_else(PoisonError::into_inner);
    let entry = books.slots.get(index).and_then(Option::as_ref).ok_or_else(invalid)?;
    if entry.generation == number >> LOW_BITS {
        Ok((table, index, Arc::clone(entry)))
    } else {
        Err(invalid())
    }
}

impl Entry {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call in flight; its end is told to a `close` that waits.
struct Call<'e>(&'e Entry);

impl<'e> Call<'e> {
    fn begin(entry: &'e Entry) -> Result<Self> {
        let mut state = entry.state();
        if state.closed {
            return Err(invalid());
        }
        if state.closing {
            return Err(misuse(Status::Busy, "the book is being closed by another thread"));
        }
        if entry.poisoned.load(Ordering::Acquire) {
            let message = "an earlier call failed with an internal error; close the book and open it again";
            return Err(misuse(Status::Poisoned, message));
        }
        state.calls += 1;
        Ok(Self(entry))
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.calls = state.calls.saturating_sub(1);
        if state.calls == 0 {
            self.0.call_ended.notify_all();
        }
    }
}

/// Does something with an open book. A panic poisons the book, also one that core has caught.
pub(crate) fn with_book<T>(handle: *const seatbook_book, work: impl FnOnce(&Book) -> Result<T>) -> Result<T> {
    let (_, _, entry) = find(handle)?;
    let _call = Call::begin(&entry)?;
    let done = catch_unwind(AssertUnwindSafe(|| work(&entry.book)))
        .unwrap_or_else(|panic| Err(Error::internal(panic_text(&*panic))));
    if done.as_ref().is_err_and(|error| error.status() == Status::Internal) {
        entry.poisoned.store(true, Ordering::Release);
    }
    done
}

/// Closes a book once the calls in it have ended; if they do not end in time, it stays open.
pub(crate) fn close(handle: *mut seatbook_book) -> Result<()> {
    let (table, index, entry) = find(handle)?;
    wait_for_calls(&entry)?;
    let closed = catch_unwind(AssertUnwindSafe(|| entry.book.close()))
        .unwrap_or_else(|panic| Err(Error::internal(panic_text(&*panic))));
    let mut state = entry.state();
    state.closing = false;
    if closed.as_ref().is_err_and(|error| error.status() == Status::Busy) {
        return closed;
    }
    state.closed = true;
    drop(state);
    let mut books = table.books.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(slot) = books.slots.get_mut(index) {
        *slot = None;
    }
    closed
}

fn wait_for_calls(entry: &Entry) -> Result<()> {
    let deadline = Instant::now() + entry.patience;
    let mut state = entry.state();
    if state.closed {
        return Err(invalid());
    }
    if state.closing {
        return Err(misuse(Status::Busy, "the book is being closed by another thread"));
    }
    state.closing = true;
    while state.calls > 0 {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            state.closing = false;
            let message =
                format!("{} calls are still running in the book; close it when they have ended", state.calls);
            return Err(misuse(Status::Busy, message));
        }
        state = entry.call_ended.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
