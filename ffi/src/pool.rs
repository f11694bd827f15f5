//! Pools with their terms, as a struct whose zeros mean "default".

use crate::boundary::{Caller, misuse};
use crate::day::{optional, seatbook_day};
use crate::error::seatbook_error;
use crate::load::{metadata, own, own_option, seatbook_load};
use crate::status::seatbook_status;
use crate::text::{seatbook_pair, seatbook_str};
use crate::words::{FromNumber, flag, reserved};
use seatbook_core::limits::{ROLES, ROWS};
use seatbook_core::model::Pool;
use seatbook_core::{Length, Result, Status};
use std::collections::BTreeMap;

/// Most countries of one rule.
const COUNTRIES: usize = 1000;

/// One purchase or delivery of seats of one product for one org. Days that are 0 or SEATBOOK_NO_DAY are absent.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_pool {
    /// sizeof(seatbook_pool) as the caller knows it.
    pub size: usize,
    /// The host's id.
    pub id: seatbook_str,
    /// The product whose seats these are.
    pub product: seatbook_str,
    /// The org that bought them; its users and those of every org below it may have them.
    pub org: seatbook_str,
    /// A seatbook_pool_kind: who a seat is for.
    pub kind: i32,
    /// How many seats.
    pub quantity: u32,
    /// 1: as many as wanted; `quantity` is then 0.
    pub unlimited: u32,
    /// A seatbook_start_policy: when a seat's time begins to run.
    pub start_policy: i32,
    /// A seatbook_release: what becomes of a started seat that is taken back.
    pub release: i32,
    /// 1: a seat cannot be taken back.
    pub not_revocable: u32,
    /// 1: handing out is stopped for now.
    pub suspended: u32,
    /// Day of delivery.
    pub delivered_on: seatbook_day,
    /// First day of use, if later than the day of assigning.
    pub starts_on: seatbook_day,
    /// Last day of every seat, whatever its duration.
    pub ends_on: seatbook_day,
    /// First day on which seats may be handed out.
    pub redeem_from: seatbook_day,
    /// Last day on which seats may be handed out.
    pub redeem_until: seatbook_day,
    /// How long after the delivery a seat may be started by hand, in months; then it starts by itself. 0: see days.
    pub start_within_months: u32,
    /// The same in days; 0 with 0 months: it never starts by itself.
    pub start_within_days: u32,
    /// How long a started seat lasts, in months; 0: see days.
    pub duration_months: u32,
    /// The same in days; 0 with 0 months: it has no duration.
    pub duration_days: u32,
    /// Roles that may hold a seat; none: all.
    pub allowed_roles: *const seatbook_str,
    /// How many.
    pub allowed_role_count: usize,
    /// Roles whose holders may give back an own seat.
    pub self_removal_roles: *const seatbook_str,
    /// How many.
    pub self_removal_role_count: usize,
    /// Countries whose users may not hold a seat.
    pub countries_denied: *const seatbook_str,
    /// How many.
    pub countries_denied_count: usize,
    /// Countries whose users alone may hold a seat; none: all.
    pub countries_allowed: *const seatbook_str,
    /// How many.
    pub countries_allowed_count: usize,
    /// One key per seat, in the order of seat numbers.
    pub keys: *const seatbook_str,
    /// How many.
    pub key_count: usize,
    /// The vendor's code; unique in the book, compared without case. Empty: none.
    pub license_code: seatbook_str,
    /// The customer's serial number; empty: none.
    pub serial_number: seatbook_str,
    /// Who the licence was issued to; empty: nobody.
    pub owner: seatbook_str,
    /// The order; empty: none.
    pub purchase_reference: seatbook_str,
    /// Whatever else the host wants to find again.
    pub metadata: *const seatbook_pair,
    /// How many.
    pub metadata_count: usize,
    /// For kind `group`: how many members of a group have access through one seat, in the group's order; 0: all.
    pub member_cap: u32,
    /// Leave 0.
    pub reserved: u32,
    /// For kind `group`: how many members of each role have access; none: whoever has an allowed role. Of a role that
    /// stands there twice the last cap counts.
    pub role_caps: *const seatbook_role_cap,
    /// How many.
    pub role_cap_count: usize,
}

