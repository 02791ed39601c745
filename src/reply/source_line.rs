//! A document on a line of its own: what it is called, and what is known of it.

use super::cited_quote::Name;
use crate::phrases::Phrase;
use crate::quote::Quote;
use crate::sources::CitationField;

/// A line about a document.
#[derive(Debug, Clone)]
pub struct SourceLine {
    /// What it is called.
    pub name: Name,
    /// Where it is on the web.
    pub url: Option<CitationField>,
    /// What else is said of it, in order.
    pub fields: Vec<SourceField>,
}

/// One thing that is said of a document.
#[derive(Debug, Clone)]
pub enum SourceField {
    /// A field of its citation.
    Field(CitationField),
    /// A phrase.
    Phrase(Phrase),
    /// The words that it begins with.
    Opening(Quote),
    /// That there are more of those before.
    LeftOut,
}
