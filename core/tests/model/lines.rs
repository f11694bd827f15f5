//! Lines of a licence file on paper: which pools each is about, how its total is shared, what it would change.

use crate::book::{Book, Bought};
use seatbook_core::Day;
use seatbook_core::activation::{LineChange, LineDiff, TermChange};
use seatbook_core::licence_file::{LicenceLine, LicencePayload, LineKind, LineTerms};
use seatbook_core::model::{Licensee, Pool, PoolKind, StartPolicy};
use seatbook_core::seat::SeatState;
use serde_json::{Map, Value};

/// A line of a file, or one that the file does away with.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: String,
    pub product: String,
    pub kind: LineKind,
    name: String,
    /// `None` is unlimited.
    pub total: Option<u64>,
    in_file: bool,
    was_in_file: bool,
    terms: LineTerms,
    terms_before: LineTerms,
}

/// What a line can say of a pool, under the names that a pool's document has.
const TERMS: [&str; 11] = [
    "allowed_roles",
    "delivered_on",
    "duration",
    "ends_on",
    "redeem_from",
    "redeem_until",
    "release",
    "revocable",
    "start_policy",
    "start_within",
    "starts_on",
];

/// The kind of line that a pool can belong to.
fn kind_of(pool: &Pool) -> Option<LineKind> {
    match pool.kind {
        PoolKind::Single | PoolKind::Volume => Some(LineKind::User),
        PoolKind::Site => Some(LineKind::Site),
        _ => None,
    }
}

/// Whose line a pool belongs to: the product and kind of the line, if it is any of his.
pub fn about(licensee: &Licensee, pool: &Pool) -> Option<(String, LineKind)> {
    let his = pool.org == licensee.org && pool.serial_number.as_ref() == Some(&licensee.serial_number);
    kind_of(pool).filter(|_| his).map(|kind| (pool.product.clone(), kind))
}

/// The sum of some pools; `None` is unlimited.
pub fn sum<'a>(pools: impl IntoIterator<Item = &'a Pool>) -> Option<u64> {
    let mut sum = 0;
    for pool in pools {
        sum += u64::from(pool.quantity?);
    }
    Some(sum)
}

/// A pool on which a line's terms are put: what is stated holds; what only the file before stated is forgotten.
fn under(pool: &Pool, terms: &LineTerms, before: &LineTerms) -> Pool {
    let (stated, before) = (document(terms), document(before));
    let mut all = document(pool);
    for term in TERMS {
        match stated.get(term) {
            Some(value) => drop(all.insert(term.to_owned(), value.clone())),
            None if before.contains_key(term) => drop(all.remove(term)),
            None => {}
        }
    }
    serde_json::from_value(Value::Object(all)).unwrap()
}

/// A pool as terms state it.
pub fn stated(terms: &LineTerms, pool: &Pool) -> Pool {
    under(pool, terms, &LineTerms::default())
}

fn document(of: &impl serde::Serialize) -> Map<String, Value> {
    serde_json::to_value(of).unwrap().as_object().unwrap().clone()
}

/// Whether a pool's terms can be.
pub fn makes_sense(pool: &Pool) -> bool {
    let counted = pool.start_within.is_some() || pool.start_policy == StartPolicy::OnDelivery;
    let in_order = |first: Option<Day>, last: Option<Day>| first.is_none() || last.is_none() || first <= last;
    !(counted && pool.delivered_on.is_none())
        && in_order(pool.redeem_from, pool.redeem_until)
        && in_order(pool.starts_on, pool.ends_on)
}

impl Line {
    /// A pool under the file's terms.
    pub fn put_on(&self, pool: &Pool) -> Pool {
        under(pool, &self.terms, &self.terms_before)
    }
}

impl Bought {
    /// Seats that nobody holds and that have not ended; `None` is unlimited.
    fn free(&self, day: Day) -> Option<u64> {
        self.terms.quantity?;
        let free = (0..self.size()).filter(|seat| self.seen(*seat, day).state.is_free());
        Some(free.count() as u64)
    }

    /// Seats that somebody holds.
    pub fn in_use(&self, day: Day) -> u64 {
        (0..self.seats.len()).filter(|seat| self.seen(*seat, day).state.is_held()).count() as u64
    }
}

