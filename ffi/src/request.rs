//! A request: rows that are decided together and written in one transaction.

use crate::boundary::{self, Caller, misuse};
use crate::day::{optional, seatbook_day};
use crate::error::seatbook_error;
use crate::options::{seatbook_options, show_options};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{FromNumber, flag, reserved};
use seatbook_core::limits::{ID_BYTES, JSON_BYTES, ROWS};
use seatbook_core::{IdList, Item, Op, Options, Request, Result, Status, Who};
use std::ptr;
use std::sync::Arc;

/// Rows that are decided together and written in one transaction. One thread at a time; applying does not change it.
pub struct seatbook_request {
    pub(crate) request: Request,
    /// From JSON only.
    pub(crate) options: Option<Options>,
}

/// Most products or pools of one item.
const PRODUCTS: usize = 100_000;

/// What an item may ask for beside operation, users and products.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_item_options {
    /// sizeof(seatbook_item_options) as the caller knows it.
    pub size: usize,
    /// Only seats of these pools; none: every pool of the product.
    pub pools: *const seatbook_str,
    /// How many pools.
    pub pool_count: usize,
    /// A seatbook_seat_choice: which seats an assignment may take.
    pub seat_choice: i32,
    /// Only a started seat that ends on this day; 0 or SEATBOOK_NO_DAY: any.
    pub ends_on: seatbook_day,
    /// 1: when taking back, whatever the seat came through, instead of only what the item names.
    pub all_sources: u32,
    /// 1: when taking back, instead of naming products: of users everything they have, whatever it came through; of a
    /// group's members everything that came through the group.
    pub everything: u32,
    /// This very seat of the one pool in `pools`, by number from 1; 0: any.
    pub seat: u32,
    /// When giving: who comes first when seats are scarce; the higher, the earlier. Equals go by request order.
    pub priority: i32,
    /// 1: whoever finds no seat left is kept on the waiting list.
    pub waitlist: u32,
    /// 1: for SEATBOOK_OP_SYNC: those who hold through something else keep their seats.
    pub keep_others: u32,
    /// 1: `disabled_plans` is set, even if there are none.
    pub has_disabled_plans: u32,
    /// Leave 0.
    pub reserved: u32,
    /// When giving: exactly these plans are off. Not set: a holder's plans stay as they are, and a new holder's are on.
    pub disabled_plans: *const seatbook_str,
    /// How many.
    pub disabled_plan_count: usize,
}

/// An item from C.
pub(crate) fn item(
    c: Caller<'_>,
    op: i32,
    who: Who,
    products: Vec<String>,
    options: *const seatbook_item_options,
) -> Result<Item> {
    let given = c.sized_or_default(options)?;
    reserved(given.reserved, "seatbook_item_options")?;
    Ok(Item {
        op: Op::from_c(op)?,
        who,
        products,
        pools: c.strings(given.pools, given.pool_count, "pools", PRODUCTS)?,
        seat_choice: FromNumber::from_c(given.seat_choice)?,
        ends_on: optional(given.ends_on)?,
        seat: Some(given.seat).filter(|seat| *seat != 0),
        disabled_plans: disabled_plans(c, &given)?,
        priority: given.priority,
        waitlist: flag(given.waitlist, "waitlist")?,
        to: None,
        keep_others: flag(given.keep_others, "keep_others")?,
        all_sources: flag(given.all_sources, "all_sources")?,
        everything: flag(given.everything, "everything")?,
    })
}

/// A swap from C.
pub(crate) fn swap(
    c: Caller<'_>,
    who: Who,
    from: seatbook_str,
    to: seatbook_str,
    options: *const seatbook_item_options,
) -> Result<Item> {
    let from = c.text(from, "from", ID_BYTES)?.to_owned();
    let to = c.text(to, "to", ID_BYTES)?.to_owned();
    Ok(Item { to: Some(to), ..item(c, Op::Swap as i32, who, vec![from], options)? })
}

/// The plans that an item switches off, if it says so.
fn disabled_plans(c: Caller<'_>, given: &seatbook_item_options) -> Result<Option<Vec<String>>> {
    let plans = c.strings(given.disabled_plans, given.disabled_plan_count, "disabled_plans", PRODUCTS)?;
    match flag(given.has_disabled_plans, "has_disabled_plans")? {
        true => Ok(Some(plans)),
        false if plans.is_empty() => Ok(None),
        false => Err(misuse(
            Status::InvalidArgument,
            "`disabled_plans` names plans though `has_disabled_plans` is 0; set it to 1",
        )),
    }
}

