//! Everything that answering is handed: one commit of the index, the stored texts and the citations that
//! belong to it. Immutable; a question under way keeps the one it began with.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::AnswerError;
use super::consider::Considered;
use super::select::Pick;
use super::shown::{self, Cut, Shown};
use crate::document::{ByteRange, Document, FileName, Passage, Text, TextError, TextHash, Texts};
use crate::index::{Entry, FileRecord, Snapshot};
use crate::language::tokens::{Token, tokens};
use crate::quote::{CutError, Quote};
use crate::rank::{PassageWords, WEIGHTS, Weights, clause};
use crate::sources::Sources;

/// Passages that are kept in memory, cut into words: the least recently asked for go first. Together they
/// take some 20 MB.
const MAX_PASSAGES: NonZeroUsize = NonZeroUsize::new(4096).expect("4096 is not 0");

/// One state of the library.
pub struct Shelf {
    snapshot: Snapshot,
    texts: Texts,
    sources: Sources,
    weights: Weights,
    /// A lock, because questions on several threads move entries to the front; held for a look-up only.
    passages: Mutex<LruCache<Entry, Arc<ShelvedPassage>>>,
}

/// A passage with its words.
pub(super) struct ShelvedPassage {
    /// The file that it stands in.
    pub file: FileName,
    /// The text that its ranges belong to.
    pub text: TextHash,
    /// Its ranges.
    pub passage: Passage,
    /// Its words.
    pub words: Arc<PassageWords>,
    /// For each sentence whether nothing but white space stands between it and the one before.
    pub follows: Vec<bool>,
}

impl Shelf {
    /// Puts together what belongs together.
    pub fn new(snapshot: Snapshot, texts: Texts, sources: Sources) -> Shelf {
        Shelf { snapshot, texts, sources, weights: WEIGHTS.clone(), passages: Mutex::new(LruCache::new(MAX_PASSAGES)) }
    }

    /// The same, ranking with other numbers: for the program that learns them.
    pub fn weighing(&self, weights: Weights) -> Shelf {
        Shelf { weights, ..Shelf::new(self.snapshot.clone(), self.texts.clone(), self.sources.clone()) }
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
        if let Some(known) = self.passages.lock().unwrap_or_else(PoisonError::into_inner).get(&entry) {
            return Ok(Arc::clone(known));
        }
        let stored = self.snapshot.passage(entry)?;
        let text = self.texts.get(&stored.text)?;
        let words = Arc::new(PassageWords::new(
            stored.passage.sentences.iter().map(|sentence| shown::words_of(&text, sentence)),
            &context(&text, &stored.file, &stored.passage, &self.sources),
        ));
        let follows = follows(&text, &stored.passage);
        let passage = Arc::new(ShelvedPassage { file: stored.file, text: stored.text, passage: stored.passage, words, follows });
        self.passages.lock().unwrap_or_else(PoisonError::into_inner).put(entry, Arc::clone(&passage));
        Ok(passage)
    }

    /// The document that a passage is quoted from: its text's hash is checked, though the passage's words
    /// may have been in memory.
    pub(super) fn document(&self, passage: &ShelvedPassage) -> Result<Document, TextError> {
        Ok(Document::new(passage.file.clone(), self.texts.get(&passage.text)?, &passage.passage.hidden))
    }

    /// The document's own opening words, with the markup that lies in them.
    fn opening(&self, document: &Document) -> Result<Option<Quote>, AnswerError> {
        let Some(FileRecord { opening: Some(opening), opening_hidden, .. }) = self.snapshot.file(document.file())? else { return Ok(None) };
        let first = Document::new(document.file().clone(), document.text().clone(), &opening_hidden);
        Ok(Some(Quote::cut(&first, &[opening])?))
    }

