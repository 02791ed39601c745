//! A block: lines that belong together, before its kind is known. Each format's parser makes
//! blocks; the rules that give each a kind are the same for all formats.

use crate::document::ByteRange;

/// What a block is for a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text: its sentences may be quoted.
    Prose,
    /// Lines of a code block.
    Code,
    /// A row of a table.
    Row,
    /// The header row of a table: what the cells below are about.
    ColumnHeads,
    /// A title, heading or speaker line: says where in the document what follows is.
    Heading,
    /// A question that what follows answers, a term that it defines, or a few words and a colon
    /// above a list.
    Lead,
    /// A note, referred to by a mark in the text.
    Footnote,
    /// An entry of a bibliography.
    Reference,
    /// Menus, share bars, dates alone on a line, and whatever else is the page and not its matter.
    Boilerplate,
    /// A block with the same words as one before.
    Repeat,
}

/// What a parser says of a block's place in a list or a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Form {
    /// A paragraph, or a block of which nothing is known.
    #[default]
    Paragraph,
    /// An item of a list: its first block.
    Item,
    /// A line that stands for itself: "Range: 150 feet".
    Field,
    /// A code block.
    Code {
        /// The name of its language.
        language: Option<ByteRange>,
    },
    /// A row of a table.
    Row {
        /// Its cells, in order of the columns; an empty cell is an empty range.
        cells: Vec<ByteRange>,
    },
}

/// One block of a text.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its bytes, without list mark, speaker label and outer white space.
    pub range: ByteRange,
    /// The same with the markup that opens and closes right at its edges.
    pub outer: ByteRange,
    /// Its bytes with markup and line breaks replaced by spaces, byte for byte: offsets agree.
    pub plain: String,
    /// What it is by its format.
    pub form: Form,
    /// Whether white space sets it off from the block above (or it is the first).
    pub blank_before: bool,
    /// Whether white space sets it off from the block below (or it is the last).
    pub blank_after: bool,
    /// A speaker's label that stood before it on its line.
    pub label: Option<ByteRange>,
    /// `None` until the rules have run, unless the format itself says it.
    pub kind: Option<Kind>,
    /// How deep a heading is, from 1; 0 where the format does not say.
    pub level: u8,
    /// The number of the outermost list that it is in.
    pub list: Option<u32>,
    /// What introduces it in its list: the item that it is nested in.
    pub parent: Option<ByteRange>,
    /// Whether all its words are those of links.
    pub is_link: bool,
    /// The ranges of it that are set in bold, in order.
    pub strong: Vec<ByteRange>,
}

impl Block {
    /// A paragraph of these bytes, of which nothing else is known.
    pub fn paragraph(range: ByteRange, plain: String) -> Block {
        Block {
            range,
            outer: range,
            plain,
            form: Form::Paragraph,
            blank_before: true,
            blank_after: true,
            label: None,
            kind: None,
            level: 0,
            list: None,
            parent: None,
            is_link: false,
            strong: Vec::new(),
        }
    }

    /// Whether the rules found it to be of this kind.
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == Some(kind)
    }

    /// Whether it is an item of a list.
    pub fn is_item(&self) -> bool {
        self.form == Form::Item
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
