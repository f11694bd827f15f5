//! The items of a request with what the book knows of them: who the targets are, which products, what they come through.

use super::people::{self, Kinds};
use super::straight::Straight;
use super::{check, everything, holders, sync, undo};
use crate::error::{Error, Result, Status};
use crate::ids::IdList;
use crate::layout::holdings::DIRECT;
use crate::layout::users::NOBODY;
use crate::limits;
use crate::maps::{NumberMap, NumberSet};
use crate::report::Source;
use crate::request::{Hooks, Item, Op, Request, Who};
use crate::rules::eligibility::country_number;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use std::sync::Arc;

/// One item with its facts, or the part of an item whose targets are of one kind.
#[derive(Clone)]
pub(crate) struct PartFacts<'a> {
    pub item: &'a Item,
    /// What its rows ask for. Of a swap, the first product is taken back and the second one is given.
    pub op: Op,
    pub holder: HolderKind,
    pub targets: Arc<IdList>,
    /// Numbers of the targets among users, groups or orgs.
    pub numbers: Vec<u32>,
    /// Kinds of the targets: positions in [`Kinds::all`].
    pub kinds: Vec<u32>,
    /// Chosen members that are no members, by position.
    pub strangers: NumberSet<u32>,
    /// Positions in [`Parts::columns`].
    pub columns: Vec<usize>,
    /// By column: where the slots of its targets are.
    pub straight: Vec<Straight>,
    /// Numbers of the pools that it names; empty is all.
    pub pools: Vec<u32>,
    /// What a seat of it comes through: [`DIRECT`], or the group's number plus one.
    pub source: u32,
    /// Whether taking back takes all that a seat came through.
    pub all_sources: bool,
    /// Numbers of the plans that shall be off, if it says so; none of them may be one that its products lack.
    pub plans_off: Option<Vec<u32>>,
    /// A plan that it names and none of its products has.
    pub unknown_plan: Option<String>,
    /// Number of its first row.
    pub first: usize,
}

impl<'a> PartFacts<'a> {
    /// A part about nobody yet.
    pub(super) fn new(item: &'a Item, op: Op, holder: HolderKind) -> Self {
        Self {
            item,
            op,
            holder,
            targets: Arc::default(),
            numbers: Vec::new(),
            kinds: Vec::new(),
            strangers: NumberSet::default(),
            columns: Vec::new(),
            straight: Vec::new(),
            pools: Vec::new(),
            source: DIRECT,
            all_sources: item.all_sources,
            plans_off: None,
            unknown_plan: None,
            first: 0,
        }
    }

    /// What a row of the column at this position asks for.
    pub(super) fn op_at(&self, at: usize) -> Op {
        match (self.op, at) {
            (Op::Swap, 0) => Op::Revoke,
            (Op::Swap, _) => Op::Assign,
            (op, _) => op,
        }
    }

    /// The same for some of the targets, in a row.
    pub(super) fn slice(&self, from: usize, until: usize) -> Self {
        let cut = |all: &[u32]| all.get(from..until).unwrap_or_default().to_vec();
        Self {
            targets: Arc::new((from..until).map(|at| self.targets.get(at)).collect()),
            numbers: cut(&self.numbers),
            kinds: cut(&self.kinds),
            strangers: self
                .strangers
                .iter()
                .filter(|at| (from..until).contains(&(**at as usize)))
                .map(|at| at - from as u32)
                .collect(),
            ..self.clone()
        }
    }
}

/// Numbers of sources that no seat comes through begin here.
const DERIVED: u32 = u32::MAX / 2;

/// A product for holders of one kind.
pub(crate) struct Column {
    pub holder: HolderKind,
    /// [`everything::NO_PRODUCT`] for rows about somebody who has nothing.
    pub product: u32,
    pub id: String,
}

/// All items with their facts.
pub(crate) struct Parts<'a> {
    pub all: Vec<PartFacts<'a>>,
    pub columns: Vec<Column>,
    pub kinds: Kinds,
    /// Groups by their source number.
    pub sources: NumberMap<u32, Source>,
    /// The operation that is to be undone.
    pub undone: Option<undo::Undone>,
    by_product: NumberMap<(HolderKind, u32), usize>,
    rows: usize,
}

