//! Random files, assignments and removals against a reference that only adds up: totals, holders and states must agree, and the book
//! must be sound after every step.

use crate::world::*;
use proptest::prelude::*;
use seatbook_core::activation::{ActivationState, LineDiff};
use seatbook_core::licence_file::LicenceLine;
use seatbook_core::{Book, Item, LineRemoval, Op, Outcome, Status};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

const PRODUCTS: [&str; 3] = ["sales", "service", "web"];
const USERS: u32 = 12;

/// What a file says of a product.
#[derive(Clone, Copy, Debug)]
enum Say {
    Nothing,
    Unlimited,
    Seats(u32),
}

impl Say {
    const fn total(self) -> Option<u32> {
        match self {
            Say::Nothing => Some(0),
            Say::Unlimited => None,
            Say::Seats(seats) => Some(seats),
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Assign {
        user: u32,
        product: usize,
    },
    Revoke {
        user: u32,
        product: usize,
    },
    /// A file with totals by product (no line, unlimited, or so many), a version ahead of or behind the newest, and `auto`.
    Stage {
        totals: [Say; 3],
        ahead: i64,
        auto: bool,
    },
    /// The last file again.
    Repeat {
        auto: bool,
    },
    /// Activate with so many removals more or fewer than are needed.
    Activate {
        more: isize,
    },
    Discard,
}

fn step() -> impl Strategy<Value = Step> {
    let total =
        prop_oneof![1 => Just(Say::Nothing), 1 => Just(Say::Unlimited), 6 => (0..9_u32).prop_map(Say::Seats)];
    let (user, product) = (0..USERS, 0..3_usize);
    prop_oneof![
        5 => (user.clone(), product.clone()).prop_map(|(user, product)| Step::Assign { user, product }),
        2 => (user, product).prop_map(|(user, product)| Step::Revoke { user, product }),
        3 => ([total.clone(), total.clone(), total], -1..4_i64, any::<bool>())
            .prop_map(|(totals, ahead, auto)| Step::Stage { totals, ahead, auto }),
        1 => any::<bool>().prop_map(|auto| Step::Repeat { auto }),
        3 => prop_oneof![3 => Just(0), 2 => Just(-1_isize), 2 => Just(1)].prop_map(|more| Step::Activate { more }),
        1 => Just(Step::Discard),
    ]
}

/// What a file says, as the reference keeps it.
#[derive(Clone, Debug)]
struct File {
    version: i64,
    totals: [Option<u32>; 3],
    bytes: Vec<u8>,
}

/// Totals (`None` is unlimited) and holders by product, and what became of the files.
struct Reference {
    totals: [Option<u32>; 3],
    holders: [BTreeSet<u32>; 3],
    active: Option<File>,
    pending: Option<File>,
    discarded: Vec<File>,
    last: Option<File>,
}

impl Reference {
    fn to_remove(&self, file: &File, product: usize) -> usize {
        let total = file.totals[product].map_or(usize::MAX, |total| total as usize);
        self.holders[product].len().saturating_sub(total)
    }

    fn is_blocked(&self, file: &File) -> bool {
        (0..3).any(|product| self.to_remove(file, product) > 0)
    }

    fn take_over(&mut self, file: File) {
        (self.totals, self.active, self.pending) = (file.totals, Some(file), None);
    }

    /// The lines that change, as product, old total, new total, and how many to remove.
    fn diff(&self, file: &File) -> BTreeSet<(String, Option<u64>, Option<u64>, u64)> {
        let changed = (0..3).filter(|product| self.totals[*product] != file.totals[*product]);
        changed
            .map(|product| {
                let (old, new) = (self.totals[product].map(u64::from), file.totals[product].map(u64::from));
                (PRODUCTS[product].to_owned(), old, new, self.to_remove(file, product) as u64)
            })
            .collect()
    }
}

fn told(lines: &[LineDiff]) -> BTreeSet<(String, Option<u64>, Option<u64>, u64)> {
    lines.iter().map(|line| (line.product.clone(), line.old_total, line.new_total, line.to_remove)).collect()
}

struct Pair {
    book: Book,
    reference: Reference,
    met: BTreeMap<String, u64>,
}

impl Pair {
    fn new() -> Self {
        let pools = vec![
            pool("old", "sales", Some(3)),
            pool("new", "sales", Some(2)),
            pool("s", "service", Some(4)),
            pool("w", "web", None),
        ];
        let reference = Reference {
            totals: [Some(5), Some(4), None],
            holders: Default::default(),
            active: None,
            pending: None,
            discarded: Vec::new(),
            last: None,
        };
        Self { book: book_with(pools), reference, met: BTreeMap::new() }
    }

    fn meet(&mut self, what: &str) {
        *self.met.entry(what.to_owned()).or_default() += 1;
    }

    fn play(&mut self, step: &Step) {
        match step {
            Step::Assign { user, product } => self.assign(*user, *product),
            Step::Revoke { user, product } => {
                let item = Item::users(Op::Revoke, [format!("u{user}")], &[PRODUCTS[*product]]);
                let report = self.book.apply(&item.into(), &today()).unwrap();
                let held = self.reference.holders[*product].remove(user);
                assert_eq!(held, report.summary.changed == 1);
            }
            Step::Stage { totals, ahead, auto } => self.stage_new(totals, *ahead, *auto),
            Step::Repeat { auto } => {
                if let Some(file) = self.reference.last.clone() {
                    self.stage_again(&file, *auto);
                }
            }
            Step::Activate { more } => self.activate(*more),
            Step::Discard => match self.reference.pending.take() {
                Some(file) => {
                    let number = self.book.pending().unwrap()[0].activation;
                    let done = self.book.discard(number, &today()).unwrap();
                    assert_eq!(done.activation.state, ActivationState::Discarded);
                    self.reference.discarded.push(file);
                    self.meet("discarded");
                }
                None => assert!(self.book.pending().unwrap().is_empty()),
            },
        }
        self.compare();
    }

    fn assign(&mut self, user: u32, product: usize) {
        let item = Item {
            seat_choice: seatbook_core::SeatChoice::Auto,
            ..Item::users(Op::Assign, [format!("u{user}")], &[PRODUCTS[product]])
        };
        let report = self.book.apply(&item.into(), &today()).unwrap();
        let holders = &mut self.reference.holders[product];
        let has_room = self.reference.totals[product].is_none_or(|total| holders.len() < total as usize);
        let expected = match holders.contains(&user) {
            true => vec![Outcome::AlreadyAssigned],
            false if has_room => vec![Outcome::Assigned, Outcome::Reused],
            false => vec![Outcome::NoSeatLeft],
        };
        let outcome = report.row(0).unwrap().outcome();
        assert!(expected.contains(&outcome), "{outcome:?}, not {expected:?}");
        if has_room {
            holders.insert(user);
        }
    }

    fn stage_new(&mut self, totals: &[Say; 3], ahead: i64, auto: bool) {
        let reference = &self.reference;
        let newest = |file: &Option<File>| file.as_ref().map_or(0, |file| file.version);
        let known = newest(&reference.active).max(newest(&reference.pending));
        let version = (known + ahead).max(1);
        let said = PRODUCTS.iter().zip(totals).filter(|(_, say)| !matches!(say, Say::Nothing));
        let lines: Vec<LicenceLine> = said.map(|(product, say)| line(product, say.total())).collect();
        let bytes = file(u64::try_from(version).unwrap(), lines);
        let new = File { version, totals: totals.map(Say::total), bytes };
        let is_known =
            [&reference.active, &reference.pending].into_iter().flatten().any(|own| own.bytes == new.bytes)
                || reference.discarded.iter().any(|own| own.bytes == new.bytes);
        if is_known {
            return self.stage_again(&new, auto);
        }
        if version <= known {
            assert_eq!(status(self.book.stage(&new.bytes, auto, &today())), Status::OlderLicence);
            return self.meet("older");
        }
        self.staged(&new, auto);
    }

    /// A file that must be taken in.
    fn staged(&mut self, new: &File, auto: bool) {
        let report = self.book.stage(&new.bytes, auto, &today()).unwrap();
        assert_eq!(told(&report.lines), self.reference.diff(new));
        self.reference.last = Some(new.clone());
        let older = self.reference.pending.take();
        self.reference.discarded.retain(|own| own.bytes != new.bytes);
        self.reference.discarded.extend(older);
        if auto && !self.reference.is_blocked(new) {
            assert_eq!(report.activation.state, ActivationState::Activated);
            self.reference.take_over(new.clone());
            return self.meet("activated by itself");
        }
        assert_eq!(report.activation.state, ActivationState::Pending);
        assert_eq!(report.blocked, self.reference.is_blocked(new));
        self.reference.pending = Some(new.clone());
        self.meet("staged");
    }

    fn stage_again(&mut self, file: &File, auto: bool) {
        let same = |own: &File| own.bytes == file.bytes;
        let revision = self.book.revision().unwrap();
        let waits = self.reference.pending.as_ref().is_some_and(same);
        let discarded = self.reference.discarded.iter().any(same);
        if discarded && !auto {
            let newest = [&self.reference.active, &self.reference.pending];
            let known = newest.into_iter().flatten().map(|own| own.version).max().unwrap_or(0);
            if file.version <= known {
                assert_eq!(status(self.book.stage(&file.bytes, auto, &today())), Status::OlderLicence);
            } else {
                self.staged(file, auto);
                self.meet("waits again");
            }
            return;
        }
        let report = self.book.stage(&file.bytes, auto, &today()).unwrap();
        if waits && auto && !self.reference.is_blocked(file) {
            assert_eq!(report.activation.state, ActivationState::Activated);
            self.reference.take_over(file.clone());
            return self.meet("activated when it came again");
        }
        assert_eq!(report.operation, None);
        assert_eq!(self.book.revision().unwrap(), revision);
        self.meet("staged twice");
    }

    fn activate(&mut self, more: isize) {
        let Some(file) = self.reference.pending.clone() else { return };
        let number = self.book.pending().unwrap()[0].activation;
        let mut removals = Vec::new();
        let (mut missing, mut surplus) = (0, 0);
        for product in 0..3 {
            let wanted = self.reference.to_remove(&file, product);
            if wanted == 0 {
                continue;
            }
            let found = self.book.reduction(number, PRODUCTS[product], today().on, &all()).unwrap();
            assert_eq!(
                (found.to_remove, found.occupied),
                (wanted as u64, self.reference.holders[product].len() as u64)
            );
            let rows = found.holders.rows;
            assert!(rows[..wanted].iter().all(|row| row.suggested.is_some()));
            let count = wanted.saturating_add_signed(more).min(rows.len());
            missing += wanted.saturating_sub(count);
            surplus += count.saturating_sub(wanted);
            let holders = rows[..count].iter().map(|row| row.holder.clone()).collect();
            removals.push(LineRemoval { line: PRODUCTS[product].into(), holders });
        }
        let done = self.book.activate(number, &removals, &today());
        if surplus > 0 {
            assert_eq!(status(done), Status::TooManyRemovals);
            return self.meet("too many");
        }
        if missing > 0 {
            assert_eq!(status(done), Status::StillExceeds);
            return self.meet("still exceeds");
        }
        assert_eq!(told(&done.unwrap().lines), self.reference.diff(&file));
        for removal in &removals {
            let product = PRODUCTS.iter().position(|product| *product == removal.line).unwrap();
            for holder in removal.holders.iter() {
                assert!(self.reference.holders[product].remove(&holder[1..].parse().unwrap()));
            }
        }
        self.reference.take_over(file);
        self.meet(if removals.is_empty() { "activated" } else { "activated with removals" });
    }

    fn compare(&self) {
        for (product, id) in PRODUCTS.iter().enumerate() {
            let counts = self.book.counts(id, None, today().on).unwrap();
            assert_eq!(counts.assigned, self.reference.holders[product].len() as u64, "{id}: {counts:?}");
            match self.reference.totals[product] {
                Some(total) => {
                    assert_eq!((counts.total, counts.unlimited), (u64::from(total), false), "{id}");
                }
                None => assert!(counts.unlimited, "{id}"),
            }
        }
        let pending = self.book.pending().unwrap();
        let waiting = self.reference.pending.as_ref();
        assert_eq!(pending.first().map(|own| own.version.cast_signed()), waiting.map(|file| file.version));
        if let (Some(own), Some(file)) = (pending.first(), waiting) {
            let diff = self.book.activation_diff(own.activation, today().on).unwrap();
            assert_eq!(told(&diff.lines), self.reference.diff(file));
            assert_eq!(diff.blocked, self.reference.is_blocked(file));
        }
        sound(&self.book);
    }
}

#[test]
fn files_agree_with_a_reference_that_only_adds_up() {
    let met = RefCell::new(BTreeMap::<String, u64>::new());
    let cases = std::env::var("SEATBOOK_MODEL_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    proptest!(config, |(steps in prop::collection::vec(step(), 1..60))| {
        let mut pair = Pair::new();
        for step in &steps {
            pair.play(step);
        }
        for (what, count) in pair.met {
            *met.borrow_mut().entry(what).or_default() += count;
        }
    });
    println!("{:?}", met.borrow());
    for what in [
        "staged",
        "staged twice",
        "older",
        "discarded",
        "waits again",
        "activated",
        "activated by itself",
        "activated with removals",
        "still exceeds",
        "too many",
    ] {
        assert!(met.borrow().contains_key(what), "it never came to `{what}`: {:?}", met.borrow());
    }
}
