//! What a user has on a day: own seats, and what he has through a class, a school, a tenant or a site.

use crate::book::{Book, Holder, Kind, Place};
use seatbook_core::Day;
use seatbook_core::model::{Pool, PoolKind, User};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a user has without a seat of his own.
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

    /// Members of a group who have access through a seat that the group holds.
    fn members_with_access(&self, pool: &Pool, group: &str) -> Vec<String> {
        let mut with = Vec::new();
        let mut by_role: BTreeMap<&str, u32> = BTreeMap::new();
        for member in self.group(group).map_or(&[][..], |group| &group.members) {
            let Some(user) = self.user(member) else { continue };
            let full = pool.member_cap.is_some_and(|cap| with.len() >= cap as usize);
            if full || !Self::role_fits(pool, user) || !self.country_fits(pool, user) {
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

    /// All ways in which a user has a product without a seat of his own.
    pub fn derived(&self, id: &str, product: &str, day: Day) -> Vec<Access> {
        let Some(user) = self.user(id) else { return Vec::new() };
        let mut found = Vec::new();
        for (number, pool) in self.pools.iter().enumerate().filter(|(_, pool)| pool.terms.product == product) {
            let terms = &pool.terms;
            let fits = Self::role_fits(terms, user) && self.country_fits(terms, user);
            if terms.kind == PoolKind::Site {
                let first = terms.starts_on.or(terms.delivered_on);
                let now = first.is_none_or(|first| day >= first) && terms.ends_on.is_none_or(|end| day <= end);
                if fits && now && !terms.suspended && self.serves(number, &user.org) {
                    found.push(Access { source: format!("site:{}", terms.id), place: None, off: Vec::new() });
                }
                continue;
            }
            for (at, seat) in pool.seats.iter().enumerate().filter(|(at, _)| pool.seen(*at, day).state.is_held()) {
                let Some(Holder { kind, id: holder }) = &seat.holder else { continue };
                let reaches = match (kind, terms.kind) {
                    (Kind::Group, _) => self.members_with_access(terms, holder).contains(&user.id),
                    (Kind::Org, PoolKind::School) => fits && user.org == *holder,
                    (Kind::Org, _) => fits && self.upwards(&user.org).contains(holder),
                    (Kind::User, _) => false,
                };
                if reaches {
                    let word = if *kind == Kind::Group { "group" } else { "org" };
                    let place = Some((number, at));
                    found.push(Access { source: format!("{word}:{holder}"), place, off: seat.off.clone() });
                }
            }
        }
        found
    }

    /// Everything that a user has on a day, own seats and what he derives.
    pub fn having(&self, id: &str, day: Day) -> Having {
        let mut having = Having::new();
        for product in &self.products {
            let own = self.held(&Holder::user(id), &product.id, day).map(|place| self.seat(place).off.clone());
            let derived = self.derived(id, &product.id, day).into_iter().map(|access| access.off);
            for off in own.into_iter().chain(derived) {
                let on = product.plans.iter().map(|plan| plan.id.clone()).filter(|plan| !off.contains(plan));
                having.entry(product.id.clone()).or_default().extend(on);
            }
        }
        having
    }
}
