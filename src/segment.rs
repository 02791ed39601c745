//! From a document's text to its passages: what may be quoted and where it stands, as byte ranges.
//! Makes no word. The steps, one file each:
//!
//! text → lines → blocks (by format) → kinds of blocks (prose, heading, footnote, boilerplate …) →
//! passages (paragraphs made whole across page breaks) → sentences.

mod lines;
mod block;
mod plain;
pub(crate) mod markdown;
mod boilerplate;
mod bibliography;
mod shape;
mod continuation;
mod passages;
mod footnotes;
pub mod sentences;

use crate::document::{Markup, Passage};

/// Counts up whenever the rules change, so that stored ranges are found anew.
pub const VERSION: u32 = 4;

/// The passages of a text, in order; empty when it holds no sentence that may be quoted.
pub fn passages(text: &str, markup: Markup) -> Vec<Passage> {
    let (mut blocks, hidden, notes) = match markup {
        Markup::Plain => (plain::blocks(text), Vec::new(), Vec::new()),
        Markup::Markdown => {
            let parsed = markdown::parse(text);
            (parsed.blocks, parsed.hidden, parsed.notes)
        }
    };
    boilerplate::classify(&mut blocks);
    passages::passages(&blocks, &hidden, &notes)
}
