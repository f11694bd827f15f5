//! Who would have to give a seat back: everybody who holds one of a line, suggested ones first.
//!
//! Suggested are, in this order: disabled accounts, seats whose time has not begun, seats that end soonest, seats that were given last.
//! From whom a seat cannot be taken back is known by asking the planner, and he is never suggested. Where something else that he has needs
//! the seat, what is suggested for other lines of the file counts as given back: all lines are activated in one step.

use super::lines::Line;
use super::{LineHolder, Reduction, SuggestionReason, latest};
use crate::error::{Error, Result};
use crate::held::HeldPool;
use crate::layout::users::Profiles;
use crate::outcome::{Class, Outcome};
use crate::plan;
use crate::plant;
use crate::query::{PageRequest, Window};
use crate::request::{Hooks, Item, Op, Options, Request, Who};
use crate::seat::{SeatState, Seen};
use crate::term::Day;
use crate::view::View;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Somebody who holds a seat of the line.
struct Candidate {
    user: u32,
    /// Position of the pool in the line.
    pool: usize,
    seat: u32,
    seen: Seen,
    enabled: bool,
    refused: Option<Outcome>,
}

/// What orders suggestions before the journal is asked: account and start, end (none last).
type Rank = (u8, bool, Option<Day>);

impl Candidate {
    fn rank(&self) -> Rank {
        let tier = match self.seen.state {
            _ if !self.enabled => 0,
            SeatState::Assigned => 1,
            _ => 2,
        };
        (tier, self.seen.ends_on.is_none(), self.seen.ends_on)
    }
}

/// One page of those who hold a seat of one of a file's lines.
pub(crate) fn of(
    view: View<'_>,
    lines: &[Line],
    at: usize,
    on: Day,
    request: &PageRequest,
) -> Result<Reduction> {
    let window = Window::read(request)?;
    let line = lines.get(at).ok_or_else(|| Error::internal("a line was lost"))?;
    let mut all = candidates(view, line, on)?;
    mark_refused(view, line, on, &mut all, Vec::new())?;
    let is_needed = |candidate: &Candidate| candidate.refused == Some(Outcome::DependencyInUse);
    if all.iter().any(is_needed) {
        let with = others(view, lines, at, &suggested(view, lines, on)?)?;
        mark_refused(view, line, on, &mut all, with)?;
    }
    let mut reasons = vec![None; all.len()];
    let mut order: Vec<(Vec<u8>, usize)> = Vec::with_capacity(all.len());
    for (place, (at, reason)) in (0_u32..).zip(suggest(view, line, &all)?) {
        order.push((key(0, place, 0), at));
        if let Some(own) = reasons.get_mut(at) {
            *own = Some(reason);
        }
    }
    let rest = all.iter().zip(&reasons).enumerate().filter(|(_, (_, reason))| reason.is_none());
    order.extend(rest.map(|(at, (candidate, _))| {
        let group = if candidate.refused.is_none() { 1 } else { 2 };
        (key(group, candidate.pool as u32, candidate.seat), at)
    }));
    order.sort_unstable();
    let mut profiles = Profiles::default();
    let mut told = |at: usize| {
        let candidate = all.get(at).ok_or_else(|| Error::internal("a holder was lost"))?;
        holder(view, line, candidate, reasons.get(at).copied().flatten(), &mut profiles)
    };
    let holders = window.cut(order).map(|rows| rows.into_iter().map(&mut told).collect())?;
    Ok(Reduction {
        line: line.id.clone(),
        product: line.product.clone(),
        new_total: line.new_total(),
        occupied: line.in_use(),
        available: super::diff::available(line, on),
        to_remove: line.to_remove(),
        holders,
    })
}

/// Where a row stands in the list: suggested ones by place, then those who keep their seat, then those who must, by pool and seat.
fn key(group: u8, one: u32, other: u32) -> Vec<u8> {
    [&[group][..], &one.to_be_bytes(), &other.to_be_bytes()].concat()
}

