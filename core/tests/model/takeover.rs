//! Licence files in the book and in the reference: every answer, every list and every line is compared.

use crate::agree::{Agreed, FoundReport, Met, Pair, agree};
use crate::decide::Answer;
use crate::files::{self, LicenceAsk};
use crate::licences::{Act, Done, File, Refusal};
use seatbook_core::activation::{ActivationState, LineDiff};
use seatbook_core::query::PageRequest;
use seatbook_core::store::memory::MemoryStore;
use seatbook_core::{
    Activation, ActivationReport, Actor, Book, Day, Detail, Error, LineRemoval, OpenOptions, Options,
    Outcome, Status,
};
use serde_json::Value;

/// Number of a file that nobody staged.
const NOBODYS: u64 = 9_999;

/// A book in memory that trusts the vendor.
pub fn book() -> Book {
    let options = OpenOptions { licence_keys: vec![files::trusted()], ..OpenOptions::default() };
    Book::with_store(Box::new(MemoryStore::new()), &options).unwrap()
}

fn page() -> PageRequest {
    PageRequest { limit: 1000, ..PageRequest::default() }
}

fn options(ask: &LicenceAsk) -> Options {
    let actor = Actor { id: "u0".into(), role: if ask.own { "self" } else { "administrator" }.into() };
    Options {
        actor,
        request_id: ask.request_id.clone(),
        dry_run: ask.dry_run,
        expected_revision: ask.expected_revision,
        ..Options::on(ask.on)
    }
}

impl Pair {
    /// Something is done with a licence file.
    pub fn licence(&mut self, ask: &LicenceAsk, met: &mut Met) -> Agreed {
        self.on = ask.on;
        let found = self.do_licence(ask)?;
        let mut after = self.reference.clone();
        let expected = match ask.expected_revision {
            _ if ask.own => Err((Status::NotAuthorized, Vec::new())),
            Some(revision) if revision != self.revision => Err((Status::StaleRevision, Vec::new())),
            _ => after.act(&ask.act, ask.on, self.revision + 1),
        };
        let (found, done) = match (found, expected) {
            (Err(found), Err(expected)) => {
                *met.licences.entry(expected.0.word()).or_default() += 1;
                return compare_refusal(&found, &expected);
            }
            (Err(found), Ok(_)) => return Err(format!("{}; expected an answer", found.to_json())),
            (Ok(found), Err(expected)) => {
                return Err(format!("found {}; expected {expected:?}", found.to_json()));
            }
            (Ok(found), Ok(done)) => (found, done),
        };
        let written = !ask.dry_run && (done.changed || !ask.request_id.is_empty());
        self.revision += u64::from(written);
        agree("licence operation", &found.operation, &written.then_some(self.revision))?;
        agree("licence revision", &found.revision, &self.revision)?;
        agree("licence marks", &(found.replayed, found.dry_run, found.on), &(false, ask.dry_run, ask.on))?;
        // Told is what it is now, in a dry run what it would be.
        let before = std::mem::replace(&mut self.reference, after);
        *met.licences.entry(self.word(ask, &done)).or_default() += 1;
        let told = self.compare_answer(&found, &done);
        if ask.dry_run {
            self.reference = before;
        } else if !ask.request_id.is_empty() {
            self.licences_kept.push((ask.clone(), document(&found)));
        }
        told?;
        self.compare_files(ask.on)
    }

