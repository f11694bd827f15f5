//! A OneRoster roster that lists everything, read in portions. Of a user only a fingerprint of the id, the org, the roles and the line are
//! kept, of a class the same and its size: memory does not follow the files.

use super::columns::{self, class, org, role, user};
use super::enrolled;
use super::people::{self, org_ids};
use super::words::{self, OddWords};
use super::{Files, Mode};
use crate::error::{Error, Result, Status};
use crate::load::{Entity, UserChange};
use crate::model::{Org, User};
use crate::roster::ids::Ids;
use crate::roster::notices::Notices;
use crate::roster::portion::{Most, Portion, Sink};
use crate::roster::table::{Fault, Row, Taken, Watch, fault, shown};

/// No org yet.
const NOWHERE: u32 = u32::MAX;
/// Most different roles of a roster; a book has no more.
const ROLES: usize = 64;

/// What is kept of a user.
#[derive(Clone, Copy)]
pub(super) struct Person {
    org: u32,
    is_primary: bool,
    /// A bit for each role word.
    roles: u64,
}

/// What is kept of a class.
pub(super) struct Class {
    /// How many people are in it.
    pub size: u32,
    pub is_deleted: bool,
}

/// What has been read.
pub(super) struct Whole {
    orgs: Vec<Org>,
    org_ids: Ids,
    pub people: Ids,
    persons: Vec<Person>,
    pub class_ids: Ids,
    pub classes: Vec<Class>,
    role_words: Vec<String>,
    pub odd: OddWords,
    pub portion: Portion,
}

/// Reads everything.
pub(super) fn read(
    files: &Files<'_>,
    notices: &mut Notices,
    watch: &mut Watch<'_>,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let mut whole = Whole {
        orgs: Vec::new(),
        org_ids: Ids::new(),
        people: Ids::new(),
        persons: Vec::new(),
        class_ids: Ids::new(),
        classes: Vec::new(),
        role_words: Vec::new(),
        odd: OddWords::default(),
        portion: Portion::default(),
    };
    let refused = notices.refused;
    whole.read_orgs(files, notices, watch)?;
    tell_if_empty("orgs.csv", whole.orgs.is_empty(), refused, notices);
    whole.portion.pass(sink)?;
    let refused = notices.refused;
    if files.how.format.has_roles_file() {
        whole.read_users_and_roles(files, notices, watch, sink)?;
    } else {
        whole.read_users(files, notices, watch, sink)?;
    }
    tell_if_empty("users.csv", whole.people.is_empty(), refused, notices);
    whole.portion.pass(sink)?;
    whole.read_classes(files, notices, watch)?;
    enrolled::read(&mut whole, files, notices, watch, sink)
}

/// A file that lists nothing changes nothing, but is hardly meant. `refused`: how many lines were left out before it was read.
fn tell_if_empty(file: &str, is_empty: bool, refused: u64, notices: &mut Notices) {
    if is_empty && notices.refused == refused {
        notices.odd(
            file,
            0,
            None,
            "has a header and no lines; what is in the book stays as it is".to_owned(),
        );
    }
}

impl Whole {
    fn read_orgs(&mut self, files: &Files<'_>, notices: &mut Notices, watch: &mut Watch<'_>) -> Result<()> {
        files.each("orgs.csv", columns::ORGS, notices, watch, |row| self.org(row))?;
        for (index, org) in self.orgs.iter_mut().enumerate() {
            let unknown = org.parent.as_deref().filter(|parent| self.org_ids.get(parent).is_none());
            if let Some(parent) = unknown {
                let message = format!(
                    "`orgs.csv` has no org `{}`, or its line was left out; taken without an org above it",
                    shown(parent)
                );
                notices.odd("orgs.csv", self.org_ids.line(index), Some("parentSourcedId"), message);
                org.parent = None;
            }
            self.portion.place(Entity::Org, "orgs.csv", self.org_ids.line(index));
        }
        self.portion.load.orgs.clone_from(&self.orgs);
        Ok(())
    }

    fn org(&mut self, row: &mut Row<'_>) -> Taken {
        let id = people::id(row, org::ID, "org")?;
        add(&mut self.org_ids, row, org::ID, "org", &id)?;
        let name = people::text(row, org::NAME, "name");
        if words::is_deleted(row, org::STATUS, &mut self.odd) {
            row.odd(
                org::STATUS,
                format!("org `{id}` is `tobedeleted`; it stays until it is removed from the book"),
            );
        }
        let parent = Some(row.get(org::PARENT).to_owned()).filter(|parent| !parent.is_empty());
        self.orgs.push(Org { id, name, parent });
        Ok(())
    }

