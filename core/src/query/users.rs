//! Users sorted by family name, given name and id.
//!
//! Without a text the page is read from the names of each org, a block or two, and the total from their counts. A text is looked for
//! in the folded names and ids of every user of the orgs asked about. A group's members are sorted in memory.

use super::page::{Best, Page, PageRequest, Window};
use crate::error::Result;
use crate::layout::catalogue::{self, OrgRecord, Sort};
use crate::layout::names::{self, Named};
use crate::layout::users::{Profile, Profiles};
use crate::model::User;
use crate::rules::eligibility::country_letters;
use crate::store::Direction;
use crate::text::{Search, fold};
use crate::view::View;
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

/// Which users; what is not set asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UserFilter {
    /// Words that must stand in the names or the id, in any order; case and accents do not matter.
    pub text: String,
    /// Only users of this org and those below it.
    pub org: Option<String>,
    /// Only users with this role.
    pub role: Option<String>,
    /// Only accounts that are in use, or only those that are not.
    pub enabled: Option<bool>,
    /// Only members of this group.
    pub group: Option<String>,
}

/// A filter with its names looked up.
struct Wanted {
    search: Search,
    /// Orgs that count; `None` is all.
    orgs: Option<BTreeSet<u32>>,
    /// Bit of the role; `Some(0)` for a role that nobody has.
    role: Option<u64>,
    enabled: Option<bool>,
}

impl Wanted {
    fn read(view: View<'_>, filter: &UserFilter) -> Result<Self> {
        let roles = view.roles()?;
        Ok(Self {
            search: Search::new(&filter.text),
            orgs: filter.org.as_deref().map(|id| subtree(view, id)).transpose()?,
            role: filter.role.as_ref().map(|role| roles.known(std::slice::from_ref(role))),
            enabled: filter.enabled,
        })
    }

    fn is_kind(&self, roles: u64, enabled: bool) -> bool {
        self.role.is_none_or(|role| roles & role != 0) && self.enabled.is_none_or(|wanted| enabled == wanted)
    }

    fn is_wanted(&self, named: &Named) -> bool {
        if !self.is_kind(named.roles, named.enabled) {
            return false;
        }
        if self.search.is_empty() {
            return true;
        }
        let [family, given, id] = named.parts();
        self.search.is_in(&[family, given, &named.display, &fold(id)])
    }
}

/// An org and all below it.
pub(crate) fn subtree(view: View<'_>, id: &str) -> Result<BTreeSet<u32>> {
    let above = view.org(id)?;
    let mut parents: HashMap<u32, Option<u32>> = HashMap::new();
    let mut all = Vec::new();
    catalogue::each(view.reader, Sort::Org, |_, number| {
        all.push(number);
        Ok(())
    })?;
    for number in all {
        parents.insert(number, catalogue::record::<OrgRecord>(view.reader, Sort::Org, number)?.parent);
    }
    let is_within = |org: &u32| {
        let mut at = Some(*org);
        // A circle cannot be longer than the list.
        for _ in 0..=parents.len() {
            match at {
                Some(own) if own == above => return true,
                Some(own) => at = parents.get(&own).copied().flatten(),
                None => return false,
            }
        }
        false
    };
    Ok(parents.keys().copied().filter(is_within).collect())
}

/// One page of users.
pub(crate) fn page(view: View<'_>, filter: &UserFilter, request: &PageRequest) -> Result<Page<User>> {
    let window = Window::read(request)?;
    let wanted = Wanted::read(view, filter)?;
    let page = match &filter.group {
        Some(group) => of_group(view, view.group(group)?, &wanted, &window)?,
        None => of_orgs(view, &wanted, &window)?,
    };
    page.map(|numbers| show(view, &numbers))
}

/// Users of a list, as a host loaded them.
pub(crate) fn show(view: View<'_>, numbers: &[u32]) -> Result<Vec<User>> {
    let (roles, all) = (view.roles()?, view.traits(numbers)?);
    let mut orgs: HashMap<u32, String> = HashMap::new();
    let profiles = Profiles::all(view.reader, numbers)?;
    let mut users = Vec::with_capacity(numbers.len());
    for (profile, traits) in profiles.into_iter().zip(all) {
        let org = match orgs.get(&traits.org) {
            Some(org) => org.clone(),
            None => catalogue::record::<OrgRecord>(view.reader, Sort::Org, traits.org)?.org.id,
        };
        orgs.entry(traits.org).or_insert_with(|| org.clone());
        let Profile { id, given_name, family_name, display_name } = profile;
        let country = std::str::from_utf8(&country_letters(traits.country)).ok().map(str::to_owned);
        users.push(User {
            id,
            org,
            given_name,
            family_name,
            display_name,
            roles: roles.words(traits.roles),
            country: country.filter(|_| traits.country != 0),
            enabled: traits.enabled,
        });
    }
    Ok(users)
}

fn of_orgs(view: View<'_>, wanted: &Wanted, window: &Window) -> Result<Page<u32>> {
    let counts = names::all_kinds(view.reader)?;
    let mut best = Best::new(window);
    let mut total = 0;
    let from = window.from.as_deref().map(String::from_utf8_lossy);
    let direction = if window.backwards { Direction::Backward } else { Direction::Forward };
    for (org, kinds) in counts {
        if wanted.orgs.as_ref().is_some_and(|orgs| !orgs.contains(&org)) {
            continue;
        }
        let own = kinds.iter().filter(|((roles, enabled), _)| wanted.is_kind(*roles, *enabled));
        let count: u64 = own.map(|(_, count)| u64::from(*count)).sum();
        if count == 0 {
            continue;
        }
        // A text must be looked for in all of them to be counted; else the first that are good are enough.
        let searches = !wanted.search.is_empty();
        let from = if searches { None } else { from.as_deref() };
        names::each(view.reader, org, from, direction, |named| {
            let key = named.key.as_bytes();
            let is_wanted = wanted.is_wanted(named);
            total += u64::from(searches && is_wanted);
            let good = !is_wanted || !window.admits(key) || best.offer(key, || named.number);
            if good || searches { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        if !searches {
            total += count;
        }
    }
    Ok(best.page(total))
}

fn of_group(view: View<'_>, group: u32, wanted: &Wanted, window: &Window) -> Result<Page<u32>> {
    let mut members = view.members(group)?;
    members.sort_unstable();
    let traits = view.traits(&members)?;
    let mut profiles = Profiles::default();
    let mut all = Vec::with_capacity(members.len());
    for (number, traits) in members.into_iter().zip(traits) {
        let named = names::named(&profiles.get(view.reader, number)?, number, &traits);
        let within = wanted.orgs.as_ref().is_none_or(|orgs| orgs.contains(&traits.org));
        if within && wanted.is_wanted(&named) {
            all.push((named.key.into_bytes(), number));
        }
    }
    all.sort_unstable();
    Ok(window.cut(all))
}
