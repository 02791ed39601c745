//! The files that can be quoted, in the order of what they are called: as many of them are looked at as
//! somebody asked for, and what is stored of them is not read.

use std::io;
use std::ops::ControlFlow;

use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentOrdinal, TERMINATED, Term};

use super::called::{self, Called, ListedFile};
use super::error::IndexError;
use super::file_columns::NextKey;
use super::schema::{FILE, LISTED};
use super::snapshot::Snapshot;
use crate::document::FileName;

impl Snapshot {
    /// How many files there are.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn n_files(&self) -> Result<u64, IndexError> {
        self.n_of_kind(FILE)
    }

    /// How many files can be quoted.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn n_listed(&self) -> Result<usize, IndexError> {
        Ok(usize::try_from(self.n_of_kind(LISTED)?).unwrap_or(usize::MAX))
    }

    fn n_of_kind(&self, kind: &str) -> Result<u64, IndexError> {
        let kind = Term::from_field_text(self.fields.kind, kind);
        let mut n = 0;
        for segment in &self.segments.all {
            n += u64::from(segment.n_of_kind(&kind).map_err(|cause| self.broken(cause.into()))?);
        }
        Ok(n)
    }

    /// How many units can be quoted.
    pub fn n_units(&self) -> u64 {
        self.segments.all.iter().map(|segment| segment.files.n_units(&segment.deletions)).sum()
    }

    /// Whether a file can be quoted.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn is_listed(&self, file: &FileName) -> Result<bool, IndexError> {
        let entry = self.file_entry(file)?;
        Ok(entry.is_some_and(|at| {
            self.segments.all[at.segment_ord as usize].files.is_listed(at.doc_id)
        }))
    }

    /// What a file is called; `None` where it cannot be quoted.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn listed_file(&self, file: &FileName) -> Result<Option<ListedFile>, IndexError> {
        let Some(at) = self.file_entry(file)? else { return Ok(None) };
        let files = &self.segments.all[at.segment_ord as usize].files;
        let Some(order) = files.order(at.doc_id) else { return Ok(None) };
        let key = files.key(order).map_err(|cause| self.broken(cause.into()))?;
        Ok(Called::parse(&key).and_then(|called| called.listed()))
    }

    /// Hands out the names of all files that can be quoted, in the order of what they are called.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn for_each_listed(&self, take: &mut dyn FnMut(&str)) -> Result<(), IndexError> {
        self.walk_called("", &mut |called| {
            take(called.file);
            ControlFlow::Continue(())
        })
    }

    /// The files that can be quoted and are in this language, by its primary tag.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn listed_in_language(&self, language: &str) -> Result<Vec<FileName>, IndexError> {
        let term = Term::from_field_text(self.fields.language, language);
        let mut files = Vec::new();
        for (ordinal, segment) in self.segments.all.iter().enumerate() {
            let entries = self.entries_with(&term, ordinal).map_err(|cause| self.broken(cause))?;
            for order in entries.into_iter().filter_map(|entry| segment.files.order(entry)) {
                let key = segment.files.key(order).map_err(|cause| self.broken(cause.into()))?;
                files
                    .extend(Called::parse(&key).and_then(|called| FileName::new(called.file).ok()));
            }
        }
        Ok(files)
    }

    /// The first file by name that is called exactly so by its title and that `is_in` accepts.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn titled(
        &self,
        words: &[String],
        is_in: &dyn Fn(&FileName) -> bool,
    ) -> Result<Option<FileName>, IndexError> {
        let mut found = Ok(None);
        self.walk_called(&called::beginning(words), &mut |called| {
            let Some(file) = FileName::new(called.file).ok().filter(is_in) else {
                return ControlFlow::Continue(());
            };
            match self.file(&file) {
                Ok(Some(record)) if record.is_titled => found = Ok(Some(file)),
                Ok(_) => return ControlFlow::Continue(()),
                Err(error) => found = Err(error),
            }
            ControlFlow::Break(())
        })?;
        found
    }

    /// Shows the files whose keys begin so, in order, until it is enough.
    pub(super) fn walk_called(
        &self,
        beginning: &str,
        visit: &mut dyn FnMut(Called<'_>) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let all = self.segments.all.iter();
        let keys = all.map(|segment| segment.files.keys_from(beginning, &segment.deletions));
        let walked = keys.collect::<io::Result<_>>().and_then(|keys| merge(keys, visit));
        walked.map_err(|cause| self.broken(cause.into()))
    }

    /// The entry that describes a file.
    pub(super) fn file_entry(&self, file: &FileName) -> Result<Option<DocAddress>, IndexError> {
        let name = Term::from_field_text(self.fields.file, file.as_str());
        for (ordinal, segment) in (0..).zip(&self.segments.all) {
            let entries = self.entries_with(&name, ordinal);
            let entries = entries.map_err(|cause| self.broken(cause))?;
            let entry = entries.into_iter().find(|entry| segment.files.is_file(*entry));
            if let Some(entry) = entry {
                return Ok(Some(DocAddress::new(ordinal as SegmentOrdinal, entry)));
            }
        }
        Ok(None)
    }

    /// The entries of a segment that have a term and were not deleted, in order.
    pub(super) fn entries_with(&self, term: &Term, ordinal: usize) -> tantivy::Result<Vec<DocId>> {
        let segment = self.searcher.segment_reader(ordinal as SegmentOrdinal);
        let inverted = segment.inverted_index(term.field())?;
        let postings = inverted.read_postings(term, IndexRecordOption::Basic)?;
        let mut entries = postings.map(entries_in).unwrap_or_default();
        entries.retain(|entry| self.segments.all[ordinal].is_alive(*entry));
        Ok(entries)
    }
}

/// All entries of a posting list, in order.
pub(super) fn entries_in(mut postings: SegmentPostings) -> Vec<DocId> {
    let mut entries = Vec::with_capacity(postings.doc_freq() as usize);
    while postings.doc() != TERMINATED {
        entries.push(postings.doc());
        postings.advance();
    }
    entries
}

/// Shows the keys of several segments in one order, until it is enough.
pub(super) fn merge(
    segments: Vec<NextKey<'_>>,
    visit: &mut dyn FnMut(Called<'_>) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut heads = Vec::new();
    for mut next in segments {
        let mut key = Vec::new();
        if next(&mut key)? {
            heads.push((key, next));
        }
    }
    while let Some(least) = (0..heads.len()).min_by(|a, b| heads[*a].0.cmp(&heads[*b].0)) {
        let (key, next) = &mut heads[least];
        if let Some(called) = Called::parse(key)
            && visit(called).is_break()
        {
            return Ok(());
        }
        if !next(key)? {
            drop(heads.swap_remove(least));
        }
    }
    Ok(())
}
