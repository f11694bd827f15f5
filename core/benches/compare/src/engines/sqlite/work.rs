//! What a request does, row by row: for every user he is found, judged, given a seat or freed of it, and written down.

use super::dialect::{Dialect, Key, Named};
use super::pool::Pool;
use crate::engines::seatbook::options;
use crate::job::{Answer, Job, Verb};
use crate::world::{last_day, today};
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use seatbook_core::Outcome;
use std::collections::HashSet;
use std::iter::Peekable;
use std::vec::IntoIter;

/// Does a job as one durable transaction.
pub fn run<K: Key>(
    connection: &mut Connection,
    dialect: &Dialect<K>,
    job: &Job,
) -> rusqlite::Result<Vec<Answer>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut seats = Seats::open(&transaction, dialect, &job.product, job.verb, job.users.len())?;
    let mut other = match job.verb {
        Verb::Swap => Some(Seats::open(&transaction, dialect, &job.to, Verb::Assign, job.users.len())?),
        _ => None,
    };
    let mut journal = Journal { answers: Vec::new(), users: Vec::new() };
    let mut find = transaction.prepare_cached(dialect.find)?;
    let (mut named, mut strangers) = (K::Named::default(), HashSet::new());
    for id in job.users.iter() {
        let found = find_user(&mut find, id, &seats.pool)?;
        let user = found.as_ref().map(|found| found.user.clone());
        let again = match &user {
            Some(user) => named.again(user),
            None => !strangers.insert(id),
        };
        let twice = Answer { outcome: Outcome::DuplicateInRequest, seat: 0 };
        let answer = match &mut other {
            Some(other) => {
                let there = find_user(&mut find, id, &other.pool)?;
                let (out, into) = if again {
                    (twice, twice)
                } else {
                    swap(&mut seats, other, found.as_ref(), there.as_ref())?
                };
                journal.add(user.clone(), out);
                journal.add(user, into);
                continue;
            }
            None if again => twice,
            None if job.verb == Verb::Revoke => seats.take(found.as_ref())?,
            None => seats.give(found.as_ref())?,
        };
        journal.add(user, answer);
    }
    drop(find);
    if job.verb == Verb::Sync {
        // Seats that are taken back have started: nobody in this request could have had them.
        for holder in holders(&transaction, dialect, &seats.pool)? {
            if !named.again(&holder.user) {
                let answer = seats.take(Some(&holder))?;
                journal.add(Some(holder.user), answer);
            }
        }
    }
    seats.pool.write(&transaction, dialect)?;
    if let Some(other) = &other {
        other.pool.write(&transaction, dialect)?;
    }
    let pools: Vec<&Pool<K>> = std::iter::once(&seats).chain(&other).map(|seats| &seats.pool).collect();
    let answers = journal.write(&transaction, dialect, job.verb, &pools)?;
    drop(pools);
    drop((seats, other));
    transaction.commit()?;
    Ok(answers)
}

/// Both steps or none.
fn swap<K: Key>(
    from: &mut Seats<'_, K>,
    to: &mut Seats<'_, K>,
    found: Option<&Found<K>>,
    there: Option<&Found<K>>,
) -> rusqlite::Result<(Answer, Answer)> {
    let rolled_back = Answer { outcome: Outcome::RolledBack, seat: 0 };
    let has_it_already = there.is_some_and(|there| there.seat.is_some());
    if found.is_some_and(|found| found.seat.is_none()) {
        // There is nothing to swap.
        let not_assigned = from.take(found)?;
        let into = if has_it_already { already(there) } else { not_assigned };
        return Ok((not_assigned, into));
    }
    if has_it_already {
        return Ok((from.take(found)?, already(there)));
    }
    if found.is_some() && to.refuses(there).is_some() {
        return Ok((rolled_back, to.give(there)?));
    }
    Ok((from.take(found)?, to.give(there)?))
}

fn already<K>(there: Option<&Found<K>>) -> Answer {
    let seat = there.and_then(|there| there.seat).unwrap_or(0);
    Answer { outcome: Outcome::AlreadyAssigned, seat }
}

