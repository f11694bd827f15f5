//! Checking users: by id, by number, by name and by group they are the same.

use super::Checking;
use crate::error::{Error, Result};
use crate::layout::catalogue::{self, Roles};
use crate::layout::memberships;
use crate::layout::names::{self, Kinds, Named};
use crate::layout::users::{self, Profiles, Traits};
use crate::text::fold;
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher as _};

/// What is known of users by their numbers. Instead of texts, which would fill the memory, it keeps numbers made of them. It grows with
/// those who are met: the stored count may be damaged.
#[derive(Default)]
struct People {
    /// Of the id of everybody who was ever there.
    ids: Vec<u32>,
    /// Of what the names of an org shall say of somebody: his texts, and once he was met by id, his org, roles and whether he is enabled.
    named: Vec<u32>,
    /// Who was met by id, and not yet by name.
    due: Vec<bool>,
}

impl Checking<'_> {
    pub(super) fn users(&mut self) -> Result<()> {
        let Some(mut people) = self.numbered()? else { return Ok(()) };
        let mut problems = Vec::new();
        let mut last: Vec<u8> = Vec::new();
        let known_roles = Roles::read(self.reader).map_or(0, |roles| roles.len());
        let mut count = 0_u64;
        let walked = users::each(self.reader, |id, number, traits| {
            let mut problem = |what: &str| {
                problems.push(format!("users: `{}` {what}", String::from_utf8_lossy(id)));
            };
            if known_roles < 64 && traits.roles >> known_roles != 0 {
                problem("has a role that has no name");
            }
            if count > 0 && id <= last.as_slice() {
                problem("is out of order");
            }
            if !people.is(number, id) {
                problem(&format!("is not number {number}"));
            }
            people.met(number, &traits);
            last.clear();
            last.extend_from_slice(id);
            count += 1;
            Ok(())
        });
        self.note("users", walked)?;
        self.found.users = count;
        let walked = users::each_former(self.reader, |id, number| {
            count += 1;
            if !people.is(number, id) {
                let id = String::from_utf8_lossy(id);
                problems.push(format!("users: removed number {number} was not `{id}`"));
            }
            Ok(())
        });
        self.note("users", walked)?;
        for problem in problems {
            self.problem(problem);
        }
        if count != people.ids.len() as u64 {
            self.problem(format!("users: {count} are there, but {} were numbered", people.ids.len()));
        }
        self.names(people)
    }

    /// Goes through the users by number.
    fn numbered(&mut self) -> Result<Option<People>> {
        let count = users::count(self.reader)?;
        let mut people = People::default();
        let mut key = String::new();
        let walked = users::each_profile(self.reader, |number, profile| {
            if number as usize != people.ids.len() {
                return Err(Error::corrupt(format!("there is no user with number {}", people.ids.len())));
            }
            key.clear();
            names::put_sort_key(&mut key, profile.family_name, profile.given_name, profile.id);
            people.ids.push(number_of(profile.id.as_bytes()));
            people.named.push(number_of((&key, fold(profile.display_name))));
            people.due.push(false);
            Ok(())
        });
        if self.note("users", walked)?.is_none() {
            return Ok(None);
        }
        if people.ids.len() as u64 != u64::from(count) {
            self.problem(format!("users: {} have numbers, but {count} were numbered", people.ids.len()));
        }
        Ok(Some(people))
    }

    /// Everybody stands once among the names of his org, and every kind is counted.
    fn names(&mut self, mut people: People) -> Result<()> {
        let mut problems = Vec::new();
        let mut counted: BTreeMap<u32, Kinds> = BTreeMap::new();
        let (mut kinds, mut kinds_of) = (Kinds::new(), None);
        let walked = names::each_of_all(self.reader, |org, named| {
            if kinds_of != Some(org) {
                counted.extend(kinds_of.replace(org).map(|org| (org, std::mem::take(&mut kinds))));
            }
            *kinds.entry((named.roles, named.enabled)).or_default() += 1;
            match people.took(org, named) {
                Some(true) => {}
                Some(false) if self.folds_otherwise(org, named)? => {}
                _ => problems.push(format!("names: user number {} is another one", named.number)),
            }
            Ok(())
        });
        counted.extend(kinds_of.map(|org| (org, kinds)));
        self.note("names", walked)?;
        for problem in problems {
            self.problem(problem);
        }
        let missing = people.due.iter().filter(|due| **due).count();
        if missing > 0 {
            self.problem(format!("names: {missing} users are missing"));
        }
        let kinds = names::all_kinds(self.reader);
        if self.note("names", kinds)?.is_some_and(|kinds| kinds != counted) {
            self.problem("names: users are counted wrongly".into());
        }
        Ok(())
    }

    /// Whether an entry differs only in how it was folded, which is a matter of Unicode's version.
    fn folds_otherwise(&self, org: u32, named: &Named) -> Result<bool> {
        let profile = Profiles::default().get(self.reader, named.number)?;
        let mut traits = None;
        users::find(self.reader, &[&profile.id], |_, found| traits = Some(found.traits))?;
        let [_, _, id] = named.parts();
        let texts = [&profile.family_name, &profile.given_name, &profile.display_name];
        let own = Traits { org, roles: named.roles, enabled: named.enabled, ..traits.unwrap_or_default() };
        Ok(traits == Some(own) && id == profile.id && texts.iter().any(|text| !text.is_ascii()))
    }

    /// Users are in exactly the groups that name them.
    pub(super) fn memberships(&mut self) -> Result<()> {
        let mut named = Vec::new();
        for group in 0..catalogue::counts(self.reader)?.groups {
            let members = catalogue::members(self.reader, group);
            let members = self.note("members of groups", members)?.unwrap_or_default();
            named.extend(members.into_iter().map(|user| (user, group)));
        }
        named.sort_unstable();
        let users = users::count(self.reader)?;
        let mut at = 0;
        let mut same = named.last().is_none_or(|(user, _)| *user < users);
        let walked = memberships::each(self.reader, |user, group| {
            same &= named.get(at) == Some(&(user, group));
            at += 1;
        });
        self.note("memberships", walked)?;
        if !same || at != named.len() {
            self.problem("memberships: users are not in the groups that name them".into());
        }
        Ok(())
    }
}

impl People {
    fn is(&self, number: u32, id: &[u8]) -> bool {
        self.ids.get(number as usize) == Some(&number_of(id))
    }

    /// Notes somebody who was met by id.
    fn met(&mut self, number: u32, traits: &Traits) {
        let at = number as usize;
        if let (Some(named), Some(due)) = (self.named.get_mut(at), self.due.get_mut(at)) {
            *named = named.wrapping_add(number_of((traits.org, traits.roles, traits.enabled)));
            *due = true;
        }
    }

    /// Takes somebody out who was met by name: whether he is the one who was met by id; `None` if nobody of this number is due.
    fn took(&mut self, org: u32, named: &Named) -> Option<bool> {
        let at = named.number as usize;
        let due = self.due.get_mut(at).filter(|due| **due)?;
        *due = false;
        let texts = number_of((&named.key, &named.display));
        let own = texts.wrapping_add(number_of((org, named.roles, named.enabled)));
        Some(self.named.get(at) == Some(&own))
    }
}

/// A number to compare instead of something larger.
fn number_of(what: impl Hash) -> u32 {
    let mut hasher = FxHasher::default();
    what.hash(&mut hasher);
    hasher.finish() as u32
}
