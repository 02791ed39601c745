//! A block: lines that belong together before anything is known of what they say. The common ground
//! of the formats; their readers make blocks, the rules give each a kind.

use crate::document::ByteRange;

/// What a block is for a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text: its sentences may be quoted.
    Prose,
    /// A title, heading or speaker line: locates what follows.
    Heading,
    /// A note that belongs to a mark in the text.
    Footnote,
    /// An entry of a list of sources.
    Reference,
    /// Menus, share bars, dates alone on a line, and whatever else is the page and not its matter.
    Boilerplate,
    /// A block that stood before, word for word.
    Repeat,
}

/// One block of a text.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its bytes, without list mark, speaker label and outer white space.
    pub range: ByteRange,
    /// The same bytes with markup and line breaks replaced by spaces, byte for byte: offsets agree.
    pub plain: String,
    /// Whether it is an item of a list.
    pub item: bool,
    /// Whether white space sets it off from the block above (or it is the first).
    pub blank_before: bool,
    /// Whether white space sets it off from the block below (or it is the last).
    pub blank_after: bool,
    /// A speaker's label that stood before it on its line.
    pub label: Option<ByteRange>,
    /// `None` until the rules have run, unless the format itself says it.
    pub kind: Option<Kind>,
}

impl Block {
    /// Whether the rules found it to be of this kind.
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == Some(kind)
    }
}

/// Replaces every byte of `range` by a space, so that offsets stay.
///
/// # Panics
/// When the range splits a character or leaves the text.
pub fn blank_out(plain: &mut String, range: std::ops::Range<usize>) {
    let spaces = " ".repeat(range.len());
    plain.replace_range(range, &spaces);
}

/// The text with line breaks, page breaks and tabs as spaces, byte for byte.
pub fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t', '\u{c}'], " ")
}
