//! The terms of words that were analysed before: the same words come again and again, and stemming
//! is most of the work of making an index.

use std::hash::BuildHasher;

use compact_str::CompactString;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use crate::language::terms::{fold, term};

/// So many words are kept; then the cache is emptied. Some 100 bytes each, in each thread.
const MAX_WORDS: usize = 400_000;

/// A word, analysed.
struct Cached {
    /// As it is written.
    word: CompactString,
    term: CompactString,
    /// The word folded, where a misspelled word may mean it.
    spelling: Option<CompactString>,
}

/// The terms of words as they are written.
#[derive(Default)]
pub struct TermCache {
    /// A table of values that hold their keys, so that a word is found where it is compared.
    words: HashTable<Cached>,
}

impl TermCache {
    /// The term of a word.
    pub(super) fn term(&mut self, word: &str) -> &str {
        &self.cached(word).term
    }

    /// The term of a word; and the word itself, folded, where a misspelled word may mean it.
    pub(super) fn term_and_spelling(&mut self, word: &str) -> (&str, Option<&CompactString>) {
        let cached = self.cached(word);
        (&cached.term, cached.spelling.as_ref())
    }

    fn cached(&mut self, word: &str) -> &Cached {
        if self.words.len() >= MAX_WORDS {
            self.words.clear();
        }
        let hash = |word: &str| FxBuildHasher.hash_one(word);
        let entry =
            self.words.entry(hash(word), |cached| cached.word == word, |cached| hash(&cached.word));
        entry
            .or_insert_with(|| Cached {
                word: word.into(),
                term: term(word).into(),
                spelling: Some(fold(word)).filter(|word| may_be_meant(word)).map(Into::into),
            })
            .into_mut()
    }
}

/// Whether a misspelled word may mean this one: those that are corrected have letters only and are
/// neither short nor very long, and a slip changes one character. Numbers and codes would be stored
/// for nothing.
fn may_be_meant(word: &str) -> bool {
    (4..=25).contains(&word.chars().count())
        && word.chars().filter(|c| !c.is_alphabetic()).count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_analysed_as_without_a_cache() {
        let mut cache = TermCache::default();
        assert_eq!(cache.term("Trieste"), term("Trieste"));
        for (word, spelling) in [
            ("Running", Some("running")),
            ("Россией", Some("россией")),
            ("U.S.", None),
            ("Running", Some("running")),
            ("1931", None),
            ("Trieste", Some("trieste")),
        ] {
            let (found, folded) = cache.term_and_spelling(word);
            assert_eq!((found, folded.map(|word| word.as_str())), (term(word).as_str(), spelling));
        }
    }
}
