//! What an engine is asked to do, and what it answers: the same for all, so that they can be compared.

use seatbook_core::{Class, IdList, Outcome, Report};
use std::sync::Arc;

/// What is done to every user of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// Give a seat that was never started.
    Assign,
    /// Take the seat back.
    Revoke,
    /// Give a seat that is started and free.
    Reuse,
    /// Give a seat of another product for the one of this.
    Swap,
    /// Make these users the holders.
    Sync,
}

impl Verb {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Revoke => "revoke",
            Self::Reuse => "reuse",
            Self::Swap => "swap",
            Self::Sync => "sync",
        }
    }
}

/// What an engine is asked. What comes back is a number that must be the same for all engines.
#[derive(Clone, Debug)]
pub enum Question {
    /// Seats of a product: how many are held.
    Counts(String),
    /// What a user has: how many products.
    Licences(String),
    /// Which of some users have which products: how many pairs there are.
    Coverage { users: IdList, products: Vec<String> },
    /// The newest operations that name a user, at most 100: how many.
    Journal(String),
}

/// One request.
#[derive(Clone, Debug)]
pub struct Job {
    pub verb: Verb,
    pub product: String,
    /// When swapping: the product that takes the other's place.
    pub to: String,
    pub users: Arc<IdList>,
}

impl Job {
    pub fn new(verb: Verb, product: &str, users: &Arc<IdList>) -> Self {
        Self { verb, product: product.to_owned(), to: String::new(), users: Arc::clone(users) }
    }

    pub fn swap(product: &str, to: &str, users: &Arc<IdList>) -> Self {
        Self { to: to.to_owned(), ..Self::new(Verb::Swap, product, users) }
    }
}

/// What became of a row: its outcome, and the number of the seat that it gave or found, 0 for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub outcome: Outcome,
    pub seat: u32,
}

impl Answer {
    /// Whether the row took effect.
    pub fn changed(self) -> bool {
        self.outcome.class() == Class::Changed
    }
}

/// What a job answers: a row for every user, in request order.
#[allow(clippy::large_enum_variant, reason = "there is one for a whole job")]
pub enum Reply {
    Report(Report),
    Rows(Vec<Answer>),
}

/// What one gets who reads every row once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub rows: usize,
    /// Rows that took effect, and that were so already.
    pub changed: usize,
    pub unchanged: usize,
    /// The sum of the seats' numbers.
    pub seats: u64,
    /// Depends on every outcome and seat and their order.
    pub checksum: u64,
}

impl Tally {
    fn add(&mut self, answer: Answer) {
        self.rows += 1;
        self.changed += usize::from(answer.changed());
        self.unchanged += usize::from(answer.outcome.class() == Class::Unchanged);
        self.seats += u64::from(answer.seat);
        let word = u64::from(answer.outcome as u8) << 32 | u64::from(answer.seat);
        self.checksum = self.checksum.rotate_left(5).wrapping_add(word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Reply {
    /// Reads every row. It belongs to the time of a job: a report that nobody reads is of no use.
    pub fn read(&self) -> Tally {
        let mut tally = Tally::default();
        match self {
            Self::Report(report) => {
                for row in report.rows() {
                    let seat = row.seat().map_or(0, |seat| seat.number);
                    tally.add(Answer { outcome: row.outcome(), seat });
                }
            }
            Self::Rows(rows) => rows.iter().for_each(|answer| tally.add(*answer)),
        }
        tally
    }

    /// Every row, for comparing.
    pub fn rows(&self) -> Vec<Answer> {
        match self {
            Self::Report(report) => report
                .rows()
                .map(|row| Answer { outcome: row.outcome(), seat: row.seat().map_or(0, |seat| seat.number) })
                .collect(),
            Self::Rows(rows) => rows.clone(),
        }
    }
}
