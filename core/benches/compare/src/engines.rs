//! What is measured side by side, behind one trait.

use crate::job::{Job, Reply};
use crate::world::World;
use std::path::{Path, PathBuf};

mod seatbook;
mod sqlite;
mod tuned;

/// A store of seats that is open.
pub trait Engine {
    /// Does a job as one durable transaction.
    fn run(&self, job: &Job) -> Reply;
}

/// Something that keeps seats in a file.
pub trait Kind: Sync {
    /// Its name in figures.
    fn name(&self) -> &'static str;

    /// Makes a file and fills it.
    fn create(&self, path: &Path, world: &World);

    /// Opens a file.
    fn open(&self, path: &Path) -> Box<dyn Engine>;

    /// Every file it is kept in.
    fn files(&self, path: &Path) -> Vec<PathBuf> {
        vec![path.to_owned()]
    }
}

/// seatbook itself: what all others are compared with.
pub const SEATBOOK: &dyn Kind = &seatbook::Seatbook;
/// SQLite with a schema of integers, tuned by hand.
pub const TUNED: &dyn Kind = &tuned::Tuned;

/// All of them.
pub const ALL: &[&dyn Kind] = &[SEATBOOK, TUNED];
