//! Loading what a document says of some fields only: what it does not name is read from the book first.

use super::{Fate, Loading, count};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, GroupRecord, Sort};
use crate::layout::users;
use crate::load::{Entity, GroupChange, Load, Tally, UserChange};
use crate::model::{User, check_id, check_text};
use crate::query;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Loading<'_> {
    /// Products that are put into the book only if they are not in it.
    pub(super) fn new_products(&mut self, load: &Load) -> Result<Tally> {
        let mut tally = Tally::default();
        for (index, product) in load.new_products.iter().enumerate() {
            if catalogue::number(self.writer, Sort::Product, &product.id)?.is_some() {
                count(&mut tally, Fate::Unchanged);
                continue;
            }
            let (before, refused) = (load.products.len() as u64 + index as u64, self.refused.len());
            tally = tally.plus(self.products(std::slice::from_ref(product))?);
            self.refused.iter_mut().skip(refused).for_each(|refusal| refusal.index = before);
        }
        Ok(tally)
    }

    /// Changes of users: each becomes the whole user that he is then, and is loaded like any other.
    pub(super) fn user_changes(&mut self, load: &Load) -> Result<Tally> {
        let mut tally = Tally::default();
        if load.user_changes.is_empty() {
            return Ok(tally);
        }
        let mut known = self.users_to_change(&load.user_changes)?;
        let mut order: Vec<&str> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, change) in load.user_changes.iter().enumerate() {
            if !known.contains_key(change.id.as_str()) {
                let Some(org) = &change.org else {
                    if change.enabled == Some(false) {
                        count(&mut tally, Fate::Unchanged);
                    } else {
                        tally.refused += 1;
                        self.refuse_unknown_user(load, index)?;
                    }
                    continue;
                };
                let user = User { id: change.id.clone(), org: org.clone(), ..User::default() };
                known.insert(&change.id, user);
            }
            if let Some(user) = known.get_mut(change.id.as_str()) {
                change_user(user, change);
            }
            if places.insert(&change.id, index).is_none() {
                order.push(&change.id);
            }
        }
        let users: Vec<User> = order.iter().filter_map(|id| known.remove(id)).collect();
        let refused = self.refused.len();
        tally = tally.plus(self.users(&Load { users, leavers: load.leavers, ..Load::default() })?);
        let first = load.users.len();
        for refusal in self.refused.iter_mut().skip(refused) {
            let place = order.get(refusal.index as usize).and_then(|id| places.get(id));
            refusal.index = (first + place.copied().unwrap_or_default()) as u64;
        }
        Ok(tally)
    }

    fn users_to_change<'c>(&self, changes: &'c [UserChange]) -> Result<HashMap<&'c str, User>> {
        let ids: BTreeSet<&'c str> = changes.iter().map(|change| change.id.as_str()).collect();
        let ids: Vec<&'c str> = ids.into_iter().collect();
        let mut numbers = Vec::new();
        users::find(self.writer, &ids, |at, found| {
            if let Some(id) = ids.get(at) {
                numbers.push((*id, found.number));
            }
        })?;
        let (ids, numbers): (Vec<&str>, Vec<u32>) = numbers.into_iter().unzip();
        let users = query::users::show(View::new(self.writer), &numbers)?;
        Ok(ids.into_iter().zip(users).collect())
    }

    fn refuse_unknown_user(&mut self, load: &Load, index: usize) -> Result<()> {
        let id = load.user_changes.get(index).map_or("", |change| change.id.as_str());
        let error = match check_id("user", id) {
            Err(error) => error,
            Ok(()) => Error::new(
                Status::UnknownUser,
                format!("user `{id}` is not in the book; name an org to put him into it"),
            ),
        };
        self.refuse(Entity::User, id, load.users.len() + index, error)
    }

    /// Changes of groups.
    pub(super) fn group_changes(&mut self, load: &Load) -> Result<Tally> {
        let mut tally = Tally::default();
        let mut named: BTreeSet<&str> = BTreeSet::new();
        let mut found = self.find_members(load.group_changes.iter().flat_map(lists))?;
        for (index, change) in load.group_changes.iter().enumerate() {
            let numbers = lists(change).map(|ids| found.by_ref().take(ids.len()).collect());
            // Who joins and leaves is written in the order of groups and users: a group that comes again must find it written.
            if !named.insert(&change.id) {
                self.put_memberships()?;
                named.clear();
                named.insert(&change.id);
            }
            match self.group_change(change, &numbers) {
                Ok(fate) => count(&mut tally, fate),
                Err(error) => {
                    self.refuse(Entity::Group, &change.id, load.groups.len() + index, error)?;
                    tally.refused += 1;
                }
            }
        }
        self.put_memberships()?;
        Ok(tally)
    }

    /// `numbers` are those of the people in its [`lists`].
    fn group_change(&mut self, change: &GroupChange, numbers: &[Vec<u32>; 3]) -> Result<Fate> {
        check_id("group", &change.id)?;
        if let Some(name) = &change.name {
            check_text("name", name)?;
        }
        let number = catalogue::number(self.writer, Sort::Group, &change.id)?;
        let (mut record, old) = match (number, &change.org) {
            (Some(number), _) => (
                catalogue::record::<GroupRecord>(self.writer, Sort::Group, number)?,
                catalogue::members(self.writer, number)?,
            ),
            (None, Some(org)) => {
                let (id, kind) = (change.id.clone(), change.kind.unwrap_or_default());
                (GroupRecord { id, org: org.clone(), kind, name: String::new(), members: 0 }, Vec::new())
            }
            (None, None) => {
                let message =
                    format!("group `{}` is not in the book; name an org to put it into it", change.id);
                return Err(Error::new(Status::UnknownGroup, message));
            }
        };
        record.org = change.org.clone().unwrap_or(record.org);
        record.kind = change.kind.unwrap_or(record.kind);
        record.name = change.name.clone().unwrap_or(record.name);
        self.check_org_of_group(&record)?;
        let members = self.changed_members(change, numbers, &old)?;
        self.put_group(record, &members)
    }

    fn changed_members(
        &mut self,
        change: &GroupChange,
        numbers: &[Vec<u32>; 3],
        old: &[u32],
    ) -> Result<Vec<u32>> {
        let [all, remove, add] = numbers;
        let mut members = match &change.members {
            Some(members) => self.members(&change.id, members, all)?,
            None => old.to_vec(),
        };
        if !remove.is_empty() {
            let leaving: BTreeSet<u32> = remove.iter().copied().collect();
            members.retain(|member| !leaving.contains(member));
        }
        if !add.is_empty() {
            let there: BTreeSet<u32> = members.iter().copied().collect();
            let joining = self.members(&change.id, &change.add, add)?;
            members.extend(joining.into_iter().filter(|member| !there.contains(member)));
        }
        Ok(members)
    }
}

/// Whom a change of a group names: all members, who leaves, who joins.
fn lists(change: &GroupChange) -> [&[String]; 3] {
    [change.members.as_deref().unwrap_or_default(), &change.remove, &change.add]
}

fn change_user(user: &mut User, change: &UserChange) {
    let set = |field: &mut String, value: &Option<String>| {
        if let Some(value) = value {
            field.clone_from(value);
        }
    };
    set(&mut user.org, &change.org);
    set(&mut user.given_name, &change.given_name);
    set(&mut user.family_name, &change.family_name);
    set(&mut user.display_name, &change.display_name);
    if let Some(roles) = &change.roles {
        user.roles.clone_from(roles);
    }
    user.roles.retain(|role| !change.remove_roles.contains(role));
    for role in &change.add_roles {
        if !user.roles.contains(role) {
            user.roles.push(role.clone());
        }
    }
    if change.country.is_some() {
        user.country.clone_from(&change.country);
    }
    user.enabled = change.enabled.unwrap_or(user.enabled);
}
