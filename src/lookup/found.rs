//! Finding a document by the tag of one of its versions.

use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::{DocumentTag, FileName, FileTag};

/// What became of a version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A document in scope has this text.
    There(FileName),
    /// The document is in scope, with another text.
    Changed(FileName),
    /// No document in scope is the one.
    Gone,
}

/// Finds a document in scope. A file that was renamed is found by its text.
///
/// # Errors
/// When the index is damaged.
pub fn find(tag: DocumentTag, scope: &Scope, shelf: &Shelf) -> Result<Found, CorpusError> {
    let mut renamed = None;
    for id in shelf.snapshot().passages_of(&tag.text_digits(), scope.files())? {
        let file = shelf.snapshot().passage(id)?.file;
        if FileTag::of(&file) == tag.file() {
            return Ok(Found::There(file));
        }
        renamed.get_or_insert(file);
    }
    if let Some(file) = renamed {
        return Ok(Found::There(file));
    }
    Ok(shelf.tagged(tag.file(), scope)?.map_or(Found::Gone, Found::Changed))
}
