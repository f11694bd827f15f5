//! Seats that hold on to what is to be removed, and the request that takes them back.

use super::in_use;
use super::targets::Target;
use crate::error::{Error, Result};
use crate::held::{HeldPool, HeldSeats};
use crate::layout::catalogue::{self, OrgRecord, Sort};
use crate::layout::holdings::{self, BLOCK};
use crate::load::Entity;
use crate::outcome::Class;
use crate::plan::Plan;
use crate::report::Row;
use crate::request::{Item, Op, Request, Who};
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use crate::write::who_holds;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

/// A seat in use: of a product each holder has at most one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Seat {
    kind: HolderKind,
    holder: u32,
    product: u32,
}

/// What must become of a seat so that a target can go.
#[derive(Clone, Copy, Debug)]
struct Claim {
    seat: Seat,
    /// Only what came through this group must go; without one the seat must be free.
    through: Option<u32>,
    /// Position of the target.
    target: usize,
}

/// Everything in use, in the order of the targets.
pub(super) struct Claims {
    all: Vec<Claim>,
}

/// A request with the targets that each of its rows is for.
pub(super) struct Asked {
    pub request: Request,
    targets: Vec<Vec<usize>>,
}

impl Claims {
    /// Looks for the seats that are in use on a day.
    pub(super) fn read(view: View<'_>, targets: &[Target], day: Day) -> Result<Self> {
        let mut claims = Self { all: Vec::new() };
        claims.of_holders(view, targets, (Entity::User, HolderKind::User), day)?;
        claims.of_holders(view, targets, (Entity::Group, HolderKind::Group), day)?;
        claims.through_groups(view, targets, day)?;
        claims.of_pools(view, targets, day)?;
        claims.all.sort_by_key(|claim| claim.target);
        Ok(claims)
    }

    /// Seats that users or groups hold themselves.
    fn of_holders(
        &mut self,
        view: View<'_>,
        targets: &[Target],
        (entity, kind): (Entity, HolderKind),
        day: Day,
    ) -> Result<()> {
        let by_number = by_number(targets, entity);
        let numbers: Vec<u32> = by_number.keys().copied().collect();
        who_holds::each_seat(view, kind, &numbers, day, |own| {
            if let Some(target) = by_number.get(&own.holder).filter(|_| own.held.seen.state.is_held()) {
                let seat = Seat { kind, holder: own.holder, product: own.product };
                self.all.push(Claim { seat, through: None, target: *target });
            }
            Ok(())
        })
    }

    /// Seats that users hold through groups, whether they are still members or not.
    fn through_groups(&mut self, view: View<'_>, targets: &[Target], day: Day) -> Result<()> {
        let by_number = by_number(targets, Entity::Group);
        if by_number.is_empty() {
            return Ok(());
        }
        let mut seats = HeldSeats::new(view, day);
        holdings::each(view.reader, |kind, block, product, holdings| {
            for held in &holdings.held {
                let Some(terms) = holdings.terms.get(usize::from(held.terms)) else { continue };
                for group in terms.sources.iter().filter_map(|source| source.checked_sub(1)) {
                    let Some(target) = by_number.get(&group) else { continue };
                    if seats.seen(terms.pool, held.seat)?.seen.state.is_held() {
                        let seat = Seat { kind, holder: block * BLOCK + u32::from(held.low), product };
                        self.all.push(Claim { seat, through: Some(group), target: *target });
                    }
                }
            }
            Ok(())
        })
    }

    fn of_pools(&mut self, view: View<'_>, targets: &[Target], day: Day) -> Result<()> {
        for (number, target) in by_number(targets, Entity::Pool) {
            let pool = HeldPool::read(view, number, day)?;
            let Some(kind) = pool.record.pool.kind.holder() else { continue };
            pool.each(view, 0, |place| {
                let seat = Seat { kind, holder: place.holder, product: pool.record.product };
                self.all.push(Claim { seat, through: None, target });
                ControlFlow::Continue(())
            })?;
        }
        Ok(())
    }

    /// Refuses everything that is in use.
    pub(super) fn refuse_all(&self, targets: &mut [Target]) {
        for own in self.all.chunk_by(|one, other| one.target == other.target) {
            let Some(target) = own.first().and_then(|claim| targets.get_mut(claim.target)) else { continue };
            let (id, count) = (&target.id, own.len());
            let seats = if count == 1 { "1 seat".to_owned() } else { format!("{count} seats") };
            let message = match target.entity {
                Entity::User => format!("user `{id}` holds {seats}; take them back first"),
                Entity::Group => format!("{seats} are held by or through group `{id}`; take them back first"),
                _ => format!("pool `{id}` has {seats} in use; take them back first"),
            };
            let error = in_use(format!("{message}, or ask to give them back in the same step"));
            target.refused = Some(error.with("in_use", count as u64));
        }
    }

