//! What documents are called: for choosing one, and for showing which it is.

use crate::quote::Quote;
use crate::sources::CitationField;

/// What a document is called, to be shown.
#[derive(Debug, Clone)]
pub enum DocumentName {
    /// Its title.
    Title(CitationField),
    /// Its opening words, where no title is known.
    Opening(Quote),
}
