//! Lines of a file, one at a time: line ends taken off, bytes made text, what is too long passed over.

use crate::error::{Error, Result, Status};
use crate::limits;
use std::io::{BufRead, Read};

/// How the bytes of a roster's files are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; a line that is not UTF-8 is left out and reported.
    #[default]
    Utf8,
    /// UTF-8; a line that is not is read as Windows-1252 and reported as odd.
    Guess,
    /// Windows-1252, as older Excel in Western Europe writes it.
    Windows1252,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: &[Encoding] = &[Encoding::Utf8, Encoding::Guess, Encoding::Windows1252];

    /// Its word in C and Python.
    pub const fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Guess => "guess",
            Encoding::Windows1252 => "windows-1252",
        }
    }

    /// The encoding with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|encoding| encoding.word() == word)
    }
}

/// What the bytes from 0x80 to 0x9f are in Windows-1252. The five that were never given out stay control characters, as
/// browsers read them.
#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The letter of a byte in Windows-1252: all but these are as in Unicode.
fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|at| WINDOWS_1252.get(usize::from(at)));
    special.copied().unwrap_or(char::from(byte))
}

/// A line as it stands in the file.
pub(super) enum Line {
    /// Text, by its number from 1.
    Text(u64),
    /// Text, but only as Windows-1252.
    Guessed(u64),
    /// Not UTF-8, behind so many separators.
    NotUtf8(u64, usize),
    /// Longer than a line may be.
    TooLong(u64),
}

/// The lines of a file.
pub(super) struct Lines<R> {
    source: R,
    encoding: Encoding,
    bytes: Vec<u8>,
    text: String,
    number: u64,
    /// Bytes read so far.
    pub read: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(source: R, encoding: Encoding) -> Self {
        Self { source, encoding, bytes: Vec::new(), text: String::new(), number: 0, read: 0 }
    }

    /// The number of the line that comes next.
    pub fn next_number(&self) -> u64 {
        self.number + 1
    }

    pub fn next_line(&mut self, file: &str) -> Result<Option<Line>> {
        self.number += 1;
        self.bytes.clear();
        let most = limits::ROSTER_LINE_BYTES as u64 + 1;
        let io = |error: std::io::Error| Error::io(&format!("cannot read `{file}`"), &error);
        let read = (&mut self.source).take(most).read_until(b'\n', &mut self.bytes).map_err(io)?;
        if read == 0 {
            return Ok(None);
        }
        self.read += read as u64;
        if self.read > limits::ROSTER_FILE_BYTES || self.number > u64::from(u32::MAX) {
            let message =
                format!("`{file}` has more than {} bytes or {} lines", limits::ROSTER_FILE_BYTES, u32::MAX);
            return Err(Error::new(Status::Limit, message).with("file", file));
        }
        if read as u64 == most && !self.bytes.ends_with(b"\n") {
            self.pass_over(io, file)?;
            return Ok(Some(Line::TooLong(self.number)));
        }
        if self.number == 1 && self.bytes.starts_with(b"\xef\xbb\xbf") {
            self.bytes.drain(..3);
            // A mark of UTF-8 is believed more than what somebody expects.
            self.encoding =
                if self.encoding == Encoding::Windows1252 { Encoding::Guess } else { self.encoding };
        }
        while self.bytes.ends_with(b"\n") || self.bytes.ends_with(b"\r") {
            self.bytes.pop();
        }
        Ok(Some(self.decode()))
    }

    /// Passes over the next line, as it would be read; `false` is the end of the file.
    pub fn pass_line(&mut self, file: &str) -> Result<bool> {
        self.number += 1;
        let before = self.read;
        self.pass_over(|error| Error::io(&format!("cannot read `{file}`"), &error), file)?;
        Ok(self.read > before)
    }

    /// Passes over the rest of a line.
    fn pass_over(&mut self, io: impl Fn(std::io::Error) -> Error, file: &str) -> Result<()> {
        let most = limits::ROSTER_FILE_BYTES.saturating_sub(self.read);
        let mut rest = (&mut self.source).take(most);
        let passed = rest.skip_until(b'\n').map_err(io)? as u64;
        self.read += passed;
        if passed >= most {
            let message = format!("`{file}` has more than {} bytes", limits::ROSTER_FILE_BYTES);
            return Err(Error::new(Status::Limit, message).with("file", file));
        }
        Ok(())
    }

    fn decode(&mut self) -> Line {
        self.text.clear();
        let valid = match std::str::from_utf8(&self.bytes) {
            Ok(text) if self.encoding != Encoding::Windows1252 || text.is_ascii() => {
                self.text.push_str(text);
                return Line::Text(self.number);
            }
            Ok(_) => self.bytes.len(),
            Err(error) => error.valid_up_to(),
        };
        if self.encoding == Encoding::Utf8 {
            let before = self.bytes.get(..valid).unwrap_or_default();
            let separators = before.iter().filter(|byte| matches!(byte, b',' | b';' | b'\t')).count();
            return Line::NotUtf8(self.number, separators);
        }
        self.text.extend(self.bytes.iter().map(|byte| windows_1252(*byte)));
        if self.encoding == Encoding::Guess { Line::Guessed(self.number) } else { Line::Text(self.number) }
    }

    /// The line that was read last, if it is text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut text = "x".repeat(3 * limits::ROSTER_LINE_BYTES);
        text.push_str("\nnext\r\n");
        let mut lines = Lines::new(text.as_bytes(), Encoding::Utf8);
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::TooLong(1)))));
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::Text(2)))));
        assert_eq!(lines.text(), "next");
        assert!(matches!(lines.next_line("f"), Ok(None)));
    }

    #[test]
    fn bytes_become_text() {
        let bytes = b"\xef\xbb\xbfa\r\nB\xf6rje\nB\xc3\xb6rje\n";
        let read = |encoding| {
            let mut lines = Lines::new(bytes.as_slice(), encoding);
            let mut all = Vec::new();
            while let Some(line) = lines.next_line("f").unwrap() {
                let kind = match line {
                    Line::Text(_) => "text",
                    Line::Guessed(_) => "guessed",
                    Line::NotUtf8(..) => "not utf-8",
                    Line::TooLong(_) => "too long",
                };
                all.push(format!("{kind} {}", lines.text()));
            }
            all
        };
        assert_eq!(read(Encoding::Utf8), ["text a", "not utf-8 ", "text Börje"]);
        assert_eq!(read(Encoding::Guess), ["text a", "guessed Börje", "text Börje"]);
        assert_eq!(read(Encoding::Windows1252), ["text a", "guessed Börje", "text Börje"]);
        let bytes = b"B\xf6rje \x80 \x7f\x81\x9f\xa0\xff";
        let mut lines = Lines::new(bytes.as_slice(), Encoding::Windows1252);
        lines.next_line("f").unwrap();
        assert_eq!(lines.text(), "Börje € \u{7f}\u{81}Ÿ\u{a0}ÿ");
    }
}
