//! seatbook, through its Rust interface, as a host would use it.

use super::{Engine, Kind};
use crate::job::{Job, Reply, Verb};
use crate::world::{World, today};
use seatbook_core::{Book, Item, Load, Op, OpenOptions, Options, Request, Who};
use std::path::Path;
use std::sync::Arc;

pub struct Seatbook;

struct Opened(Book);

impl Kind for Seatbook {
    fn name(&self) -> &'static str {
        "seatbook"
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

    fn open(&self, path: &Path) -> Box<dyn Engine> {
        let options = OpenOptions { trusted: true, ..OpenOptions::default() };
        Box::new(Opened(Book::open(path, &options).expect("a book")))
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
    };
    let mut item = Item::new(op, Who::Users(Arc::clone(&job.users)), &[&job.product]);
    item.to = (job.verb == Verb::Swap).then(|| job.to.clone());
    item.into()
}

impl Engine for Opened {
    fn run(&self, job: &Job) -> Reply {
        Reply::Report(self.0.apply(&request(job), &options()).expect("a report"))
    }
}
