//! Folders and archives made of texts, and rosters read from them.

use seatbook_core::Book;
use seatbook_core::model::User;
use seatbook_core::query::{PageRequest, UserFilter};
use seatbook_core::roster::{Notice, Roster};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

pub type Files<'a> = &'a [(&'a str, &'a str)];

pub fn folder(files: Files<'_>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

pub fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// An archive of files, all below `inside`.
pub fn archive(path: &Path, inside: &str, files: Files<'_>) {
    let mut writer = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, text) in files {
        writer.start_file(format!("{inside}{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
}

/// Notices, one a line.
pub fn told(notices: &[Notice]) -> String {
    let line = |notice: &Notice| {
        let Notice { file, line, column, refused, message } = notice;
        let (column, taken) = (column.as_deref().unwrap_or("-"), if *refused { "left out" } else { "taken" });
        format!("{file}:{line} {column}: {message} ({taken})\n")
    };
    notices.iter().map(line).collect()
}

/// Groups with their members.
pub fn groups(roster: &Roster) -> Vec<String> {
    roster.load.groups.iter().map(|it| format!("{} in {}: {}", it.id, it.org, it.members.join(" "))).collect()
}

/// Users with org, roles and whether they are enabled.
pub fn users(roster: &Roster) -> Vec<String> {
    let line = |user: &User| {
        let off = if user.enabled { "" } else { ", disabled" };
        format!("{} in {}: {}{off}", user.id, user.org, user.roles.join("+"))
    };
    roster.load.users.iter().map(line).collect()
}

/// A user of a book.
pub fn user(book: &Book, id: &str) -> User {
    let filter = UserFilter { text: id.to_owned(), ..UserFilter::default() };
    let found = book.users(&filter, &PageRequest::default()).unwrap().rows;
    found.into_iter().find(|user| user.id == id).unwrap()
}

/// Members of a group of a book, by id.
pub fn members(book: &Book, group: &str) -> Vec<String> {
    let filter = UserFilter { group: Some(group.to_owned()), ..UserFilter::default() };
    let found = book.users(&filter, &PageRequest::default()).unwrap().rows;
    let mut ids: Vec<String> = found.into_iter().map(|user| user.id).collect();
    ids.sort();
    ids
}
