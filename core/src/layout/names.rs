//! Users by name: of each org in sorted blocks, by folded family name, folded given name and id.
//!
//! A page of an org's users is a block or two. How many users of which roles an org has is counted beside the blocks, in the same
//! transaction, so that nobody has to be read to be counted.

use super::codec::{Input, Output};
use super::keys;
use super::users::{Profile, Traits};
use crate::error::{Error, Result};
use crate::store::{Direction, Reader, Span, Table, Writer};
use crate::text::{fold, fold_onto};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Users in a block when it is written in bulk; a block is split when it holds half as many again.
const BLOCK: usize = 128;
/// What stands between the parts of a sort key: no name and no id can hold it.
const SEPARATOR: char = '\0';

/// What a list of users needs of one without reading more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Folded family name, folded given name and id: what users are sorted by.
    pub key: String,
    pub number: u32,
    pub roles: u64,
    pub enabled: bool,
    /// The folded display name.
    pub display: String,
}

impl Named {
    /// Folded family name, folded given name, and the id as it is.
    pub(crate) fn parts(&self) -> [&str; 3] {
        let mut parts = self.key.splitn(3, SEPARATOR);
        [(); 3].map(|()| parts.next().unwrap_or_default())
    }
}

/// What a user is sorted by.
pub(crate) fn sort_key(profile: &Profile) -> String {
    let Profile { id, given_name, family_name, .. } = profile;
    let mut key = String::with_capacity(family_name.len() + given_name.len() + id.len() + 2);
    put_sort_key(&mut key, family_name, given_name, id);
    key
}

/// Puts what a user is sorted by at the end of a text. Code points of the folded names count, then the id.
pub(crate) fn put_sort_key(key: &mut String, family_name: &str, given_name: &str, id: &str) {
    fold_onto(family_name, key);
    key.push(SEPARATOR);
    fold_onto(given_name, key);
    key.push(SEPARATOR);
    key.push_str(id);
}

/// The entry of a user.
pub(crate) fn named(profile: &Profile, number: u32, traits: &Traits) -> Named {
    Named {
        key: sort_key(profile),
        number,
        roles: traits.roles,
        enabled: traits.enabled,
        display: fold(&profile.display_name),
    }
}

/// How many users of an org have these roles and are enabled or not.
pub(crate) type Kinds = BTreeMap<(u64, bool), u32>;

/// A user as he is now in an org, or one who is there no more.
#[derive(Clone, Debug)]
enum Change {
    Here(u32, Named),
    Gone { org: u32, key: String, number: u32 },
}

impl Change {
    fn place(&self) -> (u32, &str) {
        match self {
            Change::Here(org, named) => (*org, &named.key),
            Change::Gone { org, key, .. } => (*org, key),
        }
    }
}

/// Changes in the making.
#[derive(Default)]
pub(crate) struct Changes {
    all: Vec<Change>,
}

impl Changes {
    /// Notes a user as he was (`None`: new) and is (`None`: removed).
    pub(crate) fn note(
        &mut self,
        number: u32,
        old: Option<(&Profile, &Traits)>,
        new: Option<(&Profile, &Traits)>,
    ) {
        let now = new.map(|(profile, traits)| Change::Here(traits.org, named(profile, number, traits)));
        if let Some((profile, traits)) = old {
            let (org, key) = (traits.org, sort_key(profile));
            if now.as_ref().is_none_or(|now| now.place() != (org, &key)) {
                self.all.push(Change::Gone { org, key, number });
            }
        }
        self.all.extend(now);
    }

    /// Writes them, each block once; of several for one user the last holds.
    pub(crate) fn put(mut self, writer: &mut dyn Writer) -> Result<()> {
        self.all.sort_by(|one, other| one.place().cmp(&other.place()));
        let mut changes = self.all.into_iter().peekable();
        while let Some(org) = changes.peek().map(|change| change.place().0) {
            let mut counts = kinds(writer, org)?;
            while changes.peek().is_some_and(|change| change.place().0 == org) {
                put_block(writer, org, &mut counts, &mut changes)?;
            }
            put_kinds(writer, org, &counts)?;
        }
        Ok(())
    }
}

