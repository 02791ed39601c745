//! The kind of a block, as far as its own form shows it.

use crate::language::boilerplate_words;
use crate::language::note_marks::leading_note_mark;
use crate::language::sentence_end::ends_sentence;
use crate::segment::block::{Block, Kind};
use crate::segment::{bibliography, shape};

/// A line about the page, a licence or a contact is short, in characters; longer ones are prose.
const SHORT: usize = 240;
/// From this many words on, a line with an e-mail address that ends as a sentence is prose.
const MANY_WORDS: usize = 12;

/// What a block is by its own form; `None` when that depends on its neighbours.
pub fn kind(block: &Block) -> Option<Kind> {
    let plain = block.plain.as_str();
    let short = plain.chars().count() <= SHORT;
    let ends = ends_sentence(plain);
    if shape::is_letterless(plain) {
        return Some(Kind::Boilerplate);
    }
    if bibliography::is_entry(plain) {
        return Some(if leading_note_mark(plain).is_some() {
            Kind::Footnote
        } else {
            Kind::Reference
        });
    }
    if leading_note_mark(plain).is_some() {
        return Some(Kind::Footnote);
    }
    let about_the_page = short
        && (shape::has_copyright_sign(plain)
            || shape::has_doi(plain)
            || boilerplate_words::speaks_of_a_licence(plain)
            || boilerplate_words::is_about_the_page(plain)
            || boilerplate_words::ends_in_a_credit(plain)
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
        return Some(Kind::Boilerplate);
    }
    None
}
