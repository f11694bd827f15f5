//! Questions in JSON.

use crate::error::seatbook_error;
use crate::handle::{seatbook_book, with_book};
use crate::status::seatbook_status;
use crate::text::{seatbook_str, seatbook_text};
use seatbook_core::limits::JSON_BYTES;
use seatbook_core::query::Query;

/// Answers a question in JSON, format seatbook.query/1; the answer is JSON too.
///
/// Free `*out_answer` with seatbook_text_free(). Any thread. Fails with INVALID_JSON (details `line` and `column`),
/// UNKNOWN_PRODUCT, UNKNOWN_POOL, UNKNOWN_USER, UNKNOWN_ORG, NOT_FOUND, LIMIT. Since 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn seatbook_query_json(
    book: *const seatbook_book,
    json: seatbook_str,
    out_answer: *mut *mut seatbook_text,
    out_error: *mut *mut seatbook_error,
) -> seatbook_status {
    call!(out_error, |c| {
        let out = c.out(out_answer, "out_answer")?;
        let query = Query::from_json(c.text(json, "json", JSON_BYTES)?)?;
        let answer = with_book(book, |book| book.query(&query))?;
        out.give(seatbook_text { text: answer.into() });
        Ok(())
    })
}
