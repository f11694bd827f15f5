//! Shows that all engines do the same: every request is answered with the same outcome and seat for every row, and every
//! question with the same number. Otherwise comparing their speed would mean nothing.

use crate::bench::Bench;
use crate::engines;
use crate::job::{Answer, Job, Question, Verb};
use crate::world::{Article, World, id, ids, shuffled};
use seatbook_core::model::Release;
use std::path::Path;

/// Users of the little world.
const USERS: u32 = 50;

/// A world in which rows are refused for every reason that the engines know.
fn world() -> World {
    let article = |product: &str, seats, release| Article { product: product.to_owned(), seats, release };
    World {
        users: USERS,
        articles: vec![
            article("maths", 30, Release::Reuse),
            article("physics", 20, Release::Fresh),
            article("art", USERS, Release::Fresh),
        ],
        mixed: true,
    }
}

/// Requests that meet full pools, seats in every state, strangers and users who are named twice.
fn jobs() -> Vec<Job> {
    let everybody = ids(shuffled(USERS + 3, 7).into_iter().chain([4, 5, USERS + 1]));
    let some = ids((0..USERS).filter(|number| number % 3 == 0));
    let others = ids((0..USERS).rev().filter(|number| number % 3 != 0));
    vec![
        Job::new(Verb::Assign, "maths", &everybody),
        Job::new(Verb::Assign, "maths", &everybody),
        Job::new(Verb::Revoke, "maths", &some),
        Job::new(Verb::Reuse, "maths", &others),
        Job::new(Verb::Reuse, "maths", &everybody),
        Job::new(Verb::Assign, "physics", &some),
        Job::new(Verb::Revoke, "physics", &ids([3, 12, 21, 3, 1])),
        Job::new(Verb::Assign, "physics", &others),
        Job::swap("maths", "physics", &everybody),
        Job::swap("maths", "art", &everybody),
        Job::swap("art", "maths", &others),
        Job::new(Verb::Revoke, "art", &everybody),
        Job::new(Verb::Assign, "art", &everybody),
    ]
}

fn questions() -> Vec<Question> {
    let products: Vec<String> = world().articles.into_iter().map(|article| article.product).collect();
    let mut questions =
        vec![Question::Coverage { users: (0..USERS).map(id).collect(), products: products.clone() }];
    questions.extend(products.into_iter().map(Question::Counts));
    for user in (0..USERS).step_by(7) {
        questions.push(Question::Licences(id(user)));
        questions.push(Question::Journal(id(user)));
    }
    questions
}

/// Rows of every request, and numbers of every question.
type Answers = (Vec<Vec<Answer>>, Vec<u64>);

/// What an engine answers to everything.
fn answers(kind: &dyn engines::Kind, path: &Path) -> Answers {
    kind.create(path, &world());
    let engine = kind.open(path);
    let rows = jobs().iter().map(|job| engine.run(job).rows()).collect();
    let mut numbers: Vec<u64> = questions().iter().map(|question| engine.ask(question)).collect();
    numbers.extend(world().articles.iter().map(|article| engine.page(&article.product, None).0 as u64));
    drop(engine);
    Bench::remove(kind, path);
    (rows, numbers)
}

/// Asks all engines everything and compares.
///
/// # Panics
/// If they do not agree.
pub fn check(folder: &Path) {
    let expected = answers(engines::SEATBOOK, &folder.join("agree"));
    let differences: Vec<String> = engines::ALL[1..]
        .iter()
        .flat_map(|kind| compare(kind.name(), &expected, &answers(*kind, &folder.join("agree"))))
        .collect();
    assert!(differences.is_empty(), "seatbook and others do not agree:\n{}", differences.join("\n"));
}

fn compare(name: &str, expected: &Answers, found: &Answers) -> Vec<String> {
    let mut differences = Vec::new();
    for (at, (job, (own, other))) in jobs().iter().zip(expected.0.iter().zip(&found.0)).enumerate() {
        let what = format!("{name}, request {at} ({} of {})", job.verb.word(), job.product);
        if own.len() != other.len() {
            differences.push(format!("{what}: {} rows and {}", own.len(), other.len()));
        }
        if let Some(row) = own.iter().zip(other).position(|(own, other)| own != other) {
            differences.push(format!("{what}, row {row}: {:?} and {:?}", own[row], other[row]));
        }
    }
    for (at, (own, other)) in expected.1.iter().zip(&found.1).enumerate() {
        if own != other {
            let question =
                questions().get(at).map_or("holders".to_owned(), |question| format!("{question:?}"));
            differences.push(format!("{name}, {question}: {own} and {other}"));
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    #[test]
    fn all_engines_answer_alike() {
        super::check(tempfile::tempdir().unwrap().path());
    }
}
