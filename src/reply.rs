//! A reply: an answer said to a person, as parts that every edge renders in its own markup. It
//! takes quotes, phrases and citation fields, and nothing else.

mod quoted;
pub mod words;

pub use quoted::{Name, QuotePart, When};

use crate::answer::{Answer, Outcome, Reference, Shown};
use crate::phrases::{AskersWords, Key, Phrase, Slot, Voice};

/// What a person gets to read, in order, and what can be asked for next.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The parts; never empty.
    pub parts: Vec<Part>,
    /// What a person can ask for next, each by a button where there are any.
    pub offers: Vec<Offer>,
}

/// One part of a reply.
#[derive(Debug, Clone)]
pub enum Part {
    /// A fixed phrase on a line of its own.
    Phrase(Phrase),
    /// A phrase, and words of the asker set apart by commas behind it.
    Words(Phrase, Vec<AskersWords>),
    /// A quote and its citation.
    Quote(Box<QuotePart>),
}

/// Something to ask for next.
#[derive(Debug, Clone)]
pub enum Offer {
    /// The passages that come nearest, under this label.
    Nearest(Phrase, Vec<Reference>),
    /// The example question of this name, which is its own label.
    Example(Phrase, String),
}

/// Words that are said to be read as others; more are no question.
const MAX_READ_AS: usize = 5;

/// Says an answer.
pub fn reply(answer: &Answer, voice: Voice) -> Reply {
    let read = answer.read_as.iter().take(MAX_READ_AS).map(|read| {
        let word = Slot::Asked(read.word.clone());
        Part::Phrase(match read.quoted.clone() {
            Some(meant) => voice.say(Key::ReadAs, vec![word, Slot::Quoted(meant)]),
            None => voice.say(Key::ReadOtherwise, vec![word]),
        })
    });
    let (nothing_found, missing_words) = if answer.of_one_document {
        (Key::NothingFoundThere, Key::MissingWordsThere)
    } else {
        (Key::NothingFound, Key::MissingWords)
    };
    let mut parts: Vec<Part> = read.collect();
    let mut offers = Vec::new();
    match &answer.outcome {
        Outcome::Answered(quotes) => parts.extend(quote_parts(quotes, voice)),
        Outcome::NothingFound { nearest } => {
            parts.push(Part::Phrase(voice.say(nothing_found, vec![])));
            if !answer.missing.is_empty() {
                let phrase =
                    voice.say(missing_words, vec![Slot::Number(answer.missing.len() as u64)]);
                parts.push(Part::Words(phrase, answer.missing.clone()));
            }
            if !nearest.is_empty() {
                // None of their words answers, so none is set apart; and values that do not answer
                // do not differ.
                let references = nearest
                    .iter()
                    .map(|shown| Reference {
                        highlights: Vec::new(),
                        differs_from: Vec::new(),
                        ..shown.reference()
                    })
                    .collect();
                offers.push(Offer::Nearest(voice.say(Key::ShowNearest, vec![]), references));
            }
        }
    }
    Reply { parts, offers }
}

/// Says the passages that come nearest where none answers.
pub fn nearest(shown: &[Shown], voice: Voice) -> Reply {
    let lead = Part::Phrase(voice.say(Key::Nearest, vec![]));
    Reply {
        parts: std::iter::once(lead).chain(quote_parts(shown, voice)).collect(),
        offers: Vec::new(),
    }
}

/// What the documents say of each of some sentences, which stand in slots for words of the asker.
pub fn sources(said: &[(Slot, Option<Shown>)], voice: Voice) -> Reply {
    let mut parts = Vec::new();
    let mut rank = 0;
    for (number, (words, shown)) in said.iter().enumerate() {
        parts.push(Part::Phrase(
            voice.say(Key::SentenceOf, vec![Slot::Number(number as u64 + 1), words.clone()]),
        ));
        parts.push(match shown {
            Some(shown) => {
                rank += 1;
                Part::Quote(Box::new(QuotePart::new(rank, shown, voice)))
            }
            None => Part::Phrase(voice.say(Key::NotSaid, vec![])),
        });
    }
    Reply { parts, offers: Vec::new() }
}

/// Says phrases, each on a line of its own.
pub fn notice(phrases: impl IntoIterator<Item = Phrase>) -> Reply {
    Reply { parts: phrases.into_iter().map(Part::Phrase).collect(), offers: Vec::new() }
}

/// The quotes with their numbers and citations, in order.
pub fn quote_parts(shown: &[Shown], voice: Voice) -> impl Iterator<Item = Part> {
    shown
        .iter()
        .enumerate()
        .map(move |(at, shown)| Part::Quote(Box::new(QuotePart::new(at + 1, shown, voice))))
}
