//! Random licence files, what is done with them, and the vendor who signs them.

use crate::book::Book;
use crate::dice::Dice;
use crate::licences::{Act, Removal, Signed};
use crate::steps::Scene;
use crate::world::{PRODUCTS, USERS};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use seatbook_core::Day;
use seatbook_core::activation::ActivationState;
use seatbook_core::licence_file::{self, LicenceKeys, LicenceLine, LicencePayload, LineKind, LineTerms};
use seatbook_core::model::{Licensee, Release, StartPolicy};
use serde::{Deserialize, Serialize};

/// What is done with a file, with its options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LicenceAsk {
    pub on: Day,
    /// Not by an administrator.
    #[serde(default)]
    pub own: bool,
    #[serde(default)]
    pub request_id: String,
    #[serde(default)]
    pub dry_run: bool,
    #[serde(default)]
    pub expected_revision: Option<u64>,
    pub act: Act,
}

fn vendor() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// The key that the book trusts.
pub fn trusted() -> [u8; 32] {
    vendor().verifying_key().to_bytes()
}

/// The id of that key.
pub fn key_id() -> String {
    LicenceKeys::id(&trusted())
}

/// A file as it comes; `None` if its vendor's tool would not let it out.
pub fn sign(payload: &LicencePayload, signed: Signed) -> Option<String> {
    let (text, message) = licence_file::to_sign(payload).ok()?;
    let key = if signed == Signed::ByAnother { SigningKey::from_bytes(&[8; 32]) } else { vendor() };
    let said = if signed == Signed::ThenChanged { b"something else".to_vec() } else { message };
    let signature = URL_SAFE_NO_PAD.encode(key.sign(&said).to_bytes());
    let id = LicenceKeys::id(key.verifying_key().as_bytes());
    Some(format!("seatbook-licence v1\nkey: {id}\npayload: {text}\nsig: {signature}\n"))
}

/// Something to do with licence files; most of it with the one that waits.
pub fn ask(on: Day, scene: &Scene<'_>, dice: &mut Dice<'_>) -> LicenceAsk {
    let dry_run = dice.rarely(12);
    let request_id = if dice.rarely(8) { format!("l{}", scene.licences_kept) } else { String::new() };
    let expected_revision = dice.rarely(24).then(|| scene.revision + u64::from(dice.small(2)));
    let own = dice.rarely(40);
    LicenceAsk { on, own, request_id, dry_run, expected_revision, act: act(scene.book, on, dice) }
}

fn act(book: &Book, on: Day, dice: &mut Dice<'_>) -> Act {
    let waiting = book.files.iter().position(|file| file.state == ActivationState::Pending);
    let any = |dice: &mut Dice<'_>| match waiting.filter(|_| !dice.rarely(8)) {
        Some(file) => file,
        None => dice.below(book.files.len() + 1),
    };
    match dice.below(16) {
        0..=7 if waiting.is_some() => {
            let file = any(dice);
            Act::Activate { file, removals: removals(book, file, on, dice) }
        }
        8 => Act::Discard(any(dice)),
        9 => Act::MarkSeen(any(dice)),
        10 if !book.files.is_empty() => {
            let payload = book.files[dice.below(book.files.len())].payload.clone();
            Act::Stage { payload, signed: Signed::Rightly, auto: dice.rarely(2) }
        }
        _ => {
            let licensee = book.licensees[dice.below(book.licensees.len())].clone();
            let payload = payload(book, &licensee, on, dice);
            let signed = match dice.below(40) {
                38 => Signed::ByAnother,
                39 => Signed::ThenChanged,
                _ => Signed::Rightly,
            };
            Act::Stage { payload, signed, auto: dice.rarely(4) }
        }
    }
}

