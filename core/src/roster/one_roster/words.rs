//! What the words in OneRoster's files mean: status, role, grade, yes and no.

use crate::model;
use crate::roster::table::{Row, shown};
use std::collections::HashSet;

/// Words that were odd once: each is told the first time only, for it tends to stand on every line.
#[derive(Default)]
pub(super) struct OddWords(HashSet<String>);

/// Most odd words that are remembered.
const ODD_WORDS: usize = 10_000;

impl OddWords {
    /// Reports a word the first time it is met.
    pub fn tell(
        &mut self,
        row: &mut Row<'_>,
        column: usize,
        word: &str,
        message: impl FnOnce(&str) -> String,
    ) {
        if self.0.len() < ODD_WORDS && self.0.insert(format!("{column} {word}")) {
            row.odd(column, message(&shown(word)));
        }
    }
}

/// Whether a record is `tobedeleted`. An odd word is taken as active: a slip must not make leavers of a whole school.
pub(super) fn is_deleted(row: &mut Row<'_>, column: usize, odd: &mut OddWords) -> bool {
    if matches!(row.get(column), "" | "active") {
        return false;
    }
    let word = row.get(column).to_owned();
    match word.to_ascii_lowercase().as_str() {
        "active" => false,
        "tobedeleted" => true,
        "inactive" | "deleted" => {
            odd.tell(row, column, &word, |word| {
                format!("status `{word}` is taken as `tobedeleted`, told once")
            });
            true
        }
        _ => {
            odd.tell(row, column, &word, |word| {
                format!("status `{word}` is neither `active` nor `tobedeleted`; taken as `active`, told once")
            });
            false
        }
    }
}

/// Yes or no; nothing is the default.
pub(super) fn yes(row: &mut Row<'_>, column: usize, default: bool, odd: &mut OddWords) -> bool {
    match row.get(column) {
        "" => return default,
        "true" => return true,
        _ => {}
    }
    let word = row.get(column).to_owned();
    match word.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "y" | "primary" => true,
        "false" | "0" | "no" | "n" | "secondary" => false,
        _ => {
            let taken = if default { "yes" } else { "no" };
            odd.tell(row, column, &word, |word| {
                format!("`{word}` is neither `true` nor `false`; taken as {taken}, told once")
            });
            default
        }
    }
}

/// The book's word for a role, if it is one that is known. Most are written as they should be.
fn known_role(word: &str) -> Option<&'static str> {
    known_in_small(word).or_else(|| known_in_small(&word.to_ascii_lowercase()))
}

fn known_in_small(word: &str) -> Option<&'static str> {
    Some(match word {
        "student" | "learner" | "pupil" => "student",
        "teacher" | "professor" | "lecturer" | "faculty" | "adjunct" | "instructor" | "substitute" => {
            "teacher"
        }
        "administrator"
        | "admin"
        | "districtadministrator"
        | "siteadministrator"
        | "systemadministrator"
        | "principal" => "administrator",
        "staff"
        | "aide"
        | "proctor"
        | "counselor"
        | "officestaff"
        | "other"
        | "chair"
        | "researcher"
        | "affiliate"
        | "advisor"
        | "nurse"
        | "paraprofessional"
        | "specialservices"
        | "coach"
        | "occupationaltherapist"
        | "physicaltherapist"
        | "speechtherapist"
        | "visiontherapist" => "staff",
        "guardian" => "guardian",
        "parent" => "parent",
        "relative" => "relative",
        _ => return None,
    })
}

/// The book's word for a role. A word that is not known is kept, so that no pool for certain roles takes it for another.
pub(super) fn role(row: &mut Row<'_>, column: usize, odd: &mut OddWords) -> Option<String> {
    if let Some(known) = known_role(row.get(column)) {
        return Some(known.to_owned());
    }
    let word = row.get(column).to_owned();
    if word.is_empty() {
        row.odd(column, "role is empty; taken without one".into());
        return None;
    }
    if let Err(error) = model::check_id("role", &word) {
        row.odd(column, format!("{}; taken without one", error.message()));
        return None;
    }
    odd.tell(row, column, &word, |word| format!("role `{word}` is not known; taken as it is, told once"));
    Some(word)
}

/// Looks whether a grade is one that the formats know. The book does not keep grades: an odd one is told and does no harm.
pub(super) fn check_grades(row: &mut Row<'_>, column: usize, odd: &mut OddWords) {
    if row.get(column).is_empty() {
        return;
    }
    let grades = row.get(column).to_owned();
    for grade in grades.split(',').map(str::trim).filter(|grade| !grade.is_empty()) {
        let number = grade.parse::<u8>().is_ok_and(|number| number <= 13);
        let known = number
            || [
                "IT",
                "PR",
                "PK",
                "TK",
                "KG",
                "PS",
                "UG",
                "AB",
                "AE",
                "Other",
                "PS1",
                "PS2",
                "PS3",
                "PS4",
                "undergraduate",
                "graduate",
                "postgraduate",
                "adultEducation",
                "InfantToddler",
                "Preschool",
                "PreKindergarten",
                "TransitionalKindergarten",
                "Kindergarten",
                "Ungraded",
            ]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(grade));
        if !known {
            odd.tell(row, column, grade, |grade| format!("grade `{grade}` is not known; told once"));
        }
    }
}
