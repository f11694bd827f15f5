//! What a book is asked. Every answer comes from one snapshot: a list and its totals agree, and what was just written is seen.

use super::{Book, decide};
use crate::error::{Error, Result};
use crate::ids::IdList;
use crate::layout::journal;
use crate::model::{Product, User};
use crate::query::{
    self, Breakdown, Counts, Coverage, Entitlement, Explanation, GroupFilter, GroupRow, Head, Holder,
    HolderFilter, JournalEntry, JournalFilter, Licence, OrgFilter, OrgRow, Page, PageRequest, PoolFilter,
    PoolRow, Query, Supply, TimelineRow, UserFilter, Verification, Waiting,
};
use crate::report::Report;
use crate::request::{Hooks, SeatChoice};
use crate::seat::HolderKind;
use crate::term::Day;
use crate::view::View;

impl Book {
    /// Answers from the book as it is now.
    pub(super) fn ask<T>(&self, question: impl Fn(View<'_>) -> Result<T>) -> Result<T> {
        let mut answer = None;
        self.store.look(&mut |reader| {
            answer = Some(question(View::new(reader))?);
            Ok(())
        })?;
        answer.ok_or_else(|| Error::internal("a question has no answer"))
    }

    /// The book's revision: the number of its last operation.
    pub fn revision(&self) -> Result<u64> {
        self.ask(|view| Ok(journal::tip(view.reader)?.operation))
    }

    /// Seats of a product on a day, in the pools of an org and all below it, or of all.
    pub fn counts(&self, product: &str, org: Option<&str>, on: Day) -> Result<Counts> {
        self.ask(|view| query::counts::of_product(view, product, org, on))
    }

    /// Counts of every product that has pools, by product id.
    pub fn counts_of_all(&self, org: Option<&str>, on: Day) -> Result<Vec<Counts>> {
        self.ask(|view| query::counts::of_all(view, org, on))
    }

    /// Counts of a product for every org directly below one (`None`: for every org below no other), by org id. Each counts the
    /// pools of its org and all below it.
    pub fn counts_by_org(&self, product: &str, org: Option<&str>, on: Day) -> Result<Vec<Counts>> {
        self.ask(|view| query::counts::of_children(view, product, org, on))
    }

    /// A product's seats pool by pool: kind, state, number, end date, roles.
    pub fn breakdown(&self, product: &str, org: Option<&str>, on: Day) -> Result<Breakdown> {
        self.ask(|view| query::breakdown::of(view, product, org, on))
    }

    /// What of a product can be handed out on a day to users of an org (`None`: in all pools).
    pub fn supply(&self, product: &str, org: Option<&str>, on: Day) -> Result<Supply> {
        self.ask(|view| query::counts::supply(view, product, org, on))
    }

    /// What happens by itself between two days, both included, by day and pool.
    pub fn timeline(
        &self,
        from: Day,
        to: Day,
        product: Option<&str>,
        org: Option<&str>,
    ) -> Result<Vec<TimelineRow>> {
        self.ask(|view| query::timeline::of(view, from, to, product, org))
    }

    /// Who holds seats of a product, by pool and seat.
    pub fn holders(&self, product: &str, on: Day, page: &PageRequest) -> Result<Page<Holder>> {
        let filter = HolderFilter { product: Some(product.to_owned()), ..HolderFilter::default() };
        self.holders_where(&filter, on, page)
    }

    /// Who holds seats of a pool, by seat.
    pub fn holders_of_pool(&self, pool: &str, on: Day, page: &PageRequest) -> Result<Page<Holder>> {
        let filter = HolderFilter { pool: Some(pool.to_owned()), ..HolderFilter::default() };
        self.holders_where(&filter, on, page)
    }

    /// Some of those who hold seats of a product or pool, by pool and seat.
    pub fn holders_where(&self, filter: &HolderFilter, on: Day, page: &PageRequest) -> Result<Page<Holder>> {
        self.ask(|view| query::holders::page(view, filter, on, page))
    }

    /// What a user has on a day, by product id: seats of his own, and what he derives from his groups, orgs and sites.
    pub fn licences(&self, user: &str, on: Day) -> Result<Vec<Licence>> {
        self.ask(|view| query::licences::of(view, HolderKind::User, user, on))
    }

    /// What a group itself has on a day, by product id.
    pub fn licences_of_group(&self, group: &str, on: Day) -> Result<Vec<Licence>> {
        self.ask(|view| query::licences::of(view, HolderKind::Group, group, on))
    }

    /// What an org itself has on a day, by product id.
    pub fn licences_of_org(&self, org: &str, on: Day) -> Result<Vec<Licence>> {
        self.ask(|view| query::licences::of(view, HolderKind::Org, org, on))
    }

    /// Whether a user may use a product on a day, and which of its plans.
    pub fn entitled(&self, user: &str, product: &str, on: Day) -> Result<Entitlement> {
        self.ask(|view| query::entitled::of(view, user, product, on))
    }

    /// Why a user would get a seat of a product on a day or not: every rule, and the verdict of a dry run.
    pub fn explain(&self, user: &str, product: &str, on: Day, choice: SeatChoice) -> Result<Explanation> {
        self.ask(|view| {
            query::explain::of(view, (user, product), on, choice, &mut |request, options| {
                decide::dry_run(view.reader, request, options, &mut Hooks::default())
            })
        })
    }

    /// Which of some users have which products on a day; of all products that have pools, if none is named.
    pub fn coverage(&self, users: &IdList, products: &[String], on: Day) -> Result<Coverage> {
        self.ask(|view| query::coverage::of(view, users, products, on))
    }

    /// Users, by family name, given name and id.
    pub fn users(&self, filter: &UserFilter, page: &PageRequest) -> Result<Page<User>> {
        self.ask(|view| query::users::page(view, filter, page))
    }

    /// Orgs, by name and id.
    pub fn orgs(&self, filter: &OrgFilter, page: &PageRequest) -> Result<Page<OrgRow>> {
        self.ask(|view| query::lists::orgs(view, filter, page))
    }

    /// Groups, by name and id.
    pub fn groups(&self, filter: &GroupFilter, page: &PageRequest) -> Result<Page<GroupRow>> {
        self.ask(|view| query::lists::groups(view, filter, page))
    }

    /// Products in whose id, name, provider, plans or metadata every word of a text stands, by name and id. An empty text is
    /// every product.
    pub fn products(&self, text: &str, page: &PageRequest) -> Result<Page<Product>> {
        self.ask(|view| query::lists::products(view, text, page))
    }

    /// Pools with their terms and counts, by product and id.
    pub fn pools(&self, filter: &PoolFilter, on: Day, page: &PageRequest) -> Result<Page<PoolRow>> {
        self.ask(|view| query::lists::pools(view, filter, on, page))
    }

    /// Operations, newest first; only those that name a user, if one is given.
    pub fn journal(&self, user: Option<&str>, page: &PageRequest) -> Result<Page<JournalEntry>> {
        let filter = JournalFilter { user: user.map(str::to_owned), ..JournalFilter::default() };
        self.journal_where(&filter, page)
    }

    /// Who waits for seats, by product id and place in the product's queue: for all products or one, everybody or one user.
    pub fn waitlist(
        &self,
        product: Option<&str>,
        user: Option<&str>,
        page: &PageRequest,
    ) -> Result<Page<Waiting>> {
        self.ask(|view| query::waitlist::page(view, product, user, page))
    }

    /// Some operations, newest first.
    pub fn journal_where(&self, filter: &JournalFilter, page: &PageRequest) -> Result<Page<JournalEntry>> {
        self.ask(|view| query::history::page(view, filter, page))
    }

    /// The stored report of an operation on rows.
    pub fn report(&self, operation: u64) -> Result<Report> {
        self.ask(|view| query::history::report(view.reader, operation))
    }

    /// The end of the journal's chain.
    pub fn head(&self) -> Result<Head> {
        self.ask(|view| Ok(query::history::head(&journal::tip(view.reader)?)))
    }

    /// Recounts everything from the seats and walks the journal's chain; with an earlier head, fails with
    /// [`crate::Status::RolledBack`] if the book does not descend from it.
    pub fn verify(&self, since: Option<&Head>) -> Result<Verification> {
        self.ask(|view| crate::verify::verify(view.reader, since, &self.licence_keys))
    }

    /// Answers a question as JSON.
    pub fn query(&self, query: &Query) -> Result<String> {
        query::answer(self, query)
    }
}
