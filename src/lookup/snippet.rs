//! What is shown of a passage that was found: the stretch of it that has most of the words, with
//! those around it for which there is room, the words set apart.

use std::ops::Range;

use super::stretches::{Stretch, joined, stretches};
use crate::answer::{Cut, Shown, around};
use crate::corpus::{CorpusError, Shelf, ShelvedPassage};
use crate::document::{ByteRange, Document};
use crate::language::terms::{term, words};
use crate::quote::Quote;

/// The room of a snippet, as weight of its words.
const ROOM: usize = 260;

/// The snippet of a passage. `looked_for` are the terms.
///
/// # Errors
/// When the index or a stored text is damaged.
pub(super) fn snippet(
    passage: &ShelvedPassage,
    looked_for: &[String],
    shelf: &Shelf,
) -> Result<Shown, CorpusError> {
    let document = shelf.document(passage)?;
    let all = stretches(passage, document.text());
    let found: Vec<Vec<(ByteRange, String)>> =
        all.iter().map(|stretch| found(stretch.range, looked_for, &document)).collect();
    let n_terms = |at: usize| {
        let mut terms: Vec<&String> = found[at].iter().map(|(_, term)| term).collect();
        terms.sort();
        terms.dedup();
        terms.len()
    };
    // The first of those that have most.
    let best = (0..all.len()).rev().max_by_key(|at| n_terms(*at)).unwrap_or(0);
    let mut chosen = widened(&all, best);
    let of = |chosen: &Range<usize>| {
        let ranges: Vec<ByteRange> = all[chosen.clone()].iter().map(|one| one.range).collect();
        joined(&ranges, passage, &document)
    };
    // A quote has two parts at most, as in an answer.
    if of(&chosen).len() > 2 {
        chosen = best..best + 1;
    }
    let parts = of(&chosen);
    let highlights: Vec<ByteRange> =
        found[chosen].iter().flatten().map(|(range, _)| *range).collect();
    // A sentence may be cut in two by a page's end: it ends with its last part.
    let units = &passage.passage.units;
    let mut begins = units.iter().filter_map(|unit| unit.parts.first());
    let mut ends = units.iter().filter_map(|unit| unit.parts.last());
    let cut = Cut {
        before: !begins.any(|one| Some(one.start()) == parts.first().map(|part| part.start())),
        after: !ends.any(|one| Some(one.end()) == parts.last().map(|part| part.end())),
    };
    around(shelf, passage, Quote::cut(&document, &parts)?, highlights, cut)
}

/// The words of a range that were looked for, in order, each with its term.
fn found(range: ByteRange, looked_for: &[String], document: &Document) -> Vec<(ByteRange, String)> {
    let text = document.text().get(range).unwrap_or_default();
    words(text)
        .map(|word| (range.within(word.start..word.end()), term(word.text)))
        .filter(|(_, term)| looked_for.contains(term))
        .collect()
}

/// The stretch with those after and before it, as far as there is room.
fn widened(all: &[Stretch], best: usize) -> Range<usize> {
    let (mut first, mut end, mut room) = (best, best + 1, ROOM.saturating_sub(all[best].weight));
    loop {
        if let Some(next) = all.get(end).filter(|next| next.weight <= room) {
            room -= next.weight;
            end += 1;
        } else if let Some(before) =
            first.checked_sub(1).filter(|before| all[*before].weight <= room)
        {
            room -= all[before].weight;
            first = before;
        } else {
            return first..end;
        }
    }
}
