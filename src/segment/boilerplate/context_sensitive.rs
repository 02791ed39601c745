//! The kind of a block, as far as its neighbours show it: front matter, lists of sources, notes
//! that go on, polls, boxes. Rules of position; none overrides what an earlier one has set.

use crate::language::note_marks::bare_note_number;
use crate::language::sentence_end::{ends_question, ends_sentence};
use crate::segment::block::{Block, Kind};
use crate::segment::continuation::continues_in;
use crate::segment::whole::is_whole;
use crate::segment::{bibliography, shape};

/// A contact, a note or a box is short, in characters.
const SHORT: usize = 240;

/// Applies the rules in order.
pub fn mark(blocks: &mut [Block]) {
    mark_front_matter(blocks);
    mark_lists_of_sources(blocks);
    mark_notes_that_go_on(blocks);
    mark_polls(blocks);
    mark_boxes(blocks);
}

/// A paper opens with its DOI, title, authors, affiliations, declarations and licence. Between the
/// first and the last line that only such a front matter has, nothing but abstracts is running
/// text. An address within a sentence is no such line; nor does a file without a DOI lose its
/// sentences.
fn mark_front_matter(blocks: &mut [Block]) {
    const FIRST_WITHIN: usize = 8;
    const LARGEST_GAP: usize = 7;
    const ABSTRACT_CHARACTERS: usize = 300;
    let is_mark = |block: &Block| {
        let plain = &block.plain;
        shape::has_doi(plain)
            || shape::has_copyright_sign(plain)
            || shape::has_email(plain)
            || shape::address_share(plain) > 0.4
    };
    let marks: Vec<usize> = (0..blocks.len())
        .filter(|&at| is_mark(&blocks[at]) && !is_whole(&blocks[at].plain))
        .collect();
    let of_a_paper = |at: &usize| {
        shape::has_doi(&blocks[*at].plain) || shape::has_copyright_sign(&blocks[*at].plain)
    };
    let Some(&first) = marks.first().filter(|&&first| first < FIRST_WITHIN) else { return };
    let mut last = first;
    for &mark in &marks {
        if mark - last > LARGEST_GAP {
            break;
        }
        last = mark;
    }
    let within: Vec<usize> = marks.iter().copied().filter(|&mark| mark <= last).collect();
    if within.len() < 3 || !within.iter().any(of_a_paper) {
        return;
    }
    let has_doi = within.iter().any(|&mark| shape::has_doi(&blocks[mark].plain));
    for block in &mut blocks[..=last] {
        let running = block.plain.chars().count() >= ABSTRACT_CHARACTERS
            && ends_sentence(&block.plain)
            && !is_mark(block)
            || !has_doi && is_whole(&block.plain);
        if !running && !matches!(block.kind, Some(Kind::Repeat)) {
            block.kind = Some(Kind::Boilerplate);
        }
    }
}

/// Between two entries of a list of sources stand other entries, but for sentences that give no
/// source.
fn mark_lists_of_sources(blocks: &mut [Block]) {
    const LARGEST_GAP: usize = 3;
    let entries: Vec<usize> =
        (0..blocks.len()).filter(|&at| blocks[at].is(Kind::Reference)).collect();
    for pair in entries.windows(2).filter(|pair| pair[1] - pair[0] <= LARGEST_GAP) {
        for block in &mut blocks[pair[0]..pair[1]] {
            let gives_a_source =
                || bibliography::has_year(&block.plain) || shape::has_url(&block.plain);
            if block.kind.is_none() && (!is_whole(&block.plain) || gives_a_source()) {
                block.kind = Some(Kind::Reference);
            }
        }
    }
}

