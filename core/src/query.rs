//! The questions a book answers. Every answer comes from one snapshot and sees what was just written.

mod answers;
pub(crate) mod breakdown;
pub(crate) mod counts;
pub(crate) mod coverage;
pub(crate) mod entitled;
pub(crate) mod explain;
mod explain_words;
pub(crate) mod history;
pub(crate) mod holders;
mod json;
pub(crate) mod licences;
pub(crate) mod lists;
mod page;
mod sources;
pub(crate) mod timeline;
pub(crate) mod users;
pub(crate) mod waitlist;

pub use answers::{Counts, Head, Holder, JournalEntry, Licence, Reusable, Supply, Verification};
pub use breakdown::{Breakdown, PoolBreakdown, SeatRow};
pub use coverage::{Coverage, Covered, ProductCoverage};
pub use entitled::Entitlement;
pub use explain::{Explanation, RuleTest};
pub use history::JournalFilter;
pub use holders::HolderFilter;
pub use json::Query;
pub(crate) use json::answer;
pub use lists::{GroupFilter, GroupRow, OrgFilter, OrgRow, PoolFilter, PoolRow};
pub(crate) use page::Window;
pub use page::{Page, PageRequest};
pub use timeline::{Event, TimelineRow};
pub use users::UserFilter;
pub use waitlist::Waiting;
