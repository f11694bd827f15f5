//! A customer with users, a vendor with a key, and files from him.

use ed25519_dalek::{Signer, SigningKey};
use seatbook_core::activation::LineDiff;
use seatbook_core::licence_file::{self, LicenceLine, LicencePayload, LineKind, LineTerms};
use seatbook_core::model::{Licensee, Org, Pool, Product, User};
use seatbook_core::query::PageRequest;
use seatbook_core::store::memory::MemoryStore;
use seatbook_core::{
    ActivationReport, Book, Day, Item, LineRemoval, Load, Op, OpenOptions, Options, Report, Status,
};

pub const OWNER: &str = "Fjord AS";
pub const SERIAL: &str = "SN-4711";

pub fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn today() -> Options {
    Options::on(day("2025-08-18"))
}

pub fn trusting() -> OpenOptions {
    OpenOptions { licence_keys: vec![key().verifying_key().to_bytes()], ..OpenOptions::default() }
}

/// A book in memory that trusts the vendor.
pub fn empty_book() -> Book {
    Book::with_store(Box::new(MemoryStore::new()), &trusting()).unwrap()
}

pub fn product(id: &str) -> Product {
    Product { id: id.into(), ..Product::default() }
}

/// A pool of the customer's, with his serial number.
pub fn pool(id: &str, product: &str, quantity: Option<u32>) -> Pool {
    Pool {
        id: id.into(),
        product: product.into(),
        org: "fjord".into(),
        quantity,
        serial_number: Some(SERIAL.into()),
        ..Pool::default()
    }
}

/// A customer with 40 users and three modules.
pub fn customer() -> Load {
    let users = (0..40).map(|n| User { id: format!("u{n}"), org: "fjord".into(), ..User::default() });
    Load {
        orgs: vec![
            Org { id: "fjord".into(), ..Org::default() },
            Org { id: "other".into(), ..Org::default() },
        ],
        licensees: vec![Licensee { serial_number: SERIAL.into(), owner: OWNER.into(), org: "fjord".into() }],
        products: ["sales", "service", "web"].map(product).to_vec(),
        users: users.collect(),
        ..Load::default()
    }
}

/// A book with the customer and these pools.
pub fn book_with(pools: Vec<Pool>) -> Book {
    let book = empty_book();
    load(&book, &Load { pools, ..customer() });
    book
}

pub fn load(book: &Book, load: &Load) {
    let report = book.load(load, &today()).unwrap();
    assert!(report.is_complete(), "{:?}", report.refused);
}

pub fn line(product: &str, total: Option<u32>) -> LicenceLine {
    LicenceLine {
        id: product.into(),
        kind: LineKind::User,
        name: String::new(),
        product: product.into(),
        terms: LineTerms::default(),
        total,
    }
}

pub fn site(product: &str) -> LicenceLine {
    LicenceLine { kind: LineKind::Site, id: format!("{product} site"), ..line(product, None) }
}

pub fn payload(version: u64, lines: Vec<LicenceLine>) -> LicencePayload {
    LicencePayload {
        lines,
        owner: OWNER.into(),
        serial_number: SERIAL.into(),
        version,
        ..LicencePayload::default()
    }
}

pub fn sign(payload: &LicencePayload) -> Vec<u8> {
    let (text, message) = licence_file::to_sign(payload).unwrap();
    licence_file::assemble(&text, key().verifying_key().as_bytes(), &key().sign(&message).to_bytes()).unwrap()
}

/// A file of the vendor's.
pub fn file(version: u64, lines: Vec<LicenceLine>) -> Vec<u8> {
    sign(&payload(version, lines))
}

pub fn stage(book: &Book, file: &[u8]) -> ActivationReport {
    book.stage(file, false, &today()).unwrap()
}

/// Stages and activates a file that blocks nothing.
pub fn take_over(book: &Book, file: &[u8]) -> ActivationReport {
    let staged = stage(book, file);
    book.activate(staged.activation.activation, &[], &today()).unwrap()
}

pub fn removal(line: &str, holders: &[&str]) -> LineRemoval {
    LineRemoval { line: line.into(), holders: holders.iter().collect() }
}

pub fn assign(book: &Book, users: &[&str], product: &str) -> Report {
    let report = book.apply(&Item::users(Op::Assign, users, &[product]).into(), &today()).unwrap();
    assert_eq!(report.summary.failed, 0, "{}", report.to_json());
    report
}

/// Total, assigned and available seats of a product.
pub fn counts(book: &Book, product: &str) -> (u64, u64, u64) {
    let counts = book.counts(product, None, today().on).unwrap();
    (counts.total, counts.assigned, counts.available)
}

/// Nothing is wrong with the book.
pub fn sound(book: &Book) {
    let found = book.verify(None).unwrap();
    assert!(found.ok, "{:?}", found.problems);
    assert_eq!(found.unverified_licences, 0);
}

pub fn status<T: std::fmt::Debug>(result: seatbook_core::Result<T>) -> Status {
    result.unwrap_err().status()
}

/// Line, old total, new total, in use, available afterwards, to remove.
pub fn sums(line: &LineDiff) -> (&str, Option<u64>, Option<u64>, u64, Option<u64>, u64) {
    (&line.line, line.old_total, line.new_total, line.in_use, line.available_after, line.to_remove)
}

pub fn all() -> PageRequest {
    PageRequest { limit: 1000, ..PageRequest::default() }
}

/// A pool's terms as the book has them, by what a load of the same finds unchanged.
pub fn has_pool(book: &Book, pool: Pool) -> bool {
    let load = Load { pools: vec![pool], ..Load::default() };
    let report = book.load(&load, &Options { dry_run: true, ..today() }).unwrap();
    report.pools.unchanged == 1
}
