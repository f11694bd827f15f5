//! The rows of a report in the making.

use super::parts::{PartFacts, Parts};
use super::pools::{NO_SITUATION, Pools};
use super::slots::Slot;
use super::{At, Draft};
use crate::error::Result;
use crate::layout::holdings::DIRECT;
use crate::layout::users::NOBODY;
use crate::maps::NumberMap;
use crate::outcome::{Class, Outcome};
use crate::report::{InTheWay, Part, Place, PoolName, RowKind, Rows};
use crate::request::{Op, Who};
use crate::seat::{HolderKind, SeatState};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A seat and who has it through what, as numbers; nobody through nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Held {
    pub situation: u32,
    /// Position among the plan's sets of sources.
    pub sources: u32,
    /// Position among the plan's sets of plans.
    pub plans_off: u32,
}

impl Held {
    /// A seat that nobody has.
    pub(crate) fn by_nobody(situation: u32) -> Self {
        Self { situation, sources: 0, plans_off: 0 }
    }

    pub(crate) fn of(slot: Slot) -> Self {
        Self { situation: slot.situation, sources: slot.sources, plans_off: slot.plans_off }
    }
}

/// What a row says beside its target and seat, as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Says {
    pub outcome: Outcome,
    /// Of the seat as it is afterwards.
    pub situation: u32,
    /// Source number; `None` says nothing about it.
    pub source: Option<u32>,
    pub previous: Option<SeatState>,
    /// Position of an obstacle.
    pub in_the_way: Option<u32>,
    /// Whether it rests on a change of this request.
    pub rests_on_change: bool,
    /// Plans that are off afterwards: position among the plan's sets of plans.
    pub plans_off: u32,
    /// What it found and what it left, if it took effect.
    pub change: Option<(Held, Held)>,
}

impl Says {
    /// An outcome and nothing more.
    pub(crate) fn only(outcome: Outcome) -> Self {
        Self {
            outcome,
            situation: NO_SITUATION,
            source: None,
            previous: None,
            in_the_way: None,
            rests_on_change: false,
            plans_off: 0,
            change: None,
        }
    }

    /// A change from one state of affairs to another.
    pub(crate) fn change(outcome: Outcome, was: Held, now: Held) -> Self {
        Self {
            situation: now.situation,
            plans_off: now.plans_off,
            change: Some((was, now)),
            ..Self::only(outcome)
        }
    }

    /// About somebody who has a seat.
    pub(crate) fn about(outcome: Outcome, held: Held) -> Self {
        Self { situation: held.situation, plans_off: held.plans_off, ..Self::only(outcome) }
    }
}

/// Collects rows; equal ones share a kind.
pub(crate) struct RowBuilder {
    kinds: Vec<(Op, u32, Says)>,
    by_kind: NumberMap<(Op, u32, Says), u32>,
    last: u32,
    kind: Vec<u32>,
    seat: Vec<u32>,
    obstacles: Vec<InTheWay>,
    by_obstacle: HashMap<InTheWay, u32>,
    /// Unknown users that a row named already.
    strangers: HashSet<(String, u32, Op, u32)>,
}

impl RowBuilder {
    pub(crate) fn new(rows: usize) -> Self {
        Self {
            kinds: Vec::new(),
            by_kind: NumberMap::default(),
            last: 0,
            kind: vec![0; rows],
            seat: vec![0; rows],
            obstacles: Vec::new(),
            by_obstacle: HashMap::new(),
            strangers: HashSet::new(),
        }
    }

    /// Begins again; obstacles stay.
    pub(super) fn reset(&mut self) {
        self.kinds.clear();
        self.by_kind.clear();
        self.strangers.clear();
        self.kind.fill(0);
        self.seat.fill(0);
        self.last = 0;
    }

    /// Answers a row. `seat` is the seat's number, 0 for none.
    pub(crate) fn set(&mut self, row: usize, op: Op, column: u32, says: Says, seat: u32) {
        let key = (op, column, says);
        if self.kinds.get(self.last as usize) != Some(&key) {
            self.last = *self.by_kind.entry(key).or_insert_with(|| {
                self.kinds.push(key);
                (self.kinds.len() - 1) as u32
            });
        }
        if let (Some(own), Some(own_seat)) = (self.kind.get_mut(row), self.seat.get_mut(row)) {
            *own = self.last;
            *own_seat = seat;
        }
    }

    /// What a row was answered, with the seat's number.
    pub(crate) fn get(&self, row: u32) -> Option<(Says, u32)> {
        let kind = *self.kind.get(row as usize)? as usize;
        Some((self.kinds.get(kind)?.2, self.seat.get(row as usize).copied()?))
    }

