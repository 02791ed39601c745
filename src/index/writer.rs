//! Changing the index: the entries of a file are replaced together, and a commit makes all changes
//! visible at once.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tantivy::query::{BooleanQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{TantivyDocument, TantivyError, Term};

use super::engine::{Filling, Gone};
use super::entries::Entries;
use super::error::{IndexError, broken};
use super::interrupted::remove_uncommitted;
use super::refused::Refused;
use super::schema::{FILE, Fields, ROUNDS};
use super::sealed::seal;
use super::snapshot::Snapshot;
use crate::document::{FileName, TextHash};

/// Memory that tantivy may fill before it writes a segment, in bytes, over all threads.
const MEMORY: usize = 256 << 20;

/// Threads that index, at most: reading the documents does not keep more of them busy.
const MAX_THREADS: usize = 4;
/// Less text than this, in bytes, is indexed by one thread: that is as fast, and ties then come in
/// the order of the files.
const MIN_BYTES_FOR_THREADS: u64 = 32 << 20;

/// Where an index is written, and what the system refuses meanwhile.
pub(super) struct Writing {
    pub path: PathBuf,
    pub refused: Refused,
}

impl Writing {
    /// What tantivy says, or where it says only that a thread of its own ended, why that did.
    fn broken(&self, cause: TantivyError) -> IndexError {
        let in_thread = matches!(cause, TantivyError::ErrorInThread(_) | TantivyError::Poisoned);
        match self.refused.take().filter(|_| in_thread) {
            Some(refused) => IndexError::Unreadable { path: self.path.clone(), cause: refused },
            None => broken(&self.path, cause),
        }
    }
}

/// One round of changes.
pub struct IndexWriter {
    writing: Writing,
    inner: tantivy::IndexWriter,
    fields: Fields,
    /// The text of the operator's file of citations that commits belong to.
    citations: Option<TextHash>,
    /// The same round of changes in the engine; `None` where the folder has the posting lists.
    in_engine: Option<EngineRound>,
}

/// A round of changes in the engine.
struct EngineRound {
    /// The commit before.
    before: Snapshot,
    filling: Filling,
}

impl IndexWriter {
    pub(super) fn new(
        index: &tantivy::Index,
        writing: Writing,
        fields: Fields,
        n_bytes: u64,
        before: Option<Snapshot>,
    ) -> Result<IndexWriter, IndexError> {
        let threads = if n_bytes < MIN_BYTES_FOR_THREADS {
            1
        } else {
            std::thread::available_parallelism().map_or(1, |n| n.get().min(MAX_THREADS))
        };
        writing.refused.take();
        let inner = index
            .writer_with_num_threads(threads, MEMORY)
            .map_err(|cause| writing.broken(cause))?;
        remove_uncommitted(index, &writing.path)?;
        let in_engine = before.map(EngineRound::begin).transpose()?.flatten();
        Ok(IndexWriter { writing, inner, fields, citations: None, in_engine })
    }

    /// Deletes all entries of a file.
    ///
    /// # Errors
    /// When the commit before is damaged.
    pub fn remove(&mut self, file: &FileName) -> Result<(), IndexError> {
        if let Some(round) = &mut self.in_engine {
            round.remove(file)?;
        }
        self.inner.delete_term(Term::from_field_text(self.fields.file, file.as_str()));
        Ok(())
    }

    /// Adds the entries of a file, in place of those that it had.
    ///
    /// # Errors
    /// When tantivy's indexing threads have died; when the engine does not answer.
    pub fn replace(&mut self, entries: Entries) -> Result<(), IndexError> {
        self.remove(&entries.file)?;
        self.put(entries)
    }

    /// Adds the entries of a file that has none yet.
    ///
    /// # Errors
    /// When tantivy's indexing threads have died; when the engine does not answer.
    pub fn put(&mut self, entries: Entries) -> Result<(), IndexError> {
        if let Some(round) = &mut self.in_engine {
            round.filling.put(&entries.for_engine)?;
        }
        std::iter::once(entries.file_entry)
            .chain(entries.other_entries)
            .try_for_each(|entry| self.add(entry))
    }

    /// Replaces what is known of a file whose words have not changed; its passages stay.
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
        self.inner.delete_query(Box::new(old)).map_err(|cause| self.writing.broken(cause))?;
        self.add(entries.file_entry)
    }

    fn add(&mut self, entry: TantivyDocument) -> Result<(), IndexError> {
        self.inner.add_document(entry).map(|_| ()).map_err(|cause| self.writing.broken(cause))
    }

    /// Names the stored text of the operator's file of citations that the next commits belong to; `None`
    /// where there is no such file.
    pub fn cite(&mut self, citations: Option<TextHash>) {
        self.citations = citations;
    }

    /// Makes sure that the engine has all passages that the commit will have, and that the commit
    /// says which these are.
    fn finish_filling(&mut self) -> Result<(), IndexError> {
        let Some(round) = &mut self.in_engine else { return Ok(()) };
        let rounds = serde_json::to_vec(round.filling.finish()?).expect("rounds are plain data");
        self.inner.delete_term(Term::from_field_text(self.fields.kind, ROUNDS));
        let mut entry = TantivyDocument::new();
        entry.add_text(self.fields.kind, ROUNDS);
        entry.add_bytes(self.fields.record, &seal(&[], &rounds));
        self.add(entry)
    }

    /// Commits the changes so far, all or none, and can go on.
    ///
    /// # Errors
    /// When the files cannot be written; when the engine does not answer.
    pub fn commit_piece(&mut self) -> Result<(), IndexError> {
        self.finish_filling()?;
        let prepared = self.inner.prepare_commit();
        let committed = prepared.and_then(|mut prepared| {
            if let Some(citations) = &self.citations {
                prepared.set_payload(citations.as_str());
            }
            prepared.commit()
        });
        committed.map(drop).map_err(|cause| self.writing.broken(cause))
    }

    /// Commits all changes, or none, and ends.
    ///
    /// # Errors
    /// When the files cannot be written; when the engine does not answer.
    pub fn commit(mut self) -> Result<(), IndexError> {
        self.commit_piece()?;
        let IndexWriter { writing, inner, .. } = self;
        inner.wait_merging_threads().map_err(|cause| writing.broken(cause))
    }
}

impl EngineRound {
    /// The round after this commit; `None` where it has no engine.
    fn begin(before: Snapshot) -> Result<Option<EngineRound>, IndexError> {
        let Some(engine) = before.engine.clone() else { return Ok(None) };
        let filling = Filling::begin(&engine.index, &engine.rounds)?;
        Ok(Some(EngineRound { before, filling }))
    }

    /// Notes the passages of a file as those that the next commit no longer has.
    fn remove(&mut self, file: &FileName) -> Result<(), IndexError> {
        let mut gone: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for passage in self.before.passages_in(file)? {
            let (generation, paragraph) = self.before.generation_of(passage.0)?;
            gone.entry(generation).or_default().push(paragraph);
        }
        for (generation, paragraphs) in gone {
            self.filling.replaced(Gone::now(generation, paragraphs));
        }
        Ok(())
    }
}
