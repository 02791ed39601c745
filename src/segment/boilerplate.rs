//! Which blocks may be quoted, and which are boilerplate: the page and not its matter. The rules
//! look at form, position and repetition; the few words they know are in
//! `language::boilerplate_words`. As usual for this task (Pomikálek 2011, "Removing Boilerplate and
//! Duplicate Content from Web Corpora"), a block is classified by itself first, then by its
//! neighbours.

mod look;
mod facts;
mod repeats;
mod context_free;
mod context_sensitive;
mod lists;
mod questions;
mod prose;
mod headings;
mod parsed;

use super::block::{Block, Kind};
pub use look::Look;

/// Gives every block its kind.
pub fn classify(blocks: &mut [Block], look: Look) {
    questions::mark_labelled(blocks);
    facts::mark(blocks, look);
    repeats::mark(blocks);
    for block in blocks.iter_mut().filter(|block| block.kind.is_none()) {
        block.kind = context_free::kind(block, look);
    }
    context_sensitive::mark(blocks);
    lists::mark(blocks);
    questions::mark_alone(blocks);
    for at in 0..blocks.len() {
        if blocks[at].kind.is_none() {
            let is_prose = prose::is_prose(blocks, at, look);
            blocks[at].kind = Some(if is_prose { Kind::Prose } else { Kind::Heading });
        }
    }
    if look == Look::Lines {
        headings::promote_all_where_nothing_is_prose(blocks);
    }
    lists::mark_leads(blocks);
    headings::mark_announced(blocks);
    headings::demote_headings_that_lead_nowhere(blocks);
}

/// The same where a parser of Markdown that a person wrote says what each block is.
pub fn classify_parsed(blocks: &mut [Block]) {
    questions::mark_labelled(blocks);
    parsed::classify(blocks);
}
