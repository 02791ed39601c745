//! A document as a value of an option: its id, and how it is found by what was typed.

use crate::corpus::{CorpusError, ListedDocument, Scope, Shelf};
use crate::document::FileName;
use crate::language::terms::{fold, words};
use crate::settings::PlaceScope;

/// The scope of one document, by its id or its whole title; `None` when there is none in scope.
pub(super) fn one_document(
    named: &str,
    scope: PlaceScope,
    shelf: &Shelf,
) -> Result<Option<PlaceScope>, CorpusError> {
    let shelf = &scope.shelf(shelf)?;
    let found = document(named, &scope.on(shelf)?, shelf)?;
    Ok(found.map(|file| scope.only(file)))
}

/// One document, by its id or its whole title; `None` when there is none in scope.
pub(super) fn document(
    named: &str,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Option<FileName>, CorpusError> {
    let typed = folded(named);
    let all = shelf.listed(scope)?;
    let found = all
        .iter()
        .find(|listed| id(listed) == named || (listed.is_titled && listed.folded == typed));
    Ok(found.map(|listed| listed.file.clone()))
}

/// A document's id as a choice: 20 hexadecimal digits, whatever its file's name is.
pub(super) fn id(listed: &ListedDocument) -> String {
    listed.file.digest().iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

/// The words of a text, folded.
pub(super) fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| fold(word.text)).collect()
}
