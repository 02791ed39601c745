//! A reply: an answer said to a person, as parts that every edge renders in its own markup. It takes
//! quotes, phrases and citation fields, and nothing else.

pub mod words;

use crate::answer::{Answer, Cut, Outcome, Shown};
use crate::document::ByteRange;
use crate::phrases::{Key, Language, Phrase, Phrases, Slot};
use crate::quote::Quote;
use crate::sources::CitationField;

/// What a person gets to read, in order.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The parts; never empty.
    pub parts: Vec<Part>,
}

/// One part of a reply.
#[derive(Debug, Clone)]
pub enum Part {
    /// A fixed phrase on a line of its own.
    Phrase(Phrase),
    /// A phrase, and words of the asker set apart by commas behind it.
    Words(Phrase, Vec<crate::phrases::AskersWords>),
    /// A quote and its citation.
    Quote(Box<QuotePart>),
}

/// A quote with its citation, ready to be rendered.
#[derive(Debug, Clone)]
pub struct QuotePart {
    /// Its number in the reply, from 1.
    pub rank: usize,
    /// The words.
    pub quote: Quote,
    /// Ranges of the document to be set in bold: in order, disjoint, within the parts.
    pub highlights: Vec<ByteRange>,
    /// Whether words of the sentence were left out.
    pub cut: Cut,
    /// The source's name.
    pub name: Name,
    /// Where it is on the web.
    pub url: Option<CitationField>,
    /// Authors, outlet, container, in order.
    pub fields: Vec<CitationField>,
    /// When it is from.
    pub date: When,
    /// The heading above it.
    pub section: Option<Quote>,
    /// Where in the document: "paragraph 7".
    pub place: Phrase,
    /// That other quotes give another value for the same thing, one phrase a quote, in order.
    pub differs_from: Vec<Phrase>,
}

/// What a source is called.
#[derive(Debug, Clone)]
pub enum Name {
    /// Its title.
    Title(CitationField),
    /// Its opening words.
    Opening(Quote),
    /// It has neither; the outlet and date must do.
    None,
}

/// When a source is from.
#[derive(Debug, Clone)]
pub enum When {
    /// As written.
    Date(CitationField),
    /// The phrase that says that nobody knows.
    Undated(Phrase),
}

/// Says an answer.
pub fn reply(answer: &Answer, phrases: &Phrases, language: Language) -> Reply {
    let say = |key, slots| phrases.say(language, key, slots);
    let mut parts = Vec::new();
    match &answer.outcome {
        Outcome::Answered(quotes) => parts.extend(quotes.iter().enumerate().map(|(at, shown)| quote_part(at + 1, shown, phrases, language))),
        Outcome::NothingFound { .. } => {
            parts.push(Part::Phrase(say(Key::NothingFound, vec![])));
            if !answer.missing.is_empty() {
                let phrase = say(Key::MissingWords, vec![Slot::Number(answer.missing.len() as u64)]);
                parts.push(Part::Words(phrase, answer.missing.clone()));
            }
        }
    }
    Reply { parts }
}

/// Says a single phrase.
pub fn notice(phrase: Phrase) -> Reply {
    Reply { parts: vec![Part::Phrase(phrase)] }
}

fn quote_part(rank: usize, shown: &Shown, phrases: &Phrases, language: Language) -> Part {
    let citation = &shown.citation;
    let name = match (&citation.title, &shown.opening) {
        (Some(title), _) => Name::Title(title.clone()),
        (None, Some(opening)) => Name::Opening(opening.clone()),
        (None, None) => Name::None,
    };
    let says_the_title = |section: &Quote| citation.title.as_ref().is_some_and(|title| section.texts().next() == Some(title.as_str()));
    Part::Quote(Box::new(QuotePart {
        rank,
        quote: shown.quote.clone(),
        highlights: shown.highlights.clone(),
        cut: shown.cut,
        name,
        url: citation.url.clone(),
        fields: citation.authors.iter().chain(&citation.publisher).chain(&citation.container).cloned().collect(),
        date: match &citation.date {
            Some(date) => When::Date(date.clone()),
            None => When::Undated(phrases.say(language, Key::Undated, vec![])),
        },
        section: shown.section.clone().filter(|section| !says_the_title(section)),
        place: phrases.say(language, Key::Paragraph, vec![Slot::Number(u64::from(shown.paragraph))]),
        differs_from: shown.differs_from.iter().map(|at| phrases.say(language, Key::DiffersFrom, vec![Slot::Number(*at as u64 + 1)])).collect(),
    }))
}
