//! What a licence file changes, line by line; lines that stay as they are are not told.

use super::lines::{Line, LinePool};
use super::{LineChange, LineDiff, TermChange};
use crate::licence_file::{LineKind, LineTerms};
use crate::model::Pool;
use crate::seat::{SeatState, Seen, Standing};
use crate::term::Day;
use serde::Serialize;

/// The lines that change.
pub(crate) fn of(lines: &[Line], on: Day) -> Vec<LineDiff> {
    lines.iter().filter_map(|line| line_diff(line, on)).collect()
}

fn line_diff(line: &Line, on: Day) -> Option<LineDiff> {
    let terms = term_changes(line);
    let change = change(line, !terms.is_empty())?;
    let (to_remove, shares) = (line.to_remove(), line.shares());
    let available_after = match &shares {
        None => Some(0),
        Some(_) if line.wants_a_pool() => {
            line.new_total().map(|total| if lasts(line, on) { total } else { 0 })
        }
        Some(shares) => line.pools.iter().zip(shares).map(|(pool, seats)| free_after(pool, *seats, on)).sum(),
    };
    let revocable = line.pools.iter().filter(|pool| pool.new.revocable).map(|pool| pool.in_use).sum();
    Some(LineDiff {
        line: line.id.clone(),
        name: line.name.clone(),
        product: line.product.clone(),
        kind: line.kind,
        change,
        old_total: line.old_total(),
        new_total: line.new_total(),
        in_use: line.in_use(),
        revocable,
        available: available(line, on),
        available_after,
        to_remove,
        blocked: to_remove > 0,
        terms,
    })
}

/// Whether seats of a pool that is made for a line can still be had.
fn lasts(line: &Line, on: Day) -> bool {
    let mut stated = Pool::default();
    line.terms.apply(&LineTerms::default(), &mut stated);
    Standing::NEW.on(&stated, on).state.is_free()
}

fn change(line: &Line, terms_change: bool) -> Option<LineChange> {
    let (old, new) = (line.old_total().unwrap_or(u64::MAX), line.new_total().unwrap_or(u64::MAX));
    match old.cmp(&new) {
        _ if !line.in_file => (old != 0).then_some(LineChange::Removed),
        std::cmp::Ordering::Less if old == 0 && !line.was_in_file => Some(LineChange::Added),
        std::cmp::Ordering::Less => Some(LineChange::Raised),
        std::cmp::Ordering::Greater => Some(LineChange::Lowered),
        std::cmp::Ordering::Equal => (terms_change && !line.pools.is_empty()).then_some(LineChange::Terms),
    }
}

/// Seats that nobody holds and somebody could have, whether or not this is a day for handing them out; `None` is unlimited.
pub(crate) fn available(line: &Line, on: Day) -> Option<u64> {
    let free = |pool: &LinePool| {
        let seats = pool.record.pool.quantity;
        free(pool, seats, |standing| standing.on(&pool.record.pool, on))
    };
    line.pools.iter().map(free).sum()
}

/// The same under the file's terms, when the pool has so many seats.
fn free_after(pool: &LinePool, seats: Option<u32>, on: Day) -> Option<u64> {
    free(pool, seats, |standing| pool.seen(standing, on))
}

/// Free seats of a pool with so many seats: those that are too many go first.
fn free(pool: &LinePool, seats: Option<u32>, seen: impl Fn(Standing) -> Seen) -> Option<u64> {
    let seats = u64::from(seats?);
    if pool.record.pool.kind == LineKind::Site.pool_kind() {
        return Some(0);
    }
    let (mut counted, mut free) = (0_u64, 0_u64);
    for bucket in &pool.state.buckets {
        let state = seen(bucket.standing).state;
        if state != SeatState::Withdrawn {
            counted += u64::from(bucket.count);
        }
        if state.is_free() {
            free += u64::from(bucket.count);
        }
    }
    let unused = if seen(pool.state.fresh).state.is_free() { seats.saturating_sub(counted) } else { 0 };
    Some((free + unused).saturating_sub(counted.saturating_sub(seats)))
}

/// The terms that change in any of a line's pools, or that a new line states.
fn term_changes(line: &Line) -> Vec<TermChange> {
    let mut changes: Vec<TermChange> = Vec::new();
    if line.pools.is_empty() {
        let mut stated = Pool::default();
        line.terms.apply(&LineTerms::default(), &mut stated);
        add(&mut changes, &Pool::default(), &stated);
    }
    for pool in &line.pools {
        add(&mut changes, &pool.record.pool, &pool.new);
    }
    changes
}

fn add(changes: &mut Vec<TermChange>, old: &Pool, new: &Pool) {
    for ((term, old), (_, new)) in words(old).into_iter().zip(words(new)) {
        if old != new {
            let change = TermChange { term: term.to_owned(), old, new };
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
}

/// The terms that a line can state, as words.
fn words(pool: &Pool) -> [(&'static str, Option<String>); 11] {
    let roles = (!pool.allowed_roles.is_empty()).then(|| pool.allowed_roles.join(", "));
    [
        ("allowed_roles", roles),
        ("delivered_on", word(&pool.delivered_on)),
        ("duration", word(&pool.duration)),
        ("ends_on", word(&pool.ends_on)),
        ("redeem_from", word(&pool.redeem_from)),
        ("redeem_until", word(&pool.redeem_until)),
        ("release", word(&pool.release)),
        ("revocable", word(&pool.revocable)),
        ("start_policy", word(&pool.start_policy)),
        ("start_within", word(&pool.start_within)),
        ("starts_on", word(&pool.starts_on)),
    ]
}

/// A value as JSON has it, without quotes.
fn word<T: Serialize>(value: &T) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Some(text),
        Ok(serde_json::Value::Null) | Err(_) => None,
        Ok(other) => Some(other.to_string()),
    }
}
