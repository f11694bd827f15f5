//! What needs something else: any one of a list of plans and products, from whatever else the user has.
//!
//! They bite on assigning, on taking back what another needs, and on switching a plan off.

use super::shape::Shape;

/// The first requirement of a product that nothing a user has meets; `held` is everything that he has in the end, the product
/// itself included.
pub(crate) fn missing<'s>(
    own: &Shape,
    held: impl IntoIterator<Item = &'s Shape, IntoIter: Clone>,
) -> Option<u32> {
    let held = held.into_iter();
    own.needs.iter().copied().find(|requirement| !is_met(*requirement, held.clone()))
}

/// Every requirement of a product that nothing a user has meets.
pub(crate) fn all_missing<'s>(
    own: &'s Shape,
    held: impl IntoIterator<Item = &'s Shape, IntoIter: Clone>,
) -> impl Iterator<Item = u32> {
    let held = held.into_iter();
    own.needs.iter().copied().filter(move |requirement| !is_met(*requirement, held.clone()))
}

fn is_met<'s>(requirement: u32, mut held: impl Iterator<Item = &'s Shape>) -> bool {
    held.any(|shape| shape.meets.binary_search(&requirement).is_ok())
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::{any_rules, things};
    use super::super::shape::{Requirement, Rules, Thing};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Held = Vec<(u32, Vec<u32>)>;

    fn any_held() -> impl Strategy<Value = Held> {
        let off = prop::collection::vec(0..6_u32, 0..3);
        prop::collection::btree_map(0..6_u32, off, 0..4).prop_map(Vec::from_iter)
    }

    fn naive_missing(rules: &Rules, own: &(u32, Vec<u32>), held: &Held) -> Option<u32> {
        let own = things(rules, own.0, &own.1);
        let all: Vec<Thing> = held.iter().flat_map(|(product, off)| things(rules, *product, off)).collect();
        for (at, requirement) in (0_u32..).zip(rules.requirements()) {
            let bites = own.contains(&requirement.of);
            if bites && !requirement.any_of.iter().any(|thing| all.contains(thing)) {
                return Some(at);
            }
        }
        None
    }

    proptest! {
        #[test]
        fn as_by_looking_at_everything(rules in any_rules(), held in any_held()) {
            let shapes: Vec<Shape> = held.iter().map(|(product, off)| rules.shape(*product, off)).collect();
            for (own, shape) in held.iter().zip(&shapes) {
                prop_assert_eq!(missing(shape, &shapes), naive_missing(&rules, own, &held));
            }
        }
    }

    #[test]
    fn an_add_on_needs_its_base() {
        let needs =
            vec![Requirement { of: Thing::Product(2), any_of: vec![Thing::Product(1), Thing::Plan(10)] }];
        let rules = Rules::new(Vec::new(), needs, BTreeMap::from([(3, vec![10])]));
        let (base, addon, other) = (rules.shape(1, &[]), rules.shape(2, &[]), rules.shape(3, &[]));
        assert_eq!(missing(&addon, [&addon]), Some(0));
        assert_eq!(missing(&addon, [&addon, &base]), None);
        assert_eq!(missing(&addon, [&other, &addon]), None);
        // Switching the plan off takes away what it gave.
        assert_eq!(missing(&addon, [&rules.shape(3, &[10]), &addon]), Some(0));
        assert_eq!(rules.related(&[1]), [2, 3]);
        assert_eq!(rules.related(&[2]), [1, 3]);
    }

    #[test]
    fn several_requirements_of_one_product_must_all_be_met() {
        let needs = |by: u32| Requirement { of: Thing::Product(9), any_of: vec![Thing::Product(by)] };
        let rules = Rules::new(Vec::new(), vec![needs(1), needs(2)], BTreeMap::new());
        let (own, one, two) = (rules.shape(9, &[]), rules.shape(1, &[]), rules.shape(2, &[]));
        assert_eq!(missing(&own, [&own, &one]), Some(1));
        assert_eq!(missing(&own, [&own, &two]), Some(0));
        assert_eq!(missing(&own, [&own, &one, &two]), None);
    }
}
