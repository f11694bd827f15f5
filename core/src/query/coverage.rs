//! Which of some users have which products, and what else a screen for assigning shows beside it.

use super::Counts;
use super::counts;
use crate::access::Access;
use crate::error::{Error, Result, Status};
use crate::held::HeldSeats;
use crate::ids::IdList;
use crate::layout::catalogue::{self, Sort};
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
    let mut rows = Vec::new();
    for (id, product) in named(view, products)? {
        rows.push(of_product(view, ids, &known, (id, product), on)?);
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

fn of_product(
    view: View<'_>,
    ids: &IdList,
    known: &[(Found, usize)],
    (id, product): (String, u32),
    on: Day,
) -> Result<ProductCoverage> {
    let mut held = HeldSeats::new(view, on);
    let mut access = Access::new(view, product, on)?;
    let (mut holders, mut derived) = (Vec::new(), Vec::new());
    for (user, at) in known {
        if held.get(HolderKind::User, user.number, product)?.is_some() {
            holders.push(*at);
        } else if let Some(access) = &mut access {
            let mut ask = |kind: HolderKind, number: u32| held.get(kind, number, product);
            if access.of_user(view, user.number, &user.traits, &mut ask)?.is_some() {
                derived.push(*at);
            }
        }
    }
    let in_order = |mut places: Vec<usize>| {
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
        holders: in_order(holders),
        derived: in_order(derived),
        counts: counts::of_product(view, &id, None, on)?,
        product: id,
    })
}
