//! A made-up product catalogue of the size of a large vendor's: 569 products with 723 plans and 8 exclusions. The same every time.
//!
//! Products come in families that share most of their plans, as editions of a suite do; the members of an exclusion lie in
//! different families, so that some pairs of products clash and most do not.
#![allow(dead_code, clippy::indexing_slicing, reason = "for tests, not every one of which needs all of it")]

use seatbook_core::Load;
use seatbook_core::model::{Exclusion, Plan, Product};

pub const PRODUCTS: usize = 569;
pub const PLANS: usize = 723;
pub const EXCLUSIONS: usize = 8;
/// Products of a family: editions of one suite.
const FAMILY: usize = 5;

/// Small numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1))
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

pub fn product_id(number: usize) -> String {
    format!("SKU_{number:03}")
}

pub fn plan_id(number: usize) -> String {
    format!("PLAN_{number:03}")
}

/// Positions of the plans of a product, ascending.
pub fn plans_of(product: usize) -> Vec<usize> {
    let (family, edition) = (product / FAMILY, product % FAMILY);
    let mut dice = Dice::new(family as u64);
    // What the family shares: each edition has a little more of it than the one before.
    let shared: Vec<usize> = (0..4 * FAMILY).map(|_| dice.below(PLANS)).collect();
    let mut plans: Vec<usize> = shared.into_iter().take(4 + 4 * edition).collect();
    // Every plan is in some product.
    plans.extend((product..PLANS).step_by(PRODUCTS));
    plans.sort_unstable();
    plans.dedup();
    plans
}

/// Positions of the plans of an exclusion, ascending.
pub fn members_of(exclusion: usize) -> Vec<usize> {
    let mut dice = Dice::new(1_000 + exclusion as u64);
    let mut plans: Vec<usize> = (0..6 + 3 * exclusion).map(|_| dice.below(PLANS)).collect();
    plans.sort_unstable();
    plans.dedup();
    plans
}

/// The whole catalogue as a load.
pub fn catalogue() -> Load {
    let plan = |number: usize| Plan { id: plan_id(number), name: format!("Plan number {number}") };
    let product = |number: usize| Product {
        id: product_id(number),
        name: format!("Suite {}, edition {}", number / FAMILY, number % FAMILY),
        provider: "Contoso".into(),
        plans: plans_of(number).into_iter().map(plan).collect(),
        ..Product::default()
    };
    let exclusion = |number: usize| Exclusion {
        id: format!("exclusion-{number}"),
        plans: members_of(number).into_iter().map(plan_id).collect(),
        ..Exclusion::default()
    };
    Load {
        products: (0..PRODUCTS).map(product).collect(),
        exclusions: (0..EXCLUSIONS).map(exclusion).collect(),
        ..Load::default()
    }
}

/// The plans of every product that an exclusion names, by exclusion: what clashes is worked out from.
pub struct Held(Vec<Vec<Vec<usize>>>);

impl Held {
    pub fn new() -> Self {
        let members: Vec<Vec<usize>> = (0..EXCLUSIONS).map(members_of).collect();
        let of = |product: usize| {
            let plans = plans_of(product);
            let of_rule =
                |members: &Vec<usize>| plans.iter().copied().filter(|plan| members.contains(plan)).collect();
            members.iter().map(of_rule).collect()
        };
        Self((0..PRODUCTS).map(of).collect())
    }

    /// Whether two products clash, by trying every pair of their plans.
    pub fn clash(&self, one: usize, other: usize) -> bool {
        let pairs = self.0[one].iter().zip(&self.0[other]);
        let differ = |(own, others): (&Vec<usize>, &Vec<usize>)| {
            own.iter().any(|plan| others.iter().any(|other| other != plan))
        };
        one != other && pairs.into_iter().any(differ)
    }
}
