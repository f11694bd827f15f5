//! What a request does to the reference book: removals, then assignments, then starts, each row by row.

use crate::reference::{Place, Reference, Seat, begin, start_by};
use seatbook_core::model::{PoolKind, Release, StartPolicy};
use seatbook_core::seat::SeatState;
use seatbook_core::{Class, Day, Item, Mode, Op, Options, Outcome, Request, SeatChoice, Who};

/// A row of the reference's report.
#[derive(Clone, Debug)]
pub struct Row {
    pub target: String,
    pub product: String,
    pub outcome: Outcome,
    pub place: Option<Place>,
    pub started_on: Option<Day>,
    pub ends_on: Option<Day>,
    /// In an undone request: an unchanged row of a user whom another row would have changed. Whether it rests on that
    /// row is not for this model to say.
    pub unsure: bool,
}

/// A row as it was asked for.
struct Asked<'a> {
    item: &'a Item,
    target: String,
    product: &'a str,
    source: String,
    stranger: bool,
}

struct Deciding<'a> {
    book: &'a mut Reference,
    day: Day,
    asked: Vec<Asked<'a>>,
    rows: Vec<Option<Row>>,
    /// Rows that get a seat, with the seats they may have, best first.
    served: Vec<(usize, Vec<Place>)>,
    /// Rows whose user gets his seat through an earlier row.
    following: Vec<usize>,
}

/// Decides a request, changes the book by it, and says what became of each row.
pub fn apply(book: &mut Reference, request: &Request, options: &Options) -> Vec<Row> {
    let before = book.clone();
    let asked = rows(book, request);
    let rows = asked.iter().map(|_| None).collect();
    let mut deciding =
        Deciding { book, day: options.on, asked, rows, served: Vec::new(), following: Vec::new() };
    deciding.each(|op| op == Op::Revoke, Deciding::revoke);
    deciding.each(|op| op == Op::Assign || op == Op::Reuse, Deciding::assign);
    deciding.give();
    deciding.each(|op| op == Op::Start, Deciding::start);
    let mut rows: Vec<Row> = deciding.rows.into_iter().map(Option::unwrap).collect();
    let undone = options.mode == Mode::Atomic && rows.iter().any(|row| row.outcome.class() == Class::Refused);
    if undone || options.dry_run {
        *book = before;
    }
    if undone {
        roll_back(&mut rows);
    }
    rows
}

fn roll_back(rows: &mut [Row]) {
    let changed = |row: &&Row| row.outcome.class() == Class::Changed;
    let gone: Vec<_> =
        rows.iter().filter(changed).map(|row| (row.target.clone(), row.product.clone())).collect();
    for row in rows {
        match row.outcome.class() {
            Class::Changed => row.outcome = Outcome::RolledBack,
            Class::Unchanged => row.unsure = gone.contains(&(row.target.clone(), row.product.clone())),
            Class::Refused => {}
        }
    }
}

fn rows<'a>(book: &Reference, request: &'a Request) -> Vec<Asked<'a>> {
    let mut asked = Vec::new();
    for item in &request.items {
        let (targets, source, members): (Vec<String>, _, _) = match &item.who {
            Who::Users(users) => (users.iter().map(Into::into).collect(), "direct".to_owned(), None),
            Who::Group { id, members } => {
                let all = book.groups[id].clone();
                let chosen =
                    members.as_ref().map_or(all.clone(), |members| members.iter().map(Into::into).collect());
                (chosen, format!("group:{id}"), Some(all))
            }
            _ => unreachable!("the dice do not ask for it"),
        };
        for target in targets {
            let stranger = members.as_ref().is_some_and(|all| !all.contains(&target));
            for product in &item.products {
                let (target, source) = (target.clone(), source.clone());
                asked.push(Asked { item, target, product, source, stranger });
            }
        }
    }
    asked
}

fn is_give(op: Op) -> bool {
    op == Op::Assign || op == Op::Reuse
}

