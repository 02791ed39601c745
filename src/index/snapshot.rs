//! Reading the index: what one commit holds. Immutable; clones are cheap.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query, TermQuery, TermSetQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, SegmentOrdinal, TERMINATED, TantivyDocument, Term};

use super::record::FileRecord;
use super::schema::{ACRONYM, FILE, Fields, WORDS};
use super::segments::Segments;
use super::store::{IndexError, broken};
use crate::document::{FileName, Passage, TextHash};
use crate::language::acronyms::Acronym;

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

/// A passage of one snapshot; it means nothing to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry(pub(super) DocAddress);

/// What the index stores of a passage.
#[derive(Debug, Clone)]
pub struct PassageRecord {
    /// The file that it stands in.
    pub file: FileName,
    /// The text that the ranges belong to.
    pub text: TextHash,
    /// Its ranges.
    pub passage: Passage,
}

/// Entries of files that one thread unpacks at a time, at least.
const AT_ONCE: usize = 1000;

impl Snapshot {
    pub(super) fn new(
        path: PathBuf,
        searcher: Searcher,
        fields: Fields,
    ) -> Result<Snapshot, IndexError> {
        // tantivy replaces this file with each commit.
        let written =
            std::fs::metadata(path.join("meta.json")).and_then(|file| file.modified()).ok();
        let committed_at = written
            .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
            .map(|since| since.as_secs());
        let n_of = |kind| {
            searcher
                .doc_freq(&Term::from_field_text(fields.kind, kind))
                .map_err(|cause| broken(&path, cause))
        };
        let n_all: u64 =
            searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum();
        // Those of files and acronyms count, as they did when the numbers of the ranking were
        // learned.
        let n_scored = n_all.saturating_sub(n_of(WORDS)?);
        let n_passages = n_scored.saturating_sub(n_of(FILE)? + n_of(ACRONYM)?);
        let segments = Arc::new(
            Segments::open(&searcher, &fields, n_scored).map_err(|cause| broken(&path, cause))?,
        );
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

    /// What is stored of a passage.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn passage(&self, entry: Entry) -> Result<PassageRecord, IndexError> {
        let entry: TantivyDocument =
            self.searcher.doc(entry.0).map_err(|cause| broken(&self.path, cause))?;
        let file =
            entry.get_first(self.fields.file).and_then(|value| value.as_str()).unwrap_or_default();
        let record = entry
            .get_first(self.fields.record)
            .and_then(|value| value.as_bytes())
            .unwrap_or_default();
        Ok(PassageRecord {
            file: FileName::new(file).map_err(|error| self.entry(&error))?,
            text: TextHash::parse(
                entry
                    .get_first(self.fields.text)
                    .and_then(|value| value.as_str())
                    .unwrap_or_default(),
            )
            .map_err(|error| self.entry(&error))?,
            passage: serde_json::from_slice(record).map_err(|error| self.entry(&error))?,
        })
    }