/// How many members with a role have access through one seat of a group.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_role_cap {
    /// The role.
    pub role: seatbook_str,
    /// How many.
    pub cap: u32,
    /// Leave 0.
    pub reserved: u32,
}

/// A length of time; both 0 is none.
fn length(months: u32, days: u32, name: &str) -> Result<Option<Length>> {
    let written = match (months, days) {
        (0, 0) => return Ok(None),
        (months, 0) => format!("{months} months"),
        (0, days) => format!("{days} days"),
        _ => {
            let message = format!("`{name}_months` and `{name}_days` are both set; set one");
            return Err(misuse(Status::InvalidArgument, message));
        }
    };
    // Core's reader knows how long is too long.
    written.parse().map(Some)
}

fn quantity(given: &seatbook_pool) -> Result<Option<u32>> {
    if !flag(given.unlimited, "unlimited")? {
        return Ok(Some(given.quantity));
    }
    if given.quantity != 0 {
        let message = format!("`quantity` is {} though `unlimited` is 1; leave it 0", given.quantity);
        return Err(misuse(Status::InvalidArgument, message));
    }
    Ok(None)
}

fn role_caps(c: Caller<'_>, given: &seatbook_pool) -> Result<BTreeMap<String, u32>> {
    let caps = c.array(given.role_caps, given.role_cap_count, "role_caps", ROLES)?;
    let cap = |cap: &seatbook_role_cap| {
        reserved(cap.reserved, "seatbook_role_cap")?;
        Ok((own(c, cap.role, "role_caps")?, cap.cap))
    };
    caps.iter().map(cap).collect()
}

fn pool(c: Caller<'_>, given: &seatbook_pool) -> Result<Pool> {
    Ok(Pool {
        id: own(c, given.id, "id")?,
        product: own(c, given.product, "product")?,
        org: own(c, given.org, "org")?,
        kind: FromNumber::from_c(given.kind)?,
        quantity: quantity(given)?,
        allowed_roles: c.strings(given.allowed_roles, given.allowed_role_count, "allowed_roles", ROLES)?,
        delivered_on: optional(given.delivered_on)?,
        start_policy: FromNumber::from_c(given.start_policy)?,
        starts_on: optional(given.starts_on)?,
        start_within: length(given.start_within_months, given.start_within_days, "start_within")?,
        duration: length(given.duration_months, given.duration_days, "duration")?,
        ends_on: optional(given.ends_on)?,
        redeem_from: optional(given.redeem_from)?,
        redeem_until: optional(given.redeem_until)?,
        revocable: !flag(given.not_revocable, "not_revocable")?,
        release: FromNumber::from_c(given.release)?,
        self_removal_roles: c.strings(
            given.self_removal_roles,
            given.self_removal_role_count,
            "self_removal_roles",
            ROLES,
        )?,
        countries_denied: c.strings(
            given.countries_denied,
            given.countries_denied_count,
            "countries_denied",
            COUNTRIES,
        )?,
        countries_allowed: c.strings(
            given.countries_allowed,
            given.countries_allowed_count,
            "countries_allowed",
            COUNTRIES,
        )?,
        suspended: flag(given.suspended, "suspended")?,
        license_code: own_option(c, given.license_code, "license_code")?,
        serial_number: own_option(c, given.serial_number, "serial_number")?,
        owner: own_option(c, given.owner, "owner")?,
        purchase_reference: own_option(c, given.purchase_reference, "purchase_reference")?,
        keys: c.strings(given.keys, given.key_count, "keys", ROWS)?,
        metadata: metadata(c, given.metadata, given.metadata_count)?,
        member_cap: Some(given.member_cap).filter(|cap| *cap != 0),
        role_caps: role_caps(c, given)?,
    })
}

/// Adds a pool; its texts are copied.
///
/// The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, UNKNOWN_NUMBER, INVALID_ARGUMENT, LIMIT; what needs the
/// book is checked when it is loaded. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_add_pool(
    load: *mut seatbook_load,
    pool: *const seatbook_pool,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let given = c.sized(pool)?;
        reserved(given.reserved, "seatbook_pool")?;
        load.load.pools.push(self::pool(c, &given)?);
        Ok(())
    })
}
