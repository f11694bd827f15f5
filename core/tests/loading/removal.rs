//! What leaves the book, and what stays of it.

use crate::help::{Place, atomic, refused, rows, today};
use seatbook_core::{IdList, Item, Op, Options, Status, Who};
use serde_json::{Value, json};
use std::sync::Arc;

fn school() -> Place {
    let users: Vec<Value> =
        (1..=4).map(|n| json!({ "id": format!("u{n}"), "org": "school", "given_name": "Åsa" })).collect();
    Place::with(json!({
        "orgs": [{ "id": "school" }],
        "products": [{ "id": "MATH" }, { "id": "ART" }, { "id": "BOOK" }, { "id": "SPARE" }],
        "users": users,
        "groups": [
            { "id": "7A", "org": "school", "members": ["u1", "u2", "u3"] },
            { "id": "7B", "org": "school", "members": ["u3", "u4"] },
        ],
        "pools": [
            { "id": "M", "product": "MATH", "org": "school", "quantity": 2, "license_code": "abc", "keys": ["k1", "k2"] },
            { "id": "N", "product": "MATH", "org": "school", "quantity": 5, "release": "fresh" },
            { "id": "A", "product": "ART", "org": "school", "release": "fresh", "ends_on": "2026-07-31" },
            { "id": "B", "product": "BOOK", "org": "school", "quantity": 3, "revocable": false },
        ],
        "exclusions": [{ "id": "not-both", "products": ["SPARE", "ART"] }],
        "prerequisites": [{ "id": "first", "product": "SPARE", "any_of_products": ["MATH"] }],
    }))
}

fn assign(place: &Place, users: &[&str], products: &[&str]) {
    let report = place.apply(Item::users(Op::Assign, users, products));
    assert_eq!(report.summary.failed, 0);
}

/// S08: a user with four seats is refused, until they are given back; then he is gone, and his history is not.
#[test]
fn a_user_with_seats_cannot_just_vanish() {
    let place = school();
    assign(&place, &["u1"], &["MATH", "ART"]);
    assign(&place, &["u2"], &["ART"]);
    let report = place.remove(json!({ "users": ["u1"] }), &today()).unwrap();
    assert_eq!(refused(&report), ["user u1 in_use"]);
    assert!(report["refused"][0]["message"].as_str().unwrap().contains("holds 2 seats"));
    assert_eq!(report["users"], json!({ "removed": 0, "refused": 1 }));
    assert_eq!((&report["operation"], place.licences("u1").len()), (&Value::Null, 2));

    let report = place.remove(json!({ "users": ["u1"], "give_back": true }), &today()).unwrap();
    assert_eq!(report["format"], "seatbook.removal_report/1");
    assert_eq!(report["users"], json!({ "removed": 1, "refused": 0 }));
    assert_eq!(rows(&report["report"]), ["u1 MATH to_reusable", "u1 ART revoked"]);
    assert_eq!((place.assigned("MATH"), place.assigned("ART")), (0, 1));
    let error = place.ask(|book| book.licences("u1", today().on)).unwrap_err();
    assert_eq!(error.status(), Status::UnknownUser);
    // His class goes on without him.
    let report = place.apply(Item::group(Op::Assign, "7A", &["ART"]));
    assert_eq!(report.rows().map(|row| row.target().to_owned()).collect::<Vec<_>>(), ["u2", "u3"]);
    // What was done to him can still be read, by his id and row by row.
    let journal = place.query(json!({ "query": "journal", "user": "u1" }));
    let kinds: Vec<&str> =
        journal["rows"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["remove", "assign"]);
    let old = place.ask(|book| book.report(2)).unwrap();
    assert_eq!(old.row(0).unwrap().target(), "u1");
}

