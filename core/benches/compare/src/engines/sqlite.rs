//! What all SQLite schemas have in common: how the file is set up, as SQLite's documentation says for bulk writes
//! that must survive a power failure.

use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A WAL with `synchronous=FULL` is durable and the fastest such mode. The cache is large enough that nothing is spilled;
/// temporary tables stay in memory. The WAL is moved into the file by itself, as by default.
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -524288;
    PRAGMA temp_store = MEMORY;
    PRAGMA mmap_size = 4294967296;
    PRAGMA foreign_keys = OFF;
";

/// Makes a file with a schema.
pub fn create(path: &Path, schema: &str) -> Connection {
    let connection = Connection::open(path).expect("a file");
    connection.execute_batch("PRAGMA page_size = 8192;").expect("a page size");
    set(&connection);
    connection.execute_batch(schema).expect("a schema");
    connection
}

/// Opens a file.
pub fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).expect("a file");
    set(&connection);
    connection
}

fn set(connection: &Connection) {
    connection.execute_batch(SETTINGS).expect("settings");
    connection.busy_timeout(Duration::from_secs(60)).expect("a timeout");
}

/// The file with its WAL.
pub fn files(path: &Path) -> Vec<PathBuf> {
    let wal = PathBuf::from(format!("{}-wal", path.display()));
    let index = PathBuf::from(format!("{}-shm", path.display()));
    vec![path.to_owned(), wal, index]
}

/// Moves the WAL into the file and closes it.
pub fn settle(connection: Connection) {
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .expect("the WAL moved into the file");
    connection.close().expect("closed");
}
