//! The list of documents, a page at a time.

use crate::corpus::{CorpusError, DocumentName, Scope, Shelf};
use crate::document::DocumentTag;
use crate::index::{ListedBy, Page};
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
    let n_documents = shelf.n_listed(scope)?;
    let n_pages = n_documents.div_ceil(N_LISTED).max(1);
    let page = page.min(n_pages - 1);
    let by = match order {
        CatalogueOrder::Title => ListedBy::Title,
        CatalogueOrder::Date => ListedBy::Date,
    };
    let on_page = Page { before: page * N_LISTED, limit: N_LISTED };
    let mut entries = Vec::new();
    for listed in shelf.page(by, on_page, scope)? {
        if let Some((document, name, date)) = shelf.entry(&listed.file)? {
            entries.push(CatalogueEntry { document, name, date });
        }
    }
    Ok(CataloguePage { entries, page, n_pages, n_documents })
}
