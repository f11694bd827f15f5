//! The lines of a licence file with the pools that they are about.
//!
//! A line is about the pools of its product and kind that belong to the licensee's org and carry his serial number. It has one total: the
//! sum of these pools. Pools of other orgs, without the serial number, or whose seats are for groups or orgs, are none of its business.

use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, PoolRecord, Sort};
use crate::layout::keys;
use crate::layout::licences::LicenseeRecord;
use crate::layout::seats::PoolState;
use crate::licence_file::{LicenceLine, LicencePayload, LineKind, LineTerms};
use crate::model::Pool;
use crate::seat::{Seen, Standing};
use crate::store::{Direction, Reader, Span, Table};
use crate::term::Day;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// A product and whether the line is about seats for users or a site.
type About = (u32, LineKind);

/// A pool of a line.
pub(crate) struct LinePool {
    pub number: u32,
    pub record: PoolRecord,
    /// The pool under the file's terms, with as many seats as it has.
    pub new: Pool,
    pub state: PoolState,
    /// Seats that somebody holds under the file's terms.
    pub in_use: u64,
}

/// A line of a file, or one that the file does away with.
pub(crate) struct Line {
    pub id: String,
    pub name: String,
    pub product: String,
    pub kind: LineKind,
    /// Seats in all that the file gives it.
    pub total: Option<u32>,
    pub in_file: bool,
    /// Whether the file before has it too.
    pub was_in_file: bool,
    pub terms: LineTerms,
    /// Oldest first.
    pub pools: Vec<LinePool>,
}

impl LinePool {
    /// What a standing amounts to when the file's terms hold: what the dates have brought about before stays.
    pub(crate) fn seen(&self, standing: Standing, on: Day) -> Seen {
        standing.on(&self.record.pool, on).standing.on(&self.new, on)
    }
}

impl Line {
    /// Seats of its pools; `None` is unlimited.
    pub(crate) fn old_total(&self) -> Option<u64> {
        total(self.pools.iter().map(|pool| pool.record.pool.quantity))
    }

    pub(crate) fn new_total(&self) -> Option<u64> {
        self.total.map(u64::from)
    }

    pub(crate) fn in_use(&self) -> u64 {
        self.pools.iter().map(|pool| pool.in_use).sum()
    }

    /// How many must give their seat back.
    pub(crate) fn to_remove(&self) -> u64 {
        self.new_total().map_or(0, |total| self.in_use().saturating_sub(total))
    }

    /// What its pools will have; `None` if more is in use.
    pub(crate) fn shares(&self) -> Option<Vec<Option<u32>>> {
        let pools: Vec<_> = self.pools.iter().map(|pool| (pool.new.quantity, pool.in_use)).collect();
        super::share::share(&pools, self.total)
    }

    /// Whether there is a pool to be made for it.
    pub(crate) fn wants_a_pool(&self) -> bool {
        self.pools.is_empty() && self.total != Some(0)
    }
}

/// The sum of pools; `None` is unlimited.
pub(crate) fn total(quantities: impl Iterator<Item = Option<u32>>) -> Option<u64> {
    quantities.map(|quantity| quantity.map(u64::from)).sum()
}

/// Numbers and records of the pools that a licensee's files are about, oldest first; only of one product, if one is named.
pub(crate) fn pools(
    reader: &dyn Reader,
    licensee: &LicenseeRecord,
    product: Option<u32>,
) -> Result<Vec<(u32, PoolRecord)>> {
    let mut numbers = match product {
        Some(product) => catalogue::pools_of(reader, product, Some(licensee.org))?,
        None => pools_of_org(reader, licensee.org)?,
    };
    numbers.sort_unstable();
    let mut pools = Vec::new();
    for number in numbers {
        let record: PoolRecord = catalogue::record(reader, Sort::Pool, number)?;
        if about(licensee, &record).is_some() {
            pools.push((number, record));
        }
    }
    pools.sort_by_key(|(number, record)| (record.pool.delivered_on, *number));
    Ok(pools)
}

