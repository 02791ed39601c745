//! The kinds of blocks where a person wrote Markdown and a parser says what is a paragraph, an item
//! or a heading: only what by itself is no matter of the text is set aside.

use crate::language::boilerplate_words::{self, Announces};
use crate::language::sentence_end::{ends_question, ends_sentence};
use crate::segment::block::{Block, Form, Kind};
use crate::segment::{bibliography, sentences, shape};

/// A licence line, a credit or a bare heading is short, in characters.
const SHORT: usize = 240;
/// A contact is an address and a few words that name it.
const CONTACT_WORDS: usize = 5;
/// A line all in bold heads what follows it when it has no more words.
const HEADING_WORDS: usize = 12;
/// Deeper than any heading that Markdown has.
const BOLD_LEVEL: u8 = 7;

/// Gives every block its kind.
pub(super) fn classify(blocks: &mut [Block]) {
    let mut under: Option<Announces> = None;
    for at in 0..blocks.len() {
        let block = &blocks[at];
        if block.is(Kind::Heading) {
            under = boilerplate_words::announces(&block.plain);
        }
        if block.kind.is_none() {
            let kind = kind(block, under, blocks.get(at + 1));
            blocks[at].kind = Some(kind);
            if kind == Kind::Heading {
                blocks[at].level = BOLD_LEVEL;
            }
        }
    }
}

/// The kind of a paragraph or an item. `next` is the block behind it.
fn kind(block: &Block, under: Option<Announces>, next: Option<&Block>) -> Kind {
    let plain = block.plain.as_str();
    let ends = ends_sentence(plain);
    let short = plain.chars().count() <= SHORT;
    if !plain.contains(char::is_alphanumeric) {
        return Kind::Boilerplate;
    }
    let is_source = bibliography::is_entry(plain)
        || under == Some(Announces::Sources)
            && !ends
            && (shape::has_url(plain) || bibliography::has_year(plain) || block.is_link);
    if is_source {
        return Kind::Reference;
    }
    let is_licence =
        || shape::has_copyright_sign(plain) || boilerplate_words::speaks_of_a_licence(plain);
    let is_contact =
        || shape::has_email(plain) && shape::lettered_words(plain).count() <= CONTACT_WORDS;
    // A notice is a short sentence; what lists the terms is a page about them.
    let says_nothing = short && ends && !block.is_item() && under == Some(Announces::TermsOfUse)
        || !ends
            && (is_contact()
                || block.is_link
                || shape::address_share(plain) > 0.7
                || short && is_licence());
    if says_nothing {
        return Kind::Boilerplate;
    }
    let is_alone = block.form == Form::Paragraph && block.list.is_none() && next.is_some();
    if is_alone && ends_question(plain) && sentences::split(plain).len() == 1 {
        return Kind::Lead;
    }
    if is_alone
        && is_all_bold(block)
        && plain.split_whitespace().count() <= HEADING_WORDS
        && !is_sentence(plain)
    {
        return Kind::Heading;
    }
    Kind::Prose
}

/// A full stop behind a few words in bold is no sentence's.
fn is_sentence(plain: &str) -> bool {
    ends_sentence(plain) && shape::lettered_words(plain).nth(4).is_some()
}

/// Whether every letter of it is in bold.
fn is_all_bold(block: &Block) -> bool {
    let start = block.range.start();
    let is_bold = |at: usize| block.strong.iter().any(|bold| bold.start() <= at && at < bold.end());
    !block.strong.is_empty()
        && block.plain.char_indices().all(|(at, c)| {
            is_bold(start + at) || c.is_whitespace() || matches!(c, '.' | ':' | '!' | '?' | '…')
        })
}
