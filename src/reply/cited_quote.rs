//! A quote with its citation, ready to be rendered.

use super::words;
use crate::answer::{Cut, Piece, QuoteReference, Shown};
use crate::document::ByteRange;
use crate::phrases::{Phrase, Say, Voice};
use crate::quote::Quote;
use crate::receipt::Receipt;
use crate::sources::{Authors, Citation, CitationField};

/// What introduces a quote is shown up to this length, in characters: it must not outweigh the
/// quote.
const LONGEST_LEAD: usize = 400;

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
    /// What it is made of, in order.
    pub pieces: Vec<Piece>,
    /// What introduces it, where that is no longer than a quote and is not shown in the pieces.
    pub lead: Option<Quote>,
    /// The headings above it, outermost first, without those that say no more than the name or the
    /// lead.
    pub sections: Vec<Quote>,
    /// Where in the document: "paragraph 7", "page 3".
    pub place: Phrase,
    /// The number of its passage in the document, from 1.
    pub paragraph: u32,
    /// The page, from 1, where the document has pages.
    pub page: Option<u32>,
    /// That other quotes give another value for the same thing, one phrase a quote, in order.
    pub differs_from: Vec<Phrase>,
    /// What it can be looked up by later; `None` for words that no answer quotes.
    pub receipt: Option<Phrase>,
    /// Whether footnotes belong to it.
    pub has_footnotes: bool,
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

impl Name {
    /// What a document is called, by its citation or its opening words.
    pub(super) fn of(citation: &Citation, opening: Option<&Quote>) -> Name {
        match (&citation.title, opening) {
            (Some(title), _) => Name::Title(title.clone()),
            (None, Some(opening)) => Name::Opening(opening.clone()),
            (None, None) => Name::None,
        }
    }
}

impl When {
    /// When a document is from.
    pub(super) fn of(citation: &Citation, voice: Voice) -> When {
        match &citation.date {
            Some(date) => When::Date(date.clone()),
            None => When::Undated(voice.say(Say::Undated)),
        }
    }
}

impl CitedQuote {
    /// The quote with this number, from 1.
    pub(super) fn new(rank: usize, shown: &Shown, voice: Voice) -> CitedQuote {
        let citation = &shown.citation;
        let name = Name::of(citation, shown.opening.as_ref());
        let lead = lead(shown);
        let is_lead = |section: &Quote| {
            lead.as_ref().is_some_and(|lead| words::plain(lead) == words::plain(section))
        };
        let sections =
            shown.sections.iter().filter(|section| !says(&name, section) && !is_lead(section));
        let sections = sections.cloned().collect();
        CitedQuote {
            rank,
            quote: shown.quote.clone(),
            highlights: shown.highlights.clone(),
            cut: shown.cut,
            name,
            url: citation.url.clone(),
            authors: citation.authors.clone(),
            fields: citation.publisher.iter().chain(&citation.container).cloned().collect(),
            date: When::of(citation, voice),
            pieces: shown.pieces.clone(),
            lead: lead.cloned(),
            sections,
            place: match shown.page {
                Some(page) => voice.say(Say::Page { number: u64::from(page) }),
                None => voice.say(Say::Paragraph { number: u64::from(shown.paragraph) }),
            },
            paragraph: shown.paragraph,
            page: shown.page,
            differs_from: shown
                .differs_from
                .iter()
                .map(|at| voice.say(Say::DiffersFrom { number: *at as u64 + 1 }))
                .collect(),
            receipt: Receipt::of(&shown.quote).map(|id| voice.say(Say::Receipt { id })),
            has_footnotes: !shown.footnotes.is_empty(),
            reference: shown.reference(),
        }
    }
}

/// What introduces a quote, where it is shown. The header row of a table is not: each cell has its
/// head.
fn lead(shown: &Shown) -> Option<&Quote> {
    let is_header = |lead: &Quote| {
        let Some(Piece::Row { cells }) = shown.pieces.first() else { return false };
        let is_in = |head: &ByteRange| lead.parts().iter().any(|part| part.contains(*head));
        cells.iter().any(|(head, _)| head.as_ref().is_some_and(is_in))
    };
    shown.lead.as_ref().filter(|lead| {
        let words = words::plain(lead);
        !words.trim().is_empty() && words.chars().count() <= LONGEST_LEAD && !is_header(lead)
    })
}

/// Whether a heading says no more than the source's name.
fn says(name: &Name, section: &Quote) -> bool {
    let heading = words::plain(section);
    match name {
        Name::Title(title) => heading == title.as_str(),
        Name::Opening(opening) => heading == words::plain(opening),
        Name::None => false,
    }
}
