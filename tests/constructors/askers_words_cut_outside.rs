//! Only the question cuts the asker's words.
use verbatim::document::ByteRange;
use verbatim::phrases::AskersWords;

pub fn make(range: ByteRange) -> Option<AskersWords> {
    return AskersWords::cut("words", range); // FORBIDDEN: E0624
    let _ = range;
    None
}
