//! What was read, in portions: no larger than memory allows, each one that can be loaded when those before it are.

use crate::error::Result;
use crate::load::{Entity, Load, Refusal};
use crate::model::{Group, Org, User};
use std::collections::HashMap;

/// How much a portion may have.
#[derive(Clone, Copy)]
pub(crate) struct Most {
    /// Users.
    pub users: usize,
    /// Members of its groups, unless one group has more.
    pub members: usize,
}

impl Most {
    /// For so many users; 0 is 100,000.
    pub fn of(users: usize) -> Self {
        let users = if users == 0 { 100_000 } else { users };
        Self { users, members: users.saturating_mul(5) }
    }
}

/// A part of a roster, with the places where its things stood.
#[derive(Default)]
pub(crate) struct Portion {
    pub load: Load,
    /// Files and lines of the things of a sort, in order; files by their positions in the list of them.
    places: HashMap<Entity, Vec<(u8, u32)>>,
    files: Vec<String>,
    /// Lines of those who join or leave groups, by user, in order.
    members: HashMap<String, Vec<u64>>,
    members_file: String,
}

/// Takes portions as they are read.
pub(super) type Sink<'a> = dyn FnMut(Portion) -> Result<()> + 'a;

impl Portion {
    /// Remembers where the next thing of a sort stands.
    pub fn place(&mut self, entity: Entity, file: &str, line: u64) {
        let at = self.files.iter().position(|own| own == file).unwrap_or_else(|| {
            self.files.push(file.to_owned());
            self.files.len() - 1
        });
        self.places.entry(entity).or_default().push((at as u8, line as u32));
    }

    /// Remembers where it stands that somebody joins a group.
    pub fn place_member(&mut self, file: &str, user: &str, line: u64) {
        if self.members_file.is_empty() {
            file.clone_into(&mut self.members_file);
        }
        self.members.entry(user.to_owned()).or_default().push(line);
    }

    /// File and line of something that the book did not take, if known.
    pub fn place_of(&self, refusal: &Refusal) -> Option<(&str, u64)> {
        if refusal.entity == Entity::Member {
            let line = self.members.get(&refusal.id)?.first()?;
            return Some((&self.members_file, *line));
        }
        self.place_at(refusal.entity, refusal.index as usize)
    }

    /// File and line of the thing of a sort that has this position, if known.
    pub fn place_at(&self, entity: Entity, index: usize) -> Option<(&str, u64)> {
        let (file, line) = *self.places.get(&entity)?.get(index)?;
        Some((self.files.get(usize::from(file))?, u64::from(line)))
    }

    /// Gives the portion on and begins a new one.
    pub fn pass(&mut self, sink: &mut Sink<'_>) -> Result<()> {
        let full = std::mem::take(self);
        if full.load.is_empty() { Ok(()) } else { sink(full) }
    }
}

/// Puts an org above those that have none above them.
pub(super) fn put_under(orgs: &mut [Org], above: &Org) {
    for org in orgs.iter_mut().filter(|org| org.parent.is_none() && org.id != above.id) {
        org.parent = Some(above.id.clone());
    }
}

/// A load of which everything is in memory, portion by portion.
pub(super) fn split(mut load: Load, most: Most, sink: &mut Sink<'_>) -> Result<()> {
    let (users, groups) = (std::mem::take(&mut load.users), std::mem::take(&mut load.groups));
    Portion { load, ..Portion::default() }.pass(sink)?;
    let mut users = users.into_iter().peekable();
    while users.peek().is_some() {
        let users: Vec<User> = users.by_ref().take(most.users).collect();
        Portion { load: Load { users, ..Load::default() }, ..Portion::default() }.pass(sink)?;
    }
    let (mut portion, mut members) = (Vec::<Group>::new(), 0);
    for group in groups {
        members += group.members.len();
        if members > most.members && !portion.is_empty() {
            let groups = std::mem::take(&mut portion);
            Portion { load: Load { groups, ..Load::default() }, ..Portion::default() }.pass(sink)?;
            members = group.members.len();
        }
        portion.push(group);
    }
    Portion { load: Load { groups: portion, ..Load::default() }, ..Portion::default() }.pass(sink)
}
