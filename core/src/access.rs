//! Derived access: who has a product without a seat of his own, through one that his group, his org or an org above holds, or
//! through a pool that is simply on for an org.
//!
//! The planner and the questions share it. Whether anything can be derived at all is known from an index of the product's pools:
//! where it cannot, [`Access::new`] is one look and everything after it is free.

use crate::error::{Error, Result};
use crate::held::HeldSeat;
use crate::layout::catalogue::{self, PoolRecord, Roles};
use crate::layout::memberships::{BLOCK, Memberships};
use crate::layout::users::Traits;
use crate::maps::NumberMap;
use crate::model::{Pool, PoolKind};
use crate::plant;
use crate::rules::eligibility::{country_number, country_passes};
use crate::seat::{HolderKind, SeatState};
use crate::term::Day;
use crate::view::View;
use std::collections::hash_map::Entry;

/// What access comes through. Numbers of a group, an org, or a pool of kind `site`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Through {
    Group(u32),
    Org(u32),
    Site(u32),
}

/// Access without a seat of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Derived {
    pub through: Through,
    /// The pool's number.
    pub pool: u32,
    /// Index of the group's or org's seat; a site has none.
    pub seat: Option<u32>,
    /// Of the seat; of a site `started`.
    pub state: SeatState,
    pub started_on: Option<Day>,
    pub ends_on: Option<Day>,
}

/// Asks what a group or org holds of the product: the store, or what a request makes of it.
pub(crate) type Held<'a> = dyn FnMut(HolderKind, u32) -> Result<Option<HeldSeat>> + 'a;

/// A pool of which others than its holders have access.
struct Shared {
    record: PoolRecord,
    /// `allowed_roles` as bits.
    allowed_roles: u64,
    /// Roles with a cap: bit and cap, in the order of the words.
    role_caps: Vec<(u64, u32)>,
    /// The country of users who have none.
    default_country: u16,
}

/// Derived access to one product on one day.
pub(crate) struct Access {
    pools: NumberMap<u32, Shared>,
    /// Sites that are on, by pool id.
    sites: Vec<u32>,
    groups_hold: bool,
    orgs_hold: bool,
    memberships: Option<(u32, Memberships)>,
    /// Orgs with those above them.
    chains: NumberMap<u32, Vec<u32>>,
    /// Members that a group's seat of a pool has room for, by group and pool, in ascending order.
    within_caps: NumberMap<(u32, u32), Vec<u32>>,
}

impl Access {
    /// `None` if nobody can have the product but by a seat of his own.
    pub(crate) fn new(view: View<'_>, product: u32, day: Day) -> Result<Option<Self>> {
        let shared = catalogue::shared_pools(view.reader, product)?;
        if shared.is_empty() {
            return Ok(None);
        }
        let mut access = Self {
            pools: NumberMap::default(),
            sites: Vec::new(),
            groups_hold: false,
            orgs_hold: false,
            memberships: None,
            chains: NumberMap::default(),
            within_caps: NumberMap::default(),
        };
        let roles = view.roles()?;
        let default_country = country_number(view.settings()?.default_country.as_deref());
        for (number, kind) in shared {
            let pool = Shared::read(view, number, &roles, default_country)?;
            match kind {
                PoolKind::Group => access.groups_hold = true,
                PoolKind::School | PoolKind::Tenant => access.orgs_hold = true,
                _ if is_on(&pool.record.pool, day) => access.sites.push(number),
                _ => {}
            }
            access.pools.insert(number, pool);
        }
        let id = |number: &u32| access.pools.get(number).map(|pool| pool.record.pool.id.clone());
        access.sites.sort_by_key(id);
        Ok(Some(access))
    }

    /// What a user has through his groups (by id), his org and those above it (nearest first), or a site (by pool id).
    /// Asking in ascending order of users reads each block of memberships once.
    pub(crate) fn of_user(
        &mut self,
        view: View<'_>,
        user: u32,
        traits: &Traits,
        held: &mut Held<'_>,
    ) -> Result<Option<Derived>> {
        if !traits.enabled {
            return Ok(None);
        }
        if self.groups_hold {
            for (group, seat) in self.group_seats(view, user, held)? {
                if self.admits(view, group, seat.pool, user, traits)? {
                    return Ok(Some(Derived::by_seat(Through::Group(group), seat)));
                }
            }
        }
        self.of_place(view, traits.org, Some(traits), held)
    }

