//! Requests and options as the package hands them over: named tuples whose fields were checked there, but for the
//! text of days and words, which the core reads.

use crate::dates;
use crate::errors::invalid;
use crate::ids::IdList;
use pyo3::prelude::*;
use seatbook_core::{Actor, Item, Op, Options, Request, Who};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as WordError, StrDeserializer};
use std::sync::Arc;

/// One item of a request; `seatbook._request.Item`.
#[allow(clippy::struct_excessive_bools, reason = "independent marks, each a field of the item")]
#[derive(FromPyObject)]
pub(crate) struct ItemIn<'py> {
    op: String,
    users: Option<Bound<'py, IdList>>,
    group: Option<String>,
    members: Option<Bound<'py, IdList>>,
    holder_groups: Option<Bound<'py, IdList>>,
    holder_orgs: Option<Bound<'py, IdList>>,
    all_holders: bool,
    operation: Option<u64>,
    products: Vec<String>,
    pools: Vec<String>,
    seat_choice: String,
    ends_on: Option<Bound<'py, PyAny>>,
    seat: Option<u32>,
    disabled_plans: Option<Vec<String>>,
    priority: i32,
    waitlist: bool,
    to: Option<String>,
    keep_others: bool,
    all_sources: bool,
    everything: bool,
}

impl ItemIn<'_> {
    /// Whom it is about. The package has seen to it that only one is named; of a seat alone it is whoever holds it.
    fn who(&mut self, py: Python<'_>) -> PyResult<Who> {
        let shared = |ids: Bound<'_, IdList>| Arc::clone(&ids.get().ids);
        let mut named = Vec::new();
        named.extend(self.users.take().map(|ids| Who::Users(shared(ids))));
        let members = self.members.take().map(shared);
        named.extend(self.group.take().map(|id| Who::Group { id, members }));
        named.extend(self.holder_groups.take().map(|ids| Who::HolderGroups(shared(ids))));
        named.extend(self.holder_orgs.take().map(|ids| Who::HolderOrgs(shared(ids))));
        named.extend(self.all_holders.then_some(Who::Holders));
        named.extend(self.operation.take().map(Who::Operation));
        match (named.pop(), named.is_empty()) {
            (Some(who), true) => Ok(who),
            (None, _) if self.seat.is_some() => Ok(Who::Seat),
            _ => Err(invalid(py, "an item is about exactly one sort of target")),
        }
    }

    fn into_item(mut self, py: Python<'_>) -> PyResult<Item> {
        Ok(Item {
            op: word::<Op>(py, "operation", &self.op)?,
            who: self.who(py)?,
            products: self.products,
            pools: self.pools,
            seat_choice: word(py, "seat_choice", &self.seat_choice)?,
            ends_on: self.ends_on.map(|day| dates::day(&day)).transpose()?,
            seat: self.seat,
            disabled_plans: self.disabled_plans,
            priority: self.priority,
            waitlist: self.waitlist,
            to: self.to,
            keep_others: self.keep_others,
            all_sources: self.all_sources,
            everything: self.everything,
        })
    }
}

/// The request made of some items.
pub(crate) fn request(py: Python<'_>, items: Vec<ItemIn<'_>>) -> PyResult<Request> {
    let items = items.into_iter().map(|item| item.into_item(py)).collect::<PyResult<_>>()?;
    Ok(Request { items })
}

/// What goes with every write; `seatbook._options.Options`.
#[derive(FromPyObject)]
pub(crate) struct OptionsIn<'py> {
    on: Bound<'py, PyAny>,
    at: Option<i64>,
    actor: String,
    role: String,
    reason: String,
    request_id: String,
    mode: String,
    unit: String,
    dry_run: bool,
    expected_revision: Option<u64>,
}

impl OptionsIn<'_> {
    pub(crate) fn into_options(self, py: Python<'_>) -> PyResult<Options> {
        Ok(Options {
            on: dates::day(&self.on)?,
            at: self.at,
            actor: Actor { id: self.actor, role: self.role },
            reason: self.reason,
            request_id: self.request_id,
            mode: word(py, "mode", &self.mode)?,
            unit: word(py, "unit", &self.unit)?,
            dry_run: self.dry_run,
            expected_revision: self.expected_revision,
        })
    }
}

/// Reads one of the core's words, which its JSON uses too.
fn word<T: for<'de> Deserialize<'de>>(py: Python<'_>, name: &str, word: &str) -> PyResult<T> {
    let word: StrDeserializer<'_, WordError> = word.into_deserializer();
    T::deserialize(word).map_err(|error| invalid(py, format!("{name}: {error}")))
}
