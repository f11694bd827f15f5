//! A book that redb has open, from its opening to its end.

use super::StoreOptions;
use super::backend::Guard;
use super::failure::{Aftermath, Attempt, Failure, guarded};
use super::place::{self, Place};
use crate::error::{Error, Result, Status};
use redb::{
    ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase, ReadTransaction, ReadableDatabase,
    TableDefinition, TableError, TransactionError, WriteTransaction,
};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Of redb's own default of a GiB a book needs little.
const DEFAULT_CACHE_BYTES: usize = 16 << 20;
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// How a table is kept: bytes to bytes. redb's own types panic on bytes that they did not write.
pub(super) type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// The definition of a table in the file.
pub(super) const fn definition(table: crate::store::Table) -> Definition {
    TableDefinition::new(table.name())
}

enum Engine {
    Writable(Database),
    ReadOnly(ReadOnlyDatabase),
}

/// An open book. It is never dropped by itself, only by `end`: after a panic or in a forked child redb must not run,
/// and its destructors are part of it.
pub(super) struct Session {
    engine: ManuallyDrop<Engine>,
    pub(super) guard: Arc<Guard>,
    pub(super) place: Place,
}

/// Whether the checksums are to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    Checksums,
    Nothing,
}

impl Session {
    /// Opens the book at a path; waits for another process that has it open for writing.
    pub(super) fn open(
        path: &Path,
        options: &StoreOptions,
        check: Check,
        expected: Option<Place>,
    ) -> Result<Self> {
        let deadline = Instant::now().checked_add(options.busy_timeout);
        let mut pause = FIRST_PAUSE;
        loop {
            match Self::try_open(path, options, check, expected) {
                Err(error) if error.status() == Status::Busy => {
                    let left = match deadline {
                        None => LONGEST_PAUSE,
                        Some(deadline) => deadline.saturating_duration_since(Instant::now()),
                    };
                    if left.is_zero() {
                        return Err(error);
                    }
                    thread::sleep(pause.min(left));
                    pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
                }
                done => return done,
            }
        }
    }

    fn try_open(path: &Path, options: &StoreOptions, check: Check, expected: Option<Place>) -> Result<Self> {
        if let Some(expected) = expected {
            expected.check(path)?;
        }
        let (file, place) = place::open_file(path, options.read_only)?;
        if let Some(expected) = expected {
            forget_cached_pages(&file);
            if expected != place {
                // Replaced between the two looks; the first look of the next try says it better.
                return Err(Error::new(Status::Busy, format!("`{}` is being replaced", path.display())));
            }
        }
        let (guard, backend) = Guard::new(file, false, options.faults.clone())
            .map_err(|error| explain_open(path, error).error)?;
        let mut builder = builder(options);
        builder.set_check_integrity_on_open(check == Check::Checksums);
        let opened = guarded(|| {
            Ok::<_, redb::Error>(if options.read_only {
                builder.open_read_only_with_backend(backend).map(Engine::ReadOnly)
            } else {
                builder.create_with_backend(backend).map(Engine::Writable)
            })
        });
        let engine = match opened {
            Ok(Ok(engine)) => engine,
            Ok(Err(error)) => return Err(explain_open(path, error).error),
            Err(failure) => {
                // Only what is in the file can have made it panic.
                guard.abandon();
                let said = failure.error.message().to_owned();
                return Err(Error::corrupt(format!(
                    "`{}` is damaged; restore it from a copy",
                    path.display()
                ))
                .with("cause", said));
            }
        };
        let session = Self { engine: ManuallyDrop::new(engine), guard, place };
        match session.check_tables(path) {
            Ok(()) => Ok(session),
            Err(failure) => {
                session.end_after(failure.aftermath);
                Err(failure.error)
            }
        }
    }

    /// A book has all its tables from its first moment; another program's redb file has not.
    fn check_tables(&self, path: &Path) -> Attempt<()> {
        let transaction = self.begin_read()?;
        for table in crate::store::Table::ALL {
            let opened = guarded(|| match transaction.open_table(definition(table)) {
                Ok(_) => Ok(true),
                Err(TableError::Storage(error)) => Err(error),
                Err(_) => Ok(false),
            })?;
            if !opened {
                let message = format!("`{}` is a redb file, but not a book", path.display());
                return Err(Error::new(Status::NotABook, message).into());
            }
        }
        Ok(())
    }

    /// A look at the last committed state.
    pub(super) fn begin_read(&self) -> Attempt<ReadTransaction> {
        guarded(|| match &*self.engine {
            Engine::Writable(database) => database.begin_read(),
            Engine::ReadOnly(database) => database.begin_read(),
        })
    }

    /// A write; the caller must be the only one.
    pub(super) fn begin_write(&self) -> Attempt<WriteTransaction> {
        let Engine::Writable(database) = &*self.engine else {
            return Err(read_only().into());
        };
        // Never `begin_write`, which waits without end.
        let mut transaction = guarded(|| match database.try_begin_write() {
            Err(TransactionError::WouldBlock) => Ok(None),
            begun => begun.map(Some),
        })?
        .ok_or_else(|| Error::internal("a write was left open; close the book and open it again"))?;
        guarded(|| {
            // The defaults of this mode, said so that they stay.
            transaction.set_two_phase_commit(true);
            transaction.set_quick_repair(false);
            transaction.set_durability(redb::Durability::Immediate)
        })?;
        Ok(transaction)
    }

    /// Lets redb finish with the file. Everything committed is on the disk already; what can fail here is the note
    /// that saves the next opening some work.
    pub(super) fn end(self) -> Attempt<()> {
        let engine = ManuallyDrop::into_inner(self.engine);
        let ended = guarded(|| match engine {
            Engine::Writable(database) => database.close(),
            Engine::ReadOnly(database) => database.close(),
        });
        if matches!(&ended, Err(failure) if failure.aftermath == Aftermath::Poison) {
            self.guard.abandon();
        }
        ended
    }

    /// Ends the session as its last failure allows.
    pub(super) fn end_after(self, aftermath: Aftermath) {
        if aftermath == Aftermath::Poison {
            self.guard.abandon();
        } else {
            // The caller has a better error to report.
            let _ = self.end();
        }
    }
}

/// What every way of opening a book has in common.
pub(super) fn builder(options: &StoreOptions) -> redb::Builder {
    let mut builder = redb::Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::SingleWriter);
    builder.set_cache_size(if options.cache_bytes == 0 { DEFAULT_CACHE_BYTES } else { options.cache_bytes });
    builder
}

/// A write was asked of a handle for reading.
pub(super) fn read_only() -> Error {
    Error::new(Status::ReadOnly, "the book was opened for reading only; open it for writing")
}

/// After a failed sync the system may show pages that never reached the disk; the checksums should be those of the
/// disk. No more than advice, so nothing is lost where it is not taken.
fn forget_cached_pages(file: &std::fs::File) {
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

fn explain_open(path: &Path, error: DatabaseError) -> Failure {
    let path = path.display();
    let error = match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => Error::new(
            Status::Busy,
            format!(
                "`{path}` is open for writing in another process or handle; close it there or wait longer"
            ),
        ),
        DatabaseError::RepairAborted => Error::new(
            Status::NeedsRecovery,
            format!("`{path}` was not closed cleanly; open it once for writing, then for reading"),
        ),
        DatabaseError::UpgradeRequired(version) => Error::new(
            Status::NotABook,
            format!("`{path}` is a redb file of version `{version}`, in which there are no books"),
        ),
        other => return Failure::of(other),
    };
    error.into()
}
