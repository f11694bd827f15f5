//! Loading pools: their terms, and how many seats they have.

use super::{Fate, Loading};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, PoolRecord, Sort};
use crate::layout::seats::{BLOCK, NOBODY, PoolState, each_block};
use crate::layout::{holdings, seat_keys};
use crate::load::{Entity, Tally};
use crate::model::{Pool, PoolKind, check_country, check_id, check_text};
use crate::seat::{SeatState, Standing};
use crate::write::seats::{self, Seat};
use std::ops::ControlFlow;

impl Loading<'_> {
    pub(super) fn pools(&mut self, pools: &[Pool]) -> Result<Tally> {
        self.each(Entity::Pool, pools, |pool| &pool.id, Self::pool)
    }

    fn pool(&mut self, pool: &Pool) -> Result<Fate> {
        let mut pool = pool.clone();
        if pool.kind == PoolKind::Single && pool.quantity.is_none() {
            pool.quantity = Some(1);
        }
        let known = catalogue::number(self.writer, Sort::Pool, &pool.id)?;
        let old = known
            .map(|number| catalogue::record::<PoolRecord>(self.writer, Sort::Pool, number))
            .transpose()?;
        let keys_stay = old.as_ref().is_some_and(|old| old.keys_hash == seat_keys::hash(&pool.keys));
        check(&pool, keys_stay)?;
        let record = self.record(&pool)?;
        if old.as_ref() == Some(&record) {
            return Ok(Fate::Unchanged);
        }
        self.check_code(&pool, known)?;
        crate::activation::guard::check(self.writer, known, old.as_ref(), Some(&record))?;
        let number = match (&old, known) {
            (Some(old), Some(number)) => {
                self.change_terms(number, old, &record)?;
                catalogue::remove_pool_index(self.writer, old, number)?;
                number
            }
            _ => self.number(Sort::Pool, &pool.id)?.0,
        };
        let old_code = old.as_ref().and_then(|old| old.pool.license_code.as_deref());
        catalogue::put_code(self.writer, old_code, pool.license_code.as_deref(), number)?;
        catalogue::put(self.writer, Sort::Pool, number, &record)?;
        catalogue::put_pool_index(self.writer, &record, number)?;
        if old.as_ref().map(|old| &old.keys_hash) != Some(&record.keys_hash) {
            seat_keys::put(self.writer, number, &pool.keys)?;
        }
        self.supplied.insert(record.product);
        self.remember(Entity::Pool, &record)?;
        Ok(if old.is_some() { Fate::Updated } else { Fate::Created })
    }

    fn record(&mut self, pool: &Pool) -> Result<PoolRecord> {
        let unknown = |status, what: &str, id: &str| {
            Error::new(status, format!("{what} `{id}` of pool `{}` is not in the book", pool.id))
        };
        let product = catalogue::number(self.writer, Sort::Product, &pool.product)?;
        let org = catalogue::number(self.writer, Sort::Org, &pool.org)?;
        Ok(PoolRecord {
            pool: Pool { keys: Vec::new(), ..pool.clone() },
            keys: pool.keys.len(),
            keys_hash: seat_keys::hash(&pool.keys),
            product: product.ok_or_else(|| unknown(Status::UnknownProduct, "product", &pool.product))?,
            org: org.ok_or_else(|| unknown(Status::UnknownOrg, "org", &pool.org))?,
        })
    }

    fn check_code(&mut self, pool: &Pool, known: Option<u32>) -> Result<()> {
        let Some(code) = &pool.license_code else { return Ok(()) };
        match catalogue::pool_with_code(self.writer, code)? {
            Some(other) if Some(other) != known => {
                let other: PoolRecord = catalogue::record(self.writer, Sort::Pool, other)?;
                let message = format!("licence code `{code}` belongs to pool `{}` already", other.pool.id);
                Err(Error::new(Status::Duplicate, message).with("pool", other.pool.id))
            }
            _ => Ok(()),
        }
    }

    /// Fits the seats of a pool to its new terms.
    fn change_terms(&mut self, number: u32, old: &PoolRecord, new: &PoolRecord) -> Result<()> {
        let mut state = PoolState::read(self.writer, number)?;
        if moves(old, new) && state.next > 0 {
            let message = format!(
                "seats of pool `{}` have been handed out; its product and kind stay as they are: load another pool",
                new.pool.id
            );
            return Err(Error::new(Status::InUse, message));
        }
        let held = state.held(&new.pool, self.day);
        if let Some(quantity) = new.pool.quantity.map(u64::from).filter(|quantity| *quantity < held) {
            let over = held - quantity;
            let message = format!(
                "pool `{}` has {held} seats in use, {over} too many for {quantity}: take {over} back first",
                new.pool.id
            );
            return Err(Error::new(Status::InUse, message).with("in_use", held).with("too_many", over));
        }
        if times_differ(&old.pool, &new.pool) && self.write_down_dates(&mut state, &old.pool) {
            state.write(self.writer, number)?;
        }
        self.withdraw(number, &state, new)?;
        self.states.insert(new.pool.id.clone(), PoolState::sum(self.writer, number)?);
        Ok(())
    }

    /// What the dates have brought about under the old terms stays so under the new ones.
    fn write_down_dates(&self, state: &mut PoolState, old: &Pool) -> bool {
        let before = state.clone();
        state.fresh = state.fresh.on(old, self.day).standing;
        for bucket in &mut state.buckets {
            bucket.standing = bucket.standing.on(old, self.day).standing;
        }
        *state != before
    }

    /// Takes surplus seats out of a pool that was made smaller: new ones first, then reusable, retired and ended ones.
    fn withdraw(&mut self, number: u32, state: &PoolState, new: &PoolRecord) -> Result<()> {
        let Some(quantity) = new.pool.quantity else { return Ok(()) };
        let counted = u64::from(state.next) - state.count(SeatState::Withdrawn);
        let mut surplus = counted.saturating_sub(u64::from(quantity));
        let mut order: Vec<(u8, std::cmp::Reverse<Option<crate::Day>>, u16)> = Vec::new();
        for (at, bucket) in (0_u16..).zip(&state.buckets) {
            let seen = bucket.standing.on(&new.pool, self.day);
            let rank = match seen.state {
                SeatState::New => 0,
                SeatState::Reusable => 1,
                SeatState::Retired => 2,
                SeatState::Expired => 3,
                _ => continue,
            };
            order.push((rank, std::cmp::Reverse(seen.ends_on), at));
        }
        order.sort_unstable();
        let mut gone: Vec<Seat> = Vec::new();
        for (_, _, bucket) in order {
            if surplus == 0 {
                break;
            }
            let mut found = Vec::new();
            each_block(self.writer, number, 0, |block, seats| {
                let own = (block * BLOCK..).zip(&seats.seats).filter(|(_, (_, own))| *own == bucket);
                found.extend(own.map(|(index, (holder, _))| (index, *holder)));
                Ok(ControlFlow::Continue(()))
            })?;
            let take = found.len().min(usize::try_from(surplus).unwrap_or(usize::MAX));
            surplus -= take as u64;
            for (index, holder) in found.into_iter().rev().take(take) {
                // A seat that has ended may still be what its last holder is shown to have had.
                if let Some(kind) = new.pool.kind.holder().filter(|_| holder != NOBODY) {
                    holdings::forget(self.writer, kind, holder, new.product, (number, index))?;
                }
                gone.push(Seat { index, holder: NOBODY, standing: Standing::undated(SeatState::Withdrawn) });
            }
        }
        gone.sort_by_key(|seat| seat.index);
        if gone.is_empty() { Ok(()) } else { seats::put(self.writer, number, &new.pool, gone.into_iter()) }
    }
}

