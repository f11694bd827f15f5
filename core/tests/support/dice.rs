//! Small books and requests made from bytes, so that a failing case shrinks to few and small ones.

use seatbook_core::model::{Group, Org, Pool, Product, Release, StartPolicy, User};
use seatbook_core::{Day, IdList, Item, Length, Load, Mode, Op, Options, Request, SeatChoice, Who};
use std::sync::Arc;

/// Bytes as choices; when they are used up, every choice is the first one.
pub struct Dice<'a>(std::slice::Iter<'a, u8>);

/// The day on which every case begins.
pub const FIRST: i32 = 20_000;

pub const USERS: usize = 7;
pub const PRODUCTS: [&str; 2] = ["A", "B"];
const ORGS: [&str; 3] = ["city", "east", "west"];
const ROLES: [&str; 2] = ["student", "teacher"];

impl<'a> Dice<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes.iter())
    }

    pub fn below(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |byte| usize::from(*byte) % sides)
    }

    /// True once in so many times.
    fn rarely(&mut self, sides: usize) -> bool {
        self.below(sides) == sides - 1
    }

    fn day(&mut self) -> Day {
        day(FIRST + i32::try_from(self.below(250)).unwrap() - 40)
    }

    fn some_day(&mut self, sides: usize) -> Option<Day> {
        self.rarely(sides).then(|| self.day())
    }
}

pub fn day(number: i32) -> Day {
    Day::from_number(number).unwrap()
}

/// Two schools of a city, with users, classes and pools.
pub fn world(dice: &mut Dice<'_>) -> Load {
    let org = |id: &str, parent: Option<&str>| Org {
        id: id.into(),
        parent: parent.map(Into::into),
        ..Org::default()
    };
    Load {
        orgs: vec![org("city", None), org("east", Some("city")), org("west", Some("city"))],
        products: PRODUCTS.iter().map(|id| Product { id: (*id).into(), ..Product::default() }).collect(),
        users: (0..USERS).map(|number| user(number, dice)).collect(),
        groups: ["7A", "chess"].iter().map(|id| group(id, dice)).collect(),
        pools: (0..=dice.below(5)).map(|number| pool(number, dice)).collect(),
        ..Load::default()
    }
}

pub fn user(number: usize, dice: &mut Dice<'_>) -> User {
    User {
        id: format!("u{number}"),
        org: ORGS[[1, 2, 1, 2, 0][dice.below(5)]].into(),
        roles: ROLES.iter().filter(|_| !dice.rarely(3)).map(|role| (*role).into()).collect(),
        country: dice.rarely(3).then(|| if dice.rarely(2) { "CN".into() } else { "SE".into() }),
        enabled: !dice.rarely(12),
        ..User::default()
    }
}

fn group(id: &str, dice: &mut Dice<'_>) -> Group {
    let members = (0..USERS).filter(|_| dice.rarely(2)).map(|number| format!("u{number}")).collect();
    Group { id: id.into(), org: "east".into(), members, ..Group::default() }
}

fn pool(number: usize, dice: &mut Dice<'_>) -> Pool {
    let start_policy =
        [StartPolicy::OnAssign, StartPolicy::OnFirstUse, StartPolicy::OnDelivery][dice.below(3)];
    let delivered_on = (start_policy == StartPolicy::OnDelivery || dice.rarely(2)).then(|| dice.day());
    let release = [Release::Reuse, Release::Fresh, Release::Burn][dice.below(3)];
    // A seat that starts by itself and is then as new again is never free for long enough to be told apart.
    let by_itself = delivered_on.is_some() && release != Release::Fresh && dice.rarely(3);
    let (redeem_from, redeem_until) = (dice.some_day(6), dice.some_day(6));
    let in_order = redeem_from.zip(redeem_until).is_none_or(|(from, until)| from <= until);
    let (starts_on, ends_on) = (dice.some_day(6), dice.some_day(4));
    let lasting = starts_on.zip(ends_on).is_none_or(|(start, end)| start <= end);
    Pool {
        id: format!("p{number}"),
        product: PRODUCTS[dice.below(2)].into(),
        org: ORGS[dice.below(4) % 3].into(),
        quantity: (!dice.rarely(8)).then(|| u32::try_from(dice.below(8)).unwrap()),
        allowed_roles: if dice.rarely(4) { vec!["teacher".into()] } else { Vec::new() },
        countries_denied: if dice.rarely(6) { vec!["CN".into()] } else { Vec::new() },
        delivered_on,
        start_policy,
        start_within: by_itself.then(|| length(dice)),
        duration: dice.rarely(2).then(|| length(dice)),
        starts_on: starts_on.filter(|_| lasting),
        ends_on,
        redeem_from: redeem_from.filter(|_| in_order),
        redeem_until,
        revocable: !dice.rarely(6),
        release,
        suspended: dice.rarely(12),
        ..Pool::default()
    }
}

