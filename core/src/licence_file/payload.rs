//! What a licence file says: whose it is, how long it may be taken over, and its lines. Fields stand in alphabetical order, because that
//! is their order in the file.

use crate::error::{Error, Result, Status};
use crate::layout::catalogue::from_json;
use crate::limits;
use crate::model::{Pool, PoolKind, Release, StartPolicy, check_id, check_text};
use crate::term::{Day, Length};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is signed. The file is the whole truth about its serial number: what was licensed before and has no line in it is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicencePayload {
    /// Last day on which the file may be taken over; absent is without end. Says nothing about the seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Day>,
    /// Who made the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issuer: String,
    /// Everything that is licensed.
    pub lines: Vec<LicenceLine>,
    /// First day on which the file may be taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Day>,
    /// Who the licence was issued to.
    pub owner: String,
    /// Where more can be bought.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purchase_url: String,
    /// The customer's serial number.
    pub serial_number: String,
    /// Higher in every newer file of the same serial number, from 1.
    pub version: u64,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum LineKind {
    /// Seats for users.
    User = 1,
    /// On for the whole org.
    Site = 2,
}

impl LineKind {
    /// Every kind.
    pub const ALL: &[LineKind] = &[LineKind::User, LineKind::Site];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            LineKind::User => "user",
            LineKind::Site => "site",
        }
    }

    /// The kind of line that pools of a kind belong to.
    pub const fn of(kind: PoolKind) -> Option<Self> {
        match kind {
            PoolKind::Single | PoolKind::Volume => Some(LineKind::User),
            PoolKind::Site => Some(LineKind::Site),
            PoolKind::Group | PoolKind::School | PoolKind::Tenant => None,
        }
    }

    /// The kind of a pool that is made for a line.
    pub const fn pool_kind(self) -> PoolKind {
        match self {
            LineKind::User => PoolKind::Volume,
            LineKind::Site => PoolKind::Site,
        }
    }
}

/// One product or module: so many seats, or on for the whole org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceLine {
    /// The line's name in the file.
    pub id: String,
    /// What it is about.
    pub kind: LineKind,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The product.
    pub product: String,
    /// Terms of its seats.
    #[serde(default, skip_serializing_if = "LineTerms::is_empty")]
    pub terms: LineTerms,
    /// Seats in all; absent is unlimited. A line of kind `site` has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u32>,
}

/// Terms of a pool that a line states. What is stated holds for all pools of the line; what is absent stays as each pool has it, unless the
/// file before stated it: then it is as if it had never been stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineTerms {
    /// As [`Pool::allowed_roles`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_roles: Option<Vec<String>>,
    /// As [`Pool::delivered_on`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_on: Option<Day>,
    /// As [`Pool::duration`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Length>,
    /// As [`Pool::ends_on`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Day>,
    /// As [`Pool::redeem_from`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeem_from: Option<Day>,
    /// As [`Pool::redeem_until`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeem_until: Option<Day>,
    /// As [`Pool::release`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Release>,
    /// As [`Pool::revocable`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocable: Option<bool>,
    /// As [`Pool::start_policy`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_policy: Option<StartPolicy>,
    /// As [`Pool::start_within`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_within: Option<Length>,
    /// As [`Pool::starts_on`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Day>,
}

impl LineTerms {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Puts what is stated into a pool; what the file before stated and this one does not becomes what it is by default.
    pub(crate) fn apply(&self, before: &Self, pool: &mut Pool) {
        fn put<T: Clone, P: From<T> + Default>(own: Option<&T>, before: Option<&T>, place: &mut P) {
            match (own, before) {
                (Some(own), _) => *place = own.clone().into(),
                (None, Some(_)) => *place = P::default(),
                (None, None) => {}
            }
        }
        put(self.allowed_roles.as_ref(), before.allowed_roles.as_ref(), &mut pool.allowed_roles);
        put(self.delivered_on.as_ref(), before.delivered_on.as_ref(), &mut pool.delivered_on);
        put(self.duration.as_ref(), before.duration.as_ref(), &mut pool.duration);
        put(self.ends_on.as_ref(), before.ends_on.as_ref(), &mut pool.ends_on);
        put(self.redeem_from.as_ref(), before.redeem_from.as_ref(), &mut pool.redeem_from);
        put(self.redeem_until.as_ref(), before.redeem_until.as_ref(), &mut pool.redeem_until);
        put(self.release.as_ref(), before.release.as_ref(), &mut pool.release);
        put(self.start_policy.as_ref(), before.start_policy.as_ref(), &mut pool.start_policy);
        put(self.start_within.as_ref(), before.start_within.as_ref(), &mut pool.start_within);
        put(self.starts_on.as_ref(), before.starts_on.as_ref(), &mut pool.starts_on);
        if self.revocable.is_some() || before.revocable.is_some() {
            pool.revocable = self.revocable.unwrap_or(true);
        }
    }

