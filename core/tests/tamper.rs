//! Somebody edits the file with the right tool, so that every checksum is right: the book itself must notice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use redb::{ReadableDatabase, ReadableTable, TableDefinition};
use seatbook_core::model::{Group, Org, Pool, Product, StartPolicy, User};
use seatbook_core::query::Head;
use seatbook_core::{Book, Day, Item, Load, Op, OpenOptions, Options, Status};
use std::path::{Path, PathBuf};

type Bytes = &'static [u8];
const TABLES: [&str; 4] = ["catalogue", "users", "seats", "journal"];

fn today() -> Options {
    Options { request_id: String::new(), ..Options::on(Day::from_ymd(2025, 8, 18).unwrap()) }
}

/// A book with something of everything: 40 users, a class, two pools, four operations.
fn make(folder: &Path) -> PathBuf {
    let path = folder.join("book");
    let book = Book::create(&path, &OpenOptions::default()).unwrap();
    let ids: Vec<String> = (0..40).map(|n| format!("u{n}")).collect();
    let pool = |id: &str, quantity| Pool {
        id: id.into(),
        product: "p".into(),
        org: "s".into(),
        quantity: Some(quantity),
        start_policy: StartPolicy::OnFirstUse,
        duration: Some("12 months".parse().unwrap()),
        ..Pool::default()
    };
    let load = Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        products: vec![Product { id: "p".into(), ..Product::default() }],
        users: ids.iter().map(|id| User { id: id.clone(), org: "s".into(), ..User::default() }).collect(),
        groups: vec![Group { id: "7a".into(), org: "s".into(), members: ids.clone(), ..Group::default() }],
        pools: vec![pool("P", 20), pool("Q", 15)],
        ..Load::default()
    };
    book.load(&load, &today()).unwrap();
    let assign = Options { request_id: "first".into(), ..today() };
    book.apply(&Item::group(Op::Assign, "7a", &["p"]).into(), &assign).unwrap();
    book.apply(&Item::users(Op::Start, &ids[..10], &["p"]).into(), &today()).unwrap();
    let mut back = Item::users(Op::Revoke, &ids[3..6], &["p"]);
    back.all_sources = true;
    book.apply(&back.into(), &today()).unwrap();
    book.close().unwrap();
    path
}

/// Opens the file as what it is underneath and changes it.
fn edit(path: &Path, work: impl FnOnce(&redb::WriteTransaction)) {
    let database = redb::Database::open(path).unwrap();
    let transaction = database.begin_write().unwrap();
    work(&transaction);
    transaction.commit().unwrap();
}

fn records(path: &Path) -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    let database = redb::Database::open(path).unwrap();
    let read = database.begin_read().unwrap();
    let mut all = Vec::new();
    for name in TABLES {
        let table = read.open_table(TableDefinition::<Bytes, Bytes>::new(name)).unwrap();
        for entry in table.iter().unwrap() {
            let (key, value) = entry.unwrap();
            all.push((name, key.value().to_vec(), value.value().to_vec()));
        }
    }
    all
}

/// The book must not open, and opened as trusted must say what is wrong; neither may panic.
fn must_be_noticed(path: &Path, what: &str) {
    let error =
        Book::open(path, &OpenOptions::default()).err().unwrap_or_else(|| panic!("{what}: not noticed"));
    assert!(
        matches!(error.status(), Status::Corrupt | Status::NotABook | Status::Newer),
        "{what}: {error:?}"
    );
    let trusted = OpenOptions { trusted: true, ..OpenOptions::default() };
    if let Ok(book) = Book::open(path, &trusted) {
        match book.verify(None) {
            Ok(found) => assert!(!found.ok, "{what}: verify says ok"),
            Err(error) => assert_eq!(error.status(), Status::Corrupt, "{what}"),
        }
    }
}

#[test]
fn every_record_that_is_removed_is_missed() {
    let folder = tempfile::tempdir().unwrap();
    let original = make(folder.path());
    let path = folder.path().join("edited");
    for (table, key, _) in records(&original) {
        std::fs::copy(&original, &path).unwrap();
        edit(&path, |transaction| {
            let mut table = transaction.open_table(TableDefinition::<Bytes, Bytes>::new(table)).unwrap();
            table.remove(key.as_slice()).unwrap();
        });
        must_be_noticed(&path, &format!("{table}: {:?} removed", String::from_utf8_lossy(&key)));
    }
}

#[test]
fn every_changed_byte_of_seats_and_journal_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let original = make(folder.path());
    let path = folder.path().join("edited");
    for (table, key, value) in records(&original) {
        let counts = matches!(table, "seats" | "journal");
        for at in (0..value.len()).step_by(1 + value.len() / 12).filter(|_| counts) {
            std::fs::copy(&original, &path).unwrap();
            let mut changed = value.clone();
            changed[at] ^= 0x11;
            edit(&path, |transaction| {
                let mut table = transaction.open_table(TableDefinition::<Bytes, Bytes>::new(table)).unwrap();
                table.insert(key.as_slice(), changed.as_slice()).unwrap();
            });
            let what = format!("{table}: {:?}, byte {at} changed", String::from_utf8_lossy(&key));
            // Sources of a seat and the hash of a request's body are facts that nothing else repeats.
            let told_once =
                (table == "seats" && key[0] == b'u') || (table == "journal" && key[0] == b'r' && at >= 8);
            if told_once {
                // At least nothing panics.
                let _ =
                    Book::open(&path, &OpenOptions::default()).map(|book| book.licences("u7", today().on));
            } else {
                must_be_noticed(&path, &what);
            }
        }
    }
}

#[test]
fn an_older_copy_is_found_out_by_a_head_that_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path());
    let older = folder.path().join("older");
    std::fs::copy(&path, &older).unwrap();
    let book = Book::open(&path, &OpenOptions::default()).unwrap();
    let early = book.head().unwrap();
    book.apply(&Item::users(Op::Start, ["u20"], &["p"]).into(), &today()).unwrap();
    let late = book.head().unwrap();
    assert!(book.verify(Some(&early)).unwrap().ok, "the book descends from its own past");
    assert!(book.verify(Some(&Head::default())).unwrap().ok, "every book descends from the beginning");
    book.close().unwrap();
    std::fs::copy(&older, &path).unwrap();
    let book = Book::open(&path, &OpenOptions::default()).unwrap();
    assert!(book.verify(Some(&early)).unwrap().ok);
    assert_eq!(book.verify(Some(&late)).unwrap_err().status(), Status::RolledBack);
    // Going on from the older copy does not help: the chain is another one.
    book.apply(&Item::users(Op::Start, ["u21"], &["p"]).into(), &today()).unwrap();
    assert_eq!(book.head().unwrap().operation, late.operation);
    assert_eq!(book.verify(Some(&late)).unwrap_err().status(), Status::RolledBack);
}