impl Deciding<'_> {
    fn each(&mut self, wanted: impl Fn(Op) -> bool, decide: impl Fn(&mut Self, usize)) {
        for at in 0..self.asked.len() {
            if !wanted(self.asked[at].item.op) {
                continue;
            }
            if self.asked[..at].iter().any(|earlier| is_same(earlier, &self.asked[at])) {
                self.say(at, Outcome::DuplicateInRequest, None);
            } else if self.book.users.contains_key(&self.asked[at].target) {
                decide(self, at);
            } else {
                self.say(at, Outcome::UserNotFound, None);
            }
        }
    }

    fn say(&mut self, at: usize, outcome: Outcome, place: Option<Place>) {
        let asked = &self.asked[at];
        let seen = place.map(|place| self.book.seen(place, self.day));
        self.rows[at] = Some(Row {
            target: asked.target.clone(),
            product: asked.product.to_owned(),
            outcome,
            place,
            started_on: seen.and_then(|seen| seen.started_on),
            ends_on: seen.and_then(|seen| seen.ends_on),
            unsure: false,
        });
    }

    /// The seat that the row's user holds in the pools that the row names.
    fn held_as_asked(&self, at: usize) -> Option<Place> {
        let asked = &self.asked[at];
        let place = self.book.held(&asked.target, asked.product, self.day)?;
        let pools = &asked.item.pools;
        (pools.is_empty() || pools.contains(&self.book.pools[place.0].id)).then_some(place)
    }

    fn revoke(&mut self, at: usize) {
        let Some(place) = self.held_as_asked(at) else { return self.say(at, Outcome::NotAssigned, None) };
        let asked = &self.asked[at];
        let pool = &self.book.pools[place.0];
        let mut left = self.book.seats[place.0][place.1].sources.clone();
        if asked.item.all_sources {
            left.clear();
        } else if left.contains(&asked.source) {
            left.retain(|source| *source != asked.source);
        } else if asked.source == "direct" {
            return self.say(at, Outcome::InheritedFromGroup, Some(place));
        } else {
            return self.say(at, Outcome::NotAssigned, None);
        }
        if left.is_empty() && !pool.revocable {
            return self.say(at, Outcome::NotRevocable, Some(place));
        }
        let (release, seen) = (pool.release, self.book.seen(place, self.day));
        let seat = &mut self.book.seats[place.0][place.1];
        seat.sources = left;
        if !seat.sources.is_empty() {
            return self.say(at, Outcome::Updated, Some(place));
        }
        seat.holder.clear();
        let outcome = match (seen.state, release) {
            (SeatState::Started, Release::Reuse) => {
                (seat.state, seat.started_on, seat.own_end) =
                    (SeatState::Reusable, seen.started_on, seen.own_end);
                Outcome::ToReusable
            }
            (SeatState::Started, Release::Burn) => {
                seat.state = SeatState::Retired;
                Outcome::Retired
            }
            _ => {
                *seat = Seat::fresh();
                Outcome::Revoked
            }
        };
        self.say(at, outcome, Some(place));
    }

    fn assign(&mut self, at: usize) {
        let asked = &self.asked[at];
        let user = self.book.users[&asked.target].clone();
        if !user.enabled {
            return self.say(at, Outcome::UserDisabled, None);
        }
        let named = |pool: &usize| {
            asked.item.pools.is_empty() || asked.item.pools.contains(&self.book.pools[*pool].id)
        };
        let of_product: Vec<usize> = (0..self.book.pools.len())
            .filter(|pool| self.book.pools[*pool].product == asked.product)
            .filter(named)
            .collect();
        let mut open: Vec<usize> =
            of_product.iter().copied().filter(|pool| self.book.serves(*pool, &user.org)).collect();
        if open.is_empty() && !of_product.is_empty() {
            return self.say(at, Outcome::WrongOrg, None);
        }
        if asked.stranger {
            return self.say(at, Outcome::NotInGroup, None);
        }
        if let Some(place) = self.book.held(&asked.target, asked.product, self.day) {
            return self.already(at, place);
        }
        let is_his = |(row, _): &(usize, _)| {
            self.asked[*row].target == asked.target && self.asked[*row].product == asked.product
        };
        if self.served.iter().any(is_his) {
            return self.following.push(at);
        }
        for (outcome, passes) in stages(self.day, &user, asked.item.choice()) {
            let had = !open.is_empty();
            open.retain(|pool| passes(self.book, *pool));
            if had && open.is_empty() {
                return self.say(at, outcome, None);
            }
        }
        let wanted = self.wanted(asked.item, &open);
        self.served.push((at, wanted));
        if !can_all(&self.served.iter().map(|(_, wanted)| wanted).collect::<Vec<_>>()) {
            self.served.pop();
            let dated = self.asked[at].item.ends_on.is_some();
            self.say(at, if dated { Outcome::NoReusableWithEndDate } else { Outcome::NoSeatLeft }, None);
        }
    }

    /// Seats that an item may take of pools, best first. An unlimited pool has a fresh one for every row.
    fn wanted(&self, item: &Item, open: &[usize]) -> Vec<Place> {
        let mut wanted = Vec::new();
        for pool in open.iter().copied() {
            let terms = &self.book.pools[pool];
            let more = if terms.quantity.is_none() { self.asked.len() } else { 0 };
            for number in 0..self.book.seats[pool].len() + more {
                let fresh = Seat::fresh();
                let seat = self.book.seats[pool].get(number).unwrap_or(&fresh);
                let seen = crate::reference::seen(terms, seat, self.day);
                let fits = match item.choice() {
                    SeatChoice::New => seen.state == SeatState::New,
                    SeatChoice::Reuse => seen.state == SeatState::Reusable,
                    SeatChoice::Auto => seen.state.is_free(),
                };
                if fits && (item.ends_on.is_none() || item.ends_on == seen.ends_on) {
                    let last = |day: Option<Day>| day.unwrap_or(Day::MAX);
                    let order = (
                        last(seen.ends_on),
                        last(start_by(terms)),
                        last(terms.delivered_on),
                        terms.id.clone(),
                    );
                    wanted.push((order, (pool, number)));
                }
            }
        }
        wanted.sort();
        wanted.into_iter().map(|(_, place)| place).collect()
    }

    /// Hands out the seats: each row in its order takes the best one that leaves one for every row after it.
    fn give(&mut self) {
        let served = std::mem::take(&mut self.served);
        let mut gone: Vec<Place> = Vec::new();
        for (position, (at, wanted)) in served.iter().enumerate() {
            let best = wanted.iter().copied().filter(|place| !gone.contains(place)).find(|place| {
                let without = |wanted: &Vec<Place>| -> Vec<Place> {
                    wanted.iter().copied().filter(|other| other != place && !gone.contains(other)).collect()
                };
                let later: Vec<Vec<Place>> =
                    served[position + 1..].iter().map(|(_, wanted)| without(wanted)).collect();
                can_all(&later.iter().collect::<Vec<_>>())
            });
            let place = best.expect("a served row has a seat");
            gone.push(place);
            self.hand_out(*at, place);
        }
        for at in std::mem::take(&mut self.following) {
            let asked = &self.asked[at];
            let place = self.book.held(&asked.target, asked.product, self.day).expect("his seat");
            self.already(at, place);
        }
    }

    fn hand_out(&mut self, at: usize, place: Place) {
        let (pool, number) = place;
        while self.book.seats[pool].len() <= number {
            self.book.seats[pool].push(Seat::fresh());
        }
        let seen = self.book.seen(place, self.day);
        let terms = &self.book.pools[pool];
        let (state, started_on, own_end) = match (seen.state, terms.start_policy) {
            (SeatState::Reusable, _) => (SeatState::Started, seen.started_on, seen.own_end),
            (_, StartPolicy::OnFirstUse) => (SeatState::Assigned, None, None),
            _ => {
                let (first, last) = begin(terms, self.day);
                (SeatState::Started, Some(first), last)
            }
        };
        let asked = &self.asked[at];
        let (holder, sources) = (asked.target.clone(), vec![asked.source.clone()]);
        self.book.seats[pool][number] = Seat { state, holder, started_on, own_end, sources };
        let reused = seen.state == SeatState::Reusable;
        self.say(at, if reused { Outcome::Reused } else { Outcome::Assigned }, Some(place));
    }

    fn already(&mut self, at: usize, place: Place) {
        let seat = &mut self.book.seats[place.0][place.1];
        if !seat.sources.contains(&self.asked[at].source) {
            seat.sources.push(self.asked[at].source.clone());
            seat.sources.sort();
        }
        self.say(at, Outcome::AlreadyAssigned, Some(place));
    }

    fn start(&mut self, at: usize) {
        let Some(place) = self.held_as_asked(at) else { return self.say(at, Outcome::NotAssigned, None) };
        if self.book.seen(place, self.day).state == SeatState::Started {
            return self.say(at, Outcome::AlreadyStarted, Some(place));
        }
        let (first, last) = begin(&self.book.pools[place.0], self.day);
        let seat = &mut self.book.seats[place.0][place.1];
        (seat.state, seat.started_on, seat.own_end) = (SeatState::Started, Some(first), last);
        self.say(at, Outcome::Started, Some(place));
    }
}

