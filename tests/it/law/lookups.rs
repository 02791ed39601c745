//! What is looked up rather than asked: pages of text, documents, the list of them, hits, receipts,
//! citations to copy, footnotes. Each message is taken apart, and the pages of a document together are
//! all that can be quoted of it.

use std::path::Path;

use verbatim::answer::{Answer, Outcome, Piece, Shown};
use verbatim::corpus::{Scope, Shelf};
use verbatim::discord::render::{
    Lists, Surface, render, render_card, render_catalogue, render_text_page,
};
use verbatim::document::{ByteRange, FileName};
use verbatim::lookup::{self, CatalogueOrder, Direction, SearchQuery, TextPage, TextPlace};
use verbatim::phrases::{Language, Phrases};
use verbatim::question::Question;
use verbatim::quote::Quote;
use verbatim::receipt::Receipt;
use verbatim::reply;

use super::check::{Case, Taken};
use super::cursor::{Cursor, Field};
use super::discord;
use super::quoted::QuoteCheck;
use super::sign::{Block, Link, Sign};
use super::sweep::{self, Sweep, frame};
use super::truth::Truth;
use super::{hostile, windows};
use crate::world;

/// Longest content and longest description, in UTF-16 units.
const LIMITS: [(Surface, usize); 2] = [(Surface::Content, 2000), (Surface::Embed, 4096)];

struct Looked<'l> {
    truth: &'l Truth,
    shelf: &'l Shelf,
    phrases: &'l Phrases,
    messages: usize,
    altered: usize,
}

impl<'l> Looked<'l> {
    fn case(&self) -> Case<'l> {
        Case { truth: self.truth, question: "", answer: None, complete: false }
    }

    /// Holds a message to its limit and to what it should say; each letter of it that is altered must
    /// be missed.
    fn hold(
        &mut self,
        message: &str,
        limit: usize,
        check: impl Fn(&[Block]) -> Result<(), String>,
    ) {
        let length = message.encode_utf16().count();
        assert!(length <= limit, "{length} UTF-16 units, Discord takes {limit}:\n{message}");
        sweep::record(message, discord::take_apart(message));
        let held = |message: &str| discord::take_apart(message).and_then(|blocks| check(&blocks));
        if let Err(fault) = held(message) {
            panic!("{fault}\n{message}");
        }
        let letters: Vec<(usize, char)> =
            message.char_indices().filter(|(_, c)| c.is_alphanumeric()).collect();
        for turn in 0..3 {
            let (at, c) = letters[(self.messages * 31 + turn * 7919) % letters.len()];
            let other = if c == 'e' { 'o' } else { 'e' };
            let altered = format!("{}{other}{}", &message[..at], &message[at + c.len_utf8()..]);
            assert!(held(&altered).is_err(), "{c} altered at {at} was not missed:\n{altered}");
            self.altered += 1;
        }
        self.messages += 1;
    }

    /// Reads a file from its beginning to its end, or back, and returns what was shown of it.
    fn walk(&mut self, file: &FileName, direction: Direction, last: TextPlace) -> Vec<ByteRange> {
        let mut shown = Vec::new();
        let mut next = Some(TextPlace { direction, ..last });
        while let Some(place) = next {
            let read = lookup::read(place, &Scope::All, self.shelf).expect("the library is whole");
            let page = read.expect("the document is there").expect("the place is there");
            self.hold_page(file, &page);
            let ranges: Vec<ByteRange> =
                page.passages.iter().flat_map(|shown| shown.quote.parts().to_vec()).collect();
            match direction {
                Direction::After => shown.extend(ranges),
                Direction::Before => shown.splice(0..0, ranges).for_each(drop),
            }
            next = match direction {
                Direction::After => page.after,
                Direction::Before => page.before,
            };
        }
        shown
    }

    fn hold_page(&mut self, file: &FileName, page: &TextPage) {
        for (surface, limit) in LIMITS {
            let frame = frame(surface, self.phrases.voice(self.truth.language()));
            let message = render_text_page(page, &Lists::default(), frame);
            let case = self.case();
            self.hold(message.text(), limit, |blocks| check_page(&case, file, page, blocks));
        }
    }
}

