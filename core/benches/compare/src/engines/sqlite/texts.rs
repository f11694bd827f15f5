//! SQLite as most would use it: rows are known by the host's ids, days and outcomes are words that one can read, seats
//! and users have rows and indexes of the kind that a textbook shows.

use super::dialect::{Asks, Dialect, Sets};
use crate::world::World;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use seatbook_core::model::Release;
use std::marker::PhantomData;

const SCHEMA: &str = "
    CREATE TABLE org (id TEXT PRIMARY KEY, parent TEXT REFERENCES org (id));
    CREATE TABLE user (id TEXT PRIMARY KEY, org TEXT NOT NULL REFERENCES org (id), role TEXT NOT NULL,
        country TEXT, enabled INTEGER NOT NULL);
    CREATE TABLE product (id TEXT PRIMARY KEY);
    CREATE TABLE pool (id TEXT PRIMARY KEY, product TEXT NOT NULL REFERENCES product (id),
        org TEXT NOT NULL REFERENCES org (id), quantity INTEGER NOT NULL, fresh INTEGER NOT NULL,
        used INTEGER NOT NULL, started INTEGER NOT NULL, reusable INTEGER NOT NULL, returned INTEGER NOT NULL);
    CREATE INDEX pool_by_product ON pool (product);
    CREATE TABLE pool_role (pool TEXT NOT NULL REFERENCES pool (id), role TEXT NOT NULL, PRIMARY KEY (pool, role));
    CREATE TABLE seat (pool TEXT NOT NULL REFERENCES pool (id), number INTEGER NOT NULL,
        product TEXT NOT NULL REFERENCES product (id), user TEXT REFERENCES user (id),
        started_on TEXT, ends_on TEXT, PRIMARY KEY (pool, number));
    CREATE UNIQUE INDEX held ON seat (user, product) WHERE user IS NOT NULL;
    CREATE INDEX free ON seat (pool, ends_on, number) WHERE user IS NULL;
    CREATE TABLE operation (id INTEGER PRIMARY KEY, verb TEXT NOT NULL, on_day TEXT NOT NULL, at INTEGER NOT NULL,
        actor TEXT NOT NULL, reason TEXT NOT NULL, rows INTEGER NOT NULL, changed INTEGER NOT NULL);
    CREATE TABLE entry (operation INTEGER NOT NULL REFERENCES operation (id), row INTEGER NOT NULL, user TEXT,
        product TEXT, pool TEXT, seat INTEGER, outcome TEXT NOT NULL, PRIMARY KEY (operation, row)) WITHOUT ROWID;
";

/// The text schema.
pub const DIALECT: Dialect<String> = Dialect {
    schema: SCHEMA,
    fill,
    day: |day| Value::Text(day.to_string()),
    outcome: |outcome| Value::Text(outcome.word().to_owned()),
    pool: "SELECT id, product, org, id, quantity, fresh, used, started, reusable, returned
        FROM pool WHERE product = ?1",
    write_pool: "UPDATE pool SET used = ?2, started = ?3, reusable = ?4, returned = ?5 WHERE id = ?1",
    below: "WITH RECURSIVE below (id) AS
            (SELECT ?1 UNION ALL SELECT org.id FROM org JOIN below ON org.parent = below.id)
        SELECT id FROM below",
    free_started: "SELECT number FROM seat
        WHERE pool = ?1 AND user IS NULL AND ends_on >= ?2 ORDER BY ends_on, number LIMIT ?3",
    free_new: "SELECT number FROM seat
        WHERE pool = ?1 AND user IS NULL AND ends_on IS NULL ORDER BY number LIMIT ?2",
    find: "SELECT user.id, user.org, EXISTS (SELECT 1 FROM pool_role WHERE pool = ?3 AND role = user.role),
            user.enabled, seat.number
        FROM user LEFT JOIN seat ON seat.user = user.id AND seat.product = ?2 WHERE user.id = ?1",
    create: "INSERT INTO seat VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    begin: "UPDATE seat SET user = ?3, started_on = ?4, ends_on = ?5 WHERE pool = ?1 AND number = ?2",
    hold: "UPDATE seat SET user = ?3 WHERE pool = ?1 AND number = ?2",
    holders: "SELECT user, '', 1, 1, number FROM seat WHERE pool = ?1 AND user IS NOT NULL",
    release: "UPDATE seat SET user = NULL WHERE pool = ?1 AND number = ?2",
    release_fresh: "UPDATE seat SET user = NULL, started_on = NULL, ends_on = NULL WHERE pool = ?1 AND number = ?2",
    entry: "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    operation: "INSERT INTO operation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    sets: SETS,
    asks: ASKS,
    key: PhantomData,
};