/// Whether the seats of a pool become seats of something else. One seat or several, seats for users are the same sort.
fn moves(old: &PoolRecord, new: &PoolRecord) -> bool {
    let for_users = |kind| matches!(kind, PoolKind::Single | PoolKind::Volume);
    let same_kind = old.pool.kind == new.pool.kind || (for_users(old.pool.kind) && for_users(new.pool.kind));
    old.product != new.product || !same_kind
}

/// Whether what dates bring about by themselves would come out differently.
fn times_differ(old: &Pool, new: &Pool) -> bool {
    old.delivered_on != new.delivered_on
        || old.start_within != new.start_within
        || old.start_policy != new.start_policy
        || old.starts_on != new.starts_on
        || old.duration != new.duration
}

fn check(pool: &Pool, keys_stay: bool) -> Result<()> {
    check_id("pool", &pool.id)?;
    if keys_stay {
        // A pool that was made smaller keeps the keys of its seats, whose numbers stay as they are.
        Pool { keys: Vec::new(), ..pool.clone() }.check()?;
    } else {
        pool.check()?;
    }
    for text in
        [&pool.license_code, &pool.serial_number, &pool.owner, &pool.purchase_reference].into_iter().flatten()
    {
        check_text("text of a pool", text)?;
    }
    for key in &pool.keys {
        check_text("key", key)?;
    }
    for role in pool.allowed_roles.iter().chain(&pool.self_removal_roles).chain(pool.role_caps.keys()) {
        check_id("role", role)?;
    }
    for country in pool.countries_allowed.iter().chain(&pool.countries_denied) {
        check_country(country)?;
    }
    Ok(())
}
