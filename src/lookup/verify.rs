//! Whether a quote that was shown once still stands in its document.

use super::found::{Found, find};
use crate::answer::{Cut, QuoteReference, Shown, restore};
use crate::corpus::{CorpusError, Scope, Shelf};
use crate::document::{ByteRange, DocumentTag, FileName, FileTag, Text};
use crate::receipt::Receipt;

/// What a receipt is worth now.
#[derive(Debug, Clone)]
pub enum Verified {
    /// The words stand where they were cut from.
    InPlace(Box<Shown>, Version),
    /// They stand elsewhere in the document.
    Moved(Box<Shown>, Version),
    /// The document has these words no longer.
    Removed(FileName, Version),
    /// There is no such document, or these words were never to be quoted.
    Unknown,
}

/// A version of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// When its file was changed, in seconds since 1970.
    pub changed_at: u64,
    /// Whether it is another one than the quote was cut from.
    pub is_another: bool,
}

/// Looks a quote up by its receipt.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn verify(receipt: &Receipt, scope: &Scope, shelf: &Shelf) -> Result<Verified, CorpusError> {
    let (file, is_another) = match find(receipt.document(), scope, shelf)? {
        Found::There(file) => (file, false),
        Found::Changed(file) => (file, true),
        Found::Gone => return Ok(Verified::Unknown),
    };
    let Some(record) = shelf.snapshot().file(&file)? else { return Ok(Verified::Unknown) };
    let Some(hash) = &record.hash else { return Ok(Verified::Unknown) };
    let version = Version { changed_at: record.stamp.modified_s(), is_another };
    let text = shelf.text(hash)?;
    let shown = |parts: Option<Vec<ByteRange>>| -> Result<Option<Box<Shown>>, CorpusError> {
        let Some(parts) = parts else { return Ok(None) };
        let reference = reference(&text, &file, parts);
        Ok(restore(&reference, scope, shelf)?.map(Box::new))
    };
    if let Some(shown) = shown(receipt.at_its_place(text.as_str()))? {
        return Ok(Verified::InPlace(shown, version));
    }
    if !is_another {
        // The text is the same: a receipt for other words was never given.
        return Ok(Verified::Unknown);
    }
    // Where it stands nearest may be a place that is not quoted from, such as a pull quote.
    for place in receipt.anywhere(text.as_str()) {
        if let Some(shown) = shown(Some(place))? {
            return Ok(Verified::Moved(shown, version));
        }
    }
    Ok(Verified::Removed(file, version))
}

fn reference(text: &Text, file: &FileName, parts: Vec<ByteRange>) -> QuoteReference {
    QuoteReference {
        document: DocumentTag::new(text.hash(), FileTag::of(file)),
        parts,
        highlights: Vec::new(),
        cut: Cut::default(),
        differs_from: Vec::new(),
    }
}