/// Merges the next changes of an org that belong into one block.
fn put_block(
    writer: &mut dyn Writer,
    org: u32,
    counts: &mut Kinds,
    changes: &mut std::iter::Peekable<std::vec::IntoIter<Change>>,
) -> Result<()> {
    let Some(first) = changes.peek() else { return Ok(()) };
    let (key, old) = match block_of(writer, org, first.place().1)? {
        Some((key, value)) => (key, decode(&value)?),
        None => (keys::numbers(b'a', &[org]), Vec::new()),
    };
    let next = block_after(writer, org, &key)?;
    let belongs = |change: &Change| {
        let below = |next: &Vec<u8>| next.get(5..).is_some_and(|start| change.place().1.as_bytes() < start);
        change.place().0 == org && next.as_ref().is_none_or(below)
    };
    let mut old = old.into_iter().peekable();
    let mut merged: Vec<Named> = Vec::with_capacity(old.len());
    let mut elsewhere = Vec::new();
    while let Some(change) = changes.next_if(belongs) {
        let (_, place) = change.place();
        while let Some(named) = old.next_if(|named| named.key.as_str() < place) {
            merged.push(named);
        }
        let same = old.next_if(|named| named.key == place).or_else(|| {
            let is_same = merged.last().is_some_and(|last| last.key == place);
            is_same.then(|| merged.pop()).flatten()
        });
        count_out(counts, same.as_ref())?;
        match change {
            Change::Here(_, named) => {
                *counts.entry((named.roles, named.enabled)).or_default() += 1;
                merged.push(named);
            }
            Change::Gone { number, .. } if same.is_none() => elsewhere.push(number),
            Change::Gone { .. } => {}
        }
    }
    merged.extend(old);
    for number in elsewhere {
        let gone = match merged.iter().position(|named| named.number == number) {
            Some(at) => merged.remove(at),
            None => take_elsewhere(writer, org, number, &key)?,
        };
        count_out(counts, Some(&gone))?;
    }
    put_blocks(writer, org, &key, &merged)
}

/// One user less of a kind.
fn count_out(counts: &mut Kinds, gone: Option<&Named>) -> Result<()> {
    let Some(gone) = gone else { return Ok(()) };
    let count = counts.get_mut(&(gone.roles, gone.enabled)).filter(|count| **count > 0);
    *count.ok_or_else(|| Error::corrupt("an org's count of users is too low"))? -= 1;
    Ok(())
}

