//! What can be measured, by name.

use crate::bench::Bench;

mod bulk;

/// A part: its name, and what it measures.
pub struct Part {
    pub name: &'static str,
    pub about: &'static str,
    pub run: fn(&mut Bench),
}

/// All of them, in the order in which they are run.
pub const ALL: &[Part] = &[Part {
    name: "bulk",
    about: "one request for 1,000 to 1,000,000 users: assign, again, revoke, reuse, swap",
    run: bulk::run,
}];
