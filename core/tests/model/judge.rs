//! One round of judging a request: every row that is not out is judged, in phases.

use crate::access::Having;
use crate::ask::{Ask, Unit, Verb};
use crate::book::{Book, Holder, Kind, Place, Seat, begin};
use crate::decide::Answer;
use crate::rows::Row;
use crate::rules::{Thing, is_met};
use seatbook_core::model::Release;
use seatbook_core::seat::SeatState;
use seatbook_core::{Class, Day, Outcome, Status};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the way: each list holds everything that may be named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    pub group: Option<String>,
    pub pool: Option<String>,
    pub things: Vec<Thing>,
}

/// A row that is to have a seat: which one is known when all rows are judged.
#[derive(Clone, Debug)]
pub struct Served {
    pub row: usize,
    /// Seats that it may have, best first.
    pub wanted: Vec<Place>,
    /// Plans that it leaves off, and those that are off after the rows that follow it.
    pub off: Vec<String>,
    pub off_now: Vec<String>,
}

pub struct Judging<'a> {
    pub before: &'a Book,
    pub book: Book,
    /// The book once everything is taken back: access through classes, schools and sites is judged by it.
    pub shared: Book,
    pub ask: &'a Ask,
    pub day: Day,
    pub rows: &'a [Row],
    pub out: BTreeMap<usize, Answer>,
    /// Positions of rows that give, in the order in which they are judged: units by priority, then by their first row.
    pub order: Vec<usize>,
    pub answers: Vec<Option<Answer>>,
    pub served: Vec<Served>,
    /// Rows whose holder gets his seat through an earlier row.
    pub following: Vec<usize>,
    /// Rows that said which plans their target shall have.
    pub said: Vec<usize>,
    /// Plans that are to go off if a row that is still to be judged stands: which row, and the plans.
    pub going_off: Vec<(usize, Vec<String>)>,
    /// Whether anything was written.
    pub touched: bool,
}

impl<'a> Judging<'a> {
    pub fn new(book: &'a Book, ask: &'a Ask, rows: &'a [Row], out: BTreeMap<usize, Answer>) -> Self {
        let gives = |at: &usize| matches!(rows[*at].op, Verb::Assign | Verb::Reuse);
        let mut order: Vec<usize> = (0..rows.len()).filter(gives).collect();
        let all = order.clone();
        order.sort_by_key(|at| {
            let unit = || all.iter().filter(|other| rows[**other].unit == rows[*at].unit);
            (unit().map(|other| -i64::from(rows[*other].item.priority)).min(), unit().min().copied(), *at)
        });
        Self {
            order,
            before: book,
            book: book.clone(),
            shared: book.clone(),
            ask,
            day: ask.on,
            rows,
            out,
            answers: vec![None; rows.len()],
            served: Vec::new(),
            following: Vec::new(),
            said: Vec::new(),
            going_off: Vec::new(),
            touched: false,
        }
    }

    pub fn run(&mut self) -> Result<(), Status> {
        self.undo();
        for at in 0..self.rows.len() {
            if self.is_in(at, &[Verb::Revoke]) {
                self.revoke(at)?;
            }
        }
        self.shared = self.book.clone();
        self.switch_off();
        let mut done = BTreeSet::new();
        for at in self.order.clone() {
            let unit = self.rows[at].unit;
            if self.gives(at) && done.insert(unit) {
                self.unit(unit);
            }
        }
        self.give();
        for at in 0..self.rows.len() {
            if self.is_in(at, &[Verb::Start]) {
                self.start(at);
            }
        }
        Ok(())
    }

    pub fn is_in(&self, at: usize, ops: &[Verb]) -> bool {
        ops.contains(&self.rows[at].op) && !self.out.contains_key(&at)
    }

    pub fn gives(&self, at: usize) -> bool {
        self.is_in(at, &[Verb::Assign, Verb::Reuse])
    }

    /// What is said of a row.
    pub fn answer(&self, at: usize) -> Answer {
        self.out.get(&at).or(self.answers[at].as_ref()).cloned().expect("every row is judged")
    }

