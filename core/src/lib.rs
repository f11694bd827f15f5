//! seatbook keeps the book of licence seats.
#![forbid(unsafe_code)]

pub mod error;
pub mod store;

pub use error::{Error, Result, Status};
