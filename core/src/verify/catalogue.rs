//! Checking orgs, products, pools and groups: every id leads to its record, and what is written twice is the same.

use super::Checking;
use crate::error::{Error, Result};
use crate::layout::catalogue::{self, GroupRecord, OrgRecord, PoolRecord, ProductRecord, Sort};
use crate::layout::rules::{self, RuleWords};
use crate::layout::{keys, seat_keys};
use crate::seat::HolderKind;
use crate::store::{Direction, Span, Table};
use std::ops::ControlFlow;

impl Checking<'_> {
    pub(super) fn catalogue(&mut self) -> Result<()> {
        let numbered = catalogue::counts(self.reader);
        let Some(numbered) = self.note("catalogue", numbered)? else { return Ok(()) };
        let sorts = [
            (Sort::Org, numbered.orgs),
            (Sort::Product, numbered.products),
            (Sort::Pool, numbered.pools),
            (Sort::Group, numbered.groups),
            (Sort::Plan, numbered.plans),
        ];
        for (sort, count) in sorts {
            let mut ids = Vec::new();
            let walked = catalogue::each(self.reader, sort, |id, number| {
                ids.push((id.to_owned(), number));
                Ok(())
            });
            self.note(sort.word(), walked)?;
            let removed = catalogue::removed(self.reader, sort);
            let removed = self.note(sort.word(), removed)?.unwrap_or_default();
            if ids.len() + removed.len() != count as usize {
                let problem = format!(
                    "{}: {} are there and {} were removed, but {count} were numbered",
                    sort.word(),
                    ids.len(),
                    removed.len()
                );
                self.problem(problem);
            }
            for (id, number) in ids {
                let checked = self.record(sort, &id, number);
                self.note(&format!("{} `{id}`", sort.word()), checked)?;
            }
        }
        let checked = self.rules();
        self.note("rules", checked)?;
        Ok(())
    }

    /// Fails with [`crate::Status::Corrupt`] if a record is not what its id says.
    fn record(&self, sort: Sort, id: &str, number: u32) -> Result<()> {
        let own = match sort {
            Sort::Org => self.org(number)?,
            Sort::Product => self.product(number)?,
            Sort::Pool => self.pool_terms(number)?,
            Sort::Group => self.group(number)?,
            Sort::Plan => catalogue::record(self.reader, sort, number)?,
        };
        if own == id { Ok(()) } else { Err(Error::corrupt(format!("its record is that of `{own}`"))) }
    }

    fn org(&self, number: u32) -> Result<String> {
        let record: OrgRecord = catalogue::record(self.reader, Sort::Org, number)?;
        let parent = match record.parent {
            Some(parent) => Some(catalogue::record::<OrgRecord>(self.reader, Sort::Org, parent)?.org.id),
            None => None,
        };
        if parent != record.org.parent {
            return Err(Error::corrupt("its parent is another one"));
        }
        catalogue::with_parents(self.reader, number)?;
        Ok(record.org.id)
    }

    fn product(&self, number: u32) -> Result<String> {
        let record: ProductRecord = catalogue::record(self.reader, Sort::Product, number)?;
        if record.plans.len() != record.product.plans.len() {
            return Err(Error::corrupt("it has another number of plans"));
        }
        for (plan, number) in record.product.plans.iter().zip(&record.plans) {
            if catalogue::number(self.reader, Sort::Plan, &plan.id)? != Some(*number) {
                return Err(Error::corrupt(format!("its plan `{}` is another one", plan.id)));
            }
        }
        Ok(record.product.id)
    }

    /// The rules as numbers are those that the host gave.
    fn rules(&self) -> Result<()> {
        rules::settings(self.reader)?;
        if RuleWords::read(self.reader)?.numbers(self.reader)? != rules::read(self.reader)? {
            return Err(Error::corrupt("they are others than those that were loaded"));
        }
        Ok(())
    }

    fn pool_terms(&self, number: u32) -> Result<String> {
        let record: PoolRecord = catalogue::record(self.reader, Sort::Pool, number)?;
        let product: ProductRecord = catalogue::record(self.reader, Sort::Product, record.product)?;
        let org: OrgRecord = catalogue::record(self.reader, Sort::Org, record.org)?;
        if product.product.id != record.pool.product || org.org.id != record.pool.org {
            return Err(Error::corrupt("its product or org is another one"));
        }
        let index = keys::numbers(b'x', &[record.product, record.org, number]);
        if self.reader.get(Table::Catalogue, &index)?.is_none() {
            return Err(Error::corrupt("its product does not know it"));
        }
        let shared = catalogue::shared_pools(self.reader, record.product)?;
        let known = shared.iter().find(|(pool, _)| *pool == number).map(|(_, kind)| *kind);
        let is_shared = record.pool.kind.holder() != Some(HolderKind::User);
        if known != is_shared.then_some(record.pool.kind) {
            return Err(Error::corrupt("its product knows it as one of another kind"));
        }
        if let Some(code) = &record.pool.license_code
            && catalogue::pool_with_code(self.reader, code)? != Some(number)
        {
            return Err(Error::corrupt("its licence code does not lead to it"));
        }
        if seat_keys::hash(&seat_keys::all(self.reader, number)?) != record.keys_hash {
            return Err(Error::corrupt("its keys are others"));
        }
        Ok(record.pool.id)
    }

    fn group(&self, number: u32) -> Result<String> {
        let record: GroupRecord = catalogue::record(self.reader, Sort::Group, number)?;
        if catalogue::members(self.reader, number)?.len() != record.members {
            return Err(Error::corrupt("it has another number of members"));
        }
        Ok(record.id)
    }

    /// No record may stand outside of what is known.
    pub(super) fn bounds(&mut self) -> Result<()> {
        let pools = catalogue::counts(self.reader)?.pools;
        let removed = catalogue::removed(self.reader, Sort::Pool)?;
        let mut strange = 0_u64;
        for letter in [b'p', b's', b'f'] {
            self.reader.scan(Table::Seats, &Span::prefix(&[letter]), Direction::Forward, &mut |key, _| {
                let pool = keys::number_at(key, 1)?;
                strange += u64::from(pool >= pools || removed.binary_search(&pool).is_ok());
                Ok(ControlFlow::Continue(()))
            })?;
        }
        if strange > 0 {
            self.problem(format!("seats: {strange} records belong to no pool"));
        }
        Ok(())
    }
}
