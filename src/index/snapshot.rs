//! What one commit of the index holds. Immutable; clones are cheap. The files beside this one add
//! what can be read from it: files, passages, terms, acronyms, spellings, and the search.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use tantivy::collector::DocSetCollector;
use tantivy::query::{TermQuery, TermSetQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, Searcher, TantivyDocument, Term};

use super::engine::{RemoteIndex, Rounds};
use super::engine_commit::EngineCommit;
use super::error::{IndexError, broken};
use super::schema::{ACRONYM, FILE, Fields, ROUNDS};
use super::sealed::unseal;
use super::segments::Segments;
use crate::document::{FileName, TextHash};

/// What one commit holds.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) path: PathBuf,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) segments: Arc<Segments>,
    committed_at: Option<u64>,
    citations: Option<TextHash>,
    /// Files that are treated as if they were not there, in order.
    pub(super) hidden: Arc<[FileName]>,
    /// The engine that has the posting lists of its passages; `None` where the folder has them.
    pub(super) engine: Option<Arc<EngineCommit>>,
}

impl Snapshot {
    pub(super) fn new(
        path: PathBuf,
        searcher: Searcher,
        fields: Fields,
        index: Option<&RemoteIndex>,
    ) -> Result<Snapshot, IndexError> {
        let segments = Segments::open(&searcher, &fields, &no_passages(&fields), &[])
            .map_err(|cause| broken(&path, cause))?;
        let (segments, committed_at) = (Arc::new(segments), committed_at(&path));
        let hidden = Arc::from([]);
        let mut snapshot = Snapshot {
            path,
            searcher,
            fields,
            segments,
            committed_at,
            citations: None,
            hidden,
            engine: None,
        };
        if let Some(index) = index {
            let rounds = snapshot.rounds()?;
            snapshot.engine = Some(Arc::new(EngineCommit { index: index.clone(), rounds }));
        }
        Ok(snapshot)
    }

    /// The same, with the stored text of the operator's file of citations that it belongs to.
    pub(super) fn with_citations(self, citations: Option<TextHash>) -> Snapshot {
        Snapshot { citations, ..self }
    }

    /// The stored text of the operator's file of citations that it belongs to; `None` where there was no
    /// such file.
    pub fn citations(&self) -> Option<&TextHash> {
        self.citations.as_ref()
    }

    /// The same without these files: nothing that is read or counted tells of them, so that it is as
    /// if they had never been indexed.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn without(&self, files: &[FileName]) -> Result<Snapshot, IndexError> {
        let mut hidden = self.hidden.to_vec();
        hidden.extend_from_slice(files);
        hidden.sort_unstable();
        hidden.dedup();
        let n_segments = self.segments.all.len();
        let entries: Vec<Vec<DocId>> = (0..n_segments)
            .map(|ordinal| self.entries_of(&hidden, ordinal))
            .collect::<tantivy::Result<_>>()
            .map_err(|cause| self.broken(cause))?;
        let others = no_passages(&self.fields);
        let segments = Segments::open(&self.searcher, &self.fields, &others, &entries)
            .map_err(|cause| self.broken(cause))?;
        Ok(Snapshot { segments: Arc::new(segments), hidden: hidden.into(), ..self.clone() })
    }

    /// Which passages in the engine belong to this commit.
    fn rounds(&self) -> Result<Rounds, IndexError> {
        let kind = Term::from_field_text(self.fields.kind, ROUNDS);
        let of_kind = TermQuery::new(kind, IndexRecordOption::Basic);
        let found = self.searcher.search(&of_kind, &DocSetCollector);
        let found = found.map_err(|cause| self.broken(cause))?;
        let Some(entry) = found.into_iter().next() else { return Ok(Rounds::default()) };
        let rounds = self.unsealed(&self.stored(entry)?, &[])?;
        serde_json::from_slice(&rounds).map_err(|error| self.bad_entry(&error))
    }

    /// Checks that the engine, where there is one, has all passages.
    ///
    /// # Errors
    /// When it does not answer whole, or some are not there.
    pub(super) fn check_engine(&self) -> Result<(), IndexError> {
        let Some(engine) = &self.engine else { return Ok(()) };
        Ok(engine.index.check(&engine.seen(&[], None), self.n_passages())?)
    }

    /// Whether an entry is of no file that is hidden.
    pub(super) fn is_seen(&self, entry: DocAddress) -> bool {
        self.segments.all[entry.segment_ord as usize].is_alive(entry.doc_id)
    }

    /// Whether both hold what the same commit left.
    pub fn is_same_commit(&self, other: &Snapshot) -> bool {
        self.searcher.generation().segments() == other.searcher.generation().segments()
    }

    /// When it was committed, in seconds since 1970; `None` where the system does not say.
    pub fn committed_at(&self) -> Option<u64> {
        self.committed_at
    }

    /// How many passages the index has: N of BM25, in the search and in the ranking.
    pub fn n_passages(&self) -> u64 {
        self.segments.n_passages()
    }

    /// Matches the entries of these files.
    pub(super) fn in_files(&self, files: &[FileName]) -> TermSetQuery {
        TermSetQuery::new(
            files.iter().map(|file| Term::from_field_text(self.fields.file, file.as_str())),
        )
    }

    /// What an entry stores.
    pub(super) fn stored(&self, address: DocAddress) -> Result<TantivyDocument, IndexError> {
        self.searcher.doc(address).map_err(|cause| self.broken(cause))
    }

    /// The payload that an entry stores beside these other values.
    pub(super) fn unsealed(
        &self,
        stored: &TantivyDocument,
        others: &[&str],
    ) -> Result<Vec<u8>, IndexError> {
        let sealed = stored.get_first(self.fields.record).and_then(|value| value.as_bytes());
        let payload = unseal(others, sealed.unwrap_or_default());
        payload.map(<[u8]>::to_vec).map_err(|error| self.bad_entry(&error))
    }

    pub(super) fn broken(&self, cause: tantivy::TantivyError) -> IndexError {
        broken(&self.path, cause)
    }

    /// The error for an entry that is not what this program writes.
    pub(super) fn bad_entry(&self, cause: &dyn std::fmt::Display) -> IndexError {
        IndexError::Entry { path: self.path.clone(), cause: cause.to_string() }
    }
}

/// The kinds of entries that are no passages.
fn no_passages(fields: &Fields) -> [Term; 3] {
    [FILE, ACRONYM, ROUNDS].map(|kind| Term::from_field_text(fields.kind, kind))
}

/// tantivy replaces `meta.json` with each commit.
fn committed_at(path: &Path) -> Option<u64> {
    let written =
        std::fs::metadata(path.join("meta.json")).and_then(|file| file.modified()).ok()?;
    written.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
}
