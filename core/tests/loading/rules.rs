//! Rules, settings and caps as they are loaded: taken, changed, refused.

use crate::help::{Place, atomic, refused, today};
use seatbook_core::Load;
use serde_json::{Value, json};

fn office() -> Place {
    Place::with(json!({
        "settings": { "default_country": "SE" },
        "orgs": [{ "id": "school" }],
        "products": [
            { "id": "E1", "plans": [{ "id": "MAIL_1" }, { "id": "WEB" }] },
            { "id": "E3", "plans": [{ "id": "MAIL_2" }, { "id": "WEB" }] },
            { "id": "PHONE" },
        ],
        "exclusions": [{ "id": "mail", "name": "one mailbox", "plans": ["MAIL_1", "MAIL_2"] }, { "id": "nothing" }],
        "prerequisites": [{ "id": "phone", "product": "PHONE", "any_of_plans": ["MAIL_2"], "any_of_products": ["E1"] }],
    }))
}

#[test]
fn the_same_rules_again_change_nothing_and_others_replace_them() {
    let place = office();
    let load = json!({
        "settings": { "default_country": "SE" },
        "exclusions": [{ "id": "mail", "name": "one mailbox", "plans": ["MAIL_1", "MAIL_2"] }],
        "prerequisites": [{ "id": "phone", "product": "PHONE", "any_of_plans": ["MAIL_2"] }],
    });
    let report = place.load(load, &today()).unwrap();
    assert_eq!(report["rules"], json!({ "created": 0, "updated": 1, "unchanged": 2, "refused": 0 }));
    // Settings that are not named stay; named without a country there is none.
    let report = place.load(json!({ "orgs": [{ "id": "school" }] }), &today()).unwrap();
    assert_eq!((&report["operation"], &report["rules"]["unchanged"]), (&Value::Null, &json!(0)));
    assert_eq!(place.load(json!({ "settings": {} }), &today()).unwrap()["rules"]["updated"], 1);
}

#[test]
fn wrong_rules_are_refused_and_the_others_taken() {
    let place = office();
    let load = json!({
        "settings": { "default_country": "Sweden" },
        "exclusions": [
            { "id": "a", "plans": ["MAIL_9"] },
            { "id": "b", "products": ["E9"] },
            { "id": "c", "plans": ["WEB", "WEB"] },
            { "id": "d", "plans": ["WEB"] },
        ],
        "prerequisites": [
            { "id": "e", "product": "PHONE", "plan": "WEB", "any_of_plans": ["MAIL_1"] },
            { "id": "f", "any_of_plans": ["MAIL_1"] },
            { "id": "g", "plan": "WEB" },
            { "id": "h", "plan": "WEB", "any_of_plans": ["WEB"] },
            { "id": "i", "product": "E9", "any_of_plans": ["WEB"] },
            { "id": "j", "product": "E1", "any_of_products": ["E9"] },
            { "id": " k", "product": "E1", "any_of_products": ["E3"] },
        ],
    });
    let expected = [
        "settings settings invalid_argument",
        "exclusion a invalid_argument",
        "exclusion b unknown_product",
        "exclusion c duplicate",
        "prerequisite e invalid_argument",
        "prerequisite f invalid_argument",
        "prerequisite g invalid_argument",
        "prerequisite h invalid_argument",
        "prerequisite i unknown_product",
        "prerequisite j unknown_product",
        "prerequisite  k invalid_argument",
    ];
    let report = place.load(load.clone(), &atomic()).unwrap();
    assert_eq!(
        (refused(&report), &report["rules"]["created"]),
        (expected.map(String::from).to_vec(), &json!(0))
    );
    let report = place.load(load, &today()).unwrap();
    assert_eq!(refused(&report), expected);
    assert_eq!(report["rules"], json!({ "created": 1, "updated": 0, "unchanged": 0, "refused": 11 }));
}

/// Plans may come and go while rules name them; every load below is followed by a check of the rules as numbers.
#[test]
fn rules_follow_the_plans_of_products() {
    let place = office();
    let product = |plans: &[&str]| {
        let plans: Vec<Value> = plans.iter().map(|id| json!({ "id": id })).collect();
        json!({ "products": [{ "id": "PHONE", "plans": plans }] })
    };
    for plans in [&["MAIL_1", "VOICE"][..], &["VOICE", "MAIL_1"], &["VOICE"], &["MAIL_2", "MAIL_1"], &[]] {
        assert_eq!(place.load(product(plans), &today()).unwrap()["products"]["updated"], 1, "{plans:?}");
    }
    // A plan that no product has any more is still known.
    let load = json!({ "exclusions": [{ "id": "voice", "plans": ["VOICE", "WEB"] }] });
    assert_eq!(place.load(load, &today()).unwrap()["rules"]["created"], 1);
}

#[test]
fn caps_on_members_are_for_seats_of_groups() {
    let place = office();
    let pool = |id: &str, kind: &str| {
        json!({ "id": id, "product": "E1", "org": "school", "kind": kind,
            "member_cap": 32, "role_caps": { "student": 30, "teacher": 2 } })
    };
    let report = place.load(json!({ "pools": [pool("G", "group"), pool("V", "volume")] }), &today()).unwrap();
    assert_eq!(refused(&report), ["pool V invalid_argument"]);
    assert_eq!(report["pools"]["created"], 1);
    let mut wrong = pool("W", "group");
    wrong["role_caps"] = json!({ "": 1 });
    let report = place.load(json!({ "pools": [wrong] }), &today()).unwrap();
    assert_eq!(refused(&report), ["pool W invalid_argument"]);
}

#[test]
fn a_load_document_comes_back_as_it_was() {
    let load = json!({
        "settings": { "default_country": "SE" },
        "exclusions": [{ "id": "mail", "plans": ["A", "B"] }],
        "prerequisites": [{ "id": "phone", "plan": "A", "any_of_products": ["E1"] }],
        "full_orgs": ["school"],
        "leavers": "give_back",
    });
    let read = Load::from_json(&load.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), load);
    assert_eq!(read.len(), 4);
    assert!(Load::from_json(r#"{"leavers":"shoot"}"#).is_err());
}
