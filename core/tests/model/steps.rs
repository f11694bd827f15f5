//! Random things to do to a book: loads that change a little, and requests of every sort.

use crate::ask::{Actor, Ask, Item, Unit, Verb};
use crate::book::Book;
use crate::dice::{Dice, day};
use crate::files::{self, LicenceAsk};
use crate::world::{self, PRODUCTS, USERS};
use seatbook_core::load::Load;
use seatbook_core::{Day, Mode, SeatChoice};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What a step does to the book.
#[allow(clippy::large_enum_variant, reason = "there are few of them")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Load {
        on: Day,
        load: Load,
    },
    Apply(Ask),
    /// A request with an id that was made before, once more: which one, by number.
    Again(usize),
    /// The last operation that can be undone, or one so many before it.
    Undo {
        back: usize,
        ask: Ask,
    },
    Licence(LicenceAsk),
    /// What was done with a licence file under an id, once more.
    LicenceAgain(usize),
}

/// What a step may look at.
pub struct Scene<'a> {
    pub book: &'a Book,
    pub revision: u64,
    /// Operations that can be undone.
    pub operations: usize,
    /// How many requests had an id, and how many acts on licence files.
    pub kept: usize,
    pub licences_kept: usize,
}

/// Something to do, some days after `now`.
pub fn step(now: &mut i32, scene: &Scene<'_>, dice: &mut Dice<'_>) -> Step {
    *now += [0, 0, 0, 0, 0, 1, 12][dice.below(7)];
    let on = day(*now);
    if !scene.book.licensees.is_empty() && dice.rarely(5) && can("licences") {
        return match scene.licences_kept {
            0 => Step::Licence(files::ask(on, scene, dice)),
            kept if dice.rarely(12) => Step::LicenceAgain(dice.below(kept)),
            _ => Step::Licence(files::ask(on, scene, dice)),
        };
    }
    match dice.below(24) {
        20 | 21 => Step::Load { on, load: change(scene.book, dice) },
        22 if scene.kept > 0 => Step::Again(dice.below(scene.kept)),
        23 if scene.operations > 0 && can("undo") => {
            let back = dice.below(scene.operations.min(6));
            Step::Undo { back, ask: options(Ask::on(on, Vec::new()), scene, dice) }
        }
        _ => {
            let items = (0..=dice.below(8) / 5).map(|_| item(scene.book, dice)).collect();
            Step::Apply(options(Ask::on(on, items), scene, dice))
        }
    }
}

/// What the book can do by now, or `SEATBOOK_MODEL_CAN`, a list with commas.
pub fn can(what: &str) -> bool {
    const NOW: &str = "everything,seat,holders,rules,swap,sync,unit,priority,undo,plans,vain,query_country,swap_seat,\
        shortfall_rows,licences";
    static KNOWN: LazyLock<String> =
        LazyLock::new(|| std::env::var("SEATBOOK_MODEL_CAN").unwrap_or_else(|_| NOW.to_owned()));
    KNOWN.split(',').any(|known| known == what)
}

fn options(mut ask: Ask, scene: &Scene<'_>, dice: &mut Dice<'_>) -> Ask {
    if dice.rarely(6) {
        ask.mode = Mode::Atomic;
    }
    if dice.rarely(6) && can("unit") {
        ask.unit = Unit::User;
    }
    ask.dry_run = dice.rarely(12);
    if dice.rarely(12) {
        ask.request_id = format!("r{}", scene.kept);
    }
    if dice.rarely(20) {
        ask.expected_revision = Some(scene.revision + u64::from(dice.small(2)));
    }
    if dice.rarely(20) {
        own_seats(&mut ask, dice);
    }
    ask
}

/// Somebody who gives back own seats, now and then not only his own.
fn own_seats(ask: &mut Ask, dice: &mut Dice<'_>) {
    let id = format!("u{}", dice.below(USERS));
    for item in &mut ask.items {
        let users = if dice.rarely(8) { vec!["u0".into()] } else { vec![id.clone()] };
        let products = if item.products.is_empty() { vec!["A".into()] } else { item.products.clone() };
        *item = Item { op: Verb::Revoke, users: Some(users), products, ..Item::default() };
    }
    ask.actor = Some(Actor { id, role: "self".into() });
}

