//! The waiting list as a request changes it: rows that find no seat and ask to be kept, wishes that are cancelled, and wishes that
//! are met because their holder gets the product.
//!
//! Of a product a holder has one wish. Asking again adds what the seat is to come through, and a higher priority moves it behind
//! those of that priority; for the rest it stays as it was first asked for.

use super::pools::NO_SITUATION;
use super::rows::Says;
use super::{At, Draft};
use crate::error::Result;
use crate::layout::users::NOBODY;
use crate::layout::waiting::{self, Place, Wish};
use crate::outcome::Outcome;
use crate::request::{Hooks, Mode, Op};
use crate::seat::HolderKind;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

/// Whose wish for which product.
type Whose = (HolderKind, u32, u32);

/// What a request changes in the waiting list.
#[derive(Default)]
pub(crate) struct Wishes {
    /// To be put into the queue; operation 0 is the one that the request becomes.
    pub put: Vec<(Place, Wish)>,
    /// To be taken off, with kind and number of the holder. These go first.
    pub gone: Vec<(Place, HolderKind, u32)>,
    /// Holders of `gone`.
    whose: HashSet<Whose>,
}

impl Wishes {
    pub(crate) fn is_empty(&self) -> bool {
        self.put.is_empty() && self.gone.is_empty()
    }

