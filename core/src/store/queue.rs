//! Whose turn it is to write: one at a time, in the order of asking, each until its own deadline.

use crate::error::{Error, Result, Status};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

/// The writers of one store. The operating system's own mutexes are neither fair nor patient to a deadline.
#[derive(Debug, Default)]
pub(super) struct WriterQueue {
    line: Mutex<Line>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Line {
    holder: Option<ThreadId>,
    next: u64,
    waiting: VecDeque<u64>,
}

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    queue: &'a WriterQueue,
}

impl WriterQueue {
    /// Waits for the turn to write; without a deadline for ever. A turn that is free at once is given even when
    /// the deadline has passed, so that "do not wait" is a deadline of now.
    pub(super) fn enter(&self, deadline: Option<Instant>) -> Result<Turn<'_>> {
        let mut line = self.line();
        if line.holder == Some(thread::current().id()) {
            // Waiting for oneself would never end.
            return Err(Error::new(
                Status::Busy,
                "this thread is writing already; end that write before the next one",
            ));
        }
        let ticket = line.next;
        line.next = line.next.wrapping_add(1);
        line.waiting.push_back(ticket);
        loop {
            if line.holder.is_none() && line.waiting.front() == Some(&ticket) {
                line.waiting.pop_front();
                line.holder = Some(thread::current().id());
                return Ok(Turn { queue: self });
            }
            line = match deadline {
                None => self.changed.wait(line).unwrap_or_else(PoisonError::into_inner),
                Some(deadline) => {
                    let Some(left) =
                        deadline.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
                    else {
                        line.waiting.retain(|other| *other != ticket);
                        // The one behind may be first now.
                        self.changed.notify_all();
                        return Err(Error::new(
                            Status::Busy,
                            "another write of this handle did not end in time; wait longer or write in larger pieces",
                        ));
                    };
                    self.changed.wait_timeout(line, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.queue.line().holder = None;
        self.queue.changed.notify_all();
    }
}
