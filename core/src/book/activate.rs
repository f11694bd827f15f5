//! Licence files: staging, activating, discarding, and looking at them. Each that writes is one transaction and one record in the journal.

use super::Book;
use super::decide::{self, Sums};
use crate::activation::list::{self, check_pending};
use crate::activation::{
    Activation, ActivationDiff, ActivationReport, ActivationState, LicenceAction, LineDiff, LineRemoval,
    Reduction, diff, lines,
};
use crate::error::{Error, Result, Status};
use crate::layout::journal::{self, ActivationRecord, Hash, Header, RowsHeader, Tip, hex};
use crate::layout::licences::{self, FileRecord, LicenseeRecord};
use crate::layout::seats::PoolState;
use crate::licence_file::{LicenceFile, LicenceKeys, LicencePayload};
use crate::query::{Page, PageRequest};
use crate::request::Options;
use crate::store::{Reader, Verdict, Writer};
use crate::term::Day;
use crate::view::View;
use crate::write::activation::{Put, TakenOver, take_over};
use crate::write::plan::States;
use sha2::{Digest, Sha256};

/// What is asked.
enum Act<'a> {
    Stage { file: &'a [u8], auto: bool },
    Activate { number: u64, removals: &'a [LineRemoval] },
    Discard(u64),
    MarkSeen(u64),
}

/// What was done.
struct Done {
    kind: &'static str,
    number: u64,
    changed: bool,
    lines: Vec<LineDiff>,
    taken: Option<TakenOver>,
    /// Other files that are something else now.
    others: Vec<u64>,
}

impl Book {
    /// Takes in a licence file. It then waits, in place of an older one that waited, until somebody activates or discards it; with
    /// `auto` it is activated at once if no line is blocked. The same file again changes nothing, save that `auto` activates one that
    /// waits once nothing blocks it any more. A file that was discarded waits again if it is staged without `auto`.
    pub fn stage(&self, file: &[u8], auto: bool, options: &Options) -> Result<ActivationReport> {
        self.act(&Act::Stage { file, auto }, options)
    }

    /// Takes over a file that waits: its terms and totals, after the chosen holders gave their seats back. All of it or nothing: if a line still
    /// has more seats in use than its new total, [`Status::StillExceeds`] says how many.
    pub fn activate(
        &self,
        activation: u64,
        removals: &[LineRemoval],
        options: &Options,
    ) -> Result<ActivationReport> {
        self.act(&Act::Activate { number: activation, removals }, options)
    }

    /// Drops a file that waits.
    pub fn discard(&self, activation: u64, options: &Options) -> Result<ActivationReport> {
        self.act(&Act::Discard(activation), options)
    }

    /// Notes that somebody has looked at what a file changes, or changed.
    pub fn mark_seen(&self, activation: u64, options: &Options) -> Result<ActivationReport> {
        self.act(&Act::MarkSeen(activation), options)
    }

    /// Does what a document asks for.
    pub fn licence_action(&self, action: &LicenceAction, options: &Options) -> Result<ActivationReport> {
        match action {
            LicenceAction::Stage { file, auto } => self.stage(file.as_bytes(), *auto, options),
            LicenceAction::Activate { activation, removals } => self.activate(*activation, removals, options),
            LicenceAction::Discard { activation } => self.discard(*activation, options),
            LicenceAction::MarkSeen { activation } => self.mark_seen(*activation, options),
        }
    }

    /// Licence files that wait, by serial number: at most one for each.
    pub fn pending(&self) -> Result<Vec<Activation>> {
        self.ask(|view| list::pending(view.reader))
    }

    /// A licence file that was staged.
    pub fn activation(&self, activation: u64) -> Result<Activation> {
        self.ask(|view| list::one(view.reader, activation))
    }

    /// Every licence file that was ever staged, newest first.
    pub fn activations(&self, page: &PageRequest) -> Result<Page<Activation>> {
        self.ask(|view| list::page(view.reader, page))
    }

    /// The lines that a file which waits would change on a day, or that one which was activated did change; no others.
    pub fn activation_diff(&self, activation: u64, on: Day) -> Result<ActivationDiff> {
        self.ask(|view| list::diff(view, activation, on))
    }

    /// Who holds seats of a line of a file that waits, and who would best give his back.
    pub fn reduction(&self, activation: u64, line: &str, on: Day, page: &PageRequest) -> Result<Reduction> {
        self.ask(|view| list::reduction(view, activation, line, on, page))
    }

    fn act(&self, act: &Act<'_>, options: &Options) -> Result<ActivationReport> {
        options.check()?;
        self.write_or_try(options, &mut |writer| decide(writer, &self.licence_keys, act, options))
    }
}

fn decide(
    writer: &mut dyn Writer,
    keys: &LicenceKeys,
    act: &Act<'_>,
    options: &Options,
) -> Result<(ActivationReport, Verdict)> {
    if !options.actor.is_administrator() {
        return Err(Error::new(Status::NotAuthorized, "only an administrator may handle licence files"));
    }
    let body = body(act, options);
    if let Some((operation, record)) = decide::replay(writer, options, &body)? {
        let report = record.report(writer)?;
        let stored = record.header.activation.ok_or_else(|| decide::reused(options, operation))?;
        return Ok((ActivationReport { replayed: true, report, ..stored.report }, Verdict::Abandon));
    }
    let tip = journal::tip(writer)?;
    decide::check_revision(options, tip.operation)?;
    let mut work = Work { writer, keys, options, operation: tip.operation + 1 };
    let done = match act {
        Act::Stage { file, auto } => work.stage(file, *auto)?,
        Act::Activate { number, removals } => work.activate(*number, removals, false)?,
        Act::Discard(number) => work.discard(*number)?,
        Act::MarkSeen(number) => work.mark_seen(*number)?,
    };
    let is_written = !options.dry_run && (done.changed || !options.request_id.is_empty());
    work.answer(&tip, done, is_written, &body)
}

/// The hash of what is asked.
fn body(act: &Act<'_>, options: &Options) -> Hash {
    let mut sum = Sums::new("activation", options);
    match act {
        Act::Stage { file, auto } => {
            sum.number(1 + u64::from(*auto) * 16);
            sum.texts([hex(&Sha256::digest(file).into()).as_str()].into_iter());
        }
        Act::Activate { number, removals } => {
            sum.number(2);
            sum.number(*number);
            for removal in *removals {
                sum.texts([removal.line.as_str()].into_iter());
                sum.texts(removal.holders.iter());
            }
        }
        Act::Discard(number) => {
            sum.number(3);
            sum.number(*number);
        }
        Act::MarkSeen(number) => {
            sum.number(4);
            sum.number(*number);
        }
    }
    sum.finish()
}

/// A call in its transaction.
struct Work<'a> {
    writer: &'a mut dyn Writer,
    keys: &'a LicenceKeys,
    options: &'a Options,
    /// The number that the operation gets if it is written.
    operation: u64,
}

