//! A control as a custom id: a byte for its kind, its owner, what it acts on, two check bytes; all as
//! Base64 for URLs (RFC 4648, section 5). The number of a list's first quote, where there is one, is in
//! the three highest bits of the first byte; of controls without a list, these say whether the answer's
//! tag follows the owner.

use std::num::NonZeroU64;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::action::{Action, CatalogueView, Control, OutlinePage, Owner, QuotePage, SearchPage};
use super::{kind, of_settings, quote_references};
use crate::document::compact::{read_array, read_number, write_number};
use crate::document::{DocumentTag, FileTag};
use crate::feedback::{AnswerTag, Vote};
use crate::lookup::{CatalogueOrder, Direction, TextPlace};
use crate::phrases::Language;

/// Longest custom id, in characters (Discord API reference, "Component").
pub const LONGEST_ID: usize = 100;
/// As many bytes are as many characters.
const LONGEST: usize = LONGEST_ID / 4 * 3;
const CHECK_BYTES: usize = 2;

/// Highest index in a list of quotes: four bits.
const MOST: u8 = 15;
/// Highest number of a list's first quote: three bits, above those of the kind.
const HIGHEST_RANK: usize = 7;
const RANK_AT: u32 = 5;
/// In its place, for passages that only come nearest; their numbers begin with 1.
const NEAREST_RANK: usize = 0;
/// In its place, where there is no list and the answer's tag follows.
const WITH_ANSWER: usize = 1;
const KIND_BITS: u8 = (1 << RANK_AT) - 1;
/// Most bytes of an example's name.
const LONGEST_NAME: usize = 32;

impl Control {
    /// Its custom id; `None` when that would be too long: then there can be no such control.
    pub fn custom_id(&self) -> Option<String> {
        write(self)
    }

    /// The kinds of controls that there are, by name.
    pub fn kinds() -> impl Iterator<Item = &'static str> {
        kind::ALL.iter().map(|(_, name)| *name)
    }

    /// The name of its kind.
    pub fn kind(&self) -> &'static str {
        let number = kind_of(&self.action);
        let kind = kind::ALL.iter().find(|(one, _)| *one == number);
        kind.expect("every action is of a kind").1
    }

    /// The control with this custom id; `None` for one that this version does not make.
    pub fn parse(custom_id: &str) -> Option<Control> {
        read(custom_id)
    }
}

impl QuotePage {
    /// As many of the quotes as an id has room for.
    pub fn that_fits(mut self, owner: Owner) -> Option<QuotePage> {
        while !self.references.is_empty() {
            let control = Control::new(owner, Action::ShowQuotes(self.clone()));
            if control.custom_id().is_some() {
                return Some(self);
            }
            self.references.pop();
        }
        None
    }
}

/// The custom id; `None` when it would be too long.
fn write(control: &Control) -> Option<String> {
    let rank = rank_of(control)?;
    let mut bytes = vec![kind_of(&control.action) | rank << RANK_AT];
    bytes.extend(control.owner.map_or(0, NonZeroU64::get).to_be_bytes());
    bytes.extend(control.answer.iter().flat_map(|answer| answer.bytes()));
    let room = LONGEST - CHECK_BYTES - bytes.len();
    bytes.extend(acts_on(&control.action, room)?);
    bytes.extend(check(&bytes));
    (bytes.len() <= LONGEST).then(|| URL_SAFE_NO_PAD.encode(bytes))
}

/// The control of a custom id; `None` for an id that is not written here.
fn read(custom_id: &str) -> Option<Control> {
    let bytes =
        (custom_id.len() <= LONGEST_ID).then(|| URL_SAFE_NO_PAD.decode(custom_id).ok())??;
    let (written, checked) = bytes.split_at_checked(bytes.len().checked_sub(CHECK_BYTES)?)?;
    if check(written) != checked {
        return None;
    }
    let mut rest = written;
    let [first] = read_array(&mut rest)?;
    let (kind, rank) = (first & KIND_BITS, usize::from(first >> RANK_AT));
    let owner = NonZeroU64::new(u64::from_be_bytes(read_array(&mut rest)?));
    let answer = match (carries_answer(kind), rank) {
        (true, WITH_ANSWER) => Some(AnswerTag::of_bytes(read_array(&mut rest)?)),
        _ => None,
    };
    let control = Control { owner, action: action(kind, rank, rest)?, answer };
    // Only the one form that it is written in.
    (write(&control).as_deref() == Some(custom_id)).then_some(control)
}