    /// What happened, in a word.
    fn word(&self, ask: &LicenceAsk, done: &Done) -> &'static str {
        let state = self.reference.files[done.file].state;
        match (&ask.act, state) {
            _ if ask.dry_run => "tried",
            (Act::MarkSeen(_), _) => "seen",
            _ if !done.changed => "nothing",
            (Act::Stage { .. }, ActivationState::Activated) => "activated by itself",
            (_, ActivationState::Activated) if done.rows.is_some() => "activated with removals",
            _ => state.word(),
        }
    }

    fn do_licence(&self, ask: &LicenceAsk) -> Agreed<Result<ActivationReport, Error>> {
        let options = options(ask);
        Ok(match &ask.act {
            Act::Stage { payload, signed, auto } => {
                let file = files::sign(payload, *signed).ok_or("a file that no vendor lets out")?;
                self.book.stage(file.as_bytes(), *auto, &options)
            }
            Act::Activate { file, removals } => {
                let removals: Vec<LineRemoval> = removals
                    .iter()
                    .map(|own| LineRemoval { line: own.line.clone(), holders: own.holders.iter().collect() })
                    .collect();
                self.book.activate(self.number(*file), &removals, &options)
            }
            Act::Discard(file) => self.book.discard(self.number(*file), &options),
            Act::MarkSeen(file) => self.book.mark_seen(self.number(*file), &options),
        })
    }

    fn number(&self, file: usize) -> u64 {
        self.reference.files.get(file).map_or(NOBODYS, |file| file.number)
    }

    fn compare_answer(&self, found: &ActivationReport, done: &Done) -> Agreed {
        agree("licence file", &found.activation, &self.told(done.file))?;
        let waits = self.reference.files[done.file].state == ActivationState::Pending;
        let blocked = waits && done.lines.iter().any(|line| line.blocked);
        compare_lines(&found.lines, &done.lines)?;
        agree("blocked", &found.blocked, &blocked)?;
        match (&found.report, &done.rows) {
            (None, None) => Ok(()),
            (Some(found), Some((ask, rows))) => self.compare_report(ask, &FoundReport::from(found), rows),
            (found, expected) => Err(format!("seats: found {found:?}, expected {}", expected.is_some())),
        }
    }

    /// The same under the same id is only answered again; something else is refused.
    pub fn licence_again(&mut self, number: usize) -> Agreed {
        let Some((mut ask, mut first)) = self.licences_kept.get(number).cloned() else { return Ok(()) };
        ask.expected_revision = None;
        let found = self.do_licence(&ask)?.map_err(|error| error.to_json())?;
        agree("licence replayed", &found.replayed, &true)?;
        first["replayed"] = Value::Bool(true);
        let mut found = document(&found);
        for document in [&mut first, &mut found] {
            if let Some(rows) = document.get_mut("report").and_then(Value::as_object_mut) {
                rows.remove("replayed");
            }
        }
        agree("licence answer", &found, &first)?;
        ask.act = Act::Discard(usize::MAX);
        let other = self.do_licence(&ask)?.map_err(|error| error.status());
        agree("another act", &other.err(), &Some(Status::RequestReused))
    }

    /// A file as it must be shown.
    fn told(&self, file: usize) -> Activation {
        let File { number, payload, state, seen, staged_on, decided_on, decided_by, replaced_by, .. } =
            self.reference.files[file].clone();
        let active = self.reference.active(&payload.serial_number).map(|file| file.number);
        let licensee = self.reference.licensee(&payload.serial_number).expect("a licensee");
        Activation {
            activation: number,
            state,
            active: active == Some(number),
            seen,
            org: licensee.org.clone(),
            owner: payload.owner,
            serial_number: payload.serial_number,
            version: payload.version,
            issuer: payload.issuer,
            key: files::key_id(),
            purchase_url: payload.purchase_url,
            not_before: payload.not_before,
            expires: payload.expires,
            staged_on,
            decided_on,
            decided_by,
            replaced_by,
        }
    }

    /// Every file, and of one that waits what it would change and who would have to give a seat back.
    pub fn compare_files(&self, on: Day) -> Agreed {
        let files = &self.reference.files;
        let mut numbers: Vec<usize> = (0..files.len()).collect();
        numbers.sort_by_key(|at| std::cmp::Reverse(files[*at].number));
        let expected: Vec<Activation> = numbers.iter().map(|at| self.told(*at)).collect();
        let found = self.book.activations(&page()).unwrap().rows;
        agree("licence files", &found, &expected)?;
        let mut waiting: Vec<Activation> =
            expected.into_iter().filter(|file| file.state == ActivationState::Pending).collect();
        waiting.sort_by(|one, other| one.serial_number.cmp(&other.serial_number));
        agree("licence files that wait", &self.book.pending().unwrap(), &waiting)?;
        for (at, file) in files.iter().enumerate() {
            if file.state == ActivationState::Pending || at % 4 == self.story.len() % 4 {
                self.compare_diff(at, on)?;
            }
        }
        Ok(())
    }

    fn compare_diff(&self, file: usize, on: Day) -> Agreed {
        let number = self.number(file);
        let found = self.book.activation_diff(number, on).map_err(|error| error.to_json())?;
        let (day, lines) = self.reference.diff(file, on);
        compare_lines(&found.lines, &lines)?;
        agree("diff", &(found.on, found.blocked), &(day, lines.iter().any(|line| line.blocked)))?;
        agree("diff of", &found.activation, &self.told(file))?;
        if self.reference.files[file].state != ActivationState::Pending {
            let refused = self.book.reduction(number, "A", on, &page()).map(drop);
            return agree("reduction", &refused.map_err(|error| error.status()), &Err(Status::NotPending));
        }
        let (licensee, own) = self.reference.lines_of(file);
        for line in &own {
            let found =
                self.book.reduction(number, &line.id, on, &page()).map_err(|error| error.to_json())?;
            let told = lines.iter().find(|told| told.line == line.id);
            let holders = self.reference.reduction(&licensee, &own, line, on, &self.given);
            agree(&format!("reduction of `{}`", line.id), &found.holders.rows, &holders)?;
            let sums = (found.occupied, found.new_total);
            agree("reduction's sums", &sums, &(holders.len() as u64, line.total))?;
            if let Some(told) = told {
                let sums = (found.available, found.to_remove);
                agree("reduction's numbers", &sums, &(told.available, told.to_remove))?;
            }
        }
        Ok(())
    }

    /// Who got a seat of what is remembered.
    pub fn note_given(&mut self, rows: &[Answer]) {
        for row in rows.iter().filter(|row| matches!(row.outcome, Outcome::Assigned | Outcome::Reused)) {
            self.given.push((row.target.id.clone(), row.product.clone()));
        }
    }
}

fn document(report: &ActivationReport) -> Value {
    serde_json::from_str(&report.to_json()).unwrap()
}

fn compare_lines(found: &[LineDiff], expected: &[LineDiff]) -> Agreed {
    let names = |lines: &[LineDiff]| -> Vec<String> { lines.iter().map(|line| line.line.clone()).collect() };
    agree("lines that change", &names(found), &names(expected))?;
    for (found, expected) in found.iter().zip(expected) {
        agree(&format!("line of `{}`", found.line), found, expected)?;
    }
    Ok(())
}

fn compare_refusal(found: &Error, (status, numbers): &Refusal) -> Agreed {
    agree("licence status", &found.status().word(), &status.word())?;
    for (name, number) in numbers {
        let told = found.details().iter().find(|(own, _)| own == name).map(|(_, detail)| detail.clone());
        match told {
            Some(Detail::Number(found)) => agree(&format!("refusal's {name}"), &found, number)?,
            other => return Err(format!("{name} is {other:?}, should be {number}")),
        }
    }
    Ok(())
}