impl Work<'_> {
    fn stage(&mut self, bytes: &[u8], auto: bool) -> Result<Done> {
        let file = LicenceFile::verify(bytes, self.keys)?;
        let mut licensee = licensee_of(self.writer, file.payload())?;
        let known = licences::files(self.writer)?.into_iter().find(|known| known.file == file.text());
        let number = known.as_ref().map_or(self.operation, |known| known.number);
        match known.as_ref().map(|known| known.state) {
            Some(ActivationState::Activated) => return Ok(Done::nothing("stage", number, Vec::new())),
            Some(ActivationState::Discarded) if auto => {
                return Ok(Done::nothing("stage", number, Vec::new()));
            }
            Some(ActivationState::Pending) => {
                let lines = self.lines(&licensee, file.payload())?;
                if auto && !lines.iter().any(|line| line.blocked) {
                    return self.activate(number, &[], true);
                }
                return Ok(Done::nothing("stage", number, lines));
            }
            Some(ActivationState::Discarded) | None => {}
        }
        check_newer(self.writer, licensee.pending, file.payload())?;
        check_newer(self.writer, licensee.active, file.payload())?;
        check_valid(file.payload(), self.options.on)?;
        let lines = self.lines(&licensee, file.payload())?;
        let mut others = Vec::new();
        if let Some(older) = licensee.pending {
            let mut record = licences::file(self.writer, older)?;
            record.replaced_by = Some(number);
            self.decided(&mut record, ActivationState::Discarded)?;
            others.push(older);
        }
        let record = FileRecord {
            number,
            state: ActivationState::Pending,
            seen: false,
            staged_on: self.options.on,
            decided_on: None,
            decided_by: None,
            replaced_by: None,
            file: file.text().to_owned(),
        };
        licences::put_file(self.writer, &record)?;
        licensee.pending = Some(number);
        licences::put_licensee(self.writer, &licensee)?;
        if auto && !lines.iter().any(|line| line.blocked) {
            let mut done = self.activate(number, &[], true)?;
            done.others.extend(others);
            return Ok(done);
        }
        Ok(Done { kind: "stage", number, changed: true, lines, taken: None, others })
    }

    fn activate(&mut self, number: u64, removals: &[LineRemoval], auto: bool) -> Result<Done> {
        let (mut record, _) = list::find(self.writer, number)?;
        check_pending(&record)?;
        // It has lain in the book since it was staged, and the host may trust others now.
        let file = LicenceFile::verify(record.file.as_bytes(), self.keys)?;
        let mut licensee = licensee_of(self.writer, file.payload())?;
        check_newer(self.writer, licensee.active, file.payload())?;
        check_valid(file.payload(), self.options.on)?;
        let before = licences::active(self.writer, &licensee)?;
        let others = licensee.active.into_iter().collect();
        (licensee.active, licensee.pending) = (Some(number), None);
        licences::put_licensee(self.writer, &licensee)?;
        self.decided(&mut record, ActivationState::Activated)?;
        if auto {
            record.seen = false;
            licences::put_file(self.writer, &record)?;
        }
        let put = (decide::put as Put, self.operation);
        let (file, before) = (file.payload(), before.as_ref());
        let mut taken = take_over(self.writer, &licensee, file, before, removals, self.options, put)?;
        decide::serve(self.writer, &taken.supplied, &mut taken.seats, self.options, self.operation)?;
        let lines = taken.lines.clone();
        Ok(Done { kind: "activate", number, changed: true, lines, taken: Some(taken), others })
    }

    fn discard(&mut self, number: u64) -> Result<Done> {
        let (mut record, mut licensee) = list::find(self.writer, number)?;
        check_pending(&record)?;
        licensee.pending = None;
        licences::put_licensee(self.writer, &licensee)?;
        self.decided(&mut record, ActivationState::Discarded)?;
        Ok(Done { changed: true, ..Done::nothing("discard", number, Vec::new()) })
    }

    fn mark_seen(&mut self, number: u64) -> Result<Done> {
        let (mut record, _) = list::find(self.writer, number)?;
        let lines = list::diff(View::new(self.writer), number, self.options.on)?.lines;
        let changed = !record.seen;
        record.seen = true;
        licences::put_file(self.writer, &record)?;
        Ok(Done { changed, ..Done::nothing("seen", number, lines) })
    }

    fn decided(&mut self, record: &mut FileRecord, state: ActivationState) -> Result<()> {
        record.state = state;
        record.seen = true;
        record.decided_on = Some(self.options.on);
        record.decided_by = Some(self.operation);
        licences::put_file(self.writer, record)
    }

    /// What a file would change. Terms that make no sense are found here, before anybody thinks about them.
    fn lines(&self, licensee: &LicenseeRecord, file: &LicencePayload) -> Result<Vec<LineDiff>> {
        let (view, before) = (View::new(self.writer), licences::active(self.writer, licensee)?);
        let lines = lines::of(view, licensee, file, before.as_ref(), self.options.on)?;
        for line in &lines {
            lines::check(self.writer, licensee, line)?;
        }
        Ok(diff::of(&lines, self.options.on))
    }

    fn answer(
        self,
        tip: &Tip,
        mut done: Done,
        is_written: bool,
        body: &Hash,
    ) -> Result<(ActivationReport, Verdict)> {
        let Self { writer, options, operation, .. } = self;
        let revision = if is_written { operation } else { tip.operation };
        let activation = list::one(writer, done.number)?;
        let (mut rows, mut users, mut states, mut put) = (None, Vec::new(), States::new(), Vec::new());
        if let Some(taken) = done.taken.take() {
            (states, put) = (taken.states, taken.put);
            if let Some(seats) = taken.seats {
                states.extend(seats.states);
                rows = Some(seats.report);
                users = seats.users;
            }
        }
        // Several steps may have changed the same pool.
        for (pool, sum) in &mut states {
            *sum = PoolState::sum(writer, View::new(writer).pool(pool)?)?;
        }
        let blocked =
            activation.state == ActivationState::Pending && done.lines.iter().any(|line| line.blocked);
        let mut report = ActivationReport {
            format: "seatbook.activation_report/1".into(),
            operation: is_written.then_some(operation),
            request_id: options.request_id.clone(),
            replayed: false,
            dry_run: options.dry_run,
            revision,
            on: options.on,
            activation,
            blocked,
            lines: done.lines,
            report: None,
        };
        if !is_written {
            report.report = rows.map(|rows| decide::not_done(rows, tip.operation));
            return Ok((report, Verdict::Abandon));
        }
        let others = done.others.iter().map(|number| list::one(writer, *number)).collect::<Result<_>>()?;
        let text = licences::file(writer, done.number)?.file;
        let header = Header {
            rows: rows.as_ref().map(|rows| RowsHeader::of(rows, &users)),
            activation: Some(ActivationRecord {
                report: report.clone(),
                file: hex(&Sha256::digest(text).into()),
                others,
                put,
            }),
            pools: states,
            ..Header::new(operation, done.kind, options)
        };
        let columns = rows.as_ref().map(|rows| journal::columns(rows, &users)).unwrap_or_default();
        journal::append(writer, tip, &header, &columns, body, users.iter().flatten().copied())?;
        report.report = rows;
        Ok((report, Verdict::Commit))
    }
}

