//! Checking users: by id, by number, by name and by group they are the same.

use super::Checking;
use crate::error::Result;
use crate::layout::catalogue::{self, Roles};
use crate::layout::memberships;
use crate::layout::names::{self, Kinds, Named};
use crate::layout::users::{self, Profile, Profiles, Traits};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

impl Checking<'_> {
    pub(super) fn users(&mut self) -> Result<()> {
        let mut problems = Vec::new();
        let mut last: Vec<u8> = Vec::new();
        let mut profiles = Profiles::default();
        let known_roles = Roles::read(self.reader).map_or(0, |roles| roles.len());
        let mut count = 0_u64;
        let mut sums = vec![None; users::count(self.reader)? as usize];
        let walked = users::each(self.reader, |id, number, traits| {
            if known_roles < 64 && traits.roles >> known_roles != 0 {
                problems
                    .push(format!("users: `{}` has a role that has no name", String::from_utf8_lossy(id)));
            }
            if count > 0 && id <= last.as_slice() {
                problems.push(format!("users: `{}` is out of order", String::from_utf8_lossy(id)));
            }
            let profile = profiles.get(self.reader, number)?;
            if profile.id.as_bytes() != id {
                problems.push(format!("users: number {number} is not `{}`", String::from_utf8_lossy(id)));
            }
            if let Some(sum) = sums.get_mut(number as usize) {
                *sum = Some(sum_of(traits.org, &names::named(profile, number, &traits)));
            }
            last = id.to_vec();
            count += 1;
            Ok(())
        });
        self.note("users", walked)?;
        self.found.users = count;
        let walked = users::each_former(self.reader, |id, number| {
            count += 1;
            if profiles.get(self.reader, number)?.id.as_bytes() != id {
                problems.push(format!(
                    "users: removed number {number} was not `{}`",
                    String::from_utf8_lossy(id)
                ));
            }
            Ok(())
        });
        self.note("users", walked)?;
        for problem in problems {
            self.problem(problem);
        }
        if count != u64::from(users::count(self.reader)?) {
            self.problem(format!(
                "users: {count} are there, but {} were numbered",
                users::count(self.reader)?
            ));
        }
        self.names(sums)
    }

    /// Everybody stands once among the names of his org, and every kind is counted. `sums` are those of the users, by number.
    fn names(&mut self, mut sums: Vec<Option<u32>>) -> Result<()> {
        let mut problems = Vec::new();
        let mut counted: BTreeMap<u32, Kinds> = BTreeMap::new();
        let walked = names::each_of_all(self.reader, |org, named| {
            *counted.entry(org).or_default().entry((named.roles, named.enabled)).or_default() += 1;
            match sums.get_mut(named.number as usize).and_then(Option::take) {
                Some(sum) if sum == sum_of(org, &named) => {}
                Some(_) if self.folds_otherwise(org, &named)? => {}
                _ => problems.push(format!("names: user number {} is another one", named.number)),
            }
            Ok(())
        });
        self.note("names", walked)?;
        for problem in problems {
            self.problem(problem);
        }
        let missing = sums.iter().flatten().count();
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
        let profile: Profile = Profiles::default().get(self.reader, named.number)?.clone();
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

/// What a user is in his org, as a number to compare.
fn sum_of(org: u32, named: &Named) -> u32 {
    let mut hasher = DefaultHasher::new();
    (org, &named.key, &named.display, named.roles, named.enabled).hash(&mut hasher);
    hasher.finish() as u32
}
