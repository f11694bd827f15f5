//! Small random worlds: schools under a city, users, classes, products with plans and rules, and pools of every kind.

use crate::dice::Dice;
use seatbook_core::load::Load;
use seatbook_core::model::{
    Exclusion, Group, Org, Plan, Pool, PoolKind, Prerequisite, Product, Release, Settings, StartPolicy, User,
};
use std::collections::BTreeMap;

/// The last ones come and go.
pub const USERS: [&str; 10] = ["u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9"];
pub const PRODUCTS: [&str; 5] = ["A", "B", "C", "D", "E"];
pub const ORGS: [(&str, Option<&str>); 5] =
    [("city", None), ("east", Some("city")), ("west", Some("city")), ("annex", Some("east")), ("far", None)];
pub const GROUPS: [(&str, &str); 3] = [("7A", "east"), ("chess", "city"), ("lab", "annex")];
pub const PLANS: [&str; 4] = ["mail", "docs", "chat", "video"];
const PLANS_OF: [&[&str]; 5] = [&["mail", "docs"], &["mail", "chat"], &["video"], &[], &["docs"]];
const ROLES: [&str; 2] = ["student", "teacher"];
const COUNTRIES: [&str; 2] = ["SE", "CN"];

pub fn world(dice: &mut Dice) -> Load {
    let pools = 4 + dice.below(9);
    let org = |(id, parent): &(&str, Option<&str>)| Org {
        id: (*id).into(),
        parent: parent.map(Into::into),
        ..Org::default()
    };
    let product = |(id, plans): (&&str, &[&str])| Product {
        id: (*id).into(),
        plans: plans.iter().map(|id| Plan { id: (*id).into(), ..Plan::default() }).collect(),
        ..Product::default()
    };
    let mut load = Load {
        orgs: ORGS.iter().map(org).collect(),
        products: PRODUCTS.iter().zip(PLANS_OF).map(product).collect(),
        users: USERS.iter().map(|id| user(id, dice)).collect(),
        groups: GROUPS.iter().map(|group| self::group(*group, dice)).collect(),
        pools: (0..pools).map(|number| pool(&format!("p{number}"), dice)).collect(),
        ..Load::default()
    };
    if dice.once_in(2) {
        load.exclusions = (0..=dice.below(2)).map(|number| exclusion(number, dice)).collect();
    }
    if dice.once_in(2) {
        load.prerequisites = (0..=dice.below(2)).map(|number| prerequisite(number, dice)).collect();
    }
    if dice.once_in(3) {
        load.settings = Some(Settings { default_country: Some(dice.one(&COUNTRIES).into()) });
    }
    load
}

pub fn user(id: &str, dice: &mut Dice) -> User {
    User {
        id: id.into(),
        org: dice.one(&["east", "west", "east", "annex", "city", "east", "far"]).into(),
        roles: ROLES.iter().filter(|_| !dice.once_in(3)).map(|role| (*role).into()).collect(),
        country: dice.once_in(3).then(|| dice.one(&COUNTRIES).into()),
        enabled: !dice.once_in(12),
        ..User::default()
    }
}

pub fn group((id, org): (&str, &str), dice: &mut Dice) -> Group {
    let members = dice.some(&USERS, 2).into_iter().map(Into::into).collect();
    Group { id: id.into(), org: org.into(), members, ..Group::default() }
}

pub fn exclusion(number: usize, dice: &mut Dice) -> Exclusion {
    let words = |words: Vec<&str>| words.into_iter().map(Into::into).collect();
    Exclusion {
        id: format!("x{number}"),
        plans: words(dice.some(&PLANS, 3)),
        products: words(dice.some(&PRODUCTS, 4)),
        ..Exclusion::default()
    }
}

/// What comes later needs something earlier, so that nothing needs itself in the end.
pub fn prerequisite(number: usize, dice: &mut Dice) -> Prerequisite {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let (of, plan, products, plans) = dice.one(&[
        ("B", None, &["A"][..], &[][..]),
        ("C", None, &["A", "B"], &[]),
        ("D", None, &["C"], &["docs"]),
        ("D", None, &[], &["chat"]),
        ("", Some("video"), &["A"], &[]),
        ("", Some("chat"), &["A"], &[]),
        ("", Some("video"), &[], &["mail"]),
    ]);
    Prerequisite {
        id: format!("n{number}"),
        product: plan.is_none().then(|| of.into()),
        plan: plan.map(Into::into),
        any_of_products: words(products),
        any_of_plans: words(plans),
        ..Prerequisite::default()
    }
}

pub fn pool(id: &str, dice: &mut Dice) -> Pool {
    let kind = dice.one(&[
        PoolKind::Volume,
        PoolKind::Volume,
        PoolKind::Volume,
        PoolKind::Volume,
        PoolKind::Single,
        PoolKind::Group,
        PoolKind::School,
        PoolKind::Tenant,
        PoolKind::Site,
    ]);
    let quantity = match kind {
        PoolKind::Single => Some(1),
        PoolKind::Site => None,
        _ => (!dice.once_in(8)).then(|| dice.small(9)),
    };
    let mut pool = Pool {
        id: id.into(),
        product: dice.one(&["A", "A", "B", "B", "C", "D", "E"]).into(),
        org: dice.one(&["city", "city", "city", "city", "east", "east", "west", "annex", "far"]).into(),
        kind,
        quantity,
        revocable: !dice.once_in(8),
        release: dice.one(&[Release::Reuse, Release::Fresh, Release::Burn]),
        suspended: dice.once_in(16),
        ..Pool::default()
    };
    dates(&mut pool, dice);
    people(&mut pool, dice);
    if dice.once_in(6) {
        let keys = dice.small(5).min(quantity.unwrap_or(5));
        pool.keys = (0..keys).map(|key| format!("key {id}-{key}")).collect();
    }
    pool
}

fn dates(pool: &mut Pool, dice: &mut Dice) {
    pool.start_policy = dice.one(&[StartPolicy::OnAssign, StartPolicy::OnFirstUse, StartPolicy::OnDelivery]);
    if pool.start_policy == StartPolicy::OnDelivery || dice.once_in(2) {
        pool.delivered_on = Some(dice.day());
        pool.start_within = dice.once_in(2).then(|| dice.length());
    }
    pool.duration = dice.once_in(2).then(|| dice.length());
    pool.starts_on = dice.once_in(7).then(|| dice.day());
    pool.ends_on = dice.once_in(4).then(|| dice.day()).max(pool.starts_on);
    pool.redeem_from = dice.once_in(10).then(|| dice.day());
    pool.redeem_until = dice.once_in(10).then(|| dice.day().max(pool.redeem_from.unwrap_or(dice.day())));
}

fn people(pool: &mut Pool, dice: &mut Dice) {
    if dice.once_in(4) {
        pool.allowed_roles = vec![dice.one(&ROLES).into()];
    }
    if dice.once_in(8) {
        pool.countries_denied = vec![dice.one(&COUNTRIES).into()];
    }
    if dice.once_in(10) {
        pool.countries_allowed = vec![dice.one(&COUNTRIES).into()];
    }
    if dice.once_in(3) {
        pool.self_removal_roles = vec![dice.one(&ROLES).into()];
    }
    if pool.kind == PoolKind::Group {
        pool.member_cap = dice.once_in(2).then(|| dice.small(5));
        if dice.once_in(3) {
            let caps: BTreeMap<String, u32> =
                ROLES.iter().map(|role| ((*role).to_owned(), dice.small(4))).collect();
            pool.role_caps = caps;
        }
    }
}
