//! What one commit of the index holds. Immutable; clones are cheap. The files beside this one add
//! what can be read from it: files, passages, terms, acronyms, spellings, and the search.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use tantivy::query::TermSetQuery;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

use super::error::{IndexError, broken};
use super::schema::{ACRONYM, FILE, Fields, WORDS};
use super::segments::Segments;
use crate::document::FileName;

/// What one commit holds.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) path: PathBuf,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) segments: Arc<Segments>,
    n_passages: u64,
    committed_at: Option<u64>,
}

impl Snapshot {
    pub(super) fn new(
        path: PathBuf,
        searcher: Searcher,
        fields: Fields,
    ) -> Result<Snapshot, IndexError> {
        let n_of = |kind| {
            searcher
                .doc_freq(&Term::from_field_text(fields.kind, kind))
                .map_err(|cause| broken(&path, cause))
        };
        let n_entries: u64 =
            searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum();
        let n_others = n_of(WORDS)? + n_of(FILE)? + n_of(ACRONYM)?;
        let n_passages = n_entries.saturating_sub(n_others);
        let segments = Arc::new(
            Segments::open(&searcher, &fields, n_passages).map_err(|cause| broken(&path, cause))?,
        );
        let committed_at = committed_at(&path);
        Ok(Snapshot { path, searcher, fields, segments, n_passages, committed_at })
    }

    /// Whether both hold what the same commit left.
    pub fn is_same_commit(&self, other: &Snapshot) -> bool {
        self.searcher.generation().segments() == other.searcher.generation().segments()
    }

    /// When it was committed, in seconds since 1970; `None` where the system does not say.
    pub fn committed_at(&self) -> Option<u64> {
        self.committed_at
    }

    /// How many passages the index has: N of BM25, in the search and in the ranking. Like
    /// [`super::LookedUpTerm::n_passages`], it counts deleted ones as long as they take room.
    pub fn n_passages(&self) -> u64 {
        self.n_passages
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

    pub(super) fn broken(&self, cause: tantivy::TantivyError) -> IndexError {
        broken(&self.path, cause)
    }

    /// The error for an entry that is not what this program writes.
    pub(super) fn bad_entry(&self, cause: &dyn std::fmt::Display) -> IndexError {
        IndexError::Entry { path: self.path.clone(), cause: cause.to_string() }
    }
}

/// tantivy replaces `meta.json` with each commit.
fn committed_at(path: &Path) -> Option<u64> {
    let written =
        std::fs::metadata(path.join("meta.json")).and_then(|file| file.modified()).ok()?;
    written.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
}
