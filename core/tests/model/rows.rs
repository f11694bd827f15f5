//! A request as rows: whom each is about, which product, and what its seat comes through.

use crate::ask::{Ask, Item, Unit, Verb};
use crate::book::{Book, Holder, Kind, Place, Seat};
use crate::decide::Answer;
use seatbook_core::model::PoolKind;
use seatbook_core::{Day, Status};

/// A row as it was asked for.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is to be done for it: of a swap or sync, giving or taking back.
    pub op: Verb,
    pub target: Holder,
    pub product: String,
    pub source: String,
    /// Taking back takes whatever the seat came through.
    pub all_sources: bool,
    /// A chosen member who is no member.
    pub stranger: bool,
    /// Rows of one unit stand and fall together.
    pub unit: usize,
    pub item: Item,
    /// Of a row that gives in a swap: the row that takes away.
    pub swaps: Option<usize>,
    /// Of a row that undoes another: where, what was there before it and what it left.
    pub undoes: Option<(Place, Seat, Seat)>,
    /// A row that is answered already: nobody holds what it names.
    pub nobody: bool,
}

/// The rows of a request, or why it cannot be asked.
pub fn of(book: &Book, ask: &Ask, undone: &[Answer]) -> Result<Vec<Row>, Status> {
    let mut rows = Vec::new();
    for item in &ask.items {
        check(book, item)?;
        match item.op {
            Verb::Swap => swap(book, item, &mut rows),
            Verb::Sync => sync(book, item, ask.on, &mut rows),
            Verb::Undo => undo(item, undone, &mut rows),
            _ if item.everything => everything(book, item, ask.on, &mut rows),
            _ if item.all_holders => all_holders(book, item, ask.on, &mut rows),
            _ if item.seat.is_some() && targets(book, item).is_empty() => seat(book, item, ask.on, &mut rows),
            _ => plain(book, item, &mut rows),
        }
    }
    for at in 0..rows.len() {
        let together = |other: &Row| rows[at].swaps.is_some() && rows[at].unit == other.unit;
        let same_target = |other: &Row| ask.unit == Unit::User && other.target == rows[at].target;
        if let Some(first) = rows[..at].iter().position(|other| together(other) || same_target(other)) {
            rows[at].unit = rows[first].unit;
        }
    }
    Ok(rows)
}

fn check(book: &Book, item: &Item) -> Result<(), Status> {
    for product in item.products.iter().chain(&item.to) {
        book.product(product).ok_or(Status::UnknownProduct)?;
    }
    for pool in &item.pools {
        let pool = book.pools.iter().find(|own| own.terms.id == *pool).ok_or(Status::UnknownPool)?;
        let most = pool.terms.quantity.map_or(usize::MAX, |_| pool.size());
        if item.seat.is_some_and(|seat| seat == 0 || seat as usize > most) {
            return Err(Status::InvalidArgument);
        }
    }
    for group in item.group.iter().chain(item.holder_groups.iter().flatten()) {
        book.group(group).ok_or(Status::UnknownGroup)?;
    }
    let known = |id: &String| book.orgs.iter().any(|org| org.id == *id);
    if item.holder_orgs.iter().flatten().any(|org| !known(org)) {
        return Err(Status::UnknownOrg);
    }
    Ok(())
}

/// Everybody whom an item names, with whether he is a stranger to its group.
fn targets(book: &Book, item: &Item) -> Vec<(Holder, bool)> {
    let list = |kind: Kind, ids: &Option<Vec<String>>| -> Vec<(Holder, bool)> {
        ids.iter().flatten().map(|id| (Holder { kind, id: id.clone() }, false)).collect()
    };
    let members = item.group.as_deref().map_or(Vec::new(), |id| book.group(id).unwrap().members.clone());
    let chosen = item.group.as_ref().map(|_| item.members.as_ref().unwrap_or(&members));
    let of_group = chosen.into_iter().flatten().map(|id| (Holder::user(id), !members.contains(id)));
    [
        list(Kind::User, &item.users),
        list(Kind::Group, &item.holder_groups),
        list(Kind::Org, &item.holder_orgs),
    ]
    .into_iter()
    .flatten()
    .chain(of_group)
    .collect()
}

/// What seats of an item come through.
fn source(item: &Item) -> String {
    item.group.as_ref().map_or("direct".into(), |group| format!("group:{group}"))
}

fn row(op: Verb, item: &Item, target: &Holder, product: &str, unit: usize) -> Row {
    Row {
        op,
        target: target.clone(),
        product: product.to_owned(),
        source: source(item),
        all_sources: item.all_sources,
        stranger: false,
        unit,
        item: item.clone(),
        swaps: None,
        undoes: None,
        nobody: false,
    }
}