const SETS: Sets = Sets {
    judge: "INSERT INTO judged
        SELECT request.row, user.id, seat.number,
            CASE WHEN request.again THEN 100 WHEN user.id IS NULL THEN 101 WHEN NOT user.enabled THEN 102
                WHEN user.org NOT IN within THEN 103 WHEN seat.number IS NOT NULL THEN 20
                WHEN user.role NOT IN (SELECT role FROM pool_role WHERE pool = ?2) THEN 120 END
        FROM request LEFT JOIN user ON user.id = request.id
            LEFT JOIN seat ON seat.user = user.id AND seat.product = ?1",
    pick_started: "INSERT INTO pick (seat) SELECT number FROM seat
        WHERE pool = ?1 AND user IS NULL AND ends_on >= ?2 ORDER BY ends_on, number LIMIT ?3",
    pick_new: "INSERT INTO pick (seat) SELECT number FROM seat
        WHERE pool = ?1 AND user IS NULL AND ends_on IS NULL ORDER BY number LIMIT ?2",
    create: "INSERT INTO seat SELECT ?1, seat, ?2, user, ?3, ?4 FROM given WHERE new",
    begin: "UPDATE seat SET user = given.user, started_on = ?2, ends_on = ?3
        FROM given WHERE seat.pool = ?1 AND seat.number = given.seat AND NOT given.new",
    hold: "UPDATE seat SET user = given.user FROM given WHERE seat.pool = ?1 AND seat.number = given.seat",
    release: "UPDATE seat SET user = NULL WHERE pool = ?1 AND number IN (SELECT seat FROM taken)",
    release_fresh: "UPDATE seat SET user = NULL, started_on = NULL, ends_on = NULL
        WHERE pool = ?1 AND number IN (SELECT seat FROM taken)",
    entries: "INSERT INTO entry SELECT ?1, row, user, CASE WHEN half THEN ?4 ELSE ?2 END,
            CASE WHEN half THEN ?5 ELSE ?3 END, seat, word
        FROM answer JOIN word USING (outcome) ORDER BY row",
};

const ASKS: Asks = Asks {
    counts: "SELECT quantity, started, quantity - used + returned, reusable FROM pool WHERE product = ?1",
    licences: "SELECT product, pool, number, started_on, ends_on FROM seat WHERE user = ?1 ORDER BY product",
    holders: "SELECT seat.user, pool.id, seat.number, seat.started_on, seat.ends_on
        FROM pool JOIN seat ON seat.pool = pool.id AND seat.number > ?2
        WHERE pool.product = ?1 AND seat.user IS NOT NULL ORDER BY seat.number LIMIT ?3",
    product: "SELECT id FROM product WHERE id = ?1",
    held: "SELECT product FROM seat WHERE user = ?1",
    journal:
        "SELECT DISTINCT operation.id, operation.verb, operation.actor, operation.reason, operation.changed
        FROM entry JOIN operation ON operation.id = entry.operation
        WHERE entry.user = ?1 ORDER BY operation.id DESC LIMIT 100",
    journal_index: "CREATE INDEX IF NOT EXISTS entry_by_user ON entry (user, operation)",
};

fn fill(connection: &mut Connection, world: &World) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let mut orgs = transaction.prepare("INSERT INTO org VALUES (?1, ?2)")?;
    for org in World::orgs() {
        orgs.execute(params![org.id, org.parent])?;
    }
    let mut users = transaction.prepare("INSERT INTO user VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for at in 0..world.users {
        let user = world.user(at);
        users.execute(params![user.id, user.org, user.roles.first(), user.country, user.enabled])?;
    }
    let mut products = transaction.prepare("INSERT INTO product VALUES (?1)")?;
    for product in world.products() {
        products.execute([product.id])?;
    }
    let mut pools = transaction.prepare("INSERT INTO pool VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0)")?;
    let mut roles = transaction.prepare("INSERT INTO pool_role VALUES (?1, ?2)")?;
    for pool in world.pools() {
        let fresh = pool.release == Release::Fresh;
        pools.execute(params![pool.id, pool.product, pool.org, pool.quantity, fresh])?;
        for role in &pool.allowed_roles {
            roles.execute(params![pool.id, role])?;
        }
    }
    drop((orgs, users, products, pools, roles));
    transaction.commit()
}
