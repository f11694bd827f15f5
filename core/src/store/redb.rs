//! A book in a file: durable, checked, for one writing process and any number of reading ones.
//!
//! What this adds to redb: a file is created whole or not at all and opened only if it is a book; nothing works in a
//! forked child; waiting has a deadline; after a failed read or write the handle opens the file anew by itself; a
//! panic of redb ends the handle and nothing else.

use super::queue::{Turn, WriterQueue};
use super::{Reader, Store, Verdict, Writer};
use crate::error::{Error, Result, Status};
use failure::{Aftermath, Attempt, Failure};
use fork::Birth;
use kept::Kept;
use redb::WriteTransaction;
use session::{Check, Session};
use std::fmt;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

mod backend;
mod create;
mod failure;
#[doc(hidden)]
pub mod fault;
pub mod fork;
mod kept;
mod place;
mod read;
mod session;
mod write;

/// How a book is opened.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// For reading only: beside a writing process, whose commits are followed. Checksums are not looked at, since
    /// that would need the right to write.
    pub read_only: bool,
    /// Skip the look at every checksum. Faster, but a damaged file may then give wrong answers or end the process.
    pub trusted: bool,
    /// How long to wait for another process that has the book open for writing.
    pub busy_timeout: Duration,
    /// Memory for pages of the file; 0 is 16 MiB.
    pub cache_bytes: usize,
    /// Faults for tests.
    #[doc(hidden)]
    pub faults: Option<Arc<dyn fault::Fault>>,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            read_only: false,
            trusted: false,
            busy_timeout: Duration::from_secs(5),
            cache_bytes: 0,
            faults: None,
        }
    }
}

/// A store that keeps a book in a file.
pub struct RedbStore {
    path: PathBuf,
    options: StoreOptions,
    birth: Birth,
    queue: WriterQueue,
    condition: AtomicU8,
    state: RwLock<State>,
    kept: Kept,
}

/// `condition` repeats what cannot change back, so that it can be asked without the lock: in a forked child a lock
/// may be held by a thread that is not there.
const USABLE: u8 = 0;
const CLOSED: u8 = 1;
const POISONED: u8 = 2;

struct State {
    book: Book,
    /// The number of the session, so that a late failure of an old one is not held against the new one.
    serial: u64,
}

enum Book {
    Open(Session),
    /// A read or write failed. The session, if it is still there, and the place where the file was.
    Suspect(Option<Session>, place::Place),
    /// Closed or poisoned.
    Gone,
}

impl RedbStore {
    /// Makes a new, empty book and opens it. Fails with [`Status::Exists`] when there is anything at the path.
    pub fn create(path: impl AsRef<Path>, options: &StoreOptions) -> Result<Self> {
        if options.read_only {
            return Err(Error::new(Status::InvalidArgument, "a book can not be created for reading only"));
        }
        let path = absolute(path.as_ref())?;
        create::create(&path, options)?;
        Self::open_absolute(path, options)
    }

    /// Opens a book that is there.
    pub fn open(path: impl AsRef<Path>, options: &StoreOptions) -> Result<Self> {
        Self::open_absolute(absolute(path.as_ref())?, options)
    }

    fn open_absolute(path: PathBuf, options: &StoreOptions) -> Result<Self> {
        let check = if options.trusted { Check::Nothing } else { Check::Checksums };
        let session = Session::open(&path, options, check, None)?;
        Ok(Self {
            path,
            options: options.clone(),
            birth: Birth::here(),
            queue: WriterQueue::default(),
            condition: AtomicU8::new(USABLE),
            state: RwLock::new(State { book: Book::Open(session), serial: 0 }),
            kept: Kept::default(),
        })
    }

    /// Where the book is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many operations on the file were done or tried since it was opened last.
    #[doc(hidden)]
    pub fn operations(&self) -> u64 {
        match &self.read_state().book {
            Book::Open(session) | Book::Suspect(Some(session), _) => session.guard.operations(),
            _ => 0,
        }
    }

