//! Names of files, found in the dictionary of names or by their hashes, without reading what is known of
//! the files.

use std::collections::BTreeSet;
use std::io;

use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId};

use super::beginnings::behind_all_that_begin;
use super::error::IndexError;
use super::listing::entries_in;
use super::segments::Segment;
use super::snapshot::Snapshot;
use crate::document::FileName;

impl Snapshot {
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

    /// The name of the file that an entry describes.
    pub(super) fn file_name(&self, address: DocAddress) -> Result<FileName, IndexError> {
        let stored = self.stored(address)?;
        let name = stored.get_first(self.fields.file).and_then(|value| value.as_str());
        FileName::new(name.unwrap_or_default()).map_err(|error| self.bad_entry(&error))
    }
}