/// Everybody who holds a seat, by pool (oldest first) and seat.
fn candidates(view: View<'_>, line: &Line, on: Day) -> Result<Vec<Candidate>> {
    let mut all = Vec::new();
    for (at, pool) in line.pools.iter().enumerate() {
        let seen: Vec<Seen> =
            pool.state.buckets.iter().map(|bucket| pool.seen(bucket.standing, on)).collect();
        let held =
            HeldPool::seen_as(pool.number, Arc::new(pool.record.clone()), pool.state.clone(), seen.clone());
        held.each(view, 0, |place| {
            if let Some(seen) = seen.get(usize::from(place.bucket)) {
                let user = place.holder;
                let (seat, seen) = (place.seat, *seen);
                all.push(Candidate { user, pool: at, seat, seen, enabled: true, refused: None });
            }
            ControlFlow::Continue(())
        })?;
    }
    let users: Vec<u32> = all.iter().map(|candidate| candidate.user).collect();
    for (candidate, traits) in all.iter_mut().zip(view.traits(&users)?) {
        candidate.enabled = traits.enabled;
    }
    Ok(all)
}

/// Whom to suggest for every line, each judged together with what is suggested for the others. A line needs what was found for those
/// that are about what rests on it, so that it is settled after as many rounds as there are such lines, and two almost always.
fn suggested(view: View<'_>, lines: &[Line], on: Day) -> Result<Vec<Vec<u32>>> {
    let blocked = |line: &Line| line.to_remove() > 0;
    let holders = |line: &Line| if blocked(line) { candidates(view, line, on) } else { Ok(Vec::new()) };
    let mut all: Vec<Vec<Candidate>> = lines.iter().map(holders).collect::<Result<_>>()?;
    let mut suggested: Vec<Vec<u32>> = vec![Vec::new(); lines.len()];
    for _ in lines {
        let mut next = Vec::with_capacity(lines.len());
        for (at, (line, own)) in lines.iter().zip(&mut all).enumerate() {
            mark_refused(view, line, on, own, others(view, lines, at, &suggested)?)?;
            let chosen = suggest(view, line, own)?;
            next.push(chosen.iter().filter_map(|(at, _)| own.get(*at)).map(|own| own.user).collect());
        }
        if next == suggested {
            break;
        }
        suggested = next;
    }
    Ok(suggested)
}

/// What takes back the seats that are suggested for all lines but one.
fn others(view: View<'_>, lines: &[Line], but: usize, suggested: &[Vec<u32>]) -> Result<Vec<Item>> {
    let others = lines.iter().zip(suggested).enumerate();
    let others = others.filter(|(at, (_, users))| *at != but && !users.is_empty());
    others.map(|(_, (line, users))| Ok(taking_back(line, Arc::new(view.ids(users)?)))).collect()
}

/// What the planner would say to taking the seats back, together with what else is taken back.
fn mark_refused(view: View<'_>, line: &Line, on: Day, all: &mut [Candidate], with: Vec<Item>) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let users: Vec<u32> = all.iter().map(|candidate| candidate.user).collect();
    let mut request = Request::from(taking_back(line, Arc::new(view.ids(&users)?)));
    request.items.extend(with);
    let options = Options { dry_run: true, ..Options::on(on) };
    let plan = plan::plan(view, &request, &options, &mut Hooks::default())?;
    for (at, candidate) in all.iter_mut().enumerate() {
        let pool = line.pools.get(candidate.pool);
        candidate.refused = match plan.rows.row(at).map(|row| row.outcome()) {
            // The file's terms decide whether a seat can be taken back, not those that still hold.
            _ if pool.is_some_and(|pool| !pool.new.revocable) => Some(Outcome::NotRevocable),
            Some(Outcome::NotRevocable) | None => None,
            Some(outcome) => Some(outcome).filter(|outcome| outcome.class() == Class::Refused),
        };
    }
    Ok(())
}

