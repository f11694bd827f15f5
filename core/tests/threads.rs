//! Many threads on one book: never a seat too many, everybody an answer, errors only to those who made them.
#![allow(clippy::unwrap_used)]

use seatbook_core::model::{Org, Pool, Product, User};
use seatbook_core::{Book, Day, Item, Load, Mode, Op, OpenOptions, Options, Outcome, Status};
use std::collections::BTreeSet;
use std::sync::Barrier;

fn today() -> Options {
    Options::on(Day::from_ymd(2025, 8, 18).unwrap())
}

fn fill(book: &Book, users: u32, seats: u32) {
    let load = Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        products: vec![Product { id: "p".into(), ..Product::default() }],
        users: (0..users).map(|n| User { id: format!("u{n}"), org: "s".into(), ..User::default() }).collect(),
        pools: vec![Pool {
            id: "P".into(),
            product: "p".into(),
            org: "s".into(),
            quantity: Some(seats),
            ..Pool::default()
        }],
        ..Load::default()
    };
    assert!(book.load(&load, &today()).unwrap().is_complete());
}

fn in_file() -> (tempfile::TempDir, Book) {
    let folder = tempfile::tempdir().unwrap();
    let book = Book::create(folder.path().join("book"), &OpenOptions::default()).unwrap();
    (folder, book)
}

/// S10: of all who ask at once for the last seats exactly as many get one as there are.
#[test]
fn the_last_seats_go_to_as_many_as_there_are() {
    let (_folder, book) = in_file();
    fill(&book, 64, 7);
    let start = Barrier::new(16);
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|thread| {
                let (book, start) = (&book, &start);
                scope.spawn(move || {
                    start.wait();
                    (0..4)
                        .map(|turn| {
                            let item = Item::users(Op::Assign, [format!("u{}", thread * 4 + turn)], &["p"]);
                            let report = book.apply(&item.into(), &today()).unwrap();
                            report.row(0).unwrap().outcome()
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Assigned).count(), 7);
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::NoSeatLeft).count(), 57);
    let counts = book.counts("p", None, today().on).unwrap();
    assert_eq!((counts.assigned, counts.available), (7, 0));
    assert!(book.verify(None).unwrap().ok);
}

/// Requests that share a commit are numbered one after the other, and a bad one spoils none of the others.
#[test]
fn each_gets_its_own_answer_from_a_shared_commit() {
    let (_folder, book) = in_file();
    fill(&book, 400, 400);
    let answers: Vec<(u64, u64)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|thread| {
                let book = &book;
                scope.spawn(move || {
                    let mut revisions = Vec::new();
                    for turn in 0..25 {
                        let user = format!("u{}", thread * 50 + turn);
                        let bad = Item::users(Op::Assign, [&user], &["no such product"]);
                        let error = book.apply(&bad.into(), &today()).unwrap_err();
                        assert_eq!(error.status(), Status::UnknownProduct);
                        let mut options = today();
                        options.request_id = format!("{thread}-{turn}");
                        let item = Item::users(Op::Assign, [&user], &["p"]);
                        let report = book.apply(&item.clone().into(), &options).unwrap();
                        assert_eq!(report.row(0).unwrap().target(), user);
                        let again = book.apply(&item.into(), &options).unwrap();
                        assert!(again.replayed);
                        assert_eq!(again.revision, report.revision);
                        revisions.push((report.operation.unwrap(), report.revision));
                    }
                    assert!(revisions.is_sorted(), "an earlier request of a thread came after a later one");
                    revisions
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let operations: BTreeSet<u64> = answers.iter().map(|(operation, _)| *operation).collect();
    assert_eq!(operations, (2..=201).collect(), "operation 1 is the load");
    assert!(book.verify(None).unwrap().ok);
}

/// An atomic request that shares a commit with others is all or nothing by itself.
#[test]
fn atomic_requests_keep_to_themselves() {
    let (_folder, book) = in_file();
    fill(&book, 100, 30);
    std::thread::scope(|scope| {
        for thread in 0..10 {
            let book = &book;
            scope.spawn(move || {
                let users: Vec<String> = (0..10).map(|n| format!("u{}", thread * 10 + n)).collect();
                let mut options = today();
                options.mode = Mode::Atomic;
                let report = book.apply(&Item::users(Op::Assign, &users, &["p"]).into(), &options).unwrap();
                assert!(report.summary.changed == 10 || report.summary.changed == 0);
                for user in &users {
                    let held = book.licences(user, today().on).unwrap().len() as u64;
                    assert_eq!(held * 10, report.summary.changed);
                }
            });
        }
    });
    assert_eq!(book.counts("p", None, today().on).unwrap().assigned, 30);
}

/// What was just written is seen, by every thread, and never goes back.
#[test]
fn readers_beside_a_writer_see_whole_operations() {
    let (_folder, book) = in_file();
    fill(&book, 200, 200);
    std::thread::scope(|scope| {
        let book = &book;
        let writer = scope.spawn(move || {
            for n in 0..20 {
                let users: Vec<String> = (0..10).map(|k| format!("u{}", n * 10 + k)).collect();
                book.apply(&Item::users(Op::Assign, &users, &["p"]).into(), &today()).unwrap();
                assert_eq!(book.counts("p", None, today().on).unwrap().assigned, (n + 1) * 10);
            }
        });
        let mut last = 0;
        while !writer.is_finished() {
            let counts = book.counts("p", None, today().on).unwrap();
            assert_eq!(counts.assigned % 10, 0, "half an operation was seen");
            assert!(counts.assigned >= last, "the book went back");
            assert_eq!(counts.total, counts.assigned + counts.available);
            last = counts.assigned;
        }
    });
}
