//! What every user of a request has of every product that it names, and how that changes row by row.

use super::holdings::SeatHolding;
use super::judge::Judging;
use super::parts::PartFacts;
use super::pools::{NO_SITUATION, Pools};
use super::{At, Draft};
use crate::error::{Error, Result};
use crate::layout::holdings::{BLOCK, Terms};
use crate::layout::users::NOBODY;
use crate::maps::{NumberMap, NumberSet};
use crate::request::Op;
use crate::seat::{HolderKind, SeatState};
use crate::view::View;
use std::ops::Range;

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
    /// What the first row asks that is about him, and what it comes through.
    asked: Option<Op>,
    first: u32,
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
}

impl Slot {
    const EMPTY: Self = Self {
        situation: NO_SITUATION,
        seat: 0,
        sources: 0,
        plans_off: 0,
        asked: None,
        first: 0,
        changed: false,
        promised: false,
        short: false,
        given_new: false,
        plans_said: false,
    };

    /// Whether a row asked for anything.
    pub(super) fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Notes the first row, which asks to give, with what it comes through.
    pub(super) fn give(&mut self, source: u32) {
        (self.asked, self.first) = (Some(Op::Assign), source);
    }

    /// Notes the first row, which asks to take back, with what it comes through.
    pub(super) fn take(&mut self, source: u32) {
        (self.asked, self.first) = (Some(Op::Revoke), source);
    }

    /// Leaves nothing of the seat.
    pub(super) fn leave(&mut self) {
        (self.situation, self.sources, self.plans_off, self.changed) = (NO_SITUATION, 0, 0, true);
    }
}

/// Sets of numbers, each once; the first one is empty.
pub(crate) struct Sets {
    pub all: Vec<Vec<u32>>,
    by_set: NumberMap<Vec<u32>, u32>,
    last: u32,
    last_with: Option<((u32, u32), u32)>,
}

impl Default for Sets {
    fn default() -> Self {
        Self {
            all: vec![Vec::new()],
            by_set: NumberMap::from_iter([(Vec::new(), 0)]),
            last: 0,
            last_with: None,
        }
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

/// What the users (or groups, or orgs) of a request have of one product.
pub(crate) struct Slots {
    holder: HolderKind,
    product: u32,
    /// Numbers of users in the order in which the request names them, so that its rows find them one after the other.
    users: Vec<u32>,
    states: Vec<Slot>,
    /// Positions in ascending order of the users' numbers.
    order: Vec<u32>,
    /// Positions plus one from the lowest to the highest number, if that is worth a table.
    table: Option<(u32, Vec<u32>)>,
    /// Further (slot, operation, source) that rows named.
    more: NumberSet<(u32, Op, u32)>,
    /// What will be off if a row that is still to be judged stands: by slot, position among the plan's sets of plans.
    going_off: NumberMap<u32, u32>,
    /// Seats that a user held until their last day passed; they are written down when he gets another.
    lapsed: NumberMap<u32, (u32, u32)>,
}

impl Slots {
    /// Slots for those who are named, each once.
    pub(super) fn new(holder: HolderKind, product: u32, named: &[u32]) -> Self {
        let (users, order, table) = match table_range(named) {
            Some((first, length)) => by_table(named, first, length),
            None => by_sorting(named),
        };
        let states = vec![Slot::EMPTY; users.len()];
        Self {
            holder,
            product,
            users,
            states,
            order,
            table,
            more: NumberSet::default(),
            going_off: NumberMap::default(),
            lapsed: NumberMap::default(),
        }
    }

    pub(super) fn product(&self) -> u32 {
        self.product
    }

    pub(super) fn holder(&self) -> HolderKind {
        self.holder
    }

    /// Users with their slots, in ascending order of their numbers.
    pub(super) fn ascending(&self) -> impl Iterator<Item = (u32, &Slot)> + '_ {
        self.order
            .iter()
            .filter_map(|at| Some((*self.users.get(*at as usize)?, self.states.get(*at as usize)?)))
    }

    /// How many slots there are.
    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    /// Everybody who holds a seat, in ascending order.
    pub(super) fn holders(&self) -> impl Iterator<Item = u32> + '_ {
        self.ascending().filter(|(_, slot)| slot.situation != NO_SITUATION).map(|(user, _)| user)
    }

    /// The position of a user's slot.
    pub(crate) fn position(&self, user: u32) -> Option<u32> {
        match &self.table {
            Some((first, table)) => table.get(user.checked_sub(*first)? as usize)?.checked_sub(1),
            None => {
                let number_at = |at: &u32| self.users.get(*at as usize).copied().unwrap_or(NOBODY);
                let found = self.order.binary_search_by_key(&user, number_at).ok()?;
                self.order.get(found).copied()
            }
        }
    }

