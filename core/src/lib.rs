//! seatbook keeps the book of licence seats: who bought how many seats of what, who holds one, since when, until when,
//! and what happened.
#![forbid(unsafe_code)]

mod access;
pub mod activation;
pub mod advance;
pub mod book;
pub mod error;
mod held;
pub mod ids;
mod layout;
pub mod licence_file;
pub mod limits;
pub mod load;
mod maps;
pub mod model;
pub mod outcome;
mod plan;
#[cfg(feature = "plant")]
#[doc(hidden)]
pub mod plant;
#[cfg(not(feature = "plant"))]
mod plant;
pub mod query;
pub mod removal;
pub mod report;
pub mod request;
pub mod roster;
mod rules;
pub mod seat;
pub mod store;
pub mod term;
mod text;
mod verify;
mod view;
mod write;

pub use activation::{Activation, ActivationReport, ActivationState, LicenceAction, LineRemoval};
pub use advance::AdvanceReport;
pub use book::{Book, OpenOptions, RosterReport};
pub use error::{Detail, Error, Result, Status};
pub use ids::IdList;
pub use load::{Leavers, Load, LoadReport};
pub use outcome::{Class, Outcome};
pub use removal::{Removal, RemovalReport};
pub use report::{Report, Row};
pub use request::{Actor, Hooks, Item, Mode, Op, Options, Request, SeatChoice, Unit, Who};
pub use roster::{Roster, RosterOptions};
pub use seat::HolderKind;
pub use term::{Day, Length};

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
