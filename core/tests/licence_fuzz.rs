//! Changed licence files by the million: none may panic, none that was changed may be taken, and whatever is taken leaves a sound book.
//!
//! `SEATBOOK_FUZZ_SECONDS` says for how long (two seconds by default), `SEATBOOK_FUZZ_SEED` where to begin.
#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the whole crate is a test"
)]

#[path = "activation/world.rs"]
#[allow(dead_code, reason = "only some of it is needed here")]
mod world;

use seatbook_core::licence_file::{LicenceFile, LicenceKeys, LicenceLine, LicencePayload, LineTerms};
use seatbook_core::model::{Release, StartPolicy};
use seatbook_core::{ActivationReport, Book, Day, LineRemoval};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use world::*;

/// Numbers that look random and come again from the same seed (xorshift64*).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

fn seconds() -> u64 {
    std::env::var("SEATBOOK_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2)
}

fn dice(name: &str) -> Dice {
    let seed = std::env::var("SEATBOOK_FUZZ_SEED").ok().and_then(|text| text.parse().ok());
    let seed = seed.unwrap_or(0x5eed_5eed_5eed);
    println!("{name}: seed {seed}");
    Dice(seed)
}

fn payloads() -> Vec<LicencePayload> {
    let mut long = payload(9, vec![line("sales", Some(7)), site("web"), line("service", None)]);
    long.expires = Some(day("2026-01-31"));
    long.not_before = Some(day("2025-01-01"));
    long.issuer = "Vendor åäö".into();
    long.purchase_url = "https://shop.example/".into();
    long.lines[0].terms = LineTerms {
        allowed_roles: Some(vec!["staff".into(), "teacher".into()]),
        delivered_on: Some(day("2025-08-01")),
        duration: Some("12 months".parse().unwrap()),
        ends_on: Some(day("2026-12-31")),
        redeem_from: Some(day("2025-08-01")),
        redeem_until: Some(day("2026-07-31")),
        revocable: Some(false),
        start_within: Some("120 days".parse().unwrap()),
        starts_on: Some(day("2025-08-15")),
        ..LineTerms::default()
    };
    vec![payload(1, Vec::new()), payload(2, vec![line("sales", Some(5)), line("web", Some(3))]), long]
}

/// Pieces that change the meaning of JSON, of a line of the file, or of a number.
const PIECES: [&str; 38] = [
    "0",
    "1",
    "-1",
    "4294967294",
    "4294967295",
    "9223372036854775807",
    "18446744073709551616",
    "1e9",
    "0.5",
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    ",",
    ":",
    "\"total\":5,",
    "\"version\":3,",
    "\"kind\":\"site\"",
    "\\u0000",
    "\\ud800",
    "\\u202e",
    "\u{feff}",
    "é",
    "\n",
    "\r",
    "=",
    "sig: ",
    "key: ",
    "payload: ",
    "9999-12-31",
    "0001-01-01",
    "2025-02-30",
    "0 days",
    "4000000 months",
    "\"id\":\"sales\"",
    "{\"",
    "]}",
];

fn mutate(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..=dice.below(4) {
        let (at, len) = (dice.below(bytes.len() + 1), dice.below(12));
        let until = (at + len).min(bytes.len());
        match dice.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.next() as u8,
            2 => drop(bytes.drain(at..until)),
            3 => drop(bytes.splice(at..at, dice.one(&PIECES).bytes())),
            4 => drop(bytes.splice(at..until, dice.one(&PIECES).bytes())),
            5 => {
                let piece = bytes[at..until].to_vec();
                let to = dice.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            6 => {
                let (from, len) = (dice.below(other.len()), dice.below(40));
                let piece = other[from..(from + len).min(other.len())].to_vec();
                bytes.splice(at..until, piece);
            }
            7 => bytes.truncate(at.max(1)),
            _ => bytes.push(dice.next() as u8),
        }
    }
}

#[test]
fn changed_files_are_never_taken_and_never_panic() {
    let mut dice = dice("files");
    let keys = LicenceKeys::new(&[key().verifying_key().to_bytes()]).unwrap();
    let files: Vec<Vec<u8>> = payloads().iter().map(sign).collect();
    let until = Instant::now() + Duration::from_secs(seconds());
    let (mut executions, mut statuses) = (0_u64, BTreeMap::<&str, u64>::new());
    while Instant::now() < until {
        for _ in 0..256 {
            let mut bytes = files[dice.below(files.len())].clone();
            let other = &files[dice.below(files.len())];
            mutate(&mut dice, &mut bytes, other);
            executions += 1;
            let _ = LicenceFile::read_unverified(&bytes);
            match LicenceFile::verify(&bytes, &keys) {
                Ok(_) => assert!(files.contains(&bytes), "a changed file was taken"),
                Err(error) => *statuses.entry(error.status().word()).or_default() += 1,
            }
        }
    }
    println!("files: {executions} executions, refused: {statuses:?}");
}

/// A payload that makes sense more often than not.
fn any_payload(dice: &mut Dice, version: u64) -> LicencePayload {
    let products = ["sales", "service", "web", "wine"];
    let lines = (0..dice.below(5))
        .map(|_| {
            let product = dice_product(dice, &products);
            any_line(dice, product)
        })
        .collect();
    let mut any = payload(version, lines);
    any.expires = one_in(dice, 12).then(|| any_day(dice));
    any.not_before = one_in(dice, 12).then(|| any_day(dice));
    if one_in(dice, 20) {
        any.owner = "Fjell AS".into();
    }
    any
}

fn dice_product<'a>(dice: &mut Dice, products: &[&'a str]) -> &'a str {
    let known = if one_in(dice, 10) { 4 } else { 3 };
    products[dice.below(known)]
}

