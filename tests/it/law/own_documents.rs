//! What is said of a server's own documents: phrases, and the line of the document.

use std::collections::BTreeSet;

use verbatim::corpus::Scope;
use verbatim::discord::render::{Surface, render};
use verbatim::document::{FileProblem, Refusal, Warning};
use verbatim::lookup;
use verbatim::phrases::Phrases;
use verbatim::reply::{self, AddedDocument, Reply};

use super::check::Case;
use super::lookups::{card_fields, line_of};
use super::sweep::frame;
use super::truth::Truth;
use super::{discord, sweep};
use crate::world;

#[test]
fn what_is_told_of_an_added_document_is_phrases_and_its_citation() {
    let truth = Truth::of(&world::seeds());
    let library = world::library(&world::seeds());
    let (shelf, phrases) = (library.shelf(), Phrases::built_in());
    let voice = phrases.voice(truth.language());
    let warnings = [
        None,
        Warning::of_pages(&[3], &[4, 5]),
        Warning::of_pages(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], &[]),
        Some(Warning::ChaptersLeftOut { missing: 2, chapters: 7 }),
    ];
    let mut n_messages = 0;
    for listed in shelf.listed(&Scope::All).expect("whole").iter() {
        let file = &listed.file;
        let card = lookup::card(file, &Scope::All, &shelf).expect("whole").expect("it is listed");
        let mut replies: Vec<Reply> = vec![reply::removed(&card, voice)];
        for warning in &warnings {
            for (card, has_replaced) in [(Some(card.clone()), true), (None, false)] {
                let n_pages = warning.as_ref().map(|_| 12);
                let (warning, kept_days) = (warning.clone(), 30);
                let added =
                    AddedDocument { card, has_replaced, n_units: 21, n_pages, warning, kept_days };
                replies.push(reply::added(&added, voice));
            }
        }
        let fields = card_fields(&truth, file, &card);
        let case = Case { truth: &truth, question: "", answer: None, complete: false };
        for reply in &replies {
            for surface in [Surface::Embed, Surface::Content] {
                let message = render(reply, frame(surface, voice));
                let taken = discord::take_apart(message.text());
                sweep::record(message.text(), discord::take_apart(message.text()));
                let blocks = taken.expect("nothing that Discord obeys");
                let mut n_lines = 0;
                for block in &blocks {
                    let is_line = line_of(block).is_ok_and(|line| {
                        let named = (file.as_str(), card.opening.as_ref());
                        case.check_source(line, named, &fields).is_ok()
                    });
                    n_lines += usize::from(is_line);
                    if !is_line {
                        case.check(std::slice::from_ref(block)).expect("a phrase");
                    }
                }
                assert!(n_lines <= 1 && blocks.len() > n_lines, "{}", message.text());
                n_messages += 1;
            }
        }
    }
    assert!(n_messages >= 90, "{n_messages} messages");
}

#[test]
fn what_is_wrong_with_a_document_is_told_by_a_phrase_of_its_own() {
    let refusals = [
        Refusal::LegacyOffice,
        Refusal::Spreadsheet,
        Refusal::Latex,
        Refusal::Rtf,
        Refusal::OtherContent { ending: "pdf".to_owned() },
        Refusal::UnknownFormat,
        Refusal::OtherArchive,
        Refusal::Locked,
        Refusal::ZeroBytes,
        Refusal::UnknownEncoding { at: 3 },
        Refusal::TextTooLong { bytes: 9, most: 3 },
        Refusal::TooManyPages { pages: 9, most: 3 },
        Refusal::NoMainContent,
        Refusal::NoTextOnPages,
        Refusal::UnmappedFonts,
        Refusal::OverLimits { seconds: 60, gib: 3 },
        Refusal::File { path: "a".to_owned(), problem: FileProblem::Empty },
        Refusal::Interrupted,
    ];
    let phrases = Phrases::built_in();
    let voice = phrases.voice(verbatim::phrases::Language::English);
    let said: BTreeSet<String> = refusals
        .iter()
        .map(|refusal| voice.say(reply::unquotable(&refusal.clone().into())).to_string())
        .collect();
    assert_eq!(said.len(), refusals.len(), "{said:#?}");
}
