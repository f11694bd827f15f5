//! Which of some users have which products, and what else a screen for assigning shows beside it.

use super::Counts;
use super::counts;
use crate::access::Access;
use crate::error::{Error, Result, Status};
use crate::held::HeldSeats;
use crate::ids::IdList;
use crate::layout::catalogue::{self, Sort};
use crate::layout::holdings::{self, BLOCK, LyingBlock};
use crate::layout::users::{self, Found};
use crate::limits;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use serde::{Serialize, Serializer};

/// How many of the users asked about have a product: what a tick box with three states shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Covered {
    /// Nobody.
    None = 0,
    /// Some, not all.
    Some = 1,
    /// Everybody, and there is somebody.
    All = 2,
}

impl Covered {
    /// Every case.
    pub const ALL: &[Covered] = &[Covered::None, Covered::Some, Covered::All];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            Covered::None => "none",
            Covered::Some => "some",
            Covered::All => "all",
        }
    }
}

impl Serialize for Covered {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Which of some users have which products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// How many different users of the book were asked about.
    pub users: u64,
    /// Ids that are not in the book, each once.
    pub unknown: IdList,
    /// A row for every product asked about, in that order; without any, for every product that has pools, by id.
    pub products: Vec<ProductCoverage>,
}

/// Which of some users have a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProductCoverage {
    /// The product.
    pub product: String,
    /// All, some or none of the users.
    pub covered: Covered,
    /// How many of them have it.
    pub count: u64,
    /// Who has a seat of his own, in the order asked.
    pub holders: IdList,
    /// Who has it without one, through a group, an org or a site, in the order asked.
    pub derived: IdList,
    /// All seats of the product on the day.
    pub counts: Counts,
}

/// A user who was asked about.
struct Asked<'i> {
    id: &'i str,
    /// Position among the ids.
    at: usize,
    found: Option<Found>,
}

/// Which of the users have the products on a day.
pub(crate) fn of(view: View<'_>, ids: &IdList, products: &[String], on: Day) -> Result<Coverage> {
    if ids.len() > limits::ROWS {
        let message = format!("more than {} users; ask in parts", limits::ROWS);
        return Err(Error::new(Status::Limit, message));
    }
    let asked = find(view, ids)?;
    let mut unknown: Vec<(usize, &str)> =
        asked.iter().filter(|asked| asked.found.is_none()).map(|asked| (asked.at, asked.id)).collect();
    unknown.sort_unstable();
    let mut known: Vec<(Found, usize)> =
        asked.iter().filter_map(|asked| Some((asked.found?, asked.at))).collect();
    known.sort_unstable_by_key(|(found, _)| found.number);
    let mut held = HeldSeats::new(view, on);
    let products = named(view, products)?;
    let holders = holders(view, &mut held, &known, &products)?;
    let mut rows = Vec::with_capacity(products.len());
    for ((id, product), holders) in products.into_iter().zip(holders) {
        let derived = derived(view, &mut held, &known, product, &holders, on)?;
        rows.push(row(view, ids, &known, id, (holders, derived), on)?);
    }
    let unknown = unknown.into_iter().map(|(_, id)| id).collect();
    Ok(Coverage { users: known.len() as u64, unknown, products: rows })
}

/// Every id once, at its first place.
fn find<'i>(view: View<'_>, ids: &'i IdList) -> Result<Vec<Asked<'i>>> {
    let mut asked: Vec<Asked<'i>> =
        ids.iter().zip(0..).map(|(id, at)| Asked { id, at, found: None }).collect();
    asked.sort_unstable_by_key(|asked| (asked.id, asked.at));
    asked.dedup_by_key(|asked| asked.id);
    let sorted: Vec<&str> = asked.iter().map(|asked| asked.id).collect();
    users::find(view.reader, &sorted, |at, found| {
        if let Some(asked) = asked.get_mut(at) {
            asked.found = Some(found);
        }
    })?;
    Ok(asked)
}

