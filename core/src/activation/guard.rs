//! What an activated licence file says about a pool, nobody but a newer file changes.
//!
//! A load may change whatever the file does not speak of. The total of a line may only come nearer to what the file says, and terms that it
//! states must be as stated; so taking over a file, which goes the same way, needs no exception.

use super::lines::{about, line_about, pools, total};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::PoolRecord;
use crate::layout::licences;
use crate::store::Reader;

/// Refuses a change of a pool that its licence file does not allow. `number` and `old` of a pool that is there, `new` of one that stays.
pub(crate) fn check(
    reader: &dyn Reader,
    number: Option<u32>,
    old: Option<&PoolRecord>,
    new: Option<&PoolRecord>,
) -> Result<()> {
    let mut lines = Vec::new();
    for record in [old, new].into_iter().flatten() {
        let Some(serial_number) = &record.pool.serial_number else { continue };
        let Some(licensee) = licences::licensee(reader, serial_number)? else { continue };
        let Some(line) = about(&licensee, record).filter(|_| licensee.active.is_some()) else { continue };
        let product = record.pool.product.clone();
        if !lines.iter().any(|(_, known, _)| *known == line) {
            lines.push((licensee, line, product));
        }
    }
    for (licensee, line, product) in lines {
        let Some(file) = licences::active(reader, &licensee)? else { continue };
        let stated = line_about(&file, &product, line.1);
        let wanted = stated.map_or(Some(0), |stated| stated.total).map(u64::from);
        let mut others = Vec::new();
        for (other, record) in pools(reader, &licensee, Some(line.0))? {
            if Some(other) != number && about(&licensee, &record) == Some(line) {
                others.push(record.pool.quantity);
            }
        }
        let of_line = |record: Option<&PoolRecord>| {
            let own = record.filter(|record| about(&licensee, record) == Some(line));
            let sum = total(others.iter().copied().chain(own.map(|record| record.pool.quantity)));
            sum.unwrap_or(u64::MAX)
        };
        let (before, after, wanted) = (of_line(old), of_line(new), wanted.unwrap_or(u64::MAX));
        let nearer = before.min(wanted) <= after && after <= before.max(wanted);
        let holds = |record: &PoolRecord| {
            about(&licensee, record) != Some(line)
                || stated.is_none_or(|line| line.terms.hold_for(&record.pool))
        };
        if !nearer || !new.is_none_or(holds) {
            let record = new.or(old);
            let id = record.map_or("", |record| record.pool.id.as_str());
            let message = format!(
                "the licence file of serial number `{}` says how many seats of `{product}` there are and on what terms; pool `{id}` changes by a newer file only",
                licensee.licensee.serial_number
            );
            return Err(Error::new(Status::Licensed, message).with("pool", id));
        }
    }
    Ok(())
}
