//! Lists of orgs, groups, products and pools: few compared with users, so they are sorted when they are asked for, by folded name
//! and id; pools by product and id.

use super::Counts;
use super::counts;
use super::page::{Page, PageRequest, Window, key};
use super::users::subtree;
use crate::error::Result;
use crate::layout::catalogue::{self, GroupRecord, OrgRecord, PoolRecord, ProductRecord, Sort};
use crate::layout::memberships::BLOCK;
use crate::layout::names;
use crate::model::{GroupKind, Pool, Product};
use crate::term::Day;
use crate::text::{Search, fold};
use crate::view::View;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// Which orgs; what is not set asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OrgFilter {
    /// Words that must stand in the name or the id; case and accents do not matter.
    pub text: String,
    /// Only orgs that stand directly below this one.
    pub parent: Option<String>,
    /// Only this org and all below it.
    pub org: Option<String>,
    /// Only orgs that stand below no other.
    pub top: bool,
}

/// An org in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrgRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The org above it.
    pub parent: Option<String>,
    /// How many orgs stand directly below it.
    pub children: u64,
    /// How many users belong to it, without those of orgs below.
    pub users: u64,
    /// Of these, how many are enabled.
    pub enabled: u64,
}

/// Which groups; what is not set asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GroupFilter {
    /// Words that must stand in the name or the id; case and accents do not matter.
    pub text: String,
    /// Only groups of this org and those below it.
    pub org: Option<String>,
    /// Only groups that this user is a member of.
    pub user: Option<String>,
}

/// A group in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// Its id.
    pub id: String,
    /// The org it belongs to.
    pub org: String,
    /// Class or other group.
    pub kind: GroupKind,
    /// What people call it.
    pub name: String,
    /// How many members it has.
    pub members: u64,
}

/// Which pools; what is not set asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PoolFilter {
    /// Only pools of this product.
    pub product: Option<String>,
    /// Only pools of this org and those below it.
    pub org: Option<String>,
}

/// A pool in a list: its terms without its keys, and what its seats amount to on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PoolRow {
    /// Its terms.
    #[serde(flatten)]
    pub pool: Pool,
    /// The last day to start its seats by hand; afterwards they start by themselves.
    pub start_by: Option<Day>,
    /// How many keys it has.
    pub key_count: u64,
    /// Its seats on the day.
    pub counts: Counts,
}

/// One page of orgs.
pub(crate) fn orgs(view: View<'_>, filter: &OrgFilter, request: &PageRequest) -> Result<Page<OrgRow>> {
    let window = Window::read(request)?;
    let search = Search::new(&filter.text);
    let parent = filter.parent.as_deref().map(|id| view.org(id)).transpose()?;
    let within = filter.org.as_deref().map(|id| subtree(view, id)).transpose()?;
    let mut children: HashMap<u32, u64> = HashMap::new();
    let mut all = Vec::new();
    for (number, record) in records::<OrgRecord>(view, Sort::Org)? {
        if let Some(parent) = record.parent {
            *children.entry(parent).or_default() += 1;
        }
        let wanted = within.as_ref().is_none_or(|orgs| orgs.contains(&number))
            && parent.is_none_or(|parent| record.parent == Some(parent))
            && !(filter.top && record.parent.is_some());
        let name = fold(&record.org.name);
        if wanted && search.is_in(&[&name, &fold(&record.org.id)]) {
            all.push((key(&[&name, &record.org.id]), (number, record)));
        }
    }
    all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    window.cut(all).map(|rows| {
        let row = |(number, record): (u32, OrgRecord)| {
            let kinds = names::kinds(view.reader, number)?;
            Ok(OrgRow {
                id: record.org.id,
                name: record.org.name,
                parent: record.org.parent,
                children: children.get(&number).copied().unwrap_or_default(),
                users: kinds.values().map(|count| u64::from(*count)).sum(),
                enabled: kinds.iter().filter(|((_, on), _)| *on).map(|(_, count)| u64::from(*count)).sum(),
            })
        };
        rows.into_iter().map(row).collect()
    })
}

