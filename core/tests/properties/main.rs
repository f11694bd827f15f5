//! What holds of every book and everything that is done to it, whatever it is: no second judgement is needed to see that it does
//! not. Random stories; before each of their steps the book is copied, and the properties are tried on copies. A failure prints
//! its seed and its story; `SEATBOOK_SEED=7` plays only that one, `SEATBOOK_STORIES=500` plays more.
#![allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

mod answers;
mod asks;
mod counts;
mod days;
mod dice;
mod dry;
mod order;
mod story;
mod twice;
mod undo;
mod world;
