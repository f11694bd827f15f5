//! One account takes over what another has: seats move with their dates, and what both have is given back once.
//!
//! Moving comes first, so that what is given back afterwards is judged by what the other account has left.

use super::pools::{NO_SITUATION, Situation};
use super::wishes::Wishes;
use super::{Holdings, Plan, SeatChange, SeatHolding, plan};
use crate::error::Result;
use crate::held::{HeldSeat, HeldSeats};
use crate::layout::holdings::{self, BLOCK};
use crate::outcome::{Class, Outcome};
use crate::report::{Part, PoolName, ReportStatus, RowKind, Rows, Source, Summary};
use crate::request::{Hooks, Item, Mode, Op, Options, Request};
use crate::seat::{HolderKind, SeatState};
use crate::view::View;
use std::sync::Arc;

/// The two accounts, by number and id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Accounts<'a> {
    pub from: (u32, &'a str),
    pub into: (u32, &'a str),
}

/// A seat of the account that goes.
#[derive(Clone, Debug)]
pub(crate) struct Moving {
    product: u32,
    product_id: String,
    held: HeldSeat,
    sources: Vec<u32>,
    plans_off: Vec<u32>,
    plans_off_ids: Vec<String>,
    source: Source,
    /// What the other account has of the product, if its seat lasts; its sources and plans.
    other: Option<(HeldSeat, Vec<u32>, Vec<u32>)>,
    /// A seat that the other account had until it ended.
    lapsed: Option<HeldSeat>,
}

/// What the account that goes holds, by product id.
pub(crate) fn moving(view: View<'_>, accounts: Accounts<'_>, options: &Options) -> Result<Vec<Moving>> {
    let (from, into) = (accounts.from.0, accounts.into.0);
    let mut products = Vec::new();
    holdings::each_product(view.reader, HolderKind::User, from / BLOCK, |product, _| {
        products.push(product);
        Ok(())
    })?;
    let mut seats = HeldSeats::new(view, options.on);
    let mut moving = Vec::new();
    for product in products {
        let Some(held) = seats.get(HolderKind::User, from, product)? else { continue };
        let terms = |seats: &mut HeldSeats<'_>, user| -> Result<(Vec<u32>, Vec<u32>)> {
            let terms = seats.terms(HolderKind::User, user, product)?;
            Ok(terms.map(|terms| (terms.sources.clone(), terms.plans_off.clone())).unwrap_or_default())
        };
        let (sources, plans_off) = terms(&mut seats, from)?;
        let block = view.holdings(HolderKind::User, into / BLOCK, product)?;
        let had = block.get((into % BLOCK) as u8).map(|(terms, seat)| (terms.pool, seat));
        let had = had.map(|(pool, seat)| seats.seen(pool, seat)).transpose()?;
        let (own_sources, own_off) = terms(&mut seats, into)?;
        let group = sources.first().and_then(|source| source.checked_sub(1));
        let source = match group {
            Some(group) => Source::Group(view.group_record(group)?.id),
            None => Source::Direct,
        };
        moving.push(Moving {
            product,
            product_id: view.product_record(product)?.product.id,
            held,
            sources,
            plans_off_ids: plans_off.iter().map(|plan| view.plan_id(*plan)).collect::<Result<_>>()?,
            plans_off,
            source,
            other: had.filter(|had| had.seen.state.is_held()).map(|had| (had, own_sources, own_off)),
            lapsed: had.filter(|had| had.seen.state == SeatState::Expired),
        });
    }
    moving.sort_by(|one, other| one.product_id.cmp(&other.product_id));
    Ok(moving)
}

/// A plan without rows.
pub(crate) fn nothing(view: View<'_>, options: &Options) -> Result<Plan> {
    let nobody = Item { everything: true, ..Item::users(Op::Revoke, [""; 0], &[]) };
    plan(view, &nobody.into(), options, &mut Hooks::default())
}

/// The seats that move to the other account, because it has none of their products.
pub(crate) fn moves(
    view: View<'_>,
    accounts: Accounts<'_>,
    all: &[Moving],
    options: &Options,
) -> Result<Plan> {
    let mut plan = nothing(view, options)?;
    for own in all.iter().filter(|own| own.other.is_none()) {
        if let Some(lapsed) = own.lapsed {
            let situation = situation(&mut plan, lapsed, SeatState::Expired);
            plan.seats.push(SeatChange { situation, seat: lapsed.seat, holder: accounts.into.0 });
        }
        let situation = situation(&mut plan, own.held, own.held.seen.standing.state);
        plan.seats.push(SeatChange { situation, seat: own.held.seat, holder: accounts.into.0 });
        let (sources, plans_off) =
            (put(&mut plan.sources, &own.sources), put(&mut plan.plans_off, &own.plans_off));
        let gone = SeatHolding {
            kind: HolderKind::User,
            holder: accounts.from.0,
            product: own.product,
            situation: NO_SITUATION,
            seat: 0,
            sources: 0,
            plans_off: 0,
        };
        plan.holdings.push(gone);
        let seat = own.held.seat;
        plan.holdings.push(SeatHolding {
            holder: accounts.into.0,
            situation,
            seat,
            sources,
            plans_off,
            ..gone
        });
    }
    Ok(plan)
}

