//! Writing down what dates have brought about. Only what seats of a bucket have in common changes: no seat is touched, and for an
//! earlier day everything reads as before.

use crate::advance::{AdvanceReport, Begun};
use crate::error::Result;
use crate::layout::catalogue::{self, PoolRecord, Sort};
use crate::layout::journal::{self, Hash, Header, Tip};
use crate::layout::seats::PoolState;
use crate::request::Options;
use crate::seat::SeatState;
use crate::store::{Reader, Writer};
use crate::term::Day;
use crate::write::plan::States;

/// Writes it down for every pool; answers what began, by pool id, and the states of the pools that changed.
pub(crate) fn put(writer: &mut dyn Writer, day: Day) -> Result<(Vec<Begun>, States)> {
    let (mut all, mut states) = (Vec::new(), States::new());
    for number in pools(writer)? {
        let record: PoolRecord = catalogue::record(writer, Sort::Pool, number)?;
        if record.pool.kind.holder().is_none() {
            continue;
        }
        let mut state = PoolState::read(writer, number)?;
        let Some(begun) = advance(&mut state, &record, day) else { continue };
        state.write(writer, number)?;
        states.insert(begun.pool.clone(), PoolState::sum(writer, number)?);
        if begun.started + begun.reusable > 0 {
            all.push(begun);
        }
    }
    Ok((all, states))
}

/// The numbers of all pools, by id.
fn pools(reader: &dyn Reader) -> Result<Vec<u32>> {
    let mut numbers = Vec::new();
    catalogue::each(reader, Sort::Pool, |_, number| {
        numbers.push(number);
        Ok(())
    })?;
    Ok(numbers)
}

/// `None` if nothing began.
fn advance(state: &mut PoolState, record: &PoolRecord, day: Day) -> Option<Begun> {
    let pool = &record.pool;
    let mut begun = Begun { pool: pool.id.clone(), started: 0, reusable: 0 };
    let mut changed = false;
    if let Some(fresh) = state.fresh.advanced(pool, day) {
        begun.reusable += state.unused(pool.quantity).unwrap_or(0);
        (state.fresh, changed) = (fresh, true);
    }
    for bucket in state.buckets.iter_mut().filter(|bucket| bucket.count > 0) {
        let Some(standing) = bucket.standing.advanced(pool, day) else { continue };
        match standing.state {
            SeatState::Started => begun.started += u64::from(bucket.count),
            _ => begun.reusable += u64::from(bucket.count),
        }
        (bucket.standing, changed) = (standing, true);
    }
    changed.then_some(begun)
}

/// The record at the end of the journal.
pub(crate) fn record(
    writer: &mut dyn Writer,
    previous: &Tip,
    report: &AdvanceReport,
    states: States,
    options: &Options,
    body: &Hash,
) -> Result<Tip> {
    let header = Header {
        advance: Some(report.clone()),
        pools: states,
        ..Header::new(previous.operation + 1, "advance", options)
    };
    journal::append(writer, previous, &header, &[], body, std::iter::empty())
}
