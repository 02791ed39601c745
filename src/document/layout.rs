//! What segmentation found in a text: which ranges may be quoted, and under which heading. Ranges
//! only.

use serde::{Deserialize, Serialize};

use super::range::ByteRange;

/// One sentence: the unit of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// One range; or two, in order, where a page break or footnotes cut the sentence in two. Never
    /// empty.
    #[serde(rename = "p")]
    pub parts: Vec<ByteRange>,
    /// The footnotes whose marks are in the sentence, in order.
    #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<ByteRange>,
}

impl Sentence {
    /// How many bytes its parts hold together.
    pub fn n_bytes(&self) -> usize {
        self.parts.iter().map(|part| part.n_bytes()).sum()
    }
}

/// A paragraph, list item or speech: sentences that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its number among the passages of the document, from 1.
    #[serde(rename = "p")]
    pub paragraph: u32,
    /// The nearest heading or speaker line above it.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub section: Option<ByteRange>,
    /// Its sentences in reading order; at least one.
    #[serde(rename = "s")]
    pub sentences: Vec<Sentence>,
    /// Markup of the format within its reach that is not shown. Sorted, disjoint.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<ByteRange>,
}
