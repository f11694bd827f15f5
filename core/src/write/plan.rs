//! Writing down a plan: seats, holdings, and its record in the journal.

use super::seats::{self, Seat};
use crate::error::{Error, Result};
use crate::layout::catalogue::{self, PoolRecord, Sort};
use crate::layout::holdings::{BLOCK, Held, HoldingBlock, Merged};
use crate::layout::journal::{self, Hash, Header, RowsHeader, Tip};
use crate::layout::seats::PoolState;
use crate::plan::{Block, Plan, SeatChange, SeatHolding};
use crate::report::Report;
use crate::request::Options;
use crate::store::Writer;
use std::collections::{BTreeMap, BTreeSet};

/// Sums of the states of the pools that were changed, by pool id.
pub(crate) type States = BTreeMap<String, String>;

/// What became of seats in an operation that is about something else, such as a load: for its record.
pub(crate) struct WrittenSeats {
    pub report: Report,
    /// User numbers of the report's parts.
    pub users: Vec<Vec<u32>>,
    pub states: States,
    /// Products of which seats came free, if anybody waits for anything.
    pub freed: BTreeSet<u32>,
}

/// A plan's changes, without the journal, as a part of an operation.
pub(crate) fn put(writer: &mut dyn Writer, plan: &mut Plan, operation: u64) -> Result<States> {
    super::waiting::put(writer, plan, operation)?;
    let states = put_seats(writer, plan)?;
    // A plan is put once: what it needed that much memory for can go.
    let holdings = std::mem::take(&mut plan.holdings);
    holdings.each_block(|block, changes| put_holdings(writer, plan, block, changes))?;
    Ok(states)
}

fn put_seats(writer: &mut dyn Writer, plan: &mut Plan) -> Result<States> {
    let mut states = States::new();
    let situations = &plan.situations;
    let pool_of = |situation: u32| situations.get(situation as usize).map_or(u32::MAX, |own| own.pool_number);
    let place = |seat: &SeatChange| (pool_of(seat.situation), seat.seat);
    if !plan.seats.is_sorted_by_key(place) {
        plan.seats.sort_by_key(place);
    }
    let mut rest = plan.seats.as_slice();
    while let Some(first) = rest.first() {
        let number = pool_of(first.situation);
        let count = rest.iter().take_while(|seat| pool_of(seat.situation) == number).count();
        let (own, others) = rest.split_at(count);
        let record: PoolRecord = catalogue::record(writer, Sort::Pool, number)?;
        // Of several changes of one seat the last one holds; the sort above kept their order.
        let last = own.iter().zip(own.iter().skip(1).map(Some).chain([None]));
        let seats = last.filter(|(seat, next)| next.is_none_or(|next| next.seat != seat.seat)).filter_map(
            |(seat, _)| {
                let situation = situations.get(seat.situation as usize)?;
                Some(Seat { index: seat.seat, holder: seat.holder, standing: situation.standing })
            },
        );
        seats::put(writer, number, &record.pool, seats)?;
        states.insert(record.pool.id, PoolState::sum(writer, number)?);
        rest = others;
    }
    Ok(states)
}

/// Merges changes of one block of holdings into what is stored.
fn put_holdings(
    writer: &mut dyn Writer,
    plan: &Plan,
    (kind, block, product): Block,
    changes: &[SeatHolding],
) -> Result<()> {
    let old = HoldingBlock::read(writer, kind, block, product)?;
    let mut merged = Merged::new(&old);
    let mut stored = old.held.iter().peekable();
    // Most holders of a block hold on the same terms: these are looked up once.
    let mut last: Option<((u32, u32, u32), u8)> = None;
    for change in changes {
        let low = (change.holder % BLOCK) as u8;
        while let Some(held) = stored.next_if(|held| held.low < low) {
            merged.keep(*held)?;
        }
        stored.next_if(|held| held.low == low);
        let Some(situation) = plan.situations.get(change.situation as usize) else { continue };
        let all = (situation.pool_number, change.sources, change.plans_off);
        let terms = match last {
            Some((same, terms)) if same == all => terms,
            _ => {
                let sources = plan.sources.get(change.sources as usize).map_or(&[][..], Vec::as_slice);
                if sources.is_empty() {
                    return Err(Error::internal("a seat would be held through nothing"));
                }
                let plans_off = plan.plans_off.get(change.plans_off as usize).map_or(&[][..], Vec::as_slice);
                merged.new.terms(situation.pool_number, sources, plans_off)?
            }
        };
        last = Some((all, terms));
        merged.new.held.push(Held { low, terms, seat: change.seat });
    }
    for held in stored {
        merged.keep(*held)?;
    }
    merged.new.write(writer, kind, block, product)
}

/// The plan's record at the end of the journal.
pub(crate) fn record(
    writer: &mut dyn Writer,
    previous: &Tip,
    kind: &str,
    written: WrittenSeats,
    options: &Options,
    body: &Hash,
) -> Result<Report> {
    let WrittenSeats { report, users, states, .. } = written;
    let header = Header {
        rows: Some(RowsHeader::of(&report, &users)),
        pools: states,
        ..Header::new(previous.operation + 1, kind, options)
    };
    let columns = journal::columns(&report, &users);
    journal::append(writer, previous, &header, &columns, body, users.iter().flatten().copied())?;
    Ok(report)
}
