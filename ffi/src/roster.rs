//! Rosters, licence lists and catalogues as schools get them.

use crate::book::{path, seatbook_book};
use crate::boundary::{Caller, misuse};
use crate::error::seatbook_error;
use crate::handle::with_book;
use crate::load::{own_option, seatbook_load};
use crate::load_report::seatbook_load_report;
use crate::options::{read_options, seatbook_options};
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use crate::words::{FromNumber, flag};
use seatbook_core::limits::ID_BYTES;
use seatbook_core::model::Org;
use seatbook_core::roster::{Encoding, Format, Notice, Roster, RosterOptions};
use seatbook_core::{Result, Status};

/// What was odd or wrong in a roster, by file and line. Immutable; may be read from many threads.
pub struct seatbook_notices {
    /// Plain lists have none.
    format: Option<Format>,
    notices: Vec<Notice>,
    left_out: u64,
}

impl seatbook_notices {
    /// What there is to say of a list of users.
    pub(crate) fn of_list(notices: Vec<Notice>, left_out: u64) -> Self {
        Self { format: None, notices, left_out }
    }
}

/// How a roster is read. Set `size` to sizeof, all else to 0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_roster_options {
    /// sizeof(seatbook_roster_options) as the caller knows it.
    pub size: usize,
    /// "one_roster_1_1", "one_roster_1_2", "school_data_sync_v1", "school_data_sync_v2", "school_data_sync_v2_1", "bildungslogin"
    /// or "microsoft_products"; empty: found out from the files.
    pub format: seatbook_str,
    /// "utf-8", "windows-1252", or "guess": a line that is not UTF-8 is Windows-1252. Empty: utf-8 for rosters, guess for products.
    pub encoding: seatbook_str,
    /// The id of an org to put above every org that has none above it, such as the district above its schools; empty is none.
    pub under: seatbook_str,
    /// The teachers of every class become a group whose id is the class's with this behind it; empty: no such groups.
    pub teachers: seatbook_str,
    /// Of a licence list: the org that has bought what names no school. May be empty.
    pub org: seatbook_str,
    /// A seatbook_leavers: what becomes of the seats of users who are not enabled any more.
    pub leavers: i32,
    /// 1: the roster lists all users of its orgs; others of these orgs become disabled.
    pub full: u32,
    /// 1: of a catalogue, products and plans go by their part numbers instead of their GUIDs.
    pub part_numbers: u32,
    /// For seatbook_book_load_roster(): most users of a portion; 0 is 100,000.
    pub portion: u32,
}

/// A word of a struct that stands for something; empty: none.
fn known<T>(
    c: Caller<'_>,
    text: seatbook_str,
    name: &str,
    from_word: fn(&str) -> Option<T>,
    words: impl Iterator<Item = &'static str>,
) -> Result<Option<T>> {
    let word = c.text(text, name, ID_BYTES)?;
    let found = from_word(word);
    if found.is_some() || word.is_empty() {
        return Ok(found);
    }
    let words: Vec<&str> = words.collect();
    let message = format!("`{name}` is `{word}`; it can be {}", words.join(", "));
    Err(misuse(Status::InvalidArgument, message))
}

/// What bytes mean.
pub(crate) fn encoding(c: Caller<'_>, text: seatbook_str) -> Result<Option<Encoding>> {
    known(c, text, "encoding", Encoding::from_word, Encoding::ALL.iter().map(|one| one.word()))
}

fn roster_options(c: Caller<'_>, options: *const seatbook_roster_options) -> Result<RosterOptions> {
    if options.is_null() {
        return Ok(RosterOptions::default());
    }
    let given = c.sized(options)?;
    Ok(RosterOptions {
        format: known(
            c,
            given.format,
            "format",
            Format::from_word,
            Format::ALL.iter().map(|one| one.word()),
        )?,
        encoding: encoding(c, given.encoding)?,
        under: own_option(c, given.under, "under")?.map(|id| Org { id, ..Org::default() }),
        teachers: own_option(c, given.teachers, "teachers")?,
        org: own_option(c, given.org, "org")?,
        part_numbers: flag(given.part_numbers, "part_numbers")?,
        leavers: FromNumber::from_c(given.leavers)?,
        full: flag(given.full, "full")?,
        portion: given.portion as usize,
    })
}

