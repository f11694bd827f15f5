//! What a request does as a few statements over all its users: they are put into a temporary table, judged by a join, and
//! what is given or taken is inserted or updated at once.

use super::dialect::{Dialect, Key};
use super::pool::Pool;
use super::work::{NEXT, write_operation};
use crate::job::{Answer, Job, Verb};
use crate::world::{last_day, today};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use seatbook_core::{IdList, Outcome};
use std::collections::HashSet;

/// What a request is worked on in.
pub const TEMPORARY: &str = "
    CREATE TEMP TABLE request (row INTEGER PRIMARY KEY, id TEXT NOT NULL, again INTEGER NOT NULL);
    -- The orgs whose users may have seats.
    CREATE TEMP TABLE within (org PRIMARY KEY) WITHOUT ROWID;
    -- Who was asked for, the seat that he holds, and the outcome if it is plain before seats are given.
    CREATE TEMP TABLE judged (row INTEGER PRIMARY KEY, user, seat INTEGER, outcome INTEGER);
    CREATE TEMP TABLE source (row INTEGER PRIMARY KEY, user, seat INTEGER, outcome INTEGER);
    -- Seats that are rows already and can be given.
    CREATE TEMP TABLE pick (n INTEGER PRIMARY KEY, seat INTEGER NOT NULL);
    CREATE TEMP TABLE given (row INTEGER PRIMARY KEY, user, seat INTEGER NOT NULL, new INTEGER NOT NULL);
    CREATE TEMP TABLE taken (row INTEGER PRIMARY KEY, seat INTEGER NOT NULL);
    CREATE TEMP TABLE answer (row INTEGER PRIMARY KEY, user, seat INTEGER NOT NULL, outcome INTEGER NOT NULL,
        half INTEGER NOT NULL);
    CREATE TEMP TABLE word (outcome INTEGER PRIMARY KEY, word TEXT NOT NULL);
";

const CLEAR: [&str; 7] = ["request", "judged", "source", "pick", "given", "taken", "answer"];

/// Does a job as one durable transaction.
pub fn run<K: Key>(
    connection: &mut Connection,
    dialect: &Dialect<K>,
    job: &Job,
) -> rusqlite::Result<Vec<Answer>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    ask(&transaction, &job.users)?;
    let mut pool = Pool::read(&transaction, dialect, &job.product)?;
    let mut half = None;
    match job.verb {
        Verb::Assign | Verb::Reuse => {
            judge(&transaction, dialect, &pool)?;
            give(&transaction, dialect, &mut pool, job.verb == Verb::Reuse)?;
            transaction.prepare_cached(ANSWER_GIVEN)?.execute(params![
                number(Outcome::NoSeatLeft),
                number(if job.verb == Verb::Reuse { Outcome::Reused } else { Outcome::Assigned })
            ])?;
        }
        Verb::Revoke => {
            judge(&transaction, dialect, &pool)?;
            transaction.execute_batch(
                "INSERT INTO taken SELECT row, seat FROM judged WHERE seat IS NOT NULL AND outcome <> 100",
            )?;
            let outcome = take(&transaction, dialect, &mut pool)?;
            transaction.prepare_cached(ANSWER_TAKEN)?.execute([number(outcome)])?;
        }
        Verb::Sync => unimplemented!("a list that becomes the holders is only compared row by row"),
        Verb::Swap => half = Some(swap(&transaction, dialect, &mut pool, &job.to)?),
    }
    pool.write(&transaction, dialect)?;
    let answers = read(&transaction)?;
    if answers.iter().any(|answer| answer.changed()) {
        let operation: i64 = transaction.prepare_cached(NEXT)?.query_row([], |row| row.get(0))?;
        let other = half.as_ref().unwrap_or(&pool);
        let names = params![operation, pool.product, pool.key, other.product, other.key];
        let mut entries = transaction.prepare_cached(dialect.sets.entries)?;
        let wanted = entries.parameter_count();
        entries.execute(&names[..wanted])?;
        write_operation(&transaction, dialect, operation, job.verb, &answers)?;
    }
    transaction.commit()?;
    Ok(answers)
}

