//! The one type a host sees: a book, open in a file or in memory.

use crate::error::{Error, Result};
use crate::layout::journal;
use crate::licence_file::LicenceKeys;
use crate::load::{Load, LoadReport};
use crate::query::{
    self, Counts, Head, Holder, HolderList, JournalEntry, Licence, Page, PageRequest, Query, Supply,
    Verification,
};
use crate::report::Report;
use crate::request::{Hooks, Options, Request};
use crate::seat::HolderKind;
use crate::store::Store;
use crate::store::memory::MemoryStore;
use crate::store::redb::{RedbStore, StoreOptions};
use crate::term::Day;
use crate::view::View;
use std::path::Path;
use std::time::{Duration, Instant};

mod activate;
mod create;
mod decide;
mod queue;

use queue::Queue;

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
        let mut answer = None;
        self.store.write(self.deadline(), &mut |writer| {
            let (report, verdict) = decide::load(writer, load, options)?;
            answer = Some(report);
            Ok(verdict)
        })?;
        let report = answer.ok_or_else(|| Error::internal("a load has no answer"))?;
        // It is written: a wish to cancel comes too late.
        let _ = hooks.step(load.len(), load.len());
        Ok(report)
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

    /// The book's revision: the number of its last operation.
    pub fn revision(&self) -> Result<u64> {
        Ok(journal::tip(self.store.snapshot()?.as_ref())?.operation)
    }

    /// Seats of a product on a day, in the pools of an org and all below it, or of all.
    pub fn counts(&self, product: &str, org: Option<&str>, on: Day) -> Result<Counts> {
        query::counts::of_product(View::new(self.store.snapshot()?.as_ref()), product, org, on)
    }

    /// Counts of every product that has pools, by product id.
    pub fn counts_of_all(&self, org: Option<&str>, on: Day) -> Result<Vec<Counts>> {
        query::counts::of_all(View::new(self.store.snapshot()?.as_ref()), org, on)
    }

    /// Who holds seats of a product, by pool and seat.
    pub fn holders(&self, product: &str, on: Day, page: &PageRequest) -> Result<Page<Holder>> {
        query::holders::page(
            View::new(self.store.snapshot()?.as_ref()),
            HolderList::Product(product),
            on,
            page,
        )
    }

    /// Who holds seats of a pool, by seat.
    pub fn holders_of_pool(&self, pool: &str, on: Day, page: &PageRequest) -> Result<Page<Holder>> {
        query::holders::page(View::new(self.store.snapshot()?.as_ref()), HolderList::Pool(pool), on, page)
    }

    /// What a user has on a day, by product id: seats of his own, and what he derives from his groups, orgs and sites.
    pub fn licences(&self, user: &str, on: Day) -> Result<Vec<Licence>> {
        query::licences::of(View::new(self.store.snapshot()?.as_ref()), HolderKind::User, user, on)
    }

    /// What a group itself has on a day, by product id.
    pub fn licences_of_group(&self, group: &str, on: Day) -> Result<Vec<Licence>> {
        query::licences::of(View::new(self.store.snapshot()?.as_ref()), HolderKind::Group, group, on)
    }

    /// What an org itself has on a day, by product id.
    pub fn licences_of_org(&self, org: &str, on: Day) -> Result<Vec<Licence>> {
        query::licences::of(View::new(self.store.snapshot()?.as_ref()), HolderKind::Org, org, on)
    }

    /// What of a product can be handed out on a day to users of an org (`None`: in all pools).
    pub fn supply(&self, product: &str, org: Option<&str>, on: Day) -> Result<Supply> {
        query::counts::supply(View::new(self.store.snapshot()?.as_ref()), product, org, on)
    }

    /// Operations, newest first; only those that name a user, if one is given.
    pub fn journal(&self, user: Option<&str>, page: &PageRequest) -> Result<Page<JournalEntry>> {
        query::history::page(View::new(self.store.snapshot()?.as_ref()), user, page)
    }

    /// The stored report of an operation on rows.
    pub fn report(&self, operation: u64) -> Result<Report> {
        query::history::report(self.store.snapshot()?.as_ref(), operation)
    }

    /// The end of the journal's chain.
    pub fn head(&self) -> Result<Head> {
        Ok(query::history::head(&journal::tip(self.store.snapshot()?.as_ref())?))
    }

    /// Recounts everything from the seats and walks the journal's chain; with an earlier head, fails with
    /// [`crate::Status::RolledBack`] if the book does not descend from it.
    pub fn verify(&self, since: Option<&Head>) -> Result<Verification> {
        crate::verify::verify(self.store.snapshot()?.as_ref(), since, &self.licence_keys)
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

    /// Answers a question as JSON.
    pub fn query(&self, query: &Query) -> Result<String> {
        query::answer(self, query)
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
