//! What all SQLite schemas have in common: how the file is set up, as SQLite's documentation says for bulk writes
//! that must survive a power failure.

use super::{Engine, Kind};
use crate::engines;
use crate::job::{Job, Question, Reply};
use crate::world::World;
use dialect::{Dialect, Key};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

mod ask;
mod dialect;
mod integers;
mod pool;
mod sets;
mod texts;
mod work;

/// A WAL with `synchronous=FULL` is durable and the fastest such mode. The cache is large enough that nothing is spilled;
/// temporary tables stay in memory. The WAL is moved into the file by itself, as by default.
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = OFF;
    PRAGMA cache_size = -524288;
    PRAGMA temp_store = MEMORY;
    PRAGMA mmap_size = 4294967296;
";

/// A schema, and how requests are done with it.
pub struct Sqlite<K: 'static> {
    pub name: &'static str,
    dialect: &'static Dialect<K>,
    /// Whether a request is a few statements over all its users, instead of some for every user.
    sets: bool,
}

/// Integers, row by row: tuned by hand.
pub const TUNED: Sqlite<i64> = Sqlite { name: "sqlite-tuned", dialect: &integers::DIALECT, sets: false };
/// Ids as they are, row by row: as most would write it.
pub const TEXT: Sqlite<String> = Sqlite { name: "sqlite-text", dialect: &texts::DIALECT, sets: false };
/// Integers, `INSERT ... SELECT`.
pub const TUNED_SETS: Sqlite<i64> =
    Sqlite { name: "sqlite-tuned-sets", dialect: &integers::DIALECT, sets: true };
/// Ids as they are, `INSERT ... SELECT`.
pub const TEXT_SETS: Sqlite<String> =
    Sqlite { name: "sqlite-text-sets", dialect: &texts::DIALECT, sets: true };

struct Shared<K: 'static> {
    connection: Arc<Mutex<Connection>>,
    dialect: &'static Dialect<K>,
    sets: bool,
}

impl<K: Key> Kind for Sqlite<K> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn create(&self, path: &Path, world: &World) {
        let mut connection = Connection::open(path).expect("a file");
        connection.execute_batch("PRAGMA page_size = 8192;").expect("a page size");
        set(&connection);
        connection.execute_batch(self.dialect.schema).expect("a schema");
        (self.dialect.fill)(&mut connection, world).expect("a filled file");
        connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .expect("the WAL moved into the file");
        connection.close().expect("closed");
    }

    fn open(&self, path: &Path) -> engines::Opened {
        Box::new(self.shared(path))
    }

    fn open_checked(&self, path: &Path) -> engines::Opened {
        let opened = self.shared(path);
        let verdict: String = opened
            .lock()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .expect("a check of the file");
        assert_eq!(verdict, "ok");
        Box::new(opened)
    }

    /// One connection for all: better than one for each, which would wait for each other's locks by sleeping.
    fn open_many(&self, path: &Path, threads: usize) -> Vec<engines::Opened> {
        let opened = self.shared(path);
        (0..threads)
            .map(|_| {
                Box::new(Shared { connection: Arc::clone(&opened.connection), ..opened }) as engines::Opened
            })
            .collect()
    }

    fn files(&self, path: &Path) -> Vec<PathBuf> {
        let beside = |what: &str| PathBuf::from(format!("{}-{what}", path.display()));
        vec![path.to_owned(), beside("wal"), beside("shm")]
    }

    fn stored(&self, path: &Path) -> u64 {
        let connection = Connection::open(path).expect("a file");
        let pages = "SELECT (page_count - freelist_count) * page_size
            FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
        let bytes: i64 = connection.query_row(pages, [], |row| row.get(0)).expect("a size");
        bytes.unsigned_abs()
    }
}

impl<K: Key> Sqlite<K> {
    fn shared(&self, path: &Path) -> Shared<K> {
        let connection = Connection::open(path).expect("a file");
        set(&connection);
        connection.set_prepared_statement_cache_capacity(64);
        connection.execute_batch(sets::TEMPORARY).expect("temporary tables");
        Shared { connection: Arc::new(Mutex::new(connection)), dialect: self.dialect, sets: self.sets }
    }
}

impl<K> Shared<K> {
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().expect("a connection that no thread has left in the middle")
    }
}

impl<K: Key> Engine for Shared<K> {
    fn run(&self, job: &Job) -> Reply {
        let mut connection = self.lock();
        let answers = if self.sets {
            sets::run(&mut connection, self.dialect, job)
        } else {
            work::run(&mut connection, self.dialect, job)
        };
        Reply::Rows(answers.expect("a job done"))
    }

    fn ask(&self, question: &Question) -> u64 {
        ask::answer(&self.lock(), self.dialect, question).expect("an answer")
    }

    fn page(&self, product: &str, place: Option<&str>) -> (usize, Option<String>) {
        ask::page(&self.lock(), self.dialect, product, place).expect("a page")
    }

    fn index_history(&self) {
        self.lock().execute_batch(self.dialect.asks.journal_index).expect("an index");
    }
}

fn set(connection: &Connection) {
    connection.execute_batch(SETTINGS).expect("settings");
    // Otherwise a statement is compiled anew whenever another value is bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).expect("stable plans");
    connection.busy_timeout(Duration::from_secs(60)).expect("a timeout");
}
