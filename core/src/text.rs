//! Texts as people search and sort them: case and accents folded.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Folds case and accents: `Åse`, `ÅSE` and `ase` are the same. Compatibility forms (ligatures, wide letters) become plain ones, and the
/// letters of European languages that carry a stroke or are two in one become their base letters. Marks that are not accents, such as
/// the vowels of Indic scripts, stay.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// The same, at the end of another text.
pub(crate) fn fold_onto(text: &str, folded: &mut String) {
    if text.is_ascii() {
        folded.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    // Taking apart may uncover a capital letter, and a small letter may come apart once more.
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| !is_accent(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            c => folded.push(c),
        }
    }
}

/// Marks above, below, through and attached to a letter.
fn is_accent(c: char) -> bool {
    let class = canonical_combining_class(c);
    class == 1 || class >= 200
}

/// Words that are looked for: a text matches if each of them stands somewhere in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Search {
    words: Vec<String>,
}

impl Search {
    pub(crate) fn new(text: &str) -> Self {
        Self { words: fold(text).split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether nothing is looked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word stands in one of these folded texts.
    pub(crate) fn is_in(&self, folded: &[&str]) -> bool {
        self.words.iter().all(|word| folded.iter().any(|text| text.contains(word.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_are_one() {
        for (text, expected) in [
            ("Åse ØSTERGÅRD", "ase ostergard"),
            ("Łódź", "lodz"),
            ("STRASSE Straße", "strasse strasse"),
            ("İstanbul", "istanbul"),
            ("Ægir Þór", "aegir thor"),
            ("ﬁnal Ｗｉｄｅ", "final wide"),
            ("Σίσυφος", "σισυφοσ"),
            ("が", "か\u{3099}"),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
        assert_eq!(fold("e\u{301}"), fold("é"), "however it is written");
    }

    #[test]
    fn all_words_must_be_there_in_any_order() {
        let search = Search::new("Svens  ÅSA");
        assert!(search.is_in(&["svensson", "asa"]));
        assert!(!search.is_in(&["svensson", "eva"]));
        assert!(Search::new(" ").is_empty() && Search::new("").is_in(&[]));
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
