//! Showing again what was shown: a quote found by the place that it was cut from, so that whoever
//! keeps the place need not keep the words.

use super::show::around;
use super::shown::{Cut, Shown};
use crate::corpus::{CorpusError, Scope, Shelf, ShelvedPassage};
use crate::document::{ByteRange, FileName, Passage};
use crate::index::HASH_DIGITS;
use crate::quote::Quote;

/// Where a quote was cut from, and how it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The first [`HASH_DIGITS`] of the text's hash.
    pub text: String,
    /// What tells the document from another of the same text.
    pub file: FileTag,
    /// Its parts, in order.
    pub parts: Vec<ByteRange>,
    /// What was set apart in it, in order.
    pub highlights: Vec<ByteRange>,
    /// Whether words of the sentence were left out.
    pub cut: Cut,
    /// The places of the quotes of the same answer that it differs from, from 0, in order.
    pub differs_from: Vec<usize>,
}

/// 16 bits of the hash of a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileTag(pub u16);

impl FileTag {
    /// The tag of a file.
    pub fn of(file: &FileName) -> FileTag {
        let [first, second, ..] = file.digest();
        FileTag(u16::from_be_bytes([first, second]))
    }
}

impl Shown {
    /// Where it was cut from.
    pub fn reference(&self) -> Reference {
        Reference {
            text: self.quote.document().text().hash().as_str()[..HASH_DIGITS].to_owned(),
            file: FileTag::of(self.quote.document().file()),
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
pub fn recall(
    reference: &Reference,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Option<Shown>, CorpusError> {
    if reference.text.len() != HASH_DIGITS || !reference.text.bytes().all(|b| b.is_ascii_hexdigit())
    {
        return Ok(None);
    }
    let mut of_another_file = None;
    for id in shelf.snapshot().passages_of(&reference.text, scope.files())? {
        let stored = shelf.snapshot().passage(id)?;
        if holds(&stored.passage, &reference.parts) {
            if FileTag::of(&stored.file) == reference.file {
                return show(reference, &*shelf.passage(id)?, shelf);
            }
            of_another_file.get_or_insert(id);
        }
    }
    // The file was renamed: its words are the same.
    of_another_file.map_or(Ok(None), |id| show(reference, &*shelf.passage(id)?, shelf))
}

/// Whether each of the parts lies within a quotable sentence or a run of them.
fn holds(passage: &Passage, parts: &[ByteRange]) -> bool {
    let quotable: Vec<ByteRange> =
        passage.sentences.iter().flat_map(|sentence| sentence.parts.iter().copied()).collect();
    let (Some(first), Some(last)) = (quotable.first(), quotable.last()) else { return false };
    let within = |part: &ByteRange| {
        first.start() <= part.start()
            && part.end() <= last.end()
            && quotable.iter().any(|one| one.overlaps(*part))
    };
    !parts.is_empty() && parts.iter().all(within)
}

fn show(
    reference: &Reference,
    shelved: &ShelvedPassage,
    shelf: &Shelf,
) -> Result<Option<Shown>, CorpusError> {
    let document = shelf.document(shelved)?;
    let Ok(quote) = Quote::cut(&document, &reference.parts) else { return Ok(None) };
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
        ..around(shelf, shelved, quote, highlights, reference.cut)?
    }))
}