fn plain(book: &Book, item: &Item, rows: &mut Vec<Row>) {
    for (target, stranger) in targets(book, item) {
        for product in &item.products {
            rows.push(Row { stranger, ..row(item.op, item, &target, product, rows.len()) });
        }
    }
}

fn swap(book: &Book, item: &Item, rows: &mut Vec<Row>) {
    for (target, stranger) in targets(book, item) {
        let unit = rows.len();
        rows.push(Row { stranger, ..row(Verb::Revoke, item, &target, &item.products[0], unit) });
        let to = row(Verb::Assign, item, &target, item.to.as_ref().unwrap(), unit);
        rows.push(Row { stranger, swaps: Some(unit), ..to });
    }
}

fn sync(book: &Book, item: &Item, day: Day, rows: &mut Vec<Row>) {
    let wanted = targets(book, item);
    let product = &item.products[0];
    for (target, stranger) in &wanted {
        rows.push(Row { stranger: *stranger, ..row(Verb::Assign, item, target, product, rows.len()) });
    }
    let kind = match (&item.holder_groups, &item.holder_orgs) {
        (Some(_), _) => Kind::Group,
        (_, Some(_)) => Kind::Org,
        _ => Kind::User,
    };
    for place in book.held_places(product, day) {
        let seat = book.seat(place);
        let holder = seat.holder.clone().unwrap();
        let is_wanted = wanted.iter().any(|(target, stranger)| *target == holder && !stranger);
        let counts = !item.keep_others || seat.sources.contains(&source(item));
        if holder.kind == kind && !is_wanted && counts {
            let revoke = row(Verb::Revoke, item, &holder, product, rows.len());
            rows.push(Row { all_sources: !item.keep_others, ..revoke });
        }
    }
}

/// Every row of an operation that changed something; the two of a swap stand and fall together here too.
fn undo(item: &Item, undone: &[Answer], rows: &mut Vec<Row>) {
    let mut swap = None;
    for answer in undone {
        let undoes = answer.did.last().filter(|(_, before, after)| before != after);
        if let Some(undoes) = undoes {
            let same = answer.swap.is_some() && answer.swap == swap;
            let unit = if same { rows.len() - 1 } else { rows.len() };
            swap = answer.swap;
            let row = row(Verb::Undo, item, &answer.target, &answer.product, unit);
            rows.push(Row { undoes: Some(undoes.clone()), ..row });
        }
    }
}

/// Users with everything that they have; of a group's members what came through it. Whoever has nothing has a row too.
fn everything(book: &Book, item: &Item, day: Day, rows: &mut Vec<Row>) {
    for (target, _) in targets(book, item) {
        let mut products = Vec::new();
        for product in &book.products {
            let Some(place) = book.held(&target, &product.id, day) else { continue };
            let through =
                item.group.is_none() || item.all_sources || book.seat(place).sources.contains(&source(item));
            if through {
                products.push(product.id.clone());
            }
        }
        if products.is_empty() {
            products.push(String::new());
        }
        for product in products {
            let all_sources = item.all_sources || item.group.is_none();
            rows.push(Row { all_sources, ..row(Verb::Revoke, item, &target, &product, rows.len()) });
        }
    }
}

fn all_holders(book: &Book, item: &Item, day: Day, rows: &mut Vec<Row>) {
    let product = &item.products[0];
    for place in book.held_places(product, day) {
        if item.pools.is_empty() || item.pools.contains(&book.pools[place.0].terms.id) {
            let holder = book.seat(place).holder.clone().unwrap();
            rows.push(Row { all_sources: true, ..row(item.op, item, &holder, product, rows.len()) });
        }
    }
}

/// Whoever holds a certain seat.
fn seat(book: &Book, item: &Item, day: Day, rows: &mut Vec<Row>) {
    let pool = book.pools.iter().position(|pool| pool.terms.id == item.pools[0]).unwrap();
    let place = (pool, item.seat.unwrap() as usize - 1);
    let held = book.seen(place, day).state.is_held();
    let holder = book.seat(place).holder.clone().filter(|_| held);
    let product = &book.pools[pool].terms.product;
    let kind = match book.pools[pool].terms.kind {
        PoolKind::Group => Kind::Group,
        PoolKind::School | PoolKind::Tenant => Kind::Org,
        _ => Kind::User,
    };
    let target = holder.clone().unwrap_or(Holder { kind, id: String::new() });
    rows.push(Row {
        all_sources: true,
        nobody: holder.is_none(),
        ..row(item.op, item, &target, product, rows.len())
    });
}
