//! Where a roster's files are: in a folder, in a zip archive, or one file alone.

use super::table::shown;
use crate::error::{Error, Result, Status};
use crate::limits;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::result::ZipError;

const BUFFER: usize = 1 << 16;

/// Files by their names, whose case does not matter.
pub(super) struct Source {
    path: PathBuf,
    place: Place,
}

enum Place {
    /// Paths of files by their names in small letters.
    Folder(HashMap<String, PathBuf>),
    /// Positions and sizes of files by their names in small letters, whatever folder of the archive they are in.
    Zip(HashMap<String, (usize, u64)>),
    /// One file.
    File,
}

impl Source {
    /// Looks at a folder, an archive or a file. What an archive is shows in its first bytes, not in its name.
    pub fn open(path: &Path) -> Result<Self> {
        let what = format!("cannot read `{}`", path.display());
        let metadata = path.metadata().map_err(|error| Error::io(&what, &error))?;
        let place = if metadata.is_dir() {
            Place::Folder(folder(path)?)
        } else {
            match begin(path).map_err(|error| Error::io(&what, &error))?.as_slice() {
                [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Place::Zip(archive(path)?),
                // What Excel wrote before 2007.
                [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(spreadsheet(path)),
                _ => Place::File,
            }
        };
        Ok(Self { path: path.to_owned(), place })
    }

    /// Whether it is one file.
    pub fn is_file(&self) -> bool {
        matches!(self.place, Place::File)
    }

    /// The name of the file, folder or archive for messages.
    pub fn name(&self) -> String {
        let name = self.path.file_name().map_or_else(|| self.path.display().to_string(), lossy);
        shown(&name)
    }

    /// Of a folder, what in it may be the roster that was meant: an archive, or another folder with one of these files.
    pub fn within(&self, names: &[&str]) -> Option<String> {
        let Place::Folder(_) = &self.place else { return None };
        let mut entries: Vec<_> = self.path.read_dir().ok()?.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        let has = |files: HashMap<String, PathBuf>| {
            names.iter().any(|name| files.contains_key(&name.to_ascii_lowercase()))
        };
        let found = entries.into_iter().find(|path| {
            let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
            is_archive || (path.is_dir() && folder(path).is_ok_and(has))
        })?;
        Some(shown(&lossy(found.file_name()?)))
    }

    /// Whether there is a file of this name.
    pub fn has(&self, name: &str) -> bool {
        match &self.place {
            Place::Folder(files) => files.contains_key(&name.to_ascii_lowercase()),
            Place::Zip(files) => files.contains_key(&name.to_ascii_lowercase()),
            Place::File => false,
        }
    }

    /// How many bytes some files have together, as far as that is known; for showing progress.
    pub fn size(&self, names: &[&str]) -> u64 {
        let size = |path: &Path| path.metadata().map_or(0, |metadata| metadata.len());
        let keys = names.iter().map(|name| name.to_ascii_lowercase());
        match &self.place {
            Place::Folder(files) => keys.filter_map(|key| files.get(&key)).map(|path| size(path)).sum(),
            Place::Zip(files) => keys.filter_map(|key| files.get(&key)).map(|(_, size)| *size).sum(),
            Place::File => size(&self.path),
        }
    }

    /// Reads the one file that it is, from its beginning.
    pub fn with_file<T>(&self, read: impl FnOnce(&mut dyn BufRead) -> Result<T>) -> Result<T> {
        with_path(&self.path, &self.name(), read)
    }

    /// Reads a file from its beginning.
    pub fn with<T>(&self, name: &str, read: impl FnOnce(&mut dyn BufRead) -> Result<T>) -> Result<T> {
        let key = name.to_ascii_lowercase();
        match &self.place {
            Place::Folder(files) => match files.get(&key) {
                Some(path) => with_path(path, name, read),
                None => Err(self.missing(name)),
            },
            Place::Zip(files) => match files.get(&key) {
                Some((index, _)) => self.with_entry(*index, name, read),
                None => Err(self.missing(name)),
            },
            Place::File => Err(self.missing(name)),
        }
    }

    fn with_entry<T>(
        &self,
        index: usize,
        name: &str,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T>,
    ) -> Result<T> {
        let mut archive = open_archive(&self.path)?;
        let entry = archive.by_index(index).map_err(|error| wrong_archive(&self.path, &error))?;
        read(&mut BufReader::with_capacity(BUFFER, entry))
            .map_err(|error| if error.status() == Status::Io { damaged(name, &error) } else { error })
    }

    /// The error for a file that is not there.
    pub fn missing(&self, name: &str) -> Error {
        let (kind, path) =
            (if matches!(self.place, Place::Zip(_)) { "archive" } else { "folder" }, self.path.display());
        Error::new(Status::NotFound, format!("`{name}` is not in {kind} `{path}`")).with("file", name)
    }
}

fn with_path<T>(path: &Path, name: &str, read: impl FnOnce(&mut dyn BufRead) -> Result<T>) -> Result<T> {
    let opened = File::open(path).map_err(|error| Error::io(&format!("cannot read `{name}`"), &error))?;
    read(&mut BufReader::with_capacity(BUFFER, opened))
}

fn lossy(name: &std::ffi::OsStr) -> String {
    name.to_string_lossy().into_owned()
}

/// The files of a folder. Of names that differ in capitals only, the one that comes first in order of bytes counts.
fn folder(path: &Path) -> Result<HashMap<String, PathBuf>> {
    let what = format!("cannot read folder `{}`", path.display());
    let entries = path.read_dir().map_err(|error| Error::io(&what, &error))?;
    let mut found: HashMap<String, PathBuf> = HashMap::new();
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(&what, &error))?;
        let own = entry.path();
        let Some(name) = entry.file_name().to_str().map(str::to_ascii_lowercase) else { continue };
        if own.is_file() && found.get(&name).is_none_or(|other| own < *other) {
            found.insert(name, own);
        }
    }
    Ok(found)
}

