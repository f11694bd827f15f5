//! Two accounts of one person become one.

use crate::help::{Place, atomic, rows, today};
use seatbook_core::{Item, Op, Options, Status};
use serde_json::{Value, json};

fn school() -> Place {
    let users: Vec<Value> = (1..=4).map(|n| json!({ "id": format!("u{n}"), "org": "school" })).collect();
    Place::with(json!({
        "orgs": [{ "id": "school" }],
        "products": [{ "id": "MATH" }, { "id": "ART" }, { "id": "BOOK" }],
        "users": users,
        "groups": [
            { "id": "7A", "org": "school", "members": ["u1", "u2", "u3"] },
            { "id": "7B", "org": "school", "members": ["u3", "u2", "u4"] },
            { "id": "7C", "org": "school", "members": ["u3", "u4"] },
        ],
        "pools": [
            { "id": "M", "product": "MATH", "org": "school", "duration": "12 months" },
            { "id": "A", "product": "ART", "org": "school", "start_policy": "on_first_use" },
            { "id": "B", "product": "BOOK", "org": "school", "quantity": 3, "revocable": false },
        ],
    }))
}

fn members(place: &Place, group: &str) -> Vec<String> {
    let dry = Options { dry_run: true, ..today() };
    let report =
        place.ask(|book| book.apply(&Item::group(Op::Assign, group, &["ART"]).into(), &dry)).unwrap();
    report.rows().map(|row| row.target().to_owned()).collect()
}

#[test]
fn seats_and_classes_go_over_with_their_dates() {
    let place = school();
    place.apply(Item::users(Op::Assign, ["u2"], &["MATH", "ART", "BOOK"]));
    let later = Options { on: "2025-12-01".parse().unwrap(), ..today() };
    let report = place.merge("u2", "u1", &later).unwrap();
    assert_eq!((&report["status"], &report["operation"]), (&json!("success"), &json!(3)));
    assert_eq!(rows(&report), ["u1 ART assigned", "u1 BOOK assigned", "u1 MATH assigned"]);
    let math = &report["rows"][2];
    assert_eq!((&math["op"], &math["previous_state"]), (&json!("merge"), &json!("started")));
    assert_eq!((&math["started_on"], &math["ends_on"]), (&json!("2025-08-18"), &json!("2026-08-17")));
    assert_eq!(math["seat"], json!({ "pool": "M", "number": 1 }));
    assert_eq!(report["rows"][0]["previous_state"], "assigned");
    assert_eq!(place.licences("u1"), ["A/1 direct", "B/1 direct", "M/1 direct"]);
    let error = place.ask(|book| book.licences("u2", today().on)).unwrap_err();
    assert_eq!(error.status(), Status::UnknownUser);
    assert_eq!(members(&place, "7A"), ["u1", "u3"]);
    assert_eq!(members(&place, "7B"), ["u3", "u1", "u4"], "he takes the other's place");
    assert_eq!(members(&place, "7C"), ["u3", "u4"]);
    let kinds = |user: &str| -> Vec<String> {
        let journal = place.query(json!({ "query": "journal", "user": user }));
        let rows = journal["rows"].as_array().unwrap().clone();
        rows.iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds("u2"), ["merge", "assign"], "the account that is gone keeps its history");
    assert_eq!(kinds("u1"), ["merge"]);
}

#[test]
fn what_both_have_is_given_back_once() {
    let place = school();
    place.apply(Item::group(Op::Assign, "7A", &["MATH"]));
    place.apply(Item::users(Op::Assign, ["u2"], &["ART"]));
    place.apply(Item::group(Op::Assign, "7B", &["MATH"]));
    assert_eq!(place.licences("u2"), ["A/1 direct", "M/2 group:7A group:7B"]);
    let report = place.merge("u2", "u1", &today()).unwrap();
    assert_eq!(rows(&report), ["u1 ART assigned", "u2 MATH to_reusable"]);
    assert_eq!(report["rows"][1]["op"], "merge");
    assert_eq!(report["rows"][1]["seat"], json!({ "pool": "M", "number": 2 }));
    assert_eq!(place.licences("u1"), ["A/1 direct", "M/1 group:7A group:7B"]);
    assert_eq!(place.assigned("MATH"), 3);
}