fn any_line(dice: &mut Dice, product: &str) -> LicenceLine {
    let total = [None, Some(0), Some(1), Some(3), Some(9), Some(12), Some(4_294_967_294)][dice.below(7)];
    let mut any = if one_in(dice, 4) { site(product) } else { line(product, total) };
    let length = |dice: &mut Dice| ["1 day", "12 months", "4000000 months"][dice.below(3)].parse().unwrap();
    let terms = &mut any.terms;
    terms.ends_on = one_in(dice, 3).then(|| any_day(dice));
    terms.starts_on = one_in(dice, 5).then(|| any_day(dice));
    terms.delivered_on = one_in(dice, 3).then(|| any_day(dice));
    terms.duration = one_in(dice, 3).then(|| length(dice));
    terms.start_within = one_in(dice, 5).then(|| length(dice));
    terms.redeem_until = one_in(dice, 5).then(|| any_day(dice));
    terms.revocable = one_in(dice, 5).then(|| one_in(dice, 2));
    terms.release = one_in(dice, 3).then(|| [Release::Reuse, Release::Fresh, Release::Burn][dice.below(3)]);
    let policies = [StartPolicy::OnAssign, StartPolicy::OnFirstUse, StartPolicy::OnDelivery];
    terms.start_policy = one_in(dice, 3).then(|| policies[dice.below(3)]);
    any
}

fn one_in(dice: &mut Dice, sides: usize) -> bool {
    dice.below(sides) == 0
}

fn any_day(dice: &mut Dice) -> Day {
    let days =
        ["0001-01-01", "2024-02-29", "2025-08-17", "2025-08-18", "2025-08-19", "2026-12-31", "9999-12-31"];
    day(days[dice.below(days.len())])
}

#[test]
fn changed_payloads_never_panic_and_are_written_in_one_way_only() {
    let mut dice = dice("payloads");
    let texts: Vec<Vec<u8>> = payloads().iter().map(|payload| payload.to_canonical_json().unwrap()).collect();
    let until = Instant::now() + Duration::from_secs(seconds());
    let (mut executions, mut statuses) = (0_u64, BTreeMap::<&str, u64>::new());
    while Instant::now() < until {
        for _ in 0..256 {
            let mut json = texts[dice.below(texts.len())].clone();
            let other = &texts[dice.below(texts.len())];
            mutate(&mut dice, &mut json, other);
            executions += 1;
            let word = match LicencePayload::from_canonical_json(&json) {
                Ok(payload) => {
                    assert_eq!(payload.to_canonical_json().unwrap(), json, "two writings of one payload");
                    "taken"
                }
                Err(error) => error.status().word(),
            };
            *statuses.entry(word).or_default() += 1;
        }
    }
    println!("payloads: {executions} executions: {statuses:?}");
}

#[test]
fn whatever_a_vendor_signs_leaves_a_sound_book() {
    let mut dice = dice("books");
    let until = Instant::now() + Duration::from_secs(seconds());
    let (mut executions, mut activated) = (0_u64, 0_u64);
    let mut statuses = BTreeMap::<&str, u64>::new();
    let mut book = fresh_book();
    while Instant::now() < until {
        if executions.is_multiple_of(50) {
            book = fresh_book();
        }
        executions += 1;
        let version = (executions % 50 + 1).saturating_sub(u64::from(one_in(&mut dice, 10)) * 3).max(1);
        let any = any_payload(&mut dice, version);
        if any.check().is_err() {
            continue;
        }
        let word = match book.stage(&sign(&any), one_in(&mut dice, 2), &today()) {
            Ok(report) => {
                let number = report.activation.activation;
                let _ = book.activation_diff(number, today().on).unwrap();
                activated += u64::from(report.activation.active || activate(&book, &report));
                sound(&book);
                "staged"
            }
            Err(error) => error.status().word(),
        };
        *statuses.entry(word).or_default() += 1;
    }
    println!("books: {executions} executions, {activated} activated: {statuses:?}");
}

/// Takes a file over with the removals that are suggested.
fn activate(book: &Book, report: &ActivationReport) -> bool {
    let number = report.activation.activation;
    let mut removals = Vec::new();
    for line in report.lines.iter().filter(|line| line.blocked) {
        let found = book.reduction(number, &line.line, today().on, &all()).unwrap().holders.rows;
        let holders = found.iter().filter(|row| row.suggested.is_some()).map(|row| &row.holder).collect();
        removals.push(LineRemoval { line: line.line.clone(), holders });
    }
    book.activate(number, &removals, &today()).is_ok()
}

fn fresh_book() -> Book {
    let book = book_with(vec![pool("a", "sales", Some(9)), pool("b", "web", None)]);
    assign(&book, &["u0", "u1", "u2", "u3"], "sales");
    book
}