    pub fn outcome(&self, at: usize) -> Option<Outcome> {
        self.out.get(&at).or(self.answers[at].as_ref()).map(|answer| answer.outcome)
    }

    /// Rows of a unit that give; all of them or none.
    fn unit(&mut self, unit: usize) {
        let saved =
            (self.book.clone(), self.served.clone(), self.following.clone(), self.said.clone(), self.touched);
        let mine: Vec<usize> = (0..self.rows.len()).filter(|at| self.rows[*at].unit == unit).collect();
        let giving: Vec<usize> = mine.iter().copied().filter(|at| self.gives(*at)).collect();
        for at in giving {
            self.assign(at);
        }
        let refused = |at: &usize| self.outcome(*at).is_some_and(|outcome| outcome.class() == Class::Refused);
        let all_or_none = self.ask.unit == Unit::User || mine.len() > 1;
        if !all_or_none || !mine.iter().any(refused) {
            return;
        }
        let waiting =
            |at: &usize| self.served.iter().any(|served| served.row == *at) || self.following.contains(at);
        let gone: Vec<usize> = mine
            .into_iter()
            .filter(|at| self.gives(*at))
            .filter(|at| waiting(at) || self.answers[*at].as_ref().is_some_and(Answer::is_change))
            .collect();
        (self.book, self.served, self.following, self.said, self.touched) = saved;
        for at in gone {
            self.say(at, Outcome::RolledBack, None);
        }
        // What they remembered of what brings them is forgotten with the rest.
        for at in (0..self.rows.len())
            .filter(|at| self.rows[*at].unit == unit && self.gives(*at))
            .collect::<Vec<_>>()
        {
            self.answers[at].iter_mut().for_each(|answer| answer.did.clear());
        }
    }

    /// Units of which something took effect and something else was refused: all is to be judged again without them.
    fn failed_units(&self) -> Vec<usize> {
        let of = |unit: usize| (0..self.rows.len()).filter(move |at| self.rows[*at].unit == unit);
        let mut failed: Vec<usize> = self.rows.iter().map(|row| row.unit).collect();
        failed.retain(|unit| {
            (self.ask.unit == Unit::User || of(*unit).count() > 1)
                && of(*unit).any(|at| self.answer(at).outcome.class() == Class::Refused)
                && of(*unit).any(|at| self.answer(at).is_change())
        });
        failed.dedup();
        failed
    }

    /// Answers a row with the seat as it is now.
    pub fn say(&mut self, at: usize, outcome: Outcome, place: Option<Place>) -> &mut Answer {
        let row = &self.rows[at];
        let seen = place.map(|place| self.book.seen(place, self.day));
        let seat = place.map(|(pool, number)| (self.book.pools[pool].terms.id.clone(), number + 1));
        let off = place.map_or(Vec::new(), |place| self.book.seat(place).off.clone());
        self.answers[at].insert(Answer {
            op: row.op,
            target: row.target.clone(),
            product: row.product.clone(),
            outcome,
            seat,
            started_on: seen.and_then(|seen| seen.started_on),
            ends_on: seen.and_then(|seen| seen.ends_on),
            source: None,
            previous: None,
            off,
            way: Way::default(),
            rests: false,
            unsure: false,
            derived: Vec::new(),
            swap: None,
            did: Vec::new(),
        })
    }

    /// Changes a seat and remembers it with the row.
    pub fn change(&mut self, place: Place, change: impl FnOnce(&mut Seat)) -> (Place, Seat, Seat) {
        let before = self.book.seat(place).clone();
        let seat = self.book.seat_mut(place);
        change(seat);
        let after = seat.clone();
        self.touched = true;
        (place, before, after)
    }

    /// The refusals that every operation begins with: said before, and nobody of that name.
    pub fn is_refused_at_once(&mut self, at: usize) -> bool {
        if self.rows[at].nobody {
            self.say(at, Outcome::NotAssigned, None);
            return true;
        }
        let repeats = self.rows[..at].iter().any(|other| is_same(other, &self.rows[at]));
        let target = &self.rows[at].target;
        let unknown = target.kind == Kind::User && self.book.user(&target.id).is_none();
        if repeats {
            self.say(at, Outcome::DuplicateInRequest, None);
        } else if unknown {
            self.say(at, Outcome::UserNotFound, None);
        }
        repeats || unknown
    }

