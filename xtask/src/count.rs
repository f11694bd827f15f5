//! How many tests passed and failed, read from what test programs print.

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    /// Adds what a line says: the last line of a Rust test program, of pytest, or of a C test program.
    pub fn read(&mut self, line: &str) {
        let line = line.trim().trim_matches('=').trim();
        let counted = line.starts_with("test result:")
            || line.starts_with("capi:")
            || (line.contains(" passed in ") || line.contains(" failed in ") || is_pytest_mixture(line));
        if counted {
            self.passed += before(line, "passed");
            self.failed += before(line, "failed") + before(line, "error") + before(line, "errors");
        }
    }
}

/// Such as `1 failed, 11 passed, 2 warnings in 0.52s`.
fn is_pytest_mixture(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_digit()) && line.contains(" in ") && line.ends_with('s')
}

/// The number before a word.
fn before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split([' ', ',', ';', '.']).filter(|part| !part.is_empty()).collect();
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs.filter(|(_, second)| **second == word).filter_map(|(first, _)| first.parse::<u64>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_all_test_programs_are_understood() {
        for (line, passed, failed) in [
            (
                "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                5,
                0,
            ),
            ("test result: FAILED. 4 passed; 1 failed; 0 ignored", 4, 1),
            ("12 passed in 0.52s", 12, 0),
            ("======= 1 failed, 11 passed, 2 warnings in 0.52s =======", 11, 1),
            ("1 error in 0.10s", 0, 1),
            ("capi: 40 passed, 0 failed", 40, 0),
            ("test count::lines ... ok", 0, 0),
            ("3 seats in 2 pools", 0, 0),
        ] {
            let mut count = Count::default();
            count.read(line);
            assert_eq!(count, Count { passed, failed }, "{line}");
        }
    }
}