const fn number(outcome: Outcome) -> u8 {
    outcome as u8
}

/// Puts the users of a request into the temporary table.
fn ask(transaction: &Transaction<'_>, users: &IdList) -> rusqlite::Result<()> {
    for table in CLEAR {
        transaction.prepare_cached(&format!("DELETE FROM temp.{table}"))?.execute([])?;
    }
    let mut words = transaction.prepare_cached("INSERT OR IGNORE INTO word VALUES (?1, ?2)")?;
    for outcome in Outcome::ALL {
        words.execute(params![number(*outcome), outcome.word()])?;
    }
    let mut insert = transaction.prepare_cached("INSERT INTO request VALUES (?1, ?2, ?3)")?;
    let mut named = HashSet::with_capacity(users.len());
    for (row, id) in users.iter().enumerate() {
        insert.execute(params![row as i64, id, !named.insert(id)])?;
    }
    Ok(())
}

/// Judges every user of the request.
fn judge<K: Key>(
    transaction: &Transaction<'_>,
    dialect: &Dialect<K>,
    pool: &Pool<K>,
) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM temp.within")?.execute([])?;
    let mut within = transaction.prepare_cached("INSERT INTO within VALUES (?1)")?;
    for org in &pool.orgs {
        within.execute([org])?;
    }
    transaction.prepare_cached(dialect.sets.judge)?.execute(params![pool.product, pool.roles])?;
    Ok(())
}

const GIVEN: &str = "INSERT INTO given
    SELECT asked.row, asked.user, coalesce(pick.seat, ?1 + asked.n - ?2), pick.seat IS NULL
    FROM (SELECT row, user, row_number() OVER (ORDER BY row) AS n FROM judged WHERE outcome IS NULL) AS asked
        LEFT JOIN pick ON pick.n = asked.n
    WHERE asked.n <= ?2 + ?3";

const ANSWER_GIVEN: &str = "INSERT INTO answer
    SELECT row, judged.user, CASE WHEN outcome = 20 THEN judged.seat ELSE coalesce(given.seat, 0) END,
        coalesce(outcome, CASE WHEN given.row IS NULL THEN ?1 ELSE ?2 END), 0
    FROM judged LEFT JOIN given USING (row)";

const ANSWER_TAKEN: &str = "INSERT INTO answer
    SELECT row, user, coalesce(taken.seat, 0),
        CASE WHEN outcome IN (100, 101) THEN outcome WHEN taken.seat IS NULL THEN 22 ELSE ?1 END, 0
    FROM judged LEFT JOIN taken USING (row)";

/// Gives seats to all who were judged fit, in request order, as long as there are any.
fn give<K: Key>(
    transaction: &Transaction<'_>,
    dialect: &Dialect<K>,
    pool: &mut Pool<K>,
    started: bool,
) -> rusqlite::Result<()> {
    let (first, last) = ((dialect.day)(today()), (dialect.day)(last_day()));
    let picked = if started && pool.reusable > 0 {
        let most: i64 = transaction.query_row("SELECT count(*) FROM request", [], |row| row.get(0))?;
        transaction.prepare_cached(dialect.sets.pick_started)?.execute(params![pool.key, first, most])?
    } else if !started && pool.returned > 0 {
        let most: i64 = transaction.query_row("SELECT count(*) FROM request", [], |row| row.get(0))?;
        transaction.prepare_cached(dialect.sets.pick_new)?.execute(params![pool.key, most])?
    } else {
        0
    };
    let room = if started { 0 } else { pool.quantity - pool.used };
    transaction.prepare_cached(GIVEN)?.execute(params![pool.used, picked as i64, room])?;
    let (given, new): (i64, i64) = transaction
        .prepare_cached("SELECT count(*), coalesce(sum(new), 0) FROM given")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if started {
        transaction.prepare_cached(dialect.sets.hold)?.execute([&pool.key])?;
        pool.reusable -= given;
    } else {
        transaction.prepare_cached(dialect.sets.create)?.execute(params![
            pool.key,
            pool.product,
            first,
            last
        ])?;
        if given > new {
            transaction.prepare_cached(dialect.sets.begin)?.execute(params![pool.key, first, last])?;
        }
        pool.used += new;
        pool.returned -= given - new;
    }
    pool.started += given;
    Ok(())
}