fn check(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let [_, _, one, other] = crc32fast::hash(bytes).to_be_bytes();
    [one, other]
}

fn kind_of(action: &Action) -> u8 {
    match action {
        Action::ShowNearest(_) => kind::NEAREST,
        Action::ShowQuotes(_) => kind::QUOTES,
        Action::Menu(_) => kind::MENU,
        Action::ReadOn(place) => match place.direction {
            Direction::After => kind::READ_AFTER,
            Direction::Before => kind::READ_BEFORE,
        },
        Action::ShowCard(_) => kind::CARD,
        Action::Cite(_) => kind::CITE,
        Action::ShowFootnotes(_) => kind::FOOTNOTES,
        Action::ShowOutline(_) => kind::OUTLINE,
        Action::ShowCatalogue(view) => match view.order {
            CatalogueOrder::Title => kind::CATALOGUE_BY_TITLE,
            CatalogueOrder::Date => kind::CATALOGUE_BY_DATE,
        },
        Action::ShowHits(_) => kind::HITS,
        Action::AskExample(_) => kind::EXAMPLE,
        Action::Delete => kind::DELETE,
        Action::NotHelpful => kind::NOT_HELPFUL,
        Action::ShowSettings(_) => kind::SETTINGS,
        Action::Set(_) => kind::SET,
        Action::Toggle(_) => kind::TOGGLE,
        Action::ResetSettings(_) => kind::RESET,
        Action::ChooseChannel => kind::CHANNEL,
        Action::Vote(Vote::Helpful) => kind::VOTE_HELPFUL,
        Action::Vote(Vote::Unhelpful) => kind::VOTE_UNHELPFUL,
    }
}

/// Whether [`Action::carries_answer`].
fn carries_answer(kind: u8) -> bool {
    matches!(
        kind,
        kind::READ_AFTER
            | kind::READ_BEFORE
            | kind::CARD
            | kind::VOTE_HELPFUL
            | kind::VOTE_UNHELPFUL
    )
}

/// The number of a list's first quote; where there is no list, whether the answer follows. `None` for
/// what cannot be written.
fn rank_of(control: &Control) -> Option<u8> {
    let rank = match &control.action {
        Action::ShowQuotes(page) | Action::Cite(page) | Action::ShowFootnotes(page) => {
            if page.is_nearest { NEAREST_RANK } else { page.first_rank }
        }
        Action::Vote(_) => control.answer.map(|_| WITH_ANSWER)?,
        _ => control.answer.map_or(0, |_| WITH_ANSWER),
    };
    (rank <= HIGHEST_RANK).then_some(rank as u8)
}

/// What an action acts on, in at most `room` bytes.
fn acts_on(action: &Action, room: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match action {
        Action::ShowNearest(references) => return quote_references::write(references, room),
        Action::ShowQuotes(page) | Action::Cite(page) | Action::ShowFootnotes(page) => {
            let [first, chosen] = [page.first, page.chosen].map(|at| u8::try_from(at).ok());
            let (first, chosen) = (first?, chosen?);
            bytes.push((first.max(chosen) <= MOST).then_some(first << 4 | chosen)?);
            bytes.extend(quote_references::write(&page.references, room - 1)?);
        }
        Action::ReadOn(place) => {
            place.document.write(&mut bytes);
            write_number(place.paragraph as usize, &mut bytes);
            write_number(place.at, &mut bytes);
        }
        Action::ShowCard(document) => document.write(&mut bytes),
        Action::ShowOutline(outline) => {
            outline.document.write(&mut bytes);
            write_number(outline.page, &mut bytes);
        }
        Action::ShowCatalogue(view) => write_number(view.page, &mut bytes),
        Action::ShowHits(page) => {
            bytes.push(language_byte(page.language) << 1 | u8::from(page.file.is_some()));
            if let Some(file) = page.file {
                file.write(&mut bytes);
            }
            write_number(page.offset, &mut bytes);
        }
        Action::AskExample(name) => bytes.extend(name.as_bytes()),
        Action::Menu(number) => bytes.push(*number),
        Action::Delete | Action::NotHelpful | Action::Vote(_) => {}
        Action::ShowSettings(_)
        | Action::Set(_)
        | Action::Toggle(_)
        | Action::ResetSettings(_)
        | Action::ChooseChannel => return of_settings::bytes(action),
    }
    Some(bytes)
}

