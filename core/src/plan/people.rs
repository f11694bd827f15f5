//! Who a request names: ids turned into numbers, all at once.

use crate::error::Result;
use crate::ids::IdList;
use crate::layout::users::{self, NOBODY, Traits};
use crate::maps::NumberMap;
use crate::plant;
use crate::store::Reader;
use crate::view::View;

/// Different traits of the users of a request, so that rules are asked once for each and not once for each user.
#[derive(Default)]
pub(crate) struct Kinds {
    pub all: Vec<Traits>,
    /// Of users who have none.
    default_country: u16,
    by_traits: NumberMap<Traits, u32>,
    /// Traits met last, with their position, at a place that follows from org and roles: users of a few schools, in any order, are
    /// told apart without hashing.
    met: Vec<(Traits, u32)>,
}

impl Kinds {
    /// Users who have no country are taken to be of this one.
    pub(crate) fn new(default_country: u16) -> Self {
        let nobody = Traits { org: u32::MAX, ..Traits::default() };
        Self { default_country, met: vec![(nobody, 0); MET], ..Self::default() }
    }

    fn number(&mut self, mut traits: Traits) -> u32 {
        if traits.country == 0 && !plant::is("default country forgotten") {
            traits.country = self.default_country;
        }
        let place = (traits.org as usize).wrapping_mul(7).wrapping_add(traits.roles as usize) % MET;
        if let Some((_, known)) = self.met.get(place).filter(|(met, _)| *met == traits) {
            return *known;
        }
        let number = *self.by_traits.entry(traits).or_insert_with(|| {
            self.all.push(traits);
            (self.all.len() - 1) as u32
        });
        if let Some(met) = self.met.get_mut(place) {
            *met = (traits, number);
        }
        number
    }
}

/// Users (or groups, or orgs) in the order of the ids they were found by.
pub(crate) struct People {
    /// [`NOBODY`] for an id that is not in the book.
    pub numbers: Vec<u32>,
    /// Position in [`Kinds::all`]; meaningless for nobody.
    pub kinds: Vec<u32>,
}

/// Places for traits that were met last.
const MET: usize = 256;
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

/// Positions of ids in ascending order of their bytes; of equal ids in their own order.
fn sorted(ids: &IdList) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = (0..ids.len() as u32).map(|at| (0, at)).collect();
    sort_from(ids, 0, &mut keyed);
    keyed.into_iter().map(|(_, at)| at).collect()
}

/// Sorts positions of ids whose first `from` bytes are the same.
///
/// Comparing eight bytes at once after what all of them begin with keeps a million strings from being touched at random. Where many
/// have the same eight bytes too, it is done again behind these.
fn sort_from(ids: &IdList, from: usize, keyed: &mut [(u64, u32)]) {
    let rest = |at: u32| ids.get(at as usize).as_bytes().get(from..).unwrap_or_default();
    let (common, longest) = common_prefix(keyed.iter().map(|(_, at)| rest(*at)));
    if common == longest {
        return;
    }
    for (head, at) in &mut *keyed {
        let mut bytes = [0_u8; 8];
        let behind = rest(*at).get(common..).unwrap_or_default();
        bytes.iter_mut().zip(behind).for_each(|(to, from)| *to = *from);
        *head = u64::from_be_bytes(bytes);
    }
    let by_id = |(_, first): &(u64, u32), (_, other): &(u64, u32)| {
        rest(*first).cmp(rest(*other)).then(first.cmp(other))
    };
    if keyed.len() < BY_DIGITS {
        keyed.sort_unstable_by(|one, other| one.0.cmp(&other.0).then_with(|| by_id(one, other)));
        return;
    }
    radsort::sort_by_key(keyed, |(head, _)| *head);
    let all = keyed.len();
    for alike in keyed.chunk_by_mut(|(one, _), (other, _)| one == other) {
        match alike.len() {
            1 => {}
            // An end looks like a zero byte: only then do all have the same eight bytes and yet nothing in common.
            length if length < BY_DIGITS || (length == all && common == 0) => alike.sort_unstable_by(by_id),
            _ => sort_from(ids, from + common, alike),
        }
    }
}

/// How many bytes all of some texts begin with, and how many the longest one has.
fn common_prefix<'a>(mut texts: impl Iterator<Item = &'a [u8]>) -> (usize, usize) {
    let Some(first) = texts.next() else { return (0, 0) };
    let (mut common, mut longest) = (first.len(), first.len());
    for text in texts {
        longest = longest.max(text.len());
        let head = first.get(..common).unwrap_or_default();
        // Most share what all before them did: one comparison of memory tells.
        if text.get(..common) != Some(head) {
            common = head.iter().zip(text).take_while(|(one, other)| one == other).count();
        }
    }
    (common, longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn checked(ids: &IdList) {
        let mut expected: Vec<u32> = (0..ids.len() as u32).collect();
        expected.sort_by_key(|at| ids.get(*at as usize));
        assert_eq!(sorted(ids), expected);
    }

    proptest! {
        #[test]
        fn sorts_as_the_library_does(ids in prop::collection::vec("(|a|common|commonest.of.all)[ab\0]{0,20}", 0..80)) {
            checked(&ids.iter().map(String::as_str).collect());
        }
    }

    #[test]
    fn sorts_many_that_begin_alike() {
        let texts = (0..30_000_u32).map(|n| match n % 5 {
            0 => format!("nobody{n}"),
            1 => "the same for very many".to_owned(),
            2 => format!("the same for very many{}", n / 100),
            3 => format!("a long beginning {} and a long middle {}", n % 4, n.wrapping_mul(2_654_435_761)),
            _ => "\0".repeat(n as usize % 30),
        });
        checked(&texts.collect());
    }
}
