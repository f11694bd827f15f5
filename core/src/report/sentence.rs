//! A row in plain words, for a school's IT person.

use super::{InTheWay, Row, Source};
use crate::outcome::Outcome;
use crate::request::Op;
use crate::term::Day;

/// The sentence of a row: lower case, no full stop.
pub(super) fn of(row: &Row<'_>) -> String {
    let product = row.product();
    let seat = seat(row);
    let until = until(row);
    let through = through(row);
    match row.outcome() {
        Outcome::Assigned => format!("given {seat}{through}{until}"),
        Outcome::Reused => format!("given {seat}{through}, started before{until}"),
        Outcome::Started => format!("{seat} has started{until}"),
        Outcome::Revoked => format!("{seat} was taken back and is as new"),
        Outcome::ToReusable => format!("{seat} was taken back and can be given to somebody else{until}"),
        Outcome::Retired => format!("{seat} was taken back for good, by the terms of its pool"),
        Outcome::Updated => format!("keeps {seat}{through}{until}"),
        Outcome::Cancelled => format!("no longer waits for a seat of `{product}`"),
        Outcome::AlreadyAssigned => format!("has `{product}` already{}{until}", by_seat(&seat, &through)),
        Outcome::AlreadyStarted => format!("{seat} runs already{until}"),
        Outcome::NotAssigned if product.is_empty() => "holds nothing".into(),
        Outcome::NotAssigned if row.op() == Op::Cancel => format!("does not wait for a seat of `{product}`"),
        Outcome::NotAssigned => format!("does not hold `{product}`"),
        Outcome::DuplicateInRequest => "stands further up in the request already".into(),
        Outcome::UserNotFound => format!("there is no user `{}` in the book", shown(row.target())),
        Outcome::UserDisabled => "the account is disabled".into(),
        Outcome::WrongOrg => format!("no pool of `{product}` belongs to the user's org or an org above it"),
        Outcome::NotInGroup => format!("is not a member of group `{}`", group(row)),
        Outcome::PoolSuspended => format!("{} is suspended", nearest(row)),
        Outcome::NotYetValid => format!("seats of {} may not be handed out yet", nearest(row)),
        Outcome::Expired => format!("{} has ended or may no longer be handed out", nearest(row)),
        Outcome::KindMismatch => format!("seats of {} are for another kind of holder", nearest(row)),
        Outcome::RoleNotAllowed => format!("seats of {} are for other roles", nearest(row)),
        Outcome::CountryNotAllowed => format!("seats of {} are not for the user's country", nearest(row)),
        Outcome::MutuallyExclusive => format!("holds {}, which excludes `{product}`", other(row)),
        Outcome::DependencyMissing => format!("needs {} first", other(row)),
        Outcome::UnknownPlan => format!("`{product}` has no such plan"),
        Outcome::NoReusableWithEndDate => no_reusable(row),
        Outcome::SeatTaken => "the seat that was asked for is not free".into(),
        Outcome::NoSeatLeft => no_seat(row),
        Outcome::InheritedFromGroup => {
            format!("{seat} comes through group `{}`; take it back from the group", group(row))
        }
        Outcome::NotRevocable => format!("{seat} cannot be taken back, by the terms of its pool"),
        Outcome::DependencyInUse => format!("{} of the same user needs it", other(row)),
        Outcome::RolledBack => {
            "would have worked, but another row failed and the request was all or nothing".into()
        }
        Outcome::ChangedSince => "the seat has moved on since".into(),
    }
}

fn seat(row: &Row<'_>) -> String {
    match row.seat() {
        Some(seat) => format!("seat {} of pool `{}`", seat.number, seat.pool),
        None => "a seat".into(),
    }
}

fn by_seat(seat: &str, through: &str) -> String {
    if seat == "a seat" { through.to_owned() } else { format!(": {seat}{through}") }
}

fn until(row: &Row<'_>) -> String {
    row.ends_on().map(|day| format!(", until {day}")).unwrap_or_default()
}

fn through(row: &Row<'_>) -> String {
    match row.source() {
        Some(Source::Group(id)) => format!(" through group `{id}`"),
        Some(Source::Org(id)) => format!(" through org `{id}`"),
        Some(Source::Site(id)) => format!(" through site licence `{id}`"),
        Some(Source::Direct) | None => String::new(),
    }
}

fn group<'a>(row: &Row<'a>) -> &'a str {
    row.in_the_way().and_then(|obstacle| obstacle.group.as_deref()).unwrap_or("?")
}

fn nearest(row: &Row<'_>) -> String {
    match row.in_the_way().and_then(|obstacle| obstacle.pool.as_deref()) {
        Some(pool) => format!("pool `{pool}`"),
        None => "every pool".into(),
    }
}

fn other(row: &Row<'_>) -> String {
    match row.in_the_way() {
        Some(InTheWay { product: Some(product), plan: Some(plan), .. }) => {
            format!("plan `{plan}` of `{product}`")
        }
        Some(InTheWay { product: Some(product), .. }) => format!("`{product}`"),
        Some(InTheWay { plan: Some(plan), .. }) => format!("plan `{plan}`"),
        _ => "something else".into(),
    }
}

fn no_reusable(row: &Row<'_>) -> String {
    match row.in_the_way().map(|obstacle| obstacle.end_dates.as_slice()) {
        Some(days @ [_, ..]) => {
            format!("no reusable seat has this end date; there are some until {}", list(days))
        }
        _ => "no reusable seat has this end date, and there is none with another".into(),
    }
}

fn no_seat(row: &Row<'_>) -> String {
    let said = match (row.op(), row.in_the_way()) {
        (Op::Assign, Some(InTheWay { reusable: Some(count), end_dates, .. })) => {
            let until =
                if end_dates.is_empty() { String::new() } else { format!(", until {}", list(end_dates)) };
            format!("no new seat of `{}` is left; {count} started ones can be reused{until}", row.product())
        }
        (Op::Reuse, _) => format!("no started seat of `{}` is free to be reused", row.product()),
        _ => format!("no seat of `{}` is left", row.product()),
    };
    match row.in_the_way().and_then(|obstacle| obstacle.waiting) {
        Some(place) => format!("{said}; waits as number {place}"),
        None => said,
    }
}

fn list(days: &[Day]) -> String {
    days.iter().map(Day::to_string).collect::<Vec<_>>().join(", ")
}

/// A target that is not in the book may be anything: shown short, controls escaped.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().count() > 60 { format!("{short}...") } else { short }
}
