//! Lists whose items are no sentences: facts, or a menu of the page, or its table of contents.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::sentence_end::{ends_question, ends_sentence};
use crate::segment::block::{Block, Form, Kind};
use crate::segment::fields::field;
use crate::segment::shape;

/// Items of fewer words are labels.
const FEWEST_WORDS: usize = 5;
/// Items of so many words say something.
const WORDS_THAT_SAY: usize = 3;

/// Marks what of each list is a menu, and what are items without a full stop.
pub fn mark(blocks: &mut [Block]) {
    let mut times: HashMap<String, usize> = HashMap::new();
    for block in blocks.iter() {
        *times.entry(key(&block.plain)).or_default() += 1;
    }
    let mut start = 0;
    while start < blocks.len() {
        let list = blocks[start].list;
        let is_of_list = |block: &&Block| block.is_item() && block.list == list;
        let n_items = blocks[start..].iter().take_while(is_of_list).count();
        let items = start..start + n_items;
        if n_items >= 2 {
            mark_list(blocks, items, &times);
        }
        start += n_items.max(1);
    }
}

fn mark_list(blocks: &mut [Block], items: Range<usize>, times: &HashMap<String, usize>) {
    let n_items = items.len();
    let count = |holds: &dyn Fn(&Block) -> bool| {
        blocks[items.clone()].iter().filter(|block| holds(block)).count()
    };
    let n_scraps = count(&|block| !ends_sentence(&block.plain));
    let n_labels = count(&|block| {
        !ends_sentence(&block.plain) && shape::lettered_words(&block.plain).count() < FEWEST_WORDS
    });
    let n_saying = count(&|block| says_something(&block.plain));
    let n_named = count(&|block| times[&key(&block.plain)] > 1);
    let n_links = count(&|block| block.is_link);
    let above = items.start.checked_sub(1).map(|at| &blocks[at]);
    let is_introduced = above.is_some_and(|above| {
        above.plain.ends_with(':') || ends_question(&above.plain) || above.is(Kind::Lead)
    });
    let is_contents = n_named * 2 > n_items || n_links * 2 > n_items;
    let is_menu = is_contents || n_labels * 2 > n_items && !is_introduced && n_saying * 2 < n_items;
    if n_scraps == 0 {
        return;
    }
    for block in blocks[items].iter_mut() {
        if block.kind.is_some() || ends_sentence(&block.plain) {
            continue;
        }
        let is_scrap = is_menu || block.is_link && !is_introduced;
        block.kind = Some(if is_scrap { Kind::Boilerplate } else { Kind::Prose });
    }
}

/// Whether the item holds a number, a name with its value, or several words.
fn says_something(plain: &str) -> bool {
    plain.contains(|c: char| c.is_ascii_digit())
        || field(plain).is_some()
        || plain.contains(" – ")
        || plain.contains(" — ")
        || plain.contains(" - ")
        || shape::lettered_words(plain).count() >= WORDS_THAT_SAY
            && shape::capital_share(plain) < 0.6
}

/// The same for a heading and its line in a table of contents: its letters in small ones, without
/// the number of a page or a chapter.
fn key(plain: &str) -> String {
    plain.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// A few words and a colon right above a list, code or facts introduce them.
pub fn mark_leads(blocks: &mut [Block]) {
    for at in 0..blocks.len().saturating_sub(1) {
        let next = &blocks[at + 1];
        let is_introduced = matches!(next.kind, Some(Kind::Prose | Kind::Code | Kind::Row))
            && (next.form != Form::Paragraph || next.list.is_some());
        let block = &blocks[at];
        if block.is(Kind::Heading)
            && block.level == 0
            && is_introduced
            && !block.is_item()
            && block.plain.ends_with(':')
        {
            blocks[at].kind = Some(Kind::Lead);
        }
    }
}
