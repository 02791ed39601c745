//! Reading the index: what one commit holds. Immutable; clones are cheap.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rayon::prelude::*;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

use super::record::FileRecord;
use super::schema::{ACRONYM, FILE, Fields};
use super::store::{IndexError, broken};
use crate::document::{FileName, Passage, TextHash};
use crate::language::acronyms::Acronym;

/// What one commit holds.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) path: PathBuf,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    committed_at: Option<u64>,
}

/// A passage that holds some of the terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Which it is.
    pub entry: Entry,
    /// BM25 over body and context, weighted; higher is better.
    pub score: f32,
}

/// A passage of one snapshot; it means nothing to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry(DocAddress);

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

/// A term to search for, with its weight: 1 for a word as asked.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedTerm {
    /// As [`crate::language::terms::term`] makes it.
    pub term: String,
    /// Factor on its score.
    pub weight: f32,
}

/// Entries of files that one thread unpacks at a time, at least.
const AT_ONCE: usize = 1000;

/// How much a word counts that stands in the heading or title rather than in the passage.
const CONTEXT_WEIGHT: f32 = 0.4;

impl Snapshot {
    pub(super) fn new(path: PathBuf, searcher: Searcher, fields: Fields) -> Snapshot {
        // tantivy replaces this file with each commit.
        let written = std::fs::metadata(path.join("meta.json")).and_then(|file| file.modified()).ok();
        let committed_at = written.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok()).map(|since| since.as_secs());
        Snapshot { path, searcher, fields, committed_at }
    }

    /// Whether both hold what the same commit left.
    pub fn is_same_commit(&self, other: &Snapshot) -> bool {
        self.searcher.generation().segments() == other.searcher.generation().segments()
    }

    /// When it was committed, in seconds since 1970; `None` where the system does not say.
    pub fn committed_at(&self) -> Option<u64> {
        self.committed_at
    }

    /// The passages that score best, best first, at most `limit`; ties in the order of the index. With
    /// `files`, only passages of these files. Empty when no passage holds any of the terms.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn search(&self, terms: &[WeightedTerm], files: Option<&[FileName]>, limit: usize) -> Result<Vec<Hit>, IndexError> {
        if terms.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for weighted in terms {
            for (field, share) in [(self.fields.body, 1.0), (self.fields.context, CONTEXT_WEIGHT)] {
                let term = TermQuery::new(Term::from_field_text(field, &weighted.term), IndexRecordOption::WithFreqs);
                any.push((Occur::Should, Box::new(BoostQuery::new(Box::new(term), weighted.weight * share))));
            }
        }
        let mut query = BooleanQuery::new(any);
        if let Some(files) = files {
            let unscored = BoostQuery::new(Box::new(self.among(files)), 0.0);
            query = BooleanQuery::new(vec![(Occur::Must, Box::new(query)), (Occur::Must, Box::new(unscored))]);
        }
        let found = self.searcher.search(&query, &TopDocs::with_limit(limit).order_by_score()).map_err(|cause| broken(&self.path, cause))?;
        Ok(found.into_iter().map(|(score, address)| Hit { entry: Entry(address), score }).collect())
    }

    /// What is stored of a passage.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn passage(&self, entry: Entry) -> Result<PassageRecord, IndexError> {
        let entry: TantivyDocument = self.searcher.doc(entry.0).map_err(|cause| broken(&self.path, cause))?;
        let file = entry.get_first(self.fields.file).and_then(|value| value.as_str()).unwrap_or_default();
        let record = entry.get_first(self.fields.record).and_then(|value| value.as_bytes()).unwrap_or_default();
        Ok(PassageRecord {
            file: FileName::new(file).map_err(|error| self.entry(&error))?,
            text: TextHash::parse(entry.get_first(self.fields.text).and_then(|value| value.as_str()).unwrap_or_default())
                .map_err(|error| self.entry(&error))?,
            passage: serde_json::from_slice(record).map_err(|error| self.entry(&error))?,
        })
    }

    /// How many passages hold the term in their sentences.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn n_passages_with(&self, term: &str) -> Result<u64, IndexError> {
        self.searcher.doc_freq(&Term::from_field_text(self.fields.body, term)).map_err(|cause| broken(&self.path, cause))
    }

    /// Whether a file of these (all without) holds the term anywhere, be it in a note or in its title.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn is_anywhere(&self, term: &str, files: Option<&[FileName]>) -> Result<bool, IndexError> {
        let terms = [self.fields.body, self.fields.besides].map(|field| Term::from_field_text(field, term));
        let Some(files) = files else {
            return Ok(self.has_any(&terms[0])? || self.has_any(&terms[1])?);
        };
        let held = terms.map(|term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) });
        let query = BooleanQuery::intersection(vec![Box::new(BooleanQuery::union(held.into())), Box::new(self.among(files))]);
        Ok(self.searcher.search(&query, &Count).map_err(|cause| broken(&self.path, cause))? > 0)
    }

    /// Whether an entry has the term that was not removed.
    fn has_any(&self, term: &Term) -> Result<bool, IndexError> {
        let unreadable = |cause: std::io::Error| broken(&self.path, cause.into());
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(term.field()).map_err(|cause| broken(&self.path, cause))?;
            let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic).map_err(unreadable)? else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    return Ok(true);
                }
                postings.advance();
            }
        }
        Ok(false)
    }

    /// The words that passages hold, folded, that this one becomes with one slip (a letter too many, too few,
    /// another, or two in the wrong order), each with the number of files whose passages hold it. In no particular order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn spellings(&self, folded: &str) -> Result<Vec<(String, u64)>, IndexError> {
        let damaged = |cause| broken(&self.path, cause);
        let query = FuzzyTermQuery::new(Term::from_field_text(self.fields.spelling, folded), 1, true);
        let mut known: BTreeMap<String, u64> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let words = segment.inverted_index(self.fields.spelling).map_err(damaged)?;
            let unreadable = |cause: std::io::Error| damaged(cause.into());
            let mut found = words.terms().search(query.automaton().map_err(damaged)?).into_stream().map_err(unreadable)?;
            while let Some((word, info)) = found.next() {
                *known.entry(String::from_utf8_lossy(word).into_owned()).or_default() += u64::from(info.doc_freq);
            }
        }
        Ok(known.into_iter().collect())
    }

    /// The acronyms that files of these (all without) introduce, of which the short form is one of `short` or
    /// the long form, its terms joined by spaces, one of `long`. Each once, in order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn acronyms<'t>(
        &self,
        short: impl Iterator<Item = &'t str>,
        long: impl Iterator<Item = String>,
        files: Option<&[FileName]>,
    ) -> Result<BTreeSet<Acronym>, IndexError> {
        let mut known: Vec<Box<dyn Query>> = Vec::new();
        for term in short.map(|short| Term::from_field_text(self.fields.short, short)).chain(long.map(|long| Term::from_field_text(self.fields.long, &long))) {
            // Most words are no acronym: the dictionary says so before anything is searched.
            if self.searcher.doc_freq(&term).map_err(|cause| broken(&self.path, cause))? > 0 {
                known.push(Box::new(TermQuery::new(term, IndexRecordOption::Basic)));
            }
        }
        if known.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut query = BooleanQuery::union(known);
        if let Some(files) = files {
            query = BooleanQuery::intersection(vec![Box::new(query), Box::new(self.among(files))]);
        }
        let mut found = BTreeSet::new();
        for address in self.searcher.search(&query, &DocSetCollector).map_err(|cause| broken(&self.path, cause))? {
            let entry: TantivyDocument = self.searcher.doc(address).map_err(|cause| broken(&self.path, cause))?;
            let text = |field| entry.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
            let long = text(self.fields.long).split(' ').map(str::to_owned).collect();
            found.insert(Acronym { short: text(self.fields.short), long });
        }
        Ok(found)
    }

    fn among(&self, files: &[FileName]) -> TermSetQuery {
        TermSetQuery::new(files.iter().map(|file| Term::from_field_text(self.fields.file, file.as_str())))
    }

    /// How many passages the index has.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn n_passages(&self) -> Result<u64, IndexError> {
        let others = [FILE, ACRONYM].map(|kind| self.searcher.doc_freq(&Term::from_field_text(self.fields.kind, kind)));
        let [files, acronyms] = others;
        let n_others = files.and_then(|files| Ok(files + acronyms?)).map_err(|cause| broken(&self.path, cause))?;
        Ok(self.searcher.num_docs().saturating_sub(n_others))
    }

    /// The passages of the texts whose hashes begin with these digits, in files of these (all without), in the
    /// order of the index.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn passages_of(&self, beginning: &str, files: Option<&[FileName]>) -> Result<Vec<Entry>, IndexError> {
        let damaged = |cause| broken(&self.path, cause);
        // Behind every hash that begins so: g follows the hexadecimal digits.
        let behind = format!("{beginning}g");
        let mut texts: BTreeSet<Vec<u8>> = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let hashes = segment.inverted_index(self.fields.text).map_err(damaged)?;
            let mut found = hashes.terms().range().ge(beginning).lt(&behind).into_stream().map_err(|cause| damaged(cause.into()))?;
            while found.advance() {
                texts.insert(found.key().to_vec());
            }
        }
        let of_texts = TermSetQuery::new(texts.iter().map(|hash| Term::from_field_text(self.fields.text, &String::from_utf8_lossy(hash))));
        let query: Box<dyn Query> = match files {
            None => Box::new(of_texts),
            Some(files) => Box::new(BooleanQuery::intersection(vec![Box::new(of_texts), Box::new(self.among(files))])),
        };
        let mut found: Vec<DocAddress> = self.searcher.search(&query, &DocSetCollector).map_err(damaged)?.into_iter().collect();
        found.sort_unstable();
        Ok(found.into_iter().map(Entry).collect())
    }

    /// What is known of one file; `None` when it is not indexed.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn file(&self, file: &FileName) -> Result<Option<FileRecord>, IndexError> {
        let of_files = TermQuery::new(Term::from_field_text(self.fields.kind, FILE), IndexRecordOption::Basic);
        let named = TermQuery::new(Term::from_field_text(self.fields.file, file.as_str()), IndexRecordOption::Basic);
        let query = BooleanQuery::intersection(vec![Box::new(named), Box::new(of_files)]);
        let found = self.searcher.search(&query, &TopDocs::with_limit(1).order_by_score()).map_err(|cause| broken(&self.path, cause))?;
        found.first().map(|(_, address)| self.file_record(*address)).transpose()
    }

    fn file_record(&self, address: DocAddress) -> Result<FileRecord, IndexError> {
        let entry: TantivyDocument = self.searcher.doc(address).map_err(|cause| broken(&self.path, cause))?;
        let record = entry.get_first(self.fields.record).and_then(|value| value.as_bytes()).unwrap_or_default();
        serde_json::from_slice(record).map_err(|error| self.entry(&error))
    }

    /// Everything that is known of the files, by name.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn files(&self) -> Result<BTreeMap<FileName, FileRecord>, IndexError> {
        let of_files = TermQuery::new(Term::from_field_text(self.fields.kind, FILE), IndexRecordOption::Basic);
        let found = self.searcher.search(&of_files, &DocSetCollector).map_err(|cause| broken(&self.path, cause))?;
        // In the order in which they are stored, so that each block of entries is unpacked once; by all cores.
        let mut found: Vec<DocAddress> = found.into_iter().collect();
        found.sort_unstable();
        let of_address = |address: &DocAddress| self.file_record(*address).map(|record| (record.file.clone(), record));
        let records: Vec<(FileName, FileRecord)> = found.par_iter().with_min_len(AT_ONCE).map(of_address).collect::<Result<_, _>>()?;
        Ok(records.into_iter().collect())
    }

    fn entry(&self, cause: &dyn std::fmt::Display) -> IndexError {
        IndexError::Entry { path: self.path.clone(), cause: cause.to_string() }
    }
}