/// A newer file than any, mostly: the lines that there are, some of them changed.
fn payload(book: &Book, licensee: &Licensee, on: Day, dice: &mut Dice<'_>) -> LicencePayload {
    let own = book.files.iter().filter(|file| file.payload.serial_number == licensee.serial_number);
    let newest = own.map(|file| file.payload.version).max().unwrap_or(0);
    let mut payload = LicencePayload {
        lines: lines(book, licensee, on, dice),
        owner: licensee.owner.clone(),
        serial_number: licensee.serial_number.clone(),
        version: newest + 1,
        ..LicencePayload::default()
    };
    match dice.below(40) {
        30 => payload.owner = "somebody".into(),
        31 => payload.serial_number = "S9".into(),
        32 => payload.expires = Some(on.before()),
        33 => payload.not_before = Some(crate::dice::day(on.number() + 1)),
        34..=36 => {
            (payload.not_before, payload.expires) = (Some(on), Some(crate::dice::day(on.number() + 9)));
        }
        37 | 38 => payload.version = newest.max(1),
        39 => payload.version = newest.saturating_sub(1).max(1),
        _ => {}
    }
    if dice.rarely(6) {
        (payload.issuer, payload.purchase_url) = ("Vendor".into(), "https://shop.example/seats".into());
    }
    payload
}

fn lines(book: &Book, licensee: &Licensee, on: Day, dice: &mut Dice<'_>) -> Vec<LicenceLine> {
    let active = book.active(&licensee.serial_number).map(|file| &file.payload);
    let empty = LicencePayload::default();
    let mut lines = Vec::new();
    // What the active file says and the book has: beside an empty file, every pool is of a line that is gone.
    for line in book.lines(licensee, active.unwrap_or(&empty), active) {
        let pools = book.pools_of(licensee, &line);
        if pools.is_empty() || dice.rarely(10) {
            continue;
        }
        let stated = active.and_then(|file| {
            file.lines.iter().find(|own| (&own.product, own.kind) == (&line.product, line.kind))
        });
        let total = crate::lines::sum(pools.iter().map(|at| &book.pools[*at].terms));
        let held = pools.iter().map(|at| book.pools[*at].in_use(on)).sum();
        let total = if line.kind == LineKind::Site { None } else { changed(total, held, dice) };
        let id = if dice.rarely(30) { format!("m{}", lines.len()) } else { line.id.clone() };
        lines.push(LicenceLine {
            id,
            kind: line.kind,
            name: stated.map(|line| line.name.clone()).unwrap_or_default(),
            terms: terms(stated.map(|line| line.terms.clone()).unwrap_or_default(), dice),
            product: line.product,
            total,
        });
    }
    add(&mut lines, dice);
    let mut ids: Vec<String> = Vec::new();
    lines.retain(|line| {
        !ids.contains(&line.id) && {
            ids.push(line.id.clone());
            true
        }
    });
    lines
}

/// A new product or site, now and then one that nobody knows.
fn add(lines: &mut Vec<LicenceLine>, dice: &mut Dice<'_>) {
    let kind = match dice.below(10) {
        6..=8 => LineKind::User,
        9 => LineKind::Site,
        _ => return,
    };
    let product = if dice.rarely(24) { "Z" } else { dice.one(&PRODUCTS) };
    if lines.iter().any(|line| line.product == product && line.kind == kind) {
        return;
    }
    let id = match (kind, dice.below(8)) {
        // The id of a line may be that of another product.
        (_, 7) => dice.one(&PRODUCTS).to_owned(),
        (LineKind::User, _) => product.to_owned(),
        (LineKind::Site, _) => format!("{product} site"),
    };
    let total = (kind == LineKind::User && !dice.rarely(6)).then(|| dice.small(8));
    let terms = terms(LineTerms::default(), dice);
    lines.push(LicenceLine { id, kind, name: String::new(), product: product.into(), terms, total });
}

