//! Reading what the index knows of files.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use rayon::prelude::*;
use tantivy::collector::DocSetCollector;
use tantivy::postings::SegmentPostings;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::error::IndexError;
use super::record::FileRecord;
use super::schema::FILE;
use super::snapshot::Snapshot;
use crate::document::FileName;

/// Records that one thread reads at a time, at least.
const MIN_AT_ONCE: usize = 1000;

impl Snapshot {
    /// What is known of one file; `None` when it is not indexed.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn file(&self, file: &FileName) -> Result<Option<FileRecord>, IndexError> {
        let of_this = Term::from_field_text(self.fields.file, file.as_str());
        let of_files = Term::from_field_text(self.fields.kind, FILE);
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let both = first_with_both(segment, &of_this, &of_files);
            let both = both.map_err(|cause| self.broken(cause))?;
            let both = both.map(|entry| DocAddress::new(ordinal, entry));
            if let Some(entry) = both.filter(|entry| self.is_seen(*entry)) {
                return self.file_record(entry).map(Some);
            }
        }
        Ok(None)
    }

    /// What is known of all files, by name.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files(&self) -> Result<BTreeMap<FileName, FileRecord>, IndexError> {
        let of_files =
            TermQuery::new(Term::from_field_text(self.fields.kind, FILE), IndexRecordOption::Basic);
        let found = self
            .searcher
            .search(&of_files, &DocSetCollector)
            .map_err(|cause| self.broken(cause))?;
        // In the order in which they are stored, so that each block is decompressed once; on all
        // cores.
        let mut found: Vec<DocAddress> =
            found.into_iter().filter(|entry| self.is_seen(*entry)).collect();
        found.sort_unstable();
        let of_address = |address: &DocAddress| {
            self.file_record(*address).map(|record| (record.file.clone(), record))
        };
        let records: Vec<(FileName, FileRecord)> =
            found.par_iter().with_min_len(MIN_AT_ONCE).map(of_address).collect::<Result<_, _>>()?;
        Ok(records.into_iter().collect())
    }

    /// The names of files that begin so, in order, without reading what is known of them.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn names_from(&self, beginning: &str) -> Result<BTreeSet<FileName>, IndexError> {
        let mut names = BTreeSet::new();
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let unreadable = |cause: io::Error| self.broken(cause.into());
            let inverted = segment.inverted_index(self.fields.file);
            let inverted = inverted.map_err(|cause| self.broken(cause))?;
            let mut found =
                inverted.terms().range().ge(beginning).into_stream().map_err(unreadable)?;
            while found.advance() && found.key().starts_with(beginning.as_bytes()) {
                let name = String::from_utf8_lossy(found.key()).into_owned();
                let Ok(name) = FileName::new(&name) else { continue };
                let entries = self.entries_of(std::slice::from_ref(&name), ordinal);
                if !entries.map_err(|cause| self.broken(cause))?.is_empty() {
                    names.insert(name);
                }
            }
        }
        Ok(names)
    }

    fn file_record(&self, address: DocAddress) -> Result<FileRecord, IndexError> {
        let stored = self.stored(address)?;
        let file = stored.get_first(self.fields.file).and_then(|value| value.as_str());
        let record = self.unsealed(&stored, &[file.unwrap_or_default()])?;
        serde_json::from_slice(&record).map_err(|error| self.bad_entry(&error))
    }
}

/// The first entry of a segment that has both terms and was not deleted.
fn first_with_both(
    segment: &SegmentReader,
    one: &Term,
    other: &Term,
) -> tantivy::Result<Option<DocId>> {
    let postings = |term: &Term| -> tantivy::Result<Option<SegmentPostings>> {
        Ok(segment.inverted_index(term.field())?.read_postings(term, IndexRecordOption::Basic)?)
    };
    let Some(mut ones) = postings(one)? else { return Ok(None) };
    let Some(mut others) = postings(other)? else { return Ok(None) };
    while ones.doc() != TERMINATED {
        let entry = ones.doc();
        if !segment.is_deleted(entry) && others.doc() <= entry && others.seek(entry) == entry {
            return Ok(Some(entry));
        }
        ones.advance();
    }
    Ok(None)
}
