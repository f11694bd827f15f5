//! Small random worlds: schools under a city, users, classes, products with plans and rules, and pools of every kind.

use crate::dice::Dice;
use crate::steps::can;
use seatbook_core::load::Load;
use seatbook_core::model::{
    Exclusion, Group, Licensee, Org, Plan, Pool, PoolKind, Prerequisite, Product, Release, Settings,
    StartPolicy, User,
};
use std::collections::BTreeMap;

pub const USERS: usize = 9;
pub const PRODUCTS: [&str; 4] = ["A", "B", "C", "D"];
const ORGS: [(&str, Option<&str>); 5] =
    [("city", None), ("east", Some("city")), ("west", Some("city")), ("annex", Some("east")), ("far", None)];
const GROUPS: [(&str, &str); 3] = [("7A", "east"), ("chess", "city"), ("lab", "annex")];
const ROLES: [&str; 2] = ["student", "teacher"];
const COUNTRIES: [&str; 2] = ["SE", "CN"];
/// Plans of each product: one is in two of them.
const PLANS: [&[&str]; 4] = [&["mail", "docs"], &["mail", "chat"], &["video"], &[]];

/// A whole world. Rules and pools for groups and orgs are in some worlds only.
pub fn world(dice: &mut Dice<'_>) -> Load {
    let pools = 2 + dice.below(8);
    let kinds = if dice.rarely(2) { 1 } else { 6 };
    let mut load = Load {
        orgs: ORGS
            .iter()
            .map(|(id, parent)| Org { id: (*id).into(), parent: parent.map(Into::into), ..Org::default() })
            .collect(),
        products: PRODUCTS.iter().zip(PLANS).map(|(id, plans)| product(id, plans)).collect(),
        ..Load::default()
    };
    load.pools = (0..pools).map(|number| pool(number, kinds, dice)).collect();
    load.users = (0..USERS).map(|number| user(number, dice)).collect();
    load.groups = (0..GROUPS.len()).map(|number| group(number, dice)).collect();
    if dice.rarely(2) {
        load.exclusions = (0..=dice.below(2)).map(|number| exclusion(number, dice)).collect();
    }
    if dice.rarely(2) {
        load.prerequisites = (0..=dice.below(3)).map(|number| prerequisite(number, dice)).collect();
    }
    if dice.rarely(3) {
        load.settings = Some(Settings { default_country: Some(dice.one(&COUNTRIES).into()) });
    }
    if !can("rules") {
        (load.exclusions, load.prerequisites, load.settings) = Default::default();
    }
    for pool in load.pools.iter_mut().filter(|pool| pool.kind == PoolKind::Site && !can("holders")) {
        pool.kind = PoolKind::Volume;
    }
    load
}

/// Whom licence files are for, in some worlds, and which pools are theirs.
pub fn licensees(load: &mut Load, dice: &mut Dice<'_>) {
    let count = [0, 1, 1, 2][dice.below(4)];
    load.licensees = (0..count).map(|number| licensee(number, dice)).collect();
    for pool in load.pools.iter_mut().filter(|_| count > 0) {
        licence(pool, &load.licensees, dice);
    }
}

/// Mostly the same: one of the city, one of the school in the east.
pub fn licensee(number: usize, dice: &mut Dice<'_>) -> Licensee {
    let org = if dice.rarely(12) { "west" } else { ["city", "east"][number] };
    let owner = if dice.rarely(8) { "Fjord" } else { "Fjord AS" };
    Licensee { serial_number: format!("S{number}"), owner: owner.into(), org: org.into() }
}

/// The serial number of a licensee of the pool's org, mostly.
pub fn licence(pool: &mut Pool, licensees: &[Licensee], dice: &mut Dice<'_>) {
    let own = licensees.iter().find(|licensee| licensee.org == pool.org);
    let other = dice.rarely(8).then(|| dice.one(licensees));
    let own = own.filter(|_| !dice.rarely(5)).or(other.as_ref());
    pool.serial_number = own.map(|licensee| licensee.serial_number.clone());
}

fn product(id: &str, plans: &[&str]) -> Product {
    let plans = plans.iter().map(|id| Plan { id: (*id).into(), ..Plan::default() }).collect();
    Product { id: id.into(), plans, ..Product::default() }
}

pub fn user(number: usize, dice: &mut Dice<'_>) -> User {
    let org = ["east", "west", "east", "annex", "city", "east", "east", "west", "far"][dice.below(9)];
    User {
        id: format!("u{number}"),
        org: org.into(),
        roles: ROLES.iter().filter(|_| !dice.rarely(3)).map(|role| (*role).into()).collect(),
        country: dice.rarely(3).then(|| dice.one(&COUNTRIES).into()),
        enabled: !dice.rarely(14),
        ..User::default()
    }
}

