//! The text of a file of any format.

use std::path::Path;

use super::extracted::Extracted;
use super::format::Format;
use super::{encoding, html, sandbox};
use crate::document::{Markup, Refusal};

/// Quotations within quotations, deeper than this, are no Markdown that a person wrote: reading
/// them takes time by the square of their depth.
const MAX_DEPTH: usize = 100;

/// Whether a line of the text is nested in too many quotations.
fn is_too_deep(text: &str) -> bool {
    text.lines().any(|line| {
        line.bytes()
            .take_while(|byte| matches!(byte, b'>' | b' '))
            .filter(|byte| *byte == b'>')
            .count()
            > MAX_DEPTH
    })
}

/// The text of a file. `program` is this program, of which a process is started for PDF and
/// archives; without one they are read in this process.
///
/// # Errors
/// With the reason why it cannot be read.
pub fn text(bytes: Vec<u8>, format: Format, program: Option<&Path>) -> Result<Extracted, Refusal> {
    let extracted = match format {
        Format::Pdf | Format::Archive => sandbox::text(bytes, format, program)?,
        Format::Plain | Format::Markdown | Format::Html => {
            of_text(encoding::decode(bytes)?, format)?
        }
    };
    extracted.of_bounded_length()
}

/// The same for formats that are text themselves.
fn of_text(text: String, format: Format) -> Result<Extracted, Refusal> {
    if format == Format::Html || html::is_page(&text) {
        let text = html::main_content(&text)?;
        return Ok(Extracted { text, markup: Markup::Markdown, warning: None });
    }
    let is_markdown = format == Format::Markdown && !is_too_deep(&text);
    let markup = if is_markdown { Markup::Markdown } else { Markup::Plain };
    Ok(Extracted { text, markup, warning: None })
}
