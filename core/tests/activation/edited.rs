//! Somebody edits what the book says of licences, with every checksum right: the book must notice.

use crate::world::*;
use redb::{ReadableDatabase, ReadableTable, TableDefinition};
use seatbook_core::licence_file::LineTerms;
use seatbook_core::model::Licensee;
use seatbook_core::{Book, Load, OpenOptions, Status};
use std::path::{Path, PathBuf};

type Bytes = &'static [u8];
const CATALOGUE: TableDefinition<'_, Bytes, Bytes> = TableDefinition::new("catalogue");

/// A customer with an active file, a discarded one, and one that waits.
fn make(folder: &Path) -> PathBuf {
    let path = folder.join("book");
    let book = Book::create(&path, &trusting()).unwrap();
    load(
        &book,
        &Load { pools: vec![pool("a", "sales", Some(10)), pool("s", "service", Some(2))], ..customer() },
    );
    assign(&book, &["u0", "u1", "u2"], "sales");
    let terms = LineTerms { ends_on: Some(day("2026-06-30")), ..LineTerms::default() };
    let mut sales = line("sales", Some(5));
    sales.terms = terms;
    take_over(&book, &file(1, vec![sales, site("web")]));
    let wrong = stage(&book, &file(2, vec![line("sales", Some(500))]));
    book.discard(wrong.activation.activation, &today()).unwrap();
    stage(&book, &file(3, vec![line("sales", Some(7))]));
    book.close().unwrap();
    path
}

fn records(path: &Path) -> Vec<(Vec<u8>, Vec<u8>)> {
    let database = redb::Database::open(path).unwrap();
    let read = database.begin_read().unwrap();
    let table = read.open_table(CATALOGUE).unwrap();
    let all = table.iter().unwrap().map(|entry| entry.unwrap());
    all.map(|(key, value)| (key.value().to_vec(), value.value().to_vec())).collect()
}

/// Sets or removes one record.
fn edit(path: &Path, key: &[u8], value: Option<&[u8]>) {
    let database = redb::Database::open(path).unwrap();
    let transaction = database.begin_write().unwrap();
    {
        let mut table = transaction.open_table(CATALOGUE).unwrap();
        match value {
            Some(value) => drop(table.insert(key, value).unwrap()),
            None => drop(table.remove(key).unwrap()),
        }
    }
    transaction.commit().unwrap();
}

/// The book does not open, and opened as trusted says what is wrong.
fn must_be_noticed(path: &Path, options: &OpenOptions, what: &str) -> Vec<String> {
    let opened = Book::open(path, options).map(|_| ());
    assert_eq!(opened.err().map(|error| error.status()), Some(Status::Corrupt), "{what}");
    let book = Book::open(path, &OpenOptions { trusted: true, ..options.clone() }).unwrap();
    let found = book.verify(None).unwrap();
    assert!(!found.ok, "{what}");
    found.problems
}

/// Replaces a text in the one record whose key begins with a letter and that holds it.
fn replace(path: &Path, letter: u8, from: &str, to: &str) {
    let holds = |value: &[u8]| String::from_utf8_lossy(value).contains(from);
    let all = records(path);
    let (key, value) = all
        .iter()
        .find(|(key, value)| key[0] == letter && holds(value))
        .unwrap_or_else(|| panic!("no record holds {from}"));
    let value = String::from_utf8(value.clone()).unwrap().replacen(from, to, 1);
    edit(path, key, Some(value.as_bytes()));
}

