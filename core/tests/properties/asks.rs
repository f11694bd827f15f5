//! Random things to do to a book, as the documents that hosts send.

use crate::dice::Dice;
use crate::world::{self, GROUPS, ORGS, PLANS, PRODUCTS, USERS};
use seatbook_core::model::{Pool, PoolKind};
use seatbook_core::query::{JournalFilter, PageRequest, PoolFilter};
use seatbook_core::request::Actor;
use seatbook_core::{Book, Day, Leavers, Load, Mode, Options, Removal, Request, Unit};
use serde_json::{Value, json};
use std::fmt;

/// What is done.
#[derive(Clone, Debug)]
pub enum What {
    /// A request's items.
    Apply(Vec<Value>),
    Load(Box<Load>),
    Remove(Value),
    Merge(String, String),
    Advance,
}

/// What is done, and how.
#[derive(Clone, Debug)]
pub struct Ask {
    pub what: What,
    pub options: Options,
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mode, unit) = (self.options.mode, self.options.unit);
        write!(f, "{} {mode:?} {unit:?} by {}: ", self.options.on, self.options.actor.role)?;
        match &self.what {
            What::Apply(items) => write!(f, "apply {}", Value::from(items.clone())),
            What::Load(load) => write!(f, "load {}", serde_json::to_string(load).map_err(|_| fmt::Error)?),
            What::Remove(removal) => write!(f, "remove {removal}"),
            What::Merge(from, into) => write!(f, "merge {from} into {into}"),
            What::Advance => write!(f, "advance"),
        }
    }
}

impl Ask {
    /// Does it; the report, or the word of the error's status.
    pub fn done(&self, book: &Book, dry_run: bool) -> Result<Value, String> {
        let options = Options { dry_run, ..self.options.clone() };
        let report = match &self.what {
            What::Apply(items) => {
                let document = json!({ "on": options.on, "items": items });
                let (request, _) = Request::from_json(&document.to_string()).unwrap();
                book.apply(&request, &options).map(|report| report.to_json())
            }
            What::Load(load) => book.load(load, &options).map(|report| report.to_json()),
            What::Remove(removal) => {
                let removal = Removal::from_json(&removal.to_string()).unwrap();
                book.remove(&removal, &options).map(|report| report.to_json())
            }
            What::Merge(from, into) => book.merge(from, into, &options).map(|report| report.to_json()),
            What::Advance => book.advance(&options).map(|report| report.to_json()),
        };
        match report {
            Ok(report) => Ok(serde_json::from_str(&report).unwrap()),
            Err(error) => Err(format!("{} {error}", error.status().word())),
        }
    }

    /// The items, if it is a request.
    pub fn items(&self) -> &[Value] {
        match &self.what {
            What::Apply(items) => items,
            _ => &[],
        }
    }
}

/// Something to do on a day. `only_give`: only assign.
pub fn ask(book: &Book, on: Day, only_give: bool, dice: &mut Dice) -> Ask {
    let mut options = Options::on(on);
    if dice.once_in(7) {
        options.mode = Mode::Atomic;
    }
    if dice.once_in(7) {
        options.unit = Unit::User;
    }
    let what = match dice.below(24) {
        _ if only_give => What::Apply(vec![assign(dice), assign(dice)]),
        0..=2 => What::Load(Box::new(change(book, on, dice))),
        3 => What::Remove(removal(dice)),
        4 => What::Merge(dice.one(&USERS).into(), dice.one(&USERS).into()),
        5 => What::Advance,
        6 | 7 => match undoable(book, dice) {
            Some(operation) => What::Apply(vec![json!({ "op": "undo", "operation": operation })]),
            None => What::Advance,
        },
        8 => {
            let user = dice.one(&USERS);
            options.actor = Actor { id: user.into(), role: "self".into() };
            What::Apply(vec![json!({ "op": "revoke", "user": user, "product": dice.one(&PRODUCTS) })])
        }
        _ => What::Apply((0..=dice.below(8) / 5).map(|_| item(dice)).collect()),
    };
    Ask { what, options }
}

/// One of the last operations on rows.
fn undoable(book: &Book, dice: &mut Dice) -> Option<u64> {
    let page =
        book.journal_where(&JournalFilter::default(), &PageRequest { cursor: None, limit: 5 }).unwrap();
    let all = page.rows.iter().map(|entry| entry.operation);
    let all: Vec<u64> = all.filter(|operation| book.report(*operation).is_ok()).collect();
    (!all.is_empty()).then(|| dice.one(&all))
}

/// Things that change: accounts, members, rules, pools.
fn change(book: &Book, on: Day, dice: &mut Dice) -> Load {
    let mut load = Load { leavers: dice.one(Leavers::ALL), ..Load::default() };
    match dice.below(9) {
        0 | 1 => load.users.push(world::user(dice.one(&USERS), dice)),
        2 => {
            load.full_orgs.push(dice.one(&ORGS).0.into());
            // A list that is full of nobody is an error.
            if !dice.once_in(8) {
                load.users.push(world::user(dice.one(&USERS), dice));
            }
        }
        3 | 4 => load.groups.push(world::group(dice.one(&GROUPS), dice)),
        5 => load.exclusions.push(world::exclusion(0, dice)),
        6 => load.prerequisites.push(world::prerequisite(0, dice)),
        _ => load.pools.push(changed_pool(book, on, dice)),
    }
    load
}

