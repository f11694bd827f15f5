//! The one type a host sees: a book, open in a file or in memory.

use crate::advance::AdvanceReport;
use crate::error::{Error, Result};
use crate::licence_file::LicenceKeys;
use crate::load::{Load, LoadReport};
use crate::removal::{Removal, RemovalReport};
use crate::report::Report;
use crate::request::{Hooks, Options, Request};
use crate::store::memory::MemoryStore;
use crate::store::overlay::Overlay;
use crate::store::redb::{RedbStore, StoreOptions};
use crate::store::{Store, Verdict, Writer};
use std::path::Path;
use std::time::{Duration, Instant};

mod activate;
mod create;
mod decide;
mod questions;
mod queue;
mod rosters;

use queue::Queue;
pub use rosters::RosterReport;

/// What is done in a write, and its answer.
type Work<'a, T> = dyn FnMut(&mut dyn Writer) -> Result<(T, Verdict)> + 'a;

/// How a book is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenOptions {
    /// Only read; other processes may read beside it, and one may write.
    pub read_only: bool,
    /// Skip the check of every page, counter and journal record: fast, but a damaged file can then give wrong answers or
    /// end the process.
    pub trusted: bool,
    /// How long to wait for another writer before [`crate::Status::Busy`].
    pub busy_timeout: Duration,
    /// Memory for pages, in bytes; 0 is 16 MiB.
    pub cache_bytes: usize,
    /// Raw ed25519 public keys of those whose licence files are taken over, at most eight; weak ones are refused. By default nobody is
    /// trusted. To change a vendor's key, name both until a file with the new one is active.
    pub licence_keys: Vec<[u8; 32]>,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            read_only: false,
            trusted: false,
            busy_timeout: Duration::from_secs(5),
            cache_bytes: 0,
            licence_keys: Vec::new(),
        }
    }
}

/// An open book. It may be used from many threads at once; writers queue.
pub struct Book {
    store: Box<dyn Store>,
    busy_timeout: Duration,
    queue: Queue,
    licence_keys: LicenceKeys,
}

impl Book {
    /// Makes a new book; never overwrites.
    pub fn create(path: impl AsRef<Path>, options: &OpenOptions) -> Result<Self> {
        LicenceKeys::new(&options.licence_keys)?;
        let store = RedbStore::create(path.as_ref(), &store_options(options))?;
        Self::with_store(Box::new(store), options)
    }

    /// Opens a book that is there; never makes one. Unless the caller trusts the file, every page, every counter and the
    /// journal's chain are checked first, so that nothing is ever built on a damaged book.
    pub fn open(path: impl AsRef<Path>, options: &OpenOptions) -> Result<Self> {
        let store = RedbStore::open(path.as_ref(), &store_options(options))?;
        let book = Self::with_store(Box::new(store), options)?;
        if !options.trusted {
            book.check()?;
        }
        Ok(book)
    }

    /// A book in memory, for tests and what-if; gone when it is dropped.
    pub fn in_memory() -> Result<Self> {
        Self::with_store(Box::new(MemoryStore::new()), &OpenOptions::default())
    }

    /// A book in a store of the host's own.
    pub fn with_store(store: Box<dyn Store>, options: &OpenOptions) -> Result<Self> {
        let licence_keys = LicenceKeys::new(&options.licence_keys)?;
        let (busy_timeout, queue) = (options.busy_timeout, Queue::default());
        let book = Self { store, busy_timeout, queue, licence_keys };
        create::prepare(book.store.as_ref(), options, book.deadline())?;
        Ok(book)
    }

    /// Puts orgs, users, groups, products and pools into the book, or brings them up to date.
    pub fn load(&self, load: &Load, options: &Options) -> Result<LoadReport> {
        self.load_with(load, options, Hooks::default())
    }

    /// [`Book::load`], watched.
    pub fn load_with(&self, load: &Load, options: &Options, mut hooks: Hooks<'_>) -> Result<LoadReport> {
        options.check()?;
        hooks.step(0, load.len())?;
        let report = self.write_or_try(options, &mut |writer| decide::load(writer, load, options))?;
        // It is written: a wish to cancel comes too late.
        let _ = hooks.step(load.len(), load.len());
        Ok(report)
    }

