//! Microsoft School Data Sync, CSV format V1.

use super::ids::{OTHER_FORM, is_in_another_form};
use super::lines::Encoding;
use super::notices::{NO_PUPILS, Notices};
use super::source::Source;
use super::table::{Column, Fault, Row, Table, Taken, Watch, fault, may, must, shown};
use crate::error::Result;
use crate::load::{GroupChange, Load};
use crate::model::{self, Group, GroupKind, Org, User};
use std::collections::{HashMap, HashSet};

/// The files of the format.
pub(super) const FILES: &[&str] = &[
    "School.csv",
    "Section.csv",
    "Student.csv",
    "StudentEnrollment.csv",
    "Teacher.csv",
    "TeacherRoster.csv",
];

// The second names are those of the United Kingdom's version of the format.
const SCHOOL_COLUMNS: &[Column] = &[must(&["SIS ID", "DfE Number"]), may(&["Name"])];
const SECTION_COLUMNS: &[Column] = &[
    must(&["SIS ID", "ID"]),
    must(&["School SIS ID", "School DfE Number"]),
    may(&["Section Name"]),
    may(&["Status"]),
];
const PERSON_COLUMNS: &[Column] = &[
    must(&["SIS ID", "ID"]),
    must(&["School SIS ID", "School DfE Number"]),
    may(&["First Name"]),
    may(&["Last Name"]),
    may(&["Username"]),
    may(&["Status"]),
];
const ROSTER_COLUMNS: &[Column] = &[must(&["Section SIS ID", "Section ID"]), must(&["SIS ID", "ID"])];

/// Positions in the lists of columns above.
mod at {
    pub const ID: usize = 0;
    pub const SCHOOL: usize = 1;
    pub const NAME: usize = 1;
    pub const SECTION_NAME: usize = 2;
    pub const SECTION_STATUS: usize = 3;
    pub const GIVEN_NAME: usize = 2;
    pub const FAMILY_NAME: usize = 3;
    pub const USERNAME: usize = 4;
    pub const STATUS: usize = 5;
    pub const SECTION: usize = 0;
    pub const PERSON: usize = 1;
}

/// Something that was read: where it is in its list, and on which line it stood.
#[derive(Clone, Copy)]
struct Known {
    index: usize,
    line: u64,
}

/// Ids that were read, and what they stand for.
type Ids = HashMap<String, Known>;

/// What has been read so far.
#[derive(Default)]
struct Reader {
    orgs: Vec<Org>,
    users: Vec<User>,
    groups: Vec<Group>,
    /// Teachers of each group, by its index.
    teachers: Vec<Vec<String>>,
    schools: Ids,
    sections: Ids,
    students: Ids,
    staff: Ids,
    /// Pairs of section and person of the file that is being read.
    pairs: HashSet<(usize, usize)>,
}

