//! The pools that a plan comes across, and the situations of their seats.

use crate::error::{Error, Result};
use crate::layout::catalogue::{PoolRecord, Roles};
use crate::layout::seats::{BLOCK, PoolState, SeatBlock};
use crate::seat::{Seen, Standing};
use crate::term::Day;
use crate::view::View;
use std::collections::HashMap;

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
    /// Seats that this plan frees, with their new situation.
    pub freed: Vec<(u32, u32)>,
}

/// All pools of a plan.
pub(crate) struct Pools {
    pub all: Vec<PoolFacts>,
    pub situations: Vec<Situation>,
    by_number: HashMap<u32, u32>,
    by_standing: HashMap<(u32, Standing), u32>,
    blocks: HashMap<(u32, u32), SeatBlock>,
    roles: Roles,
}

impl Pools {
    pub(crate) fn new(roles: Roles) -> Self {
        Self {
            all: Vec::new(),
            situations: Vec::new(),
            by_number: HashMap::new(),
            by_standing: HashMap::new(),
            blocks: HashMap::new(),
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
            freed: Vec::new(),
        };
        let position = self.all.len() as u32;
        self.all.push(facts);
        self.by_number.insert(number, position);
        Ok(position)
    }

    pub(crate) fn pool(&self, position: u32) -> Result<&PoolFacts> {
        self.all.get(position as usize).ok_or_else(|| Error::internal("a plan names a pool that it does not have"))
    }

    pub(crate) fn pool_mut(&mut self, position: u32) -> Result<&mut PoolFacts> {
        self.all.get_mut(position as usize).ok_or_else(|| Error::internal("a plan names a pool that it does not have"))
    }

    pub(crate) fn situation(&self, number: u32) -> Result<&Situation> {
        self.situations
            .get(number as usize)
            .ok_or_else(|| Error::internal("a plan names a situation that it does not have"))
    }

    /// The situation of seats of a pool with a standing.
    pub(crate) fn situate(&mut self, pool: u32, standing: Standing, day: Day) -> Result<u32> {
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

    /// The situation of a seat as stored.
    pub(crate) fn stored(&mut self, view: View<'_>, pool: u32, seat: u32, day: Day) -> Result<u32> {
        let position = self.position(view, pool)?;
        let block = seat / BLOCK;
        if !self.blocks.contains_key(&(position, block)) {
            self.blocks.insert((position, block), view.seats(pool, block)?);
        }
        let bucket = self.blocks.get(&(position, block)).and_then(|block| block.get(seat)).map(|(_, bucket)| bucket);
        let standing = bucket
            .and_then(|bucket| self.all.get(position as usize)?.state.buckets.get(usize::from(bucket)))
            .map(|bucket| bucket.standing)
            .ok_or_else(|| Error::corrupt(format!("seat {seat} of pool number {pool} is held but not there")))?;
        self.situate(position, standing, day)
    }

    /// Seat blocks are needed no more once holdings are read.
    pub(crate) fn forget_blocks(&mut self) {
        self.blocks = HashMap::new();
    }
}
