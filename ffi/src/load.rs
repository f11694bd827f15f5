//! A load: what to put into a book, built piece by piece or read from JSON.

use crate::boundary::{self, Caller};
use crate::error::seatbook_error;
use crate::status::seatbook_status;
use crate::text::{seatbook_pair, seatbook_str};
use crate::words::{FromNumber, flag, reserved};
use seatbook_core::limits::{JSON_BYTES, ROLES, ROWS, TEXT_BYTES};
use seatbook_core::model::{Group, Org, Plan, Product, User};
use seatbook_core::{Load, Result};
use std::collections::BTreeMap;
use std::ptr;

/// What to put into a book. One thread at a time.
pub struct seatbook_load {
    pub(crate) load: Load,
}

/// Most plans or metadata entries of one thing.
const PAIRS: usize = 10_000;

/// A school, a customer, a department.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_org {
    /// sizeof(seatbook_org) as the caller knows it.
    pub size: usize,
    /// The host's id.
    pub id: seatbook_str,
    /// What people call it.
    pub name: seatbook_str,
    /// The org above it; empty: none.
    pub parent: seatbook_str,
}

/// Something that is licensed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_product {
    /// sizeof(seatbook_product) as the caller knows it.
    pub size: usize,
    /// SKU or GUID.
    pub id: seatbook_str,
    /// What people call it.
    pub name: seatbook_str,
    /// Who makes it.
    pub provider: seatbook_str,
    /// Service plans: ids and names.
    pub plans: *const seatbook_pair,
    /// How many plans.
    pub plan_count: usize,
    /// Whatever else the host wants to find again; of a key that stands there twice the last value counts.
    pub metadata: *const seatbook_pair,
    /// How many.
    pub metadata_count: usize,
}

/// Somebody who may hold a seat.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_user {
    /// sizeof(seatbook_user) as the caller knows it.
    pub size: usize,
    /// The host's id; compared byte for byte.
    pub id: seatbook_str,
    /// The org the user belongs to.
    pub org: seatbook_str,
    /// Given name.
    pub given_name: seatbook_str,
    /// Family name.
    pub family_name: seatbook_str,
    /// Name to show, if it is not given name and family name.
    pub display_name: seatbook_str,
    /// ISO 3166-1 alpha-2, such as "SE"; empty: none.
    pub country: seatbook_str,
    /// "student", "teacher", "administrator", "staff" or any other word of the host's.
    pub roles: *const seatbook_str,
    /// How many roles.
    pub role_count: usize,
    /// 1: the account is not in use; the user gets no seat.
    pub disabled: u32,
    /// Leave 0.
    pub reserved: u32,
}

/// A class, course or department.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_group {
    /// sizeof(seatbook_group) as the caller knows it.
    pub size: usize,
    /// The host's id.
    pub id: seatbook_str,
    /// The org it belongs to.
    pub org: seatbook_str,
    /// What people call it.
    pub name: seatbook_str,
    /// Ids of its members, in an order that stays.
    pub members: *const seatbook_str,
    /// How many members.
    pub member_count: usize,
    /// A seatbook_group_kind.
    pub kind: i32,
    /// Leave 0.
    pub reserved: u32,
}

/// Text of a struct.
pub(crate) fn own(c: Caller<'_>, text: seatbook_str, name: &str) -> Result<String> {
    c.text(text, name, TEXT_BYTES).map(str::to_owned)
}

/// Text of a struct where the empty text means none.
pub(crate) fn own_option(c: Caller<'_>, text: seatbook_str, name: &str) -> Result<Option<String>> {
    own(c, text, name).map(|text| Some(text).filter(|text| !text.is_empty()))
}

/// Keys and values.
pub(crate) fn metadata(
    c: Caller<'_>,
    pairs: *const seatbook_pair,
    count: usize,
) -> Result<BTreeMap<String, String>> {
    let pairs = c.array(pairs, count, "metadata", PAIRS)?;
    pairs.iter().map(|pair| Ok((own(c, pair.key, "metadata")?, own(c, pair.value, "metadata")?))).collect()
}

/// Starts an empty load; free it with seatbook_load_free(). NULL only after an internal error.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_load_new() -> *mut seatbook_load {
    value!(ptr::null_mut(), |_c| boundary::give(seatbook_load { load: Load::default() }))
}

/// Reads a load document, format seatbook.load/1.
///
/// Free `*out_load` with seatbook_load_free(). Any thread. Fails with INVALID_JSON (details `line` and `column`), LIMIT.
/// Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_from_json(
    json: seatbook_str,
    out_load: *mut *mut seatbook_load,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_load, "out_load")?;
        let load = Load::from_json(c.text(json, "json", JSON_BYTES)?)?;
        out.give(seatbook_load { load });
        Ok(())
    })
}

