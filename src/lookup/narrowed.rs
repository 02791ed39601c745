//! A scope made narrower: one document, or the documents in one language.

use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::FileName;
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
    let Some(file) = file else {
        let language = language.map_or("", Language::tag);
        let spoken = shelf.snapshot().listed_in_language(language)?;
        return Ok(Scope::of(spoken.into_iter().filter(|file| scope.contains(file))));
    };
    let is_listed = shelf.is_listed(file, scope)?;
    let record = if is_listed { shelf.snapshot().file(file)? } else { None };
    let is_in =
        |language: Language| record.as_ref().is_some_and(|of| of.language == language.tag());
    let is_wanted = is_listed && language.is_none_or(is_in);
    Ok(Scope::of(is_wanted.then(|| file.clone())))
}
