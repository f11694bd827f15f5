//! What a request does to the tuned schema.

use super::pool::{Pool, day};
use crate::job::{Answer, Job, Verb};
use crate::world::last_day;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use seatbook_core::Outcome;
use std::collections::HashSet;
use std::iter::Peekable;
use std::vec::IntoIter;

/// Does a job as one durable transaction.
pub fn run(connection: &mut Connection, job: &Job) -> rusqlite::Result<Vec<Answer>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut pool = Seats::open(&transaction, &job.product, job.verb, job.users.len())?;
    let mut other = match job.verb {
        Verb::Swap => Some(Seats::open(&transaction, &job.to, Verb::Assign, job.users.len())?),
        _ => None,
    };
    let mut journal = Journal::begin(&transaction)?;
    let mut find = transaction.prepare_cached(FIND)?;
    let mut named = Named::default();
    for id in job.users.iter() {
        let found = find_user(&mut find, id, pool.pool.product)?;
        let user = found.as_ref().map(|found| found.num);
        if named.again(id, user) {
            for _ in 0..1 + usize::from(other.is_some()) {
                journal.write(user, Answer { outcome: Outcome::DuplicateInRequest, seat: 0 })?;
            }
            continue;
        }
        match &mut other {
            Some(other) => {
                let there = find_user(&mut find, id, other.pool.product)?;
                let (out, into) = swap(&mut pool, other, found, there)?;
                journal.write(user, out)?;
                journal.write(user, into)?;
            }
            None if job.verb == Verb::Revoke => journal.write(user, pool.take(found.as_ref())?)?,
            None => journal.write(user, pool.give(found.as_ref())?)?,
        }
    }
    drop(find);
    pool.pool.write(&transaction)?;
    if let Some(other) = &other {
        other.pool.write(&transaction)?;
    }
    drop((pool, other));
    let answers = journal.end(&transaction, job.verb)?;
    transaction.commit()?;
    Ok(answers)
}

/// Both steps or none.
fn swap(
    from: &mut Seats<'_>,
    to: &mut Seats<'_>,
    found: Option<Found>,
    there: Option<Found>,
) -> rusqlite::Result<(Answer, Answer)> {
    let rolled_back = Answer { outcome: Outcome::RolledBack, seat: 0 };
    if let Some(outcome) = to.refuses(there.as_ref()) {
        return Ok((rolled_back, Answer { outcome, seat: 0 }));
    }
    if found.as_ref().is_none_or(|found| found.seat.is_none()) {
        return Ok((from.take(found.as_ref())?, rolled_back));
    }
    Ok((from.take(found.as_ref())?, to.give(there.as_ref())?))
}

/// A user as a request finds him, with the seat of the product that he holds.
struct Found {
    num: i64,
    org: i64,
    roles: i64,
    enabled: bool,
    seat: Option<i64>,
}

const FIND: &str = "SELECT user.num, user.org, user.roles, user.enabled, seat.id
    FROM user LEFT JOIN seat ON seat.user = user.num AND seat.product = ?2 WHERE user.id = ?1";

fn find_user(statement: &mut CachedStatement<'_>, id: &str, product: i64) -> rusqlite::Result<Option<Found>> {
    statement
        .query_row(params![id, product], |row| {
            Ok(Found {
                num: row.get(0)?,
                org: row.get(1)?,
                roles: row.get(2)?,
                enabled: row.get(3)?,
                seat: row.get(4)?,
            })
        })
        .optional()
}

/// Users that were named before.
#[derive(Default)]
struct Named {
    known: Vec<bool>,
    unknown: HashSet<String>,
}

impl Named {
    fn again(&mut self, id: &str, user: Option<i64>) -> bool {
        let Some(user) = user else { return !self.unknown.insert(id.to_owned()) };
        let at = usize::try_from(user).expect("a number from 0");
        if self.known.len() <= at {
            self.known.resize((at + 1).next_power_of_two(), false);
        }
        std::mem::replace(&mut self.known[at], true)
    }
}

/// The seats of a product, to be given and taken.
struct Seats<'a> {
    pool: Pool,
    /// Whether started seats are given instead of such as are new.
    started: bool,
    /// Free seats that are rows already, next first.
    free: Peekable<IntoIter<i64>>,
    create: CachedStatement<'a>,
    begin: CachedStatement<'a>,
    hold: CachedStatement<'a>,
    release: CachedStatement<'a>,
    dates: (i32, i32),
}

