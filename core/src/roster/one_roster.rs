//! OneRoster 1.1 and 1.2, and Microsoft School Data Sync V2 and V2.1, which have the same files under the same names.
//!
//! What is listed in full is read in `whole`, in portions and with a few bytes of memory per id; what only says what is different is
//! read in `delta`. The manifest tells which; without one everything is in full.

use super::format::Format;
use super::lines::Encoding;
use super::notices::Notices;
use super::portion::{Most, Sink};
use super::source::Source;
use super::table::{Column, Row, Table, Taken, Watch, must, shown};
use crate::error::{Error, Result, Status};

mod columns;
mod delta;
mod enrolled;
mod people;
mod whole;
mod words;

/// The files of the format that are read.
pub(super) const FILES: &[&str] = &["orgs.csv", "users.csv", "roles.csv", "classes.csv", "enrollments.csv"];

const MANIFEST: &str = "manifest.csv";
const MANIFEST_COLUMNS: &[Column] = &[must(&["propertyName", "property"]), must(&["value"])];

/// How a file is to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    /// It is not there.
    #[default]
    Absent,
    /// It lists everything.
    Bulk,
    /// It lists what is different.
    Delta,
}

/// How the files are to be taken.
#[derive(Clone, Copy, Default)]
struct Modes {
    orgs: Mode,
    users: Mode,
    roles: Mode,
    classes: Mode,
    enrollments: Mode,
}

/// How a roster is to be read.
#[derive(Clone, Copy)]
pub(super) struct How<'a> {
    pub format: Format,
    pub encoding: Encoding,
    /// What is put behind a class's id for the group of its teachers.
    pub suffix: Option<&'a str>,
    /// How much a portion may have.
    pub most: Most,
}

/// What every step of reading needs.
struct Files<'a> {
    source: &'a Source,
    how: How<'a>,
    modes: Modes,
}

impl Files<'_> {
    fn each(
        &self,
        name: &str,
        columns: &[Column<'_>],
        notices: &mut Notices,
        watch: &mut Watch<'_>,
        take: impl FnMut(&mut Row<'_>) -> Taken,
    ) -> Result<()> {
        self.source.with(name, |file| {
            Table::open(file, name, columns, self.how.encoding)?.each(notices, watch, take)
        })
    }

    /// Some lines of a file that was read before: whatever is odd about them was told then.
    fn again(
        &self,
        name: &str,
        columns: &[Column<'_>],
        lines: impl Iterator<Item = u64>,
        watch: &mut Watch<'_>,
        take: impl FnMut(&mut Row<'_>) -> Taken,
    ) -> Result<()> {
        let mut lines = lines.peekable();
        let wanted = |line| lines.next_if_eq(&line).is_some();
        self.source.with(name, |file| {
            let table = Table::open(file, name, columns, self.how.encoding)?;
            table.each_of(wanted, &mut Notices::default(), watch, take)
        })
    }
}

/// Reads a roster.
pub(super) fn read(
    source: &Source,
    how: How<'_>,
    notices: &mut Notices,
    watch: &mut Watch<'_>,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let modes = modes(source, how.format, notices)?;
    let files = Files { source, how, modes };
    let whole = modes.orgs == Mode::Bulk
        && modes.users == Mode::Bulk
        && modes.roles != Mode::Delta
        && modes.classes != Mode::Delta
        && modes.enrollments != Mode::Delta
        && (modes.enrollments == Mode::Absent || modes.classes == Mode::Bulk);
    if whole { whole::read(&files, notices, watch, sink) } else { delta::read(&files, notices, watch, sink) }
}

/// The version of the format that the manifest states.
pub(super) fn version(source: &Source) -> Result<Option<String>> {
    let mut version = None;
    manifest(source, &mut Notices::default(), |row| {
        if row.get(0).eq_ignore_ascii_case("oneroster.version") {
            version = Some(row.get(1).to_owned());
        }
    })?;
    Ok(version)
}

fn manifest(source: &Source, notices: &mut Notices, mut take: impl FnMut(&mut Row<'_>)) -> Result<()> {
    source.with(MANIFEST, |file| {
        Table::open(file, MANIFEST, MANIFEST_COLUMNS, Encoding::Guess)?.each(
            notices,
            &mut |_| Ok(()),
            |row| {
                take(row);
                Ok(())
            },
        )
    })
}

/// What the manifest says of the files, and what there is.
fn modes(source: &Source, format: Format, notices: &mut Notices) -> Result<Modes> {
    let there = |name: &str| if source.has(name) { Mode::Bulk } else { Mode::Absent };
    let mut modes = Modes {
        orgs: there("orgs.csv"),
        users: there("users.csv"),
        roles: there("roles.csv"),
        classes: there("classes.csv"),
        enrollments: there("enrollments.csv"),
    };
    if !format.has_roles_file() {
        modes.roles = Mode::Absent;
    }
    let mut told: Vec<(String, Mode, u64)> = Vec::new();
    if source.has(MANIFEST) && matches!(format, Format::OneRoster11 | Format::OneRoster12) {
        manifest(source, notices, |row| read_mode(row, &mut told))?;
    }
    for (file, mode, line) in &told {
        let (place, name) = match file.as_str() {
            "orgs" => (&mut modes.orgs, "orgs.csv"),
            "users" => (&mut modes.users, "users.csv"),
            "roles" if format.has_roles_file() => (&mut modes.roles, "roles.csv"),
            "classes" => (&mut modes.classes, "classes.csv"),
            "enrollments" => (&mut modes.enrollments, "enrollments.csv"),
            _ => continue,
        };
        if *mode == Mode::Absent && *place != Mode::Absent {
            let message = format!("says that `{name}` is absent, but it is there; not read");
            notices.odd(MANIFEST, *line, Some("value"), message);
        }
        if *mode != Mode::Absent && *place == Mode::Absent {
            let message = format!("`{name}` is not in `{}`, though `{MANIFEST}` names it", source.name());
            return Err(Error::new(Status::NotFound, message).with("file", name));
        }
        *place = *mode;
    }
    if told.is_empty() {
        needed(source, format, modes)?;
    }
    Ok(modes)
}

fn read_mode(row: &mut Row<'_>, told: &mut Vec<(String, Mode, u64)>) {
    let name = row.get(0).to_ascii_lowercase();
    let Some(file) = name.strip_prefix("file.") else { return };
    let mode = match row.get(1).to_ascii_lowercase().as_str() {
        "bulk" => Mode::Bulk,
        "delta" => Mode::Delta,
        "absent" | "" => Mode::Absent,
        other => {
            let message =
                format!("`{}` is neither `bulk`, `delta` nor `absent`; the line is ignored", shown(other));
            row.odd(1, message);
            return;
        }
    };
    told.push((file.to_owned(), mode, row.line));
}

/// Without a manifest, everything that makes a roster must be there.
fn needed(source: &Source, format: Format, modes: Modes) -> Result<()> {
    let wanted = [
        ("orgs.csv", modes.orgs, true),
        ("users.csv", modes.users, true),
        ("roles.csv", modes.roles, format.has_roles_file()),
        ("classes.csv", modes.classes, modes.enrollments != Mode::Absent),
    ];
    match wanted.into_iter().find(|(_, mode, wanted)| *wanted && *mode == Mode::Absent) {
        Some((name, ..)) => Err(source.missing(name)),
        None => Ok(()),
    }
}
