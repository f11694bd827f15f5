//! Loading groups with their members.

use super::{Fate, Loading};
use crate::error::{Error, Result, Status};
use crate::ids::IdList;
use crate::layout::catalogue::{self, GroupRecord, Sort};
use crate::layout::memberships;
use crate::layout::users::NOBODY;
use crate::load::{Entity, Tally};
use crate::model::{Group, check_id, check_text};
use crate::plan::people::{self, Kinds};
use std::collections::HashSet;
use std::vec;

impl Loading<'_> {
    pub(super) fn groups(&mut self, groups: &[Group]) -> Result<Tally> {
        let mut found = self.find_members(groups.iter().map(|group| group.members.as_slice()))?;
        let tally = self.each(
            Entity::Group,
            groups,
            |group| &group.id,
            |loading, group| {
                let numbers: Vec<u32> = found.by_ref().take(group.members.len()).collect();
                loading.group(group, &numbers)
            },
        )?;
        self.put_memberships()?;
        Ok(tally)
    }

    /// Writes down who joins and leaves groups. Once for all groups: classes of a school share their blocks of users.
    pub(super) fn put_memberships(&mut self) -> Result<()> {
        memberships::put(self.writer, std::mem::take(&mut self.memberships))
    }

    fn group(&mut self, group: &Group, numbers: &[u32]) -> Result<Fate> {
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
        let members = self.members(&group.id, &group.members, numbers)?;
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

    /// Numbers of those whom lists of members name, list after list; [`NOBODY`] stands for whom the book does not know. All are looked
    /// up together: classes of a school share their blocks of users.
    pub(super) fn find_members<'m>(
        &self,
        lists: impl Iterator<Item = &'m [String]>,
    ) -> Result<vec::IntoIter<u32>> {
        let ids: IdList = lists.flatten().collect();
        Ok(people::find(self.writer, &ids, &mut Kinds::default())?.numbers.into_iter())
    }

    /// Numbers of a group's members, in order, each once. Whoever is not in the book is reported and left out.
    pub(super) fn members(&mut self, group: &str, ids: &[String], numbers: &[u32]) -> Result<Vec<u32>> {
        let mut members = Vec::with_capacity(ids.len());
        let (mut seen, mut missing) = (HashSet::with_capacity(ids.len()), HashSet::new());
        for (index, (id, number)) in ids.iter().zip(numbers).enumerate() {
            if *number != NOBODY {
                if seen.insert(*number) {
                    members.push(*number);
                }
            } else if missing.insert(id) {
                let message = format!("member `{}` of group `{group}` is not in the book", id.escape_debug());
                self.refuse(Entity::Member, id, index, Error::new(Status::UnknownUser, message))?;
            }
        }
        Ok(members)
    }
}