fn begin(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut begin = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut begin)?;
    Ok(begin)
}

fn spreadsheet(path: &Path) -> Error {
    let message = format!("`{}` is a spreadsheet; save it as `CSV UTF-8` and give that file", path.display());
    Error::new(Status::InvalidArgument, message)
}

fn open_archive(path: &Path) -> Result<ZipArchive<BufReader<File>>> {
    let what = format!("cannot read `{}`", path.display());
    let file = File::open(path).map_err(|error| Error::io(&what, &error))?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| wrong_archive(path, &error))
}

/// The files of an archive. Those of the same name in two of its folders are too many: nobody can know which is meant.
fn archive(path: &Path) -> Result<HashMap<String, (usize, u64)>> {
    let mut archive = open_archive(path)?;
    let wrong =
        |why: String| Error::new(Status::InvalidArgument, format!("archive `{}` {why}", path.display()));
    if archive.len() > limits::ROSTER_FILES {
        let message = format!("archive `{}` has more than {} files", path.display(), limits::ROSTER_FILES);
        return Err(Error::new(Status::Limit, message));
    }
    let mut found = HashMap::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| wrong_archive(path, &error))?;
        let whole = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        if whole == "xl/workbook.xml" || whole == "content.xml" {
            return Err(spreadsheet(path));
        }
        let name = whole.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        // Folders, and what macOS puts beside the files.
        if name.is_empty() || name.starts_with('.') || whole.contains("__MACOSX/") {
            continue;
        }
        if found.insert(name, (index, entry.size())).is_some() {
            return Err(wrong(format!("has two files of the name of `{}`", shown(&whole))));
        }
    }
    Ok(found)
}

fn wrong_archive(path: &Path, error: &ZipError) -> Error {
    let message = format!("cannot read archive `{}`: {error}", path.display());
    let status = if matches!(error, ZipError::Io(_)) { Status::Io } else { Status::InvalidArgument };
    Error::new(status, message)
}

fn damaged(name: &str, error: &Error) -> Error {
    let message = format!("`{name}` is damaged in its archive: {}", error.message());
    Error::new(Status::InvalidArgument, message).with("file", name)
}