impl Book {
    /// Every line of a file, then those that are gone. `before` is the file whose totals hold.
    pub fn lines(
        &self,
        licensee: &Licensee,
        file: &LicencePayload,
        before: Option<&LicencePayload>,
    ) -> Vec<Line> {
        let of = |file: &LicencePayload, product: &str, kind: LineKind| -> Option<LicenceLine> {
            file.lines.iter().find(|line| line.product == product && line.kind == kind).cloned()
        };
        let earlier = |product: &str, kind| before.and_then(|before| of(before, product, kind));
        let mut lines: Vec<Line> = Vec::new();
        for own in &file.lines {
            let earlier = earlier(&own.product, own.kind);
            lines.push(Line {
                id: own.id.clone(),
                name: own.name.clone(),
                product: own.product.clone(),
                kind: own.kind,
                total: own.total.map(u64::from),
                in_file: true,
                was_in_file: earlier.is_some(),
                terms: own.terms.clone(),
                terms_before: earlier.map(|line| line.terms).unwrap_or_default(),
            });
        }
        let mut gone: Vec<_> = self.pools.iter().filter_map(|pool| about(licensee, &pool.terms)).collect();
        gone.retain(|(product, kind)| of(file, product, *kind).is_none());
        gone.sort();
        gone.dedup();
        for (product, kind) in gone {
            let earlier = earlier(&product, kind);
            let terms = earlier.as_ref().map(|line| line.terms.clone()).unwrap_or_default();
            let named = earlier.as_ref().map(|line| line.id.clone());
            let ids = named.into_iter().chain([product.clone(), format!("{product}/{}", kind.word())]);
            let id = ids.into_iter().find(|id| lines.iter().all(|line| line.id != *id));
            lines.push(Line {
                id: id.expect("a free id"),
                name: earlier.as_ref().map(|line| line.name.clone()).unwrap_or_default(),
                product,
                kind,
                total: Some(0),
                in_file: false,
                was_in_file: earlier.is_some(),
                terms_before: terms.clone(),
                terms,
            });
        }
        lines
    }

    /// The pools of a line, oldest first.
    pub fn pools_of(&self, licensee: &Licensee, line: &Line) -> Vec<usize> {
        let mut pools: Vec<usize> = (0..self.pools.len())
            .filter(|at| about(licensee, &self.pools[*at].terms) == Some((line.product.clone(), line.kind)))
            .collect();
        pools.sort_by_key(|at| self.pools[*at].terms.delivered_on);
        pools
    }

    /// The terms of a line become those of its pools. Fails if they cannot be.
    pub fn put_terms(&mut self, licensee: &Licensee, line: &Line, day: Day) -> Result<(), ()> {
        for at in self.pools_of(licensee, line) {
            let new = line.put_on(&self.pools[at].terms);
            if new != self.pools[at].terms && (!makes_sense(&new) || self.put_pool(&new, day).is_some()) {
                return Err(());
            }
        }
        Ok(())
    }

    /// Seats in use beyond what a line gives.
    pub fn excess(&self, licensee: &Licensee, line: &Line, day: Day) -> u64 {
        let held: u64 = self.pools_of(licensee, line).iter().map(|at| self.pools[*at].in_use(day)).sum();
        line.total.map_or(0, |total| held.saturating_sub(total))
    }

    /// The total of a line becomes that of its pools, seat by seat: none that is in use is taken away.
    pub fn put_total(&mut self, licensee: &Licensee, line: &Line, day: Day) -> Result<(), ()> {
        let pools = self.pools_of(licensee, line);
        if pools.is_empty() {
            return if line.total == Some(0) { Ok(()) } else { self.buy(licensee, line, day) };
        }
        let mut seats: Vec<Option<u64>> =
            pools.iter().map(|at| self.pools[*at].terms.quantity.map(u64::from)).collect();
        match line.total {
            None if seats.contains(&None) => {}
            None => *seats.last_mut().unwrap() = None,
            Some(total) => {
                let held: Vec<u64> = pools.iter().map(|at| self.pools[*at].in_use(day)).collect();
                let mut counted: Vec<u64> =
                    seats.iter().zip(&held).map(|(seats, held)| seats.unwrap_or(*held)).collect();
                while counted.iter().sum::<u64>() < total {
                    *counted.last_mut().unwrap() += 1;
                }
                while counted.iter().sum::<u64>() > total {
                    let spare = (0..pools.len()).rfind(|at| counted[*at] > held[*at]).expect("a free seat");
                    counted[spare] -= 1;
                }
                seats = counted.into_iter().map(Some).collect();
            }
        }
        for (at, quantity) in pools.iter().zip(seats).rev() {
            let quantity = quantity.map(|seats| u32::try_from(seats).unwrap());
            let old = &self.pools[*at].terms;
            let mut new = Pool { quantity, ..old.clone() };
            if old.quantity == quantity {
                continue;
            }
            // A licence for one person that becomes one for several.
            if new.kind == PoolKind::Single && quantity.is_none_or(|seats| seats > 1) {
                new.kind = PoolKind::Volume;
            }
            if !makes_sense(&new) || self.put_pool(&new, day).is_some() {
                return Err(());
            }
        }
        Ok(())
    }