    /// Users whose orgs and roles stand on their own lines.
    fn read_users(
        &mut self,
        files: &Files<'_>,
        notices: &mut Notices,
        watch: &mut Watch<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        files.each("users.csv", columns::USERS, notices, watch, |row| {
            let user = people::user(row, &mut self.odd)?;
            let at = self.first_org(row)?;
            add(&mut self.people, row, user::ID, "user", &user.id)?;
            let role = words::role(row, user::ROLE, &mut self.odd);
            let org = self.orgs.get(at).map(|org| org.id.clone()).unwrap_or_default();
            self.put_user(User { org, roles: role.into_iter().collect(), ..user }, row.line);
            self.pass_if_full(files.how.most, sink)
        })
    }

    /// The first of a user's orgs that is known.
    fn first_org(&self, row: &mut Row<'_>) -> std::result::Result<usize, Fault> {
        let (mut found, mut unknown) = (None, None);
        for id in org_ids(row) {
            match self.org_ids.get(id) {
                Some(org) => found = found.or(Some(org)),
                None => unknown = unknown.or_else(|| Some(shown(id))),
            }
        }
        match (found, unknown) {
            (Some(org), None) => Ok(org),
            (Some(org), Some(unknown)) => {
                row.odd(user::ORGS, format!("{}; taken for another of his orgs", no_org(&unknown)));
                Ok(org)
            }
            (None, Some(unknown)) => fault(user::ORGS, no_org(&unknown)),
            (None, None) => fault(user::ORGS, "org id is empty".into()),
        }
    }

    /// Users whose roles stand in a file of their own: the users are read once to know them and again, when their roles are known, to
    /// pass them on.
    fn read_users_and_roles(
        &mut self,
        files: &Files<'_>,
        notices: &mut Notices,
        watch: &mut Watch<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        let users = columns::USERS_WITHOUT_ROLES;
        files.each("users.csv", users, notices, watch, |row| {
            let user = people::user(row, &mut self.odd)?;
            add(&mut self.people, row, user::ID, "user", &user.id)?;
            let primary = row.get(user::ORGS).to_owned();
            let org = self.org_ids.get(&primary);
            if org.is_none() && !primary.is_empty() {
                row.odd(user::ORGS, format!("{}; ignored", no_org(&shown(&primary))));
            }
            let (is_primary, org) = (org.is_some(), org.map_or(NOWHERE, |org| org as u32));
            self.persons.push(Person { org, is_primary, roles: 0 });
            Ok(())
        })?;
        let (mut lines, refused) = (0_u64, notices.refused);
        files.each("roles.csv", columns::ROLES, notices, watch, |row| {
            lines += 1;
            self.role(row)
        })?;
        if lines == 0 && notices.refused == refused && !self.persons.is_empty() {
            let message =
                "`roles.csv` has a header and no lines, so nobody would have a role; make the roster again";
            return Err(Error::new(Status::InvalidArgument, message).with("file", "roles.csv"));
        }
        // Whatever else is odd about these lines was told when they were read first.
        let mut told = Notices::default();
        files.each("users.csv", users, &mut told, watch, |row| {
            let user = people::user(row, &mut self.odd)?;
            let Some(at) = self.people.get(&user.id).filter(|at| self.people.line(*at) == row.line) else {
                return Ok(());
            };
            let person = self.persons.get(at).copied();
            let org = person.and_then(|person| self.orgs.get(person.org as usize));
            match (person, org.map(|org| org.id.clone())) {
                (Some(person), Some(org)) => {
                    let roles = self.roles_of(person.roles);
                    self.put_user(User { org, roles, ..user }, row.line);
                }
                // Whoever is deleted has no roles any more.
                _ if !user.enabled => {
                    let (id, enabled) = (user.id, Some(false));
                    self.portion.load.user_changes.push(UserChange { id, enabled, ..UserChange::default() });
                }
                _ => {
                    let why = format!(
                        "user `{}` has no role in `roles.csv`, so there is no org to stand in",
                        user.id
                    );
                    notices.refuse("users.csv", row.line, None, why);
                }
            }
            self.pass_if_full(files.how.most, sink)
        })
    }

