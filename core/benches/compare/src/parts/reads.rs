//! Questions to a book of a million users, all of whom hold one product and each one or two of nineteen others.

use crate::bench::{Bench, say};
use crate::engines::{Kind, Opened, ROOMY, SEATBOOK, TEXT, TUNED};
use crate::figures::{Took, timed};
use crate::job::{Job, Question, Verb};
use crate::world::{Article, World, id, ids, shuffled};
use seatbook_core::IdList;
use seatbook_core::model::Release;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Products.
const PRODUCTS: u32 = 20;

fn product(number: u32) -> String {
    format!("product-{number:02}")
}

pub fn run(bench: &mut Bench) {
    let users = bench.wanted.sizes.first().copied().unwrap_or(1_000_000);
    let kinds = [SEATBOOK, ROOMY, TUNED, TEXT];
    let open: Vec<(PathBuf, Opened)> = kinds.iter().map(|kind| filled(bench, *kind, users)).collect();
    let products: Vec<String> = (0..PRODUCTS).map(product).collect();
    let order = shuffled(users, 21);
    let class: IdList = order.iter().take(1_000).map(|number| id(*number)).collect();
    let coverage = Question::Coverage { users: class, products };
    for round in 0..=bench.wanted.rounds.unwrap_or(5) {
        say(&format!("questions, round {round}"));
        let mut sums: BTreeMap<String, u64> = BTreeMap::new();
        for at in 0..kinds.len() {
            let at = (at + round) % kinds.len();
            let mut ask = |work: &str, times: u32, question: &dyn Fn(usize) -> u64| {
                let (sum, took) = timed(|| (0..times as usize).map(question).sum::<u64>());
                let expected = *sums.entry(work.to_owned()).or_insert(sum);
                assert_eq!(sum, expected, "{} answers otherwise: {work}", kinds[at].name());
                let each = Took { wall: took.wall / times, cpu: took.cpu / times };
                // The first round fills caches.
                if round > 0 {
                    bench.figures.took(work, kinds[at].name(), users.into(), each);
                }
            };
            let engine = &open[at].1;
            ask("counts", 1_000, &|_| engine.ask(&Question::Counts(product(0))));
            let own = |number: usize| Question::Licences(id(order[number * 7 % order.len()]));
            ask("licences of a user", 1_000, &|number| engine.ask(&own(number)));
            ask("coverage 1000 x 20", 3, &|_| engine.ask(&coverage));
            ask("journal of a user", 100, &|number| engine.ask(&Question::Journal(id(order[number % 50]))));
            pages(bench, kinds[at], engine, users, round > 0);
        }
    }
    for (kind, (path, engine)) in kinds.iter().zip(open) {
        drop(engine);
        Bench::remove(*kind, &path);
    }
}

/// All holders of the first product, page by page, and single pages here and there.
fn pages(bench: &mut Bench, kind: &dyn Kind, engine: &Opened, users: u32, counts: bool) {
    let mut places = vec![None];
    let (all, took) = timed(|| {
        let (mut all, mut place) = (0, None);
        loop {
            let (rows, next) = engine.page(&product(0), place.as_deref());
            all += rows;
            places.push(next.clone());
            match next {
                Some(next) => place = Some(next),
                None => return all,
            }
        }
    });
    // SQLite's last page may be followed by an empty one.
    assert_eq!(all, users as usize, "{} shows every holder once", kind.name());
    if counts {
        bench.figures.took("all holders by pages", kind.name(), users.into(), took);
    }
    let some: Vec<_> = shuffled(places.len() as u32 - 1, 5).into_iter().take(200).collect();
    let (_, took) = timed(|| {
        some.iter().map(|at| engine.page(&product(0), places[*at as usize].as_deref()).0).sum::<usize>()
    });
    let times = some.len() as u32;
    if counts {
        let each = Took { wall: took.wall / times, cpu: took.cpu / times };
        bench.figures.took("page of 100 holders", kind.name(), users.into(), each);
    }
}

/// A book with holders, and a history for some of them.
fn filled(bench: &Bench, kind: &dyn Kind, users: u32) -> (PathBuf, Opened) {
    say(&format!("questions: filling {}", kind.name()));
    let article = |number| Article { product: product(number), seats: users, release: Release::Reuse };
    let world = World { users, articles: (0..PRODUCTS).map(article).collect(), mixed: false };
    let path = bench.path(&format!("reads-{}", kind.name()));
    kind.create(&path, &world);
    let engine = kind.open(&path);
    let order = shuffled(users, 21);
    engine.run(&Job::new(Verb::Assign, &product(0), &ids(order.iter().copied())));
    for number in 1..PRODUCTS {
        // Most have two products, some three.
        let some = order.iter().copied().filter(|user| user % 17 == number % 17);
        engine.run(&Job::new(Verb::Assign, &product(number), &ids(some)));
    }
    let class = ids(order.iter().take(50).copied());
    for _ in 0..50 {
        engine.run(&Job::new(Verb::Revoke, &product(0), &class));
        engine.run(&Job::new(Verb::Reuse, &product(0), &class));
    }
    engine.index_history();
    (path, engine)
}