/// Reads the V1 files; with a suffix, teachers of a class are a group whose id ends in it.
pub(super) fn read(
    source: &Source,
    encoding: Encoding,
    suffix: Option<&str>,
    notices: &mut Notices,
    watch: &mut Watch<'_>,
) -> Result<Load> {
    let mut reader = Reader::default();
    let mut file = |reader: &mut Reader,
                    name: &str,
                    columns: &[Column<'_>],
                    required: bool,
                    take: fn(&mut Reader, &mut Row<'_>) -> Taken| {
        if !required && !source.has(name) {
            return Ok(());
        }
        source.with(name, |file| {
            Table::open(file, name, columns, encoding)?.each(notices, watch, |row| take(reader, row))
        })
    };
    file(&mut reader, "School.csv", SCHOOL_COLUMNS, true, Reader::school)?;
    file(&mut reader, "Section.csv", SECTION_COLUMNS, true, Reader::section)?;
    file(&mut reader, "Student.csv", PERSON_COLUMNS, true, Reader::student)?;
    file(&mut reader, "StudentEnrollment.csv", ROSTER_COLUMNS, true, Reader::enrollment)?;
    file(&mut reader, "Teacher.csv", PERSON_COLUMNS, false, Reader::teacher)?;
    reader.pairs.clear();
    file(&mut reader, "TeacherRoster.csv", ROSTER_COLUMNS, false, Reader::teaching)?;
    if let Some(suffix) = suffix {
        reader.add_teacher_groups(suffix);
    }
    let Reader { orgs, users, mut groups, .. } = reader;
    let mut group_changes = Vec::new();
    if groups.iter().all(|group| group.kind != GroupKind::Class || group.members.is_empty()) {
        // A file of which only the header was written must not empty a whole school.
        let classes = groups.extract_if(.., |group| group.kind == GroupKind::Class);
        group_changes.extend(classes.map(as_it_is));
    }
    if !group_changes.is_empty() {
        notices.odd("StudentEnrollment.csv", 0, None, NO_PUPILS.to_owned());
    }
    Ok(Load { orgs, users, groups, group_changes, ..Load::default() })
}

/// A class with the members that it has.
fn as_it_is(class: Group) -> GroupChange {
    let (org, kind, name) = (Some(class.org), Some(class.kind), Some(class.name));
    GroupChange { id: class.id, org, kind, name, ..GroupChange::default() }
}

impl Reader {
    fn school(&mut self, row: &mut Row<'_>) -> Taken {
        let id = new_id(row, "school", &self.schools)?;
        let name = text(row, at::NAME, "name");
        self.schools.insert(id.clone(), Known { index: self.orgs.len(), line: row.line });
        self.orgs.push(Org { id, name, parent: None });
        Ok(())
    }

    fn section(&mut self, row: &mut Row<'_>) -> Taken {
        let id = new_id(row, "section", &self.sections)?;
        let org = self.school_of(row)?;
        let name = text(row, at::SECTION_NAME, "section name");
        if !is_active(row.get(at::SECTION_STATUS)) {
            let status = shown(row.get(at::SECTION_STATUS));
            row.odd(
                at::SECTION_STATUS,
                format!("section `{id}` is `{status}`, not `Active`; taken all the same"),
            );
        }
        self.sections.insert(id.clone(), Known { index: self.groups.len(), line: row.line });
        self.groups.push(Group { id, org, kind: GroupKind::Class, name, members: Vec::new() });
        self.teachers.push(Vec::new());
        Ok(())
    }

    fn student(&mut self, row: &mut Row<'_>) -> Taken {
        let id = new_id(row, "student", &self.students)?;
        let user = self.person(row, id, "student")?;
        self.students.insert(user.id.clone(), Known { index: self.users.len(), line: row.line });
        self.users.push(user);
        Ok(())
    }

    fn teacher(&mut self, row: &mut Row<'_>) -> Taken {
        let id = new_id(row, "teacher", &self.staff)?;
        let user = self.person(row, id, "teacher")?;
        let known = Known { index: self.users.len(), line: row.line };
        let student = self.students.get(&user.id).copied();
        if let Some((both, student)) = student.and_then(|it| self.users.get_mut(it.index).zip(Some(it))) {
            merge(row, both, &user, student.line);
            self.staff.insert(user.id, Known { index: student.index, ..known });
        } else {
            self.staff.insert(user.id.clone(), known);
            self.users.push(user);
        }
        Ok(())
    }

    fn enrollment(&mut self, row: &mut Row<'_>) -> Taken {
        let section = known(row, at::SECTION, "section", &self.sections, "Section.csv")?;
        let student = known(row, at::PERSON, "student", &self.students, "Student.csv")?;
        self.first_mention(row, section, student)?;
        if let Some(group) = self.groups.get_mut(section.index) {
            group.members.push(row.get(at::PERSON).to_owned());
        }
        Ok(())
    }

    fn teaching(&mut self, row: &mut Row<'_>) -> Taken {
        let section = known(row, at::SECTION, "section", &self.sections, "Section.csv")?;
        let teacher = known(row, at::PERSON, "teacher", &self.staff, "Teacher.csv")?;
        self.first_mention(row, section, teacher)?;
        if let Some(teachers) = self.teachers.get_mut(section.index) {
            teachers.push(row.get(at::PERSON).to_owned());
        }
        Ok(())
    }

    fn first_mention(&mut self, row: &Row<'_>, section: Known, person: Known) -> Taken {
        if self.pairs.insert((section.index, person.index)) {
            return Ok(());
        }
        let (person, section) = (row.get(at::PERSON), row.get(at::SECTION));
        fault(at::PERSON, format!("`{person}` stands in section `{section}` further up already"))
    }

    fn person(&self, row: &mut Row<'_>, id: String, role: &str) -> std::result::Result<User, Fault> {
        let org = self.school_of(row)?;
        let given_name = text(row, at::GIVEN_NAME, "first name");
        let family_name = text(row, at::FAMILY_NAME, "last name");
        let nameless = given_name.is_empty() && family_name.is_empty();
        let display_name = if nameless { text(row, at::USERNAME, "username") } else { String::new() };
        let enabled = is_active(row.get(at::STATUS));
        if !enabled {
            let status = shown(row.get(at::STATUS));
            row.odd(
                at::STATUS,
                format!("{role} `{id}` is `{status}`, not `Active`; taken as a disabled account"),
            );
        }
        let roles = vec![role.to_owned()];
        Ok(User { id, org, given_name, family_name, display_name, roles, country: None, enabled })
    }

    fn school_of(&self, row: &Row<'_>) -> std::result::Result<String, Fault> {
        known(row, at::SCHOOL, "school", &self.schools, "School.csv")?;
        Ok(row.get(at::SCHOOL).to_owned())
    }

    fn add_teacher_groups(&mut self, suffix: &str) {
        let teachers = std::mem::take(&mut self.teachers);
        let taught = teachers.into_iter().enumerate().filter(|(_, teachers)| !teachers.is_empty());
        for (index, members) in taught {
            if let Some(class) = self.groups.get(index) {
                let (id, org, name) =
                    (format!("{}{suffix}", class.id), class.org.clone(), class.name.clone());
                self.groups.push(Group { id, org, kind: GroupKind::Group, name, members });
            }
        }
    }
}

/// Adds a teacher's line to the pupil that he is too.
fn merge(row: &mut Row<'_>, both: &mut User, teacher: &User, line: u64) {
    if both.org != teacher.org {
        let message = format!(
            "`{}` is a student of school `{}` (`Student.csv` line {line}); stays there",
            both.id, both.org
        );
        row.odd(at::SCHOOL, message);
    }
    if both.enabled != teacher.enabled {
        let message =
            format!("`{}` is active in only one of `Student.csv` and `Teacher.csv`; enabled", both.id);
        row.odd(at::STATUS, message);
    }
    both.enabled |= teacher.enabled;
    both.roles.extend(teacher.roles.iter().cloned());
}

/// The id of something new, checked.
fn new_id(row: &Row<'_>, what: &str, ids: &Ids) -> std::result::Result<String, Fault> {
    let id = row.get(at::ID);
    if let Err(error) = model::check_id(what, id) {
        return fault(at::ID, error.message().to_owned());
    }
    match ids.get(id) {
        Some(first) => fault(at::ID, format!("{what} `{id}` stands on line {} already", first.line)),
        None => Ok(id.to_owned()),
    }
}

/// What an id stands for that another file must have.
fn known(
    row: &Row<'_>,
    column: usize,
    what: &str,
    ids: &Ids,
    file: &str,
) -> std::result::Result<Known, Fault> {
    let id = row.get(column);
    match ids.get(id) {
        Some(known) => Ok(*known),
        None if id.is_empty() => fault(column, format!("{what} id is empty")),
        None => {
            let hint = if is_in_another_form(id, |form| ids.contains_key(form)) { OTHER_FORM } else { "" };
            fault(column, format!("`{file}` has no {what} `{}`, or its line was left out{hint}", shown(id)))
        }
    }
}

/// A name, or nothing if it cannot enter the book.
fn text(row: &mut Row<'_>, column: usize, what: &str) -> String {
    let text = row.get(column);
    match model::check_text(what, text) {
        Ok(()) => text.to_owned(),
        Err(error) => {
            row.odd(column, format!("{}; left empty", error.message()));
            String::new()
        }
    }
}

/// Files without the column, and blanks, mean active.
fn is_active(status: &str) -> bool {
    status.is_empty() || status.eq_ignore_ascii_case("active")
}

#[cfg(test)]
mod tests {
    use crate::error::{Result, Status};
    use crate::roster::Roster;

    fn read_files(files: &[(&str, &str)]) -> Result<Roster> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        Roster::read_school_data_sync_with_teachers(folder.path(), "-teachers")
    }

    const SCHOOL: (&str, &str) = ("School.csv", "SIS ID,Name\nS,Skolan\n");
    const SECTION: (&str, &str) = ("Section.csv", "SIS ID,School SIS ID,Section Name\nK,S,7 A\n");
    const STUDENT: (&str, &str) = ("Student.csv", "SIS ID,School SIS ID,Username\na,S,anna\nb,S,bo\n");
    const ENROLLMENT: (&str, &str) = ("StudentEnrollment.csv", "Section SIS ID,SIS ID\nK,b\nK,a\n");

    #[test]
    fn classes_have_their_pupils_in_file_order() {
        let roster = read_files(&[SCHOOL, SECTION, STUDENT, ENROLLMENT]).unwrap();
        assert_eq!(roster.notices, []);
        assert_eq!(roster.load.groups[0].members, ["b", "a"]);
        assert_eq!(roster.load.users[0].display_name, "anna");
        assert_eq!(roster.load.users[0].roles, ["student"]);
    }

    #[test]
    fn one_person_may_have_both_roles() {
        let teacher = ("Teacher.csv", "School SIS ID,SIS ID,Status\nS,a,Inactive\nS,t,\n");
        let teaching = ("teacherroster.CSV", "SIS ID,Section SIS ID\na,K\nt,K\n");
        let roster = read_files(&[SCHOOL, SECTION, STUDENT, ENROLLMENT, teacher, teaching]).unwrap();
        assert_eq!(roster.load.users.len(), 3);
        assert_eq!(roster.load.users[0].roles, ["student", "teacher"]);
        assert!(roster.load.users[0].enabled);
        assert_eq!(roster.load.groups[0].members, ["b", "a"]);
        assert_eq!(roster.load.groups[1].id, "K-teachers");
        assert_eq!(roster.load.groups[1].members, ["a", "t"]);
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = read_files(&[SCHOOL, SECTION, STUDENT]).unwrap_err();
        assert_eq!(error.status(), Status::NotFound);
        assert!(error.message().starts_with("`StudentEnrollment.csv` is not in folder"), "{error}");
    }

    #[test]
    fn a_missing_column_is_named() {
        let error = read_files(&[SCHOOL, ("Section.csv", "SIS ID|School SIS ID\n")]).unwrap_err();
        assert_eq!(error.status(), Status::InvalidArgument);
        assert_eq!(error.message(), "`Section.csv` has no column `SIS ID`; it has `SIS ID|School SIS ID`");
    }
}
