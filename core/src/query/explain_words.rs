//! What is said about each rule: facts, and what would mend it.

use super::Licence;
use super::explain::{Open, RuleTest};
use crate::error::Result;
use crate::model::Pool;
use crate::outcome::Outcome;
use crate::request::SeatChoice;
use crate::rules::eligibility::country_letters;
use crate::rules::shape::Thing;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;

fn passed(rule: Outcome, facts: impl Into<String>) -> RuleTest {
    RuleTest { rule, passed: true, facts: facts.into(), remedy: None }
}

fn failed(rule: Outcome, facts: impl Into<String>, remedy: impl Into<String>) -> RuleTest {
    RuleTest { rule, passed: false, facts: facts.into(), remedy: Some(remedy.into()) }
}

/// Names in backticks with commas between them.
fn list<'t>(names: impl IntoIterator<Item = &'t str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn ids(pools: &[&Open]) -> String {
    list(pools.iter().map(|open| open.pool.id.as_str()))
}

pub(super) fn unknown_user(user: &str) -> RuleTest {
    let shown: String = user.chars().take(60).flat_map(char::escape_debug).collect();
    failed(Outcome::UserNotFound, format!("there is no user `{shown}` in the book"), "load the user")
}

pub(super) fn known_user() -> RuleTest {
    passed(Outcome::UserNotFound, "the user is in the book")
}

pub(super) fn enabled(is_enabled: bool) -> RuleTest {
    if is_enabled {
        passed(Outcome::UserDisabled, "the account is enabled")
    } else {
        failed(Outcome::UserDisabled, "the account is disabled", "enable the account")
    }
}

pub(super) fn org<'p>(org: &str, pools: impl Iterator<Item = &'p Pool>, sells: bool) -> RuleTest {
    let pools: Vec<&str> = pools.map(|pool| pool.id.as_str()).collect();
    match (pools.is_empty(), sells) {
        (false, _) => passed(Outcome::WrongOrg, format!("users of org `{org}` may use {}", list(pools))),
        (true, false) => passed(Outcome::WrongOrg, "the product has no pool at all"),
        (true, true) => failed(
            Outcome::WrongOrg,
            format!("no pool belongs to org `{org}` or an org above it"),
            format!("buy seats for org `{org}` or an org above it, or move the user to an org that has some"),
        ),
    }
}

pub(super) fn licence(licence: Option<&Licence>) -> RuleTest {
    let Some(licence) = licence else {
        return passed(Outcome::AlreadyAssigned, "the user does not have the product yet");
    };
    let sources: Vec<String> = licence.sources.iter().map(|source| source.word().into_owned()).collect();
    let by = match licence.seat {
        0 => format!("by site licence `{}`", licence.pool),
        seat => format!("by seat {seat} of pool `{}`", licence.pool),
    };
    let facts = format!("has the product already {by} ({})", sources.join(", "));
    RuleTest { rule: Outcome::AlreadyAssigned, passed: false, facts, remedy: None }
}

pub(super) fn stage(
    stage: Outcome,
    is_passed: bool,
    bad: &[&Open],
    roles: &[String],
    country: u16,
) -> RuleTest {
    // What is so where no pool is in the way, and what is so of the seats of those that are.
    let (none, what, remedy) = match stage {
        Outcome::PoolSuspended => {
            ("no pool is suspended", "are suspended", format!("lift the suspension of {}", ids(bad)))
        }
        Outcome::NotYetValid => ("no pool has to be waited for", "may not be handed out yet", not_yet(bad)),
        Outcome::Expired => (
            "no pool has ended",
            "have ended, or may no longer be handed out",
            format!("extend {} or buy again", ids(bad)),
        ),
        Outcome::KindMismatch => {
            ("no pool is for another kind of holder", "are for another kind of holder", other_kind(bad))
        }
        Outcome::RoleNotAllowed => {
            ("no pool is for other roles", "are for other roles", other_roles(bad, roles))
        }
        _ => (
            "no pool is closed to the user's country",
            "are not for the user's country",
            other_country(bad, country),
        ),
    };
    match (is_passed, bad.is_empty()) {
        (true, true) => passed(stage, none),
        (true, false) => passed(stage, format!("seats of {} {what}; there are others", ids(bad))),
        (false, _) => failed(stage, format!("seats of {} {what}", ids(bad)), remedy),
    }
}

