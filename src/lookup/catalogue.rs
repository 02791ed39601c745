//! The list of documents, a page at a time.

use crate::corpus::{CorpusError, DocumentName, ListedDocument, Scope, Shelf};
use crate::document::DocumentTag;
use crate::sources::CitationField;

/// Documents on a page.
pub const N_LISTED: usize = 10;

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatalogueOrder {
    /// By what they are called.
    Title,
    /// The newest first; those without a date last.
    Date,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct CataloguePage {
    /// Its documents in order; empty when there are none.
    pub entries: Vec<CatalogueEntry>,
    /// Which page it is, from 0.
    pub page: usize,
    /// How many pages there are; at least one.
    pub n_pages: usize,
    /// How many documents there are.
    pub n_documents: usize,
}

/// A document of the list.
#[derive(Debug, Clone)]
pub struct CatalogueEntry {
    /// The document, in its version of now.
    pub document: DocumentTag,
    /// What it is called.
    pub name: DocumentName,
    /// When it is from, where that is known.
    pub date: Option<CitationField>,
}

/// A page of the documents in scope; the last for a page behind it.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn catalogue(
    order: CatalogueOrder,
    page: usize,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<CataloguePage, CorpusError> {
    let listed = shelf.listed(scope)?;
    let mut sorted: Vec<&ListedDocument> = listed.iter().collect();
    sorted.sort_by(|one, other| {
        let by_title = || (&one.folded, &one.file).cmp(&(&other.folded, &other.file));
        match order {
            CatalogueOrder::Title => by_title(),
            CatalogueOrder::Date => other.date.cmp(&one.date).then_with(by_title),
        }
    });
    let n_pages = sorted.len().div_ceil(N_LISTED).max(1);
    let page = page.min(n_pages - 1);
    let mut entries = Vec::new();
    for listed in sorted.iter().skip(page * N_LISTED).take(N_LISTED) {
        if let Some((document, name, date)) = shelf.entry(listed)? {
            entries.push(CatalogueEntry { document, name, date });
        }
    }
    Ok(CataloguePage { entries, page, n_pages, n_documents: sorted.len() })
}
