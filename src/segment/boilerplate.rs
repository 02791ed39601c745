//! Which blocks may be quoted, and which are boilerplate: the page and not its matter. The rules
//! look at form, position and repetition; the few words they know are in
//! `language::boilerplate_words`. As usual for this task (Pomikálek 2011, "Removing Boilerplate and
//! Duplicate Content from Web Corpora"), a block is classified by itself first, then by its
//! neighbours.

mod repeats;
mod context_free;
mod context_sensitive;
mod prose;
mod headings;

use super::block::{Block, Kind};

/// Gives every block its kind.
pub fn classify(blocks: &mut [Block]) {
    repeats::mark(blocks);
    for block in blocks.iter_mut().filter(|block| block.kind.is_none()) {
        block.kind = context_free::kind(block);
    }
    context_sensitive::mark(blocks);
    for at in 0..blocks.len() {
        if blocks[at].kind.is_none() {
            let is_prose = prose::is_prose(blocks, at);
            blocks[at].kind = Some(if is_prose { Kind::Prose } else { Kind::Heading });
        }
    }
    headings::mark_announced(blocks);
    headings::demote_headings_that_lead_nowhere(blocks);
}
