//! Which blocks may be quoted. The rules look at form, position and repetition; the few words they
//! know are in `language::furniture_words`. They run in an order: what a block is by itself, then
//! what its neighbours make of it, then heading or prose.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::block::{Block, Kind};
use super::{neighbours, references, sentences, shape};
use crate::language::furniture_words::{self, Announces};
use crate::language::stop_words::is_stop_word;
use crate::language::terms;

/// A line about the page, a licence or a contact is short, in characters; longer ones are prose.
const SHORT: usize = 240;
/// From this many words on, text without a full stop may be prose that goes on elsewhere.
const MANY_WORDS: usize = 12;
/// So many sentences are no heading, even where they are full of names.
const MANY_SENTENCES: usize = 4;

/// Gives every block its kind.
pub fn classify(blocks: &mut [Block]) {
    mark_repeats(blocks);
    for block in blocks.iter_mut().filter(|block| block.kind.is_none()) {
        block.kind = own_form(block);
    }
    neighbours::mark_front_matter(blocks);
    neighbours::mark_lists_of_sources(blocks);
    neighbours::mark_notes_that_go_on(blocks);
    neighbours::mark_polls(blocks);
    neighbours::mark_boxes(blocks);
    neighbours::mark_lists_of_labels(blocks);
    for at in 0..blocks.len() {
        if blocks[at].kind.is_none() {
            blocks[at].kind = Some(if is_prose(blocks, at) { Kind::Prose } else { Kind::Heading });
        }
    }
    mark_announced(blocks);
    demote_headings_that_lead_nowhere(blocks);
}

/// The same words twice: a long block counts once, a short one is a page head or a signature.
fn mark_repeats(blocks: &mut [Block]) {
    const LONG: usize = 40;
    let keys: Vec<u64> = blocks.iter().map(|block| fingerprint(&block.plain)).collect();
    let mut times: HashMap<u64, usize> = HashMap::new();
    for key in &keys {
        *times.entry(*key).or_default() += 1;
    }
    let mut seen: HashSet<u64> = HashSet::new();
    for (block, key) in blocks.iter_mut().zip(keys).filter(|(block, _)| block.kind.is_none()) {
        let times = times[&key];
        let again = !seen.insert(key);
        if times >= 3 && !shape::ends_sentence(&block.plain) {
            block.kind = Some(Kind::Furniture);
        } else if block.plain.chars().count() >= LONG {
            block.kind = again.then_some(Kind::Repeat);
        } else if times > 1 && block.label.is_none() && !block.item {
            block.kind = Some(Kind::Furniture);
        }
    }
}

