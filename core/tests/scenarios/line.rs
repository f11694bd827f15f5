//! The line protocol that the Rust, C and Python programs of the scenarios speak: one command a line, one answer a line.

use seatbook_core::activation::LicenceAction;
use seatbook_core::query::Query;
use seatbook_core::{Book, Error, Load, Removal, Request, Result, Status};
use serde_json::Value;

/// Answers one command: `load<TAB>load<TAB>options`, `remove<TAB>removal<TAB>options`, `merge<TAB>from and into<TAB>options`,
/// `licence<TAB>action<TAB>options`, `advance<TAB>options`, `apply<TAB>request` or `query<TAB>query`. Options are a request without
/// items.
pub fn answer(book: &Book, line: &str) -> String {
    match run(book, line) {
        Ok(json) => format!("ok\t{json}"),
        Err(error) => format!("error\t{}", error.to_json()),
    }
}

fn run(book: &Book, line: &str) -> Result<String> {
    let mut fields = line.split('\t');
    match (fields.next(), fields.next(), fields.next()) {
        (Some("load"), Some(load), Some(options)) => {
            let load = Load::from_json(load)?;
            let (_, options) = Request::from_json(options)?;
            Ok(book.load(&load, &options)?.to_json())
        }
        (Some("remove"), Some(removal), Some(options)) => {
            let removal = Removal::from_json(removal)?;
            let (_, options) = Request::from_json(options)?;
            Ok(book.remove(&removal, &options)?.to_json())
        }
        (Some("merge"), Some(users), Some(options)) => {
            let users: Value = serde_json::from_str(users).unwrap_or_default();
            let named = |field: &str| users.get(field).and_then(Value::as_str).unwrap_or_default();
            let (_, options) = Request::from_json(options)?;
            Ok(book.merge(named("from"), named("into"), &options)?.to_json())
        }
        (Some("licence"), Some(action), Some(options)) => {
            let action = LicenceAction::from_json(action)?;
            let (_, options) = Request::from_json(options)?;
            Ok(book.licence_action(&action, &options)?.to_json())
        }
        (Some("advance"), Some(options), None) => {
            let (_, options) = Request::from_json(options)?;
            Ok(book.advance(&options)?.to_json())
        }
        (Some("apply"), Some(request), None) => {
            let (request, options) = Request::from_json(request)?;
            Ok(book.apply(&request, &options)?.to_json())
        }
        (Some("query"), Some(query), None) => book.query(&Query::from_json(query)?),
        _ => Err(Error::new(Status::InvalidArgument, format!("not a command: `{line}`"))),
    }
}
