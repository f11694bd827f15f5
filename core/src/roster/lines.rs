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

/// What ends the lines of a file, told by its first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// No line is read yet.
    Unknown,
    /// A line feed, perhaps behind a carriage return.
    Feed,
    /// A carriage return alone, as old programs on a Mac write it; line feeds end lines too.
    Return,
}

/// The lines of a file.
pub(super) struct Lines<R> {
    source: R,
    encoding: Encoding,
    bytes: Vec<u8>,
    text: String,
    number: u64,
    end: End,
    /// Whether the line before ended with a carriage return: a line feed behind it is no line of its own.
    after_return: bool,
    /// Blank lines behind the first, passed over while its end was looked for.
    blank: u64,
    /// Bytes read so far.
    pub read: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(source: R, encoding: Encoding) -> Self {
        Self {
            source,
            encoding,
            bytes: Vec::new(),
            text: String::new(),
            number: 0,
            end: End::Unknown,
            after_return: false,
            blank: 0,
            read: 0,
        }
    }

    /// The number of the line that comes next.
    pub fn next_number(&self) -> u64 {
        self.number + self.blank + 1
    }

    pub fn next_line(&mut self, file: &str) -> Result<Option<Line>> {
        self.number = self.next_number();
        self.blank = 0;
        self.bytes.clear();
        let most = limits::ROSTER_LINE_BYTES as u64 + 1;
        let io = |error: std::io::Error| Error::io(&format!("cannot read `{file}`"), &error);
        let read = match self.end {
            End::Unknown => self.read_first(most),
            End::Feed => (&mut self.source).take(most).read_until(b'\n', &mut self.bytes).map(|it| it as u64),
            End::Return => self.until_return(most, true),
        };
        let read = read.map_err(io)?;
        if read == 0 {
            return Ok(None);
        }
        self.read += read;
        if self.read > limits::ROSTER_FILE_BYTES || self.number > u64::from(u32::MAX) {
            let message =
                format!("`{file}` has more than {} bytes or {} lines", limits::ROSTER_FILE_BYTES, u32::MAX);
            return Err(Error::new(Status::Limit, message).with("file", file));
        }
        let ended = self.bytes.ends_with(b"\n") || self.end == End::Return && self.after_return;
        if read >= most && !ended {
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
        self.number = self.next_number();
        self.blank = 0;
        let before = self.read;
        self.pass_over(|error| Error::io(&format!("cannot read `{file}`"), &error), file)?;
        Ok(self.read > before)
    }

    /// Passes over the rest of a line.
    fn pass_over(&mut self, io: impl Fn(std::io::Error) -> Error, file: &str) -> Result<()> {
        let most = limits::ROSTER_FILE_BYTES.saturating_sub(self.read);
        let passed = match self.end {
            End::Return => self.until_return(most, false),
            _ => (&mut self.source).take(most).skip_until(b'\n').map(|it| it as u64),
        };
        let passed = passed.map_err(io)?;
        self.read += passed;
        if passed >= most {
            let message = format!("`{file}` has more than {} bytes", limits::ROSTER_FILE_BYTES);
            return Err(Error::new(Status::Limit, message).with("file", file));
        }
        Ok(())
    }

    /// Reads the first line, and finds out what ends it.
    fn read_first(&mut self, most: u64) -> std::io::Result<u64> {
        let mut read = self.until_return(most, true)?;
        self.end = End::Feed;
        if !self.after_return {
            return Ok(read);
        }
        // Some programs write two of them before the line feed.
        let mut more = 0;
        while self.source.fill_buf()?.first() == Some(&b'\r') && more < most {
            self.source.consume(1);
            more += 1;
        }
        read += more;
        if self.source.fill_buf()?.first() == Some(&b'\n') {
            self.source.consume(1);
            self.bytes.push(b'\n');
            return Ok(read + 1);
        }
        // They were blank lines.
        self.end = End::Return;
        self.blank = more;
        Ok(read)
    }

    /// Reads up to and with the next carriage return or line feed, and keeps it or not; how many bytes these are.
    fn until_return(&mut self, most: u64, keep: bool) -> std::io::Result<u64> {
        let mut read = 0;
        if std::mem::take(&mut self.after_return) && self.source.fill_buf()?.first() == Some(&b'\n') {
            self.source.consume(1);
            read += 1;
        }
        while read < most {
            let bytes = self.source.fill_buf()?;
            let room = usize::try_from(most - read).unwrap_or(usize::MAX);
            let bytes = bytes.get(..room).unwrap_or(bytes);
            let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let line = bytes.get(..end.map_or(bytes.len(), |end| end + 1)).unwrap_or(bytes);
            if keep {
                self.bytes.extend_from_slice(line);
            }
            self.after_return = line.ends_with(b"\r");
            let length = line.len();
            self.source.consume(length);
            read += length as u64;
            if end.is_some() || length == 0 {
                break;
            }
        }
        Ok(read)
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
    fn lines_end_as_the_first_does() {
        let read = |text: &str, pass: u64| {
            // A buffer of three bytes: ends lie across its borders.
            let source = std::io::BufReader::with_capacity(3, text.as_bytes());
            let (mut lines, mut all) = (Lines::new(source, Encoding::Utf8), Vec::new());
            loop {
                if lines.next_number() == pass {
                    assert!(lines.pass_line("f").unwrap());
                }
                let Some(Line::Text(number)) = lines.next_line("f").unwrap() else { break };
                all.push(format!("{number} {}", lines.text()));
            }
            assert_eq!(lines.read, text.len() as u64, "{text:?}");
            all.join("|")
        };
        assert_eq!(read("a\rb\r\rcccc\"\rd", 0), "1 a|2 b|3 |4 cccc\"|5 d");
        assert_eq!(read("a\rb\r\rcccc\rd\r", 2), "1 a|3 |4 cccc|5 d");
        assert_eq!(read("\r\r\ra\rb", 0), "1 |4 a|5 b");
        assert_eq!(read("\u{feff}a\r\rb", 0), "1 a|3 b");
        assert_eq!(read("a\rb\r\nc\nd", 0), "1 a|2 b|3 c|4 d");
        assert_eq!(read("a\nb\rc\r\nd", 0), "1 a|2 b\rc|3 d");
        assert_eq!(read("a\r\r\nb\r\r\nc", 0), "1 a|2 b|3 c");
        let text = format!("a\r{}\rnext\r", "x".repeat(3 * limits::ROSTER_LINE_BYTES));
        let mut lines = Lines::new(text.as_bytes(), Encoding::Utf8);
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::Text(1)))));
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::TooLong(2)))));
        assert!(matches!(lines.next_line("f"), Ok(Some(Line::Text(3)))));
        assert_eq!(lines.text(), "next");
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
