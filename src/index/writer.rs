//! Changing the index: entries of a file are replaced as a whole, and one commit makes all changes
//! visible at once.

use tantivy::query::{BooleanQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{TantivyDocument, Term};

use super::entries::Entries;
use super::schema::{FILE, Fields};
use super::store::{Index, IndexError, broken};

/// Memory that tantivy may fill before it writes a segment, in bytes, over all threads.
const MEMORY: usize = 256 << 20;

/// Threads that index, at most: reading the documents keeps no more than that busy.
const MAX_THREADS: usize = 4;
/// Less text than this is indexed by one thread: it is as fast, and the order of equals is that of
/// the files.
const LITTLE: u64 = 32 << 20;

/// One round of changes.
pub struct IndexWriter {
    path: std::path::PathBuf,
    inner: tantivy::IndexWriter,
    fields: Fields,
}

impl IndexWriter {
    pub(super) fn new(index: &Index, n_bytes: u64) -> Result<IndexWriter, IndexError> {
        let threads = if n_bytes < LITTLE {
            1
        } else {
            std::thread::available_parallelism().map_or(1, |n| n.get().min(MAX_THREADS))
        };
        let inner = index
            .inner
            .writer_with_num_threads(threads, MEMORY)
            .map_err(|cause| broken(&index.path, cause))?;
        Ok(IndexWriter { path: index.path.clone(), inner, fields: index.fields })
    }

    /// Takes everything about the file out.
    pub fn remove(&mut self, file: &str) {
        self.inner.delete_term(Term::from_field_text(self.fields.file, file));
    }

    /// Puts a file in, in the place of what was known of it.
    ///
    /// # Errors
    /// When tantivy's indexing threads have died.
    pub fn replace(&mut self, entries: Entries) -> Result<(), IndexError> {
        self.remove(entries.file.as_str());
        self.put(entries)
    }

    /// Puts a file in of which nothing is known.
    ///
    /// # Errors
    /// When tantivy's indexing threads have died.
    pub fn put(&mut self, entries: Entries) -> Result<(), IndexError> {
        std::iter::once(entries.of_file)
            .chain(entries.others)
            .chain(entries.words)
            .try_for_each(|entry| self.add(entry))
    }

    /// Replaces what is known of a file whose words are the same; its passages stay.
    ///
    /// # Errors
    /// When tantivy's indexing threads have died.
    pub fn stamp(&mut self, entries: Entries) -> Result<(), IndexError> {
        let of_file = TermQuery::new(
            Term::from_field_text(self.fields.file, entries.file.as_str()),
            IndexRecordOption::Basic,
        );
        let of_kind =
            TermQuery::new(Term::from_field_text(self.fields.kind, FILE), IndexRecordOption::Basic);
        let old = BooleanQuery::intersection(vec![Box::new(of_file), Box::new(of_kind)]);
        self.inner.delete_query(Box::new(old)).map_err(|cause| broken(&self.path, cause))?;
        self.add(entries.of_file)
    }

    fn add(&mut self, entry: TantivyDocument) -> Result<(), IndexError> {
        self.inner.add_document(entry).map(|_| ()).map_err(|cause| broken(&self.path, cause))
    }

    /// Makes the changes so far visible at once, or none, and goes on.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn commit_piece(&mut self) -> Result<(), IndexError> {
        self.inner.commit().map(|_| ()).map_err(|cause| broken(&self.path, cause))
    }

    /// Makes all changes visible at once, or none.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn commit(mut self) -> Result<(), IndexError> {
        self.inner.commit().map_err(|cause| broken(&self.path, cause))?;
        self.inner.wait_merging_threads().map_err(|cause| broken(&self.path, cause))
    }
}
