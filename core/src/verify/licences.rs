//! Checking licence files: each is as it came and as the journal tells of it, those that hold are signed by somebody whom the host trusts, and
//! the pools have what they say. So a total that was edited in the book is found.

use super::Checking;
use crate::activation::lines::{self, line_about};
use crate::activation::{Activation, ActivationState, list};
use crate::error::{Error, Result};
use crate::layout::catalogue::{self, OrgRecord, Sort};
use crate::layout::journal::{ActivationRecord, hex};
use crate::layout::licences::{self, FileRecord, LicenseeRecord};
use crate::licence_file::{LicenceFile, LicencePayload};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What the journal says of a licence file.
pub(super) struct Told {
    activation: Activation,
    file: String,
}

impl Checking<'_> {
    /// Notes what an operation says of licence files.
    pub(super) fn note_licence(&mut self, record: Option<ActivationRecord>) {
        let Some(record) = record else { return };
        for other in record.others {
            if let Some(told) = self.licences.get_mut(&other.activation) {
                told.activation = other;
            }
        }
        let activation = record.report.activation;
        self.licences.insert(activation.activation, Told { activation, file: record.file });
    }

    pub(super) fn licences(&mut self) -> Result<()> {
        let files = licences::files(self.reader);
        let Some(files) = self.note("licence files", files)? else { return Ok(()) };
        let found: BTreeSet<u64> = files.iter().map(|file| file.number).collect();
        let missing: Vec<u64> =
            self.licences.keys().filter(|number| !found.contains(number)).copied().collect();
        for number in missing {
            self.problem(format!("licence files: the one of operation {number} is missing"));
        }
        for file in &files {
            let checked = self.file(file);
            self.note(&format!("licence file {}", file.number), checked)?;
        }
        let licensees = licences::licensees(self.reader);
        for licensee in self.note("licensees", licensees)?.unwrap_or_default() {
            let checked = self.licensee(&licensee);
            self.note(&format!("licensee `{}`", licensee.licensee.serial_number), checked)?;
        }
        Ok(())
    }

    /// Fails with [`crate::Status::Corrupt`] if a file is not what the journal says.
    fn file(&mut self, record: &FileRecord) -> Result<()> {
        let told = self.licences.get(&record.number);
        let told = told.ok_or_else(|| Error::corrupt("the journal does not tell of it"))?;
        if hex(&Sha256::digest(&record.file).into()) != told.file {
            return Err(Error::corrupt("it is not as it came"));
        }
        let (_, licensee) = list::find(self.reader, record.number)?;
        // A licensee without a file that waits or holds may have moved to another org since.
        let org = told.activation.org.clone();
        if (Activation { org, ..list::shown(self.reader, record, &licensee)? }) != told.activation {
            return Err(Error::corrupt("what became of it is not what the journal tells"));
        }
        let waits = licensee.pending == Some(record.number);
        if waits != (record.state == ActivationState::Pending) {
            return Err(Error::corrupt("its licensee does not know whether it waits"));
        }
        if !waits && licensee.active != Some(record.number) {
            return Ok(());
        }
        self.found.licences += 1;
        if self.keys.is_empty() {
            self.found.unverified_licences += 1;
            return Ok(());
        }
        LicenceFile::verify(record.file.as_bytes(), self.keys)
            .map(|_| ())
            .map_err(|error| Error::corrupt(error.message().to_owned()))
    }

    fn licensee(&mut self, record: &LicenseeRecord) -> Result<()> {
        let org: OrgRecord = catalogue::record(self.reader, Sort::Org, record.org)?;
        if org.org.id != record.licensee.org {
            return Err(Error::corrupt("its org is another one"));
        }
        for number in record.active.into_iter().chain(record.pending) {
            if !self.licences.contains_key(&number) {
                return Err(Error::corrupt(format!("there is no licence file {number}")));
            }
        }
        match licences::active(self.reader, record)? {
            Some(file) => self.totals(record, &file),
            None => Ok(()),
        }
    }

    /// The pools of each line have the file's total and terms; pools without a line have no seats.
    fn totals(&mut self, licensee: &LicenseeRecord, file: &LicencePayload) -> Result<()> {
        let mut sums: BTreeMap<(String, crate::licence_file::LineKind), Vec<Option<u32>>> =
            file.lines.iter().map(|line| ((line.product.clone(), line.kind), Vec::new())).collect();
        for (_, record) in lines::pools(self.reader, licensee, None)? {
            let Some((_, kind)) = lines::about(licensee, &record) else { continue };
            let line = line_about(file, &record.pool.product, kind);
            if line.is_some_and(|line| !line.terms.hold_for(&record.pool)) {
                self.problem(format!(
                    "pool `{}`: its terms are not those of its licence file",
                    record.pool.id
                ));
            }
            sums.entry((record.pool.product, kind)).or_default().push(record.pool.quantity);
        }
        for ((product, kind), quantities) in sums {
            let wanted = line_about(file, &product, kind).map_or(Some(0), |line| line.total).map(u64::from);
            if lines::total(quantities.into_iter()) != wanted {
                self.problem(format!(
                    "licensee `{}`: seats of `{product}` in all are not what the licence file says",
                    licensee.licensee.serial_number
                ));
            }
        }
        Ok(())
    }
}
