//! The planner: what a request would do, row by row, computed from facts and without writing.
//!
//! A dry run is a plan that is not committed. Removals are judged first, then assignments, then starts; rows are
//! answered in request order whatever the order in which they are judged.

use crate::error::Result;
use crate::report::{ReportStatus, Rows, Shortfall, Summary, Warning};
use crate::request::{Hooks, Mode, Op, Options, Request};
use crate::view::View;

mod assign;
mod everything;
mod holders;
pub(crate) mod merge;
mod parts;
mod people;
mod pools;
mod revoke;
mod rows;
mod slots;
mod start;

use parts::Parts;
use pools::Pools;
use rows::RowBuilder;
use slots::Slots;

pub(crate) use slots::SeatHolding;

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
    pub holdings: Vec<SeatHolding>,
    /// Sets of sources, and of plans switched off, that holdings name by position.
    pub sources: Vec<Vec<u32>>,
    pub plans_off: Vec<Vec<u32>>,
}

impl Plan {
    /// Whether committing it would change the book.
    pub(crate) fn changes_anything(&self) -> bool {
        !self.seats.is_empty() || !self.holdings.is_empty()
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
    /// Position among the request's products.
    product: u32,
    /// Number of the user; [`crate::layout::users::NOBODY`] if there is none of that id.
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
        looks: 0,
        all_looks: total + parts.rows_of(|op| matches!(op, Op::Assign | Op::Reuse)),
        parts,
    };
    draft.read_slots()?;
    draft.check_actor()?;
    draft.revoke(hooks)?;
    draft.assign(hooks)?;
    draft.start(hooks)?;
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
        for part in 0..self.parts.all.len() {
            let Some(facts) = self.parts.all.get(part).filter(|part| wanted(part.item.op)) else { continue };
            let (targets, products, first) = (facts.targets.len(), facts.products.clone(), facts.first);
            for target in 0..targets {
                let user = self.parts.user(part, target);
                for (at, product) in products.iter().enumerate() {
                    let row = first + target * products.len() + at;
                    self.tick(hooks)?;
                    let slot = self.slots.get(*product).and_then(|slots| slots.position(user)).unwrap_or(0);
                    let at = At {
                        row: row as u32,
                        part: part as u32,
                        target: target as u32,
                        product: *product as u32,
                        user,
                        slot,
                    };
                    judge(self, at, state)?;
                }
            }
        }
        Ok(())
    }

    /// Counts a look at a row; now and then tells how far the request is.
    fn tick(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        self.looks += 1;
        if !self.looks.is_multiple_of(STEP) {
            return Ok(());
        }
        let rows = self.parts.rows();
        hooks.step(rows * self.looks / self.all_looks.max(1), rows)
    }

    fn finish(mut self) -> Result<Plan> {
        let undone = self.options.mode == Mode::Atomic && self.rows.has_refused();
        if undone {
            self.seats.clear();
            self.warnings.clear();
        }
        let rows = self.rows.finish(&self.parts, &self.pools, undone)?;
        let (summary, users) = (rows.summary(), self.parts.users());
        let status = match summary {
            _ if self.options.dry_run => ReportStatus::DryRun,
            Summary { failed: 0, .. } => ReportStatus::Success,
            Summary { changed: 0, unchanged: 0, .. } => ReportStatus::Failed,
            _ if undone => ReportStatus::Failed,
            _ => ReportStatus::Partial,
        };
        let holdings = if undone { Vec::new() } else { self.slots.iter().flat_map(Slots::changes).collect() };
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
        })
    }
}
