//! What the text of a document is written in.

use serde::{Deserialize, Serialize};

/// What a text is written in. It may differ from its file's format: the main content of a web page
/// is stored as Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Markup {
    /// None.
    Plain,
    /// CommonMark.
    Markdown,
}