    /// A pool for a line that has none.
    fn buy(&mut self, licensee: &Licensee, line: &Line, day: Day) -> Result<(), ()> {
        let pool = self.bought_for(licensee, line);
        if !makes_sense(&pool) {
            return Err(());
        }
        self.put_pool(&pool, day);
        Ok(())
    }

    pub fn bought_for(&self, licensee: &Licensee, line: &Line) -> Pool {
        let name = format!("{}/{}", licensee.serial_number, line.id);
        let names = (2..).map(|number| format!("{name}/{number}"));
        let is_free = |id: &String| self.pools.iter().all(|pool| pool.terms.id != *id);
        let pool = Pool {
            id: [name.clone()].into_iter().chain(names).find(is_free).unwrap(),
            product: line.product.clone(),
            org: licensee.org.clone(),
            kind: if line.kind == LineKind::Site { PoolKind::Site } else { PoolKind::Volume },
            quantity: line.total.map(|total| u32::try_from(total).unwrap()),
            serial_number: Some(licensee.serial_number.clone()),
            owner: Some(licensee.owner.clone()),
            ..Pool::default()
        };
        stated(&line.terms, &pool)
    }

    /// What a line changes, if anything: all of it is done on a copy of the book, and counted.
    pub fn change_of(&self, licensee: &Licensee, line: &Line, day: Day) -> Option<LineDiff> {
        let pools = self.pools_of(licensee, line);
        let own =
            |book: &Self| -> Vec<Pool> { pools.iter().map(|at| book.pools[*at].terms.clone()).collect() };
        let old_total = sum(&own(self));
        let (mut after, mut terms) = (self.clone(), Vec::new());
        for at in &pools {
            let old = &self.pools[*at].terms;
            let new = line.put_on(old);
            note_changes(&mut terms, old, &new);
            after.put_pool(&new, day);
        }
        if pools.is_empty() {
            let new = stated(&line.terms, &Pool::default());
            note_changes(&mut terms, &Pool::default(), &new);
        }
        let unlimited = |total: Option<u64>| total.unwrap_or(u64::MAX);
        let change = match unlimited(line.total).cmp(&unlimited(old_total)) {
            _ if !line.in_file && old_total == Some(0) => return None,
            _ if !line.in_file => LineChange::Removed,
            std::cmp::Ordering::Greater if old_total == Some(0) && !line.was_in_file => LineChange::Added,
            std::cmp::Ordering::Greater => LineChange::Raised,
            std::cmp::Ordering::Less => LineChange::Lowered,
            std::cmp::Ordering::Equal if terms.is_empty() || pools.is_empty() => return None,
            std::cmp::Ordering::Equal => LineChange::Terms,
        };
        let held = |at: &usize| after.pools[*at].in_use(day);
        let revocable = pools.iter().filter(|at| after.pools[**at].terms.revocable).map(held).sum();
        let in_use = pools.iter().map(held).sum();
        let to_remove = after.excess(licensee, line, day);
        let free = |book: &Self| -> Option<u64> {
            book.pools_of(licensee, line).iter().map(|at| book.pools[*at].free(day)).sum()
        };
        let mut available_after = Some(0);
        if to_remove == 0 && after.put_total(licensee, line, day).is_ok() {
            available_after = free(&after);
        }
        Some(LineDiff {
            line: line.id.clone(),
            name: line.name.clone(),
            product: line.product.clone(),
            kind: line.kind,
            change,
            old_total,
            new_total: line.total,
            in_use,
            revocable,
            available: free(self),
            available_after,
            to_remove,
            blocked: to_remove > 0,
            terms,
        })
    }

    /// Who holds a seat of a line: pool and number.
    pub fn holders_of(&self, licensee: &Licensee, line: &Line, day: Day) -> Vec<(usize, usize)> {
        let pools = self.pools_of(licensee, line).into_iter();
        let places = pools.flat_map(|at| (0..self.pools[at].seats.len()).map(move |seat| (at, seat)));
        places
            .filter(|place| matches!(self.seen(*place, day).state, SeatState::Assigned | SeatState::Started))
            .collect()
    }
}

/// Notes each term that becomes another.
fn note_changes(changes: &mut Vec<TermChange>, old: &Pool, new: &Pool) {
    let word = |pool: &Pool, term: &str| match document(pool).get(term) {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Array(roles)) => {
            Some(roles.iter().map(|role| role.as_str().unwrap()).collect::<Vec<_>>().join(", "))
        }
        Some(other) => Some(other.to_string()),
        None => (term == "revocable").then(|| "true".to_owned()),
    };
    for term in TERMS {
        let change = TermChange { term: term.to_owned(), old: word(old, term), new: word(new, term) };
        if change.old != change.new && !changes.contains(&change) {
            changes.push(change);
        }
    }
}
