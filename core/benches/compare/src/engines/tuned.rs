//! SQLite as somebody would use it who knows it well: everything is an integer, users are numbered, a seat is a row whose
//! rowid is its pool and number, indexes are partial, counters are kept in the pool's row.

use super::{Engine, Kind, sqlite};
use crate::job::{Job, Reply};
use crate::world::{ALLOWED, World};
use rusqlite::{Connection, params};
use seatbook_core::model::Release;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

mod pool;
mod work;

pub struct Tuned;

struct Opened(RefCell<Connection>);

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
    CREATE TABLE operation (num INTEGER PRIMARY KEY, kind INTEGER NOT NULL, on_day INTEGER NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, rows INTEGER NOT NULL,
        changed INTEGER NOT NULL);
    -- The rowid is operation * 2^32 + row.
    CREATE TABLE entry (id INTEGER PRIMARY KEY, user INTEGER, seat INTEGER, outcome INTEGER NOT NULL);
";

impl Kind for Tuned {
    fn name(&self) -> &'static str {
        "sqlite-tuned"
    }

    fn create(&self, path: &Path, world: &World) {
        let mut connection = sqlite::create(path, SCHEMA);
        fill(&mut connection, world).expect("a filled file");
        sqlite::settle(connection);
    }

    fn open(&self, path: &Path) -> Box<dyn Engine> {
        Box::new(Opened(RefCell::new(sqlite::open(path))))
    }

    fn files(&self, path: &Path) -> Vec<PathBuf> {
        sqlite::files(path)
    }
}

impl Engine for Opened {
    fn run(&self, job: &Job) -> Reply {
        let mut connection = self.0.borrow_mut();
        Reply::Rows(work::run(&mut connection, job).expect("a job done"))
    }
}

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
    let mut schools = Vec::new();
    for org in World::orgs() {
        let number: i64 = orgs.query_row(params![org.id, org.parent], |row| row.get(0))?;
        schools.push((org.id, number));
    }
    let number = |id: &str| schools.iter().find(|(own, _)| own == id).map(|(_, number)| *number);
    let mut users = transaction.prepare(
        "INSERT INTO user (id, num, org, roles, country, enabled) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for at in 0..world.users {
        let user = world.user(at);
        let roles = bits(user.roles.iter().map(String::as_str));
        users.execute(params![user.id, at, number(&user.org), roles, user.country, user.enabled])?;
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
        let fresh = pool.release == Release::Fresh;
        let roles = bits(ALLOWED);
        pools.execute(params![pool.id, pool.product, number(&pool.org), pool.quantity, roles, fresh])?;
    }
    drop((orgs, users, products, pools));
    transaction.commit()
}
