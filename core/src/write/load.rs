//! Loading: putting orgs, products, rules, users, groups and pools into the book, or bringing them up to date.
//!
//! A thing that cannot be taken is refused with its reason; the others are loaded. Everything happens in the write
//! transaction that is given: a dry run is one that is abandoned.

mod changes;
mod groups;
mod leavers;
mod licensees;
mod orgs;
mod pools;
pub(super) mod rules;
mod users;

use crate::error::{Error, Result};
use crate::layout::catalogue::{self, Roles, Sort};
use crate::layout::journal::{self, Hash, Header, LoadRecord, RowsHeader, Tip};
use crate::layout::memberships;
use crate::layout::rules::RuleWords;
use crate::load::{Entity, Load, LoadReport, Refusal, Tally};
use crate::request::Options;
use crate::store::Writer;
use crate::term::Day;
use crate::write::plan::{States, WrittenSeats};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A load in progress.
struct Loading<'a> {
    writer: &'a mut dyn Writer,
    day: Day,
    roles: Roles,
    refused: Vec<Refusal>,
    /// Records for the journal.
    put: Vec<serde_json::Value>,
    /// States of the pools whose seats were changed.
    states: States,
    /// The book's rules, while some are loaded; whether they are others now.
    rules: Option<RuleWords>,
    rules_changed: bool,
    /// Products whose plans are others now, with the numbers of all their plans.
    plans_changed: BTreeMap<u32, Vec<u32>>,
    /// Who joins and leaves groups.
    memberships: Vec<memberships::Change>,
    /// Leavers whose seats are to be taken back.
    leavers: Vec<u32>,
    /// Products of which pools came or have other terms now.
    supplied: BTreeSet<u32>,
}

/// What became of one thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Created,
    Updated,
    Unchanged,
}

/// What a load did, before it is journalled.
pub(crate) struct Loaded {
    pub report: LoadReport,
    /// Numbers of leavers whose seats are to be taken back, in the order of the document.
    pub leavers: Vec<u32>,
    /// Products of which there may be more seats now.
    pub supplied: BTreeSet<u32>,
    /// Records for the journal.
    pub put: Vec<serde_json::Value>,
    pub states: States,
}

impl Loaded {
    /// Whether the book is another one afterwards.
    pub(crate) fn changes_anything(&self) -> bool {
        let report = &self.report;
        [report.orgs, report.products, report.rules, report.users, report.groups, report.pools]
            .iter()
            .any(|tally| tally.created + tally.updated > 0)
    }

    /// Nothing of it is left but what is told.
    pub(crate) fn roll_back(&mut self) {
        self.report.roll_back();
        self.leavers.clear();
        self.supplied.clear();
        self.put.clear();
        self.states.clear();
    }
}

/// Puts everything into the book.
pub(crate) fn put(writer: &mut dyn Writer, load: &Load, options: &Options) -> Result<Loaded> {
    let roles = Roles::read(writer)?;
    let known_roles = roles.len();
    let mut loading = Loading {
        writer,
        day: options.on,
        roles,
        refused: Vec::new(),
        put: Vec::new(),
        states: States::new(),
        rules: None,
        rules_changed: false,
        plans_changed: BTreeMap::new(),
        memberships: Vec::new(),
        leavers: Vec::new(),
        supplied: BTreeSet::new(),
    };
    let orgs = loading.orgs(&load.orgs)?;
    let licensees = loading.licensees(&load.licensees)?;
    let products = loading.products(&load.products)?.plus(loading.new_products(load)?);
    let rule_tally = loading.rules(load)?;
    rules::number_again(loading.writer, loading.rules_changed, &loading.plans_changed)?;
    let users = loading.users(load)?.plus(loading.user_changes(load)?);
    if loading.roles.len() != known_roles {
        loading.roles.write(loading.writer)?;
    }
    let groups = loading.groups(&load.groups)?.plus(loading.group_changes(load)?);
    let pools = loading.pools(&load.pools)?;
    let report = LoadReport {
        format: "seatbook.load_report/1".into(),
        operation: None,
        request_id: options.request_id.clone(),
        replayed: false,
        dry_run: options.dry_run,
        revision: 0,
        on: options.on,
        orgs,
        products,
        rules: rule_tally.plus(licensees),
        users,
        groups,
        pools,
        refused: loading.refused,
        report: None,
    };
    let (leavers, supplied) = (loading.leavers, loading.supplied);
    Ok(Loaded { report, leavers, supplied, put: loading.put, states: loading.states })
}

