//! Changing the index: entries of a file are replaced as a whole, and one commit makes all changes
//! visible at once.

use std::collections::BTreeSet;

use tantivy::query::{BooleanQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{TantivyDocument, Term};

use super::record::FileRecord;
use super::schema::{ACRONYM, FILE, Fields};
use super::store::{Index, IndexError, broken};
use crate::document::Passage;
use crate::language::acronyms::Acronym;

/// Memory that tantivy may fill before it writes a segment, in bytes, over all threads.
const MEMORY: usize = 64 << 20;

/// Threads that index, at most: reading the documents keeps no more than that busy.
const MAX_THREADS: usize = 4;
/// Less text than this is indexed by one thread: it is as fast, and the order of equals is that of the files.
const LITTLE: u64 = 32 << 20;

/// One round of changes.
pub struct IndexWriter {
    path: std::path::PathBuf,
    inner: tantivy::IndexWriter,
    fields: Fields,
}

/// A passage with the words that the index is to know it by.
pub struct PassageEntry<'t> {
    /// Its ranges.
    pub passage: &'t Passage,
    /// The words of its sentences.
    pub body: String,
    /// The words of its heading and of the document's title.
    pub context: String,
}

impl IndexWriter {
    pub(super) fn new(index: &Index, n_bytes: u64) -> Result<IndexWriter, IndexError> {
        let threads = if n_bytes < LITTLE { 1 } else { std::thread::available_parallelism().map_or(1, |n| n.get().min(MAX_THREADS)) };
        let inner = index.inner.writer_with_num_threads(threads, MEMORY).map_err(|cause| broken(&index.path, cause))?;
        Ok(IndexWriter { path: index.path.clone(), inner, fields: index.fields })
    }

    /// Takes everything about the file out.
    pub fn remove(&mut self, file: &str) {
        self.inner.delete_term(Term::from_field_text(self.fields.file, file));
    }

    /// Puts a file in, in the place of what was known of it. `words` is all that it holds, its title too;
    /// `acronyms` those that it introduces.
    ///
    /// # Errors
    /// When tantivy's indexing threads have died.
    pub fn put<'t>(
        &mut self,
        record: &FileRecord,
        words: &str,
        passages: impl Iterator<Item = PassageEntry<'t>>,
        acronyms: &BTreeSet<Acronym>,
    ) -> Result<(), IndexError> {
        let file = record.file.as_str();
        self.remove(file);
        self.add_file(record, words)?;
        for passage in passages {
            let mut entry = TantivyDocument::new();
            entry.add_text(self.fields.file, file);
            entry.add_text(self.fields.body, &passage.body);
            entry.add_text(self.fields.spelling, &passage.body);
            entry.add_text(self.fields.context, &passage.context);
            entry.add_text(self.fields.text, record.hash.as_ref().map_or("", |hash| hash.as_str()));
            entry.add_bytes(self.fields.record, &serde_json::to_vec(passage.passage).expect("ranges are plain data"));
            self.inner.add_document(entry).map_err(|cause| broken(&self.path, cause))?;
        }
        for acronym in acronyms {
            let mut entry = TantivyDocument::new();
            entry.add_text(self.fields.file, file);
            entry.add_text(self.fields.kind, ACRONYM);
            entry.add_text(self.fields.short, &acronym.short);
            entry.add_text(self.fields.long, acronym.long.join(" "));
            self.inner.add_document(entry).map_err(|cause| broken(&self.path, cause))?;
        }
        Ok(())
    }

    /// Replaces what is known of a file whose words are the same; its passages stay.
    ///
    /// # Errors
    /// When tantivy's indexing threads have died.
    pub fn stamp(&mut self, record: &FileRecord, words: &str) -> Result<(), IndexError> {
        let of_file = TermQuery::new(Term::from_field_text(self.fields.file, record.file.as_str()), IndexRecordOption::Basic);
        let of_kind = TermQuery::new(Term::from_field_text(self.fields.kind, FILE), IndexRecordOption::Basic);
        let old = BooleanQuery::intersection(vec![Box::new(of_file), Box::new(of_kind)]);
        self.inner.delete_query(Box::new(old)).map_err(|cause| broken(&self.path, cause))?;
        self.add_file(record, words)
    }

    fn add_file(&mut self, record: &FileRecord, words: &str) -> Result<(), IndexError> {
        let mut entry = TantivyDocument::new();
        entry.add_text(self.fields.file, record.file.as_str());
        entry.add_text(self.fields.kind, FILE);
        entry.add_text(self.fields.all, words);
        entry.add_bytes(self.fields.record, &serde_json::to_vec(record).expect("a record is plain data"));
        self.inner.add_document(entry).map_err(|cause| broken(&self.path, cause))?;
        Ok(())
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
