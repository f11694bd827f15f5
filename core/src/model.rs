//! The things a book knows, as plain data. Field names are the names in JSON, C and Python.

use crate::error::{Error, Result, Status};
use crate::limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod licensee;
mod pool;
mod rules;

pub use licensee::Licensee;
pub use pool::{Pool, PoolKind, Release, StartPolicy};
pub use rules::{Exclusion, Prerequisite, Settings};

/// A school, a customer, a department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Org {
    /// The host's id.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The org above it, such as the municipality over a school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// Somebody who may hold a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// The host's id; compared byte for byte.
    pub id: String,
    /// The org the user belongs to.
    pub org: String,
    /// Given name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub given_name: String,
    /// Family name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub family_name: String,
    /// Name to show, if it is not given name and family name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub display_name: String,
    /// `student`, `teacher`, `administrator`, `staff` or any other word of the host's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// ISO 3166-1 alpha-2, such as `SE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whether the account is in use; a disabled user gets no seat.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub enabled: bool,
}

impl Default for User {
    fn default() -> Self {
        Self {
            id: String::new(),
            org: String::new(),
            given_name: String::new(),
            family_name: String::new(),
            display_name: String::new(),
            roles: Vec::new(),
            country: None,
            enabled: true,
        }
    }
}

/// What sort of group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// A school class or course.
    #[default]
    Class,
    /// Any other group.
    Group,
}

/// A class, course or department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The host's id.
    pub id: String,
    /// The org it belongs to.
    pub org: String,
    /// Class or other group.
    #[serde(default)]
    pub kind: GroupKind,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Ids of its members, in an order that stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

/// A part of a product that can be switched off for a user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Its id.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Something that is licensed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// SKU or GUID.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub provider: String,
    /// Subject, grade, category and whatever else the host wants to find again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
    /// Service plans.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<Plan>,
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_yes(value: &bool) -> bool {
    *value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_no(value: &bool) -> bool {
    !*value
}

/// Checks an id that is to enter the book: 1 to 255 bytes, no control or direction characters, no blanks around it.
pub fn check_id(what: &str, id: &str) -> Result<()> {
    let wrong = |why: &str| {
        let shown: String = id.chars().take(60).flat_map(char::escape_debug).collect();
        Err(Error::new(Status::InvalidArgument, format!("{what} id `{shown}` {why}")))
    };
    if id.is_empty() {
        return wrong("is empty");
    }
    if id.len() > limits::ID_BYTES {
        return wrong("is longer than 255 bytes");
    }
    if id.chars().any(is_treacherous) {
        return wrong("holds a control, line or direction character");
    }
    if id.trim() != id {
        return wrong("begins or ends with a blank");
    }
    Ok(())
}

/// Checks a name or other single-line text.
pub fn check_text(what: &str, text: &str) -> Result<()> {
    if text.len() > limits::TEXT_BYTES {
        return Err(Error::new(Status::Limit, format!("{what} is longer than {} bytes", limits::TEXT_BYTES)));
    }
    if text.chars().any(|c| is_treacherous(c) && c != '\t') {
        return Err(Error::new(
            Status::InvalidArgument,
            format!("{what} holds a control, line or direction character"),
        ));
    }
    Ok(())
}

/// Characters that could forge lines of a log or turn the reading direction.
fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// Checks a country code.
pub fn check_country(code: &str) -> Result<()> {
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(());
    }
    Err(Error::new(
        Status::InvalidArgument,
        format!("country `{code}` is not two capital letters such as `SE`"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        for id in ["a", "åsa@skola.se", "Kl. 7 A", &"x".repeat(255)] {
            assert!(check_id("user", id).is_ok(), "{id}");
        }
        for id in ["", " a", "a\u{a0}", "a\nb", "a\u{202e}b", "\u{feff}a", &"x".repeat(256)] {
            assert!(check_id("user", id).is_err(), "{id:?}");
        }
    }

    #[test]
    fn a_user_is_enabled_unless_said_otherwise() {
        let user: User = serde_json::from_str(r#"{"id":"a","org":"s"}"#).unwrap();
        assert!(user.enabled);
        assert_eq!(serde_json::to_string(&user).unwrap(), r#"{"id":"a","org":"s"}"#);
        assert!(serde_json::from_str::<User>(r#"{"id":"a","org":"s","colour":"red"}"#).is_err());
    }
}
