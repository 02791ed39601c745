//! Sentences that a page break, a running head or footnotes cut in two: where the rest of one
//! stands.

use super::block::{Block, Kind};
use super::shape;
use crate::language::sentence_end::ends_sentence;
use crate::language::stop_words::is_stop_word;
use crate::language::terms;

/// The block in which the sentence that ends this block unfinished goes on: the next one that is
/// running text, footnotes and running heads skipped. Recognised by how the two break: a small
/// letter there, or a comma here, or a word that no sentence ends with.
pub fn continues_in(blocks: &[Block], at: usize) -> Option<usize> {
    const LARGEST_GAP: usize = 4000;
    const FEWEST_WORDS: usize = 8;
    let block = &blocks[at];
    let plain = block.plain.trim_end();
    if ends_sentence(plain)
        || shape::lettered_words(plain).count() < FEWEST_WORDS
        || plain.ends_with([':', ';'])
    {
        return None;
    }
    // Looked for within the gap only: a long list of what is skipped is no page break.
    let next = (at + 1..blocks.len())
        .take_while(|&next| {
            blocks[next].range.start() <= block.range.end().saturating_add(LARGEST_GAP)
        })
        .find(|&next| {
            !matches!(blocks[next].kind, Some(Kind::Footnote | Kind::Boilerplate | Kind::Reference))
        })?;
    let other = &blocks[next];
    if other.is_item()
        || other.label.is_some()
        || matches!(other.kind, Some(Kind::Heading | Kind::Repeat))
    {
        return None;
    }
    let goes_on_small = other.plain.starts_with(char::is_lowercase);
    let last_word = terms::words(plain).last().map(|word| word.text).unwrap_or_default();
    let breaks_off = plain.ends_with(',')
        || (last_word.starts_with(char::is_lowercase)
            && is_stop_word(last_word)
            && plain.ends_with(last_word));
    let as_long_as_prose =
        shape::lettered_words(&other.plain).count() >= FEWEST_WORDS || ends_sentence(&other.plain);
    (goes_on_small || (breaks_off && as_long_as_prose)).then_some(next)
}
