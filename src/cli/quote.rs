//! `verbatim quote`: the bytes of a document, so that anybody can check a quote.

use std::io::Write;

use super::{Exit, Failure};
use crate::corpus::{CorpusError, Shelf};
use crate::document::{ByteRange, FileName};

/// Prints the bytes `start..end` of the document, and nothing else.
///
/// # Errors
/// When there is no such document or range.
pub fn run(
    file: &str,
    start: usize,
    end: usize,
    shelf: &Shelf,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let file = FileName::new(file)?;
    let record = shelf.snapshot().file(&file)?;
    let Some(hash) = record.and_then(|record| record.hash) else {
        return Err(Failure::NoDocument(file));
    };
    let text = shelf.text(&hash).map_err(CorpusError::from)?;
    let n_bytes = text.as_str().len();
    if start >= end || end > n_bytes {
        return Err(Failure::NoRange { file, start, end, n_bytes });
    }
    let words =
        text.get(ByteRange::new(start, end)).ok_or(Failure::SplitCharacter { file, start, end })?;
    out.write_all(words.as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}