    /// What a group of an org has through the org, those above it, or a site. Terms that let in only some of the members do not
    /// count for the group.
    pub(crate) fn of_group(
        &mut self,
        view: View<'_>,
        org: u32,
        held: &mut Held<'_>,
    ) -> Result<Option<Derived>> {
        self.of_place(view, org, None, held)
    }

    /// What an org has through those above it, or a site. Likewise.
    pub(crate) fn of_org(
        &mut self,
        view: View<'_>,
        org: u32,
        held: &mut Held<'_>,
    ) -> Result<Option<Derived>> {
        let mut others = |kind: HolderKind, number: u32| {
            if (kind, number) == (HolderKind::Org, org) { Ok(None) } else { held(kind, number) }
        };
        self.of_place(view, org, None, &mut others)
    }

    /// The user's groups that hold a seat, by group id.
    fn group_seats(
        &mut self,
        view: View<'_>,
        user: u32,
        held: &mut Held<'_>,
    ) -> Result<Vec<(u32, HeldSeat)>> {
        let block = user / BLOCK;
        if self.memberships.as_ref().is_none_or(|(at, _)| *at != block) {
            self.memberships = Some((block, view.memberships(block)?));
        }
        let groups = self.memberships.as_ref().map_or(&[][..], |(_, all)| all.groups((user % BLOCK) as u8));
        let mut seats = Vec::new();
        for group in groups {
            if let Some(seat) = held(HolderKind::Group, *group)? {
                seats.push((*group, seat));
            }
        }
        if seats.len() > 1 {
            let mut by_id = Vec::with_capacity(seats.len());
            for own in seats {
                by_id.push((view.group_record(own.0)?.id, own));
            }
            by_id.sort_by(|(one, _), (other, _)| one.cmp(other));
            seats = by_id.into_iter().map(|(_, own)| own).collect();
        }
        Ok(seats)
    }

    /// Whether a group's seat gives a member access.
    fn admits(&mut self, view: View<'_>, group: u32, pool: u32, user: u32, traits: &Traits) -> Result<bool> {
        let shared = self.pool(pool)?;
        if !shared.fits(traits) || !shared.is_capped() {
            return Ok(shared.fits(traits));
        }
        if !self.within_caps.contains_key(&(group, pool)) {
            let within = self.pool(pool)?.within_caps(view, group)?;
            self.within_caps.insert((group, pool), within);
        }
        Ok(self.within_caps.get(&(group, pool)).is_some_and(|within| within.binary_search(&user).is_ok()))
    }

    /// What comes through an org, those above it, or a site; `traits` of a user, `None` for whoever is many.
    fn of_place(
        &mut self,
        view: View<'_>,
        org: u32,
        traits: Option<&Traits>,
        held: &mut Held<'_>,
    ) -> Result<Option<Derived>> {
        if !self.orgs_hold && self.sites.is_empty() {
            return Ok(None);
        }
        let chain = match self.chains.entry(org) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(view.with_parents(org)?),
        };
        let chain = chain.clone();
        for above in chain.iter().filter(|_| self.orgs_hold) {
            let Some(seat) = held(HolderKind::Org, *above)? else { continue };
            let shared = self.pool(seat.pool)?;
            let reaches = *above == org || shared.record.pool.kind == PoolKind::Tenant;
            if reaches && shared.lets_in(traits) {
                return Ok(Some(Derived::by_seat(Through::Org(*above), seat)));
            }
        }
        for site in &self.sites {
            let shared = self.pool(*site)?;
            if chain.contains(&shared.record.org) && shared.lets_in(traits) {
                return Ok(Some(Derived::by_site(*site, &shared.record.pool)));
            }
        }
        Ok(None)
    }

    fn pool(&self, number: u32) -> Result<&Shared> {
        self.pools.get(&number).ok_or_else(|| {
            Error::corrupt(format!("pool number {number} is not for those who hold its seats"))
        })
    }
}

