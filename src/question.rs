//! A question as a person asked it, read into what it asks for. Pure: it knows no document. A third of
//! the file is tests, of what its parts tell together.

use std::sync::Arc;

use self::follow_up::Context;
use crate::document::ByteRange;
use crate::language::ignorable::is_ignorable;
use crate::language::stop_words::is_stop_word;
use crate::language::terms::{Word, fold, term, term_of_folded, words};
use crate::model::Meaning;
use crate::phrases::AskersWords;

mod answer_type;
mod courtesy;
mod role;
mod term;
mod follow_up;
mod typed;

pub use answer_type::AnswerType;
pub use role::Role;
pub use term::QuestionTerm;

/// More different terms than this are not searched for; a question is a sentence, not a document.
const MAX_TERMS: usize = 64;

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// What was asked, behind the words of the context.
    text: String,
    /// The words that it takes from the question before it, which [`Question::text`] begins with.
    context: Vec<AskersWords>,
    /// The part of the text that they take, in bytes.
    n_context: usize,
    /// What of it asks, greetings and thanks aside.
    asked: String,
    terms: Vec<QuestionTerm>,
    wanted: AnswerType,
    focus: Vec<String>,
    carries_nothing: bool,
    asks: bool,
    meaning: Option<Arc<Meaning>>,
}

impl Question {
    /// Reads what was asked. Anything can be asked; what holds no word has no terms.
    pub fn new(text: &str) -> Question {
        let parts = courtesy::asked(text);
        let asked =
            parts.iter().map(|part| text[part.as_std()].trim()).collect::<Vec<_>>().join(" ");
        let all: Vec<Word<'_>> = parts
            .iter()
            .flat_map(|part| {
                let in_text = |word: Word<'_>| part.start() + word.start..part.start() + word.end();
                let ranges: Vec<_> = words(&text[part.as_std()]).map(in_text).collect();
                ranges.into_iter().map(|range| Word { start: range.start, text: &text[range] })
            })
            .collect();
        let read = answer_type::read(&asked);
        let roles = role::roles(text, &parts, &all);
        let carries = |word: &str, role: Role| {
            (!is_stop_word(word) || typed::is_acronym(word, text))
                && role != Role::Asking
                && !answer_type::only_names(read.wanted, &fold(word))
        };
        let carrying =
            all.iter().zip(&roles).filter(|(word, role)| carries(word.text, **role)).count();
        let mut terms: Vec<QuestionTerm> = Vec::new();
        for (word, role) in all.iter().zip(roles) {
            let term = term(word.text);
            if carrying > 0 && !carries(word.text, role) {
                continue;
            }
            // What is told in the story and asked in the question is the matter.
            if let Some(known) = terms.iter_mut().find(|known| known.term == term) {
                if known.role == Role::Story {
                    known.role = role;
                }
            } else if terms.len() < MAX_TERMS {
                let range = ByteRange::new(word.start, word.end());
                terms.push(QuestionTerm { term, range, role });
            }
        }
        Question {
            text: text.to_owned(),
            context: Vec::new(),
            n_context: 0,
            asked,
            carries_nothing: carrying == 0,
            asks: role::any_asks(text, &parts),
            terms,
            wanted: read.wanted,
            focus: read.focus.iter().map(|word| term_of_folded(word)).collect(),
            meaning: None,
        }
    }

    /// The same question with what a sentence model makes of [`Question::asked`]; without, it is
    /// answered by its words alone.
    pub fn with_meaning(self, meaning: Option<Meaning>) -> Question {
        Question { meaning: meaning.map(Arc::new), ..self }
    }

    /// What a sentence model makes of it.
    pub fn meaning(&self) -> Option<&Meaning> {
        self.meaning.as_deref()
    }

    /// The same question, read as if some of its words were others: "wen" as "when". Its question words are
    /// told so, and what a sentence model makes of it. The text and the terms stay.
    pub fn reading(&self, others: &[(ByteRange, String)]) -> Question {
        let mut text = String::with_capacity(self.text.len());
        let mut behind = self.n_context;
        let is_own = |other: &&(ByteRange, String)| other.0.start() >= self.n_context;
        for (range, word) in others.iter().filter(is_own) {
            text.push_str(&self.text[behind..range.start()]);
            text.push_str(word);
            behind = range.end();
        }
        text.push_str(&self.text[behind..]);
        let own = asked(&text);
        let read = answer_type::read(&own);
        let asked = format!("{}{own}", &self.asked[..self.n_context]);
        Question {
            wanted: read.wanted,
            focus: read.focus.iter().map(|word| term_of_folded(word)).collect(),
            meaning: self.meaning().and_then(|meaning| meaning.again(&asked)).map(Arc::new),
            asked,
            ..self.clone()
        }
    }

    /// The question as it was asked, behind the words of its context.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The question as it was asked, without a context.
    pub fn own_text(&self) -> &str {
        &self.text[self.n_context..]
    }

    /// What of it asks, greetings, pleas and thanks aside.
    pub fn asked(&self) -> &str {
        &self.asked
    }

