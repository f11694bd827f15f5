//! Who holds seats, by pool and seat, page by page.

use super::sources::Sources;
use super::{Holder, Page, PageRequest};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue;
use crate::layout::holdings::BLOCK as USERS;
use crate::layout::seats::{BLOCK, NOBODY, PoolState, each_block};
use crate::layout::users::Profiles;
use crate::limits;
use crate::model::Pool;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Whose holders.
#[derive(Clone, Copy)]
pub(crate) enum HolderList<'a> {
    Product(&'a str),
    Pool(&'a str),
}

/// Where a page begins or ends: a pool and a seat in it.
type Place = (u32, u32);

/// A seat that somebody holds.
struct Held {
    place: Place,
    user: u32,
    bucket: u16,
}

/// How many rows a page may have.
pub(crate) fn page_size(page: &PageRequest) -> Result<usize> {
    match page.limit {
        0 => Ok(100),
        limit if limit <= limits::PAGE => Ok(limit),
        limit => {
            Err(Error::new(Status::Limit, format!("a page of {limit} rows is longer than {}", limits::PAGE)))
        }
    }
}

/// One page of a list of holders.
pub(crate) fn page(
    view: View<'_>,
    list: HolderList<'_>,
    on: Day,
    request: &PageRequest,
) -> Result<Page<Holder>> {
    let limit = page_size(request)?;
    let pools = match list {
        HolderList::Product(id) => catalogue::pools_of(view.reader, view.product(id)?, None)?,
        HolderList::Pool(id) => vec![view.pool(id)?],
    };
    let mut pools_by_id = Vec::with_capacity(pools.len());
    for number in pools {
        pools_by_id.push((view.pool_record(number)?.pool, view.pool_state(number)?, number));
    }
    pools_by_id.sort_by(|(one, ..), (other, ..)| one.id.cmp(&other.id));
    let total = pools_by_id.iter().map(|(pool, state, _)| state.held(pool, on)).sum();
    let (from, backwards) = parse(request.cursor.as_deref())?;
    let (rows, more) = if backwards {
        before(view, &pools_by_id, on, from, limit)?
    } else {
        after(view, &pools_by_id, on, from, limit)?
    };
    let place = |held: Option<&Held>| held.map(|held| held.place);
    let (first, last) = (place(rows.first()), place(rows.last()));
    let (is_first, is_last) = if backwards { (!more, false) } else { (from == (0, 0), !more) };
    Ok(Page {
        total,
        next: last.filter(|_| !is_last).map(|(pool, seat)| format!("n{pool}.{}", seat + 1)),
        previous: first.filter(|_| !is_first).map(|(pool, seat)| format!("p{pool}.{seat}")),
        rows: holders(view, &pools_by_id, on, &rows)?,
    })
}

/// A cursor: `n` (go on from here) or `p` (the page before here), position of the pool and seat.
fn parse(cursor: Option<&str>) -> Result<(Place, bool)> {
    let Some(cursor) = cursor else { return Ok(((0, 0), false)) };
    let wrong = || {
        Error::new(
            Status::InvalidArgument,
            format!("`{}` is not a cursor of this list", cursor.escape_debug()),
        )
    };
    let backwards = match cursor.get(..1) {
        Some("n") => false,
        Some("p") => true,
        _ => return Err(wrong()),
    };
    let (pool, seat) = cursor.get(1..).and_then(|rest| rest.split_once('.')).ok_or_else(wrong)?;
    let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
    Ok(((number(pool)?, number(seat)?), backwards))
}

type Pools = [(Pool, PoolState, u32)];

/// Seats of a pool that are held on a day, from a seat on, until `visit` breaks.
fn each_held(
    view: View<'_>,
    pools: &Pools,
    at: u32,
    from: u32,
    on: Day,
    mut visit: impl FnMut(Held) -> ControlFlow<()>,
) -> Result<()> {
    let Some((pool, state, number)) = pools.get(at as usize) else { return Ok(()) };
    let held: Vec<bool> =
        state.buckets.iter().map(|bucket| bucket.standing.on(pool, on).state.is_held()).collect();
    each_block(view.reader, *number, from / BLOCK, |block, seats| {
        for (seat, (user, bucket)) in (block * BLOCK..).zip(&seats.seats) {
            let counts = seat >= from && *user != NOBODY && held.get(usize::from(*bucket)) == Some(&true);
            if counts && visit(Held { place: (at, seat), user: *user, bucket: *bucket }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    })
}

fn after(view: View<'_>, pools: &Pools, on: Day, from: Place, limit: usize) -> Result<(Vec<Held>, bool)> {
    let mut rows = Vec::new();
    for at in from.0..pools.len() as u32 {
        let start = if at == from.0 { from.1 } else { 0 };
        each_held(view, pools, at, start, on, |held| {
            rows.push(held);
            if rows.len() > limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if rows.len() > limit {
            break;
        }
    }
    let more = rows.len() > limit;
    rows.truncate(limit);
    Ok((rows, more))
}

/// The last rows before a place. Walks back block by block.
fn before(view: View<'_>, pools: &Pools, on: Day, to: Place, limit: usize) -> Result<(Vec<Held>, bool)> {
    let mut rows: Vec<Held> = Vec::new();
    for at in (0..=to.0.min((pools.len() as u32).saturating_sub(1))).rev() {
        let next = pools.get(at as usize).map_or(0, |(_, state, _)| state.next);
        let mut end = if at == to.0 { to.1.min(next) } else { next };
        while end > 0 && rows.len() <= limit {
            let start = (end - 1) / BLOCK * BLOCK;
            let mut block = Vec::new();
            each_held(view, pools, at, start, on, |held| {
                if held.place.1 >= end {
                    return ControlFlow::Break(());
                }
                block.push(held);
                ControlFlow::Continue(())
            })?;
            rows.extend(block.into_iter().rev());
            end = start;
        }
    }
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.reverse();
    Ok((rows, more))
}

fn holders(view: View<'_>, pools: &Pools, on: Day, rows: &[Held]) -> Result<Vec<Holder>> {
    let mut products: HashMap<&str, u32> = HashMap::new();
    let mut sources = Sources::default();
    let mut profiles = Profiles::default();
    let mut holders = Vec::with_capacity(rows.len());
    for held in rows {
        let Some((pool, state, _)) = pools.get(held.place.0 as usize) else { continue };
        let Some(bucket) = state.buckets.get(usize::from(held.bucket)) else { continue };
        let product = match products.get(pool.product.as_str()) {
            Some(number) => *number,
            None => {
                let number = view.product(&pool.product)?;
                products.insert(&pool.product, number);
                number
            }
        };
        let holdings = view.holdings(HolderKind::User, held.user / USERS, product)?;
        let own = holdings.get((held.user % USERS) as u8).map_or(&[][..], |(terms, _)| &terms.sources);
        let seen = bucket.standing.on(pool, on);
        holders.push(Holder {
            holder: profiles.get(view.reader, held.user)?.id.clone(),
            product: pool.product.clone(),
            pool: pool.id.clone(),
            seat: held.place.1 + 1,
            state: seen.state,
            started_on: seen.standing.started_on,
            ends_on: seen.ends_on,
            sources: sources.words(view, own)?,
        });
    }
    Ok(holders)
}
