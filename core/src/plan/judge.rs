//! The rules that are about everything a user has: what excludes what, and what needs what. Judged on the end state of the whole
//! request: exclusions row by row against what was taken back and given so far, prerequisites when all rows are judged.

mod alike;
mod end;

use super::pools::NO_SITUATION;
use super::rows::Says;
use super::slots::{Sets, Slot, Slots};
use super::{At, Draft};
use crate::access::Access;
use crate::error::{Error, Result};
use crate::layout::holdings::{self, BLOCK};
use crate::layout::users::NOBODY;
use crate::maps::NumberMap;
use crate::outcome::Class;
use crate::plant;
use crate::report::InTheWay;
use crate::request::Op;
use crate::rules::exclusion;
use crate::rules::shape::{Rules, Shape, Thing};
use crate::seat::HolderKind;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// What the rules need to know of the users of a request.
pub(super) struct Judging {
    rules: Rules,
    shapes: Vec<Shape>,
    by_key: NumberMap<(u32, u32), usize>,
    /// Users of whom something is asked that rules are about, ascending.
    users: Vec<u32>,
    /// Products that matter to them beyond those of the request, and who holds them.
    held: BTreeMap<u32, Vec<u32>>,
    /// By user: columns in which he had a seat before, and those in which a row gives him one.
    had: Lists,
    given: NumberMap<usize, Vec<u32>>,
    /// By user: products that he has without a seat of his own, as shapes.
    derived: NumberMap<usize, Vec<usize>>,
    /// Where what the rules say depends only on what users had before.
    alike: Option<alike::UsersAlike>,
    /// Access to products that matter, of those that can be had without a seat of one's own.
    access: Vec<(u32, Access)>,
    /// Rows that gave something or switched plans, by column and slot, with what was there before.
    gave: NumberMap<(u32, u32), (At, Slot)>,
    /// Rows that took something away, by user.
    took: NumberMap<usize, Vec<(At, Slot)>>,
    /// Rows for which there was no seat.
    starved: Vec<At>,
}

/// A row that the rules refuse after all.
pub(super) struct Refused {
    pub row: u32,
    pub says: Says,
    pub seat: u32,
}

impl Judging {
    /// `None` if no rule is about anything in the request.
    pub(super) fn new(draft: &Draft<'_>) -> Result<Option<Self>> {
        let view = draft.view;
        let rules = view.rules()?;
        if rules.is_empty() {
            return Ok(None);
        }
        let mut touched = BTreeSet::new();
        let mut users: Vec<u32> = Vec::new();
        for part in draft.parts.all.iter().filter(|part| part.holder == HolderKind::User) {
            let columns = part.columns.iter().filter_map(|at| draft.parts.columns.get(*at));
            let own: Vec<u32> = columns
                .map(|column| column.product)
                .filter(|product| !rules.shape(*product, &[]).is_empty())
                .collect();
            if !own.is_empty() {
                users.extend(part.numbers.iter().filter(|user| **user != NOBODY));
                touched.extend(own);
            }
        }
        if touched.is_empty() {
            return Ok(None);
        }
        users.sort_unstable();
        users.dedup();
        let touched: Vec<u32> = touched.into_iter().collect();
        let matter: BTreeSet<u32> = rules.related(&touched).into_iter().chain(touched).collect();
        let mut access = Vec::new();
        for product in &matter {
            access.extend(Access::new(view, *product, draft.options.on)?.map(|own| (*product, own)));
        }
        let held = held_by(view, &users, &matter)?;
        Ok(Some(Self {
            rules,
            shapes: Vec::new(),
            by_key: NumberMap::default(),
            had: Lists::default(),
            given: NumberMap::default(),
            derived: NumberMap::default(),
            alike: None,
            users,
            held,
            access,
            gave: NumberMap::default(),
            took: NumberMap::default(),
            starved: Vec::new(),
        }))
    }

    /// Products that matter, with the users of the request who hold them.
    pub(super) fn held(&mut self) -> BTreeMap<u32, Vec<u32>> {
        std::mem::take(&mut self.held)
    }

    /// Notes who has what, once it is read.
    pub(super) fn note_held(&mut self, slots: &[Slots]) {
        let mut had = Vec::new();
        for (column, slots) in (0_u32..).zip(slots).filter(|(_, slots)| slots.holder() == HolderKind::User) {
            if !self.rules.shape(slots.product(), &[]).is_empty() {
                let known = |user| self.users.binary_search(&user).ok();
                had.extend(slots.holders().filter_map(known).map(|user| (user, column)));
            }
        }
        self.had = Lists::new(self.users.len(), &had);
    }

