//! Which files are made, and which are taken for a book.

use crate::help::{at_once, create, number, open, place, refused, set};
use seatbook_core::Status;
use seatbook_core::store::redb::{RedbStore, StoreOptions};
use seatbook_core::store::{Store, Table, Verdict};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

fn names(directory: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_book_is_one_private_file() {
    let (directory, path) = place();
    drop(create(&path));
    assert_eq!(names(directory.path()), ["book"]);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    assert_eq!(number(&open(&path)).unwrap(), 0);
}

#[test]
fn create_overwrites_nothing() {
    let (directory, path) = place();
    let refused = |path: &Path| RedbStore::create(path, &at_once()).unwrap_err().status();
    for content in ["", "some text"] {
        fs::write(&path, content).unwrap();
        assert_eq!(refused(&path), Status::Exists);
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
    fs::remove_file(&path).unwrap();
    symlink("nowhere", &path).unwrap();
    assert_eq!(refused(&path), Status::Exists);
    assert_eq!(refused(directory.path()), Status::Exists);
    assert_eq!(refused(Path::new("/")), Status::InvalidArgument);
    assert_eq!(refused(&directory.path().join("no/such/directory")), Status::NotFound);
    assert_eq!(names(directory.path()), ["book"]);
    let read_only = StoreOptions { read_only: true, ..at_once() };
    assert_eq!(
        RedbStore::create(directory.path().join("b"), &read_only).unwrap_err().status(),
        Status::InvalidArgument
    );
}

#[test]
fn leftovers_of_a_create_do_not_matter() {
    let (directory, path) = place();
    for name in [".seatbook-1-2-3.new", ".book.new", "book.tmp"] {
        fs::write(directory.path().join(name), "half a book").unwrap();
    }
    set(&create(&path), 1).unwrap();
    assert_eq!(number(&open(&path)).unwrap(), 1);
}

#[test]
fn a_name_may_be_as_long_as_names_can_be() {
    let (directory, _) = place();
    let path = directory.path().join("n".repeat(255));
    drop(create(&path));
    assert_eq!(number(&open(&path)).unwrap(), 0);
}

#[test]
fn only_one_of_many_creators_succeeds() {
    let (directory, path) = place();
    let patient = StoreOptions::default();
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| RedbStore::create(&path, &patient).map_or_else(|e| e.status(), |_| Status::Ok))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|status| **status == Status::Ok).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|status| matches!(status, Status::Ok | Status::Exists)), "{outcomes:?}");
    assert_eq!(names(directory.path()), ["book"]);
}

#[test]
fn open_creates_nothing() {
    let (directory, path) = place();
    assert_eq!(refused(&path), Status::NotFound);
    symlink("nowhere", directory.path().join("dangling")).unwrap();
    assert_eq!(refused(&directory.path().join("dangling")), Status::NotFound);
    assert_eq!(names(directory.path()), ["dangling"]);
}

#[test]
fn only_books_are_opened() {
    let (directory, path) = place();
    fs::write(&path, "").unwrap();
    assert_eq!(refused(&path), Status::NotABook);
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
    fs::write(&path, "dear diary").unwrap();
    assert_eq!(refused(&path), Status::NotABook);
    fs::write(&path, "x".repeat(10_000)).unwrap();
    assert_eq!(refused(&path), Status::NotABook);
    assert_eq!(refused(directory.path()), Status::NotABook);
    let fifo = directory.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    assert_eq!(refused(&fifo), Status::NotABook);
    assert_eq!(refused(Path::new("/dev/null")), Status::NotABook);
    assert_eq!(refused(Path::new("/dev/zero")), Status::NotABook);
}

#[test]
fn another_programs_database_is_not_a_book() {
    let (_directory, path) = place();
    drop(redb::Database::create(&path).unwrap());
    assert_eq!(refused(&path), Status::NotABook);
    let other: redb::TableDefinition<&str, u64> = redb::TableDefinition::new("users");
    let database = redb::Database::open(&path).unwrap();
    let write = database.begin_write().unwrap();
    write.open_table(other).unwrap().insert("a", 1).unwrap();
    write.commit().unwrap();
    drop(database);
    assert_eq!(refused(&path), Status::NotABook);
}

#[test]
fn a_book_is_found_through_a_symlink() {
    let (directory, path) = place();
    set(&create(&path), 7).unwrap();
    let link = directory.path().join("link");
    symlink(&path, &link).unwrap();
    let store = open(&link);
    set(&store, 8).unwrap();
    assert_eq!(number(&store).unwrap(), 8);
}

#[test]
fn a_replaced_or_removed_file_is_not_written() {
    for replace in [false, true] {
        let (directory, path) = place();
        let store = create(&path);
        set(&store, 1).unwrap();
        let aside = directory.path().join("aside");
        fs::rename(&path, &aside).unwrap();
        if replace {
            drop(create(&path));
        }
        assert_eq!(set(&store, 2).unwrap_err().status(), Status::Replaced);
        // Reading what is open still works, and so does writing once the file is back.
        assert_eq!(number(&store).unwrap(), 1);
        fs::rename(&aside, &path).unwrap();
        set(&store, 3).unwrap();
        assert_eq!(number(&store).unwrap(), 3);
    }
}

#[test]
fn a_reader_may_not_write() {
    let (_directory, path) = place();
    set(&create(&path), 5).unwrap();
    let reader = RedbStore::open(&path, &StoreOptions { read_only: true, ..at_once() }).unwrap();
    assert_eq!(set(&reader, 6).unwrap_err().status(), Status::ReadOnly);
    assert_eq!(number(&reader).unwrap(), 5);
    let trusting = RedbStore::open(&path, &StoreOptions { trusted: true, ..at_once() }).unwrap();
    set(&trusting, 7).unwrap();
    assert_eq!(number(&reader).unwrap(), 7);
}

#[test]
fn keys_and_values_may_be_large() {
    let (_directory, path) = place();
    let store = create(&path);
    let written = store.write(None, &mut |writer| {
        writer.put(Table::Journal, &vec![1; 1 << 20], &vec![2; 8 << 20])?;
        Ok(Verdict::Commit)
    });
    written.unwrap();
    let value = store.snapshot().unwrap().get(Table::Journal, &vec![1; 1 << 20]).unwrap();
    assert_eq!(value.map(|value| value.len()), Some(8 << 20));
}