/// Another total: more, fewer, fewer than are in use, without limit, or none of that.
fn changed(total: Option<u64>, held: u64, dice: &mut Dice<'_>) -> Option<u32> {
    let (total, held) = (total.map(|total| u32::try_from(total).unwrap()), u32::try_from(held).unwrap());
    match dice.below(10) {
        0 | 1 => total.map(|total| total + 1 + dice.small(4)).or(Some(held + dice.small(4))),
        2 | 3 => total.map(|total| total.saturating_sub(1 + dice.small(4))).or(Some(held)),
        4..=6 => Some(held.saturating_sub(1 + dice.small(3))),
        7 if dice.rarely(2) => None,
        _ => total,
    }
}

/// Terms of which now and then one or two become others.
fn terms(mut terms: LineTerms, dice: &mut Dice<'_>) -> LineTerms {
    let changes = [0, 0, 0, 1, 2][dice.below(5)];
    for _ in 0..changes {
        match dice.below(12) {
            0 | 1 => terms.ends_on = dice.some_day(2),
            2 => terms.duration = dice.rarely(2).then(|| dice.length()),
            3 => terms.starts_on = dice.some_day(2),
            4 => terms.redeem_from = dice.some_day(2),
            5 => terms.redeem_until = dice.some_day(2),
            6 => terms.revocable = Some(dice.rarely(2)),
            7 => terms.release = Some(dice.one(&[Release::Reuse, Release::Fresh, Release::Burn])),
            8 => {
                terms.start_policy = Some(dice.one(&[StartPolicy::OnFirstUse, StartPolicy::OnDelivery]));
                terms.delivered_on = Some(dice.day());
            }
            9 => {
                terms.start_within = dice.rarely(2).then(|| dice.length());
                terms.delivered_on = Some(dice.day());
            }
            10 => terms.allowed_roles = Some(dice.some(&["student".into(), "teacher".into()], 2)),
            _ => terms = LineTerms::default(),
        }
    }
    terms
}

/// As many removals as are needed, mostly: of lines that are blocked, people from whom a seat can be taken back.
fn removals(book: &Book, file: usize, on: Day, dice: &mut Dice<'_>) -> Vec<Removal> {
    if book.files.get(file).is_none_or(|file| file.state != ActivationState::Pending) {
        return Vec::new();
    }
    let (licensee, lines) = book.lines_of(file);
    let mut removals = Vec::new();
    let mode = dice.below(16);
    for line in &lines {
        let holders = book.reduction(&licensee, &lines, line, on, &[]);
        let excess = holders.iter().filter(|own| own.suggested.is_some()).count();
        let able = holders.iter().filter(|own| own.refused.is_none() || mode == 15);
        let all = &holders;
        let mut able: Vec<String> = able.map(|own| own.holder.clone()).collect();
        let count = match mode {
            10 => excess.saturating_sub(1),
            11 => excess + 1,
            _ => excess,
        };
        let mut chosen = Vec::new();
        while chosen.len() < count && !able.is_empty() {
            chosen.push(able.remove(dice.below(able.len())));
        }
        if mode == 12 && excess > 0 {
            // Somebody else in the place of somebody who should go: best one with a seat outside the line.
            chosen.pop();
            let places = book.held_places(&line.product, on).into_iter();
            let holders = places.map(|place| book.seat(place).holder.clone().expect("a holder").id);
            let outside: Vec<String> = holders.filter(|id| all.iter().all(|own| own.holder != *id)).collect();
            let anybody = || format!("u{}", dice.below(USERS + 1));
            chosen.push(outside.first().cloned().unwrap_or_else(anybody));
        }
        if !chosen.is_empty() {
            removals.push(Removal { line: line.id.clone(), holders: chosen });
        }
    }
    match mode {
        13 => removals.clear(),
        14 if dice.rarely(2) => removals.push(Removal { line: "nothing".into(), holders: Vec::new() }),
        14 => {
            let Some(line) = lines.get(dice.below(lines.len())) else { return removals };
            removals
                .push(Removal { line: line.id.clone(), holders: vec![format!("u{}", dice.below(USERS))] });
        }
        _ => {}
    }
    removals
}
