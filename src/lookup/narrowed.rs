//! A scope made narrower: one document, or the documents in one language.

use std::sync::Arc;

use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::{FileName, FileTag};
use crate::phrases::Language;

/// The documents in scope that are this one and in this language, where these are given; `None` when
/// the one document is not in scope.
///
/// # Errors
/// When the index is damaged.
pub fn narrowed(
    file: Option<FileTag>,
    language: Option<Language>,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Option<Scope>, CorpusError> {
    if file.is_none() && language.is_none() {
        return Ok(Some(scope.clone()));
    }
    let listed = shelf.listed(scope)?;
    let is_one = |name: &FileName| file.is_none_or(|file| FileTag::of(name) == file);
    if !listed.iter().any(|listed| is_one(&listed.file)) {
        return Ok(None);
    }
    let files: Vec<FileName> = listed
        .iter()
        .filter(|listed| language.is_none_or(|language| listed.language == language.tag()))
        .filter(|listed| is_one(&listed.file))
        .map(|listed| listed.file.clone())
        .collect();
    Ok(Some(Scope::Files(Arc::from(files))))
}