fn changed_pool(book: &Book, on: Day, dice: &mut Dice) -> Pool {
    let page = book.pools(&PoolFilter::default(), on, &PageRequest::default()).unwrap();
    let Some(row) = (!page.rows.is_empty() && !dice.once_in(5)).then(|| dice.one(&page.rows)) else {
        return world::pool(&format!("p{}", dice.below(14)), dice);
    };
    let mut pool = row.pool;
    pool.suspended = dice.once_in(4);
    match dice.below(6) {
        0 | 1 => pool.quantity = pool.quantity.map(|quantity| quantity + dice.small(4)),
        2 => pool.quantity = pool.quantity.map(|quantity| quantity.saturating_sub(dice.small(4))),
        3 => pool.ends_on = dice.once_in(2).then(|| dice.day()).max(pool.starts_on),
        4 => pool.duration = dice.once_in(2).then(|| dice.length()),
        _ => pool.revocable = !pool.revocable,
    }
    if pool.kind == PoolKind::Single {
        pool.quantity = Some(1);
    }
    pool
}

fn removal(dice: &mut Dice) -> Value {
    let mut removal = json!({ "give_back": !dice.once_in(3) });
    match dice.below(8) {
        0..=2 => removal["users"] = json!(dice.some(&USERS, 6)),
        3 => removal["groups"] = json!([dice.one(&GROUPS).0]),
        4 | 5 => removal["pools"] = json!([format!("p{}", dice.below(10))]),
        6 => {
            removal["exclusions"] = json!(["x0"]);
            removal["prerequisites"] = json!(["n0"]);
        }
        _ => {
            removal["users"] = json!([dice.one(&USERS)]);
            removal["groups"] = json!([dice.one(&GROUPS).0]);
            removal["pools"] = json!([format!("p{}", dice.below(10)), format!("p{}", dice.below(10))]);
        }
    }
    removal
}

fn assign(dice: &mut Dice) -> Value {
    let mut item = json!({ "op": "assign", "products": products(dice) });
    give(&mut item, dice);
    who(&mut item, dice);
    item
}

fn products(dice: &mut Dice) -> Vec<&'static str> {
    let mut products = vec![dice.one(&PRODUCTS)];
    if dice.once_in(3) {
        products.push(dice.one(&PRODUCTS));
        products.dedup();
    }
    products
}

/// One item of any sort.
fn item(dice: &mut Dice) -> Value {
    let op = dice.one(&[
        "assign", "assign", "assign", "revoke", "revoke", "revoke", "reuse", "start", "swap", "sync",
        "cancel",
    ]);
    let mut item = json!({ "op": op, "products": products(dice) });
    match op {
        "assign" | "reuse" => give(&mut item, dice),
        "revoke" | "start" if dice.once_in(8) => {
            item["products"] = json!([dice.one(&PRODUCTS)]);
            item["all_holders"] = json!(true);
            return item;
        }
        "revoke" => {
            if dice.once_in(3) {
                item["all_sources"] = json!(true);
            }
            if dice.once_in(8) {
                item = json!({ "op": op, "everything": true });
                users_or_group(&mut item, dice);
                return item;
            }
        }
        "swap" => {
            let both = dice.shuffled(&PRODUCTS);
            (item["products"], item["to"]) = (json!([both[0]]), json!(both[1]));
            users_or_group(&mut item, dice);
            return item;
        }
        "sync" => {
            item["products"] = json!([dice.one(&PRODUCTS)]);
            item["keep_others"] = json!(dice.once_in(3));
        }
        _ => {}
    }
    who(&mut item, dice);
    item
}

fn give(item: &mut Value, dice: &mut Dice) {
    if item["op"] == "assign" {
        item["seat_choice"] = json!(dice.one(&["new", "new", "reuse", "auto"]));
        item["waitlist"] = json!(dice.once_in(6));
    }
    if dice.once_in(5) {
        item["priority"] = json!(dice.one(&[1, -1, 2]));
    }
    if dice.once_in(5) {
        item["disabled_plans"] = json!(dice.some(&PLANS, 3));
    }
}

fn who(item: &mut Value, dice: &mut Dice) {
    match dice.below(12) {
        0 if item["op"] != "cancel" => {
            item["holder_groups"] = json!([dice.one(&GROUPS).0, dice.one(&GROUPS).0]);
        }
        1 if item["op"] != "cancel" => {
            item["holder_orgs"] = json!([dice.one(&ORGS).0, dice.one(&ORGS).0]);
        }
        _ => users_or_group(item, dice),
    }
}

fn users_or_group(item: &mut Value, dice: &mut Dice) {
    if dice.once_in(4) {
        item["group"] = json!(dice.one(&GROUPS).0);
        if dice.once_in(3) && item["op"] != "revoke" {
            item["members"] = json!(users(dice));
        }
    } else {
        item["users"] = json!(users(dice));
    }
}

/// Mostly different ones; now and then one twice, or a stranger.
fn users(dice: &mut Dice) -> Vec<&'static str> {
    let count = 1 + dice.below(USERS.len());
    let mut users = dice.shuffled(&USERS);
    users.truncate(count);
    if dice.once_in(6) {
        users.push(users[0]);
    }
    if dice.once_in(10) {
        users.push("stranger");
    }
    users
}
