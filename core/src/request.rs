//! What can be asked of a book: rows of operations, and the options that go with every write.

use crate::error::{Error, Result, Status};
use crate::ids::IdList;
use crate::limits;
use crate::term::Day;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) mod json;

/// What a row asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Op {
    /// Give a seat.
    Assign = 1,
    /// Take a seat back.
    Revoke = 2,
    /// Give a started seat that nobody holds.
    Reuse = 3,
    /// Begin the time of an assigned seat.
    Start = 4,
    /// Give a seat of another product for one of this, in one step: nobody is left without either.
    Swap = 5,
    /// Make these the holders: give to those who lack it, take back from everybody else.
    Sync = 6,
    /// Undo an earlier operation, row by row.
    Undo = 7,
    /// Take a wish off the waiting list.
    Cancel = 8,
    /// What another account has becomes this one's. Rows of `merge` say so; it is no item of a request.
    Merge = 9,
}

impl Op {
    /// Every operation on rows.
    pub const ALL: &[Op] =
        &[Op::Assign, Op::Revoke, Op::Reuse, Op::Start, Op::Swap, Op::Sync, Op::Undo, Op::Cancel, Op::Merge];

    /// Its word in JSON, Python and C.
    pub const fn word(self) -> &'static str {
        match self {
            Op::Assign => "assign",
            Op::Revoke => "revoke",
            Op::Reuse => "reuse",
            Op::Start => "start",
            Op::Swap => "swap",
            Op::Sync => "sync",
            Op::Undo => "undo",
            Op::Cancel => "cancel",
            Op::Merge => "merge",
        }
    }

    /// The operation with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|op| *op as u8 == number)
    }
}

/// Which seats an assignment may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum SeatChoice {
    /// Seats that nobody has started.
    #[default]
    New = 0,
    /// Started seats that nobody holds.
    Reuse = 1,
    /// Both, the one with the least days left first.
    Auto = 2,
}

/// Who an item is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Users, each for himself.
    Users(Arc<IdList>),
    /// The members of a group, each with a seat of his own that comes through the group.
    Group {
        /// The group.
        id: String,
        /// Only these of its members, in this order; `None` is all, in the group's order.
        members: Option<Arc<IdList>>,
    },
    /// These groups themselves: each holds one seat of a `group` pool, and its members have access through it.
    HolderGroups(Arc<IdList>),
    /// These orgs themselves: each holds one seat of a `school` or `tenant` pool.
    HolderOrgs(Arc<IdList>),
    /// Everybody who holds a seat of the item's one product (of the pools that it names, if it names any), by pool and
    /// seat, whatever it came through. For taking back and starting.
    Holders,
    /// Whoever holds the seat that the item names, by pool and number. For taking back and starting.
    Seat,
    /// Whoever was concerned by the operation with this number. For undoing.
    Operation(u64),
}

/// One operation on some users and some products: a row for every user and product, user by user.
#[allow(clippy::struct_excessive_bools, reason = "independent marks, each off by default")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is asked.
    pub op: Op,
    /// For whom.
    pub who: Who,
    /// Of which products.
    pub products: Vec<String>,
    /// Only seats of these pools; empty is every pool of the product.
    pub pools: Vec<String>,
    /// Which seats an assignment may take; `reuse` takes started ones whatever stands here.
    pub seat_choice: SeatChoice,
    /// Only a started seat that ends on this day.
    pub ends_on: Option<Day>,
    /// This very seat of the one pool that it names, by number from 1.
    pub seat: Option<u32>,
    /// When giving: exactly these plans are off. `None` leaves a holder's plans as they are, and a new holder's on.
    pub disabled_plans: Option<Vec<String>>,
    /// When giving: who comes first when seats are scarce; the higher, the earlier. Equals go by request order.
    pub priority: i32,
    /// When giving: whoever finds no seat left is kept on the waiting list.
    pub waitlist: bool,
    /// When swapping: the product that takes the place of the item's product.
    pub to: Option<String>,
    /// When making holders the same as a list or group: those who hold through something else keep their seats.
    pub keep_others: bool,
    /// When taking back: whatever the seat came through, instead of only what this item names.
    pub all_sources: bool,
    /// When taking back, instead of naming products: of users everything they have, whatever it came through; of a
    /// group's members everything that came through the group.
    pub everything: bool,
}

impl Item {
    /// An item about users.
    pub fn users<I>(op: Op, users: I, products: &[&str]) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        Self::new(op, Who::Users(Arc::new(users.into_iter().collect())), products)
    }

    /// An item about the members of a group.
    pub fn group(op: Op, group: &str, products: &[&str]) -> Self {
        Self::new(op, Who::Group { id: group.to_owned(), members: None }, products)
    }

    /// An item with nothing chosen.
    pub fn new(op: Op, who: Who, products: &[&str]) -> Self {
        Self {
            op,
            who,
            products: products.iter().map(|id| (*id).to_owned()).collect(),
            pools: Vec::new(),
            seat_choice: SeatChoice::default(),
            ends_on: None,
            seat: None,
            disabled_plans: None,
            priority: 0,
            waitlist: false,
            to: None,
            keep_others: false,
            all_sources: false,
            everything: false,
        }
    }

    /// A swap of one product for another.
    pub fn swap<I>(users: I, from: &str, to: &str) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        Self { to: Some(to.to_owned()), ..Self::users(Op::Swap, users, &[from]) }
    }

    /// The undoing of an operation.
    pub fn undo(operation: u64) -> Self {
        Self::new(Op::Undo, Who::Operation(operation), &[])
    }

    /// What an assignment may take: `reuse` is an assignment from started seats.
    pub fn choice(&self) -> SeatChoice {
        if self.op == Op::Reuse { SeatChoice::Reuse } else { self.seat_choice }
    }
}

