//! Faults that tests put into the shipping code path.

use std::fmt;
use std::io;

/// What is about to be done to the file or its directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Asking for the length.
    Length,
    /// Reading a piece.
    Read,
    /// Writing a piece.
    Write,
    /// Growing or shrinking.
    Resize,
    /// Waiting until what was written is on the disk.
    Sync,
    /// Taking a lock.
    Lock,
    /// Giving a new book its name.
    Link,
    /// Waiting until the directory with a new book is on the disk.
    SyncDirectory,
}

/// What becomes of an operation.
#[derive(Debug)]
pub enum Injection {
    /// It is done as asked.
    Pass,
    /// It fails and nothing is done.
    Fail(io::Error),
    /// The first half of a write is done, then it fails.
    Torn(io::Error),
}

/// Decides about each operation. May panic, to stand for a bug in the storage engine.
pub trait Fault: Send + Sync + fmt::Debug {
    /// Called before each operation, also before each retry of an interrupted one.
    fn before(&self, operation: Operation) -> Injection;
}
