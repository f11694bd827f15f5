//! Serving the waiting list: who gets the seats that are free, in the order of the queue and by the ordinary rules.
//!
//! A turn plans the head of a product's queue as one request, as far as it takes to hand out everything that is free. Whoever may
//! not have what is free is passed over and keeps his place.

use super::{Plan, plan};
use crate::error::Result;
use crate::layout::memberships::{BLOCK, Memberships};
use crate::layout::waiting::{self, Place, Wish};
use crate::limits;
use crate::maps::NumberMap;
use crate::outcome::{Class, Outcome};
use crate::report::Rows;
use crate::request::{Actor, Hooks, Item, Mode, Op, Options, Request, Unit, Who};
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Wishes that are looked at first; eight times as many if that was not enough.
const FIRST: usize = 64;

/// What some of a queue would get.
pub(crate) struct Turn {
    pub plan: Plan,
    /// Rows that took effect.
    pub served: Vec<usize>,
    /// The last wish that was looked at, if there may be more to serve behind it.
    pub more_after: Option<Place>,
}

/// Plans the queue of a product, from its head or from behind a place; `None` if there is nothing to give or nobody to get it.
pub(crate) fn turn(
    view: View<'_>,
    product: u32,
    after: Option<&Place>,
    options: &Options,
) -> Result<Option<Turn>> {
    let free = free_seats(view, product, options.on)?;
    if free == 0 {
        return Ok(None);
    }
    let options = Options {
        actor: Actor::administrator(&options.actor.id),
        mode: Mode::BestEffort,
        unit: Unit::Row,
        ..options.clone()
    };
    let mut most = FIRST;
    loop {
        let queue = head(view, product, after, most)?;
        let Some((last, _)) = queue.last() else { return Ok(None) };
        let more_after = Some(*last);
        let (request, asked) = request(view, product, &queue)?;
        let mut plan = plan(view, &request, &options, &mut Hooks::default())?;
        let outcome = |row: usize| plan.rows.row(row).map(|row| row.outcome());
        let served: Vec<usize> = (0..asked.len())
            .filter(|row| outcome(*row).is_some_and(|outcome| outcome.class() == Class::Changed))
            .collect();
        let whole = queue.len() < most;
        if !whole && most < limits::ROWS && (served.len() as u64) < free {
            most = (8 * most).min(limits::ROWS);
            continue;
        }
        // Whoever has the product by now, in whatever way, does not wait for it.
        let moot: Vec<usize> =
            (0..asked.len()).filter(|row| outcome(*row) == Some(Outcome::AlreadyAssigned)).collect();
        for (place, wish) in moot.iter().filter_map(|row| queue.get(*asked.get(*row)?)) {
            plan.wishes.take_off(*place, wish.kind, wish.holder);
        }
        join_sources(&mut plan, product, &queue);
        return Ok(Some(Turn { plan, served, more_after: more_after.filter(|_| !whole) }));
    }
}

/// Seats of a product that could be handed out on a day to somebody.
fn free_seats(view: View<'_>, product: u32, day: Day) -> Result<u64> {
    let mut free = 0_u64;
    for pool in crate::layout::catalogue::pools_of(view.reader, product, None)? {
        let (record, state) = (view.pool_record(pool)?.pool, view.pool_state(pool)?);
        let closed = record.suspended
            || record.redeem_from.is_some_and(|from| day < from)
            || record.redeem_until.is_some_and(|until| day > until);
        if closed || record.kind.holder().is_none() {
            continue;
        }
        let unused = (state.fresh, state.unused(record.quantity).unwrap_or(u64::MAX));
        let stored = state.buckets.iter().map(|bucket| (bucket.standing, u64::from(bucket.count)));
        for (standing, seats) in stored.chain([unused]) {
            if standing.on(&record, day).state.is_free() {
                free = free.saturating_add(seats);
            }
        }
    }
    Ok(free)
}

