//! What a roster can be, and how that is found out: by the names of its files and of their columns.

use super::header::is_same;
use super::lines::Encoding;
use super::source::Source;
use super::table::{Table, may};
use crate::error::{Error, Result, Status};

/// What a roster, licence list or catalogue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Format {
    /// OneRoster 1.1 CSV: `orgs.csv`, `users.csv` with their roles, `classes.csv`, `enrollments.csv`, `manifest.csv`; all of it or what
    /// is different (`bulk` and `delta`).
    ///
    /// An org becomes an org, a user a user, a class a group of the kind `class` whose members are its pupils. Who is
    /// `tobedeleted` or not `enabledUser` is a disabled account, never one that vanishes with its seats.
    ///
    /// <https://www.imsglobal.org/oneroster-v11-final-csv-tables>
    #[default]
    OneRoster11 = 1,
    /// OneRoster 1.2 CSV: the same with roles in `roles.csv`.
    ///
    /// <https://www.imsglobal.org/spec/oneroster/v1p2>
    OneRoster12 = 2,
    /// Microsoft School Data Sync V1: `School.csv`, `Section.csv`, `Student.csv`, `StudentEnrollment.csv`, and if present
    /// `Teacher.csv` and `TeacherRoster.csv`, also with the headers that Microsoft uses in the United Kingdom.
    ///
    /// A school becomes an org, a pupil a user with the role `student`, a teacher a user with the role `teacher`, a section a group of
    /// the kind `class`. Its members are its pupils, in the order of the enrolments, and nobody else: a class is what seats for pupils
    /// are counted by. Somebody who is in both files has both roles.
    ///
    /// <https://learn.microsoft.com/schooldatasync/sds-v1-csv-file-format>
    SchoolDataSyncV1 = 3,
    /// Microsoft School Data Sync V2: `orgs.csv`, `users.csv` with their roles, `classes.csv`, `enrollments.csv`.
    SchoolDataSyncV2 = 4,
    /// Microsoft School Data Sync V2.1: the same with roles in `roles.csv`.
    ///
    /// <https://learn.microsoft.com/schooldatasync/sds-v2.1-csv-file-format>
    SchoolDataSyncV21 = 5,
    /// A list of licences as the German BILDUNGSLOGIN gives it out, in JSON: pools.
    Bildungslogin = 6,
    /// Microsoft's table of product names and service plan identifiers, as CSV: products with their plans.
    ///
    /// <https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference>
    MicrosoftProducts = 7,
}

impl Format {
    /// Every format.
    pub const ALL: &[Format] = &[
        Format::OneRoster11,
        Format::OneRoster12,
        Format::SchoolDataSyncV1,
        Format::SchoolDataSyncV2,
        Format::SchoolDataSyncV21,
        Format::Bildungslogin,
        Format::MicrosoftProducts,
    ];

    /// Its word in C and Python.
    pub const fn word(self) -> &'static str {
        match self {
            Format::OneRoster11 => "one_roster_1_1",
            Format::OneRoster12 => "one_roster_1_2",
            Format::SchoolDataSyncV1 => "school_data_sync_v1",
            Format::SchoolDataSyncV2 => "school_data_sync_v2",
            Format::SchoolDataSyncV21 => "school_data_sync_v2_1",
            Format::Bildungslogin => "bildungslogin",
            Format::MicrosoftProducts => "microsoft_products",
        }
    }

    /// The format with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.word() == word)
    }

    /// Whether roles stand in a file of their own.
    pub(super) fn has_roles_file(self) -> bool {
        matches!(self, Format::OneRoster12 | Format::SchoolDataSyncV21)
    }

    /// Whether it is one file, not several.
    pub(super) fn is_file(self) -> bool {
        matches!(self, Format::Bildungslogin | Format::MicrosoftProducts)
    }
}

