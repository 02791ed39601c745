//! One document: what is known of it, its opening words, and its headings.

use super::text_page::{Direction, TextPlace};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::{DocumentTag, FileName};
use crate::quote::Quote;
use crate::sources::Citation;

/// What is shown of a document.
#[derive(Debug, Clone)]
pub struct DocumentCard {
    /// The document, in its version of now.
    pub document: DocumentTag,
    /// What is known of it.
    pub citation: Citation,
    /// Its opening words; `None` when they cannot be told.
    pub opening: Option<Quote>,
    /// How many passages it has.
    pub n_passages: u64,
    /// When its file was last changed, in seconds since 1970.
    pub changed_at: u64,
    /// Where its text begins.
    pub beginning: TextPlace,
}

/// A heading of a document.
#[derive(Debug, Clone)]
pub struct OutlineEntry {
    /// Its words.
    pub heading: Quote,
    /// How many headings stand above it.
    pub depth: usize,
    /// Where its section begins.
    pub place: TextPlace,
}

/// The card of a file; `None` when nothing of it can be quoted, or it is not in scope.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn card(
    file: &FileName,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Option<DocumentCard>, CorpusError> {
    if !scope.contains(file) {
        return Ok(None);
    }
    let passages = shelf.snapshot().passages_in(file)?;
    let record = shelf.snapshot().file(file)?;
    let (Some(first), Some(record)) = (passages.first(), record) else { return Ok(None) };
    let passage = shelf.passage(*first)?;
    let document = shelf.document(&passage)?;
    let tag = DocumentTag::of(&document);
    Ok(Some(DocumentCard {
        document: tag,
        citation: shelf.sources().of_text(file, document.text()),
        opening: shelf.opening(&document)?,
        n_passages: passages.len() as u64,
        changed_at: record.stamp.modified_s(),
        beginning: TextPlace {
            document: tag,
            paragraph: 1,
            at: passage.passage.units[0].parts[0].start(),
            direction: Direction::After,
        },
    }))
}

/// The headings of a file that have text below them, in order. Empty when there are none, or it is
/// not in scope.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn outline(
    file: &FileName,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Vec<OutlineEntry>, CorpusError> {
    let mut entries: Vec<OutlineEntry> = Vec::new();
    if !scope.contains(file) {
        return Ok(entries);
    }
    let mut path = Vec::new();
    for id in shelf.snapshot().passages_in(file)? {
        let stored = shelf.snapshot().passage(id)?;
        let sections = &stored.passage.sections;
        if *sections == path {
            continue;
        }
        let same = path.iter().zip(sections).take_while(|(one, other)| one == other).count();
        let document = shelf.document_of(&stored)?;
        for (depth, section) in sections.iter().enumerate().skip(same) {
            entries.push(OutlineEntry {
                heading: Quote::cut(&document, &[*section])?,
                depth,
                place: TextPlace {
                    document: DocumentTag::of(&document),
                    paragraph: stored.passage.paragraph,
                    at: stored.passage.units[0].parts[0].start(),
                    direction: Direction::After,
                },
            });
        }
        path = sections.clone();
    }
    Ok(entries)
}
