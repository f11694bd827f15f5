//! Requests as JSON, format `seatbook.request/1`. Unknown fields are refused.

use super::{Actor, Item, Mode, Op, Options, Request, SeatChoice, Who};
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
    dry_run: bool,
    expected_revision: Option<u64>,
    items: Vec<ItemDocument>,
}

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
    product: Option<String>,
    products: Option<Vec<String>>,
    pool: Option<String>,
    pools: Option<Vec<String>>,
    #[serde(default)]
    seat_choice: SeatChoice,
    ends_on: Option<Day>,
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
    serde_json::from_str(json).map_err(|error| {
        Error::new(Status::InvalidJson, format!("{what}: {error}"))
            .with("line", error.line() as u64)
            .with("column", error.column() as u64)
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
            dry_run: document.dry_run,
            expected_revision: document.expected_revision,
        };
        let items = document.items.into_iter().map(item).collect::<Result<_>>()?;
        Ok((Self { items }, options))
    }
}

fn item(document: ItemDocument) -> Result<Item> {
    let malformed =
        |why: &str| Error::new(Status::MalformedRequest, format!("item of `{}` {why}", document.op.word()));
    let who = match (document.user, document.users, document.group, document.all_holders) {
        (Some(user), None, None, false) => Who::Users(Arc::new([user].iter().collect())),
        (None, Some(users), None, false) => Who::Users(Arc::new(users)),
        (None, None, Some(id), false) => Who::Group { id, members: document.members.clone().map(Arc::new) },
        (None, None, None, true) => Who::Holders,
        _ => return Err(malformed("names not exactly one of `user`, `users`, `group` and `all_holders`")),
    };
    if document.members.is_some() && !matches!(who, Who::Group { .. }) {
        return Err(malformed("names `members` without `group`"));
    }
    let products = one_or_many(document.product, document.products)
        .map_err(|()| malformed("names both `product` and `products`"))?;
    let pools = one_or_many(document.pool, document.pools)
        .map_err(|()| malformed("names both `pool` and `pools`"))?;
    Ok(Item {
        op: document.op,
        who,
        products,
        pools,
        seat_choice: document.seat_choice,
        ends_on: document.ends_on,
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
