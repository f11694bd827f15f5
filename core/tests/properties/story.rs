//! Stories: a random book, and random things done to it one after the other. Before each step a property looks at it.

use crate::asks::{Ask, ask};
use crate::dice::{Dice, FIRST, day};
use crate::world;
use seatbook_core::store::memory::MemoryStore;
use seatbook_core::store::{Direction, Reader, Span, Store, Table, Verdict, Writer};
use seatbook_core::{Book, Day, OpenOptions, Options, Result};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::time::Instant;

/// Steps of a story.
const STEPS: usize = 24;

/// A store that several have hold of: the book, and whoever copies it.
struct Shared(Arc<MemoryStore>);

impl Store for Shared {
    fn snapshot(&self) -> Result<Box<dyn Reader + '_>> {
        self.0.snapshot()
    }

    fn write(
        &self,
        deadline: Option<Instant>,
        work: &mut dyn FnMut(&mut dyn Writer) -> Result<Verdict>,
    ) -> Result<()> {
        self.0.write(deadline, work)
    }

    fn close(&self) -> Result<()> {
        self.0.close()
    }
}

/// A book and what it is kept in.
pub struct Told {
    pub book: Book,
    store: Arc<MemoryStore>,
}

/// Every key and value.
type Bytes = Vec<(Table, Vec<u8>, Vec<u8>)>;

impl Told {
    fn of(bytes: &Bytes) -> Self {
        let store = Arc::new(MemoryStore::new());
        let put = &mut |writer: &mut dyn Writer| {
            for (table, key, value) in bytes {
                writer.put(*table, key, value)?;
            }
            Ok(Verdict::Commit)
        };
        store.write(None, put).unwrap();
        let book = Book::with_store(Box::new(Shared(Arc::clone(&store))), &OpenOptions::default()).unwrap();
        Self { book, store }
    }

    pub fn bytes(&self) -> Bytes {
        let snapshot = self.store.snapshot().unwrap();
        let mut bytes = Vec::new();
        for table in Table::ALL {
            let mut keep = |key: &[u8], value: &[u8]| {
                bytes.push((table, key.to_vec(), value.to_vec()));
                Ok(ControlFlow::Continue(()))
            };
            snapshot.scan(table, &Span::prefix(&[]), Direction::Forward, &mut keep).unwrap();
        }
        bytes
    }

    /// Another book, the same in every byte.
    pub fn copy(&self) -> Self {
        Self::of(&self.bytes())
    }
}

/// A book before a step, what is done next, and dice for whatever else a property chooses.
pub struct Scene<'a> {
    pub told: &'a Told,
    pub ask: Ask,
    pub on: Day,
    pub dice: Dice,
}

/// Tries a property before every step of so many stories.
pub fn everywhere(stories: u64, property: impl Fn(&mut Scene<'_>)) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let stories = number("SEATBOOK_STORIES").unwrap_or(stories);
    let seeds = number("SEATBOOK_SEED").map_or(1..=stories, |seed| seed..=seed);
    for seed in seeds {
        let mut lines = Vec::new();
        if let Err(why) = catch_unwind(AssertUnwindSafe(|| tell(seed, &property, &mut lines))) {
            eprintln!("SEATBOOK_SEED={seed}\n{}", lines.join("\n"));
            resume_unwind(why);
        }
    }
}

fn tell(seed: u64, property: &impl Fn(&mut Scene<'_>), lines: &mut Vec<String>) {
    let mut dice = Dice::new(seed);
    let told = Told::of(&Vec::new());
    let world = world::world(&mut dice);
    lines.push(serde_json::to_string(&world).unwrap());
    let report = told.book.load(&world, &Options::on(day(FIRST))).unwrap();
    assert!(report.is_complete(), "{:?}", report.refused);
    let mut now = FIRST;
    for step in 0..STEPS {
        now += dice.one(&[0, 0, 0, 0, 1, 7, 20]);
        // The first of them only give, so that there is something to look at.
        let ask = ask(&told.book, day(now), step < 3, &mut dice);
        lines.push(ask.to_string());
        let own = Dice::new(seed ^ (step as u64) << 32);
        property(&mut Scene { told: &told, ask: ask.clone(), on: day(now), dice: own });
        let _ = ask.done(&told.book, false);
    }
    let found = told.book.verify(None).unwrap();
    assert!(found.ok, "{:?}", found.problems);
}
