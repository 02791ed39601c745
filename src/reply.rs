//! A reply: an answer for a person, as parts that every edge renders in its own markup. It is made of
//! quotes, phrases and citation fields, and of nothing else.

mod cited_quote;
mod direction;
mod lines;
mod looked_up;
mod own_documents;
mod parts;
mod plain_citation;
mod source_line;
pub mod words;

pub use cited_quote::{CitedQuote, Name, When};
pub use direction::closing;
pub use lines::{Around, Code, Line, lines};
pub use looked_up::{card, catalogue, citation, footnotes, hits, text_page, verified};
pub use own_documents::{AddedDocument, added, removed, unquotable};
pub use parts::{Offer, Reply, ReplyPart, cited_quotes, notice, quote_parts};
pub use plain_citation::{citation_fields, name_field, opening_words, visible};
pub use source_line::{SourceField, SourceLine};

use crate::answer::{Answer, Outcome, QuoteReference, Shown};
use crate::phrases::{AskedSentence, Say, Voice};

/// Most words of a question that are said to be read as others.
const MAX_READ_AS: usize = 5;

/// Says an answer.
pub fn reply(answer: &Answer, voice: Voice) -> Reply {
    let read = answer.read_as.iter().take(MAX_READ_AS).map(|read| {
        let word = read.word.clone();
        ReplyPart::Phrase(match read.quoted.clone() {
            Some(meant) => voice.say(Say::ReadAs { word, meant }),
            None => voice.say(Say::ReadOtherwise { word }),
        })
    });
    let context = answer.question.context();
    let asked_with = (!context.is_empty()).then(|| {
        let count = context.len() as u64;
        ReplyPart::Words(voice.say(Say::AskedWith { count }), context.to_vec())
    });
    let mut parts: Vec<ReplyPart> = asked_with.into_iter().chain(read).collect();
    let mut offers = Vec::new();
    match &answer.outcome {
        Outcome::Answered(quotes) => {
            parts.extend(quote_parts(quotes, voice));
            let further: Vec<_> = answer.further.iter().map(Shown::reference).collect();
            offers.extend((!further.is_empty()).then_some(Offer::Further(further)));
        }
        Outcome::NothingFound { nearest } => {
            let count = answer.missing.len() as u64;
            let (nothing_found, missing_words) = if answer.of_one_document {
                (Say::NothingFoundThere, Say::MissingWordsThere { count })
            } else {
                (Say::NothingFound, Say::MissingWords { count })
            };
            parts.push(ReplyPart::Phrase(voice.say(nothing_found)));
            if count > 0 {
                parts.push(ReplyPart::Words(voice.say(missing_words), answer.missing.clone()));
            }
            if !nearest.is_empty() {
                // None of their words answers, so none is highlighted; and values that do not
                // answer do not differ.
                let references = nearest
                    .iter()
                    .map(|shown| QuoteReference {
                        highlights: Vec::new(),
                        differs_from: Vec::new(),
                        ..shown.reference()
                    })
                    .collect();
                offers.push(Offer::Nearest(voice.say(Say::ShowNearest), references));
            }
        }
    }
    Reply { parts, offers }
}

/// For each sentence of the asker the quote that says it, where there is one.
pub fn sources(sentences: &[(AskedSentence, Option<Shown>)], voice: Voice) -> Reply {
    let mut parts = Vec::new();
    let mut rank = 0;
    for (number, (words, shown)) in (1..).zip(sentences) {
        parts.push(ReplyPart::Phrase(voice.say(Say::SentenceOf { number, words: words.clone() })));
        parts.push(match shown {
            Some(shown) => {
                rank += 1;
                ReplyPart::Quote(Box::new(CitedQuote::new(rank, shown, voice)))
            }
            None => ReplyPart::Phrase(voice.say(Say::NotSaid)),
        });
    }
    Reply { parts, offers: Vec::new() }
}
