//! Writing down a plan: seats, holdings, and its record in the journal.

use super::seats::{self, Seat};
use crate::error::{Error, Result};
use crate::layout::catalogue::{self, PoolRecord, Sort};
use crate::layout::holdings::{BLOCK, Held, HoldingBlock, Terms};
use crate::layout::journal::{self, Hash, Header, RowsHeader, Tip};
use crate::plan::{Plan, SeatHolding};
use crate::report::Report;
use crate::request::Options;
use crate::store::Writer;
use std::collections::HashMap;

/// A plan's changes, without the journal.
pub(crate) fn put(writer: &mut dyn Writer, plan: &mut Plan) -> Result<()> {
    put_seats(writer, plan)?;
    // Products come one after the other; keys go by block of users first.
    plan.holdings.sort_by_key(|holding| (holding.user / BLOCK, holding.product, holding.user));
    let mut rest = plan.holdings.as_slice();
    while let Some(first) = rest.first() {
        let key = (first.user / BLOCK, first.product);
        let count = rest.iter().take_while(|holding| (holding.user / BLOCK, holding.product) == key).count();
        let (block, others) = rest.split_at(count);
        put_holdings(writer, plan, key, block)?;
        rest = others;
    }
    Ok(())
}

fn put_seats(writer: &mut dyn Writer, plan: &mut Plan) -> Result<()> {
    let situations = &plan.situations;
    let pool_of = |situation: u32| situations.get(situation as usize).map_or(u32::MAX, |own| own.pool_number);
    plan.seats.sort_by_key(|seat| (pool_of(seat.situation), seat.seat));
    let mut rest = plan.seats.as_slice();
    while let Some(first) = rest.first() {
        let number = pool_of(first.situation);
        let count = rest.iter().take_while(|seat| pool_of(seat.situation) == number).count();
        let (own, others) = rest.split_at(count);
        let record: PoolRecord = catalogue::record(writer, Sort::Pool, number)?;
        // Of several changes of one seat the last one holds; the sort above kept their order.
        let last = own.iter().zip(own.iter().skip(1).map(Some).chain([None]));
        let seats = last.filter(|(seat, next)| next.is_none_or(|next| next.seat != seat.seat)).filter_map(|(seat, _)| {
            let situation = situations.get(seat.situation as usize)?;
            Some(Seat { index: seat.seat, holder: seat.holder, standing: situation.standing })
        });
        seats::put(writer, number, &record.pool, seats)?;
        rest = others;
    }
    Ok(())
}

/// Merges changes of one block of holdings into what is stored.
fn put_holdings(writer: &mut dyn Writer, plan: &Plan, key: (u32, u32), changes: &[SeatHolding]) -> Result<()> {
    let (block, product) = key;
    let old = HoldingBlock::read(writer, block, product)?;
    let mut merged = HoldingBlock::default();
    let mut numbers: HashMap<Terms, u8> = HashMap::new();
    let mut changes = changes.iter().peekable();
    let mut stored = old.held.iter().peekable();
    loop {
        let low = |change: &SeatHolding| (change.user % BLOCK) as u8;
        let take_change = match (stored.peek(), changes.peek()) {
            (None, None) => break,
            (Some(held), Some(change)) => low(change) <= held.low,
            (held, _) => held.is_none(),
        };
        let (at, terms, seat) = if take_change {
            let Some(change) = changes.next() else { break };
            stored.next_if(|held| held.low == low(change));
            let Some(terms) = terms_of(plan, change)? else { continue };
            (low(change), terms, change.seat)
        } else {
            let Some(held) = stored.next() else { break };
            let terms = old.terms.get(usize::from(held.terms)).cloned();
            (held.low, terms.ok_or_else(|| Error::corrupt("a holding has no terms"))?, held.seat)
        };
        let number = match numbers.get(&terms) {
            Some(number) => *number,
            None => {
                let number = u8::try_from(merged.terms.len()).map_err(|_| Error::internal("too many terms in a block"))?;
                merged.terms.push(terms.clone());
                numbers.insert(terms, number);
                number
            }
        };
        merged.held.push(Held { low: at, terms: number, seat });
    }
    merged.write(writer, block, product)
}

/// The terms of a holding as it shall be; `None` if there shall be none.
fn terms_of(plan: &Plan, change: &SeatHolding) -> Result<Option<Terms>> {
    let Some(situation) = plan.situations.get(change.situation as usize) else { return Ok(None) };
    let sources = plan.sources.get(change.sources as usize).cloned().unwrap_or_default();
    if sources.is_empty() {
        return Err(Error::internal("a seat would be held through nothing"));
    }
    Ok(Some(Terms { pool: situation.pool_number, sources }))
}

/// The plan's record at the end of the journal.
pub(crate) fn record(
    writer: &mut dyn Writer,
    previous: &Tip,
    kind: &str,
    report: &Report,
    users: &[Vec<u32>],
    options: &Options,
    body: &Hash,
) -> Result<Tip> {
    let header = Header {
        operation: previous.operation + 1,
        kind: kind.to_owned(),
        on: options.on,
        at: options.at,
        actor: options.actor.id.clone(),
        role: options.actor.role.clone(),
        reason: options.reason.clone(),
        request_id: options.request_id.clone(),
        rows: Some(RowsHeader::of(report, users)),
        load: None,
    };
    let columns = journal::columns(report, users);
    journal::append(writer, previous, &header, &columns, body, users.iter().flatten().copied())
}
