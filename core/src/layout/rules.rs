//! The rules of a book: as the host gave them, and as numbers in one record that the planner reads at once.

use super::catalogue::{self, ProductRecord, Sort, read_json, write_json};
use super::codec::{Input, Output};
use crate::error::{Error, Result};
use crate::model::{Exclusion, Prerequisite, Settings};
use crate::rules::shape::{Requirement, Rules, Thing};
use crate::store::{Reader, Table, Writer};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Rules as the host gave them.
const WORDS: &[u8] = b"q";
/// Rules as numbers.
const NUMBERS: &[u8] = b"Q";
/// What holds for the whole book.
const SETTINGS: &[u8] = b"t";

/// The rules as the host gave them, each list in order of ids: a rule's position in its list is its number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RuleWords {
    pub exclusions: Vec<Exclusion>,
    pub prerequisites: Vec<Prerequisite>,
}

impl RuleWords {
    pub(crate) fn read(reader: &dyn Reader) -> Result<Self> {
        match reader.get(Table::Catalogue, WORDS)? {
            Some(value) => read_json(&value, "rule"),
            None => Ok(Self::default()),
        }
    }

    pub(crate) fn write(&self, writer: &mut dyn Writer) -> Result<()> {
        writer.put(Table::Catalogue, WORDS, &write_json(self)?)
    }

    /// The rules as numbers, with the plans of every product that they name.
    pub(crate) fn numbers(&self, reader: &dyn Reader) -> Result<Rules> {
        let (exclusions, requirements) = (self.exclusion_numbers(reader)?, self.requirements(reader)?);
        let named = Rules::new(exclusions.clone(), requirements.clone(), BTreeMap::new()).plans();
        let mut plans_of = BTreeMap::new();
        if !named.is_empty() {
            let mut products = Vec::new();
            catalogue::each(reader, Sort::Product, |_, number| {
                products.push(number);
                Ok(())
            })?;
            for number in products {
                let record: ProductRecord = catalogue::record(reader, Sort::Product, number)?;
                let own = named_plans(&record.plans, &named);
                if !own.is_empty() {
                    plans_of.insert(number, own);
                }
            }
        }
        Ok(Rules::new(exclusions, requirements, plans_of))
    }

    fn exclusion_numbers(&self, reader: &dyn Reader) -> Result<Vec<Vec<Thing>>> {
        self.exclusions.iter().map(|rule| things(reader, &rule.plans, &rule.products)).collect()
    }

    fn requirements(&self, reader: &dyn Reader) -> Result<Vec<Requirement>> {
        let requirement = |rule: &Prerequisite| {
            let own = |id: &Option<String>| id.as_slice().to_vec();
            let of = things(reader, &own(&rule.plan), &own(&rule.product))?;
            let of = of.first().copied().ok_or_else(|| Error::corrupt("a prerequisite of nothing"))?;
            Ok(Requirement { of, any_of: things(reader, &rule.any_of_plans, &rule.any_of_products)? })
        };
        self.prerequisites.iter().map(requirement).collect()
    }
}

/// The numbers of plans and products, ascending.
fn things(reader: &dyn Reader, plans: &[String], products: &[String]) -> Result<Vec<Thing>> {
    let number = |sort: Sort, id: &str| {
        let missing = || Error::corrupt(format!("a rule names {} `{id}`, which is not there", sort.word()));
        catalogue::number(reader, sort, id)?.ok_or_else(missing)
    };
    let mut things = Vec::with_capacity(plans.len() + products.len());
    for id in products {
        things.push(Thing::Product(number(Sort::Product, id)?));
    }
    for id in plans {
        things.push(Thing::Plan(number(Sort::Plan, id)?));
    }
    things.sort_unstable();
    Ok(things)
}

/// Those of a product's plans that rules name, ascending.
fn named_plans(plans: &[u32], named: &BTreeSet<u32>) -> Vec<u32> {
    let own: BTreeSet<u32> = plans.iter().copied().filter(|plan| named.contains(plan)).collect();
    own.into_iter().collect()
}