/// Finds out what something is.
pub(super) fn recognise(source: &Source) -> Result<Format> {
    if source.is_file() {
        return file(source);
    }
    if ["manifest.csv", "users.csv", "orgs.csv"].iter().any(|name| source.has(name)) {
        return several(source);
    }
    if ["School.csv", "Section.csv", "Student.csv"].iter().any(|name| source.has(name)) {
        return Ok(Format::SchoolDataSyncV1);
    }
    let within = source.within(&["users.csv", "orgs.csv", "School.csv", "Student.csv"]);
    let within = within.map(|name| format!("; `{name}` in it may be meant")).unwrap_or_default();
    let message = format!(
        "there is no roster in `{}`: neither `users.csv` (OneRoster, School Data Sync V2) nor `School.csv` (School Data Sync V1){within}",
        source.name()
    );
    Err(Error::new(Status::NotFound, message))
}

/// Whether a header has columns.
fn header(source: &Source, name: &str) -> Result<Vec<String>> {
    // Any of these names tells the separator.
    const ANY: &[super::table::Column] = &[
        may(&["sourcedId"]),
        may(&["username"]),
        may(&["givenName"]),
        may(&["role"]),
        may(&["propertyName"]),
    ];
    source.with(name, |file| Ok(Table::open(file, name, ANY, Encoding::Guess)?.header().to_vec()))
}

fn several(source: &Source) -> Result<Format> {
    if source.has("manifest.csv") {
        return Ok(match super::one_roster::version(source)?.as_deref() {
            // Also `v1.2`, `1.2.0`, `v1p2`.
            Some(version) if version.contains("1.2") || version.contains("1p2") => Format::OneRoster12,
            None if source.has("roles.csv") => Format::OneRoster12,
            _ => Format::OneRoster11,
        });
    }
    if !source.has("users.csv") {
        return Err(source.missing("users.csv"));
    }
    let header = header(source, "users.csv")?;
    let has = |name: &str| header.iter().any(|own| is_same(own, name));
    let roles_apart = source.has("roles.csv") && !has("role");
    Ok(match (has("enabledUser") || has("dateLastModified"), roles_apart) {
        (true, false) => Format::OneRoster11,
        (true, true) => Format::OneRoster12,
        (false, false) => Format::SchoolDataSyncV2,
        (false, true) => Format::SchoolDataSyncV21,
    })
}

fn file(source: &Source) -> Result<Format> {
    const ANY: &[super::table::Column] = &[may(&["GUID"]), may(&["String_Id", "String Id"])];
    let name = source.name();
    let first = source.with_file(|file| {
        let bytes = file.fill_buf().map_err(|error| Error::io(&format!("cannot read `{name}`"), &error))?;
        let begin = bytes.get(..4).unwrap_or(bytes);
        if begin.contains(&0) || begin.starts_with(b"\xff\xfe") || begin.starts_with(b"\xfe\xff") {
            let message = format!("`{name}` is UTF-16, not UTF-8; save it as UTF-8");
            return Err(Error::new(Status::InvalidUtf8, message).with("file", name.as_str()));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        Ok(bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
    })?;
    if first.is_none() {
        let message = format!("`{name}` is empty");
        return Err(Error::new(Status::InvalidArgument, message).with("file", name));
    }
    if matches!(first, Some(b'[' | b'{')) {
        return Ok(Format::Bildungslogin);
    }
    let header =
        source.with_file(|file| Ok(Table::open(file, &name, ANY, Encoding::Guess)?.header().to_vec()));
    let has = |header: &[String], name: &str| header.iter().any(|own| is_same(own, name));
    match header {
        Ok(header) if has(&header, "GUID") && header.len() > 1 => Ok(Format::MicrosoftProducts),
        Err(error) if error.status() != Status::InvalidArgument => Err(error),
        _ => {
            let message = format!(
                "`{name}` is nothing that is known: neither JSON of BILDUNGSLOGIN nor Microsoft's table of products; a roster is a folder or a zip archive"
            );
            Err(Error::new(Status::InvalidArgument, message).with("file", name))
        }
    }
}
