//! A removal: what to take out of a book, built piece by piece or read from JSON.

use crate::boundary::{self, misuse};
use crate::error::seatbook_error;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{FromNumber, flag};
use seatbook_core::limits::{JSON_BYTES, ROWS};
use seatbook_core::load::Entity;
use seatbook_core::{Removal, Status};
use std::ptr;

/// What to take out of a book. One thread at a time.
pub struct seatbook_removal {
    pub(crate) removal: Removal,
}

/// Starts an empty removal; free it with seatbook_removal_free(). NULL only after an internal error.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_removal_new() -> *mut seatbook_removal {
    value!(ptr::null_mut(), |_c| boundary::give(seatbook_removal { removal: Removal::default() }))
}

/// Reads a document of what to remove, format seatbook.remove/1.
///
/// Free `*out_removal` with seatbook_removal_free(). Any thread. Fails with INVALID_JSON (details `line` and `column`), LIMIT.
/// Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_from_json(
    json: seatbook_str,
    out_removal: *mut *mut seatbook_removal,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_removal, "out_removal")?;
        let removal = Removal::from_json(c.text(json, "json", JSON_BYTES)?)?;
        out.give(seatbook_removal { removal });
        Ok(())
    })
}

/// How many things it names; 0 for NULL.
///
/// The removal's own thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_len(removal: *const seatbook_removal) -> usize {
    value!(0, |c| c.optional(removal).map_or(0, |own| own.removal.len()))
}

/// Adds things of one sort by their ids: SEATBOOK_ENTITY_USER, _GROUP, _POOL, _PRODUCT, _EXCLUSION or _PREREQUISITE. The texts
/// are copied.
///
/// The removal's own thread. Fails with UNKNOWN_NUMBER, INVALID_UTF8, LIMIT, and with INVALID_ARGUMENT for things that cannot
/// be removed. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_add(
    removal: *mut seatbook_removal,
    entity: i32,
    ids: *const seatbook_str,
    count: usize,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let removal = &mut c.object_mut(removal, "removal")?.removal;
        let list = match Entity::from_c(entity)? {
            Entity::User => &mut removal.users,
            Entity::Group => &mut removal.groups,
            Entity::Pool => &mut removal.pools,
            Entity::Product => &mut removal.products,
            Entity::Exclusion => &mut removal.exclusions,
            Entity::Prerequisite => &mut removal.prerequisites,
            other @ (Entity::Org | Entity::Member | Entity::Settings | Entity::Licensee) => {
                let message = format!(
                    "`{}` is nothing that can be removed; name users, groups, pools, products or rules",
                    other.word()
                );
                return Err(misuse(Status::InvalidArgument, message));
            }
        };
        list.extend(c.strings(ids, count, "ids", ROWS)?);
        Ok(())
    })
}

/// 1: take back the seats that are in use first, in the same step; 0, the default: what is in use is refused.
///
/// The removal's own thread. Fails with UNKNOWN_NUMBER. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_set_give_back(
    removal: *mut seatbook_removal,
    give_back: u32,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        c.object_mut(removal, "removal")?.removal.give_back = flag(give_back, "give_back")?;
        Ok(())
    })
}

/// Frees a removal; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_removal_free(removal: *mut seatbook_removal) {
    value!((), |c| c.free(removal));
}
