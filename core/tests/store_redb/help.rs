//! What the tests of the store share.

use seatbook_core::store::redb::{RedbStore, StoreOptions};
use seatbook_core::store::{Store, Table, Verdict};
use seatbook_core::{Result, Status};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A directory for a test, and the path of a book in it.
pub fn place() -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("book");
    (directory, path)
}

/// A place in memory where there is one: for tests that write thousands of times and of which no write must last.
pub fn memory_place() -> (tempfile::TempDir, PathBuf) {
    let Ok(directory) = tempfile::tempdir_in("/dev/shm") else { return place() };
    let path = directory.path().join("book");
    (directory, path)
}

/// Options that do not wait.
pub fn at_once() -> StoreOptions {
    StoreOptions { busy_timeout: Duration::ZERO, ..StoreOptions::default() }
}

pub fn create(path: &Path) -> RedbStore {
    RedbStore::create(path, &at_once()).unwrap()
}

pub fn open(path: &Path) -> RedbStore {
    RedbStore::open(path, &at_once()).unwrap()
}

/// The status with which opening fails.
pub fn refused(path: &Path) -> Status {
    RedbStore::open(path, &at_once()).unwrap_err().status()
}

/// Writes a number under one key in two tables, which must always agree.
pub fn set(store: &RedbStore, number: u64) -> Result<()> {
    store.write(None, &mut |writer| {
        writer.put(Table::Catalogue, b"number", &number.to_be_bytes())?;
        writer.put(Table::Journal, b"number", &number.to_be_bytes())?;
        Ok(Verdict::Commit)
    })
}

/// Reads the number back; 0 if it was never written.
pub fn number(store: &RedbStore) -> Result<u64> {
    let reader = store.snapshot()?;
    let [catalogue, journal] = [Table::Catalogue, Table::Journal].map(|table| reader.get(table, b"number"));
    let (catalogue, journal) = (catalogue?, journal?);
    assert_eq!(catalogue, journal, "half a commit");
    Ok(catalogue.map_or(0, |bytes| u64::from_be_bytes(bytes.try_into().unwrap())))
}

const ROLE: &str = "SEATBOOK_TEST_ROLE";
const PATH: &str = "SEATBOOK_TEST_PATH";

/// This test program again, to play a part in a process of its own.
pub fn actor(role: &str, path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "help::play_a_part", "--nocapture", "--test-threads=1"]);
    command.env(ROLE, role).env(PATH, path).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Does nothing in the test run itself; see [`actor`].
#[test]
fn play_a_part() {
    let (Ok(role), Ok(path)) = (std::env::var(ROLE), std::env::var(PATH)) else { return };
    let path = PathBuf::from(path);
    match role.as_str() {
        "commit for ever" => crate::kill::commit_for_ever(&path),
        "hold until told" => crate::locks::hold_until_told(&path),
        "fork with a handler" => crate::fork::with_a_handler(&path),
        "fork" => crate::fork::in_a_process_of_its_own(&path),
        "try" => println!(
            "\nstatus {:?}",
            RedbStore::open(&path, &at_once()).map_or_else(|e| e.status(), |_| Status::Ok)
        ),
        other => panic!("no such part: {other}"),
    }
}

/// The status with which another process opens a book for writing.
pub fn opened_elsewhere(path: &Path) -> String {
    let output = actor("try", path).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().find_map(|line| line.strip_prefix("status ")).unwrap().to_owned()
}