/// Takes the seats in `taken` back; answers what became of them.
fn take<K: Key>(
    transaction: &Transaction<'_>,
    dialect: &Dialect<K>,
    pool: &mut Pool<K>,
) -> rusqlite::Result<Outcome> {
    let release = if pool.fresh { dialect.sets.release_fresh } else { dialect.sets.release };
    let taken = transaction.prepare_cached(release)?.execute([&pool.key])? as i64;
    pool.started -= taken;
    if pool.fresh {
        pool.returned += taken;
        return Ok(Outcome::Revoked);
    }
    pool.reusable += taken;
    Ok(Outcome::ToReusable)
}

/// Both steps or none; answers the other product's pool.
fn swap<K: Key>(
    transaction: &Transaction<'_>,
    dialect: &Dialect<K>,
    from: &mut Pool<K>,
    to: &str,
) -> rusqlite::Result<Pool<K>> {
    let mut to = Pool::read(transaction, dialect, to)?;
    judge(transaction, dialect, from)?;
    transaction.execute_batch("INSERT INTO source SELECT * FROM judged; DELETE FROM temp.judged")?;
    judge(transaction, dialect, &to)?;
    let back = number(Outcome::RolledBack);
    // Who does not have what is to be swapped.
    transaction.execute_batch(
        "UPDATE judged SET outcome = CASE WHEN seat IS NULL THEN 22 ELSE 20 END
         WHERE coalesce(outcome, 0) NOT IN (100, 101) AND row IN (SELECT row FROM source WHERE seat IS NULL)",
    )?;
    give(transaction, dialect, &mut to, false)?;
    transaction.execute_batch(
        "INSERT INTO taken SELECT source.row, source.seat
         FROM source JOIN judged USING (row) LEFT JOIN given USING (row)
         WHERE source.seat IS NOT NULL AND (given.row IS NOT NULL OR judged.outcome = 20)",
    )?;
    let taken = take(transaction, dialect, from)?;
    transaction.prepare_cached(SWAP_TAKEN)?.execute([number(taken), back])?;
    transaction
        .prepare_cached(SWAP_GIVEN)?
        .execute([number(Outcome::NoSeatLeft), number(Outcome::Assigned)])?;
    to.write(transaction, dialect)?;
    Ok(to)
}

const SWAP_TAKEN: &str = "INSERT INTO answer
    SELECT row * 2, user, coalesce(taken.seat, 0),
        CASE WHEN outcome IN (100, 101) THEN outcome WHEN taken.seat IS NOT NULL THEN ?1
            WHEN source.seat IS NULL THEN 22 ELSE ?2 END, 0
    FROM source LEFT JOIN taken USING (row)";

const SWAP_GIVEN: &str = "INSERT INTO answer
    SELECT row * 2 + 1, judged.user, CASE WHEN outcome = 20 THEN judged.seat ELSE coalesce(given.seat, 0) END,
        coalesce(outcome, CASE WHEN given.row IS NULL THEN ?1 ELSE ?2 END), 1
    FROM judged LEFT JOIN given USING (row)";

fn read(transaction: &Transaction<'_>) -> rusqlite::Result<Vec<Answer>> {
    let by_number = |number: u8| Outcome::ALL.iter().copied().find(|outcome| *outcome as u8 == number);
    let mut numbers = [None; 256];
    for number in 0..=u8::MAX {
        numbers[usize::from(number)] = by_number(number);
    }
    let mut answers = transaction.prepare_cached("SELECT outcome, seat FROM answer ORDER BY row")?;
    let rows = answers.query_map([], |row| {
        let number: u8 = row.get(0)?;
        let outcome = numbers[usize::from(number)].expect("a known outcome");
        Ok(Answer { outcome, seat: row.get(1)? })
    })?;
    rows.collect()
}
