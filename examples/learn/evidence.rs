//! The questions with their candidates and where the evidence stands.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use verbatim::answer::{CandidateLimits, Retrieved, Shown, retrieve};
use verbatim::cli::eval::gold::GoldQuestion;
use verbatim::cli::model::{Wait, question, read_documents};
use verbatim::corpus::{Scope, Shelf};
use verbatim::document::{ByteRange, FileName};
use verbatim::library::{Amount, Folders, Library, Progress};
use verbatim::model::Encoder;
use verbatim::question::Question;

use crate::train::N_PARTS;
use crate::{Set, fail};

/// More passages than answers look at, so that learning to rank sees more of what is wrong.
pub const WIDE: CandidateLimits =
    CandidateLimits { n_candidates: 60, least_share: 0.0, n_nearest: 60 };

/// A place that holds the answer.
#[derive(Clone)]
pub struct Place {
    pub file: FileName,
    pub range: ByteRange,
    pub partial: bool,
}

/// What is learned from a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Teaches {
    /// Every model.
    All,
    /// The third round.
    Last,
    /// Confidence alone.
    Confidence,
}

/// A question.
pub struct Case {
    pub set: usize,
    pub weight: f64,
    pub fold: usize,
    /// Which of the parts that are learned from one another it belongs to.
    pub part: usize,
    pub question: Question,
    /// Of which documents it is asked.
    pub scope: Scope,
    /// What is learned from it.
    pub teaches: Teaches,
    pub answerable: bool,
    /// Looked up, with more passages than answers look at.
    pub wide: Retrieved,
    pub places: Vec<Place>,
}

impl Case {
    /// The answers that stand in these parts of a file; `None` where only incomplete ones do.
    pub fn answers_in(&self, file: &FileName, parts: &[ByteRange]) -> Option<Vec<ByteRange>> {
        let here = |place: &&Place| {
            place.file == *file && parts.iter().any(|part| part.contains(place.range))
        };
        let full: Vec<ByteRange> = self
            .places
            .iter()
            .filter(|place| !place.partial)
            .filter(here)
            .map(|place| place.range)
            .collect();
        if full.is_empty() && self.places.iter().any(|place| here(&place)) {
            None
        } else {
            Some(full)
        }
    }
}

impl Case {
    /// Whether a quote holds an answer, be it an incomplete one.
    pub fn is_hit(&self, shown: &Shown) -> bool {
        self.answers_in(shown.quote.document().file(), shown.quote.parts())
            .is_none_or(|found| !found.is_empty())
    }
}

struct Silent;

impl Progress for Silent {
    fn step(&mut self, _: Amount, _: Amount) {}
    fn encoding(&mut self, _: usize, _: usize) {}
}

/// Indexes the documents of a set and looks its questions up.
pub fn gather(
    set: &Set,
    data: &Path,
    encoder: Option<&Encoder>,
    cases: &mut Vec<Case>,
    number: usize,
) -> Arc<Shelf> {
    let folders = Folders {
        seeds: set.documents.clone(),
        data: data.join(&set.name),
        program: None,
        engine: None,
    };
    let (library, _) =
        Library::open(&folders, &mut Silent).unwrap_or_else(|error| fail(&error.to_string()));
    let read = read_documents(&library, encoder, Wait::ForAll, &mut Silent);
    read.unwrap_or_else(|error| fail(&error.to_string()));
    let shelf = library.shelf();
    let files = shelf.snapshot().files().unwrap_or_else(|error| fail(&error.to_string()));
    let texts: BTreeMap<FileName, String> = files
        .into_keys()
        .map(|file| {
            (file.clone(), fs::read_to_string(file.below(&set.documents)).unwrap_or_default())
        })
        .collect();
    let lines = fs::read_to_string(&set.questions)
        .unwrap_or_else(|error| fail(&format!("{}: {error}", set.questions.display())));
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let asked: GoldQuestion =
            serde_json::from_str(line).unwrap_or_else(|error| fail(&error.to_string()));
        let question = question(&asked.question, encoder);
        let wide = retrieve(&question, &Scope::All, &shelf, WIDE)
            .unwrap_or_else(|error| fail(&error.to_string()));
        let places = asked.gold.iter().flat_map(|gold| {
            let ranges = gold.places(texts.get(&gold.file).map_or("", String::as_str)).into_iter();
            ranges.map(|range| Place { file: gold.file.clone(), range, partial: gold.partial })
        });
        let places = places.collect();
        cases.push(Case {
            set: number,
            weight: set.weight,
            fold: 0,
            part: 0,
            question,
            scope: Scope::All,
            teaches: Teaches::All,
            answerable: asked.answerable,
            wide,
            places,
        });
    }
    shelf
}

/// Gives each case a fold, by the document that answers its question in any of the sets: what is
/// learned on one document is not tried on it.
pub fn assign_folds(cases: &mut [Case], folds: usize) {
    let mut documents: BTreeMap<String, String> = BTreeMap::new();
    for case in cases.iter() {
        if let Some(document) = document_of(case) {
            documents.insert(case.question.text().to_owned(), document);
        }
    }
    let mut names: Vec<String> = documents.values().cloned().collect();
    names.sort();
    names.dedup();
    for (number, case) in cases.iter_mut().enumerate() {
        let document = documents.get(case.question.text());
        let number =
            document.and_then(|document| names.binary_search(document).ok()).unwrap_or(number);
        case.fold = number % folds;
        case.part = number / folds % N_PARTS;
    }
}

/// The document that answers the question, by its name; `None` where none does.
pub fn document_of(case: &Case) -> Option<String> {
    case.places.first().map(|place| name(&place.file))
}

/// A file's name without its folders: the same article in several sets.
fn name(file: &FileName) -> String {
    file.as_str().rsplit('/').next().unwrap_or_default().to_owned()
}
