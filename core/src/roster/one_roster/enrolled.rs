//! Who is in which class. The lines of a class may stand anywhere in `enrollments.csv`: it is read once to know how large the classes
//! are, and then once for as many classes as fit into the memory together.

use super::columns::{self, class, enrollment};
use super::people;
use super::whole::Whole;
use super::words;
use super::{Files, Mode};
use crate::error::Result;
use crate::load::{Entity, GroupChange};
use crate::model::{Group, GroupKind};
use crate::roster::ids::Ids;
use crate::roster::notices::{NO_PUPILS, Notices};
use crate::roster::portion::Sink;
use crate::roster::table::{Fault, Row, Watch, fault};
use std::collections::HashSet;
use std::ops::Range;

/// Somebody's place in a class.
struct Place {
    class: usize,
    person: usize,
    is_teacher: bool,
}

/// What a roster says of the pupils of its classes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Members {
    /// Who they are.
    Listed,
    /// Nothing: classes keep those that they have.
    AsTheyAre,
}

/// The classes of all places, by line: who reads the file again passes over what is about others.
#[derive(Default)]
struct Places {
    classes: Vec<u32>,
    /// The line of a place, and its position in the list, where the line is not the next after that of the place before it.
    jumps: Vec<(u32, u32)>,
}

impl Places {
    fn push(&mut self, line: u64, class: usize) {
        let (line, at) = (line as u32, self.classes.len() as u32);
        let follows = |(start, first): &(u32, u32)| start.wrapping_add(at - first) == line;
        if !self.jumps.last().is_some_and(follows) {
            self.jumps.push((line, at));
        }
        self.classes.push(class as u32);
    }

    /// The lines of some classes, in ascending order.
    fn lines_of(&self, classes: Range<usize>) -> impl Iterator<Item = u64> + '_ {
        let mut jumps = self.jumps.iter().peekable();
        let (mut start, mut first) = (0, 0);
        let lines = self.classes.iter().zip(0..).map(move |(class, at)| {
            if let Some(jump) = jumps.next_if(|jump| jump.1 == at) {
                (start, first) = *jump;
            }
            (u64::from(start + (at - first)), *class as usize)
        });
        lines.filter(move |(_, class)| classes.contains(class)).map(|(line, _)| line)
    }
}

/// People of some classes.
struct Window {
    classes: Range<usize>,
    pupils: Vec<Vec<String>>,
    teachers: Vec<Vec<String>>,
    seen: HashSet<(usize, usize, bool)>,
}

/// Reads classes with their members.
pub(super) fn read(
    whole: &mut Whole,
    files: &Files<'_>,
    notices: &mut Notices,
    watch: &mut Watch<'_>,
    sink: &mut Sink<'_>,
) -> Result<()> {
    if files.modes.classes == Mode::Absent {
        return Ok(());
    }
    if files.modes.enrollments == Mode::Absent {
        let message = "`enrollments.csv` is not there; classes keep the members that they have".to_owned();
        notices.odd("classes.csv", 0, None, message);
        let all = Window::of(0..whole.classes.len());
        pass_classes(whole, all, Members::AsTheyAre, files, watch)?;
        return whole.portion.pass(sink);
    }
    let (mut places, mut pupils) = (Places::default(), false);
    files.each("enrollments.csv", columns::ENROLLMENTS, notices, watch, |row| {
        if let Some(place) = whole.place(row, files.how.suffix.is_some())?
            && let Some(class) = whole.classes.get_mut(place.class)
        {
            class.size = class.size.saturating_add(1);
            pupils |= !place.is_teacher;
            places.push(row.line, place.class);
        }
        Ok(())
    })?;
    // A file of which only the header was written must not empty a whole school.
    let members = if pupils { Members::Listed } else { Members::AsTheyAre };
    if !pupils && whole.classes.iter().any(|class| !class.is_deleted) {
        notices.odd("enrollments.csv", 0, None, NO_PUPILS.to_owned());
    }
    let mut next = 0;
    while next < whole.classes.len() {
        let classes = whole.window_from(next, files.how.most.members);
        next = classes.end;
        let window = read_window(whole, classes, &places, files, notices, watch)?;
        pass_classes(whole, window, members, files, watch)?;
        whole.portion.pass(sink)?;
    }
    Ok(())
}

/// Reads the people of some classes.
fn read_window(
    whole: &mut Whole,
    classes: Range<usize>,
    places: &Places,
    files: &Files<'_>,
    notices: &mut Notices,
    watch: &mut Watch<'_>,
) -> Result<Window> {
    let lines = places.lines_of(classes.clone());
    let mut window = Window::of(classes);
    files.again("enrollments.csv", columns::ENROLLMENTS, lines, watch, |row| {
        let Some(place) = whole.place(row, files.how.suffix.is_some())? else { return Ok(()) };
        // Unless the file is another one by now.
        let Some(index) = place.class.checked_sub(window.classes.start) else { return Ok(()) };
        let (user, line) = (row.get(enrollment::USER), row.line);
        if !window.seen.insert((place.class, place.person, place.is_teacher)) {
            let class = row.get(enrollment::CLASS);
            let message = format!("`{user}` stands in class `{class}` further up already");
            notices.refuse("enrollments.csv", line, Some("userSourcedId"), message);
            return Ok(());
        }
        let list = if place.is_teacher { &mut window.teachers } else { &mut window.pupils };
        if let Some(people) = list.get_mut(index) {
            people.push(user.to_owned());
        }
        Ok(())
    })?;
    window.seen = HashSet::new();
    Ok(window)
}

