//! A new book: whole under its name, or not there at all.
//!
//! It is made under another name in the same directory, so that neither a crash nor a second creator can leave
//! half a book where a book is expected; what a crash leaves behind has a name that nobody asks for.

use super::StoreOptions;
use super::backend::Guard;
use super::failure::{Aftermath, Attempt, Failure, guarded};
use super::fault::{Injection, Operation};
use super::place;
use super::session::{builder, definition};
use crate::error::{Error, Result, Status};
use crate::store::Table;
use redb::Database;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Makes an empty book at a path where there is nothing.
pub(super) fn create(path: &Path, options: &StoreOptions) -> Result<()> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if path.file_name().is_none() {
        let message = format!("`{}` has no file name; name the file of the new book", path.display());
        return Err(Error::new(Status::InvalidArgument, message));
    }
    // Said early for the common case; the link below is what makes sure. A dangling symlink is something, too.
    if fs::symlink_metadata(path).is_ok() {
        return Err(exists(path));
    }
    let (draft, file) = Draft::make(directory)?;
    let file = place::away_from_standard_streams(&draft.path, file)?;
    let copy = file.try_clone().map_err(|error| explain(path, &error))?;
    initialise(copy, options).map_err(|failure| failure.error)?;
    perform(options, Operation::Sync, || file.sync_all()).map_err(|error| explain(path, &error))?;
    perform(options, Operation::Link, || draft.publish(path)).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => explain(path, &error),
    })?;
    perform(options, Operation::SyncDirectory, || File::open(directory)?.sync_all()).map_err(|error| {
        Error::io(
            &format!("`{}` was created, but its directory could not be synced; open it", path.display()),
            &error,
        )
    })
}

/// Writes all tables, empty, and lets redb close the file cleanly.
fn initialise(file: File, options: &StoreOptions) -> Attempt<()> {
    let (guard, backend) = Guard::new(file, true, options.faults.clone()).map_err(Failure::of)?;
    let done = guarded(|| {
        let database = builder(options).create_with_backend(backend)?;
        write_tables(&database)?;
        database.close().map_err(redb::Error::from)
    });
    if matches!(&done, Err(failure) if failure.aftermath == Aftermath::Poison) {
        guard.abandon();
    }
    done
}

fn write_tables(database: &Database) -> std::result::Result<(), redb::Error> {
    let mut transaction = database.try_begin_write()?;
    transaction.set_two_phase_commit(true);
    for table in Table::ALL {
        transaction.open_table(definition(table))?;
    }
    Ok(transaction.commit()?)
}

/// Does a step unless the fault of a test forbids it; again while it is interrupted.
fn perform(
    options: &StoreOptions,
    operation: Operation,
    step: impl Fn() -> io::Result<()>,
) -> io::Result<()> {
    loop {
        let injection = options.faults.as_ref().map_or(Injection::Pass, |faults| faults.before(operation));
        let done = match injection {
            Injection::Pass => step(),
            Injection::Fail(error) | Injection::Torn(error) => Err(error),
        };
        match done {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// The file of a book that has not got its name yet; removed unless it gets it.
struct Draft {
    path: PathBuf,
}

impl Draft {
    /// A new file with a name that was never used. Its length does not depend on the book's name, which may be as
    /// long as a name can be.
    fn make(directory: &Path) -> Result<(Self, File)> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
            let name = format!(".seatbook-{}-{now:x}-{count}.new", std::process::id());
            let path = directory.join(name);
            // `create_new` is O_CREAT|O_EXCL: neither an existing file nor a symlink is followed or overwritten.
            let opened = OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .mode(0o600)
                .custom_flags(libc::O_NOFOLLOW)
                .open(&path);
            match opened {
                Ok(file) => return Ok((Self { path }, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(explain(directory, &error)),
            }
        }
    }

    /// Gives it its name, unless that is taken.
    fn publish(&self, path: &Path) -> io::Result<()> {
        match rename_to_free_name(&self.path, path) {
            // Not every file system can; most of those can link.
            Err(error)
                if matches!(error.raw_os_error(), Some(libc::EINVAL | libc::ENOSYS | libc::EOPNOTSUPP)) =>
            {
                fs::hard_link(&self.path, path)
            }
            done => done,
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Gone already after a rename; after a link this takes away the second name.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_to_free_name(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_to_free_name(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from_raw_os_error(libc::ENOSYS))
}

fn exists(path: &Path) -> Error {
    let message =
        format!("there is something at `{}` already; open it or choose another path", path.display());
    Error::new(Status::Exists, message)
}

fn explain(path: &Path, error: &io::Error) -> Error {
    Error::io(&format!("no book could be created at `{}`", path.display()), error)
}
