//! What is asked of both books, as plain data: the real one reads it as the JSON document that hosts send.

use seatbook_core::{Day, Mode, SeatChoice};
use serde::{Deserialize, Serialize};

/// What an item asks for, and what a row says was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    #[default]
    Assign,
    Revoke,
    Reuse,
    Start,
    Swap,
    Sync,
    Undo,
    Cancel,
    Merge,
}

impl Verb {
    pub fn word(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Revoke => "revoke",
            Self::Reuse => "reuse",
            Self::Start => "start",
            Self::Swap => "swap",
            Self::Sync => "sync",
            Self::Undo => "undo",
            Self::Cancel => "cancel",
            Self::Merge => "merge",
        }
    }
}

#[allow(clippy::struct_excessive_bools, reason = "independent fields of a document")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    pub op: Verb,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder_groups: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder_orgs: Option<Vec<String>>,
    #[serde(skip_serializing_if = "is_no")]
    pub all_holders: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<u32>,
    #[serde(skip_serializing_if = "is_new")]
    pub seat_choice: SeatChoice,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled_plans: Option<Vec<String>>,
    #[serde(skip_serializing_if = "is_zero")]
    pub priority: i32,
    #[serde(skip_serializing_if = "is_no")]
    pub waitlist: bool,
    #[serde(skip_serializing_if = "is_no")]
    pub all_sources: bool,
    #[serde(skip_serializing_if = "is_no")]
    pub everything: bool,
    #[serde(skip_serializing_if = "is_no")]
    pub keep_others: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<u64>,
}

impl Item {
    /// Which seats it may take.
    pub fn choice(&self) -> SeatChoice {
        if self.op == Verb::Reuse { SeatChoice::Reuse } else { self.seat_choice }
    }
}

/// All rows of one target or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    #[default]
    Row,
    User,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub id: String,
    pub role: String,
}

/// A request with its options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    pub on: Day,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Actor>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request_id: String,
    #[serde(default, skip_serializing_if = "is_best_effort")]
    pub mode: Mode,
    #[serde(default, skip_serializing_if = "is_row")]
    pub unit: Unit,
    #[serde(default, skip_serializing_if = "is_no")]
    pub dry_run: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_revision: Option<u64>,
    pub items: Vec<Item>,
}

impl Ask {
    pub fn on(on: Day, items: Vec<Item>) -> Self {
        Self {
            on,
            actor: None,
            request_id: String::new(),
            mode: Mode::BestEffort,
            unit: Unit::Row,
            dry_run: false,
            expected_revision: None,
            items,
        }
    }

    /// The document that hosts send.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_no(value: &bool) -> bool {
    !*value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(value: &i32) -> bool {
    *value == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_new(value: &SeatChoice) -> bool {
    *value == SeatChoice::New
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_best_effort(value: &Mode) -> bool {
    *value == Mode::BestEffort
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_row(value: &Unit) -> bool {
    *value == Unit::Row
}