    /// Fails in a forked child, and when the store was closed or poisoned. Enough for what only reads.
    fn check_usable(&self) -> Result<()> {
        self.birth.check_for_reading()?;
        self.check_condition()
    }

    /// The same where no host's code has run since that was checked.
    fn check_condition(&self) -> Result<()> {
        self.birth.check_told()?;
        match self.condition.load(Ordering::Acquire) {
            USABLE => Ok(()),
            CLOSED => Err(closed()),
            _ => Err(poisoned()),
        }
    }

    /// Whether redb must not even drop anything.
    fn must_not_run_redb(&self) -> bool {
        self.birth.seems_elsewhere() || self.condition.load(Ordering::Acquire) == POISONED
    }

    fn read_state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_state(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what something that was done in a session leaves behind.
    fn conclude(&self, serial: u64, aftermath: Aftermath) {
        if aftermath == Aftermath::Fine || self.birth.is_elsewhere() {
            return;
        }
        let mut state = self.write_state();
        if state.serial != serial {
            return;
        }
        match (mem::replace(&mut state.book, Book::Gone), aftermath) {
            (Book::Open(session), Aftermath::Reopen) => {
                let place = session.place;
                state.book = Book::Suspect(Some(session), place);
            }
            (Book::Open(session) | Book::Suspect(Some(session), _), Aftermath::Poison) => {
                self.condition.store(POISONED, Ordering::Release);
                session.end_after(Aftermath::Poison);
            }
            (Book::Suspect(None, _), Aftermath::Poison) => self.condition.store(POISONED, Ordering::Release),
            (book, _) => state.book = book,
        }
        drop(state);
        self.forget_kept();
    }

    /// Opens the file anew after a failure. Always with a look at the checksums, and only if it is still the same
    /// file. Only the writer may do so: redb does not let go while a write is open.
    fn revive(&self, _turn: &Turn<'_>) -> Result<()> {
        let mut state = self.write_state();
        let Book::Suspect(session, place) = &mut state.book else { return Ok(()) };
        let place = *place;
        let ended = session.take().map_or(Ok(()), Session::end);
        if let Err(Failure { aftermath: Aftermath::Poison, error }) = ended {
            state.book = Book::Gone;
            self.condition.store(POISONED, Ordering::Release);
            return Err(error);
        }
        let session = Session::open(&self.path, &self.options, Check::Checksums, Some(place))?;
        state.book = Book::Open(session);
        state.serial += 1;
        Ok(())
    }

    /// Runs `begin` on the open session; after a failure that asks for it once more on a new one.
    fn begin<T>(
        &self,
        turn: Option<&Turn<'_>>,
        begin: impl Fn(&Session) -> Attempt<T>,
    ) -> Result<(T, u64, Arc<backend::Guard>)> {
        let mut tried = false;
        loop {
            let (answer, serial) = {
                let state = self.read_state();
                let answer = match &state.book {
                    Book::Open(session) => {
                        Some(begin(session).map(|transaction| (transaction, Arc::clone(&session.guard))))
                    }
                    Book::Suspect(..) => None,
                    Book::Gone => return Err(self.check_usable().err().unwrap_or_else(closed)),
                };
                (answer, state.serial)
            };
            match answer {
                Some(Ok((transaction, guard))) => return Ok((transaction, serial, guard)),
                Some(Err(failure)) => {
                    self.conclude(serial, failure.aftermath);
                    if tried || failure.aftermath != Aftermath::Reopen {
                        return Err(failure.error);
                    }
                    tried = true;
                }
                None => match turn {
                    Some(turn) => self.revive(turn)?,
                    None => self.revive(&self.queue.enter(self.patience())?)?,
                },
            }
        }
    }

    /// Until when to wait where the caller does not say.
    fn patience(&self) -> Option<Instant> {
        Instant::now().checked_add(self.options.busy_timeout)
    }

    /// The last committed state, begun only if it is not kept.
    fn latest(&self) -> Result<kept::State> {
        let turn = match self.kept.get() {
            Ok(state) => return Ok(state),
            Err(turn) => turn,
        };
        let (transaction, serial, _) = self.begin(None, Session::begin_read)?;
        let state = kept::State { serial, inner: Arc::new(read::Inner::new(transaction)) };
        if !self.options.read_only {
            self.kept.put(turn, &state);
        }
        Ok(state)
    }

    /// Lets go of the state that is kept: it is not the last one any more, or redb is about to end.
    fn forget_kept(&self) {
        if let Some(state) = self.kept.take() {
            read::let_go(self, state);
        }
    }

    fn begin_write(&self, turn: &Turn<'_>) -> Result<(WriteTransaction, u64, Arc<backend::Guard>)> {
        let path = &self.path;
        self.begin(Some(turn), |session| {
            session.place.check(path)?;
            session.begin_write()
        })
    }
}

impl Store for RedbStore {
    fn snapshot(&self) -> Result<Box<dyn Reader + '_>> {
        self.check_usable()?;
        Ok(Box::new(read::Snapshot::new(self, self.latest()?, true)))
    }

