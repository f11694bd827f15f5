//! What runs in Python while a request runs: the caller's progress function and the handlers of signals.

use pyo3::prelude::*;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// How often signals are looked for when the caller does not watch. Attaching to the interpreter can mean waiting
/// for other threads, so it is not done at every step.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Watches one request.
pub(crate) struct Watch {
    callback: Option<Py<PyAny>>,
    /// Rows done, as the caller was last told.
    told: usize,
    looked: Instant,
    raised: Option<PyErr>,
}

impl Watch {
    pub(crate) fn new(callback: Option<Py<PyAny>>) -> Self {
        Self { callback, told: 0, looked: Instant::now(), raised: None }
    }

    /// Whether the caller wants to be told.
    pub(crate) fn is_told(&self) -> bool {
        self.callback.is_some()
    }

    /// Tells the caller how far it is. Whatever is raised stops the request.
    ///
    /// A request can be gone through more than once; the caller never hears of fewer rows than before, nor of any before
    /// it is known how many there are.
    pub(crate) fn step(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.callback.is_none() && self.looked.elapsed() < BETWEEN_LOOKS {
            return ControlFlow::Continue(());
        }
        self.looked = Instant::now();
        self.told = self.told.max(done);
        let answer = Python::attach(|py| {
            py.check_signals()?;
            match &self.callback {
                Some(callback) if total > 0 => callback.call1(py, (self.told, total)).map(|_| ()),
                _ => Ok(()),
            }
        });
        match answer {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.raised = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// What was raised, if anything.
    pub(crate) fn into_raised(self) -> Option<PyErr> {
        self.raised
    }
}
