//! What segmentation found in a text: which ranges may be quoted, and under which headings. Ranges
//! only.

use serde::{Deserialize, Serialize};

use super::range::ByteRange;

/// What a unit is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnitKind {
    /// A sentence of prose.
    #[default]
    #[serde(rename = "s")]
    Sentence,
    /// An item of a list, whole.
    #[serde(rename = "i")]
    Item,
    /// A line that stands for itself: "Range: 150 feet".
    #[serde(rename = "f")]
    Field,
    /// A code block, or whole lines of a longer one.
    #[serde(rename = "c")]
    Code,
    /// A row of a table.
    #[serde(rename = "r")]
    Row,
}

impl UnitKind {
    fn is_sentence(&self) -> bool {
        *self == UnitKind::Sentence
    }
}

/// What a quote is made of: one sentence of prose, an item of a list, a row of a table, a code
/// block, a line that stands for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// What it is.
    #[serde(rename = "k", default, skip_serializing_if = "UnitKind::is_sentence")]
    pub kind: UnitKind,
    /// One range; or two, in order, where a page break or footnotes cut a sentence in two. Never
    /// empty.
    #[serde(rename = "p")]
    pub parts: Vec<ByteRange>,
    /// The footnotes whose marks are in the unit, in order.
    #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<ByteRange>,
    /// What introduces it: the sentence before a list or a code block, a table's header row, the
    /// question that it answers. Stands before it, and is no part of it.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<ByteRange>,
    /// The cells of a row, in the order of the columns; an empty cell is an empty range. Empty for
    /// everything else.
    #[serde(rename = "t", default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<ByteRange>,
    /// The name of the language of a code block, where the document says it.
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    pub language: Option<ByteRange>,
}

impl Unit {
    /// A sentence of these parts.
    pub fn of_parts(parts: Vec<ByteRange>) -> Unit {
        Unit { parts, ..Unit::default() }
    }

    /// How many bytes its parts hold together.
    pub fn n_bytes(&self) -> usize {
        self.parts.iter().map(|part| part.n_bytes()).sum()
    }
}

/// Consecutive units that are indexed together: a paragraph, a list with what introduces it, rows of
/// a table, a speech.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its number among the passages of the document, from 1.
    #[serde(rename = "p")]
    pub paragraph: u32,
    /// The path of headings above it, outermost first; its last is the nearest heading, or a
    /// speaker line.
    #[serde(rename = "h", default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<ByteRange>,
    /// How many passages stand between it and the nearest heading or question.
    #[serde(rename = "i", default, skip_serializing_if = "is_zero")]
    pub place: u32,
    /// Its units in reading order; at least one.
    #[serde(rename = "s")]
    pub units: Vec<Unit>,
    /// Markup of the format within its reach that is not shown. Sorted, disjoint.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<ByteRange>,
    /// The cells of the header row of its table, in order of the columns; an empty cell is an empty
    /// range. Empty where it has no table.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ByteRange>,
}

fn is_zero(place: &u32) -> bool {
    *place == 0
}
