//! Loading a roster from its files, portion by portion: a roster of a million users needs no more memory than one of a hundred thousand.
//!
//! The files are read twice. The first time nothing is written: what is wrong with them is found out, and a file or column that is
//! missing, or damage in the middle of an archive, ends it there. The second time every portion is one load, in one transaction. If that
//! is cut off, the book has whole portions; loading the roster again goes on, because what is there already stays as it is.

use super::{Book, decide};
use crate::error::{Error, Result, Status};
use crate::layout::users;
use crate::limits;
use crate::load::{Entity, Load, LoadReport, UserChange};
use crate::report::Report;
use crate::request::{Hooks, Mode, Options};
use crate::roster::{Format, Ids, Job, Most, Notice, Notices, Portion, RosterOptions};
use crate::store::overlay::Overlay;
use crate::store::{Verdict, Writer};
use crate::view::View;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// What loading a roster answers.
#[derive(Clone, Debug)]
pub struct RosterReport {
    /// What the roster turned out to be.
    pub format: Format,
    /// What is odd or wrong in it, by file and line, and at the end what the book did not take; the first of them, if they are many.
    pub notices: Vec<Notice>,
    /// How many lines were left out, or not taken by the book.
    pub refused: u64,
    /// How many more were taken although something is odd.
    pub odd: u64,
    /// What became of the roster's things, all portions together. Its `operation` is that of the last portion.
    pub load: LoadReport,
    /// The operations of the portions.
    pub operations: Vec<u64>,
    /// The seats that were taken back or given away, portion by portion.
    pub reports: Vec<Report>,
}

/// How far it is, told as one run: half for looking, half for loading.
struct Progress<'h, 'a> {
    hooks: &'h mut Hooks<'a>,
    /// Bytes to read.
    size: usize,
    read: u64,
    last: u64,
    /// Things to load.
    things: usize,
    loaded: usize,
    portions: usize,
    /// A write is in progress: nobody is told anything until it ends.
    silent: bool,
}

impl<'h, 'a> Progress<'h, 'a> {
    fn new(hooks: &'h mut Hooks<'a>, size: usize) -> Self {
        Self { hooks, size, read: 0, last: 0, things: 0, loaded: 0, portions: 0, silent: false }
    }

    /// So many bytes of a file are read.
    fn watch(&mut self, bytes: u64) -> Result<()> {
        // Fewer than before: another file.
        self.read += if bytes >= self.last { bytes - self.last } else { bytes };
        self.last = bytes;
        let done = if self.things == 0 { (self.read as usize).min(self.size) } else { self.done() };
        self.step(done)
    }

    fn done(&self) -> usize {
        let part = self.loaded as u128 * self.size as u128 / self.things.max(1) as u128;
        self.size + part as usize
    }

    fn loaded(&mut self, things: usize) -> Result<()> {
        self.loaded = (self.loaded + things).min(self.things);
        self.portions += 1;
        self.step(self.done())
    }

    fn step(&mut self, done: usize) -> Result<()> {
        if self.silent {
            return Ok(());
        }
        let stopped = self.hooks.step(done, 2 * self.size.max(1));
        stopped.map_err(|error| match error.status() {
            Status::Cancelled if self.portions > 0 => {
                let message = format!(
                    "cancelled by the caller; {} of {} things are loaded, load the roster again to go on",
                    self.loaded, self.things
                );
                Error::new(Status::Cancelled, message)
            }
            _ => error,
        })
    }
}

/// What has been loaded.
#[derive(Default)]
struct Loaded {
    report: Option<LoadReport>,
    notices: Notices,
    operations: Vec<u64>,
    reports: Vec<Report>,
    portions: u64,
    things: usize,
}

impl Loaded {
    fn add(&mut self, portion: &Portion, mut report: LoadReport) {
        self.portions += 1;
        for refusal in &report.refused {
            let (file, line) = portion.place_of(refusal).unwrap_or(("", 0));
            self.notices.refuse(file, line, None, refusal.message.clone());
        }
        self.operations.extend(report.operation);
        self.reports.extend(report.report.take());
        match &mut self.report {
            Some(all) => all.add(report),
            None => self.report = Some(report),
        }
    }
}

/// The options of a portion: what the caller says of the whole roster, said of it.
fn options_of(options: &Options, loaded: &Loaded) -> Options {
    let mut own = options.clone();
    if !own.request_id.is_empty() {
        own.request_id = format!("{}/{}", own.request_id, loaded.portions + 1);
    }
    if let (Some(_), Some(before)) = (own.expected_revision, &loaded.report) {
        own.expected_revision = Some(before.revision);
    }
    own
}

