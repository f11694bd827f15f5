//! The order of items that have nothing to do with each other does not matter: users of one are no users of another, nor products,
//! and no rule is about both.

use crate::answers::{self, agree};
use crate::asks::{Ask, What};
use crate::dice::Dice;
use crate::story::{Scene, Told, everywhere};
use crate::world::{PLANS, PRODUCTS, USERS};
use seatbook_core::{Options, Removal};
use serde_json::{Value, json};
use std::cell::Cell;

#[test]
fn the_order_of_unrelated_items_does_not_matter() {
    let changed = Cell::new(0);
    everywhere(12, |scene| {
        let plain = without_rules(scene);
        let items = unrelated(&mut scene.dice);
        let others = scene.dice.shuffled(&items);
        let ask = |items| Ask { what: What::Apply(items), options: scene.ask.options.clone() };
        let (one, other) = (plain.copy(), plain);
        let (forwards, backwards) = (ask(items).done(&one.book, false), ask(others).done(&other.book, false));
        if let Ok(report) = &forwards {
            changed.set(changed.get() + report["summary"]["changed"].as_u64().unwrap());
        }
        assert_eq!(in_one_order(backwards), in_one_order(forwards));
        agree("answers", &answers::all(&other.book, scene.on), &answers::all(&one.book, scene.on));
    });
    assert!(changed.get() > 60 || std::env::var_os("SEATBOOK_SEED").is_some(), "only {}", changed.get());
}

/// The book without its rules, which would relate what is not related otherwise.
fn without_rules(scene: &Scene<'_>) -> Told {
    let told = scene.told.copy();
    let ids = |letter: char| (0..3).map(|number| format!("{letter}{number}")).collect();
    let removal = Removal { exclusions: ids('x'), prerequisites: ids('n'), ..Removal::default() };
    told.book.remove(&removal, &Options::on(scene.on)).unwrap();
    told
}

/// Items of any sort; each has users and products of its own.
fn unrelated(dice: &mut Dice) -> Vec<Value> {
    let (mut users, mut products) = (dice.shuffled(&USERS), dice.shuffled(&PRODUCTS));
    let mut items = Vec::new();
    while !products.is_empty() {
        let op = dice.one(&["assign", "assign", "assign", "assign", "revoke", "start", "swap"]);
        let own = users.split_off(users.len().saturating_sub(2 + dice.below(4)));
        let mut item = json!({ "op": op, "users": own, "products": [products.pop()] });
        match op {
            _ if own.is_empty() => break,
            "swap" if products.is_empty() => break,
            "swap" => item["to"] = json!(products.pop()),
            "assign" => {
                item["seat_choice"] = json!(dice.one(&["auto", "auto", "new", "reuse"]));
                item["waitlist"] = json!(dice.once_in(4));
                item["priority"] = json!(dice.below(3));
                if dice.once_in(4) {
                    item["disabled_plans"] = json!(dice.some(&PLANS, 3));
                }
            }
            _ => {}
        }
        items.push(item);
    }
    items
}

/// Rows, and whatever else is told row by row, by product and target.
fn in_one_order(report: Result<Value, String>) -> Result<Vec<String>, String> {
    let report = report?;
    let mut told = vec![report["summary"].to_string(), report["status"].to_string()];
    for list in ["rows", "from_waitlist", "shortfall", "warnings"] {
        for row in report[list].as_array().into_iter().flatten() {
            let mut row = row.clone();
            if let Some(row) = row.as_object_mut() {
                row.remove("index");
            }
            told.push(format!("{list} {row}"));
        }
    }
    told.sort();
    Ok(told)
}
