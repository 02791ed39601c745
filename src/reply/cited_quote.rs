//! A quote with its citation, ready to be rendered.

use crate::answer::{Cut, QuoteReference, Shown};
use crate::document::ByteRange;
use crate::phrases::{Phrase, Say, Voice};
use crate::quote::Quote;
use crate::sources::{Authors, CitationField};

/// A quote with its citation.
#[derive(Debug, Clone)]
pub struct CitedQuote {
    /// Its number in the reply, from 1.
    pub rank: usize,
    /// The words.
    pub quote: Quote,
    /// Ranges of the document to be set in bold: in order, disjoint, within the parts.
    pub highlights: Vec<ByteRange>,
    /// Whether words of the sentence were left out.
    pub cut: Cut,
    /// The source's name.
    pub name: Name,
    /// Where it is on the web.
    pub url: Option<CitationField>,
    /// Who wrote it.
    pub authors: Authors,
    /// Outlet, container, in order.
    pub fields: Vec<CitationField>,
    /// When it is from.
    pub date: When,
    /// The heading above it.
    pub section: Option<Quote>,
    /// Where in the document: "paragraph 7", "page 3".
    pub place: Phrase,
    /// The page, from 1, where the document has pages.
    pub page: Option<u32>,
    /// That other quotes give another value for the same thing, one phrase a quote, in order.
    pub differs_from: Vec<Phrase>,
    /// Where it was cut from.
    pub reference: QuoteReference,
}

/// What a source is called.
#[derive(Debug, Clone)]
pub enum Name {
    /// Its title.
    Title(CitationField),
    /// Its opening words.
    Opening(Quote),
    /// It has neither; the outlet and date must do.
    None,
}

/// When a source is from.
#[derive(Debug, Clone)]
pub enum When {
    /// As written.
    Date(CitationField),
    /// The phrase for a source without a date.
    Undated(Phrase),
}

impl CitedQuote {
    /// The quote with this number, from 1.
    pub(super) fn new(rank: usize, shown: &Shown, voice: Voice) -> CitedQuote {
        let citation = &shown.citation;
        let name = match (&citation.title, &shown.opening) {
            (Some(title), _) => Name::Title(title.clone()),
            (None, Some(opening)) => Name::Opening(opening.clone()),
            (None, None) => Name::None,
        };
        let says_the_title = |section: &Quote| {
            citation
                .title
                .as_ref()
                .is_some_and(|title| section.texts().next() == Some(title.as_str()))
        };
        CitedQuote {
            rank,
            quote: shown.quote.clone(),
            highlights: shown.highlights.clone(),
            cut: shown.cut,
            name,
            url: citation.url.clone(),
            authors: citation.authors.clone(),
            fields: citation.publisher.iter().chain(&citation.container).cloned().collect(),
            date: match &citation.date {
                Some(date) => When::Date(date.clone()),
                None => When::Undated(voice.say(Say::Undated)),
            },
            section: shown.section.clone().filter(|section| !says_the_title(section)),
            place: match shown.page {
                Some(page) => voice.say(Say::Page { number: u64::from(page) }),
                None => voice.say(Say::Paragraph { number: u64::from(shown.paragraph) }),
            },
            page: shown.page,
            differs_from: shown
                .differs_from
                .iter()
                .map(|at| voice.say(Say::DiffersFrom { number: *at as u64 + 1 }))
                .collect(),
            reference: shown.reference(),
        }
    }
}
