//! What the planner may ask. Facts only: a view decides nothing and changes nothing.

use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, GroupRecord, OrgRecord, PoolRecord, ProductRecord, Roles, Sort};
use crate::layout::holdings::HoldingBlock;
use crate::layout::memberships::Memberships;
use crate::layout::seats::{PoolState, SeatBlock};
use crate::layout::users::{self, Found, Traits};
use crate::model::Settings;
use crate::rules::shape::Rules;
use crate::seat::HolderKind;
use crate::store::Reader;
use std::sync::Arc;

/// One state of the book: a snapshot, or the write in progress.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub reader: &'a dyn Reader,
}

impl<'a> View<'a> {
    pub(crate) fn new(reader: &'a dyn Reader) -> Self {
        Self { reader }
    }

    /// The number of a product that the request names.
    pub(crate) fn product(&self, id: &str) -> Result<u32> {
        catalogue::number(self.reader, Sort::Product, id)?
            .ok_or_else(|| unknown(Status::UnknownProduct, "product", id))
    }

    pub(crate) fn product_record(&self, product: u32) -> Result<ProductRecord> {
        catalogue::record(self.reader, Sort::Product, product)
    }

    /// The number of a pool that the request names.
    pub(crate) fn pool(&self, id: &str) -> Result<u32> {
        catalogue::number(self.reader, Sort::Pool, id)?
            .ok_or_else(|| unknown(Status::UnknownPool, "pool", id))
    }

    /// A product's record, decoded once of a committed state.
    pub(crate) fn product_shared(&self, product: u32) -> Result<Arc<ProductRecord>> {
        catalogue::shared(self.reader, Sort::Product, product)
    }

    /// A pool's record, decoded once of a committed state.
    pub(crate) fn pool_shared(&self, pool: u32) -> Result<Arc<PoolRecord>> {
        catalogue::shared(self.reader, Sort::Pool, pool)
    }

    pub(crate) fn pool_record(&self, pool: u32) -> Result<PoolRecord> {
        catalogue::record(self.reader, Sort::Pool, pool)
    }

    /// The number of a group that the request names.
    pub(crate) fn group(&self, id: &str) -> Result<u32> {
        catalogue::number(self.reader, Sort::Group, id)?
            .ok_or_else(|| unknown(Status::UnknownGroup, "group", id))
    }

    pub(crate) fn group_record(&self, group: u32) -> Result<GroupRecord> {
        catalogue::record(self.reader, Sort::Group, group)
    }

    /// The number of an org that the request names.
    pub(crate) fn org(&self, id: &str) -> Result<u32> {
        catalogue::number(self.reader, Sort::Org, id)?.ok_or_else(|| unknown(Status::UnknownOrg, "org", id))
    }

    pub(crate) fn org_record(&self, org: u32) -> Result<OrgRecord> {
        catalogue::record(self.reader, Sort::Org, org)
    }

    /// The number of a user that the question names.
    pub(crate) fn user(&self, id: &str) -> Result<Found> {
        let mut found = None;
        users::find(self.reader, &[id], |_, user| found = Some(user))?;
        found.ok_or_else(|| unknown(Status::UnknownUser, "user", id))
    }

    /// Members of a group, in its order.
    pub(crate) fn members(&self, group: u32) -> Result<Vec<u32>> {
        catalogue::members(self.reader, group)
    }

    /// The groups of a block of users.
    pub(crate) fn memberships(&self, block: u32) -> Result<Memberships> {
        Memberships::read(self.reader, block)
    }

    /// Ids of users, in the order of `numbers`.
    pub(crate) fn ids(&self, numbers: &[u32]) -> Result<crate::IdList> {
        let mut order: Vec<u32> = numbers.to_vec();
        order.sort_unstable();
        order.dedup();
        let mut sorted = crate::IdList::new();
        users::each_id(self.reader, &order, |_, id| sorted.push(id))?;
        Ok(numbers
            .iter()
            .map(|number| sorted.get(order.binary_search(number).unwrap_or(usize::MAX)))
            .collect())
    }

    /// What the rules ask of users, in the order of `numbers`.
    pub(crate) fn traits(&self, numbers: &[u32]) -> Result<Vec<Traits>> {
        let ids = self.ids(numbers)?;
        let mut order: Vec<(&str, usize)> = ids.iter().zip(0..).collect();
        order.sort_unstable();
        let sorted: Vec<&str> = order.iter().map(|(id, _)| *id).collect();
        let mut traits = vec![Traits::default(); numbers.len()];
        users::find(self.reader, &sorted, |at, found| {
            if let Some(own) = order.get(at).and_then(|(_, position)| traits.get_mut(*position)) {
                *own = found.traits;
            }
        })?;
        Ok(traits)
    }

    pub(crate) fn roles(&self) -> Result<Roles> {
        Roles::read(self.reader)
    }

    /// An org and those above it.
    pub(crate) fn with_parents(&self, org: u32) -> Result<Vec<u32>> {
        catalogue::with_parents(self.reader, org)
    }

    /// Pools of a product that belong to an org.
    pub(crate) fn pools_of(&self, product: u32, org: u32) -> Result<Vec<u32>> {
        catalogue::pools_of(self.reader, product, Some(org))
    }

    pub(crate) fn has_pools(&self, product: u32) -> Result<bool> {
        catalogue::has_pools(self.reader, product)
    }

    pub(crate) fn pool_state(&self, pool: u32) -> Result<PoolState> {
        PoolState::read(self.reader, pool)
    }

    pub(crate) fn seats(&self, pool: u32, block: u32) -> Result<SeatBlock> {
        SeatBlock::read(self.reader, pool, block)
    }

    pub(crate) fn holdings(&self, kind: HolderKind, block: u32, product: u32) -> Result<HoldingBlock> {
        HoldingBlock::read(self.reader, kind, block, product)
    }
}

/// What the rules ask.
impl View<'_> {
    /// The number of a plan; `None` if no product ever had it.
    pub(crate) fn plan(&self, id: &str) -> Result<Option<u32>> {
        catalogue::number(self.reader, Sort::Plan, id)
    }

    /// The id of a plan.
    pub(crate) fn plan_id(&self, plan: u32) -> Result<String> {
        catalogue::record(self.reader, Sort::Plan, plan)
    }

    /// Every exclusion and prerequisite, as numbers.
    pub(crate) fn rules(&self) -> Result<Rules> {
        crate::layout::rules::read(self.reader)
    }

    /// What holds for the whole book.
    pub(crate) fn settings(&self) -> Result<Settings> {
        crate::layout::rules::settings(self.reader)
    }
}

fn unknown(status: Status, what: &'static str, id: &str) -> Error {
    let shown: String = id.chars().take(60).flat_map(char::escape_debug).collect();
    Error::new(status, format!("there is no {what} `{shown}` in the book")).with(what, shown)
}
