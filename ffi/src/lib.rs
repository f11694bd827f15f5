//! libseatbook: the book of licence seats for C and whatever can call C.
//!
//! The contract stands at the top of `include/seatbook.h`. One C noun is one file here. Pointers become Rust values in
//! `boundary` and nowhere else; every exported function is `unsafe` to Rust because its caller vouches for that contract.
#![allow(non_camel_case_types, reason = "these are the names that C sees")]
#![allow(
    clippy::missing_safety_doc,
    reason = "the header's contract is the safety section of every function"
)]

#[cfg(panic = "abort")]
compile_error!("libseatbook turns panics into statuses: build it with panic = \"unwind\"");

#[macro_use]
mod boundary;
mod handle;

pub mod apply;
pub mod book;
pub mod cancel;
pub mod counts;
pub mod day;
pub mod error;
pub mod holders;
pub mod journal;
pub mod licences;
pub mod load;
pub mod load_report;
pub mod options;
pub mod outcome;
pub mod pool;
pub mod query;
pub mod report;
pub mod request;
pub mod roster;
pub mod row;
pub mod status;
pub mod supply;
pub mod text;
pub mod verification;
pub mod version;
pub mod words;
