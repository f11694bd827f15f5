//! What shall be held differently from what is stored, block by block as it is written down.

use super::slots::Slots;
use crate::layout::holdings::BLOCK;
use crate::seat::HolderKind;
use std::ops::Range;

/// What somebody shall hold of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeatHolding {
    pub kind: HolderKind,
    pub holder: u32,
    pub product: u32,
    /// [`super::pools::NO_SITUATION`] is nothing.
    pub situation: u32,
    pub seat: u32,
    /// Position in [`super::Plan::sources`].
    pub sources: u32,
    /// Position in [`super::Plan::plans_off`].
    pub plans_off: u32,
}

impl SeatHolding {
    fn block(&self) -> Block {
        (self.kind, self.holder / BLOCK, self.product)
    }
}

/// Kind of holder, block and product: the order in which holdings lie.
pub(crate) type Block = (HolderKind, u32, u32);

/// What a plan does to holdings. That of a request stays in its slots until it is written: as a list it would be as large again.
#[derive(Default)]
pub(crate) struct Holdings {
    slots: Vec<Slots>,
    /// Of others than those whom the request names.
    more: Vec<SeatHolding>,
}

impl Holdings {
    /// What slots came to.
    pub(super) fn of(mut slots: Vec<Slots>) -> Self {
        slots.retain(Slots::has_changed);
        Self { slots, more: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.more.is_empty()
    }

    pub(super) fn push(&mut self, holding: SeatHolding) {
        self.more.push(holding);
    }

    /// The set of sources of what somebody of the request shall hold, if that changes.
    pub(super) fn sources_mut(&mut self, kind: HolderKind, holder: u32, product: u32) -> Option<&mut u32> {
        let mut slots = self.slots.iter_mut();
        let own = slots.find(|slots| slots.holder() == kind && slots.product() == product)?;
        let position = own.position(holder)?;
        own.get_mut(position).ok().filter(|slot| slot.changed).map(|slot| &mut slot.sources)
    }

    /// Calls `visit` with each block and what shall be held in it, in ascending order of blocks and of holders.
    pub(crate) fn each_block<E>(
        &self,
        mut visit: impl FnMut(Block, &[SeatHolding]) -> Result<(), E>,
    ) -> Result<(), E> {
        if !self.more.is_empty() {
            let mut all: Vec<SeatHolding> = self.slots.iter().flat_map(Slots::changes).collect();
            all.extend_from_slice(&self.more);
            all.sort_by_key(|holding| (holding.block(), holding.holder));
            return all
                .chunk_by(|one, other| one.block() == other.block())
                .filter_map(|own| Some((own.first()?.block(), own)))
                .try_for_each(|(block, own)| visit(block, own));
        }
        // Products come one after the other; blocks go by holders first.
        let mut blocks: Vec<(Block, &Slots, Range<usize>)> = Vec::new();
        for slots in &self.slots {
            slots.each_block(|block, range| {
                blocks.push(((slots.holder(), block, slots.product()), slots, range));
            });
        }
        blocks.sort_by_key(|(block, ..)| *block);
        let mut own = Vec::new();
        for (block, slots, range) in blocks {
            own.clear();
            own.extend(slots.changes_in(range));
            if !own.is_empty() {
                visit(block, &own)?;
            }
        }
        Ok(())
    }
}
