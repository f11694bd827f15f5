//! Files that something else has changed.

use crate::help::{at_once, create, memory_place, open};
use seatbook_core::Status;
use seatbook_core::store::redb::RedbStore;
use seatbook_core::store::{Direction, Reader, Span, Store, Table, Verdict};
use std::fs;
use std::ops::{ControlFlow, Range};
use std::path::Path;

const TRIALS: u64 = 400;

/// A small generator of numbers, so that a trial can be had again by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    fn below(&mut self, range: Range<usize>) -> usize {
        range.start + usize::try_from(self.roll()).unwrap() % range.len()
    }
}

type Content = Vec<(Table, Vec<u8>, Vec<u8>)>;

fn content(store: &RedbStore) -> seatbook_core::Result<Content> {
    let reader: Box<dyn Reader> = store.snapshot()?;
    let mut all = Content::new();
    for table in Table::ALL {
        reader.scan(table, &Span::prefix(b""), Direction::Forward, &mut |key, value| {
            all.push((table, key.to_vec(), value.to_vec()));
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(all)
}

fn fill(store: &RedbStore, rows: u32) {
    let written = store.write(None, &mut |writer| {
        for row in 0..rows {
            let key = row.wrapping_mul(0x9e37_79b1).to_be_bytes();
            writer.put(Table::Seats, &key, &[7; 90])?;
            writer.put(Table::Users, &key, &key.repeat(5))?;
        }
        writer.put(Table::Catalogue, b"large", &vec![3; 20_000])?;
        Ok(Verdict::Commit)
    });
    written.unwrap();
}

/// Changes a file as a bad disk, a bad program or a bad person would.
fn damage(bytes: &mut Vec<u8>, used: &[usize], dice: &mut Dice) -> &'static str {
    let pages = bytes.len() / 4096;
    let page = |dice: &mut Dice| used[dice.below(0..used.len())] / 4096 * 4096;
    match dice.below(0..8) {
        0 | 1 => {
            for _ in 0..dice.below(1..4) {
                let at = used[dice.below(0..used.len())];
                bytes[at] ^= 1 << dice.below(0..8);
            }
            "bits"
        }
        2 => {
            let at = dice.below(0..320);
            bytes[at] ^= u8::try_from(dice.below(1..256)).unwrap();
            "header"
        }
        3 => {
            let from = page(dice);
            bytes[from..from + 4096].fill(0);
            "zeros"
        }
        4 => {
            let (from, to) = (page(dice), page(dice));
            bytes.copy_within(from..from + 4096, to);
            "misplaced page"
        }
        5 => {
            let len = dice.below(0..bytes.len());
            bytes.truncate(len);
            "truncated"
        }
        6 => {
            bytes.truncate(4096 * dice.below(1..pages));
            "truncated to pages"
        }
        _ => {
            let from = page(dice);
            (from..from + 4096).for_each(|at| bytes[at] = u8::try_from(dice.roll() & 0xff).unwrap());
            "noise"
        }
    }
}

/// A damaged book is refused, or all of it is as it was; never something in between.
fn try_damage(original: &[u8], accepted: &[Content]) {
    let (_directory, path) = memory_place();
    let used: Vec<usize> =
        original.iter().enumerate().filter(|(_, byte)| **byte != 0).map(|(at, _)| at).collect();
    let (mut refused, mut right) = (0, 0);
    for seed in 1..=TRIALS {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut bytes = original.to_vec();
        let how = damage(&mut bytes, &used, &mut dice);
        fs::write(&path, &bytes).unwrap();
        match look(&path) {
            Ok(found) => {
                assert!(accepted.contains(&found), "seed {seed}, {how}: wrong data");
                right += 1;
            }
            Err(Status::Corrupt | Status::NotABook) => refused += 1,
            Err(other) => panic!("seed {seed}, {how}: {other:?}"),
        }
    }
    println!("{refused} refused, {right} right");
    assert!(refused > TRIALS / 4, "the damage was too small to notice");
}

fn look(path: &Path) -> Result<Content, Status> {
    let store = RedbStore::open(path, &at_once()).map_err(|error| error.status())?;
    let found = content(&store).map_err(|error| error.status())?;
    // A book that opens can also be written.
    let written = store.write(None, &mut |writer| {
        writer.put(Table::Journal, b"new", b"entry")?;
        Ok(Verdict::Commit)
    });
    written.map_err(|error| error.status())?;
    Ok(found)
}

#[test]
fn a_damaged_book_is_refused_or_right() {
    let (_directory, path) = memory_place();
    let store = create(&path);
    fill(&store, 400);
    let expected = content(&store).unwrap();
    store.close().unwrap();
    try_damage(&fs::read(&path).unwrap(), &[expected]);
}

#[test]
fn a_damaged_book_that_was_not_closed_is_refused_or_right() {
    let (_directory, path) = memory_place();
    let store = create(&path);
    fill(&store, 300);
    let before = content(&store).unwrap();
    fill(&store, 400);
    let after = content(&store).unwrap();
    // Read while it is open, it is the file of a process that was killed.
    let bytes = fs::read(&path).unwrap();
    store.close().unwrap();
    drop(open(&path));
    try_damage(&bytes, &[before, after, Content::new()]);
}
