//! Plain lists of users: one column of ids, or a table of which one column is the ids.

use crate::book::path;
use crate::boundary::Caller;
use crate::day::{SEATBOOK_NO_DAY, seatbook_day, to_c};
use crate::error::seatbook_error;
use crate::load::own_option;
use crate::request::{item, products, seatbook_item_options, seatbook_request};
use crate::roster::{encoding, seatbook_notices};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::roster::{List, ListRow};
use seatbook_core::{Result, Who};
use std::ptr;
use std::sync::{Arc, OnceLock};

/// A list of users as it was read. Immutable; may be read from many threads.
pub struct seatbook_user_list {
    list: List,
    /// Views of the ids, made when somebody asks for all of them.
    ids: OnceLock<Box<[seatbook_str]>>,
}

/// How a list of users is read. Set `size` to sizeof, all else to 0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_user_list_options {
    /// sizeof(seatbook_user_list_options) as the caller knows it.
    pub size: usize,
    /// The name of the column of ids; empty: one whose header tells, such as "id", "username" or "email", or the only one.
    pub column: seatbook_str,
    /// "utf-8", "windows-1252", or "guess": a line that is not UTF-8 is Windows-1252. Empty: guess.
    pub encoding: seatbook_str,
}

/// Reads a list of users from a CSV or text file.
///
/// One id a line, with or without a header, or a table: values separated by commas, semicolons or tabs, columns found by name. Columns called
/// `product`, `pool` and `ends_on` are taken too, others are ignored; so what seatbook_report_csv() gave can be read again. `options` may
/// be NULL. Wrong lines are left out and told; they stop nothing. Free `*out_list` with seatbook_user_list_free() and `*out_notices`, which have
/// no format, with seatbook_notices_free(). Any thread. Fails with NOT_FOUND, INVALID_ARGUMENT, IO, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_read(
    path_name: seatbook_str,
    options: *const seatbook_user_list_options,
    out_list: *mut *mut seatbook_user_list,
    out_notices: *mut *mut seatbook_notices,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let (out, out_told) = (c.out(out_list, "out_list")?, c.out(out_notices, "out_notices")?);
        let mut list = read(c, path_name, options)?;
        out_told.give(seatbook_notices::of_list(std::mem::take(&mut list.notices), list.refused));
        out.give(seatbook_user_list { list, ids: OnceLock::new() });
        Ok(())
    })
}

fn read(c: Caller<'_>, path_name: seatbook_str, options: *const seatbook_user_list_options) -> Result<List> {
    let given = c.sized_or_default(options)?;
    let column = own_option(c, given.column, "column")?;
    let encoding = encoding(c, given.encoding)?;
    List::read(path(c, path_name, "path_name")?, column.as_deref(), encoding)
}

fn row(list: Option<&seatbook_user_list>, index: usize) -> Option<&ListRow> {
    list.and_then(|own| own.list.rows.get(index))
}

/// How many lines there are; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_len(list: *const seatbook_user_list) -> usize {
    value!(0, |c| c.optional(list).map_or(0, |own| own.list.rows.len()))
}

/// Who is on it, in order, as an array of seatbook_user_list_len() texts for functions that take users; NULL if nobody is.
///
/// Made on the first call; NULL for NULL. Lives as long as `list`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_ids(list: *const seatbook_user_list) -> *const seatbook_str {
    value!(ptr::null(), |c| {
        let views =
            |own: &seatbook_user_list| own.list.rows.iter().map(|row| seatbook_str::of(&row.id)).collect();
        let ids = c.optional(list).map(|own| own.ids.get_or_init(|| views(own)));
        ids.filter(|ids| !ids.is_empty()).map_or(ptr::null(), |ids| ids.as_ptr())
    })
}

/// Whom a line is about; nothing beyond the end.
///
/// Lives as long as `list`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_id(
    list: *const seatbook_user_list,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(row(c.optional(list), index).map(|row| row.id.as_str()))
    })
}

/// The line in the file, from 1; 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_line(list: *const seatbook_user_list, index: usize) -> u64 {
    value!(0, |c| row(c.optional(list), index).map_or(0, |row| row.line))
}

/// The product that a line names; nothing if it names none.
///
/// Lives as long as `list`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_product(
    list: *const seatbook_user_list,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(row(c.optional(list), index).and_then(|row| row.product.as_deref()))
    })
}

/// The pool that a line names; nothing if it names none.
///
/// Lives as long as `list`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_pool(
    list: *const seatbook_user_list,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(row(c.optional(list), index).and_then(|row| row.pool.as_deref()))
    })
}

/// The end date that a line names; SEATBOOK_NO_DAY if it names none.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_ends_on(
    list: *const seatbook_user_list,
    index: usize,
) -> seatbook_day {
    value!(SEATBOOK_NO_DAY, |c| to_c(row(c.optional(list), index).and_then(|row| row.ends_on)))
}

/// Adds items about everybody on a list, in its order. What a line names of product, pool and end date takes the place of `products`
/// and of `pools` and `ends_on` in `options`. The texts are copied.
///
/// `op` is a seatbook_op. `products` may be NULL with a count of 0 if every line names one; `options` may be NULL. Of a list without
/// anybody nothing is added. The request's own thread. Fails with UNKNOWN_NUMBER, WRONG_SIZE, INVALID_UTF8, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_request_add_list(
    request: *mut seatbook_request,
    op: i32,
    list: *const seatbook_user_list,
    products: *const seatbook_str,
    product_count: usize,
    options: *const seatbook_item_options,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let request = c.object_mut(request, "request")?;
        let list = c.object(list, "list")?;
        let products = self::products(c, products, product_count)?;
        let nobody = Who::Users(Arc::default());
        let asked = item(c, op, nobody, products, options)?;
        request.request.items.extend(list.list.items(&asked));
        Ok(())
    })
}

/// Frees a list; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_user_list_free(list: *mut seatbook_user_list) {
    value!((), |c| c.free(list));
}
