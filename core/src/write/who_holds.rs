//! Who holds a seat of anything: asked before somebody leaves the book or is disabled.

use crate::error::Result;
use crate::held::{HeldSeat, HeldSeats};
use crate::layout::holdings::{self, BLOCK};
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use std::collections::BTreeSet;

/// A seat with its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Own {
    pub holder: u32,
    pub product: u32,
    pub held: HeldSeat,
}

/// Calls `visit` with every seat that some holders of a kind have or once had (until it ended), in order of holders in blocks, then
/// products. `holders` is in ascending order.
pub(crate) fn each_seat(
    view: View<'_>,
    kind: HolderKind,
    holders: &[u32],
    day: Day,
    mut visit: impl FnMut(Own) -> Result<()>,
) -> Result<()> {
    let mut seats = HeldSeats::new(view, day);
    for of_block in holders.chunk_by(|one, other| one / BLOCK == other / BLOCK) {
        let Some(block) = of_block.first().map(|holder| holder / BLOCK) else { continue };
        holdings::each_product(view.reader, kind, block, |product, holdings| {
            for holder in of_block {
                if let Some((terms, seat)) = holdings.get((holder % BLOCK) as u8) {
                    visit(Own { holder: *holder, product, held: seats.seen(terms.pool, seat)? })?;
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Those of some users who hold a seat of their own on a day. `users` is in ascending order.
pub(crate) fn users(view: View<'_>, users: &[u32], day: Day) -> Result<BTreeSet<u32>> {
    let mut holding = BTreeSet::new();
    each_seat(view, HolderKind::User, users, day, |own| {
        if own.held.seen.state.is_held() {
            holding.insert(own.holder);
        }
        Ok(())
    })?;
    Ok(holding)
}