fn length(dice: &mut Dice<'_>) -> Length {
    let number = u32::try_from(dice.below(60)).unwrap() + 1;
    if dice.rarely(2) { Length::Months(number % 5 + 1) } else { Length::Days(number) }
}

/// What a step does to the book.
pub enum Step {
    Apply(Request, Options),
    Load(Load, Options),
}

/// Something to do, some days after `now`.
pub fn step(now: &mut i32, world: &Load, dice: &mut Dice<'_>) -> Step {
    *now += [0, 0, 0, 0, 1, 12][dice.below(6)];
    let mut options = Options::on(day(*now));
    if dice.rarely(6) {
        return Step::Load(change(world, dice), options);
    }
    options.mode = if dice.rarely(4) { Mode::Atomic } else { Mode::BestEffort };
    options.dry_run = dice.rarely(10);
    let items = (0..=dice.below(6) / 4).map(|_| item(world, dice)).collect();
    Step::Apply(Request { items }, options)
}

/// Users, classes and pools that change: accounts, members, suspension, more seats.
fn change(world: &Load, dice: &mut Dice<'_>) -> Load {
    let mut changed = Load::default();
    match dice.below(3) {
        0 => changed.users.push(user(dice.below(USERS), dice)),
        1 => changed.groups.push(group("7A", dice)),
        _ => {
            let mut pool = world.pools[dice.below(world.pools.len())].clone();
            pool.suspended = dice.rarely(4);
            pool.quantity = pool.quantity.map(|quantity| quantity + u32::try_from(dice.below(3)).unwrap());
            changed.pools.push(pool);
        }
    }
    changed
}

fn item(world: &Load, dice: &mut Dice<'_>) -> Item {
    let op = [Op::Assign, Op::Assign, Op::Revoke, Op::Reuse, Op::Start][dice.below(5)];
    let products = [&["A"][..], &["B"], &["A", "B"], &["B", "A"]][dice.below(4)];
    let mut item = Item::new(op, who(op, world, dice), products);
    if dice.rarely(6) {
        // Pools of the one product: what a pool of another product means there is nobody's business.
        let first = &world.pools[dice.below(world.pools.len())];
        let alike = world.pools.iter().filter(|pool| pool.product == first.product);
        item.products = vec![first.product.clone()];
        item.pools =
            alike.filter(|pool| pool.id == first.id || dice.rarely(3)).map(|pool| pool.id.clone()).collect();
    }
    match op {
        Op::Assign => {
            item.seat_choice = [SeatChoice::New, SeatChoice::Auto, SeatChoice::Reuse][dice.below(3)];
        }
        Op::Reuse => item.ends_on = dice.some_day(4),
        Op::Revoke => item.all_sources = dice.rarely(4),
        _ => {}
    }
    item
}

fn who(op: Op, world: &Load, dice: &mut Dice<'_>) -> Who {
    // Number USERS is nobody's.
    let list = |dice: &mut Dice<'_>| -> IdList {
        (0..=dice.below(4)).map(|_| format!("u{}", dice.below(USERS + 1))).collect()
    };
    if op == Op::Start || !dice.rarely(3) {
        return Who::Users(Arc::new(list(dice)));
    }
    let group = &world.groups[dice.below(world.groups.len())];
    let members = (op != Op::Revoke && dice.rarely(3)).then(|| Arc::new(list(dice)));
    Who::Group { id: group.id.clone(), members }
}
