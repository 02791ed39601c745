//! Everything that answering is handed: one commit of the index, the stored texts and the citations
//! that belong to it. Immutable; a question under way keeps the one it began with.

use std::sync::{Arc, Mutex, PoisonError};

use super::clauses::cut_to_clauses;
use super::consider::Considered;
use super::passages::{Passages, ShelvedPassage};
use super::retrieve::Breadth;
use super::select::Pick;
use super::shown::{Cut, Shown};
use super::{AnswerError, Scope};
use crate::document::{ByteRange, Document, FileName, Text, TextError, TextHash, Texts};
use crate::index::{Entry, FileRecord, Snapshot};
use crate::quote::{CutError, Quote};
use crate::rank::{WEIGHTS, Weights};
use crate::sources::{CitationField, Sources};

/// One state of the library.
pub struct Shelf {
    snapshot: Snapshot,
    texts: Texts,
    sources: Sources,
    weights: Weights,
    breadth: Breadth,
    passages: Passages,
    /// A lock, so that the list is made once, whoever asks first.
    listed: Mutex<Option<Arc<[Listed]>>>,
}

/// A document as a person chooses it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its name.
    pub file: FileName,
    /// Whether a title of it is known.
    pub is_titled: bool,
    /// The words that it is called by, folded, in order: for looking up, never shown.
    pub folded: Vec<String>,
}

/// What a document is called, to be shown.
#[derive(Debug, Clone)]
pub enum ListedName {
    /// Its title.
    Title(CitationField),
    /// Its opening words, where no title is known.
    Opening(Quote),
}

impl Shelf {
    /// Puts together what belongs together.
    pub fn new(snapshot: Snapshot, texts: Texts, sources: Sources) -> Shelf {
        Shelf {
            snapshot,
            texts,
            sources,
            weights: WEIGHTS.clone(),
            breadth: Breadth::USUAL,
            passages: Passages::new(),
            listed: Mutex::new(None),
        }
    }

    /// The same, ranking with other numbers: for the program that learns them.
    pub fn weighing(&self, weights: Weights) -> Shelf {
        Shelf {
            weights,
            breadth: self.breadth,
            ..Shelf::new(self.snapshot.clone(), self.texts.clone(), self.sources.clone())
        }
    }

    /// The same, looking at more or fewer passages.
    pub fn looking(&self, breadth: Breadth) -> Shelf {
        Shelf { breadth, ..self.weighing(self.weights.clone()) }
    }

    /// How many passages are looked at.
    pub fn breadth(&self) -> Breadth {
        self.breadth
    }

    /// The numbers that it ranks with.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The index's commit.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// What is known of the documents.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// A stored text.
    ///
    /// # Errors
    /// When it cannot be read, or was altered.
    pub fn text(&self, hash: &TextHash) -> Result<Text, TextError> {
        self.texts.get(hash)
    }

    /// A passage, cut into words when it is first asked for.
    pub(super) fn passage(&self, entry: Entry) -> Result<Arc<ShelvedPassage>, AnswerError> {
        self.passages.get(entry, &self.snapshot, &self.texts, &self.sources)
    }

    /// The document that a passage is quoted from: its text's hash is checked, though the passage's
    /// words may have been in memory.
    pub(super) fn document(&self, passage: &ShelvedPassage) -> Result<Document, TextError> {
        Ok(Document::new(
            passage.file.clone(),
            self.texts.get(&passage.text)?,
            &passage.passage.hidden,
        ))
    }