    fn role(&mut self, row: &mut Row<'_>) -> Taken {
        let user = people::id(row, role::USER, "user")?;
        let Some(at) = self.people.get(&user) else {
            let hint = self.people.hint(&user);
            return fault(
                role::USER,
                format!("`users.csv` has no user `{user}`, or its line was left out{hint}"),
            );
        };
        if words::is_deleted(row, role::STATUS, &mut self.odd) {
            return Ok(());
        }
        let org = people::id(row, role::ORG, "org")?;
        let Some(org) = self.org_ids.get(&org) else { return fault(role::ORG, no_org(&org)) };
        let is_primary = words::yes(row, role::PRIMARY, false, &mut self.odd);
        let bit = words::role(row, role::ROLE, &mut self.odd).and_then(|word| self.bit(row, &word));
        if let Some(person) = self.persons.get_mut(at) {
            person.roles |= bit.unwrap_or(0);
            if person.org == NOWHERE || (is_primary && !person.is_primary) {
                person.org = org as u32;
                person.is_primary |= is_primary;
            }
        }
        Ok(())
    }

    /// The bit of a role.
    fn bit(&mut self, row: &mut Row<'_>, word: &str) -> Option<u64> {
        let at = self.role_words.iter().position(|own| own == word).unwrap_or(self.role_words.len());
        if at >= ROLES {
            row.odd(
                role::ROLE,
                format!("the roster has more than {ROLES} different roles; taken without this one"),
            );
            return None;
        }
        if at == self.role_words.len() {
            self.role_words.push(word.to_owned());
        }
        Some(1 << at)
    }

    fn roles_of(&self, bits: u64) -> Vec<String> {
        let words = self.role_words.iter().enumerate();
        words.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, word)| word.clone()).collect()
    }

    fn put_user(&mut self, user: User, line: u64) {
        self.portion.place(Entity::User, "users.csv", line);
        self.portion.load.users.push(user);
    }

    fn pass_if_full(&mut self, most: Most, sink: &mut Sink<'_>) -> Taken {
        let load = &self.portion.load;
        if load.users.len() + load.user_changes.len() >= most.users {
            self.portion.pass(sink)?;
        }
        Ok(())
    }

    fn read_classes(
        &mut self,
        files: &Files<'_>,
        notices: &mut Notices,
        watch: &mut Watch<'_>,
    ) -> Result<()> {
        if files.modes.classes == Mode::Absent {
            return Ok(());
        }
        let refused = notices.refused;
        files.each("classes.csv", columns::CLASSES, notices, watch, |row| {
            let id = people::id(row, class::ID, "class")?;
            self.org_of_class(row)?;
            people::text(row, class::TITLE, "title");
            add(&mut self.class_ids, row, class::ID, "class", &id)?;
            let is_deleted = words::is_deleted(row, class::STATUS, &mut self.odd);
            if is_deleted {
                row.odd(class::STATUS, empty_class(&id));
            }
            self.classes.push(Class { size: 0, is_deleted });
            Ok(())
        })?;
        tell_if_empty("classes.csv", self.classes.is_empty(), refused, notices);
        Ok(())
    }

    /// The org of a class.
    pub fn org_of_class(&self, row: &Row<'_>) -> std::result::Result<&str, Fault> {
        let id = people::id(row, class::ORG, "org")?;
        match self.org_ids.get(&id).and_then(|at| self.orgs.get(at)) {
            Some(org) => Ok(&org.id),
            None => fault(class::ORG, no_org(&id)),
        }
    }
}

/// What is said of a class that is `tobedeleted`.
pub(super) fn empty_class(id: &str) -> String {
    format!("class `{id}` is `tobedeleted`; it stays, without members, until it is removed from the book")
}

fn no_org(id: &str) -> String {
    format!("`orgs.csv` has no org `{id}`, or its line was left out")
}

/// Adds an id that must not have stood there before.
pub(super) fn add(
    ids: &mut Ids,
    row: &Row<'_>,
    column: usize,
    what: &str,
    id: &str,
) -> std::result::Result<usize, Fault> {
    ids.add(id, row.line)
        .or_else(|line| fault(column, format!("{what} `{id}` stands on line {line} already")))
}
