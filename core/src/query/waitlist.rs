//! Who waits for a seat, in the order in which seats are given.

use super::page::{Best, Page, PageRequest, Window, key};
use super::sources::Sources;
use crate::error::Result;
use crate::layout::users::Profiles;
use crate::layout::waiting::{self, Place, Wish};
use crate::report::Source;
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;
use serde::Serialize;
use std::ops::ControlFlow;

/// Somebody who waits for a seat of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// His place in the product's queue, from 1.
    pub position: u64,
    /// Whether it is a user, a group or an org that waits.
    pub kind: HolderKind,
    /// Who waits: the user, group or org.
    pub target: String,
    /// The product.
    pub product: String,
    /// All that the seat is to come through.
    pub sources: Vec<Source>,
    /// The higher, the earlier he is served.
    pub priority: i32,
    /// The day on which he began to wait.
    pub since: Day,
    /// The operation that put him where he is.
    pub operation: u64,
}

/// A wish with its position.
type Found = (u64, Place, Wish);

/// One page of those who wait: for a product, or for all of them by product id; only one user, if he is named.
pub(crate) fn page(
    view: View<'_>,
    product: Option<&str>,
    user: Option<&str>,
    request: &PageRequest,
) -> Result<Page<Waiting>> {
    let window = Window::read(request)?;
    let product = product.map(|id| view.product(id)).transpose()?;
    let found = match user {
        Some(id) => of_user(view, &window, view.user(id)?.number, product)?,
        None => of_products(view, &window, product)?,
    };
    let (mut sources, mut profiles) = (Sources::default(), Profiles::default());
    found.map(|rows| {
        let row = |(position, place, wish): Found| {
            Ok(Waiting {
                position,
                kind: wish.kind,
                target: match wish.kind {
                    HolderKind::User => profiles.get(view.reader, wish.holder)?.id,
                    HolderKind::Group => view.group_record(wish.holder)?.id,
                    HolderKind::Org => view.org_record(wish.holder)?.org.id,
                },
                product: view.product_record(place.product)?.product.id,
                sources: sources.words(view, &wish.sources)?,
                priority: place.priority,
                since: wish.since,
                operation: place.operation,
            })
        };
        rows.into_iter().map(row).collect()
    })
}

/// By product id, then by place.
fn sort_key(product: &str, place: &Place) -> Vec<u8> {
    [key(&[product, ""]), place.key()].concat()
}

fn of_products(view: View<'_>, window: &Window, product: Option<u32>) -> Result<Page<Found>> {
    let counts = waiting::all_counts(view.reader)?;
    let mut products: Vec<(String, u32)> = Vec::new();
    let mut total = 0;
    for ((number, _), count) in
        counts.iter().filter(|((number, _), _)| product.is_none_or(|own| own == *number))
    {
        total += count;
        if products.last().is_none_or(|(_, last)| last != number) {
            products.push((view.product_record(*number)?.product.id, *number));
        }
    }
    products.sort_unstable();
    let mut best = Best::new(window);
    for (id, number) in products {
        let mut position = 0;
        waiting::each(view.reader, number, None, |place, wish| {
            position += 1;
            let key = sort_key(&id, &place);
            let further = !window.admits(&key) || best.offer(&key, || (position, place, wish));
            // Towards the end nothing better comes.
            let done = !further && !window.backwards;
            Ok(if done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
    }
    Ok(best.page(total))
}

fn of_user(view: View<'_>, window: &Window, user: u32, product: Option<u32>) -> Result<Page<Found>> {
    let mut all = Vec::new();
    for own in waiting::places_of(view.reader, HolderKind::User, user)? {
        if product.is_some_and(|product| product != own.product) {
            continue;
        }
        let id = view.product_record(own.product)?.product.id;
        let (mut position, mut found) = (0, None);
        waiting::each(view.reader, own.product, None, |place, wish| {
            position += 1;
            if place != own {
                return Ok(ControlFlow::Continue(()));
            }
            found = Some(wish);
            Ok(ControlFlow::Break(()))
        })?;
        all.extend(found.map(|wish| (sort_key(&id, &own), (position, own, wish))));
    }
    all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    Ok(window.cut(all))
}
