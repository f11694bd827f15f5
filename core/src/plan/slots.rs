//! What every user of a request has of every product that it names, and how that changes row by row.

use super::judge::Judging;
use super::parts::PartFacts;
use super::pools::{NO_SITUATION, Pools};
use super::{At, Draft};
use crate::error::{Error, Result};
use crate::layout::holdings::BLOCK;
use crate::layout::users::NOBODY;
use crate::request::Op;
use crate::seat::{HolderKind, SeatState};
use crate::view::View;
use std::collections::{HashMap, HashSet};

/// What one user (or group, or org) has of one product.
#[allow(clippy::struct_excessive_bools, reason = "independent marks of one row each")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    /// Of the seat that he holds, or none.
    pub situation: u32,
    /// Index of the seat in its pool.
    pub seat: u32,
    /// What it came through: position among the plan's sets of sources.
    pub sources: u32,
    /// Plans that are switched off: position among the plan's sets of plans.
    pub plans_off: u32,
    /// Source number plus one of the first row that asks to give, 0 for none yet; likewise for the other operations.
    given: u32,
    taken: u32,
    started: u32,
    /// Whether what he has differs from what is stored.
    pub changed: bool,
    /// An earlier row of this request gets him a seat that is not chosen yet.
    pub promised: bool,
    /// A row of this request found no seat for him.
    pub short: bool,
    /// A row of this request gave him a seat.
    pub given_new: bool,
    /// A row of this request said which plans shall be off.
    pub plans_said: bool,
    /// What will be off if a row that is still to be judged stands: position among the plan's sets of plans, plus one.
    pub going_off: u32,
}

/// Sets of numbers, each once; the first one is empty.
pub(crate) struct Sets {
    pub all: Vec<Vec<u32>>,
    by_set: HashMap<Vec<u32>, u32>,
    last: u32,
    last_with: Option<((u32, u32), u32)>,
}

impl Default for Sets {
    fn default() -> Self {
        Self { all: vec![Vec::new()], by_set: HashMap::from([(Vec::new(), 0)]), last: 0, last_with: None }
    }
}

impl Sets {
    pub(crate) fn number(&mut self, set: &[u32]) -> u32 {
        if self.all.get(self.last as usize).is_some_and(|last| last == set) {
            return self.last;
        }
        self.last = self.find_or_add(set);
        self.last
    }

    fn find_or_add(&mut self, set: &[u32]) -> u32 {
        if let Some(number) = self.by_set.get(set) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.all.push(set.to_vec());
        self.by_set.insert(set.to_vec(), number);
        number
    }

    pub(crate) fn get(&self, number: u32) -> &[u32] {
        self.all.get(number as usize).map_or(&[], Vec::as_slice)
    }

    /// The set with a number more.
    pub(crate) fn with(&mut self, number: u32, source: u32) -> u32 {
        if self.get(number).contains(&source) {
            return number;
        }
        if let Some((known, result)) = self.last_with
            && known == (number, source)
        {
            return result;
        }
        let result = self.with_new(number, source);
        self.last_with = Some(((number, source), result));
        result
    }

    fn with_new(&mut self, number: u32, source: u32) -> u32 {
        let mut set = self.get(number).to_vec();
        match set.binary_search(&source) {
            Ok(_) => number,
            Err(at) => {
                set.insert(at, source);
                self.number(&set)
            }
        }
    }

    /// The set with a number less.
    pub(crate) fn without(&mut self, number: u32, source: u32) -> u32 {
        let set: Vec<u32> = self.get(number).iter().copied().filter(|own| *own != source).collect();
        self.number(&set)
    }
}

/// What somebody shall hold of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeatHolding {
    pub kind: HolderKind,
    pub holder: u32,
    pub product: u32,
    /// [`NO_SITUATION`] is nothing.
    pub situation: u32,
    pub seat: u32,
    /// Position in [`super::Plan::sources`].
    pub sources: u32,
    /// Position in [`super::Plan::plans_off`].
    pub plans_off: u32,
}