#[test]
fn whoever_comes_back_under_the_same_id_is_somebody_new() {
    let place = school();
    assign(&place, &["u1"], &["ART"]);
    place.remove(json!({ "users": ["u1"], "give_back": true }), &today()).unwrap();
    let report = place.load(json!({ "users": [{ "id": "u1", "org": "school" }] }), &today()).unwrap();
    assert_eq!(report["users"]["created"], 1);
    assert_eq!(place.licences("u1"), Vec::<String>::new());
    assign(&place, &["u1"], &["MATH"]);
    assert_eq!(place.licences("u1").len(), 1);
    let journal = place.query(json!({ "query": "journal", "user": "u1" }));
    assert_eq!(journal["total"], 3, "both of that id: assigned, removed, assigned");
    place.remove(json!({ "users": ["u1"], "give_back": true }), &today()).unwrap();
    assert_eq!(place.query(json!({ "query": "journal", "user": "u1" }))["total"], 4);
}

/// S06: a pool of 2 with one seat assigned is refused; when the seat is back it goes, with its seats.
#[test]
fn a_pool_goes_with_its_seats_when_nobody_holds_one() {
    let place = school();
    assign(&place, &["u1"], &["MATH"]);
    let report = place.remove(json!({ "pools": ["M"] }), &today()).unwrap();
    assert_eq!(refused(&report), ["pool M in_use"]);
    place.apply(Item::users(Op::Revoke, ["u1"], &["MATH"]));
    let report = place.remove(json!({ "pools": ["M"] }), &today()).unwrap();
    assert_eq!(report["pools"], json!({ "removed": 1, "refused": 0 }));
    let counts = place.ask(|book| book.counts("MATH", None, today().on)).unwrap();
    assert_eq!((counts.total, counts.available), (5, 5), "only the other pool's seats are left");
    // The code and the id can be used again; the new pool has nothing of the old one's.
    let load = json!({ "pools": [{ "id": "M", "product": "MATH", "org": "school", "quantity": 1, "license_code": "ABC" }] });
    assert_eq!(place.load(load, &today()).unwrap()["pools"]["created"], 1);
    assign(&place, &["u2"], &["MATH"]);
    assert_eq!(place.licences("u2"), ["M/1 direct"]);

    let report =
        place.remove(json!({ "pools": ["M", "N"], "products": ["MATH"], "give_back": true }), &today());
    let report = report.unwrap();
    assert_eq!(rows(&report["report"]), ["u2 MATH to_reusable"]);
    assert_eq!(refused(&report), ["product MATH in_use"], "a prerequisite names it");
    assert_eq!(place.licences("u2"), Vec::<String>::new());
}

#[test]
fn a_class_goes_with_what_came_through_it() {
    let place = school();
    place.apply(Item::group(Op::Assign, "7A", &["ART"]));
    place.apply(Item::group(Op::Assign, "7B", &["ART"]));
    // u1 has left the class since, and holds through it still.
    place
        .load(json!({ "groups": [{ "id": "7A", "org": "school", "members": ["u2", "u3"] }] }), &today())
        .unwrap();
    let report = place.remove(json!({ "groups": ["7A"] }), &today()).unwrap();
    assert_eq!(refused(&report), ["group 7A in_use"]);
    let report = place.remove(json!({ "groups": ["7A"], "give_back": true }), &today()).unwrap();
    assert_eq!(rows(&report["report"]), ["u1 ART revoked", "u2 ART revoked", "u3 ART updated"]);
    assert_eq!(place.licences("u3"), ["A/3 group:7B"]);
    let error = place.ask(|book| book.apply(&Item::group(Op::Assign, "7A", &["ART"]).into(), &today()));
    assert_eq!(error.unwrap_err().status(), Status::UnknownGroup);
    let both = json!({ "groups": ["7B"], "users": ["u3"], "give_back": true });
    let report = place.remove(both, &today()).unwrap();
    assert_eq!(rows(&report["report"]), ["u3 ART revoked", "u4 ART revoked"]);
}