impl<'a> Parts<'a> {
    pub(crate) fn read(
        view: View<'_>,
        request: &'a Request,
        day: Day,
        hooks: &mut Hooks<'_>,
    ) -> Result<Self> {
        let default_country = country_number(view.settings()?.default_country.as_deref());
        let mut parts = Self {
            all: Vec::with_capacity(request.items.len()),
            columns: Vec::new(),
            kinds: Kinds::new(default_country),
            sources: NumberMap::from_iter([(DIRECT, Source::Direct)]),
            undone: None,
            by_product: NumberMap::default(),
            rows: 0,
        };
        for item in &request.items {
            hooks.step(0, parts.rows)?;
            check::item(item, request)?;
            parts.add(view, item, day)?;
        }
        Ok(parts)
    }

    fn add(&mut self, view: View<'_>, item: &'a Item, day: Day) -> Result<()> {
        let pools: Vec<u32> = item.pools.iter().map(|id| view.pool(id)).collect::<Result<_>>()?;
        if let Who::Operation(operation) = item.who {
            return undo::split(self, view, item, operation);
        }
        let mut parts = match &item.who {
            Who::Holders => holders::all(self, view, item, day)?,
            Who::Seat => vec![holders::of_seat(self, view, item, day)?],
            _ => vec![self.targets(view, item)?],
        };
        for part in &mut parts {
            part.pools.clone_from(&pools);
        }
        if item.everything {
            for part in parts {
                for (part, products) in everything::split(view, &part, day)? {
                    self.push(view, part, &products)?;
                }
            }
            return Ok(());
        }
        let mut products: Vec<u32> =
            item.products.iter().chain(&item.to).map(|id| view.product(id)).collect::<Result<_>>()?;
        if let (Who::Seat, [pool], []) = (&item.who, pools.as_slice(), products.as_slice()) {
            products.push(view.pool_record(*pool)?.product);
        }
        for part in &mut parts {
            find_plans(view, part, &products)?;
        }
        if item.op == Op::Sync {
            parts = sync::split(self, view, parts, day)?;
        }
        for part in parts {
            self.push(view, part, &products)?;
        }
        Ok(())
    }

    /// The position of a product for holders of a kind.
    pub(super) fn column(&mut self, view: View<'_>, holder: HolderKind, product: u32) -> Result<usize> {
        if let Some(at) = self.by_product.get(&(holder, product)) {
            return Ok(*at);
        }
        let id = match product {
            everything::NO_PRODUCT => String::new(),
            _ => view.product_record(product)?.product.id,
        };
        self.columns.push(Column { holder, product, id });
        self.by_product.insert((holder, product), self.columns.len() - 1);
        Ok(self.columns.len() - 1)
    }

    /// The position of a product for holders of a kind, if the request is about it.
    pub(super) fn known_column(&self, holder: HolderKind, product: u32) -> Option<usize> {
        self.by_product.get(&(holder, product)).copied()
    }

    /// A number for what gives access without a seat of one's own; beyond those of groups that seats come through.
    pub(super) fn source_number(&mut self, source: Source) -> u32 {
        if let Some((number, _)) =
            self.sources.iter().find(|(number, own)| **number >= DERIVED && **own == source)
        {
            return *number;
        }
        let number = DERIVED + self.sources.len() as u32;
        self.sources.insert(number, source);
        number
    }

    /// Adds a part about some products.
    pub(super) fn push(&mut self, view: View<'_>, mut part: PartFacts<'a>, products: &[u32]) -> Result<()> {
        part.columns =
            products.iter().map(|product| self.column(view, part.holder, *product)).collect::<Result<_>>()?;
        part.first = self.rows;
        self.rows = part
            .targets
            .len()
            .checked_mul(part.columns.len())
            .and_then(|rows| rows.checked_add(self.rows))
            .filter(|rows| *rows <= limits::ROWS)
            .ok_or_else(too_many_rows)?;
        self.all.push(part);
        Ok(())
    }

