//! Licence files in the reference book: which were staged, which waits, whose totals hold, and what each step answers.

use crate::ask::{Ask, Item, Verb};
use crate::book::Book;
use crate::decide::{self, Decided};
use crate::lines::{self, Line};
use seatbook_core::activation::{ActivationState, LineDiff};
use seatbook_core::licence_file::LicencePayload;
use seatbook_core::model::{Licensee, Pool};
use seatbook_core::{Class, Day, Outcome, Status};
use serde::{Deserialize, Serialize};

/// A file that was staged.
#[derive(Clone, Debug)]
pub struct File {
    pub number: u64,
    pub payload: LicencePayload,
    pub state: ActivationState,
    pub seen: bool,
    pub staged_on: Day,
    pub decided_on: Option<Day>,
    pub decided_by: Option<u64>,
    pub replaced_by: Option<u64>,
    /// Lines that it changed when it was activated.
    pub changed: Vec<LineDiff>,
}

/// Who signed a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signed {
    #[default]
    Rightly,
    /// Somebody whom the book does not trust.
    ByAnother,
    /// The vendor, but it says something else now.
    ThenChanged,
}

/// Who gives seats of a line back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Removal {
    pub line: String,
    pub holders: Vec<String>,
}

/// What is done with a file. Files are named by the order in which they were staged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Stage { payload: LicencePayload, signed: Signed, auto: bool },
    Activate { file: usize, removals: Vec<Removal> },
    Discard(usize),
    MarkSeen(usize),
}

/// What was done: the file, whether the book is another one now, the lines that are told, and what became of seats.
pub struct Done {
    pub file: usize,
    pub changed: bool,
    pub lines: Vec<LineDiff>,
    pub rows: Option<(Ask, Decided)>,
}

