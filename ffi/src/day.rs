//! Calendar days as numbers.

use crate::boundary::misuse;
use crate::error::seatbook_error;
use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::{Day, Result, Status};
use std::ffi::c_char;

/// A calendar day between 0001-01-01 and 9999-12-31, as days since 1970-01-01; or SEATBOOK_NO_DAY.
pub type seatbook_day = i32;

/// No day.
pub const SEATBOOK_NO_DAY: i32 = i32::MIN;

/// A day that must be given.
pub(crate) fn required(day: seatbook_day, name: &str) -> Result<Day> {
    if day == SEATBOOK_NO_DAY {
        return Err(misuse(
            Status::InvalidArgument,
            format!("`{name}` is no day; pass days since 1970-01-01"),
        ));
    }
    Day::from_number(day)
}

/// A day of a struct, where 0 and SEATBOOK_NO_DAY both mean none.
pub(crate) fn optional(day: seatbook_day) -> Result<Option<Day>> {
    if day == 0 || day == SEATBOOK_NO_DAY { Ok(None) } else { Day::from_number(day).map(Some) }
}

/// A day as C gets it.
pub(crate) fn to_c(day: Option<Day>) -> seatbook_day {
    day.map_or(SEATBOOK_NO_DAY, Day::number)
}

/// The day with this year (1 to 9999), month (1 to 12) and day of the month; SEATBOOK_NO_DAY if there is none.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn seatbook_day_from_ymd(year: i32, month: u32, day: u32) -> seatbook_day {
    to_c(Day::from_ymd(year, month, day))
}

/// Year, month (1 to 12) and day of the month of a day.
///
/// Any thread. Fails with INVALID_ARGUMENT for SEATBOOK_NO_DAY and days outside the years 1 to 9999. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_day_to_ymd(
    day: seatbook_day,
    out_year: *mut i32,
    out_month: *mut u32,
    out_day: *mut u32,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let (year, month, day_of_month) = required(day, "day")?.ymd();
        let places =
            (c.out(out_year, "out_year")?, c.out(out_month, "out_month")?, c.out(out_day, "out_day")?);
        places.0.set(year);
        places.1.set(month);
        places.2.set(day_of_month);
        Ok(())
    })
}

/// Reads a day written as 2026-08-17.
///
/// Any thread. Fails with INVALID_ARGUMENT for any other text. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_day_parse(
    text: seatbook_str,
    out_day: *mut seatbook_day,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_day, "out_day")?;
        let day: Day = c.text(text, "text", seatbook_core::limits::TEXT_BYTES)?.parse()?;
        out.set(day.number());
        Ok(())
    })
}

/// Writes a day as 2026-08-17 and a NUL into a buffer of at least 11 bytes.
///
/// Any thread. Fails with INVALID_ARGUMENT for SEATBOOK_NO_DAY and WRONG_SIZE for a smaller buffer. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_day_format(
    day: seatbook_day,
    buffer: *mut c_char,
    buffer_size: usize,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let text = required(day, "day")?.to_string();
        c.write_c_text(&text, buffer, buffer_size, "buffer")
    })
}
