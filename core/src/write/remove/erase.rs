//! Taking things out of the tables, once no seat of theirs is in use.

use super::targets::Target;
use crate::error::Result;
use crate::layout::catalogue::{self, GroupRecord, PoolRecord, ProductRecord, Sort};
use crate::layout::memberships::{self, Change, Memberships};
use crate::layout::rules::RuleWords;
use crate::layout::seats::{self, NOBODY, PoolState, each_block};
use crate::layout::users::Profiles;
use crate::layout::{holdings, names, seat_keys, users};
use crate::load::Entity;
use crate::seat::{HolderKind, SeatState};
use crate::store::Writer;
use crate::term::Day;
use crate::view::View;
use crate::write::load::rules::number_again;
use crate::write::plan::States;
use crate::write::seats::{Seat, put};
use crate::write::waiting::{self, Leaving};
use crate::write::who_holds;
use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

/// Takes out all targets.
pub(super) fn all(writer: &mut dyn Writer, gone: &[&Target], day: Day, states: &mut States) -> Result<()> {
    let of = |entity: Entity| gone.iter().filter(move |target| target.entity == entity).copied();
    let mut people: Vec<(String, u32)> =
        of(Entity::User).map(|target| (target.id.clone(), target.number)).collect();
    people.sort_unstable();
    users(writer, &people, day, states)?;
    let numbers = |entity: Entity| of(entity).map(|target| target.number).collect();
    let leaving = Leaving {
        users: numbers(Entity::User),
        groups: numbers(Entity::Group),
        pools: numbers(Entity::Pool),
        products: numbers(Entity::Product),
    };
    waiting::forget(writer, &leaving)?;
    for target in of(Entity::Group) {
        group(writer, target, day, states)?;
    }
    for target in of(Entity::Pool) {
        pool(writer, target, states)?;
    }
    let mut plans = BTreeMap::new();
    for target in of(Entity::Product) {
        let record: ProductRecord = catalogue::record(writer, Sort::Product, target.number)?;
        catalogue::remove(writer, Sort::Product, &record.product.id, target.number)?;
        plans.insert(target.number, Vec::new());
    }
    let mut words = RuleWords::read(writer)?;
    let before = words.exclusions.len() + words.prerequisites.len();
    let ids = |entity: Entity| of(entity).map(|target| target.id.as_str()).collect::<HashSet<&str>>();
    let (exclusions, prerequisites) = (ids(Entity::Exclusion), ids(Entity::Prerequisite));
    words.exclusions.retain(|rule| !exclusions.contains(rule.id.as_str()));
    words.prerequisites.retain(|rule| !prerequisites.contains(rule.id.as_str()));
    let changed = before != words.exclusions.len() + words.prerequisites.len();
    if changed {
        words.write(writer)?;
    }
    number_again(writer, changed, &plans)
}

/// Takes out users; `gone` is in ascending order of ids.
pub(crate) fn users(
    writer: &mut dyn Writer,
    gone: &[(String, u32)],
    day: Day,
    states: &mut States,
) -> Result<()> {
    let mut numbers: Vec<u32> = gone.iter().map(|(_, number)| *number).collect();
    numbers.sort_unstable();
    end_lapsed(writer, HolderKind::User, &numbers, day, states)?;
    let mut groups: BTreeMap<u32, HashSet<u32>> = BTreeMap::new();
    for user in &numbers {
        let memberships = Memberships::read(writer, user / memberships::BLOCK)?;
        for group in memberships.groups((user % memberships::BLOCK) as u8) {
            groups.entry(*group).or_default().insert(*user);
        }
    }
    for (group, leavers) in groups {
        let members = catalogue::members(writer, group)?;
        let left: Vec<u32> = members.into_iter().filter(|user| !leavers.contains(user)).collect();
        set_members(writer, group, &left)?;
    }
    let (mut names, mut profiles) = (names::Changes::default(), Profiles::default());
    for (number, traits) in numbers.iter().zip(View::new(writer).traits(&numbers)?) {
        names.note(*number, Some((&profiles.get(writer, *number)?, &traits)), None);
    }
    names.put(writer)?;
    users::remove(writer, gone)
}

/// Sets the members of a group that stays as it is.
pub(crate) fn set_members(writer: &mut dyn Writer, group: u32, members: &[u32]) -> Result<()> {
    let old = catalogue::members(writer, group)?;
    let record: GroupRecord = catalogue::record(writer, Sort::Group, group)?;
    catalogue::put_members(writer, group, members)?;
    catalogue::put(writer, Sort::Group, group, &GroupRecord { members: members.len(), ..record })?;
    let changes: Vec<Change> = memberships::changes(group, &old, members);
    memberships::put(writer, changes)
}

fn group(writer: &mut dyn Writer, target: &Target, day: Day, states: &mut States) -> Result<()> {
    end_lapsed(writer, HolderKind::Group, &[target.number], day, states)?;
    set_members(writer, target.number, &[])?;
    catalogue::remove(writer, Sort::Group, &target.id, target.number)
}

/// Writes down that seats ended which their holders had until then, so that longer terms cannot give them back to somebody who is
/// gone. `holders` is in ascending order, and holds no seat any more that lasts.
pub(crate) fn end_lapsed(
    writer: &mut dyn Writer,
    kind: HolderKind,
    holders: &[u32],
    day: Day,
    states: &mut States,
) -> Result<()> {
    let mut lapsed = Vec::new();
    who_holds::each_seat(View::new(writer), kind, holders, day, |own| {
        if own.held.seen.state == SeatState::Expired {
            lapsed.push(own);
        }
        Ok(())
    })?;
    let mut by_pool: BTreeMap<u32, Vec<Seat>> = BTreeMap::new();
    for own in lapsed {
        let (pool, index) = (own.held.pool, own.held.seat);
        holdings::forget(writer, kind, own.holder, own.product, (pool, index))?;
        let standing = own.held.seen.standing.become_state(SeatState::Expired);
        by_pool.entry(pool).or_default().push(Seat { index, holder: own.holder, standing });
    }
    for (number, mut ended) in by_pool {
        ended.sort_unstable_by_key(|seat| seat.index);
        let record: PoolRecord = catalogue::record(writer, Sort::Pool, number)?;
        put(writer, number, &record.pool, ended.into_iter())?;
        states.insert(record.pool.id, PoolState::sum(writer, number)?);
    }
    Ok(())
}

fn pool(writer: &mut dyn Writer, target: &Target, states: &mut States) -> Result<()> {
    let number = target.number;
    let record: PoolRecord = catalogue::record(writer, Sort::Pool, number)?;
    let mut lapsed = Vec::new();
    each_block(writer, number, 0, |block, own| {
        let seats = (block * seats::BLOCK..).zip(&own.seats);
        lapsed.extend(
            seats.filter(|(_, (holder, _))| *holder != NOBODY).map(|(seat, (holder, _))| (*holder, seat)),
        );
        Ok(ControlFlow::Continue(()))
    })?;
    if let Some(kind) = record.pool.kind.holder() {
        for (holder, seat) in lapsed {
            holdings::forget(writer, kind, holder, record.product, (number, seat))?;
        }
    }
    seats::remove(writer, number)?;
    seat_keys::put(writer, number, &[])?;
    catalogue::put_code(writer, record.pool.license_code.as_deref(), None, number)?;
    catalogue::remove_pool_index(writer, &record, number)?;
    catalogue::remove(writer, Sort::Pool, &target.id, number)?;
    // The journal tells of a pool of this id that no seat was ever used, should there be another one.
    states.insert(target.id.clone(), String::new());
    Ok(())
}
