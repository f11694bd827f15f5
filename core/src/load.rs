//! What a host tells the book: orgs, users, groups, products, rules and pools, put in or brought up to date in bulk.

use crate::error::{Result, Status};
use crate::model::{Exclusion, Group, Licensee, Org, Pool, Prerequisite, Product, Settings, User};
use crate::report::Report;
use crate::request::json::{check_format, parse};
use crate::term::Day;
use serde::{Deserialize, Serialize};

mod changes;

pub use changes::{GroupChange, UserChange};

/// What to put into the book. Things that are there already are replaced whole, field by field; nothing is removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Load {
    /// `seatbook.load/1`, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// What holds for the whole book; absent, it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    /// Orgs; a parent may stand after its children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orgs: Vec<Org>,
    /// An org of `orgs` that names no parent keeps the one that it has in the book: a roster that does not know of the
    /// district above its schools does not cut them off from what the district has bought.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub keep_parents: bool,
    /// Whom licence files are for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub licensees: Vec<Licensee>,
    /// Products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Product>,
    /// What must not be held together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    /// What needs something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prerequisites: Vec<Prerequisite>,
    /// Users.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<User>,
    /// Orgs whose users this document lists in full: an enabled user of one of them who is not in it becomes disabled. A
    /// document without any users is an error then: everybody would be missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub full_orgs: Vec<String>,
    /// What becomes of the seats of users who are no longer enabled.
    #[serde(default, skip_serializing_if = "Leavers::is_keep")]
    pub leavers: Leavers,
    /// Groups with their members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Pools.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<Pool>,
    /// Products that are put into the book if they are not in it; of one that is there, nothing changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new_products: Vec<Product>,
    /// Changes of users, after `users`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_changes: Vec<UserChange>,
    /// Changes of groups, after `groups`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group_changes: Vec<GroupChange>,
}

impl Load {
    /// Reads a load document.
    pub fn from_json(json: &str) -> Result<Self> {
        let load: Self = parse(json, "load document")?;
        check_format(load.format.as_deref(), "seatbook.load/1")?;
        Ok(load)
    }

    /// Puts another load's things behind this one's.
    pub fn append(&mut self, other: Self) {
        self.settings = other.settings.or(self.settings.take());
        self.orgs.extend(other.orgs);
        self.keep_parents |= other.keep_parents;
        self.licensees.extend(other.licensees);
        self.products.extend(other.products);
        self.exclusions.extend(other.exclusions);
        self.prerequisites.extend(other.prerequisites);
        self.users.extend(other.users);
        self.full_orgs.extend(other.full_orgs);
        if other.leavers != Leavers::Keep {
            self.leavers = other.leavers;
        }
        self.groups.extend(other.groups);
        self.pools.extend(other.pools);
        self.new_products.extend(other.new_products);
        self.user_changes.extend(other.user_changes);
        self.group_changes.extend(other.group_changes);
    }

    /// How many things it names.
    pub fn len(&self) -> usize {
        self.full_orgs.len()
            + self.orgs.len()
            + self.licensees.len()
            + self.products.len()
            + self.exclusions.len()
            + self.prerequisites.len()
            + self.users.len()
            + self.groups.len()
            + self.pools.len()
            + self.new_products.len()
            + self.user_changes.len()
            + self.group_changes.len()
            + usize::from(self.settings.is_some())
    }

    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What becomes of the seats of leavers: users who were enabled (or not in the book) and are not any more, because the load says
/// so or because it lists an org in full without them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Leavers {
    /// They keep their seats.
    #[default]
    Keep = 0,
    /// All seats of their own are taken back in the same step; what cannot be taken back stays, and the report says so.
    GiveBack = 1,
    /// Whoever holds a seat is refused (`in_use`) and stays enabled.
    Refuse = 2,
}

impl Leavers {
    /// Every choice.
    pub const ALL: &[Leavers] = &[Leavers::Keep, Leavers::GiveBack, Leavers::Refuse];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            Leavers::Keep => "keep",
            Leavers::GiveBack => "give_back",
            Leavers::Refuse => "refuse",
        }
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_keep(&self) -> bool {
        *self == Leavers::Keep
    }
}

/// Sorts of things that can be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Entity {
    /// An org.
    Org = 1,
    /// A product.
    Product = 2,
    /// A user.
    User = 3,
    /// A group.
    Group = 4,
    /// A pool.
    Pool = 5,
    /// A member of a group.
    Member = 6,
    /// A rule of what must not be held together.
    Exclusion = 7,
    /// A rule of what needs something else.
    Prerequisite = 8,
    /// What holds for the whole book.
    Settings = 9,
    /// Whom licence files are for.
    Licensee = 10,
}