fn pools_of_org(reader: &dyn Reader, org: u32) -> Result<Vec<u32>> {
    let mut numbers = Vec::new();
    reader.scan(Table::Catalogue, &Span::prefix(b"x"), Direction::Forward, &mut |key, _| {
        if keys::number_at(key, 5)? == org {
            numbers.push(keys::number_at(key, 9)?);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(numbers)
}

/// Which line of a licensee a pool belongs to, if it is any of his.
pub(crate) fn about(licensee: &LicenseeRecord, record: &PoolRecord) -> Option<About> {
    let is_his = record.org == licensee.org
        && record.pool.serial_number.as_deref() == Some(&licensee.licensee.serial_number);
    LineKind::of(record.pool.kind).filter(|_| is_his).map(|kind| (record.product, kind))
}

/// The line of a file about a product.
pub(crate) fn line_about<'a>(
    file: &'a LicencePayload,
    product: &str,
    kind: LineKind,
) -> Option<&'a LicenceLine> {
    file.lines.iter().find(|line| line.kind == kind && line.product == product)
}

/// The lines of a file in its order, then those that it does away with, by product id. `before` is the file that is active.
pub(crate) fn of(
    view: View<'_>,
    licensee: &LicenseeRecord,
    file: &LicencePayload,
    before: Option<&LicencePayload>,
    on: Day,
) -> Result<Vec<Line>> {
    let mut by_line: BTreeMap<About, Vec<(u32, PoolRecord)>> = BTreeMap::new();
    for (number, record) in pools(view.reader, licensee, None)? {
        if let Some(about) = about(licensee, &record) {
            by_line.entry(about).or_default().push((number, record));
        }
    }
    let mut lines = Vec::new();
    for line in &file.lines {
        let number = catalogue::number(view.reader, Sort::Product, &line.product)?.ok_or_else(|| {
            let message = format!(
                "line `{}` of the licence file is about product `{}`, which is not in the book; load it first, or discard the file",
                line.id, line.product
            );
            Error::new(Status::UnknownProduct, message).with("line", line.id.as_str()).with("product", line.product.as_str())
        })?;
        let own = by_line.remove(&(number, line.kind)).unwrap_or_default();
        let earlier = before.and_then(|before| line_about(before, &line.product, line.kind));
        lines.push(build(view, Some(line), earlier, (line.product.clone(), line.kind), own, on)?);
    }
    let mut gone = Vec::new();
    for ((_, kind), own) in by_line {
        let Some(product) = own.first().map(|(_, record)| record.pool.product.clone()) else { continue };
        let earlier = before.and_then(|before| line_about(before, &product, kind));
        gone.push(build(view, None, earlier, (product, kind), own, on)?);
    }
    gone.sort_by(|one, other| (&one.product, one.kind).cmp(&(&other.product, other.kind)));
    let mut taken: BTreeSet<String> = lines.iter().map(|line| line.id.clone()).collect();
    for mut line in gone {
        line.id = free_id(&line, &taken);
        taken.insert(line.id.clone());
        lines.push(line);
    }
    Ok(lines)
}

fn build(
    view: View<'_>,
    line: Option<&LicenceLine>,
    earlier: Option<&LicenceLine>,
    (product, kind): (String, LineKind),
    pools: Vec<(u32, PoolRecord)>,
    on: Day,
) -> Result<Line> {
    let terms_before = earlier.map(|line| line.terms.clone()).unwrap_or_default();
    // What is gone keeps its terms: they say how its seats were used.
    let terms = line.map_or_else(|| terms_before.clone(), |line| line.terms.clone());
    let mut own = Vec::with_capacity(pools.len());
    for (number, record) in pools {
        let mut new = record.pool.clone();
        terms.apply(&terms_before, &mut new);
        let state = view.pool_state(number)?;
        let mut pool = LinePool { number, record, new, state, in_use: 0 };
        let held = pool.state.buckets.iter().filter(|bucket| pool.seen(bucket.standing, on).state.is_held());
        pool.in_use = held.map(|bucket| u64::from(bucket.count)).sum();
        own.push(pool);
    }
    let known = line.or(earlier);
    Ok(Line {
        id: known.map(|line| line.id.clone()).unwrap_or_default(),
        name: known.map(|line| line.name.clone()).unwrap_or_default(),
        total: line.map_or(Some(0), |line| line.total),
        in_file: line.is_some(),
        was_in_file: earlier.is_some(),
        product,
        kind,
        terms,
        pools: own,
    })
}

/// An id for a line that is gone: the one it had, or the product's; never that of a line in the file.
fn free_id(line: &Line, taken: &BTreeSet<String>) -> String {
    let (product, kind) = (&line.product, line.kind.word());
    let names = [line.id.clone(), product.clone(), format!("{product}/{kind}")].into_iter();
    let numbered = (2_u32..).map(|number| format!("{product}/{kind}/{number}"));
    names.chain(numbered).find(|id| !id.is_empty() && !taken.contains(id)).unwrap_or_default()
}

/// The pool that is made for a line without one. Its id is the serial number and the line's id, with a number behind if that is taken.
pub(crate) fn new_pool(reader: &dyn Reader, licensee: &LicenseeRecord, line: &Line) -> Result<Pool> {
    let own = &licensee.licensee;
    let name = format!("{}/{}", own.serial_number, line.id);
    let mut id = name.clone();
    for number in 2_u32.. {
        if catalogue::number(reader, Sort::Pool, &id)?.is_none() {
            break;
        }
        id = format!("{name}/{number}");
    }
    let mut pool = Pool {
        id,
        product: line.product.clone(),
        org: own.org.clone(),
        kind: line.kind.pool_kind(),
        quantity: line.total,
        serial_number: Some(own.serial_number.clone()),
        owner: Some(own.owner.clone()),
        ..Pool::default()
    };
    line.terms.apply(&LineTerms::default(), &mut pool);
    Ok(pool)
}

/// Fails if a file's terms make no sense for a pool of one of its lines.
pub(crate) fn check(reader: &dyn Reader, licensee: &LicenseeRecord, line: &Line) -> Result<()> {
    let made = if line.wants_a_pool() { Some(new_pool(reader, licensee, line)?) } else { None };
    for pool in line.pools.iter().map(|pool| &pool.new).chain(&made) {
        pool.check().map_err(|error| {
            let message =
                format!("line `{}` of the licence file cannot be taken over: {}", line.id, error.message());
            Error::new(Status::InvalidLicence, message).with("line", line.id.as_str())
        })?;
    }
    Ok(())
}