    /// The number of what a row says.
    pub(crate) fn number(&self, row: u32) -> u32 {
        self.kind.get(row as usize).copied().unwrap_or_default()
    }

    /// Answers a row as another one was, by the number of what that says.
    pub(crate) fn repeat(&mut self, row: usize, says: u32, seat: u32) {
        if let (Some(own), Some(own_seat)) = (self.kind.get_mut(row), self.seat.get_mut(row)) {
            *own = says;
            *own_seat = seat;
        }
    }

    /// Everything that rows say.
    pub(crate) fn says(&self) -> impl Iterator<Item = &Says> + '_ {
        self.kinds.iter().map(|(_, _, says)| says)
    }

    /// The position of an obstacle.
    pub(crate) fn obstacle(&mut self, obstacle: InTheWay) -> u32 {
        *self.by_obstacle.entry(obstacle).or_insert_with_key(|obstacle| {
            self.obstacles.push(obstacle.clone());
            (self.obstacles.len() - 1) as u32
        })
    }

    /// Whether a row was refused.
    pub(crate) fn has_refused(&self) -> bool {
        self.kinds.iter().any(|(_, _, says)| says.outcome.class() == Class::Refused)
    }

    /// All rows that would have changed something, or rest on that, are rolled back.
    fn roll_back(&mut self) {
        let is_gone = |says: &Says| says.outcome.class() == Class::Changed || says.rests_on_change;
        let gone: Vec<bool> = self.kinds.iter().map(|(_, _, says)| is_gone(says)).collect();
        for (kind, seat) in self.kind.iter().zip(&mut self.seat) {
            if gone.get(*kind as usize) == Some(&true) {
                *seat = 0;
            }
        }
        for ((_, _, says), gone) in self.kinds.iter_mut().zip(gone) {
            says.change = None;
            if gone {
                *says = Says::only(Outcome::RolledBack);
            }
        }
    }

    /// The rows as a report keeps them; `undone` if an atomic request failed.
    pub(crate) fn finish(
        mut self,
        parts: &Parts<'_>,
        pools: &Pools,
        names: &Names,
        undone: bool,
    ) -> Result<Rows> {
        if undone {
            self.roll_back();
        }
        let mut pools_named = Vec::new();
        let mut by_pool: NumberMap<u32, u32> = NumberMap::default();
        let mut kinds = Vec::with_capacity(self.kinds.len());
        for (op, column, says) in self.kinds {
            let situation = match says.situation {
                NO_SITUATION => None,
                number => Some(*pools.situation(number)?),
            };
            let pool = match situation {
                Some(situation) => Some(match by_pool.get(&situation.pool) {
                    Some(at) => *at,
                    None => {
                        let facts = pools.pool(situation.pool)?;
                        pools_named
                            .push(PoolName { id: facts.record.pool.id.clone(), ..PoolName::default() });
                        by_pool.insert(situation.pool, (pools_named.len() - 1) as u32);
                        (pools_named.len() - 1) as u32
                    }
                }),
                None => None,
            };
            let place = |held: Held| names.place(parts, pools, held);
            let change =
                says.change.map(|(was, now)| Ok(Box::new((place(was)?, place(now)?)))).transpose()?;
            kinds.push(RowKind {
                holder: parts.columns.get(column as usize).map_or(HolderKind::User, |column| column.holder),
                op,
                outcome: says.outcome,
                product: column,
                pool,
                started_on: situation.and_then(|situation| situation.seen.standing.started_on),
                ends_on: situation.and_then(|situation| situation.seen.ends_on),
                source: says.source.and_then(|source| parts.sources.get(&source).cloned()),
                previous_state: says.previous,
                in_the_way: says.in_the_way,
                plans_off: names.plans(says.plans_off),
                change,
            });
        }
        let part = |part: &PartFacts<'_>| Part {
            first: part.first,
            targets: Arc::clone(&part.targets),
            products: part.columns.len(),
        };
        let mut rows = Rows {
            parts: parts.all.iter().map(part).collect(),
            kinds,
            kind: self.kind,
            seat: self.seat,
            names: parts.columns.iter().map(|column| column.id.clone()).collect(),
            pools: pools_named,
            obstacles: self.obstacles,
            waiting: HashMap::new(),
        };
        rows.find_waiting();
        Ok(rows)
    }
}

/// Names of what rows say by number: sets of sources and of plans.
pub(crate) struct Names {
    sources: Vec<Vec<u32>>,
    plans: Vec<Vec<String>>,
}

impl Names {
    fn plans(&self, set: u32) -> Vec<String> {
        self.plans.get(set as usize).cloned().unwrap_or_default()
    }

