//! A document's text, a page at a time: as many of its passages, from a place on or up to it, as a
//! message has room for. Shows what may be quoted, and nothing else.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::found::{Found, find};
use super::stretches::{Stretch, joined, stretches, weight};
use crate::answer::{Cut, Shown, around};
use crate::corpus::{CorpusError, Scope, Shelf, ShelvedPassage};
use crate::document::{ByteRange, Document, DocumentTag, FileName};
use crate::index::PassageId;
use crate::quote::Quote;

/// The room of a page, as weight of its words and headings. A message's content holds it with the
/// longest title.
const ROOM: usize = 1000;

/// Where in a document: a passage, by its number from 1, and a byte of the text, so that sentences
/// which are cut in two stay in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPlace {
    /// The document, in one of its versions.
    pub document: DocumentTag,
    /// The passage.
    pub paragraph: u32,
    /// The byte.
    pub at: usize,
    /// On which side of it the page lies.
    pub direction: Direction,
}

/// On which side of a place a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It ends there.
    Before,
    /// It begins there.
    After,
}

/// A page of a document's text.
#[derive(Debug, Clone)]
pub struct TextPage {
    /// Its passages in order, whole or in part; at least one.
    pub passages: Vec<Shown>,
    /// How many passages the document has.
    pub n_passages: u32,
    /// The page that ends where this one begins; `None` at the document's beginning.
    pub before: Option<TextPlace>,
    /// The page that begins where this one ends; `None` at its end.
    pub after: Option<TextPlace>,
}

/// A stretch and its passage's place among the document's, from 0.
#[derive(Clone, Copy)]
struct Placed {
    passage: usize,
    stretch: Stretch,
}

/// The passages of a document, looked at one by one.
struct Reader<'s> {
    shelf: &'s Shelf,
    passages: Vec<PassageId>,
    /// The stretches of the passage that was looked at last.
    known: RefCell<Option<(usize, Rc<[Placed]>)>>,
}

/// The page at a place; what became of the document where it is not there as it was. `None` where a
/// document has no such place.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn read(
    place: TextPlace,
    scope: &Scope,
    shelf: &Shelf,
) -> Result<Result<Option<TextPage>, Found>, CorpusError> {
    match find(place.document, scope, shelf)? {
        Found::There(file) => Ok(Ok(page_of(&file, place, shelf)?)),
        elsewhere => Ok(Err(elsewhere)),
    }
}

/// The page at a place of a file.
fn page_of(
    file: &FileName,
    place: TextPlace,
    shelf: &Shelf,
) -> Result<Option<TextPage>, CorpusError> {
    let reader =
        Reader { shelf, passages: shelf.snapshot().passages_in(file)?, known: RefCell::default() };
    let Some(first) = (place.paragraph as usize).checked_sub(1) else { return Ok(None) };
    if first >= reader.passages.len() {
        return Ok(None);
    }
    let taken = match place.direction {
        Direction::After => reader.after(first, place.at)?,
        Direction::Before => reader.before(first, place.at)?,
    };
    let (Some(one), Some(last)) = (taken.first(), taken.last()) else { return Ok(None) };
    let edge = |placed: &Placed, at: usize, direction: Direction| TextPlace {
        document: place.document,
        paragraph: placed.passage as u32 + 1,
        at,
        direction,
    };
    let before = edge(one, one.stretch.range.start(), Direction::Before);
    let after = edge(last, last.stretch.range.end(), Direction::After);
    let has_before = reader.next_before(one.passage, before.at)?.is_some();
    let has_after = reader.next_after(last.passage, after.at)?.is_some();
    Ok(Some(TextPage {
        passages: reader.shown(&taken)?,
        n_passages: reader.passages.len() as u32,
        before: has_before.then_some(before),
        after: has_after.then_some(after),
    }))
}