/// What takes seats of a line back.
pub(crate) fn taking_back(line: &Line, users: Arc<crate::IdList>) -> Item {
    let pools = line.pools.iter().filter(|_| !plant::is("taken back outside the line"));
    Item {
        pools: pools.map(|pool| pool.record.pool.id.clone()).collect(),
        all_sources: true,
        ..Item::new(Op::Revoke, Who::Users(users), &[&line.product])
    }
}

/// As many as must give their seat back, in order, each with the reason.
fn suggest(view: View<'_>, line: &Line, all: &[Candidate]) -> Result<Vec<(usize, SuggestionReason)>> {
    let able = all.iter().enumerate().filter(|(_, candidate)| candidate.refused.is_none());
    let mut ranked: Vec<_> = able.map(|(at, candidate)| (candidate.rank(), at)).collect();
    ranked.sort_unstable();
    let wanted = usize::try_from(line.to_remove()).unwrap_or(usize::MAX).min(ranked.len());
    let started = || ranked.iter().filter(|((tier, ..), _)| *tier == 2).map(|(rank, _)| rank);
    let ends_differ = started().min() != started().max();
    // Of those who are alike, the journal knows who got his seat last.
    if let Some((limit, _)) = wanted.checked_sub(1).and_then(|last| ranked.get(last)).copied() {
        let from = ranked.partition_point(|(rank, _)| *rank < limit);
        let until = ranked.partition_point(|(rank, _)| *rank <= limit);
        if let Some(alike) = ranked.get_mut(from..until) {
            last_first(view, line, all, alike, wanted - from)?;
        }
    }
    let reason = |(tier, no_end, _): Rank| match tier {
        0 => SuggestionReason::Disabled,
        1 => SuggestionReason::NeverStarted,
        _ if ends_differ && !no_end => SuggestionReason::SoonestEnd,
        _ => SuggestionReason::LastAssigned,
    };
    Ok(ranked.iter().take(wanted).map(|(rank, at)| (*at, reason(*rank))).collect())
}

/// Puts those who got their seats last in front, as many as are wanted; where the journal does not reach, the highest seats.
fn last_first(
    view: View<'_>,
    line: &Line,
    all: &[Candidate],
    alike: &mut [(Rank, usize)],
    wanted: usize,
) -> Result<()> {
    // If all of them are suggested, it does not matter who is named first.
    if alike.len() <= wanted {
        return Ok(());
    }
    let user = |at: usize| all.get(at).map_or(u32::MAX, |candidate| candidate.user);
    let numbers: Vec<u32> = alike.iter().map(|(_, at)| user(*at)).collect();
    let ids = view.ids(&numbers)?;
    let users: BTreeMap<u32, String> = numbers.into_iter().zip(ids.iter().map(str::to_owned)).collect();
    let last = latest::assigned(view, &line.product, &users, wanted)?;
    let place: BTreeMap<u32, usize> = last.into_iter().zip(0..).collect();
    alike.sort_by_key(|(_, at)| {
        (place.get(&user(*at)).copied().unwrap_or(usize::MAX), std::cmp::Reverse(*at))
    });
    Ok(())
}

fn holder(
    view: View<'_>,
    line: &Line,
    candidate: &Candidate,
    suggested: Option<SuggestionReason>,
    profiles: &mut Profiles,
) -> Result<LineHolder> {
    let profile = profiles.get(view.reader, candidate.user)?;
    let full_name = format!("{} {}", profile.given_name, profile.family_name);
    let name = if profile.display_name.is_empty() { full_name.trim() } else { &profile.display_name };
    let pool = line.pools.get(candidate.pool).map(|pool| pool.record.pool.id.clone());
    Ok(LineHolder {
        holder: profile.id.clone(),
        name: name.to_owned(),
        pool: pool.unwrap_or_default(),
        seat: candidate.seat + 1,
        state: candidate.seen.state,
        started_on: candidate.seen.standing.started_on,
        ends_on: candidate.seen.ends_on,
        suggested,
        refused: candidate.refused,
    })
}