/// Headings, passages, and the line that says where one is.
fn check_page(
    case: &Case,
    file: &FileName,
    page: &TextPage,
    blocks: &[Block],
) -> Result<(), String> {
    let (last, blocks) = blocks.split_last().ok_or("an empty page")?;
    let mut passages = page.passages.iter();
    let mut heading: Option<(&[Sign], Option<&Link>)> = None;
    for block in blocks {
        match block {
            Block::Marked { signs, link } => heading = Some((signs, link.as_ref())),
            Block::Passage(lines) => {
                let shown = passages.next().ok_or("more passages than the page has")?;
                let quoted = QuoteCheck { truth: case.truth, shown, complete: false };
                quoted.check(lines, &mut Taken::default())?;
                if let Some((signs, link)) = heading.take() {
                    check_heading(case.truth, signs, link, shown)?;
                }
            }
            _ => return Err("something else than headings and passages".to_owned()),
        }
    }
    if passages.next().is_some() {
        return Err("a passage is missing".to_owned());
    }
    let (first, end) = (&page.passages[0], &page.passages[page.passages.len() - 1]);
    let numbers = [first.paragraph, end.paragraph, page.n_passages].map(u64::from);
    let place = if numbers[0] == numbers[1] {
        Field::Phrase("place-of", vec![numbers[0], numbers[2]])
    } else {
        Field::Phrase("places-of", numbers.to_vec())
    };
    let mut fields = vec![place];
    fields.extend(first.page.map(|page| Field::Phrase("page", vec![u64::from(page)])));
    let line = line_of(last)?;
    case.check_source(line, (file.as_str(), first.opening.as_ref()), &fields)
}

/// A heading is all bold, and nothing but the headings above the passage, those that say no more than
/// the document's name left out.
fn check_heading(
    truth: &Truth,
    signs: &[Sign],
    link: Option<&Link>,
    shown: &Shown,
) -> Result<(), String> {
    if link.is_some() || signs.iter().any(|sign| !sign.bold) {
        return Err("a heading that is not bold, or has a link".to_owned());
    }
    let plain: Vec<Sign> = signs.iter().map(|sign| Sign { bold: false, ..sign.clone() }).collect();
    let all: Vec<&Quote> = shown.sections.iter().collect();
    let fits = |path: Vec<&Quote>| {
        let mut cursor = Cursor { signs: &plain, at: 0 };
        cursor.take_field(truth, &Field::Path(path)).and_then(|()| cursor.end())
    };
    (0..all.len())
        .map(|from| fits(all[from..].to_vec()))
        .find(Result::is_ok)
        .unwrap_or_else(|| Err("a heading that does not stand above the passage".to_owned()))
}

pub fn line_of(block: &Block) -> Result<(&[Sign], Option<&Link>), String> {
    match block {
        Block::Line(signs) => Ok((signs, None)),
        Block::Marked { signs, link } => Ok((signs, link.as_ref())),
        _ => Err("a quote where a line about a document should be".to_owned()),
    }
}

/// All that can be quoted of a file, in order, put together where pages put it together.
fn quotable(file: &FileName, shelf: &Shelf) -> Vec<ByteRange> {
    let passages = shelf.snapshot().passages_in(file).expect("the library is whole");
    let parts = passages.into_iter().flat_map(|id| {
        let passage = shelf.passage(id).expect("the library is whole");
        passage.passage.units.iter().flat_map(|unit| unit.parts.clone()).collect::<Vec<_>>()
    });
    parts.collect()
}

/// Reads all documents of a folder forward and back; returns how many messages there were.
fn read_all(seeds: &Path, language: Language) -> usize {
    let truth = Truth::in_language(seeds, language);
    let library = world::library(seeds);
    let (shelf, phrases) = (library.shelf(), Phrases::built_in());
    let mut looked =
        Looked { truth: &truth, shelf: &shelf, phrases: &phrases, messages: 0, altered: 0 };
    for listed in shelf.listed(&Scope::All).expect("the library is whole").iter() {
        let file = &listed.file;
        let card = lookup::card(file, &Scope::All, &shelf).expect("whole").expect("it is listed");
        let all = quotable(file, &shelf);
        let end =
            TextPlace { paragraph: card.n_passages as u32, at: usize::MAX >> 33, ..card.beginning };
        for (direction, from) in [(Direction::After, card.beginning), (Direction::Before, end)] {
            let shown = looked.walk(file, direction, from);
            let is_shown = |part: &ByteRange| {
                (part.start()..part.end())
                    .all(|at| shown.iter().any(|one| one.start() <= at && at < one.end()))
            };
            let missing = all.iter().find(|part| !is_shown(part));
            assert_eq!(missing, None, "{file} {direction:?}");
            // Nothing twice: what a page shows begins where the one before has ended.
            let n_twice = shown.windows(2).filter(|pair| pair[0].overlaps(pair[1])).count();
            assert_eq!(n_twice, 0, "{file} {direction:?}");
        }
        hold_card(&mut looked, file, &card);
    }
    println!("{} messages, {} altered and missed", looked.messages, looked.altered);
    looked.messages
}

