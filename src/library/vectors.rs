//! The vectors of the documents' units: those that are stored are read, the others are made and
//! stored, a few documents at a time. Each time questions see what there is.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::current::Library;
use super::error::LibraryError;
use super::progress::Progress;
use super::vector_keys::{Keys, documents, keys};
use crate::corpus::{self, CorpusError, Shelf};
use crate::document::FileName;
use crate::model::Encoder;
use crate::sources::CitationField;
use crate::vectors::{DocumentVectors, VectorKey, VectorStore};

/// What is made is stored and shown to questions after so many units, or after so long.
const STORED_UNITS: usize = 2_000;
const STORED_AFTER: Duration = Duration::from_secs(5);
/// Documents are encoded side by side until they have so many units together.
const UNITS_AT_ONCE: usize = 256;

/// A document whose vectors are missing.
struct Missing {
    file: FileName,
    key: VectorKey,
    n_units: usize,
}

/// How far the vectors have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoded {
    /// All documents have theirs.
    Complete,
    /// So many units have none yet.
    Missing(usize),
    /// The documents changed meanwhile.
    Outdated,
}

impl Library {
    /// Reads the vectors that this model has made before, for questions to see.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn load_vectors(&self, encoder: &Encoder) -> Result<Encoded, LibraryError> {
        let shelf = self.shelf();
        let documents = documents(shelf.snapshot())?;
        let missing = self.load(&shelf, &documents, &mut self.store(encoder));
        Ok(match missing {
            None => Encoded::Outdated,
            Some(missing) if missing.is_empty() => Encoded::Complete,
            Some(missing) => Encoded::Missing(missing.iter().map(|one| one.n_units).sum()),
        })
    }

    /// Makes the vectors that are missing, and stores them, until `goes_on` says otherwise. Vectors
    /// that no document has any more are removed.
    ///
    /// # Errors
    /// When the index or a stored text is damaged.
    pub fn make_vectors(
        &self,
        encoder: &Encoder,
        progress: &mut dyn Progress,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Encoded, LibraryError> {
        let encoded = self.add_vectors(encoder, progress, goes_on)?;
        if encoded == Encoded::Complete
            && let Some(store) = &mut self.store(encoder)
        {
            let documents = documents(self.shelf().snapshot())?;
            let wanted: BTreeSet<VectorKey> = documents.values().map(|(key, _)| *key).collect();
            if let Err(error) = store.retain(&wanted) {
                tracing::warn!(%error, "vectors that are no longer needed cannot be removed");
            }
        }
        Ok(encoded)
    }

    /// The same without removing any: another state of the library may need them.
    ///
    /// # Errors
    /// When the index or a stored text is damaged.
    pub fn add_vectors(
        &self,
        encoder: &Encoder,
        progress: &mut dyn Progress,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Encoded, LibraryError> {
        let shelf = self.shelf();
        let documents = documents(shelf.snapshot())?;
        let mut store = self.store(encoder);
        let Some(missing) = self.load(&shelf, &documents, &mut store) else {
            return Ok(Encoded::Outdated);
        };
        let total = missing.iter().map(|one| one.n_units).sum();
        let (mut done, mut made, mut n_made) = (0, Vec::new(), 0);
        let mut since = Instant::now();
        let mut rest = missing.as_slice();
        let mut is_stopped = false;
        while !rest.is_empty() && !is_stopped {
            progress.encoding(done, total);
            let (some, behind) = rest.split_at(n_at_once(rest));
            rest = behind;
            made.extend(encode(&shelf, some, encoder)?);
            let n: usize = some.iter().map(|one| one.n_units).sum();
            (done, n_made) = (done + n, n_made + n);
            is_stopped = !goes_on();
            let is_due = n_made >= STORED_UNITS || since.elapsed() >= STORED_AFTER;
            if is_due || is_stopped || rest.is_empty() {
                if let Some(Err(error)) = store.as_mut().map(|store| store.put(&made)) {
                    tracing::warn!(%error, "vectors cannot be stored; they are made again after a restart");
                    store = None;
                }
                if !self.show(&shelf, &documents, std::mem::take(&mut made)) {
                    return Ok(Encoded::Outdated);
                }
                (n_made, since) = (0, Instant::now());
            }
        }
        if !rest.is_empty() {
            return Ok(Encoded::Missing(total - done));
        }
        progress.encoding(total, total);
        Ok(Encoded::Complete)
    }

    fn store(&self, encoder: &Encoder) -> Option<VectorStore> {
        let opened = VectorStore::open(&self.folders.vectors(), encoder.id());
        opened
            .inspect_err(|error| {
                tracing::warn!(%error, "vectors cannot be stored; they are made again after a restart");
            })
            .ok()
    }

    /// Shows questions what is stored, and returns what is missing, by name; `None` when the
    /// documents changed meanwhile.
    fn load(
        &self,
        shelf: &Shelf,
        documents: &Keys,
        store: &mut Option<VectorStore>,
    ) -> Option<Vec<Missing>> {
        let known = shelf.vectors();
        let wanted: BTreeSet<VectorKey> = documents
            .iter()
            .filter(|(file, _)| !known.has(file))
            .map(|(_, (key, _))| *key)
            .collect();
        let mut read: Vec<(VectorKey, DocumentVectors)> = Vec::new();
        let stored = store
            .as_mut()
            .map(|store| store.read(&wanted, |key, vectors| read.push((key, vectors))));
        if let Some(Err(error)) = stored {
            tracing::warn!(%error, "stored vectors cannot be read; they are made again");
            // What is out of reach for a moment is not written over.
            *store = None;
        }
        if !self.show(shelf, documents, read) {
            return None;
        }
        let known = Arc::clone(self.shelf().vectors());
        let mut seen = BTreeSet::new();
        let missing = documents
            .iter()
            .filter(|(file, (key, _))| !known.has(file) && seen.insert(*key))
            .map(|(file, (key, n_units))| Missing {
                file: file.clone(),
                key: *key,
                n_units: *n_units,
            });
        Some(missing.collect())
    }

    /// Shows questions these vectors beside those that they see already; not when the documents
    /// changed since `of`.
    fn show(&self, of: &Shelf, documents: &Keys, made: Vec<(VectorKey, DocumentVectors)>) -> bool {
        let keys = keys(documents);
        loop {
            let before = self.shelf();
            if !before.snapshot().is_same_commit(of.snapshot()) {
                return false;
            }
            if made.is_empty() && !before.vectors().is_empty() {
                return true;
            }
            // Put together before questions have to wait for it.
            let next = before.with_vectors(Arc::new(before.vectors().next(&keys, &made)));
            let mut current = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
            if Arc::ptr_eq(&current, &before) {
                *current = Arc::new(next);
                return true;
            }
        }
    }
}

/// How many of the first documents are encoded side by side; one at least.
fn n_at_once(documents: &[Missing]) -> usize {
    let mut sum = 0;
    let fits = |one: &&Missing| {
        sum += one.n_units;
        sum <= UNITS_AT_ONCE
    };
    documents.iter().take_while(fits).count().max(1)
}

/// The vectors of the units of these documents.
fn encode(
    shelf: &Shelf,
    documents: &[Missing],
    encoder: &Encoder,
) -> Result<Vec<(VectorKey, DocumentVectors)>, CorpusError> {
    let mut texts: Vec<String> = Vec::new();
    // How many units each passage of each document has.
    let mut passages: Vec<(VectorKey, Vec<usize>)> = Vec::new();
    for document in documents {
        let mut n_units = Vec::new();
        for id in shelf.snapshot().passages_in(&document.file)? {
            let record = shelf.snapshot().passage(id)?;
            let text = shelf.text(&record.text)?;
            let title = shelf.sources().of_text(&document.file, &text).title;
            let title = title.as_ref().map(CitationField::as_str);
            let units = corpus::headed(&text, &record.passage, title);
            n_units.push(units.len());
            texts.extend(units);
        }
        passages.push((document.key, n_units));
    }
    let mut vectors = encoder.documents(&texts).into_iter();
    let of_document = |(key, n_units): (VectorKey, Vec<usize>)| {
        let mut of_document = DocumentVectors::new(encoder.n_dimensions());
        for n in n_units {
            of_document.push_passage(&vectors.by_ref().take(n).collect::<Vec<_>>());
        }
        (key, of_document)
    };
    Ok(passages.into_iter().map(of_document).collect())
}
