//! Small requests of many threads share a commit: whoever comes first leads, takes all that wait, decides them one after
//! the other in one transaction and makes it durable once. Each sees what those before it did, and each gets its own
//! report or error, as if it had been alone.

use super::decide;
use crate::error::{Error, Result, Status};
use crate::report::Report;
use crate::request::{Op, Options, Request, Who};
use crate::store::{Store, Verdict};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Most targets of a request that shares a commit; larger ones fill a commit by themselves.
const SMALL: usize = 256;
/// Most requests of one commit.
const BATCH: usize = 1024;
/// How long a leader waits for as many requests as the last commit had: those who just got their answers are about to ask
/// again, and one commit for all is worth more than the moment it takes. Whoever is alone never waits.
const GATHER: Duration = Duration::from_micros(150);

/// Whether a request may share a commit.
pub(super) fn is_small(request: &Request) -> bool {
    let targets = request.items.iter().map(|item| match &item.who {
        Who::Users(ids) | Who::HolderGroups(ids) | Who::HolderOrgs(ids) => ids.len(),
        Who::Group { members: Some(members), .. } => members.len(),
        Who::Seat => 1,
        Who::Group { members: None, .. } | Who::Holders | Who::Operation(_) => SMALL + 1,
    });
    let syncs = request.items.iter().any(|item| item.op == Op::Sync);
    !syncs && targets.sum::<usize>() <= SMALL
}

/// A request that waits.
struct Job {
    request: Request,
    options: Options,
    answer: Mutex<Option<Result<Report>>>,
}

#[derive(Default)]
struct Waiting {
    jobs: Vec<Arc<Job>>,
    somebody_leads: bool,
    /// Requests of the last commit.
    last: usize,
}

/// The requests that wait for a commit.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
    /// For a leader who gathers.
    arrived: Condvar,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Queue {
    pub(super) fn apply(
        &self,
        store: &dyn Store,
        request: &Request,
        options: &Options,
        deadline: Option<Instant>,
    ) -> Result<Report> {
        let job =
            Arc::new(Job { request: request.clone(), options: options.clone(), answer: Mutex::new(None) });
        let mut waiting = lock(&self.waiting);
        waiting.jobs.push(Arc::clone(&job));
        self.arrived.notify_one();
        loop {
            if let Some(answer) = lock(&job.answer).take() {
                return answer;
            }
            if waiting.somebody_leads {
                waiting = self.wait(waiting, &job, deadline)?;
                continue;
            }
            waiting.somebody_leads = true;
            waiting = self.gather(waiting);
            let count = waiting.jobs.len().min(BATCH);
            waiting.last = count;
            let batch: Vec<Arc<Job>> = waiting.jobs.drain(..count).collect();
            drop(waiting);
            let lead = Lead { queue: self, batch: &batch };
            lead.commit(store, deadline);
            drop(lead);
            waiting = lock(&self.waiting);
        }
    }

    /// Waits a moment for as many requests as came together last time.
    fn gather<'a>(&self, mut waiting: MutexGuard<'a, Waiting>) -> MutexGuard<'a, Waiting> {
        let wanted = waiting.last.min(BATCH);
        if waiting.jobs.len() >= wanted {
            return waiting;
        }
        let until = Instant::now() + GATHER;
        while waiting.jobs.len() < wanted {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            waiting = self.arrived.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        waiting
    }

    /// Waits for a change; a job that nobody has taken by the deadline is withdrawn.
    fn wait<'a>(
        &self,
        waiting: MutexGuard<'a, Waiting>,
        job: &Arc<Job>,
        deadline: Option<Instant>,
    ) -> Result<MutexGuard<'a, Waiting>> {
        let Some(deadline) = deadline else {
            return Ok(self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner));
        };
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            let mut waiting = waiting;
            if let Some(at) = waiting.jobs.iter().position(|own| Arc::ptr_eq(own, job)) {
                waiting.jobs.remove(at);
                return Err(Error::new(
                    Status::Busy,
                    "other writers were not done in time; nothing was written",
                ));
            }
            // A leader has it: its answer will come.
            return Ok(self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner));
        }
        Ok(self.changed.wait_timeout(waiting, left).unwrap_or_else(PoisonError::into_inner).0)
    }
}

/// Somebody who commits for all; when he is done, however that may be, all have an answer and the next may lead.
struct Lead<'a> {
    queue: &'a Queue,
    batch: &'a [Arc<Job>],
}

impl Lead<'_> {
    fn commit(&self, store: &dyn Store, deadline: Option<Instant>) {
        let mut answers: Vec<Result<Report>> = Vec::new();
        let written = store.write(deadline, &mut |writer| {
            answers.clear();
            let mut verdict = Verdict::Abandon;
            for job in self.batch {
                let mut touched = false;
                match decide::apply(writer, &job.request, &job.options, None, &mut touched) {
                    Ok((report, own)) => {
                        if own == Verdict::Commit {
                            verdict = Verdict::Commit;
                        }
                        answers.push(Ok(report));
                    }
                    // It has written nothing: the others go on.
                    Err(error) if !touched => answers.push(Err(error)),
                    Err(error) => return Err(error),
                }
            }
            Ok(verdict)
        });
        let mut answers = answers.into_iter();
        for job in self.batch {
            let own = answers.next();
            let answer = match &written {
                Ok(()) => own.unwrap_or_else(|| Err(Error::internal("a request has no answer"))),
                Err(error) => Err(error.clone()),
            };
            *lock(&job.answer) = Some(answer);
        }
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        for job in self.batch {
            lock(&job.answer)
                .get_or_insert_with(|| Err(Error::internal("the commit ended without an answer")));
        }
        lock(&self.queue.waiting).somebody_leads = false;
        self.queue.changed.notify_all();
    }
}