    /// Takes users, groups, pools, products and rules out of the book. What is in use is refused, unless it is to be given back
    /// in the same step.
    pub fn remove(&self, removal: &Removal, options: &Options) -> Result<RemovalReport> {
        options.check()?;
        self.write_or_try(options, &mut |writer| decide::remove(writer, removal, options))
    }

    /// Makes two accounts of one person one: what `from` holds moves to `into` with its dates; what both hold is given back once.
    /// Memberships are joined. `from` is removed when nothing is left with him, and stays, disabled, otherwise.
    pub fn merge(&self, from: &str, into: &str, options: &Options) -> Result<Report> {
        options.check()?;
        self.write_or_try(options, &mut |writer| decide::merge(writer, from, into, options))
    }

    /// Writes down what dates have brought about by a day: seats whose time has begun by itself. It is never needed for a right
    /// answer, and changes none; the report and the journal tell what began.
    pub fn advance(&self, options: &Options) -> Result<AdvanceReport> {
        options.check()?;
        self.write_or_try(options, &mut |writer| decide::advance(writer, options))
    }

    /// Does something in a write, or for a dry run in one over a snapshot: that waits for nobody and works on a book that is only
    /// open for reading.
    fn write_or_try<T>(&self, options: &Options, work: &mut Work<'_, T>) -> Result<T> {
        if options.dry_run {
            let snapshot = self.store.snapshot()?;
            return Ok(work(&mut Overlay::new(snapshot.as_ref()))?.0);
        }
        let mut answer = None;
        self.store.write(self.deadline(), &mut |writer| {
            let (report, verdict) = work(writer)?;
            answer = Some(report);
            Ok(verdict)
        })?;
        answer.ok_or_else(|| Error::internal("a write has no answer"))
    }

    /// Decides a request and writes it down in one transaction.
    pub fn apply(&self, request: &Request, options: &Options) -> Result<Report> {
        self.apply_with(request, options, Hooks::default())
    }

    /// [`Book::apply`], watched.
    pub fn apply_with(&self, request: &Request, options: &Options, mut hooks: Hooks<'_>) -> Result<Report> {
        options.check()?;
        if options.dry_run {
            return decide::dry_run(self.store.snapshot()?.as_ref(), request, options, &mut hooks);
        }
        if hooks.is_empty() && queue::is_small(request) {
            return self.queue.apply(self.store.as_ref(), request, options, self.deadline());
        }
        // Whoever watches is told while the plan is made on a snapshot, not while the writer is held.
        let mut prepared = None;
        if !hooks.is_empty() {
            prepared = decide::prepare(self.store.snapshot()?.as_ref(), request, options, &mut hooks)?;
        }
        let mut answer = None;
        self.store.write(self.deadline(), &mut |writer| {
            let (report, verdict) = decide::apply(writer, request, options, prepared.take(), &mut false)?;
            answer = Some(report);
            Ok(verdict)
        })?;
        answer.ok_or_else(|| Error::internal("a request has no answer"))
    }

    fn check(&self) -> Result<()> {
        let found = self.verify(None)?;
        match found.problems.first() {
            None => Ok(()),
            Some(first) => {
                let message = format!(
                    "{first}; open the book as trusted and verify it to see everything that is wrong"
                );
                Err(Error::corrupt(message).with("problems", found.problems.len() as u64))
            }
        }
    }

    /// Closes the book; calls in progress end first.
    pub fn close(&self) -> Result<()> {
        self.store.close()
    }

    fn deadline(&self) -> Option<Instant> {
        Instant::now().checked_add(self.busy_timeout)
    }
}

fn store_options(options: &OpenOptions) -> StoreOptions {
    StoreOptions {
        read_only: options.read_only,
        trusted: options.trusted,
        busy_timeout: options.busy_timeout,
        cache_bytes: options.cache_bytes,
        ..StoreOptions::default()
    }
}
