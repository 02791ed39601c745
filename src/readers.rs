//! From the bytes of a file to its text, and from the text to its passages: what may be quoted, where it stands,
//! what is page furniture. A reader finds ranges; it never makes a word. One reader a format, one set of rules for
//! all:
//!
//! bytes → text (of the format) → lines → blocks → kinds (furniture, footnotes, headings, prose) → flow (paragraphs
//! made whole across page breaks) → sentences.

pub mod encoding;
pub mod html;
pub mod block;
pub mod flow;
pub mod furniture;
pub mod lines;
pub mod markdown;
pub mod neighbours;
pub mod plain;
pub mod references;
pub mod sentences;
pub mod shape;

use crate::document::{FileName, Passage, Text};

/// The formats that can be read, told by the file's ending, and a web page by its beginning too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.txt`, and files without an ending.
    Plain,
    /// `.md`, `.markdown`.
    Markdown,
    /// `.html`, `.htm`, `.xhtml`; its stored text is Markdown.
    Html,
}

impl Format {
    /// The format of a file; `None` when it cannot be read.
    pub fn of(file: &FileName) -> Option<Format> {
        let name = file.as_str().rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
            None | Some("txt" | "text") => Some(Format::Plain),
            Some("md" | "markdown") => Some(Format::Markdown),
            Some("html" | "htm" | "xhtml") => Some(Format::Html),
            Some(_) => None,
        }
    }
}

/// Counts up whenever the rules change, so that stored layouts are read anew.
pub const VERSION: u32 = 2;

/// The text of a file as it is stored, and the format that the text has: a page's main content is Markdown. UTF-8
/// text is the file, byte for byte.
///
/// # Errors
/// With the reason why it cannot be read.
pub fn text_of(bytes: Vec<u8>, format: Format) -> Result<(String, Format), String> {
    let text = encoding::decode(bytes)?;
    if format == Format::Html || html::is_page(&text) { Ok((html::main_content(&text)?, Format::Markdown)) } else { Ok((text, format)) }
}

/// The passages of a document's text, in order; empty when it holds no sentence.
pub fn read(text: &Text, format: Format) -> Vec<Passage> {
    passages(text.as_str(), format)
}

/// The same over a bare string: ranges into it.
pub fn passages(text: &str, format: Format) -> Vec<Passage> {
    let (mut blocks, hidden) = match format {
        Format::Plain => (plain::blocks(text), Vec::new()),
        Format::Markdown | Format::Html => markdown::blocks(text),
    };
    furniture::classify(&mut blocks);
    flow::passages(&blocks, &hidden)
}