/// Things that change: accounts, members, rules, pools.
fn change(book: &Book, dice: &mut Dice<'_>) -> Load {
    let mut changed = Load::default();
    if !book.licensees.is_empty() && dice.rarely(12) {
        changed.licensees.push(world::licensee(0, dice));
        return changed;
    }
    match dice.below(8) {
        0 | 1 => changed.users.push(world::user(dice.below(USERS), dice)),
        2 | 3 => changed.groups.push(world::group(dice.below(world::groups()), dice)),
        4 if can("rules_later") => match dice.below(2) {
            0 => changed.exclusions.push(world::exclusion(0, dice)),
            _ => changed.prerequisites.push(world::prerequisite(0, dice)),
        },
        _ => {
            let mut pool = book.pools[dice.below(book.pools.len())].terms.clone();
            pool.suspended = dice.rarely(4);
            match dice.below(6) {
                0 | 1 => pool.quantity = pool.quantity.map(|quantity| quantity + dice.small(3)),
                2 => pool.quantity = pool.quantity.map(|quantity| quantity.saturating_sub(dice.small(4))),
                3 => pool.ends_on = dice.some_day(2).max(pool.starts_on),
                4 => pool.duration = dice.rarely(2).then(|| dice.length()),
                _ => pool.revocable = !pool.revocable,
            }
            if pool.kind == seatbook_core::model::PoolKind::Single {
                pool.quantity = Some(1);
            }
            if !book.licensees.is_empty() && dice.rarely(6) {
                world::licence(&mut pool, &book.licensees, dice);
            }
            pool.keys.truncate(pool.quantity.map_or(usize::MAX, |quantity| quantity as usize));
            changed.pools.push(pool);
        }
    }
    changed
}

fn item(book: &Book, dice: &mut Dice<'_>) -> Item {
    let verbs = [
        Verb::Assign,
        Verb::Revoke,
        Verb::Assign,
        Verb::Revoke,
        Verb::Assign,
        Verb::Reuse,
        Verb::Start,
        Verb::Assign,
        Verb::Swap,
        Verb::Sync,
        Verb::Cancel,
    ];
    let op = dice.one(&verbs);
    let op = if matches!(op, Verb::Swap | Verb::Sync | Verb::Cancel) && !can(word(op)) {
        Verb::Assign
    } else {
        op
    };
    let mut item = Item { op, products: products(dice), ..Item::default() };
    who(&mut item, book, dice);
    if dice.rarely(5) && can("priority") {
        item.priority = [1, -1, 2][dice.below(3)];
    }
    match op {
        Verb::Swap => {
            item.products.truncate(1);
            let others: Vec<&str> = PRODUCTS.into_iter().filter(|own| *own != item.products[0]).collect();
            item.to = Some(dice.one(&others).into());
        }
        Verb::Sync => {
            item.products.truncate(1);
            item.keep_others = dice.rarely(3);
        }
        Verb::Revoke => revoke(&mut item, book, dice),
        Verb::Start => pools(&mut item, book, dice),
        _ => give(&mut item, book, dice),
    }
    if matches!(op, Verb::Revoke | Verb::Start) && dice.rarely(14) && can("seat") {
        certain(&mut item, book, dice);
    }
    if matches!(op, Verb::Revoke | Verb::Start) && item.seat.is_some() {
        (item.users, item.group, item.members, item.holder_groups, item.holder_orgs) = Default::default();
        (item.all_sources, item.everything, item.all_holders) = Default::default();
    }
    item
}

fn word(op: Verb) -> &'static str {
    match op {
        Verb::Swap => "swap",
        Verb::Sync => "sync",
        _ => "waitlist",
    }
}

fn products(dice: &mut Dice<'_>) -> Vec<String> {
    let sets: [&[&str]; 9] = [
        &["A"],
        &["B"],
        &["A", "B"],
        &["C"],
        &["A", "B", "C"],
        &["B", "A"],
        &["D"],
        &["C", "A", "A"],
        &PRODUCTS,
    ];
    dice.one(&sets).iter().map(|id| (*id).to_owned()).collect()
}

