//! What makes an item malformed, whatever the book holds.

use crate::error::{Error, Result, Status};
use crate::request::{Item, Op, Request, Who};

/// Checks what can be checked of an item without the book.
pub(super) fn item(item: &Item, request: &Request) -> Result<()> {
    let malformed =
        |why: &str| Err(Error::new(Status::MalformedRequest, format!("item of `{}` {why}", item.op.word())));
    let gives = matches!(item.op, Op::Assign | Op::Reuse | Op::Swap | Op::Sync);
    if item.op == Op::Merge {
        return malformed("is none that a request can ask for; merge two accounts with `merge`");
    }
    if (item.op == Op::Undo) != matches!(item.who, Who::Operation(_)) {
        return malformed("and `operation` go together: undoing names an operation, and nothing else does");
    }
    if item.op == Op::Undo {
        let alone = request.items.len() == 1 && item.products.is_empty() && item.pools.is_empty();
        return if alone {
            Ok(())
        } else {
            malformed("stands alone in its request and names only an operation")
        };
    }
    if item.everything && (item.op != Op::Revoke || !item.products.is_empty()) {
        return malformed("asks for everything; that is for `revoke` without products");
    }
    if item.products.is_empty() && !item.everything && item.who != Who::Seat {
        return malformed("names no product");
    }
    if matches!(item.who, Who::Holders | Who::Seat) && !matches!(item.op, Op::Revoke | Op::Start) {
        return malformed("is about whoever holds seats; that is for `revoke` and `start`");
    }
    if item.seat.is_some()
        && (item.pools.len() != 1 || !matches!(item.op, Op::Assign | Op::Reuse | Op::Revoke | Op::Start))
    {
        return malformed(
            "names a seat; that takes exactly one `pool`, and is for `assign`, `reuse`, `revoke` and `start`",
        );
    }
    if item.to.is_some() != (item.op == Op::Swap) || (item.op == Op::Swap && item.products.len() != 1) {
        return malformed("and `to` go together: a swap names one `product` and the one `to` take its place");
    }
    if item.op == Op::Swap && item.to.as_ref() == item.products.first() {
        return malformed("names the same product twice");
    }
    if item.op == Op::Sync && item.products.len() != 1 {
        return malformed("names not exactly one product");
    }
    if item.keep_others && item.op != Op::Sync {
        return malformed("keeps others; that is for `sync`");
    }
    if item.disabled_plans.is_some() && !gives {
        return malformed("switches plans off; that is for operations that give seats");
    }
    if item.waitlist && !matches!(item.op, Op::Assign | Op::Sync) {
        return malformed("keeps a waiting list; that is for `assign` and `sync`");
    }
    if item.ends_on.is_some() && item.choice() == crate::SeatChoice::New {
        return malformed(
            "chooses an end date, but only started seats have one; use `reuse` or seat choice `auto`",
        );
    }
    Ok(())
}
