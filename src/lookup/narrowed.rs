//! A scope made narrower: one document, or the documents in one language.

use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::{FileName, FileTag};
use crate::phrases::Language;

/// The documents in scope that are this one and in this language, where these are given.
///
/// # Errors
/// When the index is damaged.
pub fn narrowed(
    file: Option<&FileName>,
    language: Option<Language>,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Scope, CorpusError> {
    if file.is_none() && language.is_none() {
        return Ok(scope.clone());
    }
    let listed = shelf.listed(scope)?;
    let files = listed
        .iter()
        .filter(|listed| file.is_none_or(|file| listed.file == *file))
        .filter(|listed| language.is_none_or(|language| listed.language == language.tag()))
        .map(|listed| listed.file.clone());
    Ok(Scope::of(files))
}

/// The document in scope whose file has this tag; `None` when there is none, or several have it.
///
/// # Errors
/// When the index is damaged.
pub fn tagged(tag: FileTag, scope: &Scope, shelf: &Shelf) -> Result<Option<FileName>, CorpusError> {
    let listed = shelf.listed(scope)?;
    let mut found = listed.iter().filter(|listed| FileTag::of(&listed.file) == tag);
    let first = found.next().map(|listed| listed.file.clone());
    Ok(first.filter(|_| found.next().is_none()))
}
