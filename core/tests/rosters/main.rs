//! Rosters of every format: samples, faults on known lines, loading in portions, and bytes that mean nothing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod bytes;
mod faults;
mod files;
mod licences;
mod lists;
mod loading;
mod one_roster;
mod others;
mod products;
mod samples;
mod slips;
mod spoilt;
