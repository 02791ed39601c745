//! A text's hash is made with the text.
use verbatim::document::TextHash;

pub fn make() -> Option<TextHash> {
    let _ = TextHash::of(b"other bytes"); // FORBIDDEN: E0624
    TextHash::parse("no hash").ok()
}
