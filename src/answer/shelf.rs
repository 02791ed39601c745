//! Everything that answering is handed: one commit of the index, the stored texts and the citations that
//! belong to it. Immutable; a question under way keeps the one it began with.

use super::shown::{self, Cut, Shown};
use crate::document::{Document, Passage, Text, TextError, TextHash, Texts};
use crate::index::{FileRecord, Hit, IndexError, Snapshot};
use crate::question::Question;
use crate::quote::{CutError, Quote};
use crate::rank::{Scored, clause, spans};
use crate::sources::Sources;

/// One state of the library.
pub struct Shelf {
    snapshot: Snapshot,
    texts: Texts,
    sources: Sources,
}

impl Shelf {
    /// Puts together what belongs together.
    pub fn new(snapshot: Snapshot, texts: Texts, sources: Sources) -> Shelf {
        Shelf { snapshot, texts, sources }
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

    /// The document that a hit stands in.
    pub(super) fn document(&self, hit: &Hit) -> Result<Document, TextError> {
        Ok(Document::new(hit.file.clone(), self.texts.get(&hit.text)?, &hit.passage.hidden))
    }

    /// The documents of the hits, in their order.
    pub(super) fn documents(&self, hits: &[Hit]) -> Result<Vec<Document>, TextError> {
        hits.iter().map(|hit| self.document(hit)).collect()
    }

    /// The words of a passage's heading and of its document's title.
    pub(super) fn context(&self, document: &Document, passage: &Passage) -> String {
        context(document, passage, &self.sources)
    }

    /// What is shown of a scored sentence.
    pub(super) fn show(&self, question: &Question, document: &Document, hit: &Hit, scored: &Scored, worth: &impl Fn(&str) -> f32) -> Result<Shown, ShowError> {
        let passage = &hit.passage;
        let sentence = &passage.sentences[scored.sentence];
        let mut cut = Cut::default();
        let mut parts = sentence.parts.clone();
        if let [whole] = parts.as_slice() {
            let text = document.text().get(*whole).unwrap_or_default();
            let run = clause::best_run(text, worth);
            cut = Cut { before: run.start > 0, after: run.end < text.len() };
            parts = vec![shown::within(*whole, run)];
        }
        let quote = Quote::cut(document, &parts)?;
        let mut highlights = Vec::new();
        for (part, text) in quote.parts().iter().zip(quote.texts()) {
            highlights.extend(spans::answers(question, text).into_iter().map(|range| shown::within(*part, range)));
        }
        let neighbour = |at: Option<usize>| -> Result<Option<Quote>, CutError> {
            let sentence = at.and_then(|at| passage.sentences.get(at)).filter(|sentence| sentence.parts.len() == 1);
            sentence.map(|sentence| Quote::cut(document, &sentence.parts)).transpose()
        };
        let record = self.snapshot.file(&hit.file)?;
        let citation = self.sources.of(&hit.file);
        let opening = record.as_ref().and_then(|record: &FileRecord| record.opening).filter(|_| citation.title.is_none());
        Ok(Shown {
            highlights,
            confidence: confidence(scored),
            before: neighbour(scored.sentence.checked_sub(1))?,
            after: neighbour(Some(scored.sentence + 1))?,
            cut,
            footnotes: sentence.footnotes.iter().map(|note| Quote::cut(document, &[*note])).collect::<Result<_, _>>()?,
            section: passage.section.map(|section| Quote::cut(document, &[section])).transpose()?,
            opening: opening.map(|opening| Quote::cut(document, &[opening])).transpose()?,
            paragraph: passage.paragraph,
            citation,
            quote,
        })
    }
}

/// The words of a passage's heading and of its document's title, for the index and the ranking alike.
pub fn context(document: &Document, passage: &Passage, sources: &Sources) -> String {
    let heading = passage.section.and_then(|section| document.text().get(section)).unwrap_or_default();
    let title = sources.of(document.file()).title;
    match title {
        Some(title) if title.as_str() != heading => format!("{title}\n{heading}"),
        _ => heading.to_owned(),
    }
}

/// A first estimate of the probability that the sentence answers, until it is calibrated: a logistic
/// curve over the share of the question that it covers.
fn confidence(scored: &Scored) -> f32 {
    let logit = 6.0 * (scored.coverage - 0.55) + if scored.fits { 0.4 } else { -0.8 };
    1.0 / (1.0 + (-logit).exp())
}

/// Why a sentence cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// A stored range is no cut.
    #[error(transparent)]
    Cut(#[from] CutError),
    /// The index is damaged.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl From<ShowError> for super::AnswerError {
    fn from(error: ShowError) -> super::AnswerError {
        match error {
            ShowError::Cut(error) => error.into(),
            ShowError::Index(error) => error.into(),
        }
    }
}
