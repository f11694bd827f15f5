//! Pages: forwards, backwards and in one go they are the same list, and a cursor outlives what comes and goes.

use crate::help::{apply, book, put, today, walk};
use proptest::prelude::*;
use seatbook_core::model::{Group, Org, Pool, PoolKind, Product, User};
use seatbook_core::query::{
    GroupFilter, HolderFilter, JournalFilter, OrgFilter, PageRequest, PoolFilter, UserFilter,
};
use seatbook_core::{Book, Item, Load, Op, Options};
use std::fmt::Debug;

const NAMES: [&str; 10] = ["", "Ek", "ék", "EK", "Öberg", "oberg", "Ångström", "ß", "𝒵", "Zu Lu"];
const ROLES: [&str; 3] = ["student", "teacher", "janitor"];

fn any_user(orgs: usize) -> impl Strategy<Value = User> {
    let name = || prop::sample::select(&NAMES[..]).prop_map(str::to_owned);
    let roles = prop::sample::subsequence(&ROLES[..], 0..=2);
    (0..40_u32, 0..orgs, name(), name(), name(), roles, any::<bool>()).prop_map(
        |(id, org, given_name, family_name, display_name, roles, enabled)| User {
            id: format!("U{id}"),
            org: format!("o{org}"),
            given_name,
            family_name,
            display_name,
            roles: roles.into_iter().map(str::to_owned).collect(),
            country: None,
            enabled,
        },
    )
}

/// A tree of four orgs: o0 over o1 over o2, o3 apart.
fn orgs() -> Vec<Org> {
    let org = |id: &str, parent: Option<&str>| Org {
        id: id.into(),
        name: format!("Skola {id}"),
        parent: parent.map(str::to_owned),
    };
    vec![org("o0", None), org("o1", Some("o0")), org("o2", Some("o1")), org("o3", None)]
}

fn load(book: &Book, load: &Load) {
    // Of a user who is named twice the last mention holds: that is no matter here.
    book.load(load, &Options::on(today())).unwrap();
}

fn same_in_all_ways<T: Clone + PartialEq + Debug>(
    limit: usize,
    ask: impl Fn(&PageRequest) -> seatbook_core::query::Page<T>,
) -> Vec<T> {
    let (forwards, backwards, total) = walk(limit, &ask);
    assert_eq!(forwards, backwards);
    assert_eq!(forwards, ask(&PageRequest { cursor: None, limit: 10_000 }).rows);
    assert_eq!(total, forwards.len() as u64);
    forwards
}

/// Folding as a reader of the documentation would write it for the names used here.
fn naive_fold(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            'é' => "e".into(),
            'ö' => "o".into(),
            'å' => "a".into(),
            'ß' => "ss".into(),
            '𝒵' => "z".into(),
            c => c.to_string(),
        })
        .collect()
}

fn naive_key(user: &User) -> (String, String, String) {
    (naive_fold(&user.family_name), naive_fold(&user.given_name), user.id.clone())
}

fn is_within(org: &str, above: &str) -> bool {
    let chain: &[&str] = match org {
        "o0" => &["o0"],
        "o1" => &["o1", "o0"],
        "o2" => &["o2", "o1", "o0"],
        _ => &["o3"],
    };
    chain.contains(&above)
}

fn any_filter() -> impl Strategy<Value = UserFilter> {
    let text = prop::sample::select(vec!["", "", "ek", "Ö", "u1", "zu EK", "nobody", "s"]);
    let org = prop::option::of(prop::sample::select(vec!["o0", "o1", "o2", "o3"]));
    let role = prop::option::of(prop::sample::select(vec!["student", "janitor", "king"]));
    let group = prop::option::weighted(0.3, prop::sample::select(vec!["g0", "g1"]));
    (text, org, role, prop::option::of(any::<bool>()), group).prop_map(|(text, org, role, enabled, group)| {
        UserFilter {
            text: text.into(),
            org: org.map(str::to_owned),
            role: role.map(str::to_owned),
            enabled,
            group: group.map(str::to_owned),
        }
    })
}

