//! Writing down what was decided: the only code that changes a book.

pub(crate) mod activation;
pub(crate) mod load;
pub(crate) mod plan;
mod seats;
