//! What a load does to the reference book.

use crate::book::{Book, Bought, Seat, Seen, seen};
use crate::licences::File;
use seatbook_core::Day;
use seatbook_core::activation::ActivationState;
use seatbook_core::load::Load;
use seatbook_core::model::{Licensee, Pool, PoolKind};
use seatbook_core::seat::SeatState;

/// Something that is not taken: sort, id, why.
pub type Refused = (String, String, String);

impl Book {
    /// Takes over a load; says what it does not take.
    pub fn load(&mut self, load: &Load, day: Day) -> Vec<Refused> {
        if let Some(settings) = &load.settings {
            self.default_country.clone_from(&settings.default_country);
        }
        for org in &load.orgs {
            put(&mut self.orgs, org, |org| &org.id);
        }
        for product in &load.products {
            put(&mut self.products, product, |product| &product.id);
        }
        for exclusion in &load.exclusions {
            put(&mut self.exclusions, exclusion, |exclusion| &exclusion.id);
        }
        for prerequisite in &load.prerequisites {
            put(&mut self.prerequisites, prerequisite, |prerequisite| &prerequisite.id);
        }
        let mut refused: Vec<Refused> =
            load.licensees.iter().filter_map(|licensee| self.load_licensee(licensee)).collect();
        for user in &load.users {
            put(&mut self.users, user, |user| &user.id);
        }
        for group in &load.groups {
            put(&mut self.groups, group, |group| &group.id);
        }
        for pool in &load.pools {
            if self.is_licensed(pool) {
                refused.push(("pool".into(), pool.id.clone(), "licensed".into()));
            } else {
                refused.extend(self.put_pool(pool, day));
            }
        }
        refused
    }

    /// Whom licence files are for; the org stays the same while there is a file about it.
    fn load_licensee(&mut self, licensee: &Licensee) -> Option<Refused> {
        let serial_number = &licensee.serial_number;
        let alive = |file: &File| {
            file.payload.serial_number == *serial_number && file.state != ActivationState::Discarded
        };
        let moves = self.licensee(serial_number).is_some_and(|old| old.org != licensee.org);
        if moves && self.files.iter().any(alive) {
            return Some(("licensee".into(), serial_number.clone(), "licensed".into()));
        }
        put(&mut self.licensees, licensee, |licensee| &licensee.serial_number);
        None
    }

    /// A pool and its terms, whatever licence files say.
    pub fn put_pool(&mut self, terms: &Pool, day: Day) -> Option<Refused> {
        let mut terms = terms.clone();
        if terms.kind == PoolKind::Single && terms.quantity.is_none() {
            terms.quantity = Some(1);
        }
        let Some(pool) = self.pools.iter_mut().find(|pool| pool.terms.id == terms.id) else {
            self.pools.push(Bought { terms, fresh: Seat::fresh(), seats: Vec::new() });
            return None;
        };
        let held =
            (0..pool.seats.len()).filter(|at| seen(&terms, &pool.seats[*at], day).state.is_held()).count();
        let for_users = |kind: PoolKind| matches!(kind, PoolKind::Single | PoolKind::Volume);
        let same_kind =
            pool.terms.kind == terms.kind || (for_users(pool.terms.kind) && for_users(terms.kind));
        let kept = (pool.terms.product == terms.product && same_kind) || pool.seats.is_empty();
        if !kept || terms.quantity.is_some_and(|quantity| (quantity as usize) < held) {
            return Some(("pool".into(), terms.id, "in_use".into()));
        }
        if times(&pool.terms) != times(&terms) {
            // What the dates have brought about stays so.
            for seat in pool.seats.iter_mut().chain([&mut pool.fresh]) {
                write_down(seat, standing(&pool.terms, seat, day));
            }
        }
        pool.terms = terms;
        pool.withdraw(day);
        None
    }
}

impl Bought {
    /// Seats that the pool has too many: those that never were used, then new ones, reusable, retired and ended ones,
    /// highest numbers first.
    fn withdraw(&mut self, day: Day) {
        let Some(quantity) = self.terms.quantity else { return };
        let left = |pool: &Self| pool.seats.iter().filter(|seat| seat.state != SeatState::Withdrawn).count();
        while left(self) > quantity as usize {
            let order = [SeatState::New, SeatState::Reusable, SeatState::Retired, SeatState::Expired];
            let rank = |at: &usize| order.iter().position(|state| *state == self.seen(*at, day).state);
            let free = (0..self.seats.len()).filter(|at| rank(at).is_some());
            let last = free.min_by_key(|at| (rank(at), usize::MAX - at)).expect("a seat that nobody holds");
            self.seats[last] = Seat { state: SeatState::Withdrawn, ..Seat::fresh() };
        }
    }
}

/// Terms by which dates bring something about.
fn times(pool: &Pool) -> impl PartialEq + use<> {
    (pool.delivered_on, pool.start_within, pool.start_policy, pool.starts_on, pool.duration)
}

/// What a seat is on a day, but for its end, which is never written down.
fn standing(terms: &Pool, seat: &Seat, day: Day) -> (SeatState, Seen) {
    let endless = Pool { ends_on: None, duration: None, ..terms.clone() };
    (seen(&endless, seat, day).state, seen(terms, seat, day))
}

fn write_down(seat: &mut Seat, (state, seen): (SeatState, Seen)) {
    if seat.state == SeatState::New || seat.state == SeatState::Assigned {
        (seat.state, seat.started_on, seat.own_end) = (state, seen.started_on, seen.own_end);
    }
}

fn put<T: Clone>(all: &mut Vec<T>, one: &T, id: impl Fn(&T) -> &String) {
    match all.iter_mut().find(|own| id(own) == id(one)) {
        Some(own) => *own = one.clone(),
        None => all.push(one.clone()),
    }
}
