//! Who would have to give a seat of a line back, on paper: everybody who holds one, suggested ones first.

use crate::ask::Ask;
use crate::book::{Book, Place, Seen};
use crate::decide;
use crate::lines::Line;
use seatbook_core::activation::{LineHolder, SuggestionReason};
use seatbook_core::model::Licensee;
use seatbook_core::seat::SeatState;
use seatbook_core::{Class, Day, Outcome};

/// Somebody who holds a seat of the line, under the file's terms.
#[derive(Clone, Debug)]
struct Holding {
    id: String,
    place: Place,
    seen: Seen,
    /// Disabled first, then those whose time has not begun, then the rest.
    rank: usize,
    refused: Option<Outcome>,
    /// Which of all seats that were given out his was; `None` if nobody noted it.
    given: Option<usize>,
}

impl Book {
    /// Everybody who holds a seat of a line. `given` is who got a seat of what, in the order of the journal.
    pub fn reduction(
        &self,
        licensee: &Licensee,
        lines: &[Line],
        line: &Line,
        on: Day,
        given: &[(String, String)],
    ) -> Vec<LineHolder> {
        let chosen = self.chosen(licensee, lines, on, given);
        let (holdings, excess) = self.judged(licensee, line, on, given, (lines, &chosen));
        let suggested = suggested(&holdings, excess);
        let is_suggested = |own: &Holding| suggested.iter().any(|(other, _)| other.place == own.place);
        let mut rest: Vec<&Holding> = holdings.iter().filter(|own| !is_suggested(own)).collect();
        rest.sort_by_key(|own| own.refused.is_some());
        let first = suggested.iter().map(|(own, reason)| (own, Some(*reason)));
        first
            .chain(rest.into_iter().map(|own| (own, None)))
            .map(|(own, suggested)| LineHolder {
                holder: own.id.clone(),
                name: String::new(),
                pool: self.pools[own.place.0].terms.id.clone(),
                seat: u32::try_from(own.place.1 + 1).unwrap(),
                state: own.seen.state,
                started_on: own.seen.started_on,
                ends_on: own.seen.ends_on,
                suggested,
                refused: own.refused,
            })
            .collect()
    }

    /// Whom to suggest for each line: judged with what is suggested for the others, until nothing changes.
    fn chosen(&self, licensee: &Licensee, lines: &[Line], on: Day, given: &[(String, String)]) -> Chosen {
        let mut chosen = vec![Vec::new(); lines.len()];
        for _ in lines {
            let with = |line: &Line| {
                let (holdings, excess) = self.judged(licensee, line, on, given, (lines, &chosen));
                suggested(&holdings, excess).into_iter().map(|(own, _)| own.id).collect()
            };
            let next: Chosen = lines.iter().map(with).collect();
            if next == chosen {
                break;
            }
            chosen = next;
        }
        chosen
    }

    /// Who holds a seat of a line, with what would be said to taking it back together with what is chosen for other lines; and how many
    /// must give theirs back.
    fn judged(
        &self,
        licensee: &Licensee,
        line: &Line,
        on: Day,
        given: &[(String, String)],
        (lines, chosen): (&[Line], &Chosen),
    ) -> (Vec<Holding>, usize) {
        let mut under = self.clone();
        for at in self.pools_of(licensee, line) {
            under.put_pool(&line.put_on(&self.pools[at].terms), on);
        }
        let order = self.pools_of(licensee, line);
        let mut holdings = Vec::new();
        for at in &order {
            for seat in 0..under.pools[*at].seats.len() {
                let (place, seen) = ((*at, seat), under.seen((*at, seat), on));
                if seen.state.is_held() {
                    let id = under.seat(place).holder.as_ref().expect("a holder").id.clone();
                    let enabled = self.user(&id).is_some_and(|user| user.enabled);
                    let rank = match seen.state {
                        _ if !enabled => 0,
                        SeatState::Assigned => 1,
                        _ => 2,
                    };
                    let mine = |(user, product): &(String, String)| *user == id && *product == line.product;
                    let given = given.iter().rposition(mine);
                    holdings.push(Holding { id, place, seen, rank, refused: None, given });
                }
            }
        }
        let ids: Vec<String> = holdings.iter().map(|own| own.id.clone()).collect();
        let mut items = vec![under.taking_back(licensee, line, &ids)];
        for (other, users) in lines.iter().zip(chosen) {
            if (&other.product, other.kind) != (&line.product, line.kind) && !users.is_empty() {
                items.push(under.taking_back(licensee, other, users));
            }
        }
        let decided = decide::decide(&under, &Ask::on(on, items), &[]).expect("an administrator's request");
        for (own, answer) in holdings.iter_mut().zip(decided.rows) {
            own.refused = Some(answer.outcome).filter(|outcome| outcome.class() == Class::Refused);
        }
        let excess = usize::try_from(under.excess(licensee, line, on)).unwrap();
        (holdings, excess)
    }
}

/// Those who are suggested for each line of a file.
type Chosen = Vec<Vec<String>>;

/// As many as must give theirs back: by rank, then soonest end, then who got his last. Of those who are alike and all suggested,
/// the order is that of their seats.
fn suggested(holdings: &[Holding], excess: usize) -> Vec<(Holding, SuggestionReason)> {
    let able: Vec<&Holding> = holdings.iter().filter(|own| own.refused.is_none()).collect();
    let alike = |own: &Holding| (own.rank, own.seen.ends_on.is_none(), own.seen.ends_on);
    let started: Vec<_> = able.iter().filter(|own| own.rank == 2).map(|own| alike(own)).collect();
    let ends_differ = started.iter().any(|own| *own != started[0]);
    let mut groups: Vec<_> = able.iter().map(|own| alike(own)).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut chosen: Vec<(Holding, SuggestionReason)> = Vec::new();
    for group in groups {
        let wanted = excess - chosen.len();
        let mut own: Vec<(usize, &Holding)> =
            able.iter().copied().enumerate().filter(|(_, own)| alike(own) == group).collect();
        if own.len() > wanted {
            // Who got his seat last comes first; of those of whom nothing is noted, the highest seat.
            own.sort_by_key(|(at, own)| (own.given.is_none(), std::cmp::Reverse((own.given, *at))));
        }
        let reason = match own[0].1 {
            own if own.rank == 0 => SuggestionReason::Disabled,
            own if own.rank == 1 => SuggestionReason::NeverStarted,
            own if ends_differ && own.seen.ends_on.is_some() => SuggestionReason::SoonestEnd,
            _ => SuggestionReason::LastAssigned,
        };
        chosen.extend(own.into_iter().take(wanted).map(|(_, own)| (own.clone(), reason)));
    }
    chosen
}