/// Takes a user out who is sorted under another key than his names give today: what is an accent is a matter of Unicode's version.
fn take_elsewhere(writer: &mut dyn Writer, org: u32, number: u32, own: &[u8]) -> Result<Named> {
    let mut found = None;
    writer.scan(
        Table::Users,
        &Span::prefix(&keys::numbers(b'a', &[org])),
        Direction::Forward,
        &mut |key, value| {
            let entries = decode(value)?;
            if key != own && entries.iter().any(|named| named.number == number) {
                found = Some((key.to_vec(), entries));
                return Ok(ControlFlow::Break(()));
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    let missing = || Error::corrupt(format!("user number {number} is not among the names of his org"));
    let (key, mut entries) = found.ok_or_else(missing)?;
    let at = entries.iter().position(|named| named.number == number).ok_or_else(missing)?;
    let named = entries.remove(at);
    put_blocks(writer, org, &key, &entries)?;
    Ok(named)
}

fn put_blocks(writer: &mut dyn Writer, org: u32, key: &[u8], entries: &[Named]) -> Result<()> {
    if entries.is_empty() {
        return writer.remove(Table::Users, key);
    }
    let pieces = if entries.len() <= BLOCK + BLOCK / 2 { 1 } else { entries.len().div_ceil(BLOCK) };
    for (at, piece) in entries.chunks(entries.len().div_ceil(pieces)).enumerate() {
        // The first piece keeps its key, which may be lower than its first entry: no block ever changes its key.
        let own = piece.first().filter(|_| at > 0).map(|named| entry_key(org, &named.key));
        writer.put(Table::Users, own.as_deref().unwrap_or(key), &encode(piece)?)?;
    }
    Ok(())
}

// ---- blocks ----------------------------------------------------------------------------------------------------------

fn entry_key(org: u32, sort_key: &str) -> Vec<u8> {
    let mut key = keys::numbers(b'a', &[org]);
    key.extend_from_slice(sort_key.as_bytes());
    key
}

/// The block of an org that holds a sort key, or would.
fn block_of(reader: &dyn Reader, org: u32, sort_key: &str) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
    let to = keys::after(entry_key(org, sort_key));
    let span = Span { from: keys::numbers(b'a', &[org]), to: Some(to) };
    let mut found = None;
    reader.scan(Table::Users, &span, Direction::Backward, &mut |key, value| {
        found = Some((key.to_vec(), value.to_vec()));
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

fn block_after(reader: &dyn Reader, org: u32, key: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut found = None;
    let span = Span::prefix_from(&keys::numbers(b'a', &[org]), keys::after(key.to_vec()));
    reader.scan(Table::Users, &span, Direction::Forward, &mut |key, _| {
        found = Some(key.to_vec());
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

fn encode(entries: &[Named]) -> Result<Vec<u8>> {
    let mut kinds: Vec<(u64, bool)> = entries.iter().map(|named| (named.roles, named.enabled)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut value = Vec::with_capacity(16 + 24 * entries.len());
    value.put_varint(kinds.len() as u64);
    for (roles, enabled) in &kinds {
        value.put_u64(*roles);
        value.push(u8::from(*enabled));
    }
    let mut last = "";
    for named in entries {
        let shared = shared_prefix(last, &named.key);
        value.put_varint(shared as u64);
        value.put_text(named.key.get(shared..).unwrap_or_default());
        value.put_text(&named.display);
        value.put_u32(named.number);
        let kind = kinds.binary_search(&(named.roles, named.enabled)).unwrap_or_default();
        value.push(u8::try_from(kind).map_err(|_| Error::internal("a block of names has too many kinds"))?);
        last = &named.key;
    }
    Ok(value)
}

/// Bytes that two texts begin with alike, up to the end of a character.
fn shared_prefix(one: &str, other: &str) -> usize {
    let mut shared = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    while !other.is_char_boundary(shared) {
        shared -= 1;
    }
    shared
}

fn decode(value: &[u8]) -> Result<Vec<Named>> {
    let mut entries = Vec::with_capacity(BLOCK);
    let _ = each_in_block(value, |named| {
        entries.push(named.clone());
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(entries)
}

/// Calls `visit` with the entries of a block until it breaks.
fn each_in_block(
    value: &[u8],
    mut visit: impl FnMut(&Named) -> Result<ControlFlow<()>>,
) -> Result<ControlFlow<()>> {
    let wrong = || Error::corrupt("a block of names is out of order");
    let mut input = Input::new(value);
    let mut kinds = Vec::new();
    for _ in 0..input.varint()? {
        kinds.push((input.u64()?, input.u8()? != 0));
    }
    let mut named = Named { key: String::new(), number: 0, roles: 0, enabled: false, display: String::new() };
    let mut is_first = true;
    while !input.is_empty() {
        let shared = usize::try_from(input.varint()?).map_err(|_| wrong())?;
        let own = input.text()?;
        // What both begin with is alike, so the rest tells which one comes first.
        let last = named.key.get(shared..).ok_or_else(wrong)?;
        if own <= last && !is_first {
            return Err(wrong());
        }
        named.key.truncate(shared);
        named.key.push_str(own);
        named.display.clear();
        named.display.push_str(input.text()?);
        named.number = input.u32()?;
        (named.roles, named.enabled) = kinds.get(usize::from(input.u8()?)).copied().ok_or_else(wrong)?;
        is_first = false;
        if visit(&named)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

// ---- reading ---------------------------------------------------------------------------------------------------------

/// Calls `visit` with users of an org in order of their sort keys, from one on (inclusive), or backwards from before one; `None` is from
/// the beginning, or the end.
pub(crate) fn each(
    reader: &dyn Reader,
    org: u32,
    from: Option<&str>,
    direction: Direction,
    mut visit: impl FnMut(&Named) -> ControlFlow<()>,
) -> Result<()> {
    let prefix = keys::numbers(b'a', &[org]);
    let span = match (from, direction) {
        (None, _) => Span::prefix(&prefix),
        (Some(from), Direction::Forward) => {
            let first = block_of(reader, org, from)?.map_or_else(|| prefix.clone(), |(key, _)| key);
            Span::prefix_from(&prefix, first)
        }
        (Some(from), Direction::Backward) => Span { from: prefix, to: Some(entry_key(org, from)) },
    };
    reader.scan(Table::Users, &span, direction, &mut |_, value| match direction {
        Direction::Forward => each_in_block(value, |named| {
            if from.is_some_and(|from| named.key.as_str() < from) {
                return Ok(ControlFlow::Continue(()));
            }
            Ok(visit(named))
        }),
        Direction::Backward => {
            let mut entries = decode(value)?;
            entries.retain(|named| from.is_none_or(|from| named.key.as_str() < from));
            Ok(entries.iter().rev().try_for_each(&mut visit))
        }
    })
}

/// How many users of an org are of which kind.
pub(crate) fn kinds(reader: &dyn Reader, org: u32) -> Result<Kinds> {
    let mut counts = Kinds::new();
    if let Some(value) = reader.get(Table::Users, &keys::numbers(b'A', &[org]))? {
        let mut input = Input::new(&value);
        while !input.is_empty() {
            let kind = (input.u64()?, input.u8()? != 0);
            counts.insert(kind, input.u32()?);
        }
    }
    Ok(counts)
}

fn put_kinds(writer: &mut dyn Writer, org: u32, counts: &Kinds) -> Result<()> {
    let mut value = Vec::with_capacity(13 * counts.len());
    for ((roles, enabled), count) in counts.iter().filter(|(_, count)| **count > 0) {
        value.put_u64(*roles);
        value.push(u8::from(*enabled));
        value.put_u32(*count);
    }
    let key = keys::numbers(b'A', &[org]);
    if value.is_empty() { writer.remove(Table::Users, &key) } else { writer.put(Table::Users, &key, &value) }
}

/// Calls `visit` with every org and its users, in ascending order.
pub(crate) fn each_of_all(
    reader: &dyn Reader,
    mut visit: impl FnMut(u32, &Named) -> Result<()>,
) -> Result<()> {
    let (mut last_org, mut last) = (None, String::new());
    reader.scan(Table::Users, &Span::prefix(b"a"), Direction::Forward, &mut |key, value| {
        let org = keys::number_at(key, 1)?;
        if last_org != Some(org) {
            last_org = Some(org);
            last.clear();
        }
        let start = key.get(5..).unwrap_or_default();
        let mut is_first = true;
        each_in_block(value, |named| {
            // Within a block the order was looked at; between blocks it is the first entry that tells.
            if is_first && (named.key.as_bytes() < start || named.key.as_str() <= last.as_str()) {
                return Err(Error::corrupt("a block of names is out of order"));
            }
            is_first = false;
            last.clone_from(&named.key);
            visit(org, named)?;
            Ok(ControlFlow::Continue(()))
        })
    })
}

/// How many users of which kind each org has, as counted.
pub(crate) fn all_kinds(reader: &dyn Reader) -> Result<BTreeMap<u32, Kinds>> {
    let mut all = BTreeMap::new();
    let mut orgs = Vec::new();
    reader.scan(Table::Users, &Span::prefix(b"A"), Direction::Forward, &mut |key, _| {
        orgs.push(keys::number_at(key, 1)?);
        Ok(ControlFlow::Continue(()))
    })?;
    for org in orgs {
        all.insert(org, kinds(reader, org)?);
    }
    Ok(all)
}
