//! A document as a value of an option: its id, and how it is found by what was typed.

use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::FileName;
use crate::language::terms::{fold, words};
use crate::settings::PlaceScope;

/// So many bytes of the hash of a file's name are its id.
const ID_BYTES: usize = 10;

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
    let by_id = match digest_of(named) {
        Some(digest) => shelf.digested(&digest, scope)?,
        None => Vec::new(),
    };
    let by_title = shelf.snapshot().titled(&folded(named), &|file| scope.contains(file))?;
    Ok(by_id.into_iter().chain(by_title).min())
}

/// A document's id as a choice: 20 hexadecimal digits, whatever its file's name is.
pub(super) fn id(file: &FileName) -> String {
    file.digest().iter().take(ID_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// What an id is the digits of; `None` for what is none.
fn digest_of(id: &str) -> Option<[u8; ID_BYTES]> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if id.len() != 2 * ID_BYTES || !id.bytes().all(is_digit) {
        return None;
    }
    let mut digest = [0; ID_BYTES];
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&id[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(digest)
}

/// The words of a text, folded.
pub(super) fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| fold(word.text)).collect()
}