    /// The words that carry something, in order, each once. Stop words only where there is nothing
    /// else.
    pub fn terms(&self) -> &[QuestionTerm] {
        &self.terms
    }

    /// Whether none of its words carries anything: a greeting, thanks, "who are you".
    pub fn carries_nothing(&self) -> bool {
        self.carries_nothing
    }

    /// The terms that are written as one word with a hyphen between, with the term of the word
    /// without it: `co-operate` with `cooperate`.
    pub fn hyphenated(&self) -> impl Iterator<Item = (&QuestionTerm, &QuestionTerm, String)> {
        let pairs = self.terms.iter().zip(self.terms.iter().skip(1));
        pairs.filter_map(|(one, other)| {
            let between = &self.text[one.range.end()..other.range.start().max(one.range.end())];
            let word = |term: &QuestionTerm| fold(&self.text[term.range.as_std()]);
            matches!(between, "-" | "‐" | "‑")
                .then(|| (one, other, term_of_folded(&(word(one) + &word(other)))))
        })
    }

    /// What kind of answer it asks for.
    pub fn answer_type(&self) -> AnswerType {
        self.wanted
    }

    /// Whether it is a keyword or two, and no sentence: none of its words only joins others.
    pub fn is_keyword(&self) -> bool {
        const MOST_WORDS: usize = 3;
        let n_words = words(&self.asked).take(MOST_WORDS + 1).count();
        n_words <= MOST_WORDS && n_words == self.terms.len() && !self.carries_nothing
    }

    /// Whether a sentence of it ends with a question mark, or begins as a question does.
    pub fn is_worded_as_question(&self) -> bool {
        self.asks
    }

    /// Whether it asks how something is done.
    pub fn asks_how(&self) -> bool {
        answer_type::asks_how(&self.asked) && self.wanted != AnswerType::Number
    }

    /// The terms that name what is asked for, in order: `countri` in "how many countries". Empty
    /// when the question does not say.
    pub fn focus(&self) -> &[String] {
        &self.focus
    }

    /// What stands in quotation marks, as it was typed, in order: to be found word for word.
    pub fn quoted(&self) -> impl Iterator<Item = &str> {
        typed::quoted(&self.asked)
    }

    /// What was typed as one word and is several, as identifiers, options, paths and versions are, in
    /// order: to be found word for word.
    pub fn identifiers(&self) -> impl Iterator<Item = &str> {
        typed::identifiers(&self.asked)
    }