/// The rules as numbers; a book without rules has none.
pub(crate) fn read(reader: &dyn Reader) -> Result<Rules> {
    let Some(value) = reader.get(Table::Catalogue, NUMBERS)? else { return Ok(Rules::default()) };
    let mut input = Input::new(&value);
    let exclusions = (0..input.varint()?).map(|_| read_things(&mut input)).collect::<Result<_>>()?;
    let requirement =
        |input: &mut Input<'_>| Ok(Requirement { of: read_thing(input)?, any_of: read_things(input)? });
    let requirements = (0..input.varint()?).map(|_| requirement(&mut input)).collect::<Result<_>>()?;
    let mut plans_of = BTreeMap::new();
    for _ in 0..input.varint()? {
        let product = input.u32()?;
        let plans = (0..input.varint()?).map(|_| input.u32()).collect::<Result<_>>()?;
        plans_of.insert(product, plans);
    }
    input.end()?;
    Ok(Rules::new(exclusions, requirements, plans_of))
}

pub(crate) fn write(writer: &mut dyn Writer, rules: &Rules) -> Result<()> {
    let mut value = Vec::new();
    value.put_varint(rules.exclusions().len() as u64);
    for members in rules.exclusions() {
        put_things(&mut value, members);
    }
    value.put_varint(rules.requirements().len() as u64);
    for requirement in rules.requirements() {
        put_thing(&mut value, requirement.of);
        put_things(&mut value, &requirement.any_of);
    }
    value.put_varint(rules.plans_of().len() as u64);
    for (product, plans) in rules.plans_of() {
        value.put_u32(*product);
        value.put_varint(plans.len() as u64);
        for plan in plans {
            value.put_u32(*plan);
        }
    }
    writer.put(Table::Catalogue, NUMBERS, &value)
}

/// The rules with the plans that products have now: each product by number, with all its plans, or none if it is gone.
pub(crate) fn with_products(rules: &Rules, products: &BTreeMap<u32, Vec<u32>>) -> Rules {
    let named = rules.plans();
    let mut plans_of = rules.plans_of().clone();
    for (product, plans) in products {
        let own = named_plans(plans, &named);
        if own.is_empty() {
            plans_of.remove(product);
        } else {
            plans_of.insert(*product, own);
        }
    }
    Rules::new(rules.exclusions().to_vec(), rules.requirements().to_vec(), plans_of)
}

fn put_thing(value: &mut Vec<u8>, thing: Thing) {
    let (letter, number) = match thing {
        Thing::Product(number) => (b'p', number),
        Thing::Plan(number) => (b'e', number),
    };
    value.push(letter);
    value.put_u32(number);
}

fn put_things(value: &mut Vec<u8>, things: &[Thing]) {
    value.put_varint(things.len() as u64);
    for thing in things {
        put_thing(value, *thing);
    }
}

fn read_thing(input: &mut Input<'_>) -> Result<Thing> {
    match (input.u8()?, input.u32()?) {
        (b'p', number) => Ok(Thing::Product(number)),
        (b'e', number) => Ok(Thing::Plan(number)),
        _ => Err(Error::corrupt("a rule names something unknown")),
    }
}

fn read_things(input: &mut Input<'_>) -> Result<Vec<Thing>> {
    (0..input.varint()?).map(|_| read_thing(input)).collect()
}

/// What holds for the whole book.
pub(crate) fn settings(reader: &dyn Reader) -> Result<Settings> {
    match reader.get(Table::Catalogue, SETTINGS)? {
        Some(value) => read_json(&value, "setting"),
        None => Ok(Settings::default()),
    }
}

pub(crate) fn put_settings(writer: &mut dyn Writer, settings: &Settings) -> Result<()> {
    writer.put(Table::Catalogue, SETTINGS, &write_json(settings)?)
}
