//! Loading settings, exclusions and prerequisites.

use super::{Fate, Loading, count};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, Sort};
use crate::layout::rules::{self, RuleWords};
use crate::limits;
use crate::load::{Entity, Load, Tally};
use crate::model::{Exclusion, Prerequisite, Settings, check_country};
use crate::store::Writer;
use std::collections::BTreeMap;

impl Loading<'_> {
    pub(super) fn rules(&mut self, load: &Load) -> Result<Tally> {
        let mut tally = Tally::default();
        if let Some(settings) = &load.settings {
            match self.settings(settings) {
                Ok(fate) => count(&mut tally, fate),
                Err(error) => {
                    self.refuse(Entity::Settings, "settings", 0, error)?;
                    tally.refused += 1;
                }
            }
        }
        if load.exclusions.is_empty() && load.prerequisites.is_empty() {
            return Ok(tally);
        }
        self.rules = Some(RuleWords::read(self.writer)?);
        let exclusions = self.each(Entity::Exclusion, &load.exclusions, |rule| &rule.id, Self::exclusion)?;
        let prerequisites =
            self.each(Entity::Prerequisite, &load.prerequisites, |rule| &rule.id, Self::prerequisite)?;
        let changed = [exclusions, prerequisites].iter().any(|tally| tally.created + tally.updated > 0);
        let words = self.rules.take();
        if let Some(words) = words.filter(|_| changed) {
            words.write(self.writer)?;
            self.rules_changed = true;
        }
        for other in [exclusions, prerequisites] {
            tally.created += other.created;
            tally.updated += other.updated;
            tally.unchanged += other.unchanged;
            tally.refused += other.refused;
        }
        Ok(tally)
    }

    fn settings(&mut self, settings: &Settings) -> Result<Fate> {
        if let Some(country) = &settings.default_country {
            check_country(country)?;
        }
        if rules::settings(self.writer)? == *settings {
            return Ok(Fate::Unchanged);
        }
        self.remember(Entity::Settings, settings)?;
        rules::put_settings(self.writer, settings)?;
        Ok(Fate::Updated)
    }

    fn exclusion(&mut self, rule: &Exclusion) -> Result<Fate> {
        rule.check()?;
        self.check_things(&format!("exclusion `{}`", rule.id), &rule.plans, &rule.products)?;
        let words = self.rules.get_or_insert_default();
        let fate = upsert(&mut words.exclusions, rule, |rule| &rule.id)?;
        if fate != Fate::Unchanged {
            self.remember(Entity::Exclusion, rule)?;
        }
        Ok(fate)
    }

    fn prerequisite(&mut self, rule: &Prerequisite) -> Result<Fate> {
        rule.check()?;
        let own = format!("prerequisite `{}`", rule.id);
        self.check_things(&own, rule.plan.as_slice(), rule.product.as_slice())?;
        self.check_things(&own, &rule.any_of_plans, &rule.any_of_products)?;
        let words = self.rules.get_or_insert_default();
        let fate = upsert(&mut words.prerequisites, rule, |rule| &rule.id)?;
        if fate != Fate::Unchanged {
            self.remember(Entity::Prerequisite, rule)?;
        }
        Ok(fate)
    }

    /// Fails if a rule names something that is not in the book.
    fn check_things(&self, own: &str, plans: &[String], products: &[String]) -> Result<()> {
        let lists =
            [(Sort::Product, Status::UnknownProduct, products), (Sort::Plan, Status::InvalidArgument, plans)];
        for (sort, status, ids) in lists {
            for id in ids {
                if catalogue::number(self.writer, sort, id)?.is_none() {
                    let shown: String = id.chars().take(60).flat_map(char::escape_debug).collect();
                    let message =
                        format!("{} `{shown}` of {own} is not in the book; load it first", sort.word());
                    return Err(Error::new(status, message).with(sort.word(), shown));
                }
            }
        }
        Ok(())
    }
}

/// Brings the rules as numbers up to date with rules and plans of products that are others now.
pub(in crate::write) fn number_again(
    writer: &mut dyn Writer,
    rules_changed: bool,
    plans_changed: &BTreeMap<u32, Vec<u32>>,
) -> Result<()> {
    if rules_changed {
        let numbers = RuleWords::read(writer)?.numbers(writer)?;
        return rules::write(writer, &numbers);
    }
    if plans_changed.is_empty() {
        return Ok(());
    }
    let old = rules::read(writer)?;
    let new = rules::with_products(&old, plans_changed);
    if new == old { Ok(()) } else { rules::write(writer, &new) }
}

/// Puts a rule in its place in order of ids.
fn upsert<T: Clone + PartialEq>(list: &mut Vec<T>, rule: &T, id: fn(&T) -> &String) -> Result<Fate> {
    match list.binary_search_by(|own| id(own).cmp(id(rule))) {
        Ok(at) => match list.get_mut(at) {
            Some(own) if own == rule => Ok(Fate::Unchanged),
            Some(own) => {
                *own = rule.clone();
                Ok(Fate::Updated)
            }
            None => Err(Error::internal("a rule is not where it was found")),
        },
        Err(at) if list.len() < limits::RULES => {
            list.insert(at, rule.clone());
            Ok(Fate::Created)
        }
        Err(_) => {
            let message = format!("the book would have more than {} rules of this sort", limits::RULES);
            Err(Error::new(Status::Limit, message))
        }
    }
}