    /// The documents in scope that have a sentence to quote, by name of file. Gathered when they
    /// are first asked for.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn listed(&self, scope: &Scope) -> Result<Arc<[Listed]>, AnswerError> {
        let all = {
            let mut listed = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
            match &*listed {
                Some(all) => Arc::clone(all),
                None => Arc::clone(listed.insert(self.list()?.into())),
            }
        };
        Ok(match scope.files() {
            None => all,
            Some(files) => {
                all.iter().filter(|listed| files.contains(&listed.file)).cloned().collect()
            }
        })
    }

    fn list(&self) -> Result<Vec<Listed>, AnswerError> {
        let files = self.snapshot.files()?.into_iter().filter(|(_, record)| record.n_sentences > 0);
        Ok(files
            .map(|(file, record)| Listed {
                file,
                is_titled: record.is_titled,
                folded: record.called,
            })
            .collect())
    }

    /// What a listed document is called; `None` when it has gone.
    ///
    /// # Errors
    /// When the index or a stored text is damaged.
    pub fn name(&self, listed: &Listed) -> Result<Option<ListedName>, AnswerError> {
        let Some(hash) = self.snapshot.file(&listed.file)?.and_then(|record| record.hash) else {
            return Ok(None);
        };
        let text = self.texts.get(&hash)?;
        if let Some(title) = self.sources.of_text(&listed.file, &text).title {
            return Ok(Some(ListedName::Title(title)));
        }
        let document = Document::new(listed.file.clone(), text, &[]);
        Ok(self.opening(&document)?.map(ListedName::Opening))
    }

    /// The document's own opening words, with the markup that lies in them.
    fn opening(&self, document: &Document) -> Result<Option<Quote>, AnswerError> {
        let Some(FileRecord { opening: Some(opening), opening_hidden, .. }) =
            self.snapshot.file(document.file())?
        else {
            return Ok(None);
        };
        let first =
            Document::new(document.file().clone(), document.text().clone(), &opening_hidden);
        Ok(Some(Quote::cut(&first, &[opening])?))
    }

    /// What is shown around words of a passage, without their neighbours and notes.
    pub(super) fn around(
        &self,
        shelved: &ShelvedPassage,
        quote: Quote,
        highlights: Vec<ByteRange>,
        cut: Cut,
    ) -> Result<Shown, AnswerError> {
        let document = quote.document();
        let citation = self.sources.of_text(&shelved.file, document.text());
        let opening = if citation.title.is_none() { self.opening(document)? } else { None };
        Ok(Shown {
            section: shelved
                .passage
                .section
                .map(|section| Quote::cut(document, &[section]))
                .transpose()?,
            opening,
            paragraph: shelved.passage.paragraph,
            page: quote.parts().first().and_then(|part| document.text().page(part.start())),
            citation,
            highlights,
            cut,
            confidence: 0.0,
            differs_from: Vec::new(),
            before: None,
            after: None,
            footnotes: Vec::new(),
            quote,
        })
    }

    /// What is shown of a pick.
    pub(super) fn show(&self, considered: &Considered, pick: &Pick) -> Result<Shown, AnswerError> {
        let shelved = &considered.passages()[pick.candidate];
        let document = &self.document(shelved)?;
        let passage = &shelved.passage;
        let answers = pick.answers(considered);
        let (parts, cut) = cut_to_clauses(considered, document, &pick.parts, &answers);
        let quote = Quote::cut(document, &parts)?;
        let highlights = answers
            .into_iter()
            .filter(|range| parts.iter().any(|part| part.contains(*range)))
            .collect();
        let neighbour = |at: Option<usize>| -> Result<Option<Quote>, CutError> {
            let sentence = at
                .and_then(|at| passage.sentences.get(at))
                .filter(|sentence| sentence.parts.len() == 1);
            sentence.map(|sentence| Quote::cut(document, &sentence.parts)).transpose()
        };
        let footnotes = passage.sentences[pick.first..=pick.last]
            .iter()
            .flat_map(|sentence| &sentence.footnotes);
        Ok(Shown {
            confidence: self.weights.confidence.probability(&considered.signs(pick.at)),
            before: neighbour(pick.first.checked_sub(1))?,
            after: neighbour(Some(pick.last + 1))?,
            footnotes: footnotes
                .map(|note| Quote::cut(document, &[*note]))
                .collect::<Result<_, _>>()?,
            ..self.around(shelved, quote, highlights, cut)?
        })
    }
}