/// Rows that are decided together and written in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Its items, in the order in which their rows are answered.
    pub items: Vec<Item>,
}

impl From<Item> for Request {
    fn from(item: Item) -> Self {
        Self { items: vec![item] }
    }
}

/// Whether good rows are kept when others fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Mode {
    /// Every row stands alone.
    #[default]
    BestEffort = 0,
    /// All rows or none.
    Atomic = 1,
}

/// What stands or falls together when the request is not all or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Unit {
    /// Every row stands alone; the two rows of a swap stand together.
    #[default]
    Row = 0,
    /// All rows of one user (group, org) or none.
    User = 1,
}

/// Who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The host's id of the person or program; written to the journal.
    #[serde(default)]
    pub id: String,
    /// `administrator` may do everything, `self` may only give back own seats.
    #[serde(default = "administrator")]
    pub role: String,
}

fn administrator() -> String {
    "administrator".to_owned()
}

impl Actor {
    /// An administrator.
    pub fn administrator(id: &str) -> Self {
        Self { id: id.to_owned(), role: administrator() }
    }

    /// Whether it may do everything.
    pub fn is_administrator(&self) -> bool {
        self.role == "administrator"
    }

    /// Whether it may give back own seats.
    pub fn is_self(&self) -> bool {
        self.role == "self"
    }
}

/// What goes with every write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The day on which it happens. The core never reads a clock.
    pub on: Day,
    /// The instant for the journal, in seconds since 1970-01-01T00:00:00Z; `None` leaves it out.
    pub at: Option<i64>,
    /// Who asks; by default an administrator without a name.
    pub actor: Actor,
    /// Why; written to the journal.
    pub reason: String,
    /// Asking again with the same id and body gives back the first report and changes nothing. Empty: none.
    pub request_id: String,
    /// Whether good rows are kept when others fail.
    pub mode: Mode,
    /// What stands or falls together.
    pub unit: Unit,
    /// Only say what would happen.
    pub dry_run: bool,
    /// Refuse if the book is at another revision.
    pub expected_revision: Option<u64>,
}

impl Options {
    /// The defaults, on a day.
    pub fn on(day: Day) -> Self {
        Self {
            on: day,
            at: None,
            actor: Actor::administrator(""),
            reason: String::new(),
            request_id: String::new(),
            mode: Mode::default(),
            unit: Unit::default(),
            dry_run: false,
            expected_revision: None,
        }
    }

    /// Checks lengths and the actor's role.
    pub fn check(&self) -> Result<()> {
        if self.request_id.len() > limits::REQUEST_ID_BYTES {
            let message = format!("request id is longer than {} bytes", limits::REQUEST_ID_BYTES);
            return Err(Error::new(Status::Limit, message));
        }
        if self.reason.len() > limits::REASON_BYTES {
            return Err(Error::new(
                Status::Limit,
                format!("reason is longer than {} bytes", limits::REASON_BYTES),
            ));
        }
        if self.actor.id.len() > limits::ID_BYTES {
            return Err(Error::new(
                Status::Limit,
                format!("actor id is longer than {} bytes", limits::ID_BYTES),
            ));
        }
        if !self.actor.is_administrator() && !self.actor.is_self() {
            let message = format!("role `{}` may not change the book; `administrator` may", self.actor.role);
            return Err(Error::new(Status::NotAuthorized, message));
        }
        Ok(())
    }
}

/// Told how far a request is: rows done, rows in all. `Break` cancels it.
pub type Progress<'a> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'a;

/// How a caller watches and stops a running request.
#[derive(Default)]
pub struct Hooks<'a> {
    /// Called on the calling thread between batches, never while a write is in progress.
    pub progress: Option<&'a mut Progress<'a>>,
    /// Set from another thread, it stops the request before anything is written.
    pub cancel: Option<&'a AtomicBool>,
}

impl Hooks<'_> {
    /// Whether anybody watches.
    pub fn is_empty(&self) -> bool {
        self.progress.is_none() && self.cancel.is_none()
    }

    /// Reports progress; fails with [`Status::Cancelled`] when the caller wants to stop.
    pub fn step(&mut self, done: usize, total: usize) -> Result<()> {
        // Before it is known how much there is to do there is nothing to tell.
        let told_to_stop =
            total > 0 && self.progress.as_mut().is_some_and(|progress| progress(done, total).is_break());
        if told_to_stop || self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed)) {
            return Err(Error::new(Status::Cancelled, "cancelled by the caller; nothing was written"));
        }
        Ok(())
    }
}
