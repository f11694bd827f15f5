//! Users of a OneRoster roster: what a line of `users.csv` says of somebody.

use super::columns::user as at;
use super::words::{self, OddWords};
use crate::model::{self, User};
use crate::roster::table::{Fault, Row, fault};

/// The id of something, checked.
pub(super) fn id(row: &Row<'_>, column: usize, what: &str) -> Result<String, Fault> {
    let id = row.get(column);
    match model::check_id(what, id) {
        Ok(()) => Ok(id.to_owned()),
        Err(error) => fault(column, error.message().to_owned()),
    }
}

/// A name, or nothing if it cannot enter the book.
pub(super) fn text(row: &mut Row<'_>, column: usize, what: &str) -> String {
    let text = row.get(column);
    match model::check_text(what, text) {
        Ok(()) => text.to_owned(),
        Err(error) => {
            row.odd(column, format!("{}; left empty", error.message()));
            String::new()
        }
    }
}

/// What a line says of a user, but for org and roles.
pub(super) fn user(row: &mut Row<'_>, odd: &mut OddWords) -> Result<User, Fault> {
    let id = id(row, at::ID, "user")?;
    let given_name = text(row, at::GIVEN_NAME, "given name");
    let family_name = text(row, at::FAMILY_NAME, "family name");
    let nameless = given_name.is_empty() && family_name.is_empty();
    let display_name = if nameless { text(row, at::USERNAME, "username") } else { String::new() };
    words::check_grades(row, at::GRADES, odd);
    let deleted = words::is_deleted(row, at::STATUS, odd);
    let enabled = words::yes(row, at::ENABLED, true, odd) && !deleted;
    Ok(User { id, given_name, family_name, display_name, enabled, ..User::default() })
}

/// The ids of a list of orgs.
pub(super) fn org_ids<'r>(row: &'r Row<'_>) -> impl Iterator<Item = &'r str> {
    row.get(at::ORGS).split(',').map(str::trim).filter(|id| !id.is_empty())
}
