//! What a word does in a question: it names the matter, tells the story around it, or only belongs to
//! the way of asking.

use crate::document::ByteRange;
use crate::language::courtesies::{Asking, is};
use crate::language::irregular_forms::base;
use crate::language::stop_words::is_stop_word;
use crate::language::terms::{Word, fold, words};

/// What a word of a question is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It says what the question is about.
    Matter,
    /// It stands in a sentence that asks nothing, beside one that does.
    Story,
    /// It says what is measured ("how long"): documents that answer need not have it.
    Measure,
    /// A verb that says nearly nothing ("get").
    Light,
    /// An order to whom answers ("list", "explain"), or a word of asking: not searched for.
    Asking,
}

impl Role {
    /// How much the word counts beside one that says what the question is about.
    pub fn weight(self) -> f32 {
        match self {
            Role::Matter => 1.0,
            Role::Light => 0.5,
            Role::Story => 0.35,
            Role::Measure => 0.4,
            Role::Asking => 0.0,
        }
    }
}

/// The role of each of these words, which stand in the parts of a message that ask, in order.
pub(super) fn roles(text: &str, asked: &[ByteRange], all: &[Word<'_>]) -> Vec<Role> {
    let folded: Vec<String> = all.iter().map(|word| fold(word.text)).collect();
    let sentences = sentences(text, asked);
    let sentence_of =
        |word: &Word<'_>| sentences.partition_point(|(range, _)| range.end() <= word.start);
    let any_asks = sentences.iter().any(|(_, asks)| *asks);
    let mut is_begun = false;
    let mut last_sentence = usize::MAX;
    let role = |at: usize| {
        let (word, of) = (&folded[at], sentence_of(&all[at]));
        if of != last_sentence {
            (last_sentence, is_begun) = (of, false);
        }
        let before = at.checked_sub(1).map_or("", |before| folded[before].as_str());
        // What stands at the beginning of a question is asking until something else comes.
        let is_asking = !is_begun
            && at + 1 < folded.len()
            && (is(Asking::Instruction, word) || is(Asking::Courtesy, word));
        is_begun = is_begun || !is_asking && !is_stop_word(word);
        let asks = sentences.get(of).is_none_or(|(_, asks)| *asks);
        if is_asking
            || matches!(before, "how" | "сколько") && matches!(word.as_str(), "many" | "much")
        {
            Role::Asking
        } else if is(Asking::QuestionWord, before) && is(Asking::Measure, word) {
            Role::Measure
        } else if any_asks && !asks {
            Role::Story
        } else if is(Asking::LightVerb, base(word).unwrap_or(word)) {
            Role::Light
        } else {
            Role::Matter
        }
    };
    (0..all.len()).map(role).collect()
}

/// Whether a sentence of the parts that ask ends as a question, or begins as one.
pub(super) fn any_asks(text: &str, asked: &[ByteRange]) -> bool {
    sentences(text, asked).iter().any(|(_, asks)| *asks)
}

/// The sentences of the parts that ask, each with whether it asks: it ends in a question mark, or
/// begins with a word of asking.
fn sentences(text: &str, asked: &[ByteRange]) -> Vec<(ByteRange, bool)> {
    let Some((first, last)) = asked.first().zip(asked.last()) else { return Vec::new() };
    let (mut start, end) = (first.start(), last.end());
    let mut found = Vec::new();
    let marks = text[start..end].char_indices().filter_map(|(at, c)| {
        let behind = start + at + c.len_utf8();
        let ends = matches!(c, '.' | '!' | '?' | '…')
            && text[behind..end].starts_with(char::is_whitespace);
        (ends || c == '\n').then_some(behind)
    });
    for behind in marks.collect::<Vec<_>>().into_iter().chain([end]) {
        let sentence = text[start..behind].trim();
        let first = words(sentence).next().map(|word| fold(word.text)).unwrap_or_default();
        let asks = sentence.ends_with('?')
            || is(Asking::QuestionWord, &first)
            || super::answer_type::begins_yes_or_no(&first);
        if !sentence.is_empty() {
            found.push((ByteRange::new(start, behind), asks));
        }
        start = behind;
    }
    found
}
