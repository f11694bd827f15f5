//! The book. Every call into the core happens without the interpreter's lock and inside a guard for panics.

use crate::answers;
use crate::errors::{of_panic, raise};
use crate::load::Load;
use crate::request::{ItemIn, OptionsIn, request};
use crate::roster::RosterOptionsIn;
use crate::rows::Rows;
use crate::values;
use crate::watch::Watch;
use pyo3::prelude::*;
use seatbook_core::activation::{ActivationReport, LicenceAction};
use seatbook_core::query::Query;
use seatbook_core::store::memory::MemoryStore;
use seatbook_core::{Error, Hooks, Op, OpenOptions, Options, Removal, Report, Request, Result, Status, Who};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// Most targets of an item of a small request.
const SMALL: usize = 256;

/// An open book; `seatbook.Book` is the public face of it.
#[pyclass(frozen, module = "seatbook._seatbook")]
pub(crate) struct Book {
    open: Mutex<Option<Arc<seatbook_core::Book>>>,
    /// The process that opened it: a child of `fork()` must not touch it, not even to let go of it.
    process: u32,
    poisoned: AtomicBool,
    /// Threads inside a request, whose `progress` may call this book again.
    deciding: Mutex<HashSet<ThreadId>>,
}

impl Book {
    fn from_core(
        py: Python<'_>,
        open: impl FnOnce() -> Result<seatbook_core::Book> + Send,
    ) -> PyResult<Self> {
        let book = outside(py, open).map_err(|error| raise(py, &error))?;
        Ok(Self {
            open: Mutex::new(Some(Arc::new(book))),
            process: std::process::id(),
            poisoned: AtomicBool::new(false),
            deciding: Mutex::new(HashSet::new()),
        })
    }

    fn is_foreign(&self) -> bool {
        self.process != std::process::id()
    }

    fn held(&self) -> Result<Arc<seatbook_core::Book>> {
        if self.is_foreign() {
            let message = "the book was opened before `fork()`; open it again in this process";
            return Err(Error::new(Status::Forked, message));
        }
        if self.poisoned.load(Ordering::Acquire) {
            let message = "an earlier call failed inside seatbook; close the book and open it again";
            return Err(Error::new(Status::Poisoned, message));
        }
        lock(&self.open)
            .clone()
            .ok_or_else(|| Error::new(Status::InvalidHandle, "the book is closed; open it again"))
    }

    /// Calls the core. The book is let go of before the interpreter is taken up again: if it was closed meanwhile,
    /// this is what closes the file.
    fn call<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&seatbook_core::Book) -> Result<T> + Send,
    ) -> PyResult<T> {
        let book = self.held().map_err(|error| raise(py, &error))?;
        let guarded = move || {
            catch_unwind(AssertUnwindSafe(move || work(&book))).unwrap_or_else(|payload| {
                self.poisoned.store(true, Ordering::Release);
                Err(of_panic(payload.as_ref()))
            })
        };
        py.detach(guarded).map_err(|error| raise(py, &error))
    }

    /// Notes that this thread is inside a request, until what comes back is dropped.
    fn enter(&self) -> Deciding<'_> {
        let thread = thread::current().id();
        Deciding { book: self, thread, is_outermost: lock(&self.deciding).insert(thread) }
    }

    fn decide(
        &self,
        py: Python<'_>,
        request: &Request,
        options: &Options,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Rows> {
        let mut watch = Watch::new(progress);
        let deciding = self.enter();
        let is_watched = watch.is_told() || !is_small(request);
        let report: PyResult<Report> = self.call(py, |book| {
            let mut step = |done, total| watch.step(done, total);
            let hooks = Hooks { progress: is_watched.then_some(&mut step), cancel: None };
            book.apply_with(request, options, hooks)
        });
        drop(deciding);
        match watch.into_raised() {
            Some(raised) => Err(raised),
            None => report.map(Rows::of_report),
        }
    }
}

/// Whether a request takes no longer than a look at signals would be worth. The core lets small requests of many threads
/// share a commit, if nobody watches them.
fn is_small(request: &Request) -> bool {
    request.items.iter().all(|item| match &item.who {
        // The holders of a product are looked at, however few the list makes of them.
        _ if item.op == Op::Sync => false,
        Who::Users(ids) | Who::HolderGroups(ids) | Who::HolderOrgs(ids) => ids.len() <= SMALL,
        Who::Group { members, .. } => members.as_ref().is_some_and(|members| members.len() <= SMALL),
        Who::Seat => true,
        Who::Holders | Who::Operation(_) => false,
    })
}

/// These locks are held for a moment, and never while Python runs.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs what needs no open book: without the interpreter's lock, a panic made an error.
pub(crate) fn outside<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    py.detach(|| {
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(of_panic(payload.as_ref())))
    })
}

/// A thread inside a request.
struct Deciding<'a> {
    book: &'a Book,
    thread: ThreadId,
    is_outermost: bool,
}

