//! Where a scenario is played: a book in this process, or a program in any language that keeps one.

use crate::line;
use seatbook_core::store::memory::MemoryStore;
use seatbook_core::{Book, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Answers lines of the protocol.
pub trait Surface {
    /// What people call it.
    fn name(&self) -> &str;

    /// The answer to a command.
    fn answer(&mut self, line: &str) -> String;

    /// Closes the book and opens it again, perhaps with other licence keys; whether that can be done.
    fn reopen(&mut self, licence_keys: Option<&[[u8; 32]]>) -> bool;
}

/// A book in this process.
pub struct InProcess {
    book: Book,
    path: Option<PathBuf>,
    options: OpenOptions,
}

impl InProcess {
    /// A book that is gone afterwards.
    pub fn in_memory(licence_keys: &[[u8; 32]]) -> Self {
        let options = OpenOptions { licence_keys: licence_keys.to_vec(), ..OpenOptions::default() };
        let book = Book::with_store(Box::new(MemoryStore::new()), &options).expect("a book in memory");
        Self { book, path: None, options }
    }

    /// A book in a new file.
    pub fn in_file(path: &Path, licence_keys: &[[u8; 32]]) -> Self {
        let options = OpenOptions { licence_keys: licence_keys.to_vec(), ..OpenOptions::default() };
        let book = Book::create(path, &options).expect("a new book");
        Self { book, path: Some(path.to_owned()), options }
    }
}

impl Surface for InProcess {
    fn name(&self) -> &str {
        if self.path.is_some() { "rust, file" } else { "rust, memory" }
    }

    fn answer(&mut self, line: &str) -> String {
        line::answer(&self.book, line)
    }

    fn reopen(&mut self, licence_keys: Option<&[[u8; 32]]>) -> bool {
        if let Some(licence_keys) = licence_keys {
            self.options.licence_keys = licence_keys.to_vec();
        }
        let Some(path) = &self.path else { return licence_keys.is_none() };
        self.book.close().expect("closing the book");
        self.book = Book::open(path, &self.options).expect("opening the book again");
        true
    }
}

/// A program that keeps the book given as an argument; licence keys in hex follow.
pub struct Program {
    name: String,
    command: Vec<String>,
    path: PathBuf,
    licence_keys: Vec<String>,
    running: Option<(Child, BufReader<ChildStdout>)>,
}

impl Program {
    /// The program named by an environment variable, one word a line.
    pub fn from_environment(
        name: &str,
        variable: &str,
        path: &Path,
        licence_keys: &[[u8; 32]],
    ) -> Option<Self> {
        let command: Vec<_> = std::env::var(variable).ok()?.lines().map(str::to_owned).collect();
        assert!(!command.is_empty(), "{variable} names no program");
        let licence_keys = licence_keys.iter().map(hex).collect();
        Some(Self { name: name.into(), command, path: path.to_owned(), licence_keys, running: None })
    }

    fn start(&mut self) -> (Child, BufReader<ChildStdout>) {
        let mut child = Command::new(&self.command[0])
            .args(&self.command[1..])
            .arg(&self.path)
            .args(&self.licence_keys)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {:?}: {error}", self.name, self.command));
        let out = BufReader::new(child.stdout.take().expect("standard output"));
        (child, out)
    }
}

impl Surface for Program {
    fn name(&self) -> &str {
        &self.name
    }

    fn answer(&mut self, line: &str) -> String {
        let (mut child, mut out) = self.running.take().unwrap_or_else(|| self.start());
        let mut answer = String::new();
        let told = child.stdin.as_mut().expect("standard input").write_all(format!("{line}\n").as_bytes());
        match told.and_then(|()| out.read_line(&mut answer)) {
            Ok(1..) => self.running = Some((child, out)),
            result => answer = format!("died: {result:?}, {:?}", child.wait()),
        }
        answer.truncate(answer.trim_end_matches('\n').len());
        answer
    }

    fn reopen(&mut self, licence_keys: Option<&[[u8; 32]]>) -> bool {
        if let Some((mut child, _)) = self.running.take() {
            drop(child.stdin.take());
            let status = child.wait().expect("waiting for the program");
            assert!(status.success(), "{}: closing the book: {status}", self.name);
        }
        if let Some(licence_keys) = licence_keys {
            self.licence_keys = licence_keys.iter().map(hex).collect();
        }
        true
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some((mut child, _)) = self.running.take() {
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
