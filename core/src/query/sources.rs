//! Names of what seats came through, and of plans, each looked up once.

use crate::access::Through;
use crate::error::Result;
use crate::layout::catalogue::{self, OrgRecord, Sort};
use crate::report::Source;
use crate::view::View;
use std::collections::HashMap;

/// Names that many rows share.
#[derive(Default)]
pub(crate) struct Sources {
    known: HashMap<u32, Source>,
    plans: HashMap<u32, String>,
}

impl Sources {
    /// What a seat came through, as stored in its holding.
    pub(crate) fn words(&mut self, view: View<'_>, sources: &[u32]) -> Result<Vec<Source>> {
        let mut words = Vec::with_capacity(sources.len());
        for source in sources {
            let word = match (self.known.get(source), source.checked_sub(1)) {
                (Some(word), _) => word.clone(),
                (None, None) => Source::Direct,
                (None, Some(group)) => Source::Group(view.group_record(group)?.id),
            };
            self.known.entry(*source).or_insert_with(|| word.clone());
            words.push(word);
        }
        Ok(words)
    }

    /// Ids of plans.
    pub(crate) fn plans(&mut self, view: View<'_>, plans: &[u32]) -> Result<Vec<String>> {
        let mut words = Vec::with_capacity(plans.len());
        for plan in plans {
            let word = match self.plans.get(plan) {
                Some(word) => word.clone(),
                None => catalogue::record(view.reader, Sort::Plan, *plan)?,
            };
            self.plans.entry(*plan).or_insert_with(|| word.clone());
            words.push(word);
        }
        words.sort_unstable();
        Ok(words)
    }

    /// What access comes through.
    pub(crate) fn through(&mut self, view: View<'_>, through: Through) -> Result<Source> {
        Ok(match through {
            Through::Group(group) => match self.words(view, &[group + 1])?.pop() {
                Some(word) => word,
                None => Source::Direct,
            },
            Through::Org(org) => {
                Source::Org(catalogue::record::<OrgRecord>(view.reader, Sort::Org, org)?.org.id)
            }
            Through::Site(pool) => Source::Site(view.pool_record(pool)?.pool.id),
        })
    }
}
