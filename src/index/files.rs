//! Reading what the index stores of files.

use std::collections::BTreeMap;
use std::io;

use rayon::prelude::*;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, Term};

use super::error::IndexError;
use super::listing::entries_in;
use super::record::FileRecord;
use super::schema::WARNED;
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
        self.file_entry(file)?.map(|entry| self.file_record(entry)).transpose()
    }

    /// What is known of the files that have a warning, by name.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn warned(&self) -> Result<BTreeMap<FileName, FileRecord>, IndexError> {
        let warned = Term::from_field_text(self.fields.kind, WARNED);
        let mut records = BTreeMap::new();
        for ordinal in 0..self.segments.all.len() {
            let entries =
                self.entries_with(&warned, ordinal).map_err(|cause| self.broken(cause))?;
            for entry in entries {
                let record = self.file_record(DocAddress::new(ordinal as u32, entry))?;
                records.insert(record.file.clone(), record);
            }
        }
        Ok(records)
    }

    /// What is known of all files, by name. Holds all of it in memory: for libraries that are not large.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files(&self) -> Result<BTreeMap<FileName, FileRecord>, IndexError> {
        let records = self.gather(|record| Some((record.file.clone(), record)))?;
        Ok(records.into_iter().collect())
    }

    /// What `take` makes of what is known of each file, in no order: reads all of it, and keeps that alone.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn gather<T: Send>(
        &self,
        take: impl Fn(FileRecord) -> Option<T> + Sync,
    ) -> Result<Vec<T>, IndexError> {
        // In the order in which they are stored, so that each block is decompressed once; on all
        // cores.
        let mut found: Vec<DocAddress> = Vec::new();
        for (ordinal, segment) in (0..).zip(&self.segments.all) {
            let entries = segment.files.states(&segment.deletions);
            found.extend(entries.map(|(entry, _)| DocAddress::new(ordinal, entry)));
        }
        let of_address = |address: &DocAddress| self.file_record(*address).map(&take).transpose();
        let gathered = found.par_iter().with_min_len(MIN_AT_ONCE).filter_map(of_address);
        gathered.collect()
    }

    /// The next files by name behind this one, at most `limit`, with what is known of them; from the first
    /// on without.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files_behind(
        &self,
        file: Option<&FileName>,
        limit: usize,
    ) -> Result<Vec<FileRecord>, IndexError> {
        let mut names = BTreeMap::new();
        for (ordinal, reader) in (0..).zip(self.searcher.segment_readers()) {
            let inverted = reader.inverted_index(self.fields.file);
            let inverted = inverted.map_err(|cause| self.broken(cause))?;
            let unreadable = |cause: io::Error| self.broken(cause.into());
            let range = inverted.terms().range().gt(file.map_or("", FileName::as_str));
            let mut found = range.into_stream().map_err(unreadable)?;
            let (segment, mut n) = (&self.segments.all[ordinal as usize], 0);
            while n < limit && found.advance() {
                let list = inverted
                    .read_postings_from_terminfo(found.value(), IndexRecordOption::Basic)
                    .map_err(unreadable)?;
                let mut entries = entries_in(list).into_iter();
                let is_file =
                    |entry: &DocId| segment.is_alive(*entry) && segment.files.is_file(*entry);
                if let Some(entry) = entries.find(is_file) {
                    names.insert(found.key().to_vec(), DocAddress::new(ordinal, entry));
                    n += 1;
                }
            }
        }
        names.into_values().take(limit).map(|entry| self.file_record(entry)).collect()
    }

    fn file_record(&self, address: DocAddress) -> Result<FileRecord, IndexError> {
        let stored = self.stored(address)?;
        let file = stored.get_first(self.fields.file).and_then(|value| value.as_str());
        let record = self.unsealed(&stored, &[file.unwrap_or_default()])?;
        serde_json::from_slice(&record).map_err(|error| self.bad_entry(&error))
    }
}
