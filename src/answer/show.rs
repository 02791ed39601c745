//! From a pick to what is shown of it: the quote with everything around it.

use super::clauses::cut_to_clauses;
use super::pick::Pick;
use super::pieces::pieces;
use super::ranking::Ranking;
use super::shown::{Cut, Shown};
use crate::corpus::{CorpusError, Shelf, ShelvedPassage};
use crate::document::{ByteRange, Passage};
use crate::quote::{CutError, Quote};
use crate::rank::Weights;

/// What is shown of a pick.
///
/// # Errors
/// When the index or a stored text is damaged.
pub(super) fn show(
    ranking: &Ranking,
    pick: &Pick<'_>,
    shelf: &Shelf,
    weights: &Weights,
) -> Result<Shown, CorpusError> {
    let shelved = &pick.unit.passage;
    let document = &shelf.document(shelved)?;
    let passage = &shelved.passage;
    let answers: Vec<ByteRange> = pick.unit.span_in_document().into_iter().collect();
    let (parts, cut) = cut_to_clauses(ranking, document, &pick.parts, &answers);
    let quote = Quote::cut(document, &parts)?;
    let is_quoted = |range: &ByteRange| parts.iter().any(|part| part.contains(*range));
    let highlights = answers.into_iter().filter(is_quoted).collect();
    let neighbour = |at: Option<usize>| -> Result<Option<Quote>, CutError> {
        let unit = at.and_then(|at| passage.units.get(at)).filter(|unit| unit.parts.len() == 1);
        unit.map(|unit| Quote::cut(document, &unit.parts)).transpose()
    };
    Ok(Shown {
        confidence: weights.confidence.probability(&ranking.confidence_features(pick.at)),
        before: neighbour(pick.first.checked_sub(1))?,
        after: neighbour(Some(pick.last + 1))?,
        footnotes: footnotes_of(passage, &quote)?,
        ..around(shelf, shelved, quote, highlights, cut)?
    })
}

/// The footnotes whose marks are in the units that a quote is cut from, in order.
pub(super) fn footnotes_of(passage: &Passage, quote: &Quote) -> Result<Vec<Quote>, CutError> {
    let is_quoted = |part: &ByteRange| quote.parts().iter().any(|quoted| quoted.overlaps(*part));
    let units = passage.units.iter().filter(|unit| unit.parts.iter().any(is_quoted));
    let notes = units.flat_map(|unit| &unit.footnotes);
    notes.map(|note| Quote::cut(quote.document(), &[*note])).collect()
}

/// What is shown around words of a passage, without their neighbours and notes.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn around(
    shelf: &Shelf,
    shelved: &ShelvedPassage,
    quote: Quote,
    highlights: Vec<ByteRange>,
    cut: Cut,
) -> Result<Shown, CorpusError> {
    let document = quote.document();
    let citation = shelf.sources().of_text(&shelved.file, document.text());
    let opening = if citation.title.is_none() { shelf.opening(document)? } else { None };
    let cut_out = |range: ByteRange| Quote::cut(document, &[range]);
    let sections = shelved.passage.sections.iter().copied().map(cut_out);
    let lead = lead_of(&shelved.passage, quote.parts());
    Ok(Shown {
        pieces: pieces(&shelved.passage, quote.parts()),
        lead: lead.map(cut_out).transpose()?,
        sections: sections.collect::<Result<_, _>>()?,
        opening,
        paragraph: shelved.passage.paragraph,
        page: quote.parts().first().and_then(|part| document.text().page(part.start())),
        citation,
        highlights,
        cut,
        confidence: 0.0,
        differs_from: Vec::new(),
        before: None,
        after: None,
        footnotes: Vec::new(),
        quote,
    })
}

/// What introduces the first unit of a quote; `None` when that is quoted itself.
fn lead_of(passage: &Passage, parts: &[ByteRange]) -> Option<ByteRange> {
    let first = parts.first()?;
    let unit =
        passage.units.iter().find(|unit| unit.parts.iter().any(|part| part.overlaps(*first)));
    unit?.lead.filter(|lead| lead.end() <= first.start())
}