    fn place(&self, parts: &Parts<'_>, pools: &Pools, held: Held) -> Result<Place> {
        let standing = pools.situation(held.situation)?.standing;
        let sources = self.sources.get(held.sources as usize).into_iter().flatten();
        Ok(Place {
            state: standing.state,
            started_on: standing.started_on,
            end_by_duration: standing.end_by_duration,
            sources: sources.filter_map(|source| parts.sources.get(source).cloned()).collect(),
            plans_off: self.plans(held.plans_off),
        })
    }
}

impl Draft<'_> {
    /// Looks up what rows mention by number.
    pub(super) fn names(&mut self) -> Result<Names> {
        let changes: Vec<(Held, Held)> = self.rows.says().filter_map(|says| says.change).collect();
        let mut sets: Vec<u32> = changes.iter().flat_map(|(was, now)| [was.sources, now.sources]).collect();
        sets.sort_unstable();
        sets.dedup();
        for set in sets {
            for source in self.sources.get(set).to_vec() {
                self.learn_sources(Some(source))?;
            }
        }
        let mut plans = Vec::with_capacity(self.plans_off.all.len());
        for set in &self.plans_off.all {
            plans.push(set.iter().map(|plan| self.view.plan_id(*plan)).collect::<Result<_>>()?);
        }
        Ok(Names { sources: self.sources.all.clone(), plans })
    }

    /// Answers a row.
    pub(super) fn say(&mut self, at: At, says: Says, seat: u32) -> Result<()> {
        self.learn_sources(says.source)?;
        if !self.units.is_empty() && says.outcome.class() == Class::Refused {
            self.units.breaks(at);
        }
        self.rows.set(at.row as usize, at.op, at.column, says, seat);
        Ok(())
    }

    /// Refuses a row, with what is in the way.
    pub(super) fn refuse(&mut self, at: At, outcome: Outcome, obstacle: Option<InTheWay>) -> Result<()> {
        let in_the_way = obstacle.map(|obstacle| self.rows.obstacle(obstacle));
        self.say(at, Says { in_the_way, ..Says::only(outcome) }, 0)
    }

    /// Rows may name groups that the request did not: those that a seat came through.
    pub(super) fn learn_sources(&mut self, source: Option<u32>) -> Result<()> {
        if let Some(source) = source
            && source != DIRECT
            && !self.parts.sources.contains_key(&source)
        {
            let id = self.view.group_record(source.saturating_sub(1))?.id;
            self.parts.sources.insert(source, crate::report::Source::Group(id));
        }
        Ok(())
    }

    /// The id of the group behind a source.
    pub(super) fn group_of(&mut self, source: u32) -> Result<Option<String>> {
        self.learn_sources(Some(source))?;
        Ok(match self.parts.sources.get(&source) {
            Some(crate::report::Source::Group(id)) => Some(id.clone()),
            _ => None,
        })
    }

    /// The refusals that every operation begins with: said before, and nobody of that name. Answers whether one fits.
    pub(super) fn refuse_repeat_or_stranger(&mut self, at: At) -> Result<bool> {
        if at.user == NOBODY && self.part(at)?.item.who == Who::Seat {
            self.say(at, Says::only(Outcome::NotAssigned), 0)?;
            return Ok(true);
        }
        let gives = matches!(at.op, Op::Assign | Op::Reuse);
        let first = match self.repeats.as_ref().filter(|_| gives) {
            Some(repeats) => !repeats.contains(&at.row),
            None => self.is_first(at)?,
        };
        if !first {
            self.refuse(at, Outcome::DuplicateInRequest, None)?;
        } else if at.user == NOBODY {
            self.refuse(at, Outcome::UserNotFound, None)?;
        }
        Ok(!first || at.user == NOBODY)
    }

    /// Whether a row is the first one that asks this for its target, through what it comes through.
    pub(super) fn is_first(&mut self, at: At) -> Result<bool> {
        let source = self.source(at);
        if at.user == NOBODY {
            let op_class = if at.op == Op::Reuse { Op::Assign } else { at.op };
            let id = self.part(at)?.targets.get(at.target as usize).to_owned();
            return Ok(self.rows.strangers.insert((id, at.column, op_class, source)));
        }
        self.slots_of(at)?.is_first(at.slot, at.op, source)
    }

    /// Whether a row names a chosen member that is no member.
    pub(super) fn is_stranger(&self, at: At) -> bool {
        self.part(at).is_ok_and(|part| part.strangers.contains(&at.target))
    }

    /// Refuses a chosen member that is no member.
    pub(super) fn refuse_non_member(&mut self, at: At) -> Result<()> {
        let group = self.group_of(self.source(at))?;
        self.refuse(at, Outcome::NotInGroup, Some(InTheWay { group, ..InTheWay::default() }))
    }

    pub(super) fn source(&self, at: At) -> u32 {
        self.part(at).map_or(DIRECT, |part| part.source)
    }
}
