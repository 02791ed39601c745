//! What a file holds: its text, and what of it may be quoted.

use crate::document::{Passage, Refusal, Warning};
use crate::extract::{self, Extracted, Format};
use crate::segment;

/// The text of a file with its passages, which were held against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its text: the bytes themselves where the file is UTF-8 text.
    pub text: String,
    /// Its passages, in order: ranges of the text.
    pub passages: Vec<Passage>,
    /// What of the file could not be read.
    pub warning: Option<Warning>,
}

/// The text of a file, and its passages, found in this process. Libraries recurse and panic: call it
/// by [`on_own_thread`](extract::on_own_thread), or [`catching`](extract::catching) on such a thread.
///
/// # Errors
/// With the reason why it cannot be read.
pub(super) fn find(bytes: Vec<u8>, format: Format) -> Result<(Extracted, Vec<Passage>), Refusal> {
    let extracted = extract::text(bytes, format)?;
    let passages = segment::passages(&extracted.text, extracted.markup);
    Ok((extracted, passages))
}