fn head(view: View<'_>, product: u32, after: Option<&Place>, most: usize) -> Result<Vec<(Place, Wish)>> {
    let mut queue = Vec::new();
    waiting::each(view.reader, product, after, |place, wish| {
        queue.push((place, wish));
        Ok(if queue.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(queue)
}

/// What wishes must have in common to be asked for in one item.
#[derive(PartialEq)]
struct Terms<'q> {
    wish: (&'q Wish, HolderKind),
    source: u32,
}

impl Terms<'_> {
    fn are_like(&self, other: &Self) -> bool {
        let ((one, kind), (own, own_kind)) = (self.wish, other.wish);
        (self.source, kind) == (other.source, own_kind)
            && (one.choice, &one.pools, &one.plans_off) == (own.choice, &own.pools, &own.plans_off)
    }
}

/// The queue as a request of one row per wish, in its order; with the wish of each row. A wish through groups of which its user
/// is no member any more is left out.
fn request(view: View<'_>, product: u32, queue: &[(Place, Wish)]) -> Result<(Request, Vec<usize>)> {
    let record = view.product_record(product)?;
    let mut runs: Vec<(Terms<'_>, Vec<u32>)> = Vec::new();
    let mut asked = Vec::new();
    for (at, (_, wish)) in queue.iter().enumerate() {
        let Some(source) = source_of(view, wish)? else { continue };
        let terms = Terms { wish: (wish, wish.kind), source };
        match runs.last_mut().filter(|(last, _)| last.are_like(&terms)) {
            Some((_, holders)) => holders.push(wish.holder),
            None => runs.push((terms, vec![wish.holder])),
        }
        asked.push(at);
    }
    let mut items = Vec::with_capacity(runs.len());
    for (terms, holders) in runs {
        let wish = terms.wish.0;
        let ids = Arc::new(super::holders::names(view, wish.kind, &holders)?);
        let who = match (wish.kind, terms.source.checked_sub(1)) {
            (HolderKind::User, None) => Who::Users(ids),
            (HolderKind::User, Some(group)) => {
                Who::Group { id: view.group_record(group)?.id, members: Some(ids) }
            }
            (HolderKind::Group, _) => Who::HolderGroups(ids),
            (HolderKind::Org, _) => Who::HolderOrgs(ids),
        };
        let mut item = Item::new(Op::Assign, who, &[record.product.id.as_str()]);
        item.seat_choice = wish.choice;
        item.pools =
            wish.pools.iter().map(|pool| Ok(view.pool_record(*pool)?.pool.id)).collect::<Result<_>>()?;
        if let Some(plans) = &wish.plans_off {
            // A plan that the product has lost by now can neither be on nor off.
            let known = plans.iter().filter(|plan| record.plans.contains(plan));
            item.disabled_plans = Some(known.map(|plan| view.plan_id(*plan)).collect::<Result<_>>()?);
        }
        items.push(item);
    }
    Ok((Request { items }, asked))
}

/// What a seat for a wish comes through first; `None` if nothing is left.
fn source_of(view: View<'_>, wish: &Wish) -> Result<Option<u32>> {
    let first = wish.sources.first().copied();
    if wish.kind != HolderKind::User || first == Some(crate::layout::holdings::DIRECT) {
        return Ok(first);
    }
    let memberships = Memberships::read(view.reader, wish.holder / BLOCK)?;
    let groups = memberships.groups((wish.holder % BLOCK) as u8);
    Ok(wish.sources.iter().copied().find(|source| groups.contains(&source.saturating_sub(1))))
}

/// Whoever waited through more than one thing has his seat through all of them.
fn join_sources(plan: &mut Plan, product: u32, queue: &[(Place, Wish)]) {
    for (_, wish) in queue.iter().filter(|(_, wish)| wish.sources.len() > 1) {
        if let Some(sources) = plan.holdings.sources_mut(wish.kind, wish.holder, product) {
            *sources = plan.sources.len() as u32;
            plan.sources.push(wish.sources.clone());
        }
    }
}

/// Adds some rows of a plan to a report's, as one part; answers the users they are about.
pub(crate) fn collect(into: &mut Rows, plan: &Plan, rows: &[usize]) -> Vec<u32> {
    let own = &plan.rows;
    let (names, pools) = (into.names.len() as u32, into.pools.len() as u32);
    into.names.extend(own.names.iter().cloned());
    into.pools.extend(own.pools.iter().cloned());
    let mut kinds: NumberMap<u32, u32> = NumberMap::default();
    let first = into.kind.len();
    let numbers: Vec<u32> = plan.users.iter().flatten().copied().collect();
    let mut users = Vec::with_capacity(rows.len());
    let mut targets = crate::IdList::new();
    for row in rows {
        let (Some(kind), Some(seat)) = (own.kind.get(*row), own.seat.get(*row)) else { continue };
        let Some(says) = own.kinds.get(*kind as usize) else { continue };
        let kind = *kinds.entry(*kind).or_insert_with(|| {
            let mut says = says.clone();
            says.product += names;
            says.pool = says.pool.map(|pool| pool + pools);
            // Undoing is about the rows that were asked for.
            (says.in_the_way, says.change) = (None, None);
            into.kinds.push(says);
            (into.kinds.len() - 1) as u32
        });
        into.kind.push(kind);
        into.seat.push(*seat);
        targets.push(own.target(*row));
        users.push(numbers.get(*row).copied().unwrap_or(crate::layout::users::NOBODY));
    }
    into.parts.push(crate::report::Part { first, targets: Arc::new(targets), products: 1 });
    users
}
