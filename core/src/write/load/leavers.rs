//! Leavers: users who were enabled and are not any more, because the load says so or because it lists their org in full without
//! them.

use super::Loading;
use crate::error::{Error, Result, Status};
use crate::layout::users::{self, Entry};
use crate::load::{Entity, Leavers, Load, Tally};
use crate::view::View;
use crate::write::who_holds;
use std::collections::{BTreeSet, HashSet};

impl Loading<'_> {
    /// Those of some users whose seats matter to what becomes of leavers.
    pub(super) fn leavers_with_seats(
        &self,
        policy: Leavers,
        leavers: impl Iterator<Item = u32>,
    ) -> Result<BTreeSet<u32>> {
        if policy == Leavers::Keep {
            return Ok(BTreeSet::new());
        }
        let numbers: BTreeSet<u32> = leavers.collect();
        let numbers: Vec<u32> = numbers.into_iter().collect();
        who_holds::users(View::new(self.writer), &numbers, self.day)
    }

    /// Refuses that a user with seats leaves.
    pub(super) fn refuse_leaver(&mut self, id: &str, index: usize) -> Result<()> {
        let message =
            format!("user `{id}` holds seats; take them back first, or let the load give them back");
        self.refuse(Entity::User, id, index, Error::new(Status::InUse, message))
    }

    /// Users who are missing in an org that is listed in full, as they shall be, in order of ids.
    pub(super) fn missing(&mut self, load: &Load, tally: &mut Tally) -> Result<Vec<Entry>> {
        let mut entries = self.enabled_but_missing(load)?;
        let numbers = entries.iter().map(|entry| entry.number);
        let holding = self.leavers_with_seats(load.leavers, numbers)?;
        if load.leavers == Leavers::Refuse {
            for entry in entries.extract_if(.., |entry| holding.contains(&entry.number)) {
                self.refuse_leaver(&entry.id, load.users.len())?;
                tally.refused += 1;
            }
        }
        if load.leavers == Leavers::GiveBack {
            let own = entries.iter().map(|entry| entry.number).filter(|number| holding.contains(number));
            self.leavers.extend(own);
        }
        if !entries.is_empty() {
            // The document does not name them: the journal must.
            let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
            self.put.push(serde_json::json!({ "disabled": ids }));
        }
        tally.updated += entries.len() as u64;
        Ok(entries)
    }

    fn enabled_but_missing(&self, load: &Load) -> Result<Vec<Entry>> {
        let orgs = self.full_orgs(load)?;
        if orgs.is_empty() {
            return Ok(Vec::new());
        }
        let changed = load.user_changes.iter().map(|change| change.id.as_bytes());
        let named: HashSet<&[u8]> = load.users.iter().map(|user| user.id.as_bytes()).chain(changed).collect();
        if named.is_empty() {
            // A list of which only the header was read, not a school that everybody has left.
            let message = "`full_orgs` says that all users of an org are listed, but there are none, so everybody would be \
                           taken for missing; list them, or disable those who leave by `user_changes`";
            return Err(Error::new(Status::InvalidArgument, message));
        }
        let mut entries = Vec::new();
        users::each(self.writer, |id, number, mut traits| {
            if traits.enabled && orgs.contains(&traits.org) && !named.contains(id) {
                traits.enabled = false;
                let id =
                    std::str::from_utf8(id).map_err(|_| Error::corrupt("a user id is not UTF-8"))?.to_owned();
                entries.push(Entry { id, number, traits });
            }
            Ok(())
        })?;
        Ok(entries)
    }

    /// The orgs that are listed in full. One that is not in the book is a slip that must not pass: then nobody would be missed.
    fn full_orgs(&self, load: &Load) -> Result<HashSet<u32>> {
        let view = View::new(self.writer);
        load.full_orgs.iter().map(|id| view.org(id)).collect()
    }
}
