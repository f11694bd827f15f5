//! Keys of seats, in blocks: a pool of a hundred thousand keys costs a request only the keys of the seats it names.

use super::catalogue::{self, PoolRecord, Sort};
use super::codec::{Input, Output};
use super::seats::BLOCK;
use super::{journal, keys};
use crate::error::Result;
use crate::report::Rows;
use crate::store::{Direction, Reader, Span, Table, Writer};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Replaces the keys of a pool.
pub(crate) fn put(writer: &mut dyn Writer, pool: u32, all: &[String]) -> Result<()> {
    let mut stale = Vec::new();
    let prefix = keys::numbers(b'k', &[pool]);
    writer.scan(Table::Catalogue, &Span::prefix(&prefix), Direction::Forward, &mut |key, _| {
        stale.push(key.to_vec());
        Ok(ControlFlow::Continue(()))
    })?;
    for key in stale {
        writer.remove(Table::Catalogue, &key)?;
    }
    for (block, some) in (0_u32..).zip(all.chunks(BLOCK as usize)) {
        let mut value = Vec::new();
        for key in some {
            value.put_text(key);
        }
        writer.put(Table::Catalogue, &keys::numbers(b'k', &[pool, block]), &value)?;
    }
    Ok(())
}

/// SHA-256 of keys, in hex; empty without keys.
pub(crate) fn hash(keys: &[String]) -> String {
    if keys.is_empty() {
        return String::new();
    }
    let mut sum = Sha256::new();
    for key in keys {
        sum.update((key.len() as u64).to_be_bytes());
        sum.update(key);
    }
    journal::hex(&sum.finalize().into())
}

/// All keys of a pool.
pub(crate) fn all(reader: &dyn Reader, pool: u32) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for at in 0_u32.. {
        let some = block(reader, pool, at)?;
        if some.is_empty() {
            break;
        }
        all.extend(some);
    }
    Ok(all)
}

/// The key of a seat, if its pool has one for it.
pub(crate) fn get(reader: &dyn Reader, pool: u32, seat: u32) -> Result<Option<String>> {
    let keys = block(reader, pool, seat / BLOCK)?;
    Ok(keys.into_iter().nth((seat % BLOCK) as usize))
}

fn block(reader: &dyn Reader, pool: u32, block: u32) -> Result<Vec<String>> {
    let Some(value) = reader.get(Table::Catalogue, &keys::numbers(b'k', &[pool, block]))? else {
        return Ok(Vec::new());
    };
    let mut input = Input::new(&value);
    let mut keys = Vec::new();
    while !input.is_empty() {
        keys.push(input.text()?.to_owned());
    }
    Ok(keys)
}

/// Gives the rows of a report the keys of the seats that they name.
pub(crate) fn fill(reader: &dyn Reader, rows: &mut Rows) -> Result<()> {
    for at in 0..rows.pools.len() {
        let Some(name) = rows.pools.get(at) else { continue };
        let Some(number) = catalogue::number(reader, Sort::Pool, &name.id)? else { continue };
        if catalogue::record::<PoolRecord>(reader, Sort::Pool, number)?.keys == 0 {
            continue;
        }
        let is_own: Vec<bool> = rows.kinds.iter().map(|kind| kind.pool == Some(at as u32)).collect();
        let own =
            rows.kind.iter().zip(&rows.seat).filter(|(kind, _)| is_own.get(**kind as usize) == Some(&true));
        let seats: BTreeSet<u32> = own.filter_map(|(_, seat)| seat.checked_sub(1)).collect();
        let mut found = HashMap::with_capacity(seats.len());
        let mut last: Option<(u32, Vec<String>)> = None;
        for seat in seats {
            let at = seat / BLOCK;
            if last.as_ref().is_none_or(|(known, _)| *known != at) {
                last = Some((at, block(reader, number, at)?));
            }
            if let Some(key) = last.as_ref().and_then(|(_, keys)| keys.get((seat % BLOCK) as usize)) {
                found.insert(seat, key.clone());
            }
        }
        if let Some(name) = rows.pools.get_mut(at) {
            name.keys = Arc::new(found);
        }
    }
    Ok(())
}
