//! One line of a CSV file, split into its values. Used again for every line: nothing is allocated anew.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::borrow::Cow;

/// The values of a line.
#[derive(Default)]
pub(super) struct Record {
    /// All values behind each other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// Bytes between two values: those of the separator, if the line is kept as it is.
    between: usize,
}

impl Record {
    /// A value; `None` if the line has fewer.
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(before.map_or(0, |before| before + self.between)..end)
    }

    /// How many values it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.between = 0;
    }
}

/// Splits lines at a separator, outside of quotes.
pub(super) struct Splitter {
    separator: char,
    /// The same; all that may be one take one byte.
    byte: u8,
    reader: Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Splitter {
    /// A splitter at one of `,`, `;` and the tab.
    pub fn new(separator: char) -> Self {
        let byte = u8::try_from(separator).unwrap_or(b',');
        let reader = ReaderBuilder::new().delimiter(byte).build();
        Self { separator, byte, reader, bytes: Vec::new(), ends: Vec::new() }
    }

    /// The separator.
    pub fn separator(&self) -> char {
        self.separator
    }

    /// Splits a line without its end.
    pub fn split(&mut self, line: &str, record: &mut Record) -> Result<(), String> {
        record.clear();
        if !line.contains('"') {
            record.text.push_str(line);
            record.between = 1;
            for (at, byte) in line.bytes().enumerate() {
                if byte == self.byte {
                    record.ends.push(at);
                }
            }
            record.ends.push(line.len());
            return Ok(());
        }
        if line.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
            return Err("has a quote that is not closed on the same line".into());
        }
        let line = if line.contains(" \"") { unblanked(line, self.separator) } else { line.into() };
        self.split_quoted(&line, record).ok_or_else(|| "cannot be split into values".into())
    }

    fn split_quoted(&mut self, line: &str, record: &mut Record) -> Option<()> {
        self.reader.reset();
        self.bytes.resize(line.len(), 0);
        // One value more than there are separators, and room for one that tells that there are not more.
        self.ends.resize(line.matches(self.separator).count() + 2, 0);
        let (mut read, mut written, mut ended) = (0, 0, 0);
        loop {
            let (input, output) = (line.as_bytes().get(read..)?, self.bytes.get_mut(written..)?);
            let (result, more_read, more_written, more_ended) =
                self.reader.read_record(input, output, self.ends.get_mut(ended..)?);
            (read, written, ended) = (read + more_read, written + more_written, ended + more_ended);
            match result {
                ReadRecordResult::Record => break,
                // The end of the line is the end of the input: said once more, it ends the record.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull | ReadRecordResult::End => {
                    return None;
                }
            }
        }
        record.text.push_str(std::str::from_utf8(self.bytes.get(..written)?).ok()?);
        record.ends.extend_from_slice(self.ends.get(..ended)?);
        Some(())
    }
}

/// Where in a value a letter stands.
enum Within {
    /// Before it, and before its quote if it has one.
    Begin,
    Plain,
    Quotes,
    /// Behind a quote that ends the value, unless another follows.
    Quote,
}

/// The line without blanks between a separator and a quote: `a, "b, c"` has two values.
fn unblanked(line: &str, separator: char) -> Cow<'_, str> {
    let (mut kept, mut blanks, mut within) = (String::with_capacity(line.len()), 0, Within::Begin);
    for letter in line.chars() {
        if matches!(within, Within::Begin) && letter == ' ' {
            blanks += 1;
            continue;
        }
        let blanks = std::mem::take(&mut blanks);
        within = match (within, letter) {
            (Within::Quotes, '"') => Within::Quote,
            (Within::Begin | Within::Quote, '"') | (Within::Quotes, _) => Within::Quotes,
            (_, letter) if letter == separator => Within::Begin,
            _ => Within::Plain,
        };
        if !matches!(within, Within::Quotes) {
            kept.extend(std::iter::repeat_n(' ', blanks));
        }
        kept.push(letter);
    }
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str) -> Result<Vec<String>, String> {
        let mut record = Record::default();
        let mut splitter = Splitter::new(',');
        splitter.split("something else, \"before\"", &mut record)?;
        splitter.split(line, &mut record)?;
        Ok(record.iter().map(str::to_owned).collect())
    }

    #[test]
    fn a_line_is_split_at_commas_outside_quotes() {
        assert_eq!(fields("a,b,").unwrap(), ["a", "b", ""]);
        assert_eq!(fields(r#""a, b","say ""c""",d"#).unwrap(), ["a, b", r#"say "c""#, "d"]);
        assert_eq!(fields(r#"a "b" c,d"#).unwrap(), [r#"a "b" c"#, "d"]);
        assert_eq!(fields("\"å\",\"\",\"\"").unwrap(), ["å", "", ""]);
        assert_eq!(
            fields(r#" a,  "b, c" , d "e", "f ""g"", h",  "#).unwrap(),
            [" a", "b, c ", r#" d "e""#, r#"f "g", h"#, ""]
        );
        assert!(fields(r#"a,"b,c"#).is_err());
    }

    #[test]
    fn other_separators() {
        let mut record = Record::default();
        Splitter::new(';').split("a,1;\"b;2\"", &mut record).unwrap();
        assert_eq!(record.iter().collect::<Vec<_>>(), ["a,1", "b;2"]);
        assert_eq!(record.get(2), None);
    }
}
