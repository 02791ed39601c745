//! What a reply is made of.

use super::cited_quote::CitedQuote;
use super::source_line::SourceLine;
use crate::answer::{QuoteReference, Shown};
use crate::phrases::{AskersWords, Phrase, Voice};
use crate::quote::Quote;

/// What a person gets to read, in order, and what can be asked for next.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The parts; never empty.
    pub parts: Vec<ReplyPart>,
    /// What a person can ask for next, each by a button where there are any.
    pub offers: Vec<Offer>,
}

impl Reply {
    /// Whether documents are quoted in it.
    pub fn has_quote(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, ReplyPart::Quote(_)))
    }
}

/// One part of a reply.
#[derive(Debug, Clone)]
pub enum ReplyPart {
    /// A fixed phrase on a line of its own.
    Phrase(Phrase),
    /// Fixed phrases, each an item of a list; at least one.
    Items(Vec<Phrase>),
    /// A phrase, and words of the asker set apart by commas behind it.
    Words(Phrase, Vec<AskersWords>),
    /// A quote and its citation.
    Quote(Box<CitedQuote>),
    /// Words of a document without a number and a citation of their own.
    Text(Box<CitedQuote>),
    /// The headings above what follows, outermost first; at least one.
    Heading(Vec<Quote>),
    /// A document, on a line of its own.
    Source(Box<SourceLine>),
    /// The citation of a quote as text to copy, with its address.
    Copied(Box<CitedQuote>),
}

/// Something to ask for next.
#[derive(Debug, Clone)]
pub enum Offer {
    /// The passages that come nearest, under this label.
    Nearest(Phrase, Vec<QuoteReference>),
    /// The quotes beyond those of an answer, in order.
    Further(Vec<QuoteReference>),
    /// The example question of this name, which is its own label.
    Example(Phrase, String),
}

/// Says phrases, each on a line of its own.
pub fn notice(phrases: impl IntoIterator<Item = Phrase>) -> Reply {
    Reply { parts: phrases.into_iter().map(ReplyPart::Phrase).collect(), offers: Vec::new() }
}

/// The quotes with their numbers and citations, in order.
pub fn quote_parts(shown: &[Shown], voice: Voice) -> impl Iterator<Item = ReplyPart> {
    quote_parts_from(1, shown, voice)
}

/// The same, the first with another number.
pub(super) fn quote_parts_from(
    first_rank: usize,
    shown: &[Shown],
    voice: Voice,
) -> impl Iterator<Item = ReplyPart> {
    let quotes = cited_quotes(first_rank, shown, voice).into_iter();
    quotes.map(|quote| ReplyPart::Quote(Box::new(quote)))
}

/// The quotes themselves with their numbers and citations, in order.
pub fn cited_quotes(first_rank: usize, shown: &[Shown], voice: Voice) -> Vec<CitedQuote> {
    (first_rank..).zip(shown).map(|(rank, shown)| CitedQuote::new(rank, shown, voice)).collect()
}
