//! Removing: taking users, groups, pools, products and rules out of the book.
//!
//! What is in use stays, unless its seats are given back first: then the planner takes them back, and whatever it refuses to take
//! back keeps its things in the book, with all their seats. Numbers are never used again; the journal stays readable.

mod claims;
mod erase;
mod targets;

use crate::error::{Error, Result, Status};
use crate::layout::journal::{self, Hash, Header, RemovalRecord, RowsHeader, Tip};
use crate::load::{Entity, Refusal};
use crate::plan::{self, Plan};
use crate::removal::{Removal, RemovalReport, RemovalTally};
use crate::request::{Hooks, Mode, Options};
use crate::store::{Reader, Writer};
use crate::view::View;
use crate::write::plan::{States, WrittenSeats};
use crate::write::waiting;
use claims::Claims;
use std::collections::BTreeMap;
use targets::Target;

pub(crate) use erase::{set_members, users};

/// What a removal would do, before anything is written.
pub(crate) struct Removing {
    pub report: RemovalReport,
    /// The seats to take back first.
    pub seats: Option<Plan>,
    targets: Vec<Target>,
}

/// Judges a removal.
pub(crate) fn judge(reader: &dyn Reader, removal: &Removal, options: &Options) -> Result<Removing> {
    let view = View::new(reader);
    let mut targets = targets::read(view, removal)?;
    let claims = Claims::read(view, &targets, options.on)?;
    let seats = if removal.give_back {
        take_back(view, &claims, &mut targets, options)?
    } else {
        claims.refuse_all(&mut targets);
        None
    };
    targets::refuse_products_with_pools(view, &mut targets)?;
    let mut report = RemovalReport {
        format: "seatbook.removal_report/1".into(),
        operation: None,
        request_id: options.request_id.clone(),
        replayed: false,
        dry_run: options.dry_run,
        revision: 0,
        on: options.on,
        users: RemovalTally::default(),
        groups: RemovalTally::default(),
        pools: RemovalTally::default(),
        products: RemovalTally::default(),
        rules: RemovalTally::default(),
        refused: Vec::new(),
        report: None,
    };
    for target in &targets {
        count(&mut report, target);
    }
    Ok(Removing { report, seats, targets })
}

/// Plans to take back all seats in use. What a refused row is about is refused with everything that hangs on it, and the rest is
/// planned again: nothing is taken from what stays.
fn take_back(
    view: View<'_>,
    claims: &Claims,
    targets: &mut [Target],
    options: &Options,
) -> Result<Option<Plan>> {
    let options = Options { mode: Mode::BestEffort, ..options.clone() };
    loop {
        let Some(asked) = claims.request(view, targets)? else { return Ok(None) };
        let plan = plan::plan(view, &asked.request, &options, &mut Hooks::default())?;
        if !asked.blame(&plan, targets) {
            return Ok(Some(plan));
        }
    }
}

fn count(report: &mut RemovalReport, target: &Target) {
    let tally = match target.entity {
        Entity::User => &mut report.users,
        Entity::Group => &mut report.groups,
        Entity::Pool => &mut report.pools,
        Entity::Product => &mut report.products,
        _ => &mut report.rules,
    };
    match &target.refused {
        None => tally.removed += 1,
        Some(error) => {
            tally.refused += 1;
            let id = target.id.chars().take(crate::limits::ID_BYTES).collect();
            report.refused.push(Refusal {
                entity: target.entity,
                id,
                index: target.index as u64,
                status: error.status(),
                message: error.message().to_owned(),
            });
        }
    }
}

impl Removing {
    /// Whether the book would be another one.
    pub(crate) fn changes_anything(&self) -> bool {
        self.targets.iter().any(|target| target.refused.is_none())
    }

    /// Nothing of it is left but what is told.
    pub(crate) fn roll_back(&mut self) {
        self.report.roll_back();
        self.targets.clear();
    }
}

/// Takes out what can be taken out, once its seats are back, and writes it into the journal.
pub(crate) fn put(
    writer: &mut dyn Writer,
    previous: &Tip,
    removing: Removing,
    seats: Option<WrittenSeats>,
    options: &Options,
    body: &Hash,
) -> Result<(Tip, RemovalReport)> {
    let operation = previous.operation + 1;
    let mut report = removing.report;
    (report.operation, report.revision) = (Some(operation), operation);
    let gone: Vec<&Target> = removing.targets.iter().filter(|target| target.refused.is_none()).collect();
    let (mut states, mut rows, mut columns, mut users) = (BTreeMap::new(), None, Vec::new(), Vec::new());
    let mut erased = States::new();
    erase::all(writer, &gone, options.on, &mut erased)?;
    if let Some(mut seats) = seats {
        let served = waiting::serve_waiting(writer, &seats.freed, options, operation)?;
        seats.add(served);
        rows = Some(RowsHeader::of(&seats.report, &seats.users));
        columns = journal::columns(&seats.report, &seats.users);
        states.extend(seats.states);
        users = seats.users;
        report.report = Some(seats.report);
    }
    // What is gone has no state, whatever its seats were before.
    states.extend(erased);
    let mut removed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for target in &gone {
        removed.entry(target.entity.word().to_owned()).or_default().push(target.id.clone());
    }
    let own_users = gone.iter().filter(|target| target.entity == Entity::User);
    let header = Header {
        rows,
        removal: Some(RemovalRecord {
            report: report.clone(),
            document: journal::hex(body),
            removed,
            users: own_users.map(|target| target.number).collect(),
        }),
        pools: states,
        ..Header::new(operation, "remove", options)
    };
    let users = users.iter().flatten().copied();
    Ok((journal::append(writer, previous, &header, &columns, body, users)?, report))
}

/// Something that cannot be removed because of what holds on to it.
fn in_use(message: String) -> Error {
    Error::new(Status::InUse, message)
}
