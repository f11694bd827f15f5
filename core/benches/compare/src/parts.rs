//! What can be measured, by name.

use crate::bench::Bench;

mod bulk;
mod floor;
mod instructions;
mod languages;
mod memory;
mod open;
mod reads;
mod rules;
mod singles;
mod small;
mod sync;

/// A part: its name, and what it measures.
pub struct Part {
    pub name: &'static str,
    pub about: &'static str,
    pub run: fn(&mut Bench),
}

const fn part(name: &'static str, about: &'static str, run: fn(&mut Bench)) -> Part {
    Part { name, about, run }
}

/// All of them, in the order in which they are run.
pub const ALL: &[Part] = &[
    part("bulk", "one request for 1,000 to 1,000,000 users: assign, again, revoke, reuse, swap", bulk::run),
    part("small", "requests of 30, 300 and 1,000 users, and a pool that is nearly full", small::run),
    part("sync", "a list of 100,000 becomes the holders, 1 % of it changed", sync::run),
    part(
        "singles",
        "one user at a time, durable, from 1 to 16 threads; fdatasync and redb alone",
        singles::run,
    ),
    part("reads", "counts, licences, holders, coverage, journal in a book of a million users", reads::run),
    part(
        "open",
        "opening a million assignments: checked, trusted, after a kill; bytes on the disk",
        open::run,
    ),
    part("floor", "as many bytes written to redb as a bulk request writes", floor::run),
    part(
        "rules",
        "a bulk request with exclusions, prerequisites, roles and countries, and without",
        rules::run,
    ),
    part("c", "100,000 and 1,000,000 users through C, beside Rust", languages::c),
    part("python", "the same through Python, beside Rust and Python's sqlite3", languages::python),
    part("memory", "peak memory of a bulk request and of opening", memory::run),
    part(
        "instructions",
        "instructions for each assignment, by valgrind; only if named or with --callgrind",
        instructions::run,
    ),
];
