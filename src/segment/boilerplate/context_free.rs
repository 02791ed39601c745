//! The kind of a block, as far as its own form shows it.

use super::Look;
use crate::language::boilerplate_words;
use crate::language::note_marks::leading_note_mark;
use crate::language::sentence_end::{ends_question, ends_sentence};
use crate::segment::block::{Block, Kind};
use crate::segment::whole::is_whole;
use crate::segment::{bibliography, sentences, shape};

/// A line about the page, a licence or a contact is short, in characters; longer ones are prose.
const SHORT: usize = 240;

/// What a block is by its own form; `None` when that depends on its neighbours.
pub fn kind(block: &Block, look: Look) -> Option<Kind> {
    let plain = &*look.words(&block.plain);
    let short = plain.chars().count() <= SHORT;
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
    let is_whole = is_whole(plain);
    let speaks_of_itself = shape::begins_with_a_copyright(plain)
        || boilerplate_words::speaks_of_the_page_itself(plain)
        || boilerplate_words::ends_in_a_credit(plain)
        || shape::is_in_square_brackets(plain)
        || shape::is_a_button(plain)
        || shape::begins_with_a_return(plain);
    // Words and signs of pages, which a whole sentence may hold as well as any others.
    let is_scrap = || {
        shape::has_copyright_sign(plain)
            || shape::has_doi(plain)
            || boilerplate_words::speaks_of_a_licence(plain)
            || boilerplate_words::is_about_the_page(plain)
            || shape::begins_with_a_symbol(plain)
            || shape::is_a_row_of_links(plain)
            || (shape::has_handle(plain) && !block.is_item() && !orders(plain))
            || (shape::is_a_labelled_field(plain) && block.label.is_none() && !block.is_item())
            || (shape::has_email(plain) && !block.is_item())
    };
    let is_boilerplate = short && (speaks_of_itself || !is_whole && is_scrap())
        || !is_whole && shape::address_share(plain) > 0.4
        || shape::is_table_row(plain) && !ends_sentence(plain);
    is_boilerplate.then_some(Kind::Boilerplate)
}

/// Whether it is one order in whole words, to others than the readers of a page: "Never ping @all!"
fn orders(plain: &str) -> bool {
    const OURSELVES: &[&str] = &["us", "our", "нас", "наш", "нам", "uns", "unser"];
    let is_of_ours = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        OURSELVES.contains(&bare.as_str())
    };
    ends_sentence(plain)
        && !ends_question(plain)
        && sentences::split(plain).len() == 1
        && shape::lettered_words(plain).nth(2).is_some()
        && !plain.split_whitespace().any(is_of_ours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ByteRange;

    fn of(plain: &str) -> Option<Kind> {
        kind(&Block::paragraph(ByteRange::new(0, plain.len()), plain.to_owned()), Look::Lines)
    }

    #[test]
    fn a_whole_sentence_is_no_boilerplate_whatever_words_it_holds() {
        for plain in [
            "Share the key with the next watch before you leave.",
            "Log in to the board and choose the lamp that you want to dim.",
            "Cookies are baked for the crew on every second Sunday.",
            "Keywords of a search are put into quotation marks.",
            "Give the key to @keeper when the watch is over.",
            "Never ping @everyone!",
            "Install @harbour/lamps before you start the engine of the crane.",
            "Write to lamps@harbour.example if one is dark.",
            "Go to Tools → Lamps → Colour and choose the red one.",
            "Das Urheberrecht an den Karten liegt bei den Lotsen.",
            "Copyright in the charts lies with the pilots.",
            "→ Open the valve before you start the pump.",
            "The data are kept under 10.5555/tides.2034 and may be used by all.",
            "The sign © stands before the year in each of the charts.",
            "Press the shutter once. Picture mode is on.",
            "You must log in to the panel before you can turn the crane.",
            "Эта страница журнала хранится в башне.",
        ] {
            assert_eq!(of(plain), None, "{plain}");
        }
    }

    #[test]
    fn scraps_of_pages_are_boilerplate() {
        for plain in [
            "Share this page",
            "Log in   Register",
            "Cookies",
            "Keywords: ice; ponds; mills",
            "© 2031 Harbour Board. All rights reserved.",
            "Copyright 2031 Harbour Board. No part may be copied in any form.",
            "Did you like the tart? Tag @tartkitchen and show us!",
            "Follow our keeper @lamps now!",
            "The old lamp at night. Photo: Ada Ito",
            "Home → Lamps → Colour",
            "★ Best tart in town",
            "You must log in or register to reply here.",
            "This page was last edited on 3 May 2034, at 10:00.",
            "lamps@harbour.example",
        ] {
            assert_eq!(of(plain), Some(Kind::Boilerplate), "{plain}");
        }
    }
}