fn is_same(one: &Asked<'_>, other: &Asked<'_>) -> bool {
    let same_op = one.item.op == other.item.op || (is_give(one.item.op) && is_give(other.item.op));
    same_op && one.target == other.target && one.product == other.product && one.source == other.source
}

type Stage<'a> = (Outcome, Box<dyn Fn(&Reference, usize) -> bool + 'a>);

/// Why a pool may be closed to a user, in the order in which it is reported.
fn stages<'a>(day: Day, user: &'a seatbook_core::model::User, choice: SeatChoice) -> Vec<Stage<'a>> {
    let stage = |outcome,
                 passes: fn(&Reference, usize, Day, &seatbook_core::model::User) -> bool|
     -> Stage<'a> { (outcome, Box::new(move |book, pool| passes(book, pool, day, user))) };
    vec![
        stage(Outcome::PoolSuspended, |book, pool, _, _| !book.pools[pool].suspended),
        stage(Outcome::NotYetValid, |book, pool, day, _| {
            book.pools[pool].redeem_from.is_none_or(|from| day >= from)
        }),
        (Outcome::Expired, Box::new(move |book, pool| !has_ended(book, pool, day, choice))),
        stage(Outcome::KindMismatch, |book, pool, _, _| book.pools[pool].kind == PoolKind::Volume),
        stage(Outcome::RoleNotAllowed, |book, pool, _, user| {
            let allowed = &book.pools[pool].allowed_roles;
            allowed.is_empty() || user.roles.iter().any(|role| allowed.contains(role))
        }),
        stage(Outcome::CountryNotAllowed, |book, pool, _, user| {
            let denied = &book.pools[pool].countries_denied;
            denied.is_empty() || user.country.as_ref().is_some_and(|country| !denied.contains(country))
        }),
    ]
}

