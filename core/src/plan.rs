//! The planner: what a request would do, row by row, computed from facts and without writing.
//!
//! A dry run is a plan that is not committed. Removals are judged first, then assignments, then starts; rows are
//! answered in request order whatever the order in which they are judged.

use crate::access::Access;
use crate::error::Result;
use crate::held::HeldSeats;
use crate::report::{ReportStatus, Rows, Shortfall, Summary, Warning};
use crate::request::{Hooks, Mode, Op, Options, Request};
use crate::seat::HolderKind;
use crate::view::View;
use std::collections::{HashMap, HashSet};

mod again;
mod assign;
mod check;
mod everything;
mod holders;
mod holdings;
mod judge;
mod lanes;
pub(crate) mod merge;
mod parts;
pub(crate) mod people;
mod pools;
mod revoke;
mod rows;
mod slots;
mod start;
mod straight;
mod sync;
mod undo;
mod units;
pub(crate) mod waiting;
mod wishes;

use parts::Parts;
use pools::Pools;
use rows::RowBuilder;
use slots::Slots;
use wishes::Wishes;

pub(crate) use holdings::{Block, Holdings, SeatHolding};

/// Rows between two looks at progress and cancellation.
const STEP: usize = 16_384;

/// A seat as it shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeatChange {
    /// Which pool and standing: position in [`Plan::situations`].
    pub situation: u32,
    /// Index of the seat in its pool.
    pub seat: u32,
    /// Its holder, or nobody.
    pub holder: u32,
}

/// What a request would do.
pub(crate) struct Plan {
    pub rows: Rows,
    /// User numbers of each part's targets.
    pub users: Vec<Vec<u32>>,
    pub status: ReportStatus,
    pub summary: Summary,
    pub warnings: Vec<Warning>,
    pub shortfall: Vec<Shortfall>,
    /// In the order in which they were decided: of several for one seat the last one holds.
    pub seats: Vec<SeatChange>,
    pub situations: Vec<pools::Situation>,
    /// What holders shall have, product by product, in ascending order of holders.
    pub holdings: Holdings,
    /// Sets of sources, and of plans switched off, that holdings name by position.
    pub sources: Vec<Vec<u32>>,
    pub plans_off: Vec<Vec<u32>>,
    /// Who waits from now on, and who does not any more.
    pub wishes: Wishes,
}

impl Plan {
    /// Whether committing it would change the book.
    pub(crate) fn changes_anything(&self) -> bool {
        !self.seats.is_empty() || !self.holdings.is_empty() || !self.wishes.is_empty()
    }

    /// The journal's word for it.
    pub(crate) fn kind(request: &Request) -> &'static str {
        match request.items.split_first() {
            Some((first, rest)) if rest.iter().all(|item| item.op == first.op) => first.op.word(),
            _ => "change",
        }
    }
}

/// A plan in the making.
pub(crate) struct Draft<'a> {
    view: View<'a>,
    options: &'a Options,
    parts: Parts<'a>,
    pools: Pools,
    slots: Vec<Slots>,
    rows: RowBuilder,
    warnings: Vec<Warning>,
    shortfall: Vec<Shortfall>,
    seats: Vec<SeatChange>,
    sources: slots::Sets,
    plans_off: slots::Sets,
    wishes: Wishes,
    /// By column: what can be had without a seat of one's own.
    access: Vec<Option<Access>>,
    held: HeldSeats<'a>,
    judging: Option<judge::Judging>,
    units: units::Units,
    rounds: again::Rounds,
    /// Rows that stand further up already, where rows are not judged in their order.
    repeats: Option<HashSet<u32>>,
    /// Kinds of users, once rules have asked for them.
    traits: HashMap<u32, u32>,
    /// The plans that rows of a part and column want to be off.
    last_plans: Option<(u32, u32, Option<u32>)>,
    /// Looks at rows so far, and in all: a row that may be given a seat is looked at twice.
    looks: usize,
    all_looks: usize,
}

/// Where a row stands.
#[derive(Clone, Copy)]
struct At {
    row: u32,
    part: u32,
    /// Position among the part's targets.
    target: u32,
    /// Position among the request's columns: products for users, groups or orgs.
    column: u32,
    op: Op,
    holder: HolderKind,
    /// Number of the user (or group, or org); [`crate::layout::users::NOBODY`] if there is none of that id.
    user: u32,
    /// Position of what the user has of the product; 0 for nobody.
    slot: u32,
}