#[test]
fn what_cannot_be_taken_back_keeps_the_account() {
    let place = school();
    place.apply(Item::users(Op::Assign, ["u1", "u2"], &["BOOK"]));
    place.apply(Item::users(Op::Assign, ["u2"], &["MATH"]));
    let report = place.merge("u2", "u1", &atomic()).unwrap();
    assert_eq!(report["status"], "failed");
    assert_eq!(rows(&report), ["u2 BOOK not_revocable", "u1 MATH rolled_back"]);
    assert_eq!(place.licences("u2"), ["B/2 direct", "M/1 direct"]);
    let report = place.merge("u2", "u1", &today()).unwrap();
    assert_eq!(report["status"], "partial");
    assert_eq!(rows(&report), ["u2 BOOK not_revocable", "u1 MATH assigned"]);
    assert_eq!(place.licences("u2"), ["B/2 direct"]);
    let report = place.apply(Item::users(Op::Assign, ["u2"], &["ART"]));
    assert_eq!(report.row(0).unwrap().outcome().word(), "user_disabled");
    assert_eq!(members(&place, "7A"), ["u1", "u3"]);
}

/// The add-on moves before its base is given back: nobody is without either in between.
#[test]
fn an_add_on_moves_with_its_owner() {
    let place = school();
    place
        .load(
            json!({ "prerequisites": [{ "id": "r", "product": "ART", "any_of_products": ["MATH"] }] }),
            &today(),
        )
        .unwrap();
    place.apply(Item::users(Op::Assign, ["u1", "u2"], &["MATH"]));
    place.apply(Item::users(Op::Assign, ["u2"], &["ART"]));
    let report = place.merge("u2", "u1", &today()).unwrap();
    assert_eq!(rows(&report), ["u1 ART assigned", "u2 MATH to_reusable"]);
}

#[test]
fn a_seat_that_ended_makes_room_for_the_one_that_lasts() {
    let place = school();
    place.apply(Item::users(Op::Assign, ["u1"], &["MATH"]));
    let later = Options { on: "2026-08-18".parse().unwrap(), ..today() };
    place.ask(|book| book.apply(&Item::users(Op::Assign, ["u2"], &["MATH"]).into(), &later)).unwrap();
    let report = place.merge("u2", "u1", &later).unwrap();
    assert_eq!(rows(&report), ["u1 MATH assigned"]);
    assert_eq!(report["rows"][0]["seat"]["number"], 2);
    let counts = place.ask(|book| book.counts("MATH", None, later.on)).unwrap();
    assert_eq!((counts.assigned, counts.expired), (1, 1));
}

#[test]
fn a_merge_is_repeated_harmlessly_and_refused_plainly() {
    let place = school();
    let once = Options { request_id: "m".into(), ..today() };
    let first = place.merge("u2", "u1", &once).unwrap();
    assert_eq!(first["rows"], json!([]), "he had nothing, but is gone now");
    assert_eq!(place.merge("u2", "u1", &once).unwrap()["replayed"], true);
    assert_eq!(place.merge("u3", "u1", &once).unwrap_err().status(), Status::RequestReused);
    for (from, into, status) in [
        ("u2", "u1", Status::UnknownUser),
        ("u1", "nobody", Status::UnknownUser),
        ("u1", "u1", Status::InvalidArgument),
    ] {
        assert_eq!(place.merge(from, into, &today()).unwrap_err().status(), status);
    }
    let merge = Item { products: vec!["MATH".into()], ..Item::users(Op::Merge, ["u1"], &[]) };
    let error = place.ask(|book| book.apply(&merge.into(), &today())).unwrap_err();
    assert_eq!(error.status(), Status::MalformedRequest);
}
