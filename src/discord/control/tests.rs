//! What ids say, and what is none.

use std::num::NonZeroU64;

use super::*;
use crate::answer::{Cut, QuoteReference};
use crate::document::{ByteRange, DocumentTag, FileName, FileTag, TextHash};
use crate::feedback::{AnswerTag, Vote};
use crate::lookup::{CatalogueOrder, Direction, TextPlace};
use crate::phrases::Language;

fn document() -> DocumentTag {
    let hash = TextHash::parse(&"0123456789abcdef".repeat(4)).expect("a hash");
    let file = FileName::new("a.txt").expect("a name");
    DocumentTag::new(&hash, FileTag::of(&file))
}

fn reference(start: usize) -> QuoteReference {
    QuoteReference {
        document: document(),
        parts: vec![ByteRange::new(start, start + 400), ByteRange::new(start + 900, start + 950)],
        highlights: vec![ByteRange::new(start + 7, start + 20)],
        cut: Cut { before: true, after: false },
        differs_from: vec![1],
    }
}

fn all_actions() -> Vec<Action> {
    let page = |first_rank, first| QuotePage {
        first_rank,
        first,
        chosen: first,
        is_nearest: false,
        references: vec![reference(5), reference(77_777)],
    };
    let place = TextPlace {
        document: document(),
        paragraph: 70_000,
        at: 1 << 31,
        direction: Direction::Before,
    };
    let outline = OutlinePage { document: document(), page: 300 };
    let listed = CatalogueView { order: CatalogueOrder::Date, page: 12 };
    let hits = SearchPage {
        offset: 995,
        file: Some(document().file()),
        language: Some(Language::Russian),
    };
    vec![
        Action::ShowNearest(vec![reference(1 << 29), reference(5)]),
        Action::ShowQuotes(page(1, 1)),
        Action::Menu(3),
        Action::ReadOn(place),
        Action::ReadOn(TextPlace { direction: Direction::After, ..place }),
        Action::ShowCard(document()),
        Action::Cite(page(3, 0)),
        Action::ShowQuotes(QuotePage { is_nearest: true, ..page(1, 1) }),
        Action::ShowFootnotes(page(1, 0)),
        Action::ShowOutline(outline),
        Action::ShowCatalogue(listed),
        Action::ShowCatalogue(CatalogueView { order: CatalogueOrder::Title, ..listed }),
        Action::ShowHits(hits),
        Action::ShowHits(SearchPage { file: None, language: None, ..hits }),
        Action::AskExample("x01".to_owned()),
        Action::Delete,
        Action::NotHelpful,
    ]
}

#[test]
fn an_id_says_what_its_control_does() {
    let tag = AnswerTag::of_bytes([0xc3; AnswerTag::N_BYTES]);
    let mut n_under = 0;
    for action in all_actions() {
        for owner in [None, NonZeroU64::new(u64::MAX), NonZeroU64::new(1)] {
            let alone = Control::new(owner, action.clone());
            let under = alone.clone().under(Some(tag));
            n_under += usize::from(under.answer.is_some());
            for control in [alone, under] {
                let id = control.custom_id().expect("there is room");
                assert!(id.len() <= LONGEST_ID, "{id}");
                assert_eq!(Control::parse(&id), Some(control));
            }
        }
    }
    assert_eq!(n_under, 9, "of reading on in two directions and of the card, for three people");
    for vote in [Vote::Helpful, Vote::Unhelpful] {
        let vote = Control::new(None, Action::Vote(vote));
        assert_eq!(vote.custom_id(), None, "a vote for nothing");
        let vote = vote.under(Some(tag));
        assert_eq!(Control::parse(&vote.custom_id().expect("there is room")), Some(vote));
    }
}

#[test]
fn an_id_that_was_not_made_does_nothing() {
    let mut tried = 0;
    let votes = [Vote::Helpful, Vote::Unhelpful].map(Action::Vote);
    for action in all_actions().into_iter().chain(votes) {
        let tag = AnswerTag::of_bytes([0xc3; AnswerTag::N_BYTES]);
        let control = Control::new(NonZeroU64::new(7), action).under(Some(tag));
        let id = control.custom_id().expect("there is room");
        for at in 0..id.len() {
            for other in ["A", "b", "-", "", "é"] {
                let forged = format!("{}{other}{}", &id[..at], &id[at + 1..]);
                if forged != id {
                    tried += 1;
                    assert_eq!(Control::parse(&forged), None, "{forged} for {id}");
                }
            }
        }
        assert_eq!(Control::parse(&format!("{id}A")), None);
    }
    assert!(tried > 1000);
    let mut random = fastrand::Rng::with_seed(20);
    let mut accepted = 0;
    for _ in 0..100_000 {
        let n = random.usize(0..=100);
        let id: String = (0..n).map(|_| random.alphanumeric()).collect();
        accepted += usize::from(Control::parse(&id).is_some());
    }
    assert_eq!(accepted, 0);
}

#[test]
fn quotes_for_which_an_id_has_no_room_are_left_out() {
    let references: Vec<_> = (0..8).map(|at| reference(at << 20)).collect();
    let page = QuotePage { first_rank: 4, first: 0, chosen: 0, is_nearest: false, references };
    let fitting = page.that_fits(NonZeroU64::new(u64::MAX)).expect("some fit");
    assert!((3..8).contains(&fitting.references.len()), "{}", fitting.references.len());
}