    /// Begins again with what was there before.
    pub(super) fn reset(&mut self) {
        self.given.clear();
        self.gave.clear();
        self.took.clear();
        self.starved.clear();
    }

    fn shape(&mut self, product: u32, plans: u32, sets: &Sets) -> usize {
        if let Some(at) = self.by_key.get(&(product, plans)) {
            return *at;
        }
        self.shapes.push(self.rules.shape(product, sets.get(plans)));
        self.by_key.insert((product, plans), self.shapes.len() - 1);
        self.shapes.len() - 1
    }

    fn user(&self, user: u32) -> Option<usize> {
        self.users.binary_search(&user).ok()
    }
}

/// A list for each of many.
#[derive(Default)]
struct Lists {
    /// Where each list begins; one more than there are lists.
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    /// Lists of what was noted for each, in the order in which it was noted.
    fn new(lists: usize, noted: &[(usize, u32)]) -> Self {
        let mut starts = vec![0_u32; lists + 1];
        for (at, _) in noted {
            if let Some(next) = starts.get_mut(at + 1) {
                *next += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut ends, mut all) = (starts.clone(), vec![0; noted.len()]);
        for (at, value) in noted {
            if let Some(end) = ends.get_mut(*at)
                && let Some(place) = all.get_mut(*end as usize)
            {
                *place = *value;
                *end += 1;
            }
        }
        Self { starts, all }
    }

    fn of(&self, at: usize) -> &[u32] {
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(from, to)| self.all.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}

/// Who of some users holds which of some products.
fn held_by(view: View<'_>, users: &[u32], products: &BTreeSet<u32>) -> Result<BTreeMap<u32, Vec<u32>>> {
    let mut held: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for of_block in users.chunk_by(|one, other| one / BLOCK == other / BLOCK) {
        let Some(block) = of_block.first().map(|user| user / BLOCK) else { continue };
        holdings::each_product(view.reader, HolderKind::User, block, |product, holdings| {
            if products.contains(&product) {
                let own = of_block.iter().filter(|user| holdings.get((**user % BLOCK) as u8).is_some());
                held.entry(product).or_default().extend(own);
            }
            Ok(())
        })?;
    }
    Ok(held)
}

/// What a user has of one column, or without a seat of his own.
struct Has {
    column: Option<u32>,
    slot: u32,
    shape: usize,
}

impl Draft<'_> {
    /// Works out what users have without a seat of their own, after the request's removals.
    pub(super) fn derive(&mut self) -> Result<()> {
        let Some(mut judging) = self.judging.take() else { return Ok(()) };
        judging.derived.clear();
        let mut access = std::mem::take(&mut judging.access);
        for (product, own) in &mut access {
            let shape = judging.shape(*product, 0, &self.plans_off);
            for at in 0..judging.users.len() {
                let Some(user) = judging.users.get(at).copied() else { continue };
                let traits = self.traits_of(user)?;
                let found = own.of_user(self.view, user, &traits, &mut |kind, holder| {
                    self.seat_of(kind, holder, *product)
                })?;
                if found.is_some() {
                    judging.derived.entry(at).or_default().push(shape);
                }
            }
        }
        judging.access = access;
        self.judging = Some(judging);
        Ok(())
    }

    fn traits_of(&mut self, user: u32) -> Result<crate::layout::users::Traits> {
        if self.traits.is_empty() {
            for part in self.parts.all.iter().filter(|part| part.holder == HolderKind::User) {
                for (user, kind) in part.numbers.iter().zip(&part.kinds).filter(|(user, _)| **user != NOBODY)
                {
                    self.traits.insert(*user, *kind);
                }
            }
        }
        let kind = self.traits.get(&user).copied().unwrap_or(u32::MAX);
        let traits = self.parts.kinds.all.get(kind as usize);
        traits.copied().ok_or_else(|| Error::internal("a user of the request has no traits"))
    }

    /// Notes that a row gives its user the product, or switches its plans; `before` is what he had of it.
    pub(super) fn note_given(&mut self, at: At, before: Slot) {
        let Some(judging) = &mut self.judging else { return };
        let Some(user) = judging.user(at.user).filter(|_| at.holder == HolderKind::User) else { return };
        judging.gave.entry((at.column, at.slot)).or_insert((at, before));
        if !judging.had.of(user).contains(&at.column) {
            let given = judging.given.entry(user).or_default();
            if !given.contains(&at.column) {
                given.push(at.column);
            }
        }
        if before.situation != NO_SITUATION {
            judging.took.entry(user).or_default().push((at, before));
        }
    }

    /// Takes back a note, for a row that does not stand after all.
    pub(super) fn forget_given(&mut self, at: At) {
        let Some(judging) = &mut self.judging else { return };
        if judging.gave.get(&(at.column, at.slot)).is_some_and(|(by, _)| by.row == at.row) {
            judging.gave.remove(&(at.column, at.slot));
        }
        if let Some(took) = judging.user(at.user).and_then(|user| judging.took.get_mut(&user)) {
            took.retain(|(by, _)| by.row != at.row);
        }
    }

    /// Notes that a row takes the product away from its user.
    pub(super) fn note_taken(&mut self, at: At, before: Slot) {
        let Some(judging) = &mut self.judging else { return };
        if let Some(user) = judging.user(at.user).filter(|_| at.holder == HolderKind::User) {
            judging.took.entry(user).or_default().push((at, before));
        }
    }

    /// Notes that there was no seat for a row.
    pub(super) fn note_starved(&mut self, at: At) {
        if let Some(judging) = self.judging.as_mut().filter(|_| at.holder == HolderKind::User) {
            judging.starved.push(at);
        }
    }

    /// What a user has as far as rules are concerned.
    fn has(&self, judging: &mut Judging, user: usize) -> Vec<Has> {
        let number = judging.users.get(user).copied().unwrap_or(NOBODY);
        let given = judging.given.get(&user).map_or(&[][..], Vec::as_slice);
        let columns = [judging.had.of(user), given].concat();
        let mut all = Vec::with_capacity(columns.len());
        for column in columns {
            let Some(slots) = self.slots.get(column as usize) else { continue };
            let Some(slot) = slots.position(number) else { continue };
            let Some(own) = slots.get(slot).filter(|own| {
                own.situation != NO_SITUATION || own.promised || plant::is("exclusion judged before removals")
            }) else {
                continue;
            };
            let plans_off = slots.going_off(slot).unwrap_or(own.plans_off);
            let shape = judging.shape(slots.product(), plans_off, &self.plans_off);
            all.push(Has { column: Some(column), slot, shape });
        }
        let derived = judging.derived.get(&user).into_iter().flatten();
        all.extend(derived.map(|shape| Has { column: None, slot: 0, shape: *shape }));
        all
    }

    /// What the user of a row has that must not be together with its product; of several, the one with the lowest id.
    pub(super) fn clash(&mut self, at: At, plans_off: u32) -> Result<Option<InTheWay>> {
        let Some(mut judging) = self.judging.take() else { return Ok(None) };
        let found = self.find_clash(&mut judging, at, plans_off);
        self.judging = Some(judging);
        found
    }

    fn find_clash(&self, judging: &mut Judging, at: At, plans_off: u32) -> Result<Option<InTheWay>> {
        let Some(user) = judging.user(at.user).filter(|_| at.holder == HolderKind::User) else {
            return Ok(None);
        };
        let product = self.parts.columns.get(at.column as usize).map_or(u32::MAX, |column| column.product);
        let own = judging.shape(product, plans_off, &self.plans_off);
        if judging.shapes.get(own).is_none_or(|own| own.members.is_empty()) {
            return Ok(None);
        }
        // A swap only stands if what is given away is gone; if that was refused, it is not in the way of the rest.
        let part = self.part(at)?;
        let from = at.row.checked_sub(1).filter(|_| part.op == Op::Swap).and_then(|from| self.rows.get(from));
        let stays = from.is_some_and(|(says, _)| says.outcome.class() == Class::Refused);
        let swapped = part.columns.first().filter(|_| stays).map(|column| *column as u32);
        let mut first: Option<(String, Thing)> = None;
        for has in self.has(judging, user) {
            let (Some(own), Some(other)) = (judging.shapes.get(own), judging.shapes.get(has.shape)) else {
                continue;
            };
            let Some(clash) =
                exclusion::clash(own, other).filter(|_| swapped.is_none() || has.column != swapped)
            else {
                continue;
            };
            let id = self.view.product_record(other.product)?.product.id;
            if first.as_ref().is_none_or(|(first, _)| id < *first) {
                first = Some((id, clash.other));
            }
        }
        let Some((product, thing)) = first else { return Ok(None) };
        let plan = match thing {
            Thing::Plan(plan) => Some(self.view.plan_id(plan)?),
            Thing::Product(_) => None,
        };
        Ok(Some(InTheWay { product: Some(product), plan, ..InTheWay::default() }))
    }
}
