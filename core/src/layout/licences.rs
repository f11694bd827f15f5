//! Licensees, and the licence files that were staged for them: few, so their records are JSON. A file is kept as it came, whatever
//! became of it.

use super::catalogue::{read_json, write_json};
use super::keys;
use crate::error::{Error, Result};
use crate::licence_file::{LicenceFile, LicencePayload};
use crate::model::Licensee;
use crate::store::{Direction, Reader, Span, Table, Writer};
use crate::term::Day;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

const LICENSEE: u8 = b'a';
const FILE: u8 = b'A';

/// A licensee as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LicenseeRecord {
    pub licensee: Licensee,
    /// The org's number.
    pub org: u32,
    /// The file whose totals hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<u64>,
    /// The file that waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<u64>,
}

/// What became of a licence file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ActivationState {
    /// It waits for somebody to activate or discard it.
    Pending = 1,
    /// Its totals were taken over.
    Activated = 2,
    /// It was dropped, by somebody or by a newer file.
    Discarded = 3,
}

impl ActivationState {
    /// Every state.
    pub const ALL: &[ActivationState] =
        &[ActivationState::Pending, ActivationState::Activated, ActivationState::Discarded];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            ActivationState::Pending => "pending",
            ActivationState::Activated => "activated",
            ActivationState::Discarded => "discarded",
        }
    }
}

/// A licence file as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileRecord {
    /// Number of the operation that staged it first.
    pub number: u64,
    pub state: ActivationState,
    pub seen: bool,
    pub staged_on: Day,
    /// When it was activated or discarded, and by which operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<u64>,
    /// The newer file that took its place while it waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<u64>,
    /// As it came.
    pub file: String,
}

impl FileRecord {
    /// What the file says. It was verified before it was stored; `verify` looks again.
    pub(crate) fn read_file(&self) -> Result<LicenceFile> {
        LicenceFile::read_unverified(self.file.as_bytes())
            .map_err(|error| Error::corrupt(format!("licence file {}: {}", self.number, error.message())))
    }
}

fn file_key(number: u64) -> Vec<u8> {
    let mut key = vec![FILE];
    key.extend_from_slice(&number.to_be_bytes());
    key
}

/// The licensee with a serial number.
pub(crate) fn licensee(reader: &dyn Reader, serial_number: &str) -> Result<Option<LicenseeRecord>> {
    let value = reader.get(Table::Catalogue, &keys::id(LICENSEE, serial_number))?;
    value.map(|value| read_json(&value, "licensee")).transpose()
}

pub(crate) fn put_licensee(writer: &mut dyn Writer, record: &LicenseeRecord) -> Result<()> {
    let key = keys::id(LICENSEE, &record.licensee.serial_number);
    writer.put(Table::Catalogue, &key, &write_json(record)?)
}

/// Every licensee, by serial number.
pub(crate) fn licensees(reader: &dyn Reader) -> Result<Vec<LicenseeRecord>> {
    let mut all = Vec::new();
    reader.scan(Table::Catalogue, &Span::prefix(&[LICENSEE]), Direction::Forward, &mut |key, value| {
        let record: LicenseeRecord = read_json(value, "licensee")?;
        if key.get(1..) != Some(record.licensee.serial_number.as_bytes()) {
            return Err(Error::corrupt("a licensee has another serial number inside"));
        }
        all.push(record);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(all)
}

/// A licence file by a number that somebody names.
pub(crate) fn find(reader: &dyn Reader, number: u64) -> Result<Option<FileRecord>> {
    let value = reader.get(Table::Catalogue, &file_key(number))?;
    value.map(|value| read_json(&value, "licence file")).transpose()
}

/// A licence file that must be there.
pub(crate) fn file(reader: &dyn Reader, number: u64) -> Result<FileRecord> {
    find(reader, number)?.ok_or_else(|| Error::corrupt(format!("licence file {number} is missing")))
}

pub(crate) fn put_file(writer: &mut dyn Writer, record: &FileRecord) -> Result<()> {
    writer.put(Table::Catalogue, &file_key(record.number), &write_json(record)?)
}

/// Every licence file, oldest first.
pub(crate) fn files(reader: &dyn Reader) -> Result<Vec<FileRecord>> {
    let mut all = Vec::new();
    reader.scan(Table::Catalogue, &Span::prefix(&[FILE]), Direction::Forward, &mut |key, value| {
        let record: FileRecord = read_json(value, "licence file")?;
        if record.number != keys::long_at(key, 1)? {
            return Err(Error::corrupt("a licence file has another number inside"));
        }
        all.push(record);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(all)
}

/// What the active file of a licensee says.
pub(crate) fn active(reader: &dyn Reader, record: &LicenseeRecord) -> Result<Option<LicencePayload>> {
    match record.active {
        Some(number) => Ok(Some(file(reader, number)?.read_file()?.payload().clone())),
        None => Ok(None),
    }
}
