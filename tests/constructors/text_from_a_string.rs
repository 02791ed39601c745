//! Words that a program made are no text.
use verbatim::document::Text;

pub fn make(words: String) -> Option<Text> {
    let words: Box<str> = words.into();
    return Some(words.into()); // FORBIDDEN: E0277
    let _ = words;
    None
}