/// What a document's line says behind its name.
pub fn card_fields<'l>(
    truth: &'l Truth,
    file: &FileName,
    card: &'l lookup::DocumentCard,
) -> Vec<Field<'l>> {
    let words = |key: &str| truth.field(file.as_str(), key).into_iter().map(Field::Words);
    let mut authors: Vec<Field> = words("authors").collect();
    if authors.len() > 20 {
        authors.truncate(20);
        authors.push(Field::LeftOut);
    }
    let mut date: Vec<Field> = words("date").collect();
    if date.is_empty() {
        date.push(Field::Phrase("undated", Vec::new()));
    }
    let opening = card.opening.as_ref();
    let counted = [
        Field::Phrase("passages-of", vec![card.n_passages]),
        Field::Phrase("changed-on", vec![card.changed_at]),
    ];
    authors
        .into_iter()
        .chain(words("publisher"))
        .chain(words("container"))
        .chain(date)
        .chain(words("language"))
        .chain(words("licence"))
        .chain(counted.iter().cloned())
        .chain(opening.filter(|_| words("title").next().is_some()).map(Field::Opening))
        .collect()
}

fn hold_card(looked: &mut Looked, file: &FileName, card: &lookup::DocumentCard) {
    let outline = lookup::outline(file, &Scope::All, looked.shelf).expect("the library is whole");
    for (surface, limit) in LIMITS {
        let frame = frame(surface, looked.phrases.voice(looked.truth.language()));
        let message = render_card(None, card, (&outline, 0), &Lists::default(), frame);
        let (case, truth) = (looked.case(), looked.truth);
        let fields = card_fields(truth, file, card);
        // Where length is limited, what is no phrase may be left out.
        let is_phrase = |field: &&Field| matches!(field, Field::Phrase(..));
        let phrases: Vec<Field> = fields.iter().filter(is_phrase).cloned().collect();
        looked.hold(message.text(), limit, |blocks| match blocks {
            [block] => {
                let check = |fields: &[Field]| {
                    case.check_source(
                        line_of(block)?,
                        (file.as_str(), card.opening.as_ref()),
                        fields,
                    )
                };
                check(&fields).or_else(|fault| check(&phrases).map_err(|_| fault))
            }
            _ => Err("more than one line".to_owned()),
        });
    }
}

#[test]
fn every_document_is_read_to_its_ends_and_nothing_else_is_shown() {
    let n = read_all(&world::seeds(), Language::English);
    let n_russian = read_all(&world::seeds(), Language::Russian);
    assert!(n > 100 && n_russian == n, "{n} and {n_russian} messages");
    assert!(read_all(&world::root().join("tests/looks"), Language::English) > 200);
    let folder = tempfile::tempdir().expect("a temporary folder");
    for lay_out in [hostile::lay_out, hostile::lay_out_endless, hostile::lay_out_wide] {
        let seeds = folder.path().join("seeds");
        std::fs::create_dir_all(&seeds).expect("made");
        lay_out(&seeds);
        assert!(read_all(&seeds, Language::English) > 4);
        std::fs::remove_dir_all(&seeds).expect("removed");
    }
}

#[test]
fn hits_receipts_citations_and_footnotes_say_nothing_of_their_own() {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    hostile::lay_out(seeds.path());
    let (mut n_hits, mut n_notes) = (0, 0);
    for folder in [world::seeds(), world::root().join("tests/looks"), seeds.path().to_path_buf()] {
        let truth = Truth::of(&folder);
        let library = world::library(&folder);
        let (shelf, phrases) = (library.shelf(), Phrases::built_in());
        let voice = phrases.voice(truth.language());
        let mut sweep = Sweep::default();
        for searched in windows(&truth, 211).iter().take(60) {
            let searched: String = searched.chars().filter(|c| !c.is_control()).take(90).collect();
            let searched = searched.trim();
            let query = SearchQuery::new(&Question::new(searched));
            if query.is_empty() {
                continue;
            }
            let hits = lookup::search(&query, &Scope::All, &shelf, 0, 5).expect("whole");
            let shown: Vec<Shown> = hits.hits.iter().map(|hit| hit.shown.clone()).collect();
            n_hits += shown.len();
            let answer = quoting(searched, shown.clone());
            sweep.hold(searched, Some(&answer), &truth, &reply::hits(&hits, &query, voice), voice);
            for one in &shown {
                hold_quote(one, &truth, &shelf, &phrases, &mut sweep);
                n_notes += usize::from(!one.footnotes.is_empty());
            }
        }
        sweep.report();
    }
    assert!(n_hits > 100, "{n_hits} hits");
    println!("{n_notes} quotes with footnotes");
}