    /// The seat that the row's target holds in the pools that the row names.
    fn held_as_asked(&self, at: usize) -> Option<Place> {
        let row = &self.rows[at];
        let place = self.book.held(&row.target, &row.product, self.day)?;
        let pools = &row.item.pools;
        let in_pools = pools.is_empty() || pools.contains(&self.book.pools[place.0].terms.id);
        let is_seat = row.item.seat.is_none_or(|seat| seat as usize == place.1 + 1);
        (in_pools && is_seat).then_some(place)
    }

    fn revoke(&mut self, at: usize) -> Result<(), Status> {
        if self.is_refused_at_once(at) {
            return Ok(());
        }
        let row = &self.rows[at];
        let Some(place) = self.held_as_asked(at) else {
            self.say(at, Outcome::NotAssigned, None);
            return Ok(());
        };
        let held = self.book.seat(place).sources.clone();
        let is_direct = row.source == "direct";
        if !row.all_sources && !is_direct && !held.contains(&row.source) {
            self.say(at, Outcome::NotAssigned, None);
            return Ok(());
        }
        self.check_self_removal(place, &row.target)?;
        let first = held.first().cloned();
        let previous = Some(self.book.seen(place, self.day).state);
        if !row.all_sources && !held.contains(&row.source) {
            let group = first.as_deref().and_then(|source| source.strip_prefix("group:")).map(str::to_owned);
            let answer = self.say(at, Outcome::InheritedFromGroup, Some(place));
            (answer.source, answer.previous, answer.way.group) = (first, previous, group);
            return Ok(());
        }
        let mut left = held;
        left.retain(|source| !row.all_sources && *source != row.source);
        if let Some(still) = left.first().cloned() {
            let did = self.change(place, |seat| seat.sources = left);
            let answer = self.say(at, Outcome::Updated, Some(place));
            (answer.source, answer.previous) = (Some(still), previous);
            answer.did.push(did);
        } else if self.book.pools[place.0].terms.revocable {
            let (outcome, did) = self.take_back(place);
            let answer = self.say(at, outcome, Some(place));
            (answer.source, answer.previous) = (first, previous);
            answer.did.push(did);
        } else {
            let answer = self.say(at, Outcome::NotRevocable, Some(place));
            (answer.source, answer.previous) = (first, previous);
        }
        Ok(())
    }

    fn check_self_removal(&self, place: Place, target: &Holder) -> Result<(), Status> {
        if self.ask.actor.as_ref().is_none_or(|actor| actor.role == "administrator") {
            return Ok(());
        }
        let may = &self.book.pools[place.0].terms.self_removal_roles;
        let user = self.book.user(&target.id).unwrap();
        let allowed = user.roles.iter().any(|role| may.contains(role));
        if allowed { Ok(()) } else { Err(Status::NotAuthorized) }
    }

    /// What becomes of a seat that is taken back, by its pool's terms.
    pub fn take_back(&mut self, place: Place) -> (Outcome, (Place, Seat, Seat)) {
        let seen = self.book.seen(place, self.day);
        let (outcome, state) = match (seen.state, self.book.pools[place.0].terms.release) {
            (SeatState::Started, Release::Reuse) => (Outcome::ToReusable, SeatState::Reusable),
            (SeatState::Started, Release::Burn) => (Outcome::Retired, SeatState::Retired),
            _ => (Outcome::Revoked, SeatState::New),
        };
        let did = self.change(place, |seat| {
            *seat = Seat::fresh();
            if state != SeatState::New {
                (seat.state, seat.started_on, seat.own_end) = (state, seen.started_on, seen.own_end);
            }
        });
        (outcome, did)
    }

