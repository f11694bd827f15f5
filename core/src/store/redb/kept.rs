//! The last committed state, kept open from one question to the next.
//!
//! To begin a read redb takes and gives back locks of the file, four calls of the system: more than a short question
//! costs otherwise. Nobody but this handle can commit when it has the book open for writing, so one beginning is enough
//! until it does. A commit lets go of the state before it is reported; redb frees pages only at a commit, and a reader of
//! the newest state holds back none of them. A book that is open for reading keeps nothing: another process may commit.

use super::read::Inner;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was begun, if anything was since the last commit.
#[derive(Default)]
pub(super) struct Kept(Mutex<Place>);

#[derive(Default)]
struct Place {
    /// How often a state was let go: what was begun before the last time may be too old.
    turn: u64,
    state: Option<State>,
}

/// A committed state, with the number of its session.
#[derive(Clone)]
pub(super) struct State {
    pub(super) serial: u64,
    pub(super) inner: Arc<Inner>,
}

impl Kept {
    fn place(&self) -> MutexGuard<'_, Place> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state that is kept; without one the turn in which another may be begun.
    pub(super) fn get(&self) -> Result<State, u64> {
        let place = self.place();
        place.state.clone().ok_or(place.turn)
    }

    /// Keeps a state that was begun in a turn, if that has not passed.
    pub(super) fn put(&self, turn: u64, state: &State) {
        let mut place = self.place();
        if place.turn == turn && place.state.is_none() {
            place.state = Some(state.clone());
        }
    }

    /// Lets go: whoever asks from now on gets a later state. The caller drops what is answered, or forgets it.
    pub(super) fn take(&self) -> Option<State> {
        let mut place = self.place();
        place.turn += 1;
        place.state.take()
    }

    /// The same where nobody else can look: without the lock, which in a forked child may be held by a thread that is
    /// not there.
    pub(super) fn take_alone(&mut self) -> Option<State> {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).state.take()
    }
}
