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
#[derive(FromPyObject)]
pub(crate) struct ItemIn<'py> {
    op: String,
    users: Option<Bound<'py, IdList>>,
    group: Option<String>,
    members: Option<Bound<'py, IdList>>,
    products: Vec<String>,
    pools: Vec<String>,
    seat_choice: String,
    ends_on: Option<Bound<'py, PyAny>>,
    all_sources: bool,
    everything: bool,
    all_holders: bool,
}

impl ItemIn<'_> {
    fn into_item(self, py: Python<'_>) -> PyResult<Item> {
        let shared = |ids: Bound<'_, IdList>| Arc::clone(&ids.get().ids);
        let who = match (self.users, self.group) {
            (Some(users), None) if !self.all_holders => Who::Users(shared(users)),
            (None, None) if self.all_holders => Who::Holders,
            (None, Some(id)) if !self.all_holders => Who::Group { id, members: self.members.map(shared) },
            _ => return Err(invalid(py, "name either users, a `group` or `all_holders`")),
        };
        Ok(Item {
            op: word::<Op>(py, "operation", &self.op)?,
            who,
            products: self.products,
            pools: self.pools,
            seat_choice: word(py, "seat_choice", &self.seat_choice)?,
            ends_on: self.ends_on.map(|day| dates::day(&day)).transpose()?,
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

/// What goes with every write; `seatbook._request.Options`.
#[derive(FromPyObject)]
pub(crate) struct OptionsIn<'py> {
    on: Bound<'py, PyAny>,
    at: Option<i64>,
    actor: String,
    role: String,
    reason: String,
    request_id: String,
    mode: String,
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
