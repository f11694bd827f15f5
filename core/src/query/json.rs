//! Questions and answers as JSON.

use super::{GroupFilter, Head, HolderFilter, JournalFilter, OrgFilter, PageRequest, PoolFilter, UserFilter};
use crate::book::Book;
use crate::error::{Error, Result, Status};
use crate::ids::IdList;
use crate::request::SeatChoice;
use crate::request::json::parse;
use crate::seat::{HolderKind, SeatState};
use crate::term::Day;
use serde::{Deserialize, Serialize};

/// A question as JSON, format `seatbook.query/1`; the answer is JSON too.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "query", rename_all = "snake_case", deny_unknown_fields)]
pub enum Query {
    /// Counts of one product, or of every product.
    Counts {
        /// The product; absent is every product that has pools.
        product: Option<String>,
        /// Only pools of this org and those below it.
        org: Option<String>,
        /// The day.
        on: Day,
    },
    /// Counts of a product for every org directly below one.
    CountsByOrg {
        /// The product.
        product: String,
        /// The org above them; absent is every org below no other.
        org: Option<String>,
        /// The day.
        on: Day,
    },
    /// A product's seats pool by pool: kind, state, number, end date, roles.
    Breakdown {
        /// The product.
        product: String,
        /// Only pools of this org and those below it.
        org: Option<String>,
        /// The day.
        on: Day,
    },
    /// Which of some users have which products.
    Coverage {
        /// The users.
        users: IdList,
        /// The products; none is every product that has pools.
        #[serde(default)]
        products: Vec<String>,
        /// The day.
        on: Day,
    },
    /// Who holds seats of a product or pool, by pool and seat.
    Holders {
        /// The product.
        product: Option<String>,
        /// Or one pool.
        pool: Option<String>,
        /// Only holders of this kind: `user`, `group` or `org`.
        kind: Option<HolderKind>,
        /// Only seats in this state: `assigned` or `started`.
        state: Option<SeatState>,
        /// Only users with this role.
        role: Option<String>,
        /// Only users (groups, orgs) of this org and those below it.
        org: Option<String>,
        /// The day.
        on: Day,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// Users, by family name, given name and id.
    Users {
        /// Words that must stand in the names or the id.
        #[serde(default)]
        text: String,
        /// Only users of this org and those below it.
        org: Option<String>,
        /// Only users with this role.
        role: Option<String>,
        /// Only accounts that are in use, or only those that are not.
        enabled: Option<bool>,
        /// Only members of this group.
        group: Option<String>,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// Orgs, by name and id.
    Orgs {
        /// Words that must stand in the name or the id.
        #[serde(default)]
        text: String,
        /// Only orgs directly below this one.
        parent: Option<String>,
        /// Only this org and those below it.
        org: Option<String>,
        /// Only orgs below no other.
        #[serde(default)]
        top: bool,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// Groups, by name and id.
    Groups {
        /// Words that must stand in the name or the id.
        #[serde(default)]
        text: String,
        /// Only groups of this org and those below it.
        org: Option<String>,
        /// Only groups that this user is a member of.
        user: Option<String>,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// Products, by name and id.
    Products {
        /// Words that must stand in id, name, provider, plans or metadata.
        #[serde(default)]
        text: String,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// Pools with their terms and counts, by product and id.
    Pools {
        /// Only pools of this product.
        product: Option<String>,
        /// Only pools of this org and those below it.
        org: Option<String>,
        /// The day.
        on: Day,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// Whether a user may use a product, and which of its plans.
    Entitled {
        /// The user.
        user: String,
        /// The product.
        product: String,
        /// The day.
        on: Day,
    },
    /// Why a user would get a seat of a product or not.
    Explain {
        /// The user.
        user: String,
        /// The product.
        product: String,
        /// The day.
        on: Day,
        /// Which seats may be taken.
        #[serde(default)]
        seat_choice: SeatChoice,
    },
    /// What happens by itself between two days.
    Timeline {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
        /// Only this product.
        product: Option<String>,
        /// Only pools of this org and those below it.
        org: Option<String>,
    },
    /// What a user, a group or an org has.
    Licences {
        /// The user.
        user: Option<String>,
        /// Or the group itself.
        group: Option<String>,
        /// Or the org itself.
        org: Option<String>,
        /// The day.
        on: Day,
    },
    /// New and reusable seats of a product.
    Supply {
        /// The product.
        product: String,
        /// Only pools that users of this org may use.
        org: Option<String>,
        /// The day.
        on: Day,
    },
    /// Operations, newest first.
    Journal {
        /// Only operations that name this user.
        user: Option<String>,
        /// Only operations by this actor.
        actor: Option<String>,
        /// Only operations of this kind.
        kind: Option<String>,
        /// Only operations on this day or later.
        from: Option<Day>,
        /// Only operations on this day or earlier.
        to: Option<Day>,
        /// Only operations that changed seats of this pool.
        pool: Option<String>,
        /// Only operations that name this seat of the pool.
        seat: Option<u32>,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// Who waits for seats, by product and place.
    Waitlist {
        /// Only those who wait for this product.
        product: Option<String>,
        /// Only what this user waits for.
        user: Option<String>,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// Licence files that wait.
    Pending {},
    /// Every licence file that was ever staged, newest first.
    Activations {
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// A licence file that was staged.
    Activation {
        /// Its number.
        activation: u64,
    },
    /// The lines that a licence file changes, or changed.
    ActivationDiff {
        /// Its number.
        activation: u64,
        /// The day.
        on: Day,
    },
    /// Who holds seats of a line of a licence file that waits, suggested ones first.
    Reduction {
        /// Its number.
        activation: u64,
        /// The line.
        line: String,
        /// The day.
        on: Day,
        /// Where to go on; `last` is the last page.
        cursor: Option<String>,
        /// Most rows; 0 is 100.
        #[serde(default)]
        limit: usize,
    },
    /// The report of an operation.
    Report {
        /// Its number.
        operation: u64,
    },
    /// The end of the journal's chain.
    Head {},
    /// Recounts everything and walks the chain.
    Verify {
        /// A head kept from earlier, which the book must descend from.
        since: Option<Head>,
    },
}

impl Query {
    /// Reads a question.
    pub fn from_json(json: &str) -> Result<Self> {
        parse(json, "query")
    }
}

/// Answers a question as JSON.
pub(crate) fn answer(book: &Book, query: &Query) -> Result<String> {
    match query {
        Query::Counts { product: Some(product), org, on } => {
            json(&book.counts(product, org.as_deref(), *on)?)
        }
        Query::Counts { product: None, org, on } => json(&book.counts_of_all(org.as_deref(), *on)?),
        Query::CountsByOrg { product, org, on } => json(&book.counts_by_org(product, org.as_deref(), *on)?),
        Query::Breakdown { product, org, on } => json(&book.breakdown(product, org.as_deref(), *on)?),
        Query::Coverage { users, products, on } => json(&book.coverage(users, products, *on)?),
        Query::Licences { user, group, org, on } => licences(book, [user, group, org], *on),
        Query::Entitled { user, product, on } => json(&book.entitled(user, product, *on)?),
        Query::Supply { product, org, on } => json(&book.supply(product, org.as_deref(), *on)?),
        Query::Explain { user, product, on, seat_choice } => {
            json(&book.explain(user, product, *on, *seat_choice)?)
        }
        Query::Timeline { from, to, product, org } => {
            json(&book.timeline(*from, *to, product.as_deref(), org.as_deref())?)
        }
        Query::Report { operation } => Ok(book.report(*operation)?.to_json()),
        Query::Pending {} => json(&book.pending()?),
        Query::Activation { activation } => json(&book.activation(*activation)?),
        Query::ActivationDiff { activation, on } => json(&book.activation_diff(*activation, *on)?),
        Query::Head {} => json(&book.head()?),
        Query::Verify { since } => json(&book.verify(since.as_ref())?),
        Query::Holders { .. }
        | Query::Users { .. }
        | Query::Orgs { .. }
        | Query::Groups { .. }
        | Query::Products { .. }
        | Query::Pools { .. }
        | Query::Waitlist { .. }
        | Query::Activations { .. }
        | Query::Reduction { .. }
        | Query::Journal { .. } => list(book, query.clone()),
    }
}

/// Answers a question about a page of a list.
fn list(book: &Book, query: Query) -> Result<String> {
    match query {
        Query::Holders { product, pool, kind, state, role, org, on, cursor, limit } => {
            let filter = HolderFilter { product, pool, kind, state, role, org };
            json(&book.holders_where(&filter, on, &PageRequest { cursor, limit })?)
        }
        Query::Users { text, org, role, enabled, group, cursor, limit } => {
            let filter = UserFilter { text, org, role, enabled, group };
            json(&book.users(&filter, &PageRequest { cursor, limit })?)
        }
        Query::Activations { cursor, limit } => json(&book.activations(&PageRequest { cursor, limit })?),
        Query::Reduction { activation, line, on, cursor, limit } => {
            json(&book.reduction(activation, &line, on, &PageRequest { cursor, limit })?)
        }
        Query::Orgs { text, parent, org, top, cursor, limit } => {
            json(&book.orgs(&OrgFilter { text, parent, org, top }, &PageRequest { cursor, limit })?)
        }
        Query::Groups { text, org, user, cursor, limit } => {
            json(&book.groups(&GroupFilter { text, org, user }, &PageRequest { cursor, limit })?)
        }
        Query::Products { text, cursor, limit } => {
            json(&book.products(&text, &PageRequest { cursor, limit })?)
        }
        Query::Pools { product, org, on, cursor, limit } => {
            json(&book.pools(&PoolFilter { product, org }, on, &PageRequest { cursor, limit })?)
        }
        Query::Journal { user, actor, kind, from, to, pool, seat, cursor, limit } => {
            let filter = JournalFilter { user, actor, kind, from, to, pool, seat };
            json(&book.journal_where(&filter, &PageRequest { cursor, limit })?)
        }
        Query::Waitlist { product, user, cursor, limit } => {
            let page = PageRequest { cursor, limit };
            json(&book.waitlist(product.as_deref(), user.as_deref(), &page)?)
        }
        _ => Err(Error::internal("the question is not about a list")),
    }
}

fn licences(book: &Book, who: [&Option<String>; 3], on: Day) -> Result<String> {
    match who.map(Option::as_deref) {
        [Some(user), None, None] => json(&book.licences(user, on)?),
        [None, Some(group), None] => json(&book.licences_of_group(group, on)?),
        [None, None, Some(org)] => json(&book.licences_of_org(org, on)?),
        _ => Err(Error::new(
            Status::InvalidArgument,
            "ask for the licences of exactly one of `user`, `group` and `org`",
        )),
    }
}

fn json<T: Serialize>(answer: &T) -> Result<String> {
    serde_json::to_string(answer).map_err(|error| Error::internal(error.to_string()))
}
