//! What a removal names, looked up.

use super::in_use;
use crate::activation::guard;
use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{self, Sort};
use crate::layout::rules::RuleWords;
use crate::load::Entity;
use crate::model::{Exclusion, Prerequisite};
use crate::removal::Removal;
use crate::view::View;
use std::collections::HashSet;

/// One thing that is to be removed.
pub(super) struct Target {
    pub entity: Entity,
    pub id: String,
    /// Its position in its list.
    pub index: usize,
    /// Its number in the book; 0 for rules and for what is not there.
    pub number: u32,
    /// Why it stays.
    pub refused: Option<Error>,
}

/// Everything that a removal names, in the order users, groups, pools, products, exclusions, prerequisites.
pub(super) fn read(view: View<'_>, removal: &Removal) -> Result<Vec<Target>> {
    let rules = RuleWords::read(view.reader)?;
    let mut targets = Vec::with_capacity(removal.len());
    let lists = [
        (Entity::User, &removal.users),
        (Entity::Group, &removal.groups),
        (Entity::Pool, &removal.pools),
        (Entity::Product, &removal.products),
        (Entity::Exclusion, &removal.exclusions),
        (Entity::Prerequisite, &removal.prerequisites),
    ];
    for (entity, ids) in lists {
        let mut named = HashSet::with_capacity(ids.len());
        for (index, id) in ids.iter().enumerate() {
            let mut target = Target { entity, id: id.clone(), index, number: 0, refused: None };
            if named.insert(id.as_str()) {
                match find(view, &rules, entity, id) {
                    Ok(number) => target.number = number,
                    Err(error) if is_about_it(&error) => target.refused = Some(error),
                    Err(error) => return Err(error),
                }
            } else {
                let message = format!("{} `{}` is named before", entity.word(), shown(id));
                target.refused = Some(Error::new(Status::Duplicate, message));
            }
            targets.push(target);
        }
    }
    refuse_named_by_rules(&rules, &mut targets);
    Ok(targets)
}

fn is_about_it(error: &Error) -> bool {
    matches!(
        error.status(),
        Status::UnknownUser
            | Status::UnknownGroup
            | Status::UnknownPool
            | Status::UnknownProduct
            | Status::InvalidArgument
            | Status::Licensed
    )
}

fn shown(id: &str) -> String {
    id.chars().take(60).flat_map(char::escape_debug).collect()
}

fn find(view: View<'_>, rules: &RuleWords, entity: Entity, id: &str) -> Result<u32> {
    let is_known = match entity {
        Entity::User => return Ok(view.user(id)?.number),
        Entity::Group => return view.group(id),
        Entity::Pool => {
            let number = view.pool(id)?;
            guard::check(view.reader, Some(number), Some(&view.pool_record(number)?), None)?;
            return Ok(number);
        }
        Entity::Product => return view.product(id),
        Entity::Exclusion => rules.exclusions.iter().any(|rule| rule.id == id),
        _ => rules.prerequisites.iter().any(|rule| rule.id == id),
    };
    if is_known {
        return Ok(0);
    }
    let message = format!("there is no {} `{}` in the book", entity.word(), shown(id));
    Err(Error::new(Status::InvalidArgument, message))
}

/// A product stays as long as a rule that stays names it.
fn refuse_named_by_rules(rules: &RuleWords, targets: &mut [Target]) {
    let gone: HashSet<(Entity, String)> =
        targets.iter().map(|target| (target.entity, target.id.clone())).collect();
    let stays = |entity: Entity, id: &str| !gone.contains(&(entity, id.to_owned()));
    let in_exclusion = |rule: &&Exclusion, id: &String| rule.products.contains(id);
    let in_prerequisite = |rule: &&Prerequisite, id: &String| {
        rule.product.as_ref() == Some(id) || rule.any_of_products.contains(id)
    };
    for target in targets.iter_mut().filter(|own| own.entity == Entity::Product && own.refused.is_none()) {
        let mut exclusions = rules.exclusions.iter().filter(|rule| stays(Entity::Exclusion, &rule.id));
        let mut prerequisites =
            rules.prerequisites.iter().filter(|rule| stays(Entity::Prerequisite, &rule.id));
        let exclusion = exclusions.find(|rule| in_exclusion(rule, &target.id));
        let prerequisite = prerequisites.find(|rule| in_prerequisite(rule, &target.id));
        let rule = exclusion
            .map(|rule| ("exclusion", &rule.id))
            .or(prerequisite.map(|rule| ("prerequisite", &rule.id)));
        if let Some((what, rule)) = rule {
            let message =
                format!("product `{}` is named by {what} `{rule}`; change or remove it first", target.id);
            target.refused = Some(in_use(message));
        }
    }
}

/// A product stays as long as it has a pool that stays.
pub(super) fn refuse_products_with_pools(view: View<'_>, targets: &mut [Target]) -> Result<()> {
    let gone: HashSet<u32> = targets
        .iter()
        .filter(|own| own.entity == Entity::Pool && own.refused.is_none())
        .map(|own| own.number)
        .collect();
    for target in targets.iter_mut().filter(|own| own.entity == Entity::Product && own.refused.is_none()) {
        let pools = catalogue::pools_of(view.reader, target.number, None)?;
        if let Some(pool) = pools.iter().find(|pool| !gone.contains(pool)) {
            let pool: catalogue::PoolRecord = catalogue::record(view.reader, Sort::Pool, *pool)?;
            let message =
                format!("product `{}` has pools, such as `{}`; remove them first", target.id, pool.pool.id);
            target.refused = Some(in_use(message));
        }
    }
    Ok(())
}
