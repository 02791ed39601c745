//! Reading what the index stores of passages.

use std::collections::BTreeSet;

use tantivy::DocAddress;
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};

use super::error::IndexError;
use super::snapshot::Snapshot;
use crate::document::{FileName, Passage, TextHash};

/// A passage of one snapshot; it means nothing to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId(pub(super) DocAddress);

/// What the index stores of a passage.
#[derive(Debug, Clone)]
pub struct PassageRecord {
    /// The file that it is in.
    pub file: FileName,
    /// The text that the ranges belong to.
    pub text: TextHash,
    /// Its ranges.
    pub passage: Passage,
}

impl Snapshot {
    /// What is stored of a passage.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn passage(&self, id: PassageId) -> Result<PassageRecord, IndexError> {
        let stored = self.stored(id.0)?;
        let text =
            |field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let (file, hash) = (text(self.fields.file), text(self.fields.text));
        let record = self.unsealed(&stored, &[file, hash])?;
        Ok(PassageRecord {
            file: FileName::new(file).map_err(|error| self.bad_entry(&error))?,
            text: TextHash::parse(hash).map_err(|error| self.bad_entry(&error))?,
            passage: serde_json::from_slice(&record).map_err(|error| self.bad_entry(&error))?,
        })
    }

    /// The passages of a file with these numbers, those that there are, in the order of the index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn numbered(
        &self,
        file: &FileName,
        paragraphs: &BTreeSet<u32>,
    ) -> Result<Vec<PassageId>, IndexError> {
        let of_file = self.entries_of_file(file).map_err(|cause| self.broken(cause))?;
        let is_wanted = |entry: &DocAddress| {
            let (_, paragraph) = self.segments.order(*entry);
            u32::try_from(paragraph).is_ok_and(|paragraph| paragraphs.contains(&paragraph))
        };
        Ok(of_file.into_iter().filter(is_wanted).map(PassageId).collect())
    }

    /// All passages of a file, in the order of the document.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn passages_in(&self, file: &FileName) -> Result<Vec<PassageId>, IndexError> {
        let of_file = self.entries_of_file(file).map_err(|cause| self.broken(cause))?;
        let mut numbered: Vec<(u64, DocAddress)> = of_file
            .into_iter()
            .map(|entry| (self.segments.order(entry).1, entry))
            .filter(|(paragraph, _)| *paragraph > 0)
            .collect();
        numbered.sort_unstable();
        Ok(numbered.into_iter().map(|(_, entry)| PassageId(entry)).collect())
    }

    /// The entries of a file that were not deleted, in the order of the index.
    fn entries_of_file(&self, file: &FileName) -> tantivy::Result<Vec<DocAddress>> {
        let mut all = Vec::new();
        for ordinal in 0..self.segments.all.len() {
            let entries = self.entries_of(std::slice::from_ref(file), ordinal)?;
            all.extend(entries.into_iter().map(|entry| DocAddress::new(ordinal as u32, entry)));
        }
        Ok(all)
    }

    /// The passages of the texts whose hashes begin with these [`crate::document::HASH_DIGITS`], in files of
    /// these (all files without), in the order of the index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn passages_of(
        &self,
        beginning: &str,
        files: Option<&[FileName]>,
    ) -> Result<Vec<PassageId>, IndexError> {
        let of_texts = TermQuery::new(
            Term::from_field_text(self.fields.text_id, beginning),
            IndexRecordOption::Basic,
        );
        let query: Box<dyn Query> = match files {
            None => Box::new(of_texts),
            Some(files) => Box::new(BooleanQuery::intersection(vec![
                Box::new(of_texts),
                Box::new(self.in_files(files)),
            ])),
        };
        let found =
            self.searcher.search(&query, &DocSetCollector).map_err(|cause| self.broken(cause))?;
        let seen = found.into_iter().filter(|entry| self.is_seen(*entry));
        let mut found: Vec<PassageId> = seen.map(PassageId).collect();
        found.sort_unstable();
        Ok(found)
    }
}
