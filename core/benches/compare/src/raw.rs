//! The least that can be done: what redb and the disk take for the same bytes, without any seats.

use redb::{Database, Durability, TableDefinition};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

const TABLE: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("rows");
/// About what a block of a book is.
const BLOCK: usize = 1_024;

/// Opened as a book's file is.
fn database(path: &Path) -> Database {
    Database::builder().set_cache_size(16 << 20).create(path).expect("a file of redb")
}

/// Writes so many values in one transaction, as durable as a book's.
fn write(database: &Database, rows: impl Iterator<Item = u64>, value: &[u8]) {
    let mut transaction = database.begin_write().expect("a transaction");
    transaction.set_two_phase_commit(true);
    transaction.set_quick_repair(false);
    transaction.set_durability(Durability::Immediate).expect("durable");
    {
        let mut table = transaction.open_table(TABLE).expect("a table");
        for row in rows {
            table.insert(row.to_be_bytes().as_slice(), value).expect("a row");
        }
    }
    transaction.commit().expect("a commit");
}

/// Writes so many bytes in key order as one transaction.
pub fn write_bytes(path: &Path, bytes: u64) {
    write(&database(path), 0..bytes / BLOCK as u64, &[0x5a; BLOCK]);
}

/// A table that gets a row in every commit.
pub struct Rows(Database, u64);

impl Rows {
    pub fn create(path: &Path) -> Self {
        Self(database(path), 0)
    }

    pub fn add(&mut self) {
        write(&self.0, self.1..=self.1, &[0x5a; 64]);
        self.1 += 1;
    }
}

/// A file of one megabyte whose pages are overwritten.
pub struct Page(File, u64);

impl Page {
    pub fn create(path: &Path) -> Self {
        let file = File::options().write(true).create_new(true).open(path).expect("a file");
        file.write_all_at(&vec![1; 1 << 20], 0).expect("a megabyte");
        file.sync_all().expect("a file on the disk");
        Self(file, 0)
    }

    pub fn overwrite(&mut self) {
        self.1 = (self.1 + 1) % 256;
        self.0.write_all_at(&[0x5a; 4_096], self.1 * 4_096).expect("a page");
        self.0.sync_data().expect("a page on the disk");
    }
}
