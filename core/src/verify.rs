//! Recounting a book from its seats, and walking the journal's chain. Finds, never repairs.

use crate::error::{Error, Result, Status};
use crate::layout::catalogue::{PoolRecord, Sort};
use crate::layout::history;
use crate::layout::holdings::{self, BLOCK as USERS, HoldingBlock};
use crate::layout::journal::{self, Hash};
use crate::layout::seats::{self, BLOCK, Bitmap, EMPTY, NOBODY, PoolState, SeatBlock};
use crate::licence_file::LicenceKeys;
use crate::maps::NumberMap;
use crate::query::{Head, Verification};
use crate::seat::{HolderKind, SeatState};
use crate::store::Reader;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

mod catalogue;
mod licences;
mod people;
mod waiting;

/// Problems that are told; a book with more is as broken as one can be.
const MOST: usize = 100;
/// Blocks of seats kept while holdings are compared with them: at most 32 MiB.
const BLOCKS_KEPT: usize = 16_384;

struct Checking<'a> {
    reader: &'a dyn Reader,
    /// What the journal says of pools' states, by pool id.
    states: HashMap<String, String>,
    /// What the journal says of licence files, by number.
    licences: BTreeMap<u64, licences::Told>,
    keys: &'a LicenceKeys,
    found: Verification,
    /// Seats that are held, by their pools; holdings that name them, by the users.
    held: Pairs,
    holdings: Pairs,
}

/// How many pairs of a seat and its holder there are, and a number that tells other pairs apart, in whatever order they come.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Pairs {
    count: u64,
    sum: u64,
}

impl Pairs {
    fn add(&mut self, kind: Option<HolderKind>, holder: u32, pool: u32, seat: u32) {
        let pair = [
            (u64::from(pool) << 32) | u64::from(seat),
            (kind.map_or(0, |kind| kind as u64 + 1) << 32) | u64::from(holder),
        ];
        self.count += 1;
        self.sum = self.sum.wrapping_add(pair.into_iter().fold(0, |mixed, half| mix(mixed ^ half)));
    }
}

/// `SplitMix64`'s way of spreading every bit over all others; sums of what comes out tell sets apart.
const fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Checks everything; with an earlier head, also that the book descends from it.
pub(crate) fn verify(reader: &dyn Reader, since: Option<&Head>, keys: &LicenceKeys) -> Result<Verification> {
    let mut checking = Checking {
        reader,
        states: HashMap::new(),
        licences: BTreeMap::new(),
        keys,
        found: Verification::default(),
        held: Pairs::default(),
        holdings: Pairs::default(),
    };
    checking.journal(since)?;
    checking.catalogue()?;
    checking.users()?;
    checking.memberships()?;
    checking.pools()?;
    checking.holdings()?;
    checking.waiting()?;
    checking.licences()?;
    let mut found = checking.found;
    found.ok = found.problems.is_empty();
    Ok(found)
}

