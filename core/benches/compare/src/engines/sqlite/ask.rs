//! Questions, as each schema answers them best.

use super::dialect::{Dialect, Key};
use crate::job::Question;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use seatbook_core::IdList;
use std::collections::HashMap;

/// Answers a question; see [`Question`] for what comes back.
pub fn answer<K: Key>(
    connection: &Connection,
    dialect: &Dialect<K>,
    question: &Question,
) -> rusqlite::Result<u64> {
    let asks = &dialect.asks;
    match question {
        Question::Counts(product) => connection
            .prepare_cached(asks.counts)?
            .query_row([product], |row| row.get::<_, i64>(1))
            .map(i64::unsigned_abs),
        Question::Licences(user) => {
            let mut statement = connection.prepare_cached(asks.licences)?;
            statement.query_map([user], read)?.try_fold(0, |sum, row| Ok(sum + u64::from(row? > 0)))
        }
        Question::Coverage { users, products } => coverage(connection, dialect, users, products),
        Question::Journal(user) => {
            let mut statement = connection.prepare_cached(asks.journal)?;
            statement.query_map([user], read)?.try_fold(0, |sum, row| Ok(sum + u64::from(row? > 0)))
        }
    }
}

/// The next page of holders, by seat; a place is the number of the seat before it.
pub fn page<K: Key>(
    connection: &Connection,
    dialect: &Dialect<K>,
    product: &str,
    place: Option<&str>,
) -> rusqlite::Result<(usize, Option<String>)> {
    let after: i64 = place.map_or(0, |place| place.parse().expect("the number of a seat"));
    let mut statement = connection.prepare_cached(dialect.asks.holders)?;
    let mut rows = statement.query(params![product, after, 100])?;
    let (mut count, mut last) = (0, 0_i64);
    while let Some(row) = rows.next()? {
        read(row)?;
        last = row.get(2)?;
        count += 1;
    }
    Ok((count, (count == 100).then(|| last.to_string())))
}

/// Which users have which products: for each product the ids of those who do.
fn coverage<K: Key>(
    connection: &Connection,
    dialect: &Dialect<K>,
    users: &IdList,
    products: &[String],
) -> rusqlite::Result<u64> {
    let mut find = connection.prepare_cached(dialect.asks.product)?;
    let mut places = HashMap::with_capacity(products.len());
    for (place, product) in products.iter().enumerate() {
        places.insert(find.query_row([product], |row| row.get::<_, K>(0))?, place);
    }
    let mut holders = vec![IdList::new(); products.len()];
    let mut held = connection.prepare_cached(dialect.asks.held)?;
    for user in users.iter() {
        let mut rows = held.query([user])?;
        while let Some(row) = rows.next()? {
            if let Some(place) = places.get(&row.get::<_, K>(0)?) {
                holders[*place].push(user);
            }
        }
    }
    Ok(holders.iter().map(|holders| holders.len() as u64).sum())
}

/// Takes every column into values of its own, as a program that wants to show them must; answers how many bytes they are.
fn read(row: &Row<'_>) -> rusqlite::Result<usize> {
    let mut bytes = 0;
    for column in 0..5 {
        bytes += match row.get_ref(column)? {
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().len(),
            _ => 8,
        };
    }
    Ok(bytes)
}