/// A pool has ended when it may no longer be handed out, or when no seat that is wanted of it could still last.
fn has_ended(book: &Reference, pool: usize, day: Day, choice: SeatChoice) -> bool {
    let terms = &book.pools[pool];
    let over = |end: Option<Day>| end.is_some_and(|end| day > end);
    let new_ended = crate::reference::seen(terms, &Seat::fresh(), day).state == SeatState::Expired;
    let lasting = (0..book.seats[pool].len()).any(|seat| book.seen((pool, seat), day).state.is_free());
    over(terms.redeem_until) || over(terms.ends_on) || (new_ended && (choice == SeatChoice::New || !lasting))
}

/// Whether every row can have a seat of its own, by trying until it works out.
fn can_all(rows: &[&Vec<Place>]) -> bool {
    let mut owner: Vec<(Place, usize)> = Vec::new();
    (0..rows.len()).all(|row| find(row, rows, &mut Vec::new(), &mut owner))
}

fn find(row: usize, rows: &[&Vec<Place>], tried: &mut Vec<Place>, owner: &mut Vec<(Place, usize)>) -> bool {
    for place in rows[row] {
        if tried.contains(place) {
            continue;
        }
        tried.push(*place);
        let at = owner.iter().position(|(owned, _)| owned == place);
        match at {
            None => owner.push((*place, row)),
            Some(at) => {
                if !find(owner[at].1, rows, tried, owner) {
                    continue;
                }
                owner[at].1 = row;
            }
        }
        return true;
    }
    false
}
