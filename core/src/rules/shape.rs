//! What the rules of a book see of a product that is held: worked out once for every product and set of plans switched off,
//! so that judging a million users compares a few short lists of numbers.

use std::collections::{BTreeMap, BTreeSet};

/// What a rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Thing {
    /// A product, by number.
    Product(u32),
    /// A plan, by number; the same plan in two products is the same.
    Plan(u32),
}

/// Something that needs any one of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Requirement {
    pub of: Thing,
    pub any_of: Vec<Thing>,
}

/// Every rule of a book, as numbers. Rules are known by their position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    exclusions: Vec<Vec<Thing>>,
    requirements: Vec<Requirement>,
    /// Plans that a rule names, by the products that have them.
    plans_of: BTreeMap<u32, Vec<u32>>,
    /// The exclusions that name a thing; the requirements of it; the requirements that it is enough for.
    roles: BTreeMap<Thing, Roles>,
}

/// What a thing is to the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Roles {
    excluded_by: Vec<u32>,
    needs: Vec<u32>,
    meets: Vec<u32>,
}

/// What the rules see of a product with the plans of it that are on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    pub product: u32,
    /// Exclusion and the member of it that is held through this product, ascending.
    pub members: Vec<(u32, Thing)>,
    /// Requirements that must be met while this is held, ascending.
    pub needs: Vec<u32>,
    /// Requirements that this meets, ascending.
    pub meets: Vec<u32>,
}

impl Shape {
    /// Whether no rule is about it.
    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty() && self.needs.is_empty() && self.meets.is_empty()
    }
}

impl Rules {
    /// Rules, with the plans of each product; plans that no rule names may be left out.
    pub(crate) fn new(
        exclusions: Vec<Vec<Thing>>,
        requirements: Vec<Requirement>,
        plans_of: BTreeMap<u32, Vec<u32>>,
    ) -> Self {
        let mut roles: BTreeMap<Thing, Roles> = BTreeMap::new();
        for (at, members) in (0_u32..).zip(&exclusions) {
            for thing in members {
                roles.entry(*thing).or_default().excluded_by.push(at);
            }
        }
        for (at, requirement) in (0_u32..).zip(&requirements) {
            roles.entry(requirement.of).or_default().needs.push(at);
            for thing in &requirement.any_of {
                roles.entry(*thing).or_default().meets.push(at);
            }
        }
        Self { exclusions, requirements, plans_of, roles }
    }

    /// Whether the book has no rules.
    pub(crate) fn is_empty(&self) -> bool {
        self.roles.is_empty()
    }

    pub(crate) fn exclusions(&self) -> &[Vec<Thing>] {
        &self.exclusions
    }

    pub(crate) fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    pub(crate) fn requirement(&self, at: u32) -> Option<&Requirement> {
        self.requirements.get(at as usize)
    }

    /// The plans that rules name, by the products that have them.
    pub(crate) fn plans_of(&self) -> &BTreeMap<u32, Vec<u32>> {
        &self.plans_of
    }

    /// The plans that rules name.
    pub(crate) fn plans(&self) -> BTreeSet<u32> {
        let plan = |thing: &Thing| match thing {
            Thing::Plan(plan) => Some(*plan),
            Thing::Product(_) => None,
        };
        self.roles.keys().filter_map(plan).collect()
    }

    /// What the rules see of a product of which these plans are switched off.
    pub(crate) fn shape(&self, product: u32, plans_off: &[u32]) -> Shape {
        let mut shape = Shape { product, ..Shape::default() };
        let plans = self.plans_of.get(&product).map_or(&[][..], Vec::as_slice);
        let on = plans.iter().filter(|plan| !plans_off.contains(plan)).map(|plan| Thing::Plan(*plan));
        for thing in std::iter::once(Thing::Product(product)).chain(on) {
            let Some(roles) = self.roles.get(&thing) else { continue };
            shape.members.extend(roles.excluded_by.iter().map(|exclusion| (*exclusion, thing)));
            shape.needs.extend_from_slice(&roles.needs);
            shape.meets.extend_from_slice(&roles.meets);
        }
        shape.members.sort_unstable();
        for numbers in [&mut shape.needs, &mut shape.meets] {
            numbers.sort_unstable();
            numbers.dedup();
        }
        shape
    }