    fn start(&mut self, at: usize) {
        if self.is_refused_at_once(at) {
            return;
        }
        if self.rows[at].stranger {
            self.say_stranger(at);
            return;
        }
        let Some(place) = self.held_as_asked(at) else {
            self.say(at, Outcome::NotAssigned, None);
            return;
        };
        let source = self.book.seat(place).sources.first().cloned();
        let previous = self.book.seen(place, self.day).state;
        let mut did = None;
        if previous != SeatState::Started {
            let (first, last) = begin(&self.book.pools[place.0].terms, self.day);
            did = Some(self.change(place, |seat| {
                (seat.state, seat.started_on, seat.own_end) = (SeatState::Started, Some(first), last);
            }));
        }
        let outcome = if did.is_some() { Outcome::Started } else { Outcome::AlreadyStarted };
        let answer = self.say(at, outcome, Some(place));
        (answer.source, answer.previous) = (source, Some(previous));
        answer.did.extend(did);
    }

    pub fn say_stranger(&mut self, at: usize) {
        let group = self.rows[at].item.group.clone();
        self.say(at, Outcome::NotInGroup, None).way.group = group;
    }

    /// Rows that break a rule on the end state, with the depth of their product and what is to be said of them.
    pub fn failing(&mut self) -> Vec<(usize, usize, Answer)> {
        let mut failing = Vec::new();
        let may_give = |at: &usize| self.gives(*at) || self.is_in(*at, &[Verb::Undo]);
        let giving: Vec<usize> = (0..self.rows.len()).filter(may_give).collect();
        for at in giving {
            if let Some(lacking) = self.lacking(at) {
                let depth = self.book.depth(&self.rows[at].product, &mut Vec::new());
                let was_given = self.answer(at).outcome.class() == Class::Changed;
                let answer = self.say(at, Outcome::DependencyMissing, None);
                (answer.way.things, answer.off) = (lacking, Vec::new());
                let answer = answer.clone();
                if was_given {
                    failing.push((at, depth, answer));
                }
            }
        }
        // What was taken away comes first: with it back, nothing may lack it.
        let in_use = self.in_use();
        // A row that its unit took along had its reason in common with the rest of the unit.
        let refused = |at: &usize| {
            let outcome = self.answer(*at).outcome;
            outcome.class() == Class::Refused && outcome != Outcome::RolledBack
        };
        let vain: Vec<usize> = self.going_off.iter().map(|(at, _)| *at).filter(refused).collect();
        if !vain.is_empty() && crate::steps::can("vain") {
            return vain.into_iter().map(|at| (at, 0, self.answer(at))).collect();
        }
        if !in_use.is_empty() {
            return in_use;
        }
        if !failing.is_empty() {
            return failing;
        }
        let failed = self.failed_units();
        let rows = (0..self.rows.len()).filter(|at| failed.contains(&self.rows[*at].unit));
        let rolled_back = |at: usize| {
            let mut answer = self.answer(at);
            answer.roll_back();
            (at, 0, answer)
        };
        rows.map(rolled_back).collect()
    }

    /// What a row that gives, or would if there were a seat, lacks in the end.
    fn lacking(&self, at: usize) -> Option<Vec<Thing>> {
        let answer = self.answer(at);
        let row = &self.rows[at];
        let asks = !matches!(answer.outcome.class(), Class::Unchanged) && !self.book.prerequisites.is_empty();
        if row.target.kind != Kind::User || !asks {
            return None;
        }
        let mut having = self.book.having(&row.target.id, self.day);
        let unmet = match answer.outcome {
            Outcome::Assigned | Outcome::Reused => {
                self.book.unmet(&having, &row.product, having.get(&row.product)?, true)
            }
            Outcome::Updated => {
                let before = self.before.having(&row.target.id, self.day);
                let had = before.get(&row.product).cloned().unwrap_or_default();
                let on = having.get(&row.product)?.difference(&had).cloned().collect();
                self.book.unmet(&having, &row.product, &on, false)
            }
            Outcome::UnknownPlan
            | Outcome::NoReusableWithEndDate
            | Outcome::SeatTaken
            | Outcome::NoSeatLeft => {
                // Of what somebody has already, only what a row switches on is judged.
                if self.book.held(&row.target, &row.product, self.day).is_some() {
                    return None;
                }
                let off = row.item.disabled_plans.clone().unwrap_or_default();
                let plans = self.book.plans(&row.product).into_iter().filter(|plan| !off.contains(plan));
                let on: BTreeSet<String> = plans.collect();
                having.entry(row.product.clone()).or_default().extend(on.clone());
                self.book.unmet(&having, &row.product, &on, true)
            }
            _ => return None,
        };
        let things = |rule: &seatbook_core::model::Prerequisite| -> Vec<Thing> {
            let products = rule.any_of_products.iter().map(|own| (own.clone(), None));
            products.chain(rule.any_of_plans.iter().map(|plan| (String::new(), Some(plan.clone())))).collect()
        };
        (!unmet.is_empty()).then(|| unmet.into_iter().flat_map(things).collect())
    }

