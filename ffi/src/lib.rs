//! libseatbook: the book of licence seats for C and whatever can call C.
//!
//! The contract stands at the top of `include/seatbook.h`. One C noun is one file here. Pointers become Rust values in
//! `boundary` and nowhere else; every exported function that takes one is `unsafe` to Rust because its caller vouches for
//! that contract.
#![allow(non_camel_case_types, reason = "these are the names that C sees")]
#![allow(clippy::missing_safety_doc, reason = "the contract is the safety section of every function")]
#![allow(clippy::doc_markdown, reason = "the comments become the header's, with names as C writes them")]

#[cfg(panic = "abort")]
compile_error!("libseatbook turns panics into statuses: build it with panic = \"unwind\"");

#[macro_use]
mod boundary;
mod handle;
mod process;

// Grouped as the header shows them; within a group by name.
pub mod version;

pub mod outcome;
pub mod status;
pub mod words;

pub mod day;
pub mod error;
pub mod text;

pub mod book;
pub mod cancel;

pub mod load;
pub mod load_report;
pub mod pool;
pub mod removal;
pub mod removal_report;
pub mod roster;
pub mod rules;

pub mod options;
pub mod request;
pub mod user_list;

pub mod advance;
pub mod apply;
pub mod report;
pub mod row;

pub mod activation;
pub mod activation_diff;
pub mod activation_lines;
pub mod activation_report;
pub mod reduction;

pub mod breakdown;
pub mod counts;
pub mod coverage;
pub mod entitled;
pub mod holders;
pub mod journal;
pub mod licences;
pub mod query;
pub mod supply;
pub mod users;
pub mod verification;
pub mod waitlist;