/// Reads a roster, licence list or catalogue from a folder, a zip archive or a file, and adds what it says to a load.
///
/// What it is shows in the files' names and headers. `options` may be NULL. Wrong lines are left out and told; they stop nothing. Free
/// `*out_notices` with seatbook_notices_free(). The load's own thread. Fails with NOT_FOUND, INVALID_ARGUMENT, INVALID_JSON, IO, LIMIT; the
/// load is then as before. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_read_roster(
    load: *mut seatbook_load,
    path_name: seatbook_str,
    options: *const seatbook_roster_options,
    out_notices: *mut *mut seatbook_notices,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let out = c.out(out_notices, "out_notices")?;
        let options = roster_options(c, options)?;
        let Roster { format, load: read, notices, refused, .. } =
            Roster::read_with(path(c, path_name, "path_name")?, &options)?;
        load.load.append(read);
        out.give(seatbook_notices { format: Some(format), notices, left_out: refused });
        Ok(())
    })
}

/// Loads a roster, licence list or catalogue from its files into the book, in portions: it is never in memory as a whole.
///
/// Nothing is written before all files are read once and found to be in order. Each portion is one transaction and one operation of the
/// journal; if loading is cut off, loading the same roster again goes on. With SEATBOOK_MODE_ATOMIC it is all or nothing. The report is that of
/// all portions together; progress is told for all of it. `roster_options` may be NULL, `options` may not. Free `*out_report` with
/// seatbook_load_report_free() and `*out_notices` with seatbook_notices_free(). Any thread. Fails as seatbook_load_read_roster() and
/// seatbook_book_load() do. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_book_load_roster(
    book: *const seatbook_book,
    path_name: seatbook_str,
    roster_options_given: *const seatbook_roster_options,
    options: *const seatbook_options,
    out_report: *mut *mut seatbook_load_report,
    out_notices: *mut *mut seatbook_notices,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let (out, out_list) = (c.out(out_report, "out_report")?, c.out(out_notices, "out_notices")?);
        let (roster, folder) = (roster_options(c, roster_options_given)?, path(c, path_name, "path_name")?);
        let watched = read_options(c, options)?;
        let report = with_book(book, |book| {
            watched.run(|options, hooks| book.load_roster_with(folder, &roster, options, hooks))
        })?;
        out_list.give(seatbook_notices {
            format: Some(report.format),
            notices: report.notices,
            left_out: report.refused,
        });
        out.give(seatbook_load_report::of(report.load));
        Ok(())
    })
}

/// Reads a folder of Microsoft School Data Sync V1 files and adds its orgs, users and groups to a load.
///
/// `under` is the id of an org to put above all schools, such as their district; empty is none.
/// Wrong lines are left out and told; they stop nothing. Free `*out_notices` with seatbook_notices_free(). The load's own
/// thread. Fails with NOT_FOUND, IO, LIMIT; the load is then as before. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_load_read_school_data_sync(
    load: *mut seatbook_load,
    folder: seatbook_str,
    under: seatbook_str,
    out_notices: *mut *mut seatbook_notices,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let load = c.object_mut(load, "load")?;
        let out = c.out(out_notices, "out_notices")?;
        let under = c.text(under, "under", ID_BYTES)?;
        let mut roster = Roster::read_school_data_sync(path(c, folder, "folder")?)?;
        if !under.is_empty() {
            roster = roster.under(Org { id: under.to_owned(), ..Org::default() });
        }
        let Roster { format, load: read, notices, refused, .. } = roster;
        load.load.append(read);
        out.give(seatbook_notices { format: Some(format), notices, left_out: refused });
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

/// What the roster turned out to be, such as "one_roster_1_1"; nothing of a list of users.
///
/// Lives for ever. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_format(notices: *const seatbook_notices) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let format = c.optional(notices).and_then(|notices| notices.format);
        seatbook_str::of_option(format.map(Format::word))
    })
}

/// How many lines were left out, or not taken by the book; more than there are notices of if they are very many.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_notices_left_out(notices: *const seatbook_notices) -> u64 {
    value!(0, |c| c.optional(notices).map_or(0, |notices| notices.left_out))
}

/// The file, as its name in the folder or archive.
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

/// The line, from 1; the header is line 1. 0 if it is about no line, and beyond the end.
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
