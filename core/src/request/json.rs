//! Requests as JSON, format `seatbook.request/1`. Unknown fields are refused.

use super::{Actor, Item, Mode, Op, Options, Request, SeatChoice, Unit, Who};
use crate::error::{Error, Result, Status};
use crate::ids::IdList;
use crate::limits;
use crate::term::Day;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: Option<String>,
    on: Day,
    at: Option<i64>,
    #[serde(default)]
    actor: Option<Actor>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    request_id: String,
    #[serde(default)]
    mode: Mode,
    #[serde(default)]
    unit: Unit,
    #[serde(default)]
    dry_run: bool,
    expected_revision: Option<u64>,
    items: Vec<ItemDocument>,
}

#[allow(clippy::struct_excessive_bools, reason = "independent marks, each a field of the document")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemDocument {
    op: Op,
    user: Option<String>,
    users: Option<IdList>,
    group: Option<String>,
    #[serde(default)]
    all_holders: bool,
    members: Option<IdList>,
    holder_group: Option<String>,
    holder_groups: Option<IdList>,
    holder_org: Option<String>,
    holder_orgs: Option<IdList>,
    operation: Option<u64>,
    product: Option<String>,
    products: Option<Vec<String>>,
    pool: Option<String>,
    pools: Option<Vec<String>>,
    #[serde(default)]
    seat_choice: SeatChoice,
    ends_on: Option<Day>,
    seat: Option<u32>,
    disabled_plans: Option<Vec<String>>,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    waitlist: bool,
    to: Option<String>,
    #[serde(default)]
    keep_others: bool,
    #[serde(default)]
    all_sources: bool,
    #[serde(default)]
    everything: bool,
}

/// Parses JSON from a caller; the error says where.
pub(crate) fn parse<'a, T: Deserialize<'a>>(json: &'a str, what: &str) -> Result<T> {
    if json.len() > limits::JSON_BYTES {
        return Err(Error::new(Status::Limit, format!("{what} is longer than {} bytes", limits::JSON_BYTES)));
    }
    // An array would be taken for the fields in their order.
    if json.trim_start().starts_with('[') {
        return Err(Error::new(Status::InvalidJson, format!("{what}: must be an object, not an array")));
    }
    serde_json::from_str(json).map_err(|error| {
        let failed = Error::new(Status::InvalidJson, format!("{what}: {error}"));
        // Where it is unknown, no place is better than a wrong one.
        if error.line() == 0 {
            return failed;
        }
        failed.with("line", error.line() as u64).with("column", error.column() as u64)
    })
}

/// Checks the name of a document's format, if it has one.
pub(crate) fn check_format(found: Option<&str>, expected: &str) -> Result<()> {
    match found {
        Some(format) if format != expected => Err(Error::new(
            Status::InvalidJson,
            format!("format is `{format}`; this call reads `{expected}`"),
        )),
        _ => Ok(()),
    }
}

impl Request {
    /// Reads a request and its options.
    pub fn from_json(json: &str) -> Result<(Self, Options)> {
        let document: Document = parse(json, "request")?;
        check_format(document.format.as_deref(), "seatbook.request/1")?;
        let options = Options {
            on: document.on,
            at: document.at,
            actor: document.actor.unwrap_or_else(|| Actor::administrator("")),
            reason: document.reason,
            request_id: document.request_id,
            mode: document.mode,
            unit: document.unit,
            dry_run: document.dry_run,
            expected_revision: document.expected_revision,
        };
        let items = document.items.into_iter().map(item).collect::<Result<_>>()?;
        Ok((Self { items }, options))
    }
}

fn item(document: ItemDocument) -> Result<Item> {
    let op = document.op;
    let malformed =
        |why: &str| Error::new(Status::MalformedRequest, format!("item of `{}` {why}", op.word()));
    let products = one_or_many(document.product, document.products)
        .map_err(|()| malformed("names both `product` and `products`"))?;
    let pools = one_or_many(document.pool, document.pools)
        .map_err(|()| malformed("names both `pool` and `pools`"))?;
    let has_members = document.members.is_some();
    let one = |id: String| Arc::new([id].iter().collect::<IdList>());
    let many = Arc::new;
    let mut named: Vec<Who> = Vec::new();
    named.extend(document.user.map(|id| Who::Users(one(id))));
    named.extend(document.users.map(|ids| Who::Users(many(ids))));
    let members = document.members.map(Arc::new);
    named.extend(document.group.map(|id| Who::Group { id, members }));
    named.extend(document.holder_group.map(|id| Who::HolderGroups(one(id))));
    named.extend(document.holder_groups.map(|ids| Who::HolderGroups(many(ids))));
    named.extend(document.holder_org.map(|id| Who::HolderOrgs(one(id))));
    named.extend(document.holder_orgs.map(|ids| Who::HolderOrgs(many(ids))));
    named.extend(document.all_holders.then_some(Who::Holders));
    named.extend(document.operation.map(Who::Operation));
    let who = match (named.pop(), named.is_empty()) {
        (Some(who), true) => who,
        (None, _) if document.seat.is_some() => Who::Seat,
        _ => {
            return Err(malformed(
                "names not exactly one of `user`, `users`, `group`, `holder_groups`, `holder_orgs` and `all_holders`",
            ));
        }
    };
    if has_members && !matches!(who, Who::Group { .. }) {
        return Err(malformed("names `members` without `group`"));
    }
    Ok(Item {
        op,
        who,
        products,
        pools,
        seat_choice: document.seat_choice,
        ends_on: document.ends_on,
        seat: document.seat,
        disabled_plans: document.disabled_plans,
        priority: document.priority,
        waitlist: document.waitlist,
        to: document.to,
        keep_others: document.keep_others,
        all_sources: document.all_sources,
        everything: document.everything,
    })
}

fn one_or_many(one: Option<String>, many: Option<Vec<String>>) -> std::result::Result<Vec<String>, ()> {
    match (one, many) {
        (Some(_), Some(_)) => Err(()),
        (Some(one), None) => Ok(vec![one]),
        (None, many) => Ok(many.unwrap_or_default()),
    }
}
