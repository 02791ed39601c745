//! Words that were analysed before: a library says the same ones over and over, and stemming is most of the work of
//! making an index.

use std::collections::HashMap;

use crate::language::terms::{fold, term_of_folded};

/// As many words are kept; then it begins anew. Some 100 bytes each.
const MOST: usize = 200_000;

/// A word in the two forms that the index knows it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forms {
    /// Folded, not stemmed.
    pub folded: String,
    /// Its term.
    pub term: String,
}

/// What is known of words as they are written.
#[derive(Default)]
pub struct Memo {
    known: HashMap<Box<str>, Forms>,
}

impl Memo {
    /// The forms of a word.
    pub(super) fn forms(&mut self, word: &str) -> &Forms {
        if self.known.len() >= MOST && !self.known.contains_key(word) {
            self.known.clear();
        }
        if !self.known.contains_key(word) {
            let folded = fold(word);
            let term = term_of_folded(&folded);
            self.known.insert(word.into(), Forms { folded, term });
        }
        &self.known[word]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::terms::term;

    #[test]
    fn a_word_is_analysed_as_without_a_memory() {
        let mut memo = Memo::default();
        for word in ["Running", "Россией", "U.S.", "Running", "d'État"] {
            assert_eq!(memo.forms(word), &Forms { folded: fold(word), term: term(word) });
        }
    }
}
