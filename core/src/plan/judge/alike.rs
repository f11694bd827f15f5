//! Users alike: in a request that only gives, and of which rules see one product, what they say of a row depends on what else its
//! user had before. They are asked once for every such set of products, and not once for every user.

use super::Judging;
use crate::maps::NumberMap;
use crate::plan::Draft;
use crate::plan::pools::NO_SITUATION;
use crate::request::Op;
use crate::rules::{exclusion, prerequisite};
use crate::seat::HolderKind;

/// What the rules say of giving one product to users.
pub(super) struct UsersAlike {
    column: usize,
    /// By slot of the column: what else its user has that rules see, as a number.
    has: Vec<u32>,
    /// By that number: whether the product may be given.
    may: Vec<bool>,
}

/// Sets of shapes, each once and with a number; the first one is empty.
struct ShapeSets {
    all: Vec<Vec<usize>>,
    with: NumberMap<(u32, usize), u32>,
    last: ((u32, usize), u32),
}

impl ShapeSets {
    fn new() -> Self {
        Self { all: vec![Vec::new()], with: NumberMap::default(), last: ((0, usize::MAX), 0) }
    }

    /// The set with a shape more.
    fn with(&mut self, set: u32, shape: usize) -> u32 {
        let key = (set, shape);
        if self.last.0 != key {
            let all = &mut self.all;
            let number = *self.with.entry(key).or_insert_with(|| {
                let mut shapes = all.get(set as usize).cloned().unwrap_or_default();
                shapes.push(shape);
                all.push(shapes);
                (all.len() - 1) as u32
            });
            self.last = (key, number);
        }
        self.last.1
    }
}

impl Judging {
    /// Whether the rules let the user of a slot have the product of a column, as far as that is known without looking at what else
    /// the request does.
    pub(in crate::plan) fn may_give(&self, column: usize, slot: u32) -> bool {
        let alike = self.alike.as_ref().filter(|alike| alike.column == column);
        alike.is_some_and(|alike| {
            let set = alike.has.get(slot as usize).and_then(|set| alike.may.get(*set as usize));
            set.copied().unwrap_or_default()
        })
    }

    /// Whether all that rules say about giving the product of a column is known.
    pub(in crate::plan) fn knows(&self, column: usize) -> bool {
        self.alike.as_ref().is_some_and(|alike| alike.column == column)
    }
}

impl Draft<'_> {
    /// Asks the rules for all users at once, if the request is of that sort.
    pub(in crate::plan) fn find_users_alike(&mut self) {
        let Some(mut judging) = self.judging.take() else { return };
        if let Some(column) = self.only_column_to_judge(&judging) {
            judging.alike = Some(self.users_alike(&mut judging, column));
        }
        self.judging = Some(judging);
    }

    /// The one column of the request that rules are about, if nothing but giving is asked for.
    fn only_column_to_judge(&self, judging: &Judging) -> Option<usize> {
        let parts = &self.parts.all;
        let only_gives = parts.iter().all(|part| {
            matches!(part.op, Op::Assign | Op::Reuse)
                && part.plans_off.is_none()
                && part.unknown_plan.is_none()
        });
        if !only_gives || !self.units.is_empty() || !judging.access.is_empty() {
            return None;
        }
        let mut columns = parts
            .iter()
            .filter(|part| part.holder == HolderKind::User)
            .flat_map(|part| &part.columns)
            .copied()
            .filter(|column| {
                let product = self.parts.columns.get(*column).map(|column| column.product);
                product.is_some_and(|product| !judging.rules.shape(product, &[]).is_empty())
            });
        let first = columns.next()?;
        columns.all(|column| column == first).then_some(first)
    }

    fn users_alike(&self, judging: &mut Judging, column: usize) -> UsersAlike {
        let mut sets = ShapeSets::new();
        let Some(own) = self.slots.get(column) else {
            return UsersAlike { column: usize::MAX, has: Vec::new(), may: Vec::new() };
        };
        let mut has = vec![0_u32; own.len()];
        for (_, slots) in self.slots.iter().enumerate().filter(|(at, _)| *at != column) {
            if slots.holder() != HolderKind::User || judging.rules.shape(slots.product(), &[]).is_empty() {
                continue;
            }
            let mut last = None;
            for (user, slot) in slots.ascending().filter(|(_, slot)| slot.situation != NO_SITUATION) {
                let shape = match last {
                    Some((plans_off, shape)) if plans_off == slot.plans_off => shape,
                    _ => judging.shape(slots.product(), slot.plans_off, &self.plans_off),
                };
                last = Some((slot.plans_off, shape));
                if let Some(set) = own.position(user).and_then(|at| has.get_mut(at as usize)) {
                    *set = sets.with(*set, shape);
                }
            }
        }
        let given = judging.shape(own.product(), 0, &self.plans_off);
        let may = |set: &Vec<usize>| {
            let Some(given) = judging.shapes.get(given) else { return false };
            let has = || set.iter().filter_map(|shape| judging.shapes.get(*shape));
            has().all(|other| exclusion::clash(given, other).is_none())
                && prerequisite::missing(given, has().chain([given])).is_none()
        };
        UsersAlike { column, has, may: sets.all.iter().map(may).collect() }
    }
}