/// Users from C.
pub(crate) fn users(c: Caller<'_>, users: *const seatbook_str, count: usize) -> Result<Who> {
    Ok(Who::Users(Arc::new(c.ids(users, count, "users", ROWS)?)))
}

/// One user from C.
pub(crate) fn user(c: Caller<'_>, user: seatbook_str) -> Result<Who> {
    let mut list = IdList::with_capacity(1, user.len.min(ID_BYTES));
    list.push(c.text(user, "user", seatbook_core::limits::TARGET_BYTES)?);
    Ok(Who::Users(Arc::new(list)))
}

/// A group from C; `members` NULL with a count of 0 is all of them.
pub(crate) fn group(
    c: Caller<'_>,
    id: seatbook_str,
    members: *const seatbook_str,
    count: usize,
) -> Result<Who> {
    let id = c.text(id, "group", ID_BYTES)?.to_owned();
    if members.is_null() && count == 0 {
        return Ok(Who::Group { id, members: None });
    }
    Ok(Who::Group { id, members: Some(Arc::new(c.ids(members, count, "members", ROWS)?)) })
}

/// Products from C.
pub(crate) fn products(c: Caller<'_>, products: *const seatbook_str, count: usize) -> Result<Vec<String>> {
    c.strings(products, count, "products", PRODUCTS)
}

/// Starts an empty request; free it with seatbook_request_free(). NULL only after an internal error.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_request_new() -> *mut seatbook_request {
    value!(ptr::null_mut(), |_c| boundary::give(seatbook_request {
        request: Request::default(),
        options: None
    }))
}

/// Reads a request with its options, format seatbook.request/1.
///
/// Free `*out_request` with seatbook_request_free(). Any thread. Fails with INVALID_JSON (details `line` and `column`),
/// MALFORMED_REQUEST, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_from_json(
    json: seatbook_str,
    out_request: *mut *mut seatbook_request,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_request, "out_request")?;
        let (request, options) = Request::from_json(c.text(json, "json", JSON_BYTES)?)?;
        out.give(seatbook_request { request, options: Some(options) });
        Ok(())
    })
}

/// The options that a request from JSON carries, to be changed or used for another call.
///
/// Set `out_options->size` first. Its texts live as long as `request`. The request's own thread. Fails with
/// INVALID_ARGUMENT if the request was not read from JSON. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_options(
    request: *const seatbook_request,
    out_options: *mut seatbook_options,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object(request, "request")?;
        let out = c.out_struct(out_options)?;
        let message = "the request carries no options; only one that was read from JSON does";
        let options = request.options.as_ref().ok_or_else(|| misuse(Status::InvalidArgument, message))?;
        out.set(&show_options(options));
        Ok(())
    })
}

/// How many items it has; 0 for NULL.
///
/// The request's own thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_len(request: *const seatbook_request) -> usize {
    value!(0, |c| c.optional(request).map_or(0, |request| request.request.items.len()))
}

/// Adds an item: a row for every user and product, user by user. The texts are copied.
///
/// `op` is a seatbook_op. `options` may be NULL. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE,
/// INVALID_UTF8, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_users(
    request: *mut seatbook_request,
    op: i32,
    users: *const seatbook_str,
    user_count: usize,
    products: *const seatbook_str,
    product_count: usize,
    options: *const seatbook_item_options,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object_mut(request, "request")?;
        let who = self::users(c, users, user_count)?;
        let products = self::products(c, products, product_count)?;
        request.request.items.push(item(c, op, who, products, options)?);
        Ok(())
    })
}

/// Adds an item about the members of a group: each gets (or gives back) a seat of his own that comes through the group. The
/// texts are copied.
///
/// `op` is a seatbook_op. `members` names some of the members; NULL with a count of 0 is all. `options` may be NULL. The
/// request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE, INVALID_UTF8, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_group(
    request: *mut seatbook_request,
    op: i32,
    group: seatbook_str,
    members: *const seatbook_str,
    member_count: usize,
    products: *const seatbook_str,
    product_count: usize,
    options: *const seatbook_item_options,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object_mut(request, "request")?;
        let who = self::group(c, group, members, member_count)?;
        let products = self::products(c, products, product_count)?;
        request.request.items.push(item(c, op, who, products, options)?);
        Ok(())
    })
}

