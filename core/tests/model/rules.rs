//! What must not be held together, and what needs something else.

use crate::access::Having;
use crate::book::Book;
use seatbook_core::model::Prerequisite;
use std::collections::BTreeSet;

/// A product, and the plan of it that matters, if it is a plan.
pub type Thing = (String, Option<String>);

impl Book {
    /// Everything in `having` that clashes with a product of which these plans are on; `whole` tells whether the product
    /// itself counts, or only the plans.
    pub fn clashes(&self, having: &Having, product: &str, on: &BTreeSet<String>, whole: bool) -> Vec<Thing> {
        let mut found = Vec::new();
        for exclusion in &self.exclusions {
            let members =
                |product: &str, on: &BTreeSet<String>, whole: bool| -> Vec<(String, Option<String>)> {
                    let own = exclusion.products.iter().filter(|own| whole && *own == product);
                    let plans = exclusion.plans.iter().filter(|plan| on.contains(*plan));
                    own.map(|own| (own.clone(), None))
                        .chain(plans.map(|plan| (plan.clone(), Some(plan.clone()))))
                        .collect()
                };
            let own = members(product, on, whole);
            for (other, plans) in having.iter().filter(|(other, _)| *other != product) {
                for (member, plan) in members(other, plans, true) {
                    if own.iter().any(|(own, own_plan)| (own, own_plan) != (&member, &plan)) {
                        found.push((other.clone(), plan));
                    }
                }
            }
        }
        found
    }

    /// What a product of which these plans are on needs and `having` does not hold.
    pub fn unmet(
        &self,
        having: &Having,
        product: &str,
        on: &BTreeSet<String>,
        whole: bool,
    ) -> Vec<&Prerequisite> {
        let bites = |rule: &&Prerequisite| {
            (whole && rule.product.as_deref() == Some(product))
                || rule.plan.as_ref().is_some_and(|plan| on.contains(plan))
        };
        self.prerequisites.iter().filter(bites).filter(|rule| !is_met(rule, having)).collect()
    }

    /// How many steps of needing stand under a product at most; rules that go round in a circle end where they began.
    pub fn depth(&self, product: &str, seen: &mut Vec<String>) -> usize {
        if seen.iter().any(|own| own == product) {
            return 0;
        }
        seen.push(product.to_owned());
        let plans = self.plans(product);
        let bites = |rule: &&Prerequisite| {
            rule.product.as_deref() == Some(product)
                || rule.plan.as_ref().is_some_and(|plan| plans.contains(plan))
        };
        let mut below = Vec::new();
        for rule in self.prerequisites.iter().filter(bites) {
            below.extend(rule.any_of_products.iter().cloned());
            for plan in &rule.any_of_plans {
                let with = self.products.iter().filter(|own| own.plans.iter().any(|own| own.id == *plan));
                below.extend(with.map(|own| own.id.clone()));
            }
        }
        let depth = below.iter().filter(|own| *own != product).map(|own| 1 + self.depth(own, seen)).max();
        seen.pop();
        depth.unwrap_or(0)
    }
}

/// Whether something in `having` is enough for a prerequisite.
pub fn is_met(rule: &Prerequisite, having: &Having) -> bool {
    rule.any_of_products.iter().any(|product| having.contains_key(product))
        || rule.any_of_plans.iter().any(|plan| having.values().any(|on| on.contains(plan)))
}
