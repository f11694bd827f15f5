//! The file as redb sees it: refused after `fork()`, patient with interrupts, counted, open to faults in tests.

use super::fault::{Fault, Injection, Operation};
use super::fork::Birth;
use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};
use std::fs::File;
use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

/// The byte of the header that says which of its two slots is the committed one, and the bit that does. A commit
/// prepares the other slot, syncs, turns this bit over, and syncs again.
const SELECTOR_BYTE: usize = 9;
const SELECTOR_BIT: u8 = 0b001;
/// Set in every header of ours: after a crash the selected slot is taken, never the other one.
const TWO_PHASE_BIT: u8 = 0b100;
/// No header was written yet, so that the first one counts as turned over.
const UNSEEN: u8 = 0xff;

/// How far a commit has come, as the file shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nothing that was written could make it count.
    NotCommitted,
    /// What makes it count was written or tried, but not synced.
    InDoubt,
    /// What makes it count is on the disk.
    Committed,
}

/// The part of the backend that the store keeps a hand on while redb owns the other.
#[derive(Debug)]
pub(super) struct Guard {
    file: FileBackend,
    birth: Birth,
    may_be_empty: bool,
    /// Whether the file was given up. Behind a lock so that giving up waits for writes in flight.
    abandoned: RwLock<bool>,
    /// The selector of the last header.
    selector: AtomicU8,
    /// A `Progress` as a number.
    progress: AtomicU8,
    operations: AtomicU64,
    faults: Option<Arc<dyn Fault>>,
}

/// What redb gets.
#[derive(Debug)]
pub(super) struct GuardedBackend(Arc<Guard>);

impl Guard {
    /// The backend for an open file, and the hand on it. Only a file that is being created may be empty: redb
    /// would make a new, empty book of an empty file.
    pub(super) fn new(
        file: File,
        may_be_empty: bool,
        faults: Option<Arc<dyn Fault>>,
    ) -> Result<(Arc<Self>, GuardedBackend), redb::DatabaseError> {
        let guard = Arc::new(Self {
            file: FileBackend::new(file)?,
            birth: Birth::here(),
            may_be_empty,
            abandoned: RwLock::new(false),
            selector: AtomicU8::new(UNSEEN),
            progress: AtomicU8::new(Progress::NotCommitted as u8),
            operations: AtomicU64::new(0),
            faults,
        });
        Ok((Arc::clone(&guard), GuardedBackend(guard)))
    }

    /// A commit is about to begin.
    pub(super) fn begin_commit(&self) {
        self.progress.store(Progress::NotCommitted as u8, Ordering::Release);
    }

    /// How far the commit has come that began last.
    pub(super) fn progress(&self) -> Progress {
        match self.progress.load(Ordering::Acquire) {
            0 => Progress::NotCommitted,
            2 => Progress::Committed,
            _ => Progress::InDoubt,
        }
    }

    /// Looks at what is about to be written: does it turn the selector over?
    fn watch_header(&self, offset: u64, data: &[u8]) {
        let Ok(start) = usize::try_from(offset) else { return };
        let Some(selector) = SELECTOR_BYTE.checked_sub(start).and_then(|at| data.get(at)) else { return };
        let before = self.selector.swap(selector & SELECTOR_BIT, Ordering::AcqRel);
        if before != selector & SELECTOR_BIT || selector & TWO_PHASE_BIT == 0 {
            self.progress.store(Progress::InDoubt as u8, Ordering::Release);
        }
    }

    /// How many operations were done or tried.
    pub(super) fn operations(&self) -> u64 {
        self.operations.load(Ordering::Relaxed)
    }

    /// Refuses every later write and lets go of the locks, without the help of redb: for when redb has panicked and
    /// must not run again, yet the book should be open to others.
    pub(super) fn abandon(&self) {
        if self.birth.is_elsewhere() {
            return;
        }
        let mut abandoned = self.abandoned.write().unwrap_or_else(PoisonError::into_inner);
        *abandoned = true;
        // Nobody is left to be told; the kernel lets go at the latest when the process ends.
        let _ = self.file.close();
    }

