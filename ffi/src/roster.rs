//! Rosters as schools export them.

use crate::book::path;
use crate::error::seatbook_error;
use crate::load::seatbook_load;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::roster::{Notice, Roster};

/// What was odd or wrong in a roster, by file and line. Immutable; may be read from many threads.
pub struct seatbook_notices {
    notices: Vec<Notice>,
}

/// Reads a folder of Microsoft School Data Sync files and adds its orgs, users and groups to a load.
///
/// Wrong lines are left out and told; they stop nothing. Free `*out_notices` with seatbook_notices_free(). The load's own
/// thread. Fails with NOT_FOUND, IO, LIMIT; the load is then as before. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_read_school_data_sync(
    load: *mut seatbook_load,
    folder: seatbook_str,
    out_notices: *mut *mut seatbook_notices,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let out = c.out(out_notices, "out_notices")?;
        let Roster { load: read, notices } = Roster::read_school_data_sync(path(c, folder, "folder")?)?;
        load.load.orgs.extend(read.orgs);
        load.load.products.extend(read.products);
        load.load.users.extend(read.users);
        load.load.groups.extend(read.groups);
        load.load.pools.extend(read.pools);
        out.give(seatbook_notices { notices });
        Ok(())
    })
}

fn notice(notices: Option<&seatbook_notices>, index: usize) -> Option<&Notice> {
    notices.and_then(|notices| notices.notices.get(index))
}

/// How many notices there are; 0 for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_len(notices: *const seatbook_notices) -> usize {
    value!(0, |c| c.optional(notices).map_or(0, |notices| notices.notices.len()))
}

/// The file, as its name in the folder.
///
/// Lives as long as `notices`; nothing beyond the end. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_file(
    notices: *const seatbook_notices,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(notice(c.optional(notices), index).map(|notice| notice.file.as_str()))
    })
}

/// The line, from 1; the header is line 1. 0 beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_line(notices: *const seatbook_notices, index: usize) -> u64 {
    value!(0, |c| notice(c.optional(notices), index).map_or(0, |notice| notice.line))
}

/// The column's name; nothing if it is about the whole line.
///
/// Lives as long as `notices`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_column(
    notices: *const seatbook_notices,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(
            notice(c.optional(notices), index).and_then(|notice| notice.column.as_deref()),
        )
    })
}

/// 1 if the line was left out, 0 if it was taken and is only odd.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_refused(notices: *const seatbook_notices, index: usize) -> u32 {
    value!(0, |c| notice(c.optional(notices), index).map_or(0, |notice| u32::from(notice.refused)))
}

/// Why, for people.
///
/// Lives as long as `notices`; nothing beyond the end. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_message(
    notices: *const seatbook_notices,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        seatbook_str::of_option(notice(c.optional(notices), index).map(|notice| notice.message.as_str()))
    })
}

/// Frees notices; NULL is fine.
///
/// No other thread may be using them. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_free(notices: *mut seatbook_notices) {
    value!((), |c| c.free(notices));
}