fn quoting(asked: &str, shown: Vec<Shown>) -> Answer {
    Answer {
        question: Question::new(asked),
        outcome: Outcome::Answered(shown),
        further: Vec::new(),
        probability: 1.0,
        of_one_document: false,
        missing: Vec::new(),
        read_as: Vec::new(),
        by_meaning: false,
    }
}

/// A quote's receipt, its citation to copy, its footnotes.
fn hold_quote(shown: &Shown, truth: &Truth, shelf: &Shelf, phrases: &Phrases, sweep: &mut Sweep) {
    let voice = phrases.voice(truth.language());
    let frame = frame(Surface::Embed, voice);
    let case = Case { truth, question: "", answer: None, complete: false };
    let copied = render(&reply::citation(1, shown, voice), frame);
    if copied.text().starts_with("```") {
        case.check_copied(copied.text(), shown).expect("the citation is the document's");
    }
    if let Some(receipt) = Receipt::of(&shown.quote) {
        let verified = lookup::verify(&receipt, &Scope::All, shelf).expect("whole");
        let lookup::Verified::InPlace(found, _) = &verified else {
            panic!("{verified:?} of a quote that stands there");
        };
        let words = |shown: &Shown| {
            shown.quote.texts().map(|text| text.trim_end().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(words(found), words(shown));
        let answer = quoting("", vec![(**found).clone()]);
        sweep.hold("", Some(&answer), truth, &reply::verified(&[verified], voice), voice);
    }
    if shown.footnotes.is_empty() {
        return;
    }
    let message = render(&reply::footnotes(shown, voice), frame);
    let blocks = discord::take_apart(message.text()).expect("nothing that Discord obeys");
    for (block, note) in blocks[1..].iter().zip(&shown.footnotes) {
        let Block::Passage(lines) = block else { panic!("a note is no quote: {block:?}") };
        let pieces = note.parts().iter().copied().map(Piece::Prose).collect();
        let of_note = Shown {
            quote: note.clone(),
            pieces,
            lead: None,
            highlights: Vec::new(),
            cut: Default::default(),
            ..shown.clone()
        };
        let quoted = QuoteCheck { truth, shown: &of_note, complete: false };
        quoted.check(lines, &mut Taken::default()).expect("the note is the document's");
    }
}

#[test]
fn the_list_of_documents_names_each_of_them() {
    let truth = Truth::of(&world::seeds());
    let library = world::library(&world::seeds());
    let (shelf, phrases) = (library.shelf(), Phrases::built_in());
    let voice = phrases.voice(truth.language());
    for order in [CatalogueOrder::Title, CatalogueOrder::Date] {
        let page = lookup::catalogue(order, 0, &Scope::All, &shelf).expect("whole");
        let message = render_catalogue(&page, order, frame(Surface::Embed, voice));
        let blocks = discord::take_apart(message.text()).expect("nothing that Discord obeys");
        let case = Case { truth: &truth, question: "", answer: None, complete: false };
        case.check(&blocks[..1]).expect("a phrase");
        let listed = shelf.listed(&Scope::All).expect("whole");
        assert_eq!(blocks.len() - 1, listed.len());
        for listed in listed.iter() {
            let file = listed.file.as_str();
            let card = lookup::card(&listed.file, &Scope::All, &shelf).expect("whole");
            let opening = card.expect("it is listed").opening;
            let mut date: Vec<Field> =
                truth.field(file, "date").into_iter().map(Field::Words).collect();
            if date.is_empty() {
                date.push(Field::Phrase("undated", Vec::new()));
            }
            let named = blocks[1..].iter().filter(|block| {
                line_of(block)
                    .and_then(|line| case.check_source(line, (file, opening.as_ref()), &date))
                    .is_ok()
            });
            assert_eq!(named.count(), 1, "{file}");
        }
    }
}