fn action(kind: u8, rank: usize, mut rest: &[u8]) -> Option<Action> {
    let rest = &mut rest;
    let action = match kind {
        kind::NEAREST => Action::ShowNearest(quote_references::read(rest)?),
        kind::QUOTES => Action::ShowQuotes(quote_page(rank, rest)?),
        kind::MENU => {
            let [number] = read_array(rest)?;
            Action::Menu(number)
        }
        kind::CITE => Action::Cite(quote_page(rank, rest)?),
        kind::FOOTNOTES => Action::ShowFootnotes(quote_page(rank, rest)?),
        kind::READ_AFTER => Action::ReadOn(place(rest, Direction::After)?),
        kind::READ_BEFORE => Action::ReadOn(place(rest, Direction::Before)?),
        kind::CARD => Action::ShowCard(DocumentTag::read(rest)?),
        kind::OUTLINE => Action::ShowOutline(outline_page(rest)?),
        kind::CATALOGUE_BY_TITLE => Action::ShowCatalogue(view(rest, CatalogueOrder::Title)?),
        kind::CATALOGUE_BY_DATE => Action::ShowCatalogue(view(rest, CatalogueOrder::Date)?),
        kind::HITS => Action::ShowHits(search_page(rest)?),
        kind::EXAMPLE => {
            let name = std::mem::take(rest);
            let name = (name.len() <= LONGEST_NAME).then(|| String::from_utf8(name.to_vec()))?;
            Action::AskExample(name.ok()?)
        }
        kind::DELETE => Action::Delete,
        kind::NOT_HELPFUL => Action::NotHelpful,
        kind::SETTINGS => of_settings::view(rest)?,
        kind::SET => of_settings::change(rest)?,
        kind::TOGGLE => of_settings::toggle(rest)?,
        kind::RESET => Action::ResetSettings(of_settings::channel(rest)?),
        kind::CHANNEL => Action::ChooseChannel,
        kind::VOTE_HELPFUL => Action::Vote(Vote::Helpful),
        kind::VOTE_UNHELPFUL => Action::Vote(Vote::Unhelpful),
        _ => return None,
    };
    rest.is_empty().then_some(action)
}

fn quote_page(first_rank: usize, rest: &mut &[u8]) -> Option<QuotePage> {
    let [indices] = read_array(rest)?;
    let (first, chosen) = (usize::from(indices >> 4), usize::from(indices & 0xf));
    let references = quote_references::read(rest)?;
    let is_page = first < references.len() && chosen < references.len();
    let is_nearest = first_rank == NEAREST_RANK;
    let first_rank = first_rank.max(1);
    is_page.then_some(QuotePage { first_rank, first, chosen, is_nearest, references })
}

fn place(rest: &mut &[u8], direction: Direction) -> Option<TextPlace> {
    Some(TextPlace {
        document: DocumentTag::read(rest)?,
        paragraph: read_number(rest)?.try_into().ok()?,
        at: read_number(rest)?,
        direction,
    })
}

fn outline_page(rest: &mut &[u8]) -> Option<OutlinePage> {
    Some(OutlinePage { document: DocumentTag::read(rest)?, page: read_number(rest)? })
}

fn view(rest: &mut &[u8], order: CatalogueOrder) -> Option<CatalogueView> {
    Some(CatalogueView { order, page: read_number(rest)? })
}

fn search_page(rest: &mut &[u8]) -> Option<SearchPage> {
    let [flags] = read_array(rest)?;
    let file = if flags & 1 == 1 { Some(FileTag::read(rest)?) } else { None };
    Some(SearchPage { offset: read_number(rest)?, file, language: language(flags >> 1)? })
}

fn language_byte(language: Option<Language>) -> u8 {
    let place = |language| Language::ALL.iter().position(|one| *one == language);
    language.and_then(place).map_or(0, |at| at as u8 + 1)
}

fn language(byte: u8) -> Option<Option<Language>> {
    match usize::from(byte).checked_sub(1) {
        None => Some(None),
        Some(at) => Language::ALL.get(at).copied().map(Some),
    }
}
