//! The same thing asked twice changes nothing the second time.
//!
//! Left out are requests that are meant to do more the second time:
//! - an undo: its operation is undone already, and so it says `changed_since`;
//! - several items that give and take in one request: what the last one gave, the first takes back;
//! - rows of classes and orgs beside others: access through what they are given counts from the next request on;
//! - whatever takes back while somebody waits: who waited has the seat now, and it is taken from him;
//! - merging the two accounts the other way round is another request.

use crate::answers::{self, agree};
use crate::asks::{Ask, What};
use crate::story::everywhere;
use seatbook_core::Book;
use serde_json::Value;
use std::cell::Cell;

#[test]
fn the_same_request_twice_changes_nothing_the_second_time() {
    let settled = Cell::new(0);
    everywhere(16, |scene| {
        let twice = scene.told.copy();
        if !settles(&scene.ask, &twice.book) {
            return;
        }
        let first = scene.ask.done(&twice.book, false);
        let before = twice.bytes();
        let (then, counts) =
            (answers::holders(&twice.book, scene.on), answers::counts(&twice.book, scene.on));
        let second = scene.ask.done(&twice.book, false);
        agree("holders", &answers::holders(&twice.book, scene.on), &then);
        agree("counts", &answers::counts(&twice.book, scene.on), &counts);
        assert!(twice.bytes() == before, "the second time something was written: {second:?}");
        if let (Ok(first), Ok(second)) = (first, second) {
            settled.set(settled.get() + changed(&first));
            assert_eq!(changed(&second), 0, "{second}");
            assert!(second["operation"].is_null(), "{second}");
        }
    });
    assert!(settled.get() > 60 || std::env::var_os("SEATBOOK_SEED").is_some(), "only {}", settled.get());
}

fn settles(ask: &Ask, book: &Book) -> bool {
    let takes = |item: &Value| ["revoke", "swap", "sync", "undo"].iter().any(|op| item["op"] == *op);
    let alone = ["undo", "swap", "sync"];
    let of_holders = |item: &Value| item.get("holder_groups").or(item.get("holder_orgs")).is_some();
    let nobody_waits = answers::waiting(book).concat().contains("rows: []");
    match &ask.what {
        What::Apply(items) => {
            let taken = items.iter().filter(|item| takes(item)).count();
            let one_sort = items.len() == 1
                || !items.iter().any(|item| alone.iter().any(|op| item["op"] == *op) || of_holders(item))
                    && (taken == 0 || taken == items.len());
            items.iter().all(|item| item["op"] != "undo") && one_sort && (taken == 0 || nobody_waits)
        }
        What::Load(_) | What::Remove(_) | What::Merge(..) | What::Advance => nobody_waits,
    }
}

/// How much a report says to have changed.
fn changed(report: &Value) -> u64 {
    let of =
        |value: &Value, names: &[&str]| names.iter().filter_map(|name| value[*name].as_u64()).sum::<u64>();
    let sorts = ["orgs", "products", "rules", "users", "groups", "pools"];
    let sorts: u64 = sorts.iter().map(|sort| of(&report[*sort], &["created", "updated", "removed"])).sum();
    sorts + of(&report["summary"], &["changed"]) + of(&report["report"]["summary"], &["changed"])
}