fn not_yet(bad: &[&Open]) -> String {
    let first: Option<Day> = bad.iter().filter_map(|open| open.pool.redeem_from).min();
    first.map_or_else(|| "wait".into(), |first| format!("wait until {first}"))
}

fn other_kind(bad: &[&Open]) -> String {
    let is = |kind| bad.iter().any(|open| open.pool.kind.holder() == Some(kind));
    if is(HolderKind::Group) {
        "give the seat to a group of the user, or buy seats for users".into()
    } else if is(HolderKind::Org) {
        "give the seat to the user's org, or buy seats for users".into()
    } else {
        "buy seats for users".into()
    }
}

fn other_roles(bad: &[&Open], roles: &[String]) -> String {
    let mut wanted: Vec<&str> =
        bad.iter().flat_map(|open| &open.pool.allowed_roles).map(String::as_str).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let own = if roles.is_empty() { "none".into() } else { list(roles.iter().map(String::as_str)) };
    format!("give the user one of the roles {} (has {own}), or buy seats for the user's role", list(wanted))
}

fn other_country(bad: &[&Open], country: u16) -> String {
    if country == 0 {
        return "give the user a country, or the book a default country".into();
    }
    let letters = country_letters(country);
    let own = String::from_utf8_lossy(&letters).into_owned();
    format!("allow country `{own}` in {}, or buy seats for it", ids(bad))
}

/// A plan or product in words.
pub(super) fn thing(view: View<'_>, thing: Thing) -> Result<String> {
    Ok(match thing {
        Thing::Product(product) => format!("product `{}`", view.product_record(product)?.product.id),
        Thing::Plan(plan) => format!("plan `{}`", view.plan_id(plan)?),
    })
}

/// The first clash: the other product, the own member and the other member.
pub(super) fn exclusion(clash: Option<&(String, String, String)>) -> RuleTest {
    match clash {
        None => passed(Outcome::MutuallyExclusive, "the user has nothing that excludes the product"),
        Some((product, own, other)) => failed(
            Outcome::MutuallyExclusive,
            format!("{own} and {other} exclude each other, and the user has `{product}`"),
            format!("take `{product}` back in the same request, or switch the plan off"),
        ),
    }
}

/// What any one of is missing.
pub(super) fn prerequisite(any_of: &[String]) -> RuleTest {
    if any_of.is_empty() {
        return passed(Outcome::DependencyMissing, "the user has all that the product needs");
    }
    let any_of = any_of.join(" or ");
    failed(
        Outcome::DependencyMissing,
        format!("needs {any_of}"),
        format!("give {any_of} in the same request"),
    )
}

pub(super) fn seats(left: &[&Open], choice: SeatChoice) -> RuleTest {
    let unlimited = left.iter().any(|open| open.new.is_none());
    let new: u64 = left.iter().filter_map(|open| open.new).sum();
    let reusable: u64 = left.iter().map(|open| open.reusable).sum();
    let is_enough = match choice {
        SeatChoice::New => unlimited || new > 0,
        SeatChoice::Reuse => reusable > 0,
        SeatChoice::Auto => unlimited || new + reusable > 0,
    };
    let new_words = if unlimited { "new seats without limit".into() } else { format!("{new} new seats") };
    let facts = format!("{new_words} and {reusable} reusable ones could be handed out");
    if is_enough {
        return passed(Outcome::NoSeatLeft, facts);
    }
    let remedy = match choice {
        SeatChoice::New if reusable > 0 => "choose `reuse` or `auto`: started seats are free",
        SeatChoice::Reuse if unlimited || new > 0 => "choose `new` or `auto`: new seats are free",
        _ => "take a seat back, or buy more",
    };
    failed(Outcome::NoSeatLeft, facts, remedy)
}