/// A user as a request finds him, with the seat of the product that he holds.
struct Found<K> {
    user: K,
    org: K,
    allowed: bool,
    enabled: bool,
    seat: Option<u32>,
}

fn find_user<K: Key>(
    statement: &mut CachedStatement<'_>,
    id: &str,
    pool: &Pool<K>,
) -> rusqlite::Result<Option<Found<K>>> {
    statement.query_row(params![id, pool.product, pool.roles], found).optional()
}

fn found<K: Key>(row: &rusqlite::Row<'_>) -> rusqlite::Result<Found<K>> {
    let (user, org, allowed) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(Found { user, org, allowed, enabled: row.get(3)?, seat: row.get(4)? })
}

/// Everybody who holds a seat of a pool.
fn holders<K: Key>(
    transaction: &Transaction<'_>,
    dialect: &Dialect<K>,
    pool: &Pool<K>,
) -> rusqlite::Result<Vec<Found<K>>> {
    let mut statement = transaction.prepare_cached(dialect.holders)?;
    statement.query_map([&pool.key], found)?.collect()
}

/// The seats of a product, to be given and taken.
struct Seats<'a, K> {
    pool: Pool<K>,
    /// Whether started seats are given instead of such as are new.
    started: bool,
    /// Free seats that are rows already, next first.
    free: Peekable<IntoIter<u32>>,
    create: CachedStatement<'a>,
    begin: CachedStatement<'a>,
    hold: CachedStatement<'a>,
    release: CachedStatement<'a>,
    first_day: Value,
    last_day: Value,
}

impl<'a, K: Key> Seats<'a, K> {
    fn open(
        transaction: &'a Transaction<'_>,
        dialect: &Dialect<K>,
        product: &str,
        verb: Verb,
        most: usize,
    ) -> rusqlite::Result<Self> {
        let pool = Pool::read(transaction, dialect, product)?;
        let first_day = (dialect.day)(today());
        let free: Vec<u32> = match verb {
            Verb::Reuse if pool.reusable > 0 => transaction
                .prepare_cached(dialect.free_started)?
                .query_map(params![pool.key, first_day, most as i64], |row| row.get(0))?
                .collect::<Result<_, _>>()?,
            Verb::Assign if pool.returned > 0 => transaction
                .prepare_cached(dialect.free_new)?
                .query_map(params![pool.key, most as i64], |row| row.get(0))?
                .collect::<Result<_, _>>()?,
            _ => Vec::new(),
        };
        let release = if pool.fresh { dialect.release_fresh } else { dialect.release };
        Ok(Self {
            pool,
            started: verb == Verb::Reuse,
            free: free.into_iter().peekable(),
            create: transaction.prepare_cached(dialect.create)?,
            begin: transaction.prepare_cached(dialect.begin)?,
            hold: transaction.prepare_cached(dialect.hold)?,
            release: transaction.prepare_cached(release)?,
            first_day,
            last_day: (dialect.day)(last_day()),
        })
    }

    /// Why a user gets no seat.
    fn refuses(&mut self, found: Option<&Found<K>>) -> Option<Outcome> {
        let Some(found) = found else { return Some(Outcome::UserNotFound) };
        if !found.enabled {
            return Some(Outcome::UserDisabled);
        }
        if !self.pool.orgs.contains(&found.org) {
            return Some(Outcome::WrongOrg);
        }
        if found.seat.is_some() {
            return Some(Outcome::AlreadyAssigned);
        }
        if !found.allowed {
            return Some(Outcome::RoleNotAllowed);
        }
        let new = !self.started && self.pool.used < self.pool.quantity;
        (self.free.peek().is_none() && !new).then_some(Outcome::NoSeatLeft)
    }