    /// Whether a file of these holds the term anywhere.
    pub(super) fn is_among(&self, term: &str, files: &[FileName]) -> Result<bool, IndexError> {
        let held = [self.fields.body, self.fields.besides].map(|field| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::Basic))
        });
        let query = BooleanQuery::intersection(vec![
            Box::new(BooleanQuery::union(held.into())),
            Box::new(self.among(files)),
        ]);
        Ok(self.searcher.search(&query, &Count).map_err(|cause| broken(&self.path, cause))? > 0)
    }

    /// The words that passages hold, folded, that this one becomes with one slip behind its first
    /// letter (a letter too many, too few, another, or two in the wrong order). Perhaps some that
    /// passages held before. In order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn spellings(&self, folded: &str) -> Result<BTreeSet<String>, IndexError> {
        let damaged = |cause| broken(&self.path, cause);
        let near =
            FuzzyTermQuery::new(Term::from_field_text(self.fields.spelling, folded), 1, true)
                .automaton()
                .map_err(damaged)?;
        let first: String = folded.chars().take(1).collect();
        // Behind all words that begin so: no byte of UTF-8 is the highest one.
        let mut behind = first.clone().into_bytes();
        behind.last_mut().into_iter().for_each(|byte| *byte += 1);
        let mut known = BTreeSet::new();
        for segment in &self.segments.all {
            let mut found = segment
                .spelling
                .terms()
                .search(&near)
                .ge(&first)
                .lt(&behind)
                .into_stream()
                .map_err(|cause| damaged(cause.into()))?;
            while found.advance() {
                known.insert(String::from_utf8_lossy(found.key()).into_owned());
            }
        }
        Ok(known)
    }

    /// Whether it is known as a word that passages hold.
    pub(super) fn has_word(&self, folded: &str) -> Result<bool, IndexError> {
        let term = Term::from_field_text(self.fields.spelling, folded);
        for segment in &self.segments.all {
            if segment
                .spelling
                .get_term_info(&term)
                .map_err(|cause| broken(&self.path, cause.into()))?
                .is_some()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The acronyms that files of these (all without) introduce, of which the short form is one of
    /// these terms, or the long form some of them in a row, two at least. Each once, in order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn acronyms(
        &self,
        terms: &[&str],
        files: Option<&[FileName]>,
    ) -> Result<BTreeSet<Acronym>, IndexError> {
        let damaged = |cause| broken(&self.path, cause);
        // Most words are no acronym: the dictionaries say so before anything is searched.
        let mut meant: BTreeSet<Term> = BTreeSet::new();
        for segment in
            self.segments.all.iter().filter(|segment| segment.short.terms().num_terms() > 0)
        {
            for term in terms.iter().map(|term| Term::from_field_text(self.fields.short, term)) {
                if segment
                    .short
                    .get_term_info(&term)
                    .map_err(|cause| damaged(cause.into()))?
                    .is_some()
                {
                    meant.insert(term);
                }
            }
            for at in 1..terms.len() {
                let beginning = format!("{} {}", terms[at - 1], terms[at]);
                // Behind every long form that begins so: nothing stands between the space and the
                // exclamation mark.
                let behind = format!("{beginning}!");
                let mut found = segment
                    .long
                    .terms()
                    .range()
                    .ge(&beginning)
                    .lt(&behind)
                    .into_stream()
                    .map_err(|cause| damaged(cause.into()))?;
                while found.advance() {
                    let long = String::from_utf8_lossy(found.key());
                    if long
                        .split(' ')
                        .zip(terms[at - 1..].iter().map(Some).chain(std::iter::repeat(None)))
                        .all(|(word, term)| term == Some(&word))
                    {
                        meant.insert(Term::from_field_text(self.fields.long, &long));
                    }
                }
            }
        }
        if meant.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut query: Box<dyn Query> = Box::new(TermSetQuery::new(meant));
        if let Some(files) = files {
            query = Box::new(BooleanQuery::intersection(vec![query, Box::new(self.among(files))]));
        }
        let mut found = BTreeSet::new();
        for address in self.searcher.search(&*query, &DocSetCollector).map_err(damaged)? {
            let entry: TantivyDocument = self.searcher.doc(address).map_err(damaged)?;
            let text = |field| {
                entry
                    .get_first(field)
                    .and_then(|value| value.as_str())
                    .unwrap_or_default()
                    .to_owned()
            };
            let long = text(self.fields.long).split(' ').map(str::to_owned).collect();
            found.insert(Acronym { short: text(self.fields.short), long });
        }
        Ok(found)
    }

    fn among(&self, files: &[FileName]) -> TermSetQuery {
        TermSetQuery::new(
            files.iter().map(|file| Term::from_field_text(self.fields.file, file.as_str())),
        )
    }

    /// How many passages the index has: like [`super::KnownTerm::n_passages`], those among them
    /// that were removed and still take room.
    pub fn n_passages(&self) -> u64 {
        self.n_passages
    }

    /// The passages of the texts whose hashes begin with these [`super::HASH_DIGITS`], in files of
    /// these (all without), in the order of the index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn passages_of(
        &self,
        beginning: &str,
        files: Option<&[FileName]>,
    ) -> Result<Vec<Entry>, IndexError> {
        let damaged = |cause| broken(&self.path, cause);
        let of_texts = TermQuery::new(
            Term::from_field_text(self.fields.text_id, beginning),
            IndexRecordOption::Basic,
        );
        let query: Box<dyn Query> = match files {
            None => Box::new(of_texts),
            Some(files) => Box::new(BooleanQuery::intersection(vec![
                Box::new(of_texts),
                Box::new(self.among(files)),
            ])),
        };
        let mut found: Vec<DocAddress> =
            self.searcher.search(&query, &DocSetCollector).map_err(damaged)?.into_iter().collect();
        found.sort_unstable();
        Ok(found.into_iter().map(Entry).collect())
    }

    /// What is known of one file; `None` when it is not indexed.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn file(&self, file: &FileName) -> Result<Option<FileRecord>, IndexError> {
        let named = Term::from_field_text(self.fields.file, file.as_str());
        let of_files = Term::from_field_text(self.fields.kind, FILE);
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let postings = |term: &Term| -> tantivy::Result<_> {
                Ok(segment
                    .inverted_index(term.field())?
                    .read_postings(term, IndexRecordOption::Basic)?)
            };
            let Some(mut entries) = postings(&named).map_err(|cause| broken(&self.path, cause))?
            else {
                continue;
            };
            let Some(mut files) = postings(&of_files).map_err(|cause| broken(&self.path, cause))?
            else {
                continue;
            };
            while entries.doc() != TERMINATED {
                let entry = entries.doc();
                if !segment.is_deleted(entry) && files.doc() <= entry && files.seek(entry) == entry
                {
                    return self
                        .file_record(DocAddress::new(number as SegmentOrdinal, entry))
                        .map(Some);
                }
                entries.advance();
            }
        }
        Ok(None)
    }

    fn file_record(&self, address: DocAddress) -> Result<FileRecord, IndexError> {
        let entry: TantivyDocument =
            self.searcher.doc(address).map_err(|cause| broken(&self.path, cause))?;
        let record = entry
            .get_first(self.fields.record)
            .and_then(|value| value.as_bytes())
            .unwrap_or_default();
        serde_json::from_slice(record).map_err(|error| self.entry(&error))
    }

    /// Everything that is known of the files, by name.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files(&self) -> Result<BTreeMap<FileName, FileRecord>, IndexError> {
        let of_files =
            TermQuery::new(Term::from_field_text(self.fields.kind, FILE), IndexRecordOption::Basic);
        let found = self
            .searcher
            .search(&of_files, &DocSetCollector)
            .map_err(|cause| broken(&self.path, cause))?;
        // In the order in which they are stored, so that each block of entries is unpacked once; by
        // all cores.
        let mut found: Vec<DocAddress> = found.into_iter().collect();
        found.sort_unstable();
        let of_address = |address: &DocAddress| {
            self.file_record(*address).map(|record| (record.file.clone(), record))
        };
        let records: Vec<(FileName, FileRecord)> =
            found.par_iter().with_min_len(AT_ONCE).map(of_address).collect::<Result<_, _>>()?;
        Ok(records.into_iter().collect())
    }

    fn entry(&self, cause: &dyn std::fmt::Display) -> IndexError {
        IndexError::Entry { path: self.path.clone(), cause: cause.to_string() }
    }
}
