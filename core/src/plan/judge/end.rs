//! Prerequisites, when all rows are judged: what would lack what it needs, and which row is to blame.

use super::{Has, Judging, Refused};
use crate::error::Result;
use crate::outcome::Outcome;
use crate::plan::pools::NO_SITUATION;
use crate::plan::rows::{Held, Says};
use crate::plan::slots::Slot;
use crate::plan::{At, Draft};
use crate::report::InTheWay;
use crate::rules::exclusion;
use crate::rules::prerequisite;
use crate::rules::shape::{Rules, Shape, Thing};
use std::collections::{BTreeMap, BTreeSet};

impl Draft<'_> {
    /// Rows that cannot stand because something would lack what it needs. Removals that take it away come first; of rows that
    /// ask for too much, those that rest on no other.
    pub(in crate::plan) fn unmet(&mut self) -> Result<Vec<Refused>> {
        let Some(mut judging) = self.judging.take() else { return Ok(Vec::new()) };
        let found = self.find_unmet(&mut judging);
        self.judging = Some(judging);
        found
    }

    fn find_unmet(&mut self, judging: &mut Judging) -> Result<Vec<Refused>> {
        let mut removals: BTreeMap<u32, Refused> = BTreeMap::new();
        let mut wishes: Vec<(usize, Refused)> = Vec::new();
        let concerned: BTreeSet<usize> = {
            let gave = judging.gave.values().filter_map(|(at, _)| judging.user(at.user));
            gave.chain(judging.took.keys().copied()).collect()
        };
        for user in concerned.iter().copied() {
            let has = self.has(judging, user);
            for own in &has {
                let Some(shape) = judging.shapes.get(own.shape) else { continue };
                let all = || has.iter().filter_map(|has| judging.shapes.get(has.shape));
                let gave = own.column.and_then(|column| judging.gave.get(&(column, own.slot)).copied());
                // Of what he had before, only what this request takes away is to be judged: more is not even read.
                for requirement in prerequisite::all_missing(shape, all()).collect::<Vec<_>>() {
                    let is_new = |before: Slot| {
                        before.situation == NO_SITUATION
                            || !self.was(judging, shape.product, before).needs.contains(&requirement)
                    };
                    // Who asks for more asks too much; only what was needed before is kept from being taken away.
                    if let Some((at, before)) = gave.filter(|(_, before)| is_new(*before)) {
                        wishes.push((own.shape, self.lacks(judging, at, before, requirement)?));
                        break;
                    }
                    if let Some((at, before)) = self.culprit(judging, user, requirement) {
                        let refused = self.is_needed(judging, at, before, shape.product, requirement)?;
                        removals.insert(at.row, refused);
                    }
                }
            }
        }
        if !removals.is_empty() {
            return Ok(removals.into_values().collect());
        }
        if wishes.is_empty() {
            return self.find_clashes(judging, &concerned);
        }
        let depths = Depths::new(&judging.rules, &judging.shapes);
        let least = wishes.iter().map(|(shape, _)| depths.of(*shape)).min().unwrap_or(0);
        wishes.retain(|(shape, _)| depths.of(*shape) == least);
        Ok(wishes.into_iter().map(|(_, refused)| refused).collect())
    }

    /// Rows that clash after all, with what a row was to switch off, or take away, that could not stand. Of two rows the later one
    /// goes.
    fn find_clashes(&mut self, judging: &mut Judging, concerned: &BTreeSet<usize>) -> Result<Vec<Refused>> {
        let mut late: BTreeMap<u32, (At, Slot)> = BTreeMap::new();
        for user in concerned.iter().copied() {
            let has = self.has(judging, user);
            let gave = |own: &Has| judging.gave.get(&(own.column?, own.slot)).copied();
            for own in &has {
                let Some((at, before)) = gave(own) else { continue };
                for other in has.iter().filter(|other| other.column.is_some()) {
                    let shapes = judging.shapes.get(own.shape).zip(judging.shapes.get(other.shape));
                    // What clashed before is not this row's doing.
                    let clashes = shapes.is_some_and(|(own, other)| {
                        let clashed = || exclusion::clash(&self.was(judging, own.product, before), other);
                        let had = before.situation != NO_SITUATION;
                        exclusion::clash(own, other).is_some() && !(had && clashed().is_some())
                    });
                    if clashes && gave(other).is_none_or(|(other, _)| other.row < at.row) {
                        late.insert(at.row, (at, before));
                    }
                }
            }
        }
        let mut refused = Vec::with_capacity(late.len());
        for (at, before) in late.into_values() {
            let plans_off = self.slot(at)?.plans_off;
            let obstacle = self.find_clash(judging, at, plans_off)?.unwrap_or_default();
            let in_the_way = Some(self.rows.obstacle(obstacle));
            refused.push(self.refused(
                at,
                before,
                Says { in_the_way, ..Says::only(Outcome::MutuallyExclusive) },
            )?);
        }
        Ok(refused)
    }

    /// What the rules saw of a product that a user had before.
    fn was(&self, judging: &Judging, product: u32, before: Slot) -> Shape {
        judging.rules.shape(product, self.plans_off.get(before.plans_off))
    }

    /// The last row in request order that took away from a user what met a requirement.
    fn culprit(&self, judging: &Judging, user: usize, requirement: u32) -> Option<(At, Slot)> {
        let took = judging.took.get(&user)?;
        let met = |(at, before): &&(At, Slot)| {
            let product =
                self.parts.columns.get(at.column as usize).map_or(u32::MAX, |column| column.product);
            let shape = judging.rules.shape(product, self.plans_off.get(before.plans_off));
            shape.meets.binary_search(&requirement).is_ok()
        };
        took.iter().filter(met).max_by_key(|(at, _)| at.row).copied()
    }

    fn lacks(&mut self, judging: &Judging, at: At, before: Slot, requirement: u32) -> Result<Refused> {
        let thing = judging.rules.requirement(requirement).and_then(|rule| rule.any_of.first());
        let obstacle = match thing {
            Some(Thing::Product(product)) => InTheWay {
                product: Some(self.view.product_record(*product)?.product.id),
                ..InTheWay::default()
            },
            Some(Thing::Plan(plan)) => {
                InTheWay { plan: Some(self.view.plan_id(*plan)?), ..InTheWay::default() }
            }
            None => InTheWay::default(),
        };
        let in_the_way = Some(self.rows.obstacle(obstacle));
        self.refused(at, before, Says { in_the_way, ..Says::only(Outcome::DependencyMissing) })
    }

    fn is_needed(
        &mut self,
        judging: &Judging,
        at: At,
        before: Slot,
        dependent: u32,
        requirement: u32,
    ) -> Result<Refused> {
        let plan = match judging.rules.requirement(requirement).map(|rule| rule.of) {
            Some(Thing::Plan(plan)) => Some(self.view.plan_id(plan)?),
            _ => None,
        };
        let product = Some(self.view.product_record(dependent)?.product.id);
        let in_the_way = Some(self.rows.obstacle(InTheWay { product, plan, ..InTheWay::default() }));
        self.refused(at, before, Says { in_the_way, ..Says::only(Outcome::DependencyInUse) })
    }

    /// The refusal of a row, with the seat that its user had of the product and keeps.
    fn refused(&self, at: At, before: Slot, says: Says) -> Result<Refused> {
        if before.situation == NO_SITUATION {
            return Ok(Refused { row: at.row, says, seat: 0 });
        }
        let held = Says::about(says.outcome, Held::of(before));
        let source = self.sources.get(before.sources).first().copied();
        let previous = Some(self.pools.situation(before.situation)?.seen.state);
        let says = Says { source, previous, in_the_way: says.in_the_way, ..held };
        Ok(Refused { row: at.row, says, seat: before.seat + 1 })
    }

    /// Rows for which there was no seat, and which could not have had one either: that comes before want of seats.
    pub(in crate::plan) fn judge_starved(&mut self) -> Result<()> {
        let Some(mut judging) = self.judging.take() else { return Ok(()) };
        let mut left = Vec::new();
        for at in std::mem::take(&mut judging.starved) {
            let Some(user) = judging.user(at.user) else { continue };
            let slot = *self.slot(at)?;
            if slot.situation != NO_SITUATION || slot.promised {
                continue;
            }
            let product =
                self.parts.columns.get(at.column as usize).map_or(u32::MAX, |column| column.product);
            let plans = self.plans_for(at)?.unwrap_or(0);
            let own = judging.shape(product, plans, &self.plans_off);
            let has = self.has(&mut judging, user);
            let all =
                has.iter().map(|has| has.shape).chain([own]).filter_map(|shape| judging.shapes.get(shape));
            let Some(shape) = judging.shapes.get(own) else { continue };
            if let Some(requirement) = prerequisite::missing(shape, all) {
                let refused = self.lacks(&judging, at, slot, requirement)?;
                self.slot(at)?.short = false;
                self.say(at, refused.says, 0)?;
            } else {
                left.push(at);
            }
        }
        self.judging = Some(judging);
        for at in left {
            let says = self.rows.get(at.row);
            self.slot(at)?.short |= says.is_some_and(|(says, _)| says.outcome == Outcome::NoSeatLeft);
        }
        Ok(())
    }
}

/// How much a product rests on others: one more than the deepest of those that could meet its needs.
struct Depths(Vec<usize>);

impl Depths {
    fn new(rules: &Rules, shapes: &[Shape]) -> Self {
        let mut depths = vec![0; shapes.len()];
        if rules.requirements().is_empty() {
            return Self(depths);
        }
        // Products that need each other would go round for ever; they are as deep as there are shapes.
        for _ in 0..shapes.len() {
            let mut deeper = false;
            for (at, shape) in shapes.iter().enumerate().filter(|(_, shape)| !shape.needs.is_empty()) {
                let meets = |other: &Shape| {
                    other.product != shape.product
                        && shape.needs.iter().any(|need| other.meets.contains(need))
                };
                let others = shapes.iter().zip(&depths).filter(|(other, _)| meets(other));
                let depth = others.map(|(_, depth)| depth + 1).max().unwrap_or(0).min(shapes.len());
                if let Some(own) = depths.get_mut(at).filter(|own| **own < depth) {
                    (*own, deeper) = (depth, true);
                }
            }
            if !deeper {
                break;
            }
        }
        Self(depths)
    }

    fn of(&self, shape: usize) -> usize {
        self.0.get(shape).copied().unwrap_or(0)
    }
}