    /// Whether the word was typed as a name or number is: with a capital, not as the first word, or
    /// with a digit.
    pub fn is_name(&self, term: &QuestionTerm) -> bool {
        let word = self.text.get(term.range.as_std()).unwrap_or_default();
        let before = self.text.get(self.n_context..term.range.start());
        let begins = before
            .is_some_and(|before| before.chars().all(|c| c.is_whitespace() || is_ignorable(c)));
        (word.starts_with(char::is_uppercase) && !begins)
            || word.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether the word was typed as an acronym is: US, WHO.
    pub fn is_acronym(&self, term: &QuestionTerm) -> bool {
        self.text.get(term.range.as_std()).is_some_and(|word| typed::is_acronym(word, &self.text))
    }

    /// Whether it cannot be understood without the question before it.
    pub fn points_back(&self) -> bool {
        let is_matter = |term: &&QuestionTerm| !self.carries_nothing && term.role == Role::Matter;
        let said = follow_up::Said {
            n_matter: self.terms.iter().filter(is_matter).count(),
            has_name: self.terms.iter().any(|term| self.is_name(term)),
        };
        follow_up::points_back(&self.asked, said)
    }

    /// The same question with words of the question before it: its names, where it has any and this
    /// one says more than nothing, else all that carry something. They stand before it in the text.
    pub fn with_context(self, before: &Question) -> Question {
        let has_name = before.terms.iter().any(|term| before.is_name(term));
        let is_taken = |term: &&QuestionTerm| {
            // A name may begin a sentence.
            let may_be_name = before.is_name(term)
                || before.text[term.range.as_std()].starts_with(char::is_uppercase);
            matches!(term.role, Role::Matter | Role::Story)
                && (self.carries_nothing || !has_name || may_be_name)
        };
        let n_taken = if before.carries_nothing { 0 } else { before.terms.len() };
        let taken = before.terms.iter().take(n_taken).filter(is_taken);
        let role = if self.carries_nothing { Role::Matter } else { Role::Story };
        let context = Context::of(taken.map(|term| (term, before.word(term))), role);
        if context.words.is_empty() {
            return self;
        }
        let n_context = context.text.len();
        let moved = |own: &QuestionTerm| QuestionTerm {
            range: ByteRange::new(n_context + own.range.start(), n_context + own.range.end()),
            ..own.clone()
        };
        let own = if self.carries_nothing { &[] } else { &self.terms[..] };
        // What is told and asked is the matter.
        let is_told_only = |told: &QuestionTerm| own.iter().all(|own| own.term != told.term);
        let told = context.terms.into_iter().filter(is_told_only);
        let terms = told.chain(own.iter().map(moved)).collect();
        Question {
            asked: format!("{}{}", context.text, self.asked),
            text: context.text + &self.text,
            context: context.words,
            n_context,
            terms,
            carries_nothing: false,
            ..self
        }
    }

    /// The words that it takes from the question before it, as they were asked, in order.
    pub fn context(&self) -> &[AskersWords] {
        &self.context
    }

    /// Words of the question as they stand in it, to be shown to the asker.
    ///
    /// # Panics
    /// When the range leaves the text or splits a character.
    pub fn words_in(&self, range: ByteRange) -> AskersWords {
        AskersWords::cut(&self.text, range).expect("a range of this question")
    }

    /// The terms of the words that the word consists of by its capitals: `lampOilLevel`. Empty
    /// where it has none within.
    pub fn humps(&self, term: &QuestionTerm) -> Vec<String> {
        let word = self.text.get(term.range.as_std()).unwrap_or_default();
        typed::humps(word).into_iter().map(crate::language::terms::term).collect()
    }

    /// A word of the question, to be shown to the asker.
    pub fn word(&self, term: &QuestionTerm) -> AskersWords {
        AskersWords::cut(&self.text, term.range).expect("a term's range is a word of this question")
    }
}

/// What of a message asks, its parts put together.
fn asked(text: &str) -> String {
    let parts = courtesy::asked(text);
    parts.iter().map(|part| text[part.as_std()].trim()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(question: &str, expected: &[&str]) {
        assert_eq!(
            Question::new(question)
                .terms()
                .iter()
                .map(|term| term.term.as_str())
                .collect::<Vec<_>>(),
            expected,
            "{question}"
        );
    }

    #[test]
    fn words_that_carry_nothing_are_dropped() {
        check(
            "When did Norway coordinate the Oslo–NATO talks?",
            &["norway", "coordin", "oslo", "nato", "talk"],
        );
        check("На какую теорию опираются авторы?", &["теор", "опира", "автор"]);
        check("???", &[]);
        check("Who runs the US yard?", &["run", "us", "yard"]);
        check("WHO RUNS IT?", &["run"]);
    }

    #[test]
    fn a_hyphen_joins_two_words_to_one() {
        let joined = |text: &str| {
            Question::new(text).hyphenated().map(|(.., joined)| joined).collect::<Vec<_>>()
        };
        assert_eq!(joined("which inter-harbour boats sail"), ["interharbour"]);
        assert!(joined("boats – harbours, boats sail").is_empty());
    }

    #[test]
    fn a_question_of_stop_words_keeps_them() {
        check("who are you", &["who", "are", "you"]);
        assert!(
            Question::new("Thanks, who are you?").carries_nothing()
                && !Question::new("who is Hale").carries_nothing()
        );
    }

    #[test]
    fn what_cannot_be_understood_alone_points_back() {
        for question in [
            "and when?",
            "why?",
            "and who signed it?",
            "who signed it?",
            "who signed?",
            "When did they leave?",
            "And when did Holm leave?",
            "who said that?",
            "и кто подписал?",
            "а когда?",
            "почему?",
            "кто его подписал?",
        ] {
            assert!(Question::new(question).points_back(), "{question}");
        }
        for question in [
            "who is Ulf Holm?",
            "what is photosynthesis?",
            "when was the harbour of Vardø closed?",
            "And when was the harbour of Vardø closed by the council?",
            "who are you?",
            "кто ты?",
            "lamps",
            "???",
            "",
        ] {
            assert!(!Question::new(question).points_back(), "{question}");
        }
    }

    #[test]
    fn names_of_the_question_before_are_taken_along_and_count_less() {
        let asked =
            |question: &str, before: &Question| Question::new(question).with_context(before);
        let words = |question: &Question| -> Vec<String> {
            question.context().iter().map(|word| word.as_str().to_owned()).collect()
        };
        let first = Question::new("when was the treaty of Oslo signed by Holm?");
        let second = asked("and who has broken it?", &first);
        assert_eq!(words(&second), ["Oslo", "Holm"]);
        assert_eq!(second.own_text(), "and who has broken it?");
        assert_eq!(second.answer_type(), AnswerType::Person);
        let roles: Vec<Role> = second.terms().iter().map(|term| term.role).collect();
        assert_eq!(roles, [Role::Story, Role::Story, Role::Matter]);
        assert_eq!(second.word(&second.terms()[2]).as_str(), "broken");
        let named: Vec<bool> = second.terms().iter().map(|term| second.is_name(term)).collect();
        assert_eq!(named, [true, true, false]);
        // Nothing of its own: all that carried something is what it is about.
        let third = asked("why?", &second);
        assert_eq!(words(&third), ["Oslo", "Holm", "broken"]);
        assert!(third.terms().iter().all(|term| term.role == Role::Matter));
        assert!(asked("why?", &Question::new("who are you?")).context().is_empty());
        let small = asked("who signed it?", &Question::new("when was the oslo treaty made?"));
        assert_eq!(words(&small), ["oslo", "treaty"]);
    }
}
