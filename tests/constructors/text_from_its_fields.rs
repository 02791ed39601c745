//! A text is made only from a file.
use verbatim::document::{Text, TextHash};

pub fn make(words: std::sync::Arc<str>, hash: TextHash) -> Option<Text> {
    return Some(Text { words, hash }); // FORBIDDEN: E0451
    let _ = (words, hash);
    None
}