impl Entity {
    /// Every sort.
    pub const ALL: &[Entity] = &[
        Entity::Org,
        Entity::Product,
        Entity::User,
        Entity::Group,
        Entity::Pool,
        Entity::Member,
        Entity::Exclusion,
        Entity::Prerequisite,
        Entity::Settings,
        Entity::Licensee,
    ];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            Entity::Org => "org",
            Entity::Product => "product",
            Entity::User => "user",
            Entity::Group => "group",
            Entity::Pool => "pool",
            Entity::Member => "member",
            Entity::Exclusion => "exclusion",
            Entity::Prerequisite => "prerequisite",
            Entity::Settings => "settings",
            Entity::Licensee => "licensee",
        }
    }
}

/// What became of the things of one sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// New in the book.
    pub created: u64,
    /// There already, and changed.
    pub updated: u64,
    /// There already, just so.
    pub unchanged: u64,
    /// Not taken; the report says why for each.
    pub refused: u64,
}

impl Tally {
    #[must_use]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            created: self.created + other.created,
            updated: self.updated + other.updated,
            unchanged: self.unchanged + other.unchanged,
            refused: self.refused + other.refused,
        }
    }
}

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What sort of thing.
    pub entity: Entity,
    /// Its id as it was given.
    pub id: String,
    /// Its position in its list, from 0; changes are counted behind the list that they change. The list's length for a user who is
    /// missing in a list that is full.
    pub index: u64,
    /// Why, for programs.
    #[serde(with = "status_word")]
    pub status: Status,
    /// Why, for people.
    pub message: String,
}

/// What a load answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoadReport {
    /// `seatbook.load_report/1`.
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
    /// Orgs.
    pub orgs: Tally,
    /// Products.
    pub products: Tally,
    /// Exclusions, prerequisites, settings and licensees.
    #[serde(default)]
    pub rules: Tally,
    /// Users.
    pub users: Tally,
    /// Groups.
    pub groups: Tally,
    /// Pools.
    pub pools: Tally,
    /// Everything that was not taken, in the order orgs, licensees, products, settings, rules, users, groups (with
    /// members), pools.
    pub refused: Vec<Refusal>,
    /// The seats that it took back or gave away, if there are any: format `seatbook.report/1`.
    #[serde(skip)]
    pub report: Option<Report>,
}

impl LoadReport {
    /// Adds what another load did after this one.
    pub(crate) fn add(&mut self, other: Self) {
        self.operation = other.operation.or(self.operation);
        self.replayed &= other.replayed;
        self.revision = other.revision;
        for (tally, more) in [
            (&mut self.orgs, other.orgs),
            (&mut self.products, other.products),
            (&mut self.rules, other.rules),
            (&mut self.users, other.users),
            (&mut self.groups, other.groups),
            (&mut self.pools, other.pools),
        ] {
            *tally = tally.plus(more);
        }
        let room = crate::limits::NOTICES.saturating_sub(self.refused.len());
        self.refused.extend(other.refused.into_iter().take(room));
    }

    /// Whether everything was taken.
    pub fn is_complete(&self) -> bool {
        self.refused.is_empty()
    }

    /// Things named, taken, there already, and not taken.
    pub(crate) fn sums(&self) -> (u64, u64, u64, u64) {
        let all = [self.orgs, self.products, self.rules, self.users, self.groups, self.pools];
        let (changed, unchanged, refused) =
            all.iter().fold((0, 0, 0), |(changed, unchanged, refused), tally| {
                (
                    changed + tally.created + tally.updated,
                    unchanged + tally.unchanged,
                    refused + tally.refused,
                )
            });
        (changed + unchanged + refused, changed, unchanged, refused)
    }

    /// Nothing was taken after all.
    pub(crate) fn roll_back(&mut self) {
        for tally in [
            &mut self.orgs,
            &mut self.products,
            &mut self.rules,
            &mut self.users,
            &mut self.groups,
            &mut self.pools,
        ] {
            (tally.created, tally.updated) = (0, 0);
        }
    }

    /// The report as JSON, format `seatbook.load_report/1`.
    pub fn to_json(&self) -> String {
        with_report(serde_json::to_string(self).unwrap_or_default(), self.report.as_ref())
    }
}

/// A document with the rows of seats at its end, if there are any.
pub(crate) fn with_report(mut json: String, report: Option<&Report>) -> String {
    if let Some(report) = report
        && json.pop() == Some('}')
    {
        json.push_str(",\"report\":");
        json.push_str(&report.to_json());
        json.push('}');
    }
    json
}

mod status_word {
    use crate::error::Status;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>(status: &Status, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(status.word())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
        let word = String::deserialize(deserializer)?;
        Status::ALL
            .iter()
            .copied()
            .find(|status| status.word() == word)
            .ok_or_else(|| D::Error::custom("unknown status"))
    }
}