pub fn group(number: usize, dice: &mut Dice<'_>) -> Group {
    let (id, org) = GROUPS[number];
    let members = (0..USERS).filter(|_| dice.rarely(2)).map(|number| format!("u{number}")).collect();
    Group { id: id.into(), org: org.into(), members, ..Group::default() }
}

/// How many groups there are.
pub fn groups() -> usize {
    GROUPS.len()
}

pub fn exclusion(number: usize, dice: &mut Dice<'_>) -> Exclusion {
    let plans = dice.some(&["mail", "docs", "chat", "video"], 3);
    let products = dice.some(&PRODUCTS, 3);
    Exclusion {
        id: format!("x{number}"),
        plans: plans.into_iter().map(Into::into).collect(),
        products: products.into_iter().map(Into::into).collect(),
        ..Exclusion::default()
    }
}

/// Something later in the list of products needs something earlier, so that nothing needs itself in the end.
pub fn prerequisite(number: usize, dice: &mut Dice<'_>) -> Prerequisite {
    let ids = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    let (of, plan, products, plans) = dice.one(&[
        ("B", None, &["A"][..], &[][..]),
        ("C", None, &["A", "B"], &[]),
        ("D", None, &["C"], &["docs"]),
        ("D", None, &[], &["chat"]),
        ("C", Some("video"), &["A"], &[]),
        ("B", Some("chat"), &["A"], &[]),
        ("C", Some("video"), &[], &["mail"]),
        ("C", None, &[], &["docs", "chat"]),
    ]);
    Prerequisite {
        id: format!("n{number}"),
        product: plan.is_none().then(|| of.into()),
        plan: plan.map(Into::into),
        any_of_products: ids(products.to_vec()),
        any_of_plans: ids(plans.to_vec()),
        ..Prerequisite::default()
    }
}

pub fn pool(number: usize, kinds: usize, dice: &mut Dice<'_>) -> Pool {
    let start_policy = dice.one(&[StartPolicy::OnAssign, StartPolicy::OnFirstUse, StartPolicy::OnDelivery]);
    let delivered_on = (start_policy == StartPolicy::OnDelivery || dice.rarely(2)).then(|| dice.day());
    let release = dice.one(&[Release::Reuse, Release::Fresh, Release::Burn]);
    let by_itself = delivered_on.is_some() && dice.rarely(3);
    let (redeem_from, redeem_until) = (dice.some_day(9), dice.some_day(9));
    let in_order = redeem_from.zip(redeem_until).is_none_or(|(from, until)| from <= until);
    let (starts_on, ends_on) = (dice.some_day(6), dice.some_day(4));
    let lasting = starts_on.zip(ends_on).is_none_or(|(start, end)| start <= end);
    let kind = match dice.below(kinds * 2) {
        7 => PoolKind::Single,
        8 => PoolKind::Group,
        9 => PoolKind::School,
        10 => PoolKind::Tenant,
        11 => PoolKind::Site,
        _ => PoolKind::Volume,
    };
    let quantity = match kind {
        PoolKind::Single => Some(1),
        PoolKind::Site => None,
        _ => (!dice.rarely(8)).then(|| dice.small(12)),
    };
    let keys = if dice.rarely(8) { dice.small(4).min(quantity.unwrap_or(4)) } else { 0 };
    let capped = kind == PoolKind::Group;
    Pool {
        id: format!("p{number}"),
        product: PRODUCTS[dice.below(7) % 4].into(),
        org: dice.one(&["city", "east", "city", "city", "west", "annex", "city", "east", "far"]).into(),
        kind,
        quantity,
        allowed_roles: if dice.rarely(4) { vec![dice.one(&ROLES).into()] } else { Vec::new() },
        countries_denied: if dice.rarely(7) { vec![dice.one(&COUNTRIES).into()] } else { Vec::new() },
        countries_allowed: if dice.rarely(9) { vec![dice.one(&COUNTRIES).into()] } else { Vec::new() },
        delivered_on,
        start_policy,
        start_within: by_itself.then(|| dice.length()),
        duration: dice.rarely(2).then(|| dice.length()),
        starts_on: starts_on.filter(|_| lasting),
        ends_on,
        redeem_from: redeem_from.filter(|_| in_order),
        redeem_until,
        revocable: !dice.rarely(6),
        release,
        self_removal_roles: if dice.rarely(3) { vec![dice.one(&ROLES).into()] } else { Vec::new() },
        suspended: dice.rarely(16),
        keys: (0..keys).map(|key| format!("key {number}-{key}")).collect(),
        member_cap: (capped && dice.rarely(2)).then(|| dice.small(4)),
        role_caps: if capped && dice.rarely(3) {
            ROLES.iter().map(|role| ((*role).to_owned(), dice.small(3))).collect()
        } else {
            BTreeMap::new()
        },
        ..Pool::default()
    }
}
