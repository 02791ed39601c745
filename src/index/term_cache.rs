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
    /// Whether it was already handed out as a new word.
    is_seen: bool,
}

/// The terms of words as they are written, and which words were seen.
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

    /// The term of a word, and the word itself, folded, the first time (and again after the cache
    /// was emptied).
    pub(super) fn term_and_new_word(&mut self, word: &str) -> (&str, Option<String>) {
        let cached = self.cached(word);
        let is_new = !std::mem::replace(&mut cached.is_seen, true);
        (&cached.term, is_new.then(|| fold(word)))
    }

    fn cached(&mut self, word: &str) -> &mut Cached {
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
                is_seen: false,
            })
            .into_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_analysed_as_without_a_cache_and_new_once() {
        let mut cache = TermCache::default();
        assert_eq!(cache.term("Trieste"), term("Trieste"));
        for (word, new) in [
            ("Running", Some("running")),
            ("Россией", Some("россией")),
            ("U.S.", Some("u.s.")),
            ("Running", None),
            ("Trieste", Some("trieste")),
        ] {
            assert_eq!(
                cache.term_and_new_word(word),
                (term(word).as_str(), new.map(str::to_owned))
            );
        }
    }
}
