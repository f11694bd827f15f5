//! What the store in a file does beyond the common promises: creation, locks, faults, forks, crashes, damage.
// The fork tests need the system call itself.
#![allow(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod damage;
mod faults;
mod files;
mod fork;
mod help;
mod kill;
mod locks;