impl Derived {
    /// The group or org whose seat it comes through.
    pub(crate) fn holder(&self) -> Option<(HolderKind, u32)> {
        match self.through {
            Through::Group(group) => Some((HolderKind::Group, group)),
            Through::Org(org) => Some((HolderKind::Org, org)),
            Through::Site(_) => None,
        }
    }

    fn by_seat(through: Through, held: HeldSeat) -> Self {
        let HeldSeat { pool, seat, seen } = held;
        let (started_on, ends_on) = (seen.standing.started_on, seen.ends_on);
        Self { through, pool, seat: Some(seat), state: seen.state, started_on, ends_on }
    }

    fn by_site(number: u32, pool: &Pool) -> Self {
        let (started_on, ends_on) = (first_day(pool), pool.ends_on);
        Self {
            through: Through::Site(number),
            pool: number,
            seat: None,
            state: SeatState::Started,
            started_on,
            ends_on,
        }
    }
}

impl Shared {
    fn read(view: View<'_>, number: u32, roles: &Roles, default_country: u16) -> Result<Self> {
        let record = view.pool_record(number)?;
        let caps = record.pool.role_caps.iter();
        let role_caps = caps.map(|(role, cap)| (roles.known(std::slice::from_ref(role)), *cap)).collect();
        Ok(Self {
            allowed_roles: roles.known(&record.pool.allowed_roles),
            role_caps,
            default_country,
            record,
        })
    }

    /// Whether the pool's terms let a user in.
    fn fits(&self, traits: &Traits) -> bool {
        let pool = &self.record.pool;
        let role = pool.allowed_roles.is_empty() || traits.roles & self.allowed_roles != 0;
        let country = if traits.country == 0 { self.default_country } else { traits.country };
        role && country_passes(pool, country)
    }

    /// Whether the terms let in a user; or everybody, without one.
    fn lets_in(&self, traits: Option<&Traits>) -> bool {
        let pool = &self.record.pool;
        let is_open = || {
            pool.allowed_roles.is_empty()
                && pool.countries_allowed.is_empty()
                && pool.countries_denied.is_empty()
        };
        traits.map_or_else(is_open, |traits| self.fits(traits))
    }

    fn is_capped(&self) -> bool {
        self.record.pool.member_cap.is_some() || !self.role_caps.is_empty()
    }

    /// Members of a group that its seat has room for, in ascending order of their numbers. They are counted in the group's
    /// order; a member counts for the first of his roles that has room left. Disabled accounts use up nothing.
    fn within_caps(&self, view: View<'_>, group: u32) -> Result<Vec<u32>> {
        let members = view.members(group)?;
        let cap = self.record.pool.member_cap.filter(|_| !plant::is("cap forgotten"));
        let mut left = cap.unwrap_or(u32::MAX);
        let mut by_role = self.role_caps.clone();
        let mut within = Vec::new();
        for (member, traits) in members.iter().zip(view.traits(&members)?) {
            if left == 0 {
                break;
            }
            if !traits.enabled || !self.fits(&traits) {
                continue;
            }
            if !by_role.is_empty() {
                let own = by_role.iter_mut().find(|(role, left)| traits.roles & role != 0 && *left > 0);
                let Some((_, left)) = own else { continue };
                *left -= 1;
            }
            left -= 1;
            within.push(*member);
        }
        within.sort_unstable();
        Ok(within)
    }
}

/// The first day on which a site is on, if it has one.
fn first_day(pool: &Pool) -> Option<Day> {
    pool.starts_on.or(pool.delivered_on)
}