#[test]
fn edited_totals_terms_and_files_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let (original, path) = (make(folder.path()), folder.path().join("edited"));
    assert!(Book::open(&original, &trusting()).is_ok());
    let edits = [
        ("more seats", b'S', r#""quantity":5"#, r#""quantity":500"#),
        ("seats without limit", b'S', r#""quantity":5,"#, ""),
        ("seats of what is gone", b'S', r#""quantity":0"#, r#""quantity":9"#),
        ("a later end", b'S', "2026-06-30", "2036-06-30"),
        ("a pool that no longer belongs to it", b'S', SERIAL, "SN-0000"),
        ("another state", b'A', "activated", "discarded"),
        ("another day", b'A', "2025-08-18", "2025-08-17"),
        ("an unseen one", b'A', r#""seen":true"#, r#""seen":false"#),
        ("no active file", b'a', r#","active":3"#, ""),
        ("the discarded file is active", b'a', r#""active":3"#, r#""active":5"#),
        ("the waiting file is active", b'a', r#""active":3"#, r#""active":7"#),
        ("no waiting file", b'a', r#","pending":7"#, ""),
        ("another org", b'a', "fjord", "other"),
    ];
    for (what, letter, from, to) in edits {
        for options in [trusting(), OpenOptions::default()] {
            std::fs::copy(&original, &path).unwrap();
            replace(&path, letter, from, to);
            must_be_noticed(&path, &options, what);
        }
    }
}

#[test]
fn every_changed_byte_and_every_missing_record_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (original, path) = (make(folder.path()), folder.path().join("edited"));
    for (key, value) in records(&original).into_iter().filter(|(key, _)| matches!(key[0], b'a' | b'A')) {
        let shown = String::from_utf8_lossy(&key).into_owned();
        std::fs::copy(&original, &path).unwrap();
        edit(&path, &key, None);
        must_be_noticed(&path, &trusting(), &format!("{shown} removed"));
        for at in (0..value.len()).step_by(17) {
            std::fs::copy(&original, &path).unwrap();
            let mut changed = value.clone();
            changed[at] ^= 1;
            edit(&path, &key, Some(&changed));
            let opened = Book::open(&path, &trusting()).map(|_| ());
            let noticed = opened.is_err();
            // Who the owner is, the host says himself; the journal of the load that did so is not repeated anywhere.
            let owner = String::from_utf8_lossy(&value).find("Fjord").filter(|_| key[0] == b'a');
            let is_owner = owner.is_some_and(|from| (from..from + OWNER.len()).contains(&at));
            assert!(noticed || is_owner, "{shown}, byte {at}: {}", String::from_utf8_lossy(&changed));
        }
    }
}

/// Somebody puts a file of his own in its place, signed with his own key, and edits everything that he can.
#[test]
fn without_the_vendors_key_nothing_can_be_put_in_place_of_his_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path());
    let found = Book::open(&path, &OpenOptions::default()).unwrap().verify(None).unwrap();
    assert!(found.ok);
    assert_eq!((found.licences, found.unverified_licences), (2, 2), "it says that it could not look");
    let stranger = ed25519_dalek::SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes();
    let options = OpenOptions { licence_keys: vec![stranger], ..OpenOptions::default() };
    let problems = must_be_noticed(&path, &options, "signed by somebody whom the host does not trust");
    assert!(problems.iter().any(|problem| problem.contains("not opened with")), "{problems:?}");
}

/// A licence that waits is not taken over by a host that trusts its vendor no longer.
#[test]
fn a_waiting_file_is_verified_again_when_it_is_activated() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path());
    let book = Book::open(&path, &OpenOptions::default()).unwrap();
    let number = book.pending().unwrap()[0].activation;
    assert_eq!(status(book.activate(number, &[], &today())), Status::UnknownKey);
    assert_eq!(book.activation_diff(number, today().on).unwrap().lines.len(), 2, "it can be looked at");
    // The owner has another name now: the file is no longer his.
    let renamed = Licensee { serial_number: SERIAL.into(), owner: "Fjell AS".into(), org: "fjord".into() };
    load(&book, &Load { licensees: vec![renamed], ..Load::default() });
    book.close().unwrap();
    let book = Book::open(&path, &trusting()).unwrap();
    assert_eq!(status(book.activate(number, &[], &today())), Status::OtherCustomer);
    book.discard(number, &today()).unwrap();
    sound(&book);
}
