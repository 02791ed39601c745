//! Everything that answering is handed: one commit of the index, the stored texts and the citations that
//! belong to it. Immutable; a question under way keeps the one it began with.

use super::AnswerError;
use super::consider::Considered;
use super::select::Pick;
use super::shown::{self, Cut, Shown};
use crate::document::{ByteRange, Document, Passage, Text, TextError, TextHash, Texts};
use crate::index::{FileRecord, Hit, Snapshot};
use crate::language::terms::{term, words};
use crate::quote::{CutError, Quote};
use crate::rank::{clause, confidence, spans};
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

    /// The document's own opening words, with the markup that lies in them.
    fn opening(&self, document: &Document) -> Result<Option<Quote>, AnswerError> {
        let Some(FileRecord { opening: Some(opening), opening_hidden, .. }) = self.snapshot.file(document.file())? else { return Ok(None) };
        let first = Document::new(document.file().clone(), document.text().clone(), &opening_hidden);
        Ok(Some(Quote::cut(&first, &[opening])?))
    }

    /// What is shown of a pick.
    pub(super) fn show(&self, considered: &Considered, pick: &Pick) -> Result<Shown, AnswerError> {
        let (hit, document) = (&considered.hits[pick.candidate], &considered.documents[pick.candidate]);
        let question = &considered.question;
        let passage = &hit.passage;
        let (parts, cut) = cut_to_clauses(considered, document, &pick.parts);
        let quote = Quote::cut(document, &parts)?;
        let mut highlights = Vec::new();
        for (part, text) in quote.parts().iter().zip(quote.texts()) {
            highlights.extend(spans::answers(question, text).into_iter().map(|range| shown::within(*part, range)));
        }
        let neighbour = |at: Option<usize>| -> Result<Option<Quote>, CutError> {
            let sentence = at.and_then(|at| passage.sentences.get(at)).filter(|sentence| sentence.parts.len() == 1);
            sentence.map(|sentence| Quote::cut(document, &sentence.parts)).transpose()
        };
        let footnotes = passage.sentences[pick.first..=pick.last].iter().flat_map(|sentence| &sentence.footnotes);
        let citation = self.sources.of(&hit.file);
        let opening = if citation.title.is_none() { self.opening(document)? } else { None };
        Ok(Shown {
            highlights,
            confidence: confidence::confidence(&considered.signs(pick.at)),
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

/// A quote that is too long is cut to the clauses that are worth most; of two parts, to those of one.
fn cut_to_clauses(considered: &Considered, document: &Document, parts: &[ByteRange]) -> (Vec<ByteRange>, Cut) {
    let texts: Vec<&str> = parts.iter().filter_map(|part| document.text().get(*part)).collect();
    if texts.iter().map(|text| text.chars().count()).sum::<usize>() <= clause::LONGEST {
        return (parts.to_vec(), Cut::default());
    }
    let worth = |piece: &str| {
        let found: Vec<String> = words(piece).map(|word| term(word.text)).collect();
        let covered: f32 = considered.weights.iter().filter(|known| found.contains(&known.term)).map(|known| known.rarity).sum();
        covered + if spans::answers(&considered.question, piece).is_empty() { 0.0 } else { 1.0 }
    };
    let runs = texts.iter().map(|text| clause::best_run(text, worth));
    let best = runs.enumerate().max_by(|one, other| worth(&texts[one.0][one.1.clone()]).total_cmp(&worth(&texts[other.0][other.1.clone()])));
    let (at, run) = best.expect("a quote has a part");
    let cut = Cut { before: at > 0 || run.start > 0, after: at + 1 < texts.len() || run.end < texts[at].len() };
    (vec![shown::within(parts[at], run)], cut)
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
