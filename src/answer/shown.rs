//! A quote with everything that is shown around it.

use std::ops::Range;

use crate::document::{ByteRange, Sentence, Text};
use crate::quote::Quote;
use crate::sources::Citation;

/// Whether words of the sentence were left out, and on which side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cut {
    /// The sentence begins earlier.
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
    /// The sentence before it in the same passage, where that is one piece.
    pub before: Option<Quote>,
    /// The sentence behind it.
    pub after: Option<Quote>,
    /// Whether it was cut.
    pub cut: Cut,
    /// The footnotes that it has marks of.
    pub footnotes: Vec<Quote>,
    /// The heading or speaker line above it.
    pub section: Option<Quote>,
    /// The document's own opening words, where no title is known.
    pub opening: Option<Quote>,
    /// The number of its passage in the document, from 1.
    pub paragraph: u32,
    /// The page on which it begins, from 1, where the document has pages.
    pub page: Option<u32>,
    /// What is known of the document.
    pub citation: Citation,
}

/// The words of a sentence as it is ranked: its parts joined by a space.
pub(super) fn words_of(text: &Text, sentence: &Sentence) -> String {
    sentence
        .parts
        .iter()
        .map(|part| text.get(*part).unwrap_or_default())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A range of bytes of a sentence as it is ranked, as a range of the document; `None` when it lies
/// in two parts.
pub(super) fn in_document(sentence: &Sentence, range: &Range<usize>) -> Option<ByteRange> {
    let mut offset = 0;
    for part in &sentence.parts {
        if offset <= range.start && range.end <= offset + part.n_bytes() {
            return Some(within(*part, range.start - offset..range.end - offset));
        }
        offset += part.n_bytes() + 1;
    }
    None
}

/// A range of bytes of a part's text as a range of the document.
pub(super) fn within(part: ByteRange, range: Range<usize>) -> ByteRange {
    ByteRange::new(part.start() + range.start, part.start() + range.end)
}
