//! The text of a file of any format.

use super::extracted::Extracted;
use super::format::Format;
use super::{archive, encoding, html, notebook, pdf, subtitles};
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

/// The text of a file. Libraries may recurse and panic: call it by
/// [`on_own_thread`](super::on_own_thread).
///
/// # Errors
/// With the reason why it cannot be read.
pub fn text(bytes: Vec<u8>, format: Format) -> Result<Extracted, Refusal> {
    let extracted = match format {
        Format::Pdf => pdf::text(bytes)?,
        Format::Archive => archive::text(bytes)?,
        Format::Subtitles => {
            let text = subtitles::text(&encoding::decode(bytes)?);
            Extracted { text, is_own: false, markup: Markup::Plain, warning: None }
        }
        Format::Notebook => {
            let text = notebook::text(&encoding::decode(bytes)?)?;
            Extracted { text, is_own: false, markup: Markup::Markdown, warning: None }
        }
        Format::Plain | Format::Markdown | Format::Html => {
            let is_utf_8 = std::str::from_utf8(&bytes).is_ok();
            let extracted = of_text(encoding::decode(bytes)?, format)?;
            Extracted { is_own: extracted.is_own && is_utf_8, ..extracted }
        }
    };
    extracted.of_bounded_length()
}

/// The same for formats that are text themselves.
fn of_text(text: String, format: Format) -> Result<Extracted, Refusal> {
    if format == Format::Html || html::is_page(&text) {
        let text = html::main_content(&text)?;
        return Ok(Extracted { text, is_own: false, markup: Markup::Page, warning: None });
    }
    let is_markdown = format == Format::Markdown && !is_too_deep(&text);
    let markup = if is_markdown { Markup::Markdown } else { Markup::Plain };
    Ok(Extracted { text, is_own: true, markup, warning: None })
}
