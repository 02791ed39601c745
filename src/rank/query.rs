//! A question as it is matched: its terms with what each counts, and other words for them.

use std::ops::Range;

use crate::language::thesaurus;
use crate::language::tokens::{TermId, root};
use crate::vectors::Background;

/// A term of the question with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryTerm {
    /// As the index has it.
    pub term: String,
    /// The word that it was made from, folded.
    pub folded: String,
    /// Its fingerprint.
    pub id: TermId,
    /// The family of the word, if it has one.
    pub root: Option<TermId>,
    /// Terms of words with a related meaning, the nearest first.
    pub related: Vec<TermId>,
    /// Whether the thesaurus has it, so that the lack of a related word says something.
    pub in_thesaurus: bool,
    /// Inverse document frequency as in BM25; higher is rarer; never negative.
    pub idf: f32,
    /// Whether it was typed as an acronym, whose letters may be the first of some words.
    pub is_acronym: bool,
    /// Whether no passage has it.
    pub is_absent: bool,
    /// Whether it was typed with a capital or holds a digit: a name or number.
    pub is_name: bool,
}

impl QueryTerm {
    /// A term and the folded word that it was made from.
    pub fn new(term: String, folded: &str, idf: f32) -> QueryTerm {
        QueryTerm {
            id: TermId::of(&term),
            root: root(folded),
            folded: folded.to_owned(),
            related: Vec::new(),
            in_thesaurus: thesaurus::is_word(&term),
            term,
            idf,
            is_acronym: false,
            is_absent: false,
            is_name: false,
        }
    }
}

/// Other words for some of the question's terms: an acronym for its words, the words for an
/// acronym.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The words in order; stop words may lie between them.
    pub words: Vec<TermId>,
    /// The terms, by their numbers in the query.
    pub terms: Range<usize>,
}

/// What a question asks about: its terms, as candidates are matched against them.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Its terms, in the order of the question.
    pub terms: Vec<QueryTerm>,
    /// Other words for them.
    pub aliases: Vec<Alias>,
    /// How near the units of the library lie to the question, where a sentence model was asked.
    pub background: Option<Background>,
}

impl Query {
    /// The sum of the terms' idf.
    pub fn total_idf(&self) -> f32 {
        self.terms.iter().map(|term| term.idf).sum()
    }

    /// The number of the term that a word was written out from: "damage" from "dmg".
    pub fn written_out(&self, term: &str) -> Option<usize> {
        let id = TermId::of(term);
        let of_one = self.aliases.iter().filter(|alias| alias.terms.len() == 1);
        of_one.filter(|alias| alias.words.contains(&id)).map(|alias| alias.terms.start).next()
    }
}
