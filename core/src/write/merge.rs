//! Two accounts of one person become one: seats and memberships go over, and the account that is left with nothing is removed.

use super::remove::{set_members, users as remove_users};
use crate::error::{Error, Result, Status};
use crate::layout::catalogue;
use crate::layout::journal::{self, Hash, Header, MergeRecord, RowsHeader, Tip};
use crate::layout::memberships::{BLOCK, Memberships};
use crate::layout::names;
use crate::layout::users::{self, Entry, Found, Profiles};
use crate::plan::Plan;
use crate::plan::merge::{Accounts, moves, moving, releases};
use crate::request::Options;
use crate::store::Writer;
use crate::view::View;
use crate::write::plan::{self, States, WrittenSeats};
use crate::write::{waiting, who_holds};

/// A merge whose seats have moved, before what is given back is written.
pub(crate) struct Merging<'a> {
    pub plan: Plan,
    from: (&'a str, Found),
    into: (&'a str, Found),
    states: States,
}

/// Moves the seats that only one of both has, and plans to give back what both have.
pub(crate) fn seats<'a>(
    writer: &mut dyn Writer,
    from: &'a str,
    into: &'a str,
    options: &Options,
    operation: u64,
) -> Result<Merging<'a>> {
    if from == into {
        let message = format!("user `{from}` cannot be merged with himself");
        return Err(Error::new(Status::InvalidArgument, message));
    }
    let view = View::new(writer);
    let (from, into) = ((from, view.user(from)?), (into, view.user(into)?));
    let accounts = Accounts { from: (from.1.number, from.0), into: (into.1.number, into.0) };
    let all = moving(view, accounts, options)?;
    let mut moved = moves(view, accounts, &all, options)?;
    let states = plan::put(writer, &mut moved, operation)?;
    let plan = releases(View::new(writer), accounts, &all, options)?;
    Ok(Merging { plan, from, into, states })
}

/// The two accounts of a merge, once its seats are written down.
pub(crate) struct Merged<'a> {
    pub from: (&'a str, Found),
    pub into: (&'a str, Found),
    pub states: States,
}

impl<'a> Merging<'a> {
    /// The plan that is left to be written, and the accounts.
    pub(crate) fn split(self) -> (Plan, Merged<'a>) {
        (self.plan, Merged { from: self.from, into: self.into, states: self.states })
    }
}

/// Joins the memberships, takes the account out or disables it, and writes the merge into the journal.
pub(crate) fn finish(
    writer: &mut dyn Writer,
    previous: &Tip,
    merged: Merged<'_>,
    mut seats: WrittenSeats,
    options: &Options,
    body: &Hash,
) -> Result<(Tip, crate::report::Report)> {
    let (from, into) = (merged.from.1.number, merged.into.1.number);
    join_groups(writer, from, into)?;
    waiting::take_over(writer, from, into, options.on)?;
    let served = waiting::serve_waiting(writer, &seats.freed, options, previous.operation + 1)?;
    seats.add(served);
    let mut states = merged.states;
    states.extend(std::mem::take(&mut seats.states));
    let removed = who_holds::users(View::new(writer), &[from], options.on)?.is_empty();
    if removed {
        remove_users(writer, &[(merged.from.0.to_owned(), from)], options.on, &mut states)?;
    } else {
        let mut traits = merged.from.1.traits;
        traits.enabled = false;
        let mut names = names::Changes::default();
        names.note(from, None, Some((&Profiles::default().get(writer, from)?, &traits)));
        names.put(writer)?;
        users::put(writer, vec![Entry { id: merged.from.0.to_owned(), number: from, traits }])?;
    }
    let header = Header {
        rows: Some(RowsHeader::of(&seats.report, &seats.users)),
        merge: Some(MergeRecord {
            from: merged.from.0.to_owned(),
            into: merged.into.0.to_owned(),
            from_number: from,
            into_number: into,
            removed,
        }),
        pools: states,
        ..Header::new(previous.operation + 1, "merge", options)
    };
    let columns = journal::columns(&seats.report, &seats.users);
    let users = seats.users.iter().flatten().copied();
    Ok((journal::append(writer, previous, &header, &columns, body, users)?, seats.report))
}

/// One takes the other's place in groups; where both are members, one place is enough.
fn join_groups(writer: &mut dyn Writer, from: u32, into: u32) -> Result<()> {
    let groups = Memberships::read(writer, from / BLOCK)?.groups((from % BLOCK) as u8).to_vec();
    for group in groups {
        let mut members = catalogue::members(writer, group)?;
        if members.contains(&into) {
            members.retain(|user| *user != from);
        } else {
            members.iter_mut().filter(|user| **user == from).for_each(|user| *user = into);
        }
        set_members(writer, group, &members)?;
    }
    Ok(())
}
