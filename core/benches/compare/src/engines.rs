//! What is measured side by side, behind one trait.

use crate::job::{Job, Question, Reply};
use crate::world::World;
use std::path::{Path, PathBuf};

pub mod seatbook;
mod sqlite;

/// A store of seats that is open.
pub trait Engine {
    /// Does a job as one durable transaction.
    fn run(&self, job: &Job) -> Reply;

    /// Answers a question.
    fn ask(&self, question: &Question) -> u64;

    /// A page of 100 holders of a product: how many there are on it, and where the next begins.
    fn page(&self, product: &str, place: Option<&str>) -> (usize, Option<String>);

    /// Makes a user's history quick to find, where it is not always so.
    fn index_history(&self) {}
}

/// An engine that one thread uses.
pub type Opened = Box<dyn Engine + Send>;

/// Something that keeps seats in a file.
pub trait Kind: Sync {
    /// Its name in figures.
    fn name(&self) -> &'static str;

    /// Makes a file and fills it.
    fn create(&self, path: &Path, world: &World);

    /// Opens a file as quickly as it can be.
    fn open(&self, path: &Path) -> Opened;

    /// Opens a file and looks at all of it.
    fn open_checked(&self, path: &Path) -> Opened;

    /// Opens a file for so many threads, in the way that serves them best.
    fn open_many(&self, path: &Path, threads: usize) -> Vec<Opened>;

    /// Every file it is kept in.
    fn files(&self, path: &Path) -> Vec<PathBuf>;

    /// Bytes that are in use in a file that nobody has open: pages that are only set aside do not count.
    fn stored(&self, path: &Path) -> u64;
}

/// seatbook itself: what all others are compared with.
pub const SEATBOOK: &dyn Kind = &seatbook::Seatbook { name: "seatbook", cache_bytes: 0 };
/// The same with as much memory for pages as SQLite is given.
pub const ROOMY: &dyn Kind = &seatbook::Seatbook { name: "seatbook-roomy", cache_bytes: 512 << 20 };
/// SQLite with a schema of integers, tuned by hand, row by row.
pub const TUNED: &dyn Kind = &sqlite::TUNED;
/// The same with `INSERT ... SELECT`.
pub const TUNED_SETS: &dyn Kind = &sqlite::TUNED_SETS;
/// SQLite with ids as text, row by row.
pub const TEXT: &dyn Kind = &sqlite::TEXT;
/// The same with `INSERT ... SELECT`.
pub const TEXT_SETS: &dyn Kind = &sqlite::TEXT_SETS;

/// All of them.
pub const ALL: &[&dyn Kind] = &[SEATBOOK, TUNED, TUNED_SETS, TEXT, TEXT_SETS];
