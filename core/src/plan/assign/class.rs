//! Classes: rows that may have the same seats, found once for every kind of user and not once for every row.

use super::lots::{self, Rank};
use super::offered::Offered;
use super::{Assigning, At, Draft};
use crate::error::{Error, Result};
use crate::layout::users::Traits;
use crate::maps::NumberMap;
use crate::outcome::Outcome;
use crate::report::InTheWay;
use crate::request::{Item, SeatChoice};
use crate::rules::eligibility::{self, Asks, Offer};
use crate::rules::seat_choice::{ClassNumber, Lot};
use crate::seat::{HolderKind, SeatState};
use crate::term::Day;

/// Where users of a kind stand towards a product, as far as the pools are concerned.
#[derive(Clone, Copy, Debug)]
pub(super) enum Standpoint {
    /// No pool for their org.
    WrongOrg,
    /// No pool is open to them: why, and the obstacle's position.
    Refused(Outcome, Option<u32>),
    /// They may have seats of a class's lots.
    Open(ClassNumber),
}

/// What rows of a class want, for telling them why there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Wants {
    /// The end date that was asked for.
    pub ends_on: Option<Day>,
    /// Lots of started seats that were not asked for, but could be.
    pub started: Vec<(Lot, Option<Day>)>,
}

/// What a part asks for beyond products and targets.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Filter {
    choice: SeatChoice,
    ends_on: Option<Day>,
    pools: Vec<u32>,
}

/// All classes of a request.
#[derive(Default)]
pub(super) struct Classes {
    filters: NumberMap<Filter, u32>,
    /// By filter, product and kind.
    standpoints: NumberMap<(u32, usize, u32), Standpoint>,
    by_wants: NumberMap<(Vec<Lot>, Wants, usize), ClassNumber>,
    wants: Vec<Wants>,
    /// The last part's filter, and the last standpoint: rows of one part and kind follow each other.
    last_part: Option<(u32, u32)>,
    last: Option<((u32, usize, u32), Standpoint)>,
}

/// Naming a seat is choice enough, whether it has started or not; unless a started one is asked for.
fn choice_of(item: &Item) -> SeatChoice {
    match item.choice() {
        SeatChoice::New if item.seat.is_some() => SeatChoice::Auto,
        choice => choice,
    }
}

impl Classes {
    /// Notes what rows of a new class want.
    pub(super) fn add_wants(&mut self, class: ClassNumber, wants: Wants) {
        if self.wants.len() <= class {
            self.wants.resize_with(class + 1, Wants::default);
        }
        if let Some(place) = self.wants.get_mut(class) {
            *place = wants;
        }
    }

    /// What rows of a class want.
    pub(super) fn wants(&self, class: ClassNumber) -> Option<&Wants> {
        self.wants.get(class)
    }
}

