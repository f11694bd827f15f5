//! Who got his seat last. The seats do not say; the journal does.

use crate::error::Result;
use crate::layout::journal;
use crate::limits;
use crate::outcome::Outcome;
use crate::view::View;
use std::collections::BTreeMap;

/// Of users (number and id), as many as are wanted, who got a seat of a product last comes first. The journal is read backwards until enough are
/// found, but no further than [`limits::LOOK_BACK`] operations: there may be fewer than were wanted.
pub(crate) fn assigned(
    view: View<'_>,
    product: &str,
    users: &BTreeMap<u32, String>,
    wanted: usize,
) -> Result<Vec<u32>> {
    let mut by_id: BTreeMap<&str, u32> = users.iter().map(|(number, id)| (id.as_str(), *number)).collect();
    let mut found = Vec::new();
    let last = journal::tip(view.reader)?.operation;
    for operation in (last.saturating_sub(limits::LOOK_BACK) + 1..=last).rev() {
        if found.len() >= wanted {
            break;
        }
        let Some(record) = journal::read(view.reader, operation)? else { continue };
        if record.header.rows.is_none() || !record.users()?.iter().any(|user| users.contains_key(user)) {
            continue;
        }
        let Some(report) = record.report(view.reader)? else { continue };
        for index in (0..report.len()).rev() {
            let Some(row) = report.row(index) else { continue };
            let gave = matches!(row.outcome(), Outcome::Assigned | Outcome::Reused);
            if gave
                && row.product() == product
                && let Some(user) = by_id.remove(row.target())
            {
                found.push(user);
            }
        }
    }
    found.truncate(wanted);
    Ok(found)
}
