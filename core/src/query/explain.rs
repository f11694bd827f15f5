//! Why a user would get a seat of a product or not: every rule in order of precedence, with what it looked at and what would mend it.
//!
//! The verdict is a dry run's, so it cannot say anything else than the real run. The rules are the planner's own; only the sentences
//! are made here.

use super::licences::{self, Who};
use super::{Licence, explain_words as words};
use crate::access::Access;
use crate::error::{Error, Result, Status};
use crate::held::HeldSeats;
use crate::layout::catalogue::Roles;
use crate::layout::seats::PoolState;
use crate::layout::users::Traits;
use crate::model::Pool;
use crate::outcome::Outcome;
use crate::report::{InTheWay, Report};
use crate::request::{Item, Op, Options, Request, SeatChoice};
use crate::rules::eligibility::{self, Asks, Offer, country_number};
use crate::rules::shape::{Rules, Shape};
use crate::rules::{exclusion, prerequisite};
use crate::seat::{HolderKind, SeatState};
use crate::term::Day;
use crate::view::View;
use serde::Serialize;

/// Why a user would get a seat of a product or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The user.
    pub user: String,
    /// The product.
    pub product: String,
    /// The day.
    pub on: Day,
    /// Which seats may be taken.
    pub seat_choice: SeatChoice,
    /// What assigning would answer.
    pub verdict: Outcome,
    /// The same in a sentence.
    pub message: String,
    /// What stands in the way.
    pub in_the_way: Option<InTheWay>,
    /// Every rule in order of precedence; the first that fails is the verdict.
    pub rules: Vec<RuleTest>,
}

/// A rule and how it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleTest {
    /// The outcome if this rule were the first to fail.
    pub rule: Outcome,
    /// Whether it lets the user through.
    pub passed: bool,
    /// What it looked at.
    pub facts: String,
    /// What would mend it, if it failed.
    pub remedy: Option<String>,
}

/// Decides a request without writing.
pub(crate) type DryRun<'a> = dyn FnMut(&Request, &Options) -> Result<Report> + 'a;

/// Explains what assigning would do.
pub(crate) fn of(
    view: View<'_>,
    (user, product): (&str, &str),
    on: Day,
    seat_choice: SeatChoice,
    dry_run: &mut DryRun<'_>,
) -> Result<Explanation> {
    let item = Item { seat_choice, ..Item::users(Op::Assign, [user], &[product]) };
    let report = dry_run(&item.into(), &Options { dry_run: true, ..Options::on(on) })?;
    let row = report.row(0).ok_or_else(|| Error::internal("a dry run has no row"))?;
    let rules = match Who::find(view, HolderKind::User, user) {
        Ok(who) => Testing::new(view, who, product, on, seat_choice)?.all()?,
        Err(error) if error.status() == Status::UnknownUser => vec![words::unknown_user(user)],
        Err(error) => return Err(error),
    };
    Ok(Explanation {
        user: user.to_owned(),
        product: product.to_owned(),
        on,
        seat_choice,
        verdict: row.outcome(),
        message: row.sentence(),
        in_the_way: row.in_the_way().cloned(),
        rules,
    })
}

/// A pool that the user's org may use.
pub(super) struct Open {
    pub pool: Pool,
    pub allowed_roles: u64,
    pub has_lasting: bool,
    /// Seats that could be handed out: new ones (`None` is without limit), and started ones.
    pub new: Option<u64>,
    pub reusable: u64,
}

impl Open {
    fn read(view: View<'_>, number: u32, roles: &Roles, day: Day) -> Result<Self> {
        let (record, state): (_, PoolState) = (view.pool_record(number)?, view.pool_state(number)?);
        let pool = record.pool;
        let (mut new, mut reusable) = (0, 0);
        for (standing, seats) in state.with_unused(pool.quantity) {
            match standing.on(&pool, day).state {
                SeatState::New => new += seats,
                SeatState::Reusable => reusable += seats,
                _ => {}
            }
        }
        let fresh = state.fresh.on(&pool, day).state;
        let unlimited = pool.quantity.is_none() && fresh == SeatState::New;
        Ok(Self {
            allowed_roles: roles.known(&pool.allowed_roles),
            has_lasting: unlimited || new + reusable > 0,
            new: (!unlimited).then_some(new),
            reusable,
            pool,
        })
    }
}

impl Open {
    fn offer(&self) -> Offer<'_> {
        let Open { pool, allowed_roles, has_lasting, .. } = self;
        Offer { pool, allowed_roles: *allowed_roles, has_lasting: *has_lasting }
    }
}

/// The rules in the testing.
struct Testing<'a> {
    view: View<'a>,
    who: Who,
    traits: Traits,
    roles: Roles,
    product: u32,
    day: Day,
    choice: SeatChoice,
    pools: Vec<Open>,
    sells: bool,
    licence: Option<Licence>,
}

