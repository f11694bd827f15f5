//! Rules that a load brings: what must not be held together, what needs something else, what holds for the whole book.

use crate::boundary::Caller;
use crate::error::seatbook_error;
use crate::load::{own, own_option, seatbook_load};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::Result;
use seatbook_core::limits::RULE_MEMBERS;
use seatbook_core::model::{Exclusion, Prerequisite, Settings};

/// Plans or products that must not be held together. What is loaded again under the same id takes its place; an empty one
/// excludes nothing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_exclusion {
    /// sizeof(seatbook_exclusion) as the caller knows it.
    pub size: usize,
    /// The host's id.
    pub id: seatbook_str,
    /// What people call it.
    pub name: seatbook_str,
    /// Plans of which a user can have one, through whichever products.
    pub plans: *const seatbook_str,
    /// How many.
    pub plan_count: usize,
    /// Products of which a user can have one.
    pub products: *const seatbook_str,
    /// How many.
    pub product_count: usize,
}

/// Something that needs any one of several others. Of several prerequisites of one thing all must be met.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_prerequisite {
    /// sizeof(seatbook_prerequisite) as the caller knows it.
    pub size: usize,
    /// The host's id.
    pub id: seatbook_str,
    /// What people call it.
    pub name: seatbook_str,
    /// The product that needs something; empty if `plan` is set.
    pub product: seatbook_str,
    /// The plan that needs something; empty if `product` is set.
    pub plan: seatbook_str,
    /// Products of which one is enough.
    pub any_of_products: *const seatbook_str,
    /// How many.
    pub any_of_product_count: usize,
    /// Plans of which one is enough.
    pub any_of_plans: *const seatbook_str,
    /// How many.
    pub any_of_plan_count: usize,
}

/// Members of a rule.
fn members(c: Caller<'_>, ids: *const seatbook_str, count: usize, name: &str) -> Result<Vec<String>> {
    c.strings(ids, count, name, RULE_MEMBERS)
}

/// Adds an exclusion; its texts are copied.
///
/// The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, LIMIT; ids are checked when it is loaded. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_add_exclusion(
    load: *mut seatbook_load,
    exclusion: *const seatbook_exclusion,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let given = c.sized(exclusion)?;
        let exclusion = Exclusion {
            id: own(c, given.id, "id")?,
            name: own(c, given.name, "name")?,
            plans: members(c, given.plans, given.plan_count, "plans")?,
            products: members(c, given.products, given.product_count, "products")?,
        };
        load.load.exclusions.push(exclusion);
        Ok(())
    })
}

/// Adds a prerequisite; its texts are copied.
///
/// The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, LIMIT; what it says is checked when it is loaded. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_add_prerequisite(
    load: *mut seatbook_load,
    prerequisite: *const seatbook_prerequisite,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let given = c.sized(prerequisite)?;
        let prerequisite = Prerequisite {
            id: own(c, given.id, "id")?,
            name: own(c, given.name, "name")?,
            product: own_option(c, given.product, "product")?,
            plan: own_option(c, given.plan, "plan")?,
            any_of_products: members(
                c,
                given.any_of_products,
                given.any_of_product_count,
                "any_of_products",
            )?,
            any_of_plans: members(c, given.any_of_plans, given.any_of_plan_count, "any_of_plans")?,
        };
        load.load.prerequisites.push(prerequisite);
        Ok(())
    })
}

/// Sets the country of users who have none, ISO 3166-1 alpha-2 such as "SE"; the empty text makes that they have none again.
/// Without this call the book keeps what it has.
///
/// The load's own thread. Fails with INVALID_UTF8, LIMIT; the country is checked when it is loaded. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_set_default_country(
    load: *mut seatbook_load,
    country: seatbook_str,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let default_country = own_option(c, country, "country")?;
        load.load.settings = Some(Settings { default_country });
        Ok(())
    })
}