/// What the users (or groups, or orgs) of a request have of one product.
#[derive(Clone)]
pub(crate) struct Slots {
    holder: HolderKind,
    product: u32,
    /// Numbers of users, ascending.
    users: Vec<u32>,
    states: Vec<Slot>,
    /// Where users lie between the lowest and highest number, if that is worth a table.
    table: Option<Vec<u32>>,
    /// Further (slot, operation, source) that rows named.
    more: HashSet<(u32, Op, u32)>,
    /// Seats that a user held until their last day passed; they are written down when he gets another.
    lapsed: HashMap<u32, (u32, u32)>,
}

impl Slots {
    pub(super) fn new(holder: HolderKind, product: u32, mut users: Vec<u32>) -> Self {
        users.retain(|user| *user != NOBODY);
        users.sort_unstable();
        users.dedup();
        let empty = Slot {
            situation: NO_SITUATION,
            seat: 0,
            sources: 0,
            plans_off: 0,
            given: 0,
            taken: 0,
            started: 0,
            changed: false,
            promised: false,
            short: false,
            given_new: false,
            plans_said: false,
            going_off: 0,
        };
        let states = vec![empty; users.len()];
        let table = match (users.first(), users.last()) {
            (Some(first), Some(last)) if users.len() > 64 && ((last - first) as usize) < 4 * users.len() => {
                let mut table = vec![0; (last - first) as usize + 1];
                for (at, user) in (0_u32..).zip(&users) {
                    if let Some(place) = table.get_mut((user - first) as usize) {
                        *place = at;
                    }
                }
                Some(table)
            }
            _ => None,
        };
        Self { holder, product, users, states, table, more: HashSet::new(), lapsed: HashMap::new() }
    }

    pub(super) fn product(&self) -> u32 {
        self.product
    }

    pub(super) fn holder(&self) -> HolderKind {
        self.holder
    }

    /// Everybody who holds a seat.
    pub(super) fn holders(&self) -> impl Iterator<Item = u32> + '_ {
        let held = |(_, slot): &(&u32, &Slot)| slot.situation != NO_SITUATION;
        self.users.iter().zip(&self.states).filter(held).map(|(user, _)| *user)
    }

    /// The position of a user's slot.
    pub(crate) fn position(&self, user: u32) -> Option<u32> {
        match (&self.table, self.users.first()) {
            (Some(table), Some(first)) => table.get(user.checked_sub(*first)? as usize).copied(),
            _ => self.users.binary_search(&user).ok().map(|at| at as u32),
        }
    }

    pub(crate) fn get(&self, position: u32) -> Option<&Slot> {
        self.states.get(position as usize)
    }

    pub(crate) fn get_mut(&mut self, position: u32) -> Result<&mut Slot> {
        self.states
            .get_mut(position as usize)
            .ok_or_else(|| Error::internal("a plan names a user that it does not have"))
    }

    /// Whether a row with this operation and source is the first one for the user.
    pub(crate) fn is_first(&mut self, position: u32, op: Op, source: u32) -> Result<bool> {
        // Giving a new seat and giving a started one are the same wish.
        let op = if op == Op::Reuse { Op::Assign } else { op };
        let slot = self.get_mut(position)?;
        let first = match op {
            Op::Assign | Op::Reuse => &mut slot.given,
            Op::Revoke => &mut slot.taken,
            Op::Start => &mut slot.started,
            _ => return Ok(self.more.insert((position, op, source))),
        };
        if *first == 0 {
            *first = source + 1;
            return Ok(true);
        }
        Ok(*first != source + 1 && self.more.insert((position, op, source)))
    }

    /// Forgets what rows that did not stand were to switch off.
    pub(super) fn forget_hopes(&mut self) {
        for slot in &mut self.states {
            slot.going_off = 0;
        }
    }

    /// Users for whom there was no seat, and users who are given one.
    pub(crate) fn demand(&self) -> (u64, u64) {
        self.states.iter().fold((0, 0), |(missing, given), slot| {
            (missing + u64::from(slot.short), given + u64::from(slot.given_new))
        })
    }

    /// The seat that a user held until it ended, once.
    pub(crate) fn take_lapsed(&mut self, position: u32) -> Option<(u32, u32)> {
        if self.lapsed.is_empty() { None } else { self.lapsed.remove(&position) }
    }

    /// What shall be held differently from what is stored.
    pub(crate) fn changes(&self) -> impl Iterator<Item = SeatHolding> + '_ {
        self.users.iter().zip(&self.states).filter(|(_, slot)| slot.changed).map(|(user, slot)| SeatHolding {
            kind: self.holder,
            holder: *user,
            product: self.product,
            situation: slot.situation,
            seat: slot.seat,
            sources: slot.sources,
            plans_off: slot.plans_off,
        })
    }

    /// Reads what is held, block by block.
    pub(super) fn read(
        &mut self,
        view: View<'_>,
        pools: &mut Pools,
        sources: &mut Sets,
        plans_off: &mut Sets,
        day: crate::Day,
    ) -> Result<()> {
        let mut at = 0;
        while let Some(user) = self.users.get(at) {
            let block = user / BLOCK;
            let held = view.holdings(self.holder, block, self.product)?;
            while let Some(user) = self.users.get(at).copied().filter(|user| user / BLOCK == block) {
                if let Some((terms, seat)) = held.get((user % BLOCK) as u8) {
                    let situation = pools.stored(view, terms.pool, seat, day)?;
                    if pools.situation(situation)?.seen.state == SeatState::Expired {
                        self.lapsed.insert(at as u32, (situation, seat));
                    } else if let Some(slot) = self.states.get_mut(at) {
                        slot.situation = situation;
                        slot.seat = seat;
                        slot.sources = sources.number(&terms.sources);
                        slot.plans_off = plans_off.number(&terms.plans_off);
                    }
                }
                at += 1;
            }
        }
        Ok(())
    }
}