impl<'a> Testing<'a> {
    fn new(view: View<'a>, who: Who, product: &str, day: Day, choice: SeatChoice) -> Result<Self> {
        let (product, roles) = (view.product(product)?, view.roles()?);
        let mut pools = Vec::new();
        for org in view.with_parents(who.traits.org)? {
            for pool in view.pools_of(product, org)? {
                pools.push(Open::read(view, pool, &roles, day)?);
            }
        }
        let mut traits = who.traits;
        if traits.country == 0 {
            traits.country = country_number(view.settings()?.default_country.as_deref());
        }
        Ok(Self {
            view,
            traits,
            roles,
            product,
            day,
            choice,
            pools,
            sells: view.has_pools(product)?,
            licence: licences::of_product(view, &who, product, day)?,
            who,
        })
    }

    fn all(&self) -> Result<Vec<RuleTest>> {
        let org = self.view.org_record(self.traits.org)?.org.id;
        let mut tests = vec![
            words::known_user(),
            words::enabled(self.traits.enabled),
            words::org(&org, self.pools.iter().map(|open| &open.pool), self.sells),
            words::licence(self.licence.as_ref()),
        ];
        let left = self.stages(&mut tests);
        let (rules, held) = (self.view.rules()?, self.held()?);
        let own = rules.shape(self.product, &[]);
        tests.push(self.exclusion(&own, &held)?);
        tests.push(self.prerequisite(&rules, &own, &held)?);
        tests.push(words::seats(&left, self.choice));
        Ok(tests)
    }

    /// The stages that rule out pools; a stage that rules out the last one fails, and those after it look at all pools anew.
    fn stages(&self, tests: &mut Vec<RuleTest>) -> Vec<&Open> {
        let asks =
            Asks { holder: HolderKind::User, traits: &self.traits, choice: self.choice, day: self.day };
        let offers: Vec<Offer<'_>> = self.pools.iter().map(Open::offer).collect();
        let all = eligibility::worth_a_word(&asks, &offers);
        let all: Vec<&Open> = all.into_iter().filter_map(|at| self.pools.get(at)).collect();
        let mut left = all.clone();
        let mut has_failed = false;
        for stage in eligibility::STAGES {
            let looked_at = if has_failed { all.clone() } else { left };
            let passes = |open: &Open| eligibility::passes(stage, &asks, &open.offer());
            let (good, bad): (Vec<&Open>, Vec<&Open>) = looked_at.iter().partition(|open| passes(open));
            let passed = looked_at.is_empty() || !good.is_empty();
            tests.push(words::stage(
                stage,
                passed,
                &bad,
                &self.roles.words(self.traits.roles),
                self.traits.country,
            ));
            has_failed |= !passed;
            left = good;
        }
        if has_failed { Vec::new() } else { left }
    }

    /// What the user has of everything that rules connect with the product.
    fn held(&self) -> Result<Vec<Shape>> {
        let (view, rules) = (self.view, self.view.rules()?);
        let mut held = HeldSeats::new(view, self.day);
        let mut shapes = Vec::new();
        for product in rules.related(&[self.product]) {
            if held.get(HolderKind::User, self.who.number, product)?.is_some() {
                let terms = held.terms(HolderKind::User, self.who.number, product)?;
                shapes.push(rules.shape(product, &terms.map(|terms| terms.plans_off).unwrap_or_default()));
            } else if let Some(mut access) = Access::new(view, product, self.day)?
                && self.who.derived(view, &mut access, &mut held, product)?.is_some()
            {
                shapes.push(rules.shape(product, &[]));
            }
        }
        Ok(shapes)
    }

    fn exclusion(&self, own: &Shape, held: &[Shape]) -> Result<RuleTest> {
        let mut clashes = Vec::new();
        for other in held {
            if let Some(clash) = exclusion::clash(own, other) {
                let id = self.view.product_record(other.product)?.product.id;
                clashes.push((
                    id,
                    words::thing(self.view, clash.own)?,
                    words::thing(self.view, clash.other)?,
                ));
            }
        }
        clashes.sort();
        Ok(words::exclusion(clashes.first()))
    }

    fn prerequisite(&self, rules: &Rules, own: &Shape, held: &[Shape]) -> Result<RuleTest> {
        let missing = prerequisite::missing(own, held.iter().chain([own]));
        let requirement = missing.and_then(|at| rules.requirement(at));
        let any_of = match requirement {
            Some(requirement) => requirement
                .any_of
                .iter()
                .map(|thing| words::thing(self.view, *thing))
                .collect::<Result<_>>()?,
            None => Vec::new(),
        };
        Ok(words::prerequisite(&any_of))
    }
}