/// Adds an item about everybody who holds a seat of a product (of the pools in `options`, if there are any), by pool and
/// seat, whatever it came through. For SEATBOOK_OP_REVOKE and SEATBOOK_OP_START.
///
/// `options` may be NULL. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE, INVALID_UTF8, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_holders(
    request: *mut seatbook_request,
    op: i32,
    product: seatbook_str,
    options: *const seatbook_item_options,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object_mut(request, "request")?;
        let product = c.text(product, "product", ID_BYTES)?.to_owned();
        request.request.items.push(item(c, op, Who::Holders, vec![product], options)?);
        Ok(())
    })
}

/// Adds an item about groups themselves: each holds one seat of a `group` pool, and its members have access through it.
/// The texts are copied.
///
/// `op` is a seatbook_op. `options` may be NULL. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE,
/// INVALID_UTF8, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_holder_groups(
    request: *mut seatbook_request,
    op: i32,
    groups: *const seatbook_str,
    group_count: usize,
    products: *const seatbook_str,
    product_count: usize,
    options: *const seatbook_item_options,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object_mut(request, "request")?;
        let who = Who::HolderGroups(Arc::new(c.ids(groups, group_count, "groups", ROWS)?));
        let products = self::products(c, products, product_count)?;
        request.request.items.push(item(c, op, who, products, options)?);
        Ok(())
    })
}

/// Adds an item about orgs themselves: each holds one seat of a `school` or `tenant` pool, and its users have access through
/// it. The texts are copied.
///
/// `op` is a seatbook_op. `options` may be NULL. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE,
/// INVALID_UTF8, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_holder_orgs(
    request: *mut seatbook_request,
    op: i32,
    orgs: *const seatbook_str,
    org_count: usize,
    products: *const seatbook_str,
    product_count: usize,
    options: *const seatbook_item_options,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object_mut(request, "request")?;
        let who = Who::HolderOrgs(Arc::new(c.ids(orgs, org_count, "orgs", ROWS)?));
        let products = self::products(c, products, product_count)?;
        request.request.items.push(item(c, op, who, products, options)?);
        Ok(())
    })
}

/// Adds an item about whoever holds one seat of a pool, whatever it came through. For SEATBOOK_OP_REVOKE and
/// SEATBOOK_OP_START; to give a certain seat to somebody, set `pools` and `seat` in the options of
/// seatbook_request_add_users(). The text is copied.
///
/// `op` is a seatbook_op, `seat` a number from 1. The request's own thread. Fails with UNKNOWN_NUMBER, INVALID_UTF8,
/// INVALID_ARGUMENT, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_seat(
    request: *mut seatbook_request,
    op: i32,
    pool: seatbook_str,
    seat: u32,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object_mut(request, "request")?;
        let pools = vec![c.text(pool, "pool", ID_BYTES)?.to_owned()];
        if seat == 0 {
            return Err(misuse(Status::InvalidArgument, "`seat` is 0; seats are counted from 1"));
        }
        let item = Item { pools, seat: Some(seat), ..Item::new(Op::from_c(op)?, Who::Seat, &[]) };
        request.request.items.push(item);
        Ok(())
    })
}

/// Adds a swap: for each user a seat of `to` in the place of his seat of `from`, both rows or none. The texts are copied.
///
/// `options` are about the seat that is given; they may be NULL. The request's own thread. Fails with WRONG_SIZE,
/// UNKNOWN_NUMBER, INVALID_UTF8, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_swap(
    request: *mut seatbook_request,
    users: *const seatbook_str,
    user_count: usize,
    from: seatbook_str,
    to: seatbook_str,
    options: *const seatbook_item_options,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object_mut(request, "request")?;
        let who = self::users(c, users, user_count)?;
        request.request.items.push(swap(c, who, from, to, options)?);
        Ok(())
    })
}

/// Adds the undoing of an earlier operation; it must be the request's only item.
///
/// The request's own thread. Fails only as every function may. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_undo(
    request: *mut seatbook_request,
    operation: u64,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        c.object_mut(request, "request")?.request.items.push(Item::undo(operation));
        Ok(())
    })
}

/// Frees a request; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_free(request: *mut seatbook_request) {
    value!((), |c| c.free(request));
}
