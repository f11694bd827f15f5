//! The one type a host sees: a book, open in a file or in memory.

use crate::error::{Error, Result, Status};
use crate::load::{Load, LoadReport};
use crate::query::{
    Counts, Head, Holder, JournalEntry, Licence, Page, PageRequest, Query, Supply, Verification,
};
use crate::report::Report;
use crate::request::{Hooks, Options, Request};
use crate::store::Store;
use crate::term::Day;
use std::path::Path;
use std::time::Duration;

/// How a book is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenOptions {
    /// Only read; other processes may read beside it, and one may write.
    pub read_only: bool,
    /// Skip the check of every page: fast, but a damaged file can then give wrong answers or end the process.
    pub trusted: bool,
    /// How long to wait for another writer before [`Status::Busy`].
    pub busy_timeout: Duration,
    /// Memory for pages, in bytes; 0 is 16 MiB.
    pub cache_bytes: usize,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { read_only: false, trusted: false, busy_timeout: Duration::from_secs(5), cache_bytes: 0 }
    }
}

/// An open book. It may be used from many threads at once; writers queue.
pub struct Book {
    store: Box<dyn Store>,
    busy_timeout: Duration,
}

impl Book {
    /// Makes a new book; never overwrites.
    pub fn create(path: impl AsRef<Path>, options: &OpenOptions) -> Result<Self> {
        let _ = (path.as_ref(), options);
        Err(pending())
    }

    /// Opens a book that is there; never makes one.
    pub fn open(path: impl AsRef<Path>, options: &OpenOptions) -> Result<Self> {
        let _ = (path.as_ref(), options);
        Err(pending())
    }

    /// A book in memory, for tests and what-if; gone when it is dropped.
    pub fn in_memory() -> Result<Self> {
        Err(pending())
    }

    /// Puts orgs, users, groups, products and pools into the book, or brings them up to date.
    pub fn load(&self, load: &Load, options: &Options) -> Result<LoadReport> {
        let _ = (load, options, &self.store, self.busy_timeout);
        Err(pending())
    }

    /// Decides a request and writes it down in one transaction.
    pub fn apply(&self, request: &Request, options: &Options) -> Result<Report> {
        self.apply_with(request, options, Hooks::default())
    }

    /// [`Book::apply`], watched.
    pub fn apply_with(&self, request: &Request, options: &Options, hooks: Hooks<'_>) -> Result<Report> {
        let _ = (request, options, hooks);
        Err(pending())
    }

    /// The book's revision: the number of its last operation.
    pub fn revision(&self) -> Result<u64> {
        Err(pending())
    }

    /// Seats of a product on a day, in the pools of an org and all below it, or of all.
    pub fn counts(&self, product: &str, org: Option<&str>, on: Day) -> Result<Counts> {
        let _ = (product, org, on);
        Err(pending())
    }

    /// Counts of every product that has pools, by product id.
    pub fn counts_of_all(&self, org: Option<&str>, on: Day) -> Result<Vec<Counts>> {
        let _ = (org, on);
        Err(pending())
    }

    /// Who holds seats of a product, by pool and seat.
    pub fn holders(&self, product: &str, on: Day, page: &PageRequest) -> Result<Page<Holder>> {
        let _ = (product, on, page);
        Err(pending())
    }

    /// Who holds seats of a pool, by seat.
    pub fn holders_of_pool(&self, pool: &str, on: Day, page: &PageRequest) -> Result<Page<Holder>> {
        let _ = (pool, on, page);
        Err(pending())
    }

    /// What a user holds on a day, by product id.
    pub fn licences(&self, user: &str, on: Day) -> Result<Vec<Licence>> {
        let _ = (user, on);
        Err(pending())
    }

    /// What of a product can be handed out on a day to users of an org (`None`: in all pools).
    pub fn supply(&self, product: &str, org: Option<&str>, on: Day) -> Result<Supply> {
        let _ = (product, org, on);
        Err(pending())
    }

    /// Operations, newest first; only those that name a user, if one is given.
    pub fn journal(&self, user: Option<&str>, page: &PageRequest) -> Result<Page<JournalEntry>> {
        let _ = (user, page);
        Err(pending())
    }

    /// The stored report of an operation on rows.
    pub fn report(&self, operation: u64) -> Result<Report> {
        let _ = operation;
        Err(pending())
    }

    /// The end of the journal's chain.
    pub fn head(&self) -> Result<Head> {
        Err(pending())
    }

    /// Recounts everything from the seats and walks the journal's chain; with an earlier head, fails with
    /// [`Status::RolledBack`] if the book does not descend from it.
    pub fn verify(&self, since: Option<&Head>) -> Result<Verification> {
        let _ = since;
        Err(pending())
    }

    /// Answers a question as JSON.
    pub fn query(&self, query: &Query) -> Result<String> {
        let _ = query;
        Err(pending())
    }

    /// Closes the book; calls in progress end first.
    pub fn close(&self) -> Result<()> {
        self.store.close()
    }
}

fn pending() -> Error {
    Error::new(Status::Internal, "not built yet")
}
