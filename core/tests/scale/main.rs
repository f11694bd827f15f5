//! Books of the size that happens: what they answer, and how often they go to the store for it. Nothing is measured in seconds here,
//! which are different every time; reads and writes are not. `SEATBOOK_SCALE=full` takes the sizes that take minutes in a
//! development build.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

#[path = "../support/catalogue.rs"]
mod catalogue;
mod counted;
mod crowd;
mod pairs;
mod sources;
mod tree;

use seatbook_core::Options;

fn today() -> Options {
    Options::on("2025-08-18".parse().unwrap())
}

/// Whether there is time for everything.
fn full() -> bool {
    std::env::var("SEATBOOK_SCALE").is_ok_and(|size| size == "full")
}
