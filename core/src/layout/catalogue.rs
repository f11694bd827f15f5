//! Orgs, products, pools and groups: few compared with users, so their records are JSON.

use super::codec::{Input, Output};
use super::keys;
use crate::error::{Error, Result, Status};
use crate::limits;
use crate::model::{GroupKind, Org, Pool, PoolKind, Product};
use crate::store::decoded::once;
use crate::store::{Direction, Reader, Span, Table, Writer};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Members' numbers in one value.
const MEMBERS: usize = 1000;

/// The sorts of things that are numbered here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Org,
    Product,
    Pool,
    Group,
    /// A service plan: the same plan in two products has one number.
    Plan,
}

impl Sort {
    const fn id_letter(self) -> u8 {
        match self {
            Sort::Org => b'o',
            Sort::Product => b'p',
            Sort::Pool => b's',
            Sort::Group => b'g',
            Sort::Plan => b'e',
        }
    }

    const fn record_letter(self) -> u8 {
        self.id_letter().to_ascii_uppercase()
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Sort::Org => "org",
            Sort::Product => "product",
            Sort::Pool => "pool",
            Sort::Group => "group",
            Sort::Plan => "plan",
        }
    }
}

/// An org as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OrgRecord {
    pub org: Org,
    pub parent: Option<u32>,
}

/// A product as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProductRecord {
    pub product: Product,
    /// Numbers of its plans, in their order.
    pub plans: Vec<u32>,
}

/// A pool as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PoolRecord {
    /// Without its keys, which lie apart.
    pub pool: Pool,
    pub product: u32,
    pub org: u32,
    /// How many keys there are, and their SHA-256.
    #[serde(default)]
    pub keys: usize,
    #[serde(default)]
    pub keys_hash: String,
}

/// A group as stored; its members lie apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GroupRecord {
    pub id: String,
    pub org: String,
    pub kind: GroupKind,
    pub name: String,
    /// How many members it has.
    pub members: usize,
}

/// The number of something with an id.
pub(crate) fn number(reader: &dyn Reader, sort: Sort, id: &str) -> Result<Option<u32>> {
    if id.is_empty() || id.len() > limits::ID_BYTES {
        return Ok(None);
    }
    let value = reader.get(Table::Catalogue, &keys::id(sort.id_letter(), id))?;
    value.map(|value| Input::new(&value).u32()).transpose()
}

/// The record of something with a number.
pub(crate) fn record<T: DeserializeOwned>(reader: &dyn Reader, sort: Sort, number: u32) -> Result<T> {
    let missing = || Error::corrupt(format!("there is no {} with number {number}", sort.word()));
    let value =
        reader.get(Table::Catalogue, &keys::numbers(sort.record_letter(), &[number]))?.ok_or_else(missing)?;
    read_json(&value, sort.word())
}

/// The same, decoded once of a committed state.
pub(crate) fn shared<T>(reader: &dyn Reader, sort: Sort, number: u32) -> Result<Arc<T>>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let key = keys::numbers(sort.record_letter(), &[number]);
    once(reader, &key, || record(reader, sort, number))
}

pub(super) fn read_json<T: DeserializeOwned>(value: &[u8], what: &str) -> Result<T> {
    from_json(value).map_err(|error| Error::corrupt(format!("a record of a {what}: {error}")))
}

/// Reads JSON from bytes. As text, like all other JSON: serde would make every reader once more for bytes.
pub(crate) fn from_json<'a, T: Deserialize<'a>>(json: &'a [u8]) -> serde_json::Result<T> {
    let text = std::str::from_utf8(json).map_err(serde_json::Error::custom)?;
    serde_json::from_str(text)
}

pub(crate) fn write_json<T: Serialize>(record: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(record)
        .map_err(|error| Error::internal(format!("a record cannot be written: {error}")))
}

/// Gives the next number to an id.
pub(crate) fn add(writer: &mut dyn Writer, sort: Sort, id: &str) -> Result<u32> {
    let mut counts = counts(writer)?;
    let count = match sort {
        Sort::Org => &mut counts.orgs,
        Sort::Product => &mut counts.products,
        Sort::Pool => &mut counts.pools,
        Sort::Group => &mut counts.groups,
        Sort::Plan => &mut counts.plans,
    };
    let number = *count;
    *count = number.checked_add(1).filter(|next| *next < u32::MAX).ok_or_else(|| {
        Error::new(Status::Limit, format!("the book is full: it cannot number another {}", sort.word()))
    })?;
    writer.put(Table::Catalogue, &keys::id(sort.id_letter(), id), &number.to_le_bytes())?;
    let mut value = Vec::with_capacity(20);
    for count in [counts.orgs, counts.products, counts.pools, counts.groups, counts.plans] {
        value.put_u32(count);
    }
    writer.put(Table::Catalogue, b"c", &value)?;
    Ok(number)
}

