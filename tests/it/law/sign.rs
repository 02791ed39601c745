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
    /// Whether it belongs to a command that a click begins.
    pub mentions: bool,
    /// Its bytes in the message, an escape before it not counted.
    pub at: Range<usize>,
}

/// A line of a message, or a quote with its citation.
#[derive(Debug)]
pub enum Block {
    /// A line that is no quote.
    Line(Vec<Sign>),
    /// The same, with bold words or a link in it.
    Marked {
        /// Its characters.
        signs: Vec<Sign>,
        /// A link in it.
        link: Option<Link>,
    },
    /// The lines of a quote without a number and a citation of its own.
    Passage(Vec<QuoteLine>),
    /// A quote.
    Quote {
        /// Its number.
        rank: usize,
        /// The lines that quote, in order.
        lines: Vec<QuoteLine>,
        /// The line below, without its number or dash.
        citation: Vec<Sign>,
        /// The bytes of the citation in the message.
        citation_at: Range<usize>,
        /// A link in the citation.
        link: Option<Link>,
    },
}

/// What a line of a quote is by its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In italics.
    Lead,
    /// Without a mark.
    Text,
    /// Behind the sign of a list.
    Item,
    /// A line of code.
    Code,
    /// The beginning or the end of code; its signs name the language.
    Fence,
}

/// A line of a quote.
#[derive(Debug)]
pub struct QuoteLine {
    /// What it is.
    pub kind: Kind,
    /// Its characters, markup at its edges left out.
    pub signs: Vec<Sign>,
    /// Its bytes in the message, without what sets the quote off.
    pub at: Range<usize>,
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
