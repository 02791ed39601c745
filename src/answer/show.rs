//! From a pick to what is shown of it: the quote with everything around it.

use super::clauses::cut_to_clauses;
use super::pick::Pick;
use super::ranking::Ranking;
use super::shown::{Cut, Shown};
use crate::corpus::{CorpusError, Shelf, ShelvedPassage};
use crate::document::ByteRange;
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
    let shelved = &pick.sentence.passage;
    let document = &shelf.document(shelved)?;
    let passage = &shelved.passage;
    let answers: Vec<ByteRange> = pick.sentence.span_in_document().into_iter().collect();
    let (parts, cut) = cut_to_clauses(ranking, document, &pick.parts, &answers);
    let quote = Quote::cut(document, &parts)?;
    let is_quoted = |range: &ByteRange| parts.iter().any(|part| part.contains(*range));
    let highlights = answers.into_iter().filter(is_quoted).collect();
    let neighbour = |at: Option<usize>| -> Result<Option<Quote>, CutError> {
        let sentence = at
            .and_then(|at| passage.sentences.get(at))
            .filter(|sentence| sentence.parts.len() == 1);
        sentence.map(|sentence| Quote::cut(document, &sentence.parts)).transpose()
    };
    let quoted = &passage.sentences[pick.first..=pick.last];
    let footnotes = quoted.iter().flat_map(|sentence| &sentence.footnotes);
    Ok(Shown {
        confidence: weights.confidence.probability(&ranking.confidence_features(pick.at)),
        before: neighbour(pick.first.checked_sub(1))?,
        after: neighbour(Some(pick.last + 1))?,
        footnotes: footnotes
            .map(|note| Quote::cut(document, &[*note]))
            .collect::<Result<_, _>>()?,
        ..around(shelf, shelved, quote, highlights, cut)?
    })
}

/// What is shown around words of a passage, without their neighbours and notes.
///
/// # Errors
/// When the index or a stored text is damaged.
pub(super) fn around(
    shelf: &Shelf,
    shelved: &ShelvedPassage,
    quote: Quote,
    highlights: Vec<ByteRange>,
    cut: Cut,
) -> Result<Shown, CorpusError> {
    let document = quote.document();
    let citation = shelf.sources().of_text(&shelved.file, document.text());
    let opening = if citation.title.is_none() { shelf.opening(document)? } else { None };
    let section = shelved.passage.section.map(|section| Quote::cut(document, &[section]));
    Ok(Shown {
        section: section.transpose()?,
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
