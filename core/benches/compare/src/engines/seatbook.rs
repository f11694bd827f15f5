//! seatbook, through its Rust interface, as a host would use it.

use super::{Engine, Kind, Opened};
use crate::job::{Job, Question, Reply, Verb};
use crate::world::{World, today};
use seatbook_core::query::PageRequest;
use seatbook_core::{Book, Item, Load, Op, OpenOptions, Options, Request, Who};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub struct Seatbook {
    pub name: &'static str,
    /// Memory for pages of the file; 0 is what a book takes by itself.
    pub cache_bytes: usize,
}

struct Shared(Arc<Book>);

impl Kind for Seatbook {
    fn name(&self) -> &'static str {
        self.name
    }

    fn create(&self, path: &Path, world: &World) {
        let book = Book::create(path, &OpenOptions::default()).expect("a new book");
        let first =
            Load { orgs: World::orgs(), products: world.products(), pools: world.pools(), ..Load::default() };
        book.load(&first, &options()).expect("orgs, products and pools");
        // In parts: ten million users at once would need memory that has nothing to do with what is measured.
        let numbers: Vec<u32> = (0..world.users).collect();
        for part in numbers.chunks(500_000) {
            let users = part.iter().map(|number| world.user(*number)).collect();
            book.load(&Load { users, ..Load::default() }, &options()).expect("users");
        }
        book.close().expect("closed");
    }

    fn open(&self, path: &Path) -> Opened {
        Box::new(Shared(self.open_as(path, true)))
    }

    fn open_checked(&self, path: &Path) -> Opened {
        Box::new(Shared(self.open_as(path, false)))
    }

    fn open_many(&self, path: &Path, threads: usize) -> Vec<Opened> {
        let book = self.open_as(path, true);
        (0..threads).map(|_| Box::new(Shared(Arc::clone(&book))) as Opened).collect()
    }

    fn files(&self, path: &Path) -> Vec<PathBuf> {
        vec![path.to_owned()]
    }

    fn stored(&self, path: &Path) -> u64 {
        let file = redb::Database::open(path).expect("a file of redb");
        let transaction = file.begin_write().expect("a transaction");
        let stats = transaction.stats().expect("its pages");
        stats.allocated_pages() * stats.page_size() as u64
    }
}

impl Seatbook {
    fn open_as(&self, path: &Path, trusted: bool) -> Arc<Book> {
        let busy_timeout = Duration::from_secs(60);
        let options =
            OpenOptions { trusted, busy_timeout, cache_bytes: self.cache_bytes, ..OpenOptions::default() };
        Arc::new(Book::open(path, &options).expect("a book"))
    }
}

/// What goes with every write; the SQLite schemas write the same to their journals.
pub fn options() -> Options {
    let mut options = Options::on(today());
    options.at = Some(1_755_500_000);
    "it@district.example".clone_into(&mut options.actor.id);
    "new term".clone_into(&mut options.reason);
    options
}

/// A job as a request.
pub fn request(job: &Job) -> Request {
    let op = match job.verb {
        Verb::Assign => Op::Assign,
        Verb::Revoke => Op::Revoke,
        Verb::Reuse => Op::Reuse,
        Verb::Swap => Op::Swap,
        Verb::Sync => Op::Sync,
    };
    let mut item = Item::new(op, Who::Users(Arc::clone(&job.users)), &[&job.product]);
    item.to = (job.verb == Verb::Swap).then(|| job.to.clone());
    item.into()
}

impl Engine for Shared {
    fn run(&self, job: &Job) -> Reply {
        Reply::Report(self.0.apply(&request(job), &options()).expect("a report"))
    }

    fn ask(&self, question: &Question) -> u64 {
        let (book, on) = (&self.0, today());
        match question {
            Question::Counts(product) => book.counts(product, None, on).expect("counts").assigned,
            Question::Licences(user) => book.licences(user, on).expect("licences").len() as u64,
            Question::Coverage { users, products } => {
                let coverage = book.coverage(users, products, on).expect("coverage");
                coverage.products.iter().map(|product| product.count).sum()
            }
            Question::Journal(user) => {
                book.journal(Some(user), &PageRequest::default()).expect("a page").rows.len() as u64
            }
        }
    }

    fn page(&self, product: &str, place: Option<&str>) -> (usize, Option<String>) {
        let request = PageRequest { cursor: place.map(str::to_owned), limit: 100 };
        let page = self.0.holders(product, today(), &request).expect("a page");
        (page.rows.len(), page.next)
    }
}
