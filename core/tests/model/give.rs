//! Rows that give: who may have which seat, who gets one when they are scarce, and which it is.

use crate::ask::Verb;
use crate::book::{Book, Bought, Holder, Kind, Place, Seat, begin, seen, start_by};
use crate::judge::{Judging, Served};
use seatbook_core::model::{PoolKind, StartPolicy};
use seatbook_core::seat::SeatState;
use seatbook_core::{Class, Day, Outcome, SeatChoice};
use std::collections::BTreeSet;

/// The reasons for which a pool may be closed to a target, in the order in which they are told.
const STAGES: [Outcome; 6] = [
    Outcome::PoolSuspended,
    Outcome::NotYetValid,
    Outcome::Expired,
    Outcome::KindMismatch,
    Outcome::RoleNotAllowed,
    Outcome::CountryNotAllowed,
];

impl Judging<'_> {
    /// Judges a row that gives: whether it gets a seat is known at once, which one only when all rows are judged.
    pub fn assign(&mut self, at: usize) {
        if self.is_refused_at_once(at) {
            return;
        }
        let row = &self.rows[at];
        let org = match row.target.kind {
            Kind::User => self.book.user(&row.target.id).unwrap().org.clone(),
            Kind::Group => self.book.group(&row.target.id).unwrap().org.clone(),
            Kind::Org => row.target.id.clone(),
        };
        if row.swaps.is_some_and(|from| self.answer(from).outcome == Outcome::NotAssigned) {
            return self.keep(at);
        }
        if row.target.kind == Kind::User && !self.book.user(&row.target.id).unwrap().enabled {
            self.say(at, Outcome::UserDisabled, None);
            return;
        }
        let named = |pool: &usize| {
            row.item.pools.is_empty() || row.item.pools.contains(&self.book.pools[*pool].terms.id)
        };
        let pools = 0..self.book.pools.len();
        let of_product: Vec<usize> =
            pools.filter(|pool| self.book.pools[*pool].terms.product == row.product).filter(named).collect();
        let upwards = self.book.upwards(&org);
        let distance = |pool: &usize| upwards.iter().position(|org| *org == self.book.pools[*pool].terms.org);
        let mut open: Vec<usize> =
            of_product.iter().copied().filter(|pool| distance(pool).is_some()).collect();
        open.sort_by_key(|pool| distance(pool));
        if open.is_empty() && !of_product.is_empty() {
            self.say(at, Outcome::WrongOrg, None);
        } else if row.stranger {
            self.say_stranger(at);
        } else if !self.has_already(at) {
            self.find_seat(at, open);
        }
    }

    /// A swap of somebody who has nothing to swap.
    fn keep(&mut self, at: usize) {
        if !self.has_already(at) {
            self.say(at, Outcome::NotAssigned, None);
        }
    }

    /// Whether the target has the product: a seat of its own, one that an earlier row promised, or through something.
    fn has_already(&mut self, at: usize) -> bool {
        let row = &self.rows[at];
        if let Some(place) = self.book.held(&row.target, &row.product, self.day) {
            self.already(at, place, false);
            return true;
        }
        let same = |served: &Served| {
            self.rows[served.row].target == row.target && self.rows[served.row].product == row.product
        };
        if let Some(number) = self.served.iter().position(same) {
            self.follow(at, number);
            return true;
        }
        let for_users = |pool: &Bought| matches!(pool.terms.kind, PoolKind::Single | PoolKind::Volume);
        let mut of_product = self.book.pools.iter().filter(|pool| pool.terms.product == row.product);
        if of_product.all(for_users) {
            return false;
        }
        let derived = self.shared.derived(&row.target, &row.product, self.day);
        if derived.is_empty() {
            return false;
        }
        self.say(at, Outcome::AlreadyAssigned, None).derived = derived;
        true
    }

    /// A row whose target gets a seat through an earlier row.
    fn follow(&mut self, at: usize, number: usize) {
        if !self.knows_plans(at) {
            self.say(at, Outcome::UnknownPlan, None);
            return;
        }
        if let Some(off) = self.plans_off(at).filter(|_| !self.has_said(at)) {
            let now = self.served[number].off_now.clone();
            if self.refuses_clash(
                at,
                &now.iter().filter(|plan| !off.contains(plan)).cloned().collect(),
                false,
            ) {
                return;
            }
            self.served[number].off_now = off;
        }
        self.note_said(at);
        self.following.push(at);
    }

    /// Plans that are to go off go before anything is given: what they exclude can take their place at once.
    pub fn switch_off(&mut self) {
        for at in (0..self.rows.len()).filter(|at| self.gives(*at)).collect::<Vec<_>>() {
            let row = &self.rows[at];
            let first = |(other, _): &(usize, Vec<String>)| {
                let other = &self.rows[*other];
                (&other.target, &other.product) == (&row.target, &row.product)
            };
            let holds = self.book.held(&row.target, &row.product, self.day).is_some();
            if !holds || !self.knows_plans(at) || self.going_off.iter().any(first) {
                continue;
            }
            if let Some(off) = self.plans_off(at) {
                self.going_off.push((at, off));
            }
        }
    }

    /// Whether a row before this one said which plans its target shall have: the first one counts.
    fn has_said(&self, at: usize) -> bool {
        let row = &self.rows[at];
        self.said.iter().any(|other| {
            let other = &self.rows[*other];
            (&other.target, &other.product) == (&row.target, &row.product)
        })
    }

    fn note_said(&mut self, at: usize) {
        if self.plans_off(at).is_some() && !self.has_said(at) {
            self.said.push(at);
        }
    }

    /// The target holds a seat: what brings it is remembered, and its plans become what the row says.
    fn already(&mut self, at: usize, place: Place, rests: bool) {
        let mut seat = self.book.seat(place).clone();
        let first = seat.sources.first().cloned();
        let previous = Some(self.book.seen(place, self.day).state);
        let mut outcome = Outcome::AlreadyAssigned;
        if !self.is_keeping(at) && !self.knows_plans(at) {
            self.say(at, Outcome::UnknownPlan, None);
            return;
        }
        let counts = self.said.contains(&at) || !self.has_said(at);
        if let Some(off) = self.plans_off(at).filter(|_| counts) {
            let on: BTreeSet<String> = seat.off.iter().filter(|plan| !off.contains(plan)).cloned().collect();
            if !rests && self.refuses_clash(at, &on, false) {
                return;
            }
            if off != seat.off {
                (seat.off, outcome) = (off, Outcome::Updated);
            }
        }
        self.note_said(at);
        let keeping = self.is_keeping(at);
        if !keeping && !seat.sources.contains(&self.rows[at].source) {
            seat.sources.push(self.rows[at].source.clone());
            self.book.sort_sources(&mut seat.sources);
        }
        let did = (seat != *self.book.seat(place)).then(|| self.change(place, |own| *own = seat));
        let answer = self.say(at, outcome, Some(place));
        (answer.source, answer.previous, answer.rests) = (first, previous, rests);
        answer.did.extend(did);
    }

    /// Whether a row of a swap only says what is, because there was nothing to swap.
    fn is_keeping(&self, at: usize) -> bool {
        let answer = |from: usize| self.out.get(&from).or(self.answers[from].as_ref());
        let nothing = |from| answer(from).is_some_and(|answer| answer.outcome == Outcome::NotAssigned);
        self.rows[at].swaps.is_some_and(nothing)
    }

    /// Plans of the row's product that it wants off, sorted; `None` leaves them as they are.
    fn plans_off(&self, at: usize) -> Option<Vec<String>> {
        let row = &self.rows[at];
        let wanted = row.item.disabled_plans.as_ref().filter(|_| !self.is_keeping(at))?;
        let mut off = self.book.plans(&row.product);
        off.retain(|plan| wanted.contains(plan));
        off.sort();
        Some(off)
    }

    /// Whether every plan that the row's item names is one of a product of the item.
    fn knows_plans(&self, at: usize) -> bool {
        let item = &self.rows[at].item;
        let products = if item.op == Verb::Swap { item.to.as_slice() } else { &item.products };
        let known: Vec<String> = products.iter().flat_map(|product| self.book.plans(product)).collect();
        item.disabled_plans.iter().flatten().all(|plan| known.contains(plan))
    }

    /// Refuses a row whose product, with these plans on, clashes with what the user has by then.
    pub fn refuses_clash(&mut self, at: usize, on: &BTreeSet<String>, whole: bool) -> bool {
        let row = &self.rows[at];
        if row.target.kind != Kind::User || self.book.exclusions.is_empty() {
            return false;
        }
        let mut book = self.arranged();
        for (other, off) in self.going_off.iter().filter(|(other, _)| self.answers[*other].is_none()) {
            let other = &self.rows[*other];
            if let Some(place) = book.held(&other.target, &other.product, self.day) {
                book.seat_mut(place).off.extend(off.iter().cloned());
            }
        }
        let mut having = book.having_with(&row.target.id, &self.shared, self.day);
        // A swap only stands if what is given away is gone.
        let refused =
            |from: usize| self.outcome(from).is_some_and(|outcome| outcome.class() == Class::Refused);
        if let Some(from) = row.swaps.filter(|from| refused(*from)) {
            having.remove(&self.rows[from].product);
        }
        let clashes = self.book.clashes(&having, &row.product, on, whole);
        let refused = !clashes.is_empty();
        if refused {
            self.say(at, Outcome::MutuallyExclusive, None).way.things = clashes;
        }
        refused
    }

    /// Nobody's yet: may the target have a seat of an open pool, and is there one?
    fn find_seat(&mut self, at: usize, mut open: Vec<usize>) {
        // Pools for another kind of holder are only worth a word if there is no other.
        if open.iter().any(|pool| self.passes(Outcome::KindMismatch, at, *pool)) {
            open.retain(|pool| self.passes(Outcome::KindMismatch, at, *pool));
        }
        let row = &self.rows[at];
        for stage in STAGES {
            let nearest = open.first().copied();
            open.retain(|pool| self.passes(stage, at, *pool));
            if let Some(nearest) = nearest.filter(|_| open.is_empty()) {
                let id = self.book.pools[nearest].terms.id.clone();
                self.say(at, stage, None).way.pool = Some(id);
                return;
            }
        }
        let off = self.plans_off(at).unwrap_or_default();
        let on: BTreeSet<String> =
            self.book.plans(&row.product).into_iter().filter(|plan| !off.contains(plan)).collect();
        if self.refuses_clash(at, &on, true) {
            return;
        }
        if !self.knows_plans(at) {
            self.say(at, Outcome::UnknownPlan, None);
            return;
        }
        let wanted = self.wanted(at, &open);
        self.served.push(Served { row: at, wanted, off: off.clone(), off_now: off });
        self.note_said(at);
        let all: Vec<&Vec<Place>> = self.served.iter().map(|served| &served.wanted).collect();
        if !can_all(&all) {
            self.served.pop();
            self.said.retain(|other| *other != at);
            let item = &self.rows[at].item;
            let outcome = match (item.seat, item.ends_on) {
                (Some(_), _) => Outcome::SeatTaken,
                (_, Some(_)) => Outcome::NoReusableWithEndDate,
                _ => Outcome::NoSeatLeft,
            };
            self.say(at, outcome, None);
        }
    }

    fn passes(&self, stage: Outcome, at: usize, pool: usize) -> bool {
        let row = &self.rows[at];
        let terms = &self.book.pools[pool].terms;
        let user =
            Some(&row.target.id).filter(|_| row.target.kind == Kind::User).and_then(|id| self.book.user(id));
        match stage {
            Outcome::PoolSuspended => !terms.suspended,
            Outcome::NotYetValid => terms.redeem_from.is_none_or(|from| self.day >= from),
            Outcome::Expired => !self.has_ended(pool, self.choice(at)),
            Outcome::KindMismatch => match row.target.kind {
                Kind::User => matches!(terms.kind, PoolKind::Single | PoolKind::Volume),
                Kind::Group => terms.kind == PoolKind::Group,
                Kind::Org => matches!(terms.kind, PoolKind::School | PoolKind::Tenant),
            },
            Outcome::RoleNotAllowed => user.is_none_or(|user| Book::role_fits(terms, user)),
            _ => user.is_none_or(|user| self.book.country_fits(terms, user)),
        }
    }

    /// A certain seat may be taken whether its time runs or not, unless a started one is asked for.
    fn choice(&self, at: usize) -> SeatChoice {
        let item = &self.rows[at].item;
        match item.choice() {
            SeatChoice::New if item.seat.is_some() => SeatChoice::Auto,
            choice => choice,
        }
    }

    /// A pool has ended when it may no longer be handed out, or when no seat that is wanted of it could still last.
    fn has_ended(&self, pool: usize, choice: SeatChoice) -> bool {
        let bought = &self.book.pools[pool];
        let over = |end: Option<Day>| end.is_some_and(|end| self.day > end);
        let new_ended = seen(&bought.terms, &Seat::fresh(), self.day).state == SeatState::Expired;
        let unlimited = usize::from(bought.terms.quantity.is_none());
        let lasting = (0..bought.size() + unlimited).any(|seat| bought.seen(seat, self.day).state.is_free());
        over(bought.terms.redeem_until)
            || over(bought.terms.ends_on)
            || (new_ended && (choice == SeatChoice::New || !lasting))
    }

    /// Seats that a row may take of pools, best first. An unlimited pool has a fresh one for every row.
    fn wanted(&self, at: usize, open: &[usize]) -> Vec<Place> {
        let item = &self.rows[at].item;
        let mut wanted = Vec::new();
        for pool in open.iter().copied() {
            let bought = &self.book.pools[pool];
            let more = if bought.terms.quantity.is_none() { self.rows.len() } else { 0 };
            for number in 0..bought.size() + more {
                let seen = bought.seen(number, self.day);
                let fits = match self.choice(at) {
                    SeatChoice::New => seen.state == SeatState::New,
                    SeatChoice::Reuse => seen.state == SeatState::Reusable,
                    SeatChoice::Auto => seen.state.is_free(),
                };
                let dated = item.ends_on.is_none()
                    || (item.ends_on == seen.ends_on && seen.state == SeatState::Reusable);
                let is_it = item.seat.is_none_or(|seat| seat as usize == number + 1);
                if fits && dated && is_it {
                    let last = |day: Option<Day>| (day.is_none(), day);
                    let terms = &bought.terms;
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

    /// Which seat each row gets: each in its order takes the best one that leaves one for every row after it.
    fn arrangement(&self) -> Vec<Place> {
        let mut gone: Vec<Place> = Vec::new();
        for (position, served) in self.served.iter().enumerate() {
            let best = served.wanted.iter().copied().filter(|place| !gone.contains(place)).find(|place| {
                let without = |served: &Served| -> Vec<Place> {
                    let free = served.wanted.iter().copied();
                    free.filter(|other| other != place && !gone.contains(other)).collect()
                };
                let later: Vec<Vec<Place>> = self.served[position + 1..].iter().map(without).collect();
                can_all(&later.iter().collect::<Vec<_>>())
            });
            gone.push(best.expect("a served row has a seat"));
        }
        gone
    }

    /// The book as it would be if no further row were served.
    fn arranged(&self) -> Book {
        let mut book = self.book.clone();
        for (served, place) in self.served.iter().zip(self.arrangement()) {
            let row = &self.rows[served.row];
            let given = given(&book, place, &row.target, &row.source, &served.off_now, self.day);
            *book.seat_mut(place) = given;
        }
        book
    }

    /// Hands out the seats.
    pub fn give(&mut self) {
        let places = self.arrangement();
        for (served, place) in self.served.clone().into_iter().zip(places) {
            self.hand_out(&served, place);
        }
        for at in std::mem::take(&mut self.following) {
            let row = &self.rows[at];
            let place = self.book.held(&row.target, &row.product, self.day).expect("his seat");
            self.already(at, place, true);
        }
    }

    fn hand_out(&mut self, served: &Served, place: Place) {
        let row = &self.rows[served.row];
        // A seat that has ended stays with its last holder only until he gets another.
        for ended in self.book.places(&row.product) {
            let seen = self.book.seen(ended, self.day);
            if self.book.seat(ended).holder.as_ref() == Some(&row.target) && seen.state == SeatState::Expired
            {
                let seat = self.book.seat_mut(ended);
                (seat.state, seat.started_on, seat.own_end) =
                    (SeatState::Expired, seen.started_on, seen.own_end);
            }
        }
        let previous = self.book.seen(place, self.day).state;
        let seat = given(&self.book, place, &row.target, &row.source, &served.off, self.day);
        let did = self.change(place, |own| *own = seat);
        let outcome = if previous == SeatState::Reusable { Outcome::Reused } else { Outcome::Assigned };
        let source = self.rows[served.row].source.clone();
        let answer = self.say(served.row, outcome, Some(place));
        (answer.source, answer.previous) = (Some(source), Some(previous));
        answer.did.push(did);
    }
}

/// A free seat once somebody has it.
pub fn given(book: &Book, place: Place, holder: &Holder, source: &str, off: &[String], day: Day) -> Seat {
    let seen = book.seen(place, day);
    let terms = &book.pools[place.0].terms;
    let (state, started_on, own_end) = match (seen.state, terms.start_policy) {
        (SeatState::Reusable, _) => (SeatState::Started, seen.started_on, seen.own_end),
        (_, StartPolicy::OnFirstUse) => (SeatState::Assigned, None, None),
        _ => {
            let (first, last) = begin(terms, day);
            (SeatState::Started, Some(first), last)
        }
    };
    let (holder, sources) = (Some(holder.clone()), vec![source.to_owned()]);
    Seat { state, holder, started_on, own_end, sources, off: off.to_vec() }
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
