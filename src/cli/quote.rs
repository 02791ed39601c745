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
    let name = FileName::new(file).map_err(|error| Failure::Input(error.to_string()))?;
    let record =
        shelf.snapshot().file(&name).map_err(|error| Failure::Broken(error.to_string()))?;
    let Some(hash) = record.and_then(|record| record.hash) else {
        return Err(Failure::Input(format!(
            "{name}: no such document: `verbatim sources` lists them"
        )));
    };
    let text = shelf.text(&hash).map_err(CorpusError::from)?;
    if start >= end || end > text.as_str().len() {
        return Err(Failure::Input(format!(
            "{name}: {start} {end}: expected two byte offsets with START < END <= {}",
            text.as_str().len()
        )));
    }
    match text.get(ByteRange::new(start, end)) {
        Some(words) => {
            out.write_all(words.as_bytes())?;
            out.flush()?;
            Ok(Exit::Done)
        }
        None => Err(Failure::Input(format!(
            "{name}: {start} {end}: a character is split: expected offsets between characters"
        ))),
    }
}
