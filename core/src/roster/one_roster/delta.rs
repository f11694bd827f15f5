//! A OneRoster roster that says what is different since last time. Its files become changes; what they do not name stays as it is.
//! Somebody who is `tobedeleted` becomes a disabled account, a class one without members: seats are never taken away by the way.

use super::columns::{self, class, enrollment, org, role, user};
use super::people::{self, org_ids};
use super::whole::{add, empty_class};
use super::words::{self, OddWords};
use super::{Files, Mode};
use crate::error::Result;
use crate::load::{Entity, GroupChange, UserChange};
use crate::model::{GroupKind, Org};
use crate::roster::ids::Ids;
use crate::roster::notices::Notices;
use crate::roster::portion::{Most, Portion, Sink};
use crate::roster::table::{Row, Taken, Watch};
use std::collections::HashMap;

/// Changes in the order in which they are met, with their lines.
struct Changes<T> {
    list: Vec<(T, &'static str, u64)>,
    places: HashMap<String, usize>,
}

impl<T> Changes<T> {
    fn new() -> Self {
        Self { list: Vec::new(), places: HashMap::new() }
    }

    /// The change of something, made when it is met first.
    fn of(
        &mut self,
        id: &str,
        file: &'static str,
        line: u64,
        new: impl FnOnce(String) -> T,
    ) -> Option<&mut T> {
        let at = match self.places.get(id) {
            Some(at) => *at,
            None => {
                self.places.insert(id.to_owned(), self.list.len());
                self.list.push((new(id.to_owned()), file, line));
                self.list.len() - 1
            }
        };
        self.list.get_mut(at).map(|(change, ..)| change)
    }
}

/// What has been read.
struct Delta {
    portion: Portion,
    seen: Ids,
    users: Changes<UserChange>,
    groups: Changes<GroupChange>,
    odd: OddWords,
}

/// Reads everything that is different.
pub(super) fn read(
    files: &Files<'_>,
    notices: &mut Notices,
    watch: &mut Watch<'_>,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let mut delta = Delta {
        portion: Portion::default(),
        seen: Ids::new(),
        users: Changes::new(),
        groups: Changes::new(),
        odd: OddWords::default(),
    };
    let modes = files.modes;
    let users = if files.how.format.has_roles_file() { columns::USERS_WITHOUT_ROLES } else { columns::USERS };
    if modes.orgs != Mode::Absent {
        files.each("orgs.csv", columns::ORGS, notices, watch, |row| delta.org(row))?;
    }
    if modes.users != Mode::Absent {
        delta.seen = Ids::new();
        files.each("users.csv", users, notices, watch, |row| delta.user(row))?;
    }
    if modes.roles != Mode::Absent {
        files.each("roles.csv", columns::ROLES, notices, watch, |row| delta.role(row))?;
    }
    if modes.classes != Mode::Absent {
        delta.seen = Ids::new();
        files.each("classes.csv", columns::CLASSES, notices, watch, |row| delta.class(row))?;
    }
    if modes.enrollments != Mode::Absent {
        let is_whole = modes.enrollments == Mode::Bulk;
        files.each("enrollments.csv", columns::ENROLLMENTS, notices, watch, |row| {
            delta.enrollment(row, files.how.suffix, is_whole)
        })?;
    }
    delta.pass(files.how.most, sink)
}

impl Delta {
    fn org(&mut self, row: &mut Row<'_>) -> Taken {
        let id = people::id(row, org::ID, "org")?;
        add(&mut self.seen, row, org::ID, "org", &id)?;
        if words::is_deleted(row, org::STATUS, &mut self.odd) {
            row.odd(
                org::STATUS,
                format!("org `{id}` is `tobedeleted`; it stays until it is removed from the book"),
            );
            return Ok(());
        }
        let name = people::text(row, org::NAME, "name");
        let parent = Some(row.get(org::PARENT).to_owned()).filter(|parent| !parent.is_empty());
        self.portion.place(Entity::Org, "orgs.csv", row.line);
        self.portion.load.orgs.push(Org { id, name, parent });
        Ok(())
    }