/// The load's record at the end of the journal, with the rows of the seats that went with it.
pub(crate) fn record(
    writer: &mut dyn Writer,
    previous: &Tip,
    loaded: Loaded,
    seats: Option<WrittenSeats>,
    options: &Options,
    body: &Hash,
) -> Result<(Tip, LoadReport)> {
    let operation = previous.operation + 1;
    let mut report = loaded.report;
    (report.operation, report.revision) = (Some(operation), operation);
    let (mut states, mut rows, mut columns, mut users) = (loaded.states, None, Vec::new(), Vec::new());
    if let Some(seats) = seats {
        rows = Some(RowsHeader::of(&seats.report, &seats.users));
        columns = journal::columns(&seats.report, &seats.users);
        states.extend(seats.states);
        users = seats.users;
        report.report = Some(seats.report);
    }
    let header = Header {
        rows,
        load: Some(LoadRecord { report: report.clone(), document: journal::hex(body), put: loaded.put }),
        pools: states,
        ..Header::new(operation, "load", options)
    };
    let users = users.iter().flatten().copied();
    Ok((journal::append(writer, previous, &header, &columns, body, users)?, report))
}

impl Loading<'_> {
    /// Loads a list of things one by one.
    fn each<T>(
        &mut self,
        entity: Entity,
        things: &[T],
        id: fn(&T) -> &str,
        mut put: impl FnMut(&mut Self, &T) -> Result<Fate>,
    ) -> Result<Tally> {
        let mut tally = Tally::default();
        for (index, thing) in things.iter().enumerate() {
            match put(self, thing) {
                Ok(fate) => count(&mut tally, fate),
                Err(error) => {
                    self.refuse(entity, id(thing), index, error)?;
                    tally.refused += 1;
                }
            }
        }
        Ok(tally)
    }

    /// Notes why something was not taken; what is wrong with the store itself ends the load.
    fn refuse(&mut self, entity: Entity, id: &str, index: usize, error: Error) -> Result<()> {
        use crate::error::Status;
        let is_about_it = matches!(
            error.status(),
            Status::InvalidArgument
                | Status::Limit
                | Status::InUse
                | Status::Duplicate
                | Status::Licensed
                | Status::UnknownOrg
                | Status::UnknownProduct
                | Status::UnknownPool
                | Status::UnknownGroup
                | Status::UnknownUser
        );
        if !is_about_it {
            return Err(error);
        }
        let id = id.chars().take(crate::limits::ID_BYTES).collect();
        let (status, message) = (error.status(), error.message().to_owned());
        self.refused.push(Refusal { entity, id, index: index as u64, status, message });
        Ok(())
    }

    /// The number of an id, given now if it has none yet; and whether it is new.
    fn number(&mut self, sort: Sort, id: &str) -> Result<(u32, bool)> {
        match catalogue::number(self.writer, sort, id)? {
            Some(number) => Ok((number, false)),
            None => Ok((catalogue::add(self.writer, sort, id)?, true)),
        }
    }

    /// Keeps a record for the journal.
    fn remember<T: Serialize>(&mut self, entity: Entity, record: &T) -> Result<()> {
        let value = serde_json::to_value(record).map_err(|error| Error::internal(error.to_string()))?;
        self.put.push(serde_json::json!({ entity.word(): value }));
        Ok(())
    }
}

fn count(tally: &mut Tally, fate: Fate) {
    match fate {
        Fate::Created => tally.created += 1,
        Fate::Updated => tally.updated += 1,
        Fate::Unchanged => tally.unchanged += 1,
    }
}
