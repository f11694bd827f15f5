//! Users of the book, page by page.

use crate::boundary::Caller;
use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::holders::page_request;
use crate::load::own_option;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::flag;
use seatbook_core::Result;
use seatbook_core::limits::TEXT_BYTES;
use seatbook_core::model::User;
use seatbook_core::query::{Page, UserFilter};

/// Which users are asked for. Set `size` to sizeof, all else to 0, then what users must be like.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_user_filter {
    /// sizeof(seatbook_user_filter) as the caller knows it.
    pub size: usize,
    /// Words that must stand in the names or the id, in any order; case and accents do not matter. Empty: any.
    pub text: seatbook_str,
    /// Only users of this org and those below it; empty: of all.
    pub org: seatbook_str,
    /// Only users with this role; empty: any.
    pub role: seatbook_str,
    /// Only members of this group; empty: any.
    pub group: seatbook_str,
    /// 1: only accounts that are in use if `enabled` is 1, and only others if it is 0.
    pub has_enabled: u32,
    /// Counts if `has_enabled` is 1.
    pub enabled: u32,
}

/// A page of users, by family name, given name and id. Immutable; may be read from many threads.
pub struct seatbook_users {
    page: Page<User>,
}

fn filter(c: Caller<'_>, filter: *const seatbook_user_filter) -> Result<UserFilter> {
    let given = c.sized_or_default(filter)?;
    let enabled = flag(given.enabled, "enabled")?;
    Ok(UserFilter {
        text: c.text(given.text, "text", TEXT_BYTES)?.to_owned(),
        org: own_option(c, given.org, "org")?,
        role: own_option(c, given.role, "role")?,
        enabled: flag(given.has_enabled, "has_enabled")?.then_some(enabled),
        group: own_option(c, given.group, "group")?,
    })
}

/// Users, by family name, given name and id.
///
/// `filter` may be NULL: all users. `cursor` is empty for the first page, "last" for the last, else what seatbook_users_next() or
/// _previous() gave; `limit` 0 is 100. Free `*out_users` with seatbook_users_free(). Any thread. Fails with UNKNOWN_ORG,
/// UNKNOWN_GROUP, INVALID_ARGUMENT for a cursor that is none, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_users(
    book: *const seatbook_book,
    filter: *const seatbook_user_filter,
    cursor: seatbook_str,
    limit: usize,
    out_users: *mut *mut seatbook_users,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_users, "out_users")?;
        let filter = self::filter(c, filter)?;
        let wanted = page_request(c, cursor, limit)?;
        let page = with_book(book, |book| book.users(&filter, &wanted))?;
        out.give(seatbook_users { page });
        Ok(())
    })
}

fn user(users: Option<&seatbook_users>, index: usize) -> Option<&User> {
    users.and_then(|own| own.page.rows.get(index))
}

/// How many rows this page has; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_len(users: *const seatbook_users) -> usize {
    value!(0, |c| c.optional(users).map_or(0, |own| own.page.rows.len()))
}

/// How many rows the whole list has.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_total(users: *const seatbook_users) -> u64 {
    value!(0, |c| c.optional(users).map_or(0, |own| own.page.total))
}

/// The cursor of the next page; nothing on the last.
///
/// Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_next(users: *const seatbook_users) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(users).and_then(|own| own.page.next.as_deref())
    ))
}

/// The cursor of the previous page; nothing on the first.
///
/// Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_previous(users: *const seatbook_users) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(users).and_then(|own| own.page.previous.as_deref())
    ))
}

/// A user's id.
///
/// Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_id(users: *const seatbook_users, index: usize) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        user(c.optional(users), index).map(|found| found.id.as_str())
    ))
}

/// The org that a user belongs to.
///
/// Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_org(users: *const seatbook_users, index: usize) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        user(c.optional(users), index).map(|found| found.org.as_str())
    ))
}

/// A user's given name.
///
/// Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_given_name(
    users: *const seatbook_users,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        user(c.optional(users), index).map(|found| found.given_name.as_str())
    ))
}

/// A user's family name.
///
/// Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_family_name(
    users: *const seatbook_users,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        user(c.optional(users), index).map(|found| found.family_name.as_str())
    ))
}

/// A user's name to show; empty if it is given name and family name.
///
/// Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_display_name(
    users: *const seatbook_users,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        user(c.optional(users), index).map(|found| found.display_name.as_str())
    ))
}

/// A user's country, ISO 3166-1 alpha-2.
///
/// Nothing if there is none, and beyond the end. Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_country(users: *const seatbook_users, index: usize) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        user(c.optional(users), index).and_then(|found| found.country.as_deref())
    ))
}

/// How many roles a user has.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_role_count(users: *const seatbook_users, index: usize) -> usize {
    value!(0, |c| user(c.optional(users), index).map_or(0, |found| found.roles.len()))
}

/// A role of a user, by its number from 0.
///
/// Nothing beyond the end. Lives as long as `users`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_role(
    users: *const seatbook_users,
    index: usize,
    number: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        user(c.optional(users), index).and_then(|found| found.roles.get(number)).map(String::as_str)
    ))
}

/// 1 if a user's account is in use.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_enabled(users: *const seatbook_users, index: usize) -> u32 {
    value!(0, |c| user(c.optional(users), index).map_or(0, |found| u32::from(found.enabled)))
}

/// Frees users; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_users_free(users: *mut seatbook_users) {
    value!((), |c| c.free(users));
}
