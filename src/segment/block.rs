//! A block: lines that belong together, before its kind is known. Each format's parser makes
//! blocks; the rules that give each a kind are the same for all formats.

use crate::document::ByteRange;

/// What a block is for a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text: its sentences may be quoted.
    Prose,
    /// A title, heading or speaker line: says where in the document what follows is.
    Heading,
    /// A note, referred to by a mark in the text.
    Footnote,
    /// An entry of a bibliography.
    Reference,
    /// Menus, share bars, dates alone on a line, and whatever else is the page and not its matter.
    Boilerplate,
    /// A block with the same words as one before.
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