/// One page of groups.
pub(crate) fn groups(view: View<'_>, filter: &GroupFilter, request: &PageRequest) -> Result<Page<GroupRow>> {
    let window = Window::read(request)?;
    let search = Search::new(&filter.text);
    let within = filter.org.as_deref().map(|id| subtree_ids(view, id)).transpose()?;
    let records = match &filter.user {
        Some(user) => {
            let user = view.user(user)?.number;
            let own = view.memberships(user / BLOCK)?;
            let groups = own.groups((user % BLOCK) as u8).iter();
            groups.map(|group| Ok((*group, view.group_record(*group)?))).collect::<Result<_>>()?
        }
        None => records::<GroupRecord>(view, Sort::Group)?,
    };
    let mut all = Vec::new();
    for (_, record) in records {
        let name = fold(&record.name);
        let wanted = within.as_ref().is_none_or(|orgs| orgs.contains(&record.org));
        if wanted && search.is_in(&[&name, &fold(&record.id)]) {
            let GroupRecord { id, org, kind, name: shown, members } = record;
            all.push((key(&[&name, &id]), GroupRow { id, org, kind, name: shown, members: members as u64 }));
        }
    }
    all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(window.cut(all))
}

/// One page of products: words of the text may stand in id, name, provider, plans and metadata.
pub(crate) fn products(view: View<'_>, text: &str, request: &PageRequest) -> Result<Page<Product>> {
    let window = Window::read(request)?;
    let search = Search::new(text);
    let mut all = Vec::new();
    for (_, ProductRecord { product, .. }) in records::<ProductRecord>(view, Sort::Product)? {
        let plans = product.plans.iter().flat_map(|plan| [&plan.id, &plan.name]);
        let metadata = product.metadata.iter().flat_map(|(name, value)| [name, value]);
        let texts = [&product.id, &product.name, &product.provider].into_iter().chain(plans).chain(metadata);
        let folded: Vec<String> = texts.map(|text| fold(text)).collect();
        if search.is_in(&folded.iter().map(String::as_str).collect::<Vec<_>>()) {
            all.push((key(&[&fold(&product.name), &product.id]), product));
        }
    }
    all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(window.cut(all))
}

/// One page of pools.
pub(crate) fn pools(
    view: View<'_>,
    filter: &PoolFilter,
    on: Day,
    request: &PageRequest,
) -> Result<Page<PoolRow>> {
    let window = Window::read(request)?;
    let within = filter.org.as_deref().map(|id| subtree(view, id)).transpose()?;
    let records = match &filter.product {
        Some(product) => {
            let pools = catalogue::pools_of(view.reader, view.product(product)?, None)?;
            pools.into_iter().map(|pool| Ok((pool, view.pool_record(pool)?))).collect::<Result<_>>()?
        }
        None => records::<PoolRecord>(view, Sort::Pool)?,
    };
    let mut all = Vec::new();
    for (number, record) in records {
        if within.as_ref().is_none_or(|orgs| orgs.contains(&record.org)) {
            all.push((key(&[&record.pool.product, &record.pool.id]), (number, record)));
        }
    }
    all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    window.cut(all).map(|rows| {
        let row = |(number, record): (u32, PoolRecord)| {
            let counts = counts::of_pool(&record.pool, &view.pool_state(number)?, on);
            Ok(PoolRow {
                start_by: record.pool.start_by(),
                key_count: record.keys as u64,
                pool: record.pool,
                counts,
            })
        };
        rows.into_iter().map(row).collect()
    })
}

/// Every record of a sort, in order of ids.
fn records<T: serde::de::DeserializeOwned>(view: View<'_>, sort: Sort) -> Result<Vec<(u32, T)>> {
    let mut numbers = Vec::new();
    catalogue::each(view.reader, sort, |_, number| {
        numbers.push(number);
        Ok(())
    })?;
    numbers.into_iter().map(|number| Ok((number, catalogue::record(view.reader, sort, number)?))).collect()
}

/// The ids of an org and all below it.
fn subtree_ids(view: View<'_>, id: &str) -> Result<BTreeSet<String>> {
    let orgs = subtree(view, id)?.into_iter();
    orgs.map(|org| Ok(catalogue::record::<OrgRecord>(view.reader, Sort::Org, org)?.org.id)).collect()
}