impl Drop for Deciding<'_> {
    fn drop(&mut self) {
        if self.is_outermost {
            lock(&self.book.deciding).remove(&self.thread);
        }
    }
}

impl Drop for Book {
    fn drop(&mut self) {
        let book = self.open.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if self.process == std::process::id() {
            // A panic while letting go would end the process.
            let _ = catch_unwind(AssertUnwindSafe(|| drop(book)));
        } else {
            // The parent's file and lock must stay as they are.
            std::mem::forget(book);
        }
    }
}

/// Raw public keys of those whose licence files are taken over.
type Keys = Vec<[u8; 32]>;

fn options(read_only: bool, trusted: bool, busy_timeout: f64, licence_keys: Keys) -> Result<OpenOptions> {
    let busy_timeout = Duration::try_from_secs_f64(busy_timeout).map_err(|_| {
        let message = format!("busy_timeout `{busy_timeout}` is not a number of seconds from 0 up");
        Error::new(Status::InvalidArgument, message)
    })?;
    Ok(OpenOptions { read_only, trusted, busy_timeout, licence_keys, ..OpenOptions::default() })
}

/// The options of a write that is no request: a JSON request without items.
fn only_options(text: &str) -> Result<Options> {
    let (request, options) = Request::from_json(text)?;
    if request.items.is_empty() {
        return Ok(options);
    }
    let message = "the options have items; pass `\"items\": []`";
    Err(Error::new(Status::MalformedRequest, message))
}

/// What was done with a licence file: JSON, and the rows of which it is made.
fn with_rows(mut report: ActivationReport) -> (String, Option<Rows>) {
    let json = report.to_json();
    (json, report.report.take().map(Rows::of_report))
}

#[pymethods]
impl Book {
    #[staticmethod]
    fn open(
        py: Python<'_>,
        path: PathBuf,
        read_only: bool,
        trusted: bool,
        busy_timeout: f64,
        licence_keys: Keys,
    ) -> PyResult<Self> {
        Self::from_core(py, move || {
            seatbook_core::Book::open(path, &options(read_only, trusted, busy_timeout, licence_keys)?)
        })
    }

    #[staticmethod]
    fn create(py: Python<'_>, path: PathBuf, busy_timeout: f64, licence_keys: Keys) -> PyResult<Self> {
        Self::from_core(py, move || {
            seatbook_core::Book::create(path, &options(false, false, busy_timeout, licence_keys)?)
        })
    }

    #[staticmethod]
    fn memory(py: Python<'_>, licence_keys: Keys) -> PyResult<Self> {
        Self::from_core(py, move || {
            let options = OpenOptions { licence_keys, ..OpenOptions::default() };
            seatbook_core::Book::with_store(Box::new(MemoryStore::new()), &options)
        })
    }

