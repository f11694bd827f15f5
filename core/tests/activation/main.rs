//! Licence files: refused when they must be, looked at line by line, reduced, taken over, and never half.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

mod crash;
mod edited;
mod file;
mod lines;
mod race;
mod random;
mod reduction;
mod states;
mod story;
mod world;
