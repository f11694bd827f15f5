//! The columns of OneRoster's files and where they stand in the lists of columns asked for. Second names are School Data Sync's.

use crate::roster::table::{Column, may, must};

pub(super) const ORGS: &[Column] =
    &[must(&["sourcedId"]), may(&["name"]), may(&["parentSourcedId"]), may(&["status"])];

pub(super) mod org {
    pub const ID: usize = 0;
    pub const NAME: usize = 1;
    pub const PARENT: usize = 2;
    pub const STATUS: usize = 3;
}

/// Columns of `users.csv` that has roles.
pub(super) const USERS: &[Column] = &[
    must(&["sourcedId"]),
    may(&["status"]),
    may(&["enabledUser"]),
    may(&["givenName"]),
    may(&["familyName"]),
    may(&["username"]),
    may(&["grades", "grade"]),
    must(&["orgSourcedIds"]),
    must(&["role"]),
];

/// Columns of `users.csv` whose roles stand in `roles.csv`.
pub(super) const USERS_WITHOUT_ROLES: &[Column] = &[
    must(&["sourcedId"]),
    may(&["status"]),
    may(&["enabledUser"]),
    may(&["givenName"]),
    may(&["familyName"]),
    may(&["username"]),
    may(&["grades", "grade"]),
    may(&["primaryOrgSourcedId"]),
];

pub(super) mod user {
    pub const ID: usize = 0;
    pub const STATUS: usize = 1;
    pub const ENABLED: usize = 2;
    pub const GIVEN_NAME: usize = 3;
    pub const FAMILY_NAME: usize = 4;
    pub const USERNAME: usize = 5;
    pub const GRADES: usize = 6;
    pub const ORGS: usize = 7;
    pub const ROLE: usize = 8;
}

pub(super) const ROLES: &[Column] = &[
    must(&["userSourcedId"]),
    must(&["orgSourcedId"]),
    must(&["role"]),
    may(&["status"]),
    may(&["roleType", "isPrimary"]),
];

pub(super) mod role {
    pub const USER: usize = 0;
    pub const ORG: usize = 1;
    pub const ROLE: usize = 2;
    pub const STATUS: usize = 3;
    pub const PRIMARY: usize = 4;
}

pub(super) const CLASSES: &[Column] =
    &[must(&["sourcedId"]), must(&["schoolSourcedId", "orgSourcedId"]), may(&["title"]), may(&["status"])];

pub(super) mod class {
    pub const ID: usize = 0;
    pub const ORG: usize = 1;
    pub const TITLE: usize = 2;
    pub const STATUS: usize = 3;
}

pub(super) const ENROLLMENTS: &[Column] =
    &[must(&["classSourcedId"]), must(&["userSourcedId"]), must(&["role"]), may(&["status"])];

pub(super) mod enrollment {
    pub const CLASS: usize = 0;
    pub const USER: usize = 1;
    pub const ROLE: usize = 2;
    pub const STATUS: usize = 3;
}
