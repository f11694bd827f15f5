//! The seat rules, each in the file of its name. They look at plain data and decide; they read and write nothing.

pub(crate) mod eligibility;
pub(crate) mod exclusion;
pub(crate) mod prerequisite;
pub(crate) mod seat_choice;
pub(crate) mod shape;