    /// Rows that took away what something else still needs: for every need the last one in the request.
    fn in_use(&mut self) -> Vec<(usize, usize, Answer)> {
        let mut last: BTreeMap<usize, Vec<Thing>> = BTreeMap::new();
        let took = |row: &Row, outcome: Outcome| {
            let op =
                outcome.class() == Class::Changed && !matches!(outcome, Outcome::Assigned | Outcome::Reused);
            (op && row.target.kind == Kind::User).then(|| row.target.id.clone())
        };
        let rows = (0..self.rows.len()).filter(|_| !self.book.prerequisites.is_empty());
        let users: BTreeSet<String> =
            rows.filter_map(|at| took(&self.rows[at], self.answer(at).outcome)).collect();
        for user in users {
            let before = self.before.having(&user, self.day);
            let after = self.book.having(&user, self.day);
            for (product, on) in &before {
                let Some(still) = after.get(product) else { continue };
                let on: BTreeSet<String> = on.intersection(still).cloned().collect();
                for rule in self.book.unmet(&after, product, &on, true) {
                    let whole = rule.product.is_some();
                    let thing = (product.clone(), rule.plan.clone().filter(|_| !whole));
                    let took = |at: &usize| self.took_what_meets(*at, rule, &user, &before);
                    if let Some(at) = (0..self.rows.len()).rfind(took) {
                        last.entry(at).or_default().push(thing);
                    }
                }
            }
        }
        let mut failing = Vec::new();
        for (at, things) in last {
            let place = self.before.held(&self.rows[at].target, &self.rows[at].product, self.day);
            let answer = self.say(at, Outcome::DependencyInUse, None);
            answer.way.things = things;
            let mut answer = answer.clone();
            answer.seat = place.map(|(pool, number)| (self.book.pools[pool].terms.id.clone(), number + 1));
            failing.push((at, 0, answer));
        }
        failing
    }

    /// Whether a row took from a user what would meet a prerequisite.
    fn took_what_meets(
        &self,
        at: usize,
        rule: &seatbook_core::model::Prerequisite,
        user: &str,
        before: &Having,
    ) -> bool {
        let row = &self.rows[at];
        let took = matches!(
            self.answer(at).outcome,
            Outcome::Revoked | Outcome::ToReusable | Outcome::Retired | Outcome::Updated
        );
        if !took || row.target != Holder::user(user) {
            return false;
        }
        let Some(had) = before.get(&row.product) else { return false };
        let after = self.book.having(user, self.day);
        match after.get(&row.product) {
            Some(still) => {
                let plans: BTreeSet<String> = had.difference(still).cloned().collect();
                rule.any_of_plans.iter().any(|plan| plans.contains(plan))
            }
            None => is_met(rule, &Having::from([(row.product.clone(), had.clone())])),
        }
    }
}

fn is_give(op: Verb) -> bool {
    matches!(op, Verb::Assign | Verb::Reuse)
}

fn is_same(one: &Row, other: &Row) -> bool {
    let same_op = one.op == other.op || (is_give(one.op) && is_give(other.op));
    same_op && one.target == other.target && one.product == other.product && one.source == other.source
}