impl Checking<'_> {
    fn problem(&mut self, problem: String) {
        if self.found.problems.len() < MOST {
            self.found.problems.push(problem);
        }
    }

    /// Notes what a check stumbled over; damage is a finding, other errors end the check.
    fn note<T>(&mut self, what: &str, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.status() == Status::Corrupt => {
                self.problem(format!("{what}: {}", error.message()));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn journal(&mut self, since: Option<&Head>) -> Result<()> {
        let tip = journal::tip(self.reader);
        let Some(tip) = self.note("journal", tip)? else { return Ok(()) };
        let mut previous: Hash = [0; 32];
        let mut noted = 0;
        for operation in 1..=tip.operation {
            let record = journal::read(self.reader, operation);
            let Some(record) = self.note("journal", record)? else { continue };
            let Some(record) = record else {
                self.problem(format!("journal: operation {operation} is missing"));
                continue;
            };
            if record.chained(&previous) != record.hash {
                self.problem(format!(
                    "journal: operation {operation} does not follow from the one before it"
                ));
            }
            let request_id = record.header.brief.request_id.clone();
            let users = record.users();
            if let Some(users) = self.note(&format!("journal: operation {operation}"), users)? {
                noted += self.check_history(operation, users)?;
            }
            previous = record.hash;
            self.states.extend(record.header.pools);
            self.note_licence(record.header.activation);
            self.found.operations += 1;
            self.check_request(operation, &request_id)?;
        }
        if noted != history::count(self.reader)? {
            self.problem("journal: its index of users names operations that do not name them".into());
        }
        self.found.head = crate::query::history::head(&tip);
        match since {
            Some(since) => self.check_descent(since),
            None => Ok(()),
        }
    }

    /// Checks that the users whom an operation names lead to it; says how many rows of the index that takes.
    fn check_history(&mut self, operation: u64, users: Vec<u32>) -> Result<u64> {
        let noted = history::noted(self.reader, operation, users.into_iter())?;
        if noted.is_none() {
            self.problem(format!("journal: not all users whom operation {operation} names lead to it"));
        }
        Ok(noted.unwrap_or_default())
    }

    fn check_request(&mut self, operation: u64, id: &str) -> Result<()> {
        if !id.is_empty() && journal::request(self.reader, id)?.is_none_or(|(own, _)| own != operation) {
            self.problem(format!("journal: request id `{id}` does not lead to operation {operation}"));
        }
        Ok(())
    }

    fn check_descent(&self, since: &Head) -> Result<()> {
        let known = match since.operation {
            0 => String::new(),
            operation => match journal::read(self.reader, operation)? {
                Some(record) => journal::hex(&record.hash),
                None => "missing".into(),
            },
        };
        if known == since.hash {
            return Ok(());
        }
        let message = format!(
            "the book does not descend from operation {}: it is at operation {}, so an older copy was put in its place",
            since.operation, self.found.head.operation
        );
        Err(Error::new(Status::RolledBack, message))
    }

    fn pools(&mut self) -> Result<()> {
        let mut numbers = Vec::new();
        let walked = crate::layout::catalogue::each(self.reader, Sort::Pool, |id, number| {
            numbers.push((id.to_owned(), number));
            Ok(())
        });
        self.note("pools", walked)?;
        for (id, number) in numbers {
            let checked = self.pool(&id, number);
            self.note(&format!("pool `{id}`"), checked)?;
            self.found.pools += 1;
        }
        Ok(())
    }

    fn pool(&mut self, id: &str, number: u32) -> Result<()> {
        let record: PoolRecord = crate::layout::catalogue::record(self.reader, Sort::Pool, number)?;
        let state = PoolState::read(self.reader, number)?;
        let stored_free = seats::all_free(self.reader, number)?;
        let mut counted = vec![0_u32; state.buckets.len()];
        let mut free: BTreeMap<(u16, u32), Bitmap> = BTreeMap::new();
        let mut problems = Vec::new();
        let mut next = 0;
        let mut held = self.held;
        let kind = record.pool.kind.holder();
        seats::each_block(self.reader, number, 0, |block, seats| {
            for (seat, (holder, bucket)) in (block * BLOCK..).zip(&seats.seats) {
                if seat != next {
                    problems.push(format!("pool `{id}`: seat {} is missing", next + 1));
                }
                next = seat + 1;
                let Some(own) = state.buckets.get(usize::from(*bucket)) else {
                    problems.push(format!("pool `{id}`: seat {} has no bucket", seat + 1));
                    continue;
                };
                if let Some(count) = counted.get_mut(usize::from(*bucket)) {
                    *count += 1;
                }
                let stands = own.standing.state;
                if stands.is_held() != (*holder != NOBODY) && stands != SeatState::Expired {
                    problems.push(format!(
                        "pool `{id}`: seat {} is `{}` but its holder says otherwise",
                        seat + 1,
                        stands.word()
                    ));
                }
                if stands.is_held() {
                    held.add(kind, *holder, number, seat);
                }
                if stands.is_free() && *holder == NOBODY {
                    seats::set_bit(free.entry((*bucket, block)).or_insert(EMPTY), seat);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        self.found.seats += u64::from(next);
        self.held = held;
        if self.states.get(id).map_or("", String::as_str) != PoolState::sum(self.reader, number)? {
            problems.push(format!("pool `{id}`: its state is not the one that the journal tells of"));
        }
        if next != state.next {
            problems.push(format!("pool `{id}`: {next} seats are there, but {} were counted", state.next));
        }
        if state.buckets.iter().map(|bucket| bucket.count).ne(counted) {
            problems.push(format!("pool `{id}`: its counters differ from its seats"));
        }
        if stored_free != free {
            problems.push(format!("pool `{id}`: its free seats differ from its seats"));
        }
        let taken = u64::from(state.next) - state.count(SeatState::Withdrawn).min(u64::from(state.next));
        if record.pool.quantity.is_some_and(|quantity| taken > u64::from(quantity)) {
            problems.push(format!("pool `{id}`: it has more seats than were bought"));
        }
        for problem in problems {
            self.problem(problem);
        }
        Ok(())
    }

    /// Every holding names a seat that names its holder, and every seat that is held has a holding.
    fn holdings(&mut self) -> Result<()> {
        let mut found = Pairs::default();
        let mut told = None;
        let walked = holdings::each(self.reader, |kind, block, _, holdings: &HoldingBlock| {
            for held in &holdings.held {
                let terms = holdings.terms.get(usize::from(held.terms));
                let pool = terms.map_or(u32::MAX, |terms| terms.pool);
                found.add(Some(kind), block * USERS + u32::from(held.low), pool, held.seat);
            }
            Ok(())
        });
        self.note("holdings", walked)?;
        self.holdings = found;
        if self.holdings != self.held {
            told = Some(self.strangers()?);
        }
        if self.holdings.count != self.held.count {
            let (held, holdings) = (self.held.count, self.holdings.count);
            self.problem(format!("{held} seats are held, but {holdings} holdings are there"));
        } else if told == Some(0) {
            self.problem("holdings: not every seat that is held has one".into());
        }
        self.bounds()
    }

    /// Tells which holdings name a seat that is not their holder's, and how many.
    fn strangers(&mut self) -> Result<usize> {
        let mut problems = Vec::new();
        let mut known: NumberMap<(u32, u32), SeatBlock> = NumberMap::default();
        let mut kinds: NumberMap<u32, Option<HolderKind>> = NumberMap::default();
        let walked = holdings::each(self.reader, |kind, block, product, holdings: &HoldingBlock| {
            for held in &holdings.held {
                let holder = block * USERS + u32::from(held.low);
                let terms = holdings.terms.get(usize::from(held.terms));
                let pool = terms.map_or(u32::MAX, |terms| terms.pool);
                if known.len() > BLOCKS_KEPT {
                    known.clear();
                }
                let seats = match known.entry((pool, held.seat / BLOCK)) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(place) => {
                        place.insert(SeatBlock::read(self.reader, pool, held.seat / BLOCK)?)
                    }
                };
                let own_kind = match kinds.get(&pool) {
                    Some(own) => *own,
                    None => {
                        let record: PoolRecord =
                            crate::layout::catalogue::record(self.reader, Sort::Pool, pool)?;
                        *kinds.entry(pool).or_insert(record.pool.kind.holder())
                    }
                };
                let held_by = seats.get(held.seat).map(|(holder, _)| holder);
                if held_by != Some(holder) || own_kind != Some(kind) {
                    problems.push(format!(
                        "holdings: {} number {holder} has seat {} of pool number {pool} (product number {product}), which is not his",
                        kind.word(),
                        held.seat + 1
                    ));
                }
            }
            Ok(())
        });
        self.note("holdings", walked)?;
        let count = problems.len();
        for problem in problems {
            self.problem(problem);
        }
        Ok(count)
    }
}