/// Puts some classes with their people into the portion.
fn pass_classes(
    whole: &mut Whole,
    mut window: Window,
    pupils: Members,
    files: &Files<'_>,
    watch: &mut Watch<'_>,
) -> Result<()> {
    let lines: Vec<u64> = window.classes.clone().map(|at| whole.class_ids.line(at)).collect();
    files.again("classes.csv", columns::CLASSES, lines.into_iter(), watch, |row| {
        let id = people::id(row, class::ID, "class")?;
        let Some(at) = whole.class_ids.get(&id).filter(|at| window.classes.contains(at)) else {
            return Ok(());
        };
        let org = whole.org_of_class(row)?.to_owned();
        let name = people::text(row, class::TITLE, "title");
        let index = at.saturating_sub(window.classes.start);
        let members = window.pupils.get_mut(index).map(std::mem::take).unwrap_or_default();
        let is_deleted = whole.classes.get(at).is_some_and(|class| class.is_deleted);
        let portion = &mut whole.portion;
        let teachers = window.teachers.get_mut(index).map(std::mem::take).unwrap_or_default();
        let suffix = files.how.suffix.filter(|_| !teachers.is_empty());
        let of_teachers = suffix.map(|suffix| Group {
            id: format!("{id}{suffix}"),
            org: org.clone(),
            kind: GroupKind::Group,
            name: name.clone(),
            members: teachers,
        });
        let class = Group { id, org, kind: GroupKind::Class, name, members };
        for group in of_teachers.into_iter().chain([class]) {
            portion.place(Entity::Group, "classes.csv", row.line);
            if pupils == Members::Listed {
                portion.load.groups.push(group);
                continue;
            }
            let listed = group.kind == GroupKind::Group || is_deleted;
            let members = listed.then_some(group.members);
            let (org, kind, name) = (Some(group.org), Some(group.kind), Some(group.name));
            portion.load.group_changes.push(GroupChange {
                id: group.id,
                org,
                kind,
                name,
                members,
                ..GroupChange::default()
            });
        }
        Ok(())
    })
}

impl Window {
    fn of(classes: Range<usize>) -> Self {
        let (pupils, teachers) = (vec![Vec::new(); classes.len()], vec![Vec::new(); classes.len()]);
        Self { classes, pupils, teachers, seen: HashSet::new() }
    }
}

impl Whole {
    /// Classes from one on that fit into the memory together.
    fn window_from(&self, start: usize, most: usize) -> Range<usize> {
        let (mut end, mut members) = (start, 0);
        for class in self.classes.iter().skip(start) {
            members += class.size as usize + 1;
            if end > start && members > most {
                break;
            }
            end += 1;
        }
        start..end
    }

    /// Somebody's place in a class; `None` if the line says nothing of pupils or teachers.
    fn place(&mut self, row: &mut Row<'_>, teachers: bool) -> std::result::Result<Option<Place>, Fault> {
        let class = known(row, enrollment::CLASS, "class", "classes.csv", &self.class_ids)?;
        let person = known(row, enrollment::USER, "user", "users.csv", &self.people)?;
        if words::is_deleted(row, enrollment::STATUS, &mut self.odd)
            || self.classes.get(class).is_some_and(|class| class.is_deleted)
        {
            return Ok(None);
        }
        let is_teacher = match words::role(row, enrollment::ROLE, &mut self.odd).as_deref() {
            Some("student") => false,
            Some("teacher") if teachers => true,
            _ => return Ok(None),
        };
        Ok(Some(Place { class, person, is_teacher }))
    }
}

/// What an id stands for that another file must have.
fn known(
    row: &Row<'_>,
    column: usize,
    what: &str,
    file: &str,
    ids: &Ids,
) -> std::result::Result<usize, Fault> {
    match ids.get(row.get(column)) {
        Some(at) => Ok(at),
        None => {
            let id = people::id(row, column, what)?;
            let hint = ids.hint(&id);
            fault(column, format!("`{file}` has no {what} `{id}`, or its line was left out{hint}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again_by_line() {
        let (mut places, mut all) = (Places::default(), Vec::new());
        for at in 0..1000_u64 {
            let (line, class) = (at + 2 + at / 3 + at * at / 5000, at as usize * 7 % 11);
            places.push(line, class);
            all.push((line, class));
        }
        for classes in [0..11, 3..5, 10..11, 4..4] {
            let own = all.iter().filter(|(_, class)| classes.contains(class)).map(|(line, _)| *line);
            assert!(own.eq(places.lines_of(classes.clone())), "{classes:?}");
        }
    }
}
