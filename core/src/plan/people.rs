//! Who a request names: ids turned into numbers, all at once.

use crate::error::Result;
use crate::ids::IdList;
use crate::layout::users::{self, NOBODY, Traits};
use crate::plant;
use crate::store::Reader;
use crate::view::View;
use std::collections::HashMap;

/// Different traits of the users of a request, so that rules are asked once for each and not once for each user.
#[derive(Default)]
pub(crate) struct Kinds {
    pub all: Vec<Traits>,
    /// Of users who have none.
    default_country: u16,
    by_traits: HashMap<Traits, u32>,
}

impl Kinds {
    /// Users who have no country are taken to be of this one.
    pub(crate) fn new(default_country: u16) -> Self {
        Self { default_country, ..Self::default() }
    }

    fn number(&mut self, mut traits: Traits) -> u32 {
        if traits.country == 0 && !plant::is("default country forgotten") {
            traits.country = self.default_country;
        }
        // Of a few kinds the right one is found sooner by looking than by hashing.
        if let Some(known) = self.all.iter().take(FEW).position(|known| *known == traits) {
            return known as u32;
        }
        *self.by_traits.entry(traits).or_insert_with(|| {
            self.all.push(traits);
            (self.all.len() - 1) as u32
        })
    }
}

/// Users (or groups, or orgs) in the order of the ids they were found by.
pub(crate) struct People {
    /// [`NOBODY`] for an id that is not in the book.
    pub numbers: Vec<u32>,
    /// Position in [`Kinds::all`]; meaningless for nobody.
    pub kinds: Vec<u32>,
}

/// Kinds that are looked through one by one.
const FEW: usize = 8;
/// Ids that are looked up together, at least.
const CHUNK: usize = 4096;
/// From so many ids on, sorting them digit by digit is faster than comparing them.
const BY_DIGITS: usize = 2048;

/// Finds all ids of a list.
pub(crate) fn find(reader: &dyn Reader, ids: &IdList, kinds: &mut Kinds) -> Result<People> {
    let order = sorted(ids);
    // Number and kind lie together until all are found: each is put at a random place.
    let mut people: Vec<(u32, u32)> = vec![(NOBODY, 0); ids.len()];
    let mut last: Option<(Traits, u32)> = None;
    let mut together = IdList::new();
    for chunk in order.chunks(CHUNK.max(users::large(reader)?)) {
        ids.gather(chunk, &mut together);
        let wanted: Vec<&str> = together.iter().collect();
        users::find(reader, &wanted, |at, found| {
            let kind = match last {
                Some((traits, kind)) if traits == found.traits => kind,
                _ => kinds.number(found.traits),
            };
            last = Some((found.traits, kind));
            if let Some(place) = chunk.get(at).and_then(|position| people.get_mut(*position as usize)) {
                *place = (found.number, kind);
            }
        })?;
    }
    let (numbers, kinds) = people.into_iter().unzip();
    Ok(People { numbers, kinds })
}

/// Finds groups; one that is not in the book is an error.
pub(crate) fn groups(view: View<'_>, ids: &IdList, kinds: &mut Kinds) -> Result<People> {
    each(ids, kinds, |id| {
        let number = view.group(id)?;
        Ok((number, view.org(&view.group_record(number)?.org)?))
    })
}

/// Finds orgs; one that is not in the book is an error.
pub(crate) fn orgs(view: View<'_>, ids: &IdList, kinds: &mut Kinds) -> Result<People> {
    each(ids, kinds, |id| view.org(id).map(|number| (number, number)))
}

/// What the rules ask of a group or org is only where it belongs.
fn each(ids: &IdList, kinds: &mut Kinds, mut find: impl FnMut(&str) -> Result<(u32, u32)>) -> Result<People> {
    let mut people = People { numbers: Vec::with_capacity(ids.len()), kinds: Vec::with_capacity(ids.len()) };
    for id in ids.iter() {
        let (number, org) = find(id)?;
        people.numbers.push(number);
        people.kinds.push(kinds.number(Traits { org, roles: 0, country: 0, enabled: true }));
    }
    Ok(people)
}

/// Positions of ids in ascending order of their bytes.
///
/// Comparing eight bytes at once after what all ids begin with keeps a million strings from being touched at random.
fn sorted(ids: &IdList) -> Vec<u32> {
    let common = common_prefix(ids);
    let mut keyed: Vec<(u64, u32)> = ids
        .iter()
        .zip(0_u32..)
        .map(|(id, at)| {
            let mut head = [0_u8; 8];
            let rest = id.as_bytes().get(common..).unwrap_or_default();
            head.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            (u64::from_be_bytes(head), at)
        })
        .collect();
    let by_id = |(_, first): &(u64, u32), (_, other): &(u64, u32)| {
        ids.get(*first as usize).cmp(ids.get(*other as usize)).then(first.cmp(other))
    };
    if keyed.len() < BY_DIGITS {
        keyed.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| by_id(one, other)));
    } else {
        radsort::sort_by_key(&mut keyed, |(head, _)| *head);
        let alike = keyed.chunk_by_mut(|(one, _), (other, _)| one == other);
        alike.filter(|alike| alike.len() > 1).for_each(|alike| alike.sort_unstable_by(by_id));
    }
    keyed.into_iter().map(|(_, at)| at).collect()
}

fn common_prefix(ids: &IdList) -> usize {
    let first = ids.get(0).as_bytes();
    let mut common = first.len();
    for id in ids.iter().map(str::as_bytes) {
        let head = first.get(..common).unwrap_or_default();
        // Most ids share what all before them did: one comparison of memory tells.
        if id.get(..common) != Some(head) {
            common = head.iter().zip(id).take_while(|(one, other)| one == other).count();
        }
    }
    common
}
