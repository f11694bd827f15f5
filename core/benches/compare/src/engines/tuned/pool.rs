//! A pool's row, and the seats of it that are free.

use crate::world::today;
use rusqlite::{Transaction, params};
use std::collections::HashSet;

/// A pool's terms and counters.
pub struct Pool {
    pub num: i64,
    pub product: i64,
    pub org: i64,
    pub quantity: i64,
    pub roles: i64,
    pub fresh: bool,
    pub used: i64,
    pub started: i64,
    pub reusable: i64,
    pub returned: i64,
    /// The orgs whose users may have seats.
    pub orgs: HashSet<i64>,
}

impl Pool {
    pub fn read(transaction: &Transaction<'_>, product: &str) -> rusqlite::Result<Self> {
        let mut pool = transaction
            .prepare_cached(
                "SELECT num, product, org, quantity, roles, fresh, used, started, reusable, returned
                 FROM pool WHERE product = (SELECT num FROM product WHERE id = ?1)",
            )?
            .query_row([product], |row| {
                Ok(Self {
                    num: row.get(0)?,
                    product: row.get(1)?,
                    org: row.get(2)?,
                    quantity: row.get(3)?,
                    roles: row.get(4)?,
                    fresh: row.get(5)?,
                    used: row.get(6)?,
                    started: row.get(7)?,
                    reusable: row.get(8)?,
                    returned: row.get(9)?,
                    orgs: HashSet::new(),
                })
            })?;
        let mut below = transaction.prepare_cached(
            "WITH RECURSIVE below (num) AS
                (SELECT ?1 UNION ALL SELECT org.num FROM org JOIN below ON org.parent = below.num)
             SELECT num FROM below",
        )?;
        pool.orgs = below.query_map([pool.org], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(pool)
    }

    pub fn write(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        transaction
            .prepare_cached(
                "UPDATE pool SET used = ?2, started = ?3, reusable = ?4, returned = ?5 WHERE num = ?1",
            )?
            .execute(params![self.num, self.used, self.started, self.reusable, self.returned])?;
        Ok(())
    }

    /// Seats of the pool that are there and free: started ones by end, or those that are as new, by number.
    pub fn free(
        &self,
        transaction: &Transaction<'_>,
        started: bool,
        most: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        if most == 0 || (if started { self.reusable } else { self.returned }) == 0 {
            return Ok(Vec::new());
        }
        let mut free = transaction.prepare_cached(if started {
            "SELECT id FROM seat WHERE pool = ?1 AND user IS NULL AND ends_on >= ?2 ORDER BY ends_on, id LIMIT ?3"
        } else {
            "SELECT id FROM seat WHERE pool = ?1 AND user IS NULL AND ends_on IS NULL AND ?2 ORDER BY id LIMIT ?3"
        })?;
        let found = free.query_map(params![self.num, day(), most as i64], |row| row.get(0))?;
        found.collect()
    }
}

pub fn day() -> i32 {
    today().number()
}