    /// The request that takes back every seat of the targets that may still go; `None` if there is none.
    pub(super) fn request(&self, view: View<'_>, targets: &[Target]) -> Result<Option<Asked>> {
        let mut order: Vec<(Seat, Option<u32>)> = Vec::new();
        let mut wanted: HashMap<(Seat, Option<u32>), Vec<usize>> = HashMap::new();
        let open = |claim: &&Claim| targets.get(claim.target).is_some_and(|target| target.refused.is_none());
        for claim in self.all.iter().filter(open).filter(|claim| claim.through.is_none()) {
            add(&mut order, &mut wanted, (claim.seat, None), claim.target);
        }
        for claim in self.all.iter().filter(open).filter(|claim| claim.through.is_some()) {
            // A seat that goes anyhow does not go by groups.
            let whole = (claim.seat, None);
            let key = if wanted.contains_key(&whole) { whole } else { (claim.seat, claim.through) };
            add(&mut order, &mut wanted, key, claim.target);
        }
        let mut asked = Asked { request: Request::default(), targets: Vec::with_capacity(order.len()) };
        for ((kind, through), holders) in by_holder(&order) {
            let mut rest = holders.as_slice();
            while let Some((_, products)) = rest.first() {
                let count = rest.iter().take_while(|(_, own)| own == products).count();
                let (own, others) = rest.split_at(count);
                asked.request.items.push(item(view, kind, through, own)?);
                for (holder, products) in own {
                    for product in products {
                        let key = (Seat { kind, holder: *holder, product: *product }, through);
                        asked.targets.push(wanted.remove(&key).unwrap_or_default());
                    }
                }
                rest = others;
            }
        }
        Ok(if asked.targets.is_empty() { None } else { Some(asked) })
    }
}

impl Asked {
    /// Refuses what a refused row is for; answers whether there was any.
    pub(super) fn blame(&self, plan: &Plan, targets: &mut [Target]) -> bool {
        let mut any = false;
        for (at, own) in self.targets.iter().enumerate() {
            let Some(row) = plan.rows.row(at) else { continue };
            if row.outcome().class() != Class::Refused {
                continue;
            }
            for at in own {
                let Some(target) = targets.get_mut(*at) else { continue };
                any |= target.refused.is_none();
                target.refused.get_or_insert_with(|| stays(&row));
            }
        }
        any
    }
}

fn stays(row: &Row<'_>) -> Error {
    let seat =
        row.seat().map_or(String::new(), |seat| format!(" (seat {} of pool `{}`)", seat.number, seat.pool));
    let (target, product, outcome) = (row.target(), row.product(), row.outcome().word());
    let message = format!("product `{product}`{seat} cannot be taken back from `{target}`: {outcome}");
    in_use(message).with("outcome", outcome)
}

/// Targets of a sort that may still go, by number.
fn by_number(targets: &[Target], entity: Entity) -> BTreeMap<u32, usize> {
    let own = targets.iter().enumerate();
    let own = own.filter(|(_, target)| target.entity == entity && target.refused.is_none());
    own.map(|(at, target)| (target.number, at)).collect()
}

type Wanted = HashMap<(Seat, Option<u32>), Vec<usize>>;

fn add(order: &mut Vec<(Seat, Option<u32>)>, wanted: &mut Wanted, key: (Seat, Option<u32>), target: usize) {
    let targets = wanted.entry(key).or_insert_with(|| {
        order.push(key);
        Vec::new()
    });
    targets.push(target);
}

/// Seats by kind of holder and what they came through, and in these by holder, each in the order in which they first come.
#[allow(clippy::type_complexity, reason = "a list of lists of lists")]
fn by_holder(order: &[(Seat, Option<u32>)]) -> Vec<((HolderKind, Option<u32>), Vec<(u32, Vec<u32>)>)> {
    let mut lists: Vec<((HolderKind, Option<u32>), Vec<(u32, Vec<u32>)>)> = Vec::new();
    let mut list_of: HashMap<(HolderKind, Option<u32>), usize> = HashMap::new();
    let mut place_of: HashMap<(usize, u32), usize> = HashMap::new();
    for (seat, through) in order {
        let key = (seat.kind, *through);
        let at = *list_of.entry(key).or_insert_with(|| {
            lists.push((key, Vec::new()));
            lists.len() - 1
        });
        let Some((_, holders)) = lists.get_mut(at) else { continue };
        let place = *place_of.entry((at, seat.holder)).or_insert_with(|| {
            holders.push((seat.holder, Vec::new()));
            holders.len() - 1
        });
        if let Some((_, products)) = holders.get_mut(place) {
            products.push(seat.product);
        }
    }
    lists
}

/// The item that takes products from holders who have the same ones.
fn item(view: View<'_>, kind: HolderKind, through: Option<u32>, own: &[(u32, Vec<u32>)]) -> Result<Item> {
    let holders: Vec<u32> = own.iter().map(|(holder, _)| *holder).collect();
    let products = own.first().map_or(&[][..], |(_, products)| products);
    let who = match (kind, through) {
        (HolderKind::User, None) => Who::Users(Arc::new(view.ids(&holders)?)),
        (HolderKind::User, Some(group)) => {
            Who::Group { id: view.group_record(group)?.id, members: Some(Arc::new(view.ids(&holders)?)) }
        }
        (HolderKind::Group, _) => {
            let id = |group: &u32| Ok(view.group_record(*group)?.id);
            Who::HolderGroups(Arc::new(holders.iter().map(id).collect::<Result<_>>()?))
        }
        (HolderKind::Org, _) => {
            let id = |org: &u32| Ok(catalogue::record::<OrgRecord>(view.reader, Sort::Org, *org)?.org.id);
            Who::HolderOrgs(Arc::new(holders.iter().map(id).collect::<Result<_>>()?))
        }
    };
    let products: Vec<String> =
        products.iter().map(|number| Ok(view.product_record(*number)?.product.id)).collect::<Result<_>>()?;
    let products: Vec<&str> = products.iter().map(String::as_str).collect();
    Ok(Item { all_sources: through.is_none(), ..Item::new(Op::Revoke, who, &products) })
}
