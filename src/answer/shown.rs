//! A quote with everything that is shown around it.

use super::pieces::Piece;
use crate::document::ByteRange;
use crate::quote::Quote;
use crate::sources::Citation;

/// Whether words of the unit were left out, and on which side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cut {
    /// The unit begins earlier.
    pub before: bool,
    /// It goes on.
    pub after: bool,
}

/// A quote with its place and source.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The words.
    pub quote: Quote,
    /// The words that answer: ranges of the document within the quote's parts, in order, disjoint.
    pub highlights: Vec<ByteRange>,
    /// The probability that this quote holds the answer: 0 to 1.
    pub confidence: f32,
    /// The places of the quotes of the same answer that give another value for the same thing, from
    /// 0, in order.
    pub differs_from: Vec<usize>,
    /// The unit before it in the same passage, where that is one piece.
    pub before: Option<Quote>,
    /// The unit after it.
    pub after: Option<Quote>,
    /// Whether it was cut.
    pub cut: Cut,
    /// The footnotes that it has marks of.
    pub footnotes: Vec<Quote>,
    /// What it is made of, in order.
    pub pieces: Vec<Piece>,
    /// What introduces it, where that is not quoted itself.
    pub lead: Option<Quote>,
    /// The headings above it, outermost first; or the speaker line.
    pub sections: Vec<Quote>,
    /// The document's own opening words, where no title is known.
    pub opening: Option<Quote>,
    /// The number of its passage in the document, from 1.
    pub paragraph: u32,
    /// The page on which it begins, from 1, where the document has pages.
    pub page: Option<u32>,
    /// What is known of the document.
    pub citation: Citation,
}
