//! What was rolled back whole under a request id is answered alike when it is asked again, even if it could be done by then.

use crate::help::{Place, atomic, today};
use seatbook_core::{Book, Item, Op, Options, Status};
use serde_json::{Value, json};

fn school() -> Place {
    let place = Place::with(json!({
        "orgs": [{ "id": "school" }],
        "products": [{ "id": "MATH" }, { "id": "BOOK" }],
        "users": [{ "id": "u1", "org": "school" }, { "id": "u2", "org": "school" }],
        "pools": [
            { "id": "M", "product": "MATH", "org": "school", "quantity": 5 },
            { "id": "B", "product": "BOOK", "org": "school", "quantity": 5, "revocable": false },
        ],
    }));
    let report = place.apply(Item::users(Op::Assign, ["u1", "u2"], &["MATH", "BOOK"]));
    assert_eq!(report.summary.failed, 0);
    place
}

fn under(request_id: &str) -> Options {
    Options { request_id: request_id.into(), ..atomic() }
}

/// The same answer, but for the marks; and the book stays at its revision.
fn assert_again(place: &Place, first: &Value, again: &dyn Fn() -> Value) {
    let revision = place.ask(Book::revision).unwrap();
    let mut again = again();
    assert_eq!(again["replayed"], json!(true), "{again}");
    again["replayed"] = json!(false);
    if let Some(rows) = again.get_mut("report").and_then(Value::as_object_mut) {
        rows.insert("replayed".into(), json!(false));
    }
    assert_eq!(again, *first);
    assert_eq!(place.ask(Book::revision).unwrap(), revision);
}

#[test]
fn a_load_that_was_rolled_back() {
    let place = school();
    let smaller = || {
        json!({
            "users": [{ "id": "u3", "org": "school" }],
            "pools": [{ "id": "M", "product": "MATH", "org": "school", "quantity": 1 }],
        })
    };
    let first = place.load(smaller(), &under("smaller")).unwrap();
    assert_eq!((&first["operation"], &first["refused"][0]["status"]), (&json!(3), &json!("in_use")));
    let unknown = place.ask(|book| book.licences("u3", today().on)).unwrap_err();
    assert_eq!(unknown.status(), Status::UnknownUser, "nothing of it was loaded");
    place.apply(Item::users(Op::Revoke, ["u2"], &["MATH"]));
    assert_again(&place, &first, &|| place.load(smaller(), &under("smaller")).unwrap());
    let done = place.load(smaller(), &under("once more")).unwrap();
    assert_eq!((&done["operation"], &done["refused"]), (&json!(5), &json!([])));
}

#[test]
fn leavers_who_keep_what_cannot_be_taken_back() {
    let place = school();
    let roster =
        || json!({ "users": [{ "id": "u1", "org": "school", "enabled": false }], "leavers": "give_back" });
    let first = place.load(roster(), &under("leaver")).unwrap();
    assert_eq!(first["operation"], json!(3));
    let outcomes: Vec<&Value> =
        first["report"]["rows"].as_array().unwrap().iter().map(|row| &row["outcome"]).collect();
    assert_eq!(outcomes, [&json!("rolled_back"), &json!("not_revocable")]);
    assert_eq!(place.licences("u1").len(), 2);
    assert_again(&place, &first, &|| place.load(roster(), &under("leaver")).unwrap());
}

#[test]
fn a_removal_that_was_rolled_back() {
    let place = school();
    let removal = || json!({ "users": ["u1"], "pools": ["M"] });
    let first = place.remove(removal(), &under("gone")).unwrap();
    assert_eq!((&first["operation"], first["refused"].as_array().unwrap().len()), (&json!(3), 2));
    place
        .load(
            json!({ "pools": [{ "id": "B", "product": "BOOK", "org": "school", "quantity": 5 }] }),
            &today(),
        )
        .unwrap();
    place.apply(Item::users(Op::Revoke, ["u1", "u2"], &["MATH", "BOOK"]));
    assert_again(&place, &first, &|| place.remove(removal(), &under("gone")).unwrap());
    assert_eq!(place.remove(removal(), &under("once more")).unwrap()["refused"], json!([]));
}

#[test]
fn a_merge_that_was_rolled_back() {
    let place = school();
    let first = place.merge("u2", "u1", &under("one")).unwrap();
    assert_eq!((&first["operation"], &first["status"]), (&json!(3), &json!("failed")));
    assert_eq!((place.licences("u1").len(), place.licences("u2").len()), (2, 2));
    place
        .load(
            json!({ "pools": [{ "id": "B", "product": "BOOK", "org": "school", "quantity": 5 }] }),
            &today(),
        )
        .unwrap();
    assert_again(&place, &first, &|| place.merge("u2", "u1", &under("one")).unwrap());
    assert_eq!(place.merge("u2", "u1", &under("once more")).unwrap()["status"], json!("success"));
}
