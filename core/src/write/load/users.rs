//! Loading users: sorted by id, merged into the blocks, numbered in the order of their ids.

use super::{Fate, Loading, count};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, Sort};
use crate::layout::names;
use crate::layout::users::{self, Entry, Found, Profile, Profiles, Traits};
use crate::limits;
use crate::load::{Entity, Leavers, Load, Tally};
use crate::model::{User, check_country, check_id, check_text};
use crate::rules::eligibility::country_number;
use std::collections::HashMap;

impl Loading<'_> {
    pub(super) fn users(&mut self, load: &Load) -> Result<Tally> {
        let all = load.users.as_slice();
        let mut tally = Tally::default();
        let mut orgs: HashMap<&str, Option<u32>> = HashMap::new();
        let mut good: Vec<(usize, Traits)> = Vec::with_capacity(all.len());
        for (index, user) in all.iter().enumerate() {
            match self.traits(user, &mut orgs) {
                Ok(traits) => good.push((index, traits)),
                Err(error) => {
                    self.refuse(Entity::User, &user.id, index, error)?;
                    tally.refused += 1;
                }
            }
        }
        let id = |index: usize| all.get(index).map_or("", |user| user.id.as_str());
        good.sort_by(|(one, _), (other, _)| id(*one).cmp(id(*other)).then(one.cmp(other)));
        // Of a user who is named twice, the last mention holds.
        let mut last: Vec<(usize, Traits)> = Vec::with_capacity(good.len());
        for entry in good {
            match last.last_mut().filter(|(before, _)| id(*before) == id(entry.0)) {
                Some(before) => {
                    let error = Error::new(
                        Status::Duplicate,
                        format!("user `{}` stands further down again", id(before.0)),
                    );
                    self.refuse(Entity::User, id(before.0), before.0, error)?;
                    tally.refused += 1;
                    *before = entry;
                }
                None => last.push(entry),
            }
        }
        self.put_users(load, &last, &mut tally)?;
        Ok(tally)
    }

    fn traits<'u>(&mut self, user: &'u User, orgs: &mut HashMap<&'u str, Option<u32>>) -> Result<Traits> {
        check_id("user", &user.id)?;
        for (what, text) in [
            ("given name", &user.given_name),
            ("family name", &user.family_name),
            ("display name", &user.display_name),
        ] {
            check_text(what, text)?;
        }
        for role in &user.roles {
            check_id("role", role)?;
        }
        if let Some(country) = &user.country {
            check_country(country)?;
        }
        let org = match orgs.get(user.org.as_str()) {
            Some(org) => *org,
            None => {
                let found = catalogue::number(self.writer, Sort::Org, &user.org)?;
                orgs.insert(&user.org, found);
                found
            }
        };
        let unknown = || {
            Error::new(
                Status::UnknownOrg,
                format!("org `{}` of user `{}` is not in the book", user.org, user.id),
            )
        };
        let full = || {
            Error::new(
                Status::Limit,
                format!("the book would have more than {} different roles", limits::ROLES),
            )
        };
        Ok(Traits {
            org: org.ok_or_else(unknown)?,
            roles: self.roles.bits(&user.roles).ok_or_else(full)?,
            country: country_number(user.country.as_deref()),
            enabled: user.enabled,
        })
    }

    /// `sorted` holds positions in the load's users with their traits, in ascending order of ids.
    fn put_users(&mut self, load: &Load, sorted: &[(usize, Traits)], tally: &mut Tally) -> Result<()> {
        let known = self.known(load, sorted)?;
        let leaves = |known: &Option<Found>, traits: &Traits| {
            known.filter(|known| known.traits.enabled && !traits.enabled).map(|known| known.number)
        };
        let leavers = known.iter().zip(sorted).filter_map(|(known, (_, traits))| leaves(known, traits));
        let holding = self.leavers_with_seats(load.leavers, leavers)?;
        let mut leaving = Vec::new();
        let mut next = users::count(self.writer)?;
        let (mut entries, mut profiles, mut stored) = (Vec::new(), Vec::new(), Profiles::default());
        let mut names = names::Changes::default();
        for ((at, traits), known) in sorted.iter().zip(known) {
            let Some(user) = load.users.get(*at) else { continue };
            if let Some(number) = leaves(&known, traits).filter(|number| holding.contains(number)) {
                if load.leavers == Leavers::Refuse {
                    self.refuse_leaver(&user.id, *at)?;
                    tally.refused += 1;
                    continue;
                }
                leaving.push((*at, number));
            }
            let profile = profile(user);
            let (number, old) = match known {
                Some(found) => (found.number, Some((stored.get(self.writer, found.number)?, found.traits))),
                None => {
                    let number = next;
                    next = next.checked_add(1).filter(|next| *next < users::NOBODY).ok_or_else(full)?;
                    (number, None)
                }
            };
            let old = old.as_ref().map(|(profile, traits)| (profile, traits));
            let fate = match old {
                None => Fate::Created,
                Some(old) if old == (&profile, traits) => Fate::Unchanged,
                Some(_) => Fate::Updated,
            };
            count(tally, fate);
            if fate != Fate::Unchanged {
                names.note(number, old, Some((&profile, traits)));
                entries.push(Entry { id: user.id.clone(), number, traits: *traits });
                profiles.push((number, profile));
            }
        }
        leaving.sort_unstable();
        self.leavers.extend(leaving.into_iter().map(|(_, number)| number));
        let missing = self.missing(load, tally)?;
        for entry in &missing {
            names.note(entry.number, None, Some((&stored.get(self.writer, entry.number)?, &entry.traits)));
        }
        names.put(self.writer)?;
        if !missing.is_empty() {
            entries.extend(missing);
            entries.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        }
        users::put(self.writer, entries)?;
        profiles.sort_by_key(|(number, _)| *number);
        if profiles.is_empty() { Ok(()) } else { users::put_profiles(self.writer, profiles) }
    }

    /// What the book knows of users, in their order.
    fn known(&self, load: &Load, sorted: &[(usize, Traits)]) -> Result<Vec<Option<Found>>> {
        let ids: Vec<&str> =
            sorted.iter().filter_map(|(at, _)| load.users.get(*at)).map(|user| user.id.as_str()).collect();
        let mut known: Vec<Option<Found>> = vec![None; ids.len()];
        users::find(self.writer, &ids, |at, found| {
            if let Some(place) = known.get_mut(at) {
                *place = Some(found);
            }
        })?;
        Ok(known)
    }
}

fn profile(user: &User) -> Profile {
    Profile {
        id: user.id.clone(),
        given_name: user.given_name.clone(),
        family_name: user.family_name.clone(),
        display_name: user.display_name.clone(),
    }
}

fn full() -> Error {
    Error::new(Status::Limit, "the book is full: it cannot number another user")
}
