//! A question that points back at the one before it ("and who signed it?"), and the words that it takes
//! from that. What is asked by itself has the first word: these count less, unless nothing else does.

use super::role::Role;
use super::term::QuestionTerm;
use crate::document::ByteRange;
use crate::language::attributes::Attribute;
use crate::language::courtesies::{Asking, is};
use crate::language::terms::{fold, words};
use crate::language::tokens::tokens;
use crate::phrases::AskersWords;

/// Who says more than this, in words, says what the question is about.
const MOST_POINTING_BACK: usize = 2;
/// More words of the question before are not taken along.
const MOST_WORDS: usize = 12;
/// Conjunctions and adverbs that go on with what was said, beside those that only join.
const GOING_ON: &str = "but also а но";
/// Pronouns that refer to something said before where they are the last word; within a sentence they
/// may begin a clause.
const REFERRING_LAST: &str = "that то";
/// Whoever says these speaks to the bot of the bot.
const SECOND_PERSON: &str = "you your yours yourself ты тебя тебе твой вы вас вам ваш";

fn among(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|other| other == word)
}

/// What a question says of itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    /// Its words that say what it is about.
    pub n_matter: usize,
    /// Whether one of them is typed as a name is.
    pub has_name: bool,
}

/// Whether a question cannot be understood without the one before it: it begins with a conjunction,
/// or has nothing but pronouns and other small words, a verb or so aside. Never where it names what
/// it is about.
pub(super) fn points_back(asked: &str, said: Said) -> bool {
    let folded: Vec<String> = words(asked).map(|word| fold(word.text)).collect();
    let tokens = tokens(asked);
    let Some(((first, last), token)) = folded.first().zip(folded.last()).zip(tokens.first()) else {
        return false;
    };
    if folded.iter().any(|word| among(SECOND_PERSON, word)) {
        return false;
    }
    if said.n_matter == 0 {
        return true;
    }
    let is_short = said.n_matter <= MOST_POINTING_BACK;
    let goes_on = token.attributes.has(Attribute::Conjunction) || among(GOING_ON, first);
    let refers = among(REFERRING_LAST, last)
        || tokens.iter().any(|token| token.attributes.has(Attribute::Anaphor));
    // "Who signed?"
    let is_bare = is(Asking::QuestionWord, first) && folded.len() == 2;
    goes_on && (is_short || !said.has_name) || !said.has_name && is_short && (refers || is_bare)
}

/// The words that a question takes from the one before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// The words with a space behind each.
    pub text: String,
    /// Their terms, with ranges of this text.
    pub terms: Vec<QuestionTerm>,
    /// The words as they were asked.
    pub words: Vec<AskersWords>,
}

impl Context {
    /// Of these words with their terms, the first ones, for this role in the question.
    pub fn of<'q>(
        taken: impl Iterator<Item = (&'q QuestionTerm, AskersWords)>,
        role: Role,
    ) -> Context {
        let mut context = Context::default();
        for (term, word) in taken.take(MOST_WORDS) {
            let start = context.text.len();
            context.text.push_str(word.as_str());
            let range = ByteRange::new(start, context.text.len());
            context.terms.push(QuestionTerm { term: term.term.clone(), range, role });
            context.words.push(word);
            context.text.push(' ');
        }
        context
    }
}