impl<'a> Draft<'a> {
    /// Reads what every user has of every product that is asked for him.
    pub(super) fn read_slots(&mut self) -> Result<()> {
        let mut users: Vec<Vec<u32>> = vec![Vec::new(); self.parts.columns.len()];
        for part in &self.parts.all {
            for column in &part.columns {
                if let Some(users) = users.get_mut(*column) {
                    users.extend_from_slice(&part.numbers);
                }
            }
        }
        let mut judging = Judging::new(self)?;
        for (product, holders) in judging.as_mut().map(Judging::held).unwrap_or_default() {
            let column = self.parts.column(self.view, HolderKind::User, product)?;
            users.resize(self.parts.columns.len().max(users.len()), Vec::new());
            if let Some(users) = users.get_mut(column) {
                users.extend(holders);
            }
        }
        for (column, users) in self.parts.columns.iter().zip(users) {
            let mut slots = Slots::new(column.holder, column.product, users);
            let (sources, plans_off) = (&mut self.sources, &mut self.plans_off);
            slots.read(self.view, &mut self.pools, sources, plans_off, self.options.on)?;
            self.slots.push(slots);
        }
        if let Some(judging) = &mut judging {
            judging.note_held(&self.slots);
        }
        self.judging = judging;
        self.pools.forget_blocks();
        Ok(())
    }

    /// What the row's user has of its product.
    pub(super) fn slot(&mut self, at: At) -> Result<&mut Slot> {
        self.slots_of(at)?.get_mut(at.slot)
    }

    /// What all users have of the row's product.
    pub(super) fn slots_of(&mut self, at: At) -> Result<&mut Slots> {
        self.slots.get_mut(at.column as usize).ok_or_else(|| Error::internal("a row has no slots"))
    }

    pub(super) fn part(&self, at: At) -> Result<&PartFacts<'a>> {
        self.parts.all.get(at.part as usize).ok_or_else(|| Error::internal("a row has no part"))
    }

    /// The kind of the row's user: position among [`super::people::Kinds`].
    pub(super) fn kind(&self, at: At) -> u32 {
        self.parts.kind(at.part as usize, at.target as usize)
    }
}
