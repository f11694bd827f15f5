//! Loading groups with their members.

use super::{Fate, Loading};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, GroupRecord, Sort};
use crate::layout::{memberships, users};
use crate::load::{Entity, Tally};
use crate::model::{Group, check_id, check_text};
use std::collections::{HashMap, HashSet};

impl Loading<'_> {
    pub(super) fn groups(&mut self, groups: &[Group]) -> Result<Tally> {
        let tally = self.each(Entity::Group, groups, |group| &group.id, Self::group)?;
        self.put_memberships()?;
        Ok(tally)
    }

    /// Writes down who joins and leaves groups. Once for all groups: classes of a school share their blocks of users.
    pub(super) fn put_memberships(&mut self) -> Result<()> {
        memberships::put(self.writer, std::mem::take(&mut self.memberships))
    }

    fn group(&mut self, group: &Group) -> Result<Fate> {
        check_id("group", &group.id)?;
        check_text("name", &group.name)?;
        let record = GroupRecord {
            id: group.id.clone(),
            org: group.org.clone(),
            kind: group.kind,
            name: group.name.clone(),
            members: 0,
        };
        self.check_org_of_group(&record)?;
        let members = self.members(group)?;
        self.put_group(record, &members)
    }

    /// Fails if a group's org is not in the book.
    pub(super) fn check_org_of_group(&self, group: &GroupRecord) -> Result<()> {
        if catalogue::number(self.writer, Sort::Org, &group.org)?.is_none() {
            let message = format!("org `{}` of group `{}` is not in the book", group.org, group.id);
            return Err(Error::new(Status::UnknownOrg, message));
        }
        Ok(())
    }

    /// Puts a group with its members into the book.
    pub(super) fn put_group(&mut self, record: GroupRecord, members: &[u32]) -> Result<Fate> {
        let record = GroupRecord { members: members.len(), ..record };
        let (number, is_new) = self.number(Sort::Group, &record.id)?;
        let old_members = if is_new { Vec::new() } else { catalogue::members(self.writer, number)? };
        let same_members = old_members == members;
        let same = !is_new && catalogue::record::<GroupRecord>(self.writer, Sort::Group, number)? == record;
        if same && same_members {
            return Ok(Fate::Unchanged);
        }
        if !same {
            catalogue::put(self.writer, Sort::Group, number, &record)?;
        }
        if !same_members {
            self.memberships.extend(memberships::changes(number, &old_members, members));
            catalogue::put_members(self.writer, number, members)?;
        }
        Ok(if is_new { Fate::Created } else { Fate::Updated })
    }

    /// Numbers of the members, in order, each once. Whoever is not in the book is reported and left out.
    pub(super) fn members(&mut self, group: &Group) -> Result<Vec<u32>> {
        let mut sorted: Vec<&str> = group.members.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut numbers: HashMap<&str, u32> = HashMap::with_capacity(sorted.len());
        users::find(self.writer, &sorted, |at, found| {
            if let Some(id) = sorted.get(at) {
                numbers.insert(id, found.number);
            }
        })?;
        let mut members = Vec::with_capacity(group.members.len());
        let mut missing: HashSet<&str> =
            sorted.iter().copied().filter(|id| !numbers.contains_key(id)).collect();
        for (index, id) in group.members.iter().enumerate() {
            match numbers.remove(id.as_str()) {
                Some(number) => members.push(number),
                // Named before, or nobody: only the latter is worth a word.
                None if missing.remove(id.as_str()) => {
                    let message =
                        format!("member `{}` of group `{}` is not in the book", id.escape_debug(), group.id);
                    self.refuse(Entity::Member, id, index, Error::new(Status::UnknownUser, message))?;
                }
                None => {}
            }
        }
        Ok(members)
    }
}
