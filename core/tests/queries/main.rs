//! The questions: lists page by page, people by name, and what days and terms make of seats.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod answers;
mod days;
mod explain;
mod help;
mod json;
mod lists;
mod paging;
