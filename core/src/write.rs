//! Writing down what was decided: the only code that changes a book.

pub(crate) mod activation;
pub(crate) mod advance;
pub(crate) mod load;
pub(crate) mod merge;
pub(crate) mod plan;
pub(crate) mod remove;
mod seats;
pub(crate) mod waiting;
pub(crate) mod who_holds;
