//! Which file a path leads to, and whether a book may be kept there.

use crate::error::{Error, Result, Status};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

/// The first bytes of every redb file.
const MAGIC: [u8; 9] = *b"redb\x1a\x0a\xa9\x0d\x0a";

/// The identity of a file while something holds it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    device: u64,
    inode: u64,
}

impl Place {
    fn of(metadata: &Metadata) -> Self {
        Self { device: metadata.dev(), inode: metadata.ino() }
    }

    /// Fails when the path does not lead to this file any more: what is written to a file without its name would be
    /// lost, and a second process could open the other one.
    pub(super) fn check(self, path: &Path) -> Result<()> {
        let found = match fs::metadata(path) {
            Ok(metadata) => Some(Self::of(&metadata)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                None
            }
            Err(error) => {
                return Err(Error::io(&format!("`{}` could not be looked at", path.display()), &error));
            }
        };
        if found == Some(self) {
            return Ok(());
        }
        Err(Error::new(
            Status::Replaced,
            format!(
                "`{}` was {} while it was open; close this handle and look which file is the right one",
                path.display(),
                if found.is_some() { "replaced" } else { "removed" }
            ),
        ))
    }
}

/// Opens the file of a book, which must be a regular file with the first bytes of one.
pub(super) fn open_file(path: &Path, read_only: bool) -> Result<(File, Place)> {
    // Looked at before it is opened, because opening alone makes some devices act.
    check_kind(path, &fs::metadata(path).map_err(|error| explain(path, &error))?)?;
    let file = OpenOptions::new()
        .read(true)
        .write(!read_only)
        // Not blocking, if it became a fifo in between.
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY)
        .open(path)
        .map_err(|error| explain(path, &error))?;
    let file = away_from_standard_streams(path, file)?;
    let metadata = file.metadata().map_err(|error| explain(path, &error))?;
    check_kind(path, &metadata)?;
    check_file_system(path, &file)?;
    check_magic(path, &file)?;
    Ok((file, Place::of(&metadata)))
}

/// A process that was started without standard streams could otherwise print into the book.
pub(super) fn away_from_standard_streams(path: &Path, file: File) -> Result<File> {
    use std::os::fd::AsRawFd;
    if file.as_raw_fd() > libc::STDERR_FILENO {
        return Ok(file);
    }
    let moved = rustix::io::fcntl_dupfd_cloexec(&file, libc::STDERR_FILENO + 1);
    moved.map(File::from).map_err(|error| explain(path, &error.into()))
}

fn explain(path: &Path, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        let message = format!("there is no book at `{}`; create it first", path.display());
        return Error::new(Status::NotFound, message);
    }
    Error::io(&format!("`{}` could not be opened", path.display()), error)
}

fn check_kind(path: &Path, metadata: &Metadata) -> Result<()> {
    let kind = metadata.file_type();
    let what = if kind.is_file() {
        return Ok(());
    } else if kind.is_dir() {
        "a directory"
    } else if kind.is_fifo() {
        "a fifo"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    };
    Err(Error::new(Status::NotABook, format!("`{}` is {what}, not a book", path.display())))
}

fn check_magic(path: &Path, file: &File) -> Result<()> {
    use std::os::unix::fs::FileExt;
    let mut start = [0; MAGIC.len()];
    match file.read_exact_at(&mut start, 0) {
        Ok(()) if start == MAGIC => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => Err(explain(path, &error)),
        _ => Err(Error::new(Status::NotABook, format!("`{}` does not begin as a book does", path.display()))),
    }
}

/// Locks and syncs over a network promise less than a book needs.
#[cfg(target_os = "linux")]
fn check_file_system(path: &Path, file: &File) -> Result<()> {
    const NETWORKS: [(u32, &str); 4] =
        [(0x6969, "nfs"), (0x517b, "smb"), (0xff53_4d42, "cifs"), (0xfe53_4d42, "smb2")];
    let Ok(found) = rustix::fs::fstatfs(file) else { return Ok(()) };
    for (number, name) in NETWORKS {
        if u64::try_from(found.f_type).is_ok_and(|kind| kind & 0xffff_ffff == u64::from(number)) {
            return Err(Error::new(
                Status::Io,
                format!(
                    "`{}` lies on a network file system (`{name}`); keep the book on a local disk",
                    path.display()
                ),
            ));
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
#[allow(clippy::unnecessary_wraps)]
fn check_file_system(_: &Path, _: &File) -> Result<()> {
    Ok(())
}