/// A note goes on where a block between notes has their look: a web address, a year in its source.
fn mark_notes_that_go_on(blocks: &mut [Block]) {
    for at in 1..blocks.len() {
        let behind_note = blocks[at - 1].is(Kind::Footnote);
        let note_is_open = behind_note && !ends_sentence(&blocks[at - 1].plain);
        let block = &blocks[at];
        let before_note = blocks.get(at + 1).is_some_and(|next| next.is(Kind::Footnote));
        if block.kind.is_none()
            && !block.is_item()
            && bare_note_number(&block.plain)
                .is_some_and(|number| has_glued_number(&blocks[..at], &number))
        {
            blocks[at].kind = Some(Kind::Footnote);
            continue;
        }
        let looks_like_one = shape::has_url(&block.plain)
            && block.plain.chars().count() < 2 * SHORT
            && !is_whole(&block.plain);
        if block.kind.is_none() && behind_note && (looks_like_one || note_is_open && before_note) {
            blocks[at].kind = Some(Kind::Footnote);
        }
    }
}

/// Whether one of the nearest blocks above holds the number as a note's mark: glued to a word or to
/// the sign behind it.
fn has_glued_number(above: &[Block], number: &str) -> bool {
    const NEAREST: usize = 12;
    above.iter().rev().take(NEAREST).any(|block| {
        block.plain.match_indices(number).any(|(at, _)| {
            let before = block.plain[..at].chars().rev();
            // A word: "CO2" and "v2" are names with a number.
            let is_word = before.clone().take(3).filter(|c| c.is_lowercase()).count() == 3;
            let glued = before.clone().next().is_some_and(|c| {
                is_word
                    || (matches!(c, ',' | '.' | ';' | ')' | '”' | '"')
                        && before.clone().nth(1).is_some_and(char::is_alphabetic))
            });
            glued && block.plain[at + number.len()..].chars().next().is_none_or(char::is_whitespace)
        })
    })
}

/// A question with answers to choose from: lines right below it that are no sentences, with votes
/// among them. Without votes, they answer the question.
fn mark_polls(blocks: &mut [Block]) {
    let run_ends = run_ends(blocks);
    for at in 0..blocks.len() {
        let question = ends_question(&blocks[at].plain)
            && blocks[at].label.is_none()
            && !blocks[at].blank_after;
        let choices = at + 1..run_ends[at];
        if question && !choices.is_empty() && has_votes(&blocks[choices.clone()]) {
            for block in &mut blocks[at..choices.end] {
                block.kind = Some(Kind::Boilerplate);
            }
        }
    }
}

/// Whether none of the lines is a sentence, and one holds numbers alone or columns that end in one.
fn has_votes(choices: &[Block]) -> bool {
    let is_vote = |plain: &str| {
        shape::is_letterless(plain)
            || shape::is_table_row(plain) && plain.contains(|c: char| c.is_ascii_digit())
    };
    choices.iter().all(|choice| !ends_sentence(&choice.plain))
        && choices.iter().any(|choice| is_vote(&choice.plain))
}

/// For each block the first one behind it that a blank line sets off. From the end, so that a text of
/// one long run takes no longer than others.
fn run_ends(blocks: &[Block]) -> Vec<usize> {
    let mut ends = vec![blocks.len(); blocks.len()];
    for at in (1..blocks.len()).rev() {
        ends[at - 1] = if blocks[at].blank_before { at } else { ends[at] };
    }
    ends
}

/// A box of the page (newsletter, advertisement): a line between a title and a button, no blank
/// line apart, and nothing behind the button where the line is a sentence.
fn mark_boxes(blocks: &mut [Block]) {
    const LONGEST: usize = 100;
    for at in 1..blocks.len().saturating_sub(1) {
        let is_bare = |other: &Block| {
            !ends_sentence(&other.plain)
                && !other.is(Kind::Prose)
                && !other.is_item()
                && other.label.is_none()
        };
        let block = &blocks[at];
        let boxed = !block.blank_before
            && !block.blank_after
            && is_bare(&blocks[at - 1])
            && is_bare(&blocks[at + 1])
            && (blocks[at + 1].blank_after || !ends_sentence(&block.plain));
        if boxed
            && block.kind.is_none()
            && !block.is_item()
            && block.label.is_none()
            && block.plain.chars().count() <= LONGEST
            && continues_in(blocks, at - 1).is_none()
        {
            blocks[at].kind = Some(Kind::Boilerplate);
        }
    }
}