/// How a portion is loaded.
type Put<'p> = dyn FnMut(&Load, &Options) -> Result<LoadReport> + 'p;

impl Book {
    /// Loads a roster, licence list or catalogue from its files, portion by portion. See [`crate::Roster::read`] for what is read and how.
    ///
    /// Nothing is written before all files are read once and found to be in order; a line that is wrong does not hinder the others. Each
    /// portion is one operation of the journal. If loading is cut off, loading the same roster again goes on.
    ///
    /// With `Mode::Atomic` it is all or nothing: a line that is wrong, or something that the book does not take, and nothing is loaded; all
    /// portions are one transaction. A dry run keeps what would change in memory. A request id gets the number of the portion behind it.
    pub fn load_roster(
        &self,
        path: &Path,
        roster: &RosterOptions,
        options: &Options,
    ) -> Result<RosterReport> {
        self.load_roster_with(path, roster, options, Hooks::default())
    }

    /// [`Book::load_roster`], watched. Progress is told for all of it together: bytes read and things loaded, one half each.
    pub fn load_roster_with(
        &self,
        path: &Path,
        roster: &RosterOptions,
        options: &Options,
        mut hooks: Hooks<'_>,
    ) -> Result<RosterReport> {
        options.check()?;
        if !options.actor.is_administrator() {
            return Err(Error::new(Status::NotAuthorized, "only an administrator may load"));
        }
        let job = Job::open(path, roster)?;
        let size = usize::try_from(job.size()).unwrap_or(usize::MAX / 4).clamp(1, usize::MAX / 4);
        let progress = RefCell::new(Progress::new(&mut hooks, size));
        let mut things = 0;
        let mut notices =
            job.run(&mut |bytes| progress.borrow_mut().watch(bytes), &mut |portion: Portion| {
                things += portion.load.len();
                Ok(())
            })?;
        progress.borrow_mut().things = things;
        let atomic = options.mode == Mode::Atomic;
        let roster = &roster.judged(&mut notices);
        let loaded = if atomic && notices.refused > 0 {
            Loaded { things, ..Loaded::default() }
        } else if options.dry_run {
            let snapshot = self.store.snapshot()?;
            let mut trial = Overlay::new(snapshot.as_ref());
            run_in(&mut trial, &job, roster, options, &progress)?
        } else if atomic {
            self.load_at_once(&job, roster, options, &progress)?
        } else {
            let mut put = |load: &Load, options: &Options| self.load(load, options);
            let mut loaded = run(&job, options, &progress, &mut put)?;
            if roster.full {
                let missing = self.ask(|view| missing(view, &job, roster))?;
                leave(missing, roster, options, &mut loaded, &mut put)?;
            }
            loaded
        };
        if loaded.things != things {
            let message = format!("`{}` was changed while it was loaded; load it again", path.display());
            return Err(Error::new(Status::InvalidArgument, message));
        }
        let load = match loaded.report {
            Some(report) => report,
            None => self.nothing_loaded(options)?,
        };
        let mut list = notices.list;
        list.extend(loaded.notices.list);
        list.truncate(limits::NOTICES);
        Ok(RosterReport {
            format: job.format(),
            notices: list,
            refused: notices.refused + loaded.notices.refused,
            odd: notices.odd + loaded.notices.odd,
            load,
            operations: loaded.operations,
            reports: loaded.reports,
        })
    }

    /// All portions in one transaction; if anything is refused, none.
    fn load_at_once(
        &self,
        job: &Job<'_>,
        roster: &RosterOptions,
        options: &Options,
        progress: &RefCell<Progress<'_, '_>>,
    ) -> Result<Loaded> {
        let mut all = None;
        progress.borrow_mut().silent = true;
        self.store.write(self.deadline(), &mut |writer| {
            let mut loaded = run_in(writer, job, roster, options, progress)?;
            let failed = loaded.report.as_ref().is_some_and(|report| !report.is_complete())
                || loaded.reports.iter().any(|report| report.summary.failed > 0);
            if failed {
                loaded.report.iter_mut().for_each(LoadReport::roll_back);
                loaded.operations.clear();
            }
            let verdict =
                if failed || loaded.operations.is_empty() { Verdict::Abandon } else { Verdict::Commit };
            all = Some(loaded);
            Ok(verdict)
        })?;
        all.ok_or_else(|| Error::internal("a write has no answer"))
    }

