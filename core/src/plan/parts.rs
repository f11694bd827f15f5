//! The items of a request with what the book knows of them: who the targets are, which products, what they come through.

use super::everything::{self, NO_PRODUCT};
use super::holders;
use super::people::{self, Kinds};
use crate::error::{Error, Result, Status};
use crate::ids::IdList;
use crate::layout::holdings::DIRECT;
use crate::layout::users::NOBODY;
use crate::limits;
use crate::report::Source;
use crate::request::{Hooks, Item, Op, Request, Who};
use crate::term::Day;
use crate::view::View;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// One item with its facts.
pub(crate) struct PartFacts<'a> {
    pub item: &'a Item,
    pub targets: Arc<IdList>,
    /// User numbers of the targets.
    pub users: Vec<u32>,
    /// Kinds of the targets.
    pub kinds: Vec<u32>,
    /// Chosen members that are no members, by position.
    pub strangers: HashSet<u32>,
    /// Positions in [`Parts::products`].
    pub products: Vec<usize>,
    /// Numbers of the pools that it names; empty is all.
    pub pools: Vec<u32>,
    /// What a seat of it comes through: [`DIRECT`], or the group's number plus one.
    pub source: u32,
    /// Whether taking back takes all that a seat came through.
    pub all_sources: bool,
    /// Number of its first row.
    pub first: usize,
}

/// All items with their facts.
pub(crate) struct Parts<'a> {
    pub all: Vec<PartFacts<'a>>,
    /// Every product that the request names: number and id.
    pub products: Vec<(u32, String)>,
    pub kinds: Kinds,
    /// Groups by their source number.
    pub sources: HashMap<u32, Source>,
    by_product: HashMap<u32, usize>,
    rows: usize,
}

impl<'a> Parts<'a> {
    pub(crate) fn read(
        view: View<'_>,
        request: &'a Request,
        day: Day,
        hooks: &mut Hooks<'_>,
    ) -> Result<Self> {
        let mut parts = Self {
            all: Vec::with_capacity(request.items.len()),
            products: Vec::new(),
            kinds: Kinds::default(),
            sources: HashMap::from([(DIRECT, Source::Direct)]),
            by_product: HashMap::new(),
            rows: 0,
        };
        for item in &request.items {
            hooks.step(0, parts.rows)?;
            check(item)?;
            let mut part = parts.targets(view, item, day)?;
            part.pools = item.pools.iter().map(|id| view.pool(id)).collect::<Result<_>>()?;
            if item.everything {
                for (mut part, products) in everything::split(view, &part)? {
                    part.products = products
                        .into_iter()
                        .map(|number| parts.product(view, number))
                        .collect::<Result<_>>()?;
                    parts.push(part)?;
                }
                continue;
            }
            for id in &item.products {
                let number = view.product(id)?;
                part.products.push(parts.product(view, number)?);
            }
            parts.push(part)?;
        }
        Ok(parts)
    }

    /// The position of a product among the request's.
    fn product(&mut self, view: View<'_>, number: u32) -> Result<usize> {
        if let Some(at) = self.by_product.get(&number) {
            return Ok(*at);
        }
        let id = match number {
            NO_PRODUCT => String::new(),
            _ => view.product_record(number)?.product.id,
        };
        self.products.push((number, id));
        self.by_product.insert(number, self.products.len() - 1);
        Ok(self.products.len() - 1)
    }

    fn push(&mut self, mut part: PartFacts<'a>) -> Result<()> {
        part.first = self.rows;
        self.rows = part
            .targets
            .len()
            .checked_mul(part.products.len())
            .and_then(|rows| rows.checked_add(self.rows))
            .filter(|rows| *rows <= limits::ROWS)
            .ok_or_else(too_many_rows)?;
        self.all.push(part);
        Ok(())
    }

    fn targets(&mut self, view: View<'_>, item: &'a Item, day: Day) -> Result<PartFacts<'a>> {
        let mut part = PartFacts {
            item,
            targets: Arc::default(),
            users: Vec::new(),
            kinds: Vec::new(),
            strangers: HashSet::new(),
            products: Vec::new(),
            pools: Vec::new(),
            source: DIRECT,
            all_sources: item.all_sources,
            first: 0,
        };
        let members = match &item.who {
            Who::Users(users) => {
                part.targets = Arc::clone(users);
                None
            }
            Who::Holders => {
                part.targets = Arc::new(view.ids(&holders::of(view, item, day)?)?);
                part.all_sources = true;
                None
            }
            Who::Group { id, members } => {
                let group = view.group(id)?;
                part.source = group + 1;
                self.sources.insert(part.source, Source::Group(id.clone()));
                let known = view.members(group)?;
                part.targets = match members {
                    Some(chosen) => Arc::clone(chosen),
                    None => Arc::new(view.ids(&known)?),
                };
                members.as_ref().map(|_| known.into_iter().collect::<HashSet<u32>>())
            }
        };
        check_targets(&part.targets)?;
        let found = people::find(view.reader, &part.targets, &mut self.kinds)?;
        if let Some(members) = members {
            let strange = |(_, user): &(u32, &u32)| **user != NOBODY && !members.contains(user);
            part.strangers = (0_u32..).zip(&found.numbers).filter(strange).map(|(at, _)| at).collect();
        }
        part.users = found.numbers;
        part.kinds = found.kinds;
        Ok(part)
    }

    /// Rows in all.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Rows of some operations.
    pub(crate) fn rows_of(&self, wanted: fn(Op) -> bool) -> usize {
        let parts = self.all.iter().filter(|part| wanted(part.item.op));
        parts.map(|part| part.targets.len() * part.products.len()).sum()
    }

    pub(crate) fn user(&self, part: usize, target: usize) -> u32 {
        self.all.get(part).and_then(|part| part.users.get(target)).copied().unwrap_or(NOBODY)
    }

    pub(crate) fn kind(&self, part: usize, target: usize) -> u32 {
        self.all.get(part).and_then(|part| part.kinds.get(target)).copied().unwrap_or(0)
    }

    /// The user numbers of each part; they are handed over.
    pub(crate) fn users(&mut self) -> Vec<Vec<u32>> {
        self.all.iter_mut().map(|part| std::mem::take(&mut part.users)).collect()
    }
}

fn too_many_rows() -> Error {
    Error::new(Status::Limit, format!("the request has more than {} rows; split it", limits::ROWS))
        .with("limit", limits::ROWS as u64)
}

fn check(item: &Item) -> Result<()> {
    let malformed =
        |why: &str| Err(Error::new(Status::MalformedRequest, format!("item of `{}` {why}", item.op.word())));
    if item.op == Op::Merge {
        return malformed("is no operation on rows; merge the two users instead");
    }
    if item.everything && (item.op != Op::Revoke || !item.products.is_empty()) {
        return malformed("asks for everything; that is for `revoke` without products");
    }
    if item.products.is_empty() && !item.everything {
        return malformed("names no product");
    }
    if item.who == Who::Holders && !matches!(item.op, Op::Revoke | Op::Start) {
        return malformed("is about all holders; that is for `revoke` and `start`");
    }
    if item.ends_on.is_some() && item.choice() == crate::SeatChoice::New {
        return malformed(
            "chooses an end date, but only started seats have one; use `reuse` or seat choice `auto`",
        );
    }
    Ok(())
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
