//! Words that were analysed before: a library says the same ones over and over, and stemming is
//! most of the work of making an index.

use std::hash::BuildHasher;

use compact_str::CompactString;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use crate::language::terms::{fold, term};

/// As many words are kept; then it begins anew. Some 100 bytes each, for each thread.
const MOST: usize = 400_000;

/// A word, analysed.
struct Known {
    /// As it is written.
    word: CompactString,
    term: CompactString,
    /// Whether it was among the new ones.
    is_told: bool,
}

/// The terms of words as they are written, and which words are new.
#[derive(Default)]
pub struct Memo {
    /// A table of values that hold their keys, so that a word is found where it is compared.
    words: HashTable<Known>,
}

impl Memo {
    /// The term of a word.
    pub(super) fn term(&mut self, word: &str) -> &str {
        &self.known(word).term
    }

    /// The term of a word, and the word itself, folded, the first time (or once more, when it was
    /// forgotten).
    pub(super) fn told(&mut self, word: &str) -> (&str, Option<String>) {
        let known = self.known(word);
        let is_new = !std::mem::replace(&mut known.is_told, true);
        (&known.term, is_new.then(|| fold(word)))
    }

    fn known(&mut self, word: &str) -> &mut Known {
        if self.words.len() >= MOST {
            self.words.clear();
        }
        let hash = |word: &str| FxBuildHasher.hash_one(word);
        let entry =
            self.words.entry(hash(word), |known| known.word == word, |known| hash(&known.word));
        entry
            .or_insert_with(|| Known { word: word.into(), term: term(word).into(), is_told: false })
            .into_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_analysed_as_without_a_memory_and_new_once() {
        let mut memo = Memo::default();
        assert_eq!(memo.term("Trieste"), term("Trieste"));
        for (word, new) in [
            ("Running", Some("running")),
            ("Россией", Some("россией")),
            ("U.S.", Some("u.s.")),
            ("Running", None),
            ("Trieste", Some("trieste")),
        ] {
            assert_eq!(memo.told(word), (term(word).as_str(), new.map(str::to_owned)));
        }
    }
}
