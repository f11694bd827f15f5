//! Lists of orgs, groups, products and pools.

use crate::help::{assign, day, today, town};
use seatbook_core::query::{GroupFilter, OrgFilter, PageRequest, PoolFilter, UserFilter};

fn all() -> PageRequest {
    PageRequest::default()
}

#[test]
fn orgs_as_a_tree_and_by_text() {
    let book = town();
    let ids = |filter: &OrgFilter| {
        let page = book.orgs(filter, &all()).unwrap();
        page.rows.into_iter().map(|org| org.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&OrgFilter::default()), ["town", "north", "south"], "by folded name");
    assert_eq!(ids(&OrgFilter { top: true, ..OrgFilter::default() }), ["town"]);
    assert_eq!(ids(&OrgFilter { parent: Some("town".into()), ..OrgFilter::default() }), ["north", "south"]);
    assert_eq!(ids(&OrgFilter { org: Some("south".into()), ..OrgFilter::default() }), ["south"]);
    assert_eq!(ids(&OrgFilter { text: "SKOLAN sod".into(), ..OrgFilter::default() }), ["south"]);
    let town = &book.orgs(&OrgFilter::default(), &all()).unwrap().rows[0];
    assert_eq!((town.children, town.users, town.enabled), (2, 0, 0));
    let south = &book.orgs(&OrgFilter::default(), &all()).unwrap().rows[2];
    assert_eq!(
        (south.children, south.users, south.enabled, south.parent.as_deref()),
        (0, 2, 1, Some("town"))
    );
}

#[test]
fn groups_of_a_user_and_by_text() {
    let book = town();
    let ids = |filter: &GroupFilter| {
        let page = book.groups(filter, &all()).unwrap();
        page.rows.into_iter().map(|group| format!("{} {}", group.id, group.members)).collect::<Vec<_>>()
    };
    assert_eq!(ids(&GroupFilter::default()), ["7a 3", "7b 2"]);
    assert_eq!(ids(&GroupFilter { user: Some("u1".into()), ..GroupFilter::default() }), ["7a 3", "7b 2"]);
    assert_eq!(ids(&GroupFilter { user: Some("u2".into()), ..GroupFilter::default() }), ["7b 2"]);
    assert_eq!(ids(&GroupFilter { user: Some("u5".into()), ..GroupFilter::default() }), [""; 0]);
    assert_eq!(ids(&GroupFilter { text: "KLÁSS b".into(), ..GroupFilter::default() }), ["7b 2"]);
    assert_eq!(ids(&GroupFilter { org: Some("south".into()), ..GroupFilter::default() }), [""; 0]);
    assert_eq!(ids(&GroupFilter { org: Some("town".into()), ..GroupFilter::default() }).len(), 2);
}

#[test]
fn members_and_users_by_name() {
    let book = town();
    let ids = |filter: &UserFilter| {
        let page = book.users(filter, &all()).unwrap();
        page.rows.into_iter().map(|user| user.id).collect::<Vec<_>>()
    };
    // Ek before Oberg and Öberg, which are one; of those Asa and Åsa are one, and the ids decide.
    assert_eq!(ids(&UserFilter::default()), ["u5", "u3", "u4", "u1", "u2"]);
    assert_eq!(ids(&UserFilter { group: Some("7a".into()), ..UserFilter::default() }), ["u3", "u4", "u1"]);
    assert_eq!(
        ids(&UserFilter { text: "rektor".into(), ..UserFilter::default() }),
        ["u5"],
        "display names too"
    );
    assert_eq!(ids(&UserFilter { text: "U4 ék".into(), ..UserFilter::default() }), ["u4"]);
    let bo =
        &book.users(&UserFilter { text: "bo ek".into(), ..UserFilter::default() }, &all()).unwrap().rows[0];
    assert_eq!((bo.country.as_deref(), bo.roles.as_slice()), (Some("SE"), &["teacher".to_owned()][..]));
}

#[test]
fn products_by_text_in_all_that_is_said_of_them() {
    let book = town();
    let ids = |text: &str| {
        let page = book.products(text, &all()).unwrap();
        page.rows.into_iter().map(|product| product.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(""), ["old", "maths", "news"], "Äldre sorts as aldre");
    for text in ["MATHS", "matematik ak", "forlaget", "raekning", "räkning", "subject", "app bok"] {
        let expected: &[&str] = if text == "raekning" { &[] } else { &["maths"] };
        assert_eq!(ids(text), expected, "{text}");
    }
    let maths = &book.products("maths", &all()).unwrap().rows[0];
    assert_eq!(maths.metadata["subject"], "Räkning");
}

#[test]
fn pools_with_their_terms_and_counts() {
    let book = town();
    assign(&book, ["u1", "u2"], "maths");
    let filter = PoolFilter { product: Some("maths".into()), ..PoolFilter::default() };
    let pools = book.pools(&filter, today(), &all()).unwrap().rows;
    assert_eq!(pools.iter().map(|row| row.pool.id.as_str()).collect::<Vec<_>>(), ["P", "Q", "R"]);
    assert_eq!(pools[0].counts.assigned, 2);
    assert_eq!(pools[0].pool.ends_on, Some(day("2026-12-31")));
    assert_eq!(pools[1].start_by, Some(day("2025-12-01")));
    let south = PoolFilter { org: Some("south".into()), ..PoolFilter::default() };
    assert_eq!(book.pools(&south, today(), &all()).unwrap().total, 2);
}
