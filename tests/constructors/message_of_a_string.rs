//! A message for Discord is rendered from a reply, and a choice made of a phrase or a document's
//! name.
use verbatim::discord::render::{Choice, Rendered, Surface};

pub fn say() -> Option<Rendered> {
    return Some(Rendered::new("words".to_owned(), Surface::Content, Vec::new())); // FORBIDDEN: E0624
    None
}

pub fn offer() -> Option<Choice> {
    return Some(Choice { name: "words".to_owned(), value: "words".to_owned() }); // FORBIDDEN: E0451
    None
}
