//! The words of the candidates, each looked at once: most words of forty passages are the same few
//! hundred, and stemming is what costs.

use std::collections::HashMap;

use super::features::TermWeight;
use crate::language::stop_words::is_stop_word;
use crate::language::terms::{fold, term};

const POINTING_BACK: &[&str] = &[
    "he", "she", "it", "this", "these", "those", "they", "his", "her", "its", "their", "such", "он", "она", "оно", "они", "это", "этот", "эта", "эти", "его",
    "ее", "их",
];
const GIVING_REASONS: &str = "because due since thanks thus therefore owing caused reason result order allow allows \
    так потому поскольку из-за благодаря чтобы вследствие ввиду причина";
const DEFINING: &str = "is are was were known called means refers defined является называется это представляет называют";

/// A word as the features look at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// The same for words of one term.
    pub id: usize,
    /// The number of the question's term that it is, if any.
    pub asked: Option<usize>,
    /// It carries nothing.
    pub is_stop: bool,
    /// It stands for something said before.
    pub points_back: bool,
    /// It leads a reason in.
    pub gives_reason: bool,
    /// It says what something is.
    pub defines: bool,
}

/// The words seen so far, for one question.
pub(super) struct Lexicon<'t> {
    asked: &'t [TermWeight],
    known: HashMap<&'t str, Known>,
    /// Terms by their number.
    ids: HashMap<String, usize>,
}

impl<'t> Lexicon<'t> {
    pub(super) fn new(asked: &'t [TermWeight]) -> Lexicon<'t> {
        Lexicon { asked, known: HashMap::new(), ids: HashMap::new() }
    }

    /// What is known of a word.
    pub(super) fn look(&mut self, word: &'t str) -> Known {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let folded = fold(word);
        let term = term(word);
        let asked = self.asked.iter().position(|asked| asked.term == term);
        let next = self.ids.len();
        let known = Known {
            id: *self.ids.entry(term).or_insert(next),
            asked,
            is_stop: is_stop_word(word),
            points_back: POINTING_BACK.contains(&folded.as_str()),
            gives_reason: GIVING_REASONS.split(' ').any(|other| other == folded),
            defines: DEFINING.split(' ').any(|other| other == folded),
        };
        self.known.insert(word, known);
        known
    }
}
