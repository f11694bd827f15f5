//! What a user has on a day: own seats, and what he has through a class, a school, a tenant or a site.

use crate::book::{Book, Bought, Holder, Kind, Place};
use seatbook_core::Day;
use seatbook_core::model::{Pool, PoolKind, User};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a user, or all of a group or org, has without a seat of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// `group:...`, `org:...` or `site:...`.
    pub source: String,
    /// The seat of the group or org; a site has none.
    pub place: Option<Place>,
    pub off: Vec<String>,
}

/// Products that somebody has, each with the plans that are on.
pub type Having = BTreeMap<String, BTreeSet<String>>;

impl Book {
    /// Whether users of an org may use a pool.
    pub fn serves(&self, pool: usize, org: &str) -> bool {
        self.upwards(org).contains(&self.pools[pool].terms.org)
    }

    pub fn role_fits(pool: &Pool, user: &User) -> bool {
        pool.allowed_roles.is_empty() || user.roles.iter().any(|role| pool.allowed_roles.contains(role))
    }

    pub fn country_fits(&self, pool: &Pool, user: &User) -> bool {
        if pool.countries_allowed.is_empty() && pool.countries_denied.is_empty() {
            return true;
        }
        let Some(country) = user.country.as_ref().or(self.default_country.as_ref()) else { return false };
        let allowed = pool.countries_allowed.is_empty() || pool.countries_allowed.contains(country);
        allowed && !pool.countries_denied.contains(country)
    }

    /// Members of a group who have access through a seat that the group holds; disabled accounts have none and use up nothing.
    fn members_with_access(&self, pool: &Pool, group: &str) -> Vec<String> {
        let mut with = Vec::new();
        let mut by_role: BTreeMap<&str, u32> = BTreeMap::new();
        for member in self.group(group).map_or(&[][..], |group| &group.members) {
            let Some(user) = self.user(member).filter(|user| user.enabled) else { continue };
            let full = pool.member_cap.is_some_and(|cap| with.len() >= cap as usize);
            if full || !self.lets_in(pool, Some(user)) {
                continue;
            }
            if !pool.role_caps.is_empty() {
                let has_room = |(role, cap): &(&String, &u32)| {
                    user.roles.contains(role) && by_role.get(role.as_str()).copied().unwrap_or(0) < **cap
                };
                let Some((role, _)) = pool.role_caps.iter().find(has_room) else { continue };
                *by_role.entry(role).or_default() += 1;
            }
            with.push(member.clone());
        }
        with
    }

    /// Whether a pool's terms let in a user; or everybody, without one.
    fn lets_in(&self, pool: &Pool, user: Option<&User>) -> bool {
        let lists = [&pool.allowed_roles, &pool.countries_allowed, &pool.countries_denied];
        match user {
            Some(user) => Self::role_fits(pool, user) && self.country_fits(pool, user),
            None => lists.iter().all(|list| list.is_empty()),
        }
    }

    /// All ways in which somebody has a product without a seat of his own: through groups by id, through orgs upwards,
    /// through sites.
    pub fn derived(&self, who: &Holder, product: &str, day: Day) -> Vec<Access> {
        let user = Some(&who.id).filter(|_| who.kind == Kind::User).and_then(|id| self.user(id));
        let user = user.filter(|user| user.enabled);
        let org = match who.kind {
            Kind::User => user.map(|user| user.org.clone()),
            Kind::Group => self.group(&who.id).map(|group| group.org.clone()),
            Kind::Org => Some(who.id.clone()),
        };
        let for_users = |pool: &Bought| matches!(pool.terms.kind, PoolKind::Single | PoolKind::Volume);
        let shared = self.pools.iter().any(|pool| pool.terms.product == product && !for_users(pool));
        let Some(org) = org.filter(|_| shared) else { return Vec::new() };
        let mut groups: Vec<&str> = self.groups.iter().map(|group| group.id.as_str()).collect();
        groups.sort_unstable();
        let mut found = Vec::new();
        for group in groups.into_iter().filter(|_| user.is_some()) {
            let admits = |pool: &Pool| self.members_with_access(pool, group).contains(&who.id);
            found.extend(self.through(Kind::Group, group, product, day, admits));
        }
        for above in self.upwards(&org) {
            let itself = *who == Holder { kind: Kind::Org, id: above.clone() };
            let reaches = |pool: &Pool| above == org || pool.kind == PoolKind::Tenant;
            let admits = |pool: &Pool| !itself && reaches(pool) && self.lets_in(pool, user);
            found.extend(self.through(Kind::Org, &above, product, day, admits));
        }
        let mut sites: Vec<usize> = (0..self.pools.len()).collect();
        sites.sort_by_key(|number| &self.pools[*number].terms.id);
        for number in sites {
            let terms = &self.pools[number].terms;
            let first = terms.starts_on.or(terms.delivered_on);
            let now = first.is_none_or(|first| day >= first) && terms.ends_on.is_none_or(|end| day <= end);
            let here = terms.product == product && terms.kind == PoolKind::Site && self.serves(number, &org);
            // A licence file that does away with a site leaves it with no seats.
            let is_on = terms.quantity != Some(0);
            if here && is_on && now && !terms.suspended && self.lets_in(terms, user) {
                found.push(Access { source: format!("site:{}", terms.id), place: None, off: Vec::new() });
            }
        }
        found
    }

    /// Access through the seat that a group or org holds, if it admits.
    fn through(
        &self,
        kind: Kind,
        id: &str,
        product: &str,
        day: Day,
        admits: impl Fn(&Pool) -> bool,
    ) -> Option<Access> {
        let place = self.held(&Holder { kind, id: id.to_owned() }, product, day)?;
        let source = format!("{}:{id}", kind.word());
        let off = self.seat(place).off.clone();
        admits(&self.pools[place.0].terms).then_some(Access { source, place: Some(place), off })
    }

    /// Everything that a user has on a day, own seats and what he derives.
    pub fn having(&self, id: &str, day: Day) -> Having {
        self.having_with(id, self, day)
    }

    /// Everything that a user has on a day: own seats, and what he derives from the seats of another state of the book.
    pub fn having_with(&self, id: &str, shared: &Self, day: Day) -> Having {
        let mut having = Having::new();
        for product in &self.products {
            let own =
                self.held(&Holder::user(id), &product.id, day).map(|place| self.seat(place).off.clone());
            let derived =
                shared.derived(&Holder::user(id), &product.id, day).into_iter().map(|access| access.off);
            for off in own.into_iter().chain(derived) {
                let on = product.plans.iter().map(|plan| plan.id.clone()).filter(|plan| !off.contains(plan));
                having.entry(product.id.clone()).or_default().extend(on);
            }
        }
        having
    }
}
