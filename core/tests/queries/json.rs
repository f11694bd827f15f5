//! Every question as JSON.

use crate::help::{apply, assign, town};
use seatbook_core::query::Query;
use seatbook_core::{Book, Item, Op, Status};
use serde_json::{Value, json};

fn ask(book: &Book, question: &Value) -> Value {
    let query = Query::from_json(&question.to_string()).unwrap_or_else(|error| panic!("{question}: {error}"));
    serde_json::from_str(&book.query(&query).unwrap()).unwrap()
}

#[test]
fn lists_as_json() {
    let book = town();
    assign(&book, ["u1"], "maths");
    apply(&book, Item { pools: vec!["Q".into()], ..Item::users(Op::Assign, ["u3"], &["maths"]) });
    let page = ask(&book, &json!({"query": "users", "text": "oberg", "limit": 1}));
    assert_eq!(page["total"], 2);
    assert_eq!(
        page["rows"],
        json!([{"id": "u1", "org": "north", "given_name": "Åsa", "family_name": "Öberg", "roles": ["student"]}])
    );
    let next = ask(&book, &json!({"query": "users", "text": "oberg", "limit": 1, "cursor": page["next"]}));
    assert_eq!((&next["rows"][0]["id"], &next["next"]), (&json!("u2"), &Value::Null));
    let orgs = ask(&book, &json!({"query": "orgs", "top": true}));
    assert_eq!(
        orgs["rows"],
        json!([{"id": "town", "name": "Ängby", "parent": null, "children": 2, "users": 0, "enabled": 0}])
    );
    let groups = ask(&book, &json!({"query": "groups", "user": "u2"}));
    assert_eq!(
        groups["rows"],
        json!([{"id": "7b", "org": "north", "kind": "class", "name": "Klass 7 B", "members": 2}])
    );
    let products = ask(&book, &json!({"query": "products", "text": "nyh"}));
    assert_eq!(products["rows"], json!([{"id": "news", "name": "Nyheter"}]));
    let pools = ask(
        &book,
        &json!({"query": "pools", "product": "maths", "on": "2025-08-18", "cursor": "last", "limit": 1}),
    );
    assert_eq!(pools["rows"][0]["id"], "R");
    assert_eq!(pools["rows"][0]["counts"]["suspended"], 5);
    let holders =
        ask(&book, &json!({"query": "holders", "product": "maths", "role": "teacher", "on": "2025-08-18"}));
    assert_eq!(
        holders["rows"],
        json!([{"holder": "u3", "kind": "user", "product": "maths", "pool": "Q", "seat": 1, "state": "assigned",
            "started_on": null, "ends_on": null, "sources": ["direct"], "disabled_plans": []}])
    );
    let journal = ask(&book, &json!({"query": "journal", "pool": "Q", "seat": 1}));
    assert_eq!(journal["rows"][0]["operation"], 3);
}

#[test]
fn answers_as_json() {
    let book = town();
    assign(&book, ["u1"], "maths");
    let coverage = ask(
        &book,
        &json!({"query": "coverage", "users": ["u1", "u5", "x"], "products": ["maths", "news"], "on": "2025-08-18"}),
    );
    assert_eq!((&coverage["users"], &coverage["unknown"]), (&json!(2), &json!(["x"])));
    assert_eq!(coverage["products"][0]["covered"], "some");
    assert_eq!(coverage["products"][1]["derived"], json!(["u5"]));
    let breakdown = ask(&book, &json!({"query": "breakdown", "product": "maths", "on": "2025-08-18"}));
    assert_eq!(breakdown["pools"][0]["summary"], "1/3 assigned");
    assert_eq!(
        breakdown["pools"][0]["rows"],
        json!([{"state": "new", "seats": 2, "ends_on": "2026-12-31"}, {"state": "started", "seats": 1, "ends_on": "2026-08-17"}])
    );
    let entitled =
        ask(&book, &json!({"query": "entitled", "user": "u1", "product": "maths", "on": "2025-08-18"}));
    assert_eq!((&entitled["entitled"], &entitled["plans"][1]["id"]), (&json!(true), &json!("app")));
    let counts =
        ask(&book, &json!({"query": "counts_by_org", "product": "maths", "org": "town", "on": "2025-08-18"}));
    assert_eq!((&counts[0]["org"], &counts[0]["total"]), (&json!("north"), &json!(2)));
    let licences = ask(&book, &json!({"query": "licences", "org": "south", "on": "2025-08-18"}));
    assert_eq!((&licences[0]["derived"], &licences[0]["sources"]), (&json!(true), &json!(["site:N"])));
    let timeline = ask(&book, &json!({"query": "timeline", "from": "2026-08-01", "to": "2026-08-31"}));
    assert_eq!(
        timeline,
        json!([{"on": "2026-08-17", "event": "ends", "product": "maths", "pool": "P", "seats": 1, "held": 1}])
    );
}

#[test]
fn a_question_that_is_none_is_refused() {
    for question in [
        json!({"query": "users", "name": "x"}),
        json!({"query": "weather"}),
        json!({"query": "timeline", "from": "2026-08-01"}),
        json!({"query": "holders", "product": "p", "state": "asleep", "on": "2025-08-18"}),
    ] {
        assert_eq!(
            Query::from_json(&question.to_string()).unwrap_err().status(),
            Status::InvalidJson,
            "{question}"
        );
    }
    let both = json!({"query": "licences", "user": "u1", "group": "7a", "on": "2025-08-18"});
    let error = town().query(&Query::from_json(&both.to_string()).unwrap()).unwrap_err();
    assert_eq!(error.status(), Status::InvalidArgument);
}
