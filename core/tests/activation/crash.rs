//! A process that is killed between any two writes of an activation leaves the book before it or after it.
//!
//! The test runs itself as the process that is killed: at a certain operation on the file, it kills itself with signal 9.

use crate::world::*;
use seatbook_core::activation::ActivationState;
use seatbook_core::store::redb::fault::{Fault, Injection, Operation};
use seatbook_core::store::redb::{RedbStore, StoreOptions};
use seatbook_core::{Book, Load, Options};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const CHILD: &str = "SEATBOOK_TEST_ACTIVATION_BOOK";

/// Kills the process when it is about to change the file for the n-th time.
#[derive(Debug)]
struct Kill {
    left: AtomicU64,
}

impl Fault for Kill {
    fn before(&self, operation: Operation) -> Injection {
        let changes = matches!(operation, Operation::Write | Operation::Resize | Operation::Sync);
        if changes && self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            let own = std::process::id().to_string();
            let _ = Command::new("kill").args(["-9", &own]).status();
            loop {
                std::thread::park();
            }
        }
        Injection::Pass
    }
}

fn make(path: &Path) -> u64 {
    let book = Book::create(path, &trusting()).unwrap();
    load(
        &book,
        &Load { pools: vec![pool("a", "sales", Some(20)), pool("s", "service", Some(3))], ..customer() },
    );
    let users: Vec<String> = (0..15).map(|n| format!("u{n}")).collect();
    assign(&book, &users.iter().map(String::as_str).collect::<Vec<_>>(), "sales");
    let number = stage(&book, &file(1, lines())).activation.activation;
    book.close().unwrap();
    number
}

fn lines() -> Vec<seatbook_core::licence_file::LicenceLine> {
    vec![line("sales", Some(6)), line("web", Some(4)), site("service")]
}

fn chosen() -> Vec<seatbook_core::LineRemoval> {
    let users: Vec<String> = (3..12).map(|n| format!("u{n}")).collect();
    vec![removal("sales", &users.iter().map(String::as_str).collect::<Vec<_>>())]
}

fn with_id() -> Options {
    Options { request_id: "take over".into(), ..today() }
}

/// The process that is killed.
#[test]
fn child_process() {
    let Ok(place) = std::env::var(CHILD) else { return };
    let mut words = place.rsplitn(3, '#');
    let left: u64 = words.next().unwrap().parse().unwrap();
    let number: u64 = words.next().unwrap().parse().unwrap();
    let path = Path::new(words.next().unwrap());
    let kill = Arc::new(Kill { left: AtomicU64::new(u64::MAX) });
    let options =
        StoreOptions { faults: Some(Arc::clone(&kill) as Arc<dyn Fault>), ..StoreOptions::default() };
    let store = RedbStore::open(path, &options).unwrap();
    let book = Book::with_store(Box::new(store), &trusting()).unwrap();
    kill.left.store(left, Ordering::SeqCst);
    book.activate(number, &chosen(), &with_id()).unwrap();
    // The way out is not what is tested.
    std::process::exit(0);
}

#[test]
fn killed_between_any_two_writes_it_is_before_or_after() {
    let folder = tempfile::tempdir().unwrap();
    let (original, path) = (folder.path().join("book"), folder.path().join("killed"));
    let number = make(&original);
    let (mut before, mut after) = (0, 0);
    for left in 1.. {
        std::fs::copy(&original, &path).unwrap();
        let ended = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::child_process", "--test-threads", "1"])
            .env(CHILD, format!("{}#{number}#{left}", path.display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        let book = Book::open(&path, &trusting()).unwrap();
        sound(&book);
        let state = book.activation(number).unwrap().state;
        let (sales, web) = (counts(&book, "sales"), book.counts("web", None, today().on).unwrap().total);
        match state {
            ActivationState::Pending => assert_eq!((sales, web), ((20, 15, 5), 0), "write {left}"),
            _ => assert_eq!((sales, web), ((6, 6, 0), 4), "write {left}"),
        }
        if ended.success() {
            assert_eq!(state, ActivationState::Activated, "what was acknowledged is there");
            break;
        }
        // Asking again with the same request id ends in the same book, whichever it was.
        let again = book.activate(number, &chosen(), &with_id()).unwrap();
        assert_eq!(again.replayed, state == ActivationState::Activated);
        assert_eq!(counts(&book, "sales"), (6, 6, 0));
        sound(&book);
        before += u64::from(state == ActivationState::Pending);
        after += u64::from(state == ActivationState::Activated);
    }
    println!("killed at each of {} writes: {before} before, {after} after", before + after);
    assert!(before > 3, "the activation was not killed in the middle of its writes");
}
