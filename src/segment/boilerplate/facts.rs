//! Lines that state facts without being sentences: opening hours, contacts, prices. One alone looks
//! like anything else on a page; several below each other, and nothing else among them, are facts.

use std::collections::HashMap;
use std::ops::Range;

use super::Look;
use crate::language::boilerplate_words;
use crate::language::sentence_end::ends_sentence;
use crate::segment::block::{Block, Form, Kind};
use crate::segment::fields::{Fact, fact, is_of_the_file};
use crate::segment::whole::is_whole;

/// Blocks at the head of a text among which the fields of the file itself stand.
const HEAD: usize = 3;
/// A line without a number that goes on such a run has at most so many words.
const SHORT_WORDS: usize = 3;

/// Makes each line of such a run a line that stands for itself.
pub fn mark(blocks: &mut [Block], look: Look) {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for block in blocks.iter() {
        *times.entry(block.plain.as_str()).or_default() += 1;
    }
    let mut found = Vec::new();
    let mut start = 0;
    while start < blocks.len() {
        let end = run_end(blocks, start, look);
        found.extend(facts_of(blocks, start..end, look, &times));
        start = end;
    }
    for at in found {
        blocks[at].form = Form::Field;
        blocks[at].kind = Some(Kind::Prose);
    }
}

/// Where the run ends that begins here: at a blank line, or a line that introduces or heads what
/// follows it; on a page, where every paragraph is set apart, at what is no fact.
fn run_end(blocks: &[Block], start: usize, look: Look) -> usize {
    let goes_on = |at: &usize| match look {
        Look::Lines => !blocks[*at].blank_before && !heads(blocks, *at),
        Look::Page => is_fact(&blocks[*at - 1], look) && is_fact(&blocks[*at], look),
    };
    (start + 1..blocks.len()).take_while(goes_on).last().unwrap_or(start) + 1
}

/// Whether the line ends in a colon, or is no sentence and stands right above one.
fn heads(blocks: &[Block], at: usize) -> bool {
    let plain = &blocks[at].plain;
    let is_above_a_sentence =
        || blocks.get(at + 1).is_some_and(|next| !next.blank_before && ends_sentence(&next.plain));
    plain.ends_with(':')
        || !ends_sentence(plain) && !is_fact(&blocks[at], Look::Lines) && is_above_a_sentence()
}

/// The facts of a run: none, where it holds anything but a title, facts and sentences.
fn facts_of(
    blocks: &[Block],
    run: Range<usize>,
    look: Look,
    times: &HashMap<&str, usize>,
) -> Vec<usize> {
    let is_fact = |at: usize| is_fact(&blocks[at], look);
    let first = &blocks[run.start];
    let is_titled = !is_fact(run.start)
        && first.kind.is_none()
        && !first.is_item()
        && !ends_sentence(&first.plain)
        && boilerplate_words::announces(&first.plain).is_none();
    let rest = run.start + usize::from(is_titled)..run.end;
    let facts: Vec<usize> = rest.clone().filter(|&at| is_fact(at)).collect();
    // "Sat 10-14", "Sun closed".
    let is_like_the_last = |at: usize| {
        at > rest.start
            && fact(&blocks[at - 1].plain) == Some(Fact::Number)
            && blocks[at].plain.split_whitespace().count() <= SHORT_WORDS
            && blocks[at].plain.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-')
    };
    let is_pure = || {
        rest.clone().all(|at| is_fact(at) || is_whole(&blocks[at].plain) || is_like_the_last(at))
    };
    let is_of_the_file =
        || run.start < HEAD && facts.iter().any(|&at| is_of_the_file(&blocks[at].plain));
    // At the head and foot of each page the same lines stand.
    let is_repeated = || facts.iter().all(|&at| times[blocks[at].plain.as_str()] > 1);
    if facts.len() >= 2 && is_pure() && !is_of_the_file() && !is_repeated() {
        rest.clone().filter(|&at| is_fact(at) || is_like_the_last(at)).collect()
    } else {
        Vec::new()
    }
}

fn is_fact(block: &Block, look: Look) -> bool {
    block.kind.is_none()
        && block.form == Form::Paragraph
        && block.list.is_none()
        && block.label.is_none()
        && !block.is_link
        && fact(&look.words(&block.plain)).is_some()
}
