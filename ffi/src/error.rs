//! Why a call failed, as an object.

use crate::status::seatbook_status;
use crate::text::seatbook_str;
use seatbook_core::{Detail, Error};

/// Why a call failed: a status, a sentence, facts for programs. Immutable; may be read from many threads.
pub struct seatbook_error {
    error: Error,
    json: Box<str>,
    details: Vec<Box<str>>,
}

impl From<Error> for seatbook_error {
    fn from(error: Error) -> Self {
        let json = error.to_json().into();
        let details = error.details().iter().map(|(_, detail)| match detail {
            Detail::Number(number) => number.to_string().into(),
            Detail::Text(text) => text.as_str().into(),
        });
        let details = details.collect();
        Self { error, json, details }
    }
}

/// The status that the call returned; SEATBOOK_OK for NULL.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_error_status(error: *const seatbook_error) -> seatbook_status {
    value!(seatbook_status::SEATBOOK_INTERNAL, |c| {
        c.optional(error).map_or(seatbook_status::SEATBOOK_OK, |error| error.error.status().into())
    })
}

/// One sentence: lower case, no full stop, what was passed in backticks.
///
/// Lives as long as `error`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_error_message(error: *const seatbook_error) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(
        c.optional(error).map(|error| error.error.message())
    ))
}

/// The whole error as JSON: `status`, `message`, `details`.
///
/// Lives as long as `error`; nothing for NULL. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_error_json(error: *const seatbook_error) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(c.optional(error).map(|error| &*error.json)))
}

/// How many facts for programs it has.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_error_detail_count(error: *const seatbook_error) -> usize {
    value!(0, |c| c.optional(error).map_or(0, |error| error.details.len()))
}

/// The name of a fact, such as "line" or "limit".
///
/// Lives as long as `error`; nothing beyond the end. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_error_detail_name(
    error: *const seatbook_error,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let detail = c.optional(error).and_then(|error| error.error.details().get(index));
        seatbook_str::of_option(detail.map(|(name, _)| *name))
    })
}

/// A fact as text; a number is written out.
///
/// Lives as long as `error`; nothing beyond the end. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_error_detail_text(
    error: *const seatbook_error,
    index: usize,
) -> seatbook_str {
    value!(seatbook_str::NONE, |c| {
        let detail = c.optional(error).and_then(|error| error.details.get(index));
        seatbook_str::of_option(detail.map(|text| &**text))
    })
}

/// A fact as a number; 0 if it is a text or beyond the end.
///
/// Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_error_detail_number(error: *const seatbook_error, index: usize) -> u64 {
    value!(0, |c| {
        let detail = c.optional(error).and_then(|error| error.error.details().get(index));
        match detail {
            Some((_, Detail::Number(number))) => *number,
            _ => 0,
        }
    })
}

/// Frees an error; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_error_free(error: *mut seatbook_error) {
    value!((), |c| c.free(error));
}
