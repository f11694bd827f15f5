//! A process that is killed in the middle of a bulk leaves all of it or nothing, and the retry by request id says which.
//!
//! The test runs itself as the process that is killed.
#![allow(clippy::unwrap_used)]

use seatbook_core::model::{Org, Pool, Product, User};
use seatbook_core::{Book, Day, Item, Load, Op, OpenOptions, Options, Outcome, Request, Status};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const CHILD: &str = "SEATBOOK_TEST_CRASH_BOOK";
const USERS: u32 = 4_000;

fn today() -> Options {
    Options::on(Day::from_ymd(2025, 8, 18).unwrap())
}

fn bulk(round: u64) -> (Request, Options) {
    let op = if round.is_multiple_of(2) { Op::Assign } else { Op::Revoke };
    let options = Options { request_id: format!("round-{round}"), ..today() };
    (Item::users(op, (0..USERS).map(|n| format!("u{n}")), &["p"]).into(), options)
}

fn make(path: &Path) {
    let book = Book::create(path, &OpenOptions::default()).unwrap();
    let load = Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        products: vec![Product { id: "p".into(), ..Product::default() }],
        users: (0..USERS).map(|n| User { id: format!("u{n}"), org: "s".into(), ..User::default() }).collect(),
        pools: vec![Pool {
            id: "P".into(),
            product: "p".into(),
            org: "s".into(),
            quantity: Some(USERS),
            release: seatbook_core::model::Release::Fresh,
            ..Pool::default()
        }],
        ..Load::default()
    };
    book.load(&load, &today()).unwrap();
    book.close().unwrap();
}

/// The process that is killed: one bulk after the other, a line when each is acknowledged.
#[test]
#[allow(clippy::print_stdout)]
fn child_process() {
    let Ok(place) = std::env::var(CHILD) else { return };
    let (path, first) = place.rsplit_once('#').unwrap();
    println!("\nopening");
    let book = Book::open(path, &OpenOptions::default()).unwrap();
    for round in first.parse::<u64>().unwrap().. {
        let (request, options) = bulk(round);
        let report = book.apply(&request, &options).unwrap();
        assert_eq!(report.summary.failed, 0);
        println!("\ndone {round}");
    }
}

fn spawn(path: &Path, first: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_process", "--nocapture", "--test-threads", "1"])
        .env(CHILD, format!("{}#{first}", path.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_killed_bulk_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    make(&path);
    let (mut round, mut ahead) = (0, 0);
    for kill in 0..20_u64 {
        let mut child = spawn(&path, round);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Some are killed while they open, some in the middle of a bulk, at a moment that differs each time.
        let wait_for = if kill.is_multiple_of(5) { "opening" } else { "done" };
        let mut told = None;
        for line in lines.by_ref().map_while(Result::ok) {
            told = line.strip_prefix("done ").and_then(|number| number.parse::<u64>().ok()).or(told);
            if line.starts_with(wait_for) {
                break;
            }
        }
        std::thread::sleep(Duration::from_micros(kill * 1_700 % 23_000));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            told = line.strip_prefix("done ").and_then(|number| number.parse::<u64>().ok()).or(told);
        }
        round = told.map_or(round, |told| told + 1);
        ahead += u64::from(recover(&path, round));
        round += 1;
    }
    assert!(ahead <= 20);
}

/// Opens after the kill; `round` is the first bulk that was not acknowledged. Answers whether it had been committed.
fn recover(path: &Path, round: u64) -> bool {
    let book = Book::open(path, &OpenOptions::default()).unwrap();
    let found = book.verify(None).unwrap();
    assert!(found.ok, "{found:?}");
    let held = book.counts("p", None, today().on).unwrap().assigned;
    assert!(held == 0 || held == u64::from(USERS), "{held} of {USERS} seats: part of a bulk was kept");
    let (request, options) = bulk(round);
    let report = book.apply(&request, &options).unwrap();
    let wanted = if round.is_multiple_of(2) { Outcome::Assigned } else { Outcome::Revoked };
    assert_eq!(
        report.count(wanted),
        USERS as usize,
        "the retry answers for every user as if for the first time"
    );
    let again = book.apply(&request, &options).unwrap();
    assert!(again.replayed);
    assert_eq!(again.revision, report.revision);
    let other = Options { request_id: options.request_id.clone(), ..today() };
    let error = book.apply(&Item::users(Op::Assign, ["u1"], &["p"]).into(), &other).unwrap_err();
    assert_eq!(error.status(), Status::RequestReused);
    book.close().unwrap();
    report.replayed
}

#[test]
fn a_second_process_is_told_that_the_book_is_busy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    make(&path);
    let mut child = spawn(&path, 0);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.by_ref().map_while(Result::ok).find(|line| line.starts_with("done")).unwrap();
    let options = OpenOptions { busy_timeout: Duration::from_millis(50), ..OpenOptions::default() };
    let asked = Instant::now();
    let error = Book::open(&path, &options).err().unwrap();
    assert_eq!(error.status(), Status::Busy);
    assert!(asked.elapsed() >= Duration::from_millis(50), "it did not wait as long as it was told to");
    // Reading beside the writer works.
    let reader = Book::open(&path, &OpenOptions { read_only: true, ..OpenOptions::default() }).unwrap();
    assert_eq!(
        reader.licences("u1", today().on).unwrap().len() % 2,
        reader.licences("u1", today().on).unwrap().len()
    );
    let error = reader.apply(&bulk(0).0, &today()).unwrap_err();
    assert_eq!(error.status(), Status::ReadOnly);
    child.kill().unwrap();
    child.wait().unwrap();
}
