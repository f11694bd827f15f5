//! Explanations: the first rule that fails is what a dry run says, whatever the book.

use crate::help::{assign, book, day, today, town};
use proptest::prelude::*;
use seatbook_core::model::{
    Exclusion, Group, Org, Plan, Pool, PoolKind, Prerequisite, Product, StartPolicy, User,
};
use seatbook_core::query::Explanation;
use seatbook_core::{Book, Class, IdList, Item, Load, Op, Options, Outcome, SeatChoice, Who};
use std::sync::Arc;

fn first_failed(explanation: &Explanation) -> Option<Outcome> {
    explanation.rules.iter().find(|test| !test.passed).map(|test| test.rule)
}

fn ids(all: &[&str]) -> Arc<IdList> {
    Arc::new(all.iter().collect())
}

fn any_pool(at: usize) -> impl Strategy<Value = Pool> {
    use PoolKind::{Group, School, Single, Site, Tenant, Volume};
    let kind =
        prop::sample::select(vec![Volume, Volume, Volume, Volume, Single, Group, School, Tenant, Site]);
    let roles = prop::sample::subsequence(vec!["student", "teacher"], 0..=1);
    let countries = prop::sample::subsequence(vec!["SE", "NO"], 0..=1);
    let some_day =
        |days: &'static [&str]| prop::option::weighted(0.2, prop::sample::select(days).prop_map(day));
    let terms = (
        some_day(&["2025-08-01", "2025-09-01"]),
        some_day(&["2025-08-10", "2025-12-01"]),
        some_day(&["2025-08-10", "2025-12-01"]),
        prop::bool::weighted(0.2),
    );
    let product = prop::sample::select(vec!["p", "q", "r"]);
    let org = prop::sample::select(vec!["town", "north", "south"]);
    (product, org, kind, prop::option::weighted(0.9, 0..3_u32), roles, countries, terms).prop_map(
        move |(
            product,
            org,
            kind,
            quantity,
            roles,
            countries,
            (redeem_from, redeem_until, ends_on, suspended),
        )| {
            let (roles, countries) = (roles.into_iter().map(str::to_owned).collect(), countries);
            Pool {
                id: format!("P{at}"),
                product: product.into(),
                org: org.into(),
                kind,
                quantity,
                allowed_roles: roles,
                countries_allowed: countries.into_iter().map(str::to_owned).collect(),
                start_policy: StartPolicy::OnAssign,
                duration: Some("1 month".parse().unwrap()),
                redeem_from: redeem_from.filter(|from| redeem_until.is_none_or(|until| *from <= until)),
                redeem_until,
                ends_on,
                suspended,
                ..Pool::default()
            }
        },
    )
}

fn any_pools() -> impl Strategy<Value = Vec<Pool>> {
    (0..7_usize).prop_flat_map(|count| (0..count).map(any_pool).collect::<Vec<_>>())
}

fn people() -> Vec<User> {
    let user = |id: &str, org: &str, role: &str, country: Option<&str>| User {
        id: id.into(),
        org: org.into(),
        roles: vec![role.into()],
        country: country.map(str::to_owned),
        enabled: id != "off",
        ..User::default()
    };
    vec![
        user("a", "north", "student", Some("SE")),
        user("b", "north", "teacher", None),
        user("c", "south", "student", Some("NO")),
        user("off", "north", "student", Some("SE")),
    ]
}

