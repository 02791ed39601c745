//! What is ranked: the sentences of a passage, cut into tokens once, and a question's weighed
//! terms.

use std::sync::Arc;

use crate::language::thesaurus;
use crate::language::tokens::{TermId, Token, root, tokens};

/// A question's term with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct TermWeight {
    /// As the index knows it.
    pub term: String,
    /// The word that it was made from, folded.
    pub folded: String,
    /// Its fingerprint.
    pub id: TermId,
    /// The family of the word, if it has one.
    pub root: Option<TermId>,
    /// Terms of words with a related meaning.
    pub related: Vec<TermId>,
    /// Whether the thesaurus has it, so that no related word says something.
    pub in_thesaurus: bool,
    /// Inverse document frequency as in BM25; higher is rarer; never negative.
    pub rarity: f32,
    /// Whether it was typed as an acronym, whose letters may be the first of some words.
    pub is_acronym: bool,
    /// Whether no passage has it.
    pub is_absent: bool,
    /// Whether it was typed with a capital or holds a digit: a name or number.
    pub is_name: bool,
}

impl TermWeight {
    /// A term and the folded word that it was made from.
    pub fn new(term: String, folded: &str, rarity: f32, is_name: bool) -> TermWeight {
        TermWeight {
            id: TermId::of(&term),
            root: root(folded),
            folded: folded.to_owned(),
            related: Vec::new(),
            in_thesaurus: thesaurus::is_word(&term),
            term,
            is_acronym: false,
            is_absent: false,
            rarity,
            is_name,
        }
    }
}

/// Other words for some of the question's terms: an acronym for its words, the words for an
/// acronym.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The words in order; stop words may stand between.
    pub words: Vec<TermId>,
    /// The terms, by their numbers.
    pub terms: std::ops::Range<usize>,
}

/// What a question asks about: its words as the candidates are held against them.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Its terms, weighed.
    pub terms: Vec<TermWeight>,
    /// Other words for them.
    pub aliases: Vec<Alias>,
}

impl Asked {
    /// The sum of the terms' rarities.
    pub fn total(&self) -> f32 {
        self.terms.iter().map(|term| term.rarity).sum()
    }
}

/// A sentence as it is ranked.
#[derive(Debug, Clone)]
pub struct SentenceWords {
    /// Its parts, joined by a space.
    pub text: String,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
}

impl SentenceWords {
    /// Cuts a sentence into tokens.
    pub fn new(text: String) -> SentenceWords {
        SentenceWords { tokens: tokens(&text), text }
    }
}

/// The words of a passage.
#[derive(Debug, Clone)]
pub struct PassageWords {
    /// Its sentences, in order.
    pub sentences: Vec<SentenceWords>,
    /// The tokens of its heading and of the document's title.
    pub context: Vec<Token>,
}

impl PassageWords {
    /// Cuts a passage into tokens.
    pub fn new(sentences: impl Iterator<Item = String>, context: &str) -> PassageWords {
        PassageWords {
            sentences: sentences.map(SentenceWords::new).collect(),
            context: tokens(context),
        }
    }

    /// What they take in memory, in bytes, near enough.
    pub fn n_bytes(&self) -> usize {
        let tokens = |tokens: &Vec<Token>| size_of_val(tokens.as_slice());
        let sentences = self.sentences.iter().map(|sentence| {
            sentence.text.len() + tokens(&sentence.tokens) + size_of::<SentenceWords>()
        });
        sentences.sum::<usize>() + tokens(&self.context)
    }
}

/// A passage that may hold the answer.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its words.
    pub words: Arc<PassageWords>,
    /// Its score in the index.
    pub score: f32,
    /// The candidate that is the passage right before it in the same document, from 0.
    pub preceding: Option<usize>,
    /// The number of its document among those of the candidates: the same for the same document.
    pub document: usize,
}
