//! Users: sorted blocks by id for finding many at once, blocks by number for showing them.

use super::codec::{Input, Output};
use super::keys;
use super::user_block::{UserBlock, encode};
use crate::error::{Error, Result};
use crate::store::{Direction, Reader, Span, Table, Writer};
use std::ops::ControlFlow;

/// Users in a block by id when it is written in bulk; a block is split when it holds half as many again.
const BLOCK: usize = 128;
/// Users in a block by number.
const PROFILES: u32 = 64;
/// The number that stands for nobody.
pub(crate) const NOBODY: u32 = u32::MAX;

/// What the rules ask of a user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Traits {
    pub org: u32,
    /// One bit per role word of the book.
    pub roles: u64,
    /// Two ASCII letters; 0 is none.
    pub country: u16,
    pub enabled: bool,
}

/// A user as the block by id keeps him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub id: String,
    pub number: u32,
    pub traits: Traits,
}

/// A user as the block by number keeps him.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    pub id: String,
    pub given_name: String,
    pub family_name: String,
    pub display_name: String,
}

/// A user that was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub number: u32,
    pub traits: Traits,
}

pub(crate) fn count(reader: &dyn Reader) -> Result<u32> {
    reader.get(Table::Users, b"c")?.map_or(Ok(0), |value| Input::new(&value).u32())
}

// ---- blocks by id ----------------------------------------------------------------------------------------------------

fn decode(value: &[u8]) -> Result<Vec<Entry>> {
    let block = UserBlock::read(value)?;
    let mut entries = Vec::with_capacity(block.len());
    block.each(|id, found| {
        let id = std::str::from_utf8(id).map_err(|_| Error::corrupt("a user id is not UTF-8"))?.to_owned();
        entries.push(Entry { id, number: found.number, traits: found.traits });
        Ok(())
    })?;
    Ok(entries)
}

/// Shows the block that holds `id`, or would: its key and value.
fn in_block_of(
    reader: &dyn Reader,
    id: &str,
    mut visit: impl FnMut(&[u8], &[u8]) -> Result<()>,
) -> Result<()> {
    let span = Span { from: vec![b'i'], to: Some(keys::after(keys::id(b'i', id))) };
    reader.scan(Table::Users, &span, Direction::Backward, &mut |key, value| {
        visit(key, value).map(|()| ControlFlow::Break(()))
    })
}

/// Key and value of the block that holds `id`, or would.
fn block_of(reader: &dyn Reader, id: &str) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
    let mut found = None;
    in_block_of(reader, id, |key, value| {
        found = Some((key.to_vec(), value.to_vec()));
        Ok(())
    })?;
    Ok(found)
}