/// Decides a request.
pub(crate) fn plan(
    view: View<'_>,
    request: &Request,
    options: &Options,
    hooks: &mut Hooks<'_>,
) -> Result<Plan> {
    let parts = Parts::read(view, request, options.on, hooks)?;
    let total = parts.rows();
    let mut draft = Draft {
        view,
        options,
        pools: Pools::new(view.roles()?),
        slots: Vec::new(),
        rows: RowBuilder::new(total),
        warnings: Vec::new(),
        shortfall: Vec::new(),
        seats: Vec::new(),
        sources: slots::Sets::default(),
        plans_off: slots::Sets::default(),
        wishes: Wishes::default(),
        access: Vec::new(),
        held: HeldSeats::new(view, options.on),
        judging: None,
        units: units::Units::default(),
        rounds: again::Rounds::default(),
        repeats: None,
        traits: HashMap::new(),
        last_plans: None,
        looks: 0,
        all_looks: total + parts.rows_to_give(),
        parts,
    };
    draft.read_slots()?;
    draft.read_access()?;
    draft.check_actor()?;
    draft.read_units(hooks)?;
    draft.find_users_alike();
    draft.judge(hooks)?;
    draft.wait(hooks)?;
    hooks.step(total, total)?;
    draft.finish()
}

impl Draft<'_> {
    /// Judges the rows of an operation, in request order.
    fn each_row<T>(
        &mut self,
        wanted: fn(Op) -> bool,
        hooks: &mut Hooks<'_>,
        state: &mut T,
        judge: fn(&mut Self, At, &mut T) -> Result<()>,
    ) -> Result<()> {
        let order: Vec<usize> = (0..self.parts.all.len()).collect();
        self.each_row_of(&order, wanted, hooks, state, judge)
    }

    /// Judges the rows of an operation, part by part in this order.
    fn each_row_of<T>(
        &mut self,
        order: &[usize],
        wanted: fn(Op) -> bool,
        hooks: &mut Hooks<'_>,
        state: &mut T,
        judge: fn(&mut Self, At, &mut T) -> Result<()>,
    ) -> Result<()> {
        for part in order.iter().copied() {
            let Some(facts) = self.parts.all.get(part) else { continue };
            let columns: Vec<(usize, usize, Op)> = (0..)
                .zip(&facts.columns)
                .map(|(at, column)| (at, *column, facts.op_at(at)))
                .filter(|(.., op)| wanted(*op))
                .collect();
            let targets = if columns.is_empty() { 0 } else { facts.targets.len() };
            for target in 0..targets {
                for (place, column, op) in &columns {
                    self.tick(1, hooks)?;
                    let at = self.at(part, target, *place, *column, *op);
                    judge(self, at, state)?;
                }
            }
        }
        Ok(())
    }

    fn at(&self, part: usize, target: usize, place: usize, column: usize, op: Op) -> At {
        let (first, width, holder, slot) =
            self.parts.all.get(part).map_or((0, 0, HolderKind::User, None), |part| {
                let slot = part.straight.get(place).and_then(|straight| straight.at(target));
                (part.first, part.columns.len(), part.holder, slot)
            });
        let user = self.parts.number(part, target);
        let slot = match slot {
            Some((slot, _)) => slot,
            None => self.slots.get(column).and_then(|slots| slots.position(user)).unwrap_or(0),
        };
        At {
            row: (first + target * width + place) as u32,
            part: part as u32,
            target: target as u32,
            column: column as u32,
            op,
            holder,
            user,
            slot,
        }
    }

    /// Counts looks at rows; now and then tells how far the request is.
    fn tick(&mut self, looks: usize, hooks: &mut Hooks<'_>) -> Result<()> {
        let before = self.looks / STEP;
        self.looks += looks;
        if self.looks / STEP == before {
            return Ok(());
        }
        let rows = self.parts.rows();
        hooks.step((rows * self.looks / self.all_looks.max(1)).min(rows), rows)
    }

    /// Which of the request's products can be had without a seat of one's own.
    fn read_access(&mut self) -> Result<()> {
        for column in &self.parts.columns {
            let access = match column.product {
                everything::NO_PRODUCT => None,
                product => Access::new(self.view, product, self.options.on)?,
            };
            self.access.push(access);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Plan> {
        let undone = self.options.mode == Mode::Atomic && self.rows.has_refused();
        if undone {
            self.seats.clear();
            self.warnings.clear();
        }
        let names = self.names()?;
        let rows = self.rows.finish(&self.parts, &self.pools, &names, undone)?;
        let (summary, users) = (rows.summary(), self.parts.users());
        let status = match summary {
            _ if self.options.dry_run => ReportStatus::DryRun,
            Summary { failed: 0, .. } => ReportStatus::Success,
            Summary { changed: 0, unchanged: 0, .. } => ReportStatus::Failed,
            _ if undone => ReportStatus::Failed,
            _ => ReportStatus::Partial,
        };
        let holdings = if undone { Holdings::default() } else { Holdings::of(self.slots) };
        Ok(Plan {
            rows,
            users,
            status,
            summary,
            warnings: self.warnings,
            shortfall: self.shortfall,
            seats: self.seats,
            situations: self.pools.situations,
            holdings,
            sources: self.sources.all,
            plans_off: self.plans_off.all,
            wishes: self.wishes,
        })
    }
}