    /// Asks the fault of a test, if there is one.
    fn consult(&self, operation: Operation) -> Injection {
        self.operations.fetch_add(1, Ordering::Relaxed);
        match &self.faults {
            None => Injection::Pass,
            Some(faults) => faults.before(operation),
        }
    }

    /// Fails in a forked child; else holds off `abandon` while the answer lives.
    fn enter(&self) -> io::Result<RwLockReadGuard<'_, bool>> {
        self.enter_unless(self.birth.is_elsewhere())
    }

    /// The same for locks, which each snapshot takes and gives back.
    fn enter_for_lock(&self) -> io::Result<RwLockReadGuard<'_, bool>> {
        self.enter_unless(self.birth.seems_elsewhere())
    }

    fn enter_unless(&self, elsewhere: bool) -> io::Result<RwLockReadGuard<'_, bool>> {
        if elsewhere {
            return Err(io::Error::other("the file was opened before `fork()`"));
        }
        let abandoned = self.abandoned.read().unwrap_or_else(PoisonError::into_inner);
        if *abandoned {
            return Err(io::Error::other("the file was given up after an internal error"));
        }
        Ok(abandoned)
    }

    fn lock<T>(&self, take: impl Fn(&FileBackend) -> Result<T, BackendError>) -> Result<T, BackendError> {
        let _in_flight = self.enter_for_lock()?;
        loop {
            let taken = match self.consult(Operation::Lock) {
                Injection::Pass => take(&self.file),
                Injection::Fail(error) | Injection::Torn(error) => Err(BackendError::Io(error)),
            };
            match taken {
                Err(BackendError::Io(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                taken => return taken,
            }
        }
    }

    fn run<T>(&self, operation: Operation, act: impl FnMut(&FileBackend) -> io::Result<T>) -> io::Result<T> {
        patiently(|| self.consult(operation), &self.file, act, |_| {})
    }
}

/// Does an operation until it is not interrupted.
fn patiently<T>(
    consult: impl Fn() -> Injection,
    file: &FileBackend,
    mut act: impl FnMut(&FileBackend) -> io::Result<T>,
    tear: impl Fn(&FileBackend),
) -> io::Result<T> {
    loop {
        let done = match consult() {
            Injection::Pass => act(file),
            Injection::Fail(error) => Err(error),
            Injection::Torn(error) => {
                tear(file);
                Err(error)
            }
        };
        match done {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

impl StorageBackend for GuardedBackend {
    fn len(&self) -> io::Result<u64> {
        let len = self.0.run(Operation::Length, FileBackend::len)?;
        if len == 0 && !self.0.may_be_empty {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is empty"));
        }
        Ok(len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.run(Operation::Read, |file| file.read(offset, out))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let _in_flight = self.0.enter()?;
        self.0.run(Operation::Resize, |file| file.set_len(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        let _in_flight = self.0.enter()?;
        self.0.run(Operation::Sync, FileBackend::sync_data)?;
        if self.0.progress() == Progress::InDoubt {
            self.0.progress.store(Progress::Committed as u8, Ordering::Release);
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let _in_flight = self.0.enter()?;
        self.0.watch_header(offset, data);
        patiently(
            || self.0.consult(Operation::Write),
            &self.0.file,
            |file| file.write(offset, data),
            |file| {
                // Only a test's fault comes here; it reports its own error.
                let _ = data.get(..data.len() / 2).map(|half| file.write(offset, half));
            },
        )
    }

    fn close(&self) -> io::Result<()> {
        // In a child the locks are the parent's; once abandoned they are gone already.
        match self.0.enter() {
            Ok(_in_flight) => self.0.file.close(),
            Err(_) => Ok(()),
        }
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.0.lock(|file| file.try_lock_range(start, end))
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.0.lock(|file| file.try_lock_shared_range(start, end))
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.0.lock(|file| file.lock_range(start, end))
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.0.lock(|file| file.lock_shared_range(start, end))
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        match self.0.enter_for_lock() {
            // Not open to faults: a lock that stays behind is no fault of the disk.
            Ok(_in_flight) => self.0.file.unlock_range(start, end),
            Err(_) => Ok(()),
        }
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.0.lock(|file| file.query_lock_range(start, end))
    }
}
