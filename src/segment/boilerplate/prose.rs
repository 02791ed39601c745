//! Whether a block is running text, when nothing else is known of it.

use super::Look;
use crate::language::sentence_end::ends_sentence;
use crate::segment::block::{Block, Kind};
use crate::segment::continuation::continues_in;
use crate::segment::{sentences, shape};

/// From this many words on, text without a full stop may be prose that goes on elsewhere.
const MANY_WORDS: usize = 12;
/// The same for a paragraph of a page.
const WORDS_OF_A_PAGE: usize = 8;
/// So many words before a colon introduce what follows.
const WORDS_BEFORE_A_COLON: usize = 4;
/// So many sentences are no heading, even where they are full of names.
const MANY_SENTENCES: usize = 4;

/// Running text: sentences, or the part of one that goes on in another block.
pub fn is_prose(blocks: &[Block], at: usize, look: Look) -> bool {
    let block = &blocks[at];
    let plain = block.plain.as_str();
    if ends_sentence(plain) {
        return shape::lettered_words(plain).nth(1).is_some() || block.label.is_some();
    }
    let n_words = shape::lettered_words(plain).count();
    let capital_share = shape::capital_share(plain);
    if block.label.is_some() {
        return n_words >= MANY_WORDS;
    }
    let n_sentences = if n_words >= MANY_WORDS { sentences::split(plain).len() } else { 0 };
    if n_sentences >= 2 && capital_share < 0.5
        || n_sentences >= MANY_SENTENCES && capital_share < 0.75
    {
        return true;
    }
    if block.is_item() {
        return n_words >= 5 && capital_share < 0.6;
    }
    if continues_in(blocks, at).is_some() {
        return true;
    }
    if capital_share >= 0.4 {
        return false;
    }
    if plain.ends_with(':') {
        let introduces = blocks.get(at + 1).is_some_and(|next| {
            !matches!(next.kind, Some(Kind::Boilerplate | Kind::Reference | Kind::Footnote))
        });
        return introduces && n_words >= WORDS_BEFORE_A_COLON;
    }
    // The headings of a page are known from its elements.
    n_words >= if look == Look::Page && !block.is_link { WORDS_OF_A_PAGE } else { MANY_WORDS }
}
