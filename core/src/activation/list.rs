//! Licence files as they are shown: those that wait, all of them, one of them.

use super::{Activation, ActivationDiff, ActivationState, Reduction, diff, lines, reduction};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, OrgRecord, Sort};
use crate::layout::journal;
use crate::layout::licences::{self, FileRecord, LicenseeRecord};
use crate::query::{Page, PageRequest, Window};
use crate::store::Reader;
use crate::term::Day;
use crate::view::View;

/// A licence file with its licensee.
pub(crate) fn find(reader: &dyn Reader, number: u64) -> Result<(FileRecord, LicenseeRecord)> {
    let record = licences::find(reader, number)?.ok_or_else(|| {
        Error::new(Status::UnknownActivation, format!("no licence file was staged by operation {number}"))
            .with("activation", number)
    })?;
    let serial_number = record.read_file()?.payload().serial_number.clone();
    let licensee = licences::licensee(reader, &serial_number)?;
    let missing = || Error::corrupt(format!("licence file {number} has no licensee"));
    Ok((record, licensee.ok_or_else(missing)?))
}

/// A licence file as it is shown.
pub(crate) fn shown(
    reader: &dyn Reader,
    record: &FileRecord,
    licensee: &LicenseeRecord,
) -> Result<Activation> {
    let org: OrgRecord = catalogue::record(reader, Sort::Org, licensee.org)?;
    Activation::of(record, &org.org.id, licensee.active)
}

pub(crate) fn one(reader: &dyn Reader, number: u64) -> Result<Activation> {
    let (record, licensee) = find(reader, number)?;
    shown(reader, &record, &licensee)
}

/// Files that wait, by serial number.
pub(crate) fn pending(reader: &dyn Reader) -> Result<Vec<Activation>> {
    let licensees = licences::licensees(reader)?;
    licensees.iter().filter_map(|licensee| licensee.pending).map(|number| one(reader, number)).collect()
}

/// All files, newest first.
pub(crate) fn page(reader: &dyn Reader, request: &PageRequest) -> Result<Page<Activation>> {
    let mut files: Vec<_> = licences::files(reader)?
        .into_iter()
        .map(|file| ((u64::MAX - file.number).to_be_bytes().to_vec(), file.number))
        .collect();
    files.reverse();
    let shown = |numbers: Vec<u64>| numbers.into_iter().map(|number| one(reader, number)).collect();
    Window::read(request)?.cut(files).map(shown)
}

/// What a file that waits would change, or what one that was activated did change.
pub(crate) fn diff(view: View<'_>, number: u64, on: Day) -> Result<ActivationDiff> {
    let (record, licensee) = find(view.reader, number)?;
    let activation = shown(view.reader, &record, &licensee)?;
    let (on, lines) = match record.state {
        ActivationState::Pending => {
            let before = licences::active(view.reader, &licensee)?;
            let file = record.read_file()?;
            (on, diff::of(&lines::of(view, &licensee, file.payload(), before.as_ref(), on)?, on))
        }
        ActivationState::Activated => decided(view.reader, &record)?,
        ActivationState::Discarded => (record.decided_on.unwrap_or(on), Vec::new()),
    };
    let blocked = lines.iter().any(|line| line.blocked);
    Ok(ActivationDiff { format: "seatbook.activation_diff/1", activation, on, blocked, lines })
}

/// What the journal says that a file changed.
fn decided(reader: &dyn Reader, record: &FileRecord) -> Result<(Day, Vec<super::LineDiff>)> {
    let missing = || {
        Error::corrupt(format!("the journal does not know when licence file {} was activated", record.number))
    };
    let operation = record.decided_by.ok_or_else(missing)?;
    let (_, header) = journal::header(reader, operation)?.ok_or_else(missing)?;
    Ok((header.brief.on, header.activation.ok_or_else(missing)?.report.lines))
}

/// Who would have to give a seat of a line back.
pub(crate) fn reduction(
    view: View<'_>,
    number: u64,
    line: &str,
    on: Day,
    page: &PageRequest,
) -> Result<Reduction> {
    let (record, licensee) = find(view.reader, number)?;
    check_pending(&record)?;
    let before = licences::active(view.reader, &licensee)?;
    let lines = lines::of(view, &licensee, record.read_file()?.payload(), before.as_ref(), on)?;
    let at = lines.iter().position(|own| own.id == line).ok_or_else(|| unknown_line(line))?;
    reduction::of(view, &lines, at, on, page)
}

pub(crate) fn unknown_line(line: &str) -> Error {
    let shown: String = line.chars().take(60).flat_map(char::escape_debug).collect();
    Error::new(Status::UnknownLine, format!("the licence file has no line `{shown}`")).with("line", shown)
}

/// Fails if a file was activated or discarded before.
pub(crate) fn check_pending(record: &FileRecord) -> Result<()> {
    if record.state == ActivationState::Pending {
        return Ok(());
    }
    let message = format!("licence file {} was {} before", record.number, record.state.word());
    Err(Error::new(Status::NotPending, message).with("state", record.state.word()))
}