    /// The part of an item that names its targets.
    fn targets(&mut self, view: View<'_>, item: &'a Item) -> Result<PartFacts<'a>> {
        let (holder, op) = match item.who {
            Who::HolderGroups(_) => (HolderKind::Group, item.op),
            Who::HolderOrgs(_) => (HolderKind::Org, item.op),
            _ => (HolderKind::User, item.op),
        };
        let mut part = PartFacts::new(item, op, holder);
        let mut chosen_of = None;
        match &item.who {
            Who::Users(ids) | Who::HolderGroups(ids) | Who::HolderOrgs(ids) => part.targets = Arc::clone(ids),
            Who::Group { id, members } => {
                let group = view.group(id)?;
                part.source = group + 1;
                self.sources.insert(part.source, Source::Group(id.clone()));
                let known = view.members(group)?;
                part.targets = match members {
                    Some(chosen) => Arc::clone(chosen),
                    None => Arc::new(view.ids(&known)?),
                };
                chosen_of = members.as_ref().map(|_| known.into_iter().collect::<NumberSet<u32>>());
            }
            Who::Holders | Who::Seat | Who::Operation(_) => {}
        }
        self.find(view, &mut part)?;
        if let Some(members) = chosen_of {
            let strange = |(_, user): &(u32, &u32)| **user != NOBODY && !members.contains(user);
            part.strangers = (0_u32..).zip(&part.numbers).filter(strange).map(|(at, _)| at).collect();
        }
        Ok(part)
    }

    /// Finds the targets of a part in the book.
    pub(super) fn find(&mut self, view: View<'_>, part: &mut PartFacts<'a>) -> Result<()> {
        check_targets(&part.targets)?;
        let found = match part.holder {
            HolderKind::User => people::find(view.reader, &part.targets, &mut self.kinds)?,
            HolderKind::Group => people::groups(view, &part.targets, &mut self.kinds)?,
            HolderKind::Org => people::orgs(view, &part.targets, &mut self.kinds)?,
        };
        (part.numbers, part.kinds) = (found.numbers, found.kinds);
        Ok(())
    }

    /// Rows in all.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Rows that give seats.
    pub(crate) fn rows_to_give(&self) -> usize {
        let gives = |part: &PartFacts<'_>| {
            (0..part.columns.len()).filter(|at| matches!(part.op_at(*at), Op::Assign | Op::Reuse)).count()
        };
        self.all.iter().map(|part| part.targets.len() * gives(part)).sum()
    }

    pub(crate) fn number(&self, part: usize, target: usize) -> u32 {
        self.all.get(part).and_then(|part| part.numbers.get(target)).copied().unwrap_or(NOBODY)
    }

    pub(crate) fn kind(&self, part: usize, target: usize) -> u32 {
        self.all.get(part).and_then(|part| part.kinds.get(target)).copied().unwrap_or(0)
    }

    /// The user numbers of each part's targets, for the journal; groups and orgs are kept there by id.
    pub(crate) fn users(&mut self) -> Vec<Vec<u32>> {
        let users = |part: &mut PartFacts<'_>| match part.holder {
            HolderKind::User => std::mem::take(&mut part.numbers),
            HolderKind::Group | HolderKind::Org => vec![NOBODY; part.numbers.len()],
        };
        self.all.iter_mut().map(users).collect()
    }
}

/// Turns the plans that an item switches off into numbers.
fn find_plans(view: View<'_>, part: &mut PartFacts<'_>, products: &[u32]) -> Result<()> {
    let Some(plans) = &part.item.disabled_plans else { return Ok(()) };
    let mut known = NumberSet::default();
    for product in products {
        known.extend(view.product_record(*product)?.product.plans.into_iter().map(|plan| plan.id));
    }
    part.unknown_plan = plans.iter().find(|id| !known.contains(*id)).cloned();
    let mut numbers: Vec<u32> =
        plans.iter().map(|id| view.plan(id)).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    numbers.sort_unstable();
    numbers.dedup();
    part.plans_off = Some(numbers);
    Ok(())
}

fn too_many_rows() -> Error {
    Error::new(Status::Limit, format!("the request has more than {} rows; split it", limits::ROWS))
        .with("limit", limits::ROWS as u64)
}

fn check_targets(targets: &IdList) -> Result<()> {
    if targets.len() > limits::ROWS {
        return Err(too_many_rows());
    }
    match targets.iter().position(|id| id.len() > limits::TARGET_BYTES) {
        Some(at) => Err(Error::new(
            Status::Limit,
            format!("target {at} is longer than {} bytes; it cannot be an id", limits::TARGET_BYTES),
        )
        .with("index", at as u64)),
        None => Ok(()),
    }
}