    pub(crate) fn take_off(&mut self, place: Place, kind: HolderKind, holder: u32) {
        if self.whose.insert((kind, holder, place.product)) {
            self.gone.push((place, kind, holder));
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Wishes that rows of this request ask for, before their places are known.
#[derive(Default)]
struct Asked {
    /// The wish as it shall be, its place, whether it is new in the queue there, and the rows that ask for it.
    all: Vec<(Place, Wish, bool, Vec<At>)>,
    by_holder: HashMap<Whose, usize>,
}

impl Draft<'_> {
    /// Takes wishes off the waiting list.
    pub(super) fn cancel(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        self.each_row(|op| op == Op::Cancel, hooks, &mut (), |draft, at, ()| draft.cancel_row(at))
    }

    fn cancel_row(&mut self, at: At) -> Result<()> {
        if self.refuse_repeat_or_stranger(at)? || self.answer_as_before(at)? {
            return Ok(());
        }
        let outcome = match self.wish_of(at)? {
            Some(place) => {
                self.wishes.take_off(place, at.holder, at.user);
                Outcome::Cancelled
            }
            None => Outcome::NotAssigned,
        };
        self.say(at, Says::only(outcome), 0)
    }

    /// Where a row's target waits for its product, as long as this request leaves him there.
    fn wish_of(&self, at: At) -> Result<Option<Place>> {
        let product = self.parts.columns.get(at.column as usize).map_or(u32::MAX, |column| column.product);
        if self.wishes.whose.contains(&(at.holder, at.user, product)) {
            return Ok(None);
        }
        waiting::place_of(self.view.reader, at.holder, at.user, product)
    }

    /// Undoes that a row put a wish on the list, if it is there still.
    pub(super) fn undo_wish(&mut self, at: At, operation: u64) -> Result<bool> {
        if at.user == NOBODY || self.slot(at)?.situation != NO_SITUATION {
            return Ok(false);
        }
        let outcome = match self.wish_of(at)?.filter(|place| place.operation == operation) {
            Some(place) => {
                self.wishes.take_off(place, at.holder, at.user);
                Outcome::Cancelled
            }
            None => Outcome::NotAssigned,
        };
        self.say(at, Says::only(outcome), 0)?;
        Ok(true)
    }

    /// When all rows are judged: who waits from now on, and who does not any more because he has the product.
    pub(super) fn wait(&mut self, hooks: &mut Hooks<'_>) -> Result<()> {
        if self.options.mode == Mode::Atomic && self.rows.has_refused() {
            self.wishes.clear();
            return Ok(());
        }
        self.meet_wishes()?;
        if self.parts.all.iter().all(|part| !part.item.waitlist) {
            return Ok(());
        }
        let mut asked = Asked::default();
        self.each_row(
            |op| op == Op::Assign,
            hooks,
            &mut asked,
            |draft, at, asked| {
                let starved =
                    draft.rows.get(at.row).is_some_and(|(says, _)| says.outcome == Outcome::NoSeatLeft);
                // Another row of the request may have given what this one did not find.
                let slot = *draft.slot(at)?;
                let has = slot.situation != NO_SITUATION || slot.promised;
                if starved && !has && draft.part(at)?.item.waitlist && !draft.units.has_others(at) {
                    draft.ask(at, asked)?;
                }
                Ok(())
            },
        )?;
        self.queue(asked)
    }

    /// Whoever gets a product does not wait for it any more.
    fn meet_wishes(&mut self) -> Result<()> {
        let waited: BTreeSet<u32> =
            waiting::all_counts(self.view.reader)?.keys().map(|(product, _)| *product).collect();
        if waited.is_empty() {
            return Ok(());
        }
        let given: Vec<Whose> = self
            .slots
            .iter()
            .filter(|slots| waited.contains(&slots.product()))
            .flat_map(super::slots::Slots::changes)
            .filter(|own| own.situation != NO_SITUATION)
            .map(|own| (own.kind, own.holder, own.product))
            .collect();
        for (kind, holder, product) in given {
            if let Some(place) = waiting::place_of(self.view.reader, kind, holder, product)? {
                self.wishes.take_off(place, kind, holder);
            }
        }
        Ok(())
    }

    /// Notes the wish of a row.
    fn ask(&mut self, at: At, asked: &mut Asked) -> Result<()> {
        let product = self.parts.columns.get(at.column as usize).map_or(u32::MAX, |column| column.product);
        let source = self.source(at);
        let whose = (at.holder, at.user, product);
        let priority = self.part(at)?.item.priority;
        let own = asked.by_holder.get(&whose).and_then(|own| asked.all.get_mut(*own));
        if let Some((place, wish, is_new, rows)) = own {
            add_source(wish, source);
            if priority > place.priority {
                (*place, *is_new) = (Place { priority, operation: 0, row: at.row, ..*place }, true);
            }
            rows.push(at);
            return Ok(());
        }
        let place = Place { product, priority, operation: 0, row: at.row };
        let own = match self.wish_of(at)? {
            Some(known) => {
                let mut wish = waiting::read(self.view.reader, &known)?;
                add_source(&mut wish, source);
                let moves = priority > known.priority;
                (if moves { place } else { known }, wish, moves, vec![at])
            }
            None => {
                let part = self.part(at)?;
                let wish = Wish {
                    kind: at.holder,
                    holder: at.user,
                    choice: part.item.choice(),
                    since: self.options.on,
                    sources: vec![source],
                    pools: part.pools.clone(),
                    plans_off: part.plans_off.clone(),
                };
                (place, wish, true, vec![at])
            }
        };
        asked.by_holder.insert(whose, asked.all.len());
        asked.all.push(own);
        Ok(())
    }

    /// Finds everybody his place, and tells the rows.
    fn queue(&mut self, mut asked: Asked) -> Result<()> {
        asked.all.sort_by_key(|(place, ..)| (place.product, std::cmp::Reverse(place.priority), place.row));
        let mut rest = asked.all.as_slice();
        while let Some((first, ..)) = rest.first() {
            let product = first.product;
            let (own, others) = rest.split_at(rest.iter().take_while(|own| own.0.product == product).count());
            // Who moves up leaves his old place.
            for (_, wish, ..) in own.iter().filter(|(_, _, is_new, _)| *is_new) {
                if let Some(old) = waiting::place_of(self.view.reader, wish.kind, wish.holder, product)? {
                    self.wishes.take_off(old, wish.kind, wish.holder);
                }
            }
            let mut counts = waiting::counts(self.view.reader, product)?;
            for (gone, ..) in self.wishes.gone.iter().filter(|(gone, ..)| gone.product == product) {
                if let Some(count) = counts.get_mut(&gone.priority) {
                    *count = count.saturating_sub(1);
                }
            }
            let known = self.known_positions(product, own)?;
            let mut new: BTreeMap<i32, u64> = BTreeMap::new();
            for (place, wish, is_new, rows) in own {
                let ahead = |counts: &BTreeMap<i32, u64>, from: i32| -> u64 {
                    counts.range(from..).map(|(_, count)| *count).sum()
                };
                let position = if *is_new {
                    let position = ahead(&counts, place.priority) + ahead(&new, place.priority) + 1;
                    *new.entry(place.priority).or_default() += 1;
                    position
                } else {
                    let above = place.priority.checked_add(1).map_or(0, |above| ahead(&new, above));
                    known.get(&place.key()).copied().unwrap_or(0) + above
                };
                for at in rows {
                    if let Some((says, _)) = self.rows.get(at.row) {
                        // The row's seat column is free: there is none.
                        self.say(*at, says, u32::try_from(position).unwrap_or(u32::MAX))?;
                    }
                }
                self.keep(*place, wish, *is_new)?;
            }
            rest = others;
        }
        Ok(())
    }

    /// Positions of wishes that stay where they are, by their keys, without those that go.
    fn known_positions(
        &self,
        product: u32,
        own: &[(Place, Wish, bool, Vec<At>)],
    ) -> Result<HashMap<Vec<u8>, u64>> {
        let mut positions = HashMap::new();
        let wanted: HashSet<Place> =
            own.iter().filter(|(_, _, is_new, _)| !is_new).map(|(place, ..)| *place).collect();
        if wanted.is_empty() {
            return Ok(positions);
        }
        let gone: HashSet<Place> = self.wishes.gone.iter().map(|(place, ..)| *place).collect();
        let mut position = 0;
        waiting::each(self.view.reader, product, None, |place, _| {
            position += u64::from(!gone.contains(&place));
            if wanted.contains(&place) {
                positions.insert(place.key(), position);
            }
            let done = positions.len() == wanted.len();
            Ok(if done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        Ok(positions)
    }

    /// Keeps a wish, if it is not in the book just so.
    fn keep(&mut self, place: Place, wish: &Wish, is_new: bool) -> Result<()> {
        if is_new || waiting::read(self.view.reader, &place)? != *wish {
            self.wishes.put.push((place, wish.clone()));
        }
        Ok(())
    }
}

fn add_source(wish: &mut Wish, source: u32) {
    if let Err(at) = wish.sources.binary_search(&source) {
        wish.sources.insert(at, source);
    }
}