/// What is given back because both accounts have it, on the book as it is after the moves; with the rows of the whole merge.
pub(crate) fn releases(
    view: View<'_>,
    accounts: Accounts<'_>,
    all: &[Moving],
    options: &Options,
) -> Result<Plan> {
    let best_effort = Options { mode: Mode::BestEffort, ..options.clone() };
    let both: Vec<&Moving> = all.iter().filter(|own| own.other.is_some()).collect();
    let products: Vec<&str> = both.iter().map(|own| own.product_id.as_str()).collect();
    let mut plan = if products.is_empty() {
        nothing(view, &best_effort)?
    } else {
        let item = Item { all_sources: true, ..Item::users(Op::Revoke, [accounts.from.1], &products) };
        plan(view, &Request::from(item), &best_effort, &mut Hooks::default())?
    };
    for (at, own) in both.into_iter().enumerate() {
        let released = plan.rows.row(at).is_some_and(|row| row.outcome().class() == Class::Changed);
        let Some((held, sources, plans_off)) = own.other.as_ref().filter(|_| released) else { continue };
        let joined: std::collections::BTreeSet<u32> = sources.iter().chain(&own.sources).copied().collect();
        let joined: Vec<u32> = joined.into_iter().collect();
        let holding = SeatHolding {
            kind: HolderKind::User,
            holder: accounts.into.0,
            product: own.product,
            situation: situation(&mut plan, *held, held.seen.standing.state),
            seat: held.seat,
            sources: put(&mut plan.sources, &joined),
            plans_off: put(&mut plan.plans_off, plans_off),
        };
        plan.holdings.push(holding);
    }
    tell(view, accounts, all, options, &mut plan)?;
    Ok(plan)
}

/// Adds the situation of a seat; answers its position.
fn situation(plan: &mut Plan, held: HeldSeat, state: SeatState) -> u32 {
    let standing = held.seen.standing.become_state(state);
    plan.situations.push(Situation { pool: u32::MAX, pool_number: held.pool, standing, seen: held.seen });
    (plan.situations.len() - 1) as u32
}

fn put(sets: &mut Vec<Vec<u32>>, set: &[u32]) -> u32 {
    sets.push(set.to_vec());
    (sets.len() - 1) as u32
}

/// Gives the plan the rows of the whole merge: one for each product, in order of ids.
fn tell(
    view: View<'_>,
    accounts: Accounts<'_>,
    all: &[Moving],
    options: &Options,
    plan: &mut Plan,
) -> Result<()> {
    let released = std::mem::take(&mut plan.rows);
    let mut rows = Rows { obstacles: released.obstacles.clone(), ..Rows::default() };
    let mut users = Vec::with_capacity(all.len());
    let mut at_released = 0;
    for (at, own) in (0_u32..).zip(all) {
        let pool = view.pool_record(own.held.pool)?.pool.id;
        rows.names.push(own.product_id.clone());
        rows.pools.push(PoolName { id: pool, ..PoolName::default() });
        let ((user, id), kind, seat) = if own.other.is_some() {
            let kind = released.kind.get(at_released).and_then(|kind| released.kinds.get(*kind as usize));
            let seat = released.seat.get(at_released).copied().unwrap_or(0);
            at_released += 1;
            let kind = kind.cloned().unwrap_or_else(|| moved(own));
            (accounts.from, RowKind { pool: kind.pool.map(|_| at), ..kind }, seat)
        } else {
            (accounts.into, RowKind { pool: Some(at), ..moved(own) }, own.held.seat + 1)
        };
        let targets = Arc::new([id].into_iter().collect());
        rows.parts.push(Part { first: rows.kind.len(), targets, products: 1 });
        rows.kinds.push(RowKind { op: Op::Merge, product: at, ..kind });
        rows.kind.push(at);
        rows.seat.push(seat);
        users.push(vec![user]);
    }
    let refused = rows.summary().failed > 0;
    if refused && options.mode == Mode::Atomic {
        roll_back(&mut rows);
        plan.seats.clear();
        plan.holdings = Holdings::default();
        plan.wishes = Wishes::default();
    }
    let summary = rows.summary();
    plan.status = match summary {
        _ if options.dry_run => ReportStatus::DryRun,
        Summary { failed: 0, .. } => ReportStatus::Success,
        Summary { changed: 0, .. } => ReportStatus::Failed,
        _ => ReportStatus::Partial,
    };
    (plan.rows, plan.users, plan.summary) = (rows, users, summary);
    Ok(())
}

/// What a row says of a seat that moves.
fn moved(own: &Moving) -> RowKind {
    RowKind {
        op: Op::Merge,
        outcome: Outcome::Assigned,
        product: 0,
        pool: None,
        started_on: own.held.seen.standing.started_on,
        ends_on: own.held.seen.ends_on,
        source: Some(own.source.clone()),
        previous_state: Some(own.held.seen.state),
        in_the_way: None,
        plans_off: own.plans_off_ids.clone(),
        holder: HolderKind::User,
        // A merge is not undone.
        change: None,
    }
}

fn roll_back(rows: &mut Rows) {
    for (kind, seat) in rows.kinds.iter_mut().zip(&mut rows.seat) {
        if kind.outcome.class() == Class::Changed {
            (kind.outcome, kind.pool, kind.started_on, kind.ends_on) =
                (Outcome::RolledBack, None, None, None);
            (kind.source, kind.previous_state, *seat) = (None, None, 0);
        }
    }
}
