//! Reading what the index knows of files.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use rayon::prelude::*;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, Term};

use super::beginnings::behind_all_that_begin;
use super::error::IndexError;
use super::listing::entries_in;
use super::record::FileRecord;
use super::schema::{FILE, WARNED};
use super::segments::Segment;
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

    /// The files whose hashes of names ([`FileName::digest`]) begin with these bytes, in order. Eight of
    /// them are looked up, what is behind is compared.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files_digested(&self, beginning: &[u8]) -> Result<Vec<FileName>, IndexError> {
        let mut names = Vec::new();
        let looked_up = &beginning[..beginning.len().min(8)];
        let (mut least, mut most) = ([0; 8], [u8::MAX; 8]);
        for bound in [&mut least, &mut most] {
            bound[..looked_up.len()].copy_from_slice(looked_up);
        }
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.name_digest);
            let inverted = inverted.map_err(|cause| self.broken(cause))?;
            let range = inverted.terms().range().ge(least).le(most);
            let mut found = range.into_stream().map_err(|cause| self.broken(cause.into()))?;
            while found.advance() {
                let list = inverted
                    .read_postings_from_terminfo(found.value(), IndexRecordOption::Basic)
                    .map_err(|cause| self.broken(cause.into()))?;
                for entry in entries_in(list) {
                    let entry = DocAddress::new(ordinal as u32, entry);
                    if self.is_seen(entry) {
                        names.push(self.file_name(entry)?);
                    }
                }
            }
        }
        names.retain(|name| name.digest().starts_with(beginning));
        names.sort_unstable();
        Ok(names)
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
        self.names_beginning(beginning, &|_, _| true)
    }

    /// The names of files that begin so and can be quoted, in order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn listed_from(&self, beginning: &str) -> Result<BTreeSet<FileName>, IndexError> {
        self.names_beginning(beginning, &|segment, entry| segment.files.is_listed(entry))
    }

    /// The names that begin so of files that have an entry of this kind.
    fn names_beginning(
        &self,
        beginning: &str,
        is_wanted: &dyn Fn(&Segment, DocId) -> bool,
    ) -> Result<BTreeSet<FileName>, IndexError> {
        let mut names = BTreeSet::new();
        for (reader, segment) in self.searcher.segment_readers().iter().zip(&self.segments.all) {
            let inverted = reader.inverted_index(self.fields.file);
            let inverted = inverted.map_err(|cause| self.broken(cause))?;
            let unreadable = |cause: io::Error| self.broken(cause.into());
            let mut range = inverted.terms().range().ge(beginning);
            if let Some(end) = behind_all_that_begin(beginning) {
                range = range.lt(end);
            }
            let mut found = range.into_stream().map_err(unreadable)?;
            while found.advance() {
                let list = inverted
                    .read_postings_from_terminfo(found.value(), IndexRecordOption::Basic)
                    .map_err(unreadable)?;
                let mut entries = entries_in(list).into_iter();
                if entries.any(|entry| segment.is_alive(entry) && is_wanted(segment, entry)) {
                    names.extend(FileName::new(&*String::from_utf8_lossy(found.key())).ok());
                }
            }
        }
        Ok(names)
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

    /// The name of the file that an entry describes.
    pub(super) fn file_name(&self, address: DocAddress) -> Result<FileName, IndexError> {
        let stored = self.stored(address)?;
        let name = stored.get_first(self.fields.file).and_then(|value| value.as_str());
        FileName::new(name.unwrap_or_default()).map_err(|error| self.bad_entry(&error))
    }

    fn file_record(&self, address: DocAddress) -> Result<FileRecord, IndexError> {
        let stored = self.stored(address)?;
        let file = stored.get_first(self.fields.file).and_then(|value| value.as_str());
        let record = self.unsealed(&stored, &[file.unwrap_or_default()])?;
        serde_json::from_slice(&record).map_err(|error| self.bad_entry(&error))
    }
}
