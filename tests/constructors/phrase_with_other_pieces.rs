//! The pieces of a phrase are read, never written.
use verbatim::phrases::{Phrase, Piece};

pub fn change(phrase: &mut Phrase) {
    let _ = phrase.pieces().len();
    phrase.pieces()[0] = Piece::Fixed("other words".to_owned()); // FORBIDDEN: E0594
}