/// Whether a site gives access on a day. One with a quantity of 0 is off: that is what becomes of it when a licence ends.
fn is_on(pool: &Pool, day: Day) -> bool {
    !pool.suspended
        && pool.quantity != Some(0)
        && first_day(pool).is_none_or(|first| day >= first)
        && pool.ends_on.is_none_or(|last| day <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::catalogue::Sort;
    use crate::load::Load;
    use crate::request::Options;
    use crate::seat::{Seen, Standing};
    use crate::store::memory::MemoryStore;
    use crate::store::{Store, Verdict};

    /// A town over two schools; class `7a` with three pupils and two teachers, class `7b` with one of the pupils.
    fn book(pools: &str) -> MemoryStore {
        let load = format!(
            r#"{{"orgs":[{{"id":"town"}},{{"id":"north","parent":"town"}},{{"id":"south","parent":"town"}}],
            "products":[{{"id":"p"}}],
            "users":[{{"id":"a","org":"north","roles":["student"]}},
                {{"id":"b","org":"north","roles":["student"],"enabled":false}},
                {{"id":"c","org":"north","roles":["student"],"country":"SE"}},
                {{"id":"d","org":"north","roles":["student"]}},
                {{"id":"s","org":"south","roles":["student"]}},
                {{"id":"t","org":"north","roles":["teacher"]}},{{"id":"u","org":"north","roles":["teacher"]}}],
            "groups":[{{"id":"7b","org":"north","members":["a"]}},
                {{"id":"7a","org":"north","members":["u","b","d","c","a","t"]}}],
            "pools":[{pools}]}}"#
        );
        let (store, load) = (MemoryStore::new(), Load::from_json(&load).unwrap());
        store
            .write(None, &mut |writer| {
                let loaded = crate::write::load::put(writer, &load, &Options::on(day("2025-08-18")))?;
                assert_eq!(loaded.report.refused, []);
                Ok(Verdict::Commit)
            })
            .unwrap();
        store
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Who of all users has access on a day, through what, when these groups and orgs hold seats of the first pool.
    fn who(store: &MemoryStore, on: &str, seats: &[(HolderKind, &str)]) -> Vec<String> {
        let snapshot = store.snapshot().unwrap();
        let view = View::new(snapshot.as_ref());
        let Some(mut access) = Access::new(view, 0, day(on)).unwrap() else { return vec!["nothing".into()] };
        let sort = |kind| if kind == HolderKind::Group { Sort::Group } else { Sort::Org };
        let mut held = |kind: HolderKind, number: u32| {
            let own = |(own, id): &(HolderKind, &str)| {
                *own == kind && catalogue::number(view.reader, sort(kind), id).unwrap() == Some(number)
            };
            let seen = Seen { state: SeatState::Assigned, standing: Standing::NEW, ends_on: None };
            Ok(seats.iter().any(own).then_some(HeldSeat { pool: 0, seat: 4, seen }))
        };
        let mut found = Vec::new();
        for id in ["a", "b", "c", "d", "s", "t", "u"] {
            let user = view.user(id).unwrap();
            if let Some(derived) = access.of_user(view, user.number, &user.traits, &mut held).unwrap() {
                let through = match derived.through {
                    Through::Group(group) => view.group_record(group).unwrap().id,
                    Through::Org(org) => {
                        catalogue::record::<catalogue::OrgRecord>(view.reader, Sort::Org, org).unwrap().org.id
                    }
                    Through::Site(pool) => view.pool_record(pool).unwrap().pool.id,
                };
                found.push(format!("{id}:{through}"));
            }
        }
        found
    }

    #[test]
    fn nothing_is_derived_from_seats_for_users() {
        let store = book(r#"{"id":"P","product":"p","org":"town","kind":"volume","quantity":5}"#);
        assert_eq!(who(&store, "2025-09-01", &[]), ["nothing"]);
    }

    #[test]
    fn members_have_what_their_class_holds() {
        let store = book(r#"{"id":"P","product":"p","org":"town","kind":"group","quantity":5}"#);
        assert_eq!(who(&store, "2025-09-01", &[]), Vec::<String>::new());
        let both = [(HolderKind::Group, "7b"), (HolderKind::Group, "7a")];
        assert_eq!(who(&store, "2025-09-01", &both), ["a:7a", "c:7a", "d:7a", "t:7a", "u:7a"], "by group id");
        assert_eq!(who(&store, "2025-09-01", &both[..1]), ["a:7b"]);
    }

    /// Skolon sells "30 students + 2 teachers".
    #[test]
    fn caps_are_counted_in_the_order_of_the_class() {
        let caps =
            r#"{"id":"P","product":"p","org":"town","kind":"group","role_caps":{"student":2,"teacher":1}}"#;
        let class = [(HolderKind::Group, "7a")];
        assert_eq!(
            who(&book(caps), "2025-09-01", &class),
            ["c:7a", "d:7a", "u:7a"],
            "a disabled pupil uses up nothing"
        );
        let both = r#"{"id":"P","product":"p","org":"town","kind":"group","member_cap":2,"role_caps":{"student":2,"teacher":1}}"#;
        assert_eq!(who(&book(both), "2025-09-01", &class), ["d:7a", "u:7a"]);
        let roles = r#"{"id":"P","product":"p","org":"town","kind":"group","member_cap":2,"allowed_roles":["student"]}"#;
        assert_eq!(who(&book(roles), "2025-09-01", &class), ["c:7a", "d:7a"]);
    }

    #[test]
    fn a_school_s_seat_is_for_its_own_users_and_a_tenant_s_for_all_below() {
        let school = book(r#"{"id":"P","product":"p","org":"town","kind":"school","quantity":5}"#);
        assert_eq!(who(&school, "2025-09-01", &[(HolderKind::Org, "town")]), Vec::<String>::new());
        assert_eq!(who(&school, "2025-09-01", &[(HolderKind::Org, "south")]), ["s:south"]);
        let tenant = book(
            r#"{"id":"P","product":"p","org":"town","kind":"tenant","quantity":5,"countries_denied":["SE"]}"#,
        );
        assert_eq!(
            who(&tenant, "2025-09-01", &[(HolderKind::Org, "town")]),
            Vec::<String>::new(),
            "no country, no access"
        );
        let tenant =
            book(r#"{"id":"P","product":"p","org":"town","kind":"tenant","countries_allowed":["SE"]}"#);
        let nearest_first = [(HolderKind::Org, "town"), (HolderKind::Org, "north")];
        assert_eq!(who(&tenant, "2025-09-01", &nearest_first), ["c:north"]);
    }

    #[test]
    fn a_site_is_on_between_its_days_for_its_orgs() {
        let site = r#"{"id":"Z","product":"p","org":"south","kind":"site","delivered_on":"2025-09-01","ends_on":"2026-07-31"},
            {"id":"Q","product":"p","org":"town","kind":"site","starts_on":"2026-01-01"},
            {"id":"A","product":"p","org":"town","kind":"site","suspended":true}"#;
        let store = book(site);
        assert_eq!(who(&store, "2025-08-31", &[]), Vec::<String>::new());
        assert_eq!(who(&store, "2025-09-01", &[]), ["s:Z"]);
        assert_eq!(who(&store, "2026-07-31", &[]), ["a:Q", "c:Q", "d:Q", "s:Q", "t:Q", "u:Q"]);
    }

    #[test]
    fn a_class_derives_only_what_is_for_everybody() {
        let of = |pool: &str| {
            let store = book(pool);
            let snapshot = store.snapshot().unwrap();
            let view = View::new(snapshot.as_ref());
            let mut access = Access::new(view, 0, day("2025-09-01")).unwrap().unwrap();
            let mut nobody = |_: HolderKind, _: u32| Ok(None);
            let north = view.org("north").unwrap();
            assert_eq!(
                access.of_org(view, north, &mut nobody).unwrap(),
                access.of_group(view, north, &mut nobody).unwrap()
            );
            access.of_group(view, north, &mut nobody).unwrap().is_some()
        };
        assert!(of(r#"{"id":"P","product":"p","org":"town","kind":"site"}"#));
        assert!(!of(r#"{"id":"P","product":"p","org":"town","kind":"site","allowed_roles":["student"]}"#));
        assert!(!of(r#"{"id":"P","product":"p","org":"south","kind":"site"}"#));
    }
}