    fn look(&self, question: &mut dyn FnMut(&dyn Reader) -> Result<()>) -> Result<()> {
        self.check_usable()?;
        question(&read::Snapshot::new(self, self.latest()?, false))
    }

    fn write(
        &self,
        deadline: Option<Instant>,
        work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
    ) -> Result<()> {
        self.birth.check()?;
        self.check_usable()?;
        if self.options.read_only {
            return Err(session::read_only());
        }
        let turn = self.queue.enter(deadline)?;
        self.check_usable()?;
        let (transaction, serial, guard) = self.begin_write(&turn)?;
        let done = write::run(self, transaction, &guard, work);
        if !self.birth.is_elsewhere() {
            self.forget_kept();
        }
        match done {
            Ok(aftermath) => {
                self.conclude(serial, aftermath);
                Ok(())
            }
            Err(failure) => {
                self.conclude(serial, failure.aftermath);
                Err(failure.error)
            }
        }
    }

    fn close(&self) -> Result<()> {
        self.birth.check()?;
        if self.condition.load(Ordering::Acquire) == CLOSED {
            return Err(closed());
        }
        // Not while a write is under way: redb would let go of the file only after it.
        let _turn = self.queue.enter(self.patience())?;
        self.forget_kept();
        let mut state = self.write_state();
        if self.condition.swap(CLOSED, Ordering::AcqRel) == CLOSED {
            return Err(closed());
        }
        match mem::replace(&mut state.book, Book::Gone) {
            Book::Open(session) => session.end().map_err(|failure| failure.error),
            Book::Suspect(Some(session), _) => {
                // Its failure was reported when it happened.
                let _ = session.end();
                Ok(())
            }
            Book::Suspect(None, _) | Book::Gone => Ok(()),
        }
    }
}

impl Drop for RedbStore {
    fn drop(&mut self) {
        let kept = self.kept.take_alone();
        if self.birth.is_elsewhere() {
            // The parent's file and locks. A session does nothing when it is forgotten like this.
            mem::forget(kept);
            return;
        }
        if let Some(kept) = kept {
            read::let_go(self, kept);
        }
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Book::Open(session) | Book::Suspect(Some(session), _) =
            mem::replace(&mut state.book, Book::Gone)
        {
            let _ = session.end();
        }
    }
}

impl fmt::Debug for RedbStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedbStore")
            .field("path", &self.path)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// The path as it will be looked at again before each write, whatever becomes of the current directory.
fn absolute(path: &Path) -> Result<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    if path.as_os_str().as_bytes().contains(&0) {
        return Err(Error::new(Status::InvalidArgument, "a path can not have a zero byte in it"));
    }
    std::path::absolute(path).map_err(|error| {
        Error::new(Status::InvalidArgument, format!("`{}` is not a path: {error}", path.display()))
    })
}

fn closed() -> Error {
    Error::new(Status::InvalidHandle, "the book was closed; open it again")
}

fn poisoned() -> Error {
    Error::new(
        Status::Poisoned,
        "an earlier call ended in an internal error; close the book and open it again",
    )
}
