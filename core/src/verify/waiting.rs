//! Checking the waiting list: queue, index and counters say the same, and nobody waits in vain.

use super::Checking;
use crate::error::Result;
use crate::held::HeldSeats;
use crate::layout::catalogue::{self, GroupRecord, OrgRecord, PoolRecord, ProductRecord, Sort};
use crate::layout::users::Profiles;
use crate::layout::waiting::{self, Place, Wish};
use crate::seat::HolderKind;
use crate::view::View;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

impl Checking<'_> {
    pub(super) fn waiting(&mut self) -> Result<()> {
        let (mut counts, mut problems, mut wishes) = (BTreeMap::new(), Vec::new(), 0_u64);
        let walked = waiting::every(self.reader, |place, wish| {
            *counts.entry((place.product, place.priority)).or_insert(0_u64) += 1;
            wishes += 1;
            if waiting::place_of(self.reader, wish.kind, wish.holder, place.product)? != Some(place) {
                problems.push(format!("waiting list: {} is not in the index", words(&place, &wish)));
            }
            let checked = self.wish(&place, &wish);
            match checked {
                Ok(None) => {}
                Ok(Some(problem)) => problems.push(problem),
                Err(error) if error.status() == crate::Status::Corrupt => {
                    problems.push(format!("waiting list: {}: {}", words(&place, &wish), error.message()));
                }
                Err(error) => return Err(error),
            }
            Ok(ControlFlow::Continue(()))
        });
        self.note("waiting list", walked)?;
        let mut indexed = 0_u64;
        let walked = waiting::every_index(self.reader, |_, _, _| {
            indexed += 1;
            Ok(())
        });
        self.note("waiting list", walked)?;
        if indexed != wishes {
            problems.push(format!("waiting list: {wishes} wishes are there, but {indexed} in the index"));
        }
        let stored = waiting::all_counts(self.reader);
        if self.note("waiting list", stored)?.is_some_and(|stored| stored != counts) {
            problems.push("waiting list: its counters differ from its wishes".into());
        }
        for problem in problems {
            self.problem(problem);
        }
        Ok(())
    }

    /// What is wrong with a wish. Fails if it names something that is not in the book.
    fn wish(&self, place: &Place, wish: &Wish) -> Result<Option<String>> {
        let view = View::new(self.reader);
        let _: ProductRecord = catalogue::record(self.reader, Sort::Product, place.product)?;
        match wish.kind {
            HolderKind::User => {
                let id = Profiles::default().get(self.reader, wish.holder)?.id;
                let number = view.user(&id).ok().map(|found| found.number);
                if number != Some(wish.holder) {
                    return Ok(Some(format!("waiting list: `{id}` waits, but was removed")));
                }
            }
            HolderKind::Group => {
                let _: GroupRecord = catalogue::record(self.reader, Sort::Group, wish.holder)?;
            }
            HolderKind::Org => {
                let _: OrgRecord = catalogue::record(self.reader, Sort::Org, wish.holder)?;
            }
        }
        for group in wish.sources.iter().filter_map(|source| source.checked_sub(1)) {
            let _: GroupRecord = catalogue::record(self.reader, Sort::Group, group)?;
        }
        for pool in &wish.pools {
            let _: PoolRecord = catalogue::record(self.reader, Sort::Pool, *pool)?;
        }
        let held = HeldSeats::new(view, wish.since).get(wish.kind, wish.holder, place.product)?;
        Ok(held.map(|_| format!("waiting list: {} has a seat of the product", words(place, wish))))
    }
}

fn words(place: &Place, wish: &Wish) -> String {
    format!("{} number {} for product number {}", wish.kind.word(), wish.holder, place.product)
}
