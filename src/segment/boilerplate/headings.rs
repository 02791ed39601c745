//! Headings: what stands under those that announce sources, other pages or comments, and lines that
//! look like headings and head nothing.

use crate::language::boilerplate_words::{self, Announces};
use crate::segment::block::{Block, Kind};
use crate::segment::code_shape::looks_like_code;
use crate::segment::whole::is_whole;
use crate::segment::{bibliography, sentences, shape};

/// A line of the terms of use is short, in characters.
const SHORT: usize = 240;

/// What stands under a heading that announces sources, other pages or comments is not the
/// document's, whole sentences aside: a handbook's notes are its own.
pub fn mark_announced(blocks: &mut [Block]) {
    let mut under: Option<Announces> = None;
    for at in 0..blocks.len() {
        let leads_prose = blocks.get(at + 1).is_some_and(|next| next.is(Kind::Prose));
        let kind = blocks[at].kind;
        if kind == Some(Kind::Heading) || kind == Some(Kind::Boilerplate) {
            let announced = boilerplate_words::announces(&blocks[at].plain);
            if announced.is_some() {
                under = announced;
            } else if kind == Some(Kind::Heading) && leads_prose && blocks[at].blank_before {
                under = None;
            }
        }
        match under {
            _ if kind != Some(Kind::Prose) || is_whole(&blocks[at].plain) => {}
            Some(Announces::Sources) if looks_like_a_source(&blocks[at].plain) => {
                blocks[at].kind = Some(Kind::Reference)
            }
            Some(Announces::Elsewhere) if is_teaser(&blocks[at].plain) => {
                blocks[at].kind = Some(Kind::Boilerplate)
            }
            Some(Announces::TermsOfUse) if blocks[at].plain.chars().count() <= SHORT => {
                blocks[at].kind = Some(Kind::Boilerplate)
            }
            _ => {}
        }
    }
}

/// Under a heading that names sources, what gives a year or an address is one.
fn looks_like_a_source(plain: &str) -> bool {
    bibliography::has_year(plain) || shape::has_url(plain) || shape::begins_with_a_symbol(plain)
}

/// A few words that lead to another page.
fn is_teaser(plain: &str) -> bool {
    const LONGEST: usize = 100;
    plain.chars().count() <= LONGEST && sentences::split(plain).len() == 1
}

/// Where nothing is prose, what looks like headings is all that the document says.
pub fn promote_all_where_nothing_is_prose(blocks: &mut [Block]) {
    if blocks.iter().all(|block| !block.is(Kind::Prose)) {
        let headings = blocks.iter_mut().filter(|block| block.is(Kind::Heading));
        headings.for_each(|block| block.kind = Some(Kind::Prose));
    }
}

/// A heading stands alone and right above what it heads; other short lines are menus and page
/// marks. What names who said something, or looks like code, heads nothing either.
pub fn demote_headings_that_lead_nowhere(blocks: &mut [Block]) {
    let sets_paragraphs_apart = blocks.iter().skip(1).any(|block| block.blank_before);
    for at in 0..blocks.len() {
        let block = &blocks[at];
        let heads = blocks.get(at + 1).is_some_and(|next| {
            !matches!(
                next.kind,
                Some(Kind::Boilerplate | Kind::Repeat | Kind::Footnote | Kind::Reference)
            )
        });
        let alone = block.blank_before || !sets_paragraphs_apart;
        if block.is(Kind::Heading)
            && (!heads
                || block.level == 0
                    && (!alone
                        || block.plain.ends_with(':')
                        || block.is_item()
                        || shape::is_an_attribution(&block.plain)
                        || looks_like_code(&block.plain)))
        {
            blocks[at].kind = Some(Kind::Boilerplate);
        }
    }
}