/// Sets the record of something with a number.
pub(crate) fn put<T: Serialize>(writer: &mut dyn Writer, sort: Sort, number: u32, record: &T) -> Result<()> {
    writer.put(Table::Catalogue, &keys::numbers(sort.record_letter(), &[number]), &write_json(record)?)
}

/// Forgets an id; its number is not used again. The record goes too, except a group's: seats that ended name it still.
pub(crate) fn remove(writer: &mut dyn Writer, sort: Sort, id: &str, number: u32) -> Result<()> {
    writer.remove(Table::Catalogue, &keys::id(sort.id_letter(), id))?;
    if sort != Sort::Group {
        writer.remove(Table::Catalogue, &keys::numbers(sort.record_letter(), &[number]))?;
    }
    writer.put(Table::Catalogue, &removed_key(sort, &number.to_be_bytes()), &[])
}

fn removed_key(sort: Sort, number: &[u8]) -> Vec<u8> {
    [&[b'd', sort.id_letter()], number].concat()
}

/// Numbers of what was removed, ascending.
pub(crate) fn removed(reader: &dyn Reader, sort: Sort) -> Result<Vec<u32>> {
    let mut numbers = Vec::new();
    let span = Span::prefix(&removed_key(sort, &[]));
    reader.scan(Table::Catalogue, &span, Direction::Forward, &mut |key, _| {
        numbers.push(keys::number_at(key, 2)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(numbers)
}

/// How many of each have been numbered.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Numbered {
    pub orgs: u32,
    pub products: u32,
    pub pools: u32,
    pub groups: u32,
    pub plans: u32,
}

pub(crate) fn counts(reader: &dyn Reader) -> Result<Numbered> {
    let Some(value) = reader.get(Table::Catalogue, b"c")? else { return Ok(Numbered::default()) };
    let mut input = Input::new(&value);
    let counts = Numbered {
        orgs: input.u32()?,
        products: input.u32()?,
        pools: input.u32()?,
        groups: input.u32()?,
        plans: input.u32()?,
    };
    input.end()?;
    Ok(counts)
}

/// Calls `visit` with the id and number of everything of a sort, in order of ids.
pub(crate) fn each(
    reader: &dyn Reader,
    sort: Sort,
    mut visit: impl FnMut(&str, u32) -> Result<()>,
) -> Result<()> {
    reader.scan(
        Table::Catalogue,
        &Span::prefix(&[sort.id_letter()]),
        Direction::Forward,
        &mut |key, value| {
            let id = key.get(1..).and_then(|id| std::str::from_utf8(id).ok());
            visit(id.ok_or_else(|| Error::corrupt("an id is not UTF-8"))?, Input::new(value).u32()?)?;
            Ok(ControlFlow::Continue(()))
        },
    )
}

// ---- roles -----------------------------------------------------------------------------------------------------------

/// The role words of a book; a word's position is its bit.
#[derive(Clone, Debug)]
pub(crate) struct Roles {
    words: Vec<String>,
}

impl Roles {
    pub(crate) fn read(reader: &dyn Reader) -> Result<Self> {
        let words = match reader.get(Table::Catalogue, b"r")? {
            Some(value) => read_json(&value, "role")?,
            None => ["student", "teacher", "administrator", "staff"].map(str::to_owned).to_vec(),
        };
        Ok(Self { words })
    }

    pub(crate) fn write(&self, writer: &mut dyn Writer) -> Result<()> {
        writer.put(Table::Catalogue, b"r", &write_json(&self.words)?)
    }

    /// The bits of words, as far as the book knows them.
    pub(crate) fn known(&self, words: &[String]) -> u64 {
        words
            .iter()
            .filter_map(|word| self.words.iter().position(|own| own == word))
            .fold(0, |bits, at| bits | 1 << at)
    }

    /// The bits of words, new ones added; `None` when there is no bit left.
    pub(crate) fn bits(&mut self, words: &[String]) -> Option<u64> {
        for word in words {
            if !self.words.contains(word) {
                if self.words.len() >= limits::ROLES {
                    return None;
                }
                self.words.push(word.clone());
            }
        }
        Some(self.known(words))
    }

    /// The words of bits, in the book's order.
    pub(crate) fn words(&self, bits: u64) -> Vec<String> {
        let own = self.words.iter().enumerate().filter(|(at, _)| *at < 64 && bits >> at & 1 != 0);
        own.map(|(_, word)| word.clone()).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}

// ---- pools of a product ----------------------------------------------------------------------------------------------

pub(crate) fn put_pool_index(writer: &mut dyn Writer, record: &PoolRecord, pool: u32) -> Result<()> {
    if let Some(number) = shared_kind_number(record.pool.kind) {
        writer.put(Table::Catalogue, &keys::numbers(b'y', &[record.product, pool]), &[number])?;
    }
    writer.put(Table::Catalogue, &keys::numbers(b'x', &[record.product, record.org, pool]), &[])
}

pub(crate) fn remove_pool_index(writer: &mut dyn Writer, record: &PoolRecord, pool: u32) -> Result<()> {
    writer.remove(Table::Catalogue, &keys::numbers(b'y', &[record.product, pool]))?;
    writer.remove(Table::Catalogue, &keys::numbers(b'x', &[record.product, record.org, pool]))
}

/// The number under which the index of shared pools keeps a kind; `None` if only who holds a seat has access.
const fn shared_kind_number(kind: PoolKind) -> Option<u8> {
    match kind {
        PoolKind::Single | PoolKind::Volume => None,
        PoolKind::Group => Some(1),
        PoolKind::School => Some(2),
        PoolKind::Tenant => Some(3),
        PoolKind::Site => Some(4),
    }
}

/// Pools of a product of which others than its holders have access, with their kinds.
pub(crate) fn shared_pools(reader: &dyn Reader, product: u32) -> Result<Vec<(u32, PoolKind)>> {
    const KINDS: [PoolKind; 4] = [PoolKind::Group, PoolKind::School, PoolKind::Tenant, PoolKind::Site];
    let mut pools = Vec::new();
    let prefix = keys::numbers(b'y', &[product]);
    reader.scan(Table::Catalogue, &Span::prefix(&prefix), Direction::Forward, &mut |key, value| {
        let number = Input::new(value).u8()?;
        let kind = KINDS.into_iter().find(|kind| shared_kind_number(*kind) == Some(number));
        let kind = kind.ok_or_else(|| Error::corrupt("unknown kind of a pool"))?;
        pools.push((keys::number_at(key, 5)?, kind));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(pools)
}

/// Products that have pools of which others than their holders have access, in ascending order of their numbers.
pub(crate) fn products_with_shared_pools(reader: &dyn Reader) -> Result<Arc<Vec<u32>>> {
    once(reader, b"y", || {
        let mut products = Vec::new();
        reader.scan(Table::Catalogue, &Span::prefix(b"y"), Direction::Forward, &mut |key, _| {
            products.push(keys::number_at(key, 1)?);
            Ok(ControlFlow::Continue(()))
        })?;
        products.dedup();
        Ok(products)
    })
}

/// Orgs and numbers of all pools of a product.
pub(crate) fn all_pools_of(reader: &dyn Reader, product: u32) -> Result<Arc<Vec<(u32, u32)>>> {
    once(reader, &keys::numbers(b'x', &[product]), || {
        let mut pools = Vec::new();
        each_pool_of(reader, product, None, |org, pool| pools.push((org, pool)))?;
        Ok(pools)
    })
}

/// Numbers of the pools of a product that belong to an org; of all orgs without one.
pub(crate) fn pools_of(reader: &dyn Reader, product: u32, org: Option<u32>) -> Result<Vec<u32>> {
    let mut pools = Vec::new();
    each_pool_of(reader, product, org, |_, pool| pools.push(pool))?;
    Ok(pools)
}

/// Calls `visit` with the org and number of each pool of a product.
pub(crate) fn each_pool_of(
    reader: &dyn Reader,
    product: u32,
    org: Option<u32>,
    mut visit: impl FnMut(u32, u32),
) -> Result<()> {
    let prefix = match org {
        Some(org) => keys::numbers(b'x', &[product, org]),
        None => keys::numbers(b'x', &[product]),
    };
    reader.scan(Table::Catalogue, &Span::prefix(&prefix), Direction::Forward, &mut |key, _| {
        visit(keys::number_at(key, 5)?, keys::number_at(key, 9)?);
        Ok(ControlFlow::Continue(()))
    })
}

/// Whether a product has any pool.
pub(crate) fn has_pools(reader: &dyn Reader, product: u32) -> Result<bool> {
    let mut any = false;
    reader.scan(
        Table::Catalogue,
        &Span::prefix(&keys::numbers(b'x', &[product])),
        Direction::Forward,
        &mut |_, _| {
            any = true;
            Ok(ControlFlow::Break(()))
        },
    )?;
    Ok(any)
}

fn code_key(code: &str) -> Vec<u8> {
    keys::id(b'l', &code.to_lowercase())
}

/// The pool with a licence code, compared without case.
pub(crate) fn pool_with_code(reader: &dyn Reader, code: &str) -> Result<Option<u32>> {
    reader.get(Table::Catalogue, &code_key(code))?.map(|value| Input::new(&value).u32()).transpose()
}

/// Moves a pool's licence code from its old terms to its new ones.
pub(crate) fn put_code(
    writer: &mut dyn Writer,
    old: Option<&str>,
    new: Option<&str>,
    pool: u32,
) -> Result<()> {
    if let Some(old) = old {
        writer.remove(Table::Catalogue, &code_key(old))?;
    }
    match new {
        Some(new) => writer.put(Table::Catalogue, &code_key(new), &pool.to_le_bytes()),
        None => Ok(()),
    }
}

// ---- orgs ------------------------------------------------------------------------------------------------------------

/// The org above an org.
pub(crate) fn parent(reader: &dyn Reader, org: u32) -> Result<Option<u32>> {
    /// As much of [`OrgRecord`] as it takes.
    #[derive(Deserialize)]
    struct Above {
        parent: Option<u32>,
    }
    record::<Above>(reader, Sort::Org, org).map(|above| above.parent)
}

/// An org and every org above it, nearest first; `parent` tells which one is above another.
pub(crate) fn chain(org: u32, mut parent: impl FnMut(u32) -> Result<Option<u32>>) -> Result<Vec<u32>> {
    let mut chain = vec![org];
    let mut at = org;
    while let Some(above) = parent(at)? {
        if chain.contains(&above) {
            return Err(Error::corrupt("orgs stand above each other in a circle"));
        }
        chain.push(above);
        at = above;
    }
    Ok(chain)
}

/// An org and every org above it, nearest first.
pub(crate) fn with_parents(reader: &dyn Reader, org: u32) -> Result<Vec<u32>> {
    chain(org, |org| parent(reader, org))
}

/// Whether `org` is `above` or stands below it.
pub(crate) fn is_within(reader: &dyn Reader, org: u32, above: u32) -> Result<bool> {
    Ok(with_parents(reader, org)?.contains(&above))
}

// ---- members ---------------------------------------------------------------------------------------------------------

/// Numbers of a group's members, in the group's order.
pub(crate) fn members(reader: &dyn Reader, group: u32) -> Result<Vec<u32>> {
    let mut members = Vec::new();
    reader.scan(
        Table::Catalogue,
        &Span::prefix(&keys::numbers(b'M', &[group])),
        Direction::Forward,
        &mut |_, value| {
            let mut input = Input::new(value);
            while !input.is_empty() {
                members.push(input.u32()?);
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok(members)
}

/// Sets a group's members. Only what differs is written: one more at the end of a hundred thousand is one small value.
pub(crate) fn put_members(writer: &mut dyn Writer, group: u32, members: &[u32]) -> Result<()> {
    let mut stored: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    writer.scan(
        Table::Catalogue,
        &Span::prefix(&keys::numbers(b'M', &[group])),
        Direction::Forward,
        &mut |key, value| {
            stored.push((key.to_vec(), value.to_vec()));
            Ok(ControlFlow::Continue(()))
        },
    )?;
    for (key, _) in stored.iter().skip(members.len().div_ceil(MEMBERS)) {
        writer.remove(Table::Catalogue, key)?;
    }
    for ((chunk, members), at) in (0_u32..).zip(members.chunks(MEMBERS)).zip(0..) {
        let mut value = Vec::with_capacity(4 * members.len());
        for member in members {
            value.put_u32(*member);
        }
        if stored.get(at).is_none_or(|(_, old)| *old != value) {
            writer.put(Table::Catalogue, &keys::numbers(b'M', &[group, chunk]), &value)?;
        }
    }
    Ok(())
}
