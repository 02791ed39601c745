//! Words that were analysed before: a library says the same ones over and over, and stemming is most of the work of
//! making an index.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::language::terms::{fold, term_of_folded};

/// As many words are kept; then it begins anew. Some 150 bytes each.
const MOST: usize = 200_000;

/// A word in the two forms that the index knows it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forms {
    /// Folded, not stemmed.
    pub folded: String,
    /// Its term.
    pub term: String,
    /// The last file that had it.
    file: u64,
}

/// What is known of words as they are written.
#[derive(Default)]
pub struct Memo {
    /// The places of words among the forms: a look-up that finds a word need not look again.
    places: HashMap<Box<str>, u32, FxBuildHasher>,
    forms: Vec<Forms>,
    /// The file under way.
    file: u64,
}

impl Memo {
    /// Another file begins.
    pub(super) fn begin(&mut self) {
        self.file += 1;
    }

    /// The forms of a word, and whether the file has had none that is written alike. (A few are told as new that are not,
    /// when much has been forgotten.)
    pub(super) fn forms(&mut self, word: &str) -> (&Forms, bool) {
        let place = self.place(word);
        let forms = &mut self.forms[place];
        let is_new = forms.file != self.file;
        forms.file = self.file;
        (forms, is_new)
    }

    /// The term of a word; whether the file had it stays as it was.
    pub(super) fn term(&mut self, word: &str) -> &str {
        let place = self.place(word);
        &self.forms[place].term
    }

    fn place(&mut self, word: &str) -> usize {
        match self.places.get(word) {
            Some(place) => *place as usize,
            None => self.add(word) as usize,
        }
    }

    fn add(&mut self, word: &str) -> u32 {
        if self.forms.len() >= MOST {
            self.forms.clear();
            self.places.clear();
        }
        let folded = fold(word);
        let term = term_of_folded(&folded);
        let place = self.forms.len() as u32;
        self.forms.push(Forms { folded, term, file: 0 });
        self.places.insert(word.into(), place);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::terms::term;

    #[test]
    fn a_word_is_analysed_as_without_a_memory_and_new_once_a_file() {
        let mut memo = Memo::default();
        for words in [["Running", "Россией", "U.S.", "Running", "d'État"], ["running", "U.S.", "U.S.", "Россией", "running"]] {
            memo.begin();
            for (at, word) in words.iter().enumerate() {
                let (forms, is_new) = memo.forms(word);
                assert_eq!((forms.folded.as_str(), forms.term.as_str()), (fold(word).as_str(), term(word).as_str()));
                assert_eq!(is_new, !words[..at].contains(word), "{word}");
                assert_eq!(memo.term("Trieste"), term("Trieste"));
            }
            assert!(memo.forms("Trieste").1, "only its term was asked for");
        }
    }
}
