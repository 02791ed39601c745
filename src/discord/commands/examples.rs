//! The example questions that can be offered.

use crate::corpus::{CorpusError, Scope, Shelf};
use crate::phrases::Example;

/// The examples whose documents are all in scope, in order.
pub(super) fn answerable<'e>(
    examples: &'e [Example],
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Vec<&'e Example>, CorpusError> {
    let mut answerable = Vec::new();
    for example in examples {
        let mut is_whole = true;
        for file in &example.files {
            is_whole = is_whole && shelf.is_listed(file, scope)?;
        }
        answerable.extend(is_whole.then_some(example));
    }
    Ok(answerable)
}
