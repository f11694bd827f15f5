//! R02: who leaves keeps his seats, gives them back or is refused, as the load says.

use crate::help::{Place, as_myself, atomic, refused, rows, today};
use seatbook_core::{Item, Op, Options, Status};
use serde_json::{Value, json};

/// Five pupils and a teacher; the pupils hold a seat of MATH, which can be taken back, and u1 to u3 one of ART, which cannot.
fn school() -> Place {
    let user = |n: u32| json!({ "id": format!("u{n}"), "org": "school", "roles": ["student"] });
    let mut users: Vec<Value> = [1, 2, 3, 5, 6].map(user).to_vec();
    users.push(json!({ "id": "u4", "org": "school", "roles": ["teacher"] }));
    let place = Place::with(json!({
        "orgs": [{ "id": "school" }, { "id": "other" }],
        "products": [{ "id": "MATH" }, { "id": "ART" }],
        "users": users,
        "groups": [{ "id": "7A", "org": "school", "members": ["u1", "u2", "u3", "u4", "u5", "u6"] }],
        "pools": [
            { "id": "M", "product": "MATH", "org": "school", "quantity": 10, "allowed_roles": ["student"] },
            { "id": "A", "product": "ART", "org": "school", "quantity": 3, "revocable": false },
        ],
    }));
    let report = place.apply(Item::group(Op::Assign, "7A", &["MATH"]));
    assert_eq!(report.summary.changed, 5);
    assert_eq!(place.apply(Item::users(Op::Assign, ["u2"], &["ART"])).summary.changed, 1);
    place
}

/// The roster as it comes next: u2 is to be deleted, u3's account is off, u5 has an odd grade and is just as enabled.
fn roster(leavers: Option<&str>) -> Value {
    let mut load = json!({ "users": [
        { "id": "u1", "org": "school", "roles": ["student"] },
        { "id": "u2", "org": "school", "roles": ["student"], "enabled": false },
        { "id": "u3", "org": "school", "roles": ["student"], "enabled": false },
        { "id": "u4", "org": "school", "roles": ["teacher"] },
        { "id": "u5", "org": "school", "roles": ["student"], "given_name": "Grade X" },
    ] });
    if let Some(leavers) = leavers {
        load["leavers"] = leavers.into();
    }
    load
}

fn holders(place: &Place) -> Vec<&'static str> {
    let all = ["u1", "u2", "u3", "u4", "u5", "u6"];
    all.into_iter().filter(|id| place.licences(id).iter().any(|own| own.starts_with("M/"))).collect()
}

fn may_hold(place: &Place, user: &str) -> String {
    let item = Item::users(Op::Assign, [user], &["MATH"]);
    let dry = Options { dry_run: true, ..today() };
    let report = place.ask(|book| book.apply(&item.into(), &dry)).unwrap();
    report.row(0).unwrap().outcome().word().to_owned()
}

#[test]
fn leavers_keep_their_seats_unless_told_otherwise() {
    for leavers in [None, Some("keep")] {
        let place = school();
        let report = place.load(roster(leavers), &today()).unwrap();
        assert_eq!(report["users"], json!({ "created": 0, "updated": 3, "unchanged": 2, "refused": 0 }));
        assert_eq!(report.get("report"), None);
        assert_eq!(holders(&place), ["u1", "u2", "u3", "u5", "u6"]);
        assert_eq!(may_hold(&place, "u3"), "user_disabled");
    }
}

#[test]
fn leavers_give_back_what_can_be_taken_back() {
    let place = school();
    let report = place.load(roster(Some("give_back")), &today()).unwrap();
    assert_eq!(report["users"], json!({ "created": 0, "updated": 3, "unchanged": 2, "refused": 0 }));
    let own = &report["report"];
    assert_eq!(rows(own), ["u2 MATH to_reusable", "u2 ART not_revocable", "u3 MATH to_reusable"]);
    assert_eq!((&own["operation"], &own["revision"]), (&report["operation"], &report["revision"]));
    assert_eq!(holders(&place), ["u1", "u5", "u6"]);
    assert_eq!(place.licences("u2"), ["A/1 direct"]);
    assert_eq!(may_hold(&place, "u4"), "role_not_allowed");
    // One record tells of both: what was loaded, and the seats.
    let journal = place.query(json!({ "query": "journal", "user": "u3" }));
    assert_eq!(journal["rows"][0]["kind"], "load");
    let stored = place.ask(|book| book.report(report["operation"].as_u64().unwrap())).unwrap();
    let stored: Value = serde_json::from_str(&stored.to_json()).unwrap();
    assert_eq!(stored["rows"], own["rows"]);
    // Whoever has left already does not leave again.
    let again = place.load(roster(Some("give_back")), &today()).unwrap();
    assert_eq!((again["operation"].clone(), again.get("report")), (Value::Null, None));
}

#[test]
fn leavers_with_seats_can_be_refused() {
    let place = school();
    place.apply(Item { all_sources: true, ..Item::users(Op::Revoke, ["u3"], &["MATH"]) });
    let report = place.load(roster(Some("refuse")), &today()).unwrap();
    assert_eq!(refused(&report), ["user u2 in_use"]);
    assert_eq!(report["refused"][0]["index"], 1);
    assert_eq!(report["users"], json!({ "created": 0, "updated": 2, "unchanged": 2, "refused": 1 }));
    assert_eq!(may_hold(&place, "u2"), "already_assigned");
    assert_eq!(may_hold(&place, "u3"), "user_disabled");
}

