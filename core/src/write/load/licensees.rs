//! Loading whom licence files are for.

use super::{Fate, Loading};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, Sort};
use crate::layout::licences::{self, LicenseeRecord};
use crate::load::{Entity, Tally};
use crate::model::Licensee;

impl Loading<'_> {
    pub(super) fn licensees(&mut self, licensees: &[Licensee]) -> Result<Tally> {
        self.each(Entity::Licensee, licensees, |licensee| &licensee.serial_number, Self::licensee)
    }

    fn licensee(&mut self, licensee: &Licensee) -> Result<Fate> {
        licensee.check()?;
        let unknown = || {
            let message = format!(
                "org `{}` of serial number `{}` is not in the book",
                licensee.org, licensee.serial_number
            );
            Error::new(Status::UnknownOrg, message)
        };
        let org = catalogue::number(self.writer, Sort::Org, &licensee.org)?.ok_or_else(unknown)?;
        let old = licences::licensee(self.writer, &licensee.serial_number)?;
        let (active, pending) = old.as_ref().map_or((None, None), |old| (old.active, old.pending));
        let record = LicenseeRecord { licensee: licensee.clone(), org, active, pending };
        if old.as_ref() == Some(&record) {
            return Ok(Fate::Unchanged);
        }
        let moves = old.as_ref().is_some_and(|old| old.org != org);
        if moves && (active.is_some() || pending.is_some()) {
            let message = format!(
                "serial number `{}` has a licence file that is about its present org; it cannot move to another",
                licensee.serial_number
            );
            return Err(Error::new(Status::Licensed, message));
        }
        licences::put_licensee(self.writer, &record)?;
        self.remember(Entity::Licensee, licensee)?;
        Ok(if old.is_some() { Fate::Updated } else { Fate::Created })
    }
}
