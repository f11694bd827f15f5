//! Handles as Rust sees them: what C programs cannot provoke.

use super::*;

fn open(patience_ms: u64) -> *mut seatbook_book {
    insert(Book::in_memory().unwrap(), Duration::from_millis(patience_ms)).unwrap()
}

fn status_of(handle: *const seatbook_book) -> Status {
    with_book(handle, Book::revision).map_or_else(|error| error.status(), |_| Status::Ok)
}

#[test]
fn a_panic_poisons_its_book_and_no_other() {
    let (hurt, other) = (open(1000), open(1000));
    let error = with_book::<()>(hurt, |_| panic!("{} is wrong", 7)).unwrap_err();
    assert_eq!(error.status(), Status::Internal);
    assert!(error.message().contains("7 is wrong"), "{error}");
    assert_eq!(status_of(hurt), Status::Poisoned);
    assert_eq!(status_of(other), Status::Ok);
    close(hurt).unwrap();
    assert_eq!(status_of(hurt), Status::InvalidHandle);
    close(other).unwrap();
}

#[test]
fn close_waits_for_a_call_that_ends_in_time() {
    let handle = open(30_000);
    let address = handle.addr();
    let (begun, wait) = std::sync::mpsc::channel();
    let (go, told) = std::sync::mpsc::channel::<()>();
    let caller = std::thread::spawn(move || {
        let handle: *const seatbook_book = ptr::without_provenance(address);
        with_book(handle, |book| {
            begun.send(()).unwrap();
            told.recv().unwrap();
            book.revision()
        })
    });
    wait.recv().unwrap();
    let closer = std::thread::spawn(move || close(ptr::without_provenance_mut(address)));
    // The book refuses new calls from the moment on that somebody waits to close it.
    while status_of(handle) == Status::Ok {
        std::thread::yield_now();
    }
    assert_eq!(status_of(handle), Status::Busy);
    assert_eq!(close(handle).unwrap_err().status(), Status::Busy);
    go.send(()).unwrap();
    assert_eq!(caller.join().unwrap().unwrap(), 0);
    closer.join().unwrap().unwrap();
    assert_eq!(status_of(handle), Status::InvalidHandle);
}

#[test]
fn close_gives_up_on_a_call_that_does_not_end() {
    let handle = open(1);
    let given_up = with_book(handle, |_| Ok(close(handle))).unwrap();
    assert_eq!(given_up.unwrap_err().status(), Status::Busy);
    assert_eq!(status_of(handle), Status::Ok);
    close(handle).unwrap();
}

#[test]
fn numbers_are_not_given_out_twice() {
    let mut seen = std::collections::HashSet::new();
    for _ in 0..100 {
        let handle = open(1);
        assert!(seen.insert(handle.addr()));
        close(handle).unwrap();
    }
}
