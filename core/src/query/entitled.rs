//! Whether a user may use a product, and which of its plans: what a host asks at every login.

use super::Licence;
use super::licences::{self, Who};
use crate::error::Result;
use crate::model::Plan;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use serde::Serialize;

/// What a user may use of a product on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entitlement {
    /// The user.
    pub user: String,
    /// The product.
    pub product: String,
    /// Whether he may use it that day: his account is enabled, he has a licence, and its first day of use has come.
    pub entitled: bool,
    /// Whether his account is in use.
    pub enabled: bool,
    /// The first day on which he may use it, if that is still to come.
    pub starts_on: Option<Day>,
    /// The last day, if there is one.
    pub ends_on: Option<Day>,
    /// Plans that are on; none without a licence.
    pub plans: Vec<Plan>,
    /// Plans that are switched off.
    pub disabled_plans: Vec<Plan>,
    /// What he has it by; `None` if he does not have it.
    pub licence: Option<Licence>,
}

/// What a user may use of a product on a day.
pub(crate) fn of(view: View<'_>, user: &str, product: &str, on: Day) -> Result<Entitlement> {
    let who = Who::find(view, HolderKind::User, user)?;
    let number = view.product(product)?;
    let licence = licences::of_product(view, &who, number, on)?;
    let all = view.product_record(number)?.product.plans;
    let is_off =
        |plan: &Plan| licence.as_ref().is_none_or(|licence| licence.disabled_plans.contains(&plan.id));
    let (off, plans): (Vec<Plan>, Vec<Plan>) = all.into_iter().partition(is_off);
    let first = match &licence {
        Some(licence) => {
            let pool = view.pool_record(view.pool(&licence.pool)?)?.pool;
            licence.started_on.or(pool.starts_on)
        }
        None => None,
    };
    let starts_on = first.filter(|first| *first > on);
    Ok(Entitlement {
        user: user.to_owned(),
        product: product.to_owned(),
        entitled: licence.is_some() && starts_on.is_none() && who.traits.enabled,
        enabled: who.traits.enabled,
        starts_on,
        ends_on: licence.as_ref().and_then(|licence| licence.ends_on),
        plans,
        disabled_plans: if licence.is_some() { off } else { Vec::new() },
        licence,
    })
}
