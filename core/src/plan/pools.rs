//! The pools that a plan comes across, and the situations of their seats.

use crate::error::{Error, Result};
use crate::layout::catalogue::{PoolRecord, Roles};
use crate::layout::seats::{BLOCK, Bucket, PoolState, SeatBlock};
use crate::maps::NumberMap;
use crate::seat::{Seen, Standing};
use crate::term::Day;
use crate::view::View;

/// No seat at all.
pub(crate) const NO_SITUATION: u32 = u32::MAX;

/// A pool and a standing, with what the day makes of it: what many seats have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Situation {
    /// Position among the plan's pools.
    pub pool: u32,
    /// The pool's number in the book.
    pub pool_number: u32,
    pub standing: Standing,
    pub seen: Seen,
}

/// A pool with its facts.
pub(crate) struct PoolFacts {
    pub number: u32,
    pub record: PoolRecord,
    pub state: PoolState,
    /// `allowed_roles` as bits.
    pub allowed_roles: u64,
    /// `self_removal_roles` as bits.
    pub self_removal_roles: u64,
    /// Situations of the stored buckets, as far as they came up.
    situations: Vec<u32>,
    /// Seats that this plan frees, with their new situation.
    pub freed: Vec<(u32, u32)>,
}

/// All pools of a plan.
pub(crate) struct Pools {
    pub all: Vec<PoolFacts>,
    pub situations: Vec<Situation>,
    by_number: NumberMap<u32, u32>,
    by_standing: NumberMap<(u32, Standing), u32>,
    /// Blocks of seats with their pool's position, and where they are by pool number and block.
    blocks: Vec<(u32, SeatBlock)>,
    by_block: NumberMap<(u32, u32), usize>,
    last_block: Option<((u32, u32), usize)>,
    roles: Roles,
}

impl Pools {
    pub(crate) fn new(roles: Roles) -> Self {
        Self {
            all: Vec::new(),
            situations: Vec::new(),
            by_number: NumberMap::default(),
            by_standing: NumberMap::default(),
            blocks: Vec::new(),
            by_block: NumberMap::default(),
            last_block: None,
            roles,
        }
    }

    /// The position of a pool, read when it is first asked for.
    pub(crate) fn position(&mut self, view: View<'_>, number: u32) -> Result<u32> {
        if let Some(position) = self.by_number.get(&number) {
            return Ok(*position);
        }
        let record = view.pool_record(number)?;
        let facts = PoolFacts {
            number,
            allowed_roles: self.roles.known(&record.pool.allowed_roles),
            self_removal_roles: self.roles.known(&record.pool.self_removal_roles),
            record,
            state: view.pool_state(number)?,
            situations: Vec::new(),
            freed: Vec::new(),
        };
        let position = self.all.len() as u32;
        self.all.push(facts);
        self.by_number.insert(number, position);
        Ok(position)
    }

    pub(crate) fn pool(&self, position: u32) -> Result<&PoolFacts> {
        self.all
            .get(position as usize)
            .ok_or_else(|| Error::internal("a plan names a pool that it does not have"))
    }

    pub(crate) fn pool_mut(&mut self, position: u32) -> Result<&mut PoolFacts> {
        self.all
            .get_mut(position as usize)
            .ok_or_else(|| Error::internal("a plan names a pool that it does not have"))
    }

    pub(crate) fn situation(&self, number: u32) -> Result<&Situation> {
        self.situations
            .get(number as usize)
            .ok_or_else(|| Error::internal("a plan names a situation that it does not have"))
    }

    /// The situation of seats of a pool with a standing.
    pub(crate) fn situate(&mut self, pool: u32, standing: Standing, day: Day) -> Result<u32> {
        // Whether dates were written down must not matter for anything that is decided.
        let standing = standing.as_decided();
        if let Some(number) = self.by_standing.get(&(pool, standing)) {
            return Ok(*number);
        }
        let facts = self.pool(pool)?;
        let seen = standing.on(&facts.record.pool, day);
        let situation = Situation { pool, pool_number: facts.number, standing, seen };
        let number = self.situations.len() as u32;
        self.situations.push(situation);
        self.by_standing.insert((pool, standing), number);
        Ok(number)
    }

    /// The situation of a seat that is held, as stored.
    pub(crate) fn stored(&mut self, view: View<'_>, pool: u32, seat: u32, day: Day) -> Result<u32> {
        let lost = || Error::corrupt(format!("seat {seat} of pool number {pool} is held but not there"));
        let at = self.block(view, pool, seat / BLOCK)?;
        let (position, block) = self.blocks.get(at).ok_or_else(lost)?;
        let (position, (_, bucket)) = (*position, block.get(seat).ok_or_else(lost)?);
        let facts = self.pool_mut(position)?;
        if facts.situations.len() <= usize::from(bucket) {
            facts.situations.resize(facts.state.buckets.len(), NO_SITUATION);
        }
        match facts.situations.get(usize::from(bucket)).copied() {
            None => Err(lost()),
            Some(NO_SITUATION) => {
                let standing = facts.state.buckets.get(usize::from(bucket)).ok_or_else(lost)?.standing;
                let situation = self.situate(position, standing, day)?;
                if let Some(known) = self.pool_mut(position)?.situations.get_mut(usize::from(bucket)) {
                    *known = situation;
                }
                Ok(situation)
            }
            Some(situation) => Ok(situation),
        }
    }

    /// The situation of all held seats of a pool, if they share one: then no seat needs to be looked at.
    pub(crate) fn all_held_alike(&mut self, view: View<'_>, pool: u32, day: Day) -> Result<Option<u32>> {
        let position = self.position(view, pool)?;
        let facts = self.pool(position)?;
        let held = |bucket: &&Bucket| bucket.count > 0 && bucket.standing.state.is_held();
        let mut held = facts.state.buckets.iter().filter(held).map(|bucket| bucket.standing);
        let only = match (held.next(), held.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        only.map(|standing| self.situate(position, standing, day)).transpose()
    }

    /// The position of a block of seats, read when it is first asked for.
    fn block(&mut self, view: View<'_>, pool: u32, block: u32) -> Result<usize> {
        if let Some((last, at)) = self.last_block
            && last == (pool, block)
        {
            return Ok(at);
        }
        let at = match self.by_block.get(&(pool, block)) {
            Some(at) => *at,
            None => {
                let position = self.position(view, pool)?;
                self.blocks.push((position, view.seats(pool, block)?));
                self.by_block.insert((pool, block), self.blocks.len() - 1);
                self.blocks.len() - 1
            }
        };
        self.last_block = Some(((pool, block), at));
        Ok(at)
    }

    /// Seat blocks are needed no more once holdings are read.
    pub(crate) fn forget_blocks(&mut self) {
        (self.blocks, self.by_block, self.last_block) = (Vec::new(), NumberMap::default(), None);
    }
}