fn revoke(item: &mut Item, book: &Book, dice: &mut Dice<'_>) {
    item.all_sources = dice.rarely(3);
    if dice.rarely(8) && item.members.is_none() && !item.all_holders && can("everything") {
        item.everything = true;
        item.products.clear();
    } else {
        pools(item, book, dice);
    }
}

fn give(item: &mut Item, book: &Book, dice: &mut Dice<'_>) {
    if item.op == Verb::Assign {
        item.seat_choice = dice.one(&[SeatChoice::New, SeatChoice::Auto, SeatChoice::New, SeatChoice::Reuse]);
        if dice.rarely(5) && can("waitlist") {
            item.waitlist = true;
        }
    }
    if item.op == Verb::Reuse && dice.rarely(4) {
        item.ends_on = Some(reusable_end(book, dice));
    }
    pools(item, book, dice);
    if item.op != Verb::Cancel && dice.rarely(5) && can("plans") {
        let plans = dice.some(&["mail", "docs", "chat", "video"], 3);
        item.disabled_plans = Some(plans.into_iter().map(Into::into).collect());
    }
    if item.op == Verb::Assign && dice.rarely(14) && can("seat") && item.ends_on.is_none() {
        certain(item, book, dice);
    }
}

/// The last day of some seat, so that it is one that can be asked for.
fn reusable_end(book: &Book, dice: &mut Dice<'_>) -> Day {
    let ends = book.pools.iter().flat_map(|pool| &pool.seats).filter_map(|seat| seat.own_end);
    let mut ends: Vec<Day> = ends.collect();
    ends.push(dice.day());
    dice.one(&ends)
}

/// Only some pools of one product.
fn pools(item: &mut Item, book: &Book, dice: &mut Dice<'_>) {
    if !dice.rarely(7) || item.op == Verb::Cancel || item.products.is_empty() {
        return;
    }
    let first = &book.pools[dice.below(book.pools.len())].terms;
    let alike = book.pools.iter().filter(|pool| pool.terms.product == first.product);
    item.products = vec![first.product.clone()];
    item.pools = alike
        .filter(|pool| pool.terms.id == first.id || dice.rarely(3))
        .map(|pool| pool.terms.id.clone())
        .collect();
}

/// One certain seat.
fn certain(item: &mut Item, book: &Book, dice: &mut Dice<'_>) {
    let with_seats: Vec<_> = book.pools.iter().filter(|pool| pool.size() > 0).collect();
    if with_seats.is_empty() {
        return;
    }
    let pool = with_seats[dice.below(with_seats.len())];
    item.products = vec![pool.terms.product.clone()];
    item.pools = vec![pool.terms.id.clone()];
    item.seat = Some(1 + dice.small(pool.size()));
}

fn who(item: &mut Item, book: &Book, dice: &mut Dice<'_>) {
    // Mostly different ones, all of them now and then; number USERS is nobody's.
    let list = |dice: &mut Dice<'_>| -> Vec<String> {
        let (first, step, count) = (dice.below(USERS), [1, 2, 4][dice.below(3)], 1 + dice.below(USERS));
        let mut list: Vec<String> =
            (0..count).map(|number| format!("u{}", (first + step * number) % USERS)).collect();
        if dice.rarely(4) {
            list.push(format!("u{}", dice.below(USERS + 1)));
        }
        list
    };
    let ids = |ids: Vec<&String>, dice: &mut Dice<'_>| -> Vec<String> {
        (0..=dice.below(3)).map(|_| dice.one(&ids).clone()).collect()
    };
    match dice.below(14) {
        8..=10 => {
            item.group = Some(book.groups[dice.below(book.groups.len())].id.clone());
            let chosen = item.op != Verb::Revoke && dice.rarely(3);
            item.members = chosen.then(|| list(dice));
        }
        11 if matches!(item.op, Verb::Revoke | Verb::Start) => {
            item.all_holders = true;
            item.products.truncate(1);
        }
        12 if can("holders") && item.op != Verb::Cancel => {
            item.holder_groups = Some(ids(book.groups.iter().map(|group| &group.id).collect(), dice));
        }
        13 if can("holders") && item.op != Verb::Cancel => {
            item.holder_orgs = Some(ids(book.orgs.iter().map(|org| &org.id).collect(), dice));
        }
        _ => item.users = Some(list(dice)),
    }
}