fn naive(user: &User, groups: &[Vec<String>], filter: &UserFilter) -> bool {
    let texts =
        [&user.family_name, &user.given_name, &user.display_name, &user.id].map(|text| naive_fold(text));
    let words = naive_fold(&filter.text);
    words.split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
        && filter.org.as_ref().is_none_or(|org| is_within(&user.org, org))
        && filter.role.as_ref().is_none_or(|role| user.roles.contains(role))
        && filter.enabled.is_none_or(|enabled| user.enabled == enabled)
        && filter.group.as_ref().is_none_or(|group| groups[usize::from(group == "g1")].contains(&user.id))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Users come and are changed in several loads; the list is what a naive sort of all of them gives.
    #[test]
    fn users_are_sorted_and_filtered_as_if_naively(
        loads in prop::collection::vec(prop::collection::vec(any_user(4), 0..30), 1..5),
        groups in prop::collection::vec(prop::collection::btree_set(0..40_u32, 0..20), 2),
        filters in prop::collection::vec(any_filter(), 6),
        limit in 1..9_usize,
    ) {
        let book = Book::in_memory().unwrap();
        load(&book, &Load { orgs: orgs(), ..Load::default() });
        let mut now: Vec<User> = Vec::new();
        for users in loads {
            load(&book, &Load { users: users.clone(), ..Load::default() });
            for mut user in users {
                now.retain(|own| own.id != user.id);
                user.roles.sort_by_key(|role| ["student", "teacher", "administrator", "staff", "janitor"].iter().position(|own| own == role));
                now.push(user);
            }
        }
        let groups: Vec<Vec<String>> =
            groups.into_iter().map(|ids| ids.into_iter().map(|id| format!("U{id}")).collect()).collect();
        let group = |at: usize| Group { id: format!("g{at}"), org: "o0".into(), members: groups[at].clone(), ..Group::default() };
        load(&book, &Load { groups: vec![group(0), group(1)], ..Load::default() });
        now.sort_by_key(naive_key);
        for filter in filters.into_iter().chain([UserFilter::default()]) {
            let listed = same_in_all_ways(limit, |page| book.users(&filter, page).unwrap());
            let expected: Vec<User> =
                now.iter().filter(|user| naive(user, &groups, &filter)).cloned().collect();
            prop_assert_eq!(listed, expected, "{:?}", filter);
        }
        let found = book.verify(None).unwrap();
        prop_assert!(found.ok, "{:?}", found.problems);
    }

    /// Groups change their members; whoever is asked about is in exactly those that name him.
    #[test]
    fn memberships_are_what_the_groups_say(
        loads in prop::collection::vec(prop::collection::vec((0..6_u32, prop::collection::vec(0..300_u32, 0..30)), 0..4), 1..5),
    ) {
        let users = (0..300).map(|id| User { id: format!("U{id:03}"), org: "o0".into(), ..User::default() }).collect();
        let book = Book::in_memory().unwrap();
        load(&book, &Load { orgs: orgs(), users, ..Load::default() });
        let mut now: std::collections::BTreeMap<String, Vec<u32>> = std::collections::BTreeMap::new();
        for groups in loads {
            let group = |(id, members): &(u32, Vec<u32>)| Group {
                id: format!("g{id}"),
                org: "o1".into(),
                members: members.iter().map(|id| format!("U{id:03}")).collect(),
                ..Group::default()
            };
            load(&book, &Load { groups: groups.iter().map(group).collect(), ..Load::default() });
            now.extend(groups.into_iter().map(|(id, members)| (format!("g{id}"), members)));
        }
        for user in [0, 7, 255, 256, 299] {
            let filter = GroupFilter { user: Some(format!("U{user:03}")), ..GroupFilter::default() };
            let listed = same_in_all_ways(2, |page| book.groups(&filter, page).unwrap());
            let ids: Vec<&str> = listed.iter().map(|group| group.id.as_str()).collect();
            let expected: Vec<&str> =
                now.iter().filter(|(_, members)| members.contains(&user)).map(|(id, _)| id.as_str()).collect();
            prop_assert_eq!(ids, expected);
        }
        let found = book.verify(None).unwrap();
        prop_assert!(found.ok, "{:?}", found.problems);
    }

    /// Holders of several pools, some given back again, filtered or not.
    #[test]
    fn holders_are_the_same_in_all_ways(
        given in prop::collection::vec(0..700_usize, 0..400),
        back in prop::collection::vec(0..700_usize, 0..200),
        limit in 1..50_usize,
    ) {
        let book = Book::in_memory().unwrap();
        let users: Vec<User> = (0..700)
            .map(|id| User { id: format!("U{id:03}"), org: format!("o{}", id % 3), roles: vec![ROLES[id % 2].into()], ..User::default() })
            .collect();
        let pool = |id: &str, quantity| Pool { id: id.into(), product: "p".into(), org: "o0".into(), quantity, ..Pool::default() };
        let ids: Vec<String> = users.iter().map(|user| user.id.clone()).collect();
        load(&book, &Load {
            orgs: orgs(),
            products: vec![Product { id: "p".into(), ..Product::default() }],
            users: users.clone(),
            pools: vec![pool("b", Some(100)), pool("a", Some(30)), pool("c", None)],
            ..Load::default()
        });
        apply(&book, Item::users(Op::Assign, given.iter().map(|at| &ids[*at]), &["p"]));
        apply(&book, Item::users(Op::Revoke, back.iter().map(|at| &ids[*at]), &["p"]));
        let all = HolderFilter { product: Some("p".into()), ..HolderFilter::default() };
        let ask = |filter: &HolderFilter| same_in_all_ways(limit, |page| book.holders_where(filter, today(), page).unwrap());
        let listed = ask(&all);
        prop_assert!(listed.is_sorted_by_key(|holder| (holder.pool.clone(), holder.seat)));
        prop_assert_eq!(listed.len() as u64, book.counts("p", None, today()).unwrap().assigned);
        let of = |id: &str| users.iter().find(|user| user.id == id).unwrap();
        let teachers = ask(&HolderFilter { role: Some("teacher".into()), org: Some("o1".into()), ..all.clone() });
        let expected: Vec<_> = listed.iter()
            .filter(|holder| of(&holder.holder).roles[0] == "teacher" && is_within(&of(&holder.holder).org, "o1"))
            .cloned()
            .collect();
        prop_assert_eq!(teachers, expected);
        let of_pool = ask(&HolderFilter { pool: Some("b".into()), ..HolderFilter::default() });
        prop_assert_eq!(of_pool, listed.iter().filter(|holder| holder.pool == "b").cloned().collect::<Vec<_>>());
    }
}

