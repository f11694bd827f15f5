//! Keeps the book given as the only argument and answers commands from standard input, one a line.
//!
//! The C and Python twins of this program are `tests/c/scenarios.c` and `tests/python/scenario_book.py`; all three must
//! answer the same bytes.

#[path = "../tests/scenarios/line.rs"]
mod line;

use seatbook_core::{Book, OpenOptions, Status};
use std::error::Error;
use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: scenario_book BOOK")?;
    let options = OpenOptions::default();
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
