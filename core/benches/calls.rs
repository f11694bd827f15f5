//! Single calls, each measured by itself: to see what a change does to one of them. What they cost beside what people would use
//! instead tells the program in `compare`.
//!
//! `cargo bench -p seatbook-bench`, or `cargo bench -p seatbook-bench -- holders` for some.
#![allow(clippy::unwrap_used, missing_docs, reason = "a program for measuring: what goes wrong ends it")]

use divan::Bencher;
use divan::counter::ItemsCount;
use seatbook_core::model::{Org, Pool, Product, Release, User};
use seatbook_core::query::PageRequest;
use seatbook_core::{Book, IdList, Item, Load, Op, OpenOptions, Options, Report, Request, Who};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;

/// Users of the book that questions are asked.
const USERS: u32 = 100_000;

fn main() {
    divan::main();
}

fn id(number: u32) -> String {
    format!("user{number:08}@school.example")
}

fn today() -> Options {
    Options::on("2025-08-18".parse().unwrap())
}

/// The ids of the first users, in an order that is far from theirs.
fn ids(users: u32) -> Arc<IdList> {
    // Any odd step that shares no factor with a power of ten goes through all.
    Arc::new((0..users).map(|at| id((u64::from(at) * 7_919 % u64::from(users)) as u32)).collect())
}

/// A book with a pool that has a seat for everybody, and the folder that it goes away with.
fn book(users: u32) -> (TempDir, Book) {
    let folder = tempfile::tempdir().unwrap();
    let book = Book::create(folder.path().join("school.book"), &OpenOptions::default()).unwrap();
    let org =
        |id: String, parent: Option<&str>| Org { id, parent: parent.map(str::to_owned), ..Org::default() };
    let schools = (0..100).map(|n| org(format!("school-{n}"), Some("district")));
    let load = Load {
        orgs: schools.chain([org("district".into(), None)]).collect(),
        users: (0..users)
            .map(|n| User { id: id(n), org: format!("school-{}", n % 100), ..User::default() })
            .collect(),
        products: vec![Product { id: "maths".into(), ..Product::default() }],
        pools: vec![Pool {
            id: "order".into(),
            product: "maths".into(),
            org: "district".into(),
            quantity: Some(users),
            duration: "12 months".parse().ok(),
            release: Release::Reuse,
            ..Pool::default()
        }],
        ..Load::default()
    };
    book.load(&load, &today()).unwrap();
    (folder, book)
}

fn run(book: &Book, op: Op, users: &Arc<IdList>) -> Report {
    let item = Item::new(op, Who::Users(Arc::clone(users)), &["maths"]);
    book.apply(&Request::from(item), &today()).unwrap()
}

/// A book in which everybody has a seat, to be asked.
static ASKED: LazyLock<(TempDir, Book)> = LazyLock::new(|| {
    let (folder, book) = book(USERS);
    assert_eq!(run(&book, Op::Assign, &ids(USERS)).summary.changed, u64::from(USERS));
    (folder, book)
});

const SIZES: [u32; 3] = [30, 1_000, 100_000];

#[divan::bench(args = SIZES, sample_count = 10)]
fn assign(bencher: Bencher<'_, '_>, users: u32) {
    measure(bencher, users, &[], Op::Assign);
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn assign_again(bencher: Bencher<'_, '_>, users: u32) {
    measure(bencher, users, &[Op::Assign], Op::Assign);
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn revoke(bencher: Bencher<'_, '_>, users: u32) {
    measure(bencher, users, &[Op::Assign], Op::Revoke);
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn reuse(bencher: Bencher<'_, '_>, users: u32) {
    measure(bencher, users, &[Op::Assign, Op::Revoke], Op::Reuse);
}

/// An operation on all users of a book, after others.
fn measure(bencher: Bencher<'_, '_>, users: u32, before: &[Op], op: Op) {
    let ids = ids(users);
    bencher
        .counter(ItemsCount::new(users))
        .with_inputs(|| {
            let (folder, book) = book(users);
            for op in before {
                run(&book, *op, &ids);
            }
            (folder, book)
        })
        // What is answered is dropped after the clock has stopped.
        .bench_local_refs(|(_, book)| run(book, op, &ids));
}

#[divan::bench]
fn counts(bencher: Bencher<'_, '_>) {
    let on = today().on;
    bencher.bench_local(|| ASKED.1.counts("maths", None, on).unwrap());
}

#[divan::bench]
fn licences_of_a_user(bencher: Bencher<'_, '_>) {
    let (on, user) = (today().on, id(USERS / 2));
    bencher.bench_local(|| ASKED.1.licences(&user, on).unwrap());
}

#[divan::bench]
fn holders_page_of_100(bencher: Bencher<'_, '_>) {
    let (on, page) = (today().on, PageRequest { limit: 100, ..PageRequest::default() });
    bencher.bench_local(|| ASKED.1.holders("maths", on, &page).unwrap());
}

#[divan::bench]
fn journal_of_a_user(bencher: Bencher<'_, '_>) {
    let user = id(USERS / 2);
    bencher.bench_local(|| ASKED.1.journal(Some(&user), &PageRequest::default()).unwrap());
}
