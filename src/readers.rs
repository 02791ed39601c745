//! From the bytes of a file to its text, and from the text to its passages: what may be quoted,
//! where it stands, what is page furniture. What finds ranges never makes a word; what tells a text
//! from another format writes its words, and what the document says of itself at its head. One
//! reader a format, one set of rules for all:
//!
//! bytes → text (of the format) → lines → blocks → kinds (furniture, footnotes, headings, prose) →
//! flow (paragraphs made whole across page breaks) → sentences.

pub mod format;
pub mod apart;
pub mod encoding;
pub mod html;
pub mod notes;
pub mod docx;
pub mod epub;
pub mod pdf;
pub mod head;
pub mod escape;
pub mod plain;
pub mod markdown;
pub mod lines;
pub mod block;
pub mod furniture;
pub mod neighbours;
pub mod references;
pub mod shape;
pub mod flow;
pub mod sentences;

use std::io::Cursor;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::thread;

use serde::{Deserialize, Serialize};

pub use format::{Format, HEAD_BYTES, Markup};

use crate::document::{Passage, Text};

/// Counts up whenever the rules change, so that stored layouts are read anew.
pub const VERSION: u32 = 4;

/// A longer text is refused, in bytes: no document that a person wrote is.
const MAX_TEXT: usize = 128 << 20;

/// The stack of a library that may walk what it reads by recursion, in bytes.
const STACK: usize = 64 << 20;

/// What was told from a file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its text: the bytes themselves where the file is UTF-8 text.
    pub text: String,
    /// What that is written in.
    pub markup: Markup,
    /// What of the file could not be read.
    pub warning: Option<String>,
}

/// The text of a file. `program` is this program, for formats that are read apart from this
/// process; without one they are read in it.
///
/// # Errors
/// With the reason why it cannot be read.
pub fn text_of(bytes: Vec<u8>, format: Format, program: Option<&Path>) -> Result<Told, String> {
    let told = match format {
        Format::Pdf | Format::Archive => apart::read(bytes, format, program)?,
        Format::Plain | Format::Markdown | Format::Html => {
            let text = encoding::decode(bytes)?;
            if format == Format::Html || html::is_page(&text) {
                Told { text: html::main_content(&text)?, markup: Markup::Markdown, warning: None }
            } else {
                let is_markdown = format == Format::Markdown && !markdown::is_too_deep(&text);
                Told {
                    text,
                    markup: if is_markdown { Markup::Markdown } else { Markup::Plain },
                    warning: None,
                }
            }
        }
    };
    of_bounded_length(told)
}

/// The text of a PDF or an archive; the other formats are not read apart.
fn unpack(bytes: Vec<u8>, format: Format) -> Result<Told, String> {
    let told = on_a_thread(move || match format {
        Format::Plain | Format::Markdown | Format::Html => {
            Err("no format that is read apart".to_owned())
        }
        Format::Pdf => pdf::text(bytes),
        Format::Archive => {
            let mut archive = docx::Archive::new(Cursor::new(bytes))
                .map_err(|error| format!("damaged: {error}"))?;
            if archive.index_for_name("META-INF/container.xml").is_some() {
                return epub::text(archive.into_inner().into_inner());
            }
            if archive.index_for_name("[Content_Types].xml").is_none() {
                return Err("an archive that is no .docx and no .epub: unpack it".to_owned());
            }
            Ok(Told { text: docx::text(&mut archive)?, markup: Markup::Markdown, warning: None })
        }
    })?;
    of_bounded_length(told)
}

fn of_bounded_length(told: Told) -> Result<Told, String> {
    if told.text.len() > MAX_TEXT {
        return Err(format!("a text of {} bytes, expected at most {MAX_TEXT}", told.text.len()));
    }
    Ok(told)
}

/// Runs a library on a thread of its own, for its stack; a panic is the problem of this file alone.
fn on_a_thread<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let broke = || Err("damaged: it broke its reader".to_owned());
    let caught =
        move || std::panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| broke());
    let reading = thread::Builder::new()
        .stack_size(STACK)
        .spawn(caught)
        .map_err(|error| error.to_string())?;
    reading.join().unwrap_or_else(|_| broke())
}

/// The passages of a document's text, in order; empty when it holds no sentence.
pub fn read(text: &Text, markup: Markup) -> Vec<Passage> {
    passages(text.as_str(), markup)
}

/// The same over a bare string: ranges into it.
pub fn passages(text: &str, markup: Markup) -> Vec<Passage> {
    let mut read = match markup {
        Markup::Plain => {
            markdown::Marked { blocks: plain::blocks(text), hidden: Vec::new(), notes: Vec::new() }
        }
        Markup::Markdown => markdown::blocks(text),
    };
    furniture::classify(&mut read.blocks);
    flow::passages(&read.blocks, &read.hidden, &read.notes)
}