impl Done {
    fn nothing(kind: &'static str, number: u64, lines: Vec<LineDiff>) -> Self {
        Self { kind, number, changed: false, lines, taken: None, others: Vec::new() }
    }
}

/// The licensee that a file is for.
fn licensee_of(reader: &dyn Reader, file: &LicencePayload) -> Result<LicenseeRecord> {
    let own = licences::licensee(reader, &file.serial_number)?;
    own.filter(|own| own.licensee.owner == file.owner).ok_or_else(|| {
        let message = format!(
            "the licence file is for `{}`, serial number `{}`, whom this book keeps no licences for",
            file.owner, file.serial_number
        );
        Error::new(Status::OtherCustomer, message)
            .with("owner", file.owner.as_str())
            .with("serial_number", file.serial_number.as_str())
    })
}

/// Fails unless a file is newer than another of the same serial number.
fn check_newer(reader: &dyn Reader, other: Option<u64>, file: &LicencePayload) -> Result<()> {
    let Some(number) = other else { return Ok(()) };
    let record = licences::file(reader, number)?;
    let known = record.read_file()?.payload().version;
    if file.version > known {
        return Ok(());
    }
    let what = if record.state == ActivationState::Pending { "waits" } else { "is active" };
    let message =
        format!("the licence file has version {}, but version {known} {what} already", file.version);
    Err(Error::new(Status::OlderLicence, message).with("version", file.version).with("known_version", known))
}

/// Fails unless a file may be taken over on a day.
fn check_valid(file: &LicencePayload, on: Day) -> Result<()> {
    if let Some(first) = file.not_before.filter(|first| on < *first) {
        let message = format!("the licence file cannot be taken over before {first}");
        return Err(Error::new(Status::LicenceNotYetValid, message).with("not_before", first.to_string()));
    }
    if let Some(last) = file.expires.filter(|last| on > *last) {
        let message = format!("the licence file could be taken over until {last}; ask for a new one");
        return Err(Error::new(Status::LicenceExpired, message).with("expires", last.to_string()));
    }
    Ok(())
}