    /// Whether a pool has everything that is stated.
    pub(crate) fn hold_for(&self, pool: &Pool) -> bool {
        let mut as_stated = pool.clone();
        self.apply(&Self::default(), &mut as_stated);
        as_stated == *pool
    }
}

impl LicencePayload {
    /// Reads a payload that is written in the one way in which it must be, and makes sense.
    pub fn from_canonical_json(json: &[u8]) -> Result<Self> {
        let payload: Self = from_json(json).map_err(|error| {
            Error::new(Status::InvalidLicence, format!("the licence file's payload: {error}"))
        })?;
        payload.check()?;
        if payload.to_json()? != json {
            return Err(Error::new(
                Status::NotCanonical,
                "the licence file's payload is not canonical JSON: keys sorted, no blanks, nothing that is absent by default",
            ));
        }
        Ok(payload)
    }

    /// The payload as it is signed, if it makes sense.
    pub fn to_canonical_json(&self) -> Result<Vec<u8>> {
        self.check()?;
        self.to_json()
    }

    fn to_json(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|error| Error::internal(error.to_string()))
    }

    /// Checks what can be checked without the book.
    pub fn check(&self) -> Result<()> {
        let wrong = |why: String| Err(Error::new(Status::InvalidLicence, format!("the licence file {why}")));
        let mut texts = vec![
            check_id("serial number's", &self.serial_number),
            check_id("owner's", &self.owner),
            check_text("issuer", &self.issuer),
            check_text("purchase_url", &self.purchase_url),
        ];
        for line in &self.lines {
            texts.push(check_id("line", &line.id));
            texts.push(check_id("product", &line.product));
            texts.push(check_text("name", &line.name));
            texts.extend(line.terms.allowed_roles.iter().flatten().map(|role| check_id("role", role)));
        }
        if let Some(error) = texts.into_iter().find_map(Result::err) {
            return wrong(format!("is wrong: {}", error.message()));
        }
        if self.version == 0 || i64::try_from(self.version).is_err() {
            return wrong(format!("has version {}; versions count from 1", self.version));
        }
        if self.not_before.zip(self.expires).is_some_and(|(from, until)| from > until) {
            return wrong("has `not_before` after `expires`".into());
        }
        let (mut ids, mut about) = (BTreeSet::new(), BTreeSet::new());
        for line in &self.lines {
            if !ids.insert(&line.id) {
                return wrong(format!("has two lines `{}`", line.id));
            }
            if !about.insert((&line.product, line.kind)) {
                let kind = line.kind.word();
                return wrong(format!("has two lines of kind `{kind}` for product `{}`", line.product));
            }
            line.check().or_else(|why| wrong(format!("has line `{}`, which {why}", line.id)))?;
        }
        Ok(())
    }
}

impl LicenceLine {
    fn check(&self) -> std::result::Result<(), String> {
        if self.kind == LineKind::Site && self.total.is_some() {
            return Err("is of kind `site` and has a total; it is on as long as it is there".into());
        }
        if self.total.is_some_and(|total| total > limits::SEATS) {
            return Err(format!("has more than {} seats", limits::SEATS));
        }
        let roles = self.terms.allowed_roles.as_deref().unwrap_or_default();
        if roles.iter().zip(roles.iter().skip(1)).any(|(one, next)| one >= next) {
            return Err("has roles out of order or twice".into());
        }
        Ok(())
    }
}