/// The same for blocks of the same words, however these are spaced.
fn fingerprint(plain: &str) -> u64 {
    let mut hasher = FxHasher::default();
    plain.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

/// What a block is by its own form; `None` when its neighbours must tell.
fn own_form(block: &Block) -> Option<Kind> {
    let plain = block.plain.as_str();
    let short = plain.chars().count() <= SHORT;
    let ends = shape::ends_sentence(plain);
    if shape::is_letterless(plain) {
        return Some(Kind::Furniture);
    }
    if references::is_entry(plain) {
        return Some(if shape::leading_note_mark(plain).is_some() {
            Kind::Footnote
        } else {
            Kind::Reference
        });
    }
    if shape::leading_note_mark(plain).is_some() {
        return Some(Kind::Footnote);
    }
    let about_the_page = short
        && (shape::has_copyright_sign(plain)
            || shape::has_doi(plain)
            || furniture_words::speaks_of_a_licence(plain)
            || furniture_words::is_about_the_page(plain)
            || furniture_words::ends_in_a_credit(plain)
            || shape::is_in_square_brackets(plain)
            || shape::begins_with_a_symbol(plain)
            || shape::is_a_row_of_links(plain)
            || shape::is_a_button(plain)
            || shape::has_handle(plain)
            || (shape::is_a_labelled_field(plain) && block.label.is_none())
            || (shape::has_email(plain)
                && (!ends || plain.split_whitespace().count() < MANY_WORDS)));
    if about_the_page || shape::address_share(plain) > 0.4 || (shape::is_table_row(plain) && !ends)
    {
        return Some(Kind::Furniture);
    }
    None
}

/// Running text: sentences, or the part of one that goes on in another block.
fn is_prose(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let plain = block.plain.as_str();
    if shape::ends_sentence(plain) {
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
    if block.item {
        return n_words >= 5 && capital_share < 0.6;
    }
    if runs_on(blocks, at).is_some() {
        return true;
    }
    !plain.ends_with(':') && n_words >= MANY_WORDS && capital_share < 0.4
}

/// The block in which the sentence that ends this block unfinished goes on: the next one that is
/// running text, notes and page heads skipped. Told by how the two break: a small letter there, or
/// a comma or a word here that no sentence ends with.
pub fn runs_on(blocks: &[Block], at: usize) -> Option<usize> {
    const LARGEST_GAP: usize = 4000;
    const FEWEST_WORDS: usize = 8;
    let block = &blocks[at];
    let plain = block.plain.trim_end();
    if shape::ends_sentence(plain)
        || shape::lettered_words(plain).count() < FEWEST_WORDS
        || plain.ends_with([':', ';'])
    {
        return None;
    }
    let next = (at + 1..blocks.len()).find(|&next| {
        !matches!(blocks[next].kind, Some(Kind::Footnote | Kind::Furniture | Kind::Reference))
    })?;
    let other = &blocks[next];
    if other.item
        || other.label.is_some()
        || matches!(other.kind, Some(Kind::Heading | Kind::Repeat))
        || other.range.start() - block.range.end() > LARGEST_GAP
    {
        return None;
    }
    let goes_on_small = other.plain.starts_with(char::is_lowercase);
    let last_word = terms::words(plain).last().map(|word| word.text).unwrap_or_default();
    let breaks_off = plain.ends_with(',')
        || (last_word.starts_with(char::is_lowercase)
            && is_stop_word(last_word)
            && plain.ends_with(last_word));
    let as_long_as_prose = shape::lettered_words(&other.plain).count() >= FEWEST_WORDS
        || shape::ends_sentence(&other.plain);
    (goes_on_small || (breaks_off && as_long_as_prose)).then_some(next)
}

/// What stands under a heading that announces sources, other pages or comments is not the
/// document's.
fn mark_announced(blocks: &mut [Block]) {
    let mut under: Option<Announces> = None;
    for at in 0..blocks.len() {
        let leads_prose = blocks.get(at + 1).is_some_and(|next| next.is(Kind::Prose));
        let kind = blocks[at].kind;
        if kind == Some(Kind::Heading) || kind == Some(Kind::Furniture) {
            let announced = furniture_words::announces(&blocks[at].plain);
            if announced.is_some() {
                under = announced;
            } else if kind == Some(Kind::Heading) && leads_prose && blocks[at].blank_before {
                under = None;
            }
        }
        match under {
            Some(Announces::Sources)
                if kind == Some(Kind::Prose) && looks_like_a_source(&blocks[at].plain) =>
            {
                blocks[at].kind = Some(Kind::Reference)
            }
            Some(Announces::Elsewhere)
                if kind == Some(Kind::Prose) && is_teaser(&blocks[at].plain) =>
            {
                blocks[at].kind = Some(Kind::Furniture)
            }
            Some(Announces::TermsOfUse)
                if kind == Some(Kind::Prose) && blocks[at].plain.chars().count() <= SHORT =>
            {
                blocks[at].kind = Some(Kind::Furniture)
            }
            _ => {}
        }
    }
}

/// Under a heading that names sources, what gives a year or an address is one.
fn looks_like_a_source(plain: &str) -> bool {
    references::has_year(plain) || shape::has_url(plain) || shape::begins_with_a_symbol(plain)
}

/// One short sentence that leads to another page.
fn is_teaser(plain: &str) -> bool {
    const LONGEST: usize = 100;
    plain.chars().count() <= LONGEST && sentences::split(plain).len() == 1
}

/// A heading stands alone and right above what it heads; other short lines are menus and page
/// marks.
fn demote_headings_that_lead_nowhere(blocks: &mut [Block]) {
    let sets_paragraphs_apart = blocks.iter().skip(1).any(|block| block.blank_before);
    for at in 0..blocks.len() {
        let block = &blocks[at];
        let heads = blocks
            .get(at + 1)
            .is_some_and(|next| matches!(next.kind, Some(Kind::Prose | Kind::Heading)));
        let alone = block.blank_before || !sets_paragraphs_apart;
        if block.is(Kind::Heading) && (!heads || !alone || block.plain.ends_with(':') || block.item)
        {
            blocks[at].kind = Some(Kind::Furniture);
        }
    }
}