/// How many things it names: orgs, products, rules, users, groups, pools; 0 for NULL.
///
/// The load's own thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_len(load: *const seatbook_load) -> usize {
    value!(0, |c| c.optional(load).map_or(0, |load| load.load.len()))
}

/// Adds an org; its texts are copied. A parent may come after its children.
///
/// The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, LIMIT; ids are checked when it is loaded. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_add_org(
    load: *mut seatbook_load,
    org: *const seatbook_org,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let given = c.sized(org)?;
        let org = Org {
            id: own(c, given.id, "id")?,
            name: own(c, given.name, "name")?,
            parent: own_option(c, given.parent, "parent")?,
        };
        load.load.orgs.push(org);
        Ok(())
    })
}

/// Adds a product; its texts are copied.
///
/// The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, LIMIT; ids are checked when it is loaded. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_add_product(
    load: *mut seatbook_load,
    product: *const seatbook_product,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let given = c.sized(product)?;
        let plans = c.array(given.plans, given.plan_count, "plans", PAIRS)?;
        let plans = plans
            .iter()
            .map(|plan| Ok(Plan { id: own(c, plan.key, "plans")?, name: own(c, plan.value, "plans")? }));
        let product = Product {
            id: own(c, given.id, "id")?,
            name: own(c, given.name, "name")?,
            provider: own(c, given.provider, "provider")?,
            metadata: metadata(c, given.metadata, given.metadata_count)?,
            plans: plans.collect::<Result<_>>()?,
        };
        load.load.products.push(product);
        Ok(())
    })
}

/// Adds a user; the texts are copied.
///
/// The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, UNKNOWN_NUMBER, LIMIT; ids are checked when it is loaded.
/// Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_add_user(
    load: *mut seatbook_load,
    user: *const seatbook_user,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let given = c.sized(user)?;
        reserved(given.reserved, "seatbook_user")?;
        let user = User {
            id: own(c, given.id, "id")?,
            org: own(c, given.org, "org")?,
            given_name: own(c, given.given_name, "given_name")?,
            family_name: own(c, given.family_name, "family_name")?,
            display_name: own(c, given.display_name, "display_name")?,
            roles: c.strings(given.roles, given.role_count, "roles", ROLES)?,
            country: own_option(c, given.country, "country")?,
            enabled: !flag(given.disabled, "disabled")?,
        };
        load.load.users.push(user);
        Ok(())
    })
}

/// Adds a group with its members; the texts are copied.
///
/// The load's own thread. Fails with WRONG_SIZE, INVALID_UTF8, UNKNOWN_NUMBER, LIMIT; ids are checked when it is loaded.
/// Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_add_group(
    load: *mut seatbook_load,
    group: *const seatbook_group,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let given = c.sized(group)?;
        reserved(given.reserved, "seatbook_group")?;
        let group = Group {
            id: own(c, given.id, "id")?,
            org: own(c, given.org, "org")?,
            kind: FromNumber::from_c(given.kind)?,
            name: own(c, given.name, "name")?,
            members: c.strings(given.members, given.member_count, "members", ROWS)?,
        };
        load.load.groups.push(group);
        Ok(())
    })
}

/// Says what becomes of the seats of leavers: users who were enabled (or not in the book) and are not any more. `leavers` is a
/// seatbook_leavers; without this call they keep their seats.
///
/// The load's own thread. Fails with UNKNOWN_NUMBER. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_set_leavers(
    load: *mut seatbook_load,
    leavers: i32,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        c.object_mut(load, "load")?.load.leavers = FromNumber::from_c(leavers)?;
        Ok(())
    })
}

/// With 1, an org of this load that names no parent keeps the one that it has in the book: a roster that does not know of the district
/// above its schools does not cut them off from what the district has bought. Loads that seatbook_load_read_roster() fills do so.
///
/// `keep` is 0 or 1; without this call such an org has no parent afterwards. The load's own thread. Fails with UNKNOWN_NUMBER. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_set_keep_parents(
    load: *mut seatbook_load,
    keep: u32,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        c.object_mut(load, "load")?.load.keep_parents = flag(keep, "keep")?;
        Ok(())
    })
}

/// Adds orgs whose users this load lists in full: an enabled user of one of them who is not in it becomes disabled. The texts are
/// copied.
///
/// The load's own thread. Fails with INVALID_UTF8, LIMIT; ids are checked when it is loaded. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_add_full_orgs(
    load: *mut seatbook_load,
    orgs: *const seatbook_str,
    count: usize,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        load.load.full_orgs.extend(c.strings(orgs, count, "orgs", ROWS)?);
        Ok(())
    })
}

/// Frees a load; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_free(load: *mut seatbook_load) {
    value!((), |c| c.free(load));
}