    /// What is shown of a pick.
    pub(super) fn show(&self, considered: &Considered, pick: &Pick) -> Result<Shown, AnswerError> {
        let shelved = &considered.passages()[pick.candidate];
        let document = &self.document(shelved)?;
        let passage = &shelved.passage;
        let answers = pick.answers(considered);
        let (parts, cut) = cut_to_clauses(considered, document, &pick.parts, &answers);
        let quote = Quote::cut(document, &parts)?;
        let highlights = answers.into_iter().filter(|range| parts.iter().any(|part| part.contains(*range))).collect();
        let neighbour = |at: Option<usize>| -> Result<Option<Quote>, CutError> {
            let sentence = at.and_then(|at| passage.sentences.get(at)).filter(|sentence| sentence.parts.len() == 1);
            sentence.map(|sentence| Quote::cut(document, &sentence.parts)).transpose()
        };
        let footnotes = passage.sentences[pick.first..=pick.last].iter().flat_map(|sentence| &sentence.footnotes);
        let citation = self.sources.of(&shelved.file);
        let opening = if citation.title.is_none() { self.opening(document)? } else { None };
        Ok(Shown {
            highlights,
            differs_from: Vec::new(),
            confidence: self.weights.confidence.probability(&considered.signs(pick.at)),
            before: neighbour(pick.first.checked_sub(1))?,
            after: neighbour(Some(pick.last + 1))?,
            cut,
            footnotes: footnotes.map(|note| Quote::cut(document, &[*note])).collect::<Result<_, _>>()?,
            section: passage.section.map(|section| Quote::cut(document, &[section])).transpose()?,
            opening,
            paragraph: passage.paragraph,
            citation,
            quote,
        })
    }
}

fn follows(text: &Text, passage: &Passage) -> Vec<bool> {
    let mut behind: Option<usize> = None;
    let follows = |sentence: &crate::document::Sentence| {
        let (start, end) = (sentence.parts.first().map(|part| part.start()), sentence.parts.last().map(|part| part.end()));
        let between = behind.zip(start).filter(|(behind, start)| behind <= start).and_then(|(behind, start)| text.get(ByteRange::new(behind, start)));
        behind = end;
        between.is_some_and(|between| between.trim().is_empty())
    };
    passage.sentences.iter().map(follows).collect()
}

/// A quote that is too long is cut to the clauses that are worth most; of two parts, to those of one.
fn cut_to_clauses(considered: &Considered, document: &Document, parts: &[ByteRange], answers: &[ByteRange]) -> (Vec<ByteRange>, Cut) {
    let texts: Vec<&str> = parts.iter().filter_map(|part| document.text().get(*part)).collect();
    if texts.iter().map(|text| text.chars().count()).sum::<usize>() <= clause::LONGEST {
        return (parts.to_vec(), Cut::default());
    }
    let tokens_of: Vec<Vec<Token>> = texts.iter().map(|text| tokens(text)).collect();
    let worth = |at: usize, piece: std::ops::Range<usize>| {
        let first = tokens_of[at].partition_point(|token| (token.start as usize) < piece.start);
        let end = tokens_of[at].partition_point(|token| (token.end as usize) <= piece.end);
        let range = shown::within(parts[at], piece);
        let holds_an_answer = answers.iter().any(|answer| range.contains(*answer));
        considered.covered(&tokens_of[at][first..end.max(first)]) + if holds_an_answer { ANSWER_WORTH } else { 0.0 }
    };
    let runs = texts.iter().enumerate().map(|(at, text)| (at, clause::best_run(text, |piece| worth(at, piece))));
    let best = runs.max_by(|one, other| worth(one.0, one.1.clone()).total_cmp(&worth(other.0, other.1.clone())));
    let (at, run) = best.expect("a quote has a part");
    let cut = Cut { before: at > 0 || run.start > 0, after: at + 1 < texts.len() || run.end < texts[at].len() };
    (vec![shown::within(parts[at], run)], cut)
}

/// What the answer's own words count when a long sentence is cut, beside the rarity of the question's words.
const ANSWER_WORTH: f32 = 6.0;

/// The words of a passage's heading and of its document's title, for the index and the ranking alike.
pub fn context(text: &Text, file: &FileName, passage: &Passage, sources: &Sources) -> String {
    let heading = passage.section.and_then(|section| text.get(section)).unwrap_or_default();
    let title = sources.of(file).title;
    match title {
        Some(title) if title.as_str() != heading => format!("{title}\n{heading}"),
        _ => heading.to_owned(),
    }
}
