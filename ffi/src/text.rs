//! Text: views that are borrowed, and texts that the caller frees.

use std::ffi::c_char;
use std::ptr;

/// A view of UTF-8 text. It does not end with NUL and may hold NUL bytes.
///
/// As an argument it need only live for the call; `data` may be NULL when `len` is 0. As a result it lives as long as the
/// object it came from; `data` is NULL where there is nothing, and not NULL where there is the empty text.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_str {
    /// First byte.
    pub data: *const c_char,
    /// Number of bytes.
    pub len: usize,
}

/// Two texts that belong together: a key and its value, or an id and its name.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct seatbook_pair {
    /// The key or id.
    pub key: seatbook_str,
    /// The value or name.
    pub value: seatbook_str,
}

impl seatbook_str {
    /// Nothing.
    pub(crate) const NONE: Self = Self { data: ptr::null(), len: 0 };

    /// A view of text that lives in an object which the caller has.
    pub(crate) fn of(text: &str) -> Self {
        Self { data: text.as_ptr().cast(), len: text.len() }
    }

    /// The same, or nothing.
    pub(crate) fn of_option(text: Option<&str>) -> Self {
        text.map_or(Self::NONE, Self::of)
    }
}

/// A text that the caller owns: an answer in JSON. Immutable.
pub struct seatbook_text {
    pub(crate) text: Box<str>,
}

/// The text itself; nothing for NULL.
///
/// Lives as long as `text`. Any thread. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_text_str(text: *const seatbook_text) -> seatbook_str {
    value!(seatbook_str::NONE, |c| seatbook_str::of_option(c.optional(text).map(|text| &*text.text)))
}

/// Frees a text; NULL is fine.
///
/// No other thread may be using it. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_text_free(text: *mut seatbook_text) {
    value!((), |c| c.free(text));
}
