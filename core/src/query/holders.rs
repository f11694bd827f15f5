//! Who holds seats, by pool and seat, page by page.
//!
//! Without a filter for people, totals come from the pools' counters and only the blocks of a page are read. Who belongs to an org or has
//! a role is known only of users, so such a filter goes through all holders.

use super::Holder;
use super::page::{Best, Page, PageRequest, Window};
use super::sources::Sources;
use super::users::subtree;
use crate::error::{Error, Result, Status};
use crate::held::{self, HeldPool, Place};
use crate::layout::catalogue::{self, Sort};
use crate::layout::holdings::{self, BLOCK as HOLDERS, LyingBlock};
use crate::layout::users;
use crate::report::Source;
use crate::seat::{HolderKind, SeatState, Seen};
use crate::term::Day;
use crate::view::View;
use serde::Deserialize;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

/// Whose holders, and which of them; what is not set asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HolderFilter {
    /// Of this product.
    pub product: Option<String>,
    /// Or of this pool.
    pub pool: Option<String>,
    /// Only holders of this kind.
    pub kind: Option<HolderKind>,
    /// Only seats in this state: assigned or started.
    pub state: Option<SeatState>,
    /// Only users with this role.
    pub role: Option<String>,
    /// Only users of this org and those below it, groups of these orgs, and these orgs.
    pub org: Option<String>,
}

/// A held seat: position of its pool, and the seat.
type Row = (usize, Place);

/// One page of a list of holders.
pub(crate) fn page(
    view: View<'_>,
    filter: &HolderFilter,
    on: Day,
    request: &PageRequest,
) -> Result<Page<Holder>> {
    let window = Window::read(request)?;
    let mut pools = match (&filter.product, &filter.pool) {
        (Some(product), None) => held::pools_of(view, view.product(product)?, &[], on)?,
        (None, Some(pool)) => vec![HeldPool::read(view, view.pool(pool)?, on)?],
        _ => {
            let message = "ask for the holders of either a `product` or a `pool`";
            return Err(Error::new(Status::InvalidArgument, message));
        }
    };
    if let Some(kind) = filter.kind {
        pools.retain(|pool| pool.record.pool.kind.holder() == Some(kind));
    }
    if let Some(state) = filter.state {
        for pool in &mut pools {
            pool.only(state);
        }
    }
    let page = match People::read(view, filter)? {
        Some(people) => some(view, &pools, &people, &window)?,
        None => all(view, &pools, &window)?,
    };
    page.map(|rows| show(view, &pools, &rows))
}

/// Who is looked for.
struct People {
    users: BTreeSet<u32>,
    groups: BTreeSet<u32>,
    orgs: BTreeSet<u32>,
}

impl People {
    /// `None` if nobody in particular is.
    fn read(view: View<'_>, filter: &HolderFilter) -> Result<Option<Self>> {
        if filter.role.is_none() && filter.org.is_none() {
            return Ok(None);
        }
        let orgs = filter.org.as_deref().map(|id| subtree(view, id)).transpose()?;
        let role = filter.role.as_ref().map(|role| Ok(view.roles()?.known(std::slice::from_ref(role))));
        let role = role.transpose()?;
        let mut people = Self { users: BTreeSet::new(), groups: BTreeSet::new(), orgs: BTreeSet::new() };
        users::each(view.reader, |_, number, traits| {
            let within = orgs.as_ref().is_none_or(|orgs| orgs.contains(&traits.org));
            if within && role.is_none_or(|role| traits.roles & role != 0) {
                people.users.insert(number);
            }
            Ok(())
        })?;
        if let Some(orgs) = orgs.filter(|_| role.is_none()) {
            let mut groups = Vec::new();
            catalogue::each(view.reader, Sort::Group, |_, number| {
                groups.push(number);
                Ok(())
            })?;
            for group in groups {
                if orgs.contains(&view.org(&view.group_record(group)?.org)?) {
                    people.groups.insert(group);
                }
            }
            people.orgs = orgs;
        }
        Ok(Some(people))
    }

    fn has(&self, kind: Option<HolderKind>, holder: u32) -> bool {
        match kind {
            Some(HolderKind::User) => self.users.contains(&holder),
            Some(HolderKind::Group) => self.groups.contains(&holder),
            Some(HolderKind::Org) => self.orgs.contains(&holder),
            None => false,
        }
    }
}

/// The sort key of a seat: its pool's id, then its number.
fn key(pool: &HeldPool, seat: u32) -> Vec<u8> {
    [pool.record.pool.id.as_bytes(), &[0], &seat.to_be_bytes()].concat()
}

/// The seat of a pool that a key leads to, or that comes next.
fn seat_of(pool: &HeldPool, key: &[u8]) -> Option<u32> {
    let rest = key.strip_prefix(pool.record.pool.id.as_bytes())?.strip_prefix(&[0])?;
    let mut seat = [0; 4];
    seat.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    Some(u32::from_be_bytes(seat))
}

