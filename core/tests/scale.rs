//! Sizes that are met in life: a large vendor's catalogue, a user in hundreds of classes, a class of a hundred thousand, an org
//! tree ten deep. Every answer is checked; no time is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

#[path = "support/catalogue.rs"]
mod catalogue;

use catalogue::{PRODUCTS, product_id};
use seatbook_core::model::{Group, Org, Pool, PoolKind, Product, User};
use seatbook_core::{Book, Day, Item, Load, Op, Options, Outcome, Request};
use std::collections::BTreeSet;

fn on(text: &str) -> Options {
    Options::on(text.parse::<Day>().unwrap())
}

fn book(load: &Load) -> Book {
    let book = Book::in_memory().unwrap();
    assert_eq!(book.load(load, &on("2025-08-18")).unwrap().refused, []);
    book
}

fn org(id: &str, parent: Option<&str>) -> Org {
    Org { id: id.into(), parent: parent.map(Into::into), ..Org::default() }
}

fn user(id: String, org: &str) -> User {
    User { id, org: org.into(), roles: vec!["student".into()], ..User::default() }
}

fn pool(id: String, product: &str, org: &str, quantity: Option<u32>) -> Pool {
    Pool { id, product: product.into(), org: org.into(), quantity, ..Pool::default() }
}

/// Members of each exclusion among the plans of a product, one list per exclusion.
fn members(product: usize) -> Vec<BTreeSet<usize>> {
    let own = catalogue::plans_of(product);
    let of =
        |exclusion| catalogue::members_of(exclusion).into_iter().filter(|plan| own.contains(plan)).collect();
    (0..catalogue::EXCLUSIONS).map(of).collect()
}

/// Two different members of one exclusion, through two products.
fn clash(one: &[BTreeSet<usize>], other: &[BTreeSet<usize>]) -> bool {
    one.iter().zip(other).any(|(one, other)| one.iter().any(|own| other.iter().any(|plan| plan != own)))
}

/// Everybody holds one product and asks for another: all 161,596 pairs there are.
#[test]
fn every_pair_of_a_large_catalogue_is_judged() {
    let id = |number: usize| format!("u{number:03}");
    let mut load = catalogue::catalogue();
    load.orgs.push(org("customer", None));
    load.users = (0..PRODUCTS).map(|number| user(id(number), "customer")).collect();
    load.pools = (0..PRODUCTS)
        .map(|number| pool(format!("pool {number}"), &product_id(number), "customer", None))
        .collect();
    let book = book(&load);
    let own = |number: usize| Item::users(Op::Assign, [id(number)], &[&product_id(number)]);
    let report = book.apply(&Request { items: (0..PRODUCTS).map(own).collect() }, &on("2025-08-18")).unwrap();
    assert_eq!(report.count(Outcome::Assigned), PRODUCTS);
    let members: Vec<_> = (0..PRODUCTS).map(members).collect();
    let dry = Options { dry_run: true, ..on("2025-08-18") };
    let (mut judged, mut clashes) = (0, 0);
    for asked in 0..PRODUCTS {
        let holders = asked + 1..PRODUCTS;
        let item = Item::users(Op::Assign, holders.clone().map(id), &[&product_id(asked)]);
        let report = book.apply(&item.into(), &dry).unwrap();
        assert_eq!(report.len(), holders.len());
        for (row, held) in report.rows().zip(holders) {
            let expected = clash(&members[asked], &members[held]);
            let outcome = if expected { Outcome::MutuallyExclusive } else { Outcome::Assigned };
            assert_eq!(row.outcome(), outcome, "{} beside {}", product_id(asked), product_id(held));
            judged += 1;
            clashes += usize::from(expected);
        }
    }
    assert_eq!(judged, 161_596);
    assert!(clashes > 100 && clashes < judged / 2, "{clashes} clashes say little");
}

/// One seat of each product, however many classes bring it; freed with the last one.
#[test]
fn one_user_in_two_hundred_classes_with_two_hundred_products() {
    const MANY: usize = 200;
    let class = |number: usize| format!("class {number:03}");
    let product = |number: usize| format!("p{number:03}");
    let load = Load {
        orgs: vec![org("school", None)],
        users: vec![user("u".into(), "school"), user("other".into(), "school")],
        groups: (0..MANY)
            .map(|number| Group {
                id: class(number),
                org: "school".into(),
                members: vec!["u".into()],
                ..Group::default()
            })
            .collect(),
        products: (0..MANY).map(|number| Product { id: product(number), ..Product::default() }).collect(),
        pools: (0..MANY)
            .map(|number| pool(format!("pool {number:03}"), &product(number), "school", Some(1)))
            .collect(),
        ..Load::default()
    };
    let book = book(&load);
    let products: Vec<String> = (0..MANY).map(product).collect();
    let products: Vec<&str> = products.iter().map(String::as_str).collect();
    let all =
        |op| Request { items: (0..MANY).map(|number| Item::group(op, &class(number), &products)).collect() };
    let report = book.apply(&all(Op::Assign), &on("2025-08-18")).unwrap();
    assert_eq!(
        (report.count(Outcome::Assigned), report.count(Outcome::AlreadyAssigned)),
        (MANY, MANY * (MANY - 1))
    );
    let licences = book.licences("u", on("2025-08-18").on).unwrap();
    assert_eq!(licences.len(), MANY);
    assert!(licences.iter().all(|own| own.sources.len() == MANY && own.seat == 1));
    let report = book.apply(&all(Op::Revoke), &on("2025-08-19")).unwrap();
    let freed = report.rows().filter(|row| row.outcome() != Outcome::Updated).count();
    assert_eq!((report.count(Outcome::Updated), freed), (MANY * (MANY - 1), MANY));
    // Only the last class frees the seats.
    let kept = |row: &seatbook_core::Row<'_>| row.outcome() == Outcome::Updated;
    assert!(report.rows().take(MANY * (MANY - 1)).all(|row| kept(&row)));
    assert_eq!(book.licences("u", on("2025-08-19").on).unwrap(), []);
    assert_eq!(book.verify(None).unwrap().problems, Vec::<String>::new());
}