/// Why not, with the numbers that are told.
pub type Refusal = (Status, Vec<(&'static str, u64)>);

fn refuse<T>(status: Status) -> Result<T, Refusal> {
    Err((status, Vec::new()))
}

impl Done {
    fn nothing(file: usize, lines: Vec<LineDiff>) -> Self {
        Self { file, changed: false, lines, rows: None }
    }
}

impl Book {
    /// Does it; `operation` is its number if it is written down.
    pub fn act(&mut self, act: &Act, on: Day, operation: u64) -> Result<Done, Refusal> {
        match act {
            Act::Stage { signed: Signed::ByAnother, .. } => refuse(Status::UnknownKey),
            Act::Stage { signed: Signed::ThenChanged, .. } => refuse(Status::WrongSignature),
            Act::Stage { payload, auto, .. } => self.stage(payload, *auto, on, operation),
            Act::Activate { file, removals } => self.activate(*file, removals, on, operation),
            Act::Discard(file) => {
                self.waiting(*file)?;
                self.decide(*file, ActivationState::Discarded, on, operation);
                Ok(Done { changed: true, ..Done::nothing(*file, Vec::new()) })
            }
            Act::MarkSeen(file) => {
                let Some(own) = self.files.get(*file) else { return refuse(Status::UnknownActivation) };
                let done = Done { changed: !own.seen, ..Done::nothing(*file, self.diff(*file, on).1) };
                self.files[*file].seen = true;
                Ok(done)
            }
        }
    }

    /// The file of a serial number whose totals hold: of those that were activated, the newest.
    pub fn active(&self, serial_number: &str) -> Option<&File> {
        let activated = |file: &&File| {
            file.state == ActivationState::Activated && file.payload.serial_number == serial_number
        };
        self.files.iter().filter(activated).max_by_key(|file| file.payload.version)
    }

    pub fn licensee(&self, serial_number: &str) -> Option<&Licensee> {
        self.licensees.iter().find(|licensee| licensee.serial_number == serial_number)
    }

    fn licensee_of(&self, file: &LicencePayload) -> Result<Licensee, Refusal> {
        let own = self.licensee(&file.serial_number).filter(|own| own.owner == file.owner);
        own.cloned().ok_or((Status::OtherCustomer, Vec::new()))
    }

    /// A file that waits.
    fn waiting(&self, file: usize) -> Result<&File, Refusal> {
        match self.files.get(file) {
            None => refuse(Status::UnknownActivation),
            Some(file) if file.state != ActivationState::Pending => refuse(Status::NotPending),
            Some(file) => Ok(file),
        }
    }

    fn decide(&mut self, file: usize, state: ActivationState, on: Day, operation: u64) {
        let file = &mut self.files[file];
        (file.state, file.seen) = (state, true);
        (file.decided_on, file.decided_by) = (Some(on), Some(operation));
    }

    /// The lines of a file that was taken in, with whom it is for. It may be about somebody else by now.
    pub fn lines_of(&self, file: usize) -> (Licensee, Vec<Line>) {
        let payload = &self.files[file].payload;
        let licensee = self.licensee(&payload.serial_number).expect("a licensee").clone();
        let before = self.active(&payload.serial_number).map(|file| &file.payload);
        let lines = self.lines(&licensee, payload, before);
        (licensee, lines)
    }

    /// What a file would change, or did change, and the day of it.
    pub fn diff(&self, file: usize, on: Day) -> (Day, Vec<LineDiff>) {
        let own = &self.files[file];
        match own.state {
            ActivationState::Pending => {
                let (licensee, lines) = self.lines_of(file);
                (on, lines.iter().filter_map(|line| self.change_of(&licensee, line, on)).collect())
            }
            _ => (own.decided_on.unwrap(), own.changed.clone()),
        }
    }

    /// Fails if a file is about what the book does not know, or says what cannot be.
    fn check_lines(&self, licensee: &Licensee, file: &LicencePayload) -> Result<(), Refusal> {
        if file.lines.iter().any(|line| self.product(&line.product).is_none()) {
            return refuse(Status::UnknownProduct);
        }
        let before = self.active(&file.serial_number).map(|file| file.payload.clone());
        for line in self.lines(licensee, file, before.as_ref()) {
            let pools = self.pools_of(licensee, &line);
            let old = pools.iter().map(|at| &self.pools[*at].terms);
            let mut new: Vec<Pool> = old.map(|pool| line.put_on(pool)).collect();
            if pools.is_empty() && line.total != Some(0) {
                new.push(self.bought_for(licensee, &line));
            }
            if !new.iter().all(lines::makes_sense) {
                return refuse(Status::InvalidLicence);
            }
        }
        Ok(())
    }

    fn stage(
        &mut self,
        payload: &LicencePayload,
        auto: bool,
        on: Day,
        operation: u64,
    ) -> Result<Done, Refusal> {
        let licensee = self.licensee_of(payload)?;
        let same = self.files.iter().position(|file| file.payload == *payload);
        if let Some(at) = same {
            match self.files[at].state {
                ActivationState::Activated => return Ok(Done::nothing(at, Vec::new())),
                ActivationState::Discarded if auto => return Ok(Done::nothing(at, Vec::new())),
                ActivationState::Pending => {
                    self.check_lines(&licensee, payload)?;
                    return self.wait(at, auto, false, on, operation);
                }
                ActivationState::Discarded => {}
            }
        }
        let alive = |file: &&File| {
            file.state != ActivationState::Discarded && file.payload.serial_number == payload.serial_number
        };
        if self.files.iter().filter(alive).any(|file| file.payload.version >= payload.version) {
            return refuse(Status::OlderLicence);
        }
        check_valid(payload, on)?;
        self.check_lines(&licensee, payload)?;
        let file = File {
            number: same.map_or(operation, |at| self.files[at].number),
            payload: payload.clone(),
            state: ActivationState::Pending,
            seen: false,
            staged_on: on,
            decided_on: None,
            decided_by: None,
            replaced_by: None,
            changed: Vec::new(),
        };
        let older = self.files.iter().position(|file| {
            file.state == ActivationState::Pending && file.payload.serial_number == payload.serial_number
        });
        if let Some(older) = older {
            self.decide(older, ActivationState::Discarded, on, operation);
            self.files[older].replaced_by = Some(file.number);
        }
        let at = same.unwrap_or(self.files.len());
        self.files.splice(at..self.files.len().min(at + 1), [file]);
        self.wait(at, auto, true, on, operation)
    }

    /// A file that waits, unless nothing blocks it and it is to be activated at once.
    fn wait(
        &mut self,
        file: usize,
        auto: bool,
        changed: bool,
        on: Day,
        operation: u64,
    ) -> Result<Done, Refusal> {
        let (_, lines) = self.diff(file, on);
        if !auto || lines.iter().any(|line| line.blocked) {
            return Ok(Done { changed, ..Done::nothing(file, lines) });
        }
        let done = self.activate(file, &[], on, operation)?;
        self.files[file].seen = false;
        Ok(done)
    }

    fn activate(
        &mut self,
        file: usize,
        removals: &[Removal],
        on: Day,
        operation: u64,
    ) -> Result<Done, Refusal> {
        let payload = self.waiting(file)?.payload.clone();
        let licensee = self.licensee_of(&payload)?;
        check_valid(&payload, on)?;
        let (_, changed) = self.diff(file, on);
        let (_, lines) = self.lines_of(file);
        self.decide(file, ActivationState::Activated, on, operation);
        self.files[file].changed.clone_from(&changed);
        let invalid = |()| (Status::InvalidLicence, Vec::new());
        for line in &lines {
            self.put_terms(&licensee, line, on).map_err(invalid)?;
        }
        let rows = self.take_back_seats(&licensee, &lines, removals, on)?;
        let over: Vec<u64> =
            lines.iter().map(|line| self.excess(&licensee, line, on)).filter(|excess| *excess > 0).collect();
        if let Some(first) = over.first() {
            return Err((Status::StillExceeds, vec![("to_remove", *first), ("lines", over.len() as u64)]));
        }
        for line in &lines {
            self.put_total(&licensee, line, on).map_err(invalid)?;
        }
        Ok(Done { file, changed: true, lines: changed, rows })
    }

    /// The chosen holders give their seats back: all of them, and no more than must.
    fn take_back_seats(
        &mut self,
        licensee: &Licensee,
        lines: &[Line],
        removals: &[Removal],
        on: Day,
    ) -> Result<Option<(Ask, Decided)>, Refusal> {
        if removals.is_empty() {
            return Ok(None);
        }
        let mut items = Vec::new();
        let mut chosen: Vec<(&Line, &String)> = Vec::new();
        for removal in removals {
            let line = lines.iter().find(|line| line.id == removal.line);
            let Some(line) = line else { return refuse(Status::UnknownLine) };
            items.push(self.taking_back(licensee, line, &removal.holders));
            chosen.extend(removal.holders.iter().map(|holder| (line, holder)));
        }
        let ask = Ask::on(on, items);
        let decided = decide::decide(self, &ask, &[]).map_err(|status| (status, Vec::new()))?;
        for (answer, (line, holder)) in decided.rows.iter().zip(&chosen) {
            let held = self.holders_of(licensee, line, on);
            let holds = held
                .iter()
                .any(|place| self.seat(*place).holder.as_ref().is_some_and(|own| own.id == **holder));
            match answer.outcome {
                Outcome::DuplicateInRequest => return refuse(Status::InvalidArgument),
                _ if !holds => return refuse(Status::NotAHolder),
                outcome if outcome.class() != Class::Changed => return refuse(Status::RemovalRefused),
                _ => {}
            }
        }
        for line in lines {
            let own = chosen.iter().filter(|(own, _)| own.id == line.id).count() as u64;
            let wanted = self.excess(licensee, line, on);
            if own > wanted {
                return Err((Status::TooManyRemovals, vec![("to_remove", wanted), ("chosen", own)]));
            }
        }
        *self = decided.after.clone();
        Ok(Some((ask, decided)))
    }

    /// What takes seats of a line back.
    pub fn taking_back(&self, licensee: &Licensee, line: &Line, holders: &[String]) -> Item {
        let pools = self.pools_of(licensee, line).into_iter();
        Item {
            op: Verb::Revoke,
            users: Some(holders.to_vec()),
            products: vec![line.product.clone()],
            pools: pools.map(|at| self.pools[at].terms.id.clone()).collect(),
            all_sources: true,
            ..Item::default()
        }
    }

    /// Whether the licence file that holds forbids to load a pool like this.
    pub fn is_licensed(&self, new: &Pool) -> bool {
        let old = self.pools.iter().find(|pool| pool.terms.id == new.id).map(|pool| &pool.terms);
        let forbids = |licensee: &Licensee| {
            let Some(file) = self.active(&licensee.serial_number) else { return false };
            let mine = |pool: &Pool| lines::about(licensee, pool);
            let lines = [old.and_then(mine), mine(new)];
            lines.into_iter().flatten().any(|about| {
                let stated =
                    file.payload.lines.iter().find(|line| (&line.product, line.kind) == (&about.0, about.1));
                let with = |own: Option<&Pool>| {
                    let others = self.pools.iter().map(|pool| &pool.terms).filter(|pool| pool.id != new.id);
                    let all: Vec<Pool> = others.chain(own).cloned().collect();
                    lines::sum(all.iter().filter(|pool| mine(pool).as_ref() == Some(&about)))
                        .unwrap_or(u64::MAX)
                };
                let wanted = stated.map_or(0, |line| line.total.map_or(u64::MAX, u64::from));
                let (before, after) = (with(old), with(Some(new)));
                let off = |total: u64| total.abs_diff(wanted);
                let crosses = (before < wanted && after > wanted) || (before > wanted && after < wanted);
                let differs = mine(new).as_ref() == Some(&about)
                    && stated.is_some_and(|line| lines::stated(&line.terms, new) != *new);
                crosses || off(after) > off(before) || differs
            })
        };
        self.licensees.iter().any(forbids)
    }
}

/// Fails unless a file may be taken over on a day.
fn check_valid(file: &LicencePayload, on: Day) -> Result<(), Refusal> {
    match (file.not_before, file.expires) {
        (Some(first), _) if on < first => refuse(Status::LicenceNotYetValid),
        (_, Some(last)) if on > last => refuse(Status::LicenceExpired),
        _ => Ok(()),
    }
}