    fn give(&mut self, found: Option<&Found<K>>) -> rusqlite::Result<Answer> {
        if let Some(outcome) = self.refuses(found) {
            let held = found.and_then(|found| found.seat).filter(|_| outcome == Outcome::AlreadyAssigned);
            return Ok(Answer { outcome, seat: held.unwrap_or(0) });
        }
        let user = found.map(|found| &found.user);
        let pool = &mut self.pool;
        let seat = match self.free.next() {
            Some(seat) if self.started => {
                self.hold.execute(params![pool.key, seat, user])?;
                pool.reusable -= 1;
                seat
            }
            Some(seat) => {
                self.begin.execute(params![pool.key, seat, user, self.first_day, self.last_day])?;
                pool.returned -= 1;
                seat
            }
            None => {
                pool.used += 1;
                let seat = u32::try_from(pool.used).expect("a seat's number");
                let seat_row = params![pool.key, seat, pool.product, user, self.first_day, self.last_day];
                self.create.execute(seat_row)?;
                seat
            }
        };
        pool.started += 1;
        Ok(Answer { outcome: if self.started { Outcome::Reused } else { Outcome::Assigned }, seat })
    }

    fn take(&mut self, found: Option<&Found<K>>) -> rusqlite::Result<Answer> {
        let Some(found) = found else { return Ok(Answer { outcome: Outcome::UserNotFound, seat: 0 }) };
        let Some(seat) = found.seat else { return Ok(Answer { outcome: Outcome::NotAssigned, seat: 0 }) };
        self.release.execute(params![self.pool.key, seat])?;
        self.pool.started -= 1;
        let outcome = if self.pool.fresh {
            self.pool.returned += 1;
            Outcome::Revoked
        } else {
            self.pool.reusable += 1;
            Outcome::ToReusable
        };
        Ok(Answer { outcome, seat })
    }
}

/// The record of a request: an entry for every row, written when all are judged, and only if anything has changed.
/// Nothing is hashed, and nothing makes a user's history quick to find: in this SQLite does less than seatbook.
struct Journal<K> {
    answers: Vec<Answer>,
    /// Users of the answers.
    users: Vec<Option<K>>,
}

/// The number of the next operation.
pub const NEXT: &str = "SELECT coalesce(max(rowid), 0) + 1 FROM operation";

impl<K: Key> Journal<K> {
    fn add(&mut self, user: Option<K>, answer: Answer) {
        self.users.push(user);
        self.answers.push(answer);
    }

    /// Writes it; of a swap, every second row is about the other pool.
    fn write(
        self,
        transaction: &Transaction<'_>,
        dialect: &Dialect<K>,
        verb: Verb,
        pools: &[&Pool<K>],
    ) -> rusqlite::Result<Vec<Answer>> {
        if !self.answers.iter().any(|answer| answer.changed()) {
            return Ok(self.answers);
        }
        let operation: i64 = transaction.prepare_cached(NEXT)?.query_row([], |row| row.get(0))?;
        let mut insert = transaction.prepare_cached(dialect.entry)?;
        let rows = self.users.iter().zip(&self.answers).zip(pools.iter().cycle()).enumerate();
        for (row, ((user, answer), pool)) in rows {
            let outcome = (dialect.outcome)(answer.outcome);
            let entry = params![operation, row as i64, user, pool.product, pool.key, answer.seat, outcome];
            insert.execute(entry)?;
        }
        write_operation(transaction, dialect, operation, verb, &self.answers)?;
        Ok(self.answers)
    }
}

/// Writes down who asked for what, and how it went.
pub fn write_operation<K: Key>(
    transaction: &Transaction<'_>,
    dialect: &Dialect<K>,
    operation: i64,
    verb: Verb,
    answers: &[Answer],
) -> rusqlite::Result<()> {
    let changed = answers.iter().filter(|answer| answer.changed()).count() as i64;
    let (rows, options) = (answers.len() as i64, options());
    transaction.prepare_cached(dialect.operation)?.execute(params![
        operation,
        verb.word(),
        (dialect.day)(today()),
        options.at,
        options.actor.id,
        options.reason,
        rows,
        changed
    ])?;
    Ok(())
}
