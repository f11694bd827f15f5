//! What must not be held together: two different members of an exclusion through two different products.
//!
//! The same member through two products is no clash, and a product never clashes with itself.

use super::shape::{Shape, Thing};

/// Two things that one user must not hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Clash {
    /// Position of the exclusion that both are members of.
    pub exclusion: u32,
    /// The member that is held through the product which was asked about.
    pub own: Thing,
    /// The member that is held through the other product.
    pub other: Thing,
}

/// Whether two products that one user holds clash: the first exclusion by which they do, and its members.
pub(crate) fn clash(own: &Shape, other: &Shape) -> Option<Clash> {
    if own.product == other.product {
        return None;
    }
    let mut others = other.members.chunk_by(same_exclusion).peekable();
    for owns in own.members.chunk_by(same_exclusion) {
        let exclusion = owns.first()?.0;
        while others.next_if(|others| others.first().is_some_and(|(at, _)| *at < exclusion)).is_some() {}
        let Some(others) = others.next_if(|others| others.first().is_some_and(|(at, _)| *at == exclusion))
        else {
            continue;
        };
        for (_, own) in owns {
            if let Some((_, other)) = others.iter().find(|(_, other)| other != own) {
                return Some(Clash { exclusion, own: *own, other: *other });
            }
        }
    }
    None
}

fn same_exclusion(one: &(u32, Thing), other: &(u32, Thing)) -> bool {
    one.0 == other.0
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::{any_rules, things};
    use super::super::shape::{Rules, Thing};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Every exclusion, every pair of members, nothing clever.
    fn naive(rules: &Rules, own: (u32, &[u32]), other: (u32, &[u32])) -> Option<Clash> {
        if own.0 == other.0 {
            return None;
        }
        let (owns, others) = (things(rules, own.0, own.1), things(rules, other.0, other.1));
        let mut found = Vec::new();
        for (exclusion, members) in (0_u32..).zip(rules.exclusions()) {
            for own in members {
                for other in members {
                    if own != other && owns.contains(own) && others.contains(other) {
                        found.push(Clash { exclusion, own: *own, other: *other });
                    }
                }
            }
        }
        found.into_iter().min()
    }

    proptest! {
        #[test]
        fn as_by_trying_every_pair(
            rules in any_rules(),
            own in 0..6_u32,
            other in 0..6_u32,
            off in prop::collection::vec(0..6_u32, 0..3),
            other_off in prop::collection::vec(0..6_u32, 0..3),
        ) {
            let (shape, other_shape) = (rules.shape(own, &off), rules.shape(other, &other_off));
            let found = clash(&shape, &other_shape);
            prop_assert_eq!(found, naive(&rules, (own, &off), (other, &other_off)));
            // Whoever of the two comes later, they clash or they do not.
            prop_assert_eq!(found.is_some(), clash(&other_shape, &shape).is_some());
        }
    }

    #[test]
    fn the_same_plan_through_two_products_does_not_clash() {
        let plans_of = BTreeMap::from([(1, vec![10]), (2, vec![10]), (3, vec![11]), (4, vec![10, 11])]);
        let rules = Rules::new(vec![vec![Thing::Plan(10), Thing::Plan(11)]], Vec::new(), plans_of);
        let shape = |product, off: &[u32]| rules.shape(product, off);
        assert_eq!(clash(&shape(1, &[]), &shape(2, &[])), None);
        let how = Clash { exclusion: 0, own: Thing::Plan(10), other: Thing::Plan(11) };
        assert_eq!(clash(&shape(1, &[]), &shape(3, &[])), Some(how));
        // Both members in one product are its own affair; beside another product they clash with its members.
        assert_eq!(clash(&shape(4, &[]), &shape(4, &[])), None);
        assert_eq!(clash(&shape(1, &[]), &shape(4, &[])), Some(how));
        // A plan that is switched off is not held.
        assert_eq!(clash(&shape(1, &[]), &shape(4, &[11])), None);
        assert_eq!(clash(&shape(1, &[10]), &shape(3, &[])), None);
    }

    #[test]
    fn products_and_plans_may_stand_in_one_exclusion() {
        let rules = Rules::new(
            vec![vec![Thing::Product(1), Thing::Plan(11)]],
            Vec::new(),
            BTreeMap::from([(1, vec![11]), (2, vec![11])]),
        );
        let how = Clash { exclusion: 0, own: Thing::Product(1), other: Thing::Plan(11) };
        assert_eq!(clash(&rules.shape(1, &[]), &rules.shape(2, &[])), Some(how));
    }
}