/// The key of the block after this one.
fn block_after(reader: &dyn Reader, key: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut found = None;
    let span = Span::prefix_from(b"i", keys::after(key.to_vec()));
    reader.scan(Table::Users, &span, Direction::Forward, &mut |key, _| {
        found = Some(key.to_vec());
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

/// How many ids are worth walking through all blocks for: fewer are looked up one by one.
pub(crate) fn large(reader: &dyn Reader) -> Result<usize> {
    Ok(count(reader)? as usize / BLOCK / 4 + 2)
}

/// Finds users by id. `sorted` holds ids in ascending order; `found` is called with the position of each in `sorted`.
///
/// A large request walks the blocks once, a small one goes straight to the blocks it needs.
pub(crate) fn find(reader: &dyn Reader, sorted: &[&str], mut found: impl FnMut(usize, Found)) -> Result<()> {
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return Ok(()) };
    if sorted.len() == 1 || sorted.len() < large(reader)? {
        let mut at = 0;
        while let Some((id, _)) = sorted.get(at..).and_then(<[_]>::split_first) {
            let before = at;
            in_block_of(reader, id, |_, value| {
                let rest = sorted.get(before..).unwrap_or_default();
                at += UserBlock::read(value)?.find(rest, |own, user| found(before + own, user))?;
                Ok(())
            })?;
            // Whoever would be behind the last one of his block is not there.
            at = at.max(before + 1);
        }
        return Ok(());
    }
    let Some((from, _)) = block_of(reader, first)? else { return Ok(()) };
    let mut rest = sorted;
    let span = Span { from, to: Some(keys::after(keys::id(b'i', last))) };
    reader.scan(Table::Users, &span, Direction::Forward, &mut |_, value| {
        let before = sorted.len() - rest.len();
        let passed = UserBlock::read(value)?.find(rest, |at, user| found(before + at, user))?;
        rest = rest.get(passed..).unwrap_or_default();
        Ok(if rest.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })
}

/// Puts users into the blocks by id. `entries` is in ascending order of ids, without repeats.
pub(crate) fn put(writer: &mut dyn Writer, entries: Vec<Entry>) -> Result<()> {
    let mut entries = entries.into_iter().peekable();
    while let Some(first) = entries.peek() {
        let (key, old) = match block_of(writer, &first.id)? {
            Some((key, value)) => (key, decode(&value)?),
            None => (vec![b'i'], Vec::new()),
        };
        let next = block_after(writer, &key)?;
        let belongs = |entry: &Entry| {
            next.as_ref().is_none_or(|next| next.get(1..).is_some_and(|start| entry.id.as_bytes() < start))
        };
        let mut old = old.into_iter().peekable();
        let mut merged: Vec<Entry> = Vec::with_capacity(old.len());
        while let Some(entry) = entries.next_if(belongs) {
            while let Some(before) = old.next_if(|old| old.id < entry.id) {
                merged.push(before);
            }
            old.next_if(|old| old.id == entry.id);
            merged.push(entry);
        }
        merged.extend(old);
        put_blocks(writer, &key, &merged)?;
    }
    Ok(())
}

/// Takes users out of the book; `gone` holds ids and numbers, in ascending order of ids. Numbers are not used again: the blocks by
/// number keep the ids, without names, because the journal knows users by their numbers.
pub(crate) fn remove(writer: &mut dyn Writer, gone: &[(String, u32)]) -> Result<()> {
    let mut rest = gone;
    while let Some((first, _)) = rest.first() {
        let missing = || Error::internal(format!("user `{first}` is not where he was found"));
        let (key, value) = block_of(writer, first)?.ok_or_else(missing)?;
        let next = block_after(writer, &key)?;
        let is_before = |id: &str| {
            next.as_ref().is_none_or(|next| next.get(1..).is_some_and(|start| id.as_bytes() < start))
        };
        let count = rest.iter().take_while(|(id, _)| is_before(id)).count();
        let (own, others) = rest.split_at_checked(count.max(1)).ok_or_else(missing)?;
        let mut entries = decode(&value)?;
        entries.retain(|entry| own.binary_search_by(|(id, _)| id.as_str().cmp(&entry.id)).is_err());
        // An emptied block stays: the search for many ids at once begins at the block below the first one.
        writer.put(Table::Users, &key, &encode(&entries)?)?;
        rest = others;
    }
    let mut tombs = Vec::with_capacity(gone.len());
    for (id, number) in gone {
        let mut value = writer.get(Table::Users, &keys::id(b'd', id))?.unwrap_or_default();
        value.put_u32(*number);
        writer.put(Table::Users, &keys::id(b'd', id), &value)?;
        tombs.push((*number, Profile { id: id.clone(), ..Profile::default() }));
    }
    tombs.sort_unstable_by_key(|(number, _)| *number);
    if tombs.is_empty() { Ok(()) } else { put_profiles(writer, tombs) }
}

/// Numbers of users who had an id and were removed, oldest first.
pub(crate) fn former(reader: &dyn Reader, id: &str) -> Result<Vec<u32>> {
    if id.len() > crate::limits::ID_BYTES {
        return Ok(Vec::new());
    }
    match reader.get(Table::Users, &keys::id(b'd', id))? {
        Some(value) => numbers(&value),
        None => Ok(Vec::new()),
    }
}

fn numbers(value: &[u8]) -> Result<Vec<u32>> {
    let mut input = Input::new(value);
    let mut numbers = Vec::new();
    while !input.is_empty() {
        numbers.push(input.u32()?);
    }
    Ok(numbers)
}

/// Calls `visit` with the id and number of every user who was removed, in order of ids.
pub(crate) fn each_former(
    reader: &dyn Reader,
    mut visit: impl FnMut(&[u8], u32) -> Result<()>,
) -> Result<()> {
    reader.scan(Table::Users, &Span::prefix(b"d"), Direction::Forward, &mut |key, value| {
        for number in numbers(value)? {
            visit(key.get(1..).unwrap_or_default(), number)?;
        }
        Ok(ControlFlow::Continue(()))
    })
}

fn put_blocks(writer: &mut dyn Writer, key: &[u8], entries: &[Entry]) -> Result<()> {
    let pieces = if entries.len() <= BLOCK + BLOCK / 2 { 1 } else { entries.len().div_ceil(BLOCK) };
    let length = entries.len().div_ceil(pieces).max(1);
    for (at, piece) in entries.chunks(length).enumerate() {
        // The first block keeps its key, which may be lower than its first id: no block ever changes its key.
        let own = piece.first().map(|entry| keys::id(b'i', &entry.id)).filter(|_| at > 0);
        writer.put(Table::Users, own.as_deref().unwrap_or(key), &encode(piece)?)?;
    }
    Ok(())
}

// ---- blocks by number ------------------------------------------------------------------------------------------------

/// A block where it lies: how many users, where each one's id ends, the ids; then their names. Most want only ids, and few of them.
struct LyingProfiles<'a> {
    ends: &'a [[u8; 2]],
    ids: &'a [u8],
    names: &'a [u8],
}

impl<'a> LyingProfiles<'a> {
    fn new(value: &'a [u8]) -> Result<Self> {
        let mut input = Input::new(value);
        let count = usize::from(input.u8()?);
        let (ends, _) = input.bytes(2 * count)?.as_chunks::<2>();
        let ids = input.bytes(ends.last().map_or(0, |end| usize::from(u16::from_le_bytes(*end))))?;
        Ok(Self { ends, ids, names: input.rest() })
    }

    fn id(&self, at: usize) -> Result<&'a str> {
        let wrong = || Error::corrupt("a user id is not where it should be");
        let end = |at: usize| self.ends.get(at).map(|end| usize::from(u16::from_le_bytes(*end)));
        let from = at.checked_sub(1).map_or(Some(0), end);
        let id = from.zip(end(at)).and_then(|(from, to)| self.ids.get(from..to)).ok_or_else(wrong)?;
        std::str::from_utf8(id).map_err(|_| Error::corrupt("a user id is not UTF-8"))
    }

    /// One of them; `None` beyond the last.
    fn profile(&self, at: usize) -> Result<Option<Profile>> {
        if at >= self.ends.len() {
            return Ok(None);
        }
        let mut names = Input::new(self.names);
        for _ in 0..3 * at {
            names.text_bytes()?;
        }
        self.lying(at, &mut names).map(|lying| Some(lying.to_owned()))
    }

    /// The one whose names are the next.
    fn lying(&self, at: usize, names: &mut Input<'a>) -> Result<LyingProfile<'a>> {
        Ok(LyingProfile {
            id: self.id(at)?,
            given_name: names.text()?,
            family_name: names.text()?,
            display_name: names.text()?,
        })
    }
}

/// A user's texts as they lie in his block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LyingProfile<'a> {
    pub id: &'a str,
    pub given_name: &'a str,
    pub family_name: &'a str,
    pub display_name: &'a str,
}

impl LyingProfile<'_> {
    fn to_owned(self) -> Profile {
        Profile {
            id: self.id.to_owned(),
            given_name: self.given_name.to_owned(),
            family_name: self.family_name.to_owned(),
            display_name: self.display_name.to_owned(),
        }
    }
}

