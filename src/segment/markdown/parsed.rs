//! What is found in a Markdown text.

use crate::segment::block::Block;
use crate::segment::hidden_markup::HiddenMarkup;

/// The blocks of a Markdown text, with its markup.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its markup.
    pub markup: HiddenMarkup,
}
