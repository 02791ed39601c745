//! A reply takes quotes, phrases and citation fields, and nothing else.
use verbatim::phrases::Phrase;
use verbatim::reply::{Name, ReplyPart, When};

pub fn make(phrase: Phrase) -> ReplyPart {
    let _ = ReplyPart::Phrase("words".to_owned()); // FORBIDDEN: E0308
    let _ = ReplyPart::Words(phrase.clone(), vec!["words".to_owned()]); // FORBIDDEN: E0308
    let _ = Name::Title("words".to_owned()); // FORBIDDEN: E0308
    let _ = When::Date("2024".to_owned()); // FORBIDDEN: E0308
    ReplyPart::Phrase(phrase)
}