    /// How many of these users, from the first one on, have their slots one after the other from this one on.
    pub(super) fn follow(&self, users: &[u32], from: u32) -> usize {
        let slots = self.users.get(from as usize..).unwrap_or_default();
        users.iter().zip(slots).take_while(|(user, slot)| user == slot).count()
    }

    /// Slots one after the other.
    pub(crate) fn run(&mut self, from: u32, count: usize) -> Result<(&[u32], &mut [Slot])> {
        let range = from as usize..from as usize + count;
        match (self.users.get(range.clone()), self.states.get_mut(range)) {
            (Some(users), Some(slots)) => Ok((users, slots)),
            _ => Err(Error::internal("a plan names users that it does not have")),
        }
    }

    /// Whether somebody has a seat that ended.
    pub(crate) fn has_lapsed(&self) -> bool {
        !self.lapsed.is_empty()
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
        if slot.asked.is_none() {
            (slot.asked, slot.first) = (Some(op), source);
            return Ok(true);
        }
        // Most are asked for one thing through one source: that much is noted in place.
        let is_known = slot.asked == Some(op) && slot.first == source;
        Ok(!is_known && self.more.insert((position, op, source)))
    }

    /// Forgets what rows that did not stand were to switch off.
    pub(super) fn forget_hopes(&mut self) {
        self.going_off.clear();
    }

    /// Plans that will be off if a row that is still to be judged stands.
    pub(super) fn going_off(&self, position: u32) -> Option<u32> {
        if self.going_off.is_empty() { None } else { self.going_off.get(&position).copied() }
    }

    /// Notes them; `None` if no such row is left.
    pub(super) fn set_going_off(&mut self, position: u32, plans: Option<u32>) {
        match plans {
            Some(plans) => self.going_off.insert(position, plans),
            None => self.going_off.remove(&position),
        };
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

    /// Whether anybody shall have something else than what is stored.
    pub(super) fn has_changed(&self) -> bool {
        self.states.iter().any(|slot| slot.changed)
    }

    /// What shall be held differently from what is stored, in ascending order of holders.
    pub(super) fn changes(&self) -> impl Iterator<Item = SeatHolding> + '_ {
        self.changes_in(0..self.order.len())
    }

    /// The same of some holders: a range of their ascending order.
    pub(super) fn changes_in(&self, range: Range<usize>) -> impl Iterator<Item = SeatHolding> + '_ {
        let order = self.order.get(range).unwrap_or_default();
        let slots = order.iter().map(|at| *at as usize);
        let slots = slots.filter_map(|at| Some((*self.users.get(at)?, self.states.get(at)?)));
        slots.filter(|(_, slot)| slot.changed).map(|(user, slot)| SeatHolding {
            kind: self.holder,
            holder: user,
            product: self.product,
            situation: slot.situation,
            seat: slot.seat,
            sources: slot.sources,
            plans_off: slot.plans_off,
        })
    }

    /// Calls `visit` with the blocks of holders, ascending, and which range of their order each one is.
    pub(super) fn each_block(&self, mut visit: impl FnMut(u32, Range<usize>)) {
        let block_of = |at: &u32| self.users.get(*at as usize).map_or(u32::MAX, |user| user / BLOCK);
        let mut from = 0;
        for own in self.order.chunk_by(|one, other| block_of(one) == block_of(other)) {
            visit(own.first().map_or(u32::MAX, block_of), from..from + own.len());
            from += own.len();
        }
    }

    /// Reads what is held, block by block; what was noted of rows is forgotten.
    pub(super) fn read(
        &mut self,
        view: View<'_>,
        pools: &mut Pools,
        sources: &mut Sets,
        plans_off: &mut Sets,
        day: crate::Day,
    ) -> Result<()> {
        self.states.fill(Slot::EMPTY);
        self.more.clear();
        self.going_off.clear();
        self.lapsed.clear();
        let users = &self.users;
        let number_at = |at: u32| users.get(at as usize).copied().unwrap_or(NOBODY);
        for of_block in self.order.chunk_by(|one, other| number_at(*one) / BLOCK == number_at(*other) / BLOCK)
        {
            let Some(block) = of_block.first().map(|at| number_at(*at) / BLOCK) else { continue };
            let held = view.holdings(self.holder, block, self.product)?;
            if held.held.is_empty() {
                continue;
            }
            // What many seats have in common is looked up once for all of a block.
            let mut common = Vec::with_capacity(held.terms.len());
            for Terms { pool, sources: through, plans_off: off } in &held.terms {
                let situation = pools.all_held_alike(view, *pool, day)?;
                common.push((*pool, situation, sources.number(through), plans_off.number(off)));
            }
            let mut stored = held.held.iter().peekable();
            for at in of_block.iter().copied() {
                let low = (number_at(at) % BLOCK) as u8;
                while stored.next_if(|held| held.low < low).is_some() {}
                let Some(own) = stored.next_if(|held| held.low == low) else { continue };
                let lost = || Error::corrupt("a holding has no terms");
                let (pool, alike, sources, plans_off) =
                    *common.get(usize::from(own.terms)).ok_or_else(lost)?;
                let situation = match alike {
                    Some(situation) => situation,
                    None => pools.stored(view, pool, own.seat, day)?,
                };
                if pools.situation(situation)?.seen.state == SeatState::Expired {
                    self.lapsed.insert(at, (situation, own.seat));
                } else if let Some(slot) = self.states.get_mut(at as usize) {
                    (slot.situation, slot.seat) = (situation, own.seat);
                    (slot.sources, slot.plans_off) = (sources, plans_off);
                }
            }
        }
        Ok(())
    }
}

