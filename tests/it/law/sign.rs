//! A message taken apart: what both readers of messages hand to the check. No markup is left in it,
//! but for "[…]" and " · ", which stand among the signs.

use std::ops::Range;

/// One character that a person sees.
#[derive(Debug, Clone)]
pub struct Sign {
    /// The character, without its escape.
    pub c: char,
    /// Whether it is set in bold.
    pub bold: bool,
    /// Its bytes in the message, an escape before it not counted.
    pub at: Range<usize>,
}

/// A line of a message, or a quote with its citation.
#[derive(Debug)]
pub enum Block {
    /// A line that is no quote.
    Line(Vec<Sign>),
    /// A quote.
    Quote {
        /// Its number.
        rank: usize,
        /// The line that quotes.
        words: Vec<Sign>,
        /// The line below, without its number or dash.
        citation: Vec<Sign>,
        /// The bytes of the citation in the message.
        citation_at: Range<usize>,
        /// A link in the citation.
        link: Option<Link>,
    },
}

/// A link.
#[derive(Debug)]
pub struct Link {
    /// Which signs of the citation it is under.
    pub title: Range<usize>,
    /// Where it leads.
    pub url: String,
    /// The address's bytes in the message.
    pub at: Range<usize>,
}

/// The characters as one string.
pub fn text(signs: &[Sign]) -> String {
    signs.iter().map(|sign| sign.c).collect()
}
