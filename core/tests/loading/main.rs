//! What becomes of the book when a host loads, removes and merges: leavers, rules, tombstones, replays.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

mod again;
mod big;
#[path = "../support/catalogue.rs"]
mod catalogue;
mod help;
mod leavers;
mod merge;
mod removal;
mod rules;