#[test]
fn what_cannot_be_taken_back_keeps_everything_as_it_was() {
    let place = school();
    assign(&place, &["u1"], &["MATH", "BOOK"]);
    assign(&place, &["u2"], &["MATH"]);
    let removal = json!({ "users": ["u1", "u2"], "give_back": true });
    let report = place.remove(removal.clone(), &atomic()).unwrap();
    assert_eq!((refused(&report), report.get("report")), (vec!["user u1 in_use".into()], None));
    assert_eq!(report["users"], json!({ "removed": 0, "refused": 1 }));
    assert_eq!(place.assigned("MATH"), 2);
    let report = place.remove(removal, &today()).unwrap();
    assert_eq!(refused(&report), ["user u1 in_use"]);
    let message = report["refused"][0]["message"].as_str().unwrap();
    assert!(message.contains("seat 1 of pool `B`") && message.contains("not_revocable"), "{message}");
    assert_eq!(rows(&report["report"]), ["u2 MATH to_reusable"], "nothing is taken from whoever stays");
    assert_eq!(place.licences("u1"), ["B/1 direct", "M/1 direct"]);
}

/// A seat that ended keeps its holder for history; when its pool is extended it must not come back to somebody who is gone.
#[test]
fn seats_that_ended_do_not_come_back_to_the_gone() {
    let place = school();
    assign(&place, &["u1", "u2"], &["ART"]);
    let later = Options { on: "2026-08-01".parse().unwrap(), ..today() };
    let report = place.remove(json!({ "users": ["u1"] }), &later).unwrap();
    assert_eq!(report["users"]["removed"], 1, "a seat that has ended is in nobody's use");
    let longer = json!({ "pools": [
        { "id": "A", "product": "ART", "org": "school", "release": "fresh", "ends_on": "2027-07-31" }] });
    place.load(longer, &later).unwrap();
    let counts = place.ask(|book| book.counts("ART", None, later.on)).unwrap();
    assert_eq!((counts.assigned, counts.expired), (1, 1));
    // A pool goes with the history of its holders.
    let report = place.remove(json!({ "pools": ["A"], "give_back": true }), &later).unwrap();
    assert_eq!(rows(&report["report"]), ["u2 ART revoked"]);
}

#[test]
fn products_and_rules_hold_on_to_each_other() {
    let place = school();
    let report = place.remove(json!({ "products": ["SPARE", "BOOK"] }), &today()).unwrap();
    assert_eq!(refused(&report), ["product SPARE in_use", "product BOOK in_use"]);
    let all =
        json!({ "products": ["SPARE"], "exclusions": ["not-both"], "prerequisites": ["first", "second"] });
    let report = place.remove(all, &today()).unwrap();
    assert_eq!(refused(&report), ["prerequisite second invalid_argument"]);
    assert_eq!(report["products"], json!({ "removed": 1, "refused": 0 }));
    assert_eq!(report["rules"], json!({ "removed": 2, "refused": 1 }));
    let report = place.load(json!({ "products": [{ "id": "SPARE" }] }), &today()).unwrap();
    assert_eq!(report["products"]["created"], 1);
}

#[test]
fn what_is_not_there_is_refused_by_its_name() {
    let place = school();
    let report = place.remove(
        json!({ "users": ["nobody", "u1", "u1"], "groups": ["9Z"], "pools": ["X"], "products": ["Y"], "exclusions": ["Z"] }),
        &today(),
    );
    let expected = [
        "user nobody unknown_user",
        "user u1 duplicate",
        "group 9Z unknown_group",
        "pool X unknown_pool",
        "product Y unknown_product",
        "exclusion Z invalid_argument",
    ];
    let report = report.unwrap();
    assert_eq!(refused(&report), expected);
    assert_eq!(report["users"], json!({ "removed": 1, "refused": 2 }));
}

