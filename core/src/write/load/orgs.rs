//! Loading orgs and products.

use super::{Fate, Loading, count};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, OrgRecord, ProductRecord, Sort};
use crate::limits;
use crate::load::{Entity, Load, Tally};
use crate::model::{Org, Product, check_id, check_text};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Orgs that can be taken, by id, with their positions in the list.
type Taken<'o> = BTreeMap<&'o str, (usize, &'o Org)>;

impl Loading<'_> {
    /// Orgs may stand in any order: all of them are judged together, then written.
    pub(super) fn orgs(&mut self, load: &Load) -> Result<Tally> {
        let orgs = if load.keep_parents {
            Cow::Owned(self.with_parents_kept(&load.orgs)?)
        } else {
            Cow::Borrowed(&load.orgs)
        };
        let mut tally = Tally::default();
        let mut taken = Taken::new();
        let mut refused = Vec::new();
        for (index, org) in orgs.iter().enumerate() {
            match check_id("org", &org.id).and_then(|()| check_text("name", &org.name)) {
                Ok(()) => {
                    // Of an org that is named twice, the last mention holds.
                    if let Some((before, org)) = taken.insert(&org.id, (index, org)) {
                        let message = format!("org `{}` stands further down again", org.id);
                        refused.push((before, org, Error::new(Status::Duplicate, message)));
                    }
                }
                Err(error) => refused.push((index, org, error)),
            }
        }
        // An org that is refused may take those below it along: look until nothing more is wrong.
        loop {
            let mut wrong = Vec::new();
            for (index, org) in taken.values() {
                if let Some(error) = self.wrong_parent(org, &taken)? {
                    wrong.push((*index, *org, error));
                }
            }
            if wrong.is_empty() {
                break;
            }
            for (_, org, _) in &wrong {
                taken.remove(org.id.as_str());
            }
            refused.extend(wrong);
        }
        refused.sort_by_key(|(index, ..)| *index);
        for (index, org, error) in refused {
            self.refuse(Entity::Org, &org.id, index, error)?;
            tally.refused += 1;
        }
        self.put_orgs(&taken, &mut tally)?;
        Ok(tally)
    }

    /// The orgs, those that name no parent with the one that they have.
    fn with_parents_kept(&mut self, orgs: &[Org]) -> Result<Vec<Org>> {
        let mut orgs = orgs.to_vec();
        for org in orgs.iter_mut().filter(|org| org.parent.is_none()) {
            if let Some(number) = catalogue::number(self.writer, Sort::Org, &org.id)? {
                org.parent = catalogue::record::<OrgRecord>(self.writer, Sort::Org, number)?.org.parent;
            }
        }
        Ok(orgs)
    }

    /// Why an org cannot stand where it says: an unknown parent, a circle, too many above it.
    fn wrong_parent(&mut self, org: &Org, taken: &Taken<'_>) -> Result<Option<Error>> {
        let mut parent = org.parent.clone();
        let mut above = 0;
        while let Some(id) = parent {
            above += 1;
            if id == org.id {
                let message = format!("org `{id}` would stand below itself");
                return Ok(Some(Error::new(Status::InvalidArgument, message)));
            }
            if above > limits::ORG_DEPTH {
                let message =
                    format!("org `{}` would stand below more than {} others", org.id, limits::ORG_DEPTH);
                return Ok(Some(Error::new(Status::Limit, message)));
            }
            parent = match (taken.get(id.as_str()), catalogue::number(self.writer, Sort::Org, &id)?) {
                (Some((_, above)), _) => above.parent.clone(),
                (None, Some(number)) => {
                    catalogue::record::<OrgRecord>(self.writer, Sort::Org, number)?.org.parent
                }
                (None, None) => {
                    let message = format!("parent `{id}` of org `{}` is not in the book", org.id);
                    return Ok(Some(Error::new(Status::UnknownOrg, message)));
                }
            };
        }
        Ok(None)
    }

    fn put_orgs(&mut self, taken: &Taken<'_>, tally: &mut Tally) -> Result<()> {
        let mut numbers = HashMap::with_capacity(taken.len());
        for id in taken.keys() {
            numbers.insert(*id, self.number(Sort::Org, id)?);
        }
        for (id, (_, org)) in taken {
            let Some((number, is_new)) = numbers.get(id).copied() else { continue };
            let parent = match org.parent.as_deref() {
                Some(parent) => match numbers.get(parent) {
                    Some((number, _)) => Some(*number),
                    None => catalogue::number(self.writer, Sort::Org, parent)?,
                },
                None => None,
            };
            let record = OrgRecord { org: (*org).clone(), parent };
            if !is_new && catalogue::record::<OrgRecord>(self.writer, Sort::Org, number)? == record {
                count(tally, Fate::Unchanged);
                continue;
            }
            self.remember(Entity::Org, org)?;
            catalogue::put(self.writer, Sort::Org, number, &record)?;
            count(tally, if is_new { Fate::Created } else { Fate::Updated });
        }
        Ok(())
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
            check_text("name", &plan.name)?;
        }
        let ids: HashSet<&str> = product.plans.iter().map(|plan| plan.id.as_str()).collect();
        if ids.len() != product.plans.len() {
            let message = format!("product `{}` names a plan twice", product.id);
            return Err(Error::new(Status::Duplicate, message));
        }
        let plans = product.plans.iter().map(|plan| self.plan(&plan.id)).collect::<Result<_>>()?;
        let record = ProductRecord { product: product.clone(), plans };
        let (number, is_new) = self.number(Sort::Product, &product.id)?;
        let old: Option<ProductRecord> =
            if is_new { None } else { Some(catalogue::record(self.writer, Sort::Product, number)?) };
        if old.as_ref() == Some(&record) {
            return Ok(Fate::Unchanged);
        }
        if old.is_none_or(|old| old.plans != record.plans) {
            self.plans_changed.insert(number, record.plans.clone());
        }
        self.remember(Entity::Product, product)?;
        catalogue::put(self.writer, Sort::Product, number, &record)?;
        Ok(if is_new { Fate::Created } else { Fate::Updated })
    }

    /// The number of a plan, given now if no product had it before.
    fn plan(&mut self, id: &str) -> Result<u32> {
        let (number, is_new) = self.number(Sort::Plan, id)?;
        if is_new {
            catalogue::put(self.writer, Sort::Plan, number, &id)?;
        }
        Ok(number)
    }
}