fn named(view: View<'_>, products: &[String]) -> Result<Vec<(String, u32)>> {
    if !products.is_empty() {
        return products.iter().map(|id| Ok((id.clone(), view.product(id)?))).collect();
    }
    let mut all = Vec::new();
    catalogue::each(view.reader, Sort::Product, |id, number| {
        all.push((id.to_owned(), number));
        Ok(())
    })?;
    let mut with_pools = Vec::new();
    for own in all {
        if view.has_pools(own.1)? {
            with_pools.push(own);
        }
    }
    Ok(with_pools)
}

/// Who has a seat of his own of each product: positions in `known`, ascending. Of each block of users either everything they hold
/// is gone through once, or a few products are looked up.
fn holders(
    view: View<'_>,
    held: &mut HeldSeats<'_>,
    known: &[(Found, usize)],
    products: &[(String, u32)],
) -> Result<Vec<Vec<usize>>> {
    let mut all = vec![Vec::new(); products.len()];
    let mut order: Vec<(u32, usize)> = products.iter().map(|(_, product)| *product).zip(0..).collect();
    order.sort_unstable();
    let few = (catalogue::counts(view.reader)?.products as usize) / 5 > products.len();
    let mut first = 0;
    for own in known.chunk_by(|(one, _), (other, _)| one.number / BLOCK == other.number / BLOCK) {
        let block = own.first().map_or(0, |(user, _)| user.number / BLOCK);
        let mut look = |product: u32, value: &[u8]| {
            let asked = order.partition_point(|(other, _)| *other < product);
            let asked = order.iter().skip(asked).take_while(|(other, _)| *other == product);
            let holdings = LyingBlock::new(value)?;
            for (_, at) in asked {
                let Some(holders) = all.get_mut(*at) else { continue };
                for ((user, _), place) in own.iter().zip(first..) {
                    let Some((terms, seat)) = holdings.get((user.number % BLOCK) as u8) else { continue };
                    if held.held(holdings.pool(terms)?, seat)?.seen.state.is_held() {
                        holders.push(place);
                    }
                }
            }
            Ok(())
        };
        if few {
            for own in order.chunk_by(|(one, _), (other, _)| one == other) {
                let Some((product, _)) = own.first() else { continue };
                let mut look = |value: &[u8]| look(*product, value);
                holdings::peek(view.reader, HolderKind::User, block, *product, &mut look)?;
            }
        } else {
            holdings::each_lying(view.reader, HolderKind::User, block, look)?;
        }
        first += own.len();
    }
    Ok(all)
}

/// Who of the others has a product without a seat: positions in `known`.
fn derived(
    view: View<'_>,
    held: &mut HeldSeats<'_>,
    known: &[(Found, usize)],
    product: u32,
    holders: &[usize],
    on: Day,
) -> Result<Vec<usize>> {
    let mut derived = Vec::new();
    let Some(mut access) = Access::new(view, product, on)? else { return Ok(derived) };
    for (place, (user, _)) in known.iter().enumerate() {
        if holders.binary_search(&place).is_err() {
            let mut ask = |kind: HolderKind, number: u32| held.get(kind, number, product);
            if access.of_user(view, user.number, &user.traits, &mut ask)?.is_some() {
                derived.push(place);
            }
        }
    }
    Ok(derived)
}

fn row(
    view: View<'_>,
    ids: &IdList,
    known: &[(Found, usize)],
    id: String,
    (holders, derived): (Vec<usize>, Vec<usize>),
    on: Day,
) -> Result<ProductCoverage> {
    let in_order = |places: &[usize]| {
        let mut places: Vec<usize> =
            places.iter().filter_map(|place| known.get(*place).map(|(_, at)| *at)).collect();
        places.sort_unstable();
        places.into_iter().map(|at| ids.get(at)).collect::<IdList>()
    };
    let count = holders.len() + derived.len();
    let covered = match count {
        0 => Covered::None,
        count if count == known.len() => Covered::All,
        _ => Covered::Some,
    };
    Ok(ProductCoverage {
        covered,
        count: count as u64,
        holders: in_order(&holders),
        derived: in_order(&derived),
        counts: counts::of_product(view, &id, None, on)?,
        product: id,
    })
}
