//! Showing again what was shown: a quote found by the place that it was cut from, so that whoever
//! keeps the place need not keep the words.

use super::show::{around, footnotes_of};
use super::shown::{Cut, Shown};
use crate::corpus::{CorpusError, Scope, Shelf, ShelvedPassage};
use crate::document::{ByteRange, DocumentTag, FileTag, Passage, Text};
use crate::quote::Quote;

/// Where a quote was cut from, and how it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteReference {
    /// The document, in the version that it was cut from.
    pub document: DocumentTag,
    /// Its parts, in order.
    pub parts: Vec<ByteRange>,
    /// What was set apart in it, in order.
    pub highlights: Vec<ByteRange>,
    /// Whether words of the unit were left out.
    pub cut: Cut,
    /// The places of the quotes of the same answer that it differs from, from 0, in order.
    pub differs_from: Vec<usize>,
}

impl Shown {
    /// Where it was cut from.
    pub fn reference(&self) -> QuoteReference {
        QuoteReference {
            document: DocumentTag::of(self.quote.document()),
            parts: self.quote.parts().to_vec(),
            highlights: self.highlights.clone(),
            cut: self.cut,
            differs_from: self.differs_from.clone(),
        }
    }
}

/// What was shown, as it stands in the documents in scope now; `None` when it no longer does, or
/// when it is within no passage.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn restore(
    reference: &QuoteReference,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Option<Shown>, CorpusError> {
    let mut of_another_file = None;
    let digits = reference.document.text_digits();
    for id in shelf.snapshot().passages_of(&digits, scope.files())? {
        let stored = shelf.snapshot().passage(id)?;
        if touches(&stored.passage, &reference.parts) {
            if FileTag::of(&stored.file) == reference.document.file() {
                return show(reference, &*shelf.passage(id)?, shelf);
            }
            of_another_file.get_or_insert(id);
        }
    }
    // The file was renamed: its words are the same.
    of_another_file.map_or(Ok(None), |id| show(reference, &*shelf.passage(id)?, shelf))
}

/// Whether each of the parts has words of a unit of the passage.
fn touches(passage: &Passage, parts: &[ByteRange]) -> bool {
    let quotable = || passage.units.iter().flat_map(|unit| &unit.parts);
    !parts.is_empty() && parts.iter().all(|part| quotable().any(|one| one.overlaps(*part)))
}

/// Whether every byte of the parts is one of a quotable unit, or of the white space and the markup
/// between one unit and the next: a reference comes back from outside, and may be anything.
fn are_quotable(passage: &Passage, text: &Text, parts: &[ByteRange]) -> bool {
    let quotable = || passage.units.iter().flat_map(|unit| &unit.parts);
    let is_blank = |start: usize, end: usize| {
        let markup =
            |at: usize| passage.hidden.iter().any(|one| one.start() <= at && at < one.end());
        text.get(ByteRange::new(start, end)).is_some_and(|gap| {
            gap.char_indices().all(|(at, c)| c.is_whitespace() || markup(start + at))
        })
    };
    parts.iter().all(|part| {
        // Units are in order: what is between the end of one and the start of the next is a gap.
        let mut shown_to = part.start();
        for one in quotable().filter(|one| one.overlaps(*part)) {
            if one.start() > shown_to
                && (shown_to == part.start() || !is_blank(shown_to, one.start()))
            {
                return false;
            }
            shown_to = shown_to.max(one.end());
        }
        shown_to >= part.end()
    })
}

/// Whether more than markup and white space is cut out.
fn shows_words(quote: &Quote, part: ByteRange) -> bool {
    let shown = quote.shown(part).into_iter();
    let mut shown = shown.filter_map(|piece| quote.document().text().get(piece));
    shown.any(|words| words.contains(|c: char| !c.is_whitespace() && !c.is_control()))
}

fn show(
    reference: &QuoteReference,
    shelved: &ShelvedPassage,
    shelf: &Shelf,
) -> Result<Option<Shown>, CorpusError> {
    let document = shelf.document(shelved)?;
    if !are_quotable(&shelved.passage, document.text(), &reference.parts) {
        return Ok(None);
    }
    let Ok(quote) = Quote::cut(&document, &reference.parts) else { return Ok(None) };
    if !quote.parts().iter().all(|part| shows_words(&quote, *part)) {
        return Ok(None);
    }
    let is_cut =
        |range: &ByteRange| document.text().get(*range).is_some_and(|words| !words.is_empty());
    let mut highlights: Vec<ByteRange> = reference
        .highlights
        .iter()
        .copied()
        .filter(|range| is_cut(range) && reference.parts.iter().any(|part| part.contains(*range)))
        .collect();
    highlights.dedup_by(|next, before| next.start() < before.end());
    Ok(Some(Shown {
        differs_from: reference.differs_from.clone(),
        footnotes: footnotes_of(&shelved.passage, &quote)?,
        ..around(shelf, shelved, quote, highlights, reference.cut)?
    }))
}