#[test]
fn whoever_is_missing_in_a_full_list_leaves() {
    let full = |leavers: &str| {
        let mut load = roster(Some(leavers));
        load["full_orgs"] = json!(["school"]);
        load
    };
    let place = school();
    place.load(json!({ "users": [{ "id": "elsewhere", "org": "other" }] }), &today()).unwrap();
    let report = place.load(full("give_back"), &today()).unwrap();
    assert_eq!(report["users"], json!({ "created": 0, "updated": 4, "unchanged": 2, "refused": 0 }));
    let own = ["u2 MATH to_reusable", "u2 ART not_revocable", "u3 MATH to_reusable", "u6 MATH to_reusable"];
    assert_eq!(rows(&report["report"]), own);
    assert_eq!(may_hold(&place, "u6"), "user_disabled");
    assert_eq!(may_hold(&place, "elsewhere"), "wrong_org", "he is of another org and still enabled");

    let place = school();
    let report = place.load(full("refuse"), &today()).unwrap();
    assert_eq!(refused(&report), ["user u2 in_use", "user u3 in_use", "user u6 in_use"]);
    assert_eq!(report["refused"][2]["index"], 5, "he stands behind the list that he is missing in");
    assert_eq!(may_hold(&place, "u6"), "already_assigned");

    let place = school();
    let report = place.load(full("keep"), &today()).unwrap();
    assert_eq!(report.get("report"), None);
    assert_eq!(may_hold(&place, "u6"), "user_disabled");
    assert_eq!(holders(&place), ["u1", "u2", "u3", "u5", "u6"]);
    // Moving to another org is no leaving; coming back is nothing special.
    let mut moved = json!({ "users": [{ "id": "u6", "org": "other" }], "full_orgs": ["school", "nowhere"] });
    assert_eq!(place.load(moved.clone(), &today()).unwrap_err().status(), Status::UnknownOrg);
    moved["full_orgs"] = json!(["school"]);
    let report = place.load(moved, &today()).unwrap();
    assert_eq!(report["users"]["updated"], 4, "u6 comes back elsewhere; u1, u4 and u5 leave");
    assert_eq!(may_hold(&place, "u1"), "user_disabled");
}

#[test]
fn an_atomic_load_takes_everybody_or_nobody() {
    let place = school();
    let report = place.load(roster(Some("give_back")), &atomic()).unwrap();
    assert_eq!(report["operation"], Value::Null);
    let own = ["u2 MATH rolled_back", "u2 ART not_revocable", "u3 MATH rolled_back"];
    assert_eq!(rows(&report["report"]), own);
    assert_eq!(report["users"]["updated"], 0);
    assert_eq!((holders(&place).len(), may_hold(&place, "u3")), (5, "already_assigned".into()));
    let report = place.load(roster(Some("refuse")), &atomic()).unwrap();
    assert_eq!(refused(&report), ["user u2 in_use", "user u3 in_use"]);
    assert_eq!(may_hold(&place, "u3"), "already_assigned");
}

#[test]
fn a_repeated_load_answers_the_same_with_its_rows() {
    let place = school();
    let once = Options { request_id: "roster-1".into(), ..today() };
    let first = place.load(roster(Some("give_back")), &once).unwrap();
    place.apply(Item::users(Op::Assign, ["u6"], &["ART"]));
    let again = place.load(roster(Some("give_back")), &once).unwrap();
    assert_eq!((&again["replayed"], &again["report"]["replayed"]), (&json!(true), &json!(true)));
    assert_eq!(again["report"]["rows"], first["report"]["rows"]);
    assert_eq!(again["operation"], first["operation"]);
    let error = place.load(roster(Some("keep")), &once).unwrap_err();
    assert_eq!(error.status(), Status::RequestReused);
}

#[test]
fn only_an_administrator_loads_removes_and_merges() {
    let place = school();
    assert_eq!(place.load(roster(None), &as_myself()).unwrap_err().status(), Status::NotAuthorized);
    let error = place.remove(json!({ "users": ["u1"] }), &as_myself()).unwrap_err();
    assert_eq!(error.status(), Status::NotAuthorized);
    assert_eq!(place.merge("u1", "u2", &as_myself()).unwrap_err().status(), Status::NotAuthorized);
    let stale = Options { expected_revision: Some(1), ..today() };
    assert_eq!(place.load(roster(None), &stale).unwrap_err().status(), Status::StaleRevision);
    let error = place.remove(json!({ "users": ["u1"] }), &stale).unwrap_err();
    assert_eq!(error.status(), Status::StaleRevision);
    assert_eq!(place.merge("u1", "u2", &stale).unwrap_err().status(), Status::StaleRevision);
}

/// A class that changes takes nobody's seat: that is what synchronising is for.
#[test]
fn leaving_a_class_takes_no_seat() {
    let place = school();
    let load = json!({ "groups": [{ "id": "7A", "org": "school", "members": ["u1", "u5"] }], "leavers": "give_back" });
    let report = place.load(load, &today()).unwrap();
    assert_eq!(report.get("report"), None);
    assert_eq!(place.licences("u3"), ["M/3 group:7A"]);
}
