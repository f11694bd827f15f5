//! A pool: one purchase or delivery of seats, with its terms, and what its terms say about a seat.

use super::{is_no, is_yes, yes};
use crate::error::{Error, Result, Status};
use crate::limits;
use crate::seat::HolderKind;
use crate::term::{Day, Length};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who a seat of a pool is for. The words of the BILDUNGSLOGIN interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolKind {
    /// One seat for one user.
    Single,
    /// Many seats for users.
    #[default]
    Volume,
    /// A seat is for a group.
    Group,
    /// A seat is for one org.
    School,
    /// A seat is for an org and all below it.
    Tenant,
    /// No seats: on for the whole org.
    Site,
}

impl PoolKind {
    /// Who holds its seats; `None`: it has none.
    pub const fn holder(self) -> Option<HolderKind> {
        match self {
            PoolKind::Single | PoolKind::Volume => Some(HolderKind::User),
            PoolKind::Group => Some(HolderKind::Group),
            PoolKind::School | PoolKind::Tenant => Some(HolderKind::Org),
            PoolKind::Site => None,
        }
    }
}

/// When a seat's time begins to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartPolicy {
    /// When it is assigned.
    #[default]
    OnAssign,
    /// When the holder first uses it.
    OnFirstUse,
    /// From the delivery, for all seats alike.
    OnDelivery,
}

/// What becomes of a started seat that is taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Release {
    /// It keeps its start and end date and can be given to somebody else.
    #[default]
    Reuse,
    /// It is as new.
    Fresh,
    /// It is gone.
    Burn,
}

/// One purchase or delivery of seats of one product for one org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// The host's id.
    pub id: String,
    /// The product whose seats these are.
    pub product: String,
    /// The org that bought them; its users and those of every org below it may have them.
    pub org: String,
    /// Who a seat is for.
    #[serde(default)]
    pub kind: PoolKind,
    /// How many seats; absent is unlimited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// Roles that may hold a seat; empty is all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_roles: Vec<String>,
    /// Of a seat for a group: how many of its members have access, in the group's order; absent is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_cap: Option<u32>,
    /// Of a seat for a group: how many members of each role have access; other roles have none. A member counts for the first
    /// of his roles, in the order of this map, that has room left. Empty is all roles.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub role_caps: BTreeMap<String, u32>,
    /// Day of delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_on: Option<Day>,
    /// When a seat's time begins to run.
    #[serde(default)]
    pub start_policy: StartPolicy,
    /// First day of use, if later than the day of assigning; no seat's time begins before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Day>,
    /// How long after the delivery a seat may be started by hand; the day after that it starts by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_within: Option<Length>,
    /// How long a started seat lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Length>,
    /// Last day of every seat, whatever its duration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Day>,
    /// First day on which seats may be handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeem_from: Option<Day>,
    /// Last day on which seats may be handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeem_until: Option<Day>,
    /// Whether a seat can be taken back.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub revocable: bool,
    /// What becomes of a started seat that is taken back.
    #[serde(default)]
    pub release: Release,
    /// Roles whose holders may give back an own seat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub self_removal_roles: Vec<String>,
    /// Countries whose users may not hold a seat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries_denied: Vec<String>,
    /// Countries whose users alone may hold a seat; empty is all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries_allowed: Vec<String>,
    /// Whether handing out is stopped for now.
    #[serde(default, skip_serializing_if = "is_no")]
    pub suspended: bool,
    /// The vendor's code; unique in the book, compared without case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license_code: Option<String>,
    /// The customer's serial number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    /// Who the licence was issued to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_reference: Option<String>,
    /// One key per seat, in the order of seat numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// Whatever else the host wants to find again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
}

impl Default for Pool {
    fn default() -> Self {
        Self {
            id: String::new(),
            product: String::new(),
            org: String::new(),
            kind: PoolKind::default(),
            quantity: None,
            allowed_roles: Vec::new(),
            member_cap: None,
            role_caps: BTreeMap::new(),
            delivered_on: None,
            start_policy: StartPolicy::default(),
            starts_on: None,
            start_within: None,
            duration: None,
            ends_on: None,
            redeem_from: None,
            redeem_until: None,
            revocable: true,
            release: Release::default(),
            self_removal_roles: Vec::new(),
            countries_denied: Vec::new(),
            countries_allowed: Vec::new(),
            suspended: false,
            license_code: None,
            serial_number: None,
            owner: None,
            purchase_reference: None,
            keys: Vec::new(),
            metadata: BTreeMap::new(),
        }
    }
}

impl Pool {
    /// Checks what can be checked without the book.
    pub fn check(&self) -> Result<()> {
        let wrong =
            |why: String| Err(Error::new(Status::InvalidArgument, format!("pool `{}` {why}", self.id)));
        if self.quantity.is_some_and(|quantity| quantity > limits::SEATS) {
            return wrong(format!("has more than {} seats", limits::SEATS));
        }
        if self.delivered_on.is_none() && self.start_within.is_some() {
            return wrong("has `start_within` but no `delivered_on` to count it from".into());
        }
        if self.delivered_on.is_none() && self.start_policy == StartPolicy::OnDelivery {
            return wrong("starts on delivery but has no `delivered_on`".into());
        }
        if self.redeem_from.zip(self.redeem_until).is_some_and(|(from, until)| from > until) {
            return wrong("has `redeem_from` after `redeem_until`".into());
        }
        if self.starts_on.zip(self.ends_on).is_some_and(|(start, end)| start > end) {
            return wrong("has `starts_on` after `ends_on`".into());
        }
        if self.kind != PoolKind::Group && (self.member_cap.is_some() || !self.role_caps.is_empty()) {
            return wrong("has caps on members, but only seats of kind `group` have members".into());
        }
        let seats = self.quantity.map_or(u64::MAX, u64::from);
        if self.keys.len() as u64 > seats {
            return wrong(format!("has {} keys for {seats} seats", self.keys.len()));
        }
        Ok(())
    }

    /// The last day to start a seat by hand; afterwards it starts by itself. `None`: it never does.
    pub fn start_by(&self) -> Option<Day> {
        match self.start_policy {
            StartPolicy::OnDelivery => None,
            _ => Some(self.delivered_on?.plus(self.start_within?)),
        }
    }

    /// The day a seat's time begins if what begins it happens on `day`.
    pub fn start_day(&self, day: Day) -> Day {
        let begins = match (self.start_policy, self.delivered_on) {
            (StartPolicy::OnDelivery, Some(delivered)) => delivered,
            _ => day,
        };
        self.starts_on.map_or(begins, |first| begins.max(first))
    }

    /// The last day of a seat that starts on `day` by its duration alone; the pool's own end is applied when it is read.
    pub fn end_by_duration(&self, day: Day) -> Option<Day> {
        self.duration.map(|length| day.last_of(length))
    }

    /// The last day of a seat with this end by duration: never after the pool's own end.
    pub fn cap(&self, end_by_duration: Option<Day>) -> Option<Day> {
        match (end_by_duration, self.ends_on) {
            (Some(own), Some(hard)) => Some(own.min(hard)),
            (own, hard) => own.or(hard),
        }
    }

    /// The last day of a seat that nobody has yet: known for all seats alike when time runs from the delivery.
    pub fn end_of_new(&self) -> Option<Day> {
        match (self.start_policy, self.delivered_on) {
            (StartPolicy::OnDelivery, Some(delivered)) => {
                self.cap(self.end_by_duration(self.start_day(delivered)))
            }
            _ => self.ends_on,
        }
    }
}
