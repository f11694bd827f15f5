//! How a book lies in the tables of a store: keys, blocks and records. Written once, for every backend.
//!
//! Users, products, pools, orgs and groups are numbered in the order in which they come; everything that a bulk write touches is keyed by
//! these numbers, in blocks of 256, so that a million assignments are a few thousand puts in key order:
//!
//! | table | key | value |
//! |---|---|---|
//! | catalogue | `h` | header: format and version |
//! | | `c` | how many orgs, products, pools, groups, plans have been numbered |
//! | | `r` | role words; their position is their bit |
//! | | `o` `p` `s` `g` `e` + id | number of an org, product, pool (`s`), group, plan (`e`) |
//! | | `O` `P` `S` `G` `E` + number | its record as JSON |
//! | | `d` + letter + number | nothing: a group, pool or product that was removed |
//! | | `q` | exclusions and prerequisites as JSON |
//! | | `Q` | the same as numbers, with the plans of products that they name |
//! | | `t` | settings as JSON |
//! | | `a` + serial number | licensee as JSON: owner, org, the licence files that are active and that wait |
//! | | `A` + operation | licence file staged by that operation, as it came, and what became of it, as JSON |
//! | | `x` + product + org + pool | pools of a product, by org |
//! | | `y` + product + pool | kind of a pool of which others than its holders have access (`group`, `school`, `tenant`, `site`) |
//! | | `l` + folded licence code | pool |
//! | | `k` + pool + seat / 256 | keys of these seats |
//! | | `M` + group + chunk | its members' numbers, in order |
//! | users | `c` | how many users have been numbered |
//! | | `i` + lowest id | block of users by id: number, org, roles, country, enabled |
//! | | `n` + number / 64 | block of users by number: ends of ids, ids, names |
//! | | `a` + org + lowest sort key | block of an org's users by name: folded names, id, number, roles, enabled |
//! | | `A` + org | how many users of the org have which roles and are enabled |
//! | | `d` + id | numbers of users of this id who were removed |
//! | | `m` + user / 256 | block of memberships: the groups of these users |
//! | seats | `p` + pool | the pool's state: seats that have come into being, buckets with counts |
//! | | `s` + pool + seat / 256 | block of seats: holder and bucket |
//! | | `f` + pool + bucket + seat / 256 | bitmap of the free seats of a bucket |
//! | | `u` `g` `o` + holder / 256 + product | block of holdings of users, groups, orgs: pool, seat, sources, plans off |
//! | | `w` + product + priority + operation + row | a wish on the waiting list: who waits for what, through what |
//! | | `v` + kind + holder + product | where in the queue of the product he waits |
//! | | `W` + product + priority | how many wait |
//! | journal | `o` + operation + part | record of an operation: part 0 its hash, what lists show, its header; then its columns |
//! | | `r` + request id | operation and hash of the body |
//! | | `u` + user / 4096 + operation | which of these users the operation names |
//!
//! Numbers in keys are big-endian, so that key order is number order. Every decoder is total: damage is an error, not a panic.

pub(crate) mod brief;
pub(crate) mod catalogue;
pub(crate) mod codec;
pub(crate) mod history;
pub(crate) mod holdings;
pub(crate) mod journal;
pub(crate) mod keys;
pub(crate) mod licences;
pub(crate) mod memberships;
pub(crate) mod names;
pub(crate) mod rules;
pub(crate) mod seat_keys;
pub(crate) mod seats;
pub(crate) mod user_block;
pub(crate) mod users;
pub(crate) mod waiting;