impl<'a> Seats<'a> {
    fn open(
        transaction: &'a Transaction<'_>,
        product: &str,
        verb: Verb,
        most: usize,
    ) -> rusqlite::Result<Self> {
        let pool = Pool::read(transaction, product)?;
        let started = verb == Verb::Reuse;
        let most = if matches!(verb, Verb::Assign | Verb::Reuse) { most } else { 0 };
        let free = pool.free(transaction, started, most)?.into_iter().peekable();
        let release = if pool.fresh {
            "UPDATE seat SET user = NULL, started_on = NULL, ends_on = NULL WHERE id = ?1"
        } else {
            "UPDATE seat SET user = NULL WHERE id = ?1"
        };
        Ok(Self {
            pool,
            started,
            free,
            create: transaction.prepare_cached("INSERT INTO seat VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?,
            begin: transaction
                .prepare_cached("UPDATE seat SET user = ?2, started_on = ?3, ends_on = ?4 WHERE id = ?1")?,
            hold: transaction.prepare_cached("UPDATE seat SET user = ?2 WHERE id = ?1")?,
            release: transaction.prepare_cached(release)?,
            dates: (day(), last_day().number()),
        })
    }

    /// Why a user gets no seat.
    fn refuses(&mut self, found: Option<&Found>) -> Option<Outcome> {
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
        if found.roles & self.pool.roles == 0 {
            return Some(Outcome::RoleNotAllowed);
        }
        let new = !self.started && self.pool.used < self.pool.quantity;
        (self.free.peek().is_none() && !new).then_some(Outcome::NoSeatLeft)
    }

    fn give(&mut self, found: Option<&Found>) -> rusqlite::Result<Answer> {
        let held = found.and_then(|found| found.seat);
        if let Some(outcome) = self.refuses(found) {
            let seat = if outcome == Outcome::AlreadyAssigned { held } else { None };
            return Ok(Answer { outcome, seat: number(seat) });
        }
        let user = found.map(|found| found.num);
        let pool = &mut self.pool;
        let seat = match self.free.next() {
            Some(seat) if self.started => {
                self.hold.execute(params![seat, user])?;
                pool.reusable -= 1;
                seat
            }
            Some(seat) => {
                self.begin.execute(params![seat, user, self.dates.0, self.dates.1])?;
                pool.returned -= 1;
                seat
            }
            None => {
                pool.used += 1;
                let seat = (pool.num << 32) + pool.used;
                self.create.execute(params![
                    seat,
                    pool.num,
                    pool.product,
                    user,
                    self.dates.0,
                    self.dates.1
                ])?;
                seat
            }
        };
        pool.started += 1;
        let outcome = if self.started { Outcome::Reused } else { Outcome::Assigned };
        Ok(Answer { outcome, seat: number(Some(seat)) })
    }

    fn take(&mut self, found: Option<&Found>) -> rusqlite::Result<Answer> {
        let Some(found) = found else { return Ok(Answer { outcome: Outcome::UserNotFound, seat: 0 }) };
        let Some(seat) = found.seat else { return Ok(Answer { outcome: Outcome::NotAssigned, seat: 0 }) };
        self.release.execute([seat])?;
        self.pool.started -= 1;
        let outcome = if self.pool.fresh {
            self.pool.returned += 1;
            Outcome::Revoked
        } else {
            self.pool.reusable += 1;
            Outcome::ToReusable
        };
        Ok(Answer { outcome, seat: number(Some(seat)) })
    }
}

/// The number of a seat in its pool.
fn number(seat: Option<i64>) -> u32 {
    seat.map_or(0, |seat| u32::try_from(seat & 0xffff_ffff).expect("a seat's number"))
}

/// The record of a request: an entry for every row.
struct Journal<'a> {
    operation: i64,
    insert: CachedStatement<'a>,
    answers: Vec<Answer>,
}

impl<'a> Journal<'a> {
    fn begin(transaction: &'a Transaction<'_>) -> rusqlite::Result<Self> {
        let operation = transaction
            .prepare_cached("SELECT coalesce(max(num), 0) + 1 FROM operation")?
            .query_row([], |row| row.get(0))?;
        let insert = transaction.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3, ?4)")?;
        Ok(Self { operation, insert, answers: Vec::new() })
    }

    fn write(&mut self, user: Option<i64>, answer: Answer) -> rusqlite::Result<()> {
        let row = (self.operation << 32) + i64::try_from(self.answers.len()).expect("fewer than 2^63 rows");
        self.insert.execute(params![row, user, answer.seat, answer.outcome as u8])?;
        self.answers.push(answer);
        Ok(())
    }

    fn end(self, transaction: &Transaction<'_>, verb: Verb) -> rusqlite::Result<Vec<Answer>> {
        let rows = i64::try_from(self.answers.len()).expect("fewer than 2^63 rows");
        let changed = self.answers.iter().filter(|answer| (answer.outcome as u8) < 20).count() as i64;
        let options = super::super::seatbook::options();
        transaction
            .prepare_cached("INSERT INTO operation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute(params![
                self.operation,
                verb as u8,
                day(),
                options.at,
                options.actor.id,
                options.reason,
                rows,
                changed
            ])?;
        Ok(self.answers)
    }
}