/// The lowest number and how many there are up to the highest one, if a table of so many is not too large for what it holds.
fn table_range(named: &[u32]) -> Option<(u32, usize)> {
    let known = || named.iter().copied().filter(|user| *user != NOBODY);
    let (first, last) = (known().min()?, known().max()?);
    let length = (last - first) as usize + 1;
    (named.len() > 64 && length < 4 * named.len()).then_some((first, length))
}

/// Users in the order in which they are named first, their positions in ascending order, and by number.
type Named = (Vec<u32>, Vec<u32>, Option<(u32, Vec<u32>)>);

fn by_table(named: &[u32], first: u32, length: usize) -> Named {
    let mut table = vec![0_u32; length];
    let mut users = Vec::with_capacity(named.len());
    for user in named {
        // Whoever is nobody lies beyond the table.
        if let Some(place) = table.get_mut(user.wrapping_sub(first) as usize).filter(|place| **place == 0) {
            users.push(*user);
            *place = users.len() as u32;
        }
    }
    let order = table.iter().filter_map(|place| place.checked_sub(1)).collect();
    (users, order, Some((first, table)))
}

fn by_sorting(named: &[u32]) -> Named {
    let mut mentions: Vec<(u32, u32)> =
        named.iter().copied().zip(0..).filter(|(user, _)| *user != NOBODY).collect();
    mentions.sort_unstable();
    mentions.dedup_by_key(|(user, _)| *user);
    mentions.sort_unstable_by_key(|(_, at)| *at);
    let users: Vec<u32> = mentions.into_iter().map(|(user, _)| user).collect();
    let mut order: Vec<u32> = (0..users.len() as u32).collect();
    order.sort_unstable_by_key(|at| users.get(*at as usize).copied());
    (users, order, None)
}

/// What all users have of the product of a column.
pub(super) fn column_of(slots: &mut [Slots], column: usize) -> Result<&mut Slots> {
    slots.get_mut(column).ok_or_else(|| Error::internal("a row has no slots"))
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
            self.slots.push(Slots::new(column.holder, column.product, &users));
        }
        self.read_held()?;
        if let Some(judging) = &mut judging {
            judging.note_held(&self.slots);
        }
        self.judging = judging;
        self.find_straight();
        Ok(())
    }

    /// Reads what is held of every product, as it was before the request.
    pub(super) fn read_held(&mut self) -> Result<()> {
        for slots in &mut self.slots {
            let (sources, plans_off) = (&mut self.sources, &mut self.plans_off);
            slots.read(self.view, &mut self.pools, sources, plans_off, self.options.on)?;
        }
        self.pools.forget_blocks();
        Ok(())
    }

    /// What the row's user has of its product.
    pub(super) fn slot(&mut self, at: At) -> Result<&mut Slot> {
        self.slots_of(at)?.get_mut(at.slot)
    }

    /// What all users have of the row's product.
    pub(super) fn slots_of(&mut self, at: At) -> Result<&mut Slots> {
        column_of(&mut self.slots, at.column as usize)
    }

    pub(super) fn part(&self, at: At) -> Result<&PartFacts<'a>> {
        self.parts.all.get(at.part as usize).ok_or_else(|| Error::internal("a row has no part"))
    }

    /// The kind of the row's user: position among [`super::people::Kinds`].
    pub(super) fn kind(&self, at: At) -> u32 {
        self.parts.kind(at.part as usize, at.target as usize)
    }
}
