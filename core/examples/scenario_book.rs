//! Keeps the book given as the first argument and answers commands from standard input, one a line. Further arguments are public
//! keys in hex: whose licence files the book takes over.
//!
//! The C and Python twins of this program are `tests/c/scenarios.c` and `tests/python/scenario_book.py`; all three must
//! answer the same bytes.

#[path = "../tests/scenarios/line.rs"]
mod line;

use seatbook_core::{Book, OpenOptions, Status};
use std::error::Error;
use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args_os().skip(1);
    let path = words.next().ok_or("usage: scenario_book BOOK [KEY ...]")?;
    let keys = words.map(|word| key(&word.to_string_lossy()).ok_or("a key is 32 bytes in hex"));
    let options = OpenOptions { licence_keys: keys.collect::<Result<_, _>>()?, ..OpenOptions::default() };
    let book = match Book::open(&path, &options) {
        Err(error) if error.status() == Status::NotFound => Book::create(&path, &options)?,
        opened => opened?,
    };
    let mut out = io::stdout().lock();
    for command in io::stdin().lock().lines() {
        writeln!(out, "{}", line::answer(&book, &command?))?;
        out.flush()?;
    }
    book.close()?;
    Ok(())
}

fn key(hex: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    (hex.len() == 64).then_some(key)
}
