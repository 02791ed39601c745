//! The example questions that can be offered.

use std::collections::BTreeSet;

use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::FileName;
use crate::phrases::Example;

/// The examples whose documents are all in scope, in order.
pub(super) fn answerable<'e>(
    examples: &'e [Example],
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Vec<&'e Example>, CorpusError> {
    let all = shelf.listed(scope)?;
    let in_scope: BTreeSet<&FileName> = all.iter().map(|listed| &listed.file).collect();
    Ok(examples
        .iter()
        .filter(|example| example.files.iter().all(|file| in_scope.contains(file)))
        .collect())
}
