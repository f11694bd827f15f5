//! SQLite as somebody would use it who knows it well: everything is an integer, users are numbered, a seat is a row whose
//! rowid is its pool and number, indexes are partial, counters are kept in the pool's row.

use super::dialect::{Asks, Dialect, Sets};
use crate::world::{ALLOWED, World};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use seatbook_core::model::Release;
use std::marker::PhantomData;

const SCHEMA: &str = "
    CREATE TABLE org (num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, parent INTEGER);
    CREATE TABLE user (id TEXT PRIMARY KEY, num INTEGER NOT NULL UNIQUE, org INTEGER NOT NULL,
        roles INTEGER NOT NULL, country TEXT, enabled INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE product (num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
    CREATE TABLE pool (num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, product INTEGER NOT NULL UNIQUE,
        org INTEGER NOT NULL, quantity INTEGER NOT NULL, roles INTEGER NOT NULL, fresh INTEGER NOT NULL,
        used INTEGER NOT NULL, started INTEGER NOT NULL, reusable INTEGER NOT NULL, returned INTEGER NOT NULL);
    -- The rowid is pool * 2^32 + number of the seat. Seats that nobody ever had are not there.
    CREATE TABLE seat (id INTEGER PRIMARY KEY, pool INTEGER NOT NULL, product INTEGER NOT NULL, user INTEGER,
        started_on INTEGER, ends_on INTEGER);
    CREATE UNIQUE INDEX held ON seat (user, product) WHERE user IS NOT NULL;
    CREATE INDEX free ON seat (pool, ends_on) WHERE user IS NULL;
    CREATE TABLE operation (num INTEGER PRIMARY KEY, verb INTEGER NOT NULL, on_day INTEGER NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, rows INTEGER NOT NULL,
        changed INTEGER NOT NULL);
    -- The rowid is operation * 2^32 + row.
    CREATE TABLE entry (id INTEGER PRIMARY KEY, user INTEGER, seat INTEGER, outcome INTEGER NOT NULL);
";

/// The integer schema.
pub const DIALECT: Dialect<i64> = Dialect {
    schema: SCHEMA,
    fill,
    day: |day| Value::Integer(day.number().into()),
    outcome: |outcome| Value::Integer((outcome as u8).into()),
    pool: "SELECT num, product, org, roles, quantity, fresh, used, started, reusable, returned
        FROM pool WHERE product = (SELECT num FROM product WHERE id = ?1)",
    write_pool: "UPDATE pool SET used = ?2, started = ?3, reusable = ?4, returned = ?5 WHERE num = ?1",
    below: "WITH RECURSIVE below (num) AS
            (SELECT ?1 UNION ALL SELECT org.num FROM org JOIN below ON org.parent = below.num)
        SELECT num FROM below",
    free_started: "SELECT id & 0xffffffff FROM seat
        WHERE pool = ?1 AND user IS NULL AND ends_on >= ?2 ORDER BY ends_on, id LIMIT ?3",
    free_new: "SELECT id & 0xffffffff FROM seat
        WHERE pool = ?1 AND user IS NULL AND ends_on IS NULL ORDER BY id LIMIT ?2",
    find: "SELECT user.num, user.org, user.roles & ?3 <> 0, user.enabled, seat.id & 0xffffffff
        FROM user LEFT JOIN seat ON seat.user = user.num AND seat.product = ?2 WHERE user.id = ?1",
    create: "INSERT INTO seat VALUES ((?1 << 32) + ?2, ?1, ?3, ?4, ?5, ?6)",
    begin: "UPDATE seat SET user = ?3, started_on = ?4, ends_on = ?5 WHERE id = (?1 << 32) + ?2",
    hold: "UPDATE seat SET user = ?3 WHERE id = (?1 << 32) + ?2",
    holders: "SELECT user, 0, 1, 1, id & 0xffffffff FROM seat
        WHERE id > (?1 << 32) AND id <= (?1 << 32) + 0xffffffff AND user IS NOT NULL",
    release: "UPDATE seat SET user = NULL WHERE id = (?1 << 32) + ?2",
    release_fresh: "UPDATE seat SET user = NULL, started_on = NULL, ends_on = NULL WHERE id = (?1 << 32) + ?2",
    entry: "INSERT INTO entry VALUES ((?1 << 32) + ?2, ?3, (?5 << 32) + ?6, ?7)",
    operation: "INSERT INTO operation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    sets: SETS,
    asks: ASKS,
    key: PhantomData,
};

const SETS: Sets = Sets {
    judge: "INSERT INTO judged
        SELECT request.row, user.num, seat.id & 0xffffffff,
            CASE WHEN request.again THEN 100 WHEN user.num IS NULL THEN 101 WHEN NOT user.enabled THEN 102
                WHEN user.org NOT IN within THEN 103 WHEN seat.id IS NOT NULL THEN 20
                WHEN NOT user.roles & ?2 THEN 120 END
        FROM request LEFT JOIN user ON user.id = request.id
            LEFT JOIN seat ON seat.user = user.num AND seat.product = ?1",
    pick_started: "INSERT INTO pick (seat) SELECT id & 0xffffffff FROM seat
        WHERE pool = ?1 AND user IS NULL AND ends_on >= ?2 ORDER BY ends_on, id LIMIT ?3",
    pick_new: "INSERT INTO pick (seat) SELECT id & 0xffffffff FROM seat
        WHERE pool = ?1 AND user IS NULL AND ends_on IS NULL ORDER BY id LIMIT ?2",
    create: "INSERT INTO seat SELECT (?1 << 32) + seat, ?1, ?2, user, ?3, ?4 FROM given WHERE new",
    begin: "UPDATE seat SET user = given.user, started_on = ?2, ends_on = ?3
        FROM given WHERE seat.id = (?1 << 32) + given.seat AND NOT given.new",
    hold: "UPDATE seat SET user = given.user FROM given WHERE seat.id = (?1 << 32) + given.seat",
    release: "UPDATE seat SET user = NULL WHERE id IN (SELECT (?1 << 32) + seat FROM taken)",
    release_fresh: "UPDATE seat SET user = NULL, started_on = NULL, ends_on = NULL
        WHERE id IN (SELECT (?1 << 32) + seat FROM taken)",
    entries: "INSERT INTO entry SELECT (?1 << 32) + row, user,
            (CASE WHEN half THEN ?5 ELSE ?3 END << 32) + seat, outcome FROM answer ORDER BY row",
};

const ASKS: Asks = Asks {
    counts: "SELECT quantity, started, quantity - used + returned, reusable
        FROM pool WHERE product = (SELECT num FROM product WHERE id = ?1)",
    licences: "SELECT product.id, pool.id, seat.id & 0xffffffff, seat.started_on, seat.ends_on
        FROM user JOIN seat ON seat.user = user.num JOIN product ON product.num = seat.product
            JOIN pool ON pool.num = seat.pool WHERE user.id = ?1 ORDER BY product.id",
    holders: "SELECT user.id, pool.id, seat.id & 0xffffffff, seat.started_on, seat.ends_on
        FROM pool JOIN seat ON seat.id > (pool.num << 32) + ?2 AND seat.id <= (pool.num << 32) + 0xffffffff
            JOIN user ON user.num = seat.user
        WHERE pool.product = (SELECT num FROM product WHERE id = ?1) ORDER BY seat.id LIMIT ?3",
    product: "SELECT num FROM product WHERE id = ?1",
    held: "SELECT seat.product FROM user JOIN seat ON seat.user = user.num WHERE user.id = ?1",
    journal:
        "SELECT DISTINCT operation.num, operation.verb, operation.actor, operation.reason, operation.changed
        FROM entry JOIN operation ON operation.num = entry.id >> 32
        WHERE entry.user = (SELECT num FROM user WHERE id = ?1) ORDER BY operation.num DESC LIMIT 100",
    journal_index: "CREATE INDEX IF NOT EXISTS entry_by_user ON entry (user)",
};

/// Words of roles as bits.
fn bits<'a>(roles: impl IntoIterator<Item = &'a str>) -> i64 {
    let bit = |role: &str| match role {
        "student" => 1,
        "teacher" => 2,
        _ => 4,
    };
    roles.into_iter().map(bit).fold(0, |all, bit| all | bit)
}

fn fill(connection: &mut Connection, world: &World) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let mut orgs = transaction.prepare(
        "INSERT INTO org (id, parent) VALUES (?1, (SELECT num FROM org WHERE id = ?2)) RETURNING num",
    )?;
    let mut numbers = std::collections::HashMap::new();
    for org in World::orgs() {
        let number: i64 = orgs.query_row(params![org.id, org.parent], |row| row.get(0))?;
        numbers.insert(org.id, number);
    }
    let mut users = transaction.prepare("INSERT INTO user VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for at in 0..world.users {
        let user = world.user(at);
        let roles = bits(user.roles.iter().map(String::as_str));
        users.execute(params![user.id, at, numbers.get(&user.org), roles, user.country, user.enabled])?;
    }
    let mut products = transaction.prepare("INSERT INTO product (id) VALUES (?1)")?;
    for product in world.products() {
        products.execute([product.id])?;
    }
    let mut pools = transaction.prepare(
        "INSERT INTO pool (id, product, org, quantity, roles, fresh, used, started, reusable, returned)
         VALUES (?1, (SELECT num FROM product WHERE id = ?2), ?3, ?4, ?5, ?6, 0, 0, 0, 0)",
    )?;
    for pool in world.pools() {
        let (org, fresh) = (numbers.get(&pool.org), pool.release == Release::Fresh);
        pools.execute(params![pool.id, pool.product, org, pool.quantity, bits(ALLOWED), fresh])?;
    }
    drop((orgs, users, products, pools));
    transaction.commit()
}
