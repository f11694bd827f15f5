//! What a host takes out of the book, and what it is answered.

use crate::error::Result;
use crate::load::{Refusal, with_report};
use crate::report::Report;
use crate::request::json::{check_format, parse};
use crate::term::Day;
use serde::{Deserialize, Serialize};

/// What to take out of the book. What is in use is refused, unless its seats are given back in the same step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// `seatbook.remove/1`, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Ids of users.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<String>,
    /// Ids of groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Ids of pools; their seats go with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<String>,
    /// Ids of products that have no pools, or whose pools are removed here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// Ids of exclusions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
    /// Ids of prerequisites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prerequisites: Vec<String>,
    /// Take back the seats that are in use first; if one of them cannot be taken back, what it belongs to stays as it was.
    #[serde(default)]
    pub give_back: bool,
}

impl Removal {
    /// Reads a document of the format `seatbook.remove/1`.
    pub fn from_json(json: &str) -> Result<Self> {
        let removal: Self = parse(json, "document of what to remove")?;
        check_format(removal.format.as_deref(), "seatbook.remove/1")?;
        Ok(removal)
    }

    /// How many things it names.
    pub fn len(&self) -> usize {
        self.users.len()
            + self.groups.len()
            + self.pools.len()
            + self.products.len()
            + self.exclusions.len()
            + self.prerequisites.len()
    }

    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What became of the things of one sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalTally {
    /// Not in the book any more.
    pub removed: u64,
    /// Still there; the report says why for each.
    pub refused: u64,
}

/// What a removal answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemovalReport {
    /// `seatbook.removal_report/1`.
    pub format: String,
    /// Number of the operation in the journal; `None` if it was not journalled.
    pub operation: Option<u64>,
    /// The request id, if it had one.
    pub request_id: String,
    /// Whether this is the stored answer to an earlier request with the same id.
    pub replayed: bool,
    /// Whether it was only a dry run.
    pub dry_run: bool,
    /// The book's revision after it.
    pub revision: u64,
    /// The day on which it happened.
    pub on: Day,
    /// Users.
    pub users: RemovalTally,
    /// Groups.
    pub groups: RemovalTally,
    /// Pools.
    pub pools: RemovalTally,
    /// Products.
    pub products: RemovalTally,
    /// Exclusions and prerequisites.
    pub rules: RemovalTally,
    /// Everything that was not removed, in the order users, groups, pools, products, exclusions, prerequisites.
    pub refused: Vec<Refusal>,
    /// The seats that it took back, if there are any: format `seatbook.report/1`.
    #[serde(skip)]
    pub report: Option<Report>,
}

impl RemovalReport {
    /// Whether everything was removed.
    pub fn is_complete(&self) -> bool {
        self.refused.is_empty()
    }

    fn tallies(&mut self) -> [&mut RemovalTally; 5] {
        [&mut self.users, &mut self.groups, &mut self.pools, &mut self.products, &mut self.rules]
    }

    /// Things named, removed, there already (never), and not removed.
    pub(crate) fn sums(&self) -> (u64, u64, u64, u64) {
        let all = [self.users, self.groups, self.pools, self.products, self.rules];
        let removed = all.iter().map(|tally| tally.removed).sum();
        let refused = self.refused.len() as u64;
        (removed + refused, removed, 0, refused)
    }

    /// Nothing was removed after all.
    pub(crate) fn roll_back(&mut self) {
        for tally in self.tallies() {
            tally.removed = 0;
        }
    }

    /// The report as JSON, format `seatbook.removal_report/1`.
    pub fn to_json(&self) -> String {
        with_report(serde_json::to_string(self).unwrap_or_default(), self.report.as_ref())
    }
}
