//! What is too much. Every limit is checked before memory is taken for it; exceeding one changes nothing.

/// Longest id of an org, user, group, product, pool or plan, in bytes.
pub const ID_BYTES: usize = 255;
/// Longest text that a request may name as a target, in bytes; longer than an id so that a wrong one can be reported.
pub const TARGET_BYTES: usize = 4096;
/// Longest name, licence code or other single-line text, in bytes.
pub const TEXT_BYTES: usize = 4096;
/// Longest reason, in bytes.
pub const REASON_BYTES: usize = 1024;
/// Longest request id, in bytes.
pub const REQUEST_ID_BYTES: usize = 64;
/// Most rows of one request.
pub const ROWS: usize = 10_000_000;
/// Longest JSON text, in bytes.
pub const JSON_BYTES: usize = 256 << 20;
/// Most seats of one pool.
pub const SEATS: u32 = u32::MAX - 1;
/// Most different role words in one book.
pub const ROLES: usize = 64;
/// Most orgs above an org.
pub const ORG_DEPTH: usize = 32;
/// Most rows of one page of a list.
pub const PAGE: usize = 10_000;
/// Most plans, and most products, that one exclusion or prerequisite names.
pub const RULE_MEMBERS: usize = 10_000;
/// Most exclusions and prerequisites of one book.
pub const RULES: usize = 10_000;
/// Longest licence file, in bytes.
pub const LICENCE_BYTES: usize = 64 << 10;
/// Most licence keys that a book is opened with.
pub const LICENCE_KEYS: usize = 8;
/// Most operations of the journal that are looked through to find who got his seat last.
pub const LOOK_BACK: u64 = 10_000;
/// Longest line of a roster's file, in bytes: a file without line ends must not fill the memory.
pub const ROSTER_LINE_BYTES: usize = 1 << 20;
/// Longest file of a roster, in bytes, unpacked: a small archive must not be read for ever.
pub const ROSTER_FILE_BYTES: u64 = 16 << 30;
/// Most files of an archive that a roster comes in.
pub const ROSTER_FILES: usize = 10_000;
/// Most notices about a roster that are kept; the others are counted.
pub const NOTICES: usize = 100_000;