/// Everybody of a large group, with two seats too few.
#[test]
fn a_group_of_a_hundred_thousand() {
    const MEMBERS: u32 = 100_000;
    let ids: Vec<String> = (0..MEMBERS).map(|number| format!("u{number:06}")).collect();
    let load = Load {
        orgs: vec![org("city", None)],
        users: ids.iter().map(|id| user(id.clone(), "city")).collect(),
        groups: vec![Group {
            id: "all".into(),
            org: "city".into(),
            members: ids.clone(),
            ..Group::default()
        }],
        products: vec![Product { id: "maths".into(), ..Product::default() }],
        pools: vec![pool("big".into(), "maths", "city", Some(MEMBERS - 2))],
        ..Load::default()
    };
    let book = book(&load);
    let report = book.apply(&Item::group(Op::Assign, "all", &["maths"]).into(), &on("2025-08-18")).unwrap();
    let last = ids.len() - 2;
    for (at, row) in report.rows().enumerate() {
        let expected = if at < last { Outcome::Assigned } else { Outcome::NoSeatLeft };
        assert_eq!((row.target(), row.outcome()), (ids[at].as_str(), expected));
    }
    let short = &report.shortfall[0];
    assert_eq!((short.needed, short.available, short.missing), (100_000, 99_998, 2));
    let counts = book.counts("maths", None, on("2025-08-18").on).unwrap();
    assert_eq!((counts.total, counts.assigned, counts.available), (99_998, 99_998, 0));
    let mut item = Item::group(Op::Revoke, "all", &[]);
    item.everything = true;
    let report = book.apply(&item.into(), &on("2025-08-19")).unwrap();
    assert_eq!((report.summary.changed, report.summary.unchanged, report.summary.failed), (99_998, 2, 0));
    assert_eq!(book.verify(None).unwrap().problems, Vec::<String>::new());
}

/// What is bought at the top is for everybody below; what is bought below is for nobody above or beside.
#[test]
fn an_org_tree_ten_deep() {
    let level = |depth: usize| format!("level {depth}");
    let mut orgs: Vec<Org> =
        (0..10).map(|depth| org(&level(depth), depth.checked_sub(1).map(level).as_deref())).collect();
    orgs.push(org("beside", Some("level 4")));
    let kinds = [PoolKind::Volume, PoolKind::Tenant, PoolKind::Site];
    let product = |depth: usize, kind: PoolKind| format!("{kind:?} {depth}");
    let each = || (0..10).flat_map(|depth| kinds.map(|kind| (depth, kind)));
    let load = Load {
        orgs,
        users: (0..10)
            .map(|depth| user(format!("u{depth}"), &level(depth)))
            .chain([user("ux".into(), "beside")])
            .collect(),
        products: each()
            .map(|(depth, kind)| Product { id: product(depth, kind), ..Product::default() })
            .collect(),
        pools: each()
            .map(|(depth, kind)| {
                let quantity = (kind != PoolKind::Site).then_some(20);
                let id = format!("pool of {}", product(depth, kind));
                Pool { kind, ..pool(id, &product(depth, kind), &level(depth), quantity) }
            })
            .collect(),
        ..Load::default()
    };
    let book = book(&load);
    for depth in 0..10 {
        let json = format!(
            r#"{{"on":"2025-08-18","items":[{{"op":"assign","holder_org":"{}","product":"{}"}}]}}"#,
            level(depth),
            product(depth, PoolKind::Tenant)
        );
        let (request, options) = Request::from_json(&json).unwrap();
        assert_eq!(book.apply(&request, &options).unwrap().count(Outcome::Assigned), 1);
    }
    let users: Vec<(String, usize)> =
        (0..10).map(|depth| (format!("u{depth}"), depth)).chain([("ux".into(), 4)]).collect();
    for (id, reach) in &users {
        for depth in 0..10 {
            let outcome = |kind| {
                let item = Item::users(Op::Assign, [id], &[&product(depth, kind)]);
                let report = book.apply(&item.into(), &on("2025-08-18")).unwrap();
                report.row(0).unwrap().outcome()
            };
            let reaches = depth <= *reach;
            let own = if reaches { Outcome::Assigned } else { Outcome::WrongOrg };
            let shared = if reaches { Outcome::AlreadyAssigned } else { Outcome::WrongOrg };
            assert_eq!(outcome(PoolKind::Volume), own, "{id} of level {depth}");
            assert_eq!(outcome(PoolKind::Tenant), shared, "{id} of level {depth}");
            assert_eq!(outcome(PoolKind::Site), shared, "{id} of level {depth}");
        }
        let licences = book.licences(id, on("2025-08-18").on).unwrap();
        assert_eq!(licences.len(), 3 * (reach + 1), "{id}");
    }
    let counts = book.counts(&product(0, PoolKind::Volume), Some("level 0"), on("2025-08-18").on).unwrap();
    assert_eq!((counts.total, counts.assigned), (20, 11));
}
