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
    looked: Instant,
    raised: Option<PyErr>,
}

impl Watch {
    pub(crate) fn new(callback: Option<Py<PyAny>>) -> Self {
        Self { callback, looked: Instant::now(), raised: None }
    }

    /// Tells the caller how far it is. Whatever is raised stops the request.
    pub(crate) fn step(&mut self, done: usize, total: usize) -> ControlFlow<()> {
        if self.callback.is_none() && self.looked.elapsed() < BETWEEN_LOOKS {
            return ControlFlow::Continue(());
        }
        self.looked = Instant::now();
        let told = Python::attach(|py| {
            py.check_signals()?;
            match &self.callback {
                Some(callback) => callback.call1(py, (done, total)).map(|_| ()),
                None => Ok(()),
            }
        });
        match told {
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
