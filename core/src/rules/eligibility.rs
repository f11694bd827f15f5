//! Which pools a user may have a seat of, and if none, why: the stage that ruled out the last pool is the reason.

use crate::layout::users::Traits;
use crate::model::Pool;
use crate::outcome::Outcome;
use crate::plant;
use crate::request::SeatChoice;
use crate::seat::{HolderKind, SeatState, Standing};
use crate::term::Day;

/// Who asks, for what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asks<'a> {
    pub holder: HolderKind,
    pub traits: &'a Traits,
    pub choice: SeatChoice,
    pub day: Day,
}

/// A pool as the rules see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer<'a> {
    pub pool: &'a Pool,
    /// `allowed_roles` as bits; 0 with roles named is nobody.
    pub allowed_roles: u64,
    /// Whether it has a free seat whose last day has not passed.
    pub has_lasting: bool,
}

/// The stages, in order of precedence.
pub(crate) const STAGES: [Outcome; 6] = [
    Outcome::PoolSuspended,
    Outcome::NotYetValid,
    Outcome::Expired,
    Outcome::KindMismatch,
    Outcome::RoleNotAllowed,
    Outcome::CountryNotAllowed,
];

/// The positions of the offers that are open to whoever asks, or the reason that there is none and the
/// position of the offer that came nearest.
pub(crate) fn open_to(asks: &Asks<'_>, offers: &[Offer<'_>]) -> Result<Vec<usize>, (Outcome, Option<usize>)> {
    let mut left = worth_a_word(asks, offers);
    let mut stages = STAGES;
    if plant::is("order of outcomes") {
        stages.reverse();
    }
    for stage in stages {
        let nearest = left.first().copied();
        left.retain(|at| offers.get(*at).is_some_and(|offer| passes(stage, asks, offer)));
        if left.is_empty() {
            return Err((stage, nearest));
        }
    }
    Ok(left)
}

/// Positions of the offers that are looked at: those for another kind of holder only if there is no other.
pub(crate) fn worth_a_word(asks: &Asks<'_>, offers: &[Offer<'_>]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..offers.len()).collect();
    let right = |at: &usize| offers.get(*at).is_some_and(|offer| passes(Outcome::KindMismatch, asks, offer));
    if left.iter().any(right) {
        left.retain(right);
    }
    left
}

/// Whether an offer passes one stage.
pub(crate) fn passes(stage: Outcome, asks: &Asks<'_>, offer: &Offer<'_>) -> bool {
    let pool = offer.pool;
    let Asks { holder, traits, choice, day } = *asks;
    match stage {
        Outcome::PoolSuspended => !pool.suspended,
        Outcome::NotYetValid => pool.redeem_from.is_none_or(|from| day >= from),
        Outcome::Expired => !has_ended(offer, choice, day),
        Outcome::KindMismatch => pool.kind.holder() == Some(holder),
        // Terms about roles and countries are about those who have access through a group or org, not about the holder.
        _ if holder != HolderKind::User => true,
        Outcome::RoleNotAllowed => pool.allowed_roles.is_empty() || traits.roles & offer.allowed_roles != 0,
        _ => country_passes(pool, traits.country),
    }
}

/// Whether no seat of a pool can be handed out any more, whatever is free.
fn has_ended(offer: &Offer<'_>, choice: SeatChoice, day: Day) -> bool {
    let pool = offer.pool;
    let over = |end: Option<Day>| end.is_some_and(|end| day > end);
    let new_have_ended = Standing::NEW.on(pool, day).state == SeatState::Expired;
    over(pool.redeem_until)
        || over(pool.ends_on)
        || (new_have_ended && (choice == SeatChoice::New || !offer.has_lasting))
}

/// Whether a pool's countries let a user in.
pub(crate) fn country_passes(pool: &Pool, country: u16) -> bool {
    if pool.countries_allowed.is_empty() && pool.countries_denied.is_empty() {
        return true;
    }
    let own = country_letters(country);
    let named = |list: &[String]| list.iter().any(|code| code.as_bytes() == own);
    country != 0
        && !named(&pool.countries_denied)
        && (pool.countries_allowed.is_empty() || named(&pool.countries_allowed))
}

/// A country code as two bytes in a number; 0 is none.
pub(crate) fn country_number(code: Option<&str>) -> u16 {
    match code.map(str::as_bytes) {
        Some([first, second]) => u16::from_be_bytes([*first, *second]),
        _ => 0,
    }
}

/// The letters of a country number.
pub(crate) fn country_letters(number: u16) -> [u8; 2] {
    number.to_be_bytes()
}