    fn user(&mut self, row: &mut Row<'_>) -> Taken {
        let told = people::user(row, &mut self.odd)?;
        add(&mut self.seen, row, user::ID, "user", &told.id)?;
        let new = |id| UserChange { id, ..UserChange::default() };
        let deleted = words::is_deleted(row, user::STATUS, &mut self.odd);
        let org = org_ids(row).next().map(str::to_owned);
        let role =
            if row.has(user::ROLE) && !deleted { words::role(row, user::ROLE, &mut self.odd) } else { None };
        let Some(change) = self.users.of(&told.id, "users.csv", row.line, new) else { return Ok(()) };
        change.enabled = Some(told.enabled);
        // A line that says of somebody that he goes need not say anything else.
        if !deleted {
            change.org = org;
            change.roles = role.map(|role| vec![role]);
            change.given_name = Some(told.given_name);
            change.family_name = Some(told.family_name);
            change.display_name = Some(told.display_name);
        }
        Ok(())
    }

    fn role(&mut self, row: &mut Row<'_>) -> Taken {
        let id = people::id(row, role::USER, "user")?;
        let org = people::id(row, role::ORG, "org")?;
        let deleted = words::is_deleted(row, role::STATUS, &mut self.odd);
        let is_primary = words::yes(row, role::PRIMARY, true, &mut self.odd);
        let Some(word) = words::role(row, role::ROLE, &mut self.odd) else { return Ok(()) };
        let new = |id| UserChange { id, ..UserChange::default() };
        let Some(change) = self.users.of(&id, "roles.csv", row.line, new) else { return Ok(()) };
        if deleted {
            // Who has the role elsewhere too keeps it.
            if !change.add_roles.contains(&word) {
                change.remove_roles.push(word);
            }
            return Ok(());
        }
        change.remove_roles.retain(|role| *role != word);
        if !change.add_roles.contains(&word) {
            change.add_roles.push(word);
        }
        if is_primary && change.org.is_none() {
            change.org = Some(org);
        }
        Ok(())
    }

    fn class(&mut self, row: &mut Row<'_>) -> Taken {
        let id = people::id(row, class::ID, "class")?;
        add(&mut self.seen, row, class::ID, "class", &id)?;
        let new = |id| GroupChange { id, ..GroupChange::default() };
        if words::is_deleted(row, class::STATUS, &mut self.odd) {
            row.odd(class::STATUS, empty_class(&id));
            if let Some(change) = self.groups.of(&id, "classes.csv", row.line, new) {
                change.members = Some(Vec::new());
            }
            return Ok(());
        }
        let org = people::id(row, class::ORG, "org")?;
        let name = people::text(row, class::TITLE, "title");
        if let Some(change) = self.groups.of(&id, "classes.csv", row.line, new) {
            (change.org, change.kind, change.name) = (Some(org), Some(GroupKind::Class), Some(name));
        }
        Ok(())
    }

    /// `is_whole`: the file lists all members of the classes that it names.
    fn enrollment(&mut self, row: &mut Row<'_>, suffix: Option<&str>, is_whole: bool) -> Taken {
        let class = people::id(row, enrollment::CLASS, "class")?;
        let user = people::id(row, enrollment::USER, "user")?;
        let deleted = words::is_deleted(row, enrollment::STATUS, &mut self.odd);
        let id = match (words::role(row, enrollment::ROLE, &mut self.odd).as_deref(), suffix) {
            (Some("student"), _) => class.clone(),
            (Some("teacher"), Some(suffix)) => format!("{class}{suffix}"),
            _ => return Ok(()),
        };
        let org = self.groups.places.get(&class).and_then(|at| self.groups.list.get(*at));
        let org = org.and_then(|(change, ..)| change.org.clone()).filter(|_| id != class);
        let kind = (id != class).then_some(GroupKind::Group);
        let new = |id| GroupChange { id, org, kind, ..GroupChange::default() };
        let Some(change) = self.groups.of(&id, "enrollments.csv", row.line, new) else { return Ok(()) };
        if is_whole {
            let members = change.members.get_or_insert_default();
            if !deleted {
                members.push(user.clone());
            }
        } else if deleted {
            change.add.retain(|other| *other != user);
            change.remove.push(user.clone());
        } else {
            change.remove.retain(|other| *other != user);
            change.add.push(user.clone());
        }
        if !deleted {
            self.portion.place_member("enrollments.csv", &user, row.line);
        }
        Ok(())
    }

    fn pass(mut self, most: Most, sink: &mut Sink<'_>) -> Result<()> {
        for (change, file, line) in self.users.list {
            self.portion.place(Entity::User, file, line);
            self.portion.load.user_changes.push(change);
            if self.portion.load.user_changes.len() >= most.users {
                self.portion.pass(sink)?;
            }
        }
        for (change, file, line) in self.groups.list {
            self.portion.place(Entity::Group, file, line);
            self.portion.load.group_changes.push(change);
        }
        self.portion.pass(sink)
    }
}
