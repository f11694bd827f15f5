//! Loading orgs and products.

use super::{Fate, Loading, count};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, OrgRecord, ProductRecord, Sort};
use crate::limits;
use crate::load::{Entity, Tally};
use crate::model::{Org, Product, check_id, check_text};
use std::collections::HashSet;

impl Loading<'_> {
    /// Orgs may stand in any order: first all get a number, then their parents are set.
    pub(super) fn orgs(&mut self, orgs: &[Org]) -> Result<Tally> {
        let mut tally = Tally::default();
        let mut new = HashSet::new();
        let mut good = Vec::with_capacity(orgs.len());
        for (index, org) in orgs.iter().enumerate() {
            let checked = check_id("org", &org.id).and_then(|()| check_text("name", &org.name));
            match checked.and_then(|()| self.org_number(org, &mut new)) {
                Ok(number) => good.push((index, org, number)),
                Err(error) => {
                    self.refuse(Entity::Org, &org.id, index, error)?;
                    tally.refused += 1;
                }
            }
        }
        for (index, org, number) in good {
            let is_new = new.remove(&number);
            match self.org(org, number) {
                Ok(_) if is_new => count(&mut tally, Fate::Created),
                Ok(fate) => count(&mut tally, fate),
                Err(error) => {
                    self.refuse(Entity::Org, &org.id, index, error)?;
                    if is_new {
                        // It is in the book, but without the parent that could not be taken.
                        count(&mut tally, Fate::Created);
                    } else {
                        tally.refused += 1;
                    }
                }
            }
        }
        Ok(tally)
    }

    fn org_number(&mut self, org: &Org, new: &mut HashSet<u32>) -> Result<u32> {
        let (number, is_new) = self.number(Sort::Org, &org.id)?;
        if is_new {
            new.insert(number);
            let bare = OrgRecord { org: Org { parent: None, ..org.clone() }, parent: None };
            catalogue::put(self.writer, Sort::Org, number, &bare)?;
        }
        Ok(number)
    }

    fn org(&mut self, org: &Org, number: u32) -> Result<Fate> {
        let parent = match &org.parent {
            Some(id) => Some(catalogue::number(self.writer, Sort::Org, id)?.ok_or_else(|| {
                Error::new(Status::UnknownOrg, format!("parent `{id}` of org `{}` is not in the book", org.id))
            })?),
            None => None,
        };
        if let Some(parent) = parent {
            let above = catalogue::with_parents(self.writer, parent)?;
            if above.contains(&number) {
                let message = format!("org `{}` cannot stand below itself", org.id);
                return Err(Error::new(Status::InvalidArgument, message));
            }
            if above.len() >= limits::ORG_DEPTH {
                let message = format!("org `{}` stands below more than {} others", org.id, limits::ORG_DEPTH);
                return Err(Error::new(Status::Limit, message));
            }
        }
        let record = OrgRecord { org: org.clone(), parent };
        if catalogue::record::<OrgRecord>(self.writer, Sort::Org, number)? == record {
            return Ok(Fate::Unchanged);
        }
        self.remember(Entity::Org, org)?;
        catalogue::put(self.writer, Sort::Org, number, &record)?;
        Ok(Fate::Updated)
    }

    pub(super) fn products(&mut self, products: &[Product]) -> Result<Tally> {
        self.each(Entity::Product, products, |product| &product.id, Self::product)
    }

    fn product(&mut self, product: &Product) -> Result<Fate> {
        check_id("product", &product.id)?;
        check_text("name", &product.name)?;
        check_text("provider", &product.provider)?;
        for plan in &product.plans {
            check_id("plan", &plan.id)?;
        }
        let ids: HashSet<&str> = product.plans.iter().map(|plan| plan.id.as_str()).collect();
        if ids.len() != product.plans.len() {
            let message = format!("product `{}` names a plan twice", product.id);
            return Err(Error::new(Status::Duplicate, message));
        }
        let record = ProductRecord { product: product.clone() };
        let (number, is_new) = self.number(Sort::Product, &product.id)?;
        if !is_new && catalogue::record::<ProductRecord>(self.writer, Sort::Product, number)? == record {
            return Ok(Fate::Unchanged);
        }
        self.remember(Entity::Product, product)?;
        catalogue::put(self.writer, Sort::Product, number, &record)?;
        Ok(if is_new { Fate::Created } else { Fate::Updated })
    }
}
