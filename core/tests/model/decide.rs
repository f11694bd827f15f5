//! What a request does to the reference book. Removals are judged first, then rows that give, in the order of their
//! priority, then starts. Rows that turn out to break a rule on the end state are taken out, and all is judged again.

use crate::access::Access;
use crate::ask::{Ask, Verb};
use crate::book::{Book, Holder, Kind, Place, Seat};
use crate::judge::{Judging, Way};
use crate::rows::{self, Row};
use seatbook_core::seat::SeatState;
use seatbook_core::{Class, Day, Mode, Outcome, Status};
use std::collections::BTreeMap;

/// A row of the reference's report.
#[derive(Clone, Debug)]
pub struct Answer {
    pub op: Verb,
    pub target: Holder,
    pub product: String,
    pub outcome: Outcome,
    /// Pool and number.
    pub seat: Option<(String, usize)>,
    pub started_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub source: Option<String>,
    pub previous: Option<SeatState>,
    pub off: Vec<String>,
    pub way: Way,
    /// It rests on a change of the same request: if that is undone, this is too.
    pub rests: bool,
    /// Whether it rests on a change is not for this model to say.
    pub unsure: bool,
    /// All ways in which the target has it without a seat of its own.
    pub derived: Vec<Access>,
    /// Of a request that only swapped: which swap it is of.
    pub swap: Option<usize>,
    /// What the row did to seats, in order: where, before, after.
    pub did: Vec<(Place, Seat, Seat)>,
}

/// What a request answers.
#[derive(Clone, Debug)]
pub struct Decided {
    pub rows: Vec<Answer>,
    /// The book afterwards, if it is not only a dry run or undone.
    pub after: Book,
    pub changes_anything: bool,
}

/// Decides a request; `undone` are the rows of the operation that it undoes, if it does.
pub fn decide(book: &Book, ask: &Ask, undone: &[Answer]) -> Result<Decided, Status> {
    let rows = rows::of(book, ask, undone)?;
    check_actor(ask, &rows)?;
    // Rows that are out, with what is said of them.
    let mut out: BTreeMap<usize, Answer> = BTreeMap::new();
    loop {
        let mut judging = Judging::new(book, ask, &rows, out.clone());
        judging.run()?;
        let failing = judging.failing();
        if failing.is_empty() {
            return Ok(finish(book, ask, judging));
        }
        let least = failing.iter().map(|(_, depth, _)| *depth).min();
        for (row, depth, answer) in failing {
            if Some(depth) == least {
                out.insert(row, answer);
            }
        }
    }
}

impl Answer {
    pub fn is_change(&self) -> bool {
        self.outcome.class() == Class::Changed || self.rests
    }

    /// What would have worked, but something else did not.
    pub fn roll_back(&mut self) {
        if self.is_change() {
            *self = Self {
                outcome: Outcome::RolledBack,
                seat: None,
                started_on: None,
                ends_on: None,
                source: None,
                previous: None,
                off: Vec::new(),
                way: Way::default(),
                derived: Vec::new(),
                did: Vec::new(),
                rests: false,
                ..self.clone()
            };
        }
    }
}

/// Whoever is not an administrator may only give back own seats.
fn check_actor(ask: &Ask, rows: &[Row]) -> Result<(), Status> {
    let Some(actor) = ask.actor.as_ref().filter(|actor| actor.role != "administrator") else { return Ok(()) };
    let by_name = ask.items.iter().all(|item| item.op == Verb::Revoke && item.users.is_some());
    let own = rows.iter().all(|row| row.target == Holder { kind: Kind::User, id: actor.id.clone() });
    if by_name && own { Ok(()) } else { Err(Status::NotAuthorized) }
}

fn finish(before: &Book, ask: &Ask, judging: Judging<'_>) -> Decided {
    let mut answers: Vec<Answer> = (0..judging.rows.len()).map(|at| judging.answer(at)).collect();
    if ask.items.iter().all(|item| item.op == Verb::Swap) {
        answers.iter_mut().enumerate().for_each(|(at, answer)| answer.swap = Some(at / 2));
    }
    let refused = answers.iter().any(|answer| answer.outcome.class() == Class::Refused);
    let undone = ask.mode == Mode::Atomic && refused;
    let mut after = judging.book;
    if undone {
        for at in 0..answers.len() {
            let changed = |other: &Answer| {
                other.outcome == Outcome::RolledBack || other.outcome.class() == Class::Changed
            };
            let same =
                |other: &Answer| other.target == answers[at].target && other.product == answers[at].product;
            let touched = answers.iter().any(|other| changed(other) && same(other));
            let unchanged = answers[at].outcome.class() == Class::Unchanged && !answers[at].rests;
            answers[at].unsure = unchanged && (touched || !answers[at].derived.is_empty());
        }
        answers.iter_mut().for_each(Answer::roll_back);
        for answer in &mut answers {
            answer.did.clear();
        }
        after = before.clone();
    }
    let changes_anything = !undone && judging.touched;
    Decided { rows: answers, after, changes_anything }
}
