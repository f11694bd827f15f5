//! A pool's row with its counters, read when a request begins and written when it ends.

use super::dialect::{Dialect, Key};
use rusqlite::types::Value;
use rusqlite::{Transaction, params};
use std::collections::HashSet;

/// A pool's terms and counters.
pub struct Pool<K> {
    pub key: K,
    pub product: K,
    /// What a statement wants to know of the roles that may have a seat.
    pub roles: Value,
    pub quantity: i64,
    /// Whether seats that are taken back are as new.
    pub fresh: bool,
    /// Seats that have come into being.
    pub used: i64,
    pub started: i64,
    pub reusable: i64,
    /// Seats that were taken back and are as new.
    pub returned: i64,
    /// The orgs whose users may have seats.
    pub orgs: HashSet<K>,
}

impl<K: Key> Pool<K> {
    /// The pool of a product.
    pub fn read(
        transaction: &Transaction<'_>,
        dialect: &Dialect<K>,
        product: &str,
    ) -> rusqlite::Result<Self> {
        let (mut pool, org): (Self, K) =
            transaction.prepare_cached(dialect.pool)?.query_row([product], |row| {
                let pool = Self {
                    key: row.get(0)?,
                    product: row.get(1)?,
                    roles: row.get(3)?,
                    quantity: row.get(4)?,
                    fresh: row.get(5)?,
                    used: row.get(6)?,
                    started: row.get(7)?,
                    reusable: row.get(8)?,
                    returned: row.get(9)?,
                    orgs: HashSet::new(),
                };
                Ok((pool, row.get(2)?))
            })?;
        let mut below = transaction.prepare_cached(dialect.below)?;
        pool.orgs = below.query_map([org], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(pool)
    }

    /// Writes the counters.
    pub fn write(&self, transaction: &Transaction<'_>, dialect: &Dialect<K>) -> rusqlite::Result<()> {
        let counters = params![self.key, self.used, self.started, self.reusable, self.returned];
        transaction.prepare_cached(dialect.write_pool)?.execute(counters)?;
        Ok(())
    }
}
