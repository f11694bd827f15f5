//! The seat rules, each in the file of its name. They look at plain data and decide; they read and write nothing.

pub(crate) mod eligibility;
#[allow(dead_code, reason = "the planner is about to ask")]
pub(crate) mod exclusion;
#[allow(dead_code, reason = "the planner is about to ask")]
pub(crate) mod prerequisite;
pub(crate) mod seat_choice;
#[allow(dead_code, reason = "the planner is about to ask")]
pub(crate) mod shape;
