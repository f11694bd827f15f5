//! Undoing an operation, row by row: a row's turn comes when everything is as it left it.

use crate::ask::Verb;
use crate::book::{Holder, Kind, Place, Seat};
use crate::judge::Judging;
use seatbook_core::Outcome;
use seatbook_core::seat::SeatState;
use std::collections::BTreeSet;

impl Judging<'_> {
    /// Rows of an undoing, last ones first, again and again until no more of them can be undone.
    pub fn undo(&mut self) {
        let mut left: Vec<usize> =
            (0..self.rows.len()).rev().filter(|at| self.is_in(*at, &[Verb::Undo])).collect();
        loop {
            let before = left.len();
            left.retain(|at| !self.undo_row(*at));
            if left.len() == before {
                break;
            }
        }
        for at in left {
            let target = &self.rows[at].target;
            let gone = target.kind == Kind::User && self.book.user(&target.id).is_none();
            self.say(at, if gone { Outcome::UserNotFound } else { Outcome::ChangedSince }, None);
        }
    }

    /// Undoes a row if everything is as it left it.
    fn undo_row(&mut self, at: usize) -> bool {
        let row = &self.rows[at];
        let (place, was, now) = row.undoes.clone().expect("something to undo");
        if !self.is_as_left(&row.target, &row.product, place, &now) {
            return false;
        }
        let previous = Some(self.book.seen(place, self.day).state);
        let takes = was.holder.is_none();
        let source = if takes { now.sources.first().cloned() } else { was.sources.first().cloned() };
        if takes && !self.book.pools[place.0].terms.revocable {
            let answer = self.say(at, Outcome::NotRevocable, Some(place));
            (answer.source, answer.previous) = (source, previous);
            return true;
        }
        let plans = self.book.plans(&row.product).into_iter();
        let on: BTreeSet<String> = plans.filter(|plan| !was.off.contains(plan)).collect();
        let newly_on: BTreeSet<String> = on.iter().filter(|plan| now.off.contains(plan)).cloned().collect();
        let (on, whole) = if now.holder.is_some() { (newly_on, false) } else { (on, true) };
        if !takes && self.refuses_clash(at, &on, whole) {
            return true;
        }
        let was_started = was.state == SeatState::Started;
        let did = self.change(place, |seat| *seat = was);
        let becomes = self.book.seen(place, self.day).state;
        let outcome = match (takes, now.holder.is_some()) {
            (true, _) if becomes == SeatState::Reusable => Outcome::ToReusable,
            (true, _) => Outcome::Revoked,
            (false, true) => Outcome::Updated,
            (false, false) if was_started => Outcome::Reused,
            (false, false) => Outcome::Assigned,
        };
        let answer = self.say(at, outcome, Some(place));
        (answer.source, answer.previous) = (source, previous);
        answer.did.push(did);
        true
    }

    fn is_as_left(&self, target: &Holder, product: &str, place: Place, now: &Seat) -> bool {
        let held = self.book.held(target, product, self.day);
        let known = target.kind != Kind::User || self.book.user(&target.id).is_some();
        let expected = now.holder.is_some().then_some(place);
        known && held == expected && self.book.seat(place) == now
    }
}