    /// Closes the book after the calls in progress. In a child of `fork()` it only forgets it.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        if self.is_foreign() {
            return Ok(());
        }
        if lock(&self.deciding).contains(&thread::current().id()) {
            let message = "`progress` cannot close the book it is told about; close it after the call";
            return Err(raise(py, &Error::new(Status::Busy, message)));
        }
        let open = lock(&self.open).take();
        let Some(book) = open else { return Ok(()) };
        outside(py, move || book.close()).map_err(|error| raise(py, &error))
    }

    fn is_open(&self) -> bool {
        !self.is_foreign() && lock(&self.open).is_some()
    }

    fn load<'py>(
        &self,
        py: Python<'py>,
        load: &Load,
        options: OptionsIn<'_>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (load, options) = (Arc::clone(&load.load), options.into_options(py)?);
        let mut watch = Watch::new(progress);
        let deciding = self.enter();
        let report = self.call(py, |book| {
            let mut step = |done, total| watch.step(done, total);
            book.load_with(&load, &options, Hooks { progress: Some(&mut step), cancel: None })
        });
        drop(deciding);
        match watch.into_raised() {
            Some(raised) => Err(raised),
            None => answers::load_report(py, report?),
        }
    }

    #[allow(clippy::needless_pass_by_value, reason = "what Python hands over")]
    fn load_roster<'py>(
        &self,
        py: Python<'py>,
        path: PathBuf,
        roster: RosterOptionsIn<'_>,
        options: OptionsIn<'_>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (roster, options) = (roster.into_options()?, options.into_options(py)?);
        let mut watch = Watch::new(progress);
        let deciding = self.enter();
        let report = self.call(py, |book| {
            let mut step = |done, total| watch.step(done, total);
            let hooks = Hooks { progress: Some(&mut step), cancel: None };
            book.load_roster_with(&path, &roster, &options, hooks)
        });
        drop(deciding);
        match watch.into_raised() {
            Some(raised) => Err(raised),
            None => answers::roster_report(py, report?),
        }
    }

    fn load_json<'py>(&self, py: Python<'py>, text: &str, options: &str) -> PyResult<Bound<'py, PyAny>> {
        let report = self.call(py, |book| {
            let options = only_options(options)?;
            book.load(&seatbook_core::Load::from_json(text)?, &options)
        })?;
        answers::load_report(py, report)
    }

    fn apply(
        &self,
        py: Python<'_>,
        items: Vec<ItemIn<'_>>,
        options: OptionsIn<'_>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Rows> {
        let (request, options) = (request(py, items)?, options.into_options(py)?);
        self.decide(py, &request, &options, progress)
    }

    fn apply_json(&self, py: Python<'_>, text: &str, progress: Option<Py<PyAny>>) -> PyResult<Rows> {
        let (request, options) =
            outside(py, || Request::from_json(text)).map_err(|error| raise(py, &error))?;
        self.decide(py, &request, &options, progress)
    }

    /// Takes things out of the book; `removal` has the fields of the JSON document.
    fn remove<'py>(
        &self,
        py: Python<'py>,
        removal: &Bound<'py, PyAny>,
        options: OptionsIn<'_>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (removal, options): (Removal, _) = (values::one("removal", removal)?, options.into_options(py)?);
        answers::removal_report(py, self.call(py, |book| book.remove(&removal, &options))?)
    }

    fn remove_json<'py>(&self, py: Python<'py>, text: &str, options: &str) -> PyResult<Bound<'py, PyAny>> {
        let report = self.call(py, |book| {
            let options = only_options(options)?;
            book.remove(&Removal::from_json(text)?, &options)
        })?;
        answers::removal_report(py, report)
    }

    fn merge(&self, py: Python<'_>, gone: &str, kept: &str, options: OptionsIn<'_>) -> PyResult<Rows> {
        let options = options.into_options(py)?;
        self.call(py, |book| book.merge(gone, kept, &options)).map(Rows::of_report)
    }

    fn merge_json(&self, py: Python<'_>, gone: &str, kept: &str, options: &str) -> PyResult<Rows> {
        self.call(py, |book| book.merge(gone, kept, &only_options(options)?)).map(Rows::of_report)
    }

    /// Writes down what the dates have brought about; the answer is JSON.
    fn advance(&self, py: Python<'_>, options: OptionsIn<'_>) -> PyResult<String> {
        let options = options.into_options(py)?;
        Ok(self.call(py, |book| book.advance(&options))?.to_json())
    }

    fn advance_json(&self, py: Python<'_>, options: &str) -> PyResult<String> {
        Ok(self.call(py, |book| book.advance(&only_options(options)?))?.to_json())
    }

    /// Takes in a licence file. The answer is the report as JSON, and its rows if seats were taken back or given.
    fn stage(
        &self,
        py: Python<'_>,
        file: &[u8],
        auto: bool,
        options: OptionsIn<'_>,
    ) -> PyResult<(String, Option<Rows>)> {
        let options = options.into_options(py)?;
        self.call(py, |book| book.stage(file, auto, &options)).map(with_rows)
    }

    /// Activates a licence file, discards it or marks it as seen; `action` has the fields of the JSON document.
    fn licence_action(
        &self,
        py: Python<'_>,
        action: &Bound<'_, PyAny>,
        options: OptionsIn<'_>,
    ) -> PyResult<(String, Option<Rows>)> {
        let (action, options): (LicenceAction, _) =
            (values::one("action", action)?, options.into_options(py)?);
        self.call(py, |book| book.licence_action(&action, &options)).map(with_rows)
    }

    fn licence_action_json(
        &self,
        py: Python<'_>,
        text: &str,
        options: &str,
    ) -> PyResult<(String, Option<Rows>)> {
        self.call(py, |book| {
            let options = only_options(options)?;
            book.licence_action(&LicenceAction::from_json(text)?, &options)
        })
        .map(with_rows)
    }

    /// Answers a question with the fields of the JSON question; the answer is JSON.
    fn ask(&self, py: Python<'_>, question: &Bound<'_, PyAny>) -> PyResult<String> {
        let query: Query = values::one("question", question)?;
        self.call(py, |book| book.query(&query))
    }

    fn ask_json(&self, py: Python<'_>, text: &str) -> PyResult<String> {
        self.call(py, |book| book.query(&Query::from_json(text)?))
    }

    fn revision(&self, py: Python<'_>) -> PyResult<u64> {
        self.call(py, seatbook_core::Book::revision)
    }

    fn report(&self, py: Python<'_>, operation: u64) -> PyResult<Rows> {
        self.call(py, |book| book.report(operation)).map(Rows::of_report)
    }

    /// For the tests of this package: a bug in the core, in builds that are not for release.
    #[cfg(debug_assertions)]
    #[allow(clippy::panic, reason = "the test is about a panic")]
    fn _panic(&self, py: Python<'_>) -> PyResult<()> {
        self.call(py, |_| panic!("on purpose"))
    }
}