impl Reader<'_> {
    fn passage(&self, at: usize) -> Result<(Arc<ShelvedPassage>, Document), CorpusError> {
        let passage = self.shelf.passage(self.passages[at])?;
        let document = self.shelf.document(&passage)?;
        Ok((passage, document))
    }

    fn stretches(&self, at: usize) -> Result<Rc<[Placed]>, CorpusError> {
        if let Some((known, stretches)) = &*self.known.borrow()
            && *known == at
        {
            return Ok(Rc::clone(stretches));
        }
        let (passage, document) = self.passage(at)?;
        let placed = |stretch| Placed { passage: at, stretch };
        let all: Rc<[Placed]> =
            stretches(&passage, document.text()).into_iter().map(placed).collect();
        *self.known.borrow_mut() = Some((at, Rc::clone(&all)));
        Ok(all)
    }

    /// The first stretch that ends behind a byte of a passage, or in a later passage.
    fn next_after(&self, passage: usize, at: usize) -> Result<Option<Placed>, CorpusError> {
        let here = self.stretches(passage)?;
        match here.iter().find(|one| one.stretch.range.end() > at) {
            Some(here) => Ok(Some(*here)),
            None if passage + 1 < self.passages.len() => {
                Ok(self.stretches(passage + 1)?.first().copied())
            }
            None => Ok(None),
        }
    }

    /// The last stretch that begins before a byte of a passage, or in an earlier passage.
    fn next_before(&self, passage: usize, at: usize) -> Result<Option<Placed>, CorpusError> {
        let here = self.stretches(passage)?;
        match here.iter().rfind(|one| one.stretch.range.start() < at) {
            Some(here) => Ok(Some(*here)),
            None if passage > 0 => Ok(self.stretches(passage - 1)?.last().copied()),
            None => Ok(None),
        }
    }

    /// The stretches of the page that begins at a byte of a passage.
    fn after(&self, passage: usize, at: usize) -> Result<Vec<Placed>, CorpusError> {
        let mut page = Page::default();
        let mut next = self.next_after(passage, at)?;
        while let Some(placed) = next
            && page.takes(placed, self.headings(placed.passage)?)
        {
            next = self.next_after(placed.passage, placed.stretch.range.end())?;
        }
        Ok(page.taken)
    }

    /// The stretches of the page that ends at a byte of a passage, in the order of the document.
    fn before(&self, passage: usize, at: usize) -> Result<Vec<Placed>, CorpusError> {
        let mut page = Page::default();
        let mut next = self.next_before(passage, at)?;
        while let Some(placed) = next
            && page.takes(placed, self.headings(placed.passage)?)
        {
            next = self.next_before(placed.passage, placed.stretch.range.start())?;
        }
        page.taken.reverse();
        Ok(page.taken)
    }

    /// How much room the headings above a passage and what introduces it take.
    fn headings(&self, at: usize) -> Result<usize, CorpusError> {
        let (passage, document) = self.passage(at)?;
        let words = |range: &ByteRange| weight(document.text().get(*range).unwrap_or_default());
        let lead = passage.passage.units.first().and_then(|unit| unit.lead);
        let above = passage.passage.sections.iter().chain(&lead);
        Ok(above.map(|range| words(range) + 3).sum())
    }

    /// What is shown of the stretches: a quote for each passage.
    fn shown(&self, taken: &[Placed]) -> Result<Vec<Shown>, CorpusError> {
        let mut all = Vec::new();
        for of_passage in taken.chunk_by(|one, next| one.passage == next.passage) {
            let (passage, document) = self.passage(of_passage[0].passage)?;
            let ranges: Vec<ByteRange> = of_passage.iter().map(|one| one.stretch.range).collect();
            let parts = joined(&ranges, &passage, &document);
            let quote = Quote::cut(&document, &parts)?;
            let whole = self.stretches(of_passage[0].passage)?;
            let cut = Cut {
                before: whole.first().is_some_and(|first| first.stretch.range != ranges[0]),
                after: whole.last().map(|last| last.stretch.range) != ranges.last().copied(),
            };
            all.push(around(self.shelf, &passage, quote, Vec::new(), cut)?);
        }
        Ok(all)
    }
}

/// A page that is being filled.
#[derive(Default)]
struct Page {
    taken: Vec<Placed>,
    filled: usize,
}

impl Page {
    /// Takes a stretch if there is room for it; the first always.
    fn takes(&mut self, placed: Placed, headings: usize) -> bool {
        let is_new = self.taken.last().is_none_or(|last| last.passage != placed.passage);
        let weight = placed.stretch.weight + if is_new { headings + 4 } else { 0 };
        let has_room = self.taken.is_empty() || self.filled + weight <= ROOM;
        if has_room {
            self.filled += weight;
            self.taken.push(placed);
        }
        has_room
    }
}