impl Draft<'_> {
    /// Where a row's user stands towards its product.
    pub(super) fn standpoint(&mut self, at: At, kind: u32, assigning: &mut Assigning) -> Result<Standpoint> {
        let classes = &mut assigning.classes;
        let filter = match classes.last_part {
            Some((part, filter)) if part == at.part => filter,
            _ => {
                let part = self.parts.all.get(at.part as usize);
                let part = part.ok_or_else(|| Error::internal("a row has no part"))?;
                let choice = choice_of(part.item);
                let filter = Filter { choice, ends_on: part.item.ends_on, pools: part.pools.clone() };
                let next = classes.filters.len() as u32;
                let number = *classes.filters.entry(filter).or_insert(next);
                classes.last_part = Some((at.part, number));
                number
            }
        };
        let product = at.column as usize;
        let key = (filter, product, kind);
        if let Some((last, standpoint)) = classes.last
            && last == key
        {
            return Ok(standpoint);
        }
        let standpoint = match classes.standpoints.get(&key) {
            Some(standpoint) => *standpoint,
            None => {
                let standpoint = self.find_standpoint(at, product, kind, assigning)?;
                assigning.classes.standpoints.insert(key, standpoint);
                standpoint
            }
        };
        assigning.classes.last = Some((key, standpoint));
        Ok(standpoint)
    }

    fn find_standpoint(
        &mut self,
        at: At,
        product: usize,
        kind: u32,
        assigning: &mut Assigning,
    ) -> Result<Standpoint> {
        let missing = || Error::internal("a row has no kind");
        let traits = *self.parts.kinds.all.get(kind as usize).ok_or_else(missing)?;
        let part = self.part(at)?;
        let (choice, ends_on, only) = (choice_of(part.item), part.item.ends_on, part.pools.clone());
        let number = self.parts.columns.get(product).ok_or_else(missing)?.product;
        let pools = self.pools_for(number, &traits, &only, &mut assigning.offered)?;
        if pools.is_empty() && self.sells(number, &only)? {
            return Ok(Standpoint::WrongOrg);
        }
        let open = match self.open_pools(&pools, at.holder, &traits, choice)? {
            Ok(open) => open,
            Err((outcome, nearest)) => {
                let pool = nearest.map(|pool| self.pools.pool(pool)).transpose()?;
                let obstacle =
                    InTheWay { pool: pool.map(|pool| pool.record.pool.id.clone()), ..InTheWay::default() };
                return Ok(Standpoint::Refused(outcome, Some(self.rows.obstacle(obstacle))));
            }
        };
        self.class_of(product, &open, choice, ends_on, assigning)
    }

    /// Whether there is any pool of a product, among those that are named if any are.
    fn sells(&mut self, product: u32, only: &[u32]) -> Result<bool> {
        for pool in only {
            let position = self.pools.position(self.view, *pool)?;
            if self.pools.pool(position)?.record.product == product {
                return Ok(true);
            }
        }
        if only.is_empty() { self.view.has_pools(product) } else { Ok(false) }
    }

    /// Positions of the pools of a product that users of an org may use at all, of those that are named if any are.
    fn pools_for(
        &mut self,
        product: u32,
        traits: &Traits,
        only: &[u32],
        offered: &mut Offered,
    ) -> Result<Vec<u32>> {
        let pools = offered.to(self.view, product, traits.org)?;
        let wanted = pools.into_iter().filter(|pool| only.is_empty() || only.contains(pool));
        wanted.map(|pool| self.pools.position(self.view, pool)).collect()
    }

    /// Those of the pools that are open to a user of these traits; with no pool at all, none and no reason.
    #[allow(clippy::type_complexity, reason = "the reason of a refusal and the pool that came nearest")]
    fn open_pools(
        &mut self,
        pools: &[u32],
        holder: HolderKind,
        traits: &Traits,
        choice: SeatChoice,
    ) -> Result<std::result::Result<Vec<u32>, (Outcome, Option<u32>)>> {
        if pools.is_empty() {
            return Ok(Ok(Vec::new()));
        }
        let mut lasting = Vec::with_capacity(pools.len());
        for pool in pools {
            lasting.push(lots::has_lasting(&mut self.pools, *pool, self.options.on)?);
        }
        let mut offers = Vec::with_capacity(pools.len());
        for (pool, has_lasting) in pools.iter().zip(lasting) {
            let facts = self.pools.pool(*pool)?;
            offers.push(Offer { pool: &facts.record.pool, allowed_roles: facts.allowed_roles, has_lasting });
        }
        let position = |at: usize| pools.get(at).copied();
        let asks = Asks { holder, traits, choice, day: self.options.on };
        Ok(match eligibility::open_to(&asks, &offers) {
            Ok(open) => Ok(open.into_iter().filter_map(position).collect()),
            Err((outcome, nearest)) => Err((outcome, nearest.and_then(position))),
        })
    }

    /// The class of rows that may have seats of these pools.
    fn class_of(
        &mut self,
        product: usize,
        open: &[u32],
        choice: SeatChoice,
        ends_on: Option<Day>,
        assigning: &mut Assigning,
    ) -> Result<Standpoint> {
        let mut ranked: Vec<(Rank, Lot)> = Vec::new();
        let mut started = Vec::new();
        for pool in open {
            let mut room = Vec::new();
            let offers = assigning.lots.of(&mut self.pools, *pool, self.options.on, &mut room)?.to_vec();
            assigning.arrangement.add_lots(room);
            for offer in offers {
                let reusable = offer.state == SeatState::Reusable;
                let chosen = match choice {
                    SeatChoice::New => !reusable,
                    SeatChoice::Reuse => reusable,
                    SeatChoice::Auto => true,
                };
                if chosen && (ends_on.is_none() || (reusable && offer.ends_on == ends_on)) {
                    ranked.push((lots::rank(&self.pools, *pool, offer.ends_on)?, offer.lot));
                } else if reusable {
                    started.push((offer.lot, offer.ends_on));
                }
            }
        }
        ranked.sort();
        let lots: Vec<Lot> = ranked.into_iter().map(|(_, lot)| lot).collect();
        assigning.lots.note(product, &lots);
        let wants = Wants { ends_on, started };
        let key = (lots, wants, product);
        if let Some(class) = assigning.classes.by_wants.get(&key) {
            return Ok(Standpoint::Open(*class));
        }
        let class = assigning.arrangement.add_class(key.0.clone());
        assigning.classes.add_wants(class, key.1.clone());
        assigning.classes.by_wants.insert(key, class);
        Ok(Standpoint::Open(class))
    }
}
