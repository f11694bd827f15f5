//! The statements of a schema: everything in which the schemas differ, so that the work itself is written once.

use crate::world::World;
use rusqlite::Connection;
use rusqlite::types::{FromSql, ToSql, Value};
use std::collections::HashSet;
use std::hash::Hash;

/// What a schema knows users, products and pools by.
pub trait Key: FromSql + ToSql + Clone + Eq + Hash + Send + Sync + 'static {
    /// Users that a request has named.
    type Named: Named<Self> + Default;
}

/// Finds users that are named twice.
pub trait Named<K> {
    /// Whether this one was named before.
    fn again(&mut self, key: &K) -> bool;
}

impl Key for i64 {
    type Named = Vec<bool>;
}

impl Named<i64> for Vec<bool> {
    fn again(&mut self, key: &i64) -> bool {
        let at = usize::try_from(*key).expect("a number from 0");
        if self.len() <= at {
            self.resize((at + 1).next_power_of_two(), false);
        }
        std::mem::replace(&mut self[at], true)
    }
}

impl Key for String {
    type Named = HashSet<String>;
}

impl Named<String> for HashSet<String> {
    fn again(&mut self, key: &String) -> bool {
        !self.insert(key.clone())
    }
}

/// A schema. Seats are named by `?1` pool and `?2` number wherever a statement is about one.
pub struct Dialect<K: 'static> {
    pub schema: &'static str,
    pub fill: fn(&mut Connection, &World) -> rusqlite::Result<()>,
    /// A day and an outcome as this schema writes them.
    pub day: fn(seatbook_core::Day) -> Value,
    pub outcome: fn(seatbook_core::Outcome) -> Value,
    /// `?1` product id: pool, product, org, what FIND wants to know of roles, quantity, fresh, used, started, reusable,
    /// returned.
    pub pool: &'static str,
    /// `?1` pool, then the four counters.
    pub write_pool: &'static str,
    /// `?1` org: it and all below it.
    pub below: &'static str,
    /// `?1` pool, `?2` day, `?3` how many: numbers of seats that are started and free, soonest end first.
    pub free_started: &'static str,
    /// `?1` pool, `?2` how many: numbers of seats that were given back as new.
    pub free_new: &'static str,
    /// `?1` user id, `?2` product, `?3` what the pool says of roles: user, org, whether the role is allowed, whether he is
    /// enabled, number of the seat that he holds.
    pub find: &'static str,
    /// Seat, `?3` product, `?4` user, `?5` `?6` first and last day: makes it.
    pub create: &'static str,
    /// Seat, `?3` user, `?4` `?5` first and last day: a seat that is as new.
    pub begin: &'static str,
    /// Seat, `?3` user: one that is started.
    pub hold: &'static str,
    /// `?1` pool: user, org, whether the role is allowed, whether he is enabled, number of the seat, of all holders.
    pub holders: &'static str,
    /// Seat: given back, with its dates.
    pub release: &'static str,
    /// Seat: given back as new.
    pub release_fresh: &'static str,
    /// `?1` operation, `?2` row, `?3` user, `?4` product, `?5` pool, `?6` seat, `?7` outcome.
    pub entry: &'static str,
    /// `?1` operation, `?2` verb, `?3` day, `?4` instant, `?5` actor, `?6` reason, `?7` rows, `?8` changed rows.
    pub operation: &'static str,
    /// The same for many rows at once.
    pub sets: Sets,
    /// Questions.
    pub asks: Asks,
    pub key: std::marker::PhantomData<fn() -> K>,
}

/// Statements over all users of a request, which stand in `request`; see `sets`.
pub struct Sets {
    /// `?1` product, `?2` what the pool says of roles, `?3` whether started seats are wanted: fills `judged`.
    pub judge: &'static str,
    /// `?1` pool, `?2` day, `?3` how many: fills `pick` with free started seats; `?1` `?2` with those that are as new.
    pub pick_started: &'static str,
    pub pick_new: &'static str,
    /// `?1` pool, `?2` product, `?3` `?4` days: rows of `judged` with a seat of `pick`.
    pub create: &'static str,
    pub begin: &'static str,
    pub hold: &'static str,
    /// `?1` pool.
    pub release: &'static str,
    pub release_fresh: &'static str,
    /// `?1` operation, `?2` product, `?3` pool, `?4` product and `?5` pool of the other half of a swap.
    pub entries: &'static str,
}

/// Questions; the numbers of columns that come back do not matter, all are read.
pub struct Asks {
    /// `?1` product id.
    pub counts: &'static str,
    /// `?1` user id.
    pub licences: &'static str,
    /// `?1` product id, `?2` number of the seat after which the page begins, `?3` how many.
    pub holders: &'static str,
    /// `?1` product id: what seats know it by.
    pub product: &'static str,
    /// `?1` user id: the products he holds, as seats know them.
    pub held: &'static str,
    /// `?1` user id.
    pub journal: &'static str,
    /// What makes `journal` quick; not kept while bulk requests are measured.
    pub journal_index: &'static str,
}
