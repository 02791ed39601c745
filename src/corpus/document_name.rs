//! What documents are called: for choosing one, and for showing which it is.

use crate::document::FileName;
use crate::quote::Quote;
use crate::sources::CitationField;

/// A document as a person chooses it.
#[derive(Debug, Clone)]
pub struct ListedDocument {
    /// The name of its file.
    pub file: FileName,
    /// Whether its title is known.
    pub is_titled: bool,
    /// The words of its title or opening, folded, in order: for looking it up, never shown.
    pub folded: Vec<String>,
    /// Its date as far as it is known, else empty: for ordering, never shown.
    pub date: String,
    /// The primary tag of its language: as its citation says, else told by its script.
    pub language: String,
}

/// What a document is called, to be shown.
#[derive(Debug, Clone)]
pub enum DocumentName {
    /// Its title.
    Title(CitationField),
    /// Its opening words, where no title is known.
    Opening(Quote),
}
