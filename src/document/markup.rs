//! What the text of a document is written in.

use serde::{Deserialize, Serialize};

/// What a text is written in. It may differ from its file's format: the main content of a web page
/// is stored as Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Markup {
    /// None.
    Plain,
    /// Markdown that a person wrote: CommonMark, and what is usual beside it.
    Markdown,
    /// The same made of a web page, an e-book or a word processor's file: its blocks may be those of
    /// the page and not of its matter, and its headings may only look like some.
    Page,
}