    /// The other products that matter for whoever holds, gets or loses one of these, ascending: what they could clash with, what
    /// they could need, and what could need them.
    pub(crate) fn related(&self, products: &[u32]) -> Vec<u32> {
        let whole = products.iter().map(|product| self.shape(*product, &[]));
        let (mut exclusions, mut needs, mut meets) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for shape in whole {
            exclusions.extend(shape.members.iter().map(|(exclusion, _)| *exclusion));
            needs.extend(shape.needs);
            meets.extend(shape.meets);
        }
        let mut things: BTreeSet<Thing> = BTreeSet::new();
        for exclusion in exclusions {
            things.extend(self.exclusions.get(exclusion as usize).into_iter().flatten());
        }
        // Whatever else could be enough counts as well: then losing one of them breaks nothing.
        for requirement in needs.iter().chain(&meets).filter_map(|at| self.requirement(*at)) {
            things.extend(&requirement.any_of);
        }
        things.extend(meets.iter().filter_map(|at| self.requirement(*at)).map(|requirement| requirement.of));
        if things.is_empty() {
            return Vec::new();
        }
        let has = |plans: &[u32]| plans.iter().any(|plan| things.contains(&Thing::Plan(*plan)));
        let named = things.iter().filter_map(|thing| match thing {
            Thing::Product(product) => Some(*product),
            Thing::Plan(_) => None,
        });
        let through = self.plans_of.iter().filter(|(_, plans)| has(plans)).map(|(product, _)| *product);
        let related: BTreeSet<u32> = named.chain(through).filter(|other| !products.contains(other)).collect();
        related.into_iter().collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::rules::exclusion;
    use proptest::prelude::*;

    /// A few rules over six products and six plans, so that they meet often.
    pub(crate) fn any_rules() -> impl Strategy<Value = Rules> {
        let thing = || prop_oneof![(0..6_u32).prop_map(Thing::Product), (0..6_u32).prop_map(Thing::Plan)];
        let things = move || prop::collection::btree_set(thing(), 1..4).prop_map(Vec::from_iter);
        let requirement = (thing(), things()).prop_map(|(of, any_of)| Requirement { of, any_of });
        let plans = prop::collection::btree_set(0..6_u32, 0..4).prop_map(Vec::from_iter);
        (
            prop::collection::vec(things(), 0..4),
            prop::collection::vec(requirement, 0..4),
            prop::collection::btree_map(0..6_u32, plans, 0..6),
        )
            .prop_map(|(exclusions, requirements, plans_of)| Rules::new(exclusions, requirements, plans_of))
    }

    /// The things that are held through a product.
    pub(crate) fn things(rules: &Rules, product: u32, off: &[u32]) -> Vec<Thing> {
        let plans = rules.plans_of.get(&product).cloned().unwrap_or_default();
        let on = plans.into_iter().filter(|plan| !off.contains(plan)).map(Thing::Plan);
        std::iter::once(Thing::Product(product)).chain(on).collect()
    }

    proptest! {
        #[test]
        fn nothing_but_related_products_matters(rules in any_rules(), own in 0..6_u32, other in 0..6_u32) {
            let related = rules.related(&[own]);
            prop_assert!(!related.contains(&own));
            prop_assert!(related.is_sorted());
            if own != other && !related.contains(&other) {
                let (own, other) = (rules.shape(own, &[]), rules.shape(other, &[]));
                prop_assert_eq!(exclusion::clash(&own, &other), None);
                prop_assert!(!own.needs.iter().any(|rule| other.meets.contains(rule)));
                prop_assert!(!other.needs.iter().any(|rule| own.meets.contains(rule)));
                // What else is enough for something that rests on `own` is related too.
                for rule in &own.meets {
                    prop_assert!(!other.meets.contains(rule));
                }
            }
        }
    }

    #[test]
    fn a_book_without_rules_relates_nothing() {
        let rules = Rules::default();
        assert!(rules.is_empty());
        assert!(rules.shape(3, &[]).is_empty());
        assert!(rules.related(&[1, 2, 3]).is_empty());
    }
}
