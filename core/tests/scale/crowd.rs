//! A class of a hundred thousand: whatever little changes about it, little is written.

use crate::counted::Counted;
use crate::{full, today};
use seatbook_core::model::{Group, Org, Pool, PoolKind, Product, User};
use seatbook_core::report::Source;
use seatbook_core::{Item, Load, Op, Outcome, Who};
use std::sync::Arc;

fn members() -> usize {
    if full() { 100_000 } else { 20_000 }
}

fn id(number: usize) -> String {
    format!("u{number:06}")
}

fn class(members: impl Iterator<Item = usize>) -> Load {
    let group =
        Group { id: "all".into(), org: "s".into(), members: members.map(id).collect(), ..Group::default() };
    Load { groups: vec![group], ..Load::default() }
}

/// A school of which all but one in a hundred are in the class.
fn school() -> Counted {
    let counted = Counted::new();
    let pool = |id: &str, product: &str, kind| Pool {
        id: id.into(),
        product: product.into(),
        org: "s".into(),
        kind,
        ..Pool::default()
    };
    let user = |number| User { id: id(number), org: "s".into(), ..User::default() };
    let load = Load {
        orgs: vec![Org { id: "s".into(), ..Org::default() }],
        users: (0..members() + members() / 100).map(user).collect(),
        products: ["BOOK", "ATLAS"].map(|id| Product { id: id.into(), ..Product::default() }).to_vec(),
        pools: vec![pool("V", "BOOK", PoolKind::Volume), pool("G", "ATLAS", PoolKind::Group)],
        ..class(0..members())
    };
    assert!(counted.book.load(&load, &today()).unwrap().is_complete());
    counted
}

#[test]
fn a_sync_writes_those_who_changed() {
    let counted = school();
    let apply = |item: Item| counted.during(|book| book.apply(&item.into(), &today()).unwrap());
    let (given, giving) = apply(Item::group(Op::Assign, "all", &["BOOK"]));
    assert_eq!(given.summary.changed, members() as u64);
    let sync = || apply(Item::group(Op::Sync, "all", &["BOOK"]));
    let (none, asked) = sync();
    assert_eq!((none.summary.unchanged, none.operation, asked.writes), (members() as u64, None, 0));

    // One in a hundred goes, as many come.
    let (changed, first) = (members() / 100, members() / 2);
    let stay = (0..members()).filter(|number| !(first..first + changed).contains(number));
    let report = counted.book.load(&class(stay.chain(members()..members() + changed)), &today()).unwrap();
    assert!(report.is_complete());
    let (synced, asked) = sync();
    assert_eq!(synced.count(Outcome::Assigned), changed);
    assert_eq!(synced.count(Outcome::ToReusable), changed);
    assert_eq!(synced.summary.unchanged, (members() - changed) as u64);
    println!("giving to all {giving:?}, sync of {changed} {asked:?}");
    // A seat, a holding and what is free lie in blocks of 256.
    let blocks = 2 * (changed as u64 / 256 + 2);
    assert!(asked.in_place <= 3 * blocks + 4, "{asked:?}");
    assert!(asked.in_place * 10 < giving.in_place, "{asked:?} {giving:?}");
    assert!(counted.book.verify(None).unwrap().ok);
    let (none, asked) = sync();
    assert_eq!((none.summary.changed, asked.writes), (0, 0));
}

#[test]
fn a_licence_of_the_class_is_one_seat() {
    let counted = school();
    let class_itself = Who::HolderGroups(Arc::new(["all"].into_iter().collect()));
    let item = Item::new(Op::Assign, class_itself, &["ATLAS"]);
    let (given, giving) = counted.during(|book| book.apply(&item.into(), &today()).unwrap());
    assert_eq!(given.summary.changed, 1);
    assert!(giving.reads < 100 && giving.in_place < 10, "{giving:?}");
    let (licences, asking) = counted.during(|book| {
        [0, members() / 2, members() - 1, members()]
            .map(|number| book.licences(&id(number), today().on).unwrap())
    });
    for own in &licences[..3] {
        assert_eq!((own.len(), own[0].derived), (1, true));
        assert_eq!(own[0].sources, [Source::Group("all".into())]);
    }
    assert_eq!(licences[3], [], "no member");
    assert!(asking.reads < 400, "{asking:?}");
    assert_eq!(counted.book.counts("ATLAS", None, today().on).unwrap().assigned, 1);

    // Whoever has it through the class gets no seat of his own; all members asked at once, none does.
    let all = Item::group(Op::Assign, "all", &["ATLAS"]);
    let (report, asked) = counted.during(|book| book.apply(&all.into(), &today()).unwrap());
    assert_eq!((report.count(Outcome::AlreadyAssigned), asked.writes), (members(), 0));
}

#[test]
fn one_member_more_touches_few_keys() {
    let counted = school();
    let one_more = class(0..=members());
    let (report, asked) = counted.during(|book| book.load(&one_more, &today()).unwrap());
    assert_eq!((report.groups.updated, report.is_complete()), (1, true));
    println!("one member more {asked:?}");
    assert!(asked.in_place < 10, "{asked:?}");
    let (report, asked) = counted.during(|book| book.load(&one_more, &today()).unwrap());
    assert_eq!((report.groups.unchanged, asked.writes), (1, 0));
}