/// Rows that come before, after and at the edge of a page change nothing about what follows it.
#[test]
fn a_cursor_stays_good_when_rows_come_and_go() {
    let user = |id: &str| format!(r#"{{"id":"{id}","org":"o","family_name":"{id}"}}"#);
    let users = |ids: &[&str]| {
        let all: Vec<String> = ids.iter().map(|id| user(id)).collect();
        format!(r#"{{"users":[{}]}}"#, all.join(","))
    };
    let book = book(r#"{"orgs":[{"id":"o"}]}"#);
    put(&book, &users(&["b", "d", "f", "h"]));
    let ask = |cursor: Option<&String>| {
        let page = PageRequest { cursor: cursor.cloned(), limit: 2 };
        let page = book.users(&UserFilter::default(), &page).unwrap();
        (page.rows.into_iter().map(|user| user.id).collect::<Vec<_>>(), page.next, page.previous)
    };
    let (first, next, _) = ask(None);
    assert_eq!(first, ["b", "d"]);
    let (second, _, previous) = ask(next.as_ref());
    assert_eq!(second, ["f", "h"]);
    put(&book, &users(&["a", "c", "e", "i"]));
    assert_eq!(ask(next.as_ref()).0, ["e", "f"]);
    let (before, _, earlier) = ask(previous.as_ref());
    assert_eq!(before, ["d", "e"]);
    assert_eq!(ask(earlier.as_ref()).0, ["b", "c"]);
    // The row that a cursor names gets another name: the cursor still stands between the same names.
    put(&book, r#"{"users":[{"id":"d","org":"o","family_name":"z"}]}"#);
    assert_eq!(ask(next.as_ref()).0, ["e", "f"]);
}

#[test]
fn every_list_is_the_same_in_all_ways() {
    let book = crate::help::town();
    crate::help::assign(&book, ["u1", "u2", "u3"], "maths");
    for limit in 1..5 {
        assert_eq!(same_in_all_ways(limit, |page| book.orgs(&OrgFilter::default(), page).unwrap()).len(), 3);
        assert_eq!(
            same_in_all_ways(limit, |page| book.groups(&GroupFilter::default(), page).unwrap()).len(),
            2
        );
        assert_eq!(same_in_all_ways(limit, |page| book.products("", page).unwrap()).len(), 3);
        let pools =
            same_in_all_ways(limit, |page| book.pools(&PoolFilter::default(), today(), page).unwrap());
        assert_eq!(pools.len(), 4);
        let journal = same_in_all_ways(limit, |page| book.journal(None, page).unwrap());
        assert_eq!(journal.iter().map(|entry| entry.operation).collect::<Vec<_>>(), [2, 1]);
        let filter = JournalFilter { kind: Some("load".into()), ..JournalFilter::default() };
        assert_eq!(same_in_all_ways(limit, |page| book.journal_where(&filter, page).unwrap()).len(), 1);
    }
    assert!(PoolKind::Site.holder().is_none());
}

#[test]
fn a_cursor_that_is_none_is_refused() {
    let book = crate::help::town();
    for cursor in ["", "x", "n1", "nxy", "n12é4", "first", "p+1"] {
        let page = PageRequest { cursor: Some(cursor.into()), limit: 2 };
        let error = book.users(&UserFilter::default(), &page).unwrap_err();
        assert_eq!(error.status(), seatbook_core::Status::InvalidArgument, "{cursor}");
    }
    let error = book.products("", &PageRequest { cursor: None, limit: 10_001 }).unwrap_err();
    assert_eq!(error.status(), seatbook_core::Status::Limit);
}
