//! The boundary under arguments that no honest caller passes.

use super::*;
use crate::error::{seatbook_error_free, seatbook_error_message, seatbook_error_status};

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Old {
    size: usize,
    a: u64,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
struct New {
    size: usize,
    a: u64,
    b: u64,
}

// SAFETY: plain integers, size first.
unsafe impl SizedStruct for Old {
    const NAME: &'static str = "old";
}
// SAFETY: plain integers, size first, `b` added at the end.
unsafe impl SizedStruct for New {
    const NAME: &'static str = "new";
    const FIRST: usize = size_of::<Old>();
}

pub(super) fn caller() -> Caller<'static> {
    // SAFETY: the tests pass NULL or locals.
    unsafe { Caller::vouch() }
}

#[test]
fn an_old_caller_meets_a_new_library() {
    let old = Old { size: size_of::<Old>(), a: 1 };
    let new = caller().sized(ptr::from_ref(&old).cast::<New>()).unwrap();
    assert_eq!((new.a, new.b), (1, 0));
}

#[test]
fn a_new_caller_meets_an_old_library() {
    let plain = New { size: size_of::<New>(), a: 1, b: 0 };
    assert_eq!(caller().sized(ptr::from_ref(&plain).cast::<Old>()).unwrap().a, 1);
    let daring = New { b: 7, ..plain };
    let refused = caller().sized(ptr::from_ref(&daring).cast::<Old>()).unwrap_err();
    assert_eq!(refused.status(), Status::WrongSize);
}

#[test]
fn sizes_that_cannot_be() {
    for size in [0, 1, size_of::<Old>() - 1, STRUCT_BYTES + 1, usize::MAX] {
        let wrong = New { size, a: 0, b: 0 };
        assert_eq!(caller().sized(&raw const wrong).unwrap_err().status(), Status::WrongSize, "{size}");
    }
}

#[test]
fn an_out_struct_grows_with_its_caller() {
    let mut place = [usize::MAX; 4];
    place[0] = size_of::<[usize; 4]>();
    caller().out_struct(place.as_mut_ptr().cast::<Old>()).unwrap().set(&Old { size: 0, a: 5 });
    assert_eq!(place, [32, 5, 0, 0]);
    let mut small = [16_usize, 9, 77];
    caller().out_struct(small.as_mut_ptr().cast::<New>()).unwrap().set(&New { size: 0, a: 6, b: 8 });
    assert_eq!(small, [16, 6, 77]);
}

#[test]
fn a_panic_becomes_a_status() {
    let mut error = ptr::null_mut();
    let status = guard(caller(), &raw mut error, |_| panic!("{} is wrong", 7));
    assert_eq!(status, seatbook_status::SEATBOOK_INTERNAL);
    // SAFETY: `error` came from `guard`.
    unsafe {
        assert_eq!(seatbook_error_status(error), status);
        let text = seatbook_error_message(error);
        let text = caller().text(text, "message", 1000).unwrap();
        assert_eq!(text, "internal error: 7 is wrong; please report it");
        seatbook_error_free(error);
    }
    let refused = guard(caller(), ptr::null_mut(), |_| Err(misuse(Status::Limit, "x")));
    assert_eq!(refused, seatbook_status::SEATBOOK_LIMIT);
}

#[test]
fn texts() {
    let c = caller();
    let of = |data: *const u8, len| seatbook_str { data: data.cast(), len };
    assert_eq!(c.text(of(ptr::null(), 0), "user", 9).unwrap(), "");
    assert_eq!(c.text(of(ptr::null(), 3), "user", 9).unwrap_err().status(), Status::NullArgument);
    assert_eq!(c.text(of("åsa".as_ptr(), 4), "user", 9).unwrap(), "åsa");
    assert_eq!(c.text(of([0xff].as_ptr(), 1), "user", 9).unwrap_err().status(), Status::InvalidUtf8);
    assert_eq!(c.text(of("a".as_ptr(), usize::MAX), "user", usize::MAX).unwrap_err().status(), Status::Limit);
    assert_eq!(c.text(of("a".as_ptr(), 10), "user", 9).unwrap_err().status(), Status::Limit);
    let misaligned = ptr::without_provenance::<seatbook_str>(1);
    assert_eq!(c.ids(misaligned, 1, "users", 9).unwrap_err().status(), Status::InvalidArgument);
}

/// `unsafe` blocks and impls stand in boundary.rs, its tests, and nowhere else.
#[test]
fn unsafe_stands_here_alone() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("boundary.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for forbidden in ["unsafe {", "unsafe impl"] {
            assert!(!source.contains(forbidden), "{}: `{forbidden}`", path.display());
        }
    }
}