/// Calls `visit` with the users of a block, in order.
fn each_lying(value: &[u8], mut visit: impl FnMut(LyingProfile<'_>) -> Result<()>) -> Result<()> {
    let block = LyingProfiles::new(value)?;
    let mut names = Input::new(block.names);
    for at in 0..block.ends.len() {
        visit(block.lying(at, &mut names)?)?;
    }
    names.end()
}

fn profiles(reader: &dyn Reader, block: u32) -> Result<Vec<Profile>> {
    let mut profiles = Vec::new();
    reader.peek(Table::Users, &keys::numbers(b'n', &[block]), &mut |value| {
        each_lying(value, |lying| {
            profiles.push(lying.to_owned());
            Ok(())
        })
    })?;
    Ok(profiles)
}

/// Calls `visit` with the number and the texts of everybody who was ever there, in order of numbers.
pub(crate) fn each_profile(
    reader: &dyn Reader,
    mut visit: impl FnMut(u32, LyingProfile<'_>) -> Result<()>,
) -> Result<()> {
    reader.scan(Table::Users, &Span::prefix(b"n"), Direction::Forward, &mut |key, value| {
        let first = keys::number_at(key, 1)?.checked_mul(PROFILES);
        let mut numbers = first.into_iter().flat_map(|first| first..first.saturating_add(PROFILES));
        each_lying(value, |lying| {
            let number = numbers.next();
            visit(number.ok_or_else(|| Error::corrupt("a block of users is too long"))?, lying)
        })?;
        Ok(ControlFlow::Continue(()))
    })
}

fn encode_profiles(all: &[Profile]) -> Result<Vec<u8>> {
    let too_long = |_| Error::internal("a block of users is too long");
    let mut value = vec![u8::try_from(all.len()).map_err(too_long)?];
    let mut end = 0;
    for profile in all {
        end += profile.id.len();
        value.put_u16(u16::try_from(end).map_err(too_long)?);
    }
    for profile in all {
        value.extend_from_slice(profile.id.as_bytes());
    }
    for profile in all {
        for text in [&profile.given_name, &profile.family_name, &profile.display_name] {
            value.put_text(text);
        }
    }
    Ok(value)
}

/// Sets users by number and raises the count; `entries` is in ascending order of numbers, and leaves no gap.
pub(crate) fn put_profiles(writer: &mut dyn Writer, entries: Vec<(u32, Profile)>) -> Result<()> {
    let mut known = count(writer)?;
    let mut entries = entries.into_iter().peekable();
    while let Some((number, _)) = entries.peek() {
        let block = number / PROFILES;
        let mut all = profiles(writer, block)?;
        while let Some((number, profile)) = entries.next_if(|(number, _)| number / PROFILES == block) {
            let at = (number % PROFILES) as usize;
            let length = all.len();
            match all.get_mut(at) {
                Some(place) => *place = profile,
                None if at == length => all.push(profile),
                None => return Err(Error::internal("user numbers have a gap")),
            }
            known = known.max(number + 1);
        }
        writer.put(Table::Users, &keys::numbers(b'n', &[block]), &encode_profiles(&all)?)?;
    }
    writer.put(Table::Users, b"c", &known.to_le_bytes())
}

/// Reads users by number: asking in ascending order reads each block once.
#[derive(Default)]
pub(crate) struct Profiles {
    block: Option<(u32, Vec<u8>)>,
}

impl Profiles {
    pub(crate) fn get(&mut self, reader: &dyn Reader, number: u32) -> Result<Profile> {
        let missing = || Error::corrupt(format!("there is no user with number {number}"));
        let block = number / PROFILES;
        if self.block.as_ref().is_none_or(|(at, _)| *at != block) {
            let value = reader.get(Table::Users, &keys::numbers(b'n', &[block]))?.ok_or_else(missing)?;
            self.block = Some((block, value));
        }
        let value = self.block.as_ref().map_or(&[][..], |(_, value)| value);
        LyingProfiles::new(value)?.profile((number % PROFILES) as usize)?.ok_or_else(missing)
    }

    /// Reads many, in any order, each block once.
    pub(crate) fn all(reader: &dyn Reader, numbers: &[u32]) -> Result<Vec<Profile>> {
        let mut order: Vec<(u32, usize)> = numbers.iter().copied().zip(0..).collect();
        order.sort_unstable();
        let (mut profiles, mut all) = (Self::default(), vec![Profile::default(); numbers.len()]);
        for (number, at) in order {
            if let Some(place) = all.get_mut(at) {
                *place = profiles.get(reader, number)?;
            }
        }
        Ok(all)
    }
}

/// Calls `visit` with the position and id of users; `sorted` holds their numbers in ascending order. Each block is read once, and
/// nothing of it but their ids.
pub(crate) fn each_id(reader: &dyn Reader, sorted: &[u32], mut visit: impl FnMut(usize, &str)) -> Result<()> {
    let mut place = 0;
    for own in sorted.chunk_by(|one, other| one / PROFILES == other / PROFILES) {
        let Some(first) = own.first() else { continue };
        let there = reader.peek(Table::Users, &keys::numbers(b'n', &[first / PROFILES]), &mut |value| {
            let block = LyingProfiles::new(value)?;
            for number in own {
                visit(place, block.id((number % PROFILES) as usize)?);
                place += 1;
            }
            Ok(())
        })?;
        if !there {
            return Err(Error::corrupt(format!("there is no user with number {first}")));
        }
    }
    Ok(())
}

/// Calls `visit` with every user, in order of ids.
pub(crate) fn each(
    reader: &dyn Reader,
    mut visit: impl FnMut(&[u8], u32, Traits) -> Result<()>,
) -> Result<()> {
    reader.scan(Table::Users, &Span::prefix(b"i"), Direction::Forward, &mut |_, value| {
        UserBlock::read(value)?.each(|id, user| visit(id, user.number, user.traits))?;
        Ok(ControlFlow::Continue(()))
    })
}