#[test]
fn a_repeated_removal_answers_the_same() {
    let place = school();
    assign(&place, &["u1"], &["MATH"]);
    let once = Options { request_id: "bye".into(), ..today() };
    let removal = json!({ "format": "seatbook.remove/1", "users": ["u1"], "give_back": true });
    let first = place.remove(removal.clone(), &once).unwrap();
    let again = place.remove(removal, &once).unwrap();
    assert_eq!(again["replayed"], true);
    for name in ["operation", "users", "refused"] {
        assert_eq!(again[name], first[name], "{name}");
    }
    assert_eq!(again["report"]["rows"], first["report"]["rows"]);
    let error = place.remove(json!({ "users": ["u2"] }), &once).unwrap_err();
    assert_eq!(error.status(), Status::RequestReused);
    let error = place.load(json!({ "orgs": [] }), &once).unwrap_err();
    assert_eq!(error.status(), Status::RequestReused);
    assert!(place.remove(json!({ "users": ["u2"], "colour": "red" }), &today()).is_err());
}

/// A class that holds a seat itself is in use; given back, the seat is free and the class's members have nothing through it.
#[test]
fn a_class_that_holds_a_seat_itself_gives_it_back() {
    let place = school();
    let load = json!({ "pools": [
        { "id": "G", "product": "ART", "org": "school", "kind": "group", "quantity": 1, "release": "fresh" },
        { "id": "S", "product": "BOOK", "org": "school", "kind": "school", "quantity": 1, "release": "fresh" },
    ] });
    place.load(load, &today()).unwrap();
    let holder = |ids: &[&str]| Arc::new(ids.iter().collect::<IdList>());
    let class = place.apply(Item::new(Op::Assign, Who::HolderGroups(holder(&["7A"])), &["ART"]));
    let school = place.apply(Item::new(Op::Assign, Who::HolderOrgs(holder(&["school"])), &["BOOK"]));
    assert_eq!((class.summary.changed, school.summary.changed), (1, 1));
    assert_eq!(place.licences("u1").len(), 2);
    let removal = json!({ "groups": ["7A"], "pools": ["G", "S"] });
    let report = place.remove(removal, &today()).unwrap();
    assert_eq!(refused(&report), ["group 7A in_use", "pool G in_use", "pool S in_use"]);
    let removal = json!({ "groups": ["7A"], "pools": ["G", "S"], "give_back": true });
    let report = place.remove(removal, &today()).unwrap();
    assert_eq!(rows(&report["report"]), ["7A ART revoked", "school BOOK revoked"]);
    assert_eq!(place.licences("u1"), Vec::<String>::new());
}

/// Operations that name what is gone can be read, and undone as far as that makes sense: never is anything brought back.
#[test]
fn what_is_gone_is_not_undone() {
    let gone = [
        json!({ "users": ["u1"] }),
        json!({ "groups": ["7A"] }),
        json!({ "pools": ["A"] }),
        json!({ "pools": ["A"], "exclusions": ["not-both"], "products": ["ART"] }),
    ];
    for removal in gone {
        let place = school();
        place.apply(Item::group(Op::Assign, "7A", &["ART"]));
        place.apply(Item { all_sources: true, ..Item::users(Op::Revoke, ["u1", "u2", "u3"], &["ART"]) });
        let report = place.remove(removal.clone(), &today()).unwrap();
        assert_eq!(report["refused"], json!([]), "{removal}");
        for operation in [2, 3] {
            let stored = place.ask(|book| book.report(operation)).unwrap();
            assert_eq!((stored.len(), stored.row(0).unwrap().target()), (3, "u1"));
            let _ = stored.to_json();
        }
        match place.ask(|book| book.apply(&Item::undo(3).into(), &today())) {
            Ok(undone) => {
                let first = undone.row(0).unwrap();
                assert!(first.is_refused(), "{removal}: {}", first.sentence());
            }
            Err(error) => assert_eq!(error.status(), Status::UnknownProduct, "{removal}"),
        }
        assert!(place.ask(|book| book.verify(None)).unwrap().ok);
        let error = place.ask(|book| book.apply(&Item::undo(4).into(), &today())).unwrap_err();
        assert_eq!(error.status(), Status::InvalidArgument, "a removal is not undone");
    }
}