fn some(view: View<'_>, pools: &[HeldPool], people: &People, window: &Window) -> Result<Page<Row>> {
    let mut best = Best::new(window);
    let mut total = 0;
    for (at, pool) in pools.iter().enumerate() {
        let kind = pool.record.pool.kind.holder();
        pool.each(view, 0, |place| {
            if people.has(kind, place.holder) {
                total += 1;
                let key = key(pool, place.seat);
                if window.admits(&key) {
                    best.offer(&key, || (at, place));
                }
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(best.page(total))
}

fn all(view: View<'_>, pools: &[HeldPool], window: &Window) -> Result<Page<Row>> {
    let mut found: Vec<(Vec<u8>, Row)> = Vec::new();
    let order: Vec<usize> =
        if window.backwards { (0..pools.len()).rev().collect() } else { (0..pools.len()).collect() };
    for at in order {
        let Some(pool) = pools.get(at) else { continue };
        let from = window.from.as_deref();
        let edge = from.and_then(|from| seat_of(pool, from));
        if edge.is_none() && !window.admits(&key(pool, 0)) {
            continue;
        }
        let visit = |place: Place| {
            let key = key(pool, place.seat);
            if window.admits(&key) {
                found.push((key, (at, place)));
            }
            if found.len() > window.limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        if window.backwards {
            pool.each_before(view, edge.map_or(u32::MAX, |seat| seat.saturating_add(1)), visit)?;
        } else {
            pool.each(view, edge.unwrap_or(0), visit)?;
        }
        if found.len() > window.limit {
            break;
        }
    }
    Ok(window.page(found, pools.iter().map(HeldPool::count).sum()))
}

fn show(view: View<'_>, pools: &[HeldPool], rows: &[Row]) -> Result<Vec<Holder>> {
    let own: Vec<Own<'_>> = rows.iter().map(|row| Own::new(pools, *row)).collect::<Result<_>>()?;
    let names = names(view, &own)?;
    let beside = beside(view, &own)?;
    let holder = |((own, holder), (sources, disabled_plans)): ((&Own<'_>, String), Beside)| Holder {
        holder,
        kind: own.kind,
        product: own.pool.record.pool.product.clone(),
        pool: own.pool.record.pool.id.clone(),
        seat: own.place.seat + 1,
        state: own.seen.state,
        started_on: own.seen.standing.started_on,
        ends_on: own.seen.ends_on,
        sources,
        disabled_plans,
    };
    Ok(own.iter().zip(names).zip(beside).map(holder).collect())
}

/// A row with what its pool says of it.
struct Own<'p> {
    place: Place,
    pool: &'p HeldPool,
    seen: &'p Seen,
    kind: HolderKind,
}

impl<'p> Own<'p> {
    fn new(pools: &'p [HeldPool], (at, place): Row) -> Result<Self> {
        let lost = || Error::corrupt("a seat has no bucket");
        let pool = pools.get(at).ok_or_else(lost)?;
        let seen = pool.seen.get(usize::from(place.bucket)).ok_or_else(lost)?;
        Ok(Self { place, pool, seen, kind: pool.record.pool.kind.holder().ok_or_else(lost)? })
    }
}

/// Ids of the holders, in the order of the rows; those of users are read block by block.
fn names(view: View<'_>, rows: &[Own<'_>]) -> Result<Vec<String>> {
    let mut names = vec![String::new(); rows.len()];
    let mut users: Vec<(u32, usize)> = Vec::new();
    let mut others: HashMap<(HolderKind, u32), String> = HashMap::new();
    for (at, (row, name)) in rows.iter().zip(&mut names).enumerate() {
        let holder = row.place.holder;
        if row.kind == HolderKind::User {
            users.push((holder, at));
            continue;
        }
        let known = match others.entry((row.kind, holder)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) if row.kind == HolderKind::Group => {
                place.insert(view.group_record(holder)?.id)
            }
            Entry::Vacant(place) => place.insert(view.org_record(holder)?.org.id),
        };
        name.clone_from(known);
    }
    users.sort_unstable();
    let numbers: Vec<u32> = users.iter().map(|(user, _)| *user).collect();
    users::each_id(view.reader, &numbers, |place, id| {
        if let Some(name) = users.get(place).and_then(|(_, at)| names.get_mut(*at)) {
            id.clone_into(name);
        }
    })?;
    Ok(names)
}

/// What a seat came through, and plans that are off.
type Beside = (Vec<Source>, Vec<String>);

/// What stands beside the seats in their holdings, in the order of the rows; read block by block.
fn beside(view: View<'_>, rows: &[Own<'_>]) -> Result<Vec<Beside>> {
    let mut all: Vec<Beside> = vec![Beside::default(); rows.len()];
    let mut sources = Sources::default();
    let block = |row: &Own<'_>| (row.kind, row.pool.record.product, row.place.holder / HOLDERS);
    let mut order: Vec<_> =
        rows.iter().map(|row| (block(row), row.place.holder % HOLDERS)).zip(0..).collect();
    order.sort_unstable();
    for own in order.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
        let Some((((kind, product, block), _), _)) = own.first() else { continue };
        holdings::peek(view.reader, *kind, *block, *product, &mut |value| {
            let block = LyingBlock::new(value)?;
            for ((_, low), at) in own {
                let (Some((terms, _)), Some(place)) = (block.get(*low as u8), all.get_mut(*at)) else {
                    continue;
                };
                let terms = block.terms(terms)?;
                *place = (sources.words(view, &terms.sources)?, sources.plans(view, &terms.plans_off)?);
            }
            Ok(())
        })?;
    }
    Ok(all)
}
