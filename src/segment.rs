//! From a document's text to its passages: what may be quoted and where it stands, as byte ranges.
//! Makes no word. The steps, one file each:
//!
//! text → lines → blocks (by format) → kinds of blocks (prose, heading, footnote, boilerplate …) →
//! units (sentences, items, rows, code) → passages.

mod lines;
mod block;
mod hidden_markup;
mod line_blocks;
mod plain;
pub(crate) mod markdown;
mod boilerplate;
mod bibliography;
mod shape;
mod whole;
mod fields;
mod code_shape;
mod continuation;
mod passages;
mod footnotes;
pub mod sentences;
#[cfg(test)]
mod tests;

use hidden_markup::HiddenMarkup;

use crate::document::{Markup, Passage};

/// Counts up whenever the rules change, so that stored ranges are found anew.
pub const VERSION: u32 = 12;

/// The passages of a text, in order; empty when it holds nothing that may be quoted.
pub fn passages(text: &str, markup: Markup) -> Vec<Passage> {
    let (mut blocks, hidden) = match markup {
        Markup::Plain => {
            let (blocks, hidden) = plain::blocks(text);
            (blocks, HiddenMarkup { hidden, ..HiddenMarkup::default() })
        }
        Markup::Markdown | Markup::Page => {
            let parsed = markdown::parse(text);
            let breaks = &parsed.markup.line_breaks;
            (line_blocks::split(parsed.blocks, breaks, markup), parsed.markup)
        }
    };
    match markup {
        Markup::Plain => boilerplate::classify(&mut blocks, boilerplate::Look::Lines),
        Markup::Page => boilerplate::classify(&mut blocks, boilerplate::Look::Page),
        Markup::Markdown => boilerplate::classify_parsed(&mut blocks),
    }
    passages::passages(&blocks, &hidden)
}
