//! A reply takes quotes, phrases and citation fields, and nothing else.
use verbatim::phrases::Phrase;
use verbatim::reply::{Name, Part, When};

pub fn make(phrase: Phrase) -> Part {
    let _ = Part::Phrase("words".to_owned()); // FORBIDDEN: E0308
    let _ = Part::Words(phrase.clone(), vec!["words".to_owned()]); // FORBIDDEN: E0308
    let _ = Name::Title("words".to_owned()); // FORBIDDEN: E0308
    let _ = When::Date("2024".to_owned()); // FORBIDDEN: E0308
    Part::Phrase(phrase)
}