fn world(pools: Vec<Pool>, rules: (bool, bool), default_country: Option<&str>) -> Load {
    let org = |id: &str, parent: Option<&str>| Org {
        id: id.into(),
        parent: parent.map(str::to_owned),
        ..Org::default()
    };
    let product = |id: &str, plans: &[&str]| Product {
        id: id.into(),
        plans: plans.iter().map(|id| Plan { id: (*id).into(), ..Plan::default() }).collect(),
        ..Product::default()
    };
    let members = ["a", "b"].map(str::to_owned).to_vec();
    let exclusion =
        Exclusion { id: "x".into(), plans: vec!["one".into(), "two".into()], ..Exclusion::default() };
    let prerequisite = Prerequisite {
        id: "n".into(),
        product: Some("r".into()),
        any_of_products: vec!["p".into()],
        any_of_plans: vec!["two".into()],
        ..Prerequisite::default()
    };
    let json = default_country
        .map_or("{}".to_owned(), |country| format!(r#"{{"settings":{{"default_country":"{country}"}}}}"#));
    Load {
        orgs: vec![org("town", None), org("north", Some("town")), org("south", Some("town"))],
        products: vec![product("p", &["one"]), product("q", &["two"]), product("r", &[])],
        users: people(),
        groups: vec![Group { id: "7a".into(), org: "north".into(), members, ..Group::default() }],
        pools,
        exclusions: if rules.0 { vec![exclusion] } else { Vec::new() },
        prerequisites: if rules.1 { vec![prerequisite] } else { Vec::new() },
        ..Load::from_json(&json).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_first_rule_that_fails_is_what_a_dry_run_says(
        pools in any_pools(),
        rules in any::<(bool, bool)>(),
        default_country in prop::option::of(prop::sample::select(vec!["SE", "NO"])),
        held in prop::collection::vec((0..3_usize, 0..3_usize), 0..4),
        shared in any::<[bool; 3]>(),
    ) {
        let book = Book::in_memory().unwrap();
        let options = Options::on(today());
        let report = book.load(&world(pools, rules, default_country), &options).unwrap();
        prop_assert_eq!(report.refused, []);
        for (product, shared) in ["p", "q", "r"].iter().zip(shared).filter(|(_, shared)| *shared).map(|(product, _)| (product, [
            Who::HolderGroups(ids(&["7a"])), Who::HolderOrgs(ids(&["north", "town"]))])) {
            for who in shared {
                book.apply(&Item::new(Op::Assign, who, &[product]).into(), &options).unwrap();
            }
        }
        for (user, product) in held {
            let item = Item::users(Op::Assign, [["a", "b", "c"][user]], &[["p", "q", "r"][product]]);
            book.apply(&item.into(), &options).unwrap();
        }
        book.apply(&Item::users(Op::Revoke, ["c"], &["p"]).into(), &options).unwrap();
        for user in ["a", "b", "c", "off", "nobody"] {
            for product in ["p", "q", "r"] {
                for choice in [SeatChoice::New, SeatChoice::Reuse, SeatChoice::Auto] {
                    let explanation = book.explain(user, product, today(), choice).unwrap();
                    let failed = first_failed(&explanation);
                    if explanation.verdict.class() == Class::Changed {
                        prop_assert_eq!(failed, None, "{:#?}", explanation);
                    } else {
                        prop_assert_eq!(failed, Some(explanation.verdict), "{:#?}", explanation);
                    }
                    let remedies = explanation.rules.iter().all(|test| {
                        test.remedy.is_none() == (test.passed || test.rule == Outcome::AlreadyAssigned)
                    });
                    prop_assert!(remedies, "{:#?}", explanation);
                }
            }
        }
        // What the questions say of one another.
        let everybody: IdList = people().iter().map(|user| &user.id).collect();
        let coverage = book.coverage(&everybody, &["p".into(), "q".into(), "r".into()], today()).unwrap();
        for row in &coverage.products {
            for user in people() {
                let own = row.holders.iter().any(|id| id == user.id);
                let derived = row.derived.iter().any(|id| id == user.id);
                let licences = book.licences(&user.id, today()).unwrap();
                let licence = licences.iter().find(|licence| licence.product == row.product);
                prop_assert_eq!(licence.map(|licence| licence.derived), if own { Some(false) } else { derived.then_some(true) });
                let entitled = book.entitled(&user.id, &row.product, today()).unwrap();
                prop_assert_eq!(entitled.licence.as_ref(), licence);
            }
        }
        let found = book.verify(None).unwrap();
        prop_assert!(found.ok, "{:?}", found.problems);
    }
}

#[test]
fn every_rule_is_told_with_what_would_mend_it() {
    let book = town();
    let told = |user: &str, choice: SeatChoice| {
        let explanation = book.explain(user, "maths", today(), choice).unwrap();
        let failed = explanation.rules.iter().filter(|test| !test.passed);
        let told: Vec<_> = failed
            .map(|test| format!("{}: {}", test.rule.word(), test.remedy.as_deref().unwrap_or("-")))
            .collect();
        (explanation.verdict, told)
    };
    assert_eq!(told("u1", SeatChoice::New), (Outcome::Assigned, vec![]));
    assert_eq!(
        told("u1", SeatChoice::Reuse),
        (Outcome::NoSeatLeft, vec!["no_seat_left: choose `new` or `auto`: new seats are free".into()])
    );
    assert_eq!(
        told("u4", SeatChoice::New),
        (Outcome::UserDisabled, vec!["user_disabled: enable the account".into()])
    );
    assert_eq!(
        told("u9", SeatChoice::New),
        (Outcome::UserNotFound, vec!["user_not_found: load the user".into()])
    );
    assign(&book, ["u1"], "maths");
    let has = book.explain("u1", "maths", today(), SeatChoice::New).unwrap();
    let test = &has.rules[3];
    assert_eq!(test.facts, "has the product already by seat 1 of pool `P` (direct)");
    assert_eq!((has.verdict, test.passed, &test.remedy), (Outcome::AlreadyAssigned, false, &None));
}

#[test]
fn several_rules_may_fail_at_once() {
    let book = book(
        r#"{"orgs":[{"id":"o"}],"products":[{"id":"p"}],"users":[{"id":"a","org":"o","roles":["staff"],"country":"DK"}],
        "pools":[{"id":"P","product":"p","org":"o","quantity":1,"suspended":true,"allowed_roles":["student","teacher"],
            "countries_allowed":["SE"],"redeem_from":"2025-09-01"}]}"#,
    );
    let explanation = book.explain("a", "p", today(), SeatChoice::New).unwrap();
    let failed: Vec<_> = explanation.rules.iter().filter(|test| !test.passed).collect();
    let words: Vec<_> = failed.iter().map(|test| test.rule.word()).collect();
    assert_eq!(
        words,
        ["pool_suspended", "not_yet_valid", "role_not_allowed", "country_not_allowed", "no_seat_left"]
    );
    assert_eq!(explanation.verdict, Outcome::PoolSuspended);
    assert_eq!(failed[1].remedy.as_deref(), Some("wait until 2025-09-01"));
    assert_eq!(
        failed[2].remedy.as_deref(),
        Some(
            "give the user one of the roles `student`, `teacher` (has `staff`), or buy seats for the user's role"
        )
    );
}