    /// The report of a roster of which nothing is loaded.
    fn nothing_loaded(&self, options: &Options) -> Result<LoadReport> {
        let trial = Options { request_id: String::new(), dry_run: true, ..options.clone() };
        let report = self.load(&Load::default(), &trial)?;
        Ok(LoadReport { dry_run: options.dry_run, ..report })
    }
}

/// Loads everything through one writer.
fn run_in(
    writer: &mut dyn Writer,
    job: &Job<'_>,
    roster: &RosterOptions,
    options: &Options,
    progress: &RefCell<Progress<'_, '_>>,
) -> Result<Loaded> {
    let mut put = |load: &Load, options: &Options| Ok(decide::load(writer, load, options)?.0);
    let mut loaded = run(job, options, progress, &mut put)?;
    if roster.full {
        let missing = missing(View::new(writer), job, roster)?;
        let mut put = |load: &Load, options: &Options| Ok(decide::load(writer, load, options)?.0);
        leave(missing, roster, options, &mut loaded, &mut put)?;
    }
    Ok(loaded)
}

/// Loads portion after portion.
fn run(
    job: &Job<'_>,
    options: &Options,
    progress: &RefCell<Progress<'_, '_>>,
    put: &mut Put<'_>,
) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    job.run(&mut |bytes| progress.borrow_mut().watch(bytes), &mut |portion: Portion| {
        let report = put(&portion.load, &options_of(options, &loaded))?;
        loaded.add(&portion, report);
        loaded.things += portion.load.len();
        progress.borrow_mut().loaded(portion.load.len())
    })?;
    Ok(loaded)
}

/// Who is missing in a roster that is complete.
#[derive(Default)]
struct Missing {
    /// Enabled users of the roster's orgs who are not in it.
    ids: Vec<String>,
    /// Orgs of which it has no user at all: whoever made it has left them out.
    orgs: Vec<LeftOut>,
}

/// An org of which a roster has no user, and where it stands.
struct LeftOut {
    id: String,
    file: String,
    line: u64,
    /// How many enabled users the book has of it.
    enabled: u64,
}

fn missing(view: View<'_>, job: &Job<'_>, roster: &RosterOptions) -> Result<Missing> {
    let (mut there, mut orgs, mut peopled) = (Ids::new(), BTreeMap::new(), HashSet::new());
    job.run(&mut |_| Ok(()), &mut |portion: Portion| {
        for (index, org) in portion.load.orgs.iter().enumerate() {
            if !roster.is_under(&org.id) {
                let (file, line) = portion.place_at(Entity::Org, index).unwrap_or(("", 0));
                let (id, file) = (org.id.clone(), file.to_owned());
                orgs.insert(view.org(&org.id)?, LeftOut { id, file, line, enabled: 0 });
            }
        }
        for user in &portion.load.users {
            let _ = there.add(&user.id, 0);
            if !peopled.contains(&user.org) {
                peopled.insert(user.org.clone());
            }
        }
        Ok(())
    })?;
    let mut missing = Missing::default();
    users::each(view.reader, |id, _, traits| {
        let Some(org) = orgs.get_mut(&traits.org).filter(|_| traits.enabled) else { return Ok(()) };
        let id = std::str::from_utf8(id).map_err(|_| Error::corrupt("a user id is not UTF-8"))?;
        org.enabled += 1;
        if peopled.contains(&org.id) && there.get(id).is_none() {
            missing.ids.push(id.to_owned());
        }
        Ok(())
    })?;
    let left_out = orgs.into_values().filter(|org| org.enabled > 0 && !peopled.contains(&org.id));
    missing.orgs = left_out.collect();
    Ok(missing)
}

/// Disables those who are missing; of an org that was left out, that is told instead.
fn leave(
    missing: Missing,
    roster: &RosterOptions,
    options: &Options,
    loaded: &mut Loaded,
    put: &mut Put<'_>,
) -> Result<()> {
    for LeftOut { id, file, line, enabled } in missing.orgs {
        let message = format!(
            "the roster has no user of org `{id}`, so nobody of it is taken for missing (enabled: {enabled})"
        );
        loaded.notices.odd(&file, line, None, message);
    }
    for ids in missing.ids.chunks(Most::of(roster.portion).users) {
        let leaves =
            |id: &String| UserChange { id: id.clone(), enabled: Some(false), ..UserChange::default() };
        let user_changes = ids.iter().map(leaves).collect();
        let load = Load { user_changes, leavers: roster.leavers, ..Load::default() };
        let report = put(&load, &options_of(options, loaded))?;
        loaded.add(&Portion::default(), report);
    }
    Ok(())
}
